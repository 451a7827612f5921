"""The grid of constructions: which tags there are, what a report fills, and what a language has covered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from kg.gold.rules import Annotation, weekdays_in
from kg.gold.variety import sentences
from kg.resources import path, read_toml

_SIZES = ("none", "one", "two", "three", "four")
_QUOTE = re.compile(r"[\"“”„«»‘’']")
_DIGIT = re.compile(r"\d")
_ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class Grid:
    """The dimensions with their values, those that a report names itself, and the pairs of dimensions to cross."""

    values: dict[str, tuple[str, ...]]
    tags: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    without: dict[str, frozenset[str]]

    def advice(self, tag: str) -> str:
        """What may stand instead of an unknown tag."""
        dimension = tag.split(".")[0]
        known = sorted(t for t in self.tags if t.startswith(f"{dimension}."))
        return (
            f"known are {' '.join(known)}"
            if known
            else f"known are {' '.join(sorted({t.split('.')[0] for t in self.tags}))} and a dot"
        )

    def missing(self, annotation: Annotation) -> list[str]:
        """Tags that a report of its kind must have and does not."""
        has = {t.split(".")[0] for t in annotation["grid"]}
        firm = any(not m["optional"] for m in annotation["meetings"])
        wanted = ["verb", "order"] if firm else ["trap"] if not annotation["meetings"] else []
        return [f"grid: no tag {d}.: add one" for d in wanted if d not in has]

    def cells(self, lang: str) -> list[str]:
        """Every cell that a language can fill: one value, or a pair of values."""
        tags = {
            dimension: [f"{dimension}.{v}" for v in values if f"{dimension}.{v}" not in self.without.get(lang, ())]
            for dimension, values in self.values.items()
        }
        crossed = [f"{x} + {y}" for a, b in self.pairs for x, y in product(tags[a], tags[b])]
        return [tag for names in tags.values() for tag in names] + crossed

    def filled(self, text: str, annotation: Annotation) -> set[str]:
        """The cells that one report fills; a pair counts where one meeting (or the report without any) has both."""
        report = {*annotation["grid"], *_of_report(text, annotation)}
        if annotation["meetings"] and not any(t.startswith("voice.") for t in report):
            report.add("voice.active")
        cells = set(report)
        for tags in [report | _of_meeting(text, m, annotation) for m in annotation["meetings"]] or [report]:
            by_dimension: defaultdict[str, set[str]] = defaultdict(set)
            for tag in tags:
                by_dimension[tag.split(".")[0]].add(tag)
            cells |= tags | {f"{x} + {y}" for a, b in self.pairs for x in by_dimension[a] for y in by_dimension[b]}
        return cells


@dataclass(frozen=True, slots=True)
class Coverage:
    """For one language: how many reports, in how many of them each cell is filled."""

    lang: str
    reports: int
    cells: dict[str, int]

    @property
    def share(self) -> float:
        """The part of the cells that at least one report fills."""
        return sum(n > 0 for n in self.cells.values()) / len(self.cells)

    @property
    def empty(self) -> list[str]:
        """The cells that no report fills."""
        return [cell for cell, n in self.cells.items() if not n]

    @property
    def enough(self) -> bool:
        """Are 8 of 10 cells filled?"""
        return self.share >= _ENOUGH


def read_grid(folder: Path) -> Grid:
    """The grid of a folder of reports: ``grid.toml`` there or above it, else the one of the corpus.

    Raises :class:`kg.errors.ResourceError` where there is none or it is no TOML.
    """
    inside = [p / "grid.toml" for p in (folder, *folder.resolve().parents) if (p / "grid.toml").is_file()]
    table = read_toml(inside[0] if inside else path("data/gold/grid.toml"))
    values = {d: tuple(v) for d, v in [*table["tags"].items(), *table["derived"].items()]}
    tags = frozenset(f"{d}.{v}" for d, names in table["tags"].items() for v in names)
    without = {lang: frozenset(names) for lang, names in table["without"].items()}
    return Grid(values, tags, tuple((a, b) for a, b in table["pairs"]), without)


def coverage_of(grid: Grid, lang: str, reports: Iterable[tuple[str, Annotation]]) -> Coverage:
    """Count the cells that texts and annotations of one language fill."""
    counts: Counter[str] = Counter()
    total = 0
    for text, annotation in reports:
        total += 1
        counts.update(grid.filled(text, annotation))
    return Coverage(lang, total, {cell: counts[cell] for cell in grid.cells(lang)})


def _of_report(text: str, annotation: Annotation) -> set[str]:
    """The tags that the annotation itself shows of the whole report."""
    forms = {m["form"] for m in annotation["mentions"]} - {None, "name"}
    number = _size(len(annotation["meetings"]), 3)
    return {f"length.{annotation['length']}", f"meetings.{number}", *(f"refers.{f}" for f in forms)} | _speech(
        text, annotation
    )


def _of_meeting(text: str, meeting: Annotation, annotation: Annotation) -> set[str]:
    sides = len(meeting["participants"]) + len(meeting["other_orgs"])
    return {
        f"parties.{_size(sides, 5)}",
        f"status.{meeting['status']}",
        f"mode.{meeting['mode'] or 'open'}",
        f"place.{'given' if meeting['place'] else 'none'}",
        f"date.{_date_form(meeting, annotation)}",
        *_roles(text, meeting, annotation),
    }


def _size(number: int, last: int) -> str:
    return _SIZES[number] if number < last else f"{'three' if last == 3 else 'five'}-up"


def _date_form(meeting: Annotation, annotation: Annotation) -> str:
    value, text = meeting["date"], meeting["date_text"] or ""
    if not value:
        return "none"
    twins = [t for t in annotation["time_expressions"] if t["value"] == value and _DIGIT.search(t["text"])]
    if annotation["war_day"] and annotation["war_day"]["text"] == text:
        return "war-day"
    if len(twins) > 1:
        return "two-calendars"
    if "/" in value:
        return "range"
    if len(value) == 7:
        return "month"
    if weekdays_in(text, annotation["lang"]):
        return "weekday"
    return "day" if _DIGIT.search(text) else "relative"


def _roles(text: str, meeting: Annotation, annotation: Annotation) -> set[str]:
    spans = {
        m["entity"]: (m["start"], m["end"]) for m in reversed(annotation["mentions"]) if m["form"] in (None, "name")
    }
    found = set()
    for p in (p["id"] for p in meeting["participants"]):
        name, role = spans[p], spans.get(f"r{p[1:]}")
        if not role:
            found.add("role.none")
        elif len(sentences(text[min(name[0], role[0]) : max(name[1], role[1])])) > 1:
            found.add("role.apart")
        else:
            found.add("role.before" if role[0] < name[0] else "role.after")
    return found


def _speech(text: str, annotation: Annotation) -> set[str]:
    rows = annotation["statements"]
    if not rows:
        return {"speech.none"}
    spans = [(a, b, row["id"]) for row in rows for a, b in row["spans"]]
    quoted = [bool(_QUOTE.search(text[max(0, a - 1) : b + 1])) for a, b, _ in spans]
    found = {"speech.quoted" for q in quoted if q} | {"speech.indirect" for q in quoted if not q}
    if any(a <= c and d <= b and i != j for a, b, i in spans for c, d, j in spans if (a, b) != (c, d)):
        found.add("speech.nested")
    if len({row["speaker"] for row in rows}) > 1:
        found.add("speech.several-speakers")
    if any(row["addressees"] for row in rows):
        found.add("speech.addressed")
    if any(row["speaker"] not in annotation["persons"] for row in rows):
        found.add("speech.body")
    return found
