"""The W3C's SPARQL 1.1 protocol tests (sparql11/protocol of w3c/rdf-tests): every case of a query, by its name there.

An update is refused, whatever its case expects: the endpoint is read-only.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox
import pytest

from tests.server.conftest import DATA

ONE, TWO, THREE = (DATA.format(number) for number in (1, 2, 3))
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
BOTH = f"ASK {{ <{ONE}> a ?type . <{TWO}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
FULL = f"ASK {{ <{THREE}> a ?type GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"
MULTIPLE = (
    f"ASK FROM <{THREE}> {{ GRAPH ?g1 {{ <{ONE}> a ?type }} GRAPH ?g2 {{ <{TWO}> a ?type }} }}"  # the protocol's wins
)


def graphs(*pairs: tuple[str, str], **more: str) -> str:
    return "/sparql/?" + urlencode([*pairs, *more.items()], quote_via=quote)


def default(*names: str) -> list[tuple[str, str]]:
    return [("default-graph-uri", name) for name in names]


def named(*names: str) -> list[tuple[str, str]]:
    return [("named-graph-uri", name) for name in names]


ASKED = {
    "query_post_form": ("POST", graphs(*default(DATA.format(0))), FORM, b"query=ASK%20%7B%7D"),
    "query_dataset_default_graphs_get": ("GET", graphs(*default(ONE, TWO), query=BOTH), {}, b""),
    "query_dataset_default_graphs_post": ("POST", graphs(*default(ONE, TWO)), DIRECT, BOTH.encode()),
    "query_dataset_named_graphs_post": ("POST", graphs(*named(ONE, TWO)), DIRECT, NAMED.encode()),
    "query_dataset_named_graphs_get": ("GET", graphs(*named(ONE, TWO), query=NAMED), {}, b""),
    "query_dataset_full": ("POST", graphs(*default(THREE), *named(ONE, TWO)), DIRECT, FULL.encode()),
    "query_multiple_dataset": ("POST", graphs(*default(THREE), *named(ONE, TWO)), DIRECT, MULTIPLE.encode()),
    "query_get": ("GET", "/sparql?query=ASK%20%7B%7D", {}, b""),
    "query_post_direct": ("POST", "/sparql/", DIRECT, b"ASK {}"),
    "query_content_type_ask": ("GET", "/sparql/?query=ASK%20%7B%7D", {}, b""),
}


@pytest.mark.parametrize("case", ASKED)
def test_query(client: httpx.Client, case: str) -> None:
    method, address, headers, body = ASKED[case]
    answer = client.request(method, address, headers=headers, content=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert bool(ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)) is True


SELECT = "SELECT (1 AS ?value) {}"
DESCRIBE = "DESCRIBE <http://example.org/>"
CONSTRUCT = "CONSTRUCT { <s> <p> 1 } WHERE {}"
TYPES = {
    "query_content_type_select": (SELECT, ("application/sparql-results+json", "application/sparql-results+xml")),
    "query_content_type_describe": (DESCRIBE, ("text/turtle", "application/rdf+xml", "application/ld+json")),
    "query_content_type_construct": (
        CONSTRUCT.replace("<s> <p>", "<http://s> <http://p>"),
        ("application/rdf+xml", "text/turtle", "application/n-triples"),
    ),
}


@pytest.mark.parametrize("case", TYPES)
def test_content_type(client: httpx.Client, case: str) -> None:
    text, types = TYPES[case]
    for wanted in types:
        answer = client.get("/sparql/", params={"query": text}, headers={"Accept": wanted})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == wanted


REFUSED = {
    "bad_query_method": ("PUT", "/sparql?query=ASK%20%7B%7D", {}, b""),
    "bad_multiple_queries": ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", {}, b""),
    "bad_query_wrong_media_type": ("POST", "/sparql/", {"Content-Type": "text/plain"}, b"ASK {}"),
    "bad_query_missing_form_type": ("POST", "/sparql/", {}, b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": ("POST", "/sparql/", {}, b"ASK {}"),
    "bad_query_non_utf8": (
        "POST",
        "/sparql/",
        {"Content-Type": "application/sparql-query; charset=UTF-16"},
        "ASK {}".encode("utf-16"),
    ),
    "bad_query_syntax": ("GET", "/sparql?query=ASK%20%7B", {}, b""),
    "bad_update_get": ("GET", "/sparql?update=CLEAR%20ALL", {}, b""),
    "bad_multiple_updates": ("POST", "/sparql/", FORM, b"update=CLEAR%20NAMED&update=CLEAR%20DEFAULT"),
    "bad_update_wrong_media_type": ("POST", "/sparql/", {"Content-Type": "text/plain"}, b"CLEAR NAMED"),
    "bad_update_missing_form_type": ("POST", "/sparql/", {}, b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": (
        "POST",
        "/sparql/",
        {"Content-Type": "application/sparql-update; charset=UTF-16"},
        "CLEAR NAMED".encode("utf-16"),
    ),
    "bad_update_syntax": ("POST", "/sparql/", FORM, b"update=CLEAR%20XYZ"),
    "bad_update_dataset_conflict": ("POST", graphs(("using-graph-uri", ONE)), UPDATE, b"CLEAR ALL"),
    "update_post_form (refused here)": ("POST", "/sparql/", FORM, b"update=CLEAR%20ALL"),
    "update_post_direct (refused here)": ("POST", "/sparql/", UPDATE, b"CLEAR ALL"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(client: httpx.Client, case: str) -> None:
    method, address, headers, body = REFUSED[case]
    answer = client.request(method, address, headers=headers, content=body)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.text.strip() and len(answer.text.splitlines()) == 1


def test_all_cases_of_a_query_are_here() -> None:
    cases = [*ASKED, *TYPES, *REFUSED]
    assert len(cases) == len(set(cases))
    assert len([case for case in cases if "update" not in case]) == 20


def test_head_and_what_is_allowed(client: httpx.Client) -> None:
    answer = client.head("/sparql?query=ASK%20%7B%7D")
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.delete("/sparql").headers["allow"] == "GET, HEAD, POST"


def test_rows_are_the_same_in_every_format(client: httpx.Client) -> None:
    text = "SELECT ?name ?date WHERE { ?e kg:date ?date . ?e rdfs:label ?name } ORDER BY ?date ?name LIMIT 20"
    found = []
    for format in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.TSV):
        answer = client.get("/sparql", params={"query": text}, headers={"Accept": format.media_type})
        found.append([tuple(map(str, row)) for row in ox.parse_query_results(answer.content, format=format)])
    assert found[0] == found[1] == found[2] and len(found[0]) == 12
    csv = client.get("/sparql", params={"query": text}, headers={"Accept": "text/csv"}).text.splitlines()
    assert csv[0] == "name,date" and len(csv) == 13


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        ("application/sparql-results+xml;q=0.9, text/csv;q=0.1", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("application/json", "application/json"),
    ],
)
def test_accept(client: httpx.Client, accept: str, given: str) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == given
