"""The names of two readings of one report together, and what both sides need to compare them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.findings import Findings, Frame, Reference, Slot
from kg.nouns import Mention
from kg.reader.labels import NAMES
from kg.text import name_key


@dataclass(frozen=True)
class Company:
    """The references of both readings in text order, and the new number of each old one."""

    references: tuple[Reference, ...]
    of_first: tuple[int, ...]
    of_second: tuple[int, ...]


def company_of(stands: Findings, adds: Findings) -> Company:
    """The names of both readings; what the second knows of a name the first has too is filled in."""
    whole = list(stands.references)
    where: list[int] = []
    for reference in adds.references:
        n = next((n for n, r in enumerate(stands.references) if one_reference(r, reference)), None)
        if n is None:
            where.append(len(whole))
            whole.append(replace(reference, sentence=sentence(stands, reference.span)))
        else:
            where.append(n)
            whole[n] = _filled(whole[n], reference)
    order = sorted(range(len(whole)), key=lambda n: (whole[n].span.start, whole[n].span.end, n))
    new = {old: n for n, old in enumerate(order)}
    return Company(
        tuple(whole[n] for n in order),
        tuple(new[n] for n in range(len(stands.references))),
        tuple(new[n] for n in where),
    )


def one_reference(first: Reference, second: Reference) -> bool:
    """Whether two references are one name; where their kinds differ, the first stands."""
    return overlap(first.span, second.span) and first.kind in NAMES and second.kind in NAMES


def overlap(first: Mention, second: Mention) -> bool:
    """Whether two mentions have a letter in common."""
    return first.start < second.end and second.start < first.end


def _filled(first: Reference, second: Reference) -> Reference:
    if first.kind != "person" or second.kind != "person":
        return first
    role = first.role or second.role
    body = second.organization
    inside = role is not None and body is not None and role.start <= body.start and body.end <= role.end
    return replace(
        first,
        role=role,
        organization=first.organization or (None if inside else body),
        country=first.country or second.country,
        case=first.case or second.case,
    )


def renumbered(frame: Frame, new: Sequence[int] | Mapping[int, int]) -> Frame:
    """A frame with the new numbers of its references."""
    slots = tuple(Slot(new[s.reference], s.part) for s in frame.slots)
    return replace(frame, slots=slots, place=new[frame.place] if frame.place is not None else None)


def people(references: Sequence[Reference], frame: Frame) -> list[list[str]]:
    """The folded names of the persons of a frame, each once, as words."""
    who = (references[s.reference] for s in frame.slots)
    return list({name_key(r.span.text): name_key(r.span.text).split() for r in who if r.kind == "person"}.values())


def sentence(findings: Findings, mention: Mention) -> int:
    """The number of the sentence in which a mention begins."""
    starts = [s.start for s in findings.sentences]
    return max(0, bisect_right(starts, mention.start) - 1)
