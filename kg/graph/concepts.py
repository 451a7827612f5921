"""The concepts of ``ontology/``: event types, parts, kinds of claim, as plain records.

Read with Oxigraph's parser, which loads in milliseconds, so that what only needs the names does not wait for rdflib.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph

from kg.errors import ResourceError
from kg.graph.iris import BASE
from kg.resources import path

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SH_IN = "http://www.w3.org/ns/shacl#in"
_CONCEPT = pyoxigraph.NamedNode(_SKOS + "Concept")

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one scheme.

    ``id`` is its local name, ``labels`` are (language, label) pairs, ``notations`` (scheme, code) pairs such as
    ``("CAMEO", "040")``, ``roles`` the parts that the shape of an event type allows (empty where it has none).
    """

    id: str
    labels: tuple[tuple[str, str], ...]
    broader: tuple[str, ...] = ()
    notations: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()

    def label(self, lang: str) -> str:
        """The label in a language, else in English, else the id."""
        labels = dict(self.labels)
        return labels.get(lang) or labels.get("en") or self.id


def event_types() -> dict[str, Concept]:
    """The event types by id, read from ``ontology/types/*.ttl``. Raises :class:`ResourceError` for a broken file."""
    return _concepts("types", "type/")


def roles() -> dict[str, Concept]:
    """The parts in an event by id (``ontology/roles.ttl``)."""
    return _concepts("roles.ttl", "role/")


def claim_types() -> dict[str, Concept]:
    """The kinds of claim by id (``ontology/claim-types.ttl``)."""
    return _concepts("claim-types.ttl", "claimtype/")


def calendars() -> dict[str, Concept]:
    """The calendars by id (``ontology/calendars.ttl``)."""
    return _concepts("calendars.ttl", "calendar/")


@cache
def narrower(event_type: str) -> frozenset[str]:
    """An event type and all types below it: ``narrower("meeting")`` holds ``phone-call``."""
    known, found = event_types(), {event_type}
    while grown := {c.id for c in known.values() if found & set(c.broader)} - found:
        found |= grown
    return frozenset(found)


@cache
def family(event_type: str) -> str:
    """The type whose tellings can be of one event with it: "meeting" for what lies below it, else the type itself.

    A report may call a telephone call talks, or a reception a meeting.
    """
    return "meeting" if event_type in narrower("meeting") else event_type


@cache
def _concepts(name: str, folder: str) -> dict[str, Concept]:
    where = path(f"ontology/{name}")
    files = sorted(where.glob("*.ttl")) if where.is_dir() else [where]
    found: dict[str, Concept] = {}
    for file in files:
        for concept in _read(file, BASE + folder):
            if concept.id in found:
                raise ResourceError(f"{file}: {folder}{concept.id} is defined in another file too; keep one of them")
            found[concept.id] = concept
    return dict(sorted(found.items()))


def _read(file: Path, base: str) -> list[Concept]:
    try:
        triples = [(t.subject, t.predicate.value, t.object) for t in pyoxigraph.parse(path=str(file))]
    except (OSError, SyntaxError, ValueError) as error:
        raise ResourceError(f"{file}: {error}") from error
    ids = [s for s, p, o in triples if p == _RDF + "type" and o == _CONCEPT and s.value.startswith(base)]
    allowed = _allowed_roles(triples)
    concepts = []
    for node in sorted(ids, key=lambda n: n.value):
        mine = [(p, o) for s, p, o in triples if s == node]
        concepts.append(
            Concept(
                node.value.removeprefix(base),
                tuple(sorted((o.language or "", o.value) for p, o in mine if p == _RDFS_LABEL)),
                tuple(sorted(_local(o.value) for p, o in mine if p == _SKOS + "broader")),
                tuple(sorted((_local(o.datatype.value), o.value) for p, o in mine if p == _SKOS + "notation")),
                allowed.get(node.value.removeprefix(base), ()),
            )
        )
    return concepts


def _allowed_roles(triples: list[tuple[Term, str, Term]]) -> dict[str, tuple[str, ...]]:
    """For each ``shape:NAME`` with a ``sh:in`` list of parts below it: those parts, in the order of the file."""
    by_subject: dict[Term, list[tuple[str, Term]]] = {}
    for s, p, o in triples:
        by_subject.setdefault(s, []).append((p, o))
    found: dict[str, tuple[str, ...]] = {}
    for shape in by_subject:
        if isinstance(shape, pyoxigraph.NamedNode) and "/shapes#" in shape.value:
            parts = _lists_below(shape, by_subject)
            if parts:
                found[_local(shape.value)] = parts
    return found


def _lists_below(node: Term, by_subject: dict[Term, list[tuple[str, Term]]]) -> tuple[str, ...]:
    found: list[str] = []
    for p, o in by_subject.get(node, ()):
        if p == _SH_IN:
            found += [_local(member.value) for member in _members(o, by_subject)]
        elif isinstance(o, pyoxigraph.BlankNode):
            found += _lists_below(o, by_subject)
    return tuple(found)


def _members(node: Term, by_subject: dict[Term, list[tuple[str, Term]]]) -> list[Term]:
    members: list[Term] = []
    while isinstance(node, pyoxigraph.BlankNode):
        cell = dict(by_subject[node])
        members.append(cell[_RDF + "first"])
        node = cell[_RDF + "rest"]
    return members


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
