"""Events and claims as triples."""

from __future__ import annotations

from datetime import date

from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from kg.graph import iris
from kg.graph.concepts import event_types
from kg.graph.entities import write_post
from kg.graph.namespaces import KG
from kg.graph.sheet import Sheet, boolean, day, exact_day, name, plain, thing
from kg.graph.times import write_when
from kg.nouns import Claim, Difference, Event, Extraction, Participation

_NAMES_IN_LABEL = 4
_CHARS_IN_LABEL = 120
_FIELDS = {
    "addressees": KG.addressee,
    "about": KG.about,
    "events": KG.mentionsEvent,
    "kind": KG.claimType,
    "made_at": KG.madeAt,
    "speaker": KG.speaker,
    "text": KG.text,
    "when": KG.date,
}


_TOLD = {
    "participants": KG.participant,
    "title": KG.statedTitle,
    "date": KG.date,
    "place": KG.place,
    "mode": KG.mode,
    "status": KG.status,
}


def write_event(sheet: Sheet, event: Event) -> None:
    """Write an event in both layers, with its participations, its time and its evidence."""
    node = thing(event.id)
    sheet.a(node, KG.Event)
    for lang in dict.fromkeys((sheet.lang, "en")):
        sheet.label(node, event_label(sheet, event, lang), lang)
    sheet.add(node, KG.eventType, URIRef(iris.event_type(event.type)))
    sheet.add(node, KG.status, URIRef(iris.status(event.status)))
    sheet.add(node, KG.mode, URIRef(iris.mode(event.mode)) if event.mode else None)
    sheet.add(node, KG.reportedIn, sheet.document)
    sheet.add(node, KG.toldBy, thing(event.told_by) if event.told_by else sheet.document)
    sheet.add(node, KG.place, thing(event.place) if event.place else None)
    for side in event.organizations:
        sheet.add(node, KG.side, thing(side))
        _write_body(sheet, node, side)
    for part in event.participations:
        _write_participation(sheet, event, part)
    if event.when:
        sheet.days(node, event.when)
        sheet.add(node, KG.date, day(exact_day(event.when)))
        write_when(sheet, event.when, node)
    sheet.evidence(node, event.trigger, KG.trigger)
    for span in event.evidence:
        sheet.evidence(node, span)
    for span in event.also:
        sheet.evidence(node, span, KG.alsoMentioned)


def event_label(sheet: Sheet, event: Event, lang: str) -> str:
    """A line that a reader can tell events apart by: type, who, and when: ``meeting: A, B (2024-07-30)``."""
    kind = event_types().get(event.type)
    ids = list(dict.fromkeys([*(part.entity for part in event.participations), *event.organizations]))
    names = [_name_in(sheet, id, lang) for id in ids[:_NAMES_IN_LABEL]]
    if len(ids) > _NAMES_IN_LABEL:
        names.append(f"+{len(ids) - _NAMES_IN_LABEL}")
    label = kind.label(lang) if kind else event.type
    if names:
        label += ": " + ", ".join(names)
    return f"{label} ({event.when.edtf})" if event.when and event.when.edtf else label


def write_claim(sheet: Sheet, claim: Claim) -> None:
    """Write a claim: who said what to whom, of what kind, where, and the words."""
    node = thing(claim.id)
    sheet.a(node, KG.Claim)
    sheet.label(node, _shorten(f"{sheet.name_of(claim.speaker)}: {claim.text}"))
    sheet.add(node, KG.claimType, URIRef(iris.claim_type(claim.kind)))
    sheet.add(node, KG.speaker, thing(claim.speaker))
    sheet.add(node, KG.addressee, *map(thing, claim.addressees))
    sheet.add(node, KG.about, *map(thing, claim.about))
    sheet.add(node, KG.mentionsEvent, *map(thing, claim.events))
    sheet.add(node, KG.madeAt, thing(claim.made_at) if claim.made_at else None)
    sheet.add(node, KG.text, sheet.said(claim.text))
    sheet.add(node, KG.direct, boolean(claim.direct))
    sheet.add(node, KG.reportedIn, sheet.document)
    sheet.add(node, KG.inferred, *(_FIELDS.get(field, URIRef(iris.term(field))) for field in claim.inferred))
    if claim.when:
        sheet.days(node, claim.when)
        sheet.add(node, KG.date, day(exact_day(claim.when)))
        write_when(sheet, claim.when, node)
    sheet.evidence(node, claim.evidence)
    sheet.evidence(node, claim.cue, KG.cue)


