"""Offices: how far they reach, and whose they are."""

from __future__ import annotations

from kg.extractors.scan import Scan
from kg.extractors.units import Span


def after_parenthesis(scan: Scan, i: int, limit: int) -> int:
    """The word after the short parenthesis that opens at ``i``, 0 where none does."""
    if scan.is_punct(i) and scan.key(i) in {"-", "–"} and scan.key(i + 1) == "(":
        i += 1
    if scan.key(i) != "(":
        return 0
    for j in range(i + 1, min(i + 6, limit)):
        if scan.key(j) == ")":
            return j + 1
    return 0


def is_modifier(scan: Scan, i: int) -> bool:
    """Whether word ``i`` can stand before the head of an office: a department, a rank, another everyday word."""
    return scan.has(i, "role.modifiers") or (
        scan.is_common(i)
        and not scan.is_closed(i)
        and not scan.is_role(i)
        and not scan.is_honorific(i)
        and not scan.has(i, "organization.heads")
        and not scan.has(i, "words.these")
    )


def role_start(scan: Scan, head: int, floor: int) -> int:
    """How far an office reaches to the left of its head: departments, ranks, ``विधि और न्याय``, ``मामलों के``."""
    i = head
    while i > floor:
        if scan.words[i - 1].newline:
            break
        if is_modifier(scan, i - 1) and not scan.lexicon.gazetteer.is_demonym(scan.key(i - 1)):
            i -= 1
        elif (
            scan.is_hyphen(i - 1)
            and is_modifier(scan, i - 2)
            or scan.has(i - 1, "words.conjunctions")
            and i < head
            and is_modifier(scan, i - 2)
            and i - 2 >= floor
            and scan.has(i, "role.modifiers")
            or scan.has(i - 1, "case.genitive")
            and scan.has(i - 2, "role.joining")
            and i - 2 >= floor
            or scan.key(i - 1) == ","
            and i < head
            and scan.has(i - 2, "role.modifiers")
            and scan.has(i, "role.modifiers")
        ):
            i -= 2
        else:
            break
    return i


def owner(scan: Scan, start: int, role: Span, floor: int) -> tuple[int, Span | None, Span | None, Span]:
    """The body or country that an office belongs to, and where the whole phrase starts."""
    i = start
    country: Span | None = None
    if i > floor and scan.lexicon.gazetteer.is_demonym(scan.key(i - 1)):
        country, i = (i - 1, i), i - 1
    if i > floor and scan.has(i - 1, "words.conjunctions") and scan.is_role(i - 2) and i - 2 >= floor:
        other = role_start(scan, i - 2, floor)
        start, organization, land, _ = owner(scan, other, (other, i - 1), floor)
        return start, organization, land or country, role
    if i > floor and scan.case_at(i - 1)[0] == "genitive" and scan.has(i - 1, "case.genitive"):
        left = left_phrase(scan, i - 1, floor)
        if left is None:
            return i, None, country, role
        return _owner_phrase(scan, left, i - 1, country, role)
    if i > floor and country is None:
        left = left_phrase(scan, i, floor)
        if (
            left is not None
            and i - left == 1
            and scan.case_at(left - 1)[0] == "genitive"
            and not scan.has(left, "organization.heads")
        ):
            outer = left_phrase(scan, left - 1, floor)
            if outer is not None and _is_land(scan, outer, left - 1):
                return outer, None, (outer, left - 1), (left, role[1])
        if left is not None and not _is_land(scan, left, i):
            return left, without_prefix(scan, left, i), None, role
        if left is not None:
            return left, None, (left, i), role
    return i, None, country, role


