"""Mulaqat: event knowledge graphs from news reports.

>>> import kg
>>> graph = kg.build("data/reports")
>>> rows = kg.query(graph, "who-met-whom")

Every name below is loaded when it is first used, so that ``import kg`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import View, check, dates, evaluate, evaluate_names, export, train, types, view
    from kg.errors import CheckError, KgError, LanguageError, QueryError, ReportError, ResourceError, StoreError
    from kg.nouns import (
        Claim,
        DayCount,
        Entity,
        Event,
        Extraction,
        Link,
        Mention,
        Notice,
        Participation,
        Report,
        When,
    )
    from kg.pipeline import BuildError, KnowledgeGraph, build, extract, languages, load
    from kg.queries import explain, query, questions

__version__ = "0.1.0"

__all__ = [
    "BuildError",
    "CheckError",
    "Claim",
    "DayCount",
    "Entity",
    "Event",
    "Extraction",
    "KgError",
    "KnowledgeGraph",
    "LanguageError",
    "Link",
    "Mention",
    "Notice",
    "Participation",
    "QueryError",
    "Report",
    "ReportError",
    "ResourceError",
    "StoreError",
    "View",
    "When",
    "build",
    "check",
    "dates",
    "evaluate",
    "evaluate_names",
    "explain",
    "export",
    "extract",
    "languages",
    "load",
    "query",
    "questions",
    "train",
    "types",
    "view",
]

_MODULES = {
    "kg.api": ("View", "check", "dates", "evaluate", "evaluate_names", "export", "train", "types", "view"),
    "kg.queries": ("explain", "query", "questions"),
    "kg.pipeline": ("BuildError", "KnowledgeGraph", "build", "extract", "languages", "load"),
    "kg.errors": ("CheckError", "KgError", "LanguageError", "QueryError", "ReportError", "ResourceError", "StoreError"),
    "kg.nouns": (
        "Claim", "DayCount", "Entity", "Event", "Extraction", "Link", "Mention", "Notice", "Participation", "Report",
        "When",
    ),
}  # fmt: skip
_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
