"""Training examples from corpora of names (one word and its label a line) and from gold reports."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.errors import ReportError
from kg.reader.labels import NAMES, ORGANIZATION, PERSON, PLACE, REFERENCE, ROLE, STATEMENT, TIES, TRIGGER
from kg.text import words

Pair = tuple[int, int]


@dataclass(frozen=True)
class Marked:
    """A span of text: its kind, the entities it stands for, whether it is a name (no pronoun, no description)."""

    start: int
    end: int
    kind: str
    entities: frozenset[str] = frozenset()
    firm: bool = True


@dataclass(frozen=True)
class Example:
    """A text and what is in it.

    ``full``: everything is annotated; otherwise names only. ``links`` hold pairs of indices into ``marks`` that are
    linked (True) or that say nothing (None); all other pairs are not. ``meetings`` give each trigger's status, mode.
    ``eventless``: a sentence of names in which no word speaks of a meeting. ``scheme``: the corpus of names it is from.
    ``ties`` are pairs of entities: a meeting and who took part, its place, its time; a person and the body; a verb of
    speaking and the speaker. ``loose`` are the parts of
    a full text, as (start, end, eventless, scheme), in which only names are annotated.
    """

    id: str
    lang: str
    text: str
    marks: tuple[Marked, ...] = ()
    full: bool = False
    links: dict[str, dict[Pair, bool | None]] = field(default_factory=dict)
    meetings: dict[int, tuple[str, str]] = field(default_factory=dict)
    optional: frozenset[int] = frozenset()
    eventless: bool = False
    scheme: str = ""
    ties: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)
    loose: tuple[tuple[int, int, bool, str], ...] = ()


_KINDS = {
    "NEP": PERSON,
    "NEL": PLACE,
    "NEO": ORGANIZATION,
    "PER": PERSON,
    "LOC": PLACE,
    "ORG": ORGANIZATION,
    "PERSON": PERSON,
    "LOCATION": PLACE,
    "ORGANIZATION": ORGANIZATION,
}
_TIGHT = frozenset(".,;:?!)]}।॥،؛؟۔%")
_OPEN = frozenset("([{")


def sentences(file: Path, *, word: int = 0, label: int = -1) -> Iterator[list[tuple[str, str]]]:
    """The sentences of a file with one word and its columns a line; lines with ``# `` before the columns are notes."""
    found: list[tuple[str, str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        columns = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or (line.startswith("# ") and len(columns) != 2):
            if found:
                yield found
            found = []
        elif len(columns) > max(word, label):
            found.append((columns[word], columns[label]))
    if found:
        yield found


def names(rows: Sequence[tuple[str, str]], id: str, lang: str, scheme: str = "") -> Example:
    """A sentence of a corpus of names as running text, punctuation close to its word."""
    text, marks = "", list[Marked]()
    begun: tuple[int, str] | None = None
    stop = 0
    for written, tag in [*rows, ("", "O")]:
        token = written.replace("_", " ").strip() if len(written) > 1 else written
        kind = _KINDS.get(tag[2:], "")
        if begun is not None and (tag[:1] != "I" or kind != begun[1]):
            marks.append(Marked(begun[0], stop, begun[1]))
            begun = None
        if text and token and token not in _TIGHT and text[-1] not in _OPEN:
            text += " "
        if kind and begun is None:
            begun = (len(text), kind)
        text += token
        stop = len(text)
    return Example(id, lang, text, tuple(marks), scheme=scheme)


def gold(file: Path) -> Example:
    """A gold report with all that is annotated in it. Raises :class:`kg.errors.ReportError` when it cannot be read."""
    try:
        annotation = json.loads(file.read_text(encoding="utf-8"))
        text = file.with_suffix(".txt").read_bytes().decode()
        return _gold(annotation, text)
    except (OSError, ValueError, KeyError) as error:
        raise ReportError(f"{file}: no gold report ({error}); compile it again") from error


def _gold(annotation: dict[str, Any], text: str) -> Example:
    grouped: dict[tuple[int, int, str, bool], set[str]] = defaultdict(set)
    for m in annotation["mentions"]:
        firm = m["form"] not in {"pronoun", "description"}
        kind = m["kind"] if firm else REFERENCE
        if kind in {"war"}:
            continue
        grouped[m["start"], m["end"], kind, firm].add(m["entity"])
    marks = tuple(
        Marked(start, end, kind, frozenset(entities), firm)
        for (start, end, kind, firm), entities in sorted(grouped.items())
    )
    linked: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for link in annotation["links"]:
        linked[link["type"]].add((link["from"], link["to"]))
    linked["speaker"] = {(f"c{said[1:]}", who) for said, who in linked["speaker"]}
    states = {m["id"]: (m["status"], m["mode"] or "open", bool(m["optional"])) for m in annotation["meetings"]}
    triggers = [n for n, m in enumerate(marks) if m.kind == TRIGGER]
    meetings = {n: states[min(marks[n].entities)][:2] for n in triggers}
    optional = frozenset(n for n in triggers if all(states[e][2] for e in marks[n].entities))
    return Example(
        annotation["id"],
        annotation["lang"],
        text,
        marks,
        True,
        _links(marks, linked),
        meetings,
        optional,
        ties={link: frozenset(linked[link]) for link in TIES},
    )


def _links(marks: Sequence[Marked], linked: dict[str, set[tuple[str, str]]]) -> dict[str, dict[Pair, bool | None]]:
    people = [n for n, m in enumerate(marks) if m.kind == PERSON]
    sides = [n for n, m in enumerate(marks) if m.kind in {*NAMES, REFERENCE}]
    triggers = [n for n, m in enumerate(marks) if m.kind == TRIGGER]
    return {
        "role": _nearest(marks, people, ROLE, linked["role"]),
        "country": _nearest(marks, people, "", linked["country"]),
        "same-meeting": {
            (a, b): True for a in triggers for b in triggers if a != b and marks[a].entities & marks[b].entities
        },
        "same-entity": {
            (a, b): True
            for a in sides
            for b in sides
            if not marks[a].firm and marks[b].firm and marks[a].entities & marks[b].entities
        },
    }


def _nearest(
    marks: Sequence[Marked], people: Sequence[int], kind: str, linked: set[tuple[str, str]]
) -> dict[Pair, bool | None]:
    """Each office, body or state with the nearest name of its person; the person's other names say nothing."""
    others = [n for n, m in enumerate(marks) if (m.kind == kind if kind else m.kind in {PLACE, "nationality"})]
    found: dict[Pair, bool | None] = {}
    for b in others:
        of: dict[str, list[int]] = defaultdict(list)
        for a in people:
            for x in marks[a].entities:
                if any((x, y) in linked for y in marks[b].entities):
                    of[x].append(a)
        for names_of_one in of.values():
            best = min(names_of_one, key=lambda a: _gap(marks[a], marks[b]))
            found.update({(a, b): None for a in names_of_one if (a, b) not in found})
            found[best, b] = True
    return found


def _gap(a: Marked, b: Marked) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def telling(reports: Sequence[Example]) -> frozenset[str]:
    """The folded words that stand in triggers of meetings in a fifth of their occurrences or more."""
    inside: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for report in reports:
        everywhere.update(words(report.text))
        for mark in report.marks:
            if mark.kind == TRIGGER:
                inside.update(words(report.text[mark.start : mark.end]))
    return frozenset(w for w, n in inside.items() if 5 * n >= everywhere[w])


def without_events(examples: Sequence[Example], telling_words: frozenset[str]) -> list[Example]:
    """Sentences of names, those without a telling word marked as eventless."""
    return [replace(e, eventless=telling_words.isdisjoint(words(e.text))) for e in examples]


def tenth(text: str) -> bool:
    """Whether a sentence belongs to the tenth that is held out, by its SHA-256."""
    return hashlib.sha256(text.encode()).digest()[0] < 26


__all__ = ["STATEMENT", "Example", "Marked", "gold", "names", "sentences", "tenth"]
