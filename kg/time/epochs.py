"""The registry of beginnings from which days are counted: Turtle, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from kg.errors import ResourceError
from kg.resources import path
from kg.text import fold

_BASE = "https://w3id.org/mulaqat/id/"
_KG = "https://w3id.org/mulaqat/ns#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_HIDDEN = "http://www.w3.org/2004/02/skos/core#hiddenLabel"
_SOURCE = "http://www.w3.org/ns/prov#wasDerivedFrom"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Epoch:
    """A beginning from which days are counted.

    ``start`` is the day on which no day has elapsed (counted as days, day 1); ``source`` the IRI of who says so;
    ``words`` are folded words that tell which count is meant.
    """

    id: str
    start: date
    source: str
    label: str
    words: tuple[str, ...]


def load_epochs(file: Path | str) -> tuple[Epoch, ...]:
    """The epochs of a Turtle file of ``kg:EpochAssertion``, sorted by id.

    Raises :class:`kg.errors.ResourceError` for a file that cannot be parsed, or an epoch without day or source.
    """
    import pyoxigraph as ox

    facts: dict[str, dict[str, list[str]]] = {}
    try:
        for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                rows = facts.setdefault(quad.subject.value, {})
                rows.setdefault(quad.predicate.value, []).append(quad.object.value)
    except (OSError, SyntaxError, ValueError) as error:
        raise ResourceError(f"{file}: {error}") from error
    return tuple(
        _epoch(file, iri, rows) for iri, rows in sorted(facts.items()) if _KG + "EpochAssertion" in rows.get(_TYPE, [])
    )


def _epoch(file: Path | str, iri: str, rows: dict[str, list[str]]) -> Epoch:
    for needed in (_KG + "epochDate", _KG + "epochNumber", _SOURCE):
        if needed not in rows:
            raise ResourceError(f"{file}: epoch <{iri}> lacks <{needed}>; add it")
    try:
        stated, number = date.fromisoformat(rows[_KG + "epochDate"][0]), int(rows[_KG + "epochNumber"][0])
    except ValueError as error:
        raise ResourceError(
            f"{file}: epoch <{iri}>: {error}; write a day as YYYY-MM-DD and the number as 0 or 1"
        ) from error
    if number not in (0, 1):
        raise ResourceError(f"{file}: epoch <{iri}>: kg:epochNumber is {number}; allowed: 0, 1")
    labels = sorted(rows.get(_LABEL, [iri]))
    words = sorted({fold(word) for word in rows.get(_HIDDEN, [])})
    return Epoch(iri.removeprefix(_BASE), stated, sorted(rows[_SOURCE])[0], labels[0], tuple(words))


@lru_cache(maxsize=1)
def shipped() -> tuple[Epoch, ...]:
    """The epochs of ``data/epochs.ttl``, read once."""
    return load_epochs(path("data/epochs.ttl"))
