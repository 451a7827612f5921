"""Requests that mean harm: each is refused or bounded, in time and size, and the server goes on answering."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.server.conftest import ROWS, SECONDS

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE = {"Content-Type": "application/sparql-update"}
DIRECT = {"Content-Type": "application/sparql-query"}
SERVICE = "SELECT * { SERVICE %s { ?s ?p ?o } }"

UPDATES = {
    "insert data": "INSERT DATA { <http://a> <http://b> <http://c> }",
    "delete where": "DELETE WHERE { ?s ?p ?o }",
    "clear": "CLEAR ALL",
    "drop": "DROP DEFAULT",
    "load": "LOAD <http://127.0.0.1:1/x.ttl>",
    "load a file": "LOAD <file:///etc/passwd>",
    "load into": "LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <http://g>",
    "create": "CREATE GRAPH <http://g>",
    "move": "MOVE <http://a> TO <http://b>",
    "with": "WITH <http://g> DELETE { ?s ?p ?o } INSERT { } WHERE { ?s ?p ?o }",
    "behind a prologue": "PREFIX a: <http://a> # x\nBASE <http://b>\nINSERT DATA { a:b a:c a:d }",
    "behind a query": "SELECT * {} ; DELETE WHERE { ?s ?p ?o }",
    "in another case": "inSErt data { <http://a> <http://b> 1 }",
    "by escapes": "\\u0049NSERT DATA { <http://a> <http://b> 1 }",
}
OUTSIDE = {
    "service": SERVICE % "<http://127.0.0.1:1/>",
    "service silent": SERVICE % "SILENT <http://127.0.0.1:1/>",
    "service in another case": (SERVICE % "<http://127.0.0.1:1/>").replace("SERVICE", "sErViCe"),
    "service by a variable": "SELECT * { BIND(<http://127.0.0.1:1/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "service by a prefix": "PREFIX x: <http://127.0.0.1:1/> " + SERVICE % "x:y",
    "service by an empty local name": "PREFIX x: <http://127.0.0.1:1/> " + SERVICE % "x:",
    "service by an escaped name": "PREFIX x: <http://127.0.0.1:1/> " + SERVICE % "x:a\\(b\\)",
    "service by escapes": (SERVICE % "<http://127.0.0.1:1/>").replace("SERVICE", "\\u0053ERVICE"),
    "service behind a remark": "SELECT * { SERVICE # x\n # y\n <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "service without spaces": "SELECT*{SERVICE<http://127.0.0.1:1/>{?s?p?o}}",
    "service behind a smaller-than": "SELECT*{?a ?b ?c FILTER(?c<3)SERVICE<http://127.0.0.1:1/>{?s?p?o}}",
    "service to a file": SERVICE % "<file:///etc/passwd>",
    "service in a subquery": "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } }",
    "service in a filter": "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } }",
}
EMPTY = {
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "from the web": "SELECT * FROM <http://127.0.0.1:1/x> { ?s ?p ?o }",
    "from named": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
}
BROAD = {
    "billions of rows": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "billions counted": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "billions sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a",
    "billions distinct": "SELECT DISTINCT ?a ?f ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "billions of triples": "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "billions joined as text": "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "paths of any length": "SELECT (COUNT(*) AS ?n) { ?a (!<http://x>|^!<http://x>)* ?b . ?c (!<http://x>)* ?d }",
    "a slow pattern": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(?c, '(a+)+(b+)+(c+)+$')) ?g ?h ?i }",
    "values by values": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(60)))} }}" for n in range(6))
    + " }",
    "a growing text": "SELECT (STRLEN(?z) AS ?n) { BIND('xxxxxxxxxxxxxxxx' AS ?a) "
    + " ".join(
        f"BIND(CONCAT(?{a},?{a},?{a},?{a}) AS ?{b})"
        for a, b in zip("abcdefghijklmnop", "bcdefghijklmnopz", strict=True)
    )
    + " }",
}
BROKEN = {
    "nested brackets": "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
    "nested filters": "ASK { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
    "many words": "SELECT * { " + "?a ?b ?c . " * 20000 + "}",
    "no query": "",
    "only a remark": "# SELECT",
    "not sparql": "'; DROP TABLE reports; --",
    "a zero byte": "SELECT \x00 * {}",
    "half a character": "ASK { ?s ?p '\\uD800' }",
    "an open text": "SELECT * { ?s ?p '''open }",
}
PATHS = [
    "/../../../../etc/passwd",
    "/entity/../../etc/passwd",
    "/entity/person/..%2f..%2f..%2fetc%2fpasswd",
    "/entity/person/%2e%2e/%2e%2e/x",
    "/entity/person/x%00.html",
    "/entity/person/x%3E%20%3Fp%20%3Fo%20%7D%20UNION%20%7B%20%3Fs",
    "/entity/%3Cscript%3E/x",
    "/entity/person/" + "a" * 5000,
    "/questions/..%2f..%2fetc%2fpasswd",
    "/questions/met.rq",
    "/questions/%7B%7D",
    "/store/CURRENT",
    "/ledger.sqlite",
    "/yasgui.min.js/../ledger.sqlite",
    "/query?query=ASK%7B%7D",
    "/update",
    "/.git/config",
    "/%c0%ae%c0%ae/etc/passwd",
]
PARAMETERS = [
    ("met", {"name": "x' } DELETE WHERE { ?s ?p ?o } #"}),
    ("met", {"name": '"@hi . ?s ?p ?o } #'}),
    ("met", {"name": "\\u0022 . ?s ?p ?o . \\u0022"}),
    ("met", {"name": "जयशंकर", "lang": '" } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o'}),
    ("on-day", {"date": "2024-07-30' OR 1=1"}),
    ("on-day", {"date": "9999999999999-01-01"}),
    ("evidence", {"node": "<http://x> } DROP ALL #"}),
    ("evidence", {"node": "javascript:alert(1)"}),
    ("met", {"unknown": "1"}),
]


@pytest.fixture(autouse=True)
def goes_on(client: httpx.Client, folder: Path):
    """After each: the server answers, and the store is as it was."""
    yield
    began = time.monotonic()
    answer = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?d a kg:Document }"})
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == "6"
    assert time.monotonic() - began < SECONDS + 3


@pytest.mark.parametrize("case", UPDATES)
def test_updates_are_refused(client: httpx.Client, case: str) -> None:
    for send in (
        lambda text: client.post("/sparql", content=text.encode(), headers=DIRECT),
        lambda text: client.post("/sparql", data={"query": text}),
        lambda text: client.get("/sparql", params={"query": text}),
        lambda text: client.post("/sparql", data={"update": text}),
        lambda text: client.post(
            "/sparql", content=text.encode(), headers={"Content-Type": "application/sparql-update"}
        ),
    ):
        assert send(UPDATES[case]).status_code in (400, 403)


@pytest.mark.parametrize("case", OUTSIDE)
def test_nothing_outside_is_asked(client: httpx.Client, case: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        text = OUTSIDE[case].replace("127.0.0.1:1", f"127.0.0.1:{trap.getsockname()[1]}")
        answer = client.post("/sparql", content=text.encode(), headers=DIRECT)
        assert answer.status_code == 400, answer.text
        with pytest.raises(TimeoutError):
            trap.accept()


@pytest.mark.parametrize("case", EMPTY)
def test_graphs_are_not_fetched(client: httpx.Client, case: str) -> None:
    answer = client.get("/sparql", params={"query": EMPTY[case]})
    assert answer.status_code == 200 and answer.json()["results"]["bindings"] == []


@pytest.mark.parametrize("case", BROAD)
def test_what_is_too_much_is_bounded(client: httpx.Client, case: str) -> None:
    began = time.monotonic()
    answer = client.post("/sparql", content=BROAD[case].encode(), headers=DIRECT)
    assert answer.status_code in (200, 400, 413, 503)
    assert time.monotonic() - began < 2 * SECONDS + 6
    assert len(answer.content) < 10_000 and len(answer.text.splitlines()) <= ROWS


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_query_is_refused(client: httpx.Client, case: str) -> None:
    answer = client.post("/sparql", content=BROKEN[case].encode(), headers=DIRECT)
    assert answer.status_code in (400, 413)
    assert len(answer.text) < 600 and "Traceback" not in answer.text


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_paths_lead_nowhere(address: str, path: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1"))
        answer = b"".join(iter(lambda: raw.recv(65536), b"")).decode("utf-8", "replace")
    assert answer.split()[1] in ("400", "404")
    assert "root:" not in answer and "<script" not in answer


@pytest.mark.parametrize(("name", "given"), PARAMETERS)
def test_parameters_are_values(client: httpx.Client, name: str, given: dict[str, str]) -> None:
    for format in ("json", "html"):
        answer = client.get(f"/questions/{name}", params={**given, "format": format})
        assert answer.status_code == 400 or "0 rows" in answer.text or '"bindings": []' in answer.text, answer.text
        assert "Traceback" not in answer.text and "<script" not in answer.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 400),
        ({"Host": "127.0.0.1.evil.example"}, 400),
        ({"X-Forwarded-Host": "evil.example"}, 200),
        ({"X-Original-URL": "/ledger.sqlite"}, 200),
        ({"X-HTTP-Method-Override": "DELETE"}, 200),
        ({"Accept": "*/*;q=0"}, 406),
        ({"Accept": "a" * 20000}, 406),
        ({"Accept": ",;,;q=;;q=9,/,*"}, 406),
        ({"Accept-Encoding": "x" * 1000}, 200),
        ({"Range": "bytes=0-1"}, 200),
        ({"Origin": "http://evil.example"}, 200),
    ],
    ids=str,
)
def test_headers_do_not_mislead(client: httpx.Client, headers: dict[str, str], status: int) -> None:
    answer = client.get("/sparql?query=ASK%7B%7D", headers=headers)
    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    ("content", "headers", "statuses"),
    [
        (b"x" * (5 << 20), DIRECT, {413}),
        (b"query=" + b"x" * (5 << 20), FORM, {413}),
        (b"&".join([b"query=ASK%7B%7D"] * 500), FORM, {400}),
        (b"query=%ff%fe", FORM, {400}),
        (b"query=\xff\xfe", FORM, {400}),
        (b"\xff\xfeA\x00S\x00K\x00", DIRECT, {400}),
        (b"ASK {}", {"Content-Type": "application/sparql-query; charset=utf-7"}, {415}),
        (b"ASK {}", {"Content-Type": "multipart/form-data; boundary=x"}, {415}),
        (b"\x1f\x8b\x08" + b"\x00" * 50, {**DIRECT, "Content-Encoding": "gzip"}, {400}),
    ],
    ids=["large", "large form", "many queries", "no utf-8", "raw bytes", "utf-16", "utf-7", "multipart", "gzip"],
)
def test_bodies_are_bounded_and_utf8(
    client: httpx.Client, content: bytes, headers: dict[str, str], statuses: set[int]
) -> None:
    assert client.post("/sparql", content=content, headers=headers).status_code in statuses


RAW = {
    "no http": b"\x16\x03\x01\x02\x00\x01\x00",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",
    "length and chunks": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "negative length": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
    "long header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "long address": b"GET /sparql?query=" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "header in a header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\nSet-Cookie: b\r\n\x00: c\r\n\r\n",
    "no host": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n\r\n",
    "an address of elsewhere": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "connect": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "websocket": b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
}


@pytest.mark.parametrize("case", RAW)
def test_raw_bytes_are_refused(address: str, case: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as raw:
        answer = b""
        try:
            raw.sendall(RAW[case])
            answer = raw.recv(65536)
        except ConnectionError:
            pass
    assert not answer or 400 <= int(answer.split()[1]) < 500, answer


def test_a_body_that_never_ends_holds_nobody_up(address: str, client: httpx.Client) -> None:
    host, port = address.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(20)]
    try:
        for one in slow:
            one.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n")
            one.sendall(b"Content-Length: 1000\r\n\r\nASK")
        assert client.get("/sparql?query=ASK%7B%7D").status_code == 200
    finally:
        for one in slow:
            one.close()


def test_hostile_names_are_text_on_pages(tmp_path: Path) -> None:
    from rdflib import Literal, URIRef

    from kg.server.pages import cell, entity_page

    bad = "<script>alert(1)</script>\"' onload=x"
    page = entity_page("https://w3id.org/mulaqat/id/person/x", [(URIRef("http://p"), Literal(bad, lang="hi"))], [], "/")
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert 'href="javascript' not in cell(URIRef("javascript:alert(1)"))
    assert 'href="http://x/&quot;' in cell(URIRef('http://x/"onclick=1'))


def test_there_are_sixty_and_more() -> None:
    sets = (UPDATES, OUTSIDE, EMPTY, BROAD, BROKEN, PATHS, PARAMETERS, RAW)
    assert sum(map(len, sets)) + 11 + 9 >= 100
