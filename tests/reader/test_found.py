from __future__ import annotations

from datetime import date

import numpy as np

from kg.findings import Findings
from kg.nouns import Report
from kg.reader.decode import Found
from kg.reader.found import put_together
from kg.reader.labels import LINKS, MODES, STATUSES
from kg.reader.model import Calibration
from kg.reader.tagging import Tagged
from kg.reader.tokens import words
from kg.time import times

THRESHOLDS = {**dict.fromkeys(LINKS, 0.5), "side": 0.5, "trigger": 0.5}
CALIBRATION = Calibration(1.0, dict.fromkeys(LINKS, (1.0, 0.0)), THRESHOLDS)


def read(
    text: str,
    lang: str,
    spans: dict[str, str],
    links: dict[tuple[str, str, str], float],
    statements: tuple[str, ...] = (),
    status: str = "held",
    mode: str = "in_person",
) -> Findings:
    """Findings of a text in which the model is given: spans as words → kind, links between them."""
    places = words(text)

    def found(said: str, kind: str) -> Found:
        start = text.index(said)
        inside = [n for n, (a, b) in enumerate(places) if a < start + len(said) and b > start]
        return Found(inside[0], inside[-1], kind, 0.9)

    mentions = sorted((found(said, kind) for said, kind in spans.items()), key=lambda m: m.first)
    number = {said: mentions.index(found(said, kind)) for said, kind in spans.items()}
    states = (
        np.eye(len(STATUSES), dtype=np.float32)[STATUSES.index(status)],
        np.eye(len(MODES), dtype=np.float32)[MODES.index(mode)],
    )
    matrices = {link: np.zeros((len(mentions), len(mentions)), np.float32) for link in LINKS}
    for (link, a, b), p in links.items():
        matrices[link][number[a], number[b]] = p
    tagged = Tagged(
        tuple(places),
        tuple(mentions),
        tuple(found(s, "statement") for s in statements),
        matrices,
        {n: states for n, m in enumerate(mentions) if m.kind == "trigger"},
    )
    report = Report("x", text, lang, date(2024, 5, 17))
    return put_together(report, tagged, times(text, lang, published=report.published), CALIBRATION)


def test_a_person_carries_the_office_and_body_linked_to_it() -> None:
    found = read(
        "Mill chairman Om Rao came.",
        "en",
        {"Mill": "organization", "chairman": "role", "Om Rao": "person"},
        {("role", "Om Rao", "chairman"): 0.9, ("organization", "Om Rao", "Mill"): 0.8},
    )
    person = next(r for r in found.references if r.kind == "person")
    assert person.role is not None and person.role.text == "chairman"
    assert person.organization is not None and person.organization.text == "Mill"


def test_a_body_is_a_persons_by_all_mentions_of_both() -> None:
    found = read(
        "Om Rao of the Mill came. Its founder, he owns a boat of Tug Ltd.",
        "en",
        {
            "Om Rao": "person",
            "Mill": "organization",
            "Its": "reference",
            "he": "reference",
            "Tug Ltd": "organization",
        },
        {
            ("organization", "Om Rao", "Mill"): 0.3,
            ("organization", "he", "Its"): 0.4,
            ("organization", "Om Rao", "Tug Ltd"): 0.45,
            ("same-entity", "Its", "Mill"): 0.9,
            ("same-entity", "he", "Om Rao"): 0.9,
        },
    )
    (person,) = (r for r in found.references if r.kind == "person")
    assert person.organization is not None and person.organization.text == "Mill"


def test_a_pronoun_that_speaks_gives_the_statement_to_the_person() -> None:
    found = read(
        "Om Rao came. He said the mill is open.",
        "en",
        {"Om Rao": "person", "He": "reference", "said": "cue"},
        {("speaker", "said", "He"): 0.8, ("same-entity", "He", "Om Rao"): 0.9},
    )
    assert [found.references[s.speaker or 0].span.text for s in found.speeches] == ["Om Rao"]


