"""Both stores: what a query may do, what it may not, and how a mistake is told."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
from rdflib import Dataset, Literal, URIRef

from kg.errors import KgError, QueryError
from kg.store import DiskStore, MemoryStore, Store

REPORT, OTHER = URIRef("http://example.org/report"), URIRef("http://example.org/other")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
MEETING = URIRef("https://w3id.org/mulaqat/id/event/meeting")


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    dataset = Dataset()
    dataset.graph(REPORT).add((MEETING, LABEL, Literal("मुलाक़ात", lang="hi")))
    dataset.graph(REPORT).add((MEETING, LABEL, Literal("meeting", lang="en")))
    dataset.graph(OTHER).add((MEETING, LABEL, Literal("service", lang="en")))
    empty = MemoryStore() if request.param == "memory" else DiskStore.create(tmp_path / "store")
    empty.load(dataset)
    return empty


def refused(store: Store, text: str) -> str:
    with pytest.raises(QueryError) as raised:
        store.query(text)
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300
    return str(raised.value)


def test_select_keeps_the_order_asked_for_and_unbound_cells(store: Store) -> None:
    answer = store.query(
        "SELECT ?name ?none WHERE { event:meeting rdfs:label ?name OPTIONAL { ?name ?x ?none } }"
        " ORDER BY DESC(STR(?name))"
    )
    assert answer.form == "select"
    assert answer.columns == ("name", "none")
    assert [(str(name), none) for name, none in answer.rows] == [
        ("मुलाक़ात", None),
        ("service", None),
        ("meeting", None),
    ]
    assert answer.rows[0][0] == Literal("मुलाक़ात", lang="hi")


def test_ask(store: Store) -> None:
    assert store.query('ASK { ?x rdfs:label "meeting"@en }').rows == ((Literal(True),),)
    assert store.query('ASK { ?x rdfs:label "meeting" }').rows == ((Literal(False),),)


def test_construct_and_describe_give_sorted_triples(store: Store) -> None:
    made = store.query("CONSTRUCT { ?x kg:words ?name } WHERE { ?x rdfs:label ?name FILTER(LANG(?name) = 'en') }")
    assert made.form == "triples"
    assert made.columns == ("subject", "predicate", "object")
    assert [str(row[2]) for row in made.rows] == ["meeting", "service"]
    described = store.query("DESCRIBE event:meeting")
    assert {row[2] for row in described.rows} == {
        Literal("मुलाक़ात", lang="hi"),
        Literal("meeting", lang="en"),
        Literal("service", lang="en"),
    }


def test_bound_parameters_are_values_not_text(store: Store) -> None:
    query = "SELECT ?x ?name WHERE { ?x rdfs:label ?name }"
    assert len(store.query(query, {"name": Literal("meeting", lang="en")}).rows) == 1
    hostile = Literal('meeting"@en } ; DROP ALL #', lang="en")
    assert store.query(query, {"name": hostile}).rows == ()
    assert len(store.query(query).rows) == 3


def test_an_iri_can_be_bound(store: Store) -> None:
    query = "SELECT ?x (COUNT(?name) AS ?n) WHERE { ?x rdfs:label ?name } GROUP BY ?x"
    assert str(store.query(query, {"x": MEETING}).rows[0][1]) == "3"
    assert store.query(query, {"x": REPORT}).rows == ()


def test_a_bound_variable_must_be_selected(store: Store) -> None:
    with pytest.raises(QueryError, match=r"\?name must stand in the SELECT clause"):
        store.query("SELECT ?x WHERE { ?x rdfs:label ?name }", {"name": Literal("meeting", lang="en")})


def test_a_graph_clause_names_the_report(store: Store) -> None:
    answer = store.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?x rdfs:label ?name } } ORDER BY ?g")
    assert answer.rows == ((OTHER,), (REPORT,))


def test_from_reads_graphs_of_the_store_and_nothing_else(store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> 'secret' .", encoding="utf-8")
    count = "SELECT (COUNT(*) AS ?n) FROM <{}> WHERE {{ ?s ?p ?o }}"
    assert str(store.query(count.format(OTHER)).rows[0][0]) == "1"
    assert str(store.query(count.format(REPORT)).rows[0][0]) == "2"
    assert str(store.query(count.format(secret.as_uri())).rows[0][0]) == "0"
    named = f"SELECT ?g FROM NAMED <{OTHER}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert store.query(named).rows == ((OTHER,),)


UPDATES = (
    'INSERT DATA { <urn:a> <urn:b> "c" }',
    "DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://example.org/x.ttl>",
    "CLEAR ALL",
    "DROP ALL",
    "# a remark\nPREFIX ex: <http://example.org/>\n  drop graph ex:report",
    "WITH <http://example.org/report> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "\\u0044ROP ALL",
)


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_refused_and_change_nothing(store: Store, text: str) -> None:
    assert "changes the graph" in refused(store, text)
    assert len(store.query("SELECT ?s ?o WHERE { ?s ?p ?o }").rows) == 3


def test_a_query_followed_by_an_update_is_no_query(store: Store) -> None:
    refused(store, "SELECT * WHERE { ?s ?p ?o } ; DROP ALL")
    assert len(store.query("SELECT ?s ?o WHERE { ?s ?p ?o }").rows) == 3


SERVICES = (
    "SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * WHERE { service : { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * WHERE { SERVICE#not a remark\n x: # nor this\n{ ?s ?p ?o } }",
    "SELECT * WHERE { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p ?o FILTER(?a<'x>')SERVICE<URL>{ ?s ?p 'o' } }",
    "SELECT * WHERE { ?s ?p trueSERVICE<URL>{ ?s ?p 'o' } }",
    "SELECT * WHERE { ?s ?p ?o { SELECT * WHERE { SERVICE <URL> { ?s ?p ?o } } } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
)


@pytest.mark.parametrize("text", SERVICES)
def test_no_query_leaves_the_machine(store: Store, text: str) -> None:
    """A listener on this machine sees no connection, and the refusal says why."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        calls: list[object] = []

        def listen() -> None:
            try:
                calls.append(listener.accept())
            except TimeoutError:
                return

        thread = threading.Thread(target=listen)
        thread.start()
        message = refused(store, text.replace("URL", f"http://127.0.0.1:{listener.getsockname()[1]}/sparql"))
        thread.join()
    assert calls == []
    assert "SERVICE" in message


