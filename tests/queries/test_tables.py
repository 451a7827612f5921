"""Rows as text: exact formats, and nothing in a cell that a terminal or a spreadsheet would obey."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef

from kg.errors import QueryError
from kg.queries import query, rows_as
from kg.store import Rows

XSD = "http://www.w3.org/2001/XMLSchema#"
EVENT = URIRef("https://w3id.org/mulaqat/id/event/meeting-1")
ROWS = Rows(
    ("event", "who", "n", "none"),
    (
        (EVENT, Literal("ख़ामेनेई", lang="hi"), Literal("-4", datatype=URIRef(XSD + "integer")), None),
        (EVENT, Literal('=HYPERLINK("http://x")'), Literal("two\nlines"), None),
    ),
)


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_csv_is_the_sparql_form_with_harmless_cells() -> None:
    assert cells(rows_as(ROWS, "csv")) == [
        ["event", "who", "n", "none"],
        [str(EVENT), "ख़ामेनेई", "-4", ""],
        [str(EVENT), '\'=HYPERLINK("http://x")', "two\nlines", ""],
    ]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("=+-@\t\r"), max_size=8))
def test_no_text_cell_of_a_csv_begins_a_formula(text: str) -> None:
    rows = Rows(("a",), ((Literal(text),), (Literal(text, lang="hi"),)))
    for row in cells(rows_as(rows, "csv"))[1:]:
        cell = row[0] if row else ""
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_false_number_is_text_for_a_spreadsheet() -> None:
    rows = Rows(("a",), ((Literal("-1+cmd()", datatype=URIRef(XSD + "integer")),),))
    assert cells(rows_as(rows, "csv"))[1] == ["'-1+cmd()"]


def test_tsv_keeps_every_term() -> None:
    lines = rows_as(ROWS, "tsv").splitlines()
    assert lines[0] == "?event\t?who\t?n\t?none"
    assert lines[1].split("\t") == [f"<{EVENT}>", '"ख़ामेनेई"@hi', "-4", ""]
    back = pyoxigraph.parse_query_results(rows_as(ROWS, "tsv"), format=pyoxigraph.QueryResultsFormat.TSV)
    assert [solution["who"].value for solution in back] == ["ख़ामेनेई", '=HYPERLINK("http://x")']


def test_json_is_the_sparql_form() -> None:
    found = json.loads(rows_as(ROWS, "json"))
    assert found["head"] == {"vars": ["event", "who", "n", "none"]}
    first, second = found["results"]["bindings"]
    assert first["event"] == {"type": "uri", "value": str(EVENT)}
    assert first["who"] == {"type": "literal", "value": "ख़ामेनेई", "xml:lang": "hi"}
    assert first["n"] == {"type": "literal", "value": "-4", "datatype": XSD + "integer"}
    assert "none" not in first
    assert second["who"]["value"] == '=HYPERLINK("http://x")'
    assert "ख़ामेनेई" in rows_as(ROWS, "json")


def test_ask_in_every_form(graph: Dataset) -> None:
    rows = query(graph, "ASK { ?event a kg:Event }")
    assert json.loads(rows_as(rows, "json"))["boolean"] is True
    assert cells(rows_as(rows, "csv")) == [["ask"], ["true"]]
    assert rows_as(rows, "tsv").splitlines() == ["?ask", "true"]
    assert "true" in rows_as(rows, "table")


def test_triples_in_every_form(graph: Dataset) -> None:
    rows = query(graph, "CONSTRUCT { ?event kg:date ?day } WHERE { ?event a kg:Event ; kg:date ?day }")
    assert cells(rows_as(rows, "csv"))[0] == ["subject", "predicate", "object"]
    assert json.loads(rows_as(rows, "json"))["head"]["vars"] == ["subject", "predicate", "object"]
    assert len(rows_as(rows, "tsv").splitlines()) == len(rows.rows) + 1 == 6


def test_a_table_shortens_iris_and_counts_rows() -> None:
    text = rows_as(ROWS, "table")
    assert "event:meeting-1" in text
    assert "ख़ामेनेई" in text
    assert text.endswith("\n2 rows\n")
    assert rows_as(Rows(("a",), ((Literal("x"),),)), "table").endswith("\n1 row\n")
    assert rows_as(Rows(("a",), ()), "table").endswith("\n0 rows\n")


def test_columns_of_a_table_line_up_under_devanagari() -> None:
    """Combining signs take no cell of their own, so the second column begins at the same place."""
    from rich.cells import cell_len

    rows = Rows(("who", "n"), ((Literal("कि"), Literal("X")), (Literal("abcdef"), Literal("X"))))
    lines = [line for line in rows_as(rows, "table").splitlines() if line.endswith("X")]
    assert len({cell_len(line[: line.index("X")]) for line in lines}) == 1


def test_a_table_is_text_only() -> None:
    """No terminal escape, no markup, no change of direction gets through."""
    hostile = Literal("[red]a[/red]\x1b[31mb\x07\u202ec\r\nd\te\x9b")
    text = rows_as(Rows(("[b]x",), ((hostile,),)), "table")
    assert "[red]a[/red]" in text
    assert not set(text) & set("\x1b\x07\u202e\r\t\x9b")
    assert "d e" in text


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(QueryError, match="xml: no such form; there are table, csv, tsv, json"):
        rows_as(ROWS, "xml")


def test_an_iri_stays_whole_where_there_is_room_beside_it() -> None:
    node = URIRef("https://w3id.org/mulaqat/id/event/meeting-2023-05-24-7133790c")
    row = (Literal("a b " * 20), Literal("c d " * 20), node)
    assert "event:meeting-2023-05-24-7133790c" in rows_as(Rows(("a", "b", "event"), (row,)), "table", width=80)
