"""Resolve days and months that are named: in any of the calendars, with or without a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kg.nouns import Basis
from kg.time import calendars, value
from kg.time.grammar import TimeMention
from kg.time.lexicon import lexicon
from kg.time.value import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class NoSuchDay(Exception):
    """The words name a day that does not exist."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a mention: its value, how it was found, and what speaks against it."""

    value: Value
    basis: Basis
    rule: str
    warnings: tuple[str, ...] = ()
    calendar: str = "gregorian"
    original: str | None = None


def _ints(mention: TimeMention, *names: str) -> list[int]:
    return [v for part, v in mention.parts if part in names and isinstance(v, int)]


def _month_code(mention: TimeMention) -> tuple[str, int]:
    code = str((mention.values("month") or mention.values("month_weak") or mention.values("month_short"))[-1])
    return code[0], int(code[1:])


def _era(mention: TimeMention, letter: str, stated: int | None) -> str:
    eras = mention.values("era")
    if letter == "i" and ("vikram" in eras or (stated is not None and stated > 1990)):
        return "vikram"
    return calendars.NAMES[letter]


def _to_day(calendar: str, year: int, month: int, day: int) -> date:
    if calendar == "gregorian":
        return date(year, month, day)
    if calendar == "solar-hijri":
        return calendars.jalali_to_date(year, month, day)
    if calendar == "umm-al-qura":
        return calendars.hijri_to_date(year, month, day)[0]
    if calendar == "saka":
        return calendars.saka_to_date(year, month, day)
    raise NoSuchDay("the tithis of the Vikram Samvat are not computed")


def _year_of(calendar: str, when: date) -> int:
    if calendar == "solar-hijri":
        return calendars.jalali_of(when)[0]
    if calendar == "umm-al-qura":
        return calendars.hijri_of(when)[0]
    return when.year - 78 if calendar == "saka" else when.year


def _stated_year(mention: TimeMention, calendar: str, anchor: date | None) -> int | None:
    years = _ints(mention, "year")
    if years:
        return years[-1]
    short = [v for name, v in mention.parts if name == "short_year" and isinstance(v, int)]
    if short:
        return short[-1] + (2000 if short[-1] < 70 else 1900)
    rel = _ints(mention, "rel", "this_year")
    if rel and (mention.values("unit_year") or mention.values("this_year")) and anchor:
        return _year_of(calendar, anchor) + rel[0]
    return None


def _nearest(calendar: str, month: int, day: int, mention: TimeMention, anchor: date) -> tuple[date, tuple[str, ...]]:
    """The year that is not said: the last such day for a past verb, the next for a future one, else the nearest."""
    here = _year_of(calendar, anchor)
    found = []
    for year in (here - 1, here, here + 1):
        try:
            found.append(_to_day(calendar, year, month, day))
        except ValueError:
            continue
    if not found:
        raise NoSuchDay(f"there is no day {day} in month {month}")
    past, future = [d for d in found if d <= anchor], [d for d in found if d >= anchor]
    near = min(found, key=lambda d: (abs((d - anchor).days), d))
    rel = _ints(mention, "rel")
    tense = mention.tense
    if rel and not mention.values("unit_year"):
        tense = {-1: "past", 1: "future"}.get(rel[0], "")
        if rel[0] == 0:
            return next((d for d in found if _year_of(calendar, d) == here), near), ()
    if mention.role == "goal":
        tense = "future" if tense == "future" else ""
    if tense == "future" and future:
        return future[0], ()
    if tense == "past" and past:
        gap = (near - anchor).days
        if 0 < gap <= 31 and not rel:
            return past[-1], (f"{mention.text}: {past[-1]} by the past verb, or {near}",)
        return past[-1], ()
    return near, ()


def _check_weekday(mention: TimeMention, when: date) -> tuple[str, ...]:
    said = _ints(mention, "weekday", "weekday_short")
    if said and said[0] != when.weekday():
        near = when + timedelta(days=(said[0] - when.weekday() + 3) % 7 - 3)
        return (f"{mention.text}: {when} is a {_DAYS[when.weekday()]}; the nearest {_DAYS[said[0]]} is {near}",)
    return ()


