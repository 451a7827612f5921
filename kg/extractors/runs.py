"""How far a name reaches."""

from __future__ import annotations

from kg.extractors.scan import Scan

_MAX_NAME = 6
_MOST_NICKNAMES = 2


def name_end(scan: Scan, i: int, limit: int, *, cued: bool) -> int:
    """Where the name that starts at ``i`` ends; ``i`` itself where there is none."""
    j = i
    while j < limit and j - i < _MAX_NAME + 2:
        if j > i and (scan.words[j - 1].newline or _is_place_after(scan, j)):
            break
        if scan.is_hyphen(j) and j > i and scan.is_name(j + 1):
            j += 2
        elif (
            scan.is_initial(j)
            or (scan.is_letter(j) and _letter_opens(scan, j, i, cued))
            or scan.is_name(j)
            or (j == i and cued and _given_name(scan, j))
            or cued
            and not scan.is_closed(j)
            and not scan.is_role(j)
            and not scan.has(j, "organization.heads")
            and not scan.is_honorific(j)
            or j > i
            and scan.has(j, "role.surnames")
            and not scan.is_name(j + 1)
        ):
            j += 1
        else:
            break
    if not (
        cued
        and j - i <= 4
        and not scan.is_common(j - 2)
        and _closes_name(scan, j)
        and any(scan.is_name(n) for n in range(i, j))
    ):
        while j > i and (scan.is_common(j - 1) and not scan.is_initial(j - 1)):
            j -= 1
    if all(scan.is_initial(n) or scan.is_letter(n) or scan.is_hyphen(n) for n in range(i, j)):
        return i
    return j


def nickname_end(scan: Scan, i: int, limit: int) -> int:
    """Where a name between quotation marks right after a name ends: ``X Y 'Z' ने``; ``i`` itself where there is none."""
    if not scan.is_quote(i):
        return i
    j = i + 1
    while j < limit and j - i <= _MOST_NICKNAMES and not scan.is_closed(j):
        j += 1
    return j + 1 if j > i + 1 and scan.is_quote(j) and _closes_name(scan, j + 1) else i


def _is_place_after(scan: Scan, j: int) -> bool:
    """A place after a name is no part of it: ``जयशंकर ईरान``, ``बिष्ट देहरादून में``."""
    n = scan.place_at(j)
    return bool(n) and (is_country(scan, j, n) or scan.case_at(j + n)[0] in {"in", "at"})


def _closes_name(scan: Scan, j: int) -> bool:
    return (
        bool(scan.case_at(j)[0])
        or scan.key(j) == ","
        or scan.has(j, "words.conjunctions")
        or scan.has(j, "words.particles")
    )


def _letter_opens(scan: Scan, j: int, start: int, cued: bool) -> bool:
    follows = scan.is_name(j + 1) or (scan.is_letter(j + 1) and scan.key(j + 1) not in scan.lexicon.closed)
    if scan.key(j) in scan.lexicon.closed:
        return cued and j == start and scan.is_name(j + 1) and bool(scan.case_at(_run_end(scan, j + 1))[0])
    return follows or (j > start and scan.is_initial(j))


def _given_name(scan: Scan, j: int) -> bool:
    """A relative pronoun that is a given name, between an office and a surname: ``राष्ट्रपति जो बाइडन ने``."""
    return (
        scan.has(j, "words.correlative")
        and scan.is_role(j - 1)
        and scan.is_name(j + 1)
        and bool(scan.case_at(_run_end(scan, j + 1))[0])
    )


def _run_end(scan: Scan, i: int) -> int:
    while i < len(scan.words) and scan.is_name(i):
        i += 1
    return i


def opens_with_initial(scan: Scan, i: int) -> bool:
    """An initial that opens a name: ``ए.``, or a bare letter name with a name or a letter after it."""
    if scan.is_initial(i):
        return True
    return (
        scan.is_letter(i)
        and scan.key(i) not in scan.lexicon.closed
        and (scan.is_letter(i + 1) or scan.is_name(i + 1))
        and not scan.words[i].newline
    )


def is_country(scan: Scan, i: int, length: int) -> bool:
    """Whether ``length`` words from ``i`` on name a country or a region in the gazetteer."""
    return any(
        row.kind in {"country", "region"}
        for row in scan.lexicon.gazetteer.lookup(" ".join(scan.key(i + n) for n in range(length)))
    )