def write_told(sheet: Sheet, extraction: Extraction) -> None:
    """Tie each event that is told inside a claim to it, and to the event at which the claim was made.

    What a speaker tells as held came before the occasion of speaking; this is marked as inferred, and left out where
    the days of the two speak against it.
    """
    claims = {claim.id: claim for claim in extraction.claims}
    events = {event.id: event for event in extraction.events}
    for event in extraction.events:
        claim = claims.get(event.told_by or "")
        if claim is None:
            continue
        sheet.add(thing(claim.id), KG.mentionsEvent, thing(event.id))
        occasion = events.get(claim.made_at or "")
        if occasion and occasion.id != event.id and event.status == "held" and not _after(event, occasion):
            sheet.add(thing(event.id), KG.before, thing(occasion.id))
            sheet.add(thing(event.id), KG.inferred, KG.before)


def write_difference(graph: Graph, found: Difference) -> None:
    """Write what two reports tell unlike of one event: in which property, and the value of each."""
    node = URIRef(iris.difference(found))
    words = f"{found.left_value} ({found.left}) ≠ {found.right_value} ({found.right})"
    triples: list[tuple[URIRef, Node]] = [
        (RDF.type, KG.Discrepancy),
        (KG.concerns, thing(found.event)),
        (KG.onProperty, _TOLD[found.field]),
        (KG.between, URIRef(iris.document(found.left))),
        (KG.between, URIRef(iris.document(found.right))),
        (KG.leftReport, plain(found.left)),
        (KG.leftValue, plain(found.left_value)),
        (KG.rightReport, plain(found.right)),
        (KG.rightValue, plain(found.right_value)),
    ]
    triples += [(RDFS.label, label) for lang in ("en", "hi") if (label := name(_shorten(words), lang))]
    for predicate, value in triples:
        graph.add((node, predicate, value))


def _write_participation(sheet: Sheet, event: Event, part: Participation) -> None:
    node, flat = URIRef(iris.participation(event, part)), thing(event.id)
    agent = thing(part.entity)
    sheet.add(flat, KG.participant, agent)
    _write_body(sheet, flat, part.entity)
    sheet.a(node, KG.Participation)
    sheet.add(node, KG.ofEvent, flat)
    sheet.add(node, KG.agent, agent)
    sheet.add(node, KG.role, URIRef(iris.role(part.part)))
    if part.organization:
        sheet.add(node, KG.represents, thing(part.organization))
        sheet.add(flat, KG.organization, thing(part.organization))
        sheet.add(agent, KG.affiliation, thing(part.organization))
    if part.country:
        sheet.add(node, KG.country, thing(part.country))
        sheet.add(flat, KG.country, thing(part.country))
    if part.role:
        sheet.add(node, KG.statedTitle, sheet.said(part.role))
        sheet.add(agent, KG["title"], sheet.said(part.role))
    sheet.add(node, KG.post, write_post(sheet, part, _attested(sheet, event)))
    for span in part.evidence:
        sheet.evidence(node, span)
    sheet.evidence(node, part.role_evidence, KG.titleEvidence)


def _write_body(sheet: Sheet, event: URIRef, entity_id: str) -> None:
    entity = sheet.entities.get(entity_id)
    if entity and entity.kind == "organization":
        sheet.add(event, KG.organization, thing(entity_id))
    elif entity and entity.kind == "place":
        sheet.add(event, KG.country, thing(entity_id))


def _attested(sheet: Sheet, event: Event) -> date | None:
    """The day for which a report vouches for the offices in an event: that of the event once held, else its own."""
    return (exact_day(event.when) if event.status == "held" else None) or sheet.report.published


def _after(event: Event, occasion: Event) -> bool:
    earliest = event.when.earliest if event.when else None
    latest = occasion.when.latest if occasion.when else None
    return earliest is not None and latest is not None and earliest > latest


def _name_in(sheet: Sheet, entity_id: str, lang: str) -> str:
    """A name in a language: the report's own word in its own language, else the first label of the gazetteer."""
    entity = sheet.entities.get(entity_id)
    if entity is None:
        return entity_id
    if lang == sheet.lang:
        return entity.name
    return next((label for language, label in entity.labels if language == lang), entity.name)


def _shorten(text: str) -> str:
    return text if len(text) <= _CHARS_IN_LABEL else text[: _CHARS_IN_LABEL - 1].rstrip() + "…"