def _days(mention: TimeMention) -> list[int]:
    out = [
        1 if name == "earlier" else v
        for name, v in mention.parts
        if name in ("day", "ordinal", "earlier") and isinstance(v, int)
    ]
    return out


def _original(calendar: str, year: int, month: int, day: int) -> str | None:
    return None if calendar == "gregorian" else f"{year:04d}-{month:02d}-{day:02d}"


def resolve_date(mention: TimeMention, anchor: date | None) -> Reading:
    """A day and a month, with or without a year, in the calendar of the month's name; two days make a range.

    Hijri days follow Umm al-Qura; without a weekday that decides, the bounds reach one day to either side.
    """
    letter, month = _month_code(mention)
    days = _days(mention)
    if not days:
        return resolve_month(mention, anchor)
    stated = _stated_year(mention, calendars.NAMES[letter], anchor)
    calendar = _era(mention, letter, stated)
    warnings: tuple[str, ...] = ()
    if mention.kind == "set" or (stated is None and anchor is None):
        if calendar != "gregorian":
            raise NoSuchDay(f"{mention.text}: no year")
        date(2000, month, days[0])
        return Reading(Value(f"XXXX-{month:02d}-{days[0]:02d}", None, None), "stated", "yearly")
    basis: Basis = "stated" if calendar == "gregorian" else "calendar"
    if stated is None and anchor is not None:
        first, warnings = _nearest(calendar, month, days[0], mention, anchor)
        stated = _year_of(calendar, first)
        last = _to_day(calendar, stated, month, days[-1])
    else:
        last = _to_day(calendar, stated or 1, month, days[-1])
    first = _to_day(calendar, stated or 1, month, days[0])
    if first > last:
        raise NoSuchDay(f"{mention.text}: ends before it begins")
    original = _original(calendar, stated or 1, month, days[0])
    if len(days) > 1:
        return Reading(value.span(first, last), basis, "days", warnings, calendar, original)
    if calendar == "umm-al-qura":
        return _hijri(mention, first, original, warnings)
    return Reading(value.day(first), basis, "date", warnings + _check_weekday(mention, first), calendar, original)


def _hijri(mention: TimeMention, when: date, original: str | None, warnings: tuple[str, ...]) -> Reading:
    said = _ints(mention, "weekday", "weekday_short")
    if said:
        for shift in (0, -1, 1):
            candidate = when + timedelta(days=shift)
            if candidate.weekday() == said[0]:
                rule = "hijri-umm-al-qura" if not shift else "hijri-by-weekday"
                return Reading(value.day(candidate), "calendar", rule, warnings, "umm-al-qura", original)
        warnings += _check_weekday(mention, when)
    wide = Value(when.isoformat(), when - timedelta(days=1), when + timedelta(days=1))
    return Reading(wide, "calendar", "hijri-umm-al-qura", warnings, "umm-al-qura", original)


