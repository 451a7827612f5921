"""A store in memory: an rdflib Dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.processor import SPARQLResult
from rdflib.term import Identifier, Node, Variable

from kg.errors import QueryError, StoreError
from kg.store.guard import one_line, refuse_unsafe
from kg.store.rows import Rows, Term, ask_rows, same_term, triple_rows
from kg.store.sparql import dataset_asked, parse, require_projected


class MemoryStore:
    """Named graphs, and their deduplicated merge in the default graph, in an rdflib Dataset."""

    def __init__(self) -> None:
        self._dataset = Dataset()

    @classmethod
    def over(cls, dataset: Dataset) -> MemoryStore:
        """A store on ``dataset`` itself where its default graph is filled, else on a copy with the merge added."""
        store = cls()
        if _filled(dataset.graph(DATASET_DEFAULT_GRAPH_ID)) or not _named(dataset):
            store._dataset = dataset
        else:
            store.load(dataset)
        return store

    def load(self, dataset: Dataset) -> None:
        """Add the named graphs of ``dataset``; one whose name is already here is replaced."""
        merge = self._dataset.graph(DATASET_DEFAULT_GRAPH_ID)
        for graph in _named(dataset):
            name = cast(URIRef, graph.identifier)
            if self._has(name):
                self.retract(str(name))
            own = self._dataset.graph(name)
            for triple in graph:
                own.add(triple)
                merge.add(triple)

    def retract(self, graph: str) -> None:
        """Drop a named graph, and from the default graph what no other named graph holds.

        Raises :class:`StoreError` where there is no such graph.
        """
        name = URIRef(graph)
        if not self._has(name):
            raise StoreError(f"{graph}: no such graph in the store")
        gone = list(self._dataset.graph(name))
        self._dataset.remove_graph(name)
        merge = self._dataset.graph(DATASET_DEFAULT_GRAPH_ID)
        left = [other for other in _named(self._dataset) if other.identifier != name]
        for triple in gone:
            if not any(triple in other for other in left):
                merge.remove(triple)

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The answer to a SPARQL 1.1 query, with variables bound beforehand.

        Raises :class:`QueryError` for a text that is not a query, or that would update or leave the machine.
        """
        refuse_unsafe(text)
        parsed = parse(text)
        require_projected(parsed, bindings or {})
        dataset = dataset_asked(parsed, self._dataset)
        bound = cast("Mapping[str, Identifier]", bindings or {})
        try:
            result = SPARQLResult(evalQuery(dataset, parsed, bound))
            if result.type == "ASK":
                return ask_rows(bool(result.askAnswer))
            if result.graph is not None:
                return triple_rows({cast("tuple[Term, Term, Term]", tuple(map(_same, t))) for t in result.graph})
            columns = tuple(str(name) for name in result.vars or ())
            rows = tuple(tuple(_same(solution.get(Variable(name))) for name in columns) for solution in result.bindings)
        except RecursionError as error:
            raise QueryError("query: nested too deeply; take some brackets or unions out") from error
        except Exception as error:  # rdflib lets errors of its own through where a value has no place in an expression
            raise QueryError(f"query: rdflib cannot evaluate it ({one_line(str(error))})") from error
        return Rows(columns, rows)

    def _has(self, name: URIRef) -> bool:
        return any(graph.identifier == name for graph in _named(self._dataset))


def _named(dataset: Dataset) -> list[Graph]:
    named = [graph for graph in dataset.graphs() if graph.identifier != DATASET_DEFAULT_GRAPH_ID and _filled(graph)]
    return sorted(named, key=lambda graph: str(graph.identifier))


def _filled(graph: Graph) -> bool:
    return next(iter(graph), None) is not None


def _same(term: Node | None) -> Term | None:
    return None if term is None else same_term(cast(Term, term))
