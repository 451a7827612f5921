"""Weeks, months, quarters, years, decades, centuries and seasons: this, last, next, or by their number."""

from __future__ import annotations

from datetime import date, timedelta

from kg.nouns import Basis
from kg.time import calendars, value
from kg.time.lexicon import lexicon
from kg.time.mention import Context, NeedsAnchor, NoSuchDay, Reading, TimeMention
from kg.time.value import Value

_SOLAR = "solar-hijri"
_DAY = timedelta(days=1)


def resolve_unit(mention: TimeMention, context: Context) -> Reading:
    """This week, last month, the coming year; weeks and months are those of the language's own calendar."""
    if mention.values("quarter"):
        return Reading(_quarter(mention, context), "relative", "quarter")
    anchor, rel = context.need(), mention.rel or 0
    lex = lexicon(mention.lang)
    solar = lex.calendar == _SOLAR
    if mention.values("unit_financial"):
        first = anchor.year + rel - (anchor.month < 4)
        return Reading(value.months((first, 4), (first + 1, 3)), "relative", "financial-year")
    if mention.values("weekend"):
        saturday = value.week_of(anchor, 0) + timedelta(days=5 + 7 * rel)
        return Reading(value.span(saturday, saturday + _DAY), "relative", "weekend")
    if mention.values("unit_day") or mention.values("daypart"):
        if rel > 0 and context.previous and context.previous.latest:
            anchor = context.previous.latest
        return Reading(value.day(anchor + timedelta(days=rel)), "relative", "day")
    if weeks := mention.first("unit_week"):
        start = value.week_of(anchor, lex.week_start) + timedelta(days=7 * rel * weeks)
        return Reading(value.span(start, start + timedelta(days=7 * weeks - 1)), "relative", "week")
    if mention.values("unit_month"):
        if solar:
            return Reading(_solar_month(anchor, rel), "relative", "month", calendar=_SOLAR)
        return Reading(value.month(*value.add_months(anchor, rel)), "relative", "month")
    if mention.values("unit_year") or mention.values("this_year"):
        if solar:
            return Reading(_solar_year(calendars.jalali_of(anchor)[0] + rel), "relative", "year", calendar=_SOLAR)
        return Reading(value.year(anchor.year + rel), "relative", "year")
    if mention.values("decade"):
        just_begun = rel == 1 and anchor.year % 10 == 0
        first = anchor.year if just_begun else anchor.year // 10 * 10 + 10 * rel
        return Reading(value.decade(first), "relative", "decade")
    return Reading(value.century(anchor.year // 100 + 1 + rel), "relative", "century")


def resolve_weekend(mention: TimeMention, context: Context) -> Reading:
    """The weekend: with a past verb the last one, else the one that is on or comes next."""
    anchor = context.need()
    saturday = anchor + timedelta(days=(5 - anchor.weekday()) % 7)
    if anchor.weekday() == 6:
        saturday = anchor - _DAY
    if mention.tense == "past" and saturday > anchor:
        saturday -= timedelta(days=7)
    return Reading(value.span(saturday, saturday + _DAY), "relative", "weekend")


def _quarter(mention: TimeMention, context: Context) -> Value:
    """A quarter without a year is the last one of that number that has begun, or the next for a future verb."""
    nth, stated = mention.ordinal, mention.first("year")
    if nth is None:
        anchor = context.need()
        index = anchor.year * 4 + (anchor.month - 1) // 3 + (mention.rel or 0)
        year, nth = index // 4, index % 4 + 1
    else:
        nth = 4 if nth < 0 else nth
        if nth > 4:
            raise NoSuchDay(f"{mention.text}: a year has four quarters")
        if stated is not None:
            year = stated
        elif mention.values("unit_year"):
            year = context.need().year + (mention.rel or 0)
        else:
            anchor = context.need()
            year = anchor.year - (date(anchor.year, 3 * nth - 2, 1) > anchor and mention.tense != "future")
    if lexicon(mention.lang).calendar == _SOLAR and stated is None:
        solar = calendars.jalali_of(context.need())[0] + (mention.rel or 0)
        ends = calendars.jalali_to_date(solar, 3 * nth - 2, 1), calendars.jalali_month_length(solar, 3 * nth)
        return value.span(ends[0], calendars.jalali_to_date(solar, 3 * nth, ends[1]))
    return value.months((year, 3 * nth - 2), (year, 3 * nth))


def _solar_month(anchor: date, rel: int) -> Value:
    year, month, _ = calendars.jalali_of(anchor)
    total = year * 12 + month - 1 + rel
    year, month = total // 12, total % 12 + 1
    first = calendars.jalali_to_date(year, month, 1)
    return value.span(first, first + _DAY * (calendars.jalali_month_length(year, month) - 1))


def _solar_year(year: int) -> Value:
    return value.span(calendars.jalali_to_date(year, 1, 1), calendars.jalali_to_date(year + 1, 1, 1) - _DAY)


def resolve_year(mention: TimeMention, context: Context) -> Reading:
    """A year by its number, in the calendar of its era; a Persian text counts Solar Hijri years from 1250 to 1500."""
    number = mention.first("year", "count") or 0
    eras = mention.values("era")
    solar = lexicon(mention.lang).calendar == _SOLAR
    if number < 100 and not eras and solar:
        number += 1300 if number > 20 else 1400
    if not eras and (number < 100 or (mention.rule == "year" and number < 1500 and not solar)):
        raise NeedsAnchor
    if "vikram" in eras:
        return Reading(value.years(number - 57, number - 56), "calendar", "vikram-year", calendar="vikram-samvat")
    if "saka" in eras:
        bounds = calendars.saka_to_date(number, 1, 1), calendars.saka_to_date(number + 1, 1, 1) - _DAY
        return Reading(value.span(*bounds), "calendar", "saka-year", calendar="saka")
    if "jalali" in eras or (not eras and solar and 1250 <= number <= 1500):
        return Reading(_solar_year(number), "calendar", "solar-hijri-year", calendar=_SOLAR)
    if "hijri" in eras:
        bounds = calendars.hijri_to_date(number, 1, 1), calendars.hijri_to_date(number + 1, 1, 1) - _DAY
        return Reading(value.span(*bounds), "calendar", "hijri-year", calendar=calendars.hijri_variant(number))
    return Reading(value.year(number), "stated", "year")


def resolve_years(mention: TimeMention, context: Context) -> Reading:
    """1980-88 are years, 2019-20 a financial year as the second follows at once, 2016-11 a month."""
    first, last = (mention.ints("year", "day", "count") + [0, 0])[:2]
    within = first % 100
    if 1 <= last <= 12 and last <= within and within != 99:
        return Reading(value.month(first, last), "stated", "year-month")
    short = last < 100
    if short:
        last += first - within + (100 if last < within else 0)
    if last <= first:
        raise NoSuchDay(f"{mention.text}: the second year is not after the first")
    if short and last == first + 1:
        return Reading(value.months((first, 4), (last, 3)), "stated", "financial-year")
    return Reading(value.years(first, last), "stated", "years")


def resolve_decade(mention: TimeMention, context: Context) -> Reading:
    """The 1990s; two digits are the last such decade that has begun."""
    number = mention.first("year", "count", "day") or 0
    if number < 100:
        anchor = context.need()
        number += anchor.year // 100 * 100
        number -= 100 if number > anchor.year else 0
    if lexicon(mention.lang).calendar == _SOLAR and 1250 <= number <= 1500:
        first = number // 10 * 10
        bounds = calendars.jalali_to_date(first, 1, 1), calendars.jalali_to_date(first + 10, 1, 1) - _DAY
        return Reading(value.span(*bounds), "calendar", "solar-hijri-decade", calendar=_SOLAR)
    return Reading(value.decade(number // 10 * 10), "stated", "decade")


def resolve_century(mention: TimeMention, context: Context) -> Reading:
    """The 21st century."""
    return Reading(value.century(mention.first("ordinal", "day") or 1), "stated", "century")


def resolve_season(mention: TimeMention, context: Context) -> Reading:
    """A season: of a year that is named, of this, last or next year, else by the tense of the verb."""
    name = str(mention.values("season")[0])
    stated = mention.first("year")
    if stated is not None:
        return Reading(value.season(stated, name), "stated", "season")
    anchor = context.need()
    basis: Basis = "relative"
    if mention.rel is not None:
        return Reading(value.season(anchor.year + mention.rel, name), basis, "season")
    found = [value.season(anchor.year + shift, name) for shift in (-1, 0, 1)]
    begun = [v for v in found if v.earliest and v.earliest <= anchor]
    ahead = [v for v in found if v.latest and v.latest >= anchor]
    past = mention.tense == "past" and mention.role not in ("goal", "until")
    return Reading(begun[-1] if past else ahead[0], basis, "season")
