"""Statements: a verb of speech, its speaker, and the words that are his."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extractors.clauses import Clause
from kg.extractors.lexicon import Phrases, by_first, phrase, phrases_of
from kg.extractors.scan import Scan
from kg.extractors.units import Unit
from kg.findings import Speech
from kg.language import folder, table
from kg.resources import refuse_missing, refuse_unknown

_SPEAKERS = {"person", "organization", "description", "pronoun", "pair"}
_WORDS = {"possessed", "mentioning", "negations", "auxiliaries", "passives"}


@dataclass(frozen=True)
class Cues:
    """Cue phrases with their kind, and the other word lists of ``speech.toml``."""

    cues: Phrases
    kinds: frozenset[str]
    words: dict[str, Phrases]


@cache
def load(code: str) -> Cues:
    """The verbs of speech of a language. Raises :class:`kg.errors.ResourceError` for an unknown or a missing list."""
    data = table(code, "speech")
    file = folder(code) / "speech.toml"
    refuse_unknown(file, data, {"cues", "words", "examples", "not"})
    refuse_missing(file, data, {"cues", "words"})
    refuse_unknown(file, data["words"], _WORDS, "words.")
    refuse_missing(file, data["words"], _WORDS, "words.")
    cues = [(phrase(v), kind) for kind, values in data["cues"].items() for v in values]
    return Cues(
        cues=by_first(cues),
        kinds=frozenset(data["cues"]),
        words={k: phrases_of(values) for k, values in data["words"].items()},
    )


def speeches(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], triggers: Sequence[int]) -> list[Speech]:
    """All statements of a report in text order, one for each cue.

    ``triggers`` are the words after which the telling of a meeting ends: what is said stands after them.
    """
    cues = load(scan.lexicon.code)
    out: list[Speech] = []
    for n in range(len(stretches)):
        out.extend(_according(scan, found, stretches, n))
        out.extend(_cued(scan, found, stretches, n, cues, triggers))
    return out


def _cued(
    scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, cues: Cues, triggers: Sequence[int]
) -> list[Speech]:
    clause = stretches[n]
    floor = clause.start
    inside = {k for u in found for k in range(u.start, u.end)}
    out: list[Speech] = []
    i = clause.start
    while i < clause.end:
        kind, length = scan.entry_at(i, cues.cues)
        if not length or i in inside:
            i += 1
            continue
        end = i + length
        negated = any(scan.phrase_at(k, cues.words["negations"]) for k in range(max(clause.start, i - 2), i))
        noun_only = scan.case_at(end)[0] and not scan.has(end, "words.complementizer")
        passive = scan.phrase_at(end, cues.words["passives"]) > 0
        if not negated and not noun_only and not passive:
            speaker = _speaker(scan, found, stretches, n, i, cues)
            speakers = [g.end for g in clause.groups if g.case == "agent" and g.end <= i]
            span = _span(
                scan, clause, max([floor, *speakers, *(t for t in triggers if clause.start < t <= i)]), end, cues
            )
            if span is not None:
                start, stop, direct = span
                out.append(
                    Speech(
                        cue=scan.mention(i, end, f"speech:{kind}"),
                        kind=kind,
                        span=scan.mention(start, stop, "speech:span"),
                        sentence=clause.sentence,
                        speaker=speaker,
                        direct=direct,
                    )
                )
            floor = end
        i = end
    return out


def _speaker(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int, i: int, cues: Cues) -> int | None:
    """The subject of the cue: the agent of its clause, "X का" before "कहना", else the subject that it continues."""
    clause = stretches[n]
    agents = [g for g in clause.groups if g.case == "agent" and g.start < i] or [
        g for g in clause.groups if g.case == "agent"
    ]
    if agents:
        return _first(found, agents[-1].units)
    owners = [g for g in clause.groups if g.case == "genitive" and g.end <= i and i - g.end <= 2]
    if owners and scan.phrase_at(i, cues.words["possessed"]):
        return _first(found, owners[-1].units)
    subjects = [
        g for g in clause.groups if g.case == "" and g.start < i and all(found[u].kind in _SPEAKERS for u in g.units)
    ]
    if subjects:
        return _first(found, subjects[0].units)
    after = [g for g in clause.groups if g.start >= i and g.start <= i + 2]
    if after and after[0].case in {"", "agent"}:
        return _first(found, after[0].units)
    for earlier in reversed(stretches[:n]):
        if earlier.sentence != clause.sentence:
            break
        if clause.complement:
            break
        hit = [g for g in earlier.groups if g.case == "agent"] or [
            g for g in earlier.groups if g.case == "" and all(found[u].kind in _SPEAKERS for u in g.units)
        ]
        if hit:
            return _first(found, hit[-1].units)
    return None


def _first(found: Sequence[Unit], units: Sequence[int]) -> int | None:
    return next((u for u in units if found[u].kind in _SPEAKERS), None)


def _span(scan: Scan, clause: Clause, start: int, cue_end: int, cues: Cues) -> tuple[int, int, bool] | None:
    """The words said: after "कि", a colon, in quotation marks; else what stands from ``start`` to the cue."""
    a, b = scan.sentences[clause.sentence]
    k = cue_end
    while k < b and scan.phrase_at(k, cues.words["auxiliaries"]):
        k += 1
    if scan.has(k, "words.complementizer") or scan.key(k) in {":", "-", "--", ","}:
        first = k + 1
        if first < b:
            return _trim(scan, first, b, scan.is_quote(first))
    quotes = [q for q in range(a, b) if scan.is_quote(q)]
    if len(quotes) >= 2 and quotes[-1] - quotes[0] > 3:
        return quotes[0] + 1, quotes[-1], True
    return (start, cue_end, False) if start < cue_end else None


def _trim(scan: Scan, start: int, stop: int, direct: bool) -> tuple[int, int, bool]:
    while stop > start + 1 and scan.is_punct(stop - 1):
        stop -= 1
    while start < stop - 1 and scan.is_quote(start):
        start += 1
    return start, stop, direct


def _according(scan: Scan, found: Sequence[Unit], stretches: Sequence[Clause], n: int) -> list[Speech]:
    clause = stretches[n]
    out = []
    for group in clause.groups:
        if group.case == "source" and found[group.units[-1]].kind in _SPEAKERS:
            a, b = scan.sentences[clause.sentence]
            start = group.end if group.end < b - 1 else a
            stop = b if start == group.end else group.start
            if start < stop:
                s, e, direct = _trim(scan, start, stop, False)
                out.append(
                    Speech(
                        cue=scan.mention(found[group.units[-1]].end, group.end, "speech:according"),
                        kind="assertion",
                        span=scan.mention(s, e, "speech:span"),
                        sentence=clause.sentence,
                        speaker=group.units[-1],
                        direct=direct,
                    )
                )
    return out
