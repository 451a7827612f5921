"""The evidence behind a node points at the words of the report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import Dataset

from kg.errors import QueryError
from kg.graph.iris import thing
from kg.nouns import Extraction
from kg.queries import explain, query
from kg.store import Store

REPORTS = Path(__file__).resolve().parent / "reports"


def test_every_span_holds_its_words_in_the_report(graph: Dataset, extractions: tuple[Extraction, ...]) -> None:
    nodes = [thing(x.id) for e in extractions for x in (*e.entities, *e.events, *e.claims)]
    seen = 0
    for node in nodes:
        for evidence in explain(graph, node):
            text = (REPORTS / f"{evidence.report}.txt").read_text(encoding="utf-8")
            assert text[evidence.start : evidence.end] == evidence.words
            assert evidence.sentence is not None
            assert evidence.sentence in text
            assert 0 <= evidence.confidence <= 1
            assert evidence.rule
            seen += 1
    assert seen > 40


def test_a_person_is_explained_by_name_or_iri(stores: tuple[Store, Store]) -> None:
    """Thapa is named once in the first two reports, twice in the third."""
    for store in stores:
        by_name = explain(store, "हरि  थापा")
        assert [(e.report, e.words, e.kind) for e in by_name] == [
            ("a-library", "हरि थापा", "Person"),
            ("b-plans", "हरि थापा", "Person"),
            ("c-visit", "हरि थापा", "Person"),
            ("c-visit", "हरि थापा", "Person"),
        ]
        assert explain(store, by_name[0].of) == by_name
        assert by_name[0].title == "पुस्तकालयों पर मुलाक़ात"
        assert by_name[0].published == date(2024, 7, 31)
        assert by_name[0].number == 4
        assert by_name[0].sentence == "उन्होंने कहा कि वे पहले नेपाल के राजदूत हरि थापा से भी मिल चुके हैं।"


def test_a_name_without_nukta_is_found(graph: Dataset) -> None:
    assert {e.words for e in explain(graph, "गजा")} == {"ग़ज़ा"}


def test_an_event_is_explained_with_its_participations_and_its_time(stores: tuple[Store, Store]) -> None:
    for store in stores:
        (event,) = {str(row[-1]) for row in query(store, "cancelled").rows}
        assert [(e.kind, e.words) for e in explain(store, event)] == [
            ("Event", "भोपाल नगर निगम और विद्या परिषद की 2 अगस्त 2024 की बैठक रद्द हो गई है।"),
            ("TimeExpression", "2 अगस्त 2024"),
            ("Event", "बैठक"),
        ]
        (planned,) = {str(row[-1]) for row in query(store, "planned").rows}
        parts = [e for e in explain(store, planned) if e.kind == "Participation"]
        assert [e.words for e in parts] == ["सुमन वर्मा", "अनिल ठाकुर"]
        assert [e.words for e in explain(store, parts[0].of)] == ["सुमन वर्मा"]


def test_a_claim_is_explained(graph: Dataset) -> None:
    (claim,) = {str(row[-1]) for row in query(graph, "praise").rows}
    found = {(e.words, e.confidence) for e in explain(graph, claim.replace(thing("claim/"), "claim:"))}
    assert found == {("संघ के काम की सराहना", 0.95), ("सराहना", 1.0)}


def test_a_concept_has_no_evidence(graph: Dataset) -> None:
    assert explain(graph, "type:meeting") == ()


@pytest.mark.parametrize(
    ("node", "message"),
    [
        ("nobody at all", "nothing in the graph is called 'nobody at all'"),
        ("event:none", "event/none: not in the graph"),
        ("https://example.org/none", "https://example.org/none: not in the graph"),
        ("", "nothing in the graph is called ''"),
    ],
)
def test_what_is_not_there_is_said(stores: tuple[Store, Store], node: str, message: str) -> None:
    for store in stores:
        with pytest.raises(QueryError) as raised:
            explain(store, node)
        assert message in str(raised.value)
