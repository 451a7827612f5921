"""What the marks of a report stand for: entities, their forms and their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.gold.source import KINDS, Mark, Problems, Sign, Source
from kg.text import LETTERS, fold

_FORMS = {"~": "pronoun", "=": "description"}
_NAMED = frozenset("pol")
_COVERING = frozenset("polwx")
_SURNAME = 3
_IN_WORD = re.compile(f"[{LETTERS}\u200c\u200d]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity at one place of the text."""

    entity: str
    sign: Sign
    text: str
    start: int
    end: int
    line: int

    @property
    def kind(self) -> str:
        """The kind of the mark, by its name."""
        return KINDS[self.entity[0]]


class Book:
    """The mentions of a report by entity, anonymous marks joined to the entity of the same name."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.marks = source.marks
        ids = _numbered(source)
        self.mentions = tuple(
            Mention(
                ids.get((mark, id), id), mark.sign, source.text[mark.start : mark.end], mark.start, mark.end, mark.line
            )
            for mark in source.marks
            for id in mark.ids
            if id != "x"
        )
        self.of: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            self.of[mention.entity].append(mention)

    def __contains__(self, id: str) -> bool:
        return id in self.of

    def forms(self, id: str) -> list[str]:
        """The names used for an entity, in the order of the text, each spelling once."""
        return list({fold(m.text): m.text for m in reversed(self.of[id]) if m.sign not in _FORMS}.values())[::-1]

    def name(self, id: str) -> str:
        """The chosen form: the one marked ``!``; else the longest name, or the first words of any other kind."""
        mentions = [m for m in self.of[id] if m.sign not in _FORMS]
        chosen = [m.text for m in mentions if m.sign == "!"]
        if chosen:
            return chosen[0]
        return max((m.text for m in mentions), key=len) if id[0] in _NAMED else mentions[0].text

    def form(self, mention: Mention) -> str | None:
        """``name``, ``short``, ``pronoun`` or ``description``; None for what is neither person, body nor place."""
        if mention.entity[0] not in _NAMED:
            return None
        if mention.sign in _FORMS:
            return _FORMS[mention.sign]
        return "name" if fold(mention.text) == fold(self.name(mention.entity)) else "short"

    def all(self, kind: str) -> list[str]:
        """The entities of a kind in the order of the text."""
        return [id for id in self.of if id[0] == kind]

    def _searched(self, id: str) -> set[str]:
        forms = self.forms(id)
        surnames = {form.split()[-1] for form in forms} if id[0] == "p" else set()
        return {*forms, *(s for s in surnames if len(s) >= _SURNAME)}

    def unmarked(self, problems: Problems) -> None:
        """Report every name that stands in the text again without a mark."""
        covered = [(m.start, m.end) for m in self.marks if any(id[0] in _COVERING for id in m.ids)]
        first = self.marks[0].line - self.text.count("\n", 0, self.marks[0].start) if self.marks else 0
        seen: set[tuple[int, int]] = set()
        for id in [*self.all("p"), *self.all("o"), *self.all("l")]:
            for form in sorted(self._searched(id), key=len, reverse=True):
                for start, end in _places(form, self.text):
                    if any(a <= start and end <= b for a, b in [*covered, *seen]):
                        continue
                    seen.add((start, end))
                    line = first + self.text.count("\n", 0, start)
                    problems.add(
                        line, f"{form!r} stands unmarked: write {{{id}|{form}}}, or {{x|{form}}} if it is not {id}"
                    )


def _places(form: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a form stands as words of its own."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        whole = not (start and _IN_WORD.match(text, start - 1)) and not _IN_WORD.match(text, end)
        if whole:
            yield start, end
        start = text.find(form, end if whole else start + 1)


def _numbered(source: Source) -> dict[tuple[Mark, str], str]:
    """The entity of each anonymous mark: one that has the same name, else the next free number."""
    by_name: dict[tuple[str, str], str] = {}
    for mark in source.marks:
        for id in mark.ids:
            if len(id) > 1 and mark.sign not in _FORMS:
                by_name.setdefault((id[0], fold(source.text[mark.start : mark.end])), id)
    last = {
        kind: max((int(id[1:]) for id in _ids(source) if id[0] == kind and len(id) > 1), default=0) for kind in "pol"
    }
    anonymous: dict[tuple[Mark, str], str] = {}
    for mark in source.marks:
        for id in mark.ids:
            if id in _NAMED:
                key = (id, fold(source.text[mark.start : mark.end]))
                if key not in by_name:
                    last[id] += 1
                    by_name[key] = f"{id}{last[id]}"
                anonymous[mark, id] = by_name[key]
    return anonymous


def _ids(source: Source) -> list[str]:
    return [id for mark in source.marks for id in mark.ids]
