"""How names sound: one word compared with another across Devanagari, Arabic script and Latin.

A word becomes a row of :class:`Sound`: the sounds that its letters can stand for, and what leaving them out costs.
Vowels are weak, letters that scripts mix up stand for several sounds, doubled letters count once. The letters are data,
``sounds.toml``. Two words sound alike where one row becomes the other at little cost (a weighted edit distance).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.resources import read_toml, refuse_missing, refuse_unknown
from kg.text import fold

FILE = Path(__file__).with_name("sounds.toml")
ALIKE = 0.83
"""Two words sound the same from this likeness on: the best threshold on names in two scripts (tests/bench/names.py)."""

_SCRIPTS = ("latin", "devanagari", "arabic")
_OTHER = (*_SCRIPTS, "near", "short", "inherent", "classes", "examples")
_ABJAD = re.compile("[\u0600-\u06ff]")
_LATIN = "\u024f"
_FAR, _HOPELESS = 1.0, 0.45
_MOST_KEYS = 8


@dataclass(frozen=True, slots=True)
class Sound:
    """What a letter stands for: a set of sounds (one bit each), and the cost of leaving it out."""

    sounds: int
    weight: float


Table = dict[str, tuple[Sound, ...]]


@dataclass(frozen=True, slots=True)
class Sounds:
    """The rows of ``sounds.toml``: letters anywhere, at the start and at the end; what sounds cost for one another."""

    anywhere: Table
    start: Table
    end: Table
    inherent: Sound
    virama: str
    consonants: frozenset[str]
    voiced: frozenset[str]
    near: dict[tuple[int, int], float]
    classes: dict[int, str]
    short: float
    times: float
    longest: int


@lru_cache(maxsize=1)
def load() -> Sounds:
    """The letters and their sounds. Raises :class:`ResourceError` for a broken row."""
    data = read_toml(FILE)
    refuse_unknown(FILE, data, set(_OTHER))
    refuse_missing(FILE, data, set(_OTHER))
    bits: dict[str, int] = {}
    tables: dict[str, Table] = {"": {}, "start": {}, "end": {}}
    for script in _SCRIPTS:
        for where, rows in _rows(data[script]):
            tables[where] |= {fold(letters): _row(letters, cell, bits) for letters, cell in rows.items()}
    near: dict[tuple[int, int], float] = {}
    for cost, pairs in data["near"].items():
        for pair in pairs:
            a, b = (bits[sign] for sign in pair.split())
            near[a, b] = near[b, a] = float(cost)
    classes = {bits[sign]: name for name, signs in data["classes"].items() for sign in signs.split()}
    consonants = frozenset(c for c in data["devanagari"] if "क" <= c <= "ह")
    voiced = frozenset(c for c in data["devanagari"] if "अ" <= c <= "ह")
    return Sounds(
        tables[""], tables["start"], tables["end"], _row("inherent", data["inherent"]["vowel"], bits)[0],
        data["inherent"]["virama"], consonants, voiced, near, classes,
        data["short"]["weight"], data["short"]["times"], max(map(len, tables[""])),
    )  # fmt: skip


def _rows(table: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    anywhere = {letters: cell for letters, cell in table.items() if isinstance(cell, str)}
    return [("", anywhere), ("start", table.get("start", {})), ("end", table.get("end", {}))]


def _row(letters: str, cell: str, bits: dict[str, int]) -> tuple[Sound, ...]:
    found = []
    for part in cell.split(","):
        *signs, weight = part.split()
        try:
            found.append(Sound(sum(bits.setdefault(sign, 1 << len(bits)) for sign in signs), float(weight)))
        except ValueError as error:
            raise ResourceError(f'{FILE}: {letters} = {cell!r}: write "sounds weight", as "k q 1"') from error
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> tuple[Sound, ...]:
    """The sounds of a word in their order; letters of other scripts, digits and signs have none."""
    known, text = load(), fold(word)
    found: list[Sound] = []
    before, i = "", 0
    while i < len(text):
        letters, row = _letters(text, i, known)
        if row and letters != before:
            found.extend(row)
        i += len(letters)
        if row and letters[-1] in known.consonants and text[i : i + 1] in known.voiced:
            found.append(known.inherent)
        doubled = text[i : i + 1] == known.virama or letters[-1] <= _LATIN
        before = before if letters == known.virama else letters if doubled else ""
    return tuple(found)


def _letters(text: str, i: int, known: Sounds) -> tuple[str, tuple[Sound, ...]]:
    """The longest letters from ``i`` that have a row, and their sounds; one letter without sounds where none has."""
    for size in range(min(known.longest, len(text) - i), 0, -1):
        letters = text[i : i + size]
        row = known.end.get(letters) if i + size == len(text) else None
        row = row or (known.start.get(letters) if i == 0 else None) or known.anywhere.get(letters)
        if row is not None:
            return letters, row
    return text[i], ()


@lru_cache(maxsize=1 << 18)
def likeness(left: str, right: str) -> float:
    """How alike two words sound, from 0 to 1 (the same). Words with too little in common are 0 without further ado."""
    known = load()
    times = 1.0 if _ABJAD.search(left) or _ABJAD.search(right) else known.times
    a, b = _weighed(left, times), _weighed(right, times)
    total_a, total_b = math.fsum(x.weight for x in a), math.fsum(y.weight for y in b)
    longest = max(total_a, total_b)
    if not a or not b or min(total_a, total_b) < longest / 2:
        return 1.0 if left and fold(left) == fold(right) else 0.0
    if _lost(a, b) > _HOPELESS * longest or _lost(b, a) > _HOPELESS * longest:
        return 0.0
    row = [0.0]
    for y in b:
        row.append(row[-1] + y.weight)
    for x in a:
        new = [row[0] + x.weight]
        for j, y in enumerate(b):
            change = 0.0 if x.sounds & y.sounds else _cost(x.sounds, y.sounds) or _FAR + min(x.weight, y.weight)
            new.append(min(row[j] + change, row[j + 1] + x.weight, new[j] + y.weight))
        row = new
    return max(0.0, 1 - row[-1] / longest)


def script(word: str) -> str:
    """The script of a word's first letter: ``devanagari``, ``arabic`` or ``latin`` (which stands for all others)."""
    return "devanagari" if "\u0900" <= word[:1] <= "\u097f" else "arabic" if _ABJAD.match(word) else "latin"


