"""The pages: things by their address in any format, questions with their answers, and what kg add changes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

import kg
from tests.upkeep.conftest import report

NAME = "सुब्रह्मण्यम जयशंकर"
MEDIA = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml"}
BASE = "https://w3id.org/mulaqat/id/"


@pytest.fixture(scope="module")
def path(client: httpx.Client) -> str:
    """The path of the page of Jaishankar."""
    rows = client.get("/questions/find", params={"name": NAME, "format": "json"}).json()["results"]["bindings"]
    (iri,) = {row["node"]["value"] for row in rows}
    return "/entity/" + iri.removeprefix(BASE)


def test_first_page_has_the_editor(client: httpx.Client) -> None:
    assert "yasgui" in client.get("/").text
    assert "PREFIX kg:" in client.get("/explorer.js").text
    assert len(client.get("/yasgui.min.js").content) > 100_000
    assert client.get("/").headers["content-security-policy"].startswith("default-src 'none'")


def test_a_thing_in_every_format(client: httpx.Client, path: str) -> None:
    graphs = []
    for media, format in (
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ):
        answer = client.get(path, headers={"Accept": media})
        assert answer.headers["content-type"].partition(";")[0] == media
        assert answer.headers["vary"] == "Accept"
        graphs.append(Graph().parse(data=answer.content, format=format))
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])
    assert (URIRef(BASE + path.removeprefix("/entity/")), None, None) in graphs[0]
    assert client.get(path, params={"format": "ntriples"}).text.count("\n") == len(graphs[0])


def test_a_thing_as_a_page_leads_on(client: httpx.Client, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert NAME in page.text
    event = next(part.split('"')[0] for part in page.text.split('href="')[1:] if part.startswith("/entity/event/"))
    assert client.get(event).status_code == 200
    assert client.get("/entity/person/nobody").status_code == 404


def test_questions_are_listed_and_answered(client: httpx.Client, folder: Path) -> None:
    listed = client.get("/questions", headers={"Accept": "application/json"}).json()
    assert [question["name"] for question in listed] == [question.name for question in kg.questions()]
    assert "योको" in client.get("/questions/met", params={"name": NAME}, headers={"Accept": "text/html"}).text
    rows = client.get("/questions/met", params={"name": NAME, "format": "csv"}).text
    assert rows == kg.queries.rows_as(kg.query(folder, "met", name=NAME), "csv")
    assert "Give name" in client.get("/questions/met", headers={"Accept": "text/html"}).text


def test_what_is_added_is_served(client: httpx.Client, folder: Path) -> None:
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?d a kg:Document }"}
    kg.add(report(50), folder, checked=False)
    assert "7" in client.get("/sparql", params=count).text
    kg.retract("r-050", folder)
    assert "6" in client.get("/sparql", params=count).text


def test_without_the_extra_it_says_what_to_install(folder: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None; from kg.cli import run; sys.exit(run(['serve', '-g', sys.argv[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'mulaqat[serve]'" in done.stderr


def test_the_page_of_the_graph_asks_for_what_it_shows(client: httpx.Client) -> None:
    page = client.get("/graph/")
    assert page.status_code == 200 and "Content-Security-Policy" in page.text
    assert page.headers["content-security-policy"] == "frame-ancestors 'none'; base-uri 'none'"
    shown = client.get("/graph/data/selection", params={"limit": "5"}).json()
    assert shown["nodes"]
    assert client.get("/graph/data/find", params={"text": "xyz-nobody"}).json() == {"found": []}


@pytest.mark.parametrize("asked", ["delete", "about?id=%3Cscript%3E", "selection?limit=x"])
def test_a_question_that_the_page_does_not_ask_is_refused(client: httpx.Client, asked: str) -> None:
    refused = client.get(f"/graph/data/{asked}")
    assert refused.status_code == 400
    assert refused.headers["content-type"].startswith("text/plain")
