"""Two annotations of one report: what counts as agreement, and what does not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from kg.gold.agreement import agreement

GOLD = Path(__file__).parents[2] / "data" / "gold"


def person(name: str, role: str | None = None, org: str | None = None) -> dict[str, Any]:
    return {"name": name, "aliases": [], "role": role, "org": org}


def meeting(*people: dict[str, Any], **changed: Any) -> dict[str, Any]:
    usual = {
        "other_orgs": [],
        "place": "पोखरा",
        "date": "2024-05-15",
        "status": "held",
        "trigger": "मिले",
        "optional": False,
    }
    return {"participants": list(people), **usual, **changed}


SITA, RAVI = person("सीता राई", "मंत्री"), person("रवि थापा", "प्रमुख", "जल निगम")
REPORT: dict[str, Any] = {
    "id": "hi-x1",
    "lang": "hi",
    "meetings": [meeting(SITA, RAVI), meeting(SITA, date="2024-05-20", status="planned", other_orgs=["नगर परिषद"])],
    "statements": [{"speaker": "सीता राई"}, {"speaker": "रवि थापा"}],
    "time_expressions": [{"text": "बुधवार", "value": "2024-05-15"}, {"text": "सोमवार", "value": "2024-05-20"}],
    "persons": ["सीता राई", "रवि थापा"],
    "organizations": ["जल निगम", "नगर परिषद"],
    "places": ["पोखरा"],
}


def compared(tmp_path: Path, other: dict[str, Any], one: dict[str, Any] = REPORT) -> dict[str, dict[str, float]]:
    for name, report in (("first", one), ("second", other)):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{report['id']}.json").write_text(json.dumps(report), encoding="utf-8")
    return agreement(tmp_path / "first", tmp_path / "second")["hi"]


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    report = copy.deepcopy(REPORT)
    at: Any = report
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return report


def test_an_annotation_agrees_with_itself(tmp_path: Path) -> None:
    assert {f["share"] for f in compared(tmp_path, copy.deepcopy(REPORT)).values()} == {1.0}


@pytest.mark.parametrize(
    ("path", "value", "figure", "agree"),
    [
        (("meetings", 0, "date"), "2024-05-14", "date", 1),
        (("meetings", 0, "date"), "2024-05-14", "whole event", 1),
        (("meetings", 1, "status"), "cancelled", "status", 1),
        (("meetings", 1, "status"), "cancelled", "whole event", 1),
        (("meetings", 1, "other_orgs"), [], "whole event", 1),
        (("meetings", 0, "participants"), [SITA], "participant", 2),
        (("meetings", 0, "participants"), [SITA], "whole event", 1),
        (("meetings", 0, "participants", 1, "role"), "उप प्रमुख", "role", 2),
        (("meetings", 0, "participants", 1, "role"), "उप प्रमुख", "whole event", 2),
        (("meetings", 0, "participants", 1, "role"), "उप प्रमुख", "whole event with roles", 1),
        (("meetings", 0, "participants", 1, "org"), None, "body", 0),
        (("meetings", 0, "place"), "काठमांडू", "place", 1),
        (("time_expressions", 0, "value"), "2024-05-22", "time value", 1),
        (("time_expressions", 0, "value"), "2024-05-22", "time expression", 2),
        (("statements", 1, "speaker"), "सीता राई", "speaker", 1),
    ],
)
def test_each_difference_shows_in_its_figure(
    tmp_path: Path, path: tuple[str | int, ...], value: object, figure: str, agree: int
) -> None:
    assert compared(tmp_path, changed(path, value))[figure]["agree"] == agree


def test_a_meeting_that_only_one_has_lowers_the_share(tmp_path: Path) -> None:
    found = compared(tmp_path, changed(("meetings",), REPORT["meetings"][:1]))["meeting"]
    assert found == {"agree": 1, "first": 2, "second": 1, "share": pytest.approx(2 / 3)}


def test_the_order_of_meetings_people_and_spellings_does_not_matter(tmp_path: Path) -> None:
    other = changed(
        ("meetings",), [REPORT["meetings"][1], meeting(RAVI, {**SITA, "name": "राई", "aliases": ["सीता\u200d राई"]})]
    )
    found = compared(tmp_path, other)
    assert found["whole event with roles"]["share"] == 1


def test_a_title_more_is_the_same_person_and_another_first_name_is_not(tmp_path: Path) -> None:
    path = ("meetings", 0, "participants", 1, "name")
    (tmp_path / "title").mkdir()
    (tmp_path / "other").mkdir()
    assert compared(tmp_path / "title", changed(path, "पंडित रवि थापा"))["participant"]["agree"] == 3
    assert compared(tmp_path / "other", changed(path, "हरि थापा"))["participant"]["agree"] == 2


def test_a_meeting_that_one_holds_optional_counts_for_neither(tmp_path: Path) -> None:
    found = compared(tmp_path, changed(("meetings", 1, "optional"), True))
    assert found["meeting"] == {"agree": 1, "first": 1, "second": 1, "share": 1.0}
    assert found["participant"]["first"] == found["participant"]["second"] == 2


def test_json_lines_are_read_and_languages_kept_apart(tmp_path: Path) -> None:
    urdu = {**REPORT, "id": "ur-x1", "lang": "ur", "meetings": []}
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        lines = [json.dumps(REPORT), json.dumps(urdu)]
        (tmp_path / name / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = agreement(tmp_path / "first", tmp_path / "second")
    assert [found[lang]["meeting"]["first"] for lang in ("all", "hi", "ur")] == [2, 2, 0]


def test_a_report_that_the_first_lacks_is_no_agreement(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="hi-x2"):
        compared(tmp_path, {**REPORT, "id": "hi-x2"})


def test_the_shipped_second_annotation_agrees_on_most_meetings() -> None:
    found = agreement(GOLD, GOLD / "second")["all"]
    assert found["meeting"]["first"] >= 80
    assert found["meeting"]["share"] > 0.9
    assert found["status"]["share"] > 0.9