def test_the_word_service_may_be_asked_for(store: Store) -> None:
    text = "PREFIX service: <http://example.org/> # service: a remark\nSELECT ?service ?x { ?x rdfs:label ?service . "
    assert len(store.query(text + "FILTER(STR(?service) = 'service') FILTER(?x != service:service) }").rows) == 1


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("SELECT ?x WHERE { ?x a }", "line 1, column"),
        ("SELECT ?x\nWHERE { ?x a ?y\n  FILTER( }", "line 3, column"),
        ("nonsense", "line 1, column"),
        ("", "line 1, column 1"),
    ],
)
def test_a_syntax_error_tells_its_place(store: Store, text: str, where: str) -> None:
    assert where in refused(store, text)


def test_half_a_character_is_refused(store: Store) -> None:
    assert "half a character" in refused(store, "ASK { ?x ?y '\ud83d' }")


def test_an_unknown_prefix_is_a_query_error(store: Store) -> None:
    assert "refix" in refused(store, "SELECT ?x WHERE { ?x nowhere:to ?y }")


@pytest.mark.parametrize(
    "text", ["SELECT * WHERE " + "{" * 20000, "SELECT (" + "(" * 20000, "ASK { FILTER(" + "!" * 60000]
)
def test_a_query_that_would_overflow_a_parser_is_refused(store: Store, text: str) -> None:
    assert "at most" in refused(store, text)


def test_a_long_chain_of_signs_gives_an_answer_or_one_line(store: Store) -> None:
    try:
        store.query("ASK { FILTER(" + "!" * 400 + "true) }")
    except KgError as error:
        assert "\n" not in str(error)
