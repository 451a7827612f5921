"""Ask a graph: a named question, SPARQL text, or a file of it."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from rdflib import Dataset, Literal

from kg.errors import QueryError, ResourceError
from kg.queries.named import Question, declared, questions
from kg.queries.parameters import bindings, free_term
from kg.store import DiskStore, HasDataset, MemoryStore, Rows, Server, Store, Term
from kg.store.servers import server_of

STORE_FOLDER = "store"
"""Where ``kg build`` puts the store in its output folder."""

_NAME = re.compile(r"[\w.-]+")
_NEAR = """
SELECT DISTINCT ?name ?key
WHERE { ?node kg:nameKey ?other ; rdfs:label ?label FILTER(CONTAINS(?other, ?key)) BIND(STR(?label) AS ?name) }
ORDER BY ?name LIMIT 5
"""
_VARIABLE = re.compile(r"[?$](\w+)")


Graph: TypeAlias = "Store | Server | Dataset | HasDataset | str | os.PathLike[str]"
"""What can be asked: a store, a server, an rdflib Dataset, an object that has one, or an output folder."""


def open_graph(graph: Graph) -> Store:
    """A store to ask. Raises :class:`kg.errors.StoreError` for a folder that holds none."""
    if isinstance(graph, MemoryStore | DiskStore):
        return graph
    if isinstance(graph, Dataset):
        return MemoryStore.over(graph)
    if isinstance(graph, Server):
        return graph.open()
    if isinstance(graph, str | os.PathLike):
        folder = Path(graph)
        server = server_of(folder)
        if server is not None:
            return server.open()
        inner = folder / STORE_FOLDER
        return DiskStore.read_only(inner if inner.is_dir() else folder)
    if isinstance(getattr(graph, "dataset", None), Dataset):
        return MemoryStore.over(graph.dataset)  # type: ignore[union-attr]
    return graph  # type: ignore[return-value]


def query(graph: Graph, question: str | os.PathLike[str], /, **parameters: object) -> Rows:
    """The answer of ``graph`` to a question.

    ``question`` is the name of one of :func:`questions`, SPARQL 1.1 text (SELECT, ASK, CONSTRUCT, DESCRIBE), or the
    path of an ``.rq`` file. ``parameters`` are bound as values, never pasted into the text; a declared one is checked
    against its type and left out of the columns. The prefixes of the vocabulary need no declaration. Questions that
    list a whole graph show five hundred of what they list, or ``most=``, and all with ``most=0``; ``cut`` of the rows
    says whether there is more.

    Raises :class:`kg.errors.QueryError` for a query that cannot be read, a wrong parameter, or a name that nothing in
    the graph bears; :class:`kg.errors.StoreError` for a graph that cannot be opened.
    """
    found = find_question(question)
    if found.parameters:
        bound = bindings(found.parameters, parameters, found.name)
    else:
        variables = set(_VARIABLE.findall(found.text))
        unknown = sorted(set(parameters) - variables)
        if unknown:
            raise QueryError(f"{found.name}: no variable ?{unknown[0]} in it to give a value to")
        bound = {name: free_term(name, value) for name, value in parameters.items()}
    count = found.count
    most = int(bound.pop(count.name)) if count is not None else 0
    store = open_graph(graph)
    for parameter in found.parameters:
        if parameter.type == "name":
            require_name(store, bound[parameter.name], str(parameters[parameter.name]))
    hidden = frozenset(parameter.name for parameter in found.parameters)
    one_to_one = most and count is not None and count.type == "rows"
    text = found.text if count is None else found.with_most(most + 1 if one_to_one else most)
    rows = store.query(text, bound).without(hidden)
    if one_to_one:
        return replace(rows, rows=rows.rows[:most], cut=len(rows.rows) > most)
    return replace(rows, cut=True) if most and _more(store, found.beyond(most), bound) else rows


def _more(store: Store, beyond: str, bound: Mapping[str, Term]) -> bool:
    """Whether a query (:meth:`Question.beyond`) has rows; values are given for what stands in its SELECT clause."""
    projected = set(_VARIABLE.findall(beyond.partition(" WHERE ")[0]))
    return bool(store.query(beyond, {name: term for name, term in bound.items() if name in projected}).rows)


def require_name(store: Store, key: Term, name: str) -> None:
    """Raise :class:`QueryError` where nothing bears ``name`` (folded: ``key``), with up to five that hold it."""
    given = {"key": key}
    if store.query("ASK { ?node kg:nameKey ?key }", given).rows[0][0] == Literal(True):
        return
    near = [f"{row[0]}" for row in store.query(_NEAR, given).rows] if str(key) else []
    hint = (
        f"names that hold it: {', '.join(near)}" if near else "give a full name; kg query find -p name=... looks one up"
    )
    raise QueryError(f"nothing in the graph is called {name!r}; {hint}")


def find_question(question: str | os.PathLike[str]) -> Question:
    """A named question, or a text or file as a question of its own. Raises :class:`QueryError` where there is none."""
    if isinstance(question, os.PathLike) or (question.endswith(".rq") and "\n" not in question):
        return _from_file(Path(question))
    named = {known.name: known for known in questions()}
    if question in named:
        return named[question]
    if _NAME.fullmatch(question.strip()):
        near = difflib.get_close_matches(question.strip(), named, n=3) or sorted(named)
        raise QueryError(f"no question named {question.strip()!r}; there are {', '.join(near)} (all: kg questions)")
    return _from_text("query", question)


def _from_file(file: Path) -> Question:
    try:
        return _from_text(file.name, file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(f"{file}: cannot be read ({reason}); give a readable file in UTF-8") from error


def _from_text(name: str, text: str) -> Question:
    try:
        return Question(name, "", "", declared(text, name), text)
    except ResourceError as error:
        raise QueryError(str(error)) from error
