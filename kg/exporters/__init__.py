"""The graph in other formats, each with the same bytes for the same graph.

========  ====================================================================================================
ttl       flat layer, Turtle: one triple from event to participant; for reading and short queries
trig, nq  everything, one named graph a report
jsonld    flat layer, JSON-LD 1.1 with a context of short names
graphml   events, people, bodies and places as nodes, how they hang together as edges; for Gephi, yEd, networkx
gexf      the same for Gephi's own format
csv       one row for each participation a report tells of; for spreadsheets
parquet   tables of events, participations, claims and persons, in a ZIP archive (extra ``parquet``)
plover    one line of JSON an event and report, in the shape of PLOVER
views     what is told as held, in the words of schema.org and SEM, Turtle
void      a description of the dataset in VoID and DCAT, Turtle
========  ====================================================================================================
"""

from __future__ import annotations

import os
from collections.abc import Callable

from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import StoreError
from kg.exporters.gexf import gexf
from kg.exporters.graphml import graphml
from kg.exporters.jsonld import jsonld
from kg.exporters.parquet import parquet
from kg.exporters.participations import participations
from kg.exporters.plover import plover
from kg.exporters.views import views
from kg.exporters.void import void
from kg.graph import nquads, trig, turtle
from kg.store import HasDataset

__all__ = ["EXPORTERS", "export"]

EXPORTERS: dict[str, Callable[[Dataset], bytes]] = {
    "ttl": lambda dataset: turtle(dataset).encode(),
    "trig": lambda dataset: trig(dataset).encode(),
    "nq": lambda dataset: nquads(dataset).encode(),
    "jsonld": jsonld,
    "graphml": graphml,
    "gexf": gexf,
    "csv": participations,
    "parquet": parquet,
    "plover": plover,
    "views": views,
    "void": void,
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
