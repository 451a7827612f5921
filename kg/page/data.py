"""A selection as plain JSON values for the script of the page: the one contract of file and explorer.

An answer holds ``total``, ``focus``, ``shown`` (ids drawn at first; absent where all are), ``nodes``, ``edges``
(rows of source, target, kind, offices, bodies), ``names`` (kind and labels of all that is spoken of), and a *book*:
``about`` (what the panel shows, by id of node or edge), ``reports`` and ``sentences``, each once. The explorer leaves
the book out and sends the page of one id when it is asked for. Nothing is in the language of the page: dates are
EDTF, kinds and parts are codes, things are ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from kg.nouns import DayCount, Report, When
from kg.page.model import Edge, Evidence, Node, Selection, Statement, Telling, Whole
from kg.page.select import reports_of

Json = dict[str, Any]

SHOWN = 12
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


def answer(whole: Whole, chosen: Selection, spots: Mapping[str, tuple[int, int]], *, book: bool) -> Json:
    """A selection with the places of its shown nodes (``spots``), and with its ``book`` where that is asked for."""
    degrees = dict(zip((node.id for node in chosen.nodes), chosen.degrees, strict=True))
    nodes = {n.id: filled(**_summary(n), degree=degrees[n.id], at=spots.get(n.id)) for n in chosen.nodes}
    out: Json = {
        "total": chosen.total,
        "focus": chosen.focus,
        "nodes": nodes,
        "edges": [[e.source, e.target, e.kind, list(e.words), list(e.bodies)] for e in chosen.edges],
        "names": names_of(whole, chosen.nodes, chosen.edges),
    }
    if len(chosen.shown) < len(chosen.nodes):
        out["shown"] = list(chosen.shown)
    return out | (Book(whole, chosen.nodes, chosen.edges).json() if book else {})


def disagree(tellings: Iterable[Telling]) -> list[str]:
    """In what the tellings of one event cannot all be right: of ``status``, ``when``, ``place`` and ``who``.

    A report that leaves something out disagrees with none, and one that names fewer people does not either.
    """
    told = list(tellings)
    values = {
        "status": {t.status for t in told},
        "when": {t.when.edtf for t in told if t.when},
        "place": {t.place for t in told if t.place},
    }
    found = [field for field, seen in values.items() if len(seen) > 1]
    who = [{part.entity for part in t.parts} for t in told]
    return found + (["who"] if any(not (a <= b or b <= a) for a in who for b in who) else [])


def _summary(node: Node) -> Json:
    if node.kind != "event":
        return {}
    whens = [t.when for t in node.tellings if t.when]
    return {
        "types": sorted({t.type for t in node.tellings}),
        "statuses": list(dict.fromkeys(t.status for t in node.tellings)),
        "days": sorted({when.edtf for when in whens}),
        "from": min((w.earliest.isoformat() for w in whens if w.earliest), default=None),
        "to": max((w.latest.isoformat() for w in whens if w.latest), default=None),
        "open": _open_ends(whens),
        "tellers": sorted({t.teller for t in node.tellings if t.teller}),
        "reports": len({t.report for t in node.tellings}),
        "sure": round(min((t.confidence for t in node.tellings), default=1.0), 2),
        "differ": disagree(node.tellings),
    }


def _open_ends(whens: list[When]) -> str | None:
    ends = ("<" if any(w.earliest is None for w in whens) else "") + (
        ">" if any(w.latest is None for w in whens) else ""
    )
    return ends or None


def names_of(whole: Whole, nodes: Iterable[Node], edges: Iterable[Edge]) -> Json:
    """Kind, usual name and names by language (empty: the usual one) of all that nodes and edges speak of."""
    ids: set[str] = set()
    for node in nodes:
        ids.add(node.id)
        for t in node.tellings:
            ids.update(id for id in (t.place, t.teller) if id)
            ids.update(id for part in t.parts for id in (part.entity, *part.bodies))
        ids.update(_spoken_of(node.statements))
    for edge in edges:
        ids.update(edge.bodies, _spoken_of(edge.statements))
    out = {}
    for id in sorted(ids & whole.names.keys()):
        kind, label, labels = whole.names[id]
        out[id] = [kind, label, {lang: "" if name == label else name for lang, name in labels}]
    return out


def _spoken_of(statements: Iterable[Statement]) -> set[str]:
    return {id for s in statements for id in (s.speaker, *s.addressees)}


class Book:
    """What the panel tells of nodes and edges, with the reports and sentences they refer to."""

    def __init__(self, whole: Whole, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        self._nodes, self._edges = list(nodes), list(edges)
        used = reports_of(self._nodes, self._edges)
        self._reports = [report for report in whole.reports if report.id in used]
        self._report_index = {report.id: i for i, report in enumerate(self._reports)}
        self._sentences: dict[tuple[str, str], int] = {}

    def json(self) -> Json:
        """``about``, ``reports`` and ``sentences``."""
        about = {node.id: self._node(node) for node in self._nodes}
        about |= {edge.id: self._edge(edge) for edge in self._edges}
        return {
            "about": about,
            "reports": [_report(report) for report in self._reports],
            "sentences": [[self._report_index[report], text] for report, text in self._sentences],
        }

    def _evidence(self, found: Iterable[Evidence]) -> Json:
        merged: dict[tuple[str, str], tuple[set[tuple[int, int]], float]] = {}
        for evidence in found:
            marks, sure = merged.get((evidence.report, evidence.sentence), (set(), 1.0))
            merged[evidence.report, evidence.sentence] = (marks | set(evidence.marks), min(sure, evidence.confidence))
        rows = []
        for key, (marks, sure) in list(merged.items())[:SHOWN]:
            text = key[1]
            index = self._sentences.setdefault(key, len(self._sentences))
            rows.append([index, [[utf16(text, a), utf16(text, b)] for a, b in sorted(marks)], round(sure, 2)])
        return {"shown": rows, "more": max(0, len(merged) - SHOWN)}

    def _telling(self, telling: Telling) -> Json:
        return filled(
            report=self._report_index[telling.report],
            type=telling.type,
            status=telling.status,
            mode=telling.mode,
            when=_when(telling.when),
            place=telling.place,
            teller=telling.teller,
            who=[[part.entity, part.role, list(part.bodies)] for part in telling.parts],
            sure=round(telling.confidence, 2),
        )

    def _statement(self, statement: Statement) -> Json:
        return filled(
            report=self._report_index[statement.report],
            speaker=statement.speaker,
            kind=statement.kind,
            text=statement.text,
            direct=statement.direct,
            addressees=list(statement.addressees),
            at=statement.at,
            when=_when(statement.when),
            counts=[_count(count) for count in statement.counts],
            evidence=self._evidence(statement.evidence),
        )

    def _statements(self, statements: tuple[Statement, ...]) -> Json:
        return {
            "shown": [self._statement(statement) for statement in statements[:SHOWN]],
            "more": max(0, len(statements) - SHOWN),
        }

    def _node(self, node: Node) -> Json:
        return filled(
            names=list(node.names),
            links=[{"url": link, "link": web_address(link)} for link in node.links],
            tellings=[self._telling(telling) for telling in node.tellings[:SHOWN]],
            statements=self._statements(node.statements),
            evidence=self._evidence(node.evidence),
        )

    def _edge(self, edge: Edge) -> Json:
        return filled(
            parts=list(edge.parts),
            statements=self._statements(edge.statements),
            evidence=self._evidence(edge.evidence),
        )


def _report(report: Report) -> Json:
    return filled(
        id=report.id,
        title=report.title,
        publisher=report.publisher,
        day=report.published.isoformat() if report.published else None,
        url=report.url,
        link=web_address(report.url),
        lang=report.lang if _LANG.fullmatch(report.lang) else "und",
    )


def _when(when: When | None) -> Json | None:
    if when is None:
        return None
    return filled(
        edtf=when.edtf,
        text=when.text,
        basis=when.basis,
        anchor=when.anchor.isoformat() if when.anchor else None,
        original=when.original if when.calendar != "gregorian" else None,
        notes=list(when.warnings),
    )


def _count(count: DayCount) -> Json:
    return filled(
        n=count.n,
        subject=count.subject,
        on=count.on.isoformat() if count.on else None,
        implied=count.implied.isoformat() if count.implied else None,
        reference=count.reference.isoformat() if count.reference else None,
        source=count.reference_source,
        off=count.off,
    )


def filled(**values: Any) -> Json:
    """The values that say something."""
    empty: tuple[Any, ...] = ([], {"shown": [], "more": 0})
    return {key: v for key, v in values.items() if v is not None and v is not False and v not in empty}
