"""The engines behind the pages: ``oxigraph`` servers, read-only, each on a loopback port of its own.

They are other processes, so that a query that takes too much can be stopped, and they end with this one. Each keeps the
store that it opened: when ``kg add`` has put another in its place, another engine takes over.
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

from kg.errors import QueryError, StoreError
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
    """As many ``oxigraph`` servers over the store of a graph folder as queries may run at once, one query each.

    The server's own limit of time does not reach into sorting and counting; so an engine whose query is not done in
    time is killed, and no other query suffers.
    """

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store, self.limits = store, limits
        self._free: asyncio.LifoQueue[_Running | None] = asyncio.LifoQueue()
        for _ in range(limits.at_once):
            self._free.put_nowait(None)
        self._client = httpx.AsyncClient(timeout=limits.seconds + 5, trust_env=False)

    @contextlib.asynccontextmanager
    async def slot(self) -> AsyncIterator[str]:
        """The address of an engine over the present store, for one query.

        Raises :class:`Refused` where none comes free in time, and where the query in the block takes too long.
        """
        try:
            async with asyncio.timeout(self.limits.seconds):
                running = await self._free.get()
        except TimeoutError:
            raise Refused(503, "too many queries at once; try again later") from None
        try:
            running = await self._present(running)
            async with asyncio.timeout(self.limits.seconds):
                yield running.address
        except BaseException as error:
            if running is not None and not (isinstance(error, QueryError) or getattr(error, "status", 0) == 400):
                running.stop()
                running = None
            if isinstance(error, TimeoutError | httpx.HTTPError):
                raise Refused(503, f"not done in {self.limits.seconds} s, or too large; ask for less") from None
            raise
        finally:
            self._free.put_nowait(running)

    @contextlib.asynccontextmanager
    async def asked(self, text: str, accept: str, graphs: list[tuple[str, str]]) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answer to a query, piece by piece. Raises :class:`Refused` where the engine is busy or refuses."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        async with self.slot() as address:
            url = httpx.URL(f"{address}/query", params=graphs)
            async with self._client.stream("POST", url, content=text.encode(), headers=headers) as answer:
                if answer.status_code != 200:
                    reason = " ".join((await answer.aread()).decode("utf-8", "replace").split())[:300]
                    raise Refused(400 if answer.status_code == 400 else 503, reason)
                yield answer.aiter_bytes()

    async def asset(self, name: str) -> bytes:
        """A file of the query editor that comes with the server."""
        async with self.slot() as address:
            answer = await self._client.get(f"{address}/{name}")
            answer.raise_for_status()
            return answer.content

    async def close(self) -> None:
        """Stop the engines that do nothing; the others end with this process."""
        await self._client.aclose()
        while not self._free.empty():
            running = self._free.get_nowait()
            if running is not None:
                running.stop()

    async def _present(self, running: _Running | None) -> _Running:
        """An engine that runs, over the store as it is now: this one where it is."""
        try:
            inode = os.stat(self.store).st_ino
        except OSError as error:
            raise Refused(503, "the store is not there; try again later") from error
        if running is not None:
            if running.process.poll() is None and running.inode == inode:
                return running
            running.stop()
        return await self._start()

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
