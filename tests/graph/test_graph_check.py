"""The check: silent on good graphs, and a clear line with the sentence for each broken one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from rdflib import ORG, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef

from kg.errors import CheckError
from kg.graph import iris
from kg.graph.check import Violation, check, check_report, require
from kg.graph.namespaces import EDTF, KG, NIF, SCHEMA
from kg.graph.write import dataset, report_graph
from kg.nouns import Extraction, Mention
from tests.support.gold import fixture, fixtures

MEETING = URIRef(iris.thing(fixture("three-sides").events[0].id))
TOLD = URIRef(iris.thing(fixture("three-sides").events[1].id))
SPEAKER = URIRef(iris.thing(fixture("three-sides").claims[0].speaker))
CLAIM = URIRef(iris.thing(fixture("three-sides").claims[2].id))
DOCUMENT = URIRef(iris.document("three-sides"))
STRANGER = URIRef(iris.thing("person/stranger"))


def the(graph: Graph, kind: URIRef) -> URIRef:
    """The first node of a class, by name."""
    return min(node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef))


def participation(graph: Graph) -> URIRef:
    found = graph.value(None, KG.agent, SPEAKER)
    assert isinstance(found, URIRef)
    return found


def swap(graph: Graph, node: URIRef, predicate: URIRef, *values: object) -> None:
    assert (node, predicate, None) in graph
    graph.remove((node, predicate, None))
    for value in values:
        graph.add((node, predicate, value))  # type: ignore[arg-type]


def day(value: str) -> Literal:
    return Literal(value, datatype=XSD.date)


def counted(graph: Graph, predicate: URIRef, kind: URIRef, *values: object) -> None:
    swap(graph, the(graph, kind), predicate, *values)


BROKEN: dict[str, tuple[Callable[[Graph], object], str]] = {
    "no label": (lambda g: swap(g, MEETING, RDFS.label), "an event has a label"),
    "two labels": (lambda g: g.add((MEETING, RDFS.label, Literal("सभा", lang="hi"))), "one at most in each language"),
    "no type": (lambda g: swap(g, MEETING, KG.eventType), "an event has one type"),
    "unknown type": (
        lambda g: swap(g, MEETING, KG.eventType, URIRef(iris.event_type("gala"))),
        "is defined in ontology/types",
    ),
    "a part as type": (
        lambda g: swap(g, MEETING, KG.eventType, URIRef(iris.role("chair"))),
        "is defined in ontology/types",
    ),
    "unknown status": (lambda g: swap(g, MEETING, KG.status, KG.rumoured), "held, planned, cancelled or denied"),
    "two statuses": (lambda g: g.add((MEETING, KG.status, KG.denied)), "one of these in a report"),
    "unknown mode": (lambda g: swap(g, MEETING, KG["mode"], KG.telepathy), "in person, phone, video, indirect"),
    "a year as date": (
        lambda g: swap(g, MEETING, KG.date, Literal("2031", datatype=XSD.gYear)),
        "kg:date is one xsd:date",
    ),
    "a date with a time": (
        lambda g: swap(g, MEETING, KG.date, Literal("2031-05-20T10:00:00", datatype=XSD.dateTime)),
        "kg:date is one xsd:date",
    ),
    "a date that is none": (
        lambda g: swap(g, MEETING, KG.earliest, Literal("2031-13-45", datatype=XSD.date)),
        "a value has the form of its datatype, xsd:date",
    ),
    "bounds the wrong way": (
        lambda g: swap(g, TOLD, KG.latest, day("2031-05-01")) or g.add((TOLD, KG.earliest, day("2031-05-02"))),
        "not after kg:latest",
    ),
    "a day beside its bounds": (lambda g: swap(g, MEETING, KG.date, day("2031-05-21")), "kg:date equals kg:earliest"),
    "bounds without their day": (lambda g: swap(g, MEETING, KG.date), "kg:date gives it"),
    "EDTF of no such form": (
        lambda g: swap(g, MEETING, KG.edtf, Literal("20 मई", datatype=EDTF.EDTF)),
        "kg:edtf is one EDTF value",
    ),
    "EDTF that does not parse": (
        lambda g: swap(g, MEETING, KG.edtf, Literal("2031-99-99", datatype=EDTF.EDTF)),
        "Extended Date/Time Format",
    ),
    "EDTF of another day": (
        lambda g: swap(g, MEETING, KG.edtf, Literal("2031-05-19", datatype=EDTF.EDTF)),
        "equals its bounds",
    ),
    "no report": (lambda g: swap(g, MEETING, KG.reportedIn), "an event names its report"),
    "told by nobody": (lambda g: swap(g, MEETING, KG.toldBy), "says who tells it"),
    "told by a person": (lambda g: swap(g, MEETING, KG.toldBy, SPEAKER), "told by its report or by a claim"),
    "told by a claim that is silent": (lambda g: swap(g, CLAIM, KG.mentionsEvent), "a claim that tells an event"),
    "no trigger": (lambda g: swap(g, MEETING, KG.trigger), "the words that name it"),
    "a place that is a person": (lambda g: g.add((MEETING, KG.place, SPEAKER)), "is a schema:Place"),
    "participant without detail": (lambda g: g.add((MEETING, KG.participant, STRANGER)), "are the same"),
    "detail without participant": (lambda g: g.remove((MEETING, KG.participant, SPEAKER)), "are the same"),
    "a stranger": (lambda g: g.add((MEETING, KG.participant, STRANGER)), "of this report"),
    "body without detail": (
        lambda g: g.add((TOLD, KG.organization, URIRef(iris.thing(fixture("three-sides").entities[1].id)))),
        "is represented by somebody",
    ),
    "detail without body": (lambda g: swap(g, MEETING, KG.organization), "a represented body is in kg:organization"),
    "unknown part": (
        lambda g: swap(g, participation(g), KG.role, URIRef(iris.role("clown"))),
        "the part is defined in ontology/roles.ttl",
    ),
    "a part of another type": (
        lambda g: swap(g, participation(g), KG.role, URIRef(iris.role("elected"))),
        "a meeting has principals",
    ),
    "participation without evidence": (
        lambda g: swap(g, participation(g), KG.evidence),
        "a participation has evidence",
    ),
    "two speakers": (lambda g: g.add((CLAIM, KG.speaker, MEETING)), "a claim has one speaker"),
    "a claim without words": (lambda g: swap(g, CLAIM, KG.text), "one text with its language"),
    "words without language": (lambda g: swap(g, CLAIM, KG.text, Literal("शब्द")), "one text with its language"),
    "unknown kind of claim": (
        lambda g: swap(g, CLAIM, KG.claimType, URIRef(iris.claim_type("song"))),
        "is defined in ontology/claim-types.ttl",
    ),
    "unknown inferred field": (lambda g: g.add((CLAIM, KG.inferred, KG.mood)), "names a property of a claim"),
    "offsets beside the characters": (
        lambda g: counted(g, NIF.endIndex, KG.Mention, Literal(99999)),
        "fit its characters",
    ),
    "a mention that ends before it begins": (
        lambda g: counted(g, NIF.endIndex, KG.Mention, Literal(-1)),
        "below its end",
    ),
    "confidence above 1": (
        lambda g: counted(g, KG.confidence, KG.Mention, Literal("1.5", datatype=XSD.decimal)),
        "from 0 to 1",
    ),
    "confidence as a float": (
        lambda g: counted(g, KG.confidence, KG.Mention, Literal("0.5", datatype=XSD.double)),
        "from 0 to 1",
    ),
    "unknown calendar": (
        lambda g: counted(g, KG.calendar, KG.TimeExpression, URIRef(iris.calendar("mayan"))),
        "is defined in ontology/calendars.ttl",
    ),
    "unknown basis": (lambda g: counted(g, KG.basis, KG.TimeExpression, Literal("guess")), "on what it rests"),
    "relative without anchor": (
        lambda g: (
            g.remove((None, KG.anchorDate, None)) and counted(g, KG.basis, KG.TimeExpression, Literal("relative"))
        ),
        "the day from which it was reckoned",
    ),
    "a start without source": (
        lambda g: (
            counted(g, URIRef("http://www.w3.org/ns/prov#wasDerivedFrom"), KG.EpochAssertion)
            if (the(g, KG.EpochAssertion), KG.inferred, None) in g
            else counted(g, URIRef("http://purl.org/dc/terms/source"), KG.EpochAssertion)
        ),
        "it has a source",
    ),
    "a discrepancy of one": (
        lambda g: g.remove((the(g, KG.Discrepancy), KG.between, the(g, KG.EpochAssertion))),
        "between two nodes",
    ),
    "a count without a number": (
        lambda g: g.remove((None, URIRef("http://www.w3.org/2006/time#numericPosition"), None)),
        "a whole number",
    ),
    "an entity without a name": (lambda g: swap(g, SPEAKER, RDFS.label), "an entity has a label"),
    "an entity without a key": (lambda g: swap(g, SPEAKER, KG.nameKey), "a key for look-ups"),
    "a label that is not NFC": (
        lambda g: swap(g, SPEAKER, RDFS.label, Literal("\u095bफर", lang="hi")),
        "a label is NFC",
    ),
    "a membership without a post": (lambda g: counted(g, KG.post, ORG.Membership), "a membership has one post"),
    "a membership since a year": (
        lambda g: counted(g, KG.attestedOn, ORG.Membership, Literal("2031", datatype=XSD.gYear)),
        "attested on an xsd:date",
    ),
    "an address that runs code": (
        lambda g: swap(g, DOCUMENT, SCHEMA.url, URIRef("javascript:alert(1)")),
        "begins with http:// or https://",
    ),
    "a wrong digest": (lambda g: swap(g, DOCUMENT, KG.sha256, Literal("abc")), "the SHA-256 of its text"),
    "a blank node": (lambda g: g.add((BNode(), RDF.type, KG.Event)), "a blank node cannot be merged"),
}


@pytest.mark.parametrize("extraction", fixtures(), ids=lambda e: e.report.id)
def test_the_fixtures_keep_every_rule(extraction: Extraction) -> None:
    assert check_report(extraction) == []


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_graph_is_named_for_what_is_wrong(what: str) -> None:
    breaks, message = BROKEN[what]
    graph = report_graph(fixture("three-sides"))
    breaks(graph)
    found = check_report(graph)
    assert any(message in v.message for v in found), [str(v) for v in found]


def test_a_violation_shows_the_node_the_value_and_the_sentence() -> None:
    graph = report_graph(fixture("three-sides"))
    swap(graph, CLAIM, KG.claimType, URIRef(iris.claim_type("song")))
    (found,) = check_report(graph)
    assert found.node == f"claim:{CLAIM.rsplit('/', 1)[1]}"
    assert found.sentence is not None and found.sentence.startswith("इस मुलाक़ात में देवेन काली")
    assert str(found).startswith(f"{found.node}: the kind of a claim is defined") and found.sentence in str(found)


def moved(span: Mention | None) -> Mention:
    assert span is not None
    return replace(span, start=span.start + 1, end=span.end + 1)


def moved_everywhere() -> dict[str, Extraction]:
    """The fixture with one span moved, for each noun that has spans."""
    whole = fixture("three-sides")
    event, claim, part = whole.events[0], whole.claims[0], whole.events[0].participations[0]
    assert event.when is not None
    events = {
        "trigger": replace(event, trigger=moved(event.trigger)),
        "later mention": replace(event, also=(moved(event.also[0]),)),
        "title": replace(event, participations=(replace(part, role_evidence=moved(part.role_evidence)),)),
        "time": replace(event, when=replace(event.when, evidence=moved(event.when.evidence))),
    }
    changed = {what: replace(whole, events=(one, *whole.events[1:])) for what, one in events.items()}
    changed["cue"] = replace(whole, claims=(replace(claim, cue=moved(claim.cue)), *whole.claims[1:]))
    changed["count"] = replace(whole, counts=(replace(whole.counts[0], evidence=moved(whole.counts[0].evidence)),))
    changed["sentence"] = replace(whole, sentences=(moved(whole.sentences[0]), *whole.sentences[1:]))
    return changed


@pytest.mark.parametrize("what", sorted(moved_everywhere()))
def test_an_extraction_is_held_against_its_text(what: str) -> None:
    messages = {v.message for v in check_report(moved_everywhere()[what])}
    assert "the characters of a mention stand at its offsets" in messages


def test_a_misplaced_mention_is_shown_with_its_offsets() -> None:
    (found,) = check_report(moved_everywhere()["cue"])
    assert found.value is not None and found.value.startswith("'सराहना' at ")


def test_a_dataset_is_checked_report_by_report() -> None:
    assert check(dataset(fixtures())) == [], "two reports that differ about a status are no violation"
    broken = dataset(fixtures())
    swap(broken.graph(URIRef(iris.graph("three-sides"))), CLAIM, KG.speaker)
    assert [v.message for v in check(broken)] == ["a claim has one speaker, an entity of this report"]


def test_require_raises_with_the_first_violation_and_counts_the_rest() -> None:
    require(fixture("saka-date"))
    graph = report_graph(fixture("three-sides"))
    swap(graph, CLAIM, KG.speaker)
    swap(graph, MEETING, KG.status)
    with pytest.raises(CheckError, match=r"a claim has one speaker.*\(and \d+ more\)"):
        require(graph)


def test_a_dangling_entity_is_found_before_anybody_queries_for_it() -> None:
    extraction = fixture("saka-date")
    found = check_report(replace(extraction, entities=extraction.entities[1:]))
    assert any("of this report" in v.message for v in found)


def test_violations_are_sorted_and_comparable() -> None:
    graph = report_graph(fixture("three-sides"))
    for claim in list(graph.subjects(RDF.type, KG.Claim)):
        graph.remove((claim, KG.text, None))
    found = check_report(graph)
    assert len(found) == 6 and found == sorted(found, key=lambda v: (v.node, v.message))
    assert found[0] == Violation(found[0].node, found[0].message, None, found[0].sentence)


def test_a_date_outside_its_report_is_no_matter_for_the_shapes() -> None:
    extraction = fixture("three-sides")
    later = replace(extraction, report=replace(extraction.report, published=date(2031, 5, 25)))
    assert check_report(later) == []
