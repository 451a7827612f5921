"""Who stands around a trigger, and on which side."""

from __future__ import annotations

from kg.extractors.clauses import Group
from kg.extractors.site import PEOPLE, Site
from kg.extractors.units import Unit
from kg.findings import Slot


def find_slots(site: Site) -> tuple[list[Slot], bool]:
    """The sides of a trigger, and whether the clause has its own subject."""
    slots: dict[int, str] = {}
    subject = False
    for group in site.groups:
        part, is_subject = _part(site, group, subject)
        subject = subject or is_subject
        for unit in group.units if part else ():
            if _can_take_part(site, site.units[unit], group.case):
                slots.setdefault(unit, part)
    if not subject and not {"principal", "chair"} & set(slots.values()):
        inherited = _inherited(site)
        for unit in inherited:
            slots.setdefault(unit, site.kind.parts.get("agent", "principal"))
        subject = bool(inherited)
    return [Slot(u, p) for u, p in sorted(slots.items())], subject


def _part(site: Site, group: Group, has_subject: bool) -> tuple[str, bool]:
    """The part that a group takes ('' for none), and whether it is the subject of the clause."""
    parts = site.kind.parts
    part = parts.get(group.case, "")
    if group.case == "agent":
        if _acts_elsewhere(site, group):
            return "", False
        return parts.get("chair", part) if _is_chaired(site) else part, True
    if group.case == "genitive":
        belongs = group.end <= site.at and _belongs(site, group.end) and not _inner_genitive(site, group)
        return (part, True) if belongs else ("", False)
    if group.case == "object":
        if not part and site.is_phrase(site.at, "dative") and not has_subject:
            part = parts.get("subject", "")
        return part, bool(part)
    if group.case == "":
        return (parts.get("subject", ""), True) if not has_subject and _nominative(site, group) else ("", False)
    if group.case in {"with", "between", "honor"} and group.start > site.at:
        return "", False
    return part, False


def _acts_elsewhere(site: Site, group: Group) -> bool:
    """The agent of another verb: ``X ने A और B के बीच बातचीत``, ``बैठक होने``, ``बैठक के बाद X ने``."""
    if any(g.case == "between" and g.end <= site.at for g in site.groups) or site.is_phrase(site.at + 1, "happening"):
        return True
    about = site.scan.case_at(site.at + 1)[0] == "about"
    return group.start > site.at and about and not any(faces(site, g) for g in site.groups)


def _is_chaired(site: Site) -> bool:
    chairing = site.scan.lexicon.phrases["verbs.chairing"]
    return site.scan.has(site.at + 1, "case.genitive") and site.scan.phrase_at(site.at + 2, chairing) > 0


def faces(site: Site, group: Group) -> bool:
    """Whether a group is the other side right before a trigger noun: ``X से (अपनी) मुलाकात``, ``X और Y के बीच``."""
    if group.end > site.at or group.case not in site.kind.core:
        return False
    return bool(site.kinds(group) & (PEOPLE | {"organization", "place"})) and _clear(site, group.end)


def hosted(site: Site) -> bool:
    """Guests before a word of hosting: ``X की मेज़बानी की``."""
    return site.is_phrase(site.at, "hosting") and any(g.case == "genitive" and g.end == site.at for g in site.groups)


def owned(site: Site) -> bool:
    """A dative before the verb: ``X को ... मिला`` is receiving, but ``X को Y से मिलना था`` is meeting."""
    dative = any(g.case == "object" and g.end <= site.at for g in site.groups)
    return dative and not site.is_phrase(site.at, "dative")


def sided(site: Site) -> bool:
    """Whether another side stands somewhere before the trigger, or two people together do it."""
    earlier = [g for g in site.groups if g.end <= site.at]
    together = any(g.case in {"agent", "by"} and len(g.units) > 1 and site.kinds(g) <= PEOPLE for g in earlier)
    return together or any(
        g.case in {"with", "between"} and site.kinds(g) & (PEOPLE | {"organization"}) for g in earlier
    )


