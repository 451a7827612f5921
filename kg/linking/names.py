"""Names of persons: which words of them count, and how two names compare.

Titles, articles and joining words are data (``names.toml``); words are compared by :mod:`kg.linking.sounds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from kg.linking import sounds
from kg.resources import read_toml, refuse_missing, refuse_unknown
from kg.text import fold, words

FILE = Path(__file__).with_name("names.toml")
PERHAPS, NEARLY = 0.6, 0.75
"""Words as alike as NEARLY, but less than :data:`kg.linking.sounds.ALIKE`, may be one word badly spelled; below PERHAPS
they are two words for sure."""

_KEYS = {
    "articles",
    "attached",
    "patronyms",
    "joins",
    "servants",
    "titles",
    "common",
    "initials",
    "generations",
    "examples",
}
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ‘`´ʿʾ"))
_LEAST = 3

Kind = Literal["full", "inner", "initials", "initial", "part", "near", "clash", "none"]


@dataclass(frozen=True, slots=True)
class Name:
    """The words that count in a name.

    ``leads`` are the articles before each; ``father`` is the index of the father's name, None where no word announces
    one; ``initials`` are the indices of initials; ``generation`` is "junior" or the like.
    """

    words: tuple[str, ...]
    leads: tuple[str, ...]
    father: int | None
    initials: frozenset[int]
    generation: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How two names compare.

    ``full``: all words of the shorter stand in the longer, the last one and the first one too; ``inner``: all of them,
    but others stand before or after; ``initials``: both have the same initials before one word; ``initial``: initials
    of the one stand for words of the other; ``part``: one of them is one word
    that stands in the other; ``near``: full but for a word that sounds much alike; ``clash``: they share a word, and
    each has another of its own; ``none``: they share nothing. ``likeness`` is that of the words they share,
    ``shared`` how many these are, ``telling`` how many of these are not in everybody's name.
    """

    kind: Kind
    likeness: float = 0.0
    shared: int = 0
    telling: int = 0


class _Data:
    def __init__(self) -> None:
        data = read_toml(FILE)
        refuse_unknown(FILE, data, _KEYS)
        refuse_missing(FILE, data, _KEYS)
        self.articles = frozenset(map(fold, data["articles"]))
        self.attached = tuple(map(fold, data["attached"]))
        self.patronyms = frozenset(map(fold, data["patronyms"]))
        self.joins = frozenset(map(fold, data["joins"]))
        self.generations = frozenset(map(fold, data["generations"]))
        self.titles = frozenset(map(fold, data["titles"]))
        self.servants = sorted(map(fold, data["servants"]), key=len, reverse=True)
        self.initials = {fold(name): letter for name, letter in data["initials"].items()}
        self.common: dict[str, list[str]] = {}
        for word in map(fold, data["common"]):
            for key in sounds.keys(word):
                self.common.setdefault(key, []).append(word)


@lru_cache(maxsize=1)
def _data() -> _Data:
    return _Data()


@lru_cache(maxsize=1 << 16)
def parse(name: str) -> Name:
    """The words of a name that count; at least one where the name has any."""
    data, found = _data(), words(name.translate(_APOSTROPHES))
    while len(found) > 1 and found[0] in data.titles:
        found = found[1:]
    generation = found[-1] if len(found) > 1 and found[-1] in data.generations else ""
    if generation:
        found = found[:-1]
    kept: list[str] = []
    leads: list[str] = []
    lead, father, initials = "", None, set[int]()
    for n, word in enumerate(found):
        last = n == len(found) - 1
        if not last and word in data.patronyms and kept:
            father = len(kept)
            continue
        if not last and word in data.articles and (len(word) > 1):
            lead = word
            continue
        if (not last or kept) and word in data.joins and word not in data.initials:
            continue
        if word in data.initials and len(found) > 1 and not last:
            initials.add(len(kept))
            word = data.initials[word]
        elif len(word) == 1 and len(found) > 1:
            initials.add(len(kept))
        for part, before in _split(word, lead, data):
            kept.append(part)
            leads.append(before)
        lead = ""
    return Name(tuple(kept), tuple(leads), father, frozenset(initials), generation)


def _split(word: str, lead: str, data: _Data) -> list[tuple[str, str]]:
    """A word without the article grown onto it; "servant of" and what follows are two words."""
    for article in data.attached:
        if word.startswith(article) and len(word) - len(article) >= _LEAST:
            return [(word[len(article) :], article)]
    for servant in data.servants:
        rest = word[len(servant) :].lstrip("्")
        if word == servant:
            return [("abd", lead)]
        if word.startswith(servant) and len(rest) >= _LEAST:
            return [("abd", lead), (rest, "")]
    return [(word, lead)]


