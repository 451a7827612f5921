"""Put the findings of one report together: entities, events, claims, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from kg.findings import Findings
from kg.language import folder, table
from kg.nouns import Claim, Event, Extraction, Participation, Report, When
from kg.resolve.claims import claim_of_count, find_claims, tie_claims
from kg.resolve.entities import Entities, distinct_spans
from kg.resolve.events import occasions
from kg.resolve.ids import event_id
from kg.resolve.occasion import Occasion
from kg.resolve.people import Cluster, cast
from kg.text import fold


def assemble(report: Report, findings: Findings) -> Extraction:
    """The extraction of a report: what its findings say when taken together."""
    company = cast(findings, _same_role(report.lang), report.lang)
    told = occasions(findings, company)
    entities = Entities(report, findings, company)
    claims, claim_of = find_claims(report, findings, entities)
    events = _events(report, findings, entities, told, claim_of)
    claims = tie_claims(claims, events, told, findings, claim_of)
    return Extraction(
        report=report,
        sentences=findings.sentences,
        entities=entities.entities(),
        events=tuple(events),
        claims=tuple(claims),
        times=findings.times,
        counts=tuple(claim_of_count(c, claims) for c in findings.counts),
        warnings=findings.warnings,
    )


@cache
def _same_role(lang: str) -> Callable[[str], str]:
    """What maps a word for an office to the first of its synonyms in the language's ``names.toml``."""
    groups = table(lang, "names")["role"]["same"] if (folder(lang) / "names.toml").exists() else []
    same = {fold(w): fold(group[0]) for group in groups for w in group}
    return lambda word: same.get(word, word)


def _events(
    report: Report, findings: Findings, entities: Entities, told: Sequence[Occasion], claim_of: dict[int, Claim]
) -> list[Event]:
    out: list[Event] = []
    for occasion in told:
        participations = tuple(_participation(findings, entities, occasion, c) for c in occasion.people)
        sides = [
            entities.place(findings.references[s].span) if isinstance(s, int) else entities.cluster(s)
            for s in occasion.sides
        ]
        represented = {p.organization for p in participations}
        place = entities.place(findings.references[occasion.place].span) if occasion.place is not None else None
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


def _participation(findings: Findings, entities: Entities, occasion: Occasion, cluster: Cluster) -> Participation:
    evidence = distinct_spans([findings.references[n].span for n in occasion.evidence[cluster]])
    return Participation(
        entity=entities.cluster(cluster),
        part=occasion.parts[cluster],
        evidence=evidence,
        role=cluster.role.text if cluster.role else None,
        role_evidence=cluster.role,
        organization=entities.body(cluster.organization) if cluster.organization else None,
        country=entities.place(cluster.country) if cluster.country else None,
    )


def _bound(report: Report, occasion: Occasion) -> When | None:
    """An event told as fact, with no day of its own, lies on or before the day of publication."""
    if report.published is None or occasion.status != "held":
        return None
    day = report.published
    return When(
        f"../{day.isoformat()}", None, day, "", "publication", "told as fact: not after publication", anchor=day
    )
