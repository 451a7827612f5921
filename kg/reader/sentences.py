"""Where sentences end, for any of the languages read: by signs, given which words are names."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STOP = re.compile(r"[.!?।॥۔؟…]+[\"'”’»)\]]*(?=\s|$)|\n+")
_SHORT, _SHORT_ARABIC = 4, 1
_ARABIC = re.compile("[\u0600-\u06ff]")

Span = tuple[int, int]


def sentences(text: str, names: Sequence[Span] = ()) -> list[Span]:
    """The offsets of the sentences of a text, without the space around them.

    A full stop inside one of ``names``, or after a short word right before one ("Dr. X"), ends no sentence; in Arabic
    letters only after a single one ("د. X"): there verbs are short and abbreviations rare.
    """
    found: list[Span] = []
    start = 0
    starts = {a for a, _ in names}
    for stop in _STOP.finditer(text):
        if stop.group()[0] == "." and _abbreviates(text, stop.start(), stop.end(), names, starts):
            continue
        _put(found, text, start, stop.end())
        start = stop.end()
    _put(found, text, start, len(text))
    return found


def _abbreviates(text: str, at: int, end: int, names: Sequence[Span], starts: set[int]) -> bool:
    if any(a <= at < b - 1 for a, b in names):
        return True
    following = len(text) - len(text[end:].lstrip())
    before = re.search(r"\S*$", text[:at])
    word = before.group() if before else ""
    most = _SHORT_ARABIC if _ARABIC.match(word) else _SHORT
    return following in starts and len(word) <= most and "\n" not in text[end:following]


def _put(found: list[Span], text: str, start: int, end: int) -> None:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    if inner.strip():
        found.append((start + left, start + len(inner.rstrip())))
