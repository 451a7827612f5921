"""Counted days: "day 300 of the war" (the first day is day 1) and "300 days completed" (days elapsed)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from kg.language import table
from kg.nouns import DayCount, Mention, When
from kg.text import fold
from kg.time.epochs import Epoch
from kg.time.mention import TimeMention

_NEAR = 8
_EDGES = ("genitive", "at", "of", "the", "in", "unit_day", "complete", "today", "deictic")
_ORDINAL_RULES = ("count-ordinal-on", "count-day", "count-day-after", "count-day-number", "count-ordinal")


def _epoch_of(subject: str, epochs: Sequence[Epoch]) -> Epoch | None:
    found = [epoch for epoch in epochs if any(word in subject for word in epoch.words)]
    return found[0] if len(found) == 1 else None


def _tied(mention: TimeMention, whens: Iterable[When]) -> date | None:
    """The day that the words beside it give a count: yesterday it completed 300 days; Tuesday, the 1,000th day."""
    for when in whens:
        if when.evidence is None or when.earliest is None or when.earliest != when.latest:
            continue
        gap = max(mention.start - when.evidence.end, when.evidence.start - mention.end)
        if gap <= _NEAR:
            return when.earliest
    return None


def _between(text: str, mention: TimeMention, when: Mention) -> str:
    first, last = sorted([(mention.start, mention.end), (when.start, when.end)])
    return text[first[1] : last[0]]


def _subject(mention: TimeMention) -> str:
    """The words for what is counted from, without the number: ``ग़ज़ा की जंग``; the whole mention where unsure."""
    wars, edges = _war_words(mention.lang)
    spans = [(m.start(), m.end(), fold(m.group())) for m in re.finditer(r"\S+", mention.text)]
    number = next((i for i, (_, _, word) in enumerate(spans) if any(c.isdigit() for c in word)), None)
    if number is None:
        return mention.text
    for side in (spans[:number], spans[number + 1 :]):
        while side and side[0][2] in edges:
            side = side[1:]
        while side and side[-1][2] in edges:
            side = side[:-1]
        if any(word.strip(":,،") in wars for _, _, word in side):
            return mention.text[side[0][0] : side[-1][1]].strip(" :,،")
    return mention.text


@cache
def _war_words(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words for what is counted from, and those at its edges that do not belong to it."""
    words = table(lang, "time")["words"]
    wars = frozenset(fold(w) for key in ("war", "counted") for w in words.get(key, []))
    return wars, frozenset(fold(w) for key in _EDGES for w in _flat(words.get(key, [])))


def _flat(value: object) -> list[str]:
    return [w for v in value.values() for w in v] if isinstance(value, dict) else list(value)  # type: ignore[call-overload]


def count(mention: TimeMention, text: str, whens: Sequence[When], epochs: Sequence[Epoch]) -> DayCount:
    """The reading of one counted day. Where the text ties it to a day, the text wins over the registry of epochs.

    A war without a name takes the only epoch that the rest of the text names.
    """
    numbers = [
        (name, v) for name, v in mention.parts if name in ("day", "count", "year", "ordinal") and isinstance(v, int)
    ]
    name, n = numbers[-1]
    ordinal = name == "ordinal" or mention.rule in _ORDINAL_RULES
    close = [w for w in whens if w.evidence and not any(c in _between(text, mention, w.evidence) for c in ".।\n;؛")]
    tied = _tied(mention, close)
    epoch = None
    if any(part == "war" for part, _ in mention.parts):
        epoch = _epoch_of(fold(mention.text), epochs)
        if epoch is None and not mention.values("named"):
            epoch = _epoch_of(fold(text), epochs)
    elapsed = timedelta(days=n - 1 if ordinal else n)
    reference = epoch.start if epoch else None
    on = tied or (reference + elapsed if reference else None)
    implied = tied - elapsed if tied else None
    return DayCount(
        n,
        ordinal,
        _subject(mention),
        Mention(mention.start, mention.end, mention.text, f"time/{mention.rule}"),
        on,
        implied,
        epoch.id if epoch else None,
        reference,
        epoch.source if epoch else None,
        (reference - implied).days if reference and implied else None,
    )


def anniversary(mention: TimeMention, text: str, epochs: Sequence[Epoch]) -> When | None:
    """The n-th anniversary of a beginning in the registry, None where it is not there."""
    epoch = _epoch_of(fold(mention.text), epochs) or _epoch_of(fold(text), epochs)
    years = mention.ordinal
    if epoch is None or years is None or (epoch.start.month, epoch.start.day) == (2, 29):
        return None
    on = epoch.start.replace(year=epoch.start.year + years)
    evidence = Mention(mention.start, mention.end, mention.text, f"time/{mention.rule}")
    return When(on.isoformat(), on, on, mention.text, "counted", "anniversary", epoch.start, evidence=evidence)


def when_of(found: DayCount) -> When | None:
    """The day that a count names, None where it has none."""
    if found.on is None:
        return None
    return When(
        found.on.isoformat(), found.on, found.on, found.evidence.text, "counted",
        "day-number" if found.ordinal else "days-completed", found.reference, evidence=found.evidence,
    )  # fmt: skip
