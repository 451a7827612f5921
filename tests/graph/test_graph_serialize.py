"""The files: same bytes whatever the machine does, read back as what was written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.errors import CheckError
from kg.graph import iris
from kg.graph.namespaces import KG, PREFIXES
from kg.graph.serialize import flat, nquads, trig, turtle
from kg.graph.write import dataset, report_graph
from kg.nouns import Extraction, Mention, Report
from tests.support.gold import fixture, fixtures
from tests.support.strategies import EXTRACTIONS

ROOT = Path(__file__).resolve().parents[2]
WRITERS = {"turtle": turtle, "trig": trig, "nquads": nquads}
PRINT_DIGESTS = """
import hashlib
from kg.graph.serialize import nquads, trig, turtle
from kg.graph.write import dataset
from kg.records import dumps
from tests.support.gold import fixtures
found = fixtures()
for text in (*(write(dataset(found)) for write in (turtle, trig, nquads)), dumps(found)):
    print(hashlib.sha256(text.encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def merged() -> Dataset:
    return dataset(fixtures())


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    outputs = set()
    for seed in ("0", "1", "31337"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", PRINT_DIGESTS], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert len(set(done.stdout.split())) == 4
        outputs.add(done.stdout)
    assert len(outputs) == 1


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_bytes_do_not_depend_on_the_order_of_reports(name: str) -> None:
    texts = {WRITERS[name](dataset(order)) for order in permutations(fixtures())}
    assert len(texts) == 1


def test_a_report_given_twice_changes_nothing(merged: Dataset) -> None:
    assert trig(dataset((*fixtures(), *fixtures()))) == trig(merged)


def test_turtle_reads_back_as_the_flat_layer(merged: Dataset) -> None:
    again = Graph().parse(data=turtle(merged), format="turtle")
    written = Graph()
    for triple in flat(merged.default_graph):
        written.add(triple)
    unused = set(written.subjects()) - set(again.subjects())
    assert all((s, RDF.type, SKOS.Concept) in written or (s, RDF.type, SKOS.ConceptScheme) in written for s in unused)
    for subject in unused:
        written.remove((subject, None, None))
    assert isomorphic(again, written)


def test_turtle_holds_the_flat_layer_only(merged: Dataset) -> None:
    again = Graph().parse(data=turtle(merged), format="turtle")
    for detail in (KG.Participation, KG.Mention, KG.Sentence, KG.TimeExpression, KG.DayCount, KG.EpochAssertion):
        assert (None, RDF.type, detail) in merged.default_graph
        assert (None, RDF.type, detail) not in again
    assert not list(again.triples((None, KG.evidence, None)))
    for kind in (KG.Event, KG.Claim, KG.Document):
        assert set(again.subjects(RDF.type, kind)) == set(merged.default_graph.subjects(RDF.type, kind)) != set()


def test_turtle_brings_the_labels_of_what_it_uses_up_to_the_top(merged: Dataset) -> None:
    again = Graph().parse(data=turtle(merged), format="turtle")
    for name in ("meeting", "phone-call", "communication", "event"):
        assert (URIRef(iris.event_type(name)), RDFS.label, None) in again
    assert (URIRef(iris.event_type("armed-conflict")), None, None) not in again


@pytest.mark.parametrize("reader", ["rdflib", "oxigraph"])
def test_trig_reads_back_graph_by_graph(merged: Dataset, reader: str) -> None:
    again = Dataset()
    if reader == "rdflib":
        again.parse(data=trig(merged), format="trig")
    else:
        quads = pyoxigraph.parse(io.BytesIO(trig(merged).encode()), format=pyoxigraph.RdfFormat.TRIG)
        lines = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS)
        again.parse(data=lines.decode(), format="nquads")
    names = {g.identifier for g in merged.graphs() if len(g)} - {merged.default_graph.identifier}
    assert {g.identifier for g in again.graphs() if len(g)} == names
    for name in names:
        assert isomorphic(again.graph(name), merged.graph(name))


def test_nquads_are_sorted_and_hold_every_named_quad_once(merged: Dataset) -> None:
    lines = nquads(merged).splitlines()
    assert lines == sorted(set(lines))
    named = [g for g in merged.graphs() if g.identifier != merged.default_graph.identifier]
    assert len(lines) == sum(len(g) for g in named)
    again = Dataset().parse(data=nquads(merged), format="nquads")
    assert trig(again) == trig(merged)


def test_the_default_graph_can_be_made_again_from_the_named_ones(merged: Dataset) -> None:
    again = Dataset().parse(data=trig(merged), format="trig")
    rebuilt = {t for g in again.graphs() for t in g}
    assert rebuilt == set(merged.default_graph)


@pytest.mark.parametrize("gone", range(3))
def test_dropping_a_graph_leaves_the_dataset_of_the_others(gone: int) -> None:
    found = list(fixtures())
    everything = dataset(found)
    left = dataset(found[:gone] + found[gone + 1 :])
    name = URIRef(iris.graph(found[gone].report.id))
    dropped = list(everything.graph(name))
    everything.remove_graph(name)
    named = [g for g in everything.graphs() if g.identifier not in (name, everything.default_graph.identifier)]
    for triple in dropped:
        if not any(triple in graph for graph in named):
            everything.default_graph.remove(triple)
    assert nquads(everything) == nquads(left)
    assert turtle(everything) == turtle(left)


def test_prefixes_are_bound_and_short_names_used(merged: Dataset) -> None:
    text = turtle(merged)
    assert all(f"@prefix {prefix}: <{namespace}> ." in text for prefix, namespace in PREFIXES.items())
    assert "event:meeting-2031-05-20-" in text
    assert "<https://w3id.org/mulaqat/ns#" not in text.split("\n\n", 1)[1]


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=25, deadline=None)
@given(HOSTILE, HOSTILE)
def test_any_text_reads_back_as_it_was(title: str, words: str) -> None:
    report = Report("x", words, "hi", title=title, publisher=words or None, source=title or None)
    extraction = Extraction(report, sentences=(Mention(0, len(words), words, rule=title),))
    written = dataset([extraction])
    named = written.graph(URIRef(iris.graph("x")))
    store = pyoxigraph.Store()
    store.load(trig(written).encode(), format=pyoxigraph.RdfFormat.TRIG)
    anchor = pyoxigraph.NamedNode("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf")
    assert [quad.object.value for quad in store.quads_for_pattern(None, anchor, None)] == [words]
    again = Dataset().parse(data=nquads(written), format="nquads")
    assert set(again.graph(named.identifier)) == set(named)


@settings(max_examples=25, deadline=None)
@given(EXTRACTIONS)
def test_any_extraction_becomes_files_that_both_engines_read(extraction: Extraction) -> None:
    written = dataset([extraction])
    named = written.graph(URIRef(iris.graph(extraction.report.id)))
    store = pyoxigraph.Store()
    store.load(trig(written).encode(), format=pyoxigraph.RdfFormat.TRIG)
    assert len(list(store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(str(named.identifier))))) == len(
        named
    )
    assert set(Dataset().parse(data=nquads(written), format="nquads").graph(named.identifier)) == set(named)
    Graph().parse(data=turtle(written), format="turtle")


