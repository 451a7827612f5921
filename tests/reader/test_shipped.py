from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.nouns import Report
from kg.reader import findings, names
from kg.reader.model import load
from kg.resources import path

TEXTS = {
    "hi": ("वित्त मंत्री सुनीता राव ने शुक्रवार को भोपाल में उद्योगपति अमर सिंह से मुलाकात की।", {"सुनीता राव", "अमर सिंह"}),
    "en": (
        "Finance Minister Sunita Rao met builder Amar Singh in Bhopal on Friday.",
        {"Sunita Rao", "Amar Singh"},
    ),
    "ur": ("وزیر خزانہ سنیتا راؤ نے جمعہ کو کراچی میں صنعتکار امر سنگھ سے ملاقات کی۔", {"سنیتا راؤ", "امر سنگھ"}),
    "fa": ("وزیر دارایی سعید کریمی روز جمعه در تهران با علی رضایی دیدار کرد.", {"سعید کریمی", "علی رضایی"}),
    "ar": (
        "التقى وزير المالية سعيد الكريمي يوم الجمعة في عمان رجل الأعمال علي الرضائي.",
        {"سعيد الكريمي", "علي الرضائي"},
    ),
}


def report(lang: str) -> Report:
    return Report("x", TEXTS[lang][0], lang, date(2024, 5, 18))


@pytest.mark.parametrize("lang", TEXTS)
def test_a_plain_meeting_is_found_with_both_persons(lang: str) -> None:
    found = findings(report(lang))
    (frame,) = found.frames
    assert {found.references[s.reference].span.text for s in frame.slots} == TEXTS[lang][1]
    assert frame.time is not None and found.times[frame.time].edtf == "2024-05-17"


@pytest.mark.parametrize("lang", TEXTS)
def test_every_finding_lies_where_it_says_and_is_as_sure_as_a_probability(lang: str) -> None:
    found = findings(report(lang))
    mentions = [r.span for r in found.references] + [f.trigger for f in found.frames]
    mentions += [r.role for r in found.references if r.role is not None]
    assert mentions
    for mention in mentions:
        assert TEXTS[lang][0][mention.start : mention.end] == mention.text
        assert 0 < mention.confidence <= 1 and mention.rule.startswith("reader")


def test_the_same_text_gives_the_same_findings() -> None:
    assert findings(report("hi")) == findings(report("hi"))


def test_a_report_without_a_meeting_gives_none() -> None:
    text = "The river rose by two metres overnight. Schools in the valley stay closed until Monday."
    assert findings(Report("x", text, "en", date(2024, 5, 18))).frames == ()


def test_an_empty_report_gives_nothing() -> None:
    assert findings(Report("x", "", "hi", None)).references == ()


def test_a_long_report_is_read_to_its_end() -> None:
    text = "The river rose again. " * 400 + TEXTS["en"][0]
    assert ("Sunita Rao", "person") in {(m.text, kind) for m, kind in names(text)}


def test_a_missing_model_is_named_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="install it again"):
        load(tmp_path)


def test_what_ships_is_small() -> None:
    assert sum(f.stat().st_size for f in path("models").rglob("*")) < 60_000_000
