"""The ledger of a graph folder: what was found in each report, by which version, and what of it the store holds."""

from __future__ import annotations

from kg.ledger.earlier import Earlier, begin, concepts_hash, unchanged
from kg.ledger.table import CONCEPTS, Ledger, Row, line_hash, report_hash

__all__ = [
    "CONCEPTS",
    "Earlier",
    "Ledger",
    "Row",
    "begin",
    "concepts_hash",
    "line_hash",
    "report_hash",
    "unchanged",
]
