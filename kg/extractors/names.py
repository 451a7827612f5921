"""People with their office and body, bodies, places and descriptions, found by what stands around them."""

from __future__ import annotations

from dataclasses import replace

from kg.extractors.bodies import body_at, opens_body, place_at, venue_at, venue_end
from kg.extractors.offices import after_parenthesis, owner, precedes_role, role_after, role_start
from kg.extractors.runs import is_country, name_end, nickname_end, opens_with_initial
from kg.extractors.scan import Scan
from kg.extractors.units import Span, Unit


def units(scan: Scan) -> list[Unit]:
    """All referring expressions of a report, in text order, none inside another."""
    found: list[Unit] = []
    for start, end in scan.sentences:
        i = start
        floor = start
        while i < end:
            unit = _unit_at(scan, i, floor, end)
            if unit is None:
                i += 1
                continue
            found.append(unit)
            i = floor = unit.end
    return _share_bodies(scan, found)


def _unit_at(scan: Scan, i: int, floor: int, limit: int) -> Unit | None:
    if i in scan.timed:
        return None
    if scan.has(i, "words.pairs"):
        return _pair(scan, i, limit)
    if scan.has(i, "words.pronouns"):
        return Unit("pronoun", i, i + 1, (i, i + 1))
    if scan.is_role(i) or scan.is_honorific(i):
        return _announced(scan, i, floor, limit)
    if scan.is_plural_role(i):
        return _members(scan, i, floor, limit)
    if scan.has(i, "organization.heads"):
        return body_at(scan, i, floor, limit)
    if scan.has(i, "place.heads") and scan.case_at(i + 1)[0] == "in":
        return venue_at(scan, i, floor)
    place = scan.place_at(i)
    if (
        place
        and not scan.is_closed(i)
        and not (
            scan.is_name(i) and name_end(scan, i, limit, cued=False) > i + place and not is_country(scan, i, place)
        )
    ):
        return place_at(scan, i, place, limit)
    if scan.is_name(i) or opens_with_initial(scan, i):
        return _unannounced(scan, i, limit)
    return None


def _announced(scan: Scan, i: int, floor: int, limit: int) -> Unit | None:
    """An office or honorific at ``i`` and what follows: a person, or a description where no name comes."""
    j = i
    heads: list[int] = []
    while j < limit and (scan.is_role(j) or scan.is_honorific(j) or (heads and scan.has(j, "role.ranks"))):
        if scan.is_role(j):
            heads.append(j)
        j += 1
    role_end = heads[-1] + 1 if heads else 0
    if heads and scan.has(role_end, "role.ranks") and role_end <= j:
        role_end += 1
    if heads and j == heads[-1] + 1:
        closing = after_parenthesis(scan, j, limit)
        if closing:
            role_end = j = closing
            while scan.is_honorific(j):
                j += 1
    if j > i and scan.is_honorific(j - 1):
        j = after_parenthesis(scan, j, limit) or j
    stop = name_end(scan, j, limit, cued=True)
    if stop > j and _is_place_first(scan, j):
        stop = j
    elif stop > j:
        stop = nickname_end(scan, stop, limit)
    role: Span | None = None
    start = i
    organization = country = None
    if heads:
        first = role_start(scan, heads[0], floor)
        role = (first, role_end)
        start, organization, country, role = owner(scan, first, role, floor)
    if stop > j:
        end = stop
        while scan.has(end, "person.honorifics_after") and end < limit:
            end += 1
        return Unit("person", start, end, (j, stop), role, organization, country)
    if heads and role is not None:
        return Unit("description", start, role_end, role, role, organization, country)
    return None


def _is_place_first(scan: Scan, i: int) -> bool:
    """A place right after an office is no name: ``राष्ट्रपति काबुल पहुँचे``."""
    n = scan.place_at(i)
    if not n:
        return False
    return is_country(scan, i, n) or scan.case_at(i + n)[0] in {"in", "at"}


def _unannounced(scan: Scan, i: int, limit: int) -> Unit | None:
    """A name without an office before it: a person by its case or a following office, a place by "in"."""
    end = name_end(scan, i, limit, cued=False)
    if end == i:
        return None
    if opens_body(scan, end, limit) or scan.has(end, "organization.of"):
        return None
    if precedes_role(scan, end, limit):
        return None
    tail = venue_end(scan, end, limit)
    if tail > end or scan.case_at(end)[0] == "in":
        bare = tail - i == 1 and i > 0 and not scan.is_closed(i - 1)
        if scan.case_at(tail)[0] in {"in", "at"} and not bare and not all(scan.is_letter(n) for n in range(i, end)):
            return Unit("place", i, tail, (i, tail), cued=False)
        return None
    end = nickname_end(scan, end, limit)
    role, close = role_after(scan, end, limit)
    if role is not None:
        _, organization, country, role = owner(scan, role[0], role, end + 1)
        return Unit("person", i, close, (i, end), role, organization, country)
    while end < limit and scan.has(end, "person.honorifics_after"):
        end += 1
    return Unit("person", i, end, (i, end), cued=False)


def _members(scan: Scan, i: int, floor: int, limit: int) -> Unit | None:
    """Members of bodies or states: ``X के नेताओं``; with their names after them (``विदेश मंत्रियों - A, B``) people."""
    start = role_start(scan, i, floor)
    first = i + 1 + (scan.key(i + 1) in {"-", "–", "—", ":"})
    stop = name_end(scan, first, limit, cued=True) if first < limit and not scan.words[i].newline else first
    if stop > first:
        return Unit("person", start, stop, (first, stop), (start, i + 1))
    return Unit("members", start, i + 1, (start, i + 1), (start, i + 1))


def _pair(scan: Scan, i: int, limit: int) -> Unit | None:
    for k in range(i + 1, min(i + 4, limit)):
        if scan.is_plural_role(k) or scan.is_role(k):
            return Unit("pair", i, k + 1, (i, k + 1))
        if scan.is_closed(k):
            break
    return Unit("pair", i, i + 1, (i, i + 1)) if i + 1 >= limit or scan.is_closed(i + 1) else None


def _share_bodies(scan: Scan, found: list[Unit]) -> list[Unit]:
    """In ``X के महासचिव A, कोषाध्यक्ष B और निदेशक C`` the body X belongs to all three."""
    out: list[Unit] = []
    for unit in found:
        before = out[-1] if out else None
        if (
            before is not None
            and unit.kind == before.kind == "person"
            and unit.role
            and before.role
            and not unit.organization
            and not unit.country
            and before.organization
            and joined(scan, before.end, unit.start)
            and before.role[0] < before.name[0]
        ):
            unit = replace(unit, organization=before.organization)
        out.append(unit)
    return out


def joined(scan: Scan, end: int, start: int) -> bool:
    """Whether two units with the words ``end`` to ``start`` between them are coordinated."""
    i = end
    while i < start and scan.has(i, "person.honorifics_after"):
        i += 1
    if i >= start:
        return False
    seen = False
    while i < start:
        if scan.key(i) == "(":
            i = after_parenthesis(scan, i, start) or start
            continue
        if scan.key(i) == "," or scan.has(i, "words.conjunctions"):
            seen = True
        elif not (seen and not scan.is_closed(i) and scan.is_common(i)) and not scan.has(i, "words.linkers"):
            return False
        i += 1
    return seen
