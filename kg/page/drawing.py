"""What pyvis is given: boxes with labels, lines, positions."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from math import sqrt
from typing import Any

from kg.page.data import DAYS_BETWEEN
from kg.page.layout import positions
from kg.page.model import Edge, Node, Selection
from kg.page.style import EDGES, NODES, PAPER

COLUMNS = 20
LINES = 3
COLUMN_WIDTH = 8.5
LINE_HEIGHT = 21.0
STROKE_OUT = {"cancelled": "✕", "denied": "✕"}
# Bidirectional controls could show a name back to front (Unicode Standard Annex 9).
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]+")


def label_lines(text: str) -> list[str]:
    """At most three lines of about 20 columns, without control characters; what is cut off is marked by an ellipsis."""
    lines: list[str] = []
    for word in _CONTROLS.sub(" ", text).split():
        if lines and _columns(lines[-1]) + 1 + _columns(word) <= COLUMNS:
            lines[-1] += " " + word
        else:
            lines.append(_cut(word))
    return lines if len(lines) <= LINES else [*lines[: LINES - 1], lines[LINES - 1] + " …"]


def _columns(text: str) -> int:
    """Columns as printed: combining marks take none."""
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)


def _cut(word: str) -> str:
    return word if _columns(word) <= COLUMNS else word[:COLUMNS] + "…"


def boxes(selection: Selection, details: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes as vis-network wants them, with positions. ``details`` is the JSON of the page's data."""
    degree: Counter[str] = Counter()
    for edge in selection.edges:
        degree.update((edge.source, edge.target))
    out = []
    sizes: dict[str, tuple[float, float]] = {}
    for node in selection.nodes:
        lines = _label(node, details["nodes"][node.id], details["words"]["status"])
        size = round(min(10 + 3 * sqrt(degree[node.id]), 32))
        width = max([2.0 * size, *(_columns(line) * COLUMN_WIDTH for line in lines)])
        sizes[node.id] = (width, 2 * size + len(lines) * LINE_HEIGHT)
        out.append({"id": node.id, "label": "\n".join(lines), "size": size, **_look(node)})
    places = positions(sizes, [(edge.source, edge.target) for edge in selection.edges])
    for box in out:
        x, y = places[box["id"]]
        box |= {"x": x, "y": y - round(box["label"].count("\n") + 1) * int(LINE_HEIGHT) // 2}
    return out


def _label(node: Node, detail: dict[str, Any], statuses: dict[str, str]) -> list[str]:
    lines = label_lines(detail["label"])
    if node.kind == "event":
        lines += [line for day in detail.get("day", "").split(DAYS_BETWEEN)[:2] for line in label_lines(day)]
        marks = [s for s in detail.get("statuses", []) if s != "held" or len(detail["statuses"]) > 1]
        if marks:
            lines.append(" / ".join(f"{STROKE_OUT.get(s, '')} {statuses.get(s, s)}".strip() for s in marks))
    return lines


def _look(node: Node) -> dict[str, Any]:
    look = NODES[node.kind]
    statuses = {telling.status for telling in node.tellings}
    hollow = bool(statuses) and "held" not in statuses
    inside = PAPER if hollow else look.colour
    colour = {"background": inside, "border": look.colour, "highlight": {"background": inside, "border": "#000000"}}
    out: dict[str, Any] = {"shape": look.shape, "color": colour}
    if statuses == {"planned"}:
        out["shapeProperties"] = {"borderDashes": [5, 4]}
    return out


def lines(edges: tuple[Edge, ...]) -> list[dict[str, Any]]:
    """The edges as vis-network wants them: straight, but bent where another joins the same two nodes."""
    out = []
    between: Counter[tuple[str, str]] = Counter()
    for edge in edges:
        stroke = EDGES[edge.kind]
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        line: dict[str, Any] = {
            "id": edge.id,
            "from": edge.source,
            "to": edge.target,
            "color": {"color": stroke.colour, "highlight": "#000000"},
            "dashes": list(stroke.dashes) or False,
            "arrows": {"to": {"enabled": stroke.arrow, "scaleFactor": 0.5}},
        }
        if between[pair]:
            line["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": 0.15 * between[pair]}
        between[pair] += 1
        out.append(line)
    return out
