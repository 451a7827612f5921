"""Bodies and places."""

from __future__ import annotations

from kg.extractors.offices import is_modifier, left_phrase, without_prefix
from kg.extractors.scan import Scan
from kg.extractors.units import Unit


def body_at(scan: Scan, i: int, floor: int, limit: int) -> Unit | None:
    """A body that ends in a word such as ministry, university, party."""
    end = _body_end(scan, i, limit)
    if scan.has(end, "organization.of") and end + 1 < limit:
        end += 2
        while end < limit and (scan.is_name(end) or scan.has(end, "organization.heads")):
            end += 1
    follows_role = end < limit and (scan.is_role(end) or is_modifier(scan, end) and scan.is_role(end + 1))
    if follows_role:
        return None
    left = left_phrase(scan, end, floor)
    if left is None or (
        scan.has(end - 1, "organization.prefixes") and not scan.is_closed(end) and not scan.is_role(end)
    ):
        return None
    if scan.case_at(end)[0] == "genitive":
        k = end + 1
        while k < limit and (is_modifier(scan, k) or scan.is_hyphen(k)):
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
    if scan.has(end - 1, "organization.weak") and all(scan.is_common(n) for n in range(left, end)):
        return None
    return Unit("organization", left, end, without_prefix(scan, left, end))


def _body_end(scan: Scan, i: int, limit: int) -> int:
    end = i + 1
    while end < limit and scan.has(end, "organization.heads") and not scan.words[end - 1].newline:
        end += 1
    return end


def opens_body(scan: Scan, end: int, limit: int) -> bool:
    """Whether the words from ``end`` on run into the head of a body: ``समरकंद | राज्य विश्वविद्यालय``."""
    k = end
    while k < limit and k - end < 6:
        if scan.words[k - 1].newline:
            return False
        if scan.has(k, "organization.heads"):
            return True
        if (
            scan.has(k, "words.conjunctions")
            and k > end
            and scan.is_common(k - 1)
            and scan.is_common(k + 1)
            and not scan.is_role(k + 1)
        ):
            k += 1
        elif (scan.is_closed(k) and not scan.is_hyphen(k)) or scan.is_role(k) or scan.is_honorific(k):
            return False
        else:
            k += 1
    return False


def place_at(scan: Scan, i: int, length: int, limit: int) -> Unit | None:
    """A place of the gazetteer, or the hall that it opens; None where it only tells whose body or office follows."""
    end = i + length
    tail = end
    while tail < limit and (scan.is_name(tail) or scan.is_common(tail)) and not scan.is_closed(tail) and tail - end < 5:
        tail += 1
        if scan.has(tail - 1, "place.heads") and scan.case_at(tail)[0] in {"in", "at"}:
            return Unit("place", i, tail, (i, tail))
    if opens_body(scan, end, limit):
        return None
    k = end
    while k < limit and is_modifier(scan, k):
        k += 1
    if k < limit and scan.is_role(k):
        return None
    if scan.case_at(end)[0] == "genitive":
        k = end + 1
        while k < limit and (
            is_modifier(scan, k) or scan.is_hyphen(k) or scan.has(k, "words.conjunctions") and is_modifier(scan, k + 1)
        ):
            k += 1
        if k < limit and scan.is_role(k):
            return None
    return Unit("place", i, end, (i, end))


def venue_at(scan: Scan, i: int, floor: int) -> Unit | None:
    """A hall or house without a name of its own: ``ज़िला सभागार में``."""
    left = left_phrase(scan, i + 1, floor)
    return Unit("place", left, i + 1, (left, i + 1)) if left is not None and left < i else None


def venue_end(scan: Scan, end: int, limit: int) -> int:
    """Where a venue ends that a name opens: ``अटल अक्षय | ऊर्जा भवन में``; ``end`` itself where it is none."""
    k = end
    while k < limit and k - end < 5 and not scan.is_closed(k):
        k += 1
        if scan.has(k - 1, "place.heads") and scan.case_at(k)[0] in {"in", "at"}:
            return k
    return end
