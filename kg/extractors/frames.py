"""Events: a trigger in a clause, and the sides, place and time that stand around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extractors.clauses import Clause, Group
from kg.extractors.names import Unit
from kg.extractors.scan import Scan
from kg.extractors.types import EventType
from kg.findings import Frame, Slot
from kg.nouns import Mode, Status, When

_PEOPLE = {"person", "description", "pronoun", "pair", "members"}


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
        if kind.requires and not any(scan.phrase_at(k, kind.phrases[kind.requires]) for k in range(clause.start, clause.end)):
            continue
        for strength in ("nouns", "weak", "verbs"):
            length = scan.phrase_at(i, kind.phrases[strength])
            if not length:
                continue
            teller = _verb_frame if strength == "verbs" else _noun_frame
            frame = teller(scan, found, stretches, n, i, length, kind, strength)
            if frame is not None:
                return frame, length
    return None, 1


def _is_title(scan: Scan, i: int) -> bool:
    """Whether word ``i`` stands in the quoted title of a book or a body: a few words between quotation marks."""
    before = next((k for k in range(i - 1, max(-1, i - 5), -1) if scan.is_quote(k)), None)
    after = next((k for k in range(i + 1, min(len(scan.words), i + 5)) if scan.is_quote(k)), None)
    return before is not None and after is not None and after - before < 6 and scan.words[before - 1].space and not scan.words[before].space


def _noun_frame(
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, length: int, kind: EventType, strength: str
) -> Frame | None:
    clause = stretches[n]
    after = i + length
    while scan.has(after, "words.particles"):
        after += 1
    if _with_partner(scan, clause, i, kind) or _is_gift(scan, i, after, kind):
        return None
    if scan.phrase_at(after, scan.lexicon.phrases["verbs.sidelines"]):
        return None
    slots, subject = _slots(scan, found, stretches, n, i, kind)
    sides = [s for s in slots if s.part != "companion"]
    direct = any(_faces(scan, found, g, i) for g in clause.groups) or _hosted(scan, clause, i, kind)
    anaphoric = _determined(scan, i, clause.start)
    case = scan.case_at(after)[0]
    bare = not direct and case in {"in", "about", "object", "until", "at", "source"}
    realized = _realized(scan, found, after, clause.end, kind)
    if not realized and not direct and case != "about":
        return None
    if strength == "weak" and not direct and not anaphoric and not any(
        g.case in {"chair", "leader"} for g in clause.groups
    ) and not _sided(scan, clause, i, found):
        if not (bare or _continues(scan, clause, found, i)):
            return None
        anaphoric = True
    if bare and not sides:
        anaphoric = True
    if not sides and not anaphoric:
        anaphoric = True
    trigger = scan.mention(i, _trigger_end(scan, after, clause.end, kind), f"{kind.id}:{strength}")
    frame = Frame(
        type=kind.id, trigger=trigger, sentence=clause.sentence, status=_status(scan, stretches, n, i), mode=_mode(scan, clause, kind, i, strength),
        slots=tuple(slots), place=_place(scan, found, stretches, n, i, anaphoric), time=_time(scan, stretches, n, i), anaphoric=anaphoric or bare and not direct,
        weak=strength == "weak", another=_another(scan, clause, i), subjectless=not subject, separately=scan.phrase_in(clause.start, i, "verbs.separately"),
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
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, length: int, kind: EventType, strength: str
) -> Frame | None:
    clause = stretches[n]
    if any(scan.phrase_at(k, kind.phrases["objects"]) for k in range(max(clause.start, i - 3), i)):
        return None
    if _with_partner(scan, clause, i, kind):
        return None
    slots, subject = _slots(scan, found, stretches, n, i, kind)
    faced = [g for g in clause.groups if g.case == "with" and g.end <= i and any(found[u].kind in _PEOPLE | {"organization"} for u in g.units)]
    if not subject:
        follower = next((k for k, u in enumerate(found) if u.start == i + length and u.kind in {"person", "description"}), None)
        if follower is not None and faced:
            slots.append(Slot(follower, kind.parts.get("subject", "principal")))
            subject = True
    people = [s for s in slots if found[s.reference].kind in _PEOPLE]
    if not faced and not (len(people) > 1 and not _owned(scan, clause, i, kind)) and not any(found[s.reference].kind == "pair" for s in slots):
        return None
    if scan.has(i + length, "words.complementizer") or (scan.is_name(i + length) and not subject and not faced):
        return None
    if not _verb_ends(scan, i + length, clause.end, found):
        return None
    trigger = scan.mention(i, _trigger_end(scan, i + length, clause.end, kind), f"{kind.id}:{strength}")
    frame = Frame(
        type=kind.id, trigger=trigger, sentence=clause.sentence, status=_status(scan, stretches, n, i), mode=_mode(scan, clause, kind, i, strength),
        slots=tuple(slots), place=_place(scan, found, stretches, n, i), time=_time(scan, stretches, n, i), another=_another(scan, clause, i),
        subjectless=not subject,
    )
    return _unless_unreal(scan, clause, frame, i)


def _verb_ends(scan: Scan, i: int, end: int, found: Sequence[Unit]) -> bool:
    """Whether the verb before ``i`` is finite: an end, an auxiliary, or (in a headline) a person follows."""
    if i >= end or scan.is_punct(i) or scan.is_closed(i):
        return scan.case_at(i)[0] in {"", "genitive"} or i >= end
    return any(u.start == i and u.kind in {"person", "description"} for u in found)


def _owned(scan: Scan, clause: Clause, i: int, kind: EventType) -> bool:
    """A dative before the verb: ``X को ... मिला`` is receiving, but ``X को Y से मिलना था`` is meeting."""
    return not scan.phrase_at(i, kind.phrases["dative"]) and any(g.case == "object" and g.end <= i for g in clause.groups)


def _faces(scan: Scan, found: Sequence[Unit], group: Group, i: int) -> bool:
    """Whether a group is the other side right before a trigger noun: ``X से (अपनी) मुलाकात``, ``X और Y के बीच बातचीत``."""
    if group.end > i or group.case not in {"with", "between"}:
        return False
    if not any(found[u].kind in _PEOPLE | {"organization", "place"} for u in group.units):
        return False
    return _clear(scan, found, group.end, i)


def _hosted(scan: Scan, clause: Clause, i: int, kind: EventType) -> bool:
    """Guests before a word of hosting: ``X की मेज़बानी की``."""
    return scan.phrase_at(i, kind.phrases["hosting"]) > 0 and any(g.case == "genitive" and g.end == i for g in clause.groups)


def _clear(scan: Scan, found: Sequence[Unit], start: int, end: int) -> bool:
    """No case mark and no verb between ``start`` and ``end``, but for those of times and places."""
    k = start
    while k < end:
        unit = next((u for u in found if u.start == k), None)
        if unit is not None and unit.end <= end:
            k = unit.end
            category, length = scan.case_at(k)
            if category in {"in", "at", "with", "about", "object", "genitive"}:
                k += length
            continue
        if k in scan.timed:
            k += 1
            if k < end and k not in scan.timed:
                k += scan.case_at(k)[1]
            continue
        category, length = scan.case_at(k)
        if category in {"in", "at", "about", "genitive"}:
            k += length
            continue
        if category or scan.has(k, "verbs.future") or (scan.has(k, "verbs.past") and not scan.has(k + 1, "words.these") and not k + 1 == end and not scan.is_common(k + 1)):
            return False
        k += 1
    return True


def _bound(scan: Scan, found: Sequence[Unit], start: int, end: int) -> bool:
    """Whether "X का" at ``start`` belongs to the trigger at ``end``: only other sides, times, places, adjectives between."""
    k = start
    apart = False
    while k < end:
        unit = next((u for u in found if u.start == k), None)
        if unit is not None and unit.end <= end:
            apart = True
            category, length = scan.case_at(unit.end)
            if category not in {"with", "in", "at"} and unit.end < end and not scan.key(unit.end) == ",":
                return False
            k = unit.end + max(length, 1 if unit.end < end and not length else 0)
        elif k in scan.timed:
            apart = True
            k += 1
            if k < end and k not in scan.timed:
                k += scan.case_at(k)[1]
        elif apart and scan.case_at(k)[0] in {"in", "at"}:
            k += 1
        elif scan.case_at(k)[0] or (scan.is_closed(k) and not scan.has(k, "words.these") and not scan.has(k, "words.own")):
            return False
        else:
            k += 1
    return True


def _sided(scan: Scan, clause: Clause, i: int, found: Sequence[Unit]) -> bool:
    return any(g.case in {"with", "between"} and g.end <= i and any(found[u].kind in _PEOPLE | {"organization"} for u in g.units) for g in clause.groups)


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
            if any(scan.case_at(j)[0] == "with" for j in rest) and not any(g.case == "with" and g.start > k and g.end <= i for g in clause.groups):
                return True
    return False


def _is_gift(scan: Scan, i: int, after: int, kind: EventType) -> bool:
    if scan.key(i) != "भेंट":
        return False
    if scan.key(i - 1) == "को" or scan.key(after) in {"किया", "किए", "चढ़ाई", "चढ़ाया", "में"} or scan.phrase_at(after, kind.phrases["gifts"]):
        return True
    return any(scan.phrase_at(k, kind.phrases["gifts"]) for k in range(max(0, i - 3), i))


def _trigger_end(scan: Scan, after: int, limit: int, kind: EventType) -> int:
    """A trigger with its verb: ``मुलाकात की थी``."""
    end = after
    while end < limit and end - after < 3 and (scan.has(end, "verbs.past") or scan.has(end, "verbs.future") or scan.has(end, "verbs.present")):
        if scan.key(end) in {"की", "के", "का"} and end + 1 < limit and not scan.is_closed(end + 1):
            break
        end += 1
    return end


def _slots(
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, kind: EventType
) -> tuple[list[Slot], bool]:
    """The sides of a trigger, and whether the clause has its own subject."""
    clause = stretches[n]
    slots: dict[int, str] = {}
    subject = False
    between = any(g.case == "between" and g.end <= i for g in clause.groups)
    happens = scan.phrase_at(i + 1, kind.phrases["happening"]) > 0
    about = scan.case_at(i + 1)[0] == "about"
    faced = any(_faces(scan, found, g, i) for g in clause.groups)
    chairing = scan.key(i + 1) == "की" and scan.key(i + 2) in {"अध्यक्षता", "सदारत", "सह"}
    for group in clause.groups:
        part = kind.parts.get(group.case, "")
        if group.case == "agent":
            if between or happens or (group.start > i and about and not faced):
                continue
            part, subject = ("chair" if chairing else part), True
        elif group.case == "genitive":
            if not (group.end <= i and _bound(scan, found, group.end, i)) or _inner_genitive(scan, found, group, i):
                continue
            subject = True
        elif group.case == "object" and scan.phrase_at(i, kind.phrases["dative"]) and not subject:
            part, subject = kind.parts.get("subject", ""), True
        elif group.case == "":
            if subject or not _nominative(scan, found, group, clause, i):
                continue
            part, subject = kind.parts.get("subject", ""), True
        elif group.case in {"with", "between", "honor"} and group.start > i:
            continue
        if not part:
            continue
        for unit in group.units:
            if _can_take_part(scan, found[unit], group.case):
                slots.setdefault(unit, part)
    if not subject and not any(p in {"principal", "chair"} for p in slots.values()):
        inherited = _inherited(found, stretches, n)
        for unit in inherited:
            slots.setdefault(unit, kind.parts.get("agent", "principal"))
        subject = bool(inherited)
    return [Slot(u, p) for u, p in sorted(slots.items())], subject


def _inner_genitive(scan: Scan, found: Sequence[Unit], group: Group, i: int) -> bool:
    """``X की Y से``: a side only where the phrase after it is about the trigger, not about Y's relation to X."""
    nxt = next((u for u in found if u.start == group.end), None)
    return nxt is not None and nxt.kind == "description" and nxt.role is not None and scan.key(group.end - 1) == "के"


