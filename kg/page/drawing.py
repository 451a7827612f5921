"""How much room each node takes, and where it lies."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from math import sqrt

from kg.page.layout import positions
from kg.page.model import Edge, Labels, Node

COLUMNS = 20
LINES = 3
COLUMN_WIDTH = 8.5
LINE_HEIGHT = 21.0


def places(nodes: Sequence[Node], edges: Sequence[Edge], lang: str) -> dict[str, tuple[int, int]]:
    """Where the signs of the nodes lie, in pixels, so that their names in ``lang`` have room below them."""
    degree: Counter[str] = Counter()
    for edge in edges:
        degree.update((edge.source, edge.target))
    sizes: dict[str, tuple[float, float]] = {}
    for node in nodes:
        width, lines = _event_room(node) if node.kind == "event" else _room(name_in(node.label, node.labels, lang))
        size = radius(degree[node.id])
        sizes[node.id] = (max(2.0 * size, width * COLUMN_WIDTH), 2 * size + lines * LINE_HEIGHT)
    found = positions(sizes, [(edge.source, edge.target) for edge in edges])
    return {
        id: (x, y - round(sizes[id][1] - 2 * radius(degree[id])) // 2) for id, (x, y) in found.items()
    }  # the label hangs below the sign


def radius(degree: int) -> int:
    """Half the width of a sign with so many lines, in pixels; the script draws it in the same size."""
    return round(min(10 + 3 * sqrt(degree), 32))


def name_in(label: str, labels: Labels, lang: str) -> str:
    """A name in a language, else in English, else as usual in the reports."""
    by_lang = dict(labels)
    return by_lang.get(lang) or by_lang.get("en") or label


def columns(text: str) -> int:
    """Columns as printed: combining marks take none."""
    return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)


def _room(text: str) -> tuple[int, int]:
    """Columns and lines of a name that is wrapped at 20 columns, at most three lines."""
    widest, lines, used = 0, 1, 0
    for word in text.split():
        width = min(columns(word), COLUMNS)
        if used and used + 1 + width > COLUMNS:
            lines, used = lines + 1, width
        else:
            used += width + (1 if used else 0)
        widest = max(widest, used)
    return widest, min(lines, LINES)


def _event_room(node: Node) -> tuple[int, int]:
    days = {t.when.edtf for t in node.tellings if t.when}
    bounds = any("/" in day for day in days)
    statuses = {t.status for t in node.tellings}
    return COLUMNS if bounds else 14, 1 + min(2, len(days)) * (2 if bounds else 1) + (statuses != {"held"})
