"""The same event told twice: tellings compared by who took part, when, where and how, and joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.linking import places
from kg.linking.blocks import pairs
from kg.linking.canonical import Ends, Groups, Occurrence, decided, join
from kg.linking.evidence import Judgement
from kg.linking.ledger import ends
from kg.linking.profiles import Telling
from kg.nouns import Link

SAME, UNSURE = 3.0, 1.5

BOTH, ONE, ALL_OF_ONE, BODIES, BODY, STATES = 3.0, 1.5, 0.5, 2.5, 1.0, 1.0
OTHER_COMPANY = -2.5
ONE_DAY, WITHIN, SAME_PLACE, OTHER_PLACE, OTHER_MODE, OTHER_STATUS = 1.5, 0.7, 0.8, -2.0, -2.0, -0.5
ONE_REPORT, ONE_REPORT_ONE_DAY = -4.0, -1.0
GAPS = ((3, 0.5), (10, 0.0), (45, -0.7), (10**6, -1.6))
"""What days between two publications, or a day and a publication, count where no report tells the day of both."""

BACK = 45
"""An event without a day is looked for in the months up to so many days before publication."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A telling with its company by group: persons, bodies, states."""

    told: Telling
    family: str
    persons: frozenset[str]
    bodies: frozenset[str]
    states: frozenset[str]

    @property
    def key(self) -> str:
        return self.told.key


def event_links(
    tellings: Sequence[Telling], top: Callable[[str], str], family: Callable[[str], str], human: Sequence[Link]
) -> list[Link]:
    """The machine's lines on events. ``top`` is the group of an occurrence of an entity, ``family`` that of a type."""
    human = tuple(decided(human))
    apart = frozenset(end for link in human for end in (link.left, link.right))
    every = [_meeting(telling, top, family) for telling in tellings]
    meetings, lines = _twins(every, apart)
    edges = []
    for a, b in pairs(meetings, _keys, _second_keys, lambda m: (m.key,)):
        judged = judge(a, b)
        if judged.verdict != "none":
            edges.append((-judged.points, *ends(a.key, b.key), judged))
    edges.sort(key=lambda edge: edge[:3])
    made = _start(tellings, human, meetings)
    for _, left, right, judged in edges:
        if judged.verdict == "different" and not made.together(left, right):
            made.bar((left,), (right,))
    for minus, left, right, judged in edges:
        if judged.verdict == "same" and made.join(left, right):
            lines.append(_line(-minus, left, right, "same", judged))
    for minus, left, right, judged in edges:
        if judged.verdict == "unsure" and not made.together(left, right) and not made.barred(left, right):
            lines.append(_line(-minus, left, right, "unsure", judged))
    return lines


def judge(a: Meeting, b: Meeting) -> Judgement:
    """Whether two tellings are of one event."""
    mine, theirs = a.told, b.told
    if a.family != b.family:
        return Judgement(-9, ("another type",))
    if mine.dated and theirs.dated and not mine.span.overlaps(theirs.span):
        return Judgement(-9, (f"another day: {_days(mine)} / {_days(theirs)}",), True, True)
    if not mine.span.overlaps(theirs.span):
        return Judgement(-9, ("days that cannot be one",), True)
    found = [*_company(a, b), *_when(mine, theirs), *_where(mine, theirs), *_how(mine, theirs)]
    points, why = round(sum(p for p, _ in found), 3), tuple(w for _, w in found if w)
    if mine.report == theirs.report and points < SAME:
        return Judgement(points, why, True, True)
    verdict = points if points >= UNSURE else min(points, 0.9)
    return Judgement(verdict, why, any(p <= OTHER_PLACE for p, _ in found))


def _company(a: Meeting, b: Meeting) -> list[tuple[float, str]]:
    shared, bodies, states = a.persons & b.persons, a.bodies & b.bodies, a.states & b.states
    found: list[tuple[float, str]] = []
    if len(shared) > 1:
        found.append((BOTH, f"the same {len(shared)} took part"))
    elif shared:
        found.append((ONE, "one and the same took part"))
    elif len(bodies | states) > 1:
        found.append((BODIES, "the same sides"))
    if shared and (a.persons <= b.persons or b.persons <= a.persons):
        found.append((ALL_OF_ONE, ""))
    elif len(shared) < 2 and a.persons - b.persons and b.persons - a.persons:
        found.append((OTHER_COMPANY, "others took part"))
    if shared and bodies:
        found.append((BODY, "for the same body"))
    if shared and states:
        found.append((STATES, "the same state"))
    return found


def _when(a: Telling, b: Telling) -> list[tuple[float, str]]:
    day, other = a.span.day if a.dated else None, b.span.day if b.dated else None
    if day and day == other:
        return [(ONE_DAY, f"on {day.isoformat()}")]
    if a.dated and b.dated:
        return [(WITHIN, f"days that overlap: {_days(a)} / {_days(b)}")]
    first, last = sorted((_about(a), _about(b)), key=lambda d: d or date.max)
    if first is None or last is None:
        return []
    gap = (last - first).days
    points = next(points for most, points in GAPS if gap <= most)
    return [(points, f"told {gap} days apart")]