def _nominative(scan: Scan, found: Sequence[Unit], group: Group, clause: Clause, i: int) -> bool:
    units = [found[u] for u in group.units]
    if not all(u.kind in _PEOPLE | {"organization"} for u in units):
        return False
    if any(u.kind == "organization" for u in units) and group is not clause.groups[0]:
        return False
    if group.start > i:
        return False
    if any(g.case == "agent" for g in clause.groups):
        return False
    if len(units) == 1 and units[0].kind == "person" and not units[0].cued and units[0].end - units[0].start == 1:
        return scan.key(units[0].end) in {"भी"} or units[0].end in scan.timed or scan.key(units[0].end) == "," or True
    return True


def _can_take_part(scan: Scan, unit: Unit, case: str) -> bool:
    if unit.kind == "place":
        rows = scan.lexicon.gazetteer.lookup(" ".join(scan.key(k) for k in range(*unit.name)))
        return case in {"between", "with", "agent", "genitive"} and any(r.kind == "country" for r in rows)
    return unit.kind in _PEOPLE or unit.kind == "organization"


def _inherited(found: Sequence[Unit], stretches: Sequence[Clause], n: int) -> tuple[int, ...]:
    """The subject of the clause before, where this one goes on without its own."""
    clause = stretches[n]
    if clause.opener == "कि":
        return ()
    for earlier in reversed(stretches[:n]):
        if earlier.sentence != clause.sentence:
            break
        for group in earlier.groups:
            if group.case == "agent" or (group.case == "" and all(found[u].kind in _PEOPLE for u in group.units)):
                return group.units
    return ()


