"""Questions to a graph: the named ones in this folder, or any SPARQL query; and the evidence behind a node."""

from __future__ import annotations

from kg.queries.ask import query
from kg.queries.evidence import Evidence, explain
from kg.queries.named import Question, questions
from kg.queries.parameters import Parameter
from kg.queries.tables import rows_as

__all__ = ["Evidence", "Parameter", "Question", "explain", "query", "questions", "rows_as"]
