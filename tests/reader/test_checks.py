"""What the text settles whatever the model is sure of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.findings import Frame
from kg.nouns import Mention
from kg.reader.checks import beside, in_brackets, in_step
from kg.reader.decode import Found
from kg.reader.tagging import Tagged
from kg.reader.tokens import words
from kg.time import times


def tagged(text: str, spans: dict[str, str]) -> Tagged:
    places = words(text)
    mentions = []
    for said, kind in spans.items():
        start = text.index(said)
        inside = [n for n, (a, b) in enumerate(places) if a < start + len(said) and b > start]
        mentions.append(Found(inside[0], inside[-1], kind, 0.9))
    return Tagged(tuple(places), tuple(mentions), (), {}, {})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ana Ruiz (mayor, Old Town Party) met Bo Li.", {"role": 1, "organization": 2}),
        ("Ana Ruiz met the mayor (Old Town Party).", {}),
        ("Ana Ruiz (with mayor Cy Rao of Old Town Party) left.", {}),
    ],
)
def test_what_stands_in_brackets_after_a_name_is_its_own(text: str, found: dict[str, int]) -> None:
    kinds = {"Ana Ruiz": "person", "mayor": "role", "Old Town Party": "organization", "Cy Rao": "person"}
    marks = tagged(text, {said: kind for said, kind in kinds.items() if said in text})
    hits = {kind: in_brackets(text, marks, 0, kind) for kind in ("role", "organization")}
    assert {kind: n for kind, n in hits.items() if n is not None} == found


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Om Rao, chair of the Mill Union, left.", True),
        ("Mill Union chair Om Rao left.", True),
        ("Om Rao, chair, praised Mill Union.", False),
        ("The chair of Om Rao's old friends in Mill Union left.", False),
    ],
)
def test_a_body_beside_an_office_is_the_one_it_is_held_in(text: str, hit: bool) -> None:
    marks = tagged(text, {"chair": "role", "Mill Union": "organization", "Om Rao": "person"})
    assert (beside(text, marks, 0, "organization") == 1) is hit


@pytest.mark.parametrize(
    ("status", "said", "day"),
    [
        ("planned", "He met her, it was said, on Friday.", "2024-05-24"),
        ("held", "He met her on Friday.", "2024-05-17"),
        ("held", "He will meet her on Friday.", "2024-05-17"),
        ("planned", "He will meet her on Friday.", "2024-05-24"),
    ],
)
def test_a_weekday_goes_with_the_status_of_its_meeting(status: str, said: str, day: str) -> None:
    published = date(2024, 5, 20)
    found = times(said, "en", published=published).whens
    frame = replace(Frame("meeting", Mention(0, 1, "H"), 0, "held", time=0), status=status)
    (when,) = in_step([frame], found, published)
    assert when.edtf == day and when.earliest == when.latest == date.fromisoformat(day)


def test_a_day_of_the_month_is_not_moved() -> None:
    published = date(2024, 5, 20)
    found = times("He will meet her on 17 May 2024.", "en", published=published).whens
    assert in_step([Frame("meeting", Mention(0, 1, "H"), 0, "planned", time=0)], found, published) == found
