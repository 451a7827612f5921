"""The sentences behind a node: where in which report it is said, and by which rule it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rdflib import Literal, URIRef

from kg.errors import QueryError
from kg.queries.ask import Graph, open_graph, query
from kg.queries.parameters import iri
from kg.store import Store, Term


@dataclass(frozen=True, slots=True)
class Evidence:
    """One span of one report that bears out a node.

    ``of`` is the IRI that the span is evidence for: the node itself, or a participation or time of it; ``kind`` its
    class, such as ``Event``. ``report`` is the id of the report, ``number`` that of the sentence (the first is 1).
    ``start`` and ``end`` count code points of the report's text as received, the end is exclusive. ``confidence`` is
    from 0 to 1.
    """

    of: str
    kind: str
    report: str
    title: str | None
    published: date | None
    number: int | None
    sentence: str | None
    start: int
    end: int
    words: str
    rule: str | None
    confidence: float


def explain(graph: Graph, node: str) -> tuple[Evidence, ...]:
    """The evidence for an entity, event, claim or participation, sorted by report and place.

    ``node`` is an IRI (full or prefixed, such as ``event:...``) or a name in any spelling; a name that several nodes
    bear gives the evidence of each. Raises :class:`kg.errors.QueryError` where the graph has no such node.
    """
    store = open_graph(graph)
    return tuple(evidence for found in _nodes(store, node) for evidence in _evidence(store, found))


def _nodes(store: Store, node: str) -> tuple[URIRef, ...]:
    try:
        wanted = iri(node)
    except ValueError:
        named = dict.fromkeys(row[0] for row in query(store, "find", name=node).rows)
        return tuple(found for found in named if isinstance(found, URIRef))
    if store.query("ASK { ?node ?property ?value }", {"node": wanted}).rows[0][0] != Literal(True):
        raise QueryError(f"{wanted}: not in the graph; give an IRI that kg query shows, or a name")
    return (wanted,)


def _evidence(store: Store, node: URIRef) -> tuple[Evidence, ...]:
    rows = query(store, "evidence", node=node)
    return tuple(_row(dict(zip(rows.columns, row, strict=True))) for row in rows.rows)


def _row(cells: dict[str, Term | None]) -> Evidence:
    published, number = _text(cells["published"]), _text(cells["number"])
    return Evidence(
        str(cells["of"]),
        str(cells["kind"]),
        str(cells["report"]),
        _text(cells["title"]),
        date.fromisoformat(published) if published else None,
        int(number) if number else None,
        _text(cells["sentence"]),
        int(str(cells["start"])),
        int(str(cells["end"])),
        str(cells["words"]),
        _text(cells["rule"]),
        float(str(cells["confidence"])),
    )


def _text(term: Term | None) -> str | None:
    return None if term is None else str(term)
