"""One file, or standard input, as drafts of reports: the suffix decides the format."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReportError
from kg.reading import files
from kg.reading.formats import Draft, json_lines, json_object, plain

Refuse = Callable[[int | None, str], None]


def of_file(path: Path, limit: int, refuse: Refuse) -> Iterator[Draft]:
    """The drafts in a file. A wrong line of several goes to ``refuse`` with its number.

    Raises :class:`ReportError` or OSError where the file as a whole cannot be read.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ReportError("not a regular file; give a file, or - for standard input")
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        if suffix == ".jsonl":
            yield from json_lines(file, path.stem, limit, refuse)
            return
        text = files.content(file, limit)
    if suffix == ".json":
        yield json_object(text, path.stem)
    elif suffix in (".html", ".htm"):
        from kg.reading.html import page

        yield page(text, path.stem)
    else:
        yield plain(text, path.stem)


def of_stdin(stdin: BinaryIO, limit: int, refuse: Refuse) -> Iterator[Draft]:
    """The drafts in standard input: JSON lines where it begins with ``{``, else one plain text."""
    first = stdin.readline(limit + 1)
    if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from json_lines(stdin, "stdin", limit, refuse, first)
    else:
        yield plain(files.content(stdin, limit, first), "stdin")
