"""Days counted from another day: yesterday, three days ago, two days after the summit, the same day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kg.time import value
from kg.time.mention import Context, NeedsAnchor, Part, Reading, TimeMention
from kg.time.spans import resolve_unit

_WHOLE = ("unit_week", "unit_month", "unit_year", "unit_financial", "weekend", "decade", "century", "quarter")
_MONTHS = {"unit_month": 1, "unit_year": 12, "decade": 120}


def _signed(raw: Part, ahead: bool) -> int:
    """The days of a word; one that means both ("-1/1": yesterday and tomorrow) by the direction."""
    if isinstance(raw, int):
        return raw
    before, after = str(raw).split("/")
    return int(after) if ahead else int(before)


def resolve_deictic(mention: TimeMention, context: Context) -> Reading:
    """Today, yesterday, tomorrow; a word for both yesterday and tomorrow by the tense of the verb."""
    verbless = mention.role in ("from", "headline") and not mention.tense
    ahead = verbless or mention.tense in ("future", "present", "habit")
    days = sum(_signed(raw, ahead) for raw in mention.values("deictic"))
    rule = "today" if days == 0 else "deictic-past" if days < 0 else "deictic-future"
    return Reading(value.day(context.need() + timedelta(days=days)), "relative", rule)


def resolve_offset(mention: TimeMention, context: Context) -> Reading:
    """N units before or after a day; years give a year, months a month, unless days stand beside them.

    "Three days later" in a story counts from the day last named; "after ten years" tells how long, not when.
    """
    ahead = not mention.values("earlier") and (mention.first("later", "ago", "hence", "adjacent") or 1) > 0
    anchor = context.need()
    if ahead and mention.tense == "past" and not mention.values("to"):
        if context.previous is None or context.previous.latest is None or mention.values("unit_year"):
            raise NeedsAnchor
        anchor = context.previous.latest
    for raw in mention.values("deictic"):
        anchor += timedelta(days=_signed(raw, ahead))
    if mention.values("rel"):
        shifted = _shifted(mention, anchor, ahead)
        names = [name for name, _ in mention.parts]
        return resolve_unit(replace(mention, parts=mention.parts[names.index("rel") :]), Context(shifted))
    exact = any(mention.values(name) for name in ("unit_day", "unit_week", "deictic", "today", "now"))
    shifted = _shifted(mention, anchor, ahead)
    if exact:
        return Reading(value.day(shifted), "relative", "offset")
    if mention.values("unit_month"):
        return Reading(value.month(shifted.year, shifted.month), "relative", "offset-months")
    return Reading(value.year(shifted.year), "relative", "offset-years")


def _shifted(mention: TimeMention, anchor: date, ahead: bool) -> date:
    """The day that lies the amounts of the mention before or after ``anchor``."""
    numbers = mention.ints("day", "year", "count", "indefinite")
    units = [(name, part) for name, part in mention.parts if name.startswith("unit_") or name == "decade"]
    if units and not numbers:
        numbers = [1]
    days = months = 0
    for number, (unit, size) in zip(numbers, units, strict=False):
        amount = number * (size if isinstance(size, int) else 1)
        months += amount * _MONTHS.get(unit, 0)
        days += amount * {"unit_day": 1, "unit_week": 7}.get(unit, 0)
    sign = 1 if ahead else -1
    year, month = value.add_months(anchor, sign * months)
    last = value.month_days(year, month)[1].day
    return date(year, month, min(anchor.day, last)) + timedelta(days=sign * days)


def resolve_event_offset(mention: TimeMention, context: Context) -> Reading:
    """Two days after an event: the day in apposition, else counted from the value last named."""
    if context.beside is not None:
        return Reading(context.beside, "relative", "apposition")
    previous = context.previous
    if previous is None or previous.earliest is None or previous.latest is None:
        raise NeedsAnchor
    ahead = bool(mention.values("later") or mention.values("after_event"))
    base = previous.latest if ahead else previous.earliest
    found = _shifted(mention, base, ahead)
    return Reading(value.day(found), "relative", "offset-from-event", (f"{mention.text}: counted from {base}",))


def resolve_anaphor(mention: TimeMention, context: Context) -> Reading:
    """The same day, the following afternoon, that week: from the value last named."""
    previous = context.previous
    if previous is None and mention.rel and context.anchor:
        previous = value.day(context.anchor)
    if previous is None or previous.earliest is None or previous.latest is None:
        raise NeedsAnchor
    if any(mention.values(name) for name in _WHOLE):
        return resolve_unit(replace(mention, parts=(*mention.parts, ("rel", 0))), Context(previous.earliest))
    shift = mention.first("neighbour") or mention.rel or 0
    base = previous.latest if shift > 0 else previous.earliest
    return Reading(value.day(base + timedelta(days=shift)), "relative", "next-day" if shift else "same-day")


def resolve_unit_after(mention: TimeMention, context: Context) -> Reading:
    """The following week: the one after the value last named."""
    if context.previous is None or context.previous.latest is None:
        raise NeedsAnchor
    return resolve_unit(mention, Context(context.previous.latest))


def resolve_period(mention: TimeMention, context: Context) -> Reading:
    """The last three weeks: from that day to the day of speaking; the next three weeks likewise ahead."""
    ahead = (mention.rel or 0) > 0
    start = context.need() + timedelta(days=ahead)
    other = _shifted(replace(mention, parts=tuple(p for p in mention.parts if p[0] != "rel")), start, ahead)
    return Reading(value.span(*sorted((start, other))), "relative", "period")
