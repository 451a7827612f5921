"""Two readings of one report as one: by the model, and by rules.

Where both agree on who met whom, the report is told as the rules tell it: they see the parts people take, later
mentions of a meeting, and meetings told by a speaker. Where they differ, what the model says stands; where it sees no
meeting, what the rules say of two or more. Places, times, offices and bodies that one lacks are filled in from the
other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.findings import Findings, Frame, Reference, Slot, Speech
from kg.nouns import Mention
from kg.text import name_key, one_name

MEETING = "meeting"
NAMES = frozenset({"person", "organization", "place"})
SURE = 0.6
"""How sure the model must be of a meeting for it to count against a reading that does not see it."""


@dataclass(frozen=True)
class _Company:
    """The references of both readings in text order, and the new number of each old one."""

    references: tuple[Reference, ...]
    of_first: tuple[int, ...]
    of_second: tuple[int, ...]


def joined(model: Findings, rules: Findings) -> Findings:
    """The findings of both readings; sentences and times are those of the reading that stands."""
    if not _agree(model, rules):
        return _told(model, rules)
    return _told(_seen(_spoken(rules, model), model), model)


def _spoken(rules: Findings, model: Findings) -> Findings:
    """The rules' findings with the statements of both readings.

    One that both find has the words of the rules and the speaker of the model. A speaker whose name the model does not
    see is none, unless a meeting is told in what he says.
    """
    references = [*rules.references]
    told = {frame.speech for frame in rules.frames}
    speeches: list[tuple[Speech, int | None]] = []
    found: set[int] = set()
    for n, speech in enumerate(rules.speeches):
        same = next((i for i, s in enumerate(model.speeches) if _overlap(s.cue, speech.cue)), None)
        if same is not None:
            found.add(same)
            speaker = model.speeches[same].speaker
            if speaker is not None:
                speech = replace(speech, speaker=_placed(references, model.references[speaker]))
        elif n not in told and not _known(rules, speech, model):
            continue
        speeches.append((speech, n))
    for i, speech in enumerate(model.speeches):
        if i not in found:
            speaker = _placed(references, model.references[speech.speaker]) if speech.speaker is not None else None
            speeches.append((replace(speech, speaker=speaker, sentence=_sentence(rules, speech.cue)), None))
    speeches.sort(key=lambda item: item[0].cue.start)
    new = {old: n for n, (_, old) in enumerate(speeches)}
    frames = (replace(f, speech=new[f.speech]) if f.speech is not None else f for f in rules.frames)
    return replace(
        rules, references=tuple(references), speeches=tuple(speech for speech, _ in speeches), frames=tuple(frames)
    )


def _placed(references: list[Reference], name: Reference) -> int:
    """The number of a name among references; added where it is not there."""
    n = next((n for n, r in enumerate(references) if _one_name(r, name)), len(references))
    if n == len(references):
        references.append(name)
    return n


def _known(rules: Findings, speech: Speech, model: Findings) -> bool:
    """Whether the model sees the name of a speaker; a pronoun or none may be anybody."""
    speaker = rules.references[speech.speaker] if speech.speaker is not None else None
    return speaker is None or speaker.kind not in NAMES or any(_one_name(speaker, r) for r in model.references)


def _seen(rules: Findings, model: Findings) -> Findings:
    """The rules' findings without the names that no meeting and no statement needs and the model does not see."""
    needed = {slot.reference for frame in rules.frames for slot in frame.slots}
    needed |= {n for frame in rules.frames for n in (frame.place,) if n is not None}
    needed |= {s.speaker for s in rules.speeches if s.speaker is not None}
    kept = [
        n
        for n, r in enumerate(rules.references)
        if n in needed or r.kind not in NAMES or any(_one_name(r, other) for other in model.references)
    ]
    new = {old: n for n, old in enumerate(kept)}
    return replace(
        rules,
        references=tuple(rules.references[n] for n in kept),
        frames=tuple(_renumbered(frame, new) for frame in rules.frames),
        speeches=tuple(replace(s, speaker=new[s.speaker] if s.speaker is not None else None) for s in rules.speeches),
    )


def _told(stands: Findings, other: Findings) -> Findings:
    """A reading, with what the other knows of the same names and meetings; one without meetings has the other's."""
    company = _company(stands, other)
    others = [
        replace(
            _renumbered(frame, company.of_second),
            sentence=_sentence(stands, frame.trigger),
            speech=None,
            time=_time(stands, other, frame),
        )
        for frame in other.frames
    ]
    own = [_renumbered(frame, company.of_first) for frame in stands.frames]
    frames = [_filled_frame(company.references, frame, others) for frame in own]
    frames = frames or [frame for frame in others if _of_two(company.references, frame)]
    speeches = tuple(
        replace(s, speaker=company.of_first[s.speaker] if s.speaker is not None else None) for s in stands.speeches
    )
    order = sorted(frames, key=lambda f: (f.trigger.start, f.trigger.end))
    return replace(stands, references=company.references, frames=tuple(order), speeches=speeches)


