"""Laws that hold for any text and any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language import codes
from kg.time import find, times
from kg.time.calendars import hijri_of, hijri_to_date, jalali_of, jalali_to_date
from kg.time.lexicon import lexicon

settings.register_profile("time", deadline=None)
settings.load_profile("time")

LANGUAGES = codes()
DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2077, 1, 1))
PHRASES = [(code, text) for code in LANGUAGES for rule in lexicon(code).rules for text, _, _ in rule.examples]
MONTHS_HI = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]


@given(text=st.text(max_size=300), lang=st.sampled_from(LANGUAGES), day=st.none() | DAYS)
def test_any_text_is_read_without_an_error(text: str, lang: str, day: date | None) -> None:
    times(text, lang, published=day)


@given(
    words=st.lists(st.sampled_from([word for _, text in PHRASES for word in text.split()]), max_size=25),
    lang=st.sampled_from(LANGUAGES),
    day=DAYS,
)
@settings(max_examples=200)
def test_any_order_of_words_of_time_keeps_its_offsets_and_bounds(words: list[str], lang: str, day: date) -> None:
    text = " ".join(words)
    for when in times(text, lang, published=day).whens:
        assert when.evidence is not None
        assert text[when.evidence.start : when.evidence.end] == when.text
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest


MONTHS = [
    (code, " ".join(entry[0]))
    for code in LANGUAGES
    for entries in lexicon(code).entries.values()
    for entry in entries
    if entry[1].startswith("month")
]
SHAPES = ["{}", "5 {}", "5 {} 1446", "{} 2024", "in {} of", "{} में", "{} سے", "ماه {}", "شهر {}", "5 से 7 {}", "{} {}"]


@given(row=st.sampled_from(MONTHS), shape=st.sampled_from(SHAPES), day=DAYS)
@settings(max_examples=300)
def test_every_month_of_every_calendar_is_read_on_any_day(row: tuple[str, str], shape: str, day: date) -> None:
    code, name = row
    for when in times(shape.format(name, name), code, published=day).whens:
        assert when.edtf


@given(row=st.sampled_from(PHRASES), day=DAYS)
@settings(max_examples=300)
def test_earliest_and_latest_agree_with_edtf(row: tuple[str, str], day: date) -> None:
    code, text = row
    for when in times(text, code, published=day).whens:
        parsed = parse_edtf(when.edtf)
        if when.earliest is None or when.latest is None or when.calendar in ("umm-al-qura", "hijri"):
            continue
        low, high = parsed.lower_strict(), parsed.upper_strict()
        if "-21" <= when.edtf[4:7] <= "-24":
            continue
        assert (low.tm_year, low.tm_mon, low.tm_mday) == when.earliest.timetuple()[:3]
        assert (high.tm_year, high.tm_mon, high.tm_mday) == when.latest.timetuple()[:3]


@given(day=DAYS)
def test_solar_hijri_days_round_trip(day: date) -> None:
    assert jalali_to_date(*jalali_of(day)) == day


@given(day=DAYS)
def test_lunar_hijri_days_round_trip(day: date) -> None:
    assert hijri_to_date(*hijri_of(day)) == day


@given(day=DAYS)
def test_a_day_written_in_words_is_read_back(day: date) -> None:
    text = f"वे {day.day} {MONTHS_HI[day.month - 1]} {day.year} को मिले"
    assert [when.edtf for when in times(text, "hi", published=None).whens] == [day.isoformat()]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("hi", "वे कल मिले"),
        ("hi", "वे परसों मिलेंगे"),
        ("hi", "वे तीन दिन पहले मिले"),
        ("en", "They met yesterday"),
        ("en", "They met two days ago"),
        ("ur", "وہ کل ملے"),
        ("fa", "دیروز دیدار کردند"),
        ("ar", "التقيا أمس"),
    ],
)
@given(day=DAYS)
def test_a_day_later_moves_relative_days_by_one(code: str, text: str, day: date) -> None:
    (first,) = times(text, code, published=day).whens
    (second,) = times(text, code, published=day + timedelta(days=1)).whens
    assert first.earliest is not None
    assert second.earliest == first.earliest + timedelta(days=1)


@given(row=st.sampled_from(PHRASES), day=DAYS)
@settings(max_examples=200)
def test_a_day_later_does_not_move_stated_dates(row: tuple[str, str], day: date) -> None:
    code, text = row
    before = {
        w.text: w.edtf
        for w in times(text, code, published=day).whens
        if w.basis == "stated" and w.text[-4:].isdecimal()
    }
    after = {w.text: w.edtf for w in times(text, code, published=day + timedelta(days=1)).whens}
    assert all(after[words] == edtf for words, edtf in before.items())


@given(day=DAYS, lang=st.sampled_from(LANGUAGES))
def test_an_iso_day_is_found_in_every_language(day: date, lang: str) -> None:
    (mention,) = find(f"x {day.isoformat()} x", lang)
    assert (mention.text, mention.start) == (day.isoformat(), 2)
