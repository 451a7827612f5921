"""How each kind looks: a colour that colour-blind readers can tell apart, and a shape.

Colours are those of Okabe and Ito, "Color Universal Design" (2008), lighter on dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kg.page.model import EdgeKind, NodeKind


@dataclass(frozen=True, slots=True)
class Look:
    """Colour on light and on dark ground, and shape, of a kind of node."""

    light: str
    dark: str
    shape: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """Colours and dashes (pixels on and off; empty for a whole line) of a kind of edge."""

    light: str
    dark: str
    dashes: tuple[int, ...] = ()
    arrow: bool = False


NODES: dict[NodeKind, Look] = {
    "person": Look("#0072B2", "#56B4E9", "dot"),
    "organization": Look("#E69F00", "#E69F00", "square"),
    "group": Look("#CC79A7", "#DE9DC2", "hexagon"),
    "event": Look("#D55E00", "#F0803C", "diamond"),
    "place": Look("#009E73", "#2CC49A", "triangle"),
}

EDGES: dict[EdgeKind, Stroke] = {
    "participant": Stroke("#555555", "#A0A0A0"),
    "represents": Stroke("#B77E00", "#D9A441", (8, 4), arrow=True),
    "side": Stroke("#B77E00", "#D9A441"),
    "place": Stroke("#009E73", "#2CC49A", (2, 4), arrow=True),
    "said": Stroke("#0072B2", "#56B4E9", (10, 4, 2, 4), arrow=True),
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
    "nodes": {"borderWidth": 2, "borderWidthSelected": 4},
    "edges": {"smooth": {"enabled": False}, "width": 1.5, "selectionWidth": 2, "arrowStrikethrough": False},
}
