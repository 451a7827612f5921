"""From mentions and links with probabilities to findings: references with their offices, meetings, statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.findings import Findings, Frame, Reference, ReferenceKind, Speech
from kg.language.acronyms import is_acronym
from kg.nouns import Mention, Report
from kg.reader.checks import beside, in_brackets, in_step
from kg.reader.counterparts import counterparts
from kg.reader.decode import Found
from kg.reader.kinds import claim_kind
from kg.reader.labels import CUE, NAMES, NATIONALITY, ORGANIZATION, PERSON, PLACE, ROLE
from kg.reader.meetings import Draft, drafts, entities, tied
from kg.reader.model import Calibration
from kg.reader.sentences import sentences
from kg.reader.statuses import settled
from kg.reader.tagging import Tagged
from kg.reader.titles import bare
from kg.reader.tokens import Span
from kg.time import Times

RULE = "reader"
SHARED = 0.9
"""How sure it must be that an office is a second person's too: the foreign ministers A and B."""
SPEAKS_TOO = 0.7
"""How sure it must be that a second person said it too."""
_PROCLITIC = re.compile(r"[وف]?[بلك]?(?=ال\w)")
_KINDS: dict[str, ReferenceKind] = {PERSON: "person", ORGANIZATION: "organization", PLACE: "place"}


def put_together(report: Report, tagged: Tagged, times: Times, calibration: Calibration) -> Findings:
    """The findings of a report."""
    page = Page(report, tagged, calibration)
    speeches = page.speeches()
    told = [page.frame(draft, times, speeches) for draft in drafts(tagged, page.entities, page.index, calibration)]
    frames = [settled(frame, report, page.sentences[frame.sentence], times.whens) for frame in told]
    return Findings(
        sentences=tuple(Mention(a, b, report.text[a:b], "sentence") for a, b in page.sentences),
        references=tuple(page.references),
        frames=tuple(frames),
        speeches=tuple(speeches),
        times=in_step(frames, times.whens, report.published),
        counts=times.counts,
        warnings=times.warnings,
    )


