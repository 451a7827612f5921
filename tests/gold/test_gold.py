"""The annotated reports are sound, and the checker sees what is not."""

from __future__ import annotations

import copy
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gold import check, check_report, check_splits, contains, edtf_error, split, weekday_error
from kg.gold.splits import SHARES, extended

GOLD = Path(__file__).parents[2] / "data" / "gold"
TEXT = "नेपाल की मंत्री सीता राई ने बुधवार को पोखरा में जल निगम के प्रमुख रवि थापा से मुलाक़ात की।"


def annotation() -> dict[str, Any]:
    people = [("सीता राई", "मंत्री", None, "नेपाल"), ("रवि थापा", "प्रमुख", "जल निगम", None)]
    return {
        "id": "hi-x1",
        "lang": "hi",
        "published": "2024-05-17",
        "source_style": "agency report",
        "length": "brief",
        "basis": "fictional",
        "distractor": False,
        "meetings": [
            {
                "participants": [
                    {"name": n, "aliases": [], "role": r, "org": o, "country": c} for n, r, o, c in people
                ],
                "other_orgs": [],
                "place": "पोखरा",
                "date": "2024-05-15",
                "date_text": "बुधवार",
                "status": "held",
                "trigger": "मुलाक़ात की",
                "alt_triggers": [],
                "mode": "in_person",
                "optional": False,
                "note": "",
            }
        ],
        "statements": [],
        "time_expressions": [{"text": "बुधवार", "value": "2024-05-15", "note": ""}],
        "persons": ["सीता राई", "रवि थापा"],
        "organizations": ["जल निगम"],
        "places": ["नेपाल", "पोखरा"],
        "war_day": None,
    }


def test_the_shipped_reports_have_no_errors() -> None:
    assert check(GOLD) == []


def test_hindi_has_at_least_100_reports_and_a_tenth_without_a_meeting() -> None:
    reports = [json.loads(p.read_text(encoding="utf-8")) for p in (GOLD / "hi").glob("*.json")]
    assert len(reports) >= 100
    assert sum(r["distractor"] for r in reports) * 10 >= len(reports)
    assert {m["status"] for r in reports for m in r["meetings"]} == {"held", "planned", "cancelled", "denied"}


def test_a_sound_annotation_passes() -> None:
    assert check_report(TEXT, annotation()) == []


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("meetings", 0, "participants", 0, "name"), "गीता राई", "name: 'गीता राई' is not in the text"),
        (("meetings", 0, "participants", 1, "role"), "निदेशक", "role: 'निदेशक' is not in the text"),
        (("meetings", 0, "place"), "काठमांडू", "place 'काठमांडू' is not in places"),
        (("meetings", 0, "trigger"), "वार्ता", "trigger: 'वार्ता' is not in the text"),
        (("meetings", 0, "date"), "2024-05-16", "names another weekday"),
        (("meetings", 0, "date"), "2024-05-22", "after publication"),
        (("meetings", 0, "date"), None, "date and date_text go together"),
        (("meetings", 0, "status"), "planned", "before publication"),
        (("meetings", 0, "status"), "over", "unknown"),
        (("time_expressions", 0, "value"), "15 May", "is no EDTF date"),
        (("persons",), ["सीता राई"], "is not in persons"),
        (("places",), ["नेपाल", "पोखरा", "पोखरा"], "is listed 2 times"),
        (("distractor",), True, "distractor"),
        (("length",), "huge", "length"),
    ],
)
def test_each_fault_is_named(path: tuple[str | int, ...], value: object, message: str) -> None:
    wrong = copy.deepcopy(annotation())
    at: Any = wrong
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    assert any(message in e for e in check_report(TEXT, wrong)), check_report(TEXT, wrong)


def test_missing_keys_are_named() -> None:
    wrong = annotation()
    del wrong["war_day"]
    assert check_report(TEXT, wrong) == ["keys differ: ['war_day']"]


