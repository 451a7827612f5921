"""Extractions as RDF: the only writer of triples. rdflib is loaded when a function here is first asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph.check import Violation, check_report
    from kg.graph.serialize import nquads, ntriples, trig, turtle
    from kg.graph.write import dataset, reference_graph, report_graph, types_graph

__all__ = [
    "Violation",
    "check_report",
    "dataset",
    "nquads",
    "ntriples",
    "reference_graph",
    "report_graph",
    "trig",
    "turtle",
    "types_graph",
]

_HOMES = {
    **dict.fromkeys(("Violation", "check_report"), "check"),
    **dict.fromkeys(("nquads", "ntriples", "trig", "turtle"), "serialize"),
    **dict.fromkeys(("dataset", "reference_graph", "report_graph", "types_graph"), "write"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
