"""What the page shows: nodes and edges with the sentences behind them. Frozen, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.nouns import DayCount, Report, When

NodeKind = Literal["person", "organization", "place", "group", "event"]
EdgeKind = Literal["participant", "represents", "place", "side", "said"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a report; ``marks`` are the spans of its words that show the point (code points, end exclusive).

    ``report`` is the id of the report.
    """

    report: str
    sentence: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """How one report tells an event. ``teller`` names the speaker where a claim tells it, else it is the report."""

    report: str
    type: str
    status: str
    mode: str | None = None
    when: When | None = None
    place: str | None = None
    teller: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker is reported to have said, with the names of speaker and addressees and its day counts."""

    id: str
    report: str
    speaker: str
    kind: str
    text: str
    direct: bool
    addressees: tuple[str, ...] = ()
    when: When | None = None
    counts: tuple[DayCount, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A person, organization, place, group or event.

    ``label`` is its name in the language of the page, or the type for an event; ``links`` are IRIs of the same thing
    elsewhere. ``tellings`` are empty for all but events.
    """

    id: str
    kind: NodeKind
    label: str
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tellings: tuple[Telling, ...] = ()
    statements: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, the same in all reports that state it.

    ``words`` are offices as the reports put them, ``parts`` role concepts of the ontology, ``bodies`` the names of
    the organizations or countries stood for.
    """

    id: str
    source: str
    target: str
    kind: EdgeKind
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a graph that a page shows; ``total`` counts the nodes of the whole graph."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    reports: tuple[Report, ...]
    total: int
    focus: str | None = None
