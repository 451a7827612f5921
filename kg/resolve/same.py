"""Whether a telling goes on with an event told before, or tells another."""

from __future__ import annotations

from collections.abc import Sequence

from kg.findings import Findings, Frame
from kg.nouns import When
from kg.resolve.occasion import Occasion, Sides
from kg.resolve.people import Cluster
from kg.text import fold


def same_occasion(
    findings: Findings, frame: Frame, sides: Sides, told: Sequence[Occasion], near: Sequence[Occasion]
) -> Occasion | None:
    """The event that a frame goes on telling, None where it tells another."""
    kin = [o for o in told if o.family == frame.family]
    near = [o for o in near if o.family == frame.family]
    if not kin:
        return None
    people = [c for c, _, _ in sides.people]
    if frame.companions:
        return _last(near) if not frame.another else _last(kin)
    if frame.another and not frame.anaphoric and not (sides.pair and frame.time is None and frame.place is None):
        return None
    if frame.anaphoric and frame.another and not people and frame.time is not None:
        return None
    if frame.anaphoric:
        fitting = [o for o in near if set(people) <= set(o.people) or not _differs(findings, frame, o)]
        return _last(fitting or ([] if _tells_another_day(findings, frame, people, near) else near))
    for occasion in reversed(kin):
        if not _differs(findings, frame, occasion) and _fits(frame, sides, occasion):
            return occasion
    if sides.pair:
        return _last([o for o in near if not _differs(findings, frame, o)])
    return None


def _tells_another_day(findings: Findings, frame: Frame, people: Sequence[Cluster], near: Sequence[Occasion]) -> bool:
    """Whether a side remark has people of its own and a day that none of the events has."""
    return frame.weak and bool(people) and frame.time is not None and all(_differs(findings, frame, o) for o in near)


def _fits(frame: Frame, sides: Sides, occasion: Occasion) -> bool:
    """Whether who stands in a frame can be the company of an event."""
    people = [c for c, _, _ in sides.people]
    shared = [c for c in people if c in occasion.people]
    new = len(people) - len(shared)
    if len(shared) >= 2 or (shared and not new and (frame.weak or sides.pair)):
        return True
    if not people:
        return bool(sides.bodies) and _bodies_known(sides, occasion)
    if shared and not new:
        return _bodies_known(sides, occasion) and (not sides.unnamed or _headline(occasion))
    if shared:
        return _headline(occasion) and not occasion.firm and frame.sentence == 1 and new == 1 == len(occasion.people)
    return _headline(occasion) and frame.sentence <= 2 and not occasion.people


def _headline(occasion: Occasion) -> bool:
    """Whether an event was told only in the first line so far."""
    return occasion.sentences == [0]


def _bodies_known(sides: Sides, occasion: Occasion) -> bool:
    return set(sides.bodies) <= set(occasion.sides)


def _last(occasions_: Sequence[Occasion]) -> Occasion | None:
    return occasions_[-1] if occasions_ else None


def _differs(findings: Findings, frame: Frame, occasion: Occasion) -> bool:
    """Whether day, place or status speak against one occasion."""
    if frame.time is not None and occasion.time is not None:
        a, b = findings.times[frame.time], findings.times[occasion.time]
        if not _can_overlap(a, b):
            return True
    if {frame.status, occasion.status} == {"held", "planned"} and not frame.anaphoric:
        return not frame.weak or frame.time is not None or frame.another
    if frame.place is not None and occasion.place is not None and frame.place != occasion.place:
        here, there = findings.references[frame.place].span.text, findings.references[occasion.place].span.text
        return (
            fold(here) != fold(there)
            and frame.time is not None
            and occasion.time is not None
            and findings.times[frame.time].edtf != findings.times[occasion.time].edtf
        )
    return False


def _can_overlap(a: When, b: When) -> bool:
    if a.latest is not None and b.earliest is not None and a.latest < b.earliest:
        return False
    return not (b.latest is not None and a.earliest is not None and b.latest < a.earliest)
