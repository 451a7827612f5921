"""Times as said, and counted days, as triples."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from rdflib import DCTERMS as DCT
from rdflib import PROV, RDF, RDFS, TIME, Graph, URIRef

from kg.graph import iris
from kg.graph.namespaces import KG
from kg.graph.sheet import Sheet, boolean, day, integer, plain, thing
from kg.nouns import DayCount, When
from kg.resources import path


def write_when(sheet: Sheet, when: When, describes: URIRef | None = None) -> None:
    """Write a time in the detail layer: its words, how its days were found, and what it is the time of."""
    node = URIRef(iris.time_expression(sheet.report.id, when))
    sheet.a(node, KG.TimeExpression)
    sheet.days(node, when)
    sheet.add(node, KG.describes, describes)
    sheet.add(node, KG.inDocument, sheet.document)
    sheet.add(node, KG.basis, plain(when.basis))
    sheet.add(node, KG.rule, plain(when.rule))
    sheet.add(node, KG.anchorDate, day(when.anchor))
    sheet.add(node, KG.calendar, URIRef(iris.calendar(when.calendar)))
    if when.text:
        sheet.add(node, KG.words, sheet.said(when.text))
    if when.original:
        sheet.add(node, KG.originalDate, plain(when.original))
    for warning in when.warnings:
        sheet.add(node, KG.warning, plain(warning))
    sheet.evidence(node, when.evidence)


def write_count(sheet: Sheet, count: DayCount) -> None:
    """Write a counted day, the start that it implies, the start for reference, and their difference."""
    node = URIRef(iris.day_count(sheet.report.id, count))
    system = _system(count)
    position = URIRef(iris.position(str(system), count.n))
    sheet.a(node, KG.DayCount)
    sheet.add(node, KG.words, sheet.said(count.evidence.text))
    sheet.add(node, KG.basis, plain("counted"))
    sheet.add(node, KG.countsFirstDay, boolean(count.ordinal))
    sheet.add(node, KG.inDocument, sheet.document)
    sheet.add(node, KG.position, position)
    sheet.add(node, KG.describes, thing(count.claim) if count.claim else None)
    if count.on:
        sheet.days(node, When(count.on.isoformat(), count.on, count.on, count.evidence.text, "counted", "day-count"))
    sheet.evidence(node, count.evidence)

    sheet.a(position, TIME.TimePosition)
    sheet.add(position, TIME.numericPosition, integer(count.n))
    sheet.add(position, TIME.hasTRS, system)
    sheet.a(system, KG.DayCountTRS)
    if (system, RDFS.label, None) not in epochs():
        sheet.label(system, count.subject)

    implied = _write_implied(sheet, count, node, system) if count.implied else None
    reference = _write_reference(sheet, count, system) if count.reference else None
    sheet.add(node, KG.impliedEpoch, implied)
    sheet.add(node, KG.referenceEpoch, reference)
    if implied and reference and count.off:
        _write_discrepancy(sheet, count, implied, reference)


def _write_implied(sheet: Sheet, count: DayCount, node: URIRef, system: URIRef) -> URIRef:
    source = thing(count.claim) if count.claim else sheet.document
    epoch = URIRef(iris.epoch(str(system), count.implied, int(count.ordinal), source))
    sheet.a(epoch, KG.EpochAssertion)
    sheet.label(epoch, f"{_day(count.implied)} ({sheet.report.title or sheet.report.id})")
    sheet.add(epoch, KG.ofTRS, system)
    sheet.add(epoch, KG.epochDate, day(count.implied))
    sheet.add(epoch, KG.epochNumber, integer(int(count.ordinal)))
    sheet.add(epoch, KG.inferred, KG.epochDate)
    sheet.add(epoch, KG.reportedIn, sheet.document)
    sheet.add(epoch, PROV.wasDerivedFrom, source)
    days = count.n - int(count.ordinal)
    sheet.add(epoch, KG.rule, plain(f"{_day(count.on)} minus {days} days"))
    sheet.evidence(epoch, count.evidence)
    return epoch


def _write_reference(sheet: Sheet, count: DayCount, system: URIRef) -> URIRef:
    if known := _registered(count):
        return known
    source = count.reference_source or "registry of epochs"
    epoch = URIRef(iris.epoch(str(system), count.reference, int(count.ordinal), source))
    sheet.a(epoch, KG.EpochAssertion)
    sheet.add(epoch, RDFS.label, plain(f"{_day(count.reference)} ({source})"))
    sheet.add(epoch, KG.ofTRS, system)
    sheet.add(epoch, KG.epochDate, day(count.reference))
    sheet.add(epoch, KG.epochNumber, integer(int(count.ordinal)))
    sheet.add(epoch, DCT.source, plain(source))
    return epoch


def _write_discrepancy(sheet: Sheet, count: DayCount, implied: URIRef, reference: URIRef) -> None:
    node = URIRef(iris.discrepancy(str(implied), str(reference)))
    days = abs(count.off or 0)
    sheet.a(node, KG.Discrepancy)
    sheet.add(node, KG.between, implied, reference)
    sheet.add(node, KG.onProperty, KG.epochDate)
    sheet.add(node, KG.days, integer(count.off or 0))
    sheet.add(node, KG.reportedIn, sheet.document)
    starts = (_day(count.implied), _day(count.reference), days)
    sheet.label(node, "The words imply {} as the start, the reference gives {}: {} days apart.".format(*starts), "en")
    sheet.label(node, "शब्दों से आरंभ {} निकलता है, संदर्भ में {} है: {} दिन का अंतर।".format(*starts), "hi")


def _system(count: DayCount) -> URIRef:
    known = _registered(count)
    system = epochs().value(known, KG.ofTRS) if known else None
    return system if isinstance(system, URIRef) else URIRef(iris.day_count_system(count))


def _registered(count: DayCount) -> URIRef | None:
    """The assertion of the registry that a count refers to: same name, same day."""
    registry, wanted = epochs(), day(count.reference)
    epoch = (count.epoch or "").rsplit("/", 1)[-1]
    for node in sorted(registry.subjects(RDF.type, KG.EpochAssertion), key=str):
        names = {str(n).rsplit("/", 1)[-1] for n in (node, registry.value(node, KG.ofTRS)) if n}
        if isinstance(node, URIRef) and epoch in names and registry.value(node, KG.epochDate) == wanted:
            return node
    return None


@lru_cache(maxsize=1)
def epochs() -> Graph:
    """The registry of epochs, ``data/epochs.ttl``; empty where there is none."""
    file = path("data") / "epochs.ttl"
    return Graph().parse(file, format="turtle") if file.exists() else Graph()


def _day(value: date | None) -> str:
    return value.isoformat() if value else "?"
