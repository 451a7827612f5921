"""A store on disk: a folder that Oxigraph reads and writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pyoxigraph as ox
from rdflib import BNode, Dataset, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.namespace import XSD

from kg.errors import QueryError, StoreError
from kg.store.guard import not_projected, one_line, refuse_unsafe
from kg.store.prefixes import QUERY_PREFIXES
from kg.store.rows import Rows, Term, ask_rows, same_term, triple_rows

_STORE_FILE = "CURRENT"
_NOT_PROJECTED = re.compile(r"variable \?(\w+) in its SELECT")
_SYNTAX = re.compile(r"error at (\d+):(\d+): (.*)")
_RETRACT = (
    "DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }}"
    " FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }} }} ; DROP GRAPH {graph}"
)


class DiskStore:
    """Named graphs, and their deduplicated merge in the default graph, in an Oxigraph folder.

    One process may write; while it does, nobody else should read. Any number may read otherwise.
    """

    def __init__(self, folder: Path, store: ox.Store) -> None:
        self.folder = folder
        self._store = store

    @classmethod
    def create(cls, folder: Path | str) -> DiskStore:
        """A new, empty store. Raises :class:`StoreError` where the folder holds anything, or cannot be written."""
        folder = Path(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{folder}: not an empty folder; choose another for the store")
        return cls(folder, _open(folder))

    @classmethod
    def open(cls, folder: Path | str) -> DiskStore:
        """A store there is, to read and write. Raises :class:`StoreError` where there is none, or it is in use."""
        folder = Path(folder)
        _require_store(folder)
        return cls(folder, _open(folder))

    @classmethod
    def read_only(cls, folder: Path | str) -> DiskStore:
        """A store there is, for queries only. Raises :class:`StoreError` where there is none."""
        folder = Path(folder)
        _require_store(folder)
        try:
            return cls(folder, ox.Store.read_only(str(folder)))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{folder}: cannot be read as a store ({one_line(str(error))})") from error

    def load(self, dataset: Dataset) -> None:
        """Add the named graphs of ``dataset``; one whose name is already here is replaced."""
        names = {
            str(graph.identifier)
            for graph in dataset.graphs()
            if graph.identifier != DATASET_DEFAULT_GRAPH_ID and len(graph)
        }
        for name in sorted(names):
            if self._store.contains_named_graph(ox.NamedNode(name)):
                self.retract(name)
        try:
            self._store.bulk_extend(_quads(dataset))
            self._store.flush()
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.folder}: cannot be written ({one_line(str(error))})") from error

    def retract(self, graph: str) -> None:
        """Drop a named graph, and from the default graph what no other named graph holds, in one transaction.

        Raises :class:`StoreError` where there is no such graph.
        """
        try:
            name = ox.NamedNode(graph)
        except ValueError as error:
            raise StoreError(f"{graph}: not an IRI, so no graph of the store") from error
        if not self._store.contains_named_graph(name):
            raise StoreError(f"{graph}: no such graph in the store")
        try:
            self._store.update(_RETRACT.format(graph=name))  # a NamedNode is a checked IRI in angle brackets
            self._store.flush()
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{self.folder}: cannot be written ({one_line(str(error))})") from error

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The answer to a SPARQL 1.1 query, with variables bound beforehand; each must stand in the SELECT clause.

        Raises :class:`QueryError` for a text that is not a query, or that would update or leave the machine.
        """
        refuse_unsafe(text)
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): to_oxigraph(value) for name, value in (bindings or {}).items()
        }
        try:
            answer = self._store.query(text, prefixes=QUERY_PREFIXES, substitutions=bound)
            if isinstance(answer, ox.QueryBoolean):
                return ask_rows(bool(answer))
            if isinstance(answer, ox.QueryTriples):
                return triple_rows({(_term(t.subject), _term(t.predicate), _term(t.object)) for t in answer})
            columns = tuple(variable.value for variable in answer.variables)
            rows = tuple(
                tuple(None if solution[name] is None else _term(solution[name]) for name in columns)
                for solution in answer
            )
        except SyntaxError as error:
            raise QueryError(_syntax_message(error)) from error
        except RuntimeError as error:
            unbound = _NOT_PROJECTED.search(str(error))
            raise QueryError(not_projected(unbound[1]) if unbound else f"query: {one_line(str(error))}") from error
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be read ({one_line(str(error))})") from error
        return Rows(columns, rows)


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


def _quads(dataset: Dataset) -> Iterator[ox.Quad]:
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


def _term(term: object) -> Term:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if not isinstance(term, ox.Literal):
        raise QueryError("query: an answer holds a triple term, which rdflib cannot hold; select its parts")
    if term.language:
        return Literal(term.value, lang=term.language)
    return same_term(Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False))


def _require_store(folder: Path) -> None:
    if not folder.exists():
        raise StoreError(f"{folder}: no such folder; build one with: kg build REPORTS -o FOLDER")
    if not (folder / _STORE_FILE).is_file():
        raise StoreError(f"{folder}: not a store; build one with: kg build REPORTS -o FOLDER")


def _open(folder: Path) -> ox.Store:
    try:
        return ox.Store(str(folder))
    except (OSError, RuntimeError) as error:
        reason = str(error)
        if "lock" in reason.lower():
            raise StoreError(f"{folder}: in use by another process; wait until it has finished writing") from error
        raise StoreError(f"{folder}: cannot be opened as a store ({one_line(reason)})") from error


def _syntax_message(error: SyntaxError) -> str:
    message = one_line(str(error))
    found = _SYNTAX.match(message)
    return f"query, line {found[1]}, column {found[2]}: {found[3]}" if found else f"query: {message}"
