"""Resolve a mention against the day it was said: the rules of weeks, months, tenses and calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.nouns import Basis, Mention, When
from kg.time import calendars, value
from kg.time.dates import NoSuchDay, Reading, resolve_date, resolve_day_of_month, resolve_month, resolve_numeric
from kg.time.grammar import TimeMention
from kg.time.lexicon import lexicon
from kg.time.value import Value

_LONG_AGO = 300
_WHOLE = ("unit_week", "unit_month", "unit_year", "unit_financial", "weekend", "decade", "century", "quarter")


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is counted from: the day of speaking, and the value last named in the text."""

    anchor: date | None
    previous: Value | None = None
    beside: Value | None = None


class NeedsAnchor(Exception):
    """The expression is relative and there is no day to count from."""


def _ints(mention: TimeMention, name: str) -> list[int]:
    return [v for v in mention.values(name) if isinstance(v, int)]


def _first(mention: TimeMention, *names: str) -> int | None:
    for name in names:
        for found in _ints(mention, name):
            return found
    return None


def _need(anchor: date | None) -> date:
    if anchor is None:
        raise NeedsAnchor
    return anchor


def _rel(mention: TimeMention) -> int | None:
    return _first(mention, "rel")


def _weekday(mention: TimeMention, context: Context) -> Reading:
    anchor = _need(context.anchor)
    week_start = lexicon(mention.lang).week_start
    wanted = _first(mention, "weekday", "weekday_short") or 0
    rel = _rel(mention)
    ahead = (wanted - anchor.weekday()) % 7
    following, preceding = anchor + timedelta(days=ahead), anchor - timedelta(days=(-ahead) % 7)
    monday = value.week_of(anchor, week_start)
    offset = (wanted - week_start) % 7
    if _ints(mention, "unit_week"):
        when = monday + timedelta(days=7 * (rel or 0) + offset)
        return Reading(value.day(when), "relative", "weekday-of-week")
    nth = _first(mention, "ordinal", "earlier")
    if nth is not None:
        return Reading(
            _nth_weekday(anchor.year, anchor.month, wanted, 1 if nth == -1 else nth), "relative", "nth-weekday"
        )
    if mention.values("that") and context.previous and context.previous.earliest:
        base = context.previous.earliest
        return Reading(value.day(base + timedelta(days=(wanted - base.weekday()) % 7)), "relative", "that-weekday")
    if rel == -1:
        when = preceding if preceding < anchor else anchor - timedelta(days=7)
        return Reading(value.day(when), "relative", "last-weekday")
    if rel == 0:
        when = monday + timedelta(days=offset)
        return Reading(value.day(when), "relative", "this-weekday")
    if rel == 1:
        when = monday + timedelta(days=7 + offset)
        nearest = following if following > anchor else following + timedelta(days=7)
        warnings = () if when == nearest else (f"{mention.text}: {when}, or {nearest} if the coming one is meant",)
        return Reading(value.day(when), "relative", "next-weekday", warnings)
    if mention.tense == "future" or (mention.role == "from" and not mention.tense):
        return Reading(value.day(following), "relative", "weekday-future")
    return Reading(value.day(preceding), "relative", "weekday-past")


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Value:
    first, last = value.month(year, month).earliest, value.month(year, month).latest
    if first is None or last is None:
        raise NoSuchDay("no such month")
    if nth < 0:
        when = last - timedelta(days=(last.weekday() - weekday) % 7)
    else:
        when = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if not first <= when <= last:
        raise NoSuchDay(f"{year}-{month:02d} has no such weekday")
    return value.day(when)


def _base_month(mention: TimeMention, context: Context) -> tuple[int, int]:
    """The (year, month) that "of July", "of next month" or "of July 2024" speaks of."""
    if mention.values("month") or mention.values("month_weak") or mention.values("month_short"):
        found = resolve_month(mention, context.anchor)
        first = found.value.earliest
        if first is None:
            raise NoSuchDay("no such month")
        return first.year, first.month
    return value.add_months(_need(context.anchor), _rel(mention) or 0)


def _ordinal(mention: TimeMention) -> int:
    if mention.values("final"):
        return -1
    nth = _first(mention, "ordinal")
    return nth if nth is not None else 1


