"""Names of bodies across languages: "Cane Growers' Federation" and "गन्ना उत्पादक महासंघ" are one.

Kinds of bodies and what they deal with are data, ``kg/language/bodies.toml``; countries are told by the gazetteer, the
other words by their sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import kg.language
from kg.linking import places, sounds
from kg.linking.lexicon import Lexicon, stem
from kg.resources import read_toml, refuse_missing, refuse_unknown
from kg.text import fold, words

FILE = Path(kg.language.__file__).with_name("bodies.toml")
ALIKE, UNLIKE = 0.75, 0.4
"""Two names from ALIKE on are those of one body, below UNLIKE those of two."""

OWN, TOPIC, PLACE, KIND = 1.5, 1.0, 0.8, 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a body's name: its concepts, the country it means, and its weight."""

    text: str
    kinds: frozenset[str]
    topics: frozenset[str]
    country: str | None
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """How alike two names are (0 to 1), whether their words contradict one another, whether they name two kinds."""

    points: float
    clash: bool = False
    two_kinds: bool = False


@dataclass(frozen=True)
class _Data:
    lexicon: Lexicon
    kinds: frozenset[str]
    joins: frozenset[str]
    marked: frozenset[str]
    state: frozenset[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    data, known = read_toml(FILE), {"joins", "marked", "state", "kinds", "topics", "examples"}
    refuse_unknown(FILE, data, known)
    refuse_missing(FILE, data, known)
    return _Data(
        Lexicon({**data["topics"], **data["kinds"]}),
        frozenset(data["kinds"]),
        frozenset(map(fold, data["joins"])),
        frozenset(data["marked"]),
        frozenset(data["state"]),
    )


@lru_cache(maxsize=1 << 16)
def parse(name: str) -> tuple[Word, ...]:
    """The words of a name that count."""
    data, found = _data(), []
    for text, concepts in data.lexicon.read(name):
        if concepts:
            mine, topics = concepts & data.kinds, concepts - data.kinds
            found.append(Word(text, mine, topics, None, TOPIC if topics else KIND))
        elif text not in data.joins:
            country = places.country(text)
            found.append(Word(text, frozenset(), frozenset(), country, PLACE if country else OWN))
    return tuple(found)


@lru_cache(maxsize=1 << 18)
def compare(left: str, right: str) -> Match:
    """How alike two names of bodies are; the order of the two does not matter."""
    if right < left:
        return compare(right, left)
    if fold(left) == fold(right):
        return Match(1.0)
    a, b = list(parse(left)), list(parse(right))
    shared, rest = 0.0, list(b)
    alone: list[Word] = []
    for word in sorted(a, key=lambda w: -w.weight):
        other = max(rest, key=lambda o: _alike(word, o), default=None)
        gain = _alike(word, other) if other else 0.0
        if other is not None and gain > 0:
            shared += gain
            rest.remove(other)
        else:
            alone.append(word)
    own = [w for w in alone if w.weight == OWN], [w for w in rest if w.weight == OWN]
    if all(own) and _sound_alike(
        *("".join(w.text for w in sorted(ws, key=every.index)) for ws, every in zip(own, (a, b), strict=True))
    ):
        shared += OWN * min(map(len, own))
        alone, rest = [w for w in alone if w not in own[0]], [w for w in rest if w not in own[1]]
    total_a, total_b = sum(w.weight for w in a), sum(w.weight for w in b)
    if not total_a or not total_b:
        return Match(0.0)
    contrary = any(_contrary(x, y) for x in alone for y in rest)
    points = max(2 * shared / (total_a + total_b), 0.0 if contrary else _whole(left, right))
    if min(total_a, total_b) >= OWN and shared >= 0.99 * min(total_a, total_b):
        points = max(points, ALIKE)
    unlike = points < sounds.ALIKE and _telling(alone) and _telling(rest)
    clash = unlike and contrary
    two_kinds = _other_kind(a, b)
    if unlike or two_kinds:
        points = min(points, ALIKE - 0.01)
    return Match(round(points, 4), clash, two_kinds)


def _alike(a: Word, b: Word) -> float:
    """The weight that two words share, 0 where they are unlike."""
    if a.topics & b.topics or a.kinds & b.kinds:
        return min(a.weight, b.weight)
    if a.country and b.country:
        return min(a.weight, b.weight) if a.country == b.country else 0.0
    return min(a.weight, b.weight) if _sound_alike(a.text, b.text) else 0.0


def _sound_alike(a: str, b: str) -> bool:
    return any(
        sounds.likeness(x, y) >= sounds.ALIKE
        for x in dict.fromkeys((a.replace(" ", ""), stem(a)))
        for y in dict.fromkeys((b.replace(" ", ""), stem(b)))
    )


def _telling(rest: list[Word]) -> bool:
    return any(not w.kinds for w in rest)


def _contrary(a: Word, b: Word) -> bool:
    """Whether two words can be held against each other: both mean something known, or both are of one script.

    A word that no list has may stand translated in another script.
    """
    if a.country or b.country:
        return bool(a.country and b.country)
    if a.topics or b.topics:
        return bool(a.topics and b.topics)
    return not (a.kinds or b.kinds) and sounds.script(a.text) == sounds.script(b.text)


def _other_kind(a: list[Word], b: list[Word]) -> bool:
    mine = frozenset(k for w in a for k in w.kinds)
    theirs = frozenset(k for w in b for k in w.kinds)
    return bool(mine and theirs) and (mine.isdisjoint(theirs) or bool((mine ^ theirs) & _data().marked))


def _whole(left: str, right: str) -> float:
    """How alike the whole names sound: a name may be written in another script and not be translated."""
    near = sounds.likeness("".join(words(left)), "".join(words(right)))
    return near if near >= sounds.ALIKE else 0.0


@lru_cache(maxsize=1 << 16)
def generic(name: str) -> bool:
    """Whether a name is borne by many bodies: each state has its foreign ministry."""
    found = parse(name)
    if any(w.country or not (w.kinds or w.topics) for w in found):
        return False
    return sum(bool(w.topics) for w in found) < 2 or any(w.kinds and w.kinds <= _data().state for w in found)


@lru_cache(maxsize=1 << 16)
def countries(name: str) -> frozenset[str]:
    """The countries that a body's name tells."""
    return frozenset(w.country for w in parse(name) if w.country)