def _month_value(calendar: str, year: int, month: int) -> Value:
    if calendar == "gregorian":
        return value.month(year, month)
    first = _to_day(calendar, year, month, 1)
    following = _to_day(calendar, year + month // 12, month % 12 + 1, 1)
    return value.span(first, following - timedelta(days=1))


def resolve_month(mention: TimeMention, anchor: date | None) -> Reading:
    """A month, with or without a year; without one the tense and the day of speaking decide."""
    letter, month = _month_code(mention)
    stated = _stated_year(mention, calendars.NAMES[letter], anchor)
    calendar = _era(mention, letter, stated)
    basis: Basis = "stated" if calendar == "gregorian" else "calendar"
    if calendar == "vikram":
        raise NoSuchDay("the months of the Vikram Samvat are not computed")
    if stated is None:
        if anchor is None:
            if calendar != "gregorian":
                raise NoSuchDay(f"{mention.text}: no year")
            return Reading(Value(f"XXXX-{month:02d}", None, None), "stated", "yearly")
        stated = _month_year(calendar, month, mention, anchor)
        basis = "relative" if calendar == "gregorian" else "calendar"
    return Reading(_month_value(calendar, stated, month), basis, "month", (), calendar, None)


def _month_year(calendar: str, month: int, mention: TimeMention, anchor: date) -> int:
    here = _year_of(calendar, anchor)
    rows = [(year, _month_value(calendar, year, month)) for year in (here - 1, here, here + 1)]
    rel = _ints(mention, "rel")
    tense = mention.tense
    begun = [year for year, v in rows if v.earliest and v.earliest <= anchor]
    ended = [year for year, v in rows if v.latest and v.latest < anchor]
    ahead = [year for year, v in rows if v.latest and v.latest >= anchor]
    later = [year for year, v in rows if v.earliest and v.earliest > anchor]
    if rel:
        return {-1: ended[-1], 0: here, 1: later[0]}[rel[0]]
    if mention.role == "goal" and tense == "past":
        tense = ""
    if tense == "past":
        return begun[-1]
    if tense == "future":
        return ahead[0]
    return min(rows, key=lambda row: abs((row[1].earliest - anchor).days) if row[1].earliest else 0)[0]


def resolve_numeric(mention: TimeMention, anchor: date | None) -> Reading:
    """Dates in digits: year first, else day first; month first only where the second number cannot be a month."""
    text = str((mention.values("ymd") or mention.values("slashed"))[0])
    mark = next(c for c in text if not c.isdecimal())
    parts = text.split(mark)
    numbers = [int(p) for p in parts]
    language = lexicon(mention.lang)
    if len(numbers) == 2:
        return _two_numbers(mention, parts, numbers, anchor)
    if len(parts[0]) == 4:
        year, month, day = numbers
    else:
        day, month, year = numbers
        if len(parts[2]) == 2:
            year += 2000 if year < 70 else 1900
    warnings: tuple[str, ...] = ()
    if month > 12 >= day:
        day, month = month, day
    elif day <= 12 and day != month and len(parts[0]) != 4:
        warnings = (
            f"{mention.text}: read as day {day}, month {month}; month {day}, day {month} if written the American way",
        )
    if 1300 <= year <= 1450 and language.calendar == "solar-hijri":
        when = calendars.jalali_to_date(year, month, day)
        return Reading(value.day(when), "calendar", "numeric", (), "solar-hijri", f"{year:04d}-{month:02d}-{day:02d}")
    when = date(year, month, day)
    return Reading(value.day(when), "stated", "numeric", warnings + _check_weekday(mention, when))


def _two_numbers(mention: TimeMention, parts: list[str], numbers: list[int], anchor: date | None) -> Reading:
    first, second = numbers
    if len(parts[0]) == 4 or len(parts[1]) == 4:
        year, month = (first, second) if len(parts[0]) == 4 else (second, first)
        return Reading(value.month(year, month), "stated", "numeric-month")
    day, month = (second, first) if second > 12 >= first else (first, second)
    if anchor is None:
        raise NoSuchDay(f"{mention.text}: no year")
    date(2000, month, day)
    when, warnings = _nearest("gregorian", month, day, mention, anchor)
    return Reading(value.day(when), "stated", "numeric", warnings + _check_weekday(mention, when))


def resolve_day_of_month(mention: TimeMention, anchor: date | None) -> Reading:
    """The 27th, the 31st of this month, Friday the 22nd."""
    if anchor is None:
        raise NoSuchDay(f"{mention.text}: no month")
    days = _days(mention)
    rel = _ints(mention, "rel")
    if mention.values("unit_month"):
        year, month = value.add_months(anchor, rel[0] if rel else 0)
        first, last = date(year, month, days[0]), date(year, month, days[-1])
        return Reading(value.span(first, last), "relative", "day-of-month", _check_weekday(mention, first))
    candidates = []
    for shift in range(-2, 3):
        year, month = value.add_months(anchor, shift)
        try:
            candidates.append((date(year, month, days[0]), date(year, month, days[-1])))
        except ValueError:
            continue
    said = _ints(mention, "weekday", "weekday_short")
    if said and any(first.weekday() == said[0] for first, _ in candidates):
        candidates = [row for row in candidates if row[0].weekday() == said[0]]
    past = [row for row in candidates if row[0] <= anchor]
    future = [row for row in candidates if row[0] >= anchor]
    ahead = mention.tense == "future" or bool(rel and rel[0] == 1)
    chosen = future[0] if ahead and future else past[-1] if past else future[0]
    return Reading(value.span(*chosen), "relative", "day-of-month", _check_weekday(mention, chosen[0]))
