"""Statements → claims, tied to the meeting at which they were made and the events told in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.findings import Findings
from kg.nouns import Claim, DayCount, Event, Report
from kg.resolve.entities import Entities
from kg.resolve.ids import claim_id
from kg.resolve.occasion import Occasion


def find_claims(report: Report, findings: Findings, entities: Entities) -> tuple[list[Claim], dict[int, Claim]]:
    """The claims in text order, and the claim of each speech (by its index); a speech without a speaker has none."""
    out: list[Claim] = []
    of: dict[int, Claim] = {}
    last: str | None = None
    for n, speech in enumerate(findings.speeches):
        cluster = entities.company.of.get(speech.speaker) if speech.speaker is not None else None
        inherited = speech.speaker is None or findings.references[speech.speaker].kind in {"pronoun", "description"}
        speaker = entities.cluster(cluster) if cluster is not None else (last if speech.speaker is None else None)
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


def tie_claims(
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
                and occasion.family == "meeting"
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


def claim_of_count(count: DayCount, claims: Sequence[Claim]) -> DayCount:
    """The count, with the id of the claim in whose words it stands."""
    holder = next((c for c in claims if c.evidence.start <= count.evidence.start < c.evidence.end), None)
    return replace(count, claim=holder.id if holder else None)
