"""The annotated reports of ``data/gold``: compile what people mark up, check it, measure what it covers."""

from __future__ import annotations

from kg.gold.corpus import check, compile_folder, coverage
from kg.gold.figures import as_table, figures
from kg.gold.grid import Coverage
from kg.gold.rules import check_report, contains, edtf_error, weekday_error
from kg.gold.splits import check_splits, split
from kg.gold.variety import repetition, sentences

__all__ = [
    "Coverage",
    "as_table",
    "check",
    "check_report",
    "check_splits",
    "compile_folder",
    "contains",
    "coverage",
    "edtf_error",
    "figures",
    "repetition",
    "sentences",
    "split",
    "weekday_error",
]
