"""The ontology as shipped: complete labels, one file an event type, nothing said about terms that do not exist."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.errors import ResourceError
from kg.graph import check, concepts, iris, write
from kg.graph.check import check_report
from kg.graph.namespaces import KG
from kg.graph.write import report_graph
from kg.nouns import Difference
from kg.resources import path
from tests.support.gold import fixture, fixtures

ONTOLOGY = path("ontology")
TYPE_FILES = sorted((ONTOLOGY / "types").glob("*.ttl"))


def languages(graph: Graph, node: URIRef, predicate: URIRef) -> list[str]:
    return sorted(str(o.language) for o in graph.objects(node, predicate) if isinstance(o, Literal))


def own_terms() -> list[URIRef]:
    graph = Graph().parse(ONTOLOGY / "vocabulary.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return sorted({URIRef(s) for kind in kinds for s in graph.subjects(RDF.type, kind)})


@pytest.mark.parametrize("term", own_terms(), ids=lambda t: t.rsplit("#")[-1])
def test_a_term_is_explained_in_english_and_hindi_and_says_its_layer(term: URIRef) -> None:
    graph = Graph().parse(ONTOLOGY / "vocabulary.ttl")
    assert languages(graph, term, RDFS.label) == ["en", "hi"]
    assert languages(graph, term, RDFS.comment) == ["en", "hi"]
    assert str(graph.value(term, KG.layer)) in ("flat", "detail")


def test_every_term_in_use_says_its_layer_and_every_term_defined_is_in_use() -> None:
    used: set[object] = set()
    unlike = write.links_graph([Difference("event/meeting-x", "date", "a", "b", "2024-07-30", "2024-07")])
    for graph in (*map(report_graph, fixtures()), write.reference_graph(), write.types_graph(), unlike):
        used |= set(graph.predicates()) | set(graph.objects(None, RDF.type))
    assert used - set(write.ontology().subjects(KG.layer)) == set()
    assert {t for t in own_terms() if t not in used} == {KG.layer}


@pytest.mark.parametrize("file", TYPE_FILES, ids=lambda f: f.stem)
def test_a_type_file_holds_its_type_with_labels_codes_and_parts(file: Path) -> None:
    graph = Graph().parse(file)
    nodes = set(graph.subjects(RDF.type, SKOS.Concept))
    if file.stem == "event":
        assert URIRef(iris.event_type("event")) in nodes
        return
    assert nodes == {URIRef(iris.event_type(file.stem))}
    concept = concepts.event_types()[file.stem]
    assert {lang for lang, _ in concept.labels} == {"ar", "en", "fa", "hi", "ur"}
    assert concept.broader and set(concept.broader) <= set(concepts.event_types())
    assert concept.roles and set(concept.roles) <= set(concepts.roles())
    assert {scheme for scheme, _ in concept.notations} <= {"CAMEO", "PLOVER"}


def test_codes_keep_their_leading_zero() -> None:
    assert ("CAMEO", "040") in concepts.event_types()["meeting"].notations


def test_calls_are_meetings_and_visits_are_not() -> None:
    assert concepts.narrower("meeting") == {"meeting", "phone-call"}
    assert "visit" in concepts.narrower("communication")


@pytest.mark.parametrize("found", [concepts.roles(), concepts.claim_types()], ids=["roles", "claim types"])
def test_parts_and_kinds_of_claim_are_labelled_in_five_languages(found: dict[str, concepts.Concept]) -> None:
    assert len(found) > 8
    for concept in found.values():
        assert {lang for lang, _ in concept.labels} == {"ar", "en", "fa", "hi", "ur"}, concept.id


def test_a_label_falls_back_to_english_and_then_to_the_id() -> None:
    meeting = concepts.event_types()["meeting"]
    assert (meeting.label("hi"), meeting.label("ta")) == ("मुलाक़ात", "meeting")
    assert concepts.Concept("x", ()).label("hi") == "x"


def test_alignments_speak_of_defined_terms_only() -> None:
    alignments = Graph().parse(ONTOLOGY / "alignments.ttl")
    subjects = {s for s in alignments.subjects() if str(s).startswith(iris.NS)}
    assert len(subjects) > 30
    assert subjects <= set(own_terms())
    assert (
        KG.eventType,
        RDFS.subPropertyOf,
        URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/eventType"),
    ) not in alignments


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ontology that the code reads in place of the shipped one."""
    folder = tmp_path / "ontology"
    shutil.copytree(ONTOLOGY, folder)
    for module in (concepts, write):
        monkeypatch.setattr(module, "path", lambda name: tmp_path / name)
    caches = (concepts._concepts, concepts.narrower, write.ontology, write._concepts, check._around)
    for cache in caches:
        cache.cache_clear()
    yield folder
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


CEASEFIRE = """
@prefix kg: <https://w3id.org/mulaqat/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix role: <https://w3id.org/mulaqat/id/role/> .
@prefix shape: <https://w3id.org/mulaqat/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix type: <https://w3id.org/mulaqat/id/type/> .
type:ceasefire a skos:Concept ; skos:inScheme type:scheme ; skos:broader type:event ;
    rdfs:label "ceasefire"@en , "युद्धविराम"@hi .
shape:ceasefire a sh:NodeShape ; sh:targetClass kg:Event ; sh:message "a ceasefire has mediators only" ;
    sh:or (
        [ sh:not [ sh:property [ sh:path kg:eventType ; sh:hasValue type:ceasefire ] ] ]
        [ sh:property [ sh:path ( [ sh:inversePath kg:ofEvent ] kg:role ) ; sh:in ( role:mediator ) ] ]
    ) .
"""


def test_a_new_type_is_one_file_and_no_python(copy: Path) -> None:
    extraction = fixture("saka-date")
    event = next(e for e in extraction.events if not e.participations)
    changed = replace(extraction, events=(replace(event, type="ceasefire"),))
    assert "the type of an event is defined in ontology/types" in [v.message for v in check_report(changed)]

    (copy / "types" / "ceasefire.ttl").write_text(CEASEFIRE, encoding="utf-8")
    concepts._concepts.cache_clear()
    write.ontology.cache_clear()
    write._concepts.cache_clear()
    check._around.cache_clear()
    assert check_report(changed) == []
    assert concepts.event_types()["ceasefire"].roles == ("mediator",)
    assert Literal("युद्धविराम: जल बोर्ड, बीज निगम (2031-09)", lang="hi") in set(report_graph(changed).objects())

    chaired = replace(extraction, events=(replace(extraction.events[0], type="ceasefire"),))
    assert "a ceasefire has mediators only" in [v.message for v in check_report(chaired)]


def test_a_broken_type_file_is_named(copy: Path) -> None:
    (copy / "types" / "visit.ttl").write_text("type:visit a skos:Concept .", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"visit\.ttl"):
        concepts.event_types()


def test_a_type_defined_twice_is_refused(copy: Path) -> None:
    shutil.copy(copy / "types" / "visit.ttl", copy / "types" / "trip.ttl")
    with pytest.raises(ResourceError, match="type/visit is defined in another file too"):
        concepts.event_types()
