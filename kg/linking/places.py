"""Which country a name or an adjective means, and whether two places can be one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from kg.gazetteer import load
from kg.linking import sounds
from kg.linking.lexicon import stem
from kg.nouns import Entity
from kg.resources import read_toml
from kg.text import fold, words

FILE = Path(__file__).with_name("places.toml")
_STEM = 4
_SURE = 0.93


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """The names of countries without article, and their ids as those of places."""
    return {stem(name): f"place/{id.lower()}" for name, id in sorted(load().names("country").items())}


@lru_cache(maxsize=1 << 14)
def country(name: str) -> str | None:
    """The id of the country that a name or an adjective such as "Jordanian", "الهندي" means, None where none is known.

    The gazetteer decides; an adjective is the name of a country with another ending, or sounds like one.
    """
    found = [*load().lookup(name), *load().by_demonym(name)]
    row = next((row for row in found if row.kind == "country"), None)
    if row is not None:
        return f"place/{row.id.lower()}"
    if found:
        return None
    word = stem(name)
    if word in _countries():
        return _countries()[word]
    return _by_stem(word) or _by_sound(word)


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(map(fold, read_toml(FILE)["endings"])) | {""}


def _by_stem(word: str) -> str | None:
    """The country whose name, at most its last letter left out, begins the word; the longest such name decides."""
    best: dict[int, set[str]] = {}
    for known, id in _countries().items():
        for root in (known, known[:-1] if len(known) > _STEM else known):
            if len(root) > 2 and " " not in known and word.startswith(root) and word[len(root) :] in _endings():
                best.setdefault(len(known), set()).add(id)
    hits = best[max(best)] if best else set()
    return hits.pop() if len(hits) == 1 else None


def _by_sound(word: str) -> str | None:
    if len(sounds.sounds(word)) < _STEM:
        return None
    keys = set(sounds.keys(word))
    likely = [(sounds.likeness(word, known), id) for known, id in _countries().items() if keys & set(_keys(known))]
    best = max(likely, default=(0.0, ""))
    return best[1] if best[0] >= _SURE else None


@lru_cache(maxsize=1 << 13)
def _keys(word: str) -> tuple[str, ...]:
    return sounds.keys(word)


def known(id: str) -> bool:
    """Whether the id of a place comes from a gazetteer: ``place/q794`` (Wikidata), ``place/112931`` (GeoNames)."""
    key = id.partition("/")[2]
    return key.isdecimal() or (key[:1] == "q" and key[1:].isdecimal())


def agree(left: Entity, right: Entity) -> bool | None:
    """Whether two places are one or lie in one another, as far as names tell; None where nobody can say."""
    if left.id == right.id:
        return True
    mine = [words(name) for name in (left.name, *left.aliases)]
    theirs = [words(name) for name in (right.name, *right.aliases)]
    if any(_within(a, b) or _within(b, a) for a in mine for b in theirs):
        return True
    return False if known(left.id) and known(right.id) else None


def _within(inner: list[str], outer: list[str]) -> bool:
    """Whether every word of one name sounds like a word of the other: ``صحار`` in ``ميناء صحار``."""
    return bool(inner) and all(any(sounds.likeness(stem(a), stem(b)) >= sounds.ALIKE for b in outer) for a in inner)
