"""Events: a trigger in a clause, and the sides, place and time that stand around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.clauses import Clause
from kg.extractors.scan import Scan
from kg.extractors.setting import find_mode, find_near_place, find_place, find_status, find_time
from kg.extractors.sides import faces, find_slots, hosted, owned, sided
from kg.extractors.site import PEOPLE, Site
from kg.extractors.types import EventType
from kg.extractors.units import Unit
from kg.findings import Frame, Slot

_STRENGTHS = ("nouns", "weak", "verbs")


def frames(scan: Scan, units: Sequence[Unit], clauses: Sequence[Clause], types: Sequence[EventType]) -> list[Frame]:
    """All frames of a report in text order."""
    out: list[Frame] = []
    inside = {k for u in units for k in range(u.start, u.end)}
    opening = frozenset().union(*(kind.phrases[strength] for kind in types for strength in _STRENGTHS))
    for number, clause in enumerate(clauses):
        told: list[Frame] = []
        i = clause.start
        while i < clause.end:
            closed = scan.key(i) not in opening or i in inside or _is_title(scan, i)
            sites = () if closed else _sites(scan, units, clauses, number, i, types)
            site, frame = next(((s, f) for s in sites if (f := _tell(s)) is not None), (None, None))
            if site is not None and frame is not None:
                told.append(replace(frame, family=site.kind.family))
            i += site.length if site is not None else 1
        out.extend(told)
        if not told or told[-1].anaphoric:
            out.extend(_companions(scan, units, clause, types))
    return out


def _sites(
    scan: Scan, units: Sequence[Unit], clauses: Sequence[Clause], number: int, i: int, types: Sequence[EventType]
) -> Iterator[Site]:
    """Each reading of word ``i`` as a trigger."""
    for kind in types:
        for strength in _STRENGTHS:
            length = scan.phrase_at(i, kind.phrases[strength])
            if length:
                site = Site(scan, units, clauses, number, i, length, kind, strength)
                if not kind.requires or site.has_phrase(site.words(), kind.requires):
                    yield site


def _is_title(scan: Scan, i: int) -> bool:
    """Whether word ``i`` stands in the quoted title of a book or a body: a few words between quotation marks."""
    before = next((k for k in range(i - 1, max(-1, i - 5), -1) if scan.is_quote(k)), None)
    after = next((k for k in range(i + 1, min(len(scan.words), i + 5)) if scan.is_quote(k)), None)
    if before is None or after is None or after - before >= 6:
        return False
    return scan.words[before - 1].space and not scan.words[before].space


def _tell(site: Site) -> Frame | None:
    """The frame that a trigger tells, None where it tells none."""
    if _talks_to_press(site):
        return None
    if site.kind.stands_alone:
        frame = _lone_frame(site)
    elif site.strength == "verbs":
        frame = _verb_frame(replace(site, kind=replace(site.kind, parts={**site.kind.parts, **site.kind.verb_parts})))
    else:
        frame = _noun_frame(site)
    return _unless_unreal(site, frame) if frame is not None else None


def _noun_frame(site: Site) -> Frame | None:
    scan = site.scan
    if _is_gift(site) or scan.phrase_at(site.after, scan.lexicon.phrases["verbs.sidelines"]):
        return None
    slots, _ = find_slots(site)
    direct = any(faces(site, g) for g in site.groups) or hosted(site)
    case = scan.case_at(site.after)[0]
    if not direct and case != "about" and not _realized(site):
        return None
    bare = not direct and case in {"in", "about", "object", "until", "at", "source"}
    determined = any(scan.has(k, "words.these") for k in range(max(site.clause.start, site.at - 2), site.at))
    led = any(g.case in {"chair", "leader"} for g in site.groups)
    continuing = site.strength == "weak" and not (direct or determined or led or sided(site))
    if continuing and not bare and not _about_the_two(site):
        return None
    named = any(s.part != "companion" for s in slots)
    chaired_only = site.at == site.clause.start and bool(slots) and all(s.part == "chair" for s in slots)
    anaphoric = determined or continuing or not named or chaired_only
    return replace(
        _frame(site, slots),
        place=find_place(site, anaphoric or bare and not named),
        anaphoric=anaphoric or bare,
        weak=site.strength == "weak",
        separately=scan.phrase_in(site.clause.start, site.at, "verbs.separately"),
    )


def _frame(site: Site, slots: Sequence[Slot]) -> Frame:
    scan, clause = site.scan, site.clause
    return Frame(
        type=site.kind.id,
        trigger=scan.mention(site.at, _trigger_end(site), f"{site.kind.id}:{site.strength}"),
        sentence=clause.sentence,
        status=find_status(site),
        mode=find_mode(site),
        slots=tuple(slots),
        place=find_place(site),
        time=find_time(site),
        another=scan.phrase_in(clause.start, site.at + 1, "verbs.another"),
    )


def _lone_frame(site: Site) -> Frame | None:
    """An event of a type that nothing else in the report goes on telling: a visit, an election."""
    slots, _ = find_slots(site)
    core = any(g.case in site.kind.core for g in site.groups)
    people = any(site.units[s.reference].kind in {"person", "pronoun", "description"} for s in slots)
    if not core or not people or (site.strength == "weak" and not _realized(site)):
        return None
    return replace(_frame(site, slots), mode=None, place=find_near_place(site), another=False)


def _realized(site: Site) -> bool:
    """Whether a trigger noun is carried by a verb: right after it, or after times, places and chairs."""
    scan, k, end = site.scan, site.after, site.clause.end
    while k < end:
        if site.is_phrase(k, "light") or scan.is_punct(k):
            return True
        unit = site.unit_at(k)
        if unit is not None:
            k = unit.end + scan.case_at(unit.end)[1]
        elif k in scan.timed:
            k += 1
            if k not in scan.timed:
                k += scan.case_at(k)[1]
        elif k == site.after and scan.case_at(k)[0] in {"genitive", "object"}:
            return False
        elif scan.has(k, "words.adverbs"):
            k += 1
        elif scan.is_closed(k) and not scan.case_at(k)[0]:
            return scan.has(k, "verbs.past") or scan.has(k, "verbs.future")
        else:
            k += 1
    return True


def _verb_frame(site: Site) -> Frame | None:
    scan, units = site.scan, site.units
    after = site.at + site.length
    if site.has_phrase(range(max(site.clause.start, site.at - 3), site.at), "objects"):
        return None
    slots, subject = find_slots(site)
    faced = any(
        g.case in site.kind.verb_core and g.end <= site.at and site.kinds(g) & (PEOPLE | {"organization"})
        for g in site.groups
    )
    if not subject and faced:
        follower = next(
            (k for k, u in enumerate(units) if u.start == after and u.kind in {"person", "description"}), None
        )
        if follower is not None:
            slots.append(Slot(follower, site.kind.parts.get("subject", "principal")))
            subject = True
    kinds = [units[s.reference].kind for s in slots]
    together = "pair" in kinds or (sum(k in PEOPLE for k in kinds) > 1 and not owned(site))
    if not faced and not together:
        return None
    if scan.has(after, "words.complementizer") or not _verb_ends(site, after):
        return None
    return _frame(site, slots)


def _verb_ends(site: Site, i: int) -> bool:
    """Whether the verb before ``i`` is finite: an end, an auxiliary, or (in a headline) a person follows."""
    scan = site.scan
    if i >= site.clause.end or scan.is_punct(i):
        return True
    if scan.is_closed(i):
        return scan.case_at(i)[0] in {"", "genitive"}
    unit = site.unit_at(i)
    return unit is not None and unit.kind in {"person", "description"}


def _about_the_two(site: Site) -> bool:
    """``दोनों नेताओं ने ... पर चर्चा की``: goes on telling a meeting."""
    return any("pair" in site.kinds(g) for g in site.groups)


def _talks_to_press(site: Site) -> bool:
    """Talks with reporters: a partner word in the "with" phrase before the trigger."""
    for k in range(max(site.clause.start, site.at - 7), site.at):
        if not site.is_phrase(k, "partners"):
            continue
        marked = any(site.scan.case_at(j)[0] == "with" for j in range(k + 1, site.at))
        if marked and not any(g.case == "with" and g.start > k and g.end <= site.at for g in site.groups):
            return True
    return False


def _is_gift(site: Site) -> bool:
    """``X को भेंट किया``, ``किताब भेंट``: the word in its sense of a gift."""
    if not site.is_phrase(site.at, "gift_nouns"):
        return False
    scan = site.scan
    given = scan.case_at(site.at - 1)[0] == "object" and site.at - 2 not in scan.timed
    if given or site.is_phrase(site.after, "giving"):
        return True
    marks = (k for k in range(site.clause.start, site.at) if scan.case_at(k)[0] == "object")
    receiver = any(k - 1 not in scan.timed for k in marks)
    if receiver and not any(g.case == "with" for g in site.groups):
        return True
    return site.has_phrase([site.after, *range(max(0, site.at - 3), site.at)], "gifts")


def _trigger_end(site: Site) -> int:
    """The end of a trigger with its verb: ``मुलाकात की थी``."""
    scan, limit = site.scan, site.clause.end
    start = end = site.at + site.length if site.strength == "verbs" else site.after
    while end < limit and end - start < 3 and any(scan.has(end, f"verbs.{t}") for t in ("past", "present", "future")):
        if scan.has(end, "case.genitive") and end + 1 < limit and not scan.is_closed(end + 1):
            break
        end += 1
    return end


def _unless_unreal(site: Site, frame: Frame) -> Frame | None:
    """The frame, unless its clause tells a wish, a condition, or talks that go on on no one occasion."""
    scan, clause = site.scan, site.clause
    following = next((k for k in range(site.at, clause.end) if scan.words[k].start >= frame.trigger.end), clause.end)
    near = min(following + 4, clause.end)
    if frame.weak and frame.status == "held" and scan.phrase_in(site.at, near, "verbs.ongoing"):
        return None
    if frame.status in {"held", "planned"} and scan.phrase_in(site.at, near, "verbs.infinitive"):
        return None
    if frame.status == "held" and scan.phrase_in(clause.start, clause.end, "verbs.unreal"):
        return frame if frame.anaphoric and not frame.slots else None
    return frame


def _companions(scan: Scan, units: Sequence[Unit], clause: Clause, types: Sequence[EventType]) -> Iterator[Frame]:
    """``A और B भी मौजूद थे``, ``जिसमें A ने हिस्सा लिया``: more people at the event told before."""
    words = range(clause.start, clause.end)
    if any(scan.has(k, "words.negations") for k in words):
        return
    case = "chair" if scan.phrase_in(clause.start, clause.end, "verbs.chairing") else "present"
    for kind in (t for t in types if t.family == t.id and case in t.parts):
        at = next((k for k in words if scan.phrase_at(k, kind.phrases["attending"])), None)
        if at is None and scan.has(clause.start, "words.wherein"):
            at = clause.end
        if at is None or any(
            scan.phrase_at(k, kind.phrases["elsewhere"]) and scan.case_at(k + 1)[0] == "in" for k in words
        ):
            continue
        near = [g for g in clause.groups if g.case == "present" or (g.case in _ATTENDING and g.end <= at + 8)]
        people = [u for g in near for u in g.units if units[u].kind in {"person", "description"}]
        if people:
            yield Frame(
                type=kind.id,
                family=kind.family,
                trigger=scan.mention(min(at, clause.end - 1), min(at + 1, clause.end), f"{kind.id}:attending"),
                sentence=clause.sentence,
                status="held",
                slots=tuple(Slot(u, kind.parts[case]) for u in people),
                anaphoric=True,
                weak=True,
                companions=True,
            )
            return


_ATTENDING = frozenset({"agent", "", "by", "leader"})
