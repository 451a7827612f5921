"""The language of a text is its script's, a list's or unknown, and a page's own word only where the script agrees."""

from __future__ import annotations

import pytest

from kg.errors import LanguageError
from kg.reading.languages import code, features, identify, script

EXAMPLES = [(language, text) for language, row in features().items() for text in row["examples"]]
COUNTER_EXAMPLES = [(language, text) for language, row in features().items() for text in row["not"]]


@pytest.mark.parametrize(("language", "text"), EXAMPLES)
def test_language_examples_are_identified(language: str, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize(("language", "text"), COUNTER_EXAMPLES)
def test_language_counter_examples_are_not(language: str, text: str) -> None:
    assert identify(text) != language


def test_every_language_has_examples_and_counter_examples() -> None:
    assert {language for language, _ in EXAMPLES} == {language for language, _ in COUNTER_EXAMPLES} == set(features())
    assert set(features()) == {"hi", "en", "ur", "fa", "ar"}


@pytest.mark.parametrize(
    "text", ["", " \n", "12/07/2024", "!?", "\U0001f600", "Встреча в Москве", "会談", "Dilli mein"]
)
def test_identify_says_und_when_unsure(text: str) -> None:
    assert identify(text) == "und"


def test_identify_reads_hindi_with_english_names_in_it() -> None:
    assert identify("WHO और UNICEF के अधिकारियों ने मंत्री से मुलाक़ात की।") == "hi"


def test_identify_rejects_a_hint_that_the_script_contradicts() -> None:
    assert identify("दोनों नेता मिले।", hint="en") == "hi"
    assert identify("The two leaders met in the capital.", hint="hi") == "en"
    assert identify("Встреча в Москве", hint="en") == "und"


def test_identify_takes_a_hint_that_the_script_allows() -> None:
    assert identify("दोन्ही नेते भेटले.", hint="mr") == "mr"
    assert identify("Встреча в Москве", hint="ru") == "ru"
    assert identify("Minister Treffen", hint="de") == "de"
    assert identify("2024", hint="fa") == "fa"


def test_identify_short_arabic_script_without_listed_words_is_told_by_the_model_or_und() -> None:
    assert identify("وزارت خارجه جمهوری اسلامی ایران بیانیه‌ای منتشر ساخت") == "fa"
    assert identify("ل") == "und"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("नमस्ते", "devanagari"), ("سلام", "arabic"), ("hello", "latin"), ("привет", "other"), ("aд", "none"), ("", "none")],
)
def test_script_is_that_of_most_letters(text: str, expected: str) -> None:
    assert script(text) == expected


@pytest.mark.parametrize(
    ("tag", "expected"), [("hi", "hi"), ("hi-IN", "hi"), ("EN", "en"), ("ur_PK", "ur"), (" fa ", "fa")]
)
def test_code_is_the_primary_language(tag: str, expected: str) -> None:
    assert code(tag) == expected


@pytest.mark.parametrize("tag", ["", "h", "Hindi", "हिन्दी", "hi IN", "hi-", "12", "hi\n-IN"])
def test_code_refuses_what_is_no_tag(tag: str) -> None:
    with pytest.raises(LanguageError, match="not a language code; write a code such as hi"):
        code(tag)
