"""One report laid out for the rules: words, sentences, what each word can be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extractors.lexicon import Lexicon, Phrases
from kg.extractors.words import Word, is_initial
from kg.nouns import Mention, When

_QUOTES = frozenset("'\"‘’“”«»")
_HYPHENS = frozenset("-–")


@dataclass
class Scan:
    """Words and sentences of a report with its lexicon; the questions below are asked of word indexes."""

    text: str
    words: Sequence[Word]
    sentences: Sequence[tuple[int, int]]
    lexicon: Lexicon
    times: Sequence[When] = ()
    timed: frozenset[int] = field(default=frozenset())
    cased: frozenset[int] = field(init=False)
    starts: tuple[int, ...] = field(init=False)
    keys: tuple[str, ...] = field(init=False)
    hyphens: frozenset[int] = field(init=False)
    closed: frozenset[int] = field(init=False)
    offices: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.keys = tuple(word.key for word in self.words)
        self.hyphens = frozenset(i for i, key in enumerate(self.keys) if key in _HYPHENS and self._joins(i))
        marks = ((i, self.case_at(i)[1]) for i in range(len(self.words)))
        self.starts = tuple(start for start, _ in self.sentences)
        self.cased = frozenset(k for i, n in marks for k in range(i, i + n))
        self.closed = frozenset(i for i in range(len(self.words)) if self._is_closed(i))
        self.offices = frozenset(i for i in range(len(self.words)) if self._names_office(i))

    def key(self, i: int) -> str:
        """The folded word at ``i``, an empty string outside."""
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def has(self, i: int, name: str) -> bool:
        """Whether word ``i`` is in a word set of the lexicon."""
        return self.lexicon.has(name, self.key(i))

    def mention(self, start: int, end: int, rule: str, confidence: float = 1.0) -> Mention:
        """The span of words ``start`` to ``end`` (exclusive) as offsets into the text."""
        a, b = self.words[start].start, self.words[end - 1].end
        return Mention(a, b, self.text[a:b], rule, confidence)

    def entry_at(self, i: int, phrases: Phrases) -> tuple[str, int]:
        """The meaning and length of the longest phrase at ``i``; ('', 0) for none. A hyphen inside does not count."""
        for p, meaning in phrases.get(self.key(i), ()):
            at = i + 1
            for w in p[1:]:
                at += self.is_hyphen(at)
                if self.key(at) != w:
                    break
                at += 1
            else:
                return meaning, at - i
        return "", 0

    def phrase_at(self, i: int, phrases: Phrases) -> int:
        """The number of words of the longest phrase at ``i``, 0 for none."""
        return self.entry_at(i, phrases)[1]

    def phrase_in(self, start: int, end: int, name: str) -> bool:
        """Whether a phrase of the lexicon's list ``name`` stands between ``start`` and ``end``."""
        return any(self.phrase_at(i, self.lexicon.phrases[name]) for i in range(start, end))

    def case_at(self, i: int) -> tuple[str, int]:
        """The category and length of the longest postposition at ``i``; ('', 0) for none."""
        return self.entry_at(i, self.lexicon.cases)

    def is_punct(self, i: int) -> bool:
        """Whether there is no letter or digit in word ``i`` (also true outside the text)."""
        return not any(c.isalnum() for c in self.key(i))

    def is_quote(self, i: int) -> bool:
        """Whether word ``i`` is a quotation mark."""
        return self.key(i) in _QUOTES or (0 <= i < len(self.words) and self.words[i].text in _QUOTES)

    def is_hyphen(self, i: int) -> bool:
        """Whether word ``i`` is a hyphen that joins its neighbours without a space."""
        return i in self.hyphens

    def _joins(self, i: int) -> bool:
        return i > 0 and not self.words[i - 1].space and not self.words[i].space

    def is_role(self, i: int) -> bool:
        """Whether word ``i`` is an office."""
        return i in self.offices

    def _names_office(self, i: int) -> bool:
        key = self.key(i)
        if self.lexicon.is_role(key):
            return True
        return any(
            all(self.key(i - len(p) + 1 + n) == w for n, w in enumerate(p))
            for p in self.lexicon.long_roles.get(key, ())
        ) and not self.lexicon.is_role(self.key(i + 1))

    def is_plural_role(self, i: int) -> bool:
        """Whether word ``i`` is several holders of an office."""
        key = self.key(i)
        return self.lexicon.has("role.plurals", key) or any(
            key.endswith(ending) and self.lexicon.is_role(key[: -len(ending)] + stem)
            for ending, stem in self.lexicon.plural_endings
        )

    def is_honorific(self, i: int) -> bool:
        """Whether word ``i`` is an honorific or a rank before a name."""
        return self.has(i, "person.honorifics")

    def is_closed(self, i: int) -> bool:
        """Whether word ``i`` is a function word, a verb form, punctuation, a number or part of a time."""
        return i in self.closed or not 0 <= i < len(self.words)

    def _is_closed(self, i: int) -> bool:
        k = self.key(i)
        return self.is_punct(i) or i in self.cased or k in self.lexicon.closed or k[0].isdigit() or i in self.timed

    def is_common(self, i: int) -> bool:
        """Whether word ``i`` is an everyday word, unlikely to be part of a name."""
        return self.key(i) in self.lexicon.common or self.has(i, "role.modifiers")

    def is_initial(self, i: int) -> bool:
        """Whether word ``i`` is an initial with its period, or several."""
        w = self.words[i]
        return is_initial(w, self.lexicon.sets["person.initials"]) and ("." in w.text or "0" in w.text)

    def is_letter(self, i: int) -> bool:
        """Whether word ``i`` is the bare name of a letter (``एस``, ``के``), perhaps an initial."""
        return self.has(i, "person.initials")

    def is_name(self, i: int) -> bool:
        """Whether word ``i`` can be part of a name without any cue."""
        return not (
            self.is_closed(i)
            or self.is_common(i)
            or self.is_role(i)
            or self.is_honorific(i)
            or self.has(i, "organization.heads")
            or self.has(i, "organization.delegations")
            or self.is_plural_role(i)
            or any(self.key(i).endswith(s) for s in self.lexicon.sets["person.never_ending"])
        )

    def place_at(self, i: int) -> int:
        """The number of words of the longest gazetteer place at ``i``, 0 for none."""
        places = self.lexicon.gazetteer
        if not places.begins(self.key(i).partition("-")[0]):
            return 0
        longest = 0
        key = ""
        for n in range(5):
            if i + n >= len(self.words):
                break
            if self.is_hyphen(i + n):
                key += self.key(i + n)
                continue
            key = key + self.key(i + n) if key.endswith("-") else f"{key} {self.key(i + n)}".strip()
            if places.has_place(key) or ("-" in key and places.has_place(key.replace("-", " "))):
                longest = n + 1
        return longest

    def sentence_of(self, i: int) -> int:
        """The index of the sentence that holds word ``i``."""
        return max(0, bisect_right(self.starts, i) - 1)
