"""One thing, one id, over all reports: the last step before extractions become graphs.

The named graph of a report is a function of its extraction with canonical ids. What is kept is the extraction as it
was found; whatever changes the ids (a new report, one taken back, a judgement) is applied here, over all of them, and
only the graphs that come out differently are written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kg.nouns import Extraction, Link

Judgements: TypeAlias = "tuple[Link, ...] | None"
"""The lines of people on who is who; None where every report stands by itself."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Extractions with the ids that things have over all reports, the ledger behind it, the id of each occurrence."""

    extractions: tuple[Extraction, ...]
    links: tuple[Link, ...]
    ids: Mapping[str, str]


def linked(extractions: Iterable[Extraction], human: Judgements = ()) -> Linked:
    """Find out who is who over all reports, and name everything by it; the order stays."""
    found = tuple(extractions)
    if human is None:
        return Linked(found, (), {})
    from kg.graph.concepts import family
    from kg.linking import link, renamed

    linking = link(found, human, family)
    return Linked(tuple(renamed(extraction, linking.ids) for extraction in found), linking.links, linking.ids)


def canonical(extractions: Iterable[Extraction], human: Judgements = ()) -> tuple[Extraction, ...]:
    """The extractions, in the same order, with the ids that things have over all reports."""
    return linked(extractions, human).extractions
