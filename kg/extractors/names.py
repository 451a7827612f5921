"""People with their office and body, bodies, places and descriptions, found by what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extractors.scan import Scan

Span = tuple[int, int]
_MAX_NAME = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """A referring expression over word indexes: ``start`` to ``end`` with all that belongs to it, ``name`` its core.

    ``kind`` is as in :class:`kg.findings.Reference`. ``cued`` tells whether an office or honorific announced the name.
    """

    kind: str
    start: int
    end: int
    name: Span
    role: Span | None = None
    organization: Span | None = None
    country: Span | None = None
    cued: bool = True


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
        return _members(scan, i, floor)
    if scan.has(i, "organization.heads"):
        return _body(scan, i, floor, limit)
    place = scan.place_at(i)
    if place and not scan.is_closed(i) and not (scan.is_name(i) and _name_end(scan, i, limit, cued=False) > i + place and not _is_country(scan, i, place)):
        return _place(scan, i, place, limit)
    if scan.is_name(i) or _initial_start(scan, i):
        return _unannounced(scan, i, limit)
    return None


def _is_country(scan: Scan, i: int, length: int) -> bool:
    return any(row.kind in {"country", "state", "region"} for row in scan.lexicon.gazetteer.lookup(" ".join(scan.key(i + n) for n in range(length))))


def _initial_start(scan: Scan, i: int) -> bool:
    """An initial that opens a name: ``ए.``, or a bare letter name with a name or a letter after it."""
    if scan.is_initial(i):
        return True
    return scan.is_letter(i) and scan.key(i) not in scan.lexicon.closed and (scan.is_letter(i + 1) or scan.is_name(i + 1)) and not scan.words[i].newline


def _name_end(scan: Scan, i: int, limit: int, *, cued: bool) -> int:
    """Where the name that starts at ``i`` ends; ``i`` itself where there is none."""
    j = i
    while j < limit and j - i < _MAX_NAME + 2:
        if j > i and (scan.words[j - 1].newline or (scan.place_at(j) and scan.case_at(j + scan.place_at(j))[0] in {"in", "at"})):
            break
        if scan.is_hyphen(j) and j > i and scan.is_name(j + 1):
            j += 2
        elif scan.is_initial(j) or (scan.is_letter(j) and _letter_opens(scan, j, i, cued)) or scan.is_name(j):
            j += 1
        elif cued and not scan.is_closed(j) and not scan.is_role(j) and not scan.has(j, "organization.heads") and not scan.is_honorific(j):
            j += 1
        elif j > i and scan.is_role(j) and scan.key(j) in {"प्रधान", "अमीर", "राजा"} and not scan.is_name(j + 1):
            j += 1
        else:
            break
    if not (cued and j - i <= 4 and _closes_name(scan, j) and any(scan.is_name(n) for n in range(i, j))):
        while j > i and (scan.is_common(j - 1) and not scan.is_initial(j - 1)):
            j -= 1
    if all(scan.is_initial(n) or scan.is_letter(n) or scan.is_hyphen(n) for n in range(i, j)):
        return i
    return j


def _closes_name(scan: Scan, j: int) -> bool:
    return bool(scan.case_at(j)[0]) or scan.key(j) == "," or scan.has(j, "words.conjunctions") or scan.has(j, "words.particles")


def _letter_opens(scan: Scan, j: int, start: int, cued: bool) -> bool:
    follows = scan.is_name(j + 1) or (scan.is_letter(j + 1) and scan.key(j + 1) not in scan.lexicon.closed)
    if scan.key(j) in scan.lexicon.closed:
        return cued and j == start and scan.is_name(j + 1) and bool(scan.case_at(_run_end(scan, j + 1))[0])
    return follows or (j > start and scan.is_initial(j))


def _run_end(scan: Scan, i: int) -> int:
    while i < len(scan.words) and scan.is_name(i):
        i += 1
    return i


def _announced(scan: Scan, i: int, floor: int, limit: int) -> Unit | None:
    """An office or honorific at ``i`` and what follows: a person, or a description where no name comes."""
    j = i
    heads: list[int] = []
    while j < limit and (scan.is_role(j) or scan.is_honorific(j) or (heads and scan.key(j) == "जनरल")):
        if scan.is_role(j):
            heads.append(j)
        j += 1
    role_end = heads[-1] + 1 if heads else 0
    if heads and scan.key(role_end) == "जनरल" and role_end <= j:
        role_end += 1
    if heads and j == heads[-1] + 1:
        closing = _parenthesis(scan, j, limit)
        if closing:
            role_end = j = closing
            while scan.is_honorific(j):
                j += 1
    if j > i and scan.is_honorific(j - 1):
        j = _parenthesis(scan, j, limit) or j
    name_end = _name_end(scan, j, limit, cued=True)
    if name_end > j and _is_place_first(scan, j):
        name_end = j
    role: Span | None = None
    start = i
    organization = country = None
    if heads:
        role_start = _role_start(scan, heads[0], floor)
        role = (role_start, role_end)
        start, organization, country, role = _owner(scan, role_start, role, floor)
    if name_end > j:
        end = name_end
        while scan.has(end, "person.honorifics_after") and end < limit:
            end += 1
        return Unit("person", start, end, (j, name_end), role, organization, country)
    if heads and role is not None:
        return Unit("description", start, role_end, role, role, organization, country)
    return None


def _is_place_first(scan: Scan, i: int) -> bool:
    """A place right after an office is no name: ``राष्ट्रपति काबुल पहुँचे``."""
    n = scan.place_at(i)
    if not n:
        return False
    return _is_country(scan, i, n) or scan.case_at(i + n)[0] in {"in", "at"}


def _parenthesis(scan: Scan, i: int, limit: int) -> int:
    if scan.is_punct(i) and scan.key(i) in {"-", "–"} and scan.key(i + 1) == "(":
        i += 1
    if scan.key(i) != "(":
        return 0
    for j in range(i + 1, min(i + 6, limit)):
        if scan.key(j) == ")":
            return j + 1
    return 0


def _is_modifier(scan: Scan, i: int) -> bool:
    return scan.has(i, "role.modifiers") or (
        scan.is_common(i) and not scan.is_closed(i) and not scan.is_role(i) and not scan.is_honorific(i)
        and not scan.has(i, "organization.heads") and not scan.has(i, "words.these")
    )


def _role_start(scan: Scan, head: int, floor: int) -> int:
    """How far an office reaches to the left of its head: departments, ranks, ``विधि और न्याय``, ``मामलों के``."""
    i = head
    while i > floor:
        if scan.words[i - 1].newline:
            break
        if _is_modifier(scan, i - 1) and not scan.key(i - 1) in scan.lexicon.demonyms:
            i -= 1
        elif scan.is_hyphen(i - 1) and _is_modifier(scan, i - 2):
            i -= 2
        elif scan.has(i - 1, "words.conjunctions") and i < head and _is_modifier(scan, i - 2) and i - 2 >= floor and scan.has(i, "role.modifiers"):
            i -= 2
        elif scan.key(i - 1) == "के" and scan.has(i - 2, "role.joining") and i - 2 >= floor:
            i -= 2
        elif scan.key(i - 1) == "," and i < head and scan.has(i - 2, "role.modifiers") and scan.has(i, "role.modifiers"):
            i -= 2
        else:
            break
    return i


def _owner(scan: Scan, role_start: int, role: Span, floor: int) -> tuple[int, Span | None, Span | None, Span]:
    """The body or country that an office belongs to, and where the whole phrase starts."""
    i = role_start
    country: Span | None = None
    if i > floor and scan.key(i - 1) in scan.lexicon.demonyms:
        country, i = (i - 1, i), i - 1
    if i > floor and scan.has(i - 1, "words.conjunctions") and scan.is_role(i - 2) and i - 2 >= floor:
        other = _role_start(scan, i - 2, floor)
        start, organization, land, _ = _owner(scan, other, (other, i - 1), floor)
        return start, organization, land or country, role
    if i > floor and scan.case_at(i - 1)[0] == "genitive" and scan.key(i - 1) in {"के", "की", "का"}:
        left = _left_phrase(scan, i - 1, floor)
        if left is None:
            return i, None, country, role
        return _owner_phrase(scan, left, i - 1, country, role)
    if i > floor and country is None:
        left = _left_phrase(scan, i, floor)
        if left is not None and i - left == 1 and scan.case_at(left - 1)[0] == "genitive" and not scan.has(left, "organization.heads"):
            outer = _left_phrase(scan, left - 1, floor)
            if outer is not None and _is_land(scan, outer, left - 1):
                return outer, None, (outer, left - 1), (left, role[1])
        if left is not None and not _is_land(scan, left, i):
            return left, _strip(scan, left, i), None, role
        if left is not None:
            return left, None, (left, i), role
    return i, None, country, role


def _owner_phrase(scan: Scan, left: int, end: int, country: Span | None, role: Span) -> tuple[int, Span | None, Span | None, Span]:
    if _is_land(scan, left, end) or (end - left == 1 and scan.has(role[1] - 1, "role.territorial") and not scan.has(left, "organization.heads")):
        return left, None, (left, end), role
    if any(not scan.is_common(n) or scan.has(n, "organization.heads") for n in range(left, end)):
        body = _strip(scan, left, end)
        start = left
        if scan.case_at(left - 1)[0] == "genitive":
            outer = _left_phrase(scan, left - 1, 0)
            if outer is not None and _is_land(scan, outer, left - 1) and scan.sentence_of(outer) == scan.sentence_of(left):
                return outer, body, (outer, left - 1), role
        return start, body, country, role
    if scan.case_at(left - 1)[0] == "genitive":
        outer = _left_phrase(scan, left - 1, 0)
        if outer is not None and _is_land(scan, outer, left - 1):
            return outer, None, (outer, left - 1), role
    return left, None, country, role


def _is_land(scan: Scan, start: int, end: int) -> bool:
    """Whether a phrase is a country, region or place, or its adjective, perhaps with an everyday word beside it."""
    i = start
    named = False
    while i < end:
        n = scan.place_at(i)
        if n and i + n <= end:
            i += n
            named = True
        elif scan.key(i) in scan.lexicon.demonyms:
            i += 1
            named = True
        elif scan.is_hyphen(i) or (scan.is_common(i) and not scan.has(i, "organization.heads")):
            i += 1
        else:
            return False
    return named


def _left_phrase(scan: Scan, end: int, floor: int) -> int | None:
    """Where the noun phrase that ends before ``end`` starts; None where there is none."""
    i = end
    head_is_body = scan.has(end - 1, "organization.heads")
    while i > floor:
        j = i - 1
        if scan.words[j].newline:
            break
        if scan.is_hyphen(j) and i < end:
            i = j
        elif scan.has(j, "words.conjunctions") and head_is_body and scan.is_common(j - 1) and scan.is_common(i) and not scan.is_role(j - 1):
            i = j
        elif scan.is_closed(j) or scan.is_honorific(j) or (i < end and _is_delegation(scan, j)) or (scan.is_role(j) and not _role_in_body(scan, j, end)):
            break
        elif scan.has(j, "organization.heads") and i < end and scan.has(end - 1, "organization.heads") and not scan.is_name(i) and not scan.is_common(i):
            break
        else:
            i = j
    while i < end and (scan.is_hyphen(i) or scan.has(i, "words.conjunctions")):
        i += 1
    return i if i < end else None


def _is_delegation(scan: Scan, i: int) -> bool:
    return scan.has(i, "organization.delegations") and not scan.has(i, "organization.heads")


def _role_in_body(scan: Scan, i: int, end: int) -> bool:
    """``मंत्री परिषद``, ``गृहमंत्री कार्यालय``: an office inside the name of a body."""
    return i + 1 < end and scan.has(i + 1, "organization.heads")


def _strip(scan: Scan, start: int, end: int) -> Span:
    """A body without the common noun before its name: ``कंपनी X`` and ``राहत संस्था X`` are X."""
    for i in range(start, end - 1):
        if scan.has(i, "organization.prefixes") and scan.is_name(i + 1):
            return i + 1, end
    while start < end - 1 and scan.has(start, "words.these"):
        start += 1
    return start, end


def _body(scan: Scan, i: int, floor: int, limit: int) -> Unit | None:
    """A body that ends in a word such as ministry, university, party."""
    end = _body_end(scan, i, limit)
    if scan.has(end, "organization.of") and end + 1 < limit:
        end += 2
        while end < limit and (scan.is_name(end) or scan.has(end, "organization.heads")):
            end += 1
    follows_role = end < limit and (scan.is_role(end) or _is_modifier(scan, end) and scan.is_role(end + 1))
    if follows_role:
        return None
    left = _left_phrase(scan, end, floor)
    if left is None or (scan.has(end - 1, "organization.prefixes") and not scan.is_closed(end) and not scan.is_role(end)):
        return None
    if scan.case_at(end)[0] == "genitive":
        k = end + 1
        while k < limit and (_is_modifier(scan, k) or scan.is_hyphen(k)):
            k += 1
        if k < limit and scan.is_role(k):
            return None
    tail = end
    while tail < limit and scan.has(tail, "place.heads"):
        tail += 1
    if scan.has(tail - 1, "place.heads") and scan.case_at(tail)[0] in {"in", "at"} and (tail > end or end - left > 1):
        return Unit("place", left, tail, (left, tail))
    if end - left == 1 and (scan.has(i, "organization.generic") or scan.is_common(i)):
        return None
    return Unit("organization", left, end, _strip(scan, left, end))


def _body_end(scan: Scan, i: int, limit: int) -> int:
    end = i + 1
    while end < limit and scan.has(end, "organization.heads") and not scan.words[end - 1].newline:
        end += 1
    return end


def _opens_body(scan: Scan, end: int, limit: int) -> bool:
    """Whether the words from ``end`` on run into the head of a body: ``समरकंद | राज्य विश्वविद्यालय``."""
    k = end
    while k < limit and k - end < 6:
        if scan.words[k - 1].newline:
            return False
        if scan.has(k, "organization.heads"):
            return True
        if scan.has(k, "words.conjunctions") and k > end and scan.is_common(k - 1) and scan.is_common(k + 1) and not scan.is_role(k + 1):
            k += 1
        elif (scan.is_closed(k) and not scan.is_hyphen(k)) or scan.is_role(k) or scan.is_honorific(k):
            return False
        else:
            k += 1
    return False


def _place(scan: Scan, i: int, length: int, limit: int) -> Unit | None:
    end = i + length
    tail = end
    while tail < limit and (scan.is_name(tail) or scan.is_common(tail)) and not scan.is_closed(tail) and tail - end < 5:
        tail += 1
        if scan.has(tail - 1, "place.heads") and scan.case_at(tail)[0] in {"in", "at"}:
            return Unit("place", i, tail, (i, tail))
    if _opens_body(scan, end, limit):
        return None
    k = end
    while k < limit and _is_modifier(scan, k):
        k += 1
    if k < limit and scan.is_role(k):
        return None
    if scan.case_at(end)[0] == "genitive":
        k = end + 1
        while k < limit and (_is_modifier(scan, k) or scan.is_hyphen(k) or scan.has(k, "words.conjunctions") and _is_modifier(scan, k + 1)):
            k += 1
        if k < limit and scan.is_role(k):
            return None
    return Unit("place", i, end, (i, end))


def _unannounced(scan: Scan, i: int, limit: int) -> Unit | None:
    """A name without an office before it: a person by its case or a following office, a place by "in"."""
    end = _name_end(scan, i, limit, cued=False)
    if end == i:
        return None
    if _opens_body(scan, end, limit) or scan.has(end, "organization.of"):
        return None
    if _precedes_role(scan, end, limit):
        return None
    case = scan.case_at(end)[0]
    if case == "in" or scan.has(end, "place.heads"):
        tail = end
        while tail < limit and scan.has(tail, "place.heads"):
            tail += 1
        bare = tail - i == 1 and i > 0 and not scan.is_closed(i - 1)
        if scan.case_at(tail)[0] in {"in", "at"} and not bare and not all(scan.is_letter(n) for n in range(i, end)):
            return Unit("place", i, tail, (i, tail), cued=False)
        return None
    role, close = _role_after(scan, end, limit)
    if role is not None:
        _, organization, country, role = _owner(scan, role[0], role, end + 1)
        return Unit("person", i, close, (i, end), role, organization, country)
    while end < limit and scan.has(end, "person.honorifics_after"):
        end += 1
    return Unit("person", i, end, (i, end), cued=False)


def _precedes_role(scan: Scan, end: int, limit: int) -> bool:
    """Whether the name before ``end`` is the body of an office: ``X के अध्यक्ष``, ``X प्रमुख``."""
    k = end
    if scan.is_hyphen(k):
        k += 1
        while k < limit and scan.is_name(k):
            k += 1
    if scan.case_at(k)[0] == "genitive" and scan.key(k) in {"के", "की", "का"}:
        k += 1
    while k < limit and (_is_modifier(scan, k) or scan.is_hyphen(k) or scan.key(k) in scan.lexicon.demonyms):
        k += 1
    if scan.has(k, "words.conjunctions") and _is_modifier(scan, k + 1) and scan.is_role(k + 2):
        k += 2
    return k < limit and scan.is_role(k)


def _role_after(scan: Scan, end: int, limit: int) -> tuple[Span | None, int]:
    """An office in apposition after a name: ``X, Y के अध्यक्ष,`` or ``X (महापौर)``."""
    opening = scan.key(end)
    if opening not in {",", "(", "–", "—", "-"}:
        return None, end
    for k in range(end + 1, min(end + 9, limit)):
        if scan.is_role(k):
            closing = scan.key(k + 1)
            ends = closing in {",", ")", "–", "—", "-"}
            if (opening == "(" and closing == ")") or (opening != "(" and (ends or scan.case_at(k + 1)[0])):
                if scan.is_name(k + 1):
                    return None, end
                return (_role_start(scan, k, end + 1), k + 1), k + 2 if ends else k + 1
            return None, end
        if scan.is_closed(k) and scan.case_at(k)[0] != "genitive":
            return None, end
    return None, end


def _members(scan: Scan, i: int, floor: int) -> Unit | None:
    """Unnamed members of bodies or states: ``X के नेताओं``, ``A और B के विदेश मंत्रियों``."""
    start = _role_start(scan, i, floor)
    if scan.case_at(start - 1)[0] != "genitive":
        return Unit("members", start, i + 1, (start, i + 1), (start, i + 1))
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
            before is not None and unit.kind == before.kind == "person" and unit.role and before.role
            and not unit.organization and not unit.country and before.organization
            and joined(scan, before.end, unit.start) and before.role[0] < before.name[0]
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
        if scan.key(i) == "," or scan.has(i, "words.conjunctions"):
            seen = True
        elif not (seen and not scan.is_closed(i) and scan.is_common(i)) and scan.key(i) not in {"साथ", "ही", "उनके", "उनकी"}:
            return False
        i += 1
    return seen
