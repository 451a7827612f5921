"""CSV: who took part in what, one row for each participation a report tells of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from rdflib import DCTERMS, RDF, Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.exporters.labels import first, label, local
from kg.graph.namespaces import KG, NIF
from kg.store import harmless

COLUMNS = (
    *("event", "type", "status", "told_by", "date", "edtf", "place", "participant", "part", "role", "organization"),
    *("country", "report", "sentence"),
)


def participations(dataset: Dataset, *, guarded: bool = True) -> bytes:
    """The participations as CSV (RFC 4180, UTF-8), sorted.

    ``part`` is the part played in the event (principal, counterpart ...), or ``side`` for a body or state for which
    the report names nobody; ``role`` the office in the words of the report; ``told_by`` is ``report``, or the speaker
    from whom alone the report knows of it; ``sentence`` the one that tells of the event. A cell that begins with
    ``= + - @``, a tab or a carriage return gets an apostrophe before it, so that no spreadsheet runs it, unless not
    ``guarded``.
    """
    rows: list[tuple[str, ...]] = []
    for graph in dataset.graphs():
        if graph.identifier != DATASET_DEFAULT_GRAPH_ID:
            rows.extend(_rows(graph))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) if guarded else cell for cell in row] for row in sorted(rows))
    return out.getvalue().encode("utf-8")


def _rows(graph: Graph) -> Iterator[tuple[str, ...]]:
    for event in graph.subjects(RDF.type, KG.Event):
        report = graph.value(event, KG.reportedIn)
        lang = first(graph, report, DCTERMS.language) if report else ""
        place = graph.value(event, KG.place)
        before = (
            str(event),
            local(graph.value(event, KG.eventType)),
            local(graph.value(event, KG.status)),
            _told_by(graph, event, lang),
            first(graph, event, KG.date),
            first(graph, event, KG.edtf),
            label(graph, place, lang) if place else "",
        )
        after = (first(graph, report, DCTERMS.identifier) if report else "", _sentence(graph, event))
        for taking in graph.subjects(KG.ofEvent, event):
            yield (*before, *_taking_part(graph, taking, lang), *after)
        for side in graph.objects(event, KG.side):
            yield (*before, label(graph, side, lang), "side", "", "", "", *after)


def _taking_part(graph: Graph, taking: Node, lang: str) -> tuple[str, ...]:
    agent, body, country = (graph.value(taking, property) for property in (KG.agent, KG.represents, KG.country))
    return (
        label(graph, agent, lang) if agent else "",
        local(graph.value(taking, KG.role)),
        first(graph, taking, KG.statedTitle),
        label(graph, body, lang) if body else "",
        label(graph, country, lang) if country else "",
    )


def _told_by(graph: Graph, event: Node, lang: str) -> str:
    tellers = list(graph.objects(event, KG.toldBy))
    speakers = [graph.value(teller, KG.speaker) for teller in tellers]
    if None in speakers:
        return "report"
    return min((label(graph, speaker, lang) for speaker in speakers if speaker), default="")


def _sentence(graph: Graph, event: Node) -> str:
    told = (graph.value(mention, KG.inSentence) for mention in graph.objects(event, KG.trigger))
    return min((first(graph, sentence, NIF.anchorOf) for sentence in told if sentence), default="")
