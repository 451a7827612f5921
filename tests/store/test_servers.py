"""The third engine: real SPARQL servers, asked and written over HTTP, with the same rows as the other two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef

import kg
from kg.errors import QueryError, ResourceError, StoreError
from kg.graph import dataset
from kg.queries import query, questions
from kg.store import MemoryStore, Server
from kg.store.bound import bound_text
from kg.store.terms import to_oxigraph
from tests.store.test_store import A, B, count, two_reports
from tests.support.gold import extraction_from_gold, fixtures
from tests.support.servers import oxigraph_server, program, virtuoso
from tests.upkeep.conftest import dump, report, reports

GOLD = Path(__file__).resolve().parents[2] / "data" / "gold" / "hi"
STARTS = {"oxigraph": oxigraph_server, "virtuoso": virtuoso}


@pytest.fixture(scope="module", params=STARTS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if request.param == "virtuoso" and program("virtuoso-t") is None:
        pytest.skip("no Virtuoso here (tests/prepare.sh installs it)")
    with STARTS[request.param](tmp_path_factory.mktemp("server") / request.param) as server:
        yield server


@pytest.fixture
def empty(server: Server) -> Iterator[Server]:
    yield server
    store = server.open()
    for name in store.graphs():
        if name.startswith(("http://example.org/", "https://w3id.org/mulaqat/")):
            store.put(name, b"")
    if server.merged:
        store._ask("DELETE", str(server.graphs), params={"graph": server.merged}, fine=(404,))


def test_load_retract_and_replace_as_elsewhere(empty: Server) -> None:
    store = empty.open()
    store.load(two_reports())
    store.load(two_reports())
    assert count(store, "?s ?p ?o") == 3
    store.retract(str(B))
    assert count(store, "?s ?p ?o") == 2
    corrected = Dataset()
    corrected.graph(A).add((URIRef("http://example.org/x"), URIRef("http://example.org/p"), Literal("नया", lang="hi")))
    store.load(corrected)
    assert count(store, "?s ?p ?o") == 1
    for name in (str(B), "not an iri"):
        with pytest.raises(StoreError, match="graph"):
            store.retract(name)


@pytest.fixture(scope="module")
def both(server: Server) -> Iterator[tuple[Server, MemoryStore]]:
    graph = dataset([*fixtures(), *(extraction_from_gold(GOLD, f.stem) for f in sorted(GOLD.glob("*.json"))[:6])])
    server.open().load(graph)
    yield server, MemoryStore.over(graph)
    store = server.open()
    for part in graph.graphs():
        if part.identifier != graph.default_graph.identifier:
            store.put(str(part.identifier), b"")


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_named_questions_give_equal_rows(both: tuple[Server, MemoryStore], name: str) -> None:
    server, memory = both
    (question,) = [question for question in questions() if question.name == name]
    events = [str(row[0]) for row in memory.query("SELECT DISTINCT ?e { ?e a kg:Event } ORDER BY ?e LIMIT 1").rows]
    names = sorted(str(row[0]) for row in memory.query("SELECT ?n { ?p a foaf:Person ; rdfs:label ?n }").rows)
    values = {"since": "2000-01-01", "until": "2099-12-31", "node": events[0], "event": events[0], "name": names[0]}
    values |= {"other": names[1], "date": "2031-05-20"}
    given = {parameter.name: values[parameter.name] for parameter in question.parameters if parameter.default is None}
    assert query(server, name, **given) == query(memory, name, **given)


HOSTILE = ['"', "\\", "\\u0022", "' } #", '"@hi', "\n\r\t", "?name", "$0", "}", "\\U0001F600", "<http://x>", "अ\u200d"]


def test_values_are_values(empty: Server) -> None:
    """A value with the signs of the grammar finds itself, and nothing else."""
    store, graph = empty.open(), Dataset()
    for number, text in enumerate(HOSTILE):
        graph.graph(A).add((URIRef(f"http://example.org/{number}"), URIRef("http://example.org/p"), Literal(text)))
    store.load(graph)
    for number, text in enumerate(HOSTILE):
        rows = store.query("SELECT ?s ?x WHERE { ?s <http://example.org/p> ?x }", {"x": Literal(text)}).rows
        assert rows == ((URIRef(f"http://example.org/{number}"), Literal(text)),), text


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(blacklist_categories=("Cs",)), max_size=12))
def test_a_bound_text_has_the_value_in_it_and_stays_one_query(text: str) -> None:
    import pyoxigraph as ox

    whole, form = bound_text("SELECT ?x WHERE { BIND(?x AS ?y) }", {"x": str(to_oxigraph(Literal(text)))})
    assert form == "SELECT"
    assert [row["x"].value for row in ox.Store().query(whole)] == [text]


def test_variables_in_texts_remarks_and_addresses_are_none() -> None:
    text = 'SELECT ?x WHERE { ?s <http://a?x> "?x" , ?x } # ?x\nGROUP BY ?s ?x ORDER BY ?x ?s'
    put = bound_text(text, {"x": '"v"'})[0]
    assert put == 'SELECT ("v" AS ?x) WHERE { ?s <http://a?x> "?x" , "v" } # ?x\nGROUP BY ?s   ORDER BY   ?s'


@pytest.mark.parametrize("text", ["DROP ALL", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "SELECT * {", "nothing"])
def test_what_is_no_query_is_refused(server: Server, text: str) -> None:
    with pytest.raises(QueryError, match="query"):
        server.open().query(text)


def test_a_folder_whose_store_is_a_server(empty: Server, tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    kg.add(report(1), folder, checked=False)
    lines = [f'{key} = "{value}"' for key in Server.__dataclass_fields__ if (value := getattr(empty, key))]
    (folder / "server.toml").write_text("\n".join(lines) + "\n")
    (folder / "store").rename(tmp_path / "unused")
    kg.refresh(folder, checked=False)
    before = kg.query(folder, "participants").rows
    done = kg.add(reports(2, 3), folder, checked=False)
    assert done.written >= 2
    assert len(kg.query(folder, "reports").rows) == 3
    assert kg.verify(folder) == []
    kg.retract(["r-002", "r-003"], folder)
    assert kg.query(folder, "participants").rows == before
    assert kg.status(folder).engine == empty.query
    kg.restore(kg.backup(folder, tmp_path / "b.zip"), tmp_path / "restored")
    kg.build(report(1), tmp_path / "built")
    assert dump(tmp_path / "restored") == dump(tmp_path / "built")


def test_a_server_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"http://127.0.0.1:9/q: does not answer"):
        kg.query(Server("http://127.0.0.1:9/q"), "participants")
    with pytest.raises(StoreError, match="to write, give the server's update address"):
        Server("http://127.0.0.1:9/q").open().put("http://example.org/g", b"")
    kg.add(report(1), tmp_path / "graph", checked=False)
    for text, error in (('url = "x"', "unknown key"), ("", "'query' is missing"), ("query = 1", "is not text")):
        (tmp_path / "graph" / "server.toml").write_text(text)
        with pytest.raises((ResourceError, StoreError), match=error):
            kg.query(tmp_path / "graph", "participants")
