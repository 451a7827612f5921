"""Which reader reads what: the model everywhere, and the rules with it where a language has them."""

from __future__ import annotations

from datetime import date

import pytest

import kg
from kg import readers
from kg.errors import KgError
from kg.nouns import Extraction, Report

MEETINGS = {
    "en": "Trade minister Amina Lawal met Port Authority director Henrik Dahl in Lagos on Monday.",
    "ur": "وزیر تجارت آمنہ لاول نے پیر کو لاہور میں بندرگاہ اتھارٹی کے ڈائریکٹر ہنرک داہل سے ملاقات کی۔",
    "fa": "آمنه لاوال، وزیر بازرگانی، روز دوشنبه در تهران با هنریک دال، مدیر سازمان بندر، دیدار کرد.",
    "ar": "التقت وزيرة التجارة آمنة لاوال مدير هيئة الميناء هنريك دال في الدوحة يوم الاثنين.",
}


def read(lang: str, text: str, reader: str = "learned") -> Extraction:
    (extraction,) = kg.extract(Report("r", text, lang, date(2024, 7, 31)), reader=reader)
    return extraction


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_a_plain_meeting_is_found_in_languages_without_rules(lang: str) -> None:
    extraction = read(lang, MEETINGS[lang])
    (event,) = extraction.events
    assert event.type == "meeting"
    assert len(event.participations) == 2
    assert event.when is not None and event.when.edtf == "2024-07-29"
    assert kg.check(kg.build(extraction.report)) == []


@pytest.mark.parametrize("lang", MEETINGS)
def test_rules_yield_times_only_and_say_so(lang: str) -> None:
    extraction = read(lang, MEETINGS[lang], reader="rules")
    assert extraction.events == () and len(extraction.times) == 1
    assert [notice.code for notice in extraction.warnings] == ["times-only"]


@pytest.mark.parametrize("reader", readers.READERS)
def test_hindi_is_read_by_each_reader(reader: str) -> None:
    text = "मंत्री रीता दास ने सोमवार को राजदूत पीटर कोल से मुलाकात की।"
    (event,) = read("hi", text, reader=reader).events
    assert event.type == "meeting" and len(event.participations) == 2


def test_an_unknown_reader_is_refused_by_name() -> None:
    with pytest.raises(KgError, match="no reader 'guess'; there are: learned, rules, model"):
        kg.build(Report("r", "x", "hi"), reader="guess")
    assert readers.READERS == ("learned", "rules", "model")
