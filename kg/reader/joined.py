"""Two readings of one report as one: by the model, and by rules.

Where both agree on who met whom, the report is told as the rules tell it: they see the parts people take, later
mentions of a meeting, and meetings told by a speaker. Where they differ, what the model says stands; where it sees no
meeting, what the rules say of two or more. Places, times, offices and bodies that one lacks are filled in from the
other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.findings import Findings, Frame, Reference
from kg.reader.company import company_of, overlap, people, renumbered, sentence
from kg.reader.labels import NAMES
from kg.reader.spoken import seen, spoken
from kg.text import name_key, one_name

MEETING = "meeting"
SURE = 0.6
"""How sure the model must be of a meeting for it to count against a reading that does not see it."""


def joined(model: Findings, rules: Findings) -> Findings:
    """The findings of both readings; sentences and times are those of the reading that stands."""
    if not _agree(model, rules):
        return _told(model, rules)
    return _told(seen(spoken(rules, model), model), model)


def _told(stands: Findings, other: Findings) -> Findings:
    """A reading, with what the other knows of the same names and meetings; one without meetings has the other's."""
    company = company_of(stands, other)
    others = [
        replace(
            renumbered(frame, company.of_second),
            sentence=sentence(stands, frame.trigger),
            speech=None,
            time=_time(stands, other, frame),
        )
        for frame in other.frames
    ]
    own = [renumbered(frame, company.of_first) for frame in stands.frames]
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
    company = company_of(rules, model)
    references = company.references
    others = [renumbered(f, company.of_first) for f in rules.frames if f.family == MEETING]
    own = [renumbered(f, company.of_second) for f in model.frames]
    for frame in own:
        same = [o for o in others if _same(references, frame, o)]
        if not same and frame.trigger.confidence >= SURE or same and not _same_people(references, frame, same):
            return False
    plain = [o for o in others if o.speech is None and not o.anaphoric and people(references, o)]
    return all(any(_same(references, frame, o) for frame in own) for o in plain)


def _same_people(references: Sequence[Reference], frame: Frame, others: Sequence[Frame]) -> bool:
    """Whether a meeting has the same people in both readings; a pronoun of the rules may be anybody."""
    here = people(references, frame)
    there = [name for other in others for name in people(references, other)]
    open_ = any(references[slot.reference].kind not in NAMES for other in others for slot in other.slots)
    known = all(any(one_name(name, other) for other in here) for name in there)
    return known and (open_ or all(any(one_name(name, other) for other in there) for name in here))


def _time(stands: Findings, adds: Findings, frame: Frame) -> int | None:
    """The first reading's number of the time of a frame: both find the same words."""
    if frame.time is None:
        return None
    words = adds.times[frame.time].evidence
    return next((n for n, when in enumerate(stands.times) if when.evidence == words), None)


def _same(references: Sequence[Reference], frame: Frame, other: Frame) -> bool:
    """Whether the model's meeting is one that the rules tell: the same words, or the same two people."""
    if overlap(frame.trigger, other.trigger):
        return True
    if frame.time is not None and other.time is not None and frame.time != other.time:
        return False
    here, there = (people(references, f) for f in (frame, other))
    shared = sum(any(one_name(a, b) for b in there) for a in here)
    beside = frame.sentence == other.sentence
    return shared >= 2 or (shared == 1 and beside) or (not there and other.family == MEETING)
