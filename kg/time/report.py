"""All times of a whole report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.nouns import DayCount, Mention, Notice, When
from kg.time.counts import anniversary, count, when_of
from kg.time.epochs import Epoch, shipped
from kg.time.grammar import find
from kg.time.mention import TimeMention
from kg.time.resolve import resolve
from kg.time.twins import join_twins
from kg.time.value import Value

_MOST_LISTED = 3


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


def _beside(text: str, mention: TimeMention, said: Sequence[tuple[TimeMention, When]]) -> Value | None:
    """The last day named in the same sentence, where a comma sets the mention off: Monday, two days after the vote."""
    if not said or text[: mention.start].rstrip()[-1:] not in (",", "،"):
        return None
    last, when = said[-1]
    value = Value(when.edtf, when.earliest, when.latest)
    return value if value.is_day and last.sentence == mention.sentence else None


def _antecedent(mention: TimeMention, said: Sequence[tuple[TimeMention, When]], anchor: date | None) -> Value | None:
    """What "that day" points to: the last day of an earlier sentence that is not the day of speaking."""
    if mention.kind != "anaphor" or mention.rel or mention.first("neighbour"):
        return None
    for other, when in reversed(said):
        value = Value(when.edtf, when.earliest, when.latest)
        if other.sentence != mention.sentence and value.is_day and when.earliest != anchor:
            return value
    return None


def _after_publication(mention: TimeMention, when: When, published: date | None) -> When:
    """A full date that lies after publication though its verb is past gets a warning with both readings."""
    if published is None or when.earliest is None or mention.tense != "past" or mention.role or when.basis != "stated":
        return when
    if mention.kind not in ("date", "numeric") or when.earliest <= published:
        return when
    doubt = (
        f"{when.text}: {when.edtf} lies after publication on {published}, but its verb is past; the year may be wrong"
    )
    return replace(when, warnings=(*when.warnings, doubt))


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
    ``epochs`` are beginnings of counted days beside those that ship. Without ``published`` relative dates are left
    out and a notice with the code "no-publication-date" says so. Periods ("the last three weeks") are durations here
    and left out. Raises :class:`kg.errors.LanguageError` for an unknown language.
    """
    said: list[tuple[TimeMention, When]] = []
    broken: list[When] = []
    lost: list[TimeMention] = []
    mentions = _borrowed(find(text, lang))
    previous: Value | None = None
    for mention in mentions:
        if mention.kind in ("period", "count", "anniversary"):
            continue
        anchor = next((day for start, end, day in anchors if start <= mention.start < end), published)
        told = _antecedent(mention, said, anchor) or previous
        when = resolve(mention, anchor=anchor, previous=told, beside=_beside(text, mention, said))
        if when is None:
            lost.append(mention)
        elif not when.edtf:
            broken.append(when)
        else:
            said.append((mention, _after_publication(mention, when, published)))
            previous = Value(when.edtf, when.earliest, when.latest)
    whens = join_twins([when for _, when in said])
    counted = [mention for mention in mentions if mention.kind in ("count", "anniversary")]
    known = (*epochs, *shipped()) if counted else ()
    counts = tuple(count(mention, text, whens, known) for mention in counted if mention.kind == "count")
    found = [when_of(one) for one in counts]
    found += [anniversary(mention, text, known) for mention in counted if mention.kind == "anniversary"]
    whens += [when for when in found if when is not None]
    doubts = [Notice("time", doubt, when.evidence) for when in (*whens, *broken) for doubt in when.warnings]
    if lost and published is None:
        doubts.append(_no_publication_date(lost))
    return Times(tuple(sorted(whens, key=_start)), counts, tuple(doubts))


def _start(when: When) -> int:
    return when.evidence.start if when.evidence else 0


def _listed(mentions: Sequence[TimeMention]) -> str:
    """The first few mentions in their words, and how many more there are."""
    more = len(mentions) - _MOST_LISTED
    return ", ".join(m.text for m in mentions[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def _no_publication_date(lost: Sequence[TimeMention]) -> Notice:
    first = lost[0]
    return Notice(
        "no-publication-date",
        f"left out for want of a day of publication: {_listed(lost)}",
        Mention(first.start, first.end, first.text, f"time/{first.rule}"),
    )
