"""Rows as text: a table for people, CSV for spreadsheets, TSV and JSON for programs."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.query import Result
from rdflib.term import Variable

from kg.errors import QueryError
from kg.store import Rows, Term, harmless
from kg.store.prefixes import QUERY_PREFIXES
from kg.text import visible

_LEAST = 11
_NUMBERS = frozenset((XSD.integer, XSD.decimal, XSD.double, XSD.float))
_BY_LENGTH = sorted(QUERY_PREFIXES.items(), key=lambda item: -len(item[1]))


def rows_as(rows: Rows, form: str, width: int | None = None) -> str:
    """Rows as ``table``, ``csv``, ``tsv`` or ``json``.

    CSV, TSV and JSON are the SPARQL 1.1 results formats (W3C 2013); triples are written with the columns subject,
    predicate and object. In CSV, text that begins with ``= + - @``, a tab or a carriage return gets an apostrophe
    before it, so that no spreadsheet runs it; TSV and JSON keep every term as it is. ``width`` is that of the table in
    character cells, by default that of the terminal, or 160 where there is none. Raises
    :class:`kg.errors.QueryError` for another form.
    """
    if form == "table":
        return _table(rows, width or shutil.get_terminal_size((160, 24)).columns)
    if form not in _WRITERS:
        raise QueryError(f"{form}: no such form; there are table, {', '.join(_WRITERS)}")
    return _WRITERS[form](rows)


def short(term: Term | None) -> str:
    """A term for people: IRIs with a known prefix, literals by their text; empty where unbound."""
    if term is None:
        return ""
    if isinstance(term, URIRef):
        for prefix, namespace in _BY_LENGTH:
            local = term.removeprefix(namespace)
            if local and local != term and "/" not in local:
                return f"{prefix}:{local}"
    return str(term)


def _csv(rows: Rows) -> str:
    cells = tuple(tuple(_harmless_term(term) for term in row) for row in rows.rows)
    return (_result(Rows(rows.columns, cells)).serialize(format="csv") or b"").decode("utf-8")


def _harmless_term(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or (term.datatype in _NUMBERS and term.value is not None):
        return term
    return Literal(harmless(str(term)))


def _json(rows: Rows) -> str:
    text = _result(rows).serialize(format="json") or b""
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def _tsv(rows: Rows) -> str:
    select = _result(Rows(rows.columns, rows.rows)).serialize(format="json") or b""
    solutions = ox.parse_query_results(select, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError("tsv: not a table of solutions")
    return (solutions.serialize(format=ox.QueryResultsFormat.TSV) or b"").decode("utf-8")


def _result(rows: Rows) -> Result:
    if rows.form == "ask":
        answer = Result("ASK")
        answer.askAnswer = rows.rows[0][0] == Literal(True)
        return answer
    result = Result("SELECT")
    result.vars = [Variable(name) for name in rows.columns]
    result.bindings = [
        {Variable(name): term for name, term in zip(rows.columns, row, strict=True) if term is not None}
        for row in rows.rows
    ]
    return result


def _table(rows: Rows, width: int) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    longest = width - _LEAST * (len(rows.columns) - 1)
    for n, name in enumerate(rows.columns):
        terms = [row[n] for row in rows.rows]
        whole = all(isinstance(term, URIRef) and len(short(term)) <= longest for term in terms)
        table.add_column(Text(name), overflow="fold", no_wrap=whole)
    for row in rows.rows:
        table.add_row(*(Text(visible(short(term))) for term in row))
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, force_terminal=False, legacy_windows=False)
    console.print(table)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    count = len(rows.rows)
    return "\n".join([*lines, f"{count} row{'' if count == 1 else 's'}"]).lstrip("\n") + "\n"


_WRITERS: dict[str, Callable[[Rows], str]] = {"csv": _csv, "tsv": _tsv, "json": _json}
