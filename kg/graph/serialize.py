"""Turtle, TriG and N-Quads whose bytes depend on the triples alone.

rdflib's TriG writer orders graphs and subjects by hash. Here everything is sorted by its N-Triples form. Syntax: RDF
1.1 Turtle, TriG and N-Quads (W3C Recommendations of 2014). There are no blank nodes in the graph; one is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from rdflib import RDF, SKOS, XSD, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import CheckError
from kg.graph.iris import REFERENCE_GRAPH, TYPES_GRAPH
from kg.graph.namespaces import KG, PREFIXES
from kg.graph.write import Triple, links_graph, ontology, reference_graph, report_triples, types_graph
from kg.nouns import Difference, Extraction

_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda row: (-len(row[1]), row[0]))


def turtle(dataset: Dataset) -> str:
    """The flat layer of the default graph, for reading and for short queries; of the concepts those in use."""
    triples = list(flat(dataset.default_graph))
    unused = _unused_concepts(triples)
    return "\n".join([_header(), *_blocks((t for t in triples if t[0] not in unused), "")])


def as_turtle(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """Any graph in Turtle, sorted, with further prefixes declared; terms of theirs are written in full."""
    more = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes))
    return "\n".join([_header() + more, *_blocks(graph, "")])


def trig(dataset: Dataset) -> str:
    """Every named graph in full. The default graph is their merge and is not written."""
    parts = [_header()]
    for name, triples in _named(dataset):
        parts += [f"{_iri(name)} {{", *_blocks(triples, "    "), "}\n"]
    return "\n".join(parts)


def nquads(dataset: Dataset) -> str:
    """Every named graph in full, one sorted line a quad. The default graph is their merge and is not written."""
    lines = []
    for name, triples in _named(dataset):
        graph = f"<{name}>"
        lines += [f"{_plain(s)} {_plain(p)} {_plain(o)} {graph} .\n" for s, p, o in triples]
    return "".join(sorted(lines))


def ntriples(triples: Iterable[Triple]) -> list[str]:
    """Triples in N-Triples, sorted, each without its final dot."""
    lines = []
    subject, start = None, ""
    for s, p, o in triples:
        if s is not subject:
            subject, start = s, _plain(s)
        lines.append(f"{start} <{p}> {_plain(o)}")
    return sorted(lines)


def report_lines(extraction: Extraction) -> list[str]:
    """The named graph of one report, as :func:`ntriples`."""
    return ntriples(report_triples(extraction))


def concept_lines() -> dict[str, list[str]]:
    """The graphs that come from no report, by name, as :func:`ntriples`."""
    return {TYPES_GRAPH: ntriples(types_graph()), REFERENCE_GRAPH: ntriples(reference_graph())}


def difference_lines(differences: Iterable[Difference]) -> list[str]:
    """The graph of what reports tell unlike of one event, as :func:`ntriples`; empty where there is nothing."""
    return ntriples(links_graph(differences))


def flat(graph: Graph) -> Iterator[Triple]:
    """The triples of the flat layer: a flat property on a node that has a flat class."""
    marked = _flat_terms()
    subjects = {s for s, o in graph.subject_objects(RDF.type) if o in marked}
    for s, p, o in graph:
        if p in marked and s in subjects and (p != RDF.type or o in marked):
            yield s, p, o


def _unused_concepts(triples: list[Triple]) -> set[Node]:
    """The concepts to which nothing leads that is told in a report, not even through a narrower concept."""
    concepts = {s for s, p, o in triples if p == RDF.type and o in (SKOS.Concept, SKOS.ConceptScheme)}
    links = [(s, o) for s, _, o in triples if o in concepts]
    used: set[Node] = set()
    while grown := {o for s, o in links if s not in concepts or s in used} - used:
        used |= grown
    return concepts - used


@lru_cache(maxsize=1)
def _flat_terms() -> frozenset[Node]:
    return frozenset(ontology().subjects(KG.layer, Literal("flat")))


def _named(dataset: Dataset) -> list[tuple[str, Iterable[Triple]]]:
    default = dataset.default_graph.identifier
    graphs = [(str(g.identifier), g) for g in dataset.graphs() if g.identifier != default and len(g)]
    return sorted(graphs, key=lambda row: row[0])


def _header() -> str:
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(PREFIXES))


def _blocks(triples: Iterable[Triple], indent: str) -> Iterator[str]:
    subjects: dict[Node, dict[Node, list[Node]]] = {}
    for s, p, o in triples:
        subjects.setdefault(s, {}).setdefault(p, []).append(o)
    for subject in sorted(subjects, key=_plain):
        rows = []
        for predicate in sorted(subjects[subject], key=lambda p: (p != RDF.type, _plain(p))):
            name = "a" if predicate == RDF.type else _term(predicate)
            values = sorted(subjects[subject][predicate], key=_plain)
            rows.append(f"{name} " + f",\n{indent}        ".join(map(_term, values)))
        yield f"{indent}{_term(subject)} " + f" ;\n{indent}    ".join(rows) + " .\n"


def _term(node: Node) -> str:
    """A node in Turtle, prefixed or short where that is exact."""
    if isinstance(node, URIRef):
        return _iri(str(node))
    if isinstance(node, Literal) and node.datatype in (XSD.integer, XSD.boolean) and _short(str(node)):
        return str(node)
    return _literal(node, _iri)


def _short(text: str) -> bool:
    return text in ("true", "false") or re.fullmatch(r"-?[0-9]+", text) is not None


def _plain(node: Node) -> str:
    """A node in N-Triples."""
    return f"<{node}>" if isinstance(node, URIRef) else _literal(node, lambda iri: f"<{iri}>")


def _iri(iri: str) -> str:
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and _LOCAL.match(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _literal(node: Node, iri: Callable[[str], str]) -> str:
    if not isinstance(node, Literal):
        raise CheckError(f"{node!r}: a blank node cannot be written; give it an IRI")
    quoted = '"' + _ESCAPED.sub(_escape, str(node)) + '"'
    if node.language:
        return f"{quoted}@{node.language}"
    if node.datatype in (None, XSD.string):
        return quoted
    return f"{quoted}^^{iri(str(node.datatype))}"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
