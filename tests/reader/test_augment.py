"""Joined training texts: what was said of each part is still said of it, and nothing is said between parts."""

from __future__ import annotations

import random

from kg.reader.labels import tags
from kg.reader.tokens import words
from kg.training.augment import donors, joined, mixed, renamed
from kg.training.data import Example, Marked, names
from kg.training.wanted import word_tags

REPORT = Example(
    "en-x",
    "en",
    "Ana met Bo.",
    (
        Marked(0, 3, "person", frozenset({"p1"})),
        Marked(4, 7, "trigger", frozenset({"m1"})),
        Marked(8, 10, "person", frozenset({"p2"})),
    ),
    True,
    {"same-entity": {(0, 2): True}},
    {1: ("held", "open")},
    ties={"participant": frozenset({("m1", "p1"), ("m1", "p2")})},
)
SENTENCE = names([("Cy", "B-PER"), ("sang", "O")], "s", "en")


def test_marks_and_ties_of_each_part_stand_where_its_words_stand() -> None:
    both = joined([REPORT, REPORT], "\n")
    assert [both.text[m.start : m.end] for m in both.marks] == ["Ana", "met", "Bo", "Ana", "met", "Bo"]
    assert both.ties["participant"] == {("0.m1", "0.p1"), ("0.m1", "0.p2"), ("1.m1", "1.p1"), ("1.m1", "1.p2")}
    assert both.links["same-entity"] == {(0, 2): True, (3, 5): True}
    assert both.meetings == {1: ("held", "open"), 4: ("held", "open")}


def test_a_sentence_of_names_leaves_open_what_its_corpus_does_not_say() -> None:
    both = joined([SENTENCE, REPORT], " ")
    spans = words(both.text)
    placed = {n: _covered(spans, mark) for n, mark in enumerate(both.marks)}
    found = word_tags("mention", both, placed, spans)
    named = [tags("mention")[t] if t >= 0 else t for t in found]
    assert named == ["B-person", -1, "B-person", "B-trigger", "B-person", "O"]


def test_each_round_has_every_report_once_and_is_the_same_for_the_same_seed() -> None:
    reports = [REPORT] * 40
    first = mixed(reports, {"en": [SENTENCE]}, random.Random(3))
    assert len(first) == 40
    assert first == mixed(reports, {"en": [SENTENCE]}, random.Random(3))
    assert all("Ana met Bo." in example.text for example in first)


LONG = Example(
    "en-y",
    "en",
    "Chair Ana Ruiz met Bo Li in Oslo; Ruiz smiled, and Boss Li too.",
    (
        Marked(0, 5, "role", frozenset({"r1"})),
        Marked(6, 14, "person", frozenset({"p1"})),
        Marked(15, 18, "trigger", frozenset({"m1"})),
        Marked(19, 24, "person", frozenset({"p2"})),
        Marked(28, 32, "place", frozenset({"l1"})),
        Marked(34, 38, "person", frozenset({"p1"})),
        Marked(51, 58, "person", frozenset({"p2"})),
    ),
    True,
)


def test_a_person_gets_another_name_in_all_places_and_every_mark_still_covers_its_words() -> None:
    named = donors([names([("Ottilie", "B-PER"), ("Aberg", "I-PER")], "s", "en")], {})
    other = renamed(LONG, named, 1.0, random.Random(1))
    assert other.text == "Chair Ottilie Aberg met Bo Li in Oslo; Aberg smiled, and Boss Li too."
    assert [other.text[m.start : m.end] for m in other.marks] == [
        "Chair",
        "Ottilie Aberg",
        "met",
        "Bo Li",
        "Oslo",
        "Aberg",
        "Boss Li",
    ]


def test_nobody_is_renamed_where_nobody_is_drawn_or_no_name_is_as_long() -> None:
    assert renamed(LONG, donors([SENTENCE], {}), 1.0, random.Random(1)) == LONG
    assert renamed(LONG, donors([LONG], {}), 0.0, random.Random(1)) == LONG


def test_in_a_sentence_of_names_bodies_and_places_are_renamed_too_and_in_a_report_they_are_not() -> None:
    of_lists = {("en", "place"): ["Ulm"], ("en", "person"): ["Cy"]}
    sentence = names([("Cy", "B-PER"), ("left", "O"), ("Oslo", "B-LOC")], "s", "en")
    assert renamed(sentence, donors([], of_lists), 2.0, random.Random(1)).text == "Cy left Ulm"
    assert renamed(LONG, donors([], of_lists), 2.0, random.Random(1)) == LONG


def _covered(spans: list[tuple[int, int]], mark: Marked) -> tuple[int, int]:
    inside = [n for n, (a, b) in enumerate(spans) if a < mark.end and b > mark.start]
    return inside[0], inside[-1]