def _status(scan: Scan, stretches: Sequence[Clause], n: int, i: int) -> Status:
    clause = stretches[n]
    start, end = clause.start, clause.end
    if scan.phrase_in(i, end, "verbs.cancelled"):
        return "cancelled"
    if scan.phrase_in(start, end, "verbs.denied"):
        return "denied"
    if clause.opener == "कि" and n > 0 and scan.phrase_in(stretches[n - 1].start, stretches[n - 1].end, "verbs.denied"):
        return "denied"
    if scan.phrase_in(i, end, "verbs.planned"):
        return "planned"
    if any(scan.has(k, "verbs.future") for k in range(i, end)):
        return "planned"
    return "held"


def _mode(scan: Scan, clause: Clause, kind: EventType, i: int, strength: str) -> Mode | None:
    modes: tuple[Mode, ...] = ("phone", "video", "indirect")
    for mode in modes:
        if any(scan.phrase_at(k, kind.phrases[mode]) for k in range(clause.start, clause.end)):
            return mode
    return None if strength == "weak" else "in_person"


def _place(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, anaphoric: bool = False) -> int | None:
    clause = stretches[n]
    before = [u for g in clause.groups for u in g.units[-1:] if g.case in {"in", "at"} and found[u].kind == "place" and g.end <= i]
    before = before or [u for g in clause.groups for u in g.units[-1:] if g.case == "in" and found[u].kind == "organization" and g.end <= i]
    if before or anaphoric:
        return before[-1] if before else None
    after = [u for g in clause.groups for u in g.units[-1:] if g.case in {"in", "at"} and found[u].kind == "place" and g.start > i]
    if after:
        return after[0]
    return _place(scan, found, stretches, n - 1, i, anaphoric) if _goes_on(scan, stretches, n) else None


