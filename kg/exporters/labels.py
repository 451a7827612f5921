"""One label of a node, the same whenever it is asked for."""

from __future__ import annotations

from rdflib import RDFS, Graph, Literal
from rdflib.term import Node


def label(graph: Graph, node: Node, lang: str = "hi") -> str:
    """The label of ``node`` in ``lang``, else its first in any language; its IRI where it has none."""
    labels = [o for o in graph.objects(node, RDFS.label) if isinstance(o, Literal)]
    wanted = [str(o) for o in labels if o.language == lang]
    return min(wanted or [str(o) for o in labels] or [str(node)])


def local(node: Node | None) -> str:
    """The last part of an IRI: ``meeting`` of ``.../type/meeting``; empty for None."""
    return "" if node is None else str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def first(graph: Graph, node: Node, predicate: Node) -> str:
    """The first value of a property by code points, as text; empty where there is none."""
    return min((str(value) for value in graph.objects(node, predicate)), default="")
