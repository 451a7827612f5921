"""A graph opened for questions of identity: its things by id, and where each occurrence went."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kg.errors import QueryError
from kg.folders import extractions_in, links_in, renamed_in
from kg.linking.canonical import occurrence
from kg.nouns import Difference, Entity, Event, Extraction, Link
from kg.pipeline import KnowledgeGraph
from kg.text import name_key

Graph: TypeAlias = "KnowledgeGraph | str | os.PathLike[str]"

_IRI = re.compile(r"(?:https?://\S*/|[a-z]+:)([^\s/:]+)")


@dataclass(frozen=True, slots=True)
class Who:
    """A person, body or place of a graph: every spelling with the reports that have it, why they are one, what is near.

    ``joined`` are the links that made it one, ``near`` those on it that did not join: ``different`` and ``unsure``.
    """

    id: str
    kind: str
    spellings: tuple[tuple[str, tuple[str, ...]], ...]
    joined: tuple[Link, ...]
    near: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a doubtful link: the occurrence, its names, its offices as worded, and the first sentence with it."""

    occurrence: str
    names: tuple[str, ...]
    titles: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link that is unsure, with what the reports say of both ends."""

    link: Link
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Version:
    """How one report tells an event. ``who`` are names with titles, ``words`` those that name the event."""

    report: str
    who: tuple[str, ...]
    date: str
    place: str
    mode: str
    status: str
    words: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """An event as each report tells it, and in what they differ."""

    event: str
    versions: tuple[Version, ...]
    differences: tuple[Difference, ...]


class Opened:
    """A graph, and where each occurrence went."""

    def __init__(self, graph: Graph) -> None:
        if isinstance(graph, KnowledgeGraph):
            self.extractions, self.links, renamed = graph.extractions, graph.links, graph.renamed
        else:
            self.extractions, self.links, renamed = extractions_in(graph), links_in(graph), renamed_in(graph)
        self.entities: dict[str, list[tuple[Extraction, Entity]]] = defaultdict(list)
        self.events: dict[str, list[tuple[Extraction, Event]]] = defaultdict(list)
        self.was: dict[tuple[str, str], list[str]] = defaultdict(list)
        for report, was, now in renamed:
            self.was[report, now].append(was)
        self.now: dict[str, str] = {}
        for extraction in self.extractions:
            report = extraction.report.id
            for entity in extraction.entities:
                self.entities[entity.id].append((extraction, entity))
            for event in extraction.events:
                self.events[event.id].append((extraction, event))
            for id in [*(e.id for e in extraction.entities), *(e.id for e in extraction.events)]:
                for was in self.was.get((report, id), [id]):
                    self.now[occurrence(report, was)] = id

    def ids(self, text: str, *kinds: str) -> list[str]:
        """The ids that a name, an id, an IRI or an occurrence means. Raises :class:`QueryError` where there is none."""
        known = [*self.entities, *self.events]
        found = [self.now[text]] if text in self.now else [id for id in known if id == text]
        if not found and (iri := _IRI.fullmatch(text)):
            found = [id for id in known if id.rpartition("/")[2] == iri[1]]
        if not found:
            key = name_key(text)
            found = [id for id, all_ in self.entities.items() if any(key in _keys(e) for _, e in all_)]
        found = sorted(id for id in found if not kinds or kind_of(id) in kinds)
        if not found:
            what = "no such event" if kinds == ("event",) else "nothing is called so"
            raise QueryError(f"{text}: {what}; give an IRI or id, or look one up with: kg query find -p name=NAME")
        return found

    def one(self, text: str) -> str:
        """The occurrence that stands for what a text means: itself, or the first one that is so spelled."""
        if text in self.now:
            return text
        found = self.ids(text)
        if len(found) > 1:
            raise QueryError(f"{text} can mean {', '.join(found)}; give one of these")
        spelled = [key for key in self.occurrences(found[0]) if self._has(key, text)]
        return min(spelled or self.occurrences(found[0]))

    def occurrences(self, id: str) -> list[str]:
        """The occurrences of what has an id, sorted."""
        reports = [x.report.id for x, _ in (*self.entities.get(id, ()), *self.events.get(id, ()))]
        return sorted(occurrence(r, was) for r in reports for was in self.was.get((r, id), [id]))

    def spelled(self, text: str, first: str) -> str:
        """The id of all occurrences so spelled where they share one that no other spelling has, else the first."""
        if text in self.now:
            return text
        id = first.rpartition("#")[2]
        same = [key for key in self.now if key.rpartition("#")[2] == id]
        return id if len(same) > 1 and all(self._has(key, text) for key in same) else first

    def _has(self, key: str, text: str) -> bool:
        report, _, _ = key.rpartition("#")
        found = [e for x, e in self.entities.get(self.now[key], ()) if x.report.id == report]
        return any(name_key(text) in _keys(e) for e in found)

    def who(self, id: str) -> Who:
        spellings: dict[str, set[str]] = defaultdict(set)
        for extraction, entity in self.entities.get(id, ()):
            for name in (entity.name, *entity.aliases):
                spellings[name].add(extraction.report.id)
        mine = {*self.occurrences(id)}
        ids = {key.rpartition("#")[2] for key in mine}
        links = [x for x in self.links if {x.left, x.right} & (mine | ids)]
        joined = tuple(x for x in links if x.verdict == "same" and {x.left, x.right} <= mine | ids)
        ordered = sorted(spellings.items(), key=lambda row: (-len(row[1]), row[0]))
        return Who(
            id,
            kind_of(id),
            tuple((name, tuple(sorted(reports))) for name, reports in ordered),
            joined,
            tuple(x for x in links if x not in joined),
        )

    def side(self, end: str) -> Side:
        """What the reports say of one end of a link."""
        if end not in self.now:
            end = min((key for key in self.now if key.endswith(f"#{end}")), default=end)
        report, _, _ = end.rpartition("#")
        id = self.now.get(end, "")
        titles: Counter[str] = Counter()
        names: list[str] = []
        sentence = ""
        for extraction in self.extractions:
            if extraction.report.id != report:
                continue
            for entity in (e for e in extraction.entities if e.id == id):
                names += [entity.name, *entity.aliases]
                sentence = sentence or _first_sentence(extraction, entity.mentions[0].start if entity.mentions else 0)
            for event in extraction.events:
                titles.update(p.role for p in event.participations if p.entity == id and p.role)
                if event.id == id:
                    names.append(event.trigger.text)
                    sentence = sentence or _first_sentence(extraction, event.trigger.start)
        return Side(end, tuple(names), tuple(titles), sentence)


def _first_sentence(extraction: Extraction, offset: int) -> str:
    return next((s.text for s in reversed(extraction.sentences) if s.start <= offset), "")


def _keys(entity: Entity) -> Iterator[str]:
    yield from (name_key(n) for n in (entity.name, *entity.aliases, *(label for _, label in entity.labels)))


def kind_of(id: str) -> str:
    """The kind that an id or an occurrence begins with, such as ``person``."""
    return id.rpartition("#")[2].partition("/")[0]
