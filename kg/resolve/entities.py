"""The entities of one report: one for each person, body and place, however often and by what words it is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.findings import Findings
from kg.gazetteer import Row
from kg.gazetteer import load as load_gazetteer
from kg.nouns import Entity, Mention, Report
from kg.resolve.ids import body_id, person_id, place_id
from kg.resolve.people import Cast, Cluster, wordings
from kg.text import fold


class Entities:
    """The entities of one report, made when first asked for."""

    def __init__(self, report: Report, findings: Findings, company: Cast) -> None:
        self.report, self.findings, self.company = report, findings, company
        self._entities: dict[str, Entity] = {}
        self._wording = wordings(findings, company)
        for n, reference in enumerate(findings.references):
            cluster = company.of.get(n)
            if cluster is not None and _is_firm(cluster, findings):
                self.cluster(cluster)
            elif reference.kind == "place":
                self.place(reference.span)
            if reference.organization is not None:
                self.body(reference.organization)
            if reference.country is not None:
                self.place(reference.country)

    def entities(self) -> tuple[Entity, ...]:
        """All entities, sorted by their first mention and id."""
        return tuple(
            sorted(self._entities.values(), key=lambda e: (min((m.start for m in e.mentions), default=0), e.id))
        )

    def cluster(self, cluster: Cluster) -> str:
        """The id of a person or body."""
        spans = [self.findings.references[n].span for n in cluster.references]
        if cluster.kind == "person":
            key = person_id(cluster.name, self.report.id)
            others = tuple(sorted({n for n in cluster.names if n != cluster.name}))
            return self._put(Entity(key, "person", cluster.name, distinct_spans(spans), others))
        return self._put(
            Entity(
                body_id(cluster.name),
                "organization",
                cluster.name,
                distinct_spans(spans),
                tuple(sorted({n for n in cluster.names if n != cluster.name})),
            )
        )

    def body(self, span: Mention) -> str:
        """The id of an organization named beside an office; two wordings of one person's body are one body."""
        name = self._wording.get(fold(span.text), span.text)
        others = (span.text,) if span.text != name else ()
        return self._put(Entity(body_id(name), "organization", name, (span,), others))

    def place(self, span: Mention) -> str:
        """The id of a place; a gazetteer row gives its labels and links."""
        gazetteer = load_gazetteer()
        row = _best(gazetteer.lookup(span.text))
        if row is not None:
            return self._put(_known_place(row, span, span.text))
        row = _best(gazetteer.by_demonym(span.text))
        if row is not None:
            name = next((label for lang, label in row.labels if lang == self.report.lang), span.text)
            return self._put(_known_place(row, span, name))
        return self._put(Entity(place_id(span.text), "place", span.text, (span,)))

    def _put(self, entity: Entity) -> str:
        old = self._entities.get(entity.id)
        if old is not None:
            names = dict.fromkeys([*old.aliases, entity.name, *entity.aliases])
            names.pop(old.name, None)
            entity = replace(
                old, mentions=distinct_spans([*old.mentions, *entity.mentions]), aliases=tuple(sorted(names))
            )
        self._entities[entity.id] = entity
        return entity.id


def _is_firm(cluster: Cluster, findings: Findings) -> bool:
    """Whether a name is surely one: announced, of two words, or a body; a lone word counts only where it acts."""
    return (
        cluster.kind != "person" or " " in cluster.name or any(findings.references[n].cued for n in cluster.references)
    )


def distinct_spans(spans: Sequence[Mention]) -> tuple[Mention, ...]:
    """The first mention of each span, in text order."""
    by_place = {(m.start, m.end): m for m in reversed(spans)}
    return tuple(by_place[k] for k in sorted(by_place))


def _known_place(row: Row, span: Mention, name: str) -> Entity:
    return Entity(place_id(name, row.id), "place", name, (span,), (), tuple(row.labels), tuple(row.same_as))


def _best(rows: Sequence[Row]) -> Row | None:
    order = {"country": 0, "region": 1}
    return min(rows, key=lambda r: order.get(r.kind, 2)) if rows else None
