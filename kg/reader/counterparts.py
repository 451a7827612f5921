"""An office that is told by another's: ``the Polish minister and his Danish counterpart, Nils Holm`` → counterpart.

Whose office that is the text leaves to the reader; what it says of him is the word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.language import folder, table
from kg.reader.tokens import Span
from kg.text import LETTERS, words

_FAR, _NEAR, _LIST = 6, 3, 4
"""So many words at most stand between the word and the name after it, the one before it, and two names of a list."""


@dataclass(frozen=True, slots=True)
class _Words:
    pattern: re.Pattern[str]
    several: frozenset[str]
    joins: frozenset[str]
    whose: frozenset[str]
    attached: frozenset[str]


def counterparts(
    text: str, lang: str, sentences: Sequence[Span], persons: Sequence[Span], roles: Sequence[Span]
) -> dict[int, Span]:
    """The word for the office of each person (by index, in text order) whom the text calls another's counterpart.

    Where an office of ``roles`` stands between the word and the name, that is the person's.
    """
    listed = _words(lang)
    if listed is None:
        return {}
    found: dict[int, Span] = {}
    for hit in listed.pattern.finditer(text):
        word = hit.span(1)
        first, last = next((s for s in sentences if s[0] <= word[0] < s[1]), (0, len(text)))
        here = [n for n, (a, b) in enumerate(persons) if first <= a and b <= last]
        after = [n for n in here if persons[n][0] >= word[1]]
        before = [n for n in reversed(here) if persons[n][1] <= word[0]]
        several = hit[1] in listed.several
        chosen = _before(text, word, [persons[n] for n in before], several, listed)
        if chosen and not (after and not text[word[1] : persons[after[0]][0]].strip()):
            named = before[:chosen]
        else:
            named = after[: _after(text, word, [persons[n] for n in after], roles, several, listed)]
        found |= dict.fromkeys(named, word)
    return found


def _before(text: str, word: Span, persons: Sequence[Span], several: bool, listed: _Words) -> int:
    """How many of the names before the word, the nearest first, it stands in apposition to."""
    if not persons:
        return 0
    gap = text[persons[0][1] : word[0]].lstrip()
    said = words(gap[1:])
    if gap[:1] not in (",", "،") or re.search("[,،]", gap[1:]) or len(said) > _NEAR or listed.joins & set(said):
        return 0
    if listed.whose and not listed.whose & set(said):
        return 0
    return _listed(text, persons, listed) if several else 1


def _after(text: str, word: Span, persons: Sequence[Span], roles: Sequence[Span], several: bool, listed: _Words) -> int:
    """How many of the names after the word are meant by it."""
    if not persons:
        return 0
    start = persons[0][0]
    said = words(text[word[1] : start])
    if len(said) > (2 * _FAR if several else _FAR) or (said and said[0] in listed.joins):
        return 0
    if any(word[1] <= a and b <= start for a, b in roles):
        return 0
    return _listed(text, persons, listed) if several else 1


def _listed(text: str, persons: Sequence[Span], listed: _Words) -> int:
    """How many names from the first on, forwards or backwards, are one list: ``A of Chad, B and C``."""
    count = 1
    for pair in zip(persons, persons[1:], strict=False):
        (_, end), (start, _) = sorted(pair)
        gap = text[end:start]
        said = words(gap)
        joined = any(w in listed.joins or w[:1] in listed.joins & listed.attached for w in said)
        if len(said) > _LIST or not (joined or re.fullmatch(r"\s*[,،].*", gap)):
            break
        count += 1
        if joined:
            break
    return count


@cache
def _words(lang: str) -> _Words | None:
    """The words of a language's ``counterparts.toml``; None where it has no such file."""
    if not (folder(lang) / "counterparts.toml").exists():
        return None
    lists = table(lang, "counterparts")
    every = sorted((*lists["one"], *lists["several"]), key=len, reverse=True)
    several, joins, whose, attached = (frozenset(lists.get(key, ())) for key in ("several", "and", "whose", "attached"))
    before = f"[{''.join(sorted(attached))}]{{0,2}}" if attached else ""
    pattern = rf"(?<![{LETTERS}]){before}({'|'.join(map(re.escape, every))})(?![{LETTERS}])"
    return _Words(re.compile(pattern, re.IGNORECASE), several, joins, whose, attached)