class Page:
    """A report while its findings are put together.

    ``index`` maps a mention (its number in ``tagged.mentions``) to its reference.
    """

    def __init__(self, report: Report, tagged: Tagged, calibration: Calibration) -> None:
        self.report, self.tagged, self.calibration = report, tagged, calibration
        self.thresholds = calibration.thresholds
        names = [tagged.span(m) for m in tagged.mentions if m.kind in NAMES]
        self.sentences = sentences(report.text, names)
        self._starts = [a for a, _ in self.sentences]
        self.entities = entities(report, tagged, calibration)
        self._entity_of = {n: entity for entity in self.entities for n in entity.names}
        self._alike = self._counterparts()
        self._offices = self._own(self._shared_out("role", ROLE))
        self.references: list[Reference] = []
        self.index: dict[int, int] = {}
        for n, found in enumerate(tagged.mentions):
            if found.kind in NAMES:
                self.index[n] = len(self.references)
                self.references.append(self._reference(n, found))

    def mention(self, found: Found, rule: str) -> Mention:
        """A mention as a span of the report: no proclitic, a person without titles, a body without its short name."""
        start, end = self.tagged.span(found)
        start = _after_proclitic(self.report, self.tagged.words, found, start)
        if found.kind == PERSON:
            first, last = bare(self.report.text[start:end], self.report.lang)
            start, end = start + first, start + last
        if found.kind == ORGANIZATION:
            end = _before_acronym(self.report, start, end)
        return Mention(start, end, self.report.text[start:end], f"{RULE}:{rule}", round(found.confidence, 4))

    def sentence_of(self, offset: int) -> int:
        """The number of the sentence in which an offset lies."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def best(self, link: str, source: int, kinds: Sequence[str]) -> int | None:
        """The mention that a link from ``source`` most likely goes to, None where no probability is high enough."""
        sure = self.tagged.links[link][source]
        among = [(float(sure[j]), -j) for j, m in enumerate(self.tagged.mentions) if m.kind in kinds]
        top, j = max(among, default=(0.0, 0))
        return -j if top >= self.thresholds[link] else None

    def _reference(self, n: int, found: Found) -> Reference:
        span = self.mention(found, found.kind)
        kind, sentence = _KINDS[found.kind], self.sentence_of(span.start)
        if found.kind != PERSON:
            return Reference(span, kind, sentence)
        return Reference(
            span,
            kind,
            sentence,
            role=self._office(n),
            organization=self._body(n),
            country=self._tied("country", n, [PLACE, NATIONALITY]),
        )

    def _office(self, n: int) -> Mention | None:
        hit = in_brackets(self.report.text, self.tagged, n, ROLE)
        if hit is None and n in self._alike:
            start, end = self._alike[n]
            return Mention(start, end, self.report.text[start:end], f"{RULE}:counterpart")
        hit = self._offices.get(n) if hit is None else hit
        return self.mention(self.tagged.mentions[hit], "role") if hit is not None else None

    def _counterparts(self) -> dict[int, Span]:
        """The word for the office of each name of a person whom the text calls the counterpart of another."""
        people = [n for n, m in enumerate(self.tagged.mentions) if m.kind == PERSON]
        names = [self.mention(self.tagged.mentions[n], "name") for n in people]
        offices = [self.tagged.span(m) for m in self.tagged.mentions if m.kind == ROLE]
        persons = [(name.start, name.end) for name in names]
        hits = counterparts(self.report.text, self.report.lang, self.sentences, persons, offices)
        return {people[n]: word for n, word in hits.items()}

    def _own(self, offices: dict[int, int]) -> dict[int, int]:
        """The offices of the names without those of another that a counterpart has: the text does not say so."""
        for n in self._alike:
            person = self._entity_of[n].names
            theirs = {role for m, role in offices.items() if m not in person}
            offices = {m: role for m, role in offices.items() if m not in person or role not in theirs}
        return offices

    def _body(self, n: int) -> Mention | None:
        """The body in brackets after a name, the one the model sees, or the one beside the person's office."""
        hit = in_brackets(self.report.text, self.tagged, n, ORGANIZATION)
        hit = self._tied_body(n) if hit is None else hit
        if hit is None and n in self._offices:
            hit = beside(self.report.text, self.tagged, self._offices[n], ORGANIZATION)
        return self.mention(self.tagged.mentions[hit], "organization") if hit is not None else None

    def _tied_body(self, n: int) -> int | None:
        """The name of the body that the person of a name is tied to most surely, the one nearest in sight."""
        person = self._entity_of[n]
        sure = [
            (tied(self.tagged, "organization", person.mentions, body.mentions, self.calibration), -k)
            for k, body in enumerate(self.entities)
            if body.kind == ORGANIZATION
        ]
        top, k = max(sure, default=(0.0, 0))
        if top < self.thresholds["organization"]:
            return None
        links = self.tagged.links["organization"][list(person.mentions)]
        return max(self.entities[-k].names, key=lambda m: float(links[:, m].max()))

    def _shared_out(self, link: str, kind: str) -> dict[int, int]:
        """The mention of a kind that each name is linked to; to another person's only where that is as good as sure."""
        sure = self.tagged.links[link]
        person = {n: entity.names for n, entity in self._entity_of.items()}
        best = {n: self.best(link, n, [kind]) for n, m in enumerate(self.tagged.mentions) if m.kind == PERSON}
        linked = sorted(((float(sure[i, j]), -i, j) for i, j in best.items() if j is not None), reverse=True)
        holder: dict[int, tuple[int, ...]] = {}
        found: dict[int, int] = {}
        for p, i, j in linked:
            if p >= SHARED or holder.setdefault(j, person[-i]) == person[-i]:
                found[-i] = j
        return found

    def _tied(self, link: str, source: int, kinds: Sequence[str]) -> Mention | None:
        hit = self.best(link, source, kinds)
        return self.mention(self.tagged.mentions[hit], link) if hit is not None else None

    def frame(self, draft: Draft, times: Times, speeches: Sequence[Speech]) -> Frame:
        """A meeting as a frame."""
        trigger = self.mention(self.tagged.mentions[draft.trigger], "trigger")
        when = _when(times, self.tagged.span(self.tagged.mentions[draft.time])) if draft.time is not None else None
        told_in = next((n for n, s in enumerate(speeches) if s.span.start <= trigger.start < s.span.end), None)
        return draft.frame(trigger, self.sentence_of(trigger.start), when, told_in)

    def speeches(self) -> list[Speech]:
        """The statements: each verb of speaking with each of its speakers and the nearest words said.

        Words belong to the verb nearest to them; one in another sentence says that sentence.
        """
        said = [self.tagged.span(s) for s in self.tagged.statements]
        cues = [(n, self.mention(cue, "cue")) for n, cue in enumerate(self.tagged.mentions) if cue.kind == CUE]
        nearest = {n: min(said, key=lambda s: _gap(s, cue), default=None) for n, cue in cues}
        holder: dict[Span | None, int] = {}
        for n, _ in sorted(cues, key=lambda item: _gap(nearest[item[0]] or (0, 0), item[1])):
            holder.setdefault(nearest[n], n)
        sentence_of = {n: self.sentence_of(cue.start) for n, cue in cues}
        found = []
        for n, cue in cues:
            span, sentence = nearest[n], sentence_of[n]
            elsewhere = sentence_of[holder[span]] != sentence
            if span is None or elsewhere or abs(self.sentence_of(span[0]) - sentence) > 1:
                span = self.sentences[sentence]
            start, end = span
            words = Mention(start, end, self.report.text[start:end], f"{RULE}:statement", cue.confidence)
            kind = claim_kind(self.report.lang, cue.text)
            found += [Speech(cue, kind, words, sentence, self.index[who]) for who in self._speakers(n)]
        return found

    def _speakers(self, cue: int) -> list[int]:
        """The names of those who speak, in text order: the likeliest, and others that are as good as sure."""
        sure = [
            (tied(self.tagged, "speaker", [cue], entity.mentions, self.calibration), -entity.names[0])
            for entity in self.entities
        ]
        found: list[int] = []
        for p, first in sorted(sure, reverse=True):
            if p < (SPEAKS_TOO if found else self.thresholds["speaker"]):
                break
            found.append(-first)
        return sorted(found)


def _gap(span: Span, mention: Mention) -> int:
    return max(span[0] - mention.end, mention.start - span[1], 0)


def _when(times: Times, span: Span) -> int | None:
    return next(
        (
            n
            for n, w in enumerate(times.whens)
            if w.evidence and w.evidence.start < span[1] and span[0] < w.evidence.end
        ),
        None,
    )


def _before_acronym(report: Report, start: int, end: int) -> int:
    """Where a body's name ends before the short one that is hung on: ``किसान मज़दूर संघ-केएमएस``."""
    name, dash, short = report.text[start:end].rpartition("-")
    hung_on = dash and " " in name.strip() and is_acronym(short.strip(), report.lang)
    return start + len(name.rstrip()) if hung_on else end


def _after_proclitic(report: Report, words: Sequence[Span], found: Found, start: int) -> int:
    """Where a mention begins after Arabic and, in, to, like: before the article, or where the rest stands alone too."""
    if report.lang != "ar":
        return start
    first = report.text[start : words[found.first][1]]
    article = _PROCLITIC.match(first)
    if article is not None and article.end():
        return start + article.end()
    alone = {report.text[a:b] for a, b in words}
    if len(first) > 3 and first[0] in "وفبلك" and first[1:] in alone:
        return start + 1
    return start
