"""Frames → events: which tellings are one occasion, who took part, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from kg.findings import Findings, Frame
from kg.nouns import When
from kg.resolve.occasion import Occasion, Sides
from kg.resolve.people import Cast, Cluster
from kg.resolve.same import same_occasion
from kg.text import fold


def occasions(findings: Findings, cast: Cast) -> list[Occasion]:
    """The events of a report in the order of their first telling."""
    out: list[Occasion] = []
    spoken: dict[int, list[Occasion]] = {}
    pending: list[tuple[Frame, Sides]] = []
    for frame in findings.frames:
        sides = _sides(findings, cast, frame, out)
        before = spoken.get(frame.sentence, []) if frame.speech is not None else [o for o in out if o.speech is None]
        target = same_occasion(findings, frame, sides, out, before or out)
        if target is None:
            empty = not sides.people and not sides.bodies
            if frame.companions or (empty and (frame.weak or frame.anaphoric and frame.another)):
                continue
            if not frame.weak and empty:
                sides = _told_before(findings, cast, frame, pending)
            if (
                frame.weak
                and frame.anaphoric
                and len(sides.people) + len(sides.bodies) < 2
                and not any(s.part == "chair" for s in frame.slots)
            ):
                pending.append((frame, sides))
                continue
            target = Occasion(frame.type, frame.family, frame.trigger, frame.status, frame.mode, speech=frame.speech)
            out.append(target)
        else:
            target.also.append(frame.trigger)
        rest = _apart(frame, sides)
        _tell(findings, target, frame, sides if rest is None else rest[0])
        for other in rest[1:] if rest else ():
            out.append(Occasion(frame.type, frame.family, frame.trigger, frame.status, frame.mode, speech=frame.speech))
            _tell(findings, out[-1], frame, other)
        spoken.setdefault(frame.sentence, []).append(target)
    return [o for o in out if o.people or o.sides]


def _told_before(findings: Findings, cast: Cast, frame: Frame, pending: Sequence[tuple[Frame, Sides]]) -> Sides:
    """The sides of "in the meeting" where none was told yet: of a review just before, else who acted just before."""
    for earlier, sides in reversed(pending):
        if 0 < frame.sentence - earlier.sentence <= 2 and earlier.speech is None:
            return sides
    if not frame.anaphoric or frame.speech is not None:
        return Sides((), (), False)
    actors = [
        (cast.of[n], "principal", n)
        for n, r in enumerate(findings.references)
        if 0 < frame.sentence - r.sentence <= 1
        and r.case == "agent"
        and n in cast.of
        and cast.of[n].kind == "person"
        and r.kind in {"person", "description"}
    ]
    return Sides(tuple(actors[-1:]), (), False)


def _apart(frame: Frame, sides: Sides) -> list[Sides] | None:
    """ "Met A and B separately" is one occasion for each."""
    others = [p for p in sides.people if p[1] == "counterpart"]
    if not frame.separately or len(others) + len(sides.bodies) < 2:
        return None
    same = tuple(p for p in sides.people if p[1] != "counterpart")
    return [Sides((*same, p), (), False) for p in others] + [Sides(same, (b,), False) for b in sides.bodies]


def _sides(findings: Findings, cast: Cast, frame: Frame, told: Sequence[Occasion]) -> Sides:
    people: list[tuple[Cluster, str, int]] = []
    bodies: list[Cluster | int] = []
    pair = False
    for slot in frame.slots:
        reference = findings.references[slot.reference]
        cluster = cast.of.get(slot.reference)
        if reference.kind == "pair":
            pair = True
            for cluster in _last_pair(findings, cast, slot.reference, told):
                people.append((cluster, slot.part, slot.reference))
        elif reference.kind == "place":
            bodies.append(slot.reference)
        elif cluster is not None and cluster.kind == "person":
            if _trusted(findings, cluster, frame, cast):
                people.append((cluster, slot.part, slot.reference))
        elif cluster is not None:
            bodies.append(cluster)
        elif reference.kind == "description":
            owner = _owner(findings, cast, slot.reference)
            if owner is not None:
                bodies.append(owner)
    unnamed = any(findings.references[s.reference].kind == "members" for s in frame.slots)
    return Sides(
        tuple(people),
        tuple(dict.fromkeys(bodies)),
        pair,
        unnamed,
    )


def _trusted(findings: Findings, cluster: Cluster, frame: Frame, cast: Cast) -> bool:
    """A name of one word that nothing announces anywhere counts only face to face with a known person."""
    own = [findings.references[n] for n in cluster.references]
    if " " in cluster.name or any(r.cued for r in own if r.kind == "person"):
        return True
    if not any(r.case in {"agent", "with", "between"} for r in own):
        return False
    others = [cast.of.get(s.reference) for s in frame.slots]
    return any(
        c is not None and c is not cluster and any(findings.references[n].cued for n in c.references) for c in others
    )


def _owner(findings: Findings, cast: Cast, n: int) -> Cluster | int | None:
    """The body of an office without a name: a side known only by its office."""
    body = findings.references[n].organization
    if body is None:
        return None
    key = fold(body.text)
    found = next(
        (c for c in cast.clusters if c.kind == "organization" and any(fold(name) == key for name in c.names)), None
    )
    if found is None:
        found = Cluster("organization", body.text, [], [body.text])
        cast.clusters.append(found)
    return found


def _last_pair(findings: Findings, cast: Cast, n: int, told: Sequence[Occasion]) -> tuple[Cluster, ...]:
    """Whom "the two" are: the two people of the last event, else the last two people named."""
    for occasion in reversed(told):
        if len(occasion.people) >= 2:
            return tuple(occasion.people[:2])
    seen: list[Cluster] = []
    for m in range(n - 1, -1, -1):
        cluster = cast.of.get(m)
        if cluster is not None and cluster.kind == "person" and cluster not in seen:
            seen.append(cluster)
        if len(seen) == 2:
            return tuple(reversed(seen))
    return ()


def _tell(findings: Findings, target: Occasion, frame: Frame, sides: Sides) -> None:
    """Add one telling to an event. Names take the place of the offices that a headline gave."""
    if sides.people and not target.people and not frame.anaphoric:
        target.sides.clear()
    for cluster, part, reference in sides.people:
        target.add(cluster, part, reference)
    for body in sides.bodies:
        if body not in target.sides:
            target.sides.append(body)
    if target.place is None and not frame.companions:
        target.place = frame.place
    if (
        target.time is None
        and not frame.companions
        or frame.time is not None
        and target.time is not None
        and not frame.companions
        and _narrower(findings.times[frame.time], findings.times[target.time])
    ):
        target.time = frame.time
    if target.mode is None or (frame.mode in {"phone", "video", "indirect"} and not frame.companions):
        target.mode = frame.mode or target.mode
    if frame.status in {"cancelled", "denied"} and target.status in {"held", "planned"}:
        target.status = frame.status
    if frame.sentence not in target.sentences:
        target.sentences.append(frame.sentence)
    target.firm = target.firm or not frame.weak


def _narrower(a: When, b: When) -> bool:
    if None in (a.earliest, a.latest, b.earliest, b.latest):
        return False
    assert a.earliest and a.latest and b.earliest and b.latest
    return (a.latest - a.earliest) < (b.latest - b.earliest)
