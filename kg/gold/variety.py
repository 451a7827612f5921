"""How much reports repeat each other: sentences, runs of eight words, persons' names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.gold.rules import words_for
from kg.text import words

_END = re.compile(r"(?<=[।॥!?؟۔])\s*|(?<=\.)\s+|\n+")
_DANDAS = str.maketrans("।॥", "  ")
_RUN = 8
_SENTENCE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Repetition:
    """The share of distinct runs of eight words that stand in two reports or more, and those runs with the reports."""

    share: float
    runs: tuple[tuple[str, tuple[str, ...]], ...]


def sentences(text: str) -> list[str]:
    """The sentences of a report, headlines and lines of their own included; initials and titles end none."""
    found: list[str] = []
    open_sentence = False
    for part in _END.split(text):
        if not part.strip(" .\u200c\u200d"):
            continue
        if open_sentence:
            found[-1] += f" {part.strip()}"
        else:
            found.append(part.strip())
        open_sentence = part.endswith(".") and _is_abbreviation(part.split()[-1])
    return found


def _is_abbreviation(word: str) -> bool:
    bare = word.rstrip(".").lstrip("(\"'“‘").casefold()
    return bare in words_for("abbreviations") or (len(bare) == 1 and bare.isalpha()) or bare[-2:-1] == "."


def repetition(texts: Mapping[str, str]) -> Repetition:
    """Which runs of eight folded words stand in two or more of the texts (of one language), by report."""
    where: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        w = _words(text)
        for i in range(len(w) - _RUN + 1):
            where[" ".join(w[i : i + _RUN])].add(name)
    repeated = tuple((run, tuple(sorted(names))) for run, names in sorted(where.items()) if len(names) > 1)
    return Repetition(len(repeated) / len(where) if where else 0.0, repeated)


def shared_sentences(texts: Mapping[str, str], others: Mapping[str, str]) -> list[str]:
    """Sentences of five words or more that a text has in common with one of the others, one line each."""
    known = {_key(s): name for name, text in others.items() for s in sentences(text)}
    return [
        f"{name}: this sentence stands in {known[_key(s)]} too: {s}"
        for name, text in texts.items()
        for s in sentences(text)
        if len(_words(s)) >= _SENTENCE_WORDS and _key(s) in known
    ]


def repeated_sentences(texts: Mapping[str, str]) -> list[str]:
    """Sentences of five words or more that stand in two of the texts, one line each."""
    first: dict[str, str] = {}
    errors = []
    for name, text in texts.items():
        for s in sentences(text):
            if len(_words(s)) >= _SENTENCE_WORDS and first.setdefault(_key(s), name) != name:
                errors.append(f"{name}: this sentence stands in {first[_key(s)]} too: {s}")
    return errors


def _words(text: str) -> list[str]:
    return words(text.translate(_DANDAS))


def _key(sentence: str) -> str:
    return " ".join(_words(sentence))
