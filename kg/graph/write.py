"""From extractions to graphs: one named graph a report, and their merge in the default graph."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rdflib import RDF, SKOS, BNode, Dataset, Graph, URIRef
from rdflib.term import Node

from kg.graph import iris
from kg.graph.entities import write_document, write_entity, write_notice
from kg.graph.events import write_claim, write_difference, write_event, write_told
from kg.graph.namespaces import PREFIXES
from kg.graph.sheet import Sheet
from kg.graph.times import epochs, write_count, write_when
from kg.nouns import Difference, Extraction
from kg.resources import path

Triple = tuple[Node, Node, Node]


def report_graph(extraction: Extraction) -> Graph:
    """All that was found in one report, in both layers, with evidence on every piece."""
    graph = Graph()
    for triple in report_triples(extraction):
        graph.add(triple)
    return graph


def report_triples(extraction: Extraction) -> Iterable[Triple]:
    """The triples of :func:`report_graph`, each once."""
    sheet = Sheet(extraction)
    write_document(sheet, extraction)
    for entity in extraction.entities:
        write_entity(sheet, entity)
    for event in extraction.events:
        write_event(sheet, event)
    for claim in extraction.claims:
        write_claim(sheet, claim)
    write_told(sheet, extraction)
    for when in extraction.times:
        write_when(sheet, when)
    for count in extraction.counts:
        write_count(sheet, count)
    for warning in extraction.warnings:
        write_notice(sheet, warning)
    return sheet.triples


def reference_graph() -> Graph:
    """What does not come from reports: the registry of epochs, each with its source."""
    return _copy(epochs())


def types_graph() -> Graph:
    """The concepts of the ontology: event types, parts, kinds of claim, statuses, modes, calendars."""
    return _copy(_concepts())


def links_graph(differences: Iterable[Difference]) -> Graph:
    """What reports tell unlike of one event, each difference between two of them; neither is held to be right."""
    graph = Graph()
    for found in differences:
        write_difference(graph, found)
    return graph


def dataset(extractions: Iterable[Extraction], differences: Iterable[Difference] = ()) -> Dataset:
    """A dataset with one named graph a report, the reference graph and the concepts.

    ``differences`` between reports that tell one event have a graph of their own. The default graph is the merge of
    all, without doubles, so that queries need neither GRAPH nor a union option. The
    order of the extractions has no bearing on the result.
    """
    merged = Dataset(default_union=False)
    for prefix, namespace in PREFIXES.items():
        merged.bind(prefix, namespace, replace=True)
    graphs = {iris.TYPES_GRAPH: types_graph(), iris.REFERENCE_GRAPH: reference_graph()}
    for extraction in extractions:
        named = iris.graph(extraction.report.id)
        graphs[named] = graphs[named] + report_graph(extraction) if named in graphs else report_graph(extraction)
    if len(unlike := links_graph(differences)):
        graphs[iris.LINKS_GRAPH] = unlike
    for named, graph in graphs.items():
        target = merged.graph(URIRef(named))
        for triple in graph:
            target.add(triple)
            merged.default_graph.add(triple)
    return merged


@lru_cache(maxsize=1)
def ontology() -> Graph:
    """Vocabulary, concepts, shapes and the shapes of the event types, as shipped; alignments are not in it."""
    folder, graph = path("ontology"), Graph()
    for file in sorted(folder.rglob("*.ttl")):
        if file.name != "alignments.ttl":
            graph.parse(file, format="turtle")
    return graph


@lru_cache(maxsize=1)
def _concepts() -> Graph:
    graph = Graph()
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        for node in ontology().subjects(RDF.type, kind):
            for triple in ontology().triples((node, None, None)):
                if not isinstance(triple[2], BNode):
                    graph.add(triple)
    return graph


def _copy(graph: Graph) -> Graph:
    copy = Graph()
    for triple in graph:
        copy.add(triple)
    return copy
