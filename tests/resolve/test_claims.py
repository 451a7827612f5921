"""A claim that is told twice is one, whatever else is said."""

from __future__ import annotations

from datetime import date

from kg.extractors import findings
from kg.nouns import Report
from kg.resolve import assemble

SHORT = "रेल मंत्री अनिल कुमार वर्मा ने कहा कि नई रेल लाइन अगले साल तैयार होगी।"
LONG = "रेल मंत्री अनिल कुमार वर्मा ने कहा कि नई रेल लाइन अगले साल मार्च तक पूरी तैयार होगी।"
LONGEST = "रेल मंत्री अनिल कुमार वर्मा ने कहा कि नई रेल लाइन अगले साल मार्च तक पूरी तैयार होगी और उस पर गाड़ियां चलेंगी।"
OTHER = "रेल मंत्री अनिल कुमार वर्मा ने कहा कि किराया नहीं बढ़ेगा।"
SOMEBODY = "सांसद सुनीता राजेश देशमुख ने कहा कि नई रेल लाइन अगले साल तैयार होगी।"


def said(*sentences: str) -> list[str]:
    report = Report("example", "\n".join(sentences), "hi", date(2024, 7, 30))
    return [claim.evidence.text for claim in assemble(report, findings(report)).claims]


def test_the_fuller_telling_stays() -> None:
    assert said(SHORT, LONG) == said(LONG)
    assert said(LONG, SHORT) == said(LONG)


def test_of_three_tellings_the_fullest_stays() -> None:
    assert said(SHORT, LONG, LONGEST) == said(LONGEST)


def test_two_claims_stay_two() -> None:
    assert len(said(SHORT, OTHER)) == 2


def test_two_speakers_stay_two() -> None:
    assert len(said(SHORT, SOMEBODY)) == 2
