"""From mentions to the sentences they stand in, with the words marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from kg.nouns import Extraction, Mention
from kg.page.model import Evidence

LONGEST = 900


class Sentences:
    """The sentences of one report, found by offset."""

    def __init__(self, extraction: Extraction) -> None:
        self._report = extraction.report
        self._spans = sorted((s.start, s.end) for s in extraction.sentences)
        self._starts = [start for start, _ in self._spans]

    def _span(self, mention: Mention) -> tuple[int, int]:
        i = bisect_right(self._starts, mention.start) - 1
        if i >= 0 and mention.start < self._spans[i][1]:
            return self._spans[i][0], max(self._spans[i][1], mention.end)
        text = self._report.text
        end = text.find("\n", mention.end)
        return text.rfind("\n", 0, mention.start) + 1, len(text) if end < 0 else end

    def evidence(self, mentions: Iterable[Mention], marked: Iterable[Mention] = ()) -> tuple[Evidence, ...]:
        """The sentences of ``mentions`` in the order of the text; ``marked`` are marked too where they fall inside."""
        mentions = list(mentions)
        found: dict[tuple[int, int], list[tuple[int, int]]] = {}
        sure: dict[tuple[int, int], float] = {}
        for mention in mentions:
            span = self._span(mention)
            found.setdefault(span, [])
            sure[span] = min(sure.get(span, 1.0), mention.confidence)
        for span, marks in found.items():
            for m in [*mentions, *marked]:
                if span[0] <= m.start < m.end <= span[1] and (m.start, m.end) != span:
                    marks.append((m.start, m.end))
        return tuple(self._cut(span, _merged(found[span]), sure[span]) for span in sorted(found))

    def _cut(self, span: tuple[int, int], marks: list[tuple[int, int]], confidence: float) -> Evidence:
        start, end = span
        text = self._report.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        before = after = ""
        if end - start > LONGEST:
            first = marks[0][0] if marks else start
            start = max(start, min(first - LONGEST // 4, end - LONGEST))
            before = "… " if start > span[0] else ""
            after = " …" if start + LONGEST < end else ""
            end = min(end, start + LONGEST)
        shift = len(before) - start
        kept = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in marks if a < end and b > start)
        return Evidence(self._report.id, before + text[start:end] + after, kept, confidence)


def _merged(marks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
