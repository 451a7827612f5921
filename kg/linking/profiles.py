"""What one report tells of a person, a body or an event, gathered for comparing it with what others tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.linking import places
from kg.linking.canonical import Occurrence, occurrence
from kg.linking.offices import Office, office
from kg.nouns import Entity, Event, Extraction
from kg.text import fold, words


@dataclass(frozen=True, slots=True)
class Held:
    """An office as a report words it, with the id of its country and the name of its body where it tells them."""

    office: Office
    country: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something can have been; None where open."""

    earliest: date | None
    latest: date | None

    @property
    def day(self) -> date | None:
        """The day, where it is exactly one."""
        return self.earliest if self.earliest == self.latest else None

    def overlaps(self, other: Span) -> bool:
        """Whether both can have been on one day."""
        return not (_before(self.latest, other.earliest) or _before(other.latest, self.earliest))


@dataclass(frozen=True, slots=True)
class Profile:
    """One person, body or place, as one report tells of it, or as several do in the same words.

    ``names`` begin with the fullest; ``met`` are occurrences of those who took part in one event with it, each with the
    days of that event; ``events`` are occurrences of events; ``members`` are the occurrences it stands for.
    """

    key: str
    id: str
    kind: str
    reports: frozenset[str]
    names: tuple[str, ...]
    held: tuple[Held, ...] = ()
    countries: frozenset[str] = frozenset()
    met: tuple[tuple[str, Span], ...] = ()
    events: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()

    @property
    def bodies(self) -> tuple[str, ...]:
        """The names of the bodies for which it stood."""
        return tuple(sorted({held.body for held in self.held if held.body}))

    @property
    def firm(self) -> bool:
        """Whether the id speaks for itself, not only within its report."""
        return self.kind != "person" or " " in fold(self.names[0])


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one report tells it, or several in the same way; ``members`` are the occurrences it stands for.

    ``who`` are occurrences of those who took part, ``states`` ids of countries that did, ``dated`` whether its day
    stands in the report or is only bounded by that of publication.
    """

    key: str
    id: str
    type: str
    report: str
    published: date | None
    status: str
    mode: str | None
    span: Span
    dated: bool
    who: tuple[str, ...]
    states: frozenset[str]
    place: Entity | None
    members: tuple[str, ...] = ()


def profiles(extraction: Extraction) -> list[Profile]:
    """The persons, bodies and groups of a report, and its places that no gazetteer has."""
    held: dict[str, list[Held]] = {}
    countries: dict[str, set[str]] = {}
    met: dict[str, list[tuple[str, Span]]] = {}
    events: dict[str, set[str]] = {}
    entities = {entity.id: entity for entity in extraction.entities}
    report = extraction.report
    for event in extraction.events:
        span, present = days(event, report.published), [p.entity for p in event.participations]
        for id in (*present, *event.organizations):
            events.setdefault(id, set()).add(occurrence(report.id, event.id))
            others = sorted({other for other in present if other != id})
            met.setdefault(id, []).extend((occurrence(report.id, other), span) for other in others)
        for part in event.participations:
            country = _country(entities.get(part.country or ""))
            body = entities.get(part.organization or "")
            if country:
                countries.setdefault(part.entity, set()).add(country)
            if part.role or body:
                told = _held(part.role or "", country, body.name if body else None)
                held.setdefault(part.entity, []).append(told)
            if body:
                events.setdefault(body.id, set()).add(occurrence(report.id, event.id))
                met.setdefault(body.id, []).append((occurrence(report.id, part.entity), span))
                if country:
                    countries.setdefault(body.id, set()).add(country)
    here = frozenset({report.id})
    return [
        Profile(
            key := occurrence(report.id, e.id), e.id, e.kind, here, _names(e),
            tuple(dict.fromkeys(held.get(e.id, ()))), _one(frozenset(countries.get(e.id, ()))),
            tuple(dict.fromkeys(met.get(e.id, ()))), _one(frozenset(events.get(e.id, ()))), (key,),
        )
        for e in extraction.entities
        if e.kind != "place" or not places.known(e.id)
    ]  # fmt: skip


def tellings(extraction: Extraction) -> list[Telling]:
    """The events of a report."""
    report = extraction.report
    entities = {entity.id: entity for entity in extraction.entities}
    found = []
    for event in extraction.events:
        ids = dict.fromkeys([*(p.entity for p in event.participations), *event.organizations])
        states = {c for id in ids if (e := entities.get(id)) and e.kind == "place" and (c := _country(e))}
        who = tuple(occurrence(report.id, id) for id in ids if id in entities and entities[id].kind != "place")
        dated = event.when is not None and event.when.basis != "publication"
        found.append(
            Telling(
                occurrence(report.id, event.id), event.id, event.type, report.id, report.published, event.status,
                event.mode, days(event, report.published), dated, who, frozenset(states),
                entities.get(event.place or ""), (occurrence(report.id, event.id),),
            )
        )  # fmt: skip
    return found


def days(event: Event, published: date | None) -> Span:
    """The days on which an event can have been: those told; what is told as held is not after publication."""
    when = event.when
    earliest, latest = (when.earliest, when.latest) if when else (None, None)
    if event.status == "held" and published and (latest is None or published < latest):
        latest = published if earliest is None or earliest <= published else latest
    if event.status == "planned" and published and earliest is None and latest is None:
        earliest = published
    return Span(earliest, latest)


def occurrences(found: Iterable[Profile], events: Iterable[Telling]) -> list[Occurrence]:
    """All occurrences, as the canonical map takes them."""
    return [Occurrence(p.key, p.id, p.firm) for p in found] + [Occurrence(e.key, e.id, e.dated) for e in events]


def _names(entity: Entity) -> tuple[str, ...]:
    every = dict.fromkeys([entity.name, *entity.aliases])
    return tuple(sorted(every, key=lambda name: (-len(words(name)), name != entity.name, name)))


@lru_cache(maxsize=1 << 12)
def _one(found: frozenset[str]) -> frozenset[str]:
    """The same set for equal ones: there are many."""
    return found


@lru_cache(maxsize=1 << 16)
def _held(role: str, country: str | None, body: str | None) -> Held:
    return Held(office(role), country, body)


def _country(entity: Entity | None) -> str | None:
    if entity is None or entity.kind != "place":
        return None
    return next((c for name in (entity.name, *entity.aliases) if (c := places.country(name))), None)


def _before(left: date | None, right: date | None) -> bool:
    return left is not None and right is not None and left < right