def _nth_weekday_of(mention: TimeMention, context: Context) -> Reading:
    year, month = _base_month(mention, context)
    weekday = _first(mention, "weekday", "weekday_short") or 0
    relative: Basis = "stated" if _ints(mention, "year") else "relative"
    return Reading(_nth_weekday(year, month, weekday, _ordinal(mention)), relative, "nth-weekday-of-month")


def _nth_week(mention: TimeMention, context: Context) -> Reading:
    """The n-th week of a month or year; the first is the one with most of its days in it, as in ISO 8601."""
    week_start = lexicon(mention.lang).week_start
    nth = _ordinal(mention)
    has_month = bool(
        mention.values("month")
        or mention.values("month_weak")
        or mention.values("month_short")
        or mention.values("unit_month")
    )
    if has_month:
        year, month = _base_month(mention, context)
        whole = value.month(year, month)
    else:
        stated = _first(mention, "year")
        year = stated if stated is not None else _need(context.anchor).year + (_rel(mention) or 0)
        whole = value.year(year)
    if whole.earliest is None or whole.latest is None:
        raise NoSuchDay("no such month")
    if nth < 0:
        start = value.week_of(whole.latest, week_start)
    elif has_month:
        start = value.week_of(whole.earliest + timedelta(days=3), week_start) + timedelta(days=7 * (nth - 1))
    else:
        start = value.week_of(date(year, 1, 4), week_start) + timedelta(days=7 * (nth - 1))
    days = 6
    if mention.values("weekend"):
        start, days = start + timedelta(days=(5 - week_start) % 7), 1
    return Reading(value.span(start, start + timedelta(days=days)), "relative", "nth-week")


def _sign(mention: TimeMention, raw: object) -> int:
    if isinstance(raw, int):
        return raw
    back, ahead = (int(part) for part in str(raw).split("/"))
    return ahead if mention.tense in ("future", "present") or (mention.role == "from" and not mention.tense) else back


def _deictic(mention: TimeMention, context: Context) -> Reading:
    anchor = _need(context.anchor)
    days = 0
    for raw in mention.values("deictic"):
        days += _sign(mention, raw)
    rule = "today" if days == 0 else "deictic-past" if days < 0 else "deictic-future"
    return Reading(value.day(anchor + timedelta(days=days)), "relative", rule)


