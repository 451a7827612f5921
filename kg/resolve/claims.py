"""Statements → claims, tied to the meeting at which they were made and the events told in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from kg.findings import Findings
from kg.nouns import Claim, DayCount, Event, Report
from kg.resolve.entities import Entities
from kg.resolve.ids import claim_id
from kg.resolve.occasion import Occasion
from kg.text import fold, words

FEW, MOST_OF = 3, 0.8
"""Two claims are one where so many words, and that share of the shorter, stand in the longer too."""


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
    fuller = _retold(out)
    return [c for c in out if c.id not in fuller], {n: fuller.get(c.id, c) for n, c in of.items()}


def _retold(claims: Sequence[Claim]) -> dict[str, Claim]:
    """Of the claims that are told twice the one with fewer words, by id, and the one with more: headline and text."""
    words_of = {c.id: set(words(fold(c.text))) for c in claims}
    found: dict[str, Claim] = {}
    for claim, other in combinations(claims, 2):
        if claim.id in found or other.id in found or not _may_be_one(claim, other):
            continue
        less, more = sorted((claim, other), key=lambda c: (len(words_of[c.id]), c.cue.start))
        few = words_of[less.id]
        if len(few) >= FEW and len(few & words_of[more.id]) >= MOST_OF * len(few):
            found[less.id] = more
    return {id: _fullest(claim, found) for id, claim in found.items()}


def _fullest(claim: Claim, fuller: Mapping[str, Claim]) -> Claim:
    while claim.id in fuller:
        claim = fuller[claim.id]
    return claim


def _may_be_one(claim: Claim, other: Claim) -> bool:
    apart = claim.evidence.end <= other.evidence.start or other.evidence.end <= claim.evidence.start
    return apart and (claim.speaker, claim.kind, claim.direct) == (other.speaker, other.kind, other.direct)


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
