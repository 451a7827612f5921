"""The measure of kg evaluate: what counts as right."""

from __future__ import annotations

from typing import Any

import pytest

from kg.training.score import Figure, score


def person(name: str, role: str | None = None, org: str | None = None, *aliases: str) -> dict[str, Any]:
    return {"name": name, "aliases": list(aliases), "mentions": list(aliases), "role": role, "org": org} | {
        "organization": org
    }


def meeting(*people: dict[str, Any], **more: Any) -> dict[str, Any]:
    usual = {"other_orgs": [], "organizations": [], "alt_triggers": [], "optional": False, "date": None, "place": None}
    return {"participants": list(people), "status": "held", "trigger": "met", **usual, **more}


def report(*meetings: dict[str, Any], speakers: tuple[str, ...] = ()) -> dict[str, Any]:
    lists: dict[str, list[Any]] = {k: [] for k in ("persons", "organizations", "places", "time_expressions", "times")}
    return {"meetings": list(meetings), "statements": [{"speaker": s} for s in speakers], **lists}


ANA, BO, CY = person("Ana Ruiz", "mayor"), person("Bo Li"), person("Cy Rao")


def figures(gold: dict[str, Any], said: dict[str, Any]) -> dict[str, Figure]:
    return score([(gold, said)])


def test_everything_right_is_one() -> None:
    one = report(meeting(ANA, BO, date="2024-05-17", place="Pune"), speakers=("Ana Ruiz",))
    assert {f.share for f in figures(one, one).values() if f.share is not None} == {1.0}


def test_a_surname_is_the_person_and_a_third_guest_spoils_the_event_not_the_meeting() -> None:
    found = figures(report(meeting(ANA, BO)), report(meeting(person("Ruiz", "mayor"), BO, CY)))
    assert found["meeting"].share == 1
    assert found["participant"] == Figure(2, 2, 3)
    assert found["whole event"].share == 0


def test_events_are_paired_so_that_they_have_most_in_common() -> None:
    gold = report(meeting(ANA, BO, date="2024-05-01"), meeting(ANA, CY, date="2024-05-02"))
    said = report(meeting(ANA, CY, date="2024-05-02"), meeting(ANA, BO, date="2024-05-01"))
    assert figures(gold, said)["whole event"].share == 1


def test_an_optional_meeting_is_neither_hit_nor_miss() -> None:
    gold = report(meeting(ANA, BO), meeting(CY, optional=True))
    assert figures(gold, report(meeting(ANA, BO), meeting(CY)))["meeting"] == Figure(1, 1, 1)
    assert figures(gold, report(meeting(ANA, BO)))["meeting"] == Figure(1, 1, 1)


def test_a_missed_meeting_costs_its_date_and_a_false_one_its_silence() -> None:
    assert figures(report(meeting(ANA, BO)), report())["date"] == Figure(0, 1)
    assert figures(report(), report(meeting(ANA, BO)))["silent"] == Figure(0, 1)


@pytest.mark.parametrize(("said", "right"), [("the mayor", 1), ("mayor of the old town", 0), (None, 0)])
def test_an_office_needs_half_of_its_words(said: str | None, right: int) -> None:
    found = figures(report(meeting(ANA, BO)), report(meeting(person("Ana Ruiz", said), BO)))
    assert found["role"].right == right


def test_each_statement_counts_by_its_speaker() -> None:
    found = figures(report(speakers=("Ana Ruiz", "Ana Ruiz", "Bo Li")), report(speakers=("Ruiz", "Cy Rao")))
    assert found["speaker"] == Figure(1, 3, 2)