@lru_cache(maxsize=1 << 18)
def compare(left: str, right: str) -> Match:
    """How two names compare; the order of the two does not matter."""
    if right < left:
        return compare(right, left)
    a, b = parse(left), parse(right)
    if not a.words or not b.words:
        return Match("none")
    pairs = _align(a, b, sounds.ALIKE)
    if not pairs:
        return Match("none")
    alike = min(p.likeness for p in pairs)
    sound = [p for p in pairs if not p.initial]
    telling = sum(not _common(a.words[p.a[0]]) for p in sound)
    few = min(len(a.words), len(b.words))
    match = Match("full", alike, len(pairs), telling)
    if few == 1 and sound and max(len(a.words), len(b.words)) > 1 and not _joined(pairs):
        return Match("part", alike, 1, telling)
    if not sound:
        return Match("none")
    if _covered(pairs, a, b):
        if _fathers(a, b, pairs):
            return Match("clash", alike, len(pairs), telling)
        if few == 1 and not _joined(pairs):
            return Match("part", alike, 1, telling)
        if bool(a.generation) != bool(b.generation):
            return Match("near", alike, len(pairs), telling)
        if len(sound) < len(pairs) and len(sound) == 1:
            both = all(p.a[0] in a.initials and p.b[0] in b.initials for p in pairs if p.initial)
            return Match("initials" if both else "initial", alike, len(pairs), telling)
        ends = pairs[-1].a[1] == len(a.words) and pairs[-1].b[1] == len(b.words)
        starts = pairs[0].a[0] == 0 and pairs[0].b[0] == 0
        return match if ends and starts else Match("inner", alike, len(pairs), telling)
    nearly = _align(a, b, NEARLY)
    if len(nearly) > 1 and _covered(nearly, a, b) and not _fathers(a, b, nearly):
        return Match("near", min(p.likeness for p in nearly), len(nearly), telling)
    perhaps = _covered(likely := _align(a, b, PERHAPS), a, b) and not _fathers(a, b, [p for p in likely if p in nearly])
    return Match("none" if perhaps else "clash", alike, len(pairs), telling)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words ``a`` of one name for words ``b`` of the other (first, after the last)."""

    a: tuple[int, int]
    b: tuple[int, int]
    likeness: float
    initial: bool = False


def _align(a: Name, b: Name, least: float) -> list[_Pair]:
    """The pairs of words that sound alike, in the order of both names: as many, and as alike, as can be."""
    best: dict[tuple[int, int], tuple[float, list[_Pair]]] = {}
    for i in range(len(a.words), -1, -1):
        for j in range(len(b.words), -1, -1):
            options: list[tuple[float, list[_Pair]]] = [(0.0, [])]
            if i < len(a.words):
                options.append(best[i + 1, j])
            if j < len(b.words):
                options.append(best[i, j + 1])
            for more_a, more_b in ((1, 1), (2, 1), (1, 2)):
                pair = _pair(a, b, (i, i + more_a), (j, j + more_b), least)
                if pair is not None:
                    score, rest = best[pair.a[1], pair.b[1]]
                    gain = (pair.likeness if not pair.initial else 0.9) * max(more_a, more_b)
                    options.append((score + gain, [pair, *rest]))
            best[i, j] = max(options, key=lambda option: option[0])
    return best[0, 0][1]


def _pair(a: Name, b: Name, left: tuple[int, int], right: tuple[int, int], least: float) -> _Pair | None:
    if left[1] > len(a.words) or right[1] > len(b.words):
        return None
    one = left[1] - left[0] == right[1] - right[0] == 1
    if one and (left[0] in a.initials or right[0] in b.initials):
        x, y = sounds.sounds(a.words[left[0]]), sounds.sounds(b.words[right[0]])
        fits = bool(x and y and x[0].sounds & y[0].sounds)
        both = left[0] in a.initials and right[0] in b.initials
        return _Pair(left, right, 1.0, not both or len(a.words) > 1) if fits else None
    if a.initials & set(range(*left)) or b.initials & set(range(*right)):
        return None
    alike = max(sounds.likeness(x, y) for x in _texts(a, left) for y in _texts(b, right))
    return _Pair(left, right, alike) if alike >= least else None


def _texts(name: Name, span: tuple[int, int]) -> list[str]:
    """The words as one; also with the article that may be grown onto the first, or may be no article."""
    first, *rest = range(*span)
    text = name.words[first] + "".join(name.leads[n] + name.words[n] for n in rest)
    grown = name.leads[first] in _data().attached
    return [text, name.leads[first] + text] if grown else [text]


def _covered(pairs: Sequence[_Pair], a: Name, b: Name) -> bool:
    """Whether every word of one of the names has its pair."""
    return any(
        sum(end - start for start, end in spans) == len(name.words)
        for spans, name in (([p.a for p in pairs], a), ([p.b for p in pairs], b))
    )


def _joined(pairs: Sequence[_Pair]) -> bool:
    return any(p.a[1] - p.a[0] > 1 or p.b[1] - p.b[0] > 1 for p in pairs)


def _fathers(a: Name, b: Name, pairs: Sequence[_Pair]) -> bool:
    """Whether both tell the father's name, and not the same."""
    if a.father is None or b.father is None:
        return False
    return not any(p.a[0] == a.father and p.b[0] == b.father for p in pairs)


@lru_cache(maxsize=1 << 16)
def _common(word: str) -> bool:
    """Whether a word is in the names of very many people."""
    near = {known for key in sounds.keys(word) for known in _data().common.get(key, ())}
    return any(sounds.likeness(word, known) >= 0.95 for known in sorted(near))


@lru_cache(maxsize=1 << 16)
def distinctive(name: str) -> bool:
    """Whether a name has two words or more that count, not all of them in everybody's name."""
    found = parse(name)
    full = [word for n, word in enumerate(found.words) if n not in found.initials]
    return len(full) > 1 and not all(map(_common, full))


@lru_cache(maxsize=1 << 16)
def full(spelled: tuple[str, ...]) -> tuple[str, ...]:
    """The names of two words or more, else all of them."""
    return tuple(name for name in spelled if len(parse(name).words) > 1) or spelled


def best(lefts: Iterable[str], rights: Iterable[str]) -> tuple[Match, str, str]:
    """The best comparison of any name of one with any of the other, with the two names."""
    others = tuple(rights)
    found = [(compare(a, b), a, b) for a in lefts for b in others]
    return max(found, key=lambda f: (_RANK[f[0].kind], f[0].shared, f[0].likeness), default=(Match("none"), "", ""))


_RANK = {"none": 0, "clash": 1, "near": 2, "part": 3, "initial": 4, "initials": 5, "inner": 6, "full": 7}
