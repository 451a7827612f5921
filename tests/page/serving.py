"""A server of the explorer for the tests and benches: loopback only, gone with the block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

from kg.errors import KgError
from kg.page import Explorer, Scope


@contextmanager
def served(explorer: Explorer, scope: Scope | None = None) -> Iterator[str]:
    """The address of a page that asks ``explorer``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            folder, _, name = address.path.rpartition("/")
            try:
                if folder == "/data":
                    self._send(200, "application/json", explorer.answer(name, dict(parse_qsl(address.query))))
                elif address.path == "/":
                    self._send(200, "text/html; charset=utf-8", explorer.page(scope=scope).encode())
                else:
                    self._send(204, "text/plain", b"")
            except KgError as error:
                self._send(400, "text/plain; charset=utf-8", str(error).encode())

        def _send(self, code: int, kind: str, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
