"""What a report's graph says, asked as a user would ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from rdflib import FOAF, ORG, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, URIRef

from kg.graph import iris
from kg.graph.namespaces import KG, NIF, PREFIXES, SCHEMA
from kg.graph.write import dataset, reference_graph, report_graph, types_graph
from kg.nouns import Claim, DayCount, Entity, Event, Extraction, Mention, Report, When
from kg.text import fold
from tests.support.gold import fixture, fixtures

ALL = fixtures()
IDS = [e.report.id for e in ALL]


def ask(graph: Graph, where: str) -> list[tuple[str, ...]]:
    rows = graph.query(where, initNs=PREFIXES)
    return sorted(tuple(str(value) for value in row) for row in rows)  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def three() -> Graph:
    return report_graph(fixture("three-sides"))


@pytest.fixture(scope="module")
def saka() -> Graph:
    return report_graph(fixture("saka-date"))


@pytest.fixture(scope="module")
def denied() -> Graph:
    return report_graph(fixture("denied-call"))


def test_who_met_in_which_office_for_which_body(three: Graph) -> None:
    rows = ask(
        three,
        """SELECT ?who ?title ?body ?role { ?e kg:date "2031-05-20"^^xsd:date ; kg:eventType type:meeting .
        ?p kg:ofEvent ?e ; kg:agent/rdfs:label ?who ; kg:statedTitle ?title ; kg:represents/rdfs:label ?body ;
        kg:role ?role
        FILTER(LANG(?who) = "hi") }""",
    )
    principal, counterpart = iris.role("principal"), iris.role("counterpart")
    assert rows == [
        ("अरमान सूर्यवंशी", "अध्यक्ष", "राष्ट्रीय परिषद", principal),
        ("देवेन काली", "महासचिव", "लोक मोर्चा", counterpart),
        ("मीरा ज़फ़र", "प्रमुख", "श्रमिक संघ", counterpart),
    ]


def test_the_flat_layer_answers_in_one_step(three: Graph) -> None:
    rows = ask(
        three,
        """SELECT ?who ?body { ?e kg:date "2031-05-20"^^xsd:date ; kg:participant ?p . ?p rdfs:label
        ?who ; kg:affiliation/rdfs:label ?body FILTER(LANG(?who) = "hi") }""",
    )
    assert ("देवेन काली", "लोक मोर्चा") in rows and len(rows) == 3


def test_an_earlier_meeting_is_hearsay_with_an_open_date_and_comes_before(three: Graph) -> None:
    rows = ask(
        three,
        """SELECT ?label ?who ?latest ?then { ?e a kg:Event ; kg:eventType type:meeting ; kg:toldBy ?c ;
        kg:latest ?latest ;
        rdfs:label ?label ; kg:before/rdfs:label ?then . ?c a kg:Claim ; kg:speaker/rdfs:label ?who ;
        kg:mentionsEvent ?e
        FILTER(LANG(?label) = "hi" && LANG(?who) = "hi" && LANG(?then) = "hi")
        FILTER NOT EXISTS { ?e kg:date ?d } FILTER NOT EXISTS { ?e kg:earliest ?d } }""",
    )
    then = "मुलाक़ात: अरमान सूर्यवंशी, देवेन काली, मीरा ज़फ़र (2031-05-20)"
    assert rows == [("मुलाक़ात: देवेन काली, जोनास वेल (../2031-05-20)", "देवेन काली", "2031-05-20", then)]


def test_the_order_of_two_events_is_marked_as_inferred(three: Graph) -> None:
    before = list(three.subjects(KG.before))
    assert len(before) == 2
    assert all((event, KG.inferred, KG.before) in three for event in before)


def test_what_the_report_tells_itself_is_told_by_the_report(three: Graph) -> None:
    assert ask(three, "SELECT ?type { ?e kg:toldBy/a kg:Document ; kg:eventType ?type }") == [
        (iris.event_type("meeting"),)
    ]


def test_labels_follow_the_language_and_use_known_names(three: Graph) -> None:
    rows = ask(
        three, 'SELECT ?l { ?e kg:date "2031-05-20"^^xsd:date ; a kg:Event ; rdfs:label ?l FILTER(LANG(?l) = "en") }'
    )
    assert rows == [("meeting: Arman Suryavanshi, Deven Kali, मीरा ज़फ़र (2031-05-20)",)]


def test_a_day_count_keeps_the_claim_and_states_the_difference(three: Graph) -> None:
    rows = ask(
        three,
        """SELECT ?n ?on ?who ?implied ?reference ?days { ?t a kg:DayCount ; kg:edtf ?on ;
        kg:position/time:numericPosition ?n ;
        kg:describes/kg:speaker/rdfs:label ?who ; kg:impliedEpoch ?i ; kg:referenceEpoch ?r .
        ?i kg:epochDate ?implied ; kg:inferred kg:epochDate . ?r kg:epochDate ?reference .
        ?x a kg:Discrepancy ; kg:between ?i , ?r ; kg:days ?days FILTER(LANG(?who) = "hi") }""",
    )
    assert rows == [("300", "2031-05-19", "देवेन काली", "2030-07-23", "2030-07-27", "4")]
    texts = {str(o) for o in three.objects(three.value(None, RDF.type, KG.Discrepancy), RDFS.label)}
    assert any("2030-07-23" in t and "2030-07-27" in t and "4 days apart" in t for t in texts) and len(texts) == 2


@pytest.mark.parametrize("name", ["gaza-war", "epoch/gaza-war"])
def test_a_count_of_a_registered_war_uses_the_registry(name: str) -> None:
    text = "ग़ज़ा की जंग का 12वाँ दिन"
    count = DayCount(
        12,
        True,
        "ग़ज़ा की जंग",
        Mention(0, len(text), text),
        date(2023, 10, 18),
        date(2023, 10, 7),
        name,
        date(2023, 10, 7),
        "registry",
        0,
    )
    graph = report_graph(Extraction(Report("d", text, "hi"), counts=(count,)))
    reference = reference_graph()
    known = next(graph.objects(None, KG.referenceEpoch))
    assert (known, KG.epochDate, Literal("2023-10-07", datatype=XSD.date)) in reference
    assert set(graph.objects(None, KG.ofTRS)) == {reference.value(known, KG.ofTRS)}
    assert not list(graph.subjects(RDF.type, KG.Discrepancy))
    assert list(graph.objects(None, KG.epochNumber)) == [Literal("1", datatype=XSD.integer)]


def test_a_date_of_another_calendar_stands_beside_the_gregorian_one(saka: Graph) -> None:
    rows = ask(
        saka,
        """SELECT ?words ?calendar ?original ?day ?basis { ?t kg:originalDate ?original ; kg:words ?words ;
        kg:basis ?basis ;
        kg:calendar ?calendar ; kg:describes/kg:date ?day }""",
    )
    assert rows == [("8 श्रावण 1953", iris.calendar("saka"), "1953-05-08", "2031-07-30", "calendar")]


def test_bodies_and_states_without_a_person_are_sides(saka: Graph) -> None:
    rows = ask(saka, "SELECT ?side ?p { ?e kg:side ?s . ?s rdfs:label ?side . ?e ?p ?s FILTER(?p != kg:side) }")
    assert [(side, p.removeprefix(iris.NS)) for side, p in rows] == [
        ("जल बोर्ड", "organization"),
        ("जल बोर्ड", "organization"),
        ("बीज निगम", "organization"),
        ("बीज निगम", "organization"),
        ("वारेन", "country"),
        ("सोनगढ़", "country"),
    ]


def test_a_month_has_bounds_and_no_day(saka: Graph) -> None:
    rows = ask(
        saka,
        """SELECT ?a ?b ?place { ?e kg:edtf '2031-09'^^edtf:EDTF ; a kg:Event ; kg:earliest ?a ;
        kg:latest ?b ; kg:place/rdfs:label ?place FILTER NOT EXISTS { ?e kg:date ?d } }""",
    )
    assert rows == [("2031-09-01", "2031-09-30", "धानपुर")]


def test_status_and_mode_stand_apart(saka: Graph, denied: Graph) -> None:
    assert ask(saka, "SELECT ?d { ?e kg:status kg:held ; kg:mode kg:video ; kg:date ?d }") == [("2031-07-30",)]
    assert ask(saka, "SELECT ?d { ?e kg:status kg:cancelled ; kg:date ?d }") == [("2031-08-03",)]
    assert ask(saka, "SELECT ?e { ?e kg:status kg:planned ; kg:earliest ?d ; kg:mode kg:inPerson }") != []
    assert len(ask(denied, "SELECT ?e { ?e kg:status kg:denied ; kg:toldBy/a kg:Claim }")) == 2


def test_warnings_are_kept_with_their_place(saka: Graph) -> None:
    rows = ask(
        saka,
        """SELECT ?code ?words ?s { ?n a kg:Notice ; kg:code ?code ; kg:evidence ?m . ?m nif:anchorOf
        ?words ; kg:inSentence/kg:index ?s }""",
    )
    assert rows == [("weekday", "सोमवार 29 जुलाई 2031", "6")]
    assert ask(saka, "SELECT ?w { ?t kg:warning ?w }") == [("29 July 2031 is a Tuesday, not a Monday",)]


def test_an_office_is_attested_on_the_day_of_the_event_only_where_it_was_held(saka: Graph) -> None:
    rows = ask(
        saka,
        """SELECT ?who ?post ?day { ?m a org:Membership ; org:member/rdfs:label ?who ;
        kg:post/rdfs:label ?post ; kg:attestedOn ?day }""",
    )
    assert ("क़मर अली", "उप सचिव", "2031-07-30") in rows
    assert ("ललित दास", "शिक्षा मंत्री", "2031-08-02") in rows, "cancelled: the report vouches for its own day"


def test_without_a_date_of_publication_no_day_is_attested(denied: Graph) -> None:
    rows = ask(
        denied,
        "SELECT ?post ?day { ?m a org:Membership ; kg:post/rdfs:label ?post OPTIONAL { ?m kg:attestedOn ?day } }",
    )
    assert rows == [("विदेश मंत्री", "None")]
    assert not list(denied.objects(None, KG.published))


def test_hostile_metadata_stay_text(denied: Graph) -> None:
    titles = [str(o) for o in denied.objects(URIRef(iris.document(fixture("denied-call").report.id)), RDFS.label)]
    assert titles == ['</script><img src=x onerror=alert(1)> & "शीर्षक" \\ अंत दूसरी पंक्ति']
    assert not list(denied.objects(None, SCHEMA.url))
    assert not any("javascript" in node for node in denied.all_nodes() if isinstance(node, URIRef))


def test_names_are_found_without_nukta_and_in_other_languages(three: Graph) -> None:
    assert ask(three, "SELECT ?l { ?x kg:nameKey 'मीरा जफर' ; rdfs:label ?l }") == [("मीरा ज़फ़र",)]
    assert [row[0] for row in ask(three, f"SELECT ?l {{ ?x kg:nameKey '{fold('سون گڑھ')}' ; rdfs:label ?l }}")] == [
        "Songarh",
        "سون گڑھ",
        "सोनगढ़",
    ]


def test_only_links_of_the_entity_are_written(three: Graph) -> None:
    assert list(three.subject_objects(SKOS.exactMatch)) == [
        (three.value(None, RDFS.label, Literal("Songarh", lang="en")), URIRef("https://example.org/places/songarh"))
    ]


def test_inferred_addressees_are_marked_and_stated_ones_are_not(three: Graph) -> None:
    rows = ask(
        three,
        """SELECT ?text ?p { ?c kg:text ?text ; kg:addressee ?x OPTIONAL { ?c kg:inferred ?p FILTER(?p
        = kg:addressee) } }""",
    )
    assert {p for _, p in rows} == {str(KG.addressee)}
    rows = ask(three, "SELECT ?text { ?c kg:text ?text ; kg:madeAt ?x FILTER NOT EXISTS { ?c kg:inferred kg:madeAt } }")
    assert rows == [("उस भेंट में हमने एक साफ़ वादा सुना",)]


def test_a_quotation_is_direct_speech(three: Graph) -> None:
    assert ask(three, "SELECT ?t { ?c kg:direct true ; kg:text ?t }") == [("एकता ही हमारा रास्ता है",)]


def test_the_report_is_described(three: Graph) -> None:
    rows = ask(
        three,
        """SELECT ?id ?p ?as ?by ?n ?url { ?d dct:identifier ?id ; kg:published ?p ; kg:publishedAs ?as
        ; dct:publisher ?by ; kg:charCount ?n ; schema:url ?url }""",
    )
    length = str(len(fixture("three-sides").report.text))
    url = "https://example.org/ख़बर/12?भाग=क%20ख"
    assert rows == [("three-sides", "2031-05-20", "2031-05-20T23:40:00+05:30", "सोनगढ़ समाचार", length, url)]


@pytest.mark.parametrize("extraction", ALL, ids=IDS)
def test_every_span_has_the_characters_that_stand_at_its_offsets(extraction: Extraction) -> None:
    graph = report_graph(extraction)
    spans = list(graph.subject_objects(NIF.anchorOf))
    assert len(spans) > 20
    for node, words in spans:
        begin, end = (int(str(graph.value(node, p))) for p in (NIF.beginIndex, NIF.endIndex))
        assert extraction.report.text[begin:end] == str(words)


@pytest.mark.parametrize("extraction", ALL, ids=IDS)
def test_every_mention_can_be_shown_in_its_sentence(extraction: Extraction) -> None:
    graph = report_graph(extraction)
    for node in graph.subjects(RDF.type, KG.Mention):
        sentence = graph.value(node, KG.inSentence)
        assert str(graph.value(node, NIF.anchorOf)) in str(graph.value(sentence, NIF.anchorOf))


def leaves(value: Any) -> Iterator[Any]:
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item)
    else:
        yield value


@pytest.mark.parametrize("extraction", ALL, ids=IDS)
def test_everything_that_an_extraction_holds_is_in_the_graph(extraction: Extraction) -> None:
    graph = report_graph(extraction)
    written = {" ".join(str(node).split()) for node in graph.all_nodes()}
    names = {node.rsplit("/", 1)[-1].rsplit("#", 1)[-1] for node in written}
    report = replace(extraction.report, text="", url=None)
    kept = [v for v in leaves(replace(extraction, report=report)) if v not in (None, "", True, False)]
    assert len(kept) > 100
    renamed = {"in_person": "inPerson", "addressees": "addressee", "made_at": "madeAt", "gregorian": "gregorian"}
    for value in kept:
        if isinstance(value, float):
            assert f"{value:g}" in written
        elif isinstance(value, date | int):
            assert str(value) in written
        else:
            text = " ".join(value.split())
            known = text in written or text in names or renamed.get(text) in names
            assert known or iris.thing(text) in written or text in LANGUAGES | IN_HASH, text


LANGUAGES = {"en", "hi", "ur"}
IN_HASH = {"person", "organization", "place", "group", "river-valley-war"}


def test_there_are_no_blank_nodes() -> None:
    for _, _, _, graph in (quads := list(dataset(ALL).quads())):
        assert not isinstance(graph, BNode)
    assert not [node for quad in quads for node in quad if isinstance(node, BNode)]


def test_a_day_is_written_only_where_it_is_exactly_one() -> None:
    for extraction in ALL:
        graph = report_graph(extraction)
        exact = {
            iris.thing(e.id)
            for e in extraction.events
            if e.when and e.when.earliest and e.when.earliest == e.when.latest
        }
        events = {str(s) for s in graph.subjects(KG.date) if (s, RDF.type, KG.Event) in graph}
        assert events == exact


def test_dates_have_one_datatype_and_no_zone() -> None:
    dates = [o for e in ALL for o in report_graph(e).objects() if isinstance(o, Literal) and o.datatype == XSD.date]
    assert len(dates) > 30
    assert all(len(str(o)) == 10 for o in dates)


def test_labels_are_composed_alike_whatever_the_spelling_of_the_report() -> None:
    composed = "\u0917\u095b\u093c"
    entity = Entity("place/x", "place", "\u0917\u093c\u095b\u093e", (), ("\u095a\u095b\u093e",))
    graph = report_graph(Extraction(Report("d", composed, "hi"), entities=(entity,)))
    names = [str(o) for p in (RDFS.label, SKOS.altLabel) for o in graph.objects(URIRef(iris.thing("place/x")), p)]
    assert names == ["\u0917\u093c\u091c\u093c\u093e"]
    assert (URIRef(iris.thing("place/x")), KG.nameKey, Literal("गजा")) in graph


@pytest.mark.parametrize("tag", ["not a tag!", "A", "", "x-private", "en-a", "hi-Deva-IN-x"])
def test_an_unknown_language_tag_does_not_break_the_graph(tag: str) -> None:
    entity = Entity("person/x", "person", "Ada", (), (), ((tag, "Ada B"),))
    graph = report_graph(Extraction(Report("d", "Ada", tag), entities=(entity,)))
    node = URIRef(iris.thing("person/x"))
    assert set(graph.objects(node, RDFS.label)) | set(graph.objects(node, SKOS.altLabel)) == {
        Literal("Ada", lang="und"),
        Literal("Ada B", lang="und"),
    }


@pytest.mark.parametrize("tag", ["hi", "hi-IN", "ur-Arab-PK", "es-419"])
def test_a_language_tag_is_kept(tag: str) -> None:
    graph = report_graph(Extraction(Report("d", "x", tag, title="x")))
    assert Literal("x", lang=tag) in set(graph.objects(None, RDFS.label))


def test_half_characters_are_replaced_in_the_graph() -> None:
    text = "बात \ud800 हुई"
    graph = report_graph(Extraction(Report("d", text, "hi"), sentences=(Mention(0, len(text), text),)))
    assert Literal("बात \ufffd हुई") in set(graph.objects(None, NIF.anchorOf))


def test_kinds_become_classes() -> None:
    kinds = ("person", "group", "organization", "place")
    entities = tuple(Entity(f"{kind}/a", kind, kind, ()) for kind in kinds)  # type: ignore[arg-type]
    graph = report_graph(Extraction(Report("d", "x", "en"), entities=entities))
    found = {graph.value(URIRef(iris.thing(f"{kind}/a")), RDF.type) for kind in kinds}
    assert found == {FOAF.Person, FOAF.Group, ORG.Organization, SCHEMA.Place}


def test_a_hearsay_event_after_its_telling_is_not_put_before_it() -> None:
    text = "मिले"
    span = Mention(0, 4, text)
    days = [
        When(d.isoformat(), d, d, text, "stated", "date", evidence=span) for d in (date(2031, 1, 2), date(2031, 1, 3))
    ]
    now = Event("event/now", "meeting", "held", span, (span,), when=days[0])
    told = Event("event/told", "meeting", "held", span, (span,), when=days[1], told_by="claim/c")
    claim = Claim("claim/c", "person/a", "assertion", text, span, span, made_at="event/now")
    graph = report_graph(Extraction(Report("d", text, "hi"), events=(now, told), claims=(claim,)))
    assert not list(graph.subject_objects(KG.before))
    assert (URIRef(iris.thing("claim/c")), KG.mentionsEvent, URIRef(iris.thing("event/told"))) in graph

    undated = replace(told, when=None)
    graph = report_graph(Extraction(Report("d", text, "hi"), events=(now, undated), claims=(claim,)))
    before = (URIRef(iris.thing("event/told")), KG.before, URIRef(iris.thing("event/now")))
    assert list(graph.triples((None, KG.before, None))) == [before]


def test_each_report_has_its_graph_and_the_default_graph_is_their_merge() -> None:
    merged = dataset(ALL)
    names = {str(g.identifier) for g in merged.graphs() if len(g)} - {str(merged.default_graph.identifier)}
    assert names == {*(iris.graph(e.report.id) for e in ALL), iris.TYPES_GRAPH, iris.REFERENCE_GRAPH}
    everything = set(types_graph()) | set(reference_graph()) | {t for e in ALL for t in report_graph(e)}
    assert set(merged.default_graph) == everything


def test_two_reports_that_differ_about_one_meeting_both_stay() -> None:
    merged = dataset(ALL)
    rows = merged.query(
        """SELECT ?g ?status { GRAPH ?g { ?e kg:status ?status ; kg:date "2031-05-20"^^xsd:date ; a kg:Event } }""",
        initNs=PREFIXES,
    )
    found = {str(row[0]): str(row[1]) for row in rows}  # type: ignore[index]
    assert found == {
        iris.graph("three-sides"): iris.status("held"),
        iris.graph(fixture("denied-call").report.id): iris.status("denied"),
    }


def test_concepts_come_with_the_data_so_that_a_branch_can_be_asked_for() -> None:
    merged = dataset(ALL)
    rows = ask(
        merged.default_graph, "SELECT DISTINCT ?t { ?e a kg:Event ; kg:eventType ?t . ?t skos:broader* type:meeting }"
    )
    assert rows == [(iris.event_type("meeting"),), (iris.event_type("phone-call"),)]