def _skip_time(site: Site, i: int, end: int) -> int:
    """The word after the time at ``i`` and its case mark."""
    i += 1
    return i if i >= end or i in site.scan.timed else i + site.scan.case_at(i)[1]


def _clear(site: Site, start: int) -> bool:
    """No case mark and no verb between ``start`` and the trigger, but for those of times and places."""
    scan, k = site.scan, start
    while k < site.at:
        unit = site.unit_at(k)
        if unit is not None and unit.end <= site.at:
            category, length = scan.case_at(unit.end)
            k = unit.end + (length if category in {"in", "at", "with", "about", "object", "genitive"} else 0)
            continue
        if k in scan.timed:
            k = _skip_time(site, k, site.at)
            continue
        category, length = scan.case_at(k)
        if category in {"in", "at", "about", "genitive"}:
            k += length
        elif category or scan.has(k, "verbs.future") or _ends_here(site, k):
            return False
        else:
            k += 1
    return True


def _ends_here(site: Site, k: int) -> bool:
    """A past verb that is no participle before a noun: ``के साथ | हुई | बातचीत`` goes on."""
    scan = site.scan
    return (
        scan.has(k, "verbs.past")
        and k + 1 != site.at
        and not scan.has(k + 1, "words.these")
        and not scan.is_common(k + 1)
    )


def _belongs(site: Site, start: int) -> bool:
    """Whether "X का" before ``start`` belongs to the trigger: only sides, times, places, adjectives between."""
    scan, end, k = site.scan, site.at, start
    apart = False
    while k < end:
        unit = site.unit_at(k)
        if unit is not None and unit.end <= end:
            apart = True
            category, length = scan.case_at(unit.end)
            if category not in {"with", "in", "at"} and unit.end < end and scan.key(unit.end) != ",":
                return False
            k = unit.end + max(length, 1 if unit.end < end and not length else 0)
        elif k in scan.timed:
            apart = True
            k = _skip_time(site, k, end)
        elif scan.has(k, "words.correlative") or (apart and scan.case_at(k)[0] in {"in", "at"}):
            k += 1
        elif scan.case_at(k)[0] or not (
            not scan.is_closed(k) or scan.has(k, "words.these") or scan.has(k, "words.own")
        ):
            return False
        else:
            k += 1
    return True


def _inner_genitive(site: Site, group: Group) -> bool:
    """``X के Y से``: the office Y is X's, so X is no side."""
    follower = site.unit_at(group.end)
    if follower is None or follower.kind != "description" or follower.role is None:
        return False
    return site.scan.key(group.end - 1) == site.scan.lexicon.oblique


def _nominative(site: Site, group: Group) -> bool:
    """Whether an unmarked group is the subject; a body only where it opens the clause."""
    kinds = site.kinds(group)
    if group.start > site.at or not kinds <= PEOPLE | {"organization"}:
        return False
    if "organization" in kinds and group is not site.groups[0]:
        return False
    return all(g.case != "agent" for g in site.groups)


def _can_take_part(site: Site, unit: Unit, case: str) -> bool:
    """People and bodies; of places only states, where they act as a side."""
    if unit.kind != "place":
        return unit.kind in PEOPLE or unit.kind == "organization"
    name = " ".join(site.scan.key(k) for k in range(*unit.name))
    rows = site.scan.lexicon.gazetteer.lookup(name)
    return case in {"between", "with", "agent", "genitive"} and any(r.kind == "country" for r in rows)


def _inherited(site: Site) -> tuple[int, ...]:
    """The subject of the clause before, where this one goes on without its own."""
    if site.clause.complement:
        return ()
    for earlier in reversed(site.clauses[: site.number]):
        if earlier.sentence != site.clause.sentence:
            break
        for group in earlier.groups:
            if group.case == "agent" or (group.case == "" and site.kinds(group) <= PEOPLE):
                return group.units
    return ()