def _unit(mention: TimeMention, context: Context) -> Reading:
    lex = lexicon(mention.lang)
    rel = _first(mention, "rel", "rel_after", "this_year") or 0
    stated = _first(mention, "year")
    if mention.values("quarter"):
        year = stated if stated is not None else _need(context.anchor).year
        nth = _first(mention, "ordinal", "earlier")
        if mention.values("unit_year") and stated is None:
            year += rel
        if nth is None and not mention.values("final"):
            anchor = _need(context.anchor)
            index = anchor.year * 4 + (anchor.month - 1) // 3 + rel
            year, nth = index // 4, index % 4 + 1
        nth = 4 if mention.values("final") else 1 if nth == -1 else nth or 1
        return Reading(value.months((year, 3 * nth - 2), (year, 3 * nth)), "relative", "quarter")
    anchor = _need(context.anchor)
    if mention.values("unit_financial"):
        first = anchor.year + rel - (anchor.month < 4)
        return Reading(value.months((first, 4), (first + 1, 3)), "relative", "financial-year")
    if mention.values("weekend"):
        saturday = value.week_of(anchor, 0) + timedelta(days=5 + 7 * rel)
        return Reading(value.span(saturday, saturday + timedelta(days=1)), "relative", "weekend")
    if mention.values("unit_day"):
        return Reading(value.day(anchor + timedelta(days=rel)), "relative", "day")
    if weeks := _first(mention, "unit_week"):
        start = value.week_of(anchor, lex.week_start) + timedelta(days=7 * rel * weeks)
        return Reading(value.span(start, start + timedelta(days=7 * weeks - 1)), "relative", "week")
    if mention.values("unit_month"):
        if lex.calendar == "solar-hijri":
            return Reading(_jalali_month(anchor, rel), "relative", "month", calendar="solar-hijri")
        return Reading(value.month(*value.add_months(anchor, rel)), "relative", "month")
    if mention.values("unit_year") or mention.values("this_year"):
        if lex.calendar == "solar-hijri":
            return Reading(
                _jalali_year(calendars.jalali_of(anchor)[0] + rel), "relative", "year", calendar="solar-hijri"
            )
        return Reading(value.year(anchor.year + rel), "relative", "year")
    if mention.values("decade"):
        first = anchor.year // 10 * 10 + 10 * rel
        if rel == 1 and anchor.year % 10 == 0:
            first = anchor.year
        return Reading(value.decade(first), "relative", "decade")
    return Reading(value.century(anchor.year // 100 + 1 + rel), "relative", "century")


def _jalali_month(anchor: date, rel: int) -> Value:
    year, month, _ = calendars.jalali_of(anchor)
    total = year * 12 + month - 1 + rel
    year, month = total // 12, total % 12 + 1
    first = calendars.jalali_to_date(year, month, 1)
    return value.span(first, first + timedelta(days=calendars.jalali_month_length(year, month) - 1))


def _jalali_year(year: int) -> Value:
    return value.span(
        calendars.jalali_to_date(year, 1, 1), calendars.jalali_to_date(year + 1, 1, 1) - timedelta(days=1)
    )


def _year(mention: TimeMention, context: Context) -> Reading:
    number = _first(mention, "year", "count") or 0
    eras = mention.values("era")
    if "vikram" in eras:
        return Reading(
            value.span(date(number - 57, 4, 1), date(number - 56, 4, 30)), "calendar", "vikram-year", calendar="vikram"
        )
    if "saka" in eras:
        first = calendars.saka_to_date(number, 1, 1)
        last = calendars.saka_to_date(number + 1, 1, 1) - timedelta(days=1)
        return Reading(value.span(first, last), "calendar", "saka-year", calendar="saka")
    jalali = "jalali" in eras or (
        lexicon(mention.lang).calendar == "solar-hijri" and 1250 <= number <= 1500 and "hijri" not in eras
    )
    if jalali:
        return Reading(_jalali_year(number), "calendar", "jalali-year", calendar="solar-hijri")
    if "hijri" in eras:
        first, _ = calendars.hijri_to_date(number, 1, 1)
        last = calendars.hijri_to_date(number + 1, 1, 1)[0] - timedelta(days=1)
        return Reading(value.span(first, last), "calendar", "hijri-year", calendar="umm-al-qura")
    return Reading(value.year(number), "stated", "year")


def _years(mention: TimeMention, context: Context) -> Reading:
    """1980-88 are years; 2019-20 is a financial year where the second follows the first at once."""
    first = _first(mention, "year") or 0
    rest = [v for name, v in mention.parts if name in ("day", "year", "count") and isinstance(v, int)][1:]
    last = rest[0] if rest else first
    if last < 100:
        last += first // 100 * 100
        last += 100 * (last < first)
    if last <= first:
        raise NoSuchDay(f"{mention.text}: the second year is not after the first")
    if last == first + 1:
        return Reading(value.months((first, 4), (last, 3)), "stated", "financial-year")
    return Reading(value.join(value.year(first), value.year(last)), "stated", "years")


def _decade(mention: TimeMention, context: Context) -> Reading:
    number = _first(mention, "year", "count", "day") or 0
    if number < 100:
        anchor = _need(context.anchor)
        number += anchor.year // 100 * 100
        if number > anchor.year:
            number -= 100
    return Reading(value.decade(number // 10 * 10), "stated", "decade")


def _century(mention: TimeMention, context: Context) -> Reading:
    return Reading(value.century(_first(mention, "ordinal", "day") or 1), "stated", "century")


def _season(mention: TimeMention, context: Context) -> Reading:
    name = str(mention.values("season")[0])
    stated = _first(mention, "year")
    basis: Basis = "stated" if stated is not None else "relative"
    year = stated if stated is not None else _need(context.anchor).year + (_rel(mention) or 0)
    return Reading(value.season(year, name), basis, "season")


def _offset(mention: TimeMention, context: Context) -> Reading:
    """N units before or after a day; years give a year, months a month, unless days stand beside them.

    "Three days later" in a story counts from the day last named; "after ten years" tells how long, not when.
    """
    anchor = _need(context.anchor)
    if mention.kind == "offset" and mention.tense == "past" and mention.values("later") and not mention.values("to"):
        if context.previous is None or context.previous.latest is None:
            raise NeedsAnchor
        if mention.values("unit_year") or mention.values("decade"):
            raise NeedsAnchor
        anchor = context.previous.latest
    stated = bool(mention.values("deictic") or mention.values("today"))
    for raw in mention.values("deictic"):
        anchor += timedelta(days=_sign_from(mention, raw))
    sign = _first(mention, "later", "earlier", "ago", "hence") or -1
    numbers = [v for name, v in mention.parts if name in ("day", "year", "count", "indefinite") and isinstance(v, int)]
    units = [name for name, _ in mention.parts if name.startswith("unit_") or name == "decade"]
    amount = {"unit_day": 0, "unit_week": 0, "unit_month": 0, "unit_year": 0, "decade": 0}
    for count, unit in zip(numbers, units, strict=False):
        amount[unit] = count * (2 if unit == "unit_week" and 2 in _ints(mention, "unit_week") else 1)
    months = sign * (amount["unit_month"] + 12 * amount["unit_year"] + 120 * amount["decade"])
    days = sign * (amount["unit_day"] + 7 * amount["unit_week"])
    year, month = value.add_months(anchor, months)
    if mention.values("rel"):
        shifted = anchor.replace(year=year, day=min(anchor.day, 28) if anchor.month == 2 else anchor.day)
        return _unit(replace(mention, parts=_without_offset(mention)), Context(shifted))
    if amount["unit_day"] or amount["unit_week"] or stated:
        last = value.month(year, month).latest
        shifted = date(year, month, min(anchor.day, last.day if last else 28))
        return Reading(value.day(shifted + timedelta(days=days)), "relative", "offset")
    if amount["unit_month"]:
        return Reading(value.month(year, month), "relative", "offset-months")
    return Reading(value.year(year), "relative", "offset-years")


def _without_offset(mention: TimeMention) -> tuple[tuple[str, int | str | None], ...]:
    """What stands after "forty years ago": "this weekend"."""
    names = [name for name, _ in mention.parts]
    return mention.parts[names.index("rel") :]


def _event_offset(mention: TimeMention, context: Context) -> Reading:
    """Two days after an event: the day in apposition, else counted from the value last named."""
    if context.beside is not None:
        return Reading(context.beside, "relative", "apposition")
    previous = context.previous
    if previous is None or previous.earliest is None or previous.latest is None:
        raise NeedsAnchor
    base = previous.latest if mention.values("later") else previous.earliest
    names = [name for name, _ in mention.parts]
    cut = 1 + next(k for k, name in enumerate(names) if name in ("later", "earlier"))
    found = _offset(replace(mention, parts=mention.parts[:cut]), Context(base))
    return Reading(found.value, "relative", "offset-from-event", (f"{mention.text}: counted from {base}",))


def _sign_from(mention: TimeMention, raw: object) -> int:
    """The day an offset starts from: "two days after kal" looks ahead, "two days before kal" back."""
    if isinstance(raw, int):
        return raw
    back, ahead = (int(part) for part in str(raw).split("/"))
    return ahead if mention.values("later") else back


def _anaphor(mention: TimeMention, context: Context) -> Reading:
    previous = context.previous
    if previous is None or previous.earliest is None or previous.latest is None:
        raise NeedsAnchor
    if not any(mention.values(name) for name in _WHOLE):
        shift = _first(mention, "neighbour") or _rel(mention) or 0
        base = previous.latest if shift > 0 else previous.earliest
        return Reading(value.day(base + timedelta(days=shift)), "relative", "same-day" if not shift else "next-day")
    twin = TimeMention(**{name: getattr(mention, name) for name in ("start", "end", "text", "lang", "kind", "rule")},
                       parts=(*mention.parts, ("rel", 0)))  # fmt: skip
    return _unit(twin, Context(previous.earliest))


def _period(mention: TimeMention, context: Context) -> Reading:
    """The last three weeks: from that day to the day of speaking; the next three weeks likewise ahead."""
    anchor = _need(context.anchor)
    ahead = (_rel(mention) or 0) > 0
    edge = "later" if ahead else "earlier"
    start = anchor + timedelta(days=1) if ahead else anchor
    shifted = replace(mention, parts=(*mention.parts, (edge, 1 if ahead else -1), ("today", 0)))
    other = _offset(shifted, Context(start)).value.earliest or anchor
    return Reading(value.span(*sorted((start, other))), "relative", "period")


def _date(mention: TimeMention, context: Context) -> Reading:
    """A day and month; a missing year is that of publication by tense, or the year the story has reached if long ago."""
    told = context.previous
    if context.anchor is None or told is None or not told.is_day or told.earliest is None or mention.values("rel"):
        return resolve_date(mention, context.anchor)
    if (context.anchor - told.earliest).days <= _LONG_AGO or mention.tense == "future":
        return resolve_date(mention, context.anchor)
    return resolve_date(replace(mention, tense=""), told.earliest)


_RESOLVERS = {
    "weekday": _weekday,
    "nth_weekday": _nth_weekday_of,
    "nth_week": _nth_week,
    "deictic": _deictic,
    "today": _deictic,
    "unit": _unit,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "season": _season,
    "offset": _offset,
    "anaphor": _anaphor,
    "event_offset": _event_offset,
    "period": _period,
    "date": _date,
    "month": lambda mention, context: resolve_month(mention, context.anchor),
    "yearly": lambda mention, context: resolve_date(mention, None),
    "numeric": lambda mention, context: resolve_numeric(mention, context.anchor),
    "day_of_month": lambda mention, context: resolve_day_of_month(mention, context.anchor),
}


def _range(mention: TimeMention, context: Context) -> Reading:
    first_mention, last_mention = mention.ends
    if mention.rule == "weekdays":
        first_mention, last_mention = (replace(end, tense=mention.tense) for end in mention.ends)
    last = reading(last_mention, context)
    first = reading(first_mention, context)
    low, high = first.value, last.value
    if (
        high.earliest
        and context.anchor
        and high.earliest > context.anchor
        and "/" in str(first_mention.values("deictic"))
    ):
        low = reading(replace(first_mention, tense="future"), context).value
    if (
        low.earliest
        and high.latest
        and low.earliest > high.latest
        and low.edtf[4:]
        and not _ints(first_mention, "year")
    ):
        moved = _RESOLVERS[first_mention.kind](first_mention, Context(high.earliest, context.previous))
        low = moved.value
    if low.is_day and high.is_day and last_mention.kind == "weekday" and low.earliest and not _rel(last_mention):
        ahead = ((_first(last_mention, "weekday", "weekday_short") or 0) - low.earliest.weekday()) % 7
        high = value.day(low.earliest + timedelta(days=ahead))
    if low.earliest and high.latest and low.earliest > high.latest:
        raise NoSuchDay(f"{mention.text}: ends before it begins")
    basis: Basis = "relative" if "relative" in (first.basis, last.basis) else first.basis
    return Reading(value.join(low, high), basis, mention.rule, (*first.warnings, *last.warnings), last.calendar)


def reading(mention: TimeMention, context: Context) -> Reading:
    """The reading of a mention. Raises :class:`NeedsAnchor` or :class:`NoSuchDay`."""
    try:
        if mention.kind == "range":
            return _range(mention, context)
        return _RESOLVERS[mention.kind](mention, context)
    except (ValueError, OverflowError) as error:
        raise NoSuchDay(f"{mention.text}: {error}") from error


def resolve(
    mention: TimeMention, *, anchor: date | None, previous: Value | None = None, beside: Value | None = None
) -> When | None:
    """What a mention means, said on the day ``anchor``.

    ``previous`` is the value named before it, for "the same day"; ``beside`` a day that stands in apposition to it.

    None where the mention is relative and there is no day to count from. A day that does not exist (30 February) gives a
    When with an empty value and a warning that says why.
    """
    evidence = Mention(mention.start, mention.end, mention.text, f"time/{mention.rule}")
    try:
        found = reading(mention, Context(anchor, previous, beside))
    except NeedsAnchor:
        return None
    except NoSuchDay as problem:
        return When(
            "", None, None, mention.text, "stated", mention.rule, None, evidence=evidence, warnings=(str(problem),)
        )
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
