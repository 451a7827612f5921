"""Events: a trigger in a clause, and the sides, place and time that stand around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.clauses import Clause
from kg.extractors.scan import Scan
from kg.extractors.setting import find_mode, find_near_place, find_place, find_status, find_time
from kg.extractors.sides import PEOPLE, faces, find_slots, hosted, owned, sided
from kg.extractors.types import EventType
from kg.extractors.units import Unit
from kg.findings import Frame, Slot


def frames(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], types: Sequence[EventType]) -> list[Frame]:
    """All frames of a report in text order."""
    out: list[Frame] = []
    for n, clause in enumerate(stretches):
        told = unfinished = False
        i = clause.start
        while i < clause.end:
            frame, length = _frame_at(scan, found, stretches, n, i, types)
            if frame is not None:
                out.append(frame)
                told = True
                unfinished = frame.anaphoric
            i += max(length, 1)
        if not told or unfinished:
            out.extend(_companions(scan, found, clause, types))
    return out


def _frame_at(
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, types: Sequence[EventType]
) -> tuple[Frame | None, int]:
    clause = stretches[n]
    if any(u.start <= i < u.end for u in found) or _is_title(scan, i):
        return None, 1
    for kind in types:
        if kind.requires and not any(
            scan.phrase_at(k, kind.phrases[kind.requires]) for k in range(clause.start, clause.end)
        ):
            continue
        for strength in ("nouns", "weak", "verbs"):
            length = scan.phrase_at(i, kind.phrases[strength])
            if not length:
                continue
            teller = _verb_frame if strength == "verbs" else _noun_frame
            frame = teller(scan, found, stretches, n, i, length, kind, strength)
            if frame is not None:
                return replace(frame, family=kind.family), length
    return None, 1


def _is_title(scan: Scan, i: int) -> bool:
    """Whether word ``i`` stands in the quoted title of a book or a body: a few words between quotation marks."""
    before = next((k for k in range(i - 1, max(-1, i - 5), -1) if scan.is_quote(k)), None)
    after = next((k for k in range(i + 1, min(len(scan.words), i + 5)) if scan.is_quote(k)), None)
    return (
        before is not None
        and after is not None
        and after - before < 6
        and scan.words[before - 1].space
        and not scan.words[before].space
    )


def _noun_frame(
    scan: Scan,
    found: Sequence[Unit],
    stretches: Sequence[Clause],
    n: int,
    i: int,
    length: int,
    kind: EventType,
    strength: str,
) -> Frame | None:
    clause = stretches[n]
    after = i + length
    while scan.has(after, "words.particles"):
        after += 1
    if _with_partner(scan, clause, i, kind) or _is_gift(scan, i, after, kind):
        return None
    if scan.phrase_at(after, scan.lexicon.phrases["verbs.sidelines"]):
        return None
    slots, subject = find_slots(scan, found, stretches, n, i, kind)
    sides = [s for s in slots if s.part != "companion"]
    if kind.stands_alone:
        return _lone_frame(scan, found, stretches, n, i, after, kind, strength, slots)
    direct = any(faces(scan, found, g, i, kind) for g in clause.groups) or hosted(scan, clause, i, kind)
    anaphoric = _determined(scan, i, clause.start)
    case = scan.case_at(after)[0]
    bare = not direct and case in {"in", "about", "object", "until", "at", "source"}
    realized = _realized(scan, found, after, clause.end, kind)
    if not realized and not direct and case != "about":
        return None
    if (
        strength == "weak"
        and not direct
        and not anaphoric
        and not any(g.case in {"chair", "leader"} for g in clause.groups)
        and not sided(scan, clause, i, found)
    ):
        if not (bare or _continues(scan, clause, found, i)):
            return None
        anaphoric = True
    if bare and not sides:
        anaphoric = True
    if not sides and not anaphoric:
        anaphoric = True
    trigger = scan.mention(i, _trigger_end(scan, after, clause.end, kind), f"{kind.id}:{strength}")
    frame = Frame(
        type=kind.id,
        trigger=trigger,
        sentence=clause.sentence,
        status=find_status(scan, stretches, n, i),
        mode=find_mode(scan, clause, kind, i, strength),
        slots=tuple(slots),
        place=find_place(scan, found, stretches, n, i, anaphoric),
        time=find_time(scan, stretches, n, i),
        anaphoric=anaphoric or bare and not direct,
        weak=strength == "weak",
        another=_another(scan, clause, i),
        subjectless=not subject,
        separately=scan.phrase_in(clause.start, i, "verbs.separately"),
    )
    return _unless_unreal(scan, clause, frame, i)


def _lone_frame(
    scan: Scan,
    found: Sequence[Unit],
    stretches: Sequence[Clause],
    n: int,
    i: int,
    after: int,
    kind: EventType,
    strength: str,
    slots: list[Slot],
) -> Frame | None:
    """An event of a type that nothing else in the report goes on telling: a visit, an election."""
    clause = stretches[n]
    core = [g for g in clause.groups if g.case in kind.core]
    if not any(found[s.reference].kind in {"person", "pronoun", "description"} for s in slots) or not core:
        return None
    if strength == "weak" and not _realized(scan, found, after, clause.end, kind):
        return None
    frame = Frame(
        type=kind.id,
        trigger=scan.mention(i, _trigger_end(scan, after, clause.end, kind), f"{kind.id}:{strength}"),
        sentence=clause.sentence,
        status=find_status(scan, stretches, n, i),
        mode=None,
        slots=tuple(slots),
        place=find_near_place(found, clause, i, kind),
        time=find_time(scan, stretches, n, i),
    )
    return _unless_unreal(scan, clause, frame, i)


def _realized(scan: Scan, found: Sequence[Unit], after: int, end: int, kind: EventType) -> bool:
    """Whether a trigger noun is carried by a verb: right after it, or after times, places and chairs."""
    k = after
    while k < end:
        if scan.phrase_at(k, kind.phrases["light"]) or scan.is_punct(k):
            return True
        unit = next((u for u in found if u.start == k), None)
        if unit is not None:
            k = unit.end
            k += scan.case_at(k)[1]
        elif k in scan.timed:
            k += 1
            if k not in scan.timed:
                k += scan.case_at(k)[1]
        elif scan.case_at(k)[0] in {"genitive", "object"} and k == after:
            return False
        elif scan.is_closed(k) and not scan.case_at(k)[0]:
            return scan.has(k, "verbs.past") or scan.has(k, "verbs.future")
        else:
            k += 1
    return True


def _verb_frame(
    scan: Scan,
    found: Sequence[Unit],
    stretches: Sequence[Clause],
    n: int,
    i: int,
    length: int,
    kind: EventType,
    strength: str,
) -> Frame | None:
    clause = stretches[n]
    if any(scan.phrase_at(k, kind.phrases["objects"]) for k in range(max(clause.start, i - 3), i)):
        return None
    if _with_partner(scan, clause, i, kind):
        return None
    kind = replace(kind, parts={**kind.parts, **kind.verb_parts})
    slots, subject = find_slots(scan, found, stretches, n, i, kind)
    if kind.stands_alone:
        return _lone_frame(scan, found, stretches, n, i, i + length, kind, strength, slots)
    faced = [
        g
        for g in clause.groups
        if g.case in kind.verb_core and g.end <= i and any(found[u].kind in PEOPLE | {"organization"} for u in g.units)
    ]
    if not subject:
        follower = next(
            (k for k, u in enumerate(found) if u.start == i + length and u.kind in {"person", "description"}), None
        )
        if follower is not None and faced:
            slots.append(Slot(follower, kind.parts.get("subject", "principal")))
            subject = True
    people = [s for s in slots if found[s.reference].kind in PEOPLE]
    if (
        not faced
        and not (len(people) > 1 and not owned(scan, clause, i, kind))
        and not any(found[s.reference].kind == "pair" for s in slots)
    ):
        return None
    if scan.has(i + length, "words.complementizer") or (scan.is_name(i + length) and not subject and not faced):
        return None
    if not _verb_ends(scan, i + length, clause.end, found):
        return None
    trigger = scan.mention(i, _trigger_end(scan, i + length, clause.end, kind), f"{kind.id}:{strength}")
    frame = Frame(
        type=kind.id,
        trigger=trigger,
        sentence=clause.sentence,
        status=find_status(scan, stretches, n, i),
        mode=find_mode(scan, clause, kind, i, strength),
        slots=tuple(slots),
        place=find_place(scan, found, stretches, n, i),
        time=find_time(scan, stretches, n, i),
        another=_another(scan, clause, i),
        subjectless=not subject,
    )
    return _unless_unreal(scan, clause, frame, i)


def _verb_ends(scan: Scan, i: int, end: int, found: Sequence[Unit]) -> bool:
    """Whether the verb before ``i`` is finite: an end, an auxiliary, or (in a headline) a person follows."""
    if i >= end or scan.is_punct(i) or scan.is_closed(i):
        return scan.case_at(i)[0] in {"", "genitive"} or i >= end
    return any(u.start == i and u.kind in {"person", "description"} for u in found)


def _continues(scan: Scan, clause: Clause, found: Sequence[Unit], i: int) -> bool:
    """``दोनों नेताओं ने ... पर चर्चा की``: goes on telling a meeting."""
    return any(found[u].kind == "pair" for g in clause.groups for u in g.units)


def _determined(scan: Scan, i: int, floor: int) -> bool:
    return any(scan.has(k, "words.these") for k in range(max(floor, i - 2), i))


def _with_partner(scan: Scan, clause: Clause, i: int, kind: EventType) -> bool:
    """Talks with reporters: a partner word in the "with" phrase before the trigger."""
    for k in range(max(clause.start, i - 7), i):
        if scan.phrase_at(k, kind.phrases["partners"]):
            rest = range(k + 1, i)
            if any(scan.case_at(j)[0] == "with" for j in rest) and not any(
                g.case == "with" and g.start > k and g.end <= i for g in clause.groups
            ):
                return True
    return False


def _is_gift(scan: Scan, i: int, after: int, kind: EventType) -> bool:
    if not scan.phrase_at(i, kind.phrases["gift_nouns"]):
        return False
    if (
        scan.case_at(i - 1)[0] == "object"
        or scan.phrase_at(after, kind.phrases["giving"])
        or scan.phrase_at(after, kind.phrases["gifts"])
    ):
        return True
    return any(scan.phrase_at(k, kind.phrases["gifts"]) for k in range(max(0, i - 3), i))


def _trigger_end(scan: Scan, after: int, limit: int, kind: EventType) -> int:
    """A trigger with its verb: ``मुलाकात की थी``."""
    end = after
    while (
        end < limit
        and end - after < 3
        and (scan.has(end, "verbs.past") or scan.has(end, "verbs.future") or scan.has(end, "verbs.present"))
    ):
        if scan.has(end, "case.genitive") and end + 1 < limit and not scan.is_closed(end + 1):
            break
        end += 1
    return end


def _another(scan: Scan, clause: Clause, i: int) -> bool:
    return scan.phrase_in(clause.start, i + 1, "verbs.another")


def _unless_unreal(scan: Scan, clause: Clause, frame: Frame, i: int) -> Frame | None:
    following = next((k for k in range(i, clause.end) if scan.words[k].start >= frame.trigger.end), clause.end)
    if frame.weak and frame.status == "held" and scan.phrase_in(i, min(following + 4, clause.end), "verbs.ongoing"):
        return None
    if scan.phrase_in(i, min(following + 4, clause.end), "verbs.infinitive") and frame.status in {"held", "planned"}:
        return None
    if frame.status == "held" and scan.phrase_in(clause.start, clause.end, "verbs.unreal"):
        return replace(frame, anaphoric=True, slots=()) if frame.anaphoric and not frame.slots else None
    return frame


def _companions(scan: Scan, found: Sequence[Unit], clause: Clause, types: Sequence[EventType]) -> Iterator[Frame]:
    """``A और B भी मौजूद थे``, ``जिसमें A ने हिस्सा लिया``: more people at the event told before."""
    for kind in (t for t in types if t.family == t.id):
        at = next((k for k in range(clause.start, clause.end) if scan.phrase_at(k, kind.phrases["attending"])), None)
        if at is None or any(scan.has(k, "words.negations") for k in range(clause.start, clause.end)):
            continue
        units = [
            u
            for g in clause.groups
            if g.case in {"agent", "", "by", "leader"} and g.end <= at + 8 or g.case == "present"
            for u in g.units
            if found[u].kind in {"person", "description"}
        ]
        part = "chair" if scan.phrase_in(clause.start, clause.end, "verbs.chairing") else "companion"
        if units:
            yield Frame(
                type=kind.id,
                family=kind.family,
                trigger=scan.mention(at, at + 1, f"{kind.id}:attending"),
                sentence=clause.sentence,
                status="held",
                slots=tuple(Slot(u, part) for u in units),
                anaphoric=True,
                weak=True,
                companions=True,
            )
            return
