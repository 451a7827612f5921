"""Resolve days and months that are named: in any of the calendars, with or without a year."""

from __future__ import annotations

from datetime import date, timedelta

from kg.nouns import Basis
from kg.time import calendars, value
from kg.time.lexicon import lexicon
from kg.time.mention import MONTHS, NoSuchDay, Reading, TimeMention
from kg.time.value import Value

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SOON = 31
_LOOSE = ("goal", "until", "noun")
_DAY = timedelta(days=1)


def _month_code(mention: TimeMention) -> tuple[str, int]:
    code = str(mention.month)
    return code[0], int(code[1:])


def _calendar(mention: TimeMention, letter: str) -> str:
    if letter == "i" and "vikram" in mention.values("era"):
        raise NoSuchDay(f"{mention.text}: days of the Vikram Samvat are not computed")
    if letter == "h" and lexicon(mention.lang).hijri == "local":
        return "hijri"
    return calendars.NAMES[letter]


def _stated_year(mention: TimeMention, calendar: str, anchor: date | None) -> int | None:
    years = mention.ints("year")
    if years and calendar not in ("gregorian", "saka") and years[-1] > 1700:
        raise NoSuchDay(f"{mention.text}: {years[-1]} is a Gregorian year, but the month is of another calendar")
    if years:
        return years[-1]
    if mention.rel is not None and (mention.values("unit_year") or mention.values("this_year")) and anchor:
        return calendars.year_of(calendar, anchor) + mention.rel
    return None


def _nearest(calendar: str, month: int, day: int, mention: TimeMention, anchor: date) -> tuple[date, tuple[str, ...]]:
    """The year that is not said: the last such day for a past verb, the next for a future one, else the nearest.

    A past verb about a day less than a month ahead is more often about plans than about the year before, and a future
    verb about one less than a month ago more often about what was planned than about the year after.
    """
    here = calendars.year_of(calendar, anchor)
    reach = 8 if (month, day) == (2, 29) else 1
    found = []
    for year in range(here - reach, here + reach + 1):
        try:
            found.append(calendars.to_date(calendar, year, month, day))
        except ValueError:
            continue
    past, future = [d for d in found if d <= anchor], [d for d in found if d >= anchor]
    if not past or not future:
        raise NoSuchDay(f"{mention.text}: there is no day {day} in month {month}")
    near = min(found, key=lambda d: (abs((d - anchor).days), d))
    rel, tense = mention.rel, mention.tense
    if rel == 0:
        return next((d for d in found if calendars.year_of(calendar, d) == here), near), ()
    if rel is not None:
        return (past[-1] if rel < 0 else future[0]), ()
    if mention.role == "since":
        return past[-1], ()
    if tense == "future":
        if 0 < (anchor - near).days <= _SOON:
            return near, (f"{mention.text}: {near}, or {future[0]} by the future verb",)
        return future[0], ()
    if tense == "past" and mention.role not in _LOOSE:
        if 0 < (near - anchor).days <= _SOON:
            return near, (f"{mention.text}: {near}, or {past[-1]} by the past verb",)
        return past[-1], ()
    return near, ()


def _check_weekday(mention: TimeMention, when: date) -> tuple[str, ...]:
    said = mention.weekday
    if said is None or said == when.weekday():
        return ()
    near = when + timedelta(days=(said - when.weekday() + 3) % 7 - 3)
    return (f"{mention.text}: {when} is a {_DAYS[when.weekday()]}; the nearest {_DAYS[said]} is {near}",)


def _days(mention: TimeMention) -> list[int]:
    """The numbers of the days; the Hindi word for "before" also means "first"."""
    parts = [(name, part) for name, part in mention.parts if isinstance(part, int)]
    return [1 if name == "earlier" else part for name, part in parts if name in ("day", "ordinal", "earlier")]


def _exact(mention: TimeMention, calendar: str, year: int, month: int, day: int) -> date:
    try:
        return calendars.to_date(calendar, year, month, day)
    except ValueError as error:
        if calendar != "gregorian" or not 1 <= month <= 12:
            raise
        last = value.month_days(year, month)[1]
        raise NoSuchDay(
            f"{mention.text}: {year}-{month:02d} has no day {day}; its last day is {last}, the day after {last + _DAY}"
        ) from error


