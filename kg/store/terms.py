"""Terms of rdflib as terms of Oxigraph, and back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import XSD

from kg.errors import QueryError
from kg.store.rows import Term, same_term


def to_oxigraph(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """An rdflib term as an Oxigraph term. Raises :class:`QueryError` for an IRI that is not one."""
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    try:
        return ox.NamedNode(str(term))
    except ValueError as error:
        raise QueryError(f"{term}: not an absolute IRI") from error


def from_oxigraph(term: object) -> Term:
    """An Oxigraph term as an rdflib term. Raises :class:`QueryError` for a triple term."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise QueryError("query: an answer holds a triple term, which rdflib cannot hold; select its parts")
    if term.language:
        return Literal(term.value, lang=term.language)
    return same_term(Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False))


def quads_of(graph: Graph) -> Iterator[ox.Quad]:
    """The triples of an rdflib graph as quads of the default graph."""
    for subject, predicate, object_ in graph:
        node = cast("ox.NamedNode | ox.BlankNode", to_oxigraph(cast(Term, subject)))
        yield ox.Quad(node, ox.NamedNode(str(predicate)), to_oxigraph(cast(Term, object_)))


def dataset_quads(dataset: Dataset) -> Iterator[ox.Quad]:
    """The quads of the named graphs of a dataset, each also in the default graph."""
    for subject, predicate, object_, graph in dataset.quads():
        if graph is None or graph == DATASET_DEFAULT_GRAPH_ID:
            continue
        triple = (
            cast("ox.NamedNode | ox.BlankNode", to_oxigraph(cast(Term, subject))),
            ox.NamedNode(str(predicate)),
            to_oxigraph(cast(Term, object_)),
        )
        yield ox.Quad(*triple, ox.NamedNode(str(graph)))
        yield ox.Quad(*triple, ox.DefaultGraph())
