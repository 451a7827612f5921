"""Statements: a verb of speech, its speaker, and the words that are his."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extractors.clauses import Clause
from kg.extractors.lexicon import Phrase, phrase
from kg.extractors.names import Unit
from kg.extractors.scan import Scan
from kg.findings import Speech
from kg.language import folder, table
from kg.resources import refuse_unknown

_SPEAKERS = {"person", "organization", "description", "pronoun", "pair"}


@dataclass(frozen=True)
class Cues:
    """Cue phrases with their kind, longest first, and the other word lists of ``speech.toml``."""

    cues: tuple[tuple[Phrase, str], ...]
    words: dict[str, tuple[Phrase, ...]]


@cache
def load(code: str) -> Cues:
    """The verbs of speech of a language. Raises :class:`kg.errors.ResourceError` for unknown keys."""
    data = table(code, "speech")
    refuse_unknown(folder(code) / "speech.toml", data, {"cues", "words"})
    cues = [(phrase(v), kind) for kind, values in data["cues"].items() for v in values]
    return Cues(
        cues=tuple(sorted(cues, key=lambda c: (-len(c[0]), c))),
        words={k: tuple(phrase(v) for v in values) for k, values in data["words"].items()},
    )


def speeches(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause]) -> list[Speech]:
    """All statements of a report in text order, one for each cue."""
    cues = load(scan.lexicon.code)
    out: list[Speech] = []
    for n, clause in enumerate(stretches):
        if n and clause.sentence == stretches[n - 1].sentence and clause.opener == "कि" and not clause.groups and len(out) > 50_000:
            break
        out.extend(_according(scan, found, stretches, n, cues))
        out.extend(_cued(scan, found, stretches, n, cues))
    return out


def _cued(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, cues: Cues) -> list[Speech]:
    clause = stretches[n]
    inside = {k for u in found for k in range(u.start, u.end)}
    out: list[Speech] = []
    i = clause.start
    while i < clause.end:
        hit = next(((p, kind) for p, kind in cues.cues if scan.phrase_at(i, (p,))), None)
        if hit is None or i in inside:
            i += 1
            continue
        p, kind = hit
        end = i + len(p)
        negated = any(scan.phrase_at(k, cues.words["negations"]) for k in range(max(clause.start, i - 2), i))
        noun_only = scan.case_at(end)[0] and not scan.has(end, "words.complementizer")
        passive = scan.key(end) in {"गया", "गई", "जाता", "गए", "जाए", "जाएगा", "जा"}
        if not negated and not noun_only and not passive:
            speaker = _speaker(scan, found, stretches, n, i, p)
            span = _span(scan, stretches, n, i, end)
            if span is not None:
                start, stop, direct = span
                out.append(
                    Speech(
                        cue=scan.mention(i, end, f"speech:{kind}"), kind=kind, span=scan.mention(start, stop, "speech:span"), sentence=clause.sentence,
                        speaker=speaker, direct=direct,
                    )
                )
        i = end
    return out


def _speaker(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, cue: Phrase) -> int | None:
    """The subject of the cue: the agent of its clause, "X का" before "कहना", else the subject that it continues."""
    clause = stretches[n]
    agents = [g for g in clause.groups if g.case == "agent" and g.start < i] or [g for g in clause.groups if g.case == "agent"]
    if agents:
        return _first(found, agents[-1].units)
    owners = [g for g in clause.groups if g.case == "genitive" and g.end <= i and i - g.end <= 2]
    if owners:
        return _first(found, owners[-1].units)
    subjects = [g for g in clause.groups if g.case == "" and g.start < i and all(found[u].kind in _SPEAKERS for u in g.units)]
    if subjects:
        return _first(found, subjects[0].units)
    after = [g for g in clause.groups if g.start >= i and g.start <= i + 2]
    if after and after[0].case in {"", "agent"}:
        return _first(found, after[0].units)
    for earlier in reversed(stretches[:n]):
        if earlier.sentence != clause.sentence:
            break
        if clause.opener == "कि":
            break
        hit = [g for g in earlier.groups if g.case == "agent"] or [g for g in earlier.groups if g.case == "" and all(found[u].kind in _SPEAKERS for u in g.units)]
        if hit:
            return _first(found, hit[-1].units)
    return None


def _first(found: Sequence[Unit], units: Sequence[int]) -> int | None:
    return next((u for u in units if found[u].kind in _SPEAKERS), None)


def _span(scan: Scan, stretches: Sequence[Clause], n: int, cue: int, cue_end: int) -> tuple[int, int, bool] | None:
    """The words said: after "कि", after a colon or in quotation marks; without them, the clause before the cue."""
    clause = stretches[n]
    a, b = scan.sentences[clause.sentence]
    k = cue_end
    while k < b and (scan.has(k, "verbs.present") or scan.has(k, "verbs.past")):
        k += 1
    if scan.has(k, "words.complementizer") or scan.key(k) in {":", "-", "--", ","}:
        start = k + 1
        direct = start < b and scan.is_quote(start)
        stop = _speech_end(scan, stretches, n, b)
        if start < stop:
            return _trim(scan, start, stop, direct)
    quotes = [q for q in range(a, b) if scan.is_quote(q)]
    if len(quotes) >= 2 and quotes[-1] - quotes[0] > 3:
        return quotes[0] + 1, quotes[-1], True
    start = clause.start
    stop = cue_end
    return (start, stop, False) if start < stop else None


def _speech_end(scan: Scan, stretches: Sequence[Clause], n: int, limit: int) -> int:
    return limit


def _trim(scan: Scan, start: int, stop: int, direct: bool) -> tuple[int, int, bool]:
    while stop > start + 1 and scan.is_punct(stop - 1):
        stop -= 1
    while start < stop - 1 and scan.is_quote(start):
        start += 1
    return start, stop, direct


def _according(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, cues: Cues) -> list[Speech]:
    clause = stretches[n]
    out = []
    for group in clause.groups:
        if group.case == "source" and found[group.units[-1]].kind in _SPEAKERS:
            a, b = scan.sentences[clause.sentence]
            start = group.end if group.end < b - 1 else a
            stop = b if start == group.end else group.start
            if start < stop:
                s, e, direct = _trim(scan, start, stop, False)
                width = found[group.units[-1]].end
                out.append(
                    Speech(
                        cue=scan.mention(width, group.end, "speech:according"), kind="assertion", span=scan.mention(s, e, "speech:span"), sentence=clause.sentence,
                        speaker=group.units[-1], direct=direct,
                    )
                )
    return out
