"""Prefixes of the graph, one list for reading and writing."""

from __future__ import annotations

from rdflib import DCTERMS as DCT
from rdflib import Namespace, URIRef

from kg.graph.iris import BASE, NS


class Terms(Namespace):
    """A namespace that makes each of its terms once."""

    def __getattr__(self, name: str) -> URIRef:
        made: URIRef = super().__getattr__(name)
        self.__dict__[name] = made
        return made


KG = Terms(NS)

EDTF = Terms("http://id.loc.gov/datatypes/edtf/")
NIF = Terms("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
SCHEMA = Terms("https://schema.org/")

KINDS = ("person", "place", "group", "event", "claim", "doc", "type", "role", "claimtype", "calendar")
DETAIL_KINDS = ("participation", "post", "membership", "timex", "trs", "position", "epoch", "discrepancy", "notice")

PREFIXES: dict[str, str] = {
    "kg": NS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": str(DCT),
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": str(SCHEMA),
    "time": "http://www.w3.org/2006/time#",
    "nif": str(NIF),
    "edtf": str(EDTF),
    "wd": "http://www.wikidata.org/entity/",
    "orgn": f"{BASE}org/",
    **{kind: f"{BASE}{kind}/" for kind in (*KINDS, *DETAIL_KINDS)},
}
"""Prefix to namespace. ``orgn`` and ``timex`` leave ``org`` and ``time`` to the W3C vocabularies."""
