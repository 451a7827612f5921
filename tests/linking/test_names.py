"""Words by their sound, names by their words: the examples of the data, and names in two scripts of the gazetteer."""

from __future__ import annotations

import csv
import random

import pytest

from kg.linking import names, sounds
from kg.resources import path, read_toml
from kg.text import fold, words

SOUNDS, NAMES = read_toml(sounds.FILE)["examples"], read_toml(names.FILE)["examples"]


@pytest.mark.parametrize("pair", SOUNDS["same"], ids=" ".join)
def test_words_that_sound_alike(pair: list[str]) -> None:
    assert sounds.likeness(*pair) >= sounds.ALIKE
    assert set(sounds.keys(pair[0])) & set(sounds.keys(pair[1]))


@pytest.mark.parametrize("pair", SOUNDS["not"], ids=" ".join)
def test_words_that_do_not(pair: list[str]) -> None:
    assert sounds.likeness(*pair) < sounds.ALIKE


@pytest.mark.parametrize("kind, pair", [(kind, pair) for kind in NAMES for pair in NAMES[kind]], ids=str)
def test_names_compare_as_their_examples_say(kind: str, pair: list[str]) -> None:
    left, right = pair
    assert names.compare(left, right).kind == kind
    assert names.compare(left, right) == names.compare(right, left)


def test_a_name_of_everybodys_words_is_not_distinctive() -> None:
    assert names.distinctive("Ziad Nakhalah") and names.distinctive("Muhammad Kouhpayeh")
    assert not names.distinctive("محمد علی") and not names.distinctive("Haniyeh") and not names.distinctive("K. Oli")


def test_country_names_in_two_scripts_are_told_by_their_sound() -> None:
    """Names of countries and regions that are one word in both, against the next of the list: a floor, not a figure."""
    with path("data/gazetteer/countries.tsv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [
        (row["name_en"].split("|")[0], row[column].split("|")[0])
        for row in rows
        for column in ("name_hi", "name_ur")
        if row[column] and len(words(row["name_en"].split("|")[0])) == 1 and len(words(row[column].split("|")[0])) == 1
    ]
    assert len(pairs) >= 200
    others = [b for _, b in random.Random(7).sample(pairs, len(pairs))]
    hits = sum(sounds.likeness(*pair) >= sounds.ALIKE for pair in pairs)
    wrong = sum(
        sounds.likeness(a, c) >= sounds.ALIKE and fold(b) != fold(c) for (a, b), c in zip(pairs, others, strict=True)
    )
    assert hits / len(pairs) >= 0.8
    assert hits / (hits + wrong) >= 0.98
