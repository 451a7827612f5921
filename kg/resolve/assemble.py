"""Put the findings of one report together: entities, events, claims, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.findings import Findings
from kg.gazetteer import Row
from kg.gazetteer import load as load_gazetteer
from kg.language import folder, table
from kg.nouns import Claim, DayCount, Entity, Event, Extraction, Mention, Notice, Participation, Report, When
from kg.resolve.events import Occasion, occasions
from kg.resolve.ids import body_id, claim_id, event_id, person_id, place_id
from kg.resolve.people import Cast, Cluster, cast, wordings
from kg.text import fold


def assemble(report: Report, findings: Findings) -> Extraction:
    """The extraction of a report: what its findings say when taken together."""
    company = cast(findings, _same_role(report.lang))
    told = occasions(findings, company)
    registry = Registry(report, findings, company)
    claims, claim_of = _claims(report, findings, registry)
    events = _events(report, findings, registry, told, claim_of)
    claims = _tie(claims, events, told, findings, claim_of)
    return Extraction(
        report=report,
        sentences=findings.sentences,
        entities=registry.entities(),
        events=tuple(events),
        claims=tuple(claims),
        times=findings.times,
        counts=tuple(_count(c, claims) for c in findings.counts),
        warnings=findings.warnings + _unsettled(events),
    )


def _same_role(lang: str) -> Callable[[str], str]:
    groups = table(lang, "names")["role"]["same"] if (folder(lang) / "names.toml").exists() else []
    same = {fold(w): fold(group[0]) for group in groups for w in group}
    return lambda word: same.get(word, word)


class Registry:
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
            for body in (reference.organization,):
                if body is not None:
                    self.body(body)
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
            return self._put(Entity(key, "person", cluster.name, _spans(spans), others))
        return self._put(
            Entity(
                body_id(cluster.name),
                "organization",
                cluster.name,
                _spans(spans),
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
        row = _best(gazetteer.demonyms().get(fold(span.text), ()))
        if row is not None:
            name = next((label for lang, label in row.labels if lang == self.report.lang), span.text)
            return self._put(_known_place(row, span, name))
        return self._put(Entity(place_id(span.text), "place", span.text, (span,)))

    def _put(self, entity: Entity) -> str:
        old = self._entities.get(entity.id)
        if old is not None:
            names = dict.fromkeys([*old.aliases, entity.name, *entity.aliases])
            names.pop(old.name, None)
            entity = replace(old, mentions=_spans([*old.mentions, *entity.mentions]), aliases=tuple(sorted(names)))
        self._entities[entity.id] = entity
        return entity.id


def _is_firm(cluster: Cluster, findings: Findings) -> bool:
    """Whether a name is surely one: announced, of two words, or a body; a lone word counts only where it acts."""
    return (
        cluster.kind != "person" or " " in cluster.name or any(findings.references[n].cued for n in cluster.references)
    )


def _spans(spans: Sequence[Mention]) -> tuple[Mention, ...]:
    by_place = {(m.start, m.end): m for m in reversed(spans)}
    return tuple(by_place[k] for k in sorted(by_place))


def _known_place(row: Row, span: Mention, name: str) -> Entity:
    return Entity(place_id(name, row.id), "place", name, (span,), (), tuple(row.labels), tuple(row.same_as))


def _best(rows: Sequence[Row]) -> Row | None:
    order = {"country": 0, "state": 1, "region": 2}
    return min(rows, key=lambda r: order.get(r.kind, 3)) if rows else None


def _events(
    report: Report, findings: Findings, registry: Registry, told: Sequence[Occasion], claim_of: dict[int, Claim]
) -> list[Event]:
    out: list[Event] = []
    for occasion in told:
        participations = tuple(_participation(findings, registry, occasion, c) for c in occasion.people)
        sides = [
            registry.place(findings.references[s].span) if isinstance(s, int) else registry.cluster(s)
            for s in occasion.sides
        ]
        represented = {p.organization for p in participations}
        place = registry.place(findings.references[occasion.place].span) if occasion.place is not None else None
        when = findings.times[occasion.time] if occasion.time is not None else _bound(report, occasion)
        dated = when is not None and when.basis != "publication"
        members = [p.entity for p in participations] + sides
        key = event_id(
            occasion.type, when.edtf if dated and when else "", members, place or "", "" if dated else report.id
        )
        while any(e.id == key for e in out):
            key += "x"
        teller = claim_of.get(occasion.speech) if occasion.speech is not None else None
        out.append(
            Event(
                id=key,
                type=occasion.type,
                status=occasion.status,
                trigger=occasion.trigger,
                evidence=tuple(findings.sentences[s] for s in sorted(set(occasion.sentences))),
                mode=occasion.mode,
                participations=participations,
                organizations=tuple(dict.fromkeys(s for s in sides if s not in represented)),
                place=place,
                when=when,
                told_by=teller.id if teller else None,
                also=tuple(occasion.also),
            )
        )
    return out


def _participation(findings: Findings, registry: Registry, occasion: Occasion, cluster: Cluster) -> Participation:
    evidence = _spans([findings.references[n].span for n in occasion.evidence[id(cluster)]])
    return Participation(
        entity=registry.cluster(cluster),
        part=occasion.parts[id(cluster)],
        evidence=evidence,
        role=cluster.role.text if cluster.role else None,
        role_evidence=cluster.role,
        organization=registry.body(cluster.organization) if cluster.organization else None,
        country=registry.place(cluster.country) if cluster.country else None,
    )


def _bound(report: Report, occasion: Occasion) -> When | None:
    """An event told as fact, with no day of its own, lies on or before the day of publication."""
    if report.published is None or occasion.status != "held":
        return None
    day = report.published
    return When(
        f"../{day.isoformat()}", None, day, "", "publication", "told as fact: not after publication", anchor=day
    )


def _claims(report: Report, findings: Findings, registry: Registry) -> tuple[list[Claim], dict[int, Claim]]:
    out: list[Claim] = []
    of: dict[int, Claim] = {}
    last: str | None = None
    for n, speech in enumerate(findings.speeches):
        cluster = registry.company.of.get(speech.speaker) if speech.speaker is not None else None
        inherited = speech.speaker is None or findings.references[speech.speaker].kind in {"pronoun", "description"}
        speaker = registry.cluster(cluster) if cluster is not None else (last if speech.speaker is None else None)
        if speaker is None:
            continue
        last = speaker
        key = claim_id(report.id, speaker, speech.span.start, speech.cue.end)
        claim = Claim(
            id=key,
            speaker=speaker,
            kind=speech.kind,
            text=speech.span.text,
            cue=speech.cue,
            evidence=speech.span,
            direct=speech.direct,
            inferred=("speaker",) if inherited else (),
        )
        of[n] = claim
        if all(c.id != key for c in out):
            out.append(claim)
    return out, of


def _tie(
    claims: list[Claim],
    events: Sequence[Event],
    told: Sequence[Occasion],
    findings: Findings,
    claim_of: dict[int, Claim],
) -> list[Claim]:
    """Tie claims to the meeting at which they were made and the events told in them."""
    out = []
    for claim in claims:
        inside = tuple(
            e.id
            for e in events
            if e.told_by == claim.id
            or any(
                claim.evidence.start <= m.start < claim.evidence.end for m in (e.trigger, *e.also) if e.told_by is None
            )
        )
        sentence = next((n for n, s in enumerate(findings.sentences) if s.start <= claim.cue.start < s.end), 0)
        made_at = None
        for event, occasion in zip(events, told, strict=True):
            present = claim.speaker in {p.entity for p in event.participations}
            if (
                present
                and event.told_by is None
                and event.status == "held"
                and event.type == "meeting"
                and any(s <= sentence for s in occasion.sentences)
            ):
                made_at = event
        listeners = tuple(p.entity for p in made_at.participations if p.entity != claim.speaker) if made_at else ()
        inferred = claim.inferred + (("made_at", "addressees") if made_at else ())
        out.append(
            replace(
                claim,
                events=tuple(dict.fromkeys(inside)),
                made_at=made_at.id if made_at else None,
                addressees=listeners,
                when=made_at.when if made_at else None,
                inferred=inferred,
            )
        )
    return out


def _count(count: DayCount, claims: Sequence[Claim]) -> DayCount:
    holder = next((c for c in claims if c.evidence.start <= count.evidence.start < c.evidence.end), None)
    return replace(count, claim=holder.id if holder else None)


def _unsettled(events: Sequence[Event]) -> tuple[Notice, ...]:
    return ()
