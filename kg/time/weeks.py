"""Weekdays and numbered weeks: last Friday, the first Monday of next month, the third week of January."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.time import value
from kg.time.dates import resolve_month
from kg.time.lexicon import lexicon
from kg.time.mention import Context, NoSuchDay, Reading, TimeMention
from kg.time.value import Value

_WEEK = timedelta(days=7)
_NOT_NEAR = 4


def resolve_weekday(mention: TimeMention, context: Context) -> Reading:
    """A weekday: with a past verb the last one up to the day of speaking, with a future verb the next from it on.

    "Next Friday" is the coming one, but that of next week if the coming one is less than four days away.
    """
    anchor, rel = context.need(), mention.rel
    week_start = lexicon(mention.lang).week_start
    wanted = mention.weekday or 0
    following = anchor + timedelta(days=(wanted - anchor.weekday()) % 7)
    preceding = following if following == anchor else following - _WEEK
    in_this_week = value.week_of(anchor, week_start) + timedelta(days=(wanted - week_start) % 7)
    if mention.values("unit_week"):
        return _day(in_this_week + _WEEK * (rel or 0), "weekday-of-week")
    if mention.ordinal is not None:
        return Reading(nth_weekday(anchor.year, anchor.month, wanted, mention.ordinal), "relative", "nth-weekday")
    if mention.values("that") and context.previous and context.previous.earliest:
        base = context.previous.earliest
        return _day(base + timedelta(days=(wanted - base.weekday()) % 7), "that-weekday")
    if "coming" in mention.values("rel"):
        return _day(following if following > anchor else following + _WEEK, "coming-weekday")
    if rel == -1:
        return _day(preceding if preceding < anchor else anchor - _WEEK, "last-weekday")
    if rel == 0:
        return _day(in_this_week, "this-weekday")
    if rel == 1:
        coming, later = following if following > anchor else following + _WEEK, in_this_week + _WEEK
        when, other = (coming, later) if (coming - anchor).days >= _NOT_NEAR else (later, coming)
        both = (f"{mention.text}: {when}, or {other}",) if when != other else ()
        return _day(when, "next-weekday", both)
    from_then_on = mention.role in ("from", "agenda") and not mention.tense
    if mention.tense in ("future", "present", "habit") or mention.role == "goal" or from_then_on:
        return _day(following, "weekday-future")
    return _day(preceding, "weekday-past")


def _day(when: date, rule: str, warnings: tuple[str, ...] = ()) -> Reading:
    return Reading(value.day(when), "relative", rule, warnings)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> Value:
    """The n-th such weekday of a month, the last for -1. Raises :class:`NoSuchDay` where the month has no such day."""
    first, last = value.month_days(year, month)
    if nth < 0:
        when = last - timedelta(days=(last.weekday() - weekday) % 7)
    else:
        when = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if not first <= when <= last:
        raise NoSuchDay(f"{year}-{month:02d} has no such weekday")
    return value.day(when)


def _month_of(mention: TimeMention, context: Context) -> tuple[int, int]:
    """The (year, month) that "of July", "of next month" or "of July 2024" speaks of."""
    if mention.month is None:
        return value.add_months(context.need(), mention.rel or 0)
    first = resolve_month(mention, context.anchor).value.earliest
    if first is None:
        raise NoSuchDay(f"{mention.text}: no year")
    return first.year, first.month


def _counted(mention: TimeMention) -> tuple[TimeMention, int]:
    """Which one is meant, and the mention without the word for it: "the last Friday of next month" is the -1st."""
    if mention.ordinal is None and mention.parts[0] == ("rel", -1):
        return replace(mention, parts=mention.parts[1:]), -1
    return mention, mention.ordinal or 1


def resolve_nth_weekday(mention: TimeMention, context: Context) -> Reading:
    """The first Monday of next month, the last Friday of July."""
    mention, nth = _counted(mention)
    year, month = _month_of(mention, context)
    found = nth_weekday(year, month, mention.weekday or 0, nth)
    return Reading(found, "stated" if mention.ints("year") else "relative", "nth-weekday-of-month")


def resolve_nth_week(mention: TimeMention, context: Context) -> Reading:
    """The n-th week of a month or year; the first is the one with most of its days in it, as in ISO 8601."""
    week_start = lexicon(mention.lang).week_start
    mention, nth = _counted(mention)
    if mention.month is not None or mention.values("unit_month"):
        first, last = value.month_days(*_month_of(mention, context))
    else:
        stated = mention.first("year")
        year = stated if stated is not None else context.need().year + (mention.rel or 0)
        first, last = date(year, 1, 1), date(year, 12, 31)
    start = value.week_of(first + timedelta(days=3), week_start) + _WEEK * (nth - 1)
    if nth < 0:
        start = value.week_of(last - timedelta(days=3), week_start)
    if mention.values("weekend"):
        start += timedelta(days=(5 - week_start) % 7)
        return Reading(value.span(start, start + timedelta(days=1)), "relative", "nth-weekend")
    return Reading(value.span(start, start + timedelta(days=6)), "relative", "nth-week")
