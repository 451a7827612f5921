"""All times of a whole report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.nouns import DayCount, Mention, Notice, When
from kg.time.counts import count, when_of
from kg.time.epochs import Epoch, shipped
from kg.time.grammar import TimeMention, find
from kg.time.resolve import resolve
from kg.time.value import Value


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a report in order, its counted days, and what was doubtful."""

    whens: tuple[When, ...]
    counts: tuple[DayCount, ...]
    warnings: tuple[Notice, ...]


def _borrowed(mentions: Sequence[TimeMention]) -> list[TimeMention]:
    """A weekday without a verb (a headline) takes the tense of the same weekday elsewhere in the report."""
    known = {m.parts: m.tense for m in reversed(mentions) if m.kind == "weekday" and m.tense in ("past", "future")}
    return [
        replace(m, tense=known[m.parts]) if m.kind == "weekday" and not m.tense and m.parts in known else m
        for m in mentions
    ]


def _beside(text: str, mention: TimeMention, whens: Sequence[When], sentences: Sequence[int]) -> Value | None:
    """The last day named in the same sentence, where a comma sets the mention off: Monday, two days after the vote."""
    if not whens or sentences[-1] != mention.sentence or text[: mention.start].rstrip()[-1:] not in (",", "،"):
        return None
    last = whens[-1]
    return Value(last.edtf, last.earliest, last.latest) if last.earliest and last.earliest == last.latest else None


def _start(when: When) -> int:
    return when.evidence.start if when.evidence else 0


def _counts(
    mentions: Sequence[TimeMention], text: str, whens: Sequence[When], epochs: Sequence[Epoch]
) -> tuple[DayCount, ...]:
    known = (*epochs, *shipped()) if mentions else ()
    return tuple(count(mention, text, whens, known) for mention in mentions)


def times(
    text: str,
    lang: str,
    *,
    published: date | None,
    anchors: Sequence[tuple[int, int, date]] = (),
    epochs: Sequence[Epoch] = (),
) -> Times:
    """Every expression of calendar time in a report, resolved against the day of publication.

    ``anchors`` are (start, end, day) stretches, such as quotations, whose relative dates count from their own day.
    ``epochs`` are beginnings of counted days beside those that ship. Without ``published`` relative dates are left out and a notice says so. Raises :class:`kg.errors.LanguageError`.
    """
    whens: list[When] = []
    warnings: list[Notice] = []
    unresolved: list[TimeMention] = []
    counted: list[TimeMention] = []
    sentence_of: list[int] = []
    previous: Value | None = None
    for mention in _borrowed(find(text, lang)):
        if mention.kind == "period":
            continue
        anchor = next((day for start, end, day in anchors if start <= mention.start < end), published)
        if mention.kind == "count":
            counted.append(mention)
            continue
        beside = _beside(text, mention, whens, sentence_of)
        when = resolve(mention, anchor=anchor, previous=previous, beside=beside)
        if when is None:
            unresolved.append(mention)
            continue
        evidence = when.evidence
        warnings += [Notice("time", warning, evidence) for warning in when.warnings]
        if when.edtf:
            whens.append(when)
            sentence_of.append(mention.sentence)
            previous = Value(when.edtf, when.earliest, when.latest)
    counts = _counts(counted, text, whens, epochs)
    found = [when for when in map(when_of, counts) if when is not None]
    if unresolved and published is None:
        first = unresolved[0]
        warnings.append(
            Notice(
                "no-publication-date",
                f"{len(unresolved)} relative dates are left out: the report has no day of publication",
                Mention(first.start, first.end, first.text, f"time/{first.rule}"),
            )
        )
    return Times(tuple(sorted([*whens, *found], key=_start)), counts, tuple(warnings))
