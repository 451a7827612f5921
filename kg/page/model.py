"""What the page shows: nodes and edges with the sentences behind them. Frozen, without behaviour.

Nothing here is in the language of the page: things are named by id, dates by EDTF, kinds by code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.nouns import DayCount, Report, When

NodeKind = Literal["person", "organization", "place", "group", "event"]
EdgeKind = Literal["participant", "represents", "place", "side", "said"]
Labels = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The question that a page starts from.

    ``focus`` is a name, an id or an IRI, and ``depth`` how many edges around it are shown; without a focus it is the
    most connected part. ``since`` and ``until`` keep the events that may fall between these days (inclusive; one
    without any day is left out), ``types`` those of these event types or types below them. ``limit`` counts nodes.
    """

    focus: str | None = None
    depth: int = 2
    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    limit: int = 300


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a report; ``marks`` are the spans of its words that show the point (code points, end exclusive).

    ``report`` is the id of the report, ``confidence`` that of its least certain mention (0 to 1).
    """

    report: str
    sentence: str
    marks: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """Who took part in an event as one report tells it: an entity id, the office in its words, bodies stood for."""

    entity: str
    role: str | None = None
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """How one report tells an event. ``teller`` is the speaker (id) where a claim tells it, else it is the report."""

    report: str
    type: str
    status: str
    mode: str | None = None
    when: When | None = None
    place: str | None = None
    teller: str | None = None
    parts: tuple[Part, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker (id) is reported to have said to whom (ids), with its day counts."""

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
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A person, organization, place, group or event.

    ``label`` is its usual name in the reports, or the type for an event; ``labels`` its name by language; ``links``
    are IRIs of the same thing elsewhere. ``tellings`` are empty for all but events.
    """

    id: str
    kind: NodeKind
    label: str
    labels: Labels = ()
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tellings: tuple[Telling, ...] = ()
    statements: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, the same in all reports that state it.

    ``words`` are offices as the reports put them, ``parts`` role concepts of the ontology, ``bodies`` the ids of
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
class Epoch:
    """The first day of counted days that reports speak of, by its label in their languages."""

    id: str
    first: date
    ordinal: bool
    labels: Labels = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """All that could be shown. ``names`` are the labels of everything that a node or an edge speaks of, by id."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    reports: tuple[Report, ...]
    names: dict[str, tuple[NodeKind, str, Labels]]
    epochs: tuple[Epoch, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a graph that a page shows; ``total`` counts the nodes of the whole graph.

    ``shown`` are the ids to draw at first, the other nodes wait until something is expanded. ``degrees`` counts the
    neighbours of each node in the whole graph.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    total: int
    focus: str | None = None
    shown: tuple[str, ...] = ()
    degrees: tuple[int, ...] = ()
