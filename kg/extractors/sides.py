"""Who stands around a trigger, and on which side."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extractors.clauses import Clause, Group
from kg.extractors.scan import Scan
from kg.extractors.types import EventType
from kg.extractors.units import Unit
from kg.findings import Slot

PEOPLE = frozenset({"person", "description", "pronoun", "pair", "members"})


def find_slots(
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, kind: EventType
) -> tuple[list[Slot], bool]:
    """The sides of a trigger, and whether the clause has its own subject."""
    clause = stretches[n]
    slots: dict[int, str] = {}
    subject = False
    between = any(g.case == "between" and g.end <= i for g in clause.groups)
    happens = scan.phrase_at(i + 1, kind.phrases["happening"]) > 0
    about = scan.case_at(i + 1)[0] == "about"
    faced = any(faces(scan, found, g, i, kind) for g in clause.groups)
    chairing = scan.has(i + 1, "case.genitive") and scan.phrase_at(i + 2, scan.lexicon.phrases["verbs.chairing"]) > 0
    for group in clause.groups:
        part = kind.parts.get(group.case, "")
        if group.case == "agent":
            if between or happens or (group.start > i and about and not faced):
                continue
            part, subject = ("chair" if chairing else part), True
        elif group.case == "genitive":
            if not (group.end <= i and _bound(scan, found, group.end, i)) or _inner_genitive(scan, found, group, i):
                continue
            subject = True
        elif group.case == "object" and part:
            subject = True
        elif group.case == "object" and scan.phrase_at(i, kind.phrases["dative"]) and not subject:
            part, subject = kind.parts.get("subject", ""), True
        elif group.case == "":
            if subject or not _nominative(scan, found, group, clause, i):
                continue
            part, subject = kind.parts.get("subject", ""), True
        elif group.case in {"with", "between", "honor"} and group.start > i:
            continue
        if not part:
            continue
        for unit in group.units:
            if _can_take_part(scan, found[unit], group.case):
                slots.setdefault(unit, part)
    if not subject and not any(p in {"principal", "chair"} for p in slots.values()):
        inherited = _inherited(found, stretches, n)
        for unit in inherited:
            slots.setdefault(unit, kind.parts.get("agent", "principal"))
        subject = bool(inherited)
    return [Slot(u, p) for u, p in sorted(slots.items())], subject


def faces(scan: Scan, found: Sequence[Unit], group: Group, i: int, kind: EventType) -> bool:
    """Whether a group is the other side right before a trigger noun: ``X से (अपनी) मुलाकात``, ``X और Y के बीच बातचीत``."""
    if group.end > i or group.case not in kind.core:
        return False
    if not any(found[u].kind in PEOPLE | {"organization", "place"} for u in group.units):
        return False
    return _clear(scan, found, group.end, i)


def hosted(scan: Scan, clause: Clause, i: int, kind: EventType) -> bool:
    """Guests before a word of hosting: ``X की मेज़बानी की``."""
    return scan.phrase_at(i, kind.phrases["hosting"]) > 0 and any(
        g.case == "genitive" and g.end == i for g in clause.groups
    )


def owned(scan: Scan, clause: Clause, i: int, kind: EventType) -> bool:
    """A dative before the verb: ``X को ... मिला`` is receiving, but ``X को Y से मिलना था`` is meeting."""
    return not scan.phrase_at(i, kind.phrases["dative"]) and any(
        g.case == "object" and g.end <= i for g in clause.groups
    )


def _clear(scan: Scan, found: Sequence[Unit], start: int, end: int) -> bool:
    """No case mark and no verb between ``start`` and ``end``, but for those of times and places."""
    k = start
    while k < end:
        unit = next((u for u in found if u.start == k), None)
        if unit is not None and unit.end <= end:
            k = unit.end
            category, length = scan.case_at(k)
            if category in {"in", "at", "with", "about", "object", "genitive"}:
                k += length
            continue
        if k in scan.timed:
            k += 1
            if k < end and k not in scan.timed:
                k += scan.case_at(k)[1]
            continue
        category, length = scan.case_at(k)
        if category in {"in", "at", "about", "genitive"}:
            k += length
            continue
        if (
            category
            or scan.has(k, "verbs.future")
            or (
                scan.has(k, "verbs.past")
                and not scan.has(k + 1, "words.these")
                and k + 1 != end
                and not scan.is_common(k + 1)
            )
        ):
            return False
        k += 1
    return True


def _bound(scan: Scan, found: Sequence[Unit], start: int, end: int) -> bool:
    """Whether "X का" at ``start`` belongs to the trigger at ``end``: only sides, times, places, adjectives between."""
    k = start
    apart = False
    while k < end:
        unit = next((u for u in found if u.start == k), None)
        if unit is not None and unit.end <= end:
            apart = True
            category, length = scan.case_at(unit.end)
            if category not in {"with", "in", "at"} and unit.end < end and scan.key(unit.end) != ",":
                return False
            k = unit.end + max(length, 1 if unit.end < end and not length else 0)
        elif k in scan.timed:
            apart = True
            k += 1
            if k < end and k not in scan.timed:
                k += scan.case_at(k)[1]
        elif scan.has(k, "words.correlative") or apart and scan.case_at(k)[0] in {"in", "at"}:
            k += 1
        elif scan.case_at(k)[0] or (
            scan.is_closed(k) and not scan.has(k, "words.these") and not scan.has(k, "words.own")
        ):
            return False
        else:
            k += 1
    return True


def sided(scan: Scan, clause: Clause, i: int, found: Sequence[Unit]) -> bool:
    return any(
        g.case in {"with", "between"}
        and g.end <= i
        and any(found[u].kind in PEOPLE | {"organization"} for u in g.units)
        for g in clause.groups
    )


def _inner_genitive(scan: Scan, found: Sequence[Unit], group: Group, i: int) -> bool:
    """``X की Y से``: a side only where the phrase after it is about the trigger, not about Y's relation to X."""
    nxt = next((u for u in found if u.start == group.end), None)
    return (
        nxt is not None
        and nxt.kind == "description"
        and nxt.role is not None
        and scan.has(group.end - 1, "case.genitive")
        and scan.key(group.end - 1) == scan.lexicon.oblique
    )


def _nominative(scan: Scan, found: Sequence[Unit], group: Group, clause: Clause, i: int) -> bool:
    units = [found[u] for u in group.units]
    if not all(u.kind in PEOPLE | {"organization"} for u in units):
        return False
    if any(u.kind == "organization" for u in units) and group is not clause.groups[0]:
        return False
    if group.start > i:
        return False
    return all(g.case != "agent" for g in clause.groups)


def _can_take_part(scan: Scan, unit: Unit, case: str) -> bool:
    if unit.kind == "place":
        rows = scan.lexicon.gazetteer.lookup(" ".join(scan.key(k) for k in range(*unit.name)))
        return case in {"between", "with", "agent", "genitive"} and any(r.kind == "country" for r in rows)
    return unit.kind in PEOPLE or unit.kind == "organization"


def _inherited(found: Sequence[Unit], stretches: Sequence[Clause], n: int) -> tuple[int, ...]:
    """The subject of the clause before, where this one goes on without its own."""
    clause = stretches[n]
    if clause.complement:
        return ()
    for earlier in reversed(stretches[:n]):
        if earlier.sentence != clause.sentence:
            break
        for group in earlier.groups:
            if group.case == "agent" or (group.case == "" and all(found[u].kind in PEOPLE for u in group.units)):
                return group.units
    return ()
