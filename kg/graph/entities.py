"""Entities, posts and the report itself as triples."""

from __future__ import annotations

import hashlib
from datetime import date

from rdflib import DCTERMS as DCT
from rdflib import FOAF, ORG, RDFS, SKOS, URIRef

from kg.graph import iris
from kg.graph.namespaces import KG, SCHEMA
from kg.graph.sheet import Sheet, day, integer, name, plain, thing
from kg.nouns import Entity, Extraction, Notice, Participation

CLASSES = {"person": FOAF.Person, "group": FOAF.Group, "organization": ORG.Organization, "place": SCHEMA.Place}


def write_document(sheet: Sheet, extraction: Extraction) -> None:
    """Write the report's metadata and its sentences."""
    report, node = extraction.report, sheet.document
    data = report.text.encode("utf-8", "replace")
    sheet.a(node, KG.Document)
    sheet.add(node, DCT.identifier, plain(report.id))
    sheet.add(node, DCT.language, plain(report.lang))
    sheet.label(node, report.title or report.id)
    sheet.add(node, DCT.title, name(report.title or "", sheet.lang))
    sheet.add(node, KG.published, day(report.published))
    sheet.add(node, KG.sha256, plain(hashlib.sha256(data).hexdigest()))
    sheet.add(node, KG.charCount, integer(len(report.text)))
    for predicate, words in (
        (KG.publishedAs, report.published_as),
        (DCT.publisher, report.publisher),
        (DCT.source, report.source),
    ):
        if words:
            sheet.add(node, predicate, plain(words))
    if address := iris.web(report.url):
        sheet.add(node, SCHEMA.url, URIRef(address))
    for number, span in enumerate(extraction.sentences, 1):
        sentence = URIRef(iris.sentence(report.id, number))
        sheet.a(sentence, KG.Sentence)
        sheet.add(sentence, KG["index"], integer(number))
        sheet.span(sentence, span)


def write_entity(sheet: Sheet, entity: Entity) -> None:
    """Write an entity: class, one label a language, other names, look-up keys, links, evidence."""
    node = thing(entity.id)
    sheet.a(node, CLASSES[entity.kind])
    for lang, label in entity.labels:
        sheet.label(node, label, lang)
    for label in (entity.name, *entity.aliases):
        sheet.label(node, label)
    sheet.keys(node, (entity.name, *entity.aliases, *(label for _, label in entity.labels)))
    for other in entity.same_as:
        if address := iris.same_as(other):
            sheet.add(node, SKOS.exactMatch, URIRef(address))
    for span in entity.mentions:
        sheet.evidence(node, span)


def write_post(sheet: Sheet, part: Participation, attested: date | None) -> URIRef | None:
    """Write the office that a participation names, and that its holder was seen in it on a day.

    Returns the post, or None where the report gives no office.
    """
    if not part.role:
        return None
    post = URIRef(iris.post(part.role, part.organization or part.country or part.entity))
    sheet.a(post, ORG.Post)
    sheet.label(post, part.role)
    sheet.keys(post, (part.role,))
    body = thing(part.organization) if part.organization else None
    country = thing(part.country) if part.country else None
    sheet.add(post, ORG.postIn, body)
    sheet.add(post, KG.country, country)
    holder = sheet.entities.get(part.entity)
    if holder and holder.kind == "person":
        membership = URIRef(iris.membership(part.entity, str(post)))
        sheet.a(membership, ORG.Membership)
        sheet.add(membership, ORG.member, thing(part.entity))
        sheet.add(membership, ORG.organization, body)
        sheet.add(membership, KG.post, post)
        sheet.add(membership, KG.attestedOn, day(attested))
        for span in (part.role_evidence,) if part.role_evidence else part.evidence:
            sheet.evidence(membership, span)
    return post


def write_notice(sheet: Sheet, warning: Notice) -> None:
    """Write a warning about the report."""
    node = URIRef(iris.notice(sheet.report.id, warning))
    sheet.a(node, KG.Notice)
    sheet.add(node, RDFS.label, plain(warning.message))
    sheet.add(node, KG.code, plain(warning.code))
    sheet.add(node, KG.message, plain(warning.message))
    sheet.add(node, KG.inDocument, sheet.document)
    sheet.evidence(node, warning.mention)
