"""The words of the page in one language, and dates said in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kg.errors import LanguageError
from kg.resources import read_toml

Words = dict[str, dict[str, Any]]

_FOLDER = Path(__file__).resolve().parent / "phrases"
_DATE = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?([~?%]?)")


def words(lang: str) -> Words:
    """The table of a page language. Raises :class:`LanguageError` listing those there are."""
    languages = sorted(p.stem for p in _FOLDER.glob("*.toml"))
    if lang not in languages:
        raise LanguageError(f"no page in the language {lang!r}; there are: {', '.join(languages)}")
    return read_toml(_FOLDER / f"{lang}.toml")


def said(table: Words, group: str, code: str) -> str:
    """The word for a code such as ``phone_call``; a code without a word is shown as it is, with spaces."""
    word = table.get(group, {}).get(code)
    return word if isinstance(word, str) else code.replace("_", " ")


def day_in_words(edtf: str, table: Words) -> str:
    """An EDTF level 1 date or interval (ISO 8601-2) in words; what has no words here is given back unchanged."""
    date = table["date"]
    if "/" not in edtf:
        return _date(edtf, date) or edtf
    a, b = edtf.split("/", 1)
    first, last = _date(a, date), _date(b, date)
    if first and last:
        return str(date["range"]).format(a=first, b=last)
    if last and a in ("", ".."):
        return str(date["until"]).format(date=last)
    if first and b in ("", ".."):
        return str(date["since"]).format(date=first)
    return edtf


def _date(edtf: str, date: dict[str, Any]) -> str:
    match = _DATE.fullmatch(edtf)
    if match is None:
        return ""
    year, month, day, qualifier = match.groups()
    if month in (None, "XX"):
        out = year
    elif not 1 <= int(month) <= 12:
        return ""
    elif day in (None, "XX"):
        out = str(date["month"]).format(month=date["months"][int(month) - 1], year=year)
    else:
        out = str(date["day"]).format(day=int(day), month=date["months"][int(month) - 1], year=year)
    if qualifier == "?":
        return str(date["unsure"]).format(date=out)
    return str(date["about"]).format(date=out) if qualifier else out
