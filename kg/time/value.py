"""A resolved value: an EDTF string (ISO 8601-2 level 1) with its first and last day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}


@dataclass(frozen=True, slots=True)
class Value:
    """An EDTF string and its bounds, both inclusive; None where open."""

    edtf: str
    earliest: date | None
    latest: date | None

    @property
    def is_day(self) -> bool:
        """Whether this is one day."""
        return self.earliest is not None and self.earliest == self.latest


def day(when: date) -> Value:
    """One day."""
    return Value(when.isoformat(), when, when)


def month_days(year: int, number: int) -> tuple[date, date]:
    """The first and last day of a Gregorian month. Raises ValueError outside the years 1 to 9999."""
    first = date(year, number, 1)
    return first, first.replace(day=monthrange(year, number)[1])


def month(year: int, number: int) -> Value:
    """One Gregorian month. Raises ValueError outside the years 1 to 9999."""
    return Value(f"{year:04d}-{number:02d}", *month_days(year, number))


def year(number: int) -> Value:
    """One Gregorian year. Raises ValueError outside the years 1 to 9999."""
    return Value(f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def years(first: int, last: int) -> Value:
    """From one year to another. Raises ValueError outside the years 1 to 9999."""
    return Value(f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31))


def decade(first: int) -> Value:
    """Ten years from ``first``, such as 202X."""
    return Value(f"{first // 10:03d}X", date(first, 1, 1), date(first + 9, 12, 31))


def century(number: int) -> Value:
    """The 21st century is 20XX, as EDTF writes it (2000 to 2099)."""
    first = (number - 1) * 100
    return Value(f"{number - 1:02d}XX", date(max(first, 1), 1, 1), date(first + 99, 12, 31))


def season(of: int, name: str) -> Value:
    """A season of a year, northern meteorological months (winter runs into the next year)."""
    first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
    last_year, last = (of + 1, 2) if name == "winter" else (of, first + 2)
    return Value(f"{of:04d}-{SEASONS[name]}", date(of, first, 1), month(last_year, last).latest)


def span(first: date, last: date) -> Value:
    """From one day to another."""
    return day(first) if first == last else Value(f"{first.isoformat()}/{last.isoformat()}", first, last)


def months(first: tuple[int, int], last: tuple[int, int]) -> Value:
    """From one (year, month) to another, such as 2019-04/2020-03."""
    start, end = month(*first), month(*last)
    return Value(f"{start.edtf}/{end.edtf}", start.earliest, end.latest)


def join(first: Value, last: Value) -> Value:
    """From one value to another, each as precise as it was."""
    head, tail = first.edtf.split("/")[0], last.edtf.split("/")[-1]
    return Value(head if head == tail else f"{head}/{tail}", first.earliest, last.latest)


def add_months(when: date, count: int) -> tuple[int, int]:
    """The (year, month) that lies ``count`` months after that of ``when``."""
    total = when.year * 12 + when.month - 1 + count
    return total // 12, total % 12 + 1


def week_of(when: date, week_start: int) -> date:
    """The first day of the week of ``when``; ``week_start`` is 0 for Monday to 6 for Sunday."""
    return when - timedelta(days=(when.weekday() - week_start) % 7)
