"""One thing, one id, over all reports: the last step before extractions become graphs.

The named graph of a report is a function of its extraction with canonical ids. What is kept is the extraction as it
was found; whatever changes the ids (a new report, one taken back, a judgement) is applied here, over all of them, and
only the graphs that come out differently are written again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.nouns import Extraction, Link

Judgements: TypeAlias = "tuple[Link, ...] | None"
"""The lines of people on who is who; None where every report stands by itself."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is who over a set of reports: the ledger behind it, and the id of each occurrence (``REPORT#ID``).

    ``retold`` are the events that are told more than once.
    """

    links: tuple[Link, ...]
    ids: Mapping[str, str]
    retold: frozenset[str]

    def of(self, extraction: Extraction) -> Extraction:
        """An extraction of the set with the ids that things have over all reports."""
        if not self.ids:
            return extraction
        from kg.linking import renamed

        return renamed(extraction, self.ids)


@dataclass(frozen=True, slots=True)
class Linked:
    """Extractions with the ids that things have over all reports, the ledger behind it, the id of each occurrence."""

    extractions: tuple[Extraction, ...]
    links: tuple[Link, ...]
    ids: Mapping[str, str]


def naming(extractions: Iterable[Extraction], human: Judgements = ()) -> Naming:
    """Find out who is who over all reports. The extractions are gone through once, and not kept."""
    if human is None:
        return Naming((), {}, _twice(event.id for extraction in extractions for event in extraction.events))
    from kg.graph.concepts import family
    from kg.linking import link

    linking = link(extractions, human, family)
    return Naming(linking.links, linking.ids, _twice(id for id in linking.ids.values() if id.startswith("event/")))


def _twice(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(id for id, count in Counter(ids).items() if count > 1)


def linked(extractions: Iterable[Extraction], human: Judgements = ()) -> Linked:
    """Find out who is who over all reports, and name everything by it; the order stays."""
    found = tuple(extractions)
    made = naming(found, human)
    return Linked(tuple(map(made.of, found)), made.links, made.ids)


def changes(ids: Mapping[str, str], report_id: str, things: Iterable[str]) -> dict[str, str]:
    """Of the things of a report those that have another id over all reports, and which."""
    from kg.linking.canonical import occurrence

    found = {thing: ids.get(occurrence(report_id, thing), thing) for thing in things}
    return {thing: id for thing, id in found.items() if thing != id}


def comparable(extractions: Iterable[Extraction], retold: frozenset[str]) -> Iterator[Extraction]:
    """Of extractions with canonical ids what :func:`kg.linking.differences` compares, without their texts."""
    for extraction in extractions:
        events = tuple(event for event in extraction.events if event.id in retold)
        if events:
            report = replace(extraction.report, text="")
            yield replace(extraction, report=report, events=events, claims=(), times=(), sentences=())