def _owner_phrase(
    scan: Scan, left: int, end: int, country: Span | None, role: Span
) -> tuple[int, Span | None, Span | None, Span]:
    if _is_land(scan, left, end) or (
        end - left == 1 and scan.has(role[1] - 1, "role.territorial") and not scan.has(left, "organization.heads")
    ):
        return left, None, (left, end), role
    if any(not scan.is_common(n) or scan.has(n, "organization.heads") for n in range(left, end)):
        body = without_prefix(scan, left, end)
        start = left
        if scan.case_at(left - 1)[0] == "genitive":
            outer = left_phrase(scan, left - 1, 0)
            if (
                outer is not None
                and _is_land(scan, outer, left - 1)
                and scan.sentence_of(outer) == scan.sentence_of(left)
            ):
                return outer, body, (outer, left - 1), role
        return start, body, country, role
    whole = role if all(scan.has(n, "organization.generic") for n in range(left, end)) else (left, role[1])
    if scan.case_at(left - 1)[0] == "genitive":
        outer = left_phrase(scan, left - 1, 0)
        if outer is not None and _is_land(scan, outer, left - 1):
            return outer, None, (outer, left - 1), whole
    return left, None, country, whole


def _is_land(scan: Scan, start: int, end: int) -> bool:
    """Whether a phrase is a country, region or place, or its adjective, perhaps with an everyday word beside it."""
    i = start
    named = False
    while i < end:
        n = scan.place_at(i)
        if n and i + n <= end:
            i += n
            named = True
        elif scan.lexicon.gazetteer.is_demonym(scan.key(i)):
            i += 1
            named = True
        elif scan.is_hyphen(i) or (scan.is_common(i) and not scan.has(i, "organization.heads")):
            i += 1
        else:
            return False
    return named


def left_phrase(scan: Scan, end: int, floor: int) -> int | None:
    """Where the noun phrase that ends before ``end`` starts; None where there is none."""
    i = end
    head_is_body = scan.has(end - 1, "organization.heads")
    while i > floor:
        j = i - 1
        if scan.words[j].newline:
            break
        if (
            scan.is_hyphen(j)
            and i < end
            or scan.has(j, "words.conjunctions")
            and head_is_body
            and scan.has(j - 1, "role.modifiers")
            and scan.is_common(i)
            and not scan.is_role(j - 1)
        ):
            i = j
        elif (
            scan.is_closed(j)
            or scan.is_honorific(j)
            or (i < end and _is_delegation(scan, j))
            or (scan.is_role(j) and not _role_in_body(scan, j, end))
            or scan.has(j, "organization.heads")
            and i < end
            and scan.has(end - 1, "organization.heads")
            and not scan.is_name(i)
            and not scan.is_common(i)
        ):
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


def without_prefix(scan: Scan, start: int, end: int) -> Span:
    """A body without the common noun before its name: ``कंपनी X`` and ``राहत संस्था X`` are X."""
    for i in range(start, end - 1):
        if scan.has(i, "organization.prefixes") and scan.is_name(i + 1):
            return i + 1, end
    while start < end - 1 and scan.has(start, "words.these"):
        start += 1
    return start, end


def precedes_role(scan: Scan, end: int, limit: int) -> bool:
    """Whether the name before ``end`` is the body of an office: ``X के अध्यक्ष``, ``X प्रमुख``."""
    k = end
    if scan.is_hyphen(k):
        k += 1
        while k < limit and scan.is_name(k):
            k += 1
    if scan.case_at(k)[0] == "genitive" and scan.has(k, "case.genitive"):
        k += 1
    while k < limit and (is_modifier(scan, k) or scan.is_hyphen(k) or scan.lexicon.gazetteer.is_demonym(scan.key(k))):
        k += 1
    if scan.has(k, "words.conjunctions") and is_modifier(scan, k + 1) and scan.is_role(k + 2):
        k += 2
    return k < limit and scan.is_role(k)


def role_after(scan: Scan, end: int, limit: int) -> tuple[Span | None, int]:
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
                return (role_start(scan, k, end + 1), k + 1), k + 2 if ends else k + 1
            return None, end
        if scan.is_closed(k) and scan.case_at(k)[0] != "genitive":
            return None, end
    return None, end
