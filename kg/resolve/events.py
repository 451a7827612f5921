"""Frames → events: which tellings are one occasion, who took part, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.findings import Findings, Frame
from kg.nouns import Mention, Mode, Status, When
from kg.resolve.people import Cast, Cluster
from kg.text import fold


@dataclass
class Occasion:
    """One event while it is put together."""

    type: str
    family: str
    trigger: Mention
    status: Status
    mode: Mode | None
    parts: dict[int, str] = field(default_factory=dict)
    people: list[Cluster] = field(default_factory=list)
    sides: list[Cluster | int] = field(default_factory=list)
    evidence: dict[int, tuple[int, ...]] = field(default_factory=dict)
    place: int | None = None
    time: int | None = None
    speech: int | None = None
    sentences: list[int] = field(default_factory=list)
    also: list[Mention] = field(default_factory=list)
    firm: bool = False

    def add(self, cluster: Cluster, part: str, reference: int) -> None:
        """Add a person with the part taken; a later telling keeps the first part."""
        if cluster not in self.people:
            self.people.append(cluster)
            self.parts[id(cluster)] = part
        self.evidence[id(cluster)] = (*self.evidence.get(id(cluster), ()), reference)


@dataclass(frozen=True)
class Sides:
    """Who stands in a frame: people with part and reference, bodies or states (cluster or place reference)."""

    people: tuple[tuple[Cluster, str, int], ...]
    bodies: tuple[Cluster | int, ...]
    pair: bool
    unnamed: bool = False


def occasions(findings: Findings, cast: Cast) -> list[Occasion]:
    """The events of a report in the order of their first telling."""
    out: list[Occasion] = []
    spoken: dict[int, list[Occasion]] = {}
    pending: list[tuple[Frame, Sides]] = []
    for frame in findings.frames:
        sides = _sides(findings, cast, frame, out)
        before = spoken.get(frame.sentence, []) if frame.speech is not None else [o for o in out if o.speech is None]
        target = _same_occasion(findings, frame, sides, out, before or out)
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
        tuple(dict.fromkeys(bodies)) if all(isinstance(b, int) for b in bodies) else tuple(bodies),
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


def _same_occasion(
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
        fitting = [
            o for o in near if set(map(id, people)) <= set(map(id, o.people)) or not _differs(findings, frame, o)
        ]
        return _last(fitting or near)
    for occasion in reversed(kin):
        shared = [c for c in people if c in occasion.people]
        if _differs(findings, frame, occasion):
            continue
        new = [c for c in people if c not in occasion.people]
        if len(shared) >= 2 or (
            shared
            and not new
            and not (sides.unnamed and not frame.weak and not _headline(occasion))
            and (not sides.bodies or _bodies_known(sides, occasion))
        ):
            return occasion
        if shared and (frame.weak or sides.pair) and not new:
            return occasion
        if not people and sides.bodies and _bodies_known(sides, occasion):
            return occasion
        if (
            shared
            and len(occasion.people) == 1
            and not occasion.firm
            and occasion.sentences[-1] == frame.sentence - 1
            and len(new) <= 1
            and _headline(occasion)
        ):
            return occasion
        if _headline(occasion) and frame.sentence <= 2 and not shared and not occasion.people and people:
            occasion.sides.clear()
            return occasion
    if sides.pair:
        return _last([o for o in near if not _differs(findings, frame, o)])
    return None


def _headline(occasion: Occasion) -> bool:
    """Whether an event was told only in the first line so far."""
    return occasion.sentences == [0]


def _bodies_known(sides: Sides, occasion: Occasion) -> bool:
    return all(any(b is s or b == s for s in occasion.sides) for b in sides.bodies)


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


def _tell(findings: Findings, target: Occasion, frame: Frame, sides: Sides) -> None:
    for cluster, part, reference in sides.people:
        target.add(cluster, part, reference)
    for body in sides.bodies:
        if not any(body is s or body == s for s in target.sides):
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