def _weighed(word: str, times: float) -> list[Sound]:
    known = load()
    return [
        Sound(s.sounds, s.weight * times) if s.weight <= known.short and s != known.inherent else s
        for s in sounds(word)
    ]


def _lost(a: list[Sound], b: list[Sound]) -> float:
    """What the sounds of one word weigh for which the other has none that is written for them: the least it costs."""
    there = 0
    for sound in b:
        there |= sound.sounds
    return sum(sound.weight for sound in a if not _reach(sound.sounds) & there)


@lru_cache(maxsize=1 << 12)
def _reach(sounds: int) -> int:
    """The sounds, and all that are written for one of them now and then."""
    found = sounds
    for sign, other in load().near:
        if sign & sounds:
            found |= other
    return found


@lru_cache(maxsize=1 << 16)
def _cost(x: int, y: int) -> float:
    """What writing one sound for another costs, 0 where nobody does."""
    near = load().near
    return min((near[a, b] for a in _signs(x) for b in _signs(y) if (a, b) in near), default=0.0)


@lru_cache(maxsize=1 << 10)
def _signs(sounds: int) -> tuple[int, ...]:
    return tuple(1 << n for n in range(sounds.bit_length()) if sounds >> n & 1)


@lru_cache(maxsize=1 << 16)
def keys(word: str) -> tuple[str, ...]:
    """The consonants of a word as classes, sorted: words that sound alike share one of these keys nearly always.

    A letter whose sounds lie in several classes gives a key for each; vowels, h, w and y are left out, and a word of
    these alone has the key ``""``.
    """
    classes = load().classes
    found = {""}
    for sound in sounds(word):
        names = {classes.get(bit, "") for bit in _signs(sound.sounds)}
        if names == {""} or sound.weight < 0.8:
            continue
        if len(found) * len(names) > _MOST_KEYS:
            names = {max(names)}
        found = {key if key.endswith(name) else key + name for key in found for name in names}
    return tuple(sorted(found))