def test_an_unlikely_office_is_left_out() -> None:
    found = read(
        "The chairman left. Om Rao came.",
        "en",
        {"chairman": "role", "Om Rao": "person"},
        {("role", "Om Rao", "chairman"): 0.2},
    )
    assert all(r.role is None for r in found.references)


def test_two_triggers_of_one_occasion_make_one_frame_with_all_who_took_part() -> None:
    found = read(
        "Om Rao met Li Bo. Ana Paz joined the talks in Oslo.",
        "en",
        {
            "Om Rao": "person",
            "met": "trigger",
            "Li Bo": "person",
            "Ana Paz": "person",
            "talks": "trigger",
            "Oslo": "place",
        },
        {
            ("participant", "met", "Om Rao"): 0.9,
            ("participant", "met", "Li Bo"): 0.9,
            ("participant", "talks", "Ana Paz"): 0.8,
            ("place", "talks", "Oslo"): 0.7,
            ("same-meeting", "met", "talks"): 0.9,
            ("same-meeting", "talks", "met"): 0.8,
        },
    )
    (frame,) = found.frames
    assert [found.references[s.reference].span.text for s in frame.slots] == ["Om Rao", "Li Bo", "Ana Paz"]
    assert frame.place is not None and found.references[frame.place].span.text == "Oslo"


def test_a_pronoun_brings_in_the_person_it_stands_for() -> None:
    found = read(
        "Om Rao came. He met Li Bo.",
        "en",
        {"Om Rao": "person", "He": "reference", "met": "trigger", "Li Bo": "person"},
        {
            ("participant", "met", "He"): 0.9,
            ("participant", "met", "Li Bo"): 0.9,
            ("same-entity", "He", "Om Rao"): 0.9,
        },
        status="planned",
        mode="phone",
    )
    (frame,) = found.frames
    assert len(frame.slots) == 2
    assert (frame.status, frame.mode, frame.type) == ("planned", "phone", "phone-call")


def test_a_trigger_without_anybody_is_no_meeting() -> None:
    found = read(
        "Om Rao met nobody.", "en", {"Om Rao": "person", "met": "trigger"}, {("participant", "met", "Om Rao"): 0.1}
    )
    assert found.frames == ()


def test_a_statement_has_its_cue_words_and_speakers() -> None:
    found = read(
        "Om Rao and Li Bo said the mill is open.",
        "en",
        {"Om Rao": "person", "Li Bo": "person", "said": "cue"},
        {("speaker", "said", "Om Rao"): 0.9, ("speaker", "said", "Li Bo"): 0.8},
        statements=("the mill is open",),
    )
    assert {s.span.text for s in found.speeches} == {"the mill is open"}
    assert [found.references[s.speaker or 0].span.text for s in found.speeches] == ["Om Rao", "Li Bo"]


def test_hindi_verbs_of_speaking_have_kinds() -> None:
    found = read(
        "राम राव ने बताया कि मिल खुली है।",
        "hi",
        {"राम राव": "person", "बताया": "cue"},
        {("speaker", "बताया", "राम राव"): 1.0},
    )
    assert [s.kind for s in found.speeches] == ["briefing"]


def test_arabic_proclitics_stay_outside_a_name() -> None:
    found = read("وصل إلى بالرياض ورمضان. رمضان قال", "ar", {"بالرياض": "place", "ورمضان": "person"}, {})
    assert [r.span.text for r in found.references] == ["الرياض", "رمضان"]


def test_times_are_those_of_the_time_reader() -> None:
    text = "Om Rao met Li Bo on Monday."
    found = read(
        text,
        "en",
        {"Om Rao": "person", "met": "trigger", "Li Bo": "person", "Monday": "time"},
        {("participant", "met", "Om Rao"): 0.9, ("time", "met", "Monday"): 0.9},
    )
    (frame,) = found.frames
    assert frame.time is not None and found.times[frame.time].edtf == "2024-05-13"
