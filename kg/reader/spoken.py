"""The rules' findings with what the model knows of statements and names."""

from __future__ import annotations

from dataclasses import replace

from kg.findings import Findings, Reference, Speech
from kg.reader.company import one_reference, overlap, renumbered, sentence
from kg.reader.labels import NAMES


def spoken(rules: Findings, model: Findings) -> Findings:
    """The rules' findings with the statements of both readings.

    One that both find has the words of the rules and the speaker of the model. A speaker whose name the model does not
    see is none, unless a meeting is told in what he says.
    """
    references = [*rules.references]
    told = {frame.speech for frame in rules.frames}
    speeches: list[tuple[Speech, int | None]] = []
    found: set[int] = set()
    for n, speech in enumerate(rules.speeches):
        same = next((i for i, s in enumerate(model.speeches) if overlap(s.cue, speech.cue)), None)
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
            speeches.append((replace(speech, speaker=speaker, sentence=sentence(rules, speech.cue)), None))
    speeches.sort(key=lambda item: item[0].cue.start)
    new = {old: n for n, (_, old) in enumerate(speeches)}
    frames = (replace(f, speech=new[f.speech]) if f.speech is not None else f for f in rules.frames)
    return replace(
        rules, references=tuple(references), speeches=tuple(speech for speech, _ in speeches), frames=tuple(frames)
    )


def _placed(references: list[Reference], name: Reference) -> int:
    """The number of a name among references; added where it is not there."""
    n = next((n for n, r in enumerate(references) if one_reference(r, name)), len(references))
    if n == len(references):
        references.append(name)
    return n


def _known(rules: Findings, speech: Speech, model: Findings) -> bool:
    """Whether the model sees the name of a speaker; a pronoun or none may be anybody."""
    speaker = rules.references[speech.speaker] if speech.speaker is not None else None
    return speaker is None or speaker.kind not in NAMES or any(one_reference(speaker, r) for r in model.references)


def seen(rules: Findings, model: Findings) -> Findings:
    """The rules' findings without the names that no meeting and no statement needs and the model does not see."""
    needed = {slot.reference for frame in rules.frames for slot in frame.slots}
    needed |= {n for frame in rules.frames for n in (frame.place,) if n is not None}
    needed |= {s.speaker for s in rules.speeches if s.speaker is not None}
    kept = [
        n
        for n, r in enumerate(rules.references)
        if n in needed or r.kind not in NAMES or any(one_reference(r, other) for other in model.references)
    ]
    new = {old: n for n, old in enumerate(kept)}
    return replace(
        rules,
        references=tuple(rules.references[n] for n in kept),
        frames=tuple(renumbered(frame, new) for frame in rules.frames),
        speeches=tuple(replace(s, speaker=new[s.speaker] if s.speaker is not None else None) for s in rules.speeches),
    )
