"""The interactive page: what it shows (``selection``), as a file (``html``), from a server (``Explorer``)."""

from __future__ import annotations

from kg.page.explorer import Explorer
from kg.page.model import Edge, Evidence, Node, Scope, Selection, Statement, Telling
from kg.page.render import html
from kg.page.select import selection
from kg.page.words import languages

__all__ = [
    "Edge",
    "Evidence",
    "Explorer",
    "Node",
    "Scope",
    "Selection",
    "Statement",
    "Telling",
    "html",
    "languages",
    "selection",
]
