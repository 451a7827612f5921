"""Start the app on a loopback address."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.folders import find


def serve(
    folder: str | os.PathLike[str],
    *,
    port: int = 7878,
    seconds: int = 30,
    rows: int = 10_000,
    hosts: Sequence[str] = (),
) -> None:
    """Serve a graph folder on 127.0.0.1, read-only, until the process is told to stop.

    ``/graph/`` is the page to look at, ``/`` an editor for queries, ``/sparql`` a SPARQL 1.1 endpoint,
    ``/entity/KIND/KEY`` the page of a thing (also as RDF), ``/questions`` the named questions. A query may take
    ``seconds`` and have ``rows``. ``hosts`` are the names by which a proxy calls it. What ``kg add`` changes is served
    from the next query on.

    Raises :class:`kg.errors.StoreError` for a folder without a store, :class:`kg.errors.KgError` where the extra
    ``serve`` is not installed or the port is taken.
    """
    try:
        import uvicorn

        from kg.server.app import app
        from kg.server.limits import Limits
    except ImportError as error:
        raise KgError(f"kg serve needs {error.name}; install it with: pip install 'mulaqat[serve]'") from error
    store = find(folder) / "store"
    if not store.is_dir():
        raise StoreError(f"{Path(folder)}: has no store of its own to serve; make one with: kg refresh")
    config = uvicorn.Config(
        app(store.resolve(), Limits(seconds=seconds, rows=rows), hosts),
        host="127.0.0.1",
        port=port,
        http="h11",
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=64,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    print(f"http://127.0.0.1:{port}/ (stop with Ctrl+C)", file=sys.stderr, flush=True)
    try:
        server.run()
    except SystemExit as error:
        raise KgError(f"port {port}: cannot be listened on; choose another with --port") from error