def _goes_on(scan: Scan, stretches: Sequence[Clause], n: int) -> bool:
    """Whether a clause shares time and place with the one before: no subject of its own, or "where" opens it."""
    clause = stretches[n]
    if n == 0 or stretches[n - 1].sentence != clause.sentence:
        return False
    if scan.has(clause.start, "words.where"):
        return True
    return clause.opener != "कि" and not scan.has(clause.start, "words.relative") and not any(g.case in {"agent", ""} for g in clause.groups)


def _time(scan: Scan, stretches: Sequence[Clause], n: int, i: int) -> int | None:
    """The time of a trigger: in its clause, a day before anything wider, the nearest one; else the clause it continues."""
    clause = stretches[n]
    position = scan.words[i].start
    a, b = scan.words[clause.start].start, scan.words[clause.end - 1].end
    after_only = scan.case_at(i + 1)[0] == "about"
    inside = [(k, w) for k, w in enumerate(scan.times) if w.evidence is not None and a <= w.evidence.start < b and not _replaced(scan, w) and not (after_only and w.evidence.start > position)]
    if inside:
        def distance(item: tuple[int, object]) -> tuple[int, int]:
            when = scan.times[item[0]]
            assert when.evidence is not None
            exact = when.earliest is not None and when.earliest == when.latest
            return (0 if exact else 1, abs(position - when.evidence.start))
        return min(inside, key=distance)[0]
    if _goes_on(scan, stretches, n):
        return _time(scan, stretches, n - 1, i)
    if scan.phrase_in(clause.start, clause.end, "verbs.meanwhile") and clause.sentence > 0:
        floor = scan.words[scan.sentences[clause.sentence - 1][0]].start
        earlier = [k for k, w in enumerate(scan.times) if w.evidence is not None and floor <= w.evidence.start < a]
        return earlier[-1] if earlier else None
    return None


def _replaced(scan: Scan, when: When) -> bool:
    """A time that is given up: ``गुरुवार के बजाय``."""
    assert when.evidence is not None
    end = when.evidence.end
    following = next((k for k, w in enumerate(scan.words) if w.start >= end), len(scan.words))
    return scan.phrase_at(following, scan.lexicon.phrases["verbs.instead"]) > 0


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
    for kind in types:
        at = next((k for k in range(clause.start, clause.end) if scan.phrase_at(k, kind.phrases["attending"])), None)
        if at is None or any(scan.has(k, "words.negations") for k in range(clause.start, clause.end)):
            continue
        units = [
            u for g in clause.groups if g.case in {"agent", "", "by", "leader"} and g.end <= at + 8 or g.case == "present" for u in g.units if found[u].kind in {"person", "description"}
        ]
        part = "chair" if scan.phrase_in(clause.start, clause.end, "verbs.chairing") else "companion"
        if units:
            yield Frame(
                type=kind.id, trigger=scan.mention(at, at + 1, f"{kind.id}:attending"), sentence=clause.sentence, status="held", slots=tuple(Slot(u, part) for u in units),
                anaphoric=True, weak=True, companions=True,
            )
            return
