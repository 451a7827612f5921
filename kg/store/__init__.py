"""Where a graph is kept and asked: in memory (rdflib), in a folder on disk (Oxigraph), or by a SPARQL 1.1 server.

Named graphs, one a report, are the truth. The default graph is their merge with each triple once, so that a query
needs no GRAPH clause and all engines give the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rdflib import Dataset

from kg.store.disk import DiskStore
from kg.store.memory import MemoryStore
from kg.store.rows import Rows, Term, harmless
from kg.store.servers import Server

__all__ = ["DiskStore", "HasDataset", "MemoryStore", "Rows", "Server", "Store", "Term", "harmless"]


class HasDataset(Protocol):
    """Anything with an rdflib Dataset, such as a built knowledge graph."""

    @property
    def dataset(self) -> Dataset:
        """Named graphs, one a report."""


class Store(Protocol):
    """What each store can do."""

    def load(self, dataset: Dataset) -> None:
        """Add the named graphs of ``dataset``; one whose name is already here is replaced."""

    def retract(self, graph: str) -> None:
        """Drop a named graph, and from the default graph what no other named graph holds."""

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The answer to a SPARQL query, with variables bound beforehand."""
