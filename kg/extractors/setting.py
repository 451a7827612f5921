"""When, where, by which means, and whether: the setting of a trigger."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.clauses import Clause
from kg.extractors.scan import Scan
from kg.extractors.types import EventType
from kg.extractors.units import Unit
from kg.nouns import Mode, Status, When


def find_status(scan: Scan, stretches: Sequence[Clause], n: int, i: int) -> Status:
    clause = stretches[n]
    start, end = clause.start, clause.end
    if scan.phrase_in(i, end, "verbs.cancelled"):
        return "cancelled"
    if scan.phrase_in(start, end, "verbs.denied"):
        return "denied"
    if clause.complement and n > 0 and scan.phrase_in(stretches[n - 1].start, stretches[n - 1].end, "verbs.denied"):
        return "denied"
    if scan.phrase_in(i, end, "verbs.planned"):
        return "planned"
    if any(scan.has(k, "verbs.future") for k in range(i, end)):
        return "planned"
    return "held"


def find_mode(scan: Scan, clause: Clause, kind: EventType, i: int, strength: str) -> Mode | None:
    modes: tuple[Mode, ...] = ("phone", "video", "indirect")
    for mode in modes:
        if any(scan.phrase_at(k, kind.phrases[mode]) for k in range(clause.start, clause.end)):
            return mode
    return None if strength == "weak" else "in_person"


def find_place(
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, anaphoric: bool = False
) -> int | None:
    clause = stretches[n]
    before = [
        u
        for g in clause.groups
        for u in g.units[-1:]
        if g.case in {"in", "at"} and found[u].kind == "place" and g.end <= i
    ]
    before = before or [
        u
        for g in clause.groups
        for u in g.units[-1:]
        if g.case == "in" and found[u].kind == "organization" and g.end <= i
    ]
    if before or anaphoric:
        return before[-1] if before else None
    after = [
        u
        for g in clause.groups
        for u in g.units[-1:]
        if g.case in {"in", "at"} and found[u].kind == "place" and g.start > i
    ]
    if after:
        return after[0]
    return find_place(scan, found, stretches, n - 1, i, anaphoric) if _goes_on(scan, stretches, n) else None


def find_near_place(found: Sequence[Unit], clause: Clause, i: int, kind: EventType) -> int | None:
    """The place right before a trigger: ``चीन के दौरे``, ``भारत यात्रा``; else the nearest one in its cases."""
    groups = [
        g for g in clause.groups if g.end <= i and g.case in kind.place_cases and found[g.units[-1]].kind == "place"
    ]
    return groups[-1].units[-1] if groups else None


def _goes_on(scan: Scan, stretches: Sequence[Clause], n: int) -> bool:
    """Whether a clause shares time and place with the one before: no subject of its own, or "where" opens it."""
    clause = stretches[n]
    if n == 0 or stretches[n - 1].sentence != clause.sentence:
        return False
    if scan.has(clause.start, "words.where"):
        return True
    return (
        not clause.complement
        and not scan.has(clause.start, "words.relative")
        and not any(g.case in {"agent", ""} for g in clause.groups)
    )


def find_time(scan: Scan, stretches: Sequence[Clause], n: int, i: int) -> int | None:
    """The time of a trigger: in its clause, a day before anything wider; else of the clause it continues."""
    clause = stretches[n]
    position = scan.words[i].start
    a, b = scan.words[clause.start].start, scan.words[clause.end - 1].end
    after_only = scan.case_at(i + 1)[0] == "about"
    inside = [
        (k, w)
        for k, w in enumerate(scan.times)
        if w.evidence is not None
        and a <= w.evidence.start < b
        and not _replaced(scan, w)
        and not (after_only and w.evidence.start > position)
    ]
    if inside:

        def distance(item: tuple[int, object]) -> tuple[int, int]:
            when = scan.times[item[0]]
            assert when.evidence is not None
            exact = when.earliest is not None and when.earliest == when.latest
            return (0 if exact else 1, abs(position - when.evidence.start))

        return min(inside, key=distance)[0]
    if _goes_on(scan, stretches, n):
        return find_time(scan, stretches, n - 1, i)
    if scan.phrase_in(clause.start, clause.end, "verbs.meanwhile") and clause.sentence > 0:
        floor = scan.words[scan.sentences[clause.sentence - 1][0]].start
        earlier = [k for k, w in enumerate(scan.times) if w.evidence is not None and floor <= w.evidence.start < a]
        return earlier[-1] if earlier else None
    return None


def _replaced(scan: Scan, when: When) -> bool:
    """A time that is given up: ``गुरुवार के बजाय``."""
    assert when.evidence is not None
    end = when.evidence.end
    following = next((k for k, w in enumerate(scan.words) if w.start >= end), len(scan.words))
    return scan.phrase_at(following, scan.lexicon.phrases["verbs.instead"]) > 0
