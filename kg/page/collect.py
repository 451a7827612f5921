"""From extractions to all nodes and edges: one node a thing, however many reports speak of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.nouns import Claim, Entity, Event, Extraction
from kg.page.model import Edge, EdgeKind, Evidence, Node, NodeKind, Statement, Telling
from kg.page.sentences import Sentences

T = TypeVar("T")


@dataclass
class _Line:
    """An edge while it is being gathered."""

    words: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def everything(extractions: Sequence[Extraction], lang: str) -> tuple[list[Node], list[Edge]]:
    """All nodes that have an edge, and all edges, sorted by id. Names are in ``lang`` where a label has it.

    A thing that no event and no statement connects with another has no place in a network: it is left out.
    """
    gathering = _Gathering(sorted(extractions, key=lambda x: x.report.id), lang)
    edges = gathering.edges()
    joined = {end for edge in edges for end in (edge.source, edge.target)}
    return [node for node in gathering.nodes() if node.id in joined], edges


class _Gathering:
    def __init__(self, extractions: list[Extraction], lang: str) -> None:
        self._lang = lang
        self._entities: dict[str, list[tuple[Entity, str]]] = {}
        self._nodes: dict[str, Node] = {}
        self._lines: dict[tuple[EdgeKind, str, str], _Line] = {}
        for extraction in extractions:
            for entity in extraction.entities:
                self._entities.setdefault(entity.id, []).append((entity, extraction.report.lang))
        for id, entities in self._entities.items():
            self._nodes[id] = self._thing(id, entities)
        for extraction in extractions:
            for event in extraction.events:
                self._nodes.setdefault(event.id, Node(event.id, "event", event.type))
        for extraction in extractions:
            self._report(extraction)

    def nodes(self) -> list[Node]:
        return [
            replace(n, evidence=_distinct(n.evidence), statements=_distinct(n.statements))
            for _, n in sorted(self._nodes.items())
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

    def _thing(self, id: str, found: list[tuple[Entity, str]]) -> Node:
        entities = [entity for entity, _ in found]
        kind: NodeKind = entities[0].kind
        counts = Counter(e.name for e, lang in found if lang == self._lang) or Counter(e.name for e in entities)
        labels = [text for e in entities for lang, text in e.labels if lang == self._lang]
        usual = min(counts, key=lambda name: (-counts[name], name))
        label = labels[0] if labels else usual
        names = [label, usual, *(n for e in entities for n in (e.name, *e.aliases, *(text for _, text in e.labels)))]
        return Node(id, kind, label, _distinct(names), _distinct(iri for e in entities for iri in e.same_as))

    def _name(self, id: str) -> str:
        return self._nodes[id].label if id in self._nodes else id

    def _line(self, kind: EdgeKind, source: str | None, target: str | None) -> _Line:
        """The line between two nodes; one that leads nowhere is gathered aside and forgotten."""
        if source is None or target is None or source == target or not {source, target} <= self._nodes.keys():
            return _Line()
        return self._lines.setdefault((kind, source, target), _Line())

    def _report(self, extraction: Extraction) -> None:
        sentences = Sentences(extraction)
        for entity in extraction.entities:
            self._extend(entity.id, evidence=sentences.evidence(entity.mentions))
        teller = {claim.id: self._name(claim.speaker) for claim in extraction.claims}
        for event in extraction.events:
            self._event(event, sentences, extraction.report.id, teller)
        for claim in extraction.claims:
            self._claim(claim, sentences, extraction)

    def _extend(
        self,
        id: str,
        evidence: Iterable[Evidence] = (),
        statement: Statement | None = None,
        told: Telling | None = None,
    ) -> None:
        node = self._nodes.get(id)
        if node is not None:
            self._nodes[id] = replace(
                node,
                evidence=(*node.evidence, *evidence),
                statements=(*node.statements, statement) if statement else node.statements,
                tellings=(*node.tellings, told) if told else node.tellings,
            )

    def _event(self, event: Event, sentences: Sentences, report: str, teller: dict[str, str]) -> None:
        marked = [event.trigger, *event.also]
        for p in event.participations:
            marked += [*p.evidence, *([p.role_evidence] if p.role_evidence else [])]
        if event.when and event.when.evidence:
            marked.append(event.when.evidence)
        shown = sentences.evidence(event.evidence or (event.trigger,), marked)
        place = self._name(event.place) if event.place else None
        told_by = teller.get(event.told_by, event.told_by) if event.told_by else None
        telling = Telling(report, event.type, event.status, event.mode, event.when, place, told_by)
        self._extend(event.id, evidence=(*shown, *sentences.evidence(event.also, marked)), told=telling)
        for p in event.participations:
            role = [p.role_evidence] if p.role_evidence else []
            seen = sentences.evidence([*p.evidence, *role], [event.trigger]) or shown
            bodies = [self._name(id) for id in (p.organization, p.country) if id]
            line = self._line("participant", p.entity, event.id)
            line.words += [p.role] if p.role else []
            line.parts.append(p.part)
            line.bodies += bodies
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
            self._name(claim.speaker),
            claim.kind,
            claim.text,
            claim.direct,
            tuple(self._name(id) for id in claim.addressees),
            claim.when,
            tuple(count for count in extraction.counts if count.claim == claim.id),
            sentences.evidence([claim.evidence], [claim.cue]),
        )
        at = [claim.made_at] if claim.made_at else []
        for id in _distinct([claim.speaker, *claim.events, *at]):
            self._extend(id, statement=statement)
        for id in _distinct([*claim.events, *claim.addressees]) or _distinct(at):
            line = self._line("said", claim.speaker, id)
            line.statements.append(statement)
            line.evidence += statement.evidence


def _distinct(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