def test_control_and_direction_characters_are_escaped_in_the_files() -> None:
    words = "क\x00\x07\x85\u2028\u202e\u200f\u200dख"
    text = nquads(dataset([Extraction(Report("x", words, "hi"), sentences=(Mention(0, len(words), words),))]))
    assert "\\u0000\\u0007\\u0085\\u2028\\u202E\\u200F\u200dख" in text
    assert len(text.splitlines()) == text.count("\n")


def test_a_blank_node_is_refused() -> None:
    broken = dataset([])
    broken.graph(URIRef(iris.graph("x"))).add((BNode(), RDFS.label, Literal("x")))
    with pytest.raises(CheckError, match="give it an IRI"):
        trig(broken)


def test_figures_come_back_from_oxigraph_as_they_were_written() -> None:
    graph = report_graph(fixture("three-sides"))
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt").encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    lines = store.dump(format=pyoxigraph.RdfFormat.N_TRIPLES, from_graph=pyoxigraph.DefaultGraph())
    assert set(Graph().parse(data=lines.decode(), format="nt")) == set(graph)


@pytest.mark.parametrize("id", ["saka-date", "three-sides"])
def test_the_turtle_of_a_fixture_is_the_golden_file(id: str) -> None:
    """A difference here is a difference in everybody's graph: it belongs in CHANGELOG.md."""
    golden = Path(__file__).parent / "golden" / f"{id}.ttl"
    assert turtle(dataset([fixture(id)])) == golden.read_text(encoding="utf-8")
