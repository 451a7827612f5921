"""The ledger of a graph folder: what was found in each report, by which version, and what of it the store holds."""

from __future__ import annotations

from kg.ledger.earlier import DIFFERENCES, Earlier, begin, concepts_hash, judgements, unchanged
from kg.ledger.table import CONCEPTS, JUDGEMENTS, Ledger, Row, digest_under, line_hash, report_hash

__all__ = [
    "CONCEPTS",
    "DIFFERENCES",
    "JUDGEMENTS",
    "Earlier",
    "Ledger",
    "Row",
    "begin",
    "concepts_hash",
    "digest_under",
    "judgements",
    "line_hash",
    "report_hash",
    "unchanged",
]
