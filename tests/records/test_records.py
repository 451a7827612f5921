"""Extractions as JSON lines: the form that is scored, and nothing lost on the way back."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings

from kg.graph import iris
from kg.graph.write import report_graph
from kg.nouns import Extraction, Report
from kg.records import dumps, from_record, loads, to_record
from tests.support.gold import fixture, fixtures
from tests.support.strategies import EXTRACTIONS

IDS = [e.report.id for e in fixtures()]


@pytest.mark.parametrize("extraction", fixtures(), ids=IDS)
def test_nothing_is_lost_on_the_way_there_and_back(extraction: Extraction) -> None:
    record = to_record(extraction)
    assert from_record(record) == extraction
    assert to_record(from_record(record)) == record
    assert loads(dumps(extraction)) == extraction


def test_a_meeting_has_the_form_that_is_scored() -> None:
    meeting = to_record(fixture("three-sides"))["meetings"][0]
    assert meeting["date"] == "2031-05-20" and meeting["status"] == "held" and meeting["trigger"] == "मुलाक़ात"
    assert meeting["place"] is None and meeting["organizations"] == [] and meeting["mode"] == "in_person"
    chair = meeting["participants"][0]
    assert chair["name"] == "अरमान सूर्यवंशी" and chair["mentions"] == ["जनाब अरमान सूर्यवंशी"]
    assert (chair["role"], chair["organization"], chair["country"]) == ("अध्यक्ष", "राष्ट्रीय परिषद", "सोनगढ़")


def test_a_bound_from_the_day_of_publication_is_no_date() -> None:
    extraction = fixture("three-sides")
    told = to_record(extraction)["meetings"][1]
    assert extraction.events[1].when is not None
    assert told["date"] is None and told["told_by"] == iris.thing(extraction.claims[2].id)


def test_meetings_are_those_of_the_types_below_and_no_others() -> None:
    record = to_record(fixture("denied-call"))
    assert [m["type"] for m in record["meetings"]] == ["phone-call", "meeting", "meeting"]
    assert [e["type"] for e in record["events"]] == ["phone-call", "meeting", "visit", "meeting"]


def test_sides_places_and_months_are_named_as_in_the_report() -> None:
    planned = to_record(fixture("saka-date"))["meetings"][1]
    assert planned["organizations"] == ["जल बोर्ड", "बीज निगम"]
    assert (planned["place"], planned["date"], planned["status"]) == ("धानपुर", "2031-09", "planned")


def test_statements_times_names_and_the_war_day_are_listed() -> None:
    record = to_record(fixture("three-sides"))
    assert [s["speaker"] for s in record["statements"]].count("देवेन काली") == 2
    assert record["statements"][0]["kind"] == "praise" and record["statements"][0]["verb"] == "सराहना"
    assert {"text": "कल", "value": "2031-05-19"}.items() <= record["times"][-1].items()
    assert record["persons"] == ["अरमान सूर्यवंशी", "देवेन काली", "मीरा ज़फ़र", "जोनास वेल"]
    assert record["places"] == ["सोनगढ़"] and len(record["organizations"]) == 3
    war_day = {"text": "नदी घाटी की जंग को 300 दिन पूरे", "n": 300, "on": "2031-05-19", "war": "नदी घाटी की जंग"}
    assert record["war_day"] == war_day
    assert to_record(fixture("saka-date"))["war_day"] is None


@pytest.mark.parametrize("extraction", fixtures(), ids=IDS)
def test_iris_are_those_of_the_graph(extraction: Extraction) -> None:
    record = to_record(extraction)
    nodes = {str(node) for node in report_graph(extraction).subjects()}
    named = [item["iri"] for key in ("entities", "events", "claims", "meetings", "statements") for item in record[key]]
    assert len(named) > 10 and set(named) <= nodes
    assert record["iri"] in nodes


def test_one_line_a_report_whatever_the_text_holds() -> None:
    text = "एक\nदो\u2028तीन\x85चार\x7f\ud800 पाँच"
    line = dumps(Extraction(Report("x", text, "hi")))
    assert len(line.splitlines()) == 1 and "एक" in line
    line.encode("utf-8")
    assert loads(line).report.text == text


def test_keys_are_sorted_and_several_reports_end_in_a_line_end() -> None:
    lines = dumps(fixtures())
    assert lines.endswith("}\n") and len(lines.splitlines()) == 3
    for line in lines.splitlines():
        assert list(json.loads(line)) == sorted(json.loads(line))
    assert dumps([]) == ""


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", 7),
        ("published", "2031-13-01"),
        ("published", 20310520),
        ("entities", {}),
        ("entities", [{"id": "person/x"}]),
        ("sentences", [{"start": "0", "end": 1, "text": "x", "rule": "", "confidence": 1.0}]),
        ("sentences", [{"start": True, "end": 1, "text": "x", "rule": "", "confidence": 1.0}]),
        ("events", ["event/x"]),
        ("text", None),
    ],
)
def test_a_record_of_another_form_is_refused(key: str, value: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_record({**to_record(fixture("three-sides")), key: value})


def test_a_missing_field_is_named() -> None:
    record = to_record(fixture("three-sides"))
    del record["claims"]
    with pytest.raises(KeyError, match="claims"):
        from_record(record)


def test_an_unknown_status_is_refused() -> None:
    record = to_record(fixture("three-sides"))
    record["events"][0]["status"] = "rumoured"
    with pytest.raises(TypeError, match="rumoured"):
        from_record(record)


def test_whole_figures_are_read_as_confidences() -> None:
    record = to_record(fixture("three-sides"))
    record["sentences"][0]["confidence"] = 1
    assert isinstance(from_record(record).sentences[0].confidence, float)


def test_short_forms_are_derived_and_not_read() -> None:
    extraction = fixture("three-sides")
    record = {**to_record(extraction), "meetings": [], "persons": ["somebody else"], "unknown": 1}
    assert from_record(record) == extraction


def test_records_do_not_load_rdflib() -> None:
    code = "import sys, kg.records; print([m for m in ('rdflib', 'pyshacl', 'spacy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@settings(max_examples=50, deadline=None)
@given(EXTRACTIONS)
def test_any_extraction_comes_back_whole(extraction: Extraction) -> None:
    record = to_record(extraction)
    assert from_record(record) == extraction
    assert to_record(from_record(record)) == record
    assert loads(dumps(extraction)) == extraction


def test_the_same_extraction_is_the_same_line() -> None:
    extraction = fixture("saka-date")
    assert dumps(extraction) == dumps(replace(extraction)) == dumps(loads(dumps(extraction)))
