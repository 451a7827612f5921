"""A store on disk: a folder that Oxigraph reads and writes."""

from __future__ import annotations

import os
import re
import shutil
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyoxigraph as ox
from rdflib import Dataset, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg import outputs
from kg.errors import QueryError, StoreError
from kg.store.guard import not_projected, one_line, refuse_unsafe
from kg.store.prefixes import QUERY_PREFIXES
from kg.store.rows import Rows, Term, ask_rows, triple_rows
from kg.store.terms import dataset_quads, from_oxigraph, to_oxigraph

_STORE_FILE = "CURRENT"
_NOT_PROJECTED = re.compile(r"variable \?(\w+) in its SELECT")
_SYNTAX = re.compile(r"error at (\d+):(\d+): (.*)")
_RETRACT = (
    "DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }}"
    " FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }} }} ; DROP GRAPH {graph}"
)


class DiskStore:
    """Named graphs, and their deduplicated merge in the default graph, in an Oxigraph folder.

    One process may write; while it does, nobody else should read. Any number may read otherwise. To change a store that
    others read, change a :meth:`twin` and put it in the place of the first (:func:`kg.outputs.part`).
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
            handle = outputs.reading(folder)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be read as a store ({one_line(str(error))})") from error
        try:
            store = cls(folder, ox.Store.read_only(held(handle, folder)))
        except (OSError, RuntimeError) as error:
            os.close(handle)
            raise StoreError(f"{folder}: cannot be read as a store ({one_line(str(error))})") from error
        weakref.finalize(store, os.close, handle)
        return store

    @classmethod
    def twin(cls, folder: Path, of: Path) -> DiskStore:
        """A copy in the empty ``folder`` of a store that nobody writes, to read and write.

        The files with the data are never changed by Oxigraph, only replaced; so they are linked, not copied, where
        the file system can.
        """
        _require_store(of)
        handle = outputs.reading(of)
        try:
            for name in sorted(os.listdir(of)):
                if name == "LOCK" or name.startswith("LOG"):
                    continue
                try:
                    if not name.endswith(".sst"):
                        raise OSError
                    os.link(of / name, folder / name)
                except OSError:
                    shutil.copy2(of / name, folder / name)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be written ({one_line(str(error))})") from error
        finally:
            os.close(handle)
        return cls(folder, _open(folder))

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
        with _written(self.folder):
            self._store.bulk_extend(dataset_quads(dataset))
            self._store.flush()

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
        with _written(self.folder):
            self._store.update(_RETRACT.format(graph=name))  # a NamedNode is a checked IRI in angle brackets
            self._store.flush()

    def put(self, graph: str, triples: bytes) -> None:
        """Make a named graph hold exactly ``triples`` (N-Triples); the default graph follows.

        Not one transaction: for a store that nobody else reads, such as a :meth:`twin`.
        """
        name = ox.NamedNode(graph)
        with _written(self.folder):
            old = set(self.triples(graph))
            new = {quad.triple for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES)}
            for triple in old - new:
                self._store.remove(_quad(triple, name))
                held = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
                if all(quad.graph_name == ox.DefaultGraph() for quad in held):
                    self._store.remove(_quad(triple, ox.DefaultGraph()))
            self._store.extend(_quad(triple, into) for triple in new - old for into in (name, ox.DefaultGraph()))
            if not new:
                self._store.remove_graph(name)

    def bulk(self, quads: IO[bytes]) -> None:
        """Add quads (N-Quads), as many as there are, in constant memory. They name the default graph themselves."""
        with _written(self.folder):
            self._store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)

    def compact(self) -> None:
        """Put the files in order: after much was added, queries are several times faster. Takes minutes for 10 GB."""
        with _written(self.folder):
            self._store.optimize()

    def flush(self) -> None:
        """Have everything on the disk. Raises :class:`StoreError` where it is full."""
        with _written(self.folder):
            self._store.flush()

    def has(self, graph: str) -> bool:
        """Whether there is a named graph of this name."""
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def graphs(self) -> Iterator[str]:
        """The names of the named graphs, sorted."""
        yield from sorted(str(name.value) for name in self._store.named_graphs())

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """The triples of a named graph."""
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def dataset(self) -> Dataset:
        """The named graphs as an rdflib Dataset, in memory."""
        found = Dataset()
        for name in self.graphs():
            graph = found.graph(URIRef(name))
            for triple in self.triples(name):
                graph.add(
                    (from_oxigraph(triple.subject), from_oxigraph(triple.predicate), from_oxigraph(triple.object))
                )
        return found

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
                return triple_rows(
                    {(from_oxigraph(t.subject), from_oxigraph(t.predicate), from_oxigraph(t.object)) for t in answer}
                )
            columns = tuple(variable.value for variable in answer.variables)
            rows = tuple(
                tuple(None if solution[name] is None else from_oxigraph(solution[name]) for name in columns)
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


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """Oxigraph's errors in writing as one line that names the folder."""
    try:
        yield
    except (OSError, RuntimeError, SyntaxError) as error:
        raise StoreError(f"{folder}: cannot be written ({one_line(str(error))})") from error


def held(handle: int, folder: Path) -> str:
    """A path to a folder of which a handle is open; on Linux it leads there whatever becomes of the folder's name."""
    return f"/proc/self/fd/{handle}" if sys.platform.startswith("linux") else str(folder)


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


def _quad(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)
