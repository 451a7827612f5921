"""Where a mention ends."""

from __future__ import annotations

import pytest

from kg.reader.decode import Found
from kg.reader.tagging import trimmed
from kg.reader.tokens import words


@pytest.mark.parametrize(
    ("text", "kind", "last"),
    [("ملاقات کی۔", "trigger", 1), ("Ana Roe,", "person", 1), ("Ed Roe Jr.", "person", 3), ("۔", "trigger", None)],
)
def test_a_mention_ends_before_a_stop_or_a_comma(text, kind, last) -> None:
    spans = words(text)
    made = trimmed(Found(0, len(spans) - 1, kind, 0.9), 0, spans, text)
    assert (made.last if made else None) == last
