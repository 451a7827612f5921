"""Groups of units with their case, and the clauses of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extractors.names import joined
from kg.extractors.offices import after_parenthesis
from kg.extractors.scan import Scan
from kg.extractors.units import Unit


@dataclass(frozen=True, slots=True)
class Group:
    """Coordinated units (indexes) that share one case; ``case`` is '' for the nominative. ``end`` is after the case."""

    units: tuple[int, ...]
    case: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of words with at most one finite verb group.

    ``groups`` stand in it; ``complement``: it tells what was said (``कि`` opens it).
    """

    start: int
    end: int
    sentence: int
    groups: tuple[Group, ...]
    complement: bool = False


def groups(scan: Scan, found: Sequence[Unit]) -> list[Group]:
    """All units grouped by coordination, each group with the case that follows its last unit."""
    out: list[Group] = []
    i = 0
    while i < len(found):
        j = i
        while j + 1 < len(found) and _coordinated(scan, found[j], found[j + 1]):
            j += 1
        end = _before_case(scan, found[j].end)
        case, length = _fused_case(scan, found[j]) if found[j].kind == "pronoun" else scan.case_at(end)
        if case == "in" and found[j].kind == "pair":
            case = "between"
        out.append(Group(tuple(range(i, j + 1)), case, found[i].start, end + length))
        i = j + 1
    return _spread(scan, out, found)


def _before_case(scan: Scan, end: int) -> int:
    """Where the case mark of a unit stands: after its brackets, quotation marks, dashes and particles."""
    while True:
        closing = after_parenthesis(scan, end, end + 8)
        if closing:
            end = closing
        elif scan.key(end) in {")", "-", "–", "—"} or scan.is_quote(end) or scan.has(end, "words.particles"):
            end += 1
        else:
            return end


def _fused_case(scan: Scan, unit: Unit) -> tuple[str, int]:
    """The case of a pronoun, whose mark is written together with it: ``उन्होंने``, ``उनसे``, ``उनके साथ``."""
    key = scan.key(unit.start)
    for p, category in (entry for entries in scan.lexicon.cases.values() for entry in entries):
        if (
            key.endswith(p[0])
            and len(key) > len(p[0])
            and all(scan.key(unit.end + n) == w for n, w in enumerate(p[1:]))
        ):
            return category, len(p) - 1
    return ("object", 0) if scan.has(unit.start, "words.object_pronouns") else scan.case_at(unit.end)


def _coordinated(scan: Scan, left: Unit, right: Unit) -> bool:
    if scan.sentence_of(left.start) != scan.sentence_of(right.start):
        return False
    kinds = {left.kind, right.kind}
    people = {"person", "description", "pronoun", "members"}
    bodies = {"organization", "place", "members"}
    if not (kinds <= people or kinds <= bodies or kinds <= {"person", "organization", "description", "members"}):
        return False
    return joined(scan, left.end, right.start) or (
        right.kind == "members" and _and_members(scan, left.end, right.start)
    )


def _and_members(scan: Scan, end: int, start: int) -> bool:
    """Members after a name, between the words ``end`` to ``start``: ``A और अन्य नेताओं``, ``A और समिति के सदस्यों``."""
    if not scan.has(end, "words.conjunctions") or start - end > _MEMBERS_REACH:
        return False
    return not any(
        scan.is_punct(i) or scan.case_at(i)[0] not in {"", "genitive"} or scan.has(i, "words.conjunctions")
        for i in range(end + 1, start)
    )


_MEMBERS_REACH = 5


def _spread(scan: Scan, found: list[Group], units: Sequence[Unit]) -> list[Group]:
    """Bodies before "के नेताओं" belong to the group of their members."""
    out: list[Group] = []
    for group in found:
        before = out[-1] if out else None
        first = units[group.units[0]]
        if (
            before is not None
            and first.kind == "members"
            and before.case == "genitive"
            and before.end >= first.start - 1
            and len(group.units) == 1
        ):
            bodies = [u for u in before.units if units[u].kind in {"organization", "place", "person"}]
            if len(bodies) == len(before.units):
                out[-1] = Group((*before.units, *group.units), group.case, before.start, group.end)
                continue
        out.append(group)
    return out


def is_finite(scan: Scan, i: int, end: int) -> bool:
    """Whether a finite verb group ends at word ``i``."""
    key = scan.key(i)
    lexicon = scan.lexicon
    finite = lexicon.has("verbs.past", key) or lexicon.has("verbs.present", key) or lexicon.has("verbs.future", key)
    if not finite or i in scan.timed:
        return False
    after = i + 1
    if after >= end or scan.is_punct(after) or scan.has(after, "words.complementizer"):
        return True
    goes_on = scan.has(after, "words.conjunctions") or scan.has(after, "words.relative")
    if not goes_on and not scan.phrase_at(after, lexicon.phrases["words.breakers"]):
        return False
    return not lexicon.has("case.genitive", key) or _follows_noun(scan, i)


def _follows_noun(scan: Scan, i: int) -> bool:
    """Whether "की" at ``i`` is the verb: after an everyday noun (``बातचीत की``), not after a name or place."""
    return i > 0 and not scan.is_name(i - 1) and not scan.place_at(i - 1)


def clauses(scan: Scan, found: Sequence[Unit]) -> list[Clause]:
    """The clauses of a report in order."""
    all_groups = groups(scan, found)
    inside = {n for u in found for n in range(u.start, u.end)}
    out: list[Clause] = []
    for number, (start, end) in enumerate(scan.sentences):
        cuts = [(start, "")]
        i = start
        while i < end:
            if i not in inside:
                if i > start and (
                    scan.has(i, "words.relative") or scan.phrase_at(i, scan.lexicon.phrases["words.breakers"])
                ):
                    if scan.is_punct(i - 1) or any(is_finite(scan, k, end) for k in range(cuts[-1][0], i)):
                        cuts.append((i, scan.key(i)))
                elif scan.has(i, "words.complementizer"):
                    cuts.append((i + 1, scan.key(i)))
                elif scan.key(i) == ";":
                    cuts.append((i + 1, ";"))
                elif is_finite(scan, i, end) and i + 1 < end:
                    nxt = i + 1
                    if scan.has(nxt, "words.conjunctions") or scan.key(nxt) in {",", ";", "-", "–", "—", "--"}:
                        cuts.append((nxt + 1, scan.key(nxt)))
            i += 1
        cuts = _distinct(cuts, end)
        for n, (a, opener) in enumerate(cuts):
            b = cuts[n + 1][0] if n + 1 < len(cuts) else end
            inner = tuple(g for g in all_groups if a <= g.start < b)
            out.append(Clause(a, b, number, inner, scan.lexicon.has("words.complementizer", opener)))
    return out


def _distinct(cuts: list[tuple[int, str]], end: int) -> list[tuple[int, str]]:
    merged: list[tuple[int, str]] = []
    for position, opener in sorted(cuts):
        if position >= end:
            continue
        if merged and merged[-1][0] == position:
            merged[-1] = (position, opener or merged[-1][1])
        else:
            merged.append((position, opener))
    return merged
