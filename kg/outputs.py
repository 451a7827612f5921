"""Files and folders that appear whole or not at all.

Everything is written beside the target, synced to the disk, and moved into place in one step. What a killed run
left behind is removed by the next one; the lock on it tells it from the work of a run that is still going on.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import StoreError

EXTRACTIONS = "extractions.jsonl"
LEDGER = "ledger.sqlite"
"""Either of these files makes a folder one of ours."""

_WRITER = ".lock"
_INNER = "store"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def folder(path: Path, *, force: bool = False) -> Iterator[Path]:
    """An empty folder to write into; it becomes ``path`` when the block ends, and goes when the block raises.

    An existing ``path`` is refused without ``force``. With ``force`` it is replaced where it is empty or an output
    of an earlier build (it has ``extractions.jsonl``). Raises :class:`kg.errors.StoreError`.
    """
    with _successor(path, lambda: _refuse_foreign(path.resolve(), path, force)) as temporary:
        yield temporary


@contextmanager
def part(path: Path) -> Iterator[Path]:
    """As :func:`folder`, for a folder inside an output, which the holder of :func:`writing` may replace.

    Who has the earlier one open (:func:`reading`) goes on with it; it is removed by a later run.
    """
    with _successor(path, lambda: None) as temporary:
        yield temporary


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Be the only one who changes an output folder. Raises :class:`kg.errors.StoreError` where another does, at once.

    The lock goes with the process that holds it, however that ends.
    """
    busy = StoreError(f"{path}: another kg is changing it; wait until that has finished, and try again")
    try:
        handle = os.open(path / _WRITER, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({_reason(error)}); choose another output folder") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise busy from None
        if not os.path.samestat(os.fstat(handle), os.stat(path / _WRITER)):
            raise busy
        yield
    finally:
        os.close(handle)


def reading(path: Path) -> int:
    """A handle of a folder that keeps its files from being removed, though not from being replaced.

    Close it with ``os.close``. Raises :class:`OSError` where the folder cannot be opened.
    """
    handle = os.open(path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def write_file(path: Path, data: str | bytes) -> None:
    """Write a file (text as UTF-8, line ends as they are), whole or not at all; an existing file is replaced.

    A device or pipe, such as ``/dev/stdout``, is written to directly.

    Raises :class:`kg.errors.StoreError` when it cannot be written.
    """
    with file(path) as handle:
        handle.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextmanager
def file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, as :func:`write_file`: it becomes ``path`` when the block ends."""
    target = path.resolve()
    temporary = _beside(target)
    try:
        if target.exists() and not target.is_file():
            with path.open("wb") as handle:
                yield handle
            return
        with temporary.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, target)
        _sync(target.parent)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({_reason(error)}); choose another file") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def is_output(path: Path) -> bool:
    """Whether a folder was written by Mulaqat."""
    return (path / EXTRACTIONS).is_file() or (path / LEDGER).is_file()


def recover(path: Path) -> None:
    """Put an earlier output back where a killed run had moved it aside, and remove what killed runs left behind.

    Only needed where the file system cannot exchange two folders in one step; harmless elsewhere.
    """
    target = path.resolve()
    if not target.parent.is_dir():
        return
    aside = _aside(target)
    with _locked(target.parent):
        if aside.is_dir() and not target.exists():
            aside.rename(target)
        for leftover in sorted(target.parent.glob(f".{_escape(target.name)}.kg-*")):
            if leftover.is_dir():
                _remove_unlocked(leftover)


@contextmanager
def _successor(path: Path, refuse: Callable[[], None]) -> Iterator[Path]:
    target = path.resolve()
    try:
        _make_parent(target)
        recover(target)
        refuse()
        temporary, lock = _temporary(target)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({_reason(error)}); choose another output folder") from error
    try:
        yield temporary
        _sync_tree(temporary)
        refuse()
        _move_into_place(temporary, target)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({_reason(error)}); choose another output folder") from error
    finally:
        os.close(lock)
        _remove_unlocked(temporary)


def _make_parent(target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)


def _refuse_foreign(target: Path, shown: Path, force: bool) -> None:
    if not target.exists():
        return
    if not force:
        raise StoreError(f"{shown}: exists already; choose another folder, or replace it with --force (force=True)")
    if not target.is_dir():
        raise StoreError(f"{shown}: is a file, not a folder; choose another output folder")
    if not is_output(target) and any(target.iterdir()):
        raise StoreError(f"{shown}: was not written by kg build (no {EXTRACTIONS}) and is not replaced; choose another")


def _temporary(target: Path) -> tuple[Path, int]:
    with _locked(target.parent):
        temporary = _beside(target)
        temporary.mkdir()
        return temporary, _lock(temporary)


def _lock(path: Path) -> int:
    handle = os.open(path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return handle


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_unlocked(leftover: Path) -> None:
    """Remove a folder that nobody writes, and whose store nobody reads."""
    handles = []
    try:
        handles.append(_lock(leftover))
        if (leftover / _INNER).is_dir():
            handles.append(_lock(leftover / _INNER))
        shutil.rmtree(leftover, ignore_errors=True)
    except OSError:
        return
    finally:
        for handle in handles:
            os.close(handle)


def _move_into_place(temporary: Path, target: Path) -> None:
    if not target.exists():
        temporary.rename(target)
    elif not _exchange(temporary, target):
        aside = _aside(target)
        with _locked(target.parent):
            target.rename(aside)
            temporary.rename(target)
        _remove_unlocked(aside)
    _sync(target.parent)


def _exchange(left: Path, right: Path) -> bool:
    """Exchange two folders in one step (Linux ``renameat2``); False where system or file system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        return False
    raise OSError(code, os.strerror(code))


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.kg-{secrets.token_hex(4)}")


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.kg-earlier")


def _sync_tree(top: Path) -> None:
    for path in sorted(top.rglob("*")):
        _sync(path)
    _sync(top)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _escape(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