def test_files_come_with_their_source_and_their_own_id(tmp_path: Path) -> None:
    (tmp_path / "hi-x1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "hi-x2.txt").write_text(TEXT + " फिर।", encoding="utf-8")
    (tmp_path / "hi-x3.json").write_text(json.dumps(annotation()), encoding="utf-8")
    (tmp_path / "hi-x1.json").write_text(json.dumps(annotation()), encoding="utf-8")
    assert check(tmp_path) == [
        "hi-x2: no hi-x2.json",
        "hi-x1: no hi-x1.gold",
        "hi-x3: no hi-x3.gold",
        "hi-x3: the id is 'hi-x1', or is used twice",
        "hi-x3: no hi-x3.txt",
    ]


def test_a_person_in_too_many_reports_is_named(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"hi-y{n}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / f"hi-y{n}.json").write_text(json.dumps({**annotation(), "id": f"hi-y{n}"}), encoding="utf-8")
    assert [e for e in check(tmp_path) if "in 3 reports" in e]


def test_splits_are_whole_and_disjoint() -> None:
    ids = {f"hi-{n}" for n in range(10)}
    good = {"train": [f"hi-{n}" for n in range(7)], "dev": ["hi-7"], "test": ["hi-8", "hi-9"]}
    assert check_splits(ids, good) == []
    assert check_splits(ids, {**good, "test": ["hi-8"]}) == ["splits: hi-9 is in none: run the split command"]
    assert check_splits(ids, {**good, "dev": ["hi-7", "hi-1"]}) == ["splits: hi-1 stands 2 times"]
    assert any(
        "not 70%" in e for e in check_splits(ids, {"train": good["dev"], "dev": good["train"], "test": good["test"]})
    )


@given(st.sets(st.integers(0, 400)), st.sets(st.integers(0, 400)))
def test_new_reports_move_no_old_one_and_keep_the_shares(old: set[int], new: set[int]) -> None:
    before = extended({}, {f"hi-{n}" for n in old})
    after = extended(before, {f"hi-{n}" for n in old | new})
    assert all(set(before[name]) <= set(after[name]) for name in SHARES)
    assert check_splits({f"hi-{n}" for n in old | new}, after) == []


def test_the_splits_are_written_beside_the_reports(tmp_path: Path) -> None:
    for n in range(20):
        (tmp_path / f"ur-{n}.gold").touch()
    split(tmp_path)
    written = json.loads((tmp_path / "splits.json").read_text(encoding="utf-8"))
    assert {name: len(ids) for name, ids in written.items()} == {"train": 14, "dev": 3, "test": 3}


@pytest.mark.parametrize("part", ["मुलाक़ात", "मुलाकात", "मुलाक़ा\u200dत"])
def test_spellings_of_one_word_are_the_same(part: str) -> None:
    assert contains(TEXT, part)


@pytest.mark.parametrize(
    "value",
    [
        "2024",
        "2024-05",
        "2024-05-15",
        "2024-05-01/2024-05-03",
        "202X",
        "21XX",
        "XXXX-06-21",
        "2024-21",
        "2024~",
        "../2024",
    ],
)
def test_edtf_values_are_accepted(value: str) -> None:
    assert edtf_error(value) is None


@pytest.mark.parametrize(
    "value", ["", "/", "2024-02-30", "2024-13", "15-05-2024", "2024-05-03/2024-05-01", "2024/2025/2026"]
)
def test_what_is_no_edtf_is_refused(value: str) -> None:
    assert edtf_error(value)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 24)))
def test_one_day_of_a_week_is_a_wednesday(first: date) -> None:
    week = [first + timedelta(days=n) for n in range(7)]
    right = [d for d in week if weekday_error("बुधवार को", d.isoformat(), "hi") is None]
    assert [d.weekday() for d in right] == [2]


def test_the_weekdays_of_a_range_are_both_compared() -> None:
    assert weekday_error("सोमवार से बुधवार", "2022-06-27/2022-06-29", "hi") is None
    assert weekday_error("सोमवार से बुधवार", "2022-06-27/2022-06-30", "hi")