def resolve_date(mention: TimeMention, anchor: date | None) -> Reading:
    """A day and a month, with or without a year, in the calendar of the month's name; two days make a range.

    Without a year and a day to count from the value is yearly, such as XXXX-06-21.
    """
    letter, month = _month_code(mention)
    days = _days(mention)
    calendar = _calendar(mention, letter)
    year = _stated_year(mention, calendar, anchor)
    warnings: tuple[str, ...] = ()
    if year is None:
        if anchor is None:
            return _yearly(mention, calendar, month, days[0])
        first, warnings = _nearest(calendar, month, days[0], mention, anchor)
        year = calendars.year_of(calendar, first)
    first = _exact(mention, calendar, year, month, days[0])
    last = _exact(mention, calendar, year, month, days[-1])
    if first > last:
        raise NoSuchDay(f"{mention.text}: ends before it begins")
    basis: Basis = "stated" if calendar == "gregorian" else "calendar"
    original = None if calendar == "gregorian" else f"{year:04d}-{month:02d}-{days[0]:02d}"
    if len(days) > 1:
        return Reading(value.span(first, last), basis, "days", warnings, calendar, original)
    if letter == "h":
        return _hijri(mention, first, calendar, original, warnings)
    return Reading(value.day(first), basis, "date", warnings + _check_weekday(mention, first), calendar, original)


def _yearly(mention: TimeMention, calendar: str, month: int, day: int) -> Reading:
    if calendar != "gregorian":
        raise NoSuchDay(f"{mention.text}: no year")
    date(2000, month, day)
    return Reading(Value(f"XXXX-{month:02d}-{day:02d}", None, None), "stated", "yearly")


def _hijri(mention: TimeMention, when: date, calendar: str, original: str | None, warnings: tuple[str, ...]) -> Reading:
    """A lunar day: a weekday beside it decides within a day; without one the bounds reach a day to either side."""
    said = mention.weekday
    for shift in (0, -1, 1):
        if said == (when + _DAY * shift).weekday():
            found = value.day(when + _DAY * shift)
            return Reading(found, "calendar", "hijri-by-weekday", warnings, calendar, original)
    wide = Value(when.isoformat(), when - _DAY, when + _DAY)
    warnings += _check_weekday(mention, when)
    rule = "hijri-local-sighting" if calendar == "hijri" else "hijri-umm-al-qura"
    return Reading(wide, "calendar", rule, warnings, calendar, original)


