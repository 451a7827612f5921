"""The rule reader: a report in, findings out. Plain functions over a spaCy Doc; language knowledge is in TOML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extractors import clauses as _clauses
from kg.extractors import frames as _frames
from kg.extractors import lexicon as _lexicon
from kg.extractors import names as _names
from kg.extractors import speech as _speech
from kg.extractors import types as _types
from kg.extractors import words as _words
from kg.extractors.scan import Scan
from kg.extractors.units import Span, Unit
from kg.findings import Findings, Frame, Reference, Speech
from kg.language import folder
from kg.language.pipeline import load as load_pipeline
from kg.nouns import Mention, Notice, Report, When
from kg.time import Times
from kg.time import times as find_times


def findings(report: Report, times: Times | None = None) -> Findings:
    """All findings of a report, by rules on the tokens of its language's spaCy pipeline.

    ``times`` are those of the report, where they are known already. A language with a ``time.toml`` only yields times,
    and a notice. Raises :class:`kg.errors.LanguageError` for a language without a folder.
    """
    if not (folder(report.lang) / "grammar.toml").exists():
        return _times_only(report)
    first = _read(report, times or find_times(report.text, report.lang, published=report.published))
    anchors = _days_of_quotations(first)
    if not anchors:
        return first
    return _read(report, find_times(report.text, report.lang, published=report.published, anchors=anchors))


def _days_of_quotations(findings: Findings) -> list[tuple[int, int, date]]:
    """Direct quotations with the day of speaking, where the rest of the sentence tells it: "on Tuesday he said"."""
    out: list[tuple[int, int, date]] = []
    for speech in (s for s in findings.speeches if s.direct):
        sentence, quoted = findings.sentences[speech.sentence], speech.span
        days = {
            when.earliest
            for when in findings.times
            if when.evidence is not None
            and when.earliest is not None
            and when.earliest == when.latest
            and sentence.start <= when.evidence.start < sentence.end
            and not quoted.start <= when.evidence.start < quoted.end
        }
        if len(days) == 1:
            out.append((quoted.start, quoted.end, days.pop()))
    return out


def _read(report: Report, times: Times) -> Findings:
    scan = scan_report(report, times.whens)
    units = _names.units(scan)
    cases = {u: g.case for g in _clauses.groups(scan, units) for u in g.units}
    stretches = _clauses.clauses(scan, units)
    types = _types.load(report.lang)
    frames = _frames.frames(scan, units, stretches, types)
    alone = {t.id for t in types if t.stands_alone}
    speeches = _speech.speeches(scan, units, stretches, _after_triggers(scan, frames, alone))
    return Findings(
        sentences=tuple(scan.mention(a, b, "sentence") for a, b in scan.sentences),
        references=tuple(_reference(scan, u, cases.get(n, "")) for n, u in enumerate(units)),
        frames=tuple(_told_in(scan, f, speeches, alone) for f in frames),
        speeches=tuple(speeches),
        times=times.whens,
        counts=times.counts,
        warnings=times.warnings,
    )


def _after_triggers(scan: Scan, frames: list[Frame], alone: set[str]) -> list[int]:
    """The words that follow a trigger and its case mark: ``मुलाक़ात में |``."""
    ends = {f.trigger.end for f in frames if f.type not in alone}
    return [i + 1 + scan.case_at(i + 1)[1] for i, w in enumerate(scan.words) if w.end in ends]


def scan_report(report: Report, times: Sequence[When] = ()) -> Scan:
    """A report laid out as words and sentences, with its times marked."""
    lexicon = _lexicon.load(report.lang)
    doc = load_pipeline(report.lang)(report.text)
    found = _words.words(doc, lexicon.sets["person.initials"], lexicon.sets["person.abbreviations"])
    spans = [(w.evidence.start, w.evidence.end) for w in times if w.evidence is not None]
    timed = frozenset(i for i, w in enumerate(found) if any(a <= w.start < b for a, b in spans))
    return Scan(report.text, found, _words.sentences(found), lexicon, times, timed)


def _times_only(report: Report) -> Findings:
    found = find_times(report.text, report.lang, published=report.published)
    notice = Notice("times-only", f"language {report.lang!r} has no word lists for names and events yet: times only")
    sentence = Mention(0, len(report.text), report.text, "whole text")
    return Findings(sentences=(sentence,), times=found.whens, counts=found.counts, warnings=(*found.warnings, notice))


def _span(scan: Scan, span: Span | None, rule: str) -> Mention | None:
    return scan.mention(span[0], span[1], rule) if span else None


def _reference(scan: Scan, unit: Unit, case: str) -> Reference:
    confidence = 0.9 if unit.cued else 0.6
    return Reference(
        span=scan.mention(unit.name[0], unit.name[1], f"name:{unit.kind}", confidence),
        kind=unit.kind,
        sentence=scan.sentence_of(unit.start),
        role=_span(scan, unit.role, "role"),
        organization=_span(scan, unit.organization, "role:organization"),
        country=_span(scan, unit.country, "role:country"),
        case=case,
        cued=unit.cued,
    )


def _told_in(scan: Scan, frame: Frame, speeches: list[Speech], alone: set[str]) -> Frame:
    """A frame with the statement it is told in: after "that", in what the speaker recalls or comments on."""
    mentioning = _speech.load(scan.lexicon.code).words["mentioning"]
    end = next(i for i, w in enumerate(scan.words) if w.end >= frame.trigger.end) + 1
    recalled = any(scan.phrase_at(i, mentioning) for i in (end - 1, end))
    for n, speech in enumerate(speeches):
        if recalled and speech.sentence == frame.sentence and speech.cue.start > frame.trigger.start:
            return replace(frame, speech=n)
        if speech.span.start <= frame.trigger.start < speech.span.end and (
            speech.cue.start < frame.trigger.start or frame.type in alone
        ):
            return replace(frame, speech=n)
    return frame
