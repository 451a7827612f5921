"""Words of several languages that mean one thing: concept → words, and the concepts in a text.

A word of a text matches a row that it begins with, where at most a short ending follows and no article stands before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kg.text import fold, words

_ARTICLES = ("وال", "ال", "لل", "بال")
_ENDING = 3
_WHOLE = 4
"""Rows shorter than this match whole words only."""

Phrase = tuple[tuple[str, ...], str]


class Lexicon:
    """Concepts by the words for them; a word may have several."""

    def __init__(self, concepts: Mapping[str, Iterable[str]]) -> None:
        self._phrases: dict[str, list[Phrase]] = {}
        for concept, phrases in concepts.items():
            for phrase in phrases:
                stems = tuple(map(stem, words(phrase)))
                self._phrases.setdefault(stems[0][:2], []).append((stems, concept))

    @lru_cache(maxsize=1 << 16)  # noqa: B019 a lexicon lives as long as the process
    def read(self, text: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """The words of a text in order, each run with its concepts; one without any stands alone. Long runs win."""
        found, i = [], 0
        written = [word for word in words(text) if len(word) > 1]
        tokens = [stem(word) for word in written]
        while i < len(tokens):
            hits = [p for p in self._phrases.get(tokens[i][:2], ()) if _matches(p[0], tokens, i)]
            size = max((len(stems) for stems, _ in hits), default=1)
            best = max((sum(map(len, stems)) for stems, _ in hits if len(stems) == size), default=0)
            fitting = frozenset(c for stems, c in hits if len(stems) == size and sum(map(len, stems)) == best)
            found.append((" ".join(written[i : i + size]), fitting))
            i += size
        return tuple(found)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A folded word without the Arabic article."""
    word = fold(word)
    return next((word[len(a) :] for a in _ARTICLES if word.startswith(a) and len(word) - len(a) > 2), word)


def _matches(stems: tuple[str, ...], tokens: list[str], i: int) -> bool:
    return len(tokens) - i >= len(stems) and all(_begins(t, s) for t, s in zip(tokens[i:], stems, strict=False))


def _begins(token: str, row: str) -> bool:
    return token == row or (len(row) >= _WHOLE and token.startswith(row) and len(token) - len(row) <= _ENDING)
