"""GraphML: events, people, bodies and places as nodes, how they hang together as edges."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rdflib import FOAF, ORG, RDF, Dataset, Graph
from rdflib.term import Node

from kg.exporters.labels import first, label, local
from kg.graph.namespaces import KG, SCHEMA

if TYPE_CHECKING:
    import networkx as nx

_KINDS = {
    FOAF.Person: "person",
    FOAF.Group: "group",
    ORG.Organization: "organization",
    SCHEMA.Place: "place",
    KG.Event: "event",
}
_EDGES = (KG.side, KG.organization, KG.country, KG.place, KG.before, KG.affiliation)
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(dataset: Dataset) -> bytes:
    """The merge of all reports as GraphML (UTF-8), nodes and edges sorted.

    A node's id is its IRI; it has ``kind``, ``label`` (Hindi where there is one) and, for events, ``type``, ``status``
    (several joined by a space where reports differ), ``date`` and ``edtf``. An edge has ``kind``: the property it
    comes from; for participants also ``part`` and ``role`` (the office in the words of a report).
    """
    import networkx as nx

    out = io.BytesIO()
    nx.write_graphml_xml(network(dataset), out, encoding="utf-8", prettyprint=True)
    return out.getvalue()


def network(dataset: Dataset) -> nx.MultiDiGraph[str]:
    """The nodes and edges, sorted."""
    import networkx as nx

    graph = dataset.default_graph
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = {node: kind for class_, kind in _KINDS.items() for node in graph.subjects(RDF.type, class_)}
    for node in sorted(kinds, key=str):
        found.add_node(_clean(str(node)), **_node(graph, node, kinds[node]))
    edges = sorted(_edges(graph, set(kinds)), key=lambda edge: (edge[0], edge[1], *edge[2].values()))
    for number, (left, right, data) in enumerate(edges):
        found.add_edge(_clean(left), _clean(right), key=f"e{number}", **data)
    return found


def _node(graph: Graph, node: Node, kind: str) -> dict[str, str]:
    data = {"kind": kind, "label": _clean(label(graph, node))}
    if kind != "event":
        return data
    status = " ".join(sorted(local(value) for value in graph.objects(node, KG.status)))
    kinds = " ".join(sorted(local(value) for value in graph.objects(node, KG.eventType)))
    when = {"date": first(graph, node, KG.date), "edtf": first(graph, node, KG.edtf)}
    return {**data, "type": kinds, "status": status, **when}


def _edges(graph: Graph, nodes: set[Node]) -> Iterator[tuple[str, str, dict[str, str]]]:
    for property in _EDGES:
        for left, right in graph.subject_objects(property):
            if left in nodes and right in nodes:
                yield str(left), str(right), {"kind": local(property), "part": "", "role": ""}
    for taking in graph.subjects(RDF.type, KG.Participation):
        event, agent = graph.value(taking, KG.ofEvent), graph.value(taking, KG.agent)
        if event in nodes and agent in nodes:
            parts = " ".join(sorted(local(part) for part in graph.objects(taking, KG.role)))
            role = _clean(first(graph, taking, KG.statedTitle))
            yield str(event), str(agent), {"kind": "participant", "part": parts, "role": role}


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 (section 2.2) does not allow."""
    return _NOT_IN_XML.sub("\ufffd", text)
