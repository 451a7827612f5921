"""The one real report: what its graph must say by itself. No rule and no list names its people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rdflib import Literal

import kg
from kg.api import KnowledgeGraph
from kg.nouns import Entity, Event, Extraction

REPORT = Path(__file__).resolve().parents[1] / "data" / "reports" / "hi-00.txt"


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return kg.build([REPORT])


@pytest.fixture(scope="module")
def extraction(graph: KnowledgeGraph) -> Extraction:
    (extraction,) = graph.extractions
    return extraction


def entities(extraction: Extraction) -> dict[str, Entity]:
    return {e.id: e for e in extraction.entities}


def meetings(extraction: Extraction) -> list[Event]:
    return [e for e in extraction.events if e.type == "meeting"]


def test_a_meeting_of_three_on_the_30th_of_july(extraction: Extraction) -> None:
    names = entities(extraction)
    meeting = meetings(extraction)[0]
    assert (meeting.status, meeting.mode, meeting.place, meeting.told_by) == ("held", "in_person", None, None)
    assert meeting.when is not None
    assert (meeting.when.edtf, meeting.when.basis) == ("2024-07-30", "stated")
    told = [
        (names[p.entity].name, p.role, names[p.organization].name if p.organization else None)
        for p in meeting.participations
    ]
    assert told == [
        ("सैयद अली ख़ामेनेई", "इस्लामी इंक़ेलाब के नेता", None),
        ("इस्माईल हनीया", "पोलित ब्यूरो प्रमुख", "हमास"),
        ("ज़्याद अन्नख़ाला", "सेक्रेटरी जनरल", "जेहादे इस्लामी आंदोलन"),
    ]


def test_later_mentions_are_the_same_meeting(extraction: Extraction) -> None:
    assert [m.text for m in meetings(extraction)[0].also] == ["मुलाक़ात"] * 3


def test_an_earlier_meeting_told_by_a_participant(extraction: Extraction) -> None:
    names = entities(extraction)
    assert len(meetings(extraction)) == 2
    earlier = meetings(extraction)[1]
    assert [names[p.entity].name for p in earlier.participations] == ["इस्माईल हनीया", "पिज़िश्कियान"]
    assert earlier.when is not None
    assert (earlier.when.earliest, earlier.when.latest) == (None, date(2024, 7, 30))
    assert earlier.when.basis == "publication"
    teller = next(c for c in extraction.claims if c.id == earlier.told_by)
    assert names[teller.speaker].name == "इस्माईल हनीया"


def test_claims_of_all_three_speakers_with_their_sentence(extraction: Extraction) -> None:
    names = entities(extraction)
    speakers = {names[c.speaker].name for c in extraction.claims}
    assert speakers == {"सैयद अली ख़ामेनेई", "इस्माईल हनीया", "ज़्याद अन्नख़ाला"}
    for claim in extraction.claims:
        assert extraction.report.text[claim.evidence.start : claim.evidence.end] == claim.text
        assert any(s.start <= claim.evidence.start < claim.evidence.end <= s.end for s in extraction.sentences)
    banner = next(c for c in extraction.claims if "परचम" in c.text)
    assert (banner.kind, names[banner.speaker].name) == ("assertion", "सैयद अली ख़ामेनेई")
    assert {names[a].name for a in banner.addressees} == {"इस्माईल हनीया", "ज़्याद अन्नख़ाला"}
    assert "addressees" in banner.inferred


def test_three_hundred_days_do_not_fit_the_calendar(extraction: Extraction) -> None:
    (count,) = extraction.counts
    assert (count.n, count.ordinal, count.on) == (300, False, date(2024, 7, 29))
    assert (count.implied, count.reference, count.off) == (date(2023, 10, 3), date(2023, 10, 7), 4)
    assert count.reference_source
    claim = next(c for c in extraction.claims if c.id == count.claim)
    assert entities(extraction)[claim.speaker].name == "इस्माईल हनीया"


def test_the_graph_states_the_discrepancy_and_both_epochs(graph: KnowledgeGraph) -> None:
    assert [row[0] for row in kg.query(graph, "discrepancies").rows] == [Literal(4)]
    epochs = {(str(start), str(inferred)) for _, start, _, inferred, _ in kg.query(graph, "epochs").rows}
    assert {("2023-10-03", "yes"), ("2023-10-07", "no")} <= epochs


@pytest.mark.parametrize("spelling", ["ग़ज़ा", "\u095a\u095b\u093e", "गजा"])
def test_a_name_is_found_with_and_without_nukta(graph: KnowledgeGraph, spelling: str) -> None:
    found = kg.query(graph, "find", name=spelling).rows
    assert {str(row[0]) for row in found} == {"https://w3id.org/mulaqat/id/place/gaza-strip"}


def test_the_graph_fits_its_shapes(graph: KnowledgeGraph) -> None:
    assert list(kg.check(graph)) == []
