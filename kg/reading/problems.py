"""What went wrong with an input, in one line that names the place and the fix."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

_UNPRINTABLE = ("Cc", "Cs", "Zl", "Zp")
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one input.

    ``place`` is ``FILE`` or ``FILE:LINE``, ``message`` says what is wrong and what to do. ``refused`` is True where a
    report (or a whole file) was left out, False where this is a notice and the report was read all the same.
    """

    place: str
    message: str
    refused: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def one_line(text: str) -> str:
    """A text as it can be printed in one line: control characters and half surrogates as escapes."""
    return "".join(_escape(c) if unicodedata.category(c) in _UNPRINTABLE or c in _DIRECTION else c for c in text)


def quoted(value: object, length: int = 60) -> str:
    """A value from an input in quotes, in one line, cut after ``length`` characters."""
    text = str(value)
    return f"'{one_line(text[:length])}{'...' if len(text) > length else ''}'"


def place_of(path: str | os.PathLike[str], line: int | None = None) -> str:
    """``FILE`` or ``FILE:LINE``, printable whatever the name of the file is."""
    name = one_line(os.fspath(path))
    return name if line is None else f"{name}:{line}"


def _escape(c: str) -> str:
    return c.encode("unicode_escape").decode("ascii")
