"""The engine behind the pages: the ``oxigraph`` server, read-only, on a loopback port of its own.

It is another process, so that a query that takes too much can be stopped, and it ends with this one. It keeps the store
that it opened: when ``kg add`` has put another in its place, another engine takes over.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from kg.errors import StoreError
from kg.outputs import reading
from kg.server.limits import Limits, Refused
from kg.store.disk import held

_START = 20.0
_PR_SET_PDEATHSIG = 1
_LINUX = sys.platform.startswith("linux")


@dataclass(slots=True)
class _Running:
    process: subprocess.Popen[bytes]
    handle: int
    inode: int
    address: str

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.handle)


class Engine:
    """One ``oxigraph`` server at a time over the store of a graph folder."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store, self.limits = store, limits
        self._now: _Running | None = None
        self._starting = asyncio.Lock()
        self._slots = asyncio.Semaphore(limits.at_once)
        self._client = httpx.AsyncClient(timeout=limits.seconds + 5, trust_env=False)

    async def address(self) -> str:
        """The address of an engine over the present store; starts one where there is none."""
        async with self._starting:
            now = self._now
            if now is not None and now.process.poll() is None and now.inode == self._inode():
                return now.address
            self._now = await self._start()
            if now is not None:
                asyncio.get_running_loop().call_later(self.limits.seconds + 5, now.stop)
            return self._now.address

    @contextlib.asynccontextmanager
    async def asked(self, text: str, accept: str, graphs: list[tuple[str, str]]) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answer to a query, piece by piece. Raises :class:`Refused` where the engine is busy or refuses."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        try:
            async with self.slot(), asyncio.timeout(self.limits.seconds + 2):
                address = httpx.URL(f"{await self.address()}/query", params=graphs)
                async with self._client.stream("POST", address, content=text.encode(), headers=headers) as answer:
                    if answer.status_code != 200:
                        reason = " ".join((await answer.aread()).decode("utf-8", "replace").split())[:300]
                        raise Refused(400 if answer.status_code == 400 else 503, reason)
                    yield answer.aiter_bytes()
        except (TimeoutError, httpx.HTTPError):
            raise Refused(503, f"the query took too long or too much ({self.limits.seconds} s); ask for less") from None

    @contextlib.asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """One of the places for queries at once. Raises :class:`Refused` where none comes free in time."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                await self._slots.acquire()
        except TimeoutError:
            raise Refused(503, "too many queries at once; try again later") from None
        try:
            yield
        finally:
            self._slots.release()

    async def asset(self, name: str) -> bytes:
        """A file of the query editor that comes with the server."""
        answer = await self._client.get(f"{await self.address()}/{name}")
        answer.raise_for_status()
        return answer.content

    async def close(self) -> None:
        """Stop the engine."""
        await self._client.aclose()
        if self._now is not None:
            self._now.stop()

    def _inode(self) -> int:
        try:
            return os.stat(self.store).st_ino
        except OSError as error:
            raise Refused(503, "the store is not there; try again later") from error

    async def _start(self) -> _Running:
        program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        if program is None:
            raise StoreError("the program oxigraph is missing; install it with: pip install 'mulaqat[serve]'")
        handle = reading(self.store)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [program, "serve-read-only", "-l", held(handle, self.store), "-b", f"127.0.0.1:{port}"]
            + ["--timeout-s", str(self.limits.seconds)],
            pass_fds=(handle,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"]},
            preexec_fn=_ends_with_its_parent if _LINUX else None,
        )
        if _LINUX:
            import resource

            resource.prlimit(process.pid, resource.RLIMIT_AS, (self.limits.memory, self.limits.memory))
        running = _Running(process, handle, os.fstat(handle).st_ino, f"http://127.0.0.1:{port}")
        until = time.monotonic() + _START
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return running
            await asyncio.sleep(0.02)
        running.stop()
        raise StoreError(f"{self.store}: oxigraph does not start on it; run: kg verify")


def _ends_with_its_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
