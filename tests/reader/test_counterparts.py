"""Words that tell an office by another's, on the examples of the languages' lists."""

from __future__ import annotations

import pytest

import kg
from kg.language import folder, table
from kg.reader.counterparts import counterparts
from kg.reader.sentences import sentences
from kg.reader.tokens import Span

LISTED = [code for code in kg.languages() if (folder(code) / "counterparts.toml").exists()]
EXAMPLES = [(code, case) for code in LISTED for case in table(code, "counterparts")["examples"]]
NOT = [(code, case) for code in LISTED for case in table(code, "counterparts")["not"]]


def found(text: str, lang: str, persons: list[str], roles: list[str]) -> dict[str, str]:
    spans = sorted(place(text, person) for person in persons)
    hits = counterparts(text, lang, sentences(text, spans), spans, [place(text, role) for role in roles])
    return {text[slice(*spans[n])]: text[slice(*word)] for n, word in hits.items()}


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(("lang", "case"), EXAMPLES, ids=lambda v: str(v)[:40])
def test_an_example_has_its_word(lang: str, case: dict) -> None:
    assert found(case["text"], lang, list(case["of"]), []) == case["of"]


@pytest.mark.parametrize(("lang", "case"), NOT, ids=lambda v: str(v)[:40])
def test_a_counter_example_has_none(lang: str, case: dict) -> None:
    assert found(case["text"], lang, case["persons"], case.get("roles", [])) == {}


def test_every_language_has_a_list() -> None:
    assert sorted(LISTED) == ["ar", "en", "fa", "hi", "ur"]


def test_the_one_whose_counterpart_it_is_has_it_not() -> None:
    text = "Minister Ana Brandt and her counterpart, Luis Paz, met Awa Keita."
    assert found(text, "en", ["Ana Brandt", "Luis Paz", "Awa Keita"], ["Minister"]) == {"Luis Paz": "counterpart"}