def _about(telling: Telling) -> date | None:
    """The day that places a telling in time: its own, the first of its days, else that of publication."""
    return (telling.span.earliest if telling.dated else None) or telling.published


def _where(a: Telling, b: Telling) -> list[tuple[float, str]]:
    if a.place is None or b.place is None:
        return []
    agree = places.agree(a.place, b.place)
    names = f"{a.place.name} ~ {b.place.name}"
    if agree is None:
        return []
    return [(SAME_PLACE, f"same place: {names}")] if agree else [(OTHER_PLACE, f"another place: {names}")]


def _how(a: Telling, b: Telling) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if a.mode and b.mode and a.mode != b.mode:
        found.append((OTHER_MODE, f"another way: {a.mode} / {b.mode}"))
    if a.status != b.status and not (a.dated and b.dated):
        found.append((OTHER_STATUS, f"{a.status} / {b.status}"))
    if a.report == b.report:
        one_day = a.dated and b.dated and a.span.day is not None and a.span.day == b.span.day
        found.append((ONE_REPORT_ONE_DAY if one_day else ONE_REPORT, "two in one report"))
    return found


def _meeting(telling: Telling, top: Callable[[str], str], family: Callable[[str], str]) -> Meeting:
    groups: dict[bool, set[str]] = {True: set(), False: set()}
    for key in telling.who:
        groups["#person/" in key].add(top(key))
    return Meeting(telling, family(telling.type), frozenset(groups[True]), frozenset(groups[False]), telling.states)


def _twins(meetings: Iterable[Meeting], apart: frozenset[str]) -> tuple[list[Meeting], list[Link]]:
    """The meetings, those told alike as one, and the lines of the ledger that make them one."""
    found: dict[tuple[object, ...], list[Meeting]] = defaultdict(list)
    for m in meetings:
        told = m.told
        exact = told.dated and told.span.day is not None and len(m.persons) > 1
        alone = not exact or told.key in apart or told.id in apart
        place = told.place.id if told.place else None
        same = (m.family, told.span.day, m.persons, m.bodies, told.mode, told.status, place)
        found[(told.report, told.key) if alone else same].append(m)
    merged, lines = [], []
    for group in found.values():
        group.sort(key=lambda m: m.key)
        keys = tuple(m.key for m in group)
        merged.append(replace(group[0], told=replace(group[0].told, members=keys)))
        why = f"the same took part on {group[0].told.span.day}"
        lines += [Link(keys[0], other, "same", "machine:twin", why) for other in keys[1:]]
    return sorted(merged, key=lambda m: m.key), lines


def _start(tellings: Sequence[Telling], human: Sequence[Link], meetings: Sequence[Meeting]) -> Groups:
    ones = [Occurrence(t.key, t.id) for t in tellings]
    stand_for, kinds = Ends(ones), {one.key: one.kind for one in ones}
    days = {t.key: t.span.day for t in tellings if t.dated and t.span.day}
    apart = ((stand_for.of(x.left), stand_for.of(x.right)) for x in human if x.verdict == "different")
    made = Groups(kinds, apart, days)
    join(made, (x for x in human if x.verdict == "same"), stand_for, kinds)
    for m in meetings:
        for other in m.told.members[1:]:
            made.join(m.key, other)
    return made


def _keys(m: Meeting) -> Iterable[str]:
    who = [*m.persons, *m.bodies, *m.states] if not m.persons else m.persons
    return {f"{one} {month}" for one in who for month in _months(m.told)}


def _second_keys(m: Meeting) -> Iterable[str]:
    who = sorted({*m.persons, *m.bodies, *m.states})
    day = m.told.span.day if m.told.dated else None
    found = {f"{a} {b}" for i, a in enumerate(who) for b in who[i + 1 :]}
    return {f"{key} {day.isoformat()[:7] if day else month}" for key in found for month in _months(m.told)}


def _months(telling: Telling) -> list[str]:
    """The months in which an event can lie, three at most: of its days, else those before publication."""
    first, last = telling.span.earliest, telling.span.latest
    if not telling.dated or first is None or last is None:
        about = telling.published or first or last
        if about is None:
            return [""]
        first, last = (
            (about, about + timedelta(BACK)) if telling.status == "planned" else (about - timedelta(BACK), about)
        )
    found: list[str] = []
    day = first.replace(day=1)
    while day <= last and len(found) < 3:
        found.append(day.isoformat()[:7])
        day = (day + timedelta(32)).replace(day=1)
    return found


def _line(points: float, left: str, right: str, verdict: str, judged: Judgement) -> Link:
    why = f"{points:.1f} points: {'; '.join(judged.why)}"
    return Link(left, right, verdict, "machine:event", why)  # type: ignore[arg-type]


def _days(telling: Telling) -> str:
    first, last = telling.span.earliest, telling.span.latest
    if telling.span.day:
        return telling.span.day.isoformat()
    return f"{first.isoformat() if first else '..'} to {last.isoformat() if last else '..'}"
