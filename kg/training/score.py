"""How well extractions agree with annotated reports: the measure of ``kg evaluate``.

Names are the same where they are equal after folding, or one is the other's beginning or end; offices, bodies and
places where half of their words or more are common. A meeting that the annotation holds optional is neither a hit nor
a miss. Events are paired one to one, so that they have as much in common as can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.gold.agreement import pairing
from kg.text import words

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many were right, how many there are, how many were found (None for a rate among those that there are)."""

    right: int
    gold: int
    found: int | None = None

    @property
    def share(self) -> float | None:
        """F1 where there is a number found, else the rate; None where there is nothing to find."""
        total = self.gold * 2 if self.found is None else self.gold + self.found
        return 2 * self.right / total if total else None


@dataclass
class Score:
    """Counts over reports."""

    lists: dict[str, Counter[str]] = field(default_factory=dict)
    rates: dict[str, Counter[str]] = field(default_factory=dict)

    def figures(self) -> dict[str, Figure]:
        """The figures by name."""
        found = {k: Figure(n["right"], n["gold"], n["found"]) for k, n in self.lists.items()}
        return {**found, **{k: Figure(n["right"], n["gold"]) for k, n in self.rates.items()}}

    def add(self, annotation: Row, record: Row) -> None:
        """Count one report: its annotation (as in ``data/gold``) and its record (:func:`kg.records.to_record`)."""
        truth, said = annotation["meetings"], record["meetings"]
        pairs = pairing(truth, said, _alike)
        excused = {j for i, j in pairs if truth[i]["optional"]}
        pairs = [(i, j) for i, j in pairs if j not in excused]
        firm = [m for m in truth if not m["optional"]]
        counted = [m for j, m in enumerate(said) if j not in excused]
        self._list("meeting", len(pairs), len(firm), len(counted))
        if not truth:
            self._rate("silent", not said)
        people = [self._event(truth[i], said[j]) for i, j in pairs]
        for _ in range(len(firm) - len(pairs)):
            self._rate("date", False)
            self._rate("whole event", False)
        self._list("participant", sum(people), _people(firm), _people(counted))
        spoken = pairing(annotation["statements"], record["statements"], _speaker)
        self._list("speaker", len(spoken), len(annotation["statements"]), len(record["statements"]))
        times = pairing(annotation["time_expressions"], record["times"], _time)
        self._list("time", len(times), len(annotation["time_expressions"]), len(record["times"]))
        for kind in ("persons", "organizations", "places"):
            same = _same_name if kind == "persons" else _same_words
            self._list(
                kind, len(pairing(annotation[kind], record[kind], same)), len(annotation[kind]), len(record[kind])
            )

    def _event(self, gold: Row, said: Row) -> int:
        who = pairing(gold["participants"], said["participants"], _same_person)
        for i, j in who:
            person, found = gold["participants"][i], said["participants"][j]
            for key, name, there in (("role", "role", "role"), ("org", "organization", "organization")):
                if person[key]:
                    self._rate(name, _same_words(person[key], found[there] or ""))
        date = (gold["date"] or None) == (said["date"] or None)
        status = gold["status"] == said["status"]
        self._rate("date", date)
        self._rate("status", status)
        if gold["place"]:
            self._rate("place", _same_words(gold["place"], said["place"] or ""))
        exact = len(who) == len(gold["participants"]) == len(said["participants"])
        self._rate("whole event", exact and date and status)
        return len(who)

    def _list(self, name: str, right: int, gold: int, found: int) -> None:
        self.lists.setdefault(name, Counter()).update(right=right, gold=gold, found=found)

    def _rate(self, name: str, right: float) -> None:
        self.rates.setdefault(name, Counter()).update(right=int(bool(right)), gold=1)


def score(pairs: Iterable[tuple[Row, Row]]) -> dict[str, Figure]:
    """The figures over pairs of an annotation and a record."""
    total = Score()
    for annotation, record in pairs:
        total.add(annotation, record)
    return total.figures()


def _people(meetings: Sequence[Row]) -> int:
    return sum(len(m["participants"]) for m in meetings)


def _same_name(a: str, b: str) -> float:
    short, long = sorted((words(a), words(b)), key=len)
    return float(bool(short) and (short == long[-len(short) :] or short == long[: len(short)]))


def _same_words(a: str, b: str) -> float:
    one, two = set(words(a)), set(words(b))
    return float(bool(one and two) and 2 * len(one & two) >= max(len(one), len(two)))


def _same_person(gold: Row, said: Row) -> float:
    names = ([gold["name"], *gold["aliases"]], [said["name"], *said["mentions"]])
    return float(any(_same_name(a, b) for a in names[0] for b in names[1]))


def _alike(gold: Row, said: Row) -> float:
    sides = len(gold["participants"]) + len(gold["other_orgs"])
    if not sides:
        return max(_same_words(t, said["trigger"]) for t in (gold["trigger"], *gold["alt_triggers"]))
    shared = len(pairing(gold["participants"], said["participants"], _same_person))
    shared += len(pairing(gold["other_orgs"], said["organizations"], _same_words))
    closeness = (gold["status"] == said["status"]) / 2 + (gold["date"] == said["date"]) / 4
    most = max(sides, len(said["participants"]) + len(said["organizations"]))
    return float(shared / most + closeness) if shared else 0.0


def _speaker(gold: Row, said: Row) -> float:
    return _same_name(gold["speaker"], said["speaker"])


def _time(gold: Row, said: Row) -> float:
    return _same_words(gold["text"], said["text"]) * float(gold["value"] == said["value"])
