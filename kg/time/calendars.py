"""Days of other calendars as Gregorian days. Each function names the library and the calendar it follows.

Codes of months begin with a letter: g Gregorian, j Jalali (Solar Hijri), h Hijri (lunar), i Indian (Saka).
"""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

NAMES = {"g": "gregorian", "j": "solar-hijri", "h": "umm-al-qura", "i": "saka"}
_UMM_AL_QURA = (date(1924, 8, 1), date(2077, 11, 16))
_DAY = timedelta(days=1)


def to_date(calendar: str, year: int, month: int, day: int) -> date:
    """The Gregorian day of a day in a calendar of :data:`NAMES`, or in "hijri", the lunar count by local sighting.

    Local sighting outside Arabia is on most days one behind Umm al-Qura; the true day may lie one to either side.
    Raises ValueError for a day that does not exist.
    """
    if calendar == "gregorian":
        return date(year, month, day)
    if calendar == "solar-hijri":
        return jalali_to_date(year, month, day)
    if calendar == "saka":
        return saka_to_date(year, month, day)
    return hijri_to_date(year, month, day) + (_DAY if calendar == "hijri" else timedelta())


def year_of(calendar: str, when: date) -> int:
    """The year of a calendar in which a Gregorian day lies (Saka years begin about 22 March)."""
    if calendar == "gregorian":
        return when.year
    if calendar == "solar-hijri":
        return jalali_of(when)[0]
    if calendar == "saka":
        return when.year - 78 - (when < date(when.year, 3, 22))
    return hijri_of(when - _DAY if calendar == "hijri" else when)[0]


def jalali_to_date(year: int, month: int, day: int) -> date:
    """Solar Hijri calendar of Iran and Afghanistan (persiantools). Raises ValueError for a day that does not exist."""
    found: date = import_module("persiantools.jdatetime").JalaliDate(year, month, day).to_gregorian()
    return found


def jalali_of(when: date) -> tuple[int, int, int]:
    """The Solar Hijri year, month and day of a Gregorian day (persiantools)."""
    found = import_module("persiantools.jdatetime").JalaliDate(when)
    return found.year, found.month, found.day


def jalali_month_length(year: int, month: int) -> int:
    """The number of days of a Solar Hijri month (persiantools)."""
    return int(import_module("persiantools.jdatetime").JalaliDate.days_in_month(month, year))


def hijri_variant(year: int) -> str:
    """Which lunar count :func:`hijri_to_date` follows in a year."""
    return "umm-al-qura" if 1343 <= year <= 1500 else "islamic-civil"


def hijri_to_date(year: int, month: int, day: int) -> date:
    """Lunar Hijri: Umm al-Qura for 1343 to 1500 AH (hijridate), else the arithmetic civil count (convertdate).

    Day 30 of a month that has 29 there is the day after, as sighting may give it. Raises ValueError for other days
    that do not exist.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"there is no day {day} in month {month} AH")
    if hijri_variant(year) == "islamic-civil":
        parts = import_module("convertdate.islamic").to_gregorian(year, month, day)
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    from hijridate import Hijri

    first = Hijri(year, month, 1).to_gregorian()
    return date(first.year, first.month, first.day) + _DAY * (day - 1)


def hijri_of(when: date) -> tuple[int, int, int]:
    """The Islamic year, month and day of a Gregorian day: Umm al-Qura (hijridate), outside 1924 to 2077 arithmetic."""
    if _UMM_AL_QURA[0] <= when <= _UMM_AL_QURA[1]:
        from hijridate import Gregorian

        found = Gregorian(when.year, when.month, when.day).to_hijri()
        return found.year, found.month, found.day
    parts = import_module("convertdate.islamic").from_gregorian(when.year, when.month, when.day)
    return int(parts[0]), int(parts[1]), int(parts[2])


def saka_to_date(year: int, month: int, day: int) -> date:
    """Indian national calendar, Saka era (convertdate ``indian_civil``).

    Raises ValueError for a day that does not exist.
    """
    if not 1 <= day <= 31 - (month > 6) or not 1 <= month <= 12:
        raise ValueError(f"there is no day {day} in month {month} of the Saka calendar")
    parts = import_module("convertdate.indian_civil").to_gregorian(year, month, day)
    return date(int(parts[0]), int(parts[1]), int(parts[2]))
