"""An extraction with other ids: things that have become one are put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from kg.linking.canonical import occurrence
from kg.nouns import Claim, Entity, Event, Extraction, Mention, Participation

T = TypeVar("T")


def renamed(extraction: Extraction, ids: Mapping[str, str]) -> Extraction:
    """The extraction with the id of each occurrence from ``ids``; an occurrence that is not there keeps its id."""
    report = extraction.report.id

    def new(id: str) -> str:
        return ids.get(occurrence(report, id), id)

    entities: dict[str, Entity] = {}
    for entity in extraction.entities:
        _put(entities, new(entity.id), replace(entity, id=new(entity.id)), _one_entity)
    events: dict[str, Event] = {}
    for event in extraction.events:
        _put(events, new(event.id), _event(event, new), _one_event)
    return replace(
        extraction,
        entities=tuple(entities.values()),
        events=tuple(events.values()),
        claims=tuple(_claim(claim, new) for claim in extraction.claims),
    )


def _put(found: dict[str, T], id: str, thing: T, join: Callable[[T, T], T]) -> None:
    found[id] = join(found[id], thing) if id in found else thing


def _one_entity(first: Entity, other: Entity) -> Entity:
    names = dict.fromkeys([*first.aliases, other.name, *other.aliases])
    names.pop(first.name, None)
    return replace(
        first,
        mentions=_spans([*first.mentions, *other.mentions]),
        aliases=tuple(sorted(names)),
        labels=tuple(dict.fromkeys([*first.labels, *other.labels])),
        same_as=tuple(dict.fromkeys([*first.same_as, *other.same_as])),
    )


def _event(event: Event, new: Callable[[str], str]) -> Event:
    parts: dict[str, Participation] = {}
    for part in event.participations:
        changed = replace(
            part,
            entity=new(part.entity),
            organization=new(part.organization) if part.organization else None,
            country=new(part.country) if part.country else None,
        )
        _put(parts, changed.entity, changed, _one_part)
    return replace(
        event,
        id=new(event.id),
        participations=tuple(parts.values()),
        organizations=tuple(dict.fromkeys(map(new, event.organizations))),
        place=new(event.place) if event.place else None,
    )


def _one_part(first: Participation, other: Participation) -> Participation:
    return replace(
        first,
        evidence=_spans([*first.evidence, *other.evidence]),
        role=first.role or other.role,
        role_evidence=first.role_evidence or other.role_evidence,
        organization=first.organization or other.organization,
        country=first.country or other.country,
    )


def _one_event(first: Event, other: Event) -> Event:
    """Two tellings of one report as one: what the report tells in its own voice comes first."""
    if first.told_by is not None and other.told_by is None:
        first, other = other, first
    parts: dict[str, Participation] = {}
    for part in (*first.participations, *other.participations):
        _put(parts, part.entity, part, _one_part)
    triggers = [first.trigger, *first.also, other.trigger, *other.also]
    return replace(
        first,
        evidence=_spans([*first.evidence, *other.evidence]),
        mode=first.mode or other.mode,
        participations=tuple(parts.values()),
        organizations=tuple(dict.fromkeys([*first.organizations, *other.organizations])),
        place=first.place or other.place,
        when=first.when if first.when and first.when.basis != "publication" else other.when or first.when,
        also=tuple(span for span in _spans(triggers) if span != first.trigger),
    )


def _claim(claim: Claim, new: Callable[[str], str]) -> Claim:
    return replace(
        claim,
        speaker=new(claim.speaker),
        addressees=tuple(dict.fromkeys(map(new, claim.addressees))),
        about=tuple(dict.fromkeys(map(new, claim.about))),
        events=tuple(dict.fromkeys(map(new, claim.events))),
        made_at=new(claim.made_at) if claim.made_at else None,
    )


def _spans(spans: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each span once, in text order."""
    found = {(span.start, span.end): span for span in reversed(list(spans))}
    return tuple(found[place] for place in sorted(found))
