"""Cut running text into words, numbers and marks, each with its offsets in the text as received."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from kg.text import fold

_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d"
)
_TOKEN = re.compile(
    rf"""
    ([^\W\d_](?:[^\W\d_]|[{_MARKS}])*)
  | ((?<!\d)(?:\d{{4}}(?P<s>[-/.])\d{{1,2}}(?P=s)\d{{1,2}}|\d{{1,2}}(?P<t>[-/.])\d{{1,2}}(?P=t)\d{{2,4}})(?!\d))
  | (\d{{1,2}}[:٫]\d{{2}}(?::\d{{2}})?(?!\d))
  | (\d{{1,3}}(?:[,٬،]\d{{2,3}})*[,٬،]\d{{3}}(?!\d))
  | (\d+[.٫]\d+)
  | (\d{{1,4}}/\d{{1,4}}(?![\d/]))
  | (\d+)
  | ([^\S\n]*\n\s*)
  | ([^\s\w{_MARKS}]|_)
    """,
    re.VERBOSE,
)
_KINDS = ("", "word", "ymd", "", "", "clock", "grouped", "decimal", "slashed", "digits", "line", "mark")
_SENTENCE_END = re.compile(r"[\n\u0964?!\u061f\u06d4]+\s*|(?<=[a-z]{4})\.\s+")
_LONGEST_NUMBER = 9
_APOSTROPHES = "\u2019\u2018\u02bc\u02bb`"


class Token(NamedTuple):
    """One token: its kind (ymd, clock, grouped, decimal, slashed, digits, word, line, mark), folded form and span."""

    kind: str
    form: str
    start: int
    end: int


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The folded form of one word, remembered."""
    return fold(word)


def tokenize(text: str, wanted: Callable[[str], bool] | None = None) -> list[Token]:
    """The tokens of ``text`` in order; white space is left out, line ends are kept.

    ``wanted`` chooses sentences by their words: those of which it wants no word are passed over.
    """
    out: list[Token] = []
    if wanted is None:
        _cut(text, 0, len(text), out)
        return out
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if any(map(wanted, text[start : match.end()].split())):
            _cut(text, start, match.end(), out)
        start = match.end()
    if any(map(wanted, text[start:].split())):
        _cut(text, start, len(text), out)
    return out


def _cut(text: str, start: int, end: int, out: list[Token]) -> None:
    for match in _TOKEN.finditer(text, start, end):
        form = match.group()
        kind = _KINDS[match.lastindex or 0]
        if kind == "word":
            form = folded(form)
        elif kind == "mark":
            form = "'" if form in _APOSTROPHES else form
        elif kind == "digits" and len(form) > _LONGEST_NUMBER:
            kind = "decimal"
        out.append(Token(kind, form, *match.span()))


def number(form: str) -> int:
    """The value of decimal digits of any script, thousands separators ignored."""
    return int("".join(c for c in form if c.isdecimal()))
