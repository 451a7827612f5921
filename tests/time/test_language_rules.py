"""Every rule of every language does what its examples say, and keeps away from its counter-examples."""

from __future__ import annotations

from datetime import date

import pytest

from kg.language import codes
from kg.time import times
from kg.time.grammar import find
from kg.time.lexicon import Rule, lexicon
from kg.time.resolve import resolve
from kg.time.value import Value

LANGUAGES = codes()
RULES = [(code, rule) for code in LANGUAGES for rule in (*lexicon(code).rules, *lexicon(code).ranges)]
EXAMPLES = [(code, rule, example) for code, rule in RULES for example in rule.examples]
COUNTER = [(code, rule, text) for code, rule in RULES for text in rule.counter]


def readings(text: str, lang: str, said: date) -> list[tuple[str, str, str]]:
    """(rule, words, EDTF) of every mention, periods and counted days included."""
    out = []
    previous: Value | None = None
    for mention in find(text, lang):
        if mention.kind == "period":
            when = resolve(mention, anchor=said, previous=previous)
            out.append((mention.rule, mention.text, when.edtf if when else ""))
    for when in times(text, lang, published=said).whens:
        assert when.evidence is not None
        out.append((when.evidence.rule.removeprefix("time/"), when.text, when.edtf))
    return out


@pytest.mark.parametrize(("code", "rule", "example"), EXAMPLES, ids=lambda x: x if isinstance(x, str) else None)
def test_example(code: str, rule: Rule, example: tuple[str, str, str]) -> None:
    text, words, edtf = example
    found = readings(text, code, date.fromisoformat(lexicon(code).said))
    assert (rule.name, words, edtf) in found


@pytest.mark.parametrize(("code", "rule", "text"), COUNTER, ids=lambda x: x if isinstance(x, str) else None)
def test_counter_example(code: str, rule: Rule, text: str) -> None:
    found = readings(text, code, date.fromisoformat(lexicon(code).said))
    assert rule.name not in [name for name, _, _ in found]


@pytest.mark.parametrize(("code", "rule", "text"), [row for row in COUNTER if row[1].kind == "skip"])
def test_what_is_no_date_gives_none(code: str, rule: Rule, text: str) -> None:
    assert times(text, code, published=date(2024, 7, 30)).whens == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_has_an_example_or_a_counter_example(code: str) -> None:
    rules = (*lexicon(code).rules, *lexicon(code).ranges)
    assert [rule.name for rule in rules if not rule.examples and not rule.counter] == []
    assert [rule.name for rule in rules if rule.kind != "skip" and not rule.examples] == []
