"""What can be asked, of what, and how mistakes are told."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef

from kg.errors import QueryError, StoreError
from kg.queries import query
from kg.queries.parameters import Parameter
from kg.store import DiskStore, Rows, Store

COUNT = "SELECT (COUNT(DISTINCT ?event) AS ?n) WHERE { ?event a kg:Event }"


@dataclass(frozen=True)
class Built:
    dataset: Dataset


@pytest.fixture(scope="module")
def folder(graph: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder as ``kg build`` leaves it: the store lies in ``store``."""
    out = tmp_path_factory.mktemp("out")
    DiskStore.create(out / "store").load(graph)
    return out


def test_every_kind_of_graph_can_be_asked(graph: Dataset, stores: tuple[Store, Store], folder: Path) -> None:
    for target in (graph, Built(graph), *stores, folder, str(folder), folder / "store"):
        assert [str(row[0]) for row in query(target, COUNT).rows] == ["7"]


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "none"):
        with pytest.raises(StoreError, match=rf"^{target}: .*kg build"):
            query(target, COUNT)


def test_the_columns_of_parameters_are_left_out(graph: Dataset) -> None:
    assert query(graph, "met", name="सुमन वर्मा").columns == ("date", "who", "status", "told_by", "event")


def test_text_and_files_can_declare_parameters(graph: Dataset, tmp_path: Path) -> None:
    text = (
        "# param name (name): somebody\n# param at_most (integer): rows [default 3]\n"
        "SELECT ?who ?name ?at_most WHERE { ?x kg:nameKey ?name ; rdfs:label ?who FILTER(STRLEN(?who) > ?at_most) }"
    )
    file = tmp_path / "mine.rq"
    file.write_text(text, encoding="utf-8")
    for question in (text, file, str(file)):
        rows = query(graph, question, name="हरि  थापा")
        assert rows == Rows(("who",), ((Literal("हरि थापा", lang="hi"),),))
        assert query(graph, question, name="हरि थापा", at_most=100).rows == ()


def test_a_text_without_declarations_takes_values_for_its_variables(stores: tuple[Store, Store]) -> None:
    for store in stores:
        by_key = query(store, "SELECT ?x ?key WHERE { ?x kg:nameKey ?key }", key="हरि थापा")
        assert by_key.columns == ("x", "key")
        (person,) = {row[0] for row in by_key.rows}
        names = query(store, "SELECT ?x ?name WHERE { ?x rdfs:label ?name }", x=f"<{person}>")
        assert [str(row[1]) for row in names.rows] == ["हरि थापा"]
        on = query(store, "SELECT ?e ?day WHERE { ?e a kg:Event ; kg:date ?day }", day=date(2024, 8, 5))
        assert len(on.rows) == 1
        number = query(store, "SELECT ?s ?n WHERE { ?s time:numericPosition ?n }", n=300)
        assert len(number.rows) == 1


@pytest.mark.parametrize(
    ("question", "given", "message"),
    [
        ("met", {}, "met: give name=VALUE (the person, in any spelling)"),
        ("met", {"name": "x", "nmae": "y"}, "met: no parameter 'nmae'; its parameters: name, lang"),
        ("sources", {"name": "x"}, "sources"),
        ("on-day", {"date": "30.7.2024"}, "parameter date: '30.7.2024' is not a day; write YYYY-MM-DD"),
        ("on-day", {"date": "2024-02-30"}, "parameter date: '2024-02-30' is not a day of the calendar"),
        ("evidence", {"node": "Ravi Kumar"}, "parameter node: 'Ravi Kumar' is not an IRI"),
        ("evidence", {"node": "event:a b"}, "parameter node: 'event:a b' is not an IRI"),
        ("doubtful", {"below": "high"}, "parameter below: 'high' is not a number"),
        ("doubtful", {"below": "NaN"}, "parameter below: 'NaN' is not a number"),
        ("who-meet-whom", {}, "no question named 'who-meet-whom'; there are who-met-whom"),
        ("SELECT ?x WHERE { ?x a kg:Event }", {"y": "1"}, "query: no variable ?y in it to give a value to"),
        ("# param x: no type\nASK {}", {}, "query: 'param x: no type'; write: # param NAME (TYPE)"),
        ("missing.rq", {}, "missing.rq: cannot be read"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", {}, "INSERT changes the graph"),
    ],
)
def test_a_mistake_is_one_line_that_names_it(
    graph: Dataset, question: str, given: dict[str, str], message: str
) -> None:
    with pytest.raises(QueryError) as raised:
        query(graph, question, **given)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_utf8_is_named(graph: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "broken.rq"
    file.write_bytes(b"SELECT \xff")
    with pytest.raises(QueryError, match=r"broken\.rq: cannot be read \(not UTF-8\)"):
        query(graph, file)


def test_part_of_a_name_is_met_with_the_names_that_hold_it(stores: tuple[Store, Store]) -> None:
    for store in stores:
        with pytest.raises(QueryError, match="nothing in the graph is called 'थापा'; names that hold it: हरि थापा$"):
            query(store, "met", name="थापा")


@pytest.mark.parametrize("name", ["nobody", "\udcff", '" } ; DROP ALL #', ""])
def test_a_name_that_nothing_bears_is_said(stores: tuple[Store, Store], name: str) -> None:
    for store in stores:
        with pytest.raises(QueryError, match="nothing in the graph is called .*; give a full name"):
            query(store, "met", name=name)
    assert query(stores[1], "participants").rows


@given(st.text(max_size=40))
def test_no_name_breaks_a_question(stores: tuple[Store, Store], name: str) -> None:
    try:
        assert query(stores[1], "find", name=name).rows
    except QueryError as error:
        assert str(error).startswith("nothing in the graph is called")


@pytest.mark.parametrize(
    ("type_", "value", "n3"),
    [
        ("text", "a", '"a"'),
        ("name", "ग़ज़ा  ", '"गजा"'),
        ("date", date(2024, 7, 30), '"2024-07-30"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("integer", "7", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", Decimal("0.90"), '"0.90"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", 1e-7, '"0.0000001"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("iri", "type:meeting", "<https://w3id.org/mulaqat/id/type/meeting>"),
        ("iri", "<https://example.org/a>", "<https://example.org/a>"),
        ("iri", URIRef("https://example.org/a"), "<https://example.org/a>"),
    ],
)
def test_parameters_become_terms(type_: str, value: object, n3: str) -> None:
    assert Parameter("p", type_, "help").term(value).n3() == n3


def test_five_questions_on_disk_take_less_than_a_second(folder: Path) -> None:
    start = time.perf_counter()
    for name in ("participants", "timeline", "hearsay", "pairs", "reports"):
        assert query(folder, name).rows
    assert time.perf_counter() - start < 1
