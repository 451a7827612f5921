"""Which files to read, and their bytes, never more of them than a report may have."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReportError
from kg.reading.problems import Problem, place_of

SUFFIXES = (".txt", ".md", ".jsonl", ".json", ".html", ".htm")
STDIN = "-"
EMPTY = "empty; add the text of the report, or remove it"

_CHUNK = 1 << 16


def find(paths: Iterable[str | Path], on_problem: Callable[[Problem], None]) -> list[Path]:
    """The files that ``paths`` name, each once, sorted by where they lie.

    Folders are walked; in them hidden files and folders, files named README and files with another suffix than
    :data:`SUFFIXES` are passed over. A file named itself with such a suffix is a problem.
    """
    found: dict[str, Path] = {}
    for path in sorted({os.fspath(p) for p in paths} - {STDIN}):
        for file in _files_at(Path(path), on_problem):
            found.setdefault(os.path.realpath(file), file)
    return [found[real] for real in sorted(found)]


def content(file: BinaryIO, limit: int, before: bytes = b"") -> str:
    """All of a file as text. Raises :class:`ReportError` where it is larger than ``limit`` bytes, or not UTF-8 text."""
    data = before + file.read(max(0, limit + 1 - len(before)))
    if len(data) > limit:
        raise ReportError(too_large(limit))
    if not data.strip():
        raise ReportError(EMPTY)
    return decoded(data)


def lines(file: BinaryIO, limit: int, first: bytes = b"") -> Iterator[tuple[int, int, bytes | None]]:
    """The number (from 1), byte offset and bytes of each line that is not blank; None for one longer than ``limit``.

    ``first`` is what was read of the first line already, at most ``limit + 1`` bytes.
    """
    number = offset = 0
    while line := first or file.readline(limit + 1):
        first = b""
        number += 1
        start, offset = offset, offset + len(line)
        if len(line) <= limit or line.endswith(b"\n"):
            if line.strip():
                yield number, start, line
            continue
        while not line.endswith(b"\n") and (line := file.readline(_CHUNK)):
            offset += len(line)
        yield number, start, None


def decoded(data: bytes, offset: int = 0) -> str:
    """Bytes as text without a byte order mark; ``offset`` is where they stand in their file.

    Raises :class:`ReportError` naming the byte that is not UTF-8.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReportError("this is UTF-16, not UTF-8; save it as UTF-8")
    if b"\x00" in data:
        raise ReportError(f"a binary file: byte {offset + data.index(0)} is NUL; give the report as text")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ReportError(
            f"broken UTF-8: byte {offset + error.start} (0x{data[error.start]:02x}) is out of place; save it as UTF-8"
        ) from error


def too_large(limit: int) -> str:
    """The message for a report of more than ``limit`` bytes."""
    return f"larger than {limit:,} bytes, the most a report may have; split it"


def reason(error: OSError) -> str:
    """The message for a file or folder that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the name"
    if isinstance(error, PermissionError):
        return "permission denied; make it readable"
    return f"cannot be read ({error.strerror or type(error).__name__}); check the file"


def _files_at(path: Path, on_problem: Callable[[Problem], None]) -> Iterator[Path]:
    if path.is_dir():
        empty = True
        for file in _walk(path, on_problem):
            empty = False
            yield file
        if empty:
            on_problem(Problem(place_of(path), f"no reports in this folder; put files in it: {', '.join(SUFFIXES)}"))
    elif path.suffix.lower() in SUFFIXES or not os.path.lexists(path):
        yield path
    else:
        message = f"unknown kind of file {path.suffix!r}; known are {', '.join(SUFFIXES)}"
        on_problem(Problem(place_of(path), message))


def _walk(folder: Path, on_problem: Callable[[Problem], None]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        on_problem(Problem(place_of(error.filename), reason(error)))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(parent, name)
            if not name.startswith(".") and file.stem.lower() != "readme" and file.suffix.lower() in SUFFIXES:
                yield file
