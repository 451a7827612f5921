"""Who is who across reports, and which tellings are one event: Extractions and human judgements in, links out.

The evidence is explained in words, the answer is the same for any order of the reports, and every merge is a line that
can be taken back. No spaCy, no RDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.linking.canonical import canonical
from kg.linking.differences import differences
from kg.linking.entities import entity_links
from kg.linking.events import event_links
from kg.linking.ledger import order
from kg.linking.profiles import Profile, Telling, occurrences, profiles, tellings
from kg.linking.rename import renamed
from kg.nouns import Extraction, Link

__all__ = ["Linking", "differences", "link", "renamed"]


@dataclass(frozen=True, slots=True)
class Linking:
    """The ledger of a set of reports, human lines first, and the id of each occurrence (``REPORT#ID``)."""

    links: tuple[Link, ...]
    ids: Mapping[str, str]


def link(
    extractions: Iterable[Extraction],
    human: Iterable[Link] = (),
    family: Callable[[str], str] = lambda type: type,
) -> Linking:
    """Find out who is who in reports, and which events are one.

    ``human`` are lines of people, which nothing overrules; ``family`` maps a type of event to the one whose tellings
    can be of one event with it.
    """
    lines = tuple(human)
    found: list[Profile] = []
    told: list[Telling] = []
    for extraction in extractions:
        found += profiles(extraction)
        told += tellings(extraction)
    found.sort(key=lambda profile: profile.key)
    told.sort(key=lambda telling: telling.key)
    links, made = entity_links(found, lines)
    links += event_links(told, lambda key: made.top(key) if key in made else key, family, lines)
    every = tuple(sorted({*lines, *links}, key=order))
    return Linking(every, canonical(occurrences(found, told), every))
