"""Every word list carries examples and counter-examples; here they run."""

from __future__ import annotations

from datetime import date

import pytest

import kg
from kg import readers
from kg.extractors import findings, speech, types
from kg.language import table
from kg.nouns import Extraction, Report
from kg.resolve import assemble

CODES = [code for code in kg.languages() if readers.has_rules(code)]
TYPES = [(code, kind) for code in CODES for kind in types.load(code)]


def read(text: str, lang: str) -> Extraction:
    report = Report("example", text, lang, date(2024, 7, 30))
    return assemble(report, findings(report))


def ids(value: object) -> str:
    return str(value)[:40]


@pytest.mark.parametrize(("lang", "kind", "text"), [(c, k.id, t) for c, k in TYPES for t in k.examples], ids=ids)
def test_an_example_of_an_event_type_is_found(lang: str, kind: str, text: str) -> None:
    assert kind in {event.type for event in read(text, lang).events}


@pytest.mark.parametrize(
    ("lang", "kind", "text"), [(c, k.id, t) for c, k in TYPES for t in k.counter_examples], ids=ids
)
def test_a_counter_example_of_an_event_type_is_none(lang: str, kind: str, text: str) -> None:
    assert kind not in {event.type for event in read(text, lang).events}


def test_every_event_type_has_examples_and_counter_examples() -> None:
    assert {(c, k.id): bool(k.examples and k.counter_examples) for c, k in TYPES} == {(c, k.id): True for c, k in TYPES}


def test_a_part_of_an_event_is_one_that_its_type_allows() -> None:
    allowed = {concept.id: set(concept.roles) for concept in kg.types()}
    for lang, kind in TYPES:
        assert {*kind.parts.values(), *kind.verb_parts.values()} <= allowed[kind.id], (lang, kind.id)


NAMES = [(code, case) for code in CODES for case in table(code, "names")["examples"]]


@pytest.mark.parametrize(("lang", "case"), NAMES, ids=ids)
def test_a_name_is_found_with_its_office_and_body(lang: str, case: dict[str, str]) -> None:
    report = Report("example", case["text"], lang, date(2024, 7, 30))
    people = [r for r in findings(report).references if r.kind == "person" and r.cued]
    assert [p.span.text for p in people] == [case["person"]]
    found = {"role": people[0].role, "organization": people[0].organization, "country": people[0].country}
    assert {k: m.text for k, m in found.items() if m} == {k: case[k] for k in found if k in case}


@pytest.mark.parametrize(
    ("lang", "text"), [(c, t) for c in CODES for t in table(c, "names")["not"]["sentences"]], ids=ids
)
def test_nobody_is_named_where_nobody_is(lang: str, text: str) -> None:
    assert [e.name for e in read(text, lang).entities if e.kind == "person"] == []


STATUS = [(c, s, t) for c in CODES for s, texts in table(c, "grammar")["examples"].items() for t in texts]


@pytest.mark.parametrize(("lang", "status", "text"), STATUS, ids=ids)
def test_the_words_tell_whether_a_meeting_took_place(lang: str, status: str, text: str) -> None:
    assert [e.status for e in read(text, lang).events] == [status]


@pytest.mark.parametrize(
    ("lang", "text"), [(c, t) for c in CODES for t in table(c, "grammar")["not"]["sentences"]], ids=ids
)
def test_a_wish_or_rumour_is_no_meeting(lang: str, text: str) -> None:
    assert read(text, lang).events == ()


SPEECH = [(c, k, t) for c in CODES for k, texts in table(c, "speech")["examples"].items() for t in texts]


@pytest.mark.parametrize(("lang", "kind", "text"), SPEECH, ids=ids)
def test_a_statement_is_found_with_its_kind_and_speaker(lang: str, kind: str, text: str) -> None:
    extraction = read(text, lang)
    (claim,) = extraction.claims
    assert claim.kind == kind
    assert claim.speaker in {e.id for e in extraction.entities if e.kind == "person"}


def test_every_kind_of_statement_has_an_example() -> None:
    assert {(c, kind) for c in CODES for kind in speech.load(c).kinds} == {(c, k) for c, k, _ in SPEECH}


@pytest.mark.parametrize(
    ("lang", "text"), [(c, t) for c in CODES for t in table(c, "speech")["not"]["sentences"]], ids=ids
)
def test_no_statement_where_nobody_speaks(lang: str, text: str) -> None:
    assert read(text, lang).claims == ()
