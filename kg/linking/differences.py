"""What reports tell unlike of one event: who took part, with which titles, when, where, how, and if it was held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Literal

from kg.linking import places
from kg.linking.offices import agree, office
from kg.nouns import Difference, Entity, Event, Extraction

Field = Literal["date", "mode", "participants", "status"]
Version = tuple[Extraction, Event]


def differences(extractions: Iterable[Extraction]) -> tuple[Difference, ...]:
    """The differences between the reports of each event, by event, field and report.

    Of the reports that tell one thing alike the first, by id, stands for all. Reports that tell no event of another
    report have no bearing on it.
    """
    versions: dict[str, list[Version]] = defaultdict(list)
    for extraction in sorted(extractions, key=lambda x: x.report.id):
        for event in extraction.events:
            versions[event.id].append((extraction, event))
    retold = {id: told for id, told in versions.items() if len(told) > 1}
    return tuple(d for id in sorted(retold) for d in _of_event(id, retold[id], _names(retold[id])))


def _names(versions: list[Version]) -> dict[str, str]:
    """What the first report that names it calls each entity."""
    names: dict[str, str] = {}
    for extraction, _ in versions:
        for entity in extraction.entities:
            names.setdefault(entity.id, entity.name)
    return names


def _of_event(id: str, versions: list[Version], names: Mapping[str, str]) -> Iterator[Difference]:
    yield from _unlike(id, "date", versions, lambda e: e.when.edtf if e.when and _stated(e) else "")
    yield from _unlike(id, "mode", versions, lambda e: e.mode or "")
    yield from _unlike(id, "participants", versions, lambda e: _listed(e, names))
    yield from _places(id, versions)
    yield from _unlike(id, "status", versions, lambda e: e.status)
    yield from _titles(id, versions, names)


def _unlike(id: str, field: Field, versions: list[Version], value: Callable[[Event], str]) -> Iterator[Difference]:
    """A difference for each two values that reports give."""
    first: dict[str, str] = {}
    for extraction, event in versions:
        if told := value(event):
            first.setdefault(told, extraction.report.id)
    for (a, left), (b, right) in combinations(first.items(), 2):
        yield Difference(id, field, left, right, a, b)


def _stated(event: Event) -> bool:
    return event.when is not None and event.when.basis != "publication"


def _listed(event: Event, names: Mapping[str, str]) -> str:
    ids = sorted({part.entity for part in event.participations})
    return ", ".join(names.get(id, id) for id in ids)


def _places(id: str, versions: list[Version]) -> Iterator[Difference]:
    """Two places that are not one, and of which none is known to lie in the other."""
    first: dict[str, tuple[Entity, str]] = {}
    for extraction, event in versions:
        place = next((e for e in extraction.entities if e.id == event.place), None)
        if place is not None:
            first.setdefault(place.id, (place, extraction.report.id))
    for (a, left), (b, right) in combinations(first.values(), 2):
        if not places.agree(a, b):
            yield Difference(id, "place", left, right, a.name, b.name)


def _titles(id: str, versions: list[Version], names: Mapping[str, str]) -> Iterator[Difference]:
    """Titles of one person that cannot be one office; words of two languages for one office are no difference."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for extraction, event in versions:
        for part in event.participations:
            if part.role:
                told[part.entity].setdefault(part.role, extraction.report.id)
    for person in sorted(told):
        for (a, left), (b, right) in combinations(told[person].items(), 2):
            if agree(office(a), office(b)) == "other":
                name = names.get(person, person)
                yield Difference(id, "title", left, right, f"{name}: {a}", f"{name}: {b}")
