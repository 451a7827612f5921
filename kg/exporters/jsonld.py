"""JSON-LD: the flat layer with a context of short names."""

from __future__ import annotations

import json
from typing import Any

from rdflib import OWL, RDF, RDFS, XSD, Dataset, Graph, Literal, URIRef

from kg.graph.namespaces import KG, PREFIXES
from kg.graph.serialize import turtle
from kg.graph.write import ontology

_FOREIGN = {
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "definition": {"@id": "skos:definition", "@container": "@language"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "broader": {"@id": "skos:broader", "@type": "@id"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "url": {"@id": "schema:url", "@type": "@id"},
}


def jsonld(dataset: Dataset) -> bytes:
    """The triples of the Turtle export as JSON-LD 1.1 (W3C 2020), UTF-8.

    Nodes are sorted by ``@id``, keys and values too; the context is written out, so that nothing has to be fetched.
    """
    graph = Graph().parse(data=turtle(dataset), format="turtle")
    text = graph.serialize(format="json-ld", context=context(), auto_compact=False)
    return (json.dumps(_sorted(json.loads(text)), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def context() -> dict[str, Any]:
    """Short names: the vocabulary's own for the flat layer, a few of other vocabularies, prefixes for the rest.

    Links and days are typed by what the vocabulary says of each property. A prefix that is also a property
    (``place``) gives way to the property.
    """
    known, terms = ontology(), dict[str, Any]()
    for name in sorted(known.subjects(KG.layer, Literal("flat")), key=str):
        if not isinstance(name, URIRef) or not name.startswith(str(KG)):
            continue
        short = name.removeprefix(str(KG))
        if (name, RDF.type, OWL.ObjectProperty) in known:
            terms[short] = {"@id": f"kg:{short}", "@type": "@id"}
        elif (name, RDFS.range, XSD.date) in known:
            terms[short] = {"@id": f"kg:{short}", "@type": "xsd:date"}
    return {**PREFIXES, **_FOREIGN, **terms}


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda key: (not key.startswith("@"), key))}
    if isinstance(value, list):
        return sorted((_sorted(item) for item in value), key=_order)
    return value


def _order(value: Any) -> tuple[str, str]:
    id = value.get("@id", "") if isinstance(value, dict) else ""
    return id, json.dumps(value, sort_keys=True)
