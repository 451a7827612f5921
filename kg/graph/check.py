"""Does a report's graph keep the rules of ``ontology/shapes.ttl`` and of its event types?

Each report is checked by itself, together with the concepts and the reference graph: two reports may differ, and that
is data. SHACL (W3C Recommendation of 2017) says most; what it cannot say (offsets against characters, EDTF against
days) is checked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any

from rdflib import RDF, SH, BNode, Dataset, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import CheckError
from kg.graph import iris
from kg.graph.namespaces import KG, NIF, PREFIXES
from kg.graph.write import ontology, reference_graph, report_graph, types_graph
from kg.nouns import Claim, Entity, Event, Extraction, Mention


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a node breaks.

    ``node`` and ``value`` are shortened by the prefixes of the graph; ``sentence`` is the first sentence of the report
    on which the node rests, None where it rests on none.
    """

    node: str
    message: str
    value: str | None = None
    sentence: str | None = None

    def __str__(self) -> str:
        value = f" (here: {self.value})" if self.value else ""
        sentence = f"; sentence: {self.sentence}" if self.sentence else ""
        return f"{self.node}: {self.message}{value}{sentence}"


def check(dataset: Dataset) -> list[Violation]:
    """The violations in each named graph of a dataset, graph by graph; empty where all is well."""
    skip = {str(dataset.default_graph.identifier), iris.TYPES_GRAPH, iris.REFERENCE_GRAPH}
    names = sorted(str(g.identifier) for g in dataset.graphs())
    return [v for name in names if name not in skip for v in check_report(dataset.graph(URIRef(name)))]


def check_report(report: Extraction | Graph) -> list[Violation]:
    """The violations in one report, given as an extraction or as its graph, sorted; empty where all is well.

    An extraction is also held against its text: every span must have the characters that stand there.
    """
    if isinstance(report, Extraction):
        return sorted({*misplaced(report), *check_report(report_graph(report))}, key=_order)
    found = {*_blank(report), *_ill_typed(report)}
    if not found:
        found = {*_offsets(report), *_edtf(report), *_shacl(report)}
    return sorted(found, key=_order)


def require(report: Extraction | Graph) -> None:
    """Raise :class:`kg.errors.CheckError` with the first violation of a report, if there is one."""
    found = check_report(report)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise CheckError(f"{found[0]}{more}")


def _shacl(report: Graph) -> Iterable[Violation]:
    import pyshacl

    data = _around()
    added = [triple for triple in report if triple not in data]
    try:
        for triple in added:
            data.add(triple)
        valid, results, _ = pyshacl.validate(data, shacl_graph=ontology(), inference="none", advanced=False)
    finally:
        for triple in added:
            data.remove(triple)
    if valid:
        return
    for result in results.subjects(RDF.type, SH.ValidationResult):
        node = results.value(result, SH.focusNode)
        messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
        yield _violation(report, node, "; ".join(messages), results.value(result, SH.value))


class _Data(Graph):
    """A graph that parses each query once: pyshacl asks the same few for every node of every report."""

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """As :meth:`rdflib.Graph.query`."""
        parsed = _parsed(query_object) if isinstance(query_object, str) else query_object
        return super().query(parsed, *args, **options)


@lru_cache(maxsize=32)
def _parsed(query: str) -> Query:
    return prepareQuery(query)


@lru_cache(maxsize=1)
def _around() -> Graph:
    """The concepts and the reference graph, to which a report is added while it is checked."""
    found = _Data()
    for triple in (*types_graph(), *reference_graph()):
        found.add(triple)
    return found


def _blank(report: Graph) -> Iterable[Violation]:
    for triple in report:
        for node in triple:
            if isinstance(node, BNode):
                yield Violation(_short(triple[0]), "every node has an IRI: a blank node cannot be merged or retracted")


def _ill_typed(report: Graph) -> Iterable[Violation]:
    """Literals such as ``2031-13-45`` as xsd:date: neither engine refuses them, and pyshacl cannot compare them."""
    for node, value in report.subject_objects():
        if isinstance(value, Literal) and value.ill_typed:
            yield _violation(report, node, f"a value has the form of its datatype, {_short(value.datatype)}", value)


def _offsets(report: Graph) -> Iterable[Violation]:
    for node, words in report.subject_objects(NIF.anchorOf):
        begin, end = (_number(report.value(node, p)) for p in (NIF.beginIndex, NIF.endIndex))
        if begin is not None and end is not None and end - begin != len(str(words)):
            yield _violation(report, node, "the offsets of a mention fit its characters", words)


def _edtf(report: Graph) -> Iterable[Violation]:
    for node, value in report.subject_objects(KG.edtf):
        if not _is_edtf(str(value)):
            yield _violation(report, node, "kg:edtf is a value of the Extended Date/Time Format", value)
        bounds = [report.value(node, p) for p in (KG.earliest, KG.latest)]
        if (
            len(str(value)) == 10
            and str(value)[:1] != "."
            and any(b is not None and str(b) != str(value) for b in bounds)
        ):
            yield _violation(report, node, "kg:edtf of one day equals its bounds", value)


@lru_cache(maxsize=10_000)
def _is_edtf(value: str) -> bool:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(value)
    except EDTFParseException:
        return False
    return True


def misplaced(extraction: Extraction) -> Iterable[Violation]:
    """Every mention of an extraction whose characters do not stand at its offsets in the text."""
    report = extraction.report
    own: tuple[Entity | Event | Claim, ...] = (*extraction.entities, *extraction.events, *extraction.claims)
    spans = [(iris.thing(thing.id), span) for thing in own for span in _spans(thing)]
    rest = (*extraction.sentences, *extraction.times, *extraction.counts, *extraction.warnings)
    spans += [(iris.document(report.id), span) for thing in rest for span in _spans(thing)]
    for iri, span in spans:
        if report.text[span.start : span.end] != span.text:
            stands = f"{span.text!r} at {span.start} to {span.end}"
            yield Violation(_short(URIRef(iri)), "the characters of a mention stand at its offsets", stands)


def _spans(value: object) -> Iterator[Mention]:
    """Every mention in a noun, however deep."""
    if isinstance(value, Mention):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))


def _violation(report: Graph, node: Node | None, message: str, value: Node | None) -> Violation:
    shown = None if value is None or value == node else _short(value)
    return Violation(_short(node) if node else "?", message, shown, _sentence(report, node) if node else None)


def _sentence(report: Graph, node: Node) -> str | None:
    """The words of the first sentence on which a node rests."""
    mentions = [node, *report.objects(node, KG.evidence)]
    sentences = {s for m in mentions for s in report.objects(m, KG.inSentence)}
    numbered = sorted(sentences, key=lambda s: _number(report.value(s, KG["index"])) or 0)
    words = [str(report.value(s, NIF.anchorOf)) for s in numbered]
    return words[0] if words else None


def _order(violation: Violation) -> tuple[str, str, str]:
    return violation.node, violation.message, violation.value or ""


def _number(node: Node | None) -> int | None:
    value = node.toPython() if isinstance(node, Literal) else None
    return value if isinstance(value, int) else None


def _short(node: Node | None) -> str:
    text = str(node)
    for prefix, namespace in PREFIXES.items():
        if isinstance(node, URIRef) and text.startswith(namespace) and "/" not in text[len(namespace) :]:
            return f"{prefix}:{text[len(namespace) :]}"
    return text