def _of_two(references: Sequence[Reference], frame: Frame) -> bool:
    """Whether a frame names two or more who met, or is of another kind."""
    named = {name_key(references[s.reference].span.text) for s in frame.slots if references[s.reference].kind in NAMES}
    return frame.family != MEETING or len(named) > 1


def _filled_frame(references: Sequence[Reference], frame: Frame, others: Sequence[Frame]) -> Frame:
    """A frame with the place and the time that another reading gives the same meeting, where it has none."""
    same = [o for o in others if o.family == frame.family and _same(references, frame, o)]
    places = [frame.place, *(o.place for o in same)]
    times = [frame.time, *(o.time for o in same)]
    return replace(
        frame,
        place=next((place for place in places if place is not None), None),
        time=next((time for time in times if time is not None), None),
    )


def _agree(model: Findings, rules: Findings) -> bool:
    """Whether both readings see the same meetings of the same people; what the model is unsure of does not count."""
    company = _company(rules, model)
    references = company.references
    others = [_renumbered(f, company.of_first) for f in rules.frames if f.family == MEETING]
    own = [_renumbered(f, company.of_second) for f in model.frames]
    for frame in own:
        same = [o for o in others if _same(references, frame, o)]
        if not same and frame.trigger.confidence >= SURE or same and not _same_people(references, frame, same):
            return False
    plain = [o for o in others if o.speech is None and not o.anaphoric and _people(references, o)]
    return all(any(_same(references, frame, o) for frame in own) for o in plain)


def _same_people(references: Sequence[Reference], frame: Frame, others: Sequence[Frame]) -> bool:
    """Whether a meeting has the same people in both readings; a pronoun of the rules may be anybody."""
    here = _people(references, frame)
    there = [name for other in others for name in _people(references, other)]
    open_ = any(references[slot.reference].kind not in NAMES for other in others for slot in other.slots)
    known = all(any(one_name(name, other) for other in here) for name in there)
    return known and (open_ or all(any(one_name(name, other) for other in there) for name in here))


def _time(stands: Findings, adds: Findings, frame: Frame) -> int | None:
    """The first reading's number of the time of a frame: both find the same words."""
    if frame.time is None:
        return None
    words = adds.times[frame.time].evidence
    return next((n for n, when in enumerate(stands.times) if when.evidence == words), None)


def _company(stands: Findings, adds: Findings) -> _Company:
    whole = list(stands.references)
    where: list[int] = []
    for reference in adds.references:
        n = next((n for n, r in enumerate(stands.references) if _one_name(r, reference)), None)
        if n is None:
            where.append(len(whole))
            whole.append(replace(reference, sentence=_sentence(stands, reference.span)))
        else:
            where.append(n)
            whole[n] = _filled(whole[n], reference)
    order = sorted(range(len(whole)), key=lambda n: (whole[n].span.start, whole[n].span.end, n))
    new = {old: n for n, old in enumerate(order)}
    return _Company(
        tuple(whole[n] for n in order),
        tuple(new[n] for n in range(len(stands.references))),
        tuple(new[n] for n in where),
    )


def _one_name(first: Reference, second: Reference) -> bool:
    """Whether two references are one name; where their kinds differ, the first stands."""
    return _overlap(first.span, second.span) and first.kind in NAMES and second.kind in NAMES


def _overlap(first: Mention, second: Mention) -> bool:
    return first.start < second.end and second.start < first.end


def _filled(first: Reference, second: Reference) -> Reference:
    if first.kind != "person" or second.kind != "person":
        return first
    role = first.role or second.role
    body = second.organization
    inside = role is not None and body is not None and role.start <= body.start and body.end <= role.end
    return replace(
        first,
        role=role,
        organization=first.organization or (None if inside else body),
        country=first.country or second.country,
        case=first.case or second.case,
    )


def _renumbered(frame: Frame, new: Sequence[int] | Mapping[int, int]) -> Frame:
    slots = tuple(Slot(new[s.reference], s.part) for s in frame.slots)
    return replace(frame, slots=slots, place=new[frame.place] if frame.place is not None else None)


def _same(references: Sequence[Reference], frame: Frame, other: Frame) -> bool:
    """Whether the model's meeting is one that the rules tell: the same words, or the same two people."""
    if _overlap(frame.trigger, other.trigger):
        return True
    if frame.time is not None and other.time is not None and frame.time != other.time:
        return False
    here, there = (_people(references, f) for f in (frame, other))
    shared = sum(any(one_name(a, b) for b in there) for a in here)
    beside = frame.sentence == other.sentence
    return shared >= 2 or (shared == 1 and beside) or (not there and other.family == MEETING)


def _people(references: Sequence[Reference], frame: Frame) -> list[list[str]]:
    people = (references[s.reference] for s in frame.slots)
    return list({name_key(r.span.text): name_key(r.span.text).split() for r in people if r.kind == "person"}.values())


def _sentence(findings: Findings, mention: Mention) -> int:
    starts = [s.start for s in findings.sentences]
    return max(0, bisect_right(starts, mention.start) - 1)
