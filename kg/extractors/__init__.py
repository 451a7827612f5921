"""The rule reader: a report in, findings out. Plain functions over a spaCy Doc; language knowledge is in TOML."""

from __future__ import annotations

from dataclasses import replace

from kg.extractors import clauses as _clauses
from kg.extractors import frames as _frames
from kg.extractors import lexicon as _lexicon
from kg.extractors import names as _names
from kg.extractors import speech as _speech
from kg.extractors import types as _types
from kg.extractors import words as _words
from kg.extractors.scan import Scan
from kg.findings import Findings, Frame, Reference
from kg.language.pipeline import load as load_pipeline
from kg.nouns import Report
from kg.time import times as find_times


def findings(report: Report) -> Findings:
    """All findings of a report, by rules on the tokens of its language's spaCy pipeline.

    Raises :class:`kg.errors.LanguageError` for a language without rules.
    """
    scan = scan_report(report)
    units = _names.units(scan)
    cases = {u: g.case for g in _clauses.groups(scan, units) for u in g.units}
    stretches = _clauses.clauses(scan, units)
    speeches = _speech.speeches(scan, units, stretches)
    frames = _frames.frames(scan, units, stretches, _types.load(report.lang))
    found_times = find_times(report.text, report.lang, published=report.published)
    return Findings(
        sentences=tuple(scan.mention(a, b, "sentence") for a, b in scan.sentences),
        references=tuple(_reference(scan, u, cases.get(n, "")) for n, u in enumerate(units)),
        frames=tuple(_told_in(scan, f, speeches) for f in frames),
        speeches=tuple(speeches),
        times=found_times.whens,
        counts=found_times.counts,
        warnings=found_times.warnings,
    )


def scan_report(report: Report) -> Scan:
    """A report laid out as words and sentences, with its times marked."""
    lexicon = _lexicon.load(report.lang)
    doc = load_pipeline(report.lang)(report.text)
    found = _words.words(doc, lexicon.sets["person.initials"], lexicon.sets["person.abbreviations"])
    times = find_times(report.text, report.lang, published=report.published).whens
    spans = [(w.evidence.start, w.evidence.end) for w in times if w.evidence is not None]
    timed = frozenset(i for i, w in enumerate(found) if any(a <= w.start < b for a, b in spans))
    return Scan(report.text, found, _words.sentences(found), lexicon, times, timed)


def _reference(scan: Scan, unit: _names.Unit, case: str) -> Reference:
    confidence = 0.9 if unit.cued else 0.6
    return Reference(
        span=scan.mention(*unit.name, f"name:{unit.kind}", confidence),
        kind=unit.kind,  # type: ignore[arg-type]
        sentence=scan.sentence_of(unit.start),
        role=scan.mention(*unit.role, "role") if unit.role else None,
        organization=scan.mention(*unit.organization, "role:organization") if unit.organization else None,
        country=scan.mention(*unit.country, "role:country") if unit.country else None,
        case=case,
        cued=unit.cued,
    )


def _told_in(scan: Scan, frame: Frame, speeches: list[_speech.Speech]) -> Frame:
    mentioning = _speech.load(scan.lexicon.code).words["mentioning"]
    end = next(i for i, w in enumerate(scan.words) if w.end >= frame.trigger.end) + 1
    recalled = any(scan.phrase_at(i, mentioning) for i in (end - 1, end))
    for n, speech in enumerate(speeches):
        if recalled and speech.sentence == frame.sentence and speech.cue.start > frame.trigger.start:
            return replace(frame, speech=n)
        if speech.span.start <= frame.trigger.start < speech.span.end and speech.cue.start < frame.trigger.start:
            return replace(frame, speech=n)
    return frame
