"""Offices, bodies and places across languages: the examples of their data."""

from __future__ import annotations

import pytest

from kg.linking import bodies, offices, places
from kg.resources import read_toml

OFFICES, BODIES, PLACES = (read_toml(module.FILE)["examples"] for module in (offices, bodies, places))


@pytest.mark.parametrize("pair", OFFICES["same"], ids=" ".join)
def test_offices_that_can_be_one(pair: list[str]) -> None:
    assert offices.agree(*map(offices.office, pair)) in ("same", "maybe")


@pytest.mark.parametrize("pair", OFFICES["other"], ids=" ".join)
def test_offices_that_cannot(pair: list[str]) -> None:
    assert offices.agree(*map(offices.office, pair)) == "other"


@pytest.mark.parametrize("pair", BODIES["same"], ids=" ".join)
def test_names_of_one_body(pair: list[str]) -> None:
    assert bodies.compare(*pair).points >= bodies.ALIKE


@pytest.mark.parametrize("pair", BODIES["other"], ids=" ".join)
def test_names_of_two_bodies(pair: list[str]) -> None:
    assert bodies.compare(*pair).points < bodies.ALIKE


@pytest.mark.parametrize("id, word", [(id, word) for id in PLACES for word in PLACES[id]])
def test_a_name_or_an_adjective_means_a_country(id: str, word: str) -> None:
    assert places.country(word) == (None if id == "none" else f"place/{id.lower()}")
