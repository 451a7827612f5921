"""The other formats say the same as the first ones; parsers that are not ours read what we write."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import networkx as nx
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from rdflib import RDF, VOID, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from kg.exporters import export
from kg.exporters.parquet import tables
from kg.graph import dataset
from tests.exporters.test_exporters import hostile
from tests.support.gold import fixtures

KG = Namespace("https://w3id.org/mulaqat/ns#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module", params=["fixtures", "hostile"])
def graph(request: pytest.FixtureRequest) -> Dataset:
    return dataset(fixtures() if request.param == "fixtures" else hostile())


PARSERS = {
    "rapper": lambda syntax: ["rapper", "-q", "-i", {"nq": "nquads"}.get(syntax, "turtle"), "-o", "ntriples"],
    "serdi": lambda syntax: ["serdi", "-o", "ntriples", "-i", {"nq": "nquads"}.get(syntax, "turtle")],
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("format", ["ttl", "views", "void"])
def test_other_parsers_read_the_same_triples(graph: Dataset, tmp_path: Path, parser: str, format: str) -> None:
    if shutil.which(parser) is None:
        pytest.skip(f"no {parser} here (tests/prepare.sh installs it)")
    file = tmp_path / f"graph.{format}"
    file.write_bytes(export(graph, format))
    base = ["http://example.org/"] if parser == "rapper" else []
    done = subprocess.run([*PARSERS[parser](format), str(file), *base], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert isomorphic(
        Graph().parse(data=done.stdout, format="nt"), Graph().parse(data=file.read_bytes(), format="turtle")
    )


@pytest.mark.parametrize("parser", PARSERS)
def test_other_parsers_read_as_many_quads(graph: Dataset, tmp_path: Path, parser: str) -> None:
    if shutil.which(parser) is None:
        pytest.skip(f"no {parser} here (tests/prepare.sh installs it)")
    (tmp_path / "graph.nq").write_bytes(export(graph, "nq"))
    command = PARSERS[parser]("nq")
    command[command.index("ntriples")] = "nquads"
    base = ["http://example.org/"] if parser == "rapper" else []
    done = subprocess.run([*command, str(tmp_path / "graph.nq"), *base], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    read = {str(q) for q in ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)}
    assert read == {str(q) for q in ox.parse(export(graph, "nq"), format=ox.RdfFormat.N_QUADS)}


def test_quads_come_back_as_they_were(graph: Dataset) -> None:
    """N-Quads and TriG, read again and written again, are the same bytes."""
    for format, name in (("nq", "nquads"), ("trig", "trig")):
        again = Dataset()
        again.parse(data=export(graph, format), format=name)
        assert export(again, format) == export(graph, format)


def test_gexf_is_graphml(graph: Dataset) -> None:
    one = nx.read_gexf(io.BytesIO(export(graph, "gexf")))
    two = nx.parse_graphml(export(graph, "graphml").decode(), force_multigraph=True)
    assert set(one.nodes) == set(two.nodes)
    assert one.number_of_edges() == two.number_of_edges()
    assert nx.get_node_attributes(one, "kind") == nx.get_node_attributes(two, "kind")


def test_plover_has_a_line_an_event_and_report(graph: Dataset) -> None:
    lines = [json.loads(line) for line in export(graph, "plover").splitlines()]
    events = {(str(s), str(g)) for s, p, o, g in graph.quads((None, RDF.type, KG.Event, None)) if "doc" in str(g)}
    assert len(lines) == len(events)
    for line in lines:
        assert {"id", "event_type", "date", "source", "target", "status", "report"} <= set(line)
        assert all(actor["name"] for actor in line["source"] + line["target"])
    met = [line for line in lines if line["type"] == "meeting"]
    assert met and all((line["event_type"], line["cameo"]) == ("CONSULT", "040") for line in met)


def test_views_tell_what_was_held_and_only_that(graph: Dataset) -> None:
    view, merged = Graph().parse(data=export(graph, "views"), format="turtle"), graph.default_graph
    held = {
        event
        for event in merged.subjects(KG.status, KG.held)
        if (event, KG.status, KG.denied) not in merged
        and any((teller, RDF.type, KG.Document) in merged for teller in merged.objects(event, KG.toldBy))
    }
    assert set(view.subjects(RDF.type, SEM.Event)) == set(view.subjects(RDF.type, SCHEMA.Event)) == held
    for event in held:
        assert set(view.objects(event, SCHEMA.startDate)) == set(merged.objects(event, KG.date))
    assert not any(str(predicate).startswith(str(KG)) for predicate in view.predicates())


def test_void_counts(graph: Dataset) -> None:
    about = Graph().parse(data=export(graph, "void"), format="turtle")
    itself = URIRef("https://w3id.org/mulaqat/id/dataset")
    assert about.value(itself, VOID.triples) == Literal(len(graph.default_graph))
    events = len(set(graph.default_graph.subjects(RDF.type, KG.Event)))
    assert (URIRef(f"{itself}/event"), VOID.entities, Literal(events)) in about


def test_parquet_has_the_rows_of_the_tables(graph: Dataset) -> None:
    with zipfile.ZipFile(io.BytesIO(export(graph, "parquet"))) as archive:
        assert archive.namelist() == [f"{name}.parquet" for name in ("events", "participations", "claims", "persons")]
        for name, (columns, rows) in tables(graph).items():
            table = pq.read_table(io.BytesIO(archive.read(f"{name}.parquet")))
            assert tuple(table.column_names) == columns
            found = [tuple(cell or "" for cell in row.values()) for row in table.to_pylist()]
            assert found == rows and (rows or name == "claims")


def test_jsonld_reads_without_a_look_at_the_context(graph: Dataset) -> None:
    nodes = json.loads(export(graph, "jsonld"))["@graph"]
    names = {key for node in nodes for key in node}
    assert not any("http" in name for name in names)
    assert {"participant", "eventType", "status", "label"} <= names
