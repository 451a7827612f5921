"""Prefixes that a query may use without declaring them."""

from __future__ import annotations

_THINGS = "https://w3id.org/mulaqat/id/"

QUERY_PREFIXES: dict[str, str] = {
    "kg": "https://w3id.org/mulaqat/ns#",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "type": f"{_THINGS}type/",
    "role": f"{_THINGS}role/",
    "claimtype": f"{_THINGS}claimtype/",
    "person": f"{_THINGS}person/",
    "organization": f"{_THINGS}organization/",
    "place": f"{_THINGS}place/",
    "group": f"{_THINGS}group/",
    "event": f"{_THINGS}event/",
    "claim": f"{_THINGS}claim/",
}
