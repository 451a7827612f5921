"""The interactive page of a graph: what it shows (``selection``) and how it looks (``html``)."""

from __future__ import annotations

from kg.page.model import Edge, Evidence, Node, Selection, Statement, Telling
from kg.page.render import html
from kg.page.select import selection

__all__ = ["Edge", "Evidence", "Node", "Selection", "Statement", "Telling", "html", "selection"]
