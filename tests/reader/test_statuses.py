"""The status of a meeting: words beside its trigger, and days that have not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.findings import Frame
from kg.language import codes, folder, table
from kg.nouns import Mention, Report, Status, When
from kg.reader.sentences import sentences
from kg.reader.statuses import settled

LISTED = [code for code in codes() if (folder(code) / "unmet.toml").exists()]
CASES = [(code, said, word, True) for code in LISTED for said, word in table(code, "unmet")["examples"].items()]
CASES += [(code, said, word, False) for code in LISTED for said, word in table(code, "unmet")["not"].items()]


def frame(text: str, word: str, status: Status) -> Frame:
    at = text.rindex(word)
    return Frame("meeting", Mention(at, at + len(word), word), 0, status)


@pytest.mark.parametrize("lang, said, word, unmet", CASES)
def test_what_was_to_be_and_was_not_is_cancelled(lang: str, said: str, word: str, unmet: bool) -> None:
    report = Report("r", said, lang, None)
    sentence = next((a, b) for a, b in sentences(said, []) if a <= said.rindex(word) < b)
    for status in ("planned", "held"):
        found = settled(frame(said, word, status), report, sentence, ()).status
        assert found == ("cancelled" if unmet else status)


def test_three_languages_have_such_words() -> None:
    assert LISTED == ["en", "fa", "hi"]


@pytest.mark.parametrize(
    "day, rule, status",
    [
        (date(2024, 5, 20), "date", "planned"),
        (date(2024, 5, 17), "date", "held"),
        (date(2024, 5, 20), "weekday-future", "held"),
    ],
)
def test_what_lies_ahead_has_not_been_held(day: date, rule: str, status: str) -> None:
    when = When(day.isoformat(), day, day, "then", "stated", rule)
    met = replace(frame("They met.", "met", "held"), time=0)
    report = Report("r", "They met.", "en", date(2024, 5, 17))
    assert settled(met, report, (0, 9), (when,)).status == status
    denied = replace(met, status="denied")
    assert settled(denied, report, (0, 9), (when,)).status == "denied"