def _month_value(calendar: str, year: int, month: int) -> Value:
    if calendar == "gregorian":
        return value.month(year, month)
    following = calendars.to_date(calendar, year + month // 12, month % 12 + 1, 1)
    return value.span(calendars.to_date(calendar, year, month, 1), following - _DAY)


def resolve_month(mention: TimeMention, anchor: date | None) -> Reading:
    """A month, with or without a year; without one the tense and the day of speaking decide."""
    letter, month = _month_code(mention)
    calendar = _calendar(mention, letter)
    year = _stated_year(mention, calendar, anchor)
    basis: Basis = "stated" if calendar == "gregorian" else "calendar"
    first = next((str(part) for name, part in mention.parts if name in MONTHS), "")
    if year is None:
        if anchor is None:
            if calendar != "gregorian":
                raise NoSuchDay(f"{mention.text}: no year")
            return Reading(Value(f"XXXX-{month:02d}", None, None), "stated", "yearly")
        year = _month_year(calendar, month, mention, anchor)
        basis = "relative" if calendar == "gregorian" else "calendar"
    original = None if calendar == "gregorian" else f"{year:04d}-{month:02d}"
    found = _month_value(calendar, year, month)
    if first[:1] == letter and int(first[1:]) < month:
        found = value.join(_month_value(calendar, year, int(first[1:])), found)
    return Reading(found, basis, "month", (), calendar, original)


def _month_year(calendar: str, month: int, mention: TimeMention, anchor: date) -> int:
    here = calendars.year_of(calendar, anchor)
    rows = [(year, _month_value(calendar, year, month)) for year in range(here - 2, here + 3)]
    begun = [year for year, v in rows if v.earliest and v.earliest <= anchor]
    ahead = [year for year, v in rows if v.latest and v.latest >= anchor]
    rel, tense = mention.rel, mention.tense
    if rel is not None:
        ended = [year for year, v in rows if v.latest and v.latest < anchor]
        later = [year for year, v in rows if v.earliest and v.earliest > anchor]
        return here if rel == 0 else ended[-1] if rel < 0 else later[0]
    close = begun[-1] == here or 12 - month + anchor.month < 10 or calendar != "gregorian"
    if tense == "past" and mention.role not in _LOOSE and close:
        return begun[-1]
    far = ahead[0] > here and 12 + month - anchor.month >= 10 and calendar == "gregorian"
    if tense == "future" and not far:
        return ahead[0]
    return min(rows, key=lambda row: abs((row[1].earliest - anchor).days) if row[1].earliest else 0)[0]


def resolve_numeric(mention: TimeMention, anchor: date | None) -> Reading:
    """Dates in digits: year first, else day first; month first only where the second number cannot be a month."""
    text = str((mention.values("ymd") or mention.values("slashed"))[0])
    mark = next(c for c in text if not c.isdecimal())
    parts = text.split(mark)
    numbers = [int(p) for p in parts]
    if len(numbers) == 2:
        return _two_numbers(mention, parts, numbers, anchor)
    year_first = len(parts[0]) == 4
    year, month, day = numbers if year_first else numbers[::-1]
    if not year_first and len(parts[2]) == 2:
        year += 2000 if year < 70 else 1900
    if 1300 <= year <= 1450 and lexicon(mention.lang).calendar == "solar-hijri":
        when = calendars.jalali_to_date(year, month, day)
        return Reading(value.day(when), "calendar", "numeric", (), "solar-hijri", f"{year:04d}-{month:02d}-{day:02d}")
    warnings: tuple[str, ...] = ()
    if month > 12 >= day:
        day, month = month, day
    elif 1 <= day <= 12 and 1 <= month <= 12 and day != month and not year_first:
        warnings = (f"{mention.text}: {date(year, month, day)}, or {date(year, day, month)} if the month comes first",)
    when = _exact(mention, "gregorian", year, month, day)
    return Reading(value.day(when), "stated", "numeric", warnings + _check_weekday(mention, when))


def _two_numbers(mention: TimeMention, parts: list[str], numbers: list[int], anchor: date | None) -> Reading:
    first, second = numbers
    if len(parts[0]) == 4 or len(parts[1]) == 4:
        year, month = (first, second) if len(parts[0]) == 4 else (second, first)
        return Reading(value.month(year, month), "stated", "numeric-month")
    day, month = (second, first) if second > 12 >= first else (first, second)
    if anchor is None:
        raise NoSuchDay(f"{mention.text}: no year")
    when, warnings = _nearest("gregorian", month, day, mention, anchor)
    return Reading(value.day(when), "stated", "numeric", warnings + _check_weekday(mention, when))


def resolve_day_of_month(mention: TimeMention, anchor: date | None) -> Reading:
    """The 27th, the 31st of this month, Friday the 22nd."""
    if anchor is None:
        raise NoSuchDay(f"{mention.text}: no month")
    days, rel, said = _days(mention), mention.rel, mention.weekday
    if mention.values("unit_month") and lexicon(mention.lang).calendar == "solar-hijri":
        year, month, _ = calendars.jalali_of(anchor)
        month += 12 * year - 1 + (rel or 0)
        when = calendars.jalali_to_date(month // 12, month % 12 + 1, days[0])
        return Reading(value.day(when), "relative", "day-of-month", _check_weekday(mention, when), "solar-hijri")
    if mention.values("unit_month"):
        year, month = value.add_months(anchor, rel or 0)
        first, last = date(year, month, days[0]), date(year, month, days[-1])
        return Reading(value.span(first, last), "relative", "day-of-month", _check_weekday(mention, first))
    candidates = []
    for shift in range(-2, 3):
        year, month = value.add_months(anchor, shift)
        try:
            candidates.append((date(year, month, days[0]), date(year, month, days[-1])))
        except ValueError:
            continue
    fitting = [row for row in candidates if row[0].weekday() == said]
    past = [row for row in fitting or candidates if row[0] <= anchor]
    future = [row for row in fitting or candidates if row[0] >= anchor]
    ahead = rel > 0 if rel else mention.tense == "future"
    chosen = future[0] if future and (ahead or not past) else past[-1]
    return Reading(value.span(*chosen), "relative", "day-of-month", _check_weekday(mention, chosen[0]))
