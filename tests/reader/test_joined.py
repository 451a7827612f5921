"""Two readings of one report: where they agree the rules tell it, else the model; what one lacks the other adds."""

from __future__ import annotations

from dataclasses import replace

from kg.findings import Findings, Frame, Reference, Slot, Speech
from kg.nouns import Mention, When
from kg.reader.joined import joined

TEXT = "Ana met Bo. Cy called Di."
SENTENCES = (Mention(0, 11, TEXT[:11]), Mention(12, 25, TEXT[12:]))


def mention(said: str) -> Mention:
    start = TEXT.index(said)
    return Mention(start, start + len(said), said)


def reading(names: list[str], frames: list[tuple[str, list[str]]]) -> Findings:
    references = tuple(Reference(mention(n), "person", 0 if n in TEXT[:11] else 1) for n in names)
    return Findings(
        SENTENCES,
        references,
        tuple(
            Frame(
                "meeting",
                mention(trigger),
                0 if trigger == "met" else 1,
                "held",
                slots=tuple(Slot(names.index(n), "participant") for n in who),
                family="meeting",
            )
            for trigger, who in frames
        ),
    )


def told(findings: Findings) -> list[tuple[str, list[str]]]:
    return [(f.trigger.text, [findings.references[s.reference].span.text for s in f.slots]) for f in findings.frames]


def test_where_they_differ_on_who_met_whom_the_model_stands() -> None:
    model = reading(["Ana", "Bo"], [("met", ["Ana", "Bo"])])
    rules = reading(["Ana", "Cy", "Di"], [("met", ["Ana", "Cy"]), ("called", ["Cy", "Di"])])
    assert told(joined(model, rules)) == [("met", ["Ana", "Bo"])]


def test_a_place_and_a_time_that_one_lacks_come_from_the_other() -> None:
    bare = reading(["Ana", "Bo"], [("met", ["Ana", "Bo"])])
    whole = replace(
        bare,
        references=(*bare.references, Reference(mention("Di"), "place", 1)),
        frames=(replace(bare.frames[0], place=2, time=0),),
        times=(When("2024-05-17", None, None, "Cy", "stated", "day", evidence=mention("Cy")),),
    )
    bare = replace(bare, times=whole.times)
    for found in (joined(bare, whole), joined(whole, bare)):
        (frame,) = found.frames
        assert frame.place is not None and found.references[frame.place].span.text == "Di"
        assert frame.time == 0


def test_a_report_that_both_read_alike_is_told_as_the_rules_tell_it() -> None:
    model = reading(["Ana", "Bo"], [("met", ["Ana", "Bo"])])
    rules = reading(["Ana", "Bo"], [("met", ["Bo", "Ana"])])
    assert told(joined(model, rules)) == [("met", ["Bo", "Ana"])]


def test_what_the_model_is_unsure_of_does_not_count_against_the_rules() -> None:
    rules = reading(["Ana", "Bo"], [("met", ["Bo", "Ana"])])
    model = reading(["Ana", "Bo", "Cy", "Di"], [("met", ["Ana", "Bo"]), ("called", ["Cy", "Di"])])
    unsure = replace(model.frames[1], trigger=replace(model.frames[1].trigger, confidence=0.5))
    assert told(joined(replace(model, frames=(model.frames[0], unsure)), rules)) == [("met", ["Bo", "Ana"])]
    assert len(told(joined(model, rules))) == 2


def test_where_the_model_sees_no_meeting_the_rules_tell_theirs() -> None:
    model = reading(["Ana", "Bo"], [])
    rules = reading(["Cy", "Di"], [("called", ["Cy", "Di"])])
    assert told(joined(model, rules)) == [("called", ["Cy", "Di"])]


def test_a_reading_joined_with_itself_is_itself() -> None:
    one = reading(["Ana", "Bo", "Cy", "Di"], [("met", ["Ana", "Bo"]), ("called", ["Cy", "Di"])])
    assert joined(one, one) == one


def test_an_office_is_filled_in_where_the_model_sees_none() -> None:
    model, rules = reading(["Ana"], []), reading(["Ana"], [])
    rules = replace(rules, references=(replace(rules.references[0], role=mention("met")),))
    (reference,) = joined(model, rules).references
    assert reference.role == mention("met")


def test_where_the_model_sees_no_meeting_the_rules_tell_only_of_those_who_met_somebody() -> None:
    silent = reading(["Ana", "Bo", "Cy"], [])
    rules = reading(["Ana", "Bo", "Cy"], [("met", ["Ana", "Bo"]), ("called", ["Cy"])])
    assert told(joined(silent, rules)) == [("met", ["Ana", "Bo"])]


def said(cue: str, speaker: int | None, words: str) -> Speech:
    return Speech(mention(cue), "assertion", mention(words), 1, speaker)


def test_what_both_hear_has_the_words_of_the_rules_and_the_speaker_of_the_model() -> None:
    model, rules = reading(["Ana", "Cy"], []), reading(["Ana", "Di"], [])
    model = replace(model, speeches=(said("called", 1, "Di"),))
    rules = replace(rules, speeches=(said("called", 0, "called Di"),))
    found = joined(model, rules)
    (speech,) = found.speeches
    assert speech.span.text == "called Di"
    assert speech.speaker is not None and found.references[speech.speaker].span.text == "Cy"


def test_a_speaker_whose_name_the_model_does_not_see_says_nothing_and_is_nobody() -> None:
    model, rules = reading(["Ana"], []), reading(["Ana", "Cy"], [])
    rules = replace(rules, speeches=(said("called", 1, "Di"), said("met", 0, "Bo")))
    found = joined(model, rules)
    assert [s.cue.text for s in found.speeches] == ["met"]
    assert [r.span.text for r in found.references] == ["Ana"]
