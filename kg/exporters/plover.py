"""Events as JSON lines in the shape of PLOVER's records (the successor of CAMEO): who did what to whom, when."""

from __future__ import annotations

import json
from typing import Any

from rdflib import DCTERMS, RDF, SKOS, Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from kg.exporters.labels import first, label, local
from kg.graph.namespaces import KG

_DONE_TO = {"counterpart", "elected"}


def plover(dataset: Dataset) -> bytes:
    """One line an event and report, sorted.

    ``id``, ``event_type`` (a PLOVER category, null where the type has none), ``cameo``, ``mode``, ``status``, ``date``
    (null where it is not one day), ``edtf``, ``source`` and ``target`` actors, ``place`` and the ``report``. PLOVER
    asks of an actor a name, a body and a country; who has another part than a counterpart's is a source.
    """
    concepts = dataset.default_graph
    lines: list[str] = []
    for graph in dataset.graphs():
        if graph.identifier != DATASET_DEFAULT_GRAPH_ID:
            lines += [_line(concepts, graph, event) for event in graph.subjects(RDF.type, KG.Event)]
    return "".join(sorted(lines)).encode("utf-8", "replace")


def _line(concepts: Graph, graph: Graph, event: Node) -> str:
    report, place = graph.value(event, KG.reportedIn), graph.value(event, KG.place)
    lang = first(graph, report, DCTERMS.language) if report else ""
    actors: dict[str, list[dict[str, Any]]] = {"source": [], "target": []}
    for taking in graph.subjects(KG.ofEvent, event):
        part = local(graph.value(taking, KG.role))
        actors["target" if part in _DONE_TO else "source"].append(_actor(graph, taking, part, lang))
    for side in graph.objects(event, KG.side):
        actors["source"].append({"name": label(graph, side, lang), "part": "side", "iri": str(side)})
    for found in actors.values():
        found.sort(key=lambda actor: json.dumps(actor, sort_keys=True))
    kinds = list(graph.objects(event, KG.eventType))
    record = {
        "id": str(event),
        "event_type": _code(concepts, kinds, "PLOVER"),
        "cameo": _code(concepts, kinds, "CAMEO"),
        "type": local(graph.value(event, KG.eventType)),
        "mode": local(graph.value(event, KG.mode)) or None,
        "status": local(graph.value(event, KG.status)),
        "date": first(graph, event, KG.date) or None,
        "edtf": first(graph, event, KG.edtf) or None,
        "place": label(graph, place, lang) if place else None,
        "report": first(graph, report, DCTERMS.identifier) if report else None,
        **actors,
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n"


def _actor(graph: Graph, taking: Node, part: str, lang: str) -> dict[str, Any]:
    agent, body, country = (graph.value(taking, property) for property in (KG.agent, KG.represents, KG.country))
    return {
        "name": label(graph, agent, lang) if agent else None,
        "iri": str(agent) if agent else None,
        "part": part,
        "title": first(graph, taking, KG.statedTitle) or None,
        "body": label(graph, body, lang) if body else None,
        "country": label(graph, country, lang) if country else None,
    }


def _code(concepts: Graph, kinds: list[Node], scheme: str) -> str | None:
    """The code of the nearest concept that has one, going up from the type of the event."""
    level = kinds
    while level:
        codes = sorted(
            str(code)
            for kind in level
            for code in concepts.objects(kind, SKOS.notation)
            if str(getattr(code, "datatype", "")).endswith(f"#{scheme}")
        )
        if codes:
            return codes[0]
        level = [broader for kind in level for broader in concepts.objects(kind, SKOS.broader)]
    return None
