"""Prefixes that a query may use without declaring them: those of the graph itself."""

from __future__ import annotations

_THINGS = "https://w3id.org/mulaqat/id/"
_KINDS = (
    *("person", "place", "group", "event", "claim", "doc", "type", "role", "claimtype", "calendar"),
    *("participation", "post", "membership", "timex", "trs", "position", "epoch", "discrepancy", "notice"),
)

QUERY_PREFIXES: dict[str, str] = {
    "kg": "https://w3id.org/mulaqat/ns#",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "orgn": f"{_THINGS}org/",
    **{kind: f"{_THINGS}{kind}/" for kind in _KINDS},
}
"""Prefix to namespace, the same as in :mod:`kg.graph.namespaces`; a test compares them."""
