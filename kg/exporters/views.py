"""The graph in the words of schema.org and of SEM, by one CONSTRUCT query: ``views.rq``."""

from __future__ import annotations

from pathlib import Path

from rdflib import Dataset, Graph

from kg.graph.serialize import as_turtle

_QUERY = Path(__file__).with_name("views.rq")


def views(dataset: Dataset) -> bytes:
    """Events, people, bodies and places as ``schema:`` and ``sem:``, in Turtle; sorted.

    Only what is told as held, and in a report's own voice: neither vocabulary can say that something did not happen.
    """
    found = Graph()
    for triple in dataset.default_graph.query(_QUERY.read_text(encoding="utf-8")):
        found.add(triple)
    return as_turtle(found, {"sem": "http://semanticweb.cs.vu.nl/2009/11/sem/"}).encode()
