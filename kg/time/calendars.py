"""Days of other calendars as Gregorian days. Each function names the library and the calendar it follows.

Month codes begin with a letter: g Gregorian, j Jalali (Solar Hijri), h Hijri (lunar), i Indian national (Saka) month
names, b Bikram (Vikram) months are written with the same names.
"""

from __future__ import annotations

from datetime import date, timedelta

NAMES = {"g": "gregorian", "j": "solar-hijri", "h": "umm-al-qura", "i": "saka"}


def jalali_to_date(year: int, month: int, day: int) -> date:
    """Solar Hijri calendar of Iran and Afghanistan (persiantools, 33-year rule checked against the official calendar).

    Raises ValueError for a day that does not exist.
    """
    from persiantools.jdatetime import JalaliDate

    found: date = JalaliDate(year, month, day).to_gregorian()
    return found


def jalali_of(when: date) -> tuple[int, int, int]:
    """The Solar Hijri year, month and day of a Gregorian day (persiantools)."""
    from persiantools.jdatetime import JalaliDate

    found = JalaliDate(when)
    return found.year, found.month, found.day


def jalali_month_length(year: int, month: int) -> int:
    """The number of days of a Solar Hijri month (persiantools)."""
    from persiantools.jdatetime import JalaliDate

    return int(JalaliDate.days_in_month(month, year))


def hijri_to_date(year: int, month: int, day: int) -> tuple[date, str]:
    """Islamic calendar: Umm al-Qura for 1343 to 1500 AH (hijridate), else arithmetic civil (convertdate).

    Returns the day and the variant ("umm-al-qura" or "islamic-civil"). Raises ValueError for a day that does not exist.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no day {day} of month {month} AH")
    if 1343 <= year <= 1500:
        from hijridate import Hijri

        try:
            found = Hijri(year, month, day).to_gregorian()
        except (ValueError, OverflowError):
            before = Hijri(year, month, day - 1).to_gregorian()
            return date(before.year, before.month, before.day) + timedelta(days=1), "umm-al-qura"
        return date(found.year, found.month, found.day), "umm-al-qura"
    from convertdate import islamic

    parts = islamic.to_gregorian(year, month, day)
    return date(int(parts[0]), int(parts[1]), int(parts[2])), "islamic-civil"


def hijri_of(when: date) -> tuple[int, int, int]:
    """The Islamic year, month and day of a Gregorian day: Umm al-Qura (hijridate), outside 1924 to 2077 arithmetic."""
    if date(1924, 8, 1) <= when <= date(2077, 11, 16):
        from hijridate import Gregorian

        found = Gregorian(when.year, when.month, when.day).to_hijri()
        return found.year, found.month, found.day
    from convertdate import islamic

    parts = islamic.from_gregorian(when.year, when.month, when.day)
    return int(parts[0]), int(parts[1]), int(parts[2])


def saka_to_date(year: int, month: int, day: int) -> date:
    """Indian national calendar, Saka era (convertdate ``indian_civil``)."""
    from convertdate import indian_civil

    parts = indian_civil.to_gregorian(year, month, day)
    return date(int(parts[0]), int(parts[1]), int(parts[2]))
