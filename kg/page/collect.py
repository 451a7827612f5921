"""From extractions to all nodes and edges: one node a thing, however many reports speak of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kg.nouns import Claim, Entity, Event, Extraction
from kg.page.model import (
    Edge,
    EdgeKind,
    Epoch,
    Evidence,
    Labels,
    Node,
    NodeKind,
    Part,
    Statement,
    Telling,
    Whole,
)
from kg.page.sentences import Sentences

T = TypeVar("T")


@dataclass
class _Thing:
    """A node while it is being gathered."""

    kind: NodeKind
    label: str
    labels: Labels = ()
    names: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tellings: list[Telling] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass
class _Line:
    """An edge while it is being gathered."""

    words: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def everything(extractions: Sequence[Extraction]) -> Whole:
    """All nodes that have an edge, and all edges, sorted by id, the same whatever the order of ``extractions``.

    A thing that no event and no statement connects with another has no place in a network: it is left out.
    """
    found = sorted(extractions, key=lambda x: x.report.id)
    gathering = _Gathering(found)
    edges = gathering.edges()
    joined = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = tuple(node for node in gathering.nodes() if node.id in joined)
    return Whole(nodes, tuple(edges), tuple(x.report for x in found), gathering.names(), _epochs(found))


class _Gathering:
    def __init__(self, extractions: list[Extraction]) -> None:
        found: dict[str, list[tuple[Entity, str]]] = {}
        for extraction in extractions:
            for entity in extraction.entities:
                found.setdefault(entity.id, []).append((entity, extraction.report.lang))
        self._things = {id: _thing(entities) for id, entities in found.items()}
        self._lines: dict[tuple[EdgeKind, str, str], _Line] = {}
        for extraction in extractions:
            for event in extraction.events:
                self._things.setdefault(event.id, _Thing("event", event.type))
        for extraction in extractions:
            self._report(extraction)

    def names(self) -> dict[str, tuple[NodeKind, str, Labels]]:
        return {id: (thing.kind, thing.label, thing.labels) for id, thing in sorted(self._things.items())}

    def nodes(self) -> list[Node]:
        return [
            Node(
                id,
                thing.kind,
                thing.label,
                thing.labels,
                thing.names,
                thing.links,
                tuple(thing.tellings),
                _distinct(thing.statements),
                _distinct(thing.evidence),
            )
            for id, thing in sorted(self._things.items())
        ]

    def edges(self) -> list[Edge]:
        return [
            Edge(
                f"{kind} {source} {target}",
                source,
                target,
                kind,
                _distinct(line.words),
                _distinct(line.parts),
                _distinct(line.bodies),
                _distinct(line.statements),
                _distinct(line.evidence),
            )
            for (kind, source, target), line in sorted(self._lines.items())
        ]

    def _line(self, kind: EdgeKind, source: str | None, target: str | None) -> _Line:
        """The line between two nodes; one that leads nowhere is gathered aside and forgotten."""
        if source is None or target is None or source == target or not {source, target} <= self._things.keys():
            return _Line()
        return self._lines.setdefault((kind, source, target), _Line())

    def _report(self, extraction: Extraction) -> None:
        sentences = Sentences(extraction)
        for entity in extraction.entities:
            self._things[entity.id].evidence += sentences.evidence(entity.mentions)
        teller = {claim.id: claim.speaker for claim in extraction.claims}
        for event in extraction.events:
            self._event(event, sentences, extraction.report.id, teller)
        for claim in extraction.claims:
            self._claim(claim, sentences, extraction)

    def _event(self, event: Event, sentences: Sentences, report: str, teller: dict[str, str]) -> None:
        marked = [event.trigger, *event.also]
        for p in event.participations:
            marked += [*p.evidence, *([p.role_evidence] if p.role_evidence else [])]
        if event.when and event.when.evidence:
            marked.append(event.when.evidence)
        shown = sentences.evidence(event.evidence or (event.trigger,), marked)
        thing = self._things[event.id]
        thing.evidence += [*shown, *sentences.evidence(event.also, marked)]
        thing.tellings.append(_telling(event, report, teller))
        for p in event.participations:
            role = [p.role_evidence] if p.role_evidence else []
            seen = sentences.evidence([*p.evidence, *role], [event.trigger]) or shown
            line = self._line("participant", p.entity, event.id)
            line.words += [p.role] if p.role else []
            line.parts.append(p.part)
            line.bodies += [id for id in (p.organization, p.country) if id]
            line.evidence += seen
            for body in (p.organization, p.country):
                line = self._line("represents", p.entity, body)
                line.words += [p.role] if p.role else []
                line.evidence += seen
        for body in event.organizations:
            self._line("side", body, event.id).evidence += shown
        self._line("place", event.id, event.place).evidence += shown

    def _claim(self, claim: Claim, sentences: Sentences, extraction: Extraction) -> None:
        statement = Statement(
            claim.id,
            extraction.report.id,
            claim.speaker,
            claim.kind,
            claim.text,
            claim.direct,
            claim.addressees,
            claim.when,
            tuple(count for count in extraction.counts if count.claim == claim.id),
            sentences.evidence([claim.evidence], [claim.cue]),
            claim.made_at,
        )
        at = [claim.made_at] if claim.made_at else []
        for id in _distinct([claim.speaker, *claim.events, *at]):
            if id in self._things:
                self._things[id].statements.append(statement)
        for id in _distinct([*claim.events, *claim.addressees]) or _distinct(at):
            line = self._line("said", claim.speaker, id)
            line.statements.append(statement)
            line.evidence += statement.evidence


def _thing(found: list[tuple[Entity, str]]) -> _Thing:
    """A thing by its usual name in the reports, and by language its name in the gazetteer, else the usual one there."""
    entities = [entity for entity, _ in found]
    by_lang: dict[str, Counter[str]] = {}
    for entity, lang in found:
        by_lang.setdefault(lang, Counter())[entity.name] += 1
    labels = {lang: _usual(counts) for lang, counts in by_lang.items()}
    labels |= dict(reversed([label for entity in entities for label in entity.labels]))
    usual = _usual(sum(by_lang.values(), Counter()))
    names = [usual, *(n for e in entities for n in (e.name, *e.aliases, *(text for _, text in e.labels)))]
    links = _distinct(iri for e in entities for iri in e.same_as)
    return _Thing(entities[0].kind, usual, tuple(sorted(labels.items())), _distinct(names), links)


def _usual(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _telling(event: Event, report: str, teller: dict[str, str]) -> Telling:
    parts = [
        Part(p.entity, p.role, tuple(id for id in (p.organization, p.country) if id)) for p in event.participations
    ]
    parts += [Part(id) for id in event.organizations]
    told_by = teller.get(event.told_by, event.told_by) if event.told_by else None
    return Telling(
        report,
        event.type,
        event.status,
        event.mode,
        event.when,
        event.place,
        told_by,
        tuple(parts),
        min([event.trigger.confidence, *(m.confidence for p in event.participations for m in p.evidence)]),
    )


def _epochs(extractions: Sequence[Extraction]) -> tuple[Epoch, ...]:
    """The beginnings on record of what reports count days of, else those that follow from a count."""
    found: dict[str, Epoch] = {}
    for extraction in extractions:
        for count in extraction.counts:
            first = count.reference or count.implied
            if first is None:
                continue
            id = count.epoch if count.epoch and count.reference else f"{count.subject} {first.isoformat()}"
            known = found.get(id, Epoch(id, first, count.ordinal))
            labels = {extraction.report.lang: count.subject, **dict(known.labels)}
            found[id] = Epoch(id, known.first, known.ordinal, tuple(sorted(labels.items())))
    return tuple(found[id] for id in sorted(found))


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
