"""What the text itself settles, whatever the model is sure of: brackets after a name, offices beside bodies, tense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.findings import Frame
from kg.nouns import When
from kg.reader.labels import NAMES
from kg.reader.tagging import Tagged
from kg.reader.tokens import Span
from kg.text import words

_WEEK = timedelta(days=7)
_BRACKET = re.compile(r"\s*[(\[（]([^()\[\]（）\n]*)[)\]）]")
_BESIDE = 2
"""So many words at most stand between an office and its body: ``head of research at the Institute``."""
_STOPS = frozenset(".,;:!?()[]\n।॥،؛؟۔—–")


def in_brackets(text: str, tagged: Tagged, name: int, kind: str) -> int | None:
    """The mention of a kind in brackets right after a name, where it holds no name of another person.

    ``Ana Ruiz (mayor, Old Town Party)`` → the mayor, the party.
    """
    end = tagged.span(tagged.mentions[name])[1]
    bracket = _BRACKET.match(text, end)
    if bracket is None:
        return None
    inside = [
        n for n, m in enumerate(tagged.mentions) if bracket.start(1) <= tagged.span(m)[0] < bracket.end(1) and n != name
    ]
    if any(tagged.mentions[n].kind == "person" for n in inside):
        return None
    return next((n for n in inside if tagged.mentions[n].kind == kind), None)


def beside(text: str, tagged: Tagged, role: int, kind: str) -> int | None:
    """The mention of a kind next to an office, no sign and no other name between: ``chair of the Farmers' League``."""
    at = tagged.span(tagged.mentions[role])
    near = []
    for n, m in enumerate(tagged.mentions):
        if m.kind != kind:
            continue
        gap = _between(at, tagged.span(m))
        if gap is None:
            continue
        said = text[gap[0] : gap[1]]
        if len(words(said)) <= _BESIDE and not _STOPS & set(said) and not _holds_name(tagged, gap):
            near.append((gap[1] - gap[0], n))
    return min(near)[1] if near else None


def _between(a: Span, b: Span) -> Span | None:
    """What lies between two spans that do not overlap."""
    if a[1] <= b[0]:
        return a[1], b[0]
    return (b[1], a[0]) if b[1] <= a[0] else None


def _holds_name(tagged: Tagged, gap: Span) -> bool:
    return any(m.kind in NAMES and gap[0] <= tagged.span(m)[0] < gap[1] for m in tagged.mentions)


def in_step(frames: Sequence[Frame], times: Sequence[When], published: date | None) -> tuple[When, ...]:
    """The times; a weekday is moved by a week where the meeting it dates is planned and it lies behind, or the reverse.

    ``kg.time`` goes by the tense of the verb beside the weekday; the status of the meeting takes all its words in.
    """
    found = list(times)
    for frame in frames:
        if frame.time is None or published is None:
            continue
        when = times[frame.time]
        if not when.rule.startswith("weekday-") or when.earliest is None or when.earliest != when.latest:
            continue
        if frame.status == "planned" and when.earliest < published:
            found[frame.time] = _moved(when, _WEEK, "weekday-future")
        elif frame.status == "held" and when.earliest > published:
            found[frame.time] = _moved(when, -_WEEK, "weekday-past")
    return tuple(found)


def _moved(when: When, by: timedelta, rule: str) -> When:
    assert when.earliest is not None
    day = when.earliest + by
    return replace(when, edtf=day.isoformat(), earliest=day, latest=day, rule=rule)
