"""When, where, by which means, and whether: the setting of a trigger."""

from __future__ import annotations

from kg.extractors.clauses import Group
from kg.extractors.scan import Scan
from kg.extractors.site import Site
from kg.nouns import Mention, Mode, Status, When


def find_status(site: Site) -> Status:
    """Whether it took place, by the words of the clause; a denial also by those of the clause that governs it."""
    scan, clause = site.scan, site.clause
    if scan.phrase_in(site.at, clause.end, "verbs.cancelled"):
        return "cancelled"
    if scan.phrase_in(clause.start, clause.end, "verbs.denied"):
        return "denied"
    if clause.complement and site.number > 0:
        governing = site.clauses[site.number - 1]
        if scan.phrase_in(governing.start, governing.end, "verbs.denied"):
            return "denied"
    future = any(scan.has(k, "verbs.future") for k in range(site.at, clause.end))
    return "planned" if future or scan.phrase_in(site.at, clause.end, "verbs.planned") else "held"


def find_mode(site: Site) -> Mode | None:
    """The channel, by its words in the clause; None where a weak trigger ("talks") leaves it open."""
    modes: tuple[Mode, ...] = ("phone", "video", "indirect")
    for mode in modes:
        if site.has_phrase(site.words(), mode):
            return mode
    return None if site.strength == "weak" else "in_person"


def find_place(site: Site, anaphoric: bool = False) -> int | None:
    """The place: the last one before the trigger, else a body's seat, else one after it, else of the clause before."""
    before = _places(site, site.groups, {"in", "at"}, "place") or _places(site, site.groups, {"in"}, "organization")
    earlier = [u for u in before if site.units[u].end <= site.at]
    if earlier or anaphoric:
        return earlier[-1] if earlier else None
    after = [u for u in _places(site, site.groups, {"in", "at"}, "place") if site.units[u].start > site.at]
    if after:
        return after[0]
    return find_place(site.before(), anaphoric) if _goes_on(site) else None


def _places(site: Site, groups: tuple[Group, ...], cases: set[str], kind: str) -> list[int]:
    return [g.units[-1] for g in groups if g.case in cases and site.units[g.units[-1]].kind == kind]


def find_near_place(site: Site) -> int | None:
    """The place right before a trigger: ``चीन के दौरे``, ``भारत यात्रा``; else the nearest one in its cases."""
    groups = tuple(g for g in site.groups if g.end <= site.at)
    places = _places(site, groups, set(site.kind.place_cases), "place")
    return places[-1] if places else None


def _goes_on(site: Site) -> bool:
    """Whether a clause shares time and place with the one before: no subject of its own, or "where" opens it."""
    scan, clause, number = site.scan, site.clause, site.number
    if number == 0 or site.clauses[number - 1].sentence != clause.sentence:
        return False
    if scan.has(clause.start, "words.where"):
        return True
    if clause.complement or scan.has(clause.start, "words.relative"):
        return False
    return not any(g.case in {"agent", ""} for g in clause.groups)


def find_time(site: Site) -> int | None:
    """The time of a trigger: in its clause, a day before anything wider; else of the clause it continues."""
    scan, clause = site.scan, site.clause
    position = scan.words[site.at].start
    start, end = scan.words[clause.start].start, scan.words[clause.end - 1].end
    before_only = scan.case_at(site.at + 1)[0] == "about"
    inside = [
        (_is_wide(when), abs(position - span.start), k)
        for k, when, span in _spoken(scan)
        if start <= span.start < end and not (before_only and span.start > position) and not _given_up(scan, span)
    ]
    if inside:
        return min(inside)[2]
    if _goes_on(site):
        return find_time(site.before())
    if scan.phrase_in(clause.start, clause.end, "verbs.meanwhile") and clause.sentence > 0:
        floor = scan.words[scan.sentences[clause.sentence - 1][0]].start
        told = [k for k, _, span in _spoken(scan) if floor <= span.start < start]
        return told[-1] if told else None
    return None


def _spoken(scan: Scan) -> list[tuple[int, When, Mention]]:
    return [(k, when, when.evidence) for k, when in enumerate(scan.times) if when.evidence is not None]


def _is_wide(when: When) -> bool:
    return when.earliest is None or when.earliest != when.latest


def _given_up(scan: Scan, span: Mention) -> bool:
    """A time that no longer holds: ``गुरुवार के बजाय``."""
    following = next((k for k, w in enumerate(scan.words) if w.start >= span.end), len(scan.words))
    return scan.phrase_at(following, scan.lexicon.phrases["verbs.instead"]) > 0
