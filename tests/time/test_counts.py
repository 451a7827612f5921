"""Counted days, and the registry of the days from which they count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.time import load_epochs, times
from kg.time.epochs import shipped

HEAD = """
@prefix kg: <https://w3id.org/mulaqat/ns#> . @prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def epoch_file(folder: Path, body: str) -> Path:
    file = folder / "epochs.ttl"
    file.write_text(HEAD + body, encoding="utf-8")
    return file


def test_days_completed_are_elapsed_days_and_the_text_wins() -> None:
    text = "हनीया ने कहा कि कल ग़ज़ा की जंग को 300 दिन पूरे हो गए"
    (count,) = times(text, "hi", published=date(2024, 7, 30)).counts
    assert (count.n, count.ordinal, count.on) == (300, False, date(2024, 7, 29))
    assert (count.implied, count.reference, count.off) == (date(2023, 10, 3), date(2023, 10, 7), 4)
    assert count.reference_source is not None
    assert count.evidence.text == "ग़ज़ा की जंग को 300 दिन पूरे"


@pytest.mark.parametrize(
    ("text", "lang", "on"),
    [
        ("यूक्रेन युद्ध का 100वां दिन", "hi", date(2022, 6, 3)),
        ("on the 1,000th day of Russia's full-scale war", "en", date(2024, 11, 19)),
        ("What we know on day 300 of the war in Ukraine", "en", date(2022, 12, 20)),
        ("غزہ جنگ کے 300ویں دن", "ur", date(2024, 8, 1)),
        ("در سیصدمین روز جنگ غزه", "fa", date(2024, 8, 1)),
        ("في اليوم الـ300 من الحرب على غزة", "ar", date(2024, 8, 1)),
    ],
)
def test_a_numbered_day_counts_the_first_day_as_one(text: str, lang: str, on: date) -> None:
    found = times(text, lang, published=None)
    (count,) = found.counts
    assert (count.ordinal, count.on, count.implied, count.off) == (True, on, None, None)
    assert [when.edtf for when in found.whens] == [on.isoformat()]
    assert found.whens[0].basis == "counted"


def test_a_count_tied_to_a_day_says_which_start_it_implies() -> None:
    (count,) = times("On Tuesday, the 1,000th day of Russia's war", "en", published=date(2024, 11, 19)).counts
    assert (count.on, count.implied, count.off) == (date(2024, 11, 19), date(2022, 2, 24), 0)


def test_a_day_named_inside_the_count_decides_it() -> None:
    found = times("यूक्रेन युद्ध के आज 1,433 दिन पूरे हो गए", "hi", published=date(2026, 1, 27))
    assert found.counts[0].on == date(2026, 1, 27)
    assert "आज" in [when.text for when in found.whens]


def test_a_war_without_a_name_takes_the_only_one_the_report_names() -> None:
    found = times("Gaza, August 1. On the 300th day of the war they talked.", "en", published=date(2024, 8, 1))
    assert found.counts[0].epoch == "epoch/gaza-war"


def test_a_strike_has_no_epoch_and_no_day() -> None:
    (count,) = times("हड़ताल के 12वें दिन वे मिले", "hi", published=date(2024, 8, 1)).counts
    assert (count.epoch, count.on) == (None, None)


def test_every_shipped_epoch_names_its_source() -> None:
    assert [epoch.id for epoch in shipped()] == ["epoch/gaza-war", "epoch/ukraine-war"]
    assert all(epoch.source.startswith("https://") for epoch in shipped())


def test_epochs_of_ones_own(tmp_path: Path) -> None:
    file = epoch_file(
        tmp_path,
        '<urn:x> a kg:EpochAssertion ; kg:epochDate "2020-01-01"^^xsd:date ; kg:epochNumber 0 ;'
        ' prov:wasDerivedFrom <https://example.org/s> ; skos:hiddenLabel "Freedonia" .',
    )
    epochs = load_epochs(file)
    found = times("on day 10 of the war in Freedonia", "en", published=None, epochs=epochs)
    assert (found.counts[0].epoch, found.counts[0].on) == ("urn:x", date(2020, 1, 10))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<urn:x> a kg:EpochAssertion ; kg:epochNumber 0 .", "lacks <https://w3id.org/mulaqat/ns#epochDate>"),
        (
            '<urn:x> a kg:EpochAssertion ; kg:epochDate "2020" ; kg:epochNumber 0 ; prov:wasDerivedFrom <urn:s> .',
            "write a day as YYYY-MM-DD",
        ),
        (
            '<urn:x> a kg:EpochAssertion ; kg:epochDate "2020-01-01" ; kg:epochNumber 7 ; prov:wasDerivedFrom <u:s> .',
            "allowed: 0, 1",
        ),
        ("<urn:x> a", "epochs.ttl"),
    ],
)
def test_a_wrong_registry_is_refused_with_file_and_fix(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(ResourceError, match=says) as error:
        load_epochs(epoch_file(tmp_path, body))
    assert "\n" not in str(error.value)


def test_a_missing_registry_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="none.ttl"):
        load_epochs(tmp_path / "none.ttl")
