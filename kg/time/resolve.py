"""Resolve a mention against the day it was said: one function for each kind, and ranges over two of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from kg.nouns import Basis, Mention, When
from kg.time import offsets, spans, value, weeks
from kg.time.dates import resolve_date, resolve_day_of_month, resolve_month, resolve_numeric
from kg.time.mention import Context, NeedsAnchor, NoSuchDay, Reading, TimeMention
from kg.time.value import Value

_LONG_AGO = 300
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_YEARLESS = ("date", "month", "day_of_month")


def _date(mention: TimeMention, context: Context) -> Reading:
    """A day and month; without a year by tense, but in a story of long ago by the year that the story has reached."""
    told = context.previous
    year = _year_of_month(mention, told)
    if year is not None:
        return resolve_date(replace(mention, parts=(*mention.parts, ("year", year))), context.anchor)
    if context.anchor is None or told is None or told.earliest is None or not _is_short(told):
        return resolve_date(mention, context.anchor)
    long_ago = (context.anchor - told.earliest).days > _LONG_AGO
    if long_ago and mention.rel is None and mention.tense != "future":
        return resolve_date(replace(mention, tense=""), told.earliest)
    return resolve_date(mention, context.anchor)


def _is_short(told: Value) -> bool:
    """Whether a value spans no more than a month."""
    if told.earliest is None or told.latest is None:
        return False
    return (told.latest - told.earliest).days < _LONGEST_MONTH


def _year_of_month(mention: TimeMention, told: Value | None) -> int | None:
    """The year of the month told before a day of that month without a year: ``September 1944 ... 9 September``."""
    if told is None or told.earliest is None or told.latest is None or _dated(mention) or mention.rel is not None:
        return None
    first, last = told.earliest, told.latest
    whole = (
        first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month)
    )
    return first.year if whole and mention.month == f"g{first.month}" else None


def _holiday(mention: TimeMention, context: Context) -> Reading:
    """A feast with a fixed day, such as Christmas Eve."""
    month, day = str(mention.values("holiday")[0]).split("-")
    parts = (*mention.parts, ("day", int(day)), ("month", f"g{int(month)}"))
    return resolve_date(replace(mention, parts=parts), context.anchor)


_RESOLVERS: dict[str, Callable[[TimeMention, Context], Reading]] = {
    "date": _date,
    "holiday": _holiday,
    "yearly": lambda mention, context: resolve_date(mention, None),
    "month": lambda mention, context: resolve_month(mention, context.anchor),
    "numeric": lambda mention, context: resolve_numeric(mention, context.anchor),
    "day_of_month": lambda mention, context: resolve_day_of_month(mention, context.anchor),
    "weekday": weeks.resolve_weekday,
    "nth_weekday": weeks.resolve_nth_weekday,
    "nth_week": weeks.resolve_nth_week,
    "unit": spans.resolve_unit,
    "weekend": spans.resolve_weekend,
    "year": spans.resolve_year,
    "years": spans.resolve_years,
    "decade": spans.resolve_decade,
    "century": spans.resolve_century,
    "season": spans.resolve_season,
    "deictic": offsets.resolve_deictic,
    "today": offsets.resolve_deictic,
    "offset": offsets.resolve_offset,
    "event_offset": offsets.resolve_event_offset,
    "anaphor": offsets.resolve_anaphor,
    "unit_after": offsets.resolve_unit_after,
    "period": offsets.resolve_period,
}


def _dated(mention: TimeMention) -> bool:
    return bool(mention.ints("year", "short_year") or mention.values("ymd"))


def _ends(mention: TimeMention, context: Context) -> tuple[Reading, Reading]:
    """The two ends of a range: what one of them leaves unsaid (year, week) comes from the other."""
    first, last = mention.ends
    if mention.rule == "weekdays":
        first, last = replace(first, tense=mention.tense), replace(last, tense=mention.tense)
    if first.kind == last.kind == "weekday" and mention.tense == "past" and first.rel is None and last.rel is None:
        high = reading(replace(last, tense="past"), context)
        return reading(replace(first, tense="past"), Context(high.value.earliest)), high
    yearless = first.kind in _YEARLESS and not _dated(first)
    if yearless and (_dated(last) or (last.kind in _YEARLESS and mention.tense == "future")):
        high = reading(last, context)
        return reading(replace(first, tense="past"), Context(high.value.latest)), high
    low = reading(first, context)
    follows = last.kind in _YEARLESS and not _dated(last) and first.kind in _YEARLESS
    if follows or (last.kind == "weekday" and last.rel is None and low.value.is_day):
        return low, reading(replace(last, tense="future"), Context(low.value.earliest))
    high = reading(last, context)
    ahead = context.anchor is not None and high.value.earliest is not None and high.value.earliest > context.anchor
    if ahead and "/" in str(first.values("deictic")):
        low = reading(replace(first, tense="future"), context)
    return low, high


def _range(mention: TimeMention, context: Context) -> Reading:
    low, high = _ends(mention, context)
    if low.value.earliest and high.value.latest and low.value.earliest > high.value.latest:
        raise NoSuchDay(f"{mention.text}: ends before it begins")
    basis: Basis = "relative" if "relative" in (low.basis, high.basis) else low.basis
    warnings = (*low.warnings, *high.warnings)
    return Reading(value.join(low.value, high.value), basis, mention.rule, warnings, high.calendar, high.original)


def reading(mention: TimeMention, context: Context) -> Reading:
    """The reading of a mention. Raises :class:`NeedsAnchor` or :class:`NoSuchDay`."""
    try:
        return _range(mention, context) if mention.kind == "range" else _RESOLVERS[mention.kind](mention, context)
    except (ValueError, OverflowError) as error:
        raise NoSuchDay(f"{mention.text}: {error}") from error


def resolve(
    mention: TimeMention, *, anchor: date | None, previous: Value | None = None, beside: Value | None = None
) -> When | None:
    """What a mention means, said on the day ``anchor``.

    ``previous`` is the value named before it, for "the same day"; ``beside`` a day that stands in apposition to it.
    None where the mention is a counted day or anniversary, or relative without a day to count from. A day that does
    not exist (30 February) gives a When with an empty ``edtf`` and a warning that says why.
    """
    if mention.kind in ("count", "anniversary"):
        return None
    evidence = Mention(mention.start, mention.end, mention.text, f"time/{mention.rule}")
    try:
        found = reading(mention, Context(anchor, previous, beside))
    except NeedsAnchor:
        return None
    except NoSuchDay as problem:
        return When("", None, None, mention.text, "stated", mention.rule, evidence=evidence, warnings=(str(problem),))
    return When(
        found.value.edtf,
        found.value.earliest,
        found.value.latest,
        mention.text,
        found.basis,
        found.rule,
        anchor if found.basis == "relative" else None,
        found.calendar,
        found.original,
        evidence,
        found.warnings,
    )
