"""Offices across languages: "विदेश मंत्री", "foreign minister" and "وزير الخارجية" are one. The words are data.

``kg/language/roles.toml`` has them: what kind of office (heads), of what (fields), and which heads are used loosely.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import kg.language
from kg.errors import ResourceError
from kg.linking.lexicon import Lexicon
from kg.resources import read_toml, refuse_missing, refuse_unknown
from kg.text import fold

FILE = Path(kg.language.__file__).with_name("roles.toml")
DEPUTY = "deputy"

Agreement = Literal["same", "maybe", "unknown", "beside", "other"]


@dataclass(frozen=True, slots=True)
class Office:
    """What the words for an office say: its kinds and its fields; both empty where no list has its words."""

    words: str
    heads: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Data:
    lexicon: Lexicon
    heads: frozenset[str]
    loose: dict[str, frozenset[str]]
    professions: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    data, known = read_toml(FILE), {"professions", "heads", "loose", "fields", "examples"}
    refuse_unknown(FILE, data, known)
    refuse_missing(FILE, data, known)
    for head, others in data["loose"].items():
        if wrong := sorted({head, *others} - set(data["heads"])):
            raise ResourceError(f"{FILE}: loose.{head}: {wrong[0]!r} is no key of [heads]; add it there, or correct it")
    loose = {head: frozenset(others) for head, others in data["loose"].items()}
    return _Data(
        Lexicon({**data["fields"], **data["heads"]}), frozenset(data["heads"]), loose, frozenset(data["professions"])
    )


@lru_cache(maxsize=1 << 16)
def office(words: str) -> Office:
    """The office that words name, in any of the languages."""
    data = _data()
    concepts = [found for _, found in data.lexicon.read(words)]
    heads = frozenset(c for found in concepts for c in found if c in data.heads)
    fields = frozenset(c for found in concepts for c in found if c not in data.heads)
    return Office(fold(words), heads, fields)


@lru_cache(maxsize=1 << 16)
def agree(left: Office, right: Office) -> Agreement:
    """Whether two offices can be one, held at one time.

    ``same``: one kind, one field, or one wording; ``maybe``: a kind that is used loosely, or only one tells its
    field; ``unknown``: no list has the words; ``beside``: a profession and an office, which one person may have;
    ``other``: they cannot be one.
    """
    if left.words == right.words:
        return "same"
    if not left.heads or not right.heads:
        return "same" if left.fields & right.fields else "unknown"
    deputies = (DEPUTY in left.fields) != (DEPUTY in right.fields)
    mine, theirs = left.fields - {DEPUTY}, right.fields - {DEPUTY}
    exact = bool(left.heads & right.heads)
    if not exact and not _loosely(left.heads, right.heads):
        return "beside" if (left.heads | right.heads) & _data().professions else "other"
    if deputies or (mine and theirs and not mine & theirs):
        return "other"
    return "same" if exact and bool(mine) == bool(theirs) else "maybe"


def _loosely(left: frozenset[str], right: frozenset[str]) -> bool:
    loose = _data().loose
    none: frozenset[str] = frozenset()
    return any(b in loose.get(a, none) or a in loose.get(b, none) for a in left for b in right)
