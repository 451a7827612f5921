"""Spellings of a name that are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.ids import body_id, person_id, place_id
from kg.text import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("नरेन्द्र मेहता", "नरेंद्र मेहता"),
        ("चम्पा पण्डित", "चंपा पंडित"),
        ("एस. तिर्की", "एस तिर्की"),
        ("ज़ाकिर हुसैन", "जाकिर हुसैन"),
        ("पीटर ओ'नील", "पीटर ओ’नील"),
    ],
)
def test_spellings_of_one_name_have_one_id(one: str, other: str) -> None:
    assert person_id(one, "a") == person_id(other, "b")
    assert body_id(one) == body_id(other)
    assert place_id(one) == place_id(other)


@pytest.mark.parametrize(
    ("one", "other"), [("सम्मान राय", "संमान राय"), ("जन्म राय", "जंम राय"), ("नीता राय", "नितिन राय")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert person_id(one, "a") != person_id(other, "a")


def test_a_name_of_one_word_names_nobody_outside_its_report() -> None:
    assert person_id("ओ'नील", "a") != person_id("ओ'नील", "b")


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_a_name_of_signs_keeps_its_folded_form() -> None:
    assert name_key(" !? ") == "!?"
