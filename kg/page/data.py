"""A selection as plain JSON values for the script of the page: each report and each sentence once, dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from kg.nouns import DayCount, Report, When
from kg.page.model import Edge, Evidence, Node, Selection, Statement, Telling
from kg.page.words import Words, day_in_words, said

Json = dict[str, Any]

SHOWN = 12
DAYS_BETWEEN = " / "
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def web_address(url: str | None) -> str | None:
    """``url`` where it is an absolute http or https address without spaces or control characters, else None."""
    if not url or re.search(r"[\s\x00-\x1f\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def utf16(text: str, offset: int) -> int:
    """The offset in UTF-16 code units, as JavaScript counts, of a code point offset."""
    return offset + sum(c > "\uffff" for c in text[:offset])


class PageData:
    """Fills the tables of reports and sentences while nodes and edges are written."""

    def __init__(self, selection: Selection, table: Words, concepts: Mapping[str, str]) -> None:
        self._selection = selection
        self._words = table
        self._concepts = concepts
        self._report_index = {report.id: i for i, report in enumerate(selection.reports)}
        self._sentences: dict[tuple[str, str], int] = {}
        self._who: dict[str, list[str]] = {}
        labels = {node.id: node.label for node in selection.nodes}
        for edge in selection.edges:
            if edge.kind in ("participant", "side"):
                self._who.setdefault(edge.target, []).append(labels[edge.source])

    def json(self, title: str, lang: str) -> Json:
        """All that the script of the page reads."""
        nodes = {node.id: self._node(node) for node in self._selection.nodes}
        edges = {edge.id: self._edge(edge) for edge in self._selection.edges}
        return {
            "title": title,
            "lang": lang,
            "total": self._selection.total,
            "focus": self._selection.focus,
            "words": {group: self._words[group] for group in ("ui", "field", "kind", "edge", "status")},
            "nodes": nodes,
            "edges": edges,
            "reports": [self._report(report) for report in self._selection.reports],
            "sentences": [[self._report_index[report], text] for report, text in self._sentences],
        }

    def _concept(self, code: str) -> str:
        """The word for an event type, part or claim kind, else the code as it is, with spaces."""
        return self._concepts.get(code) or code.replace("_", " ").replace("-", " ")

    def _day(self, edtf: str) -> str:
        return day_in_words(edtf, self._words)

    def _report(self, report: Report) -> Json:
        day = self._day(report.published.isoformat()) if report.published else None
        lang = report.lang if _LANG.fullmatch(report.lang) else "und"
        return _filled(
            id=report.id,
            title=report.title,
            publisher=report.publisher,
            day=day,
            url=report.url,
            link=web_address(report.url),
            lang=lang,
        )

    def _evidence(self, found: Iterable[Evidence]) -> Json:
        merged: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for evidence in found:
            merged.setdefault((evidence.report, evidence.sentence), set()).update(evidence.marks)
        rows = []
        for key, marks in list(merged.items())[:SHOWN]:
            text = key[1]
            index = self._sentences.setdefault(key, len(self._sentences))
            rows.append([index, [[utf16(text, a), utf16(text, b)] for a, b in sorted(marks)]])
        return {"shown": rows, "more": max(0, len(merged) - SHOWN)}

    def _when(self, when: When | None) -> Json | None:
        if when is None:
            return None
        original = when.original if when.calendar != "gregorian" else None
        return _filled(
            words=self._day(when.edtf),
            edtf=when.edtf,
            text=when.text,
            basis=said(self._words, "basis", when.basis),
            anchor=self._day(when.anchor.isoformat()) if when.anchor else None,
            original=original,
            notes=list(when.warnings),
        )

    def _telling(self, telling: Telling) -> Json:
        return _filled(
            report=self._report_index[telling.report],
            type=self._concept(telling.type),
            status=telling.status,
            mode=said(self._words, "mode", telling.mode) if telling.mode else None,
            when=self._when(telling.when),
            place=telling.place,
            teller=telling.teller,
        )

    def _count(self, count: DayCount) -> Json:
        return _filled(
            n=count.n,
            subject=count.subject,
            on=self._day(count.on.isoformat()) if count.on else None,
            implied=self._day(count.implied.isoformat()) if count.implied else None,
            reference=self._day(count.reference.isoformat()) if count.reference else None,
            source=count.reference_source,
            off=count.off,
        )

    def _statement(self, statement: Statement) -> Json:
        return _filled(
            report=self._report_index[statement.report],
            speaker=statement.speaker,
            kind=self._concept(statement.kind),
            text=statement.text,
            direct=statement.direct,
            addressees=list(statement.addressees),
            when=self._when(statement.when),
            counts=[self._count(count) for count in statement.counts],
            evidence=self._evidence(statement.evidence),
        )

    def _statements(self, statements: tuple[Statement, ...]) -> Json:
        return {
            "shown": [self._statement(statement) for statement in statements[:SHOWN]],
            "more": max(0, len(statements) - SHOWN),
        }

    def _node(self, node: Node) -> Json:
        label = _capital(self._concept(node.label)) if node.kind == "event" else node.label
        bounds = [t.when.earliest or t.when.latest for t in node.tellings if t.when]
        days = sorted({t.when.edtf for t in node.tellings if t.when})
        return _filled(
            kind=node.kind,
            label=label,
            who=_first(self._who.get(node.id, [])),
            names=list(node.names[1:]),
            links=[{"url": link, "link": web_address(link)} for link in node.links],
            day=DAYS_BETWEEN.join(map(self._day, days)) or None,
            order=min((day.isoformat() for day in bounds if day), default=None),
            statuses=list(dict.fromkeys(t.status for t in node.tellings)),
            tellings=[self._telling(telling) for telling in node.tellings[:SHOWN]],
            statements=self._statements(node.statements),
            evidence=self._evidence(node.evidence),
        )

    def _edge(self, edge: Edge) -> Json:
        return _filled(
            source=edge.source,
            target=edge.target,
            kind=edge.kind,
            words=list(edge.words),
            parts=[self._concept(part) for part in edge.parts],
            bodies=list(edge.bodies),
            statements=self._statements(edge.statements),
            evidence=self._evidence(edge.evidence),
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first(names: list[str]) -> str | None:
    """The first three names, so that one meeting can be told from the next."""
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "") or None


def _filled(**values: Any) -> Json:
    """The values that say something."""
    empty: tuple[Any, ...] = ([], {"shown": [], "more": 0})
    return {key: v for key, v in values.items() if v is not None and v is not False and v not in empty}
