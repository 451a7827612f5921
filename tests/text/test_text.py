"""Spellings that a reader takes for one word fold to one form; offsets lead back to the text as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.text import fold, fold_with_offsets, name_key, words

TEXTS = st.text(max_size=40) | st.text(alphabet="ग़ज़ाफ़िलਁँंिी\u093c\u200d\u0640 يىکكةآأßİﬁ-", max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ग़ज़ा", "\u095a\u095b\u093e"),
        ("ग़ज़ा", "गजा"),
        ("सप्\u200dताह", "सप्ताह"),
        ("पहुँचे", "पहुंचे"),
        ("مُحَمَّد", "محمد"),
        ("علي", "علی"),
        ("كتاب", "کتاب"),
        ("Élysée", "elysee"),
        ("  दो\u00a0 शब्द\n", "दो शब्द"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("कम", "काम"), ("दिन", "दीन"), ("की", "कि"), ("سال", "سیل")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300)
@given(TEXTS, st.data())
def test_a_folded_span_leads_to_letters_that_fold_to_it(text: str, data: st.DataObject) -> None:
    folded = fold_with_offsets(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.span(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold_with_offsets(text[first:last]).text


@pytest.mark.parametrize(
    ("one", "other"), [("नरेन्द्र मोदी", "नरेंद्र मोदी"), ("एस. जयशंकर", "एस जयशंकर"), ("के.पी. शर्मा ओली", "के पी शर्मा ओली")]
)
def test_a_name_has_one_key_however_it_is_written(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    assert name_key(one) != name_key(one.split()[-1])


def test_a_name_without_letters_keeps_a_key() -> None:
    assert name_key("!!") == "!!"


def test_a_danda_and_a_mark_of_abbreviation_are_no_letters() -> None:
    assert words("वे डॉ॰ सिंह से मिले।") == ["वे", "डॉ", "सिंह", "से", "मिले"]


def test_words_are_folded_and_without_punctuation() -> None:
    assert words("«ग़ज़ा», के.पी. शर्मा-2!") == ["गजा", "के", "पी", "शर्मा", "2"]
