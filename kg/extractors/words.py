"""Words and sentences of a report: spaCy's tokens, with initials kept whole and offsets into the text as received."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.text import fold

_END = {"।", "॥", "?", "!", "|"}
_CLOSING = {"'", '"', "’", "”", ")", "]"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its text, its folded key, its offsets, and whether white space or a line break follows."""

    text: str
    key: str
    start: int
    end: int
    space: bool
    newline: bool


def words(doc: Doc, initials: frozenset[str], abbreviations: frozenset[str]) -> list[Word]:
    """The words of a Doc, white space left out; ``के . पी .`` become ``के.`` and ``पी.``, ``डॉ .`` becomes ``डॉ.``."""
    out: list[Word] = []
    whole, tokens = doc.text, list(doc)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.is_space:
            if out and "\n" in token.text:
                last = out[-1]
                out[-1] = Word(last.text, last.key, last.start, last.end, True, True)
            continue
        start, end = token.idx, token.idx + len(token.text)
        text = token.text
        follower = tokens[i] if i < len(tokens) else None
        if (
            follower is not None
            and follower.text == "."
            and follower.idx == end
            and _takes_period(text, initials, abbreviations)
        ):
            text, end = text + ".", end + 1
            follower = tokens[i + 1] if i + 1 < len(tokens) else None
            i += 1
        gap = whole[end : follower.idx] if follower is not None else ""
        newline = "\n" in gap or (follower is not None and follower.is_space and "\n" in follower.text)
        out.append(Word(text, fold(text), start, end, bool(gap) or newline, newline))
    return out


def _takes_period(text: str, initials: frozenset[str], abbreviations: frozenset[str]) -> bool:
    if fold(text) in abbreviations:
        return True
    parts = [fold(p) for p in text.split(".")]
    return all(p in initials for p in parts)


def is_initial(word: Word, initials: frozenset[str]) -> bool:
    """Whether a word is one or more initials: ``के.``, ``बी.वी.आर.``, ``आर0``; a bare letter name counts too."""
    parts = [p for p in re.split(r"[.0]", word.key) if p]
    return bool(parts) and all(p in initials for p in parts)


def sentences(found: Sequence[Word]) -> list[tuple[int, int]]:
    """Word index ranges of sentences: they end at danda, question and exclamation mark, full stop, or a line break."""
    out: list[tuple[int, int]] = []
    start = 0
    for i, word in enumerate(found):
        end = word.newline or (word.text in _END and not _closes_next(found, i))
        end = end or (word.text in {".", "..", "..."} and (word.space or i + 1 == len(found)))
        end = end or (word.text in _CLOSING and i > 0 and found[i - 1].text in _END | {"."})
        if end:
            out.append((start, i + 1))
            start = i + 1
    if start < len(found):
        out.append((start, len(found)))
    return [(a, b) for a, b in out if any(c.isalnum() for w in found[a:b] for c in w.text)]


def _closes_next(found: Sequence[Word], i: int) -> bool:
    return i + 1 < len(found) and found[i + 1].text in _CLOSING and not found[i].space
