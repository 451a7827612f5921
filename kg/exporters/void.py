"""A description of the dataset in VoID and DCAT: what it holds, how much, from when to when, in which files."""

from __future__ import annotations

from rdflib import DCAT, DCTERMS, FOAF, ORG, RDF, VOID, XSD, Dataset, Graph, Literal, URIRef

from kg.graph.iris import BASE, NS
from kg.graph.namespaces import KG, SCHEMA
from kg.graph.serialize import as_turtle

_CLASSES = (KG.Event, KG.Claim, KG.Document, FOAF.Person, ORG.Organization, SCHEMA.Place)
_FILES = {"graph.ttl": "text/turtle", "graph.trig": "application/trig"}
_ITSELF = URIRef(BASE + "dataset")


def void(dataset: Dataset) -> bytes:
    """The description, in Turtle; it has no day of its own, so that the same graph gives the same bytes."""
    merged, found = dataset.default_graph, Graph()
    for class_ in (VOID.Dataset, DCAT.Dataset):
        found.add((_ITSELF, RDF.type, class_))
    for lang, title in (("en", "Events in news reports"), ("hi", "समाचारों की घटनाएँ")):
        found.add((_ITSELF, DCTERMS.title, Literal(title, lang=lang)))
    found.add((_ITSELF, VOID.vocabulary, URIRef(NS)))
    found.add((_ITSELF, VOID.uriSpace, Literal(BASE)))
    counts = {
        VOID.triples: len(merged),
        VOID.distinctSubjects: len(set(merged.subjects())),
        VOID.distinctObjects: len(set(merged.objects())),
        VOID.properties: len(set(merged.predicates())),
    }
    for property, number in counts.items():
        found.add((_ITSELF, property, Literal(number)))
    for class_ in _CLASSES:
        part = URIRef(f"{_ITSELF}/{str(class_).rsplit('/', 1)[-1].rsplit('#', 1)[-1].lower()}")
        found.add((_ITSELF, VOID.classPartition, part))
        found.add((part, VOID["class"], class_))
        found.add((part, VOID.entities, Literal(len(set(merged.subjects(RDF.type, class_))))))
    days = sorted(str(day) for day in merged.objects(None, KG.date))
    if days:
        period = URIRef(f"{_ITSELF}/period")
        found.add((_ITSELF, DCTERMS.temporal, period))
        found.add((period, RDF.type, DCTERMS.PeriodOfTime))
        found.add((period, DCAT.startDate, Literal(days[0], datatype=XSD.date)))
        found.add((period, DCAT.endDate, Literal(days[-1], datatype=XSD.date)))
    for lang in sorted({str(lang) for lang in merged.objects(None, DCTERMS.language)}):
        found.add((_ITSELF, DCTERMS.language, Literal(lang)))
    for name, media in _FILES.items():
        file = URIRef(f"{_ITSELF}/{name}")
        found.add((_ITSELF, DCAT.distribution, file))
        found.add((file, RDF.type, DCAT.Distribution))
        found.add((file, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media}")))
    return as_turtle(found, {"void": str(VOID), "dcat": str(DCAT)}).encode()
