"""The sheet on which one report's triples are written, and what every writer needs to know."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from rdflib import RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from kg.graph import iris
from kg.graph.namespaces import EDTF, KG, NIF
from kg.nouns import Entity, Extraction, Mention, When
from kg.text import name_key

_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?\Z")
"""Language, script, region (BCP 47); other tags are not taken by every engine."""


class Sheet:
    """One report's graph while it is being written; ``triples`` has each once, in the order of writing."""

    def __init__(self, extraction: Extraction) -> None:
        report = extraction.report
        self.report = report
        self.triples: dict[tuple[Node, URIRef, Node], None] = {}
        self._labels: dict[URIRef, dict[str | None, Literal]] = {}
        self.document = URIRef(iris.document(report.id))
        self.lang = report.lang.lower() if _TAG.match(report.lang) else "und"
        self.entities: dict[str, Entity] = {entity.id: entity for entity in extraction.entities}
        self._starts = [s.start for s in extraction.sentences]

    def add(self, subject: Node, predicate: URIRef, *values: Node | None) -> None:
        """Add one triple for each value that is not None."""
        for value in values:
            if value is not None:
                self.triples[subject, predicate, value] = None

    def a(self, node: URIRef, *classes: URIRef) -> None:
        """State the classes of a node."""
        self.add(node, RDF.type, *classes)

    def said(self, text: str) -> Literal:
        """Words of the report, code point by code point, with its language."""
        return Literal(_SURROGATE.sub("\ufffd", text), lang=self.lang)

    def label(self, node: URIRef, text: str, lang: str | None = None) -> None:
        """Label a node; a second label in the same language becomes an alternative one. Labels are NFC."""
        label = name(text, lang if lang and _TAG.match(lang) else self.lang)
        if label is None:
            return
        first = self._labels.setdefault(node, {}).setdefault(label.language, label)
        self.add(node, RDFS.label if first == label else SKOS.altLabel, label)

    def keys(self, node: URIRef, names: Iterable[str]) -> None:
        """Write the key of each name, for look-ups."""
        self.add(node, KG.nameKey, *(plain(key) for key in {name_key(n) for n in names} if key))

    def evidence(self, node: URIRef, span: Mention | None, *also: URIRef) -> None:
        """Write a span of the report as evidence for a node, under ``kg:evidence`` and the properties ``also``."""
        if span is None:
            return
        mention = URIRef(iris.mention(self.report.id, span, str(node)))
        self.a(mention, KG.Mention)
        self.span(mention, span)
        self.add(mention, KG.inSentence, self.sentence_at(span.start))
        self.add(mention, KG.confidence, share(span.confidence))
        if span.rule:
            self.add(mention, KG.rule, plain(span.rule))
        for predicate in (KG.evidence, *also):
            self.add(node, predicate, mention)

    def span(self, node: URIRef, span: Mention) -> None:
        """Write where in the report a node stands, and its characters."""
        self.add(node, KG.inDocument, self.document)
        self.add(node, NIF.beginIndex, integer(span.start))
        self.add(node, NIF.endIndex, integer(span.end))
        self.add(node, NIF.anchorOf, plain(span.text))

    def sentence_at(self, offset: int) -> URIRef | None:
        """The last sentence that begins at or before an offset."""
        number = bisect_right(self._starts, offset)
        return URIRef(iris.sentence(self.report.id, number)) if number else None

    def days(self, node: URIRef, when: When) -> None:
        """Write the bounds of a time, and its day where it is exactly one."""
        self.add(node, KG.earliest, day(when.earliest))
        self.add(node, KG.latest, day(when.latest))
        if when.edtf:
            self.add(node, KG.edtf, Literal(when.edtf, datatype=EDTF.EDTF))

    def name_of(self, entity_id: str) -> str:
        """An entity's name in this report, or the id where the report has no such entity."""
        entity = self.entities.get(entity_id)
        return entity.name if entity else entity_id


def exact_day(when: When | None) -> date | None:
    """The one day of a time, or None where it is not exactly one."""
    return when.earliest if when and when.earliest and when.earliest == when.latest else None


def thing(id: str) -> URIRef:
    """The node of an entity, an event or a claim."""
    return URIRef(iris.thing(id))


@lru_cache(maxsize=4096)
def plain(text: str) -> Literal:
    """A string without language; half characters (lone surrogates) become U+FFFD."""
    return Literal(_SURROGATE.sub("\ufffd", text))


def name(text: str, lang: str) -> Literal | None:
    """A label: NFC, white space collapsed, the tag in small letters (as Oxigraph has it); None for nothing."""
    text = " ".join(unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text)).split())
    return Literal(text, lang=lang.lower()) if text else None


@lru_cache(maxsize=4096)
def day(value: date | None) -> Literal | None:
    """A day as xsd:date, without time zone."""
    return Literal(value.isoformat(), datatype=XSD.date) if value else None


@lru_cache(maxsize=4096)
def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


@lru_cache(maxsize=2)
def boolean(value: bool) -> Literal:
    """true or false."""
    return Literal("true" if value else "false", datatype=XSD.boolean)


@lru_cache(maxsize=4096)
def share(value: float) -> Literal:
    """A number from 0 to 1 as xsd:decimal."""
    return Literal(decimal(value), datatype=XSD.decimal)


def decimal(value: float) -> str:
    """The canonical digits of a number from 0 to 1, six places at most: ``1``, ``0.95``."""
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
