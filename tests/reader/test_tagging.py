"""Mentions side by side: which are one."""

from __future__ import annotations

import pytest

from kg.reader.decode import Found
from kg.reader.tagging import joined, trimmed
from kg.reader.tokens import words

CASES = [
    ("in the Line Barracks", [(1, 1, "place"), (2, 3, "place")], [(1, 3)]),
    ("his company", [(0, 0, "reference"), (1, 1, "reference")], [(0, 0), (1, 1)]),
    ("التقى خليل وبكري", [(1, 1, "person"), (2, 2, "person")], [(1, 1), (2, 2)]),
    ("Oslo\nBergen", [(0, 0, "place"), (1, 1, "place")], [(0, 0), (1, 1)]),
    ("Oslo, Bergen", [(0, 0, "place"), (2, 2, "place")], [(0, 0), (2, 2)]),
    ("chair Ana", [(0, 0, "role"), (1, 1, "person")], [(0, 0), (1, 1)]),
]


@pytest.mark.parametrize(("text", "found", "expected"), CASES)
def test_two_mentions_of_a_kind_with_nothing_between_are_one(text, found, expected) -> None:
    mentions = [Found(first, last, kind, 0.9) for first, last, kind in found]
    made = joined(mentions, 0, words(text), text)
    assert sorted((m.first, m.last) for m in made) == expected


@pytest.mark.parametrize(
    ("text", "kind", "last"),
    [("ملاقات کی۔", "trigger", 1), ("Ana Roe,", "person", 1), ("Ed Roe Jr.", "person", 3), ("۔", "trigger", None)],
)
def test_a_mention_ends_before_a_stop_or_a_comma(text, kind, last) -> None:
    spans = words(text)
    made = trimmed(Found(0, len(spans) - 1, kind, 0.9), 0, spans, text)
    assert (made.last if made else None) == last
