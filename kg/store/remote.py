"""A store behind a SPARQL 1.1 server: its query, update and graph-store addresses.

Update texts name graphs only; triples travel as N-Triples by the Graph Store HTTP Protocol, so that nothing from a
report is ever part of a text that a server runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import QueryError, StoreError
from kg.store.bound import bound_text, own_graphs_only
from kg.store.guard import one_line, refuse_unsafe
from kg.store.rows import Rows, Term, ask_rows, triple_rows
from kg.store.servers import Server
from kg.store.terms import from_oxigraph, quads_of, to_oxigraph

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_PATIENCE = 120.0


class RemoteStore:
    """Named graphs and their deduplicated merge in the default graph, on a server."""

    def __init__(self, server: Server, *, timeout: float = _PATIENCE, most: int | None = None) -> None:
        """``timeout`` is in seconds; of an answer at most ``most`` bytes are read."""
        import httpx

        self.server, self._most = server, most
        auth = httpx.DigestAuth(server.user, server.password or "") if server.user else None
        self._client = httpx.Client(timeout=timeout, auth=auth, trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def load(self, dataset: Dataset) -> None:
        """Add the named graphs of ``dataset``; one whose name is already here is replaced."""
        for graph in sorted(dataset.graphs(), key=lambda graph: str(graph.identifier)):
            if graph.identifier != DATASET_DEFAULT_GRAPH_ID and len(graph):
                quads = ox.Dataset(quads_of(graph))
                self.put(str(graph.identifier), ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"")

    def retract(self, graph: str) -> None:
        """Drop a named graph, and from the default graph what no other named graph holds.

        Raises :class:`StoreError` where there is no such graph.
        """
        if not _is_iri(graph):
            raise StoreError(f"{graph}: not an IRI, so no graph of the store")
        if next(iter(self.triples(graph)), None) is None:
            raise StoreError(f"{graph}: no such graph in the store")
        self.put(graph, b"")

    def put(self, graph: str, triples: bytes) -> None:
        """Make a named graph hold exactly ``triples`` (N-Triples); the default graph follows.

        Three requests; done again after a failure in between, they give the same end.
        """
        name = str(ox.NamedNode(graph))  # a checked IRI in angle brackets
        merged = str(ox.NamedNode(self.server.merged)) if self.server.merged else None
        into = f"GRAPH {merged} {{ ?s ?p ?o }}" if merged else "?s ?p ?o"
        others = f"?other != {name}" + (f" && ?other != {merged}" if merged else "")
        self._update(
            f"DELETE {{ {into} }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }}"
            f" FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER({others}) }} }}"
        )
        address = self._need(self.server.graphs, "graphs")
        if not triples:
            self._ask("DELETE", address, params={"graph": graph}, fine=(404,))
        else:
            self._ask("PUT", address, params={"graph": graph}, content=triples, headers={"Content-Type": _TRIPLES})
            self._update(f"INSERT {{ {into} }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}")

    def graphs(self) -> Iterator[str]:
        """The names of the named graphs, sorted."""
        rows = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        yield from sorted(name for (term,) in rows if (name := str(term)) != self.server.merged)

    def triples(self, graph: str) -> Iterator[ox.Triple]:
        """The triples of a named graph."""
        address = self._need(self.server.graphs, "graphs")
        answer = self._ask("GET", address, params={"graph": graph}, headers={"Accept": _TRIPLES}, fine=(404,))
        return (quad.triple for quad in ox.parse(answer, format=ox.RdfFormat.N_TRIPLES))

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Rows:
        """The answer to a SPARQL 1.1 query, with variables bound beforehand.

        Values are put in by the grammar, as a VALUES block, never into strings. Raises :class:`QueryError` for a text
        that is not a query, or that would update or leave the server; :class:`StoreError` where it does not answer.
        """
        refuse_unsafe(text)
        whole, form = bound_text(text, {name: str(to_oxigraph(value)) for name, value in (bindings or {}).items()})
        params: dict[str, str] = {"query": whole}
        if self.server.merged:
            params |= {"query": own_graphs_only(whole, self.server.merged), "default-graph-uri": self.server.merged}
        accept = _TRIPLES if form in _GRAPH_FORMS else _RESULTS
        answer = self._ask("POST", self.server.query, data=params, headers={"Accept": accept})
        return _rows(answer, form)

    def _update(self, text: str) -> None:
        address = self._need(self.server.update, "update")
        self._ask("POST", address, content=text.encode(), headers={"Content-Type": "application/sparql-update"})

    def _need(self, address: str | None, name: str) -> str:
        if address is None:
            raise StoreError(f"{self.server.query}: to write, give the server's {name} address too")
        return address

    def _ask(self, method: str, address: str, *, fine: Iterable[int] = (), **more: Any) -> bytes:
        import httpx

        try:
            with self._client.stream(method, address, **more) as answer:
                content = bytearray()
                for piece in answer.iter_bytes():
                    content += piece
                    if self._most is not None and len(content) > self._most:
                        raise QueryError(f"query: the answer is larger than {self._most} bytes; ask for less (LIMIT)")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{address}: does not answer ({one_line(str(error)) or type(error).__name__})") from error
        if answer.is_success:
            return bytes(content)
        if answer.status_code in fine:
            return b""
        reason = f"{answer.status_code}: {one_line(content.decode('utf-8', 'replace'))}"
        if answer.status_code == 400:
            raise QueryError(f"query: refused by {address} ({reason})")
        raise StoreError(f"{address}: refused ({reason})")


def _rows(content: bytes, form: str) -> Rows:
    try:
        if form in _GRAPH_FORMS:
            found = ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
            return triple_rows(
                {(from_oxigraph(t.subject), from_oxigraph(t.predicate), from_oxigraph(t.object)) for t in found}
            )
        answer = ox.parse_query_results(content, format=ox.QueryResultsFormat.JSON)
        if isinstance(answer, ox.QueryBoolean):
            return ask_rows(bool(answer))
        if form == "ASK":  # Virtuoso gives a row with a number
            return ask_rows(any(isinstance(row[0], ox.Literal) and row[0].value != "0" for row in answer))
        columns = tuple(variable.value for variable in answer.variables)
        return Rows(columns, tuple(tuple(map(_cell, solution)) for solution in answer))
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the server's answer cannot be read ({one_line(str(error))})") from error


def _cell(term: object) -> Term | None:
    return None if term is None else from_oxigraph(term)


def _is_iri(text: str) -> bool:
    try:
        return bool(ox.NamedNode(text))
    except ValueError:
        return False
