"""What is found in a text, and what it is read as: the nouns that the rooms of time share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.nouns import Basis
from kg.time.value import Value

Tense = Literal["past", "future", "present", "habit", ""]
Part = int | str | None
MONTHS = ("month", "month_short", "month_weak", "month_rare")


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time in a text. Offsets count code points of the text as received, the end is exclusive.

    ``parts`` are the (class, value) pairs of its words in order; ``ends`` the two ends of a range; ``tense`` that of
    the governing verb ("habit" for a state of affairs, "" where none was found); ``role`` what the words around it
    make of it: "goal" (scheduled for), "until", "since", "from" (beginning then), "noun" (the talks of), "agenda"
    (heads a line), "headline" (no verb); ``sentence`` numbers the sentence.
    """

    start: int
    end: int
    text: str
    lang: str
    kind: str
    rule: str
    parts: tuple[tuple[str, Part], ...] = ()
    ends: tuple[TimeMention, ...] = ()
    tense: Tense = ""
    role: str = ""
    sentence: int = 0

    def values(self, name: str) -> list[Part]:
        """The values of all parts of one class."""
        return [value for part, value in self.parts if part == name]

    def ints(self, *names: str) -> list[int]:
        """The whole numbers among the values of these classes."""
        return [value for part, value in self.parts if part in names and isinstance(value, int)]

    def first(self, *names: str) -> int | None:
        """The first whole number of the first of these classes that has one."""
        return next((found for name in names for found in self.ints(name)), None)

    @property
    def rel(self) -> int | None:
        """-1 for "last", 0 for "this", 1 for "next" and "coming", None where nothing of the kind is said."""
        found = [value for name in ("rel", "rel_after", "this_year", "adjacent") for value in self.values(name)]
        if not found:
            return None
        return 1 if found[0] == "coming" else found[0] if isinstance(found[0], int) else None

    @property
    def month(self) -> Part:
        """The code of the month named last, such as "g7", None without one."""
        return next((value for part, value in reversed(self.parts) if part in MONTHS), None)

    @property
    def weekday(self) -> int | None:
        """The weekday named, 0 for Monday, None without one."""
        return self.first("weekday", "weekday_short")

    @property
    def ordinal(self) -> int | None:
        """1 for the first, -1 for the last, None without an ordinal; Hindi has one word for "first" and "before"."""
        if self.values("final"):
            return -1
        return self.first("ordinal") or (1 if self.values("earlier") else None)


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    ``anchor`` is the day of speaking; ``previous`` the value last named in the text; ``beside`` a day in apposition.
    """

    anchor: date | None
    previous: Value | None = None
    beside: Value | None = None

    def need(self) -> date:
        """The day of speaking. Raises :class:`NeedsAnchor` where there is none."""
        if self.anchor is None:
            raise NeedsAnchor
        return self.anchor


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a mention: its value, how it was found, and what speaks against it."""

    value: Value
    basis: Basis
    rule: str
    warnings: tuple[str, ...] = ()
    calendar: str = "gregorian"
    original: str | None = None


class NeedsAnchor(Exception):
    """The expression is relative and there is no day to count from."""


class NoSuchDay(Exception):
    """The words name a day that does not exist."""
