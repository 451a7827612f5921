"""The graph in other formats, each with the same bytes for the same graph.

========  ====================================================================================================
ttl       flat layer, Turtle: one triple from event to participant; for reading and short queries
trig, nq  everything, one named graph a report
jsonld    flat layer, JSON-LD 1.1 with a context of short names
graphml   events, people, bodies and places as nodes, how they hang together as edges; for Gephi, yEd, networkx
csv       one row for each participation a report tells of; for spreadsheets
========  ====================================================================================================
"""

from __future__ import annotations

import os
from collections.abc import Callable

from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import StoreError
from kg.exporters.graphml import graphml
from kg.exporters.jsonld import jsonld
from kg.exporters.participations import participations
from kg.graph import nquads, trig, turtle
from kg.store import HasDataset

__all__ = ["EXPORTERS", "export"]

EXPORTERS: dict[str, Callable[[Dataset], bytes]] = {
    "ttl": lambda dataset: turtle(dataset).encode(),
    "trig": lambda dataset: trig(dataset).encode(),
    "nq": lambda dataset: nquads(dataset).encode(),
    "jsonld": jsonld,
    "graphml": graphml,
    "csv": participations,
}
"""Format name to the function that writes it; each is given a dataset with its merge in the default graph."""


def export(graph: Dataset | HasDataset, format: str) -> bytes:
    """A graph in one of the formats of :data:`EXPORTERS`, as bytes (UTF-8).

    The graph needs its named graphs only; their merge is made where the default graph is empty. Raises
    :class:`kg.errors.StoreError` for another format.
    """
    if format not in EXPORTERS:
        raise StoreError(f"{format}: no such format; there are {', '.join(EXPORTERS)}")
    if isinstance(graph, str | os.PathLike):
        raise StoreError(f"{graph}: a path; open the folder with kg.load first")
    return EXPORTERS[format](merged(graph if isinstance(graph, Dataset) else graph.dataset))


def merged(dataset: Dataset) -> Dataset:
    """``dataset`` where its default graph is filled, else a copy with the named graphs merged there."""
    if next(iter(dataset.graph(DATASET_DEFAULT_GRAPH_ID)), None) is not None:
        return dataset
    copy = Dataset()
    default = copy.graph(DATASET_DEFAULT_GRAPH_ID)
    for graph in dataset.graphs():
        own = copy.graph(graph.identifier)
        for triple in graph:
            own.add(triple)
            default.add(triple)
    return copy
