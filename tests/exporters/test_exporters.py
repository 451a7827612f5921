"""Each format can be read back by another tool, says what the reports say, and has the same bytes every time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.compare import isomorphic

from kg.errors import StoreError
from kg.exporters import EXPORTERS, export
from kg.graph import dataset
from kg.graph.serialize import flat
from kg.nouns import Extraction
from tests.support.gold import fixtures

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = URIRef("urn:x-rdflib:default")


@pytest.fixture(scope="module")
def graph() -> Dataset:
    return dataset(fixtures())


def flat_layer(graph: Dataset) -> Graph:
    return Graph().parse(data=export(graph, "ttl"), format="turtle")


THINGS = {"event", "claim", "person", "org", "place", "doc"}


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_the_formats_are_those_of_the_command_line() -> None:
    assert list(EXPORTERS) == [
        *("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv", "parquet", "plover", "views", "void")
    ]


def test_turtle_is_the_flat_layer(graph: Dataset) -> None:
    """All that the flat layer says of events, claims, entities and reports; nothing of the detail layer."""
    found, wanted = flat_layer(graph), set(flat(graph.default_graph))
    told = {triple for triple in wanted if str(triple[0]).split("/id/")[-1].split("/")[0] in THINGS}
    assert told
    assert told <= set(found) <= wanted
    assert "kg:evidence " not in export(graph, "ttl").decode()


@pytest.mark.parametrize(("name", "format"), [("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS)])
def test_trig_and_nquads_hold_every_named_graph(graph: Dataset, name: str, format: ox.RdfFormat) -> None:
    read = {
        (q.graph_name.value, q.subject.value, q.predicate.value) for q in ox.parse(export(graph, name), format=format)
    }
    held = {(str(g), str(s), str(p)) for s, p, _, g in graph.quads() if g != DEFAULT and g is not None}
    assert read == held
    assert len({graph_name for graph_name, _, _ in read}) == len(fixtures()) + 2


def test_jsonld_is_the_flat_layer_for_two_readers(graph: Dataset) -> None:
    data, wanted = export(graph, "jsonld"), flat_layer(graph)
    assert isomorphic(Graph().parse(data=data, format="json-ld"), wanted)
    other = {(t.subject.value, t.predicate.value, t.object.value) for t in ox.parse(data, format=ox.RdfFormat.JSON_LD)}
    assert other == {(str(s), str(p), str(o)) for s, p, o in wanted}


def test_jsonld_reads_like_json(graph: Dataset) -> None:
    found = json.loads(export(graph, "jsonld"))
    meetings = [node for node in found["@graph"] if node.get("@type") == "kg:Event" and "date" in node]
    assert meetings
    for meeting in meetings:
        assert meeting["@id"].startswith("event:")
        assert {"label", "eventType", "status", "reportedIn"} <= set(meeting)
        assert len(meeting["date"]) == 10
        assert "hi" in meeting["label"]
    assert "http" not in json.dumps([value for node in meetings for value in node])


def test_graphml_is_read_by_networkx(graph: Dataset) -> None:
    network = nx.parse_graphml(export(graph, "graphml").decode("utf-8"), force_multigraph=True)
    merged = graph.default_graph
    events = {str(s) for s in merged.subjects(None, URIRef("https://w3id.org/mulaqat/ns#Event"))}
    kinds = nx.get_node_attributes(network, "kind")
    assert {node for node, kind in kinds.items() if kind == "event"} == events
    assert set(kinds.values()) >= {"event", "person", "organization", "place"}
    joined = {(a, b) for a, b, kind in network.edges(data="kind") if kind == "participant"}
    taking = {(str(s), str(o)) for s, o in merged.subject_objects(URIRef("https://w3id.org/mulaqat/ns#participant"))}
    assert joined == taking
    ids = [key for _, _, key in network.edges(keys=True)]
    assert len(set(ids)) == len(ids)
    assert all(data["part"] for _, _, data in network.edges(data=True) if data["kind"] == "participant")


def test_graphml_tells_when_and_whether(graph: Dataset) -> None:
    network = nx.parse_graphml(export(graph, "graphml").decode("utf-8"), force_multigraph=True)
    for extraction in fixtures():
        for event in extraction.events:
            (node,) = [data for id, data in network.nodes(data=True) if id.endswith(event.id)]
            assert event.status in node["status"].split()
            assert node["type"] == event.type
            assert node.get("edtf", "") == (event.when.edtf if event.when else "")


def test_csv_has_a_row_for_each_participation_in_each_report(graph: Dataset) -> None:
    rows = table(export(graph, "csv"))
    wanted = {
        (event.id, entity.name, part.part, part.role or "", event.status, extraction.report.id)
        for extraction in fixtures()
        for event in extraction.events
        for part in event.participations
        for entity in extraction.entities
        if entity.id == part.entity
    }
    found = {
        (row["event"].split("/id/")[1], row["participant"], row["part"], row["role"], row["status"], row["report"])
        for row in rows
        if row["part"] != "side"
    }
    assert found == wanted
    texts = {extraction.report.id: extraction.report.text for extraction in fixtures()}
    assert all(row["sentence"] and row["sentence"] in texts[row["report"]] for row in rows)


def test_csv_has_sides_without_a_name_and_says_who_tells(graph: Dataset) -> None:
    rows = table(export(graph, "csv"))
    sides = sum(len(event.organizations) for extraction in fixtures() for event in extraction.events)
    assert sides > 0
    assert len([row for row in rows if row["part"] == "side"]) == sides
    for extraction in fixtures():
        names = {entity.id: entity.name for entity in extraction.entities}
        speakers = {claim.id: names[claim.speaker] for claim in extraction.claims}
        for event in extraction.events:
            mine = [r for r in rows if r["event"].endswith(event.id) and r["report"] == extraction.report.id]
            assert {row["told_by"] for row in mine} <= {speakers.get(event.told_by or "", "report")}


def hostile() -> tuple[Extraction, ...]:
    """A report whose names try to be a formula, markup and a control character."""
    first = fixtures()[0]
    names = ['=HYPERLINK("http://x")', "<b>&\x0b</b>", "+1", "\tx"]
    renamed = [replace(e, name=names[i % 4], labels=()) for i, e in enumerate(first.entities)]
    return (replace(first, entities=tuple(renamed)),)


def test_hostile_names_are_text_everywhere() -> None:
    graph = dataset(hostile())
    for row in csv.reader(io.StringIO(export(graph, "csv").decode("utf-8"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    labels = nx.get_node_attributes(nx.parse_graphml(export(graph, "graphml").decode("utf-8")), "label").values()
    assert any(label.startswith('=HYPERLINK("') for label in labels)
    assert any("<b>&" in label for label in labels)
    assert not any("\x0b" in label for label in labels)
    assert isomorphic(Graph().parse(data=export(graph, "jsonld"), format="json-ld"), flat_layer(graph))


@pytest.mark.parametrize("format", list(EXPORTERS))
def test_the_order_of_reports_changes_no_byte(graph: Dataset, format: str) -> None:
    assert export(dataset(reversed(fixtures())), format) == export(graph, format)


SCRIPT = """
import hashlib
from kg.exporters import EXPORTERS, export
from kg.graph import dataset
from tests.support.gold import fixtures
graph = dataset(fixtures())
print(*(hashlib.sha256(export(graph, name)).hexdigest() for name in EXPORTERS))
"""


def test_the_hash_seed_changes_no_byte(graph: Dataset) -> None:
    here = [hashlib.sha256(export(graph, name)).hexdigest() for name in EXPORTERS]
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", SCRIPT],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == here


@dataclass(frozen=True)
class Built:
    dataset: Dataset


@pytest.mark.parametrize("format", list(EXPORTERS))
def test_a_graph_without_its_merge_gives_the_same(graph: Dataset, format: str) -> None:
    """As it is when read back from TriG, and for an object that holds the dataset."""
    bare = Dataset()
    for part in graph.graphs():
        if part.identifier != DEFAULT:
            for triple in part:
                bare.graph(part.identifier).add(triple)
    wanted = export(graph, format)
    assert export(bare, format) == wanted
    assert export(Built(graph), format) == wanted


@pytest.mark.parametrize("format", list(EXPORTERS))
def test_an_empty_graph_can_be_exported(format: str) -> None:
    assert isinstance(export(Dataset(), format), bytes)


def test_what_cannot_be_exported_is_said(graph: Dataset) -> None:
    with pytest.raises(StoreError, match=f"xlsx: no such format; there are {', '.join(EXPORTERS)}"):
        export(graph, "xlsx")
    with pytest.raises(StoreError, match=r"graph: a path; open the folder with kg\.load first"):
        export("graph", "ttl")  # type: ignore[arg-type]
