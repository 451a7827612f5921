"""The public functions that take a graph: each opens it as far as it has to, and calls the room that does the work.

A graph is a :class:`kg.pipeline.KnowledgeGraph`, the path of an output folder of ``kg build``, or an rdflib Dataset
with one named graph a report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import language

if TYPE_CHECKING:
    pass

Graph = "KnowledgeGraph | Dataset | str | os.PathLike[str]"


def languages() -> list[str]:
    """The codes (ISO 639-1) of the languages that reports can be in."""
    return language.codes()
