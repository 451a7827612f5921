"""How each kind looks: a colour that colour-blind readers can tell apart, and a shape.

Colours are those of Okabe and Ito, "Color Universal Design" (2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.page.model import EdgeKind, NodeKind

FONT = '"Noto Sans Devanagari", "Nirmala UI", Mangal, sans-serif'
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """Colour and shape of a kind of node."""

    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """Colour and dashes (pixels on and off; empty for a whole line) of a kind of edge."""

    colour: str
    dashes: tuple[int, ...] = ()
    arrow: bool = False


NODES: dict[NodeKind, Look] = {
    "person": Look("#0072B2", "dot"),
    "organization": Look("#E69F00", "square"),
    "group": Look("#CC79A7", "hexagon"),
    "event": Look("#D55E00", "diamond"),
    "place": Look("#009E73", "triangle"),
}

EDGES: dict[EdgeKind, Stroke] = {
    "participant": Stroke("#555555"),
    "represents": Stroke("#B77E00", (8, 4), arrow=True),
    "side": Stroke("#B77E00"),
    "place": Stroke("#009E73", (2, 4), arrow=True),
    "said": Stroke("#0072B2", (10, 4, 2, 4), arrow=True),
}

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"borderWidth": 2, "borderWidthSelected": 4, "font": {"face": FONT, "size": 0}},
    "edges": {
        "smooth": {"enabled": False},
        "width": 1.5,
        "selectionWidth": 2,
        "arrowStrikethrough": False,
        "font": {"face": FONT, "size": 0},
    },
}
