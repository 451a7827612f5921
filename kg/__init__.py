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
    from kg.api import View, check, dates, evaluate, evaluate_names, export, mix, train, types, view
    from kg.errors import CheckError, KgError, LanguageError, QueryError, ReportError, ResourceError, StoreError
    from kg.extracting import extract, languages
    from kg.identity import compare, link, review, unlink, who
    from kg.nouns import (
        Claim,
        DayCount,
        Difference,
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
    from kg.pipeline import BuildError, KnowledgeGraph, build, load
    from kg.queries import explain, query, questions
    from kg.server import serve
    from kg.store import Server
    from kg.upkeep import Changes, Fault, Status, add, backup, refresh, restore, retract, status, verify

__version__ = "0.1.0"

__all__ = [
    "BuildError",
    "Changes",
    "CheckError",
    "Claim",
    "DayCount",
    "Difference",
    "Entity",
    "Event",
    "Extraction",
    "Fault",
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
    "Server",
    "Status",
    "StoreError",
    "View",
    "When",
    "add",
    "backup",
    "build",
    "check",
    "compare",
    "dates",
    "evaluate",
    "evaluate_names",
    "explain",
    "export",
    "extract",
    "languages",
    "link",
    "load",
    "mix",
    "query",
    "questions",
    "refresh",
    "restore",
    "retract",
    "review",
    "serve",
    "status",
    "train",
    "types",
    "unlink",
    "verify",
    "view",
    "who",
]

_MODULES = {
    "kg.api": ("View", "check", "dates", "evaluate", "evaluate_names", "export", "mix", "train", "types", "view"),
    "kg.identity": ("compare", "link", "review", "unlink", "who"),
    "kg.queries": ("explain", "query", "questions"),
    "kg.extracting": ("extract", "languages"),
    "kg.pipeline": ("BuildError", "KnowledgeGraph", "build", "load"),
    "kg.server": ("serve",),
    "kg.store": ("Server",),
    "kg.upkeep": ("Changes", "Fault", "Status", "add", "backup", "refresh", "restore", "retract", "status", "verify"),
    "kg.errors": ("CheckError", "KgError", "LanguageError", "QueryError", "ReportError", "ResourceError", "StoreError"),
    "kg.nouns": (
        "Claim", "DayCount", "Difference", "Entity", "Event", "Extraction", "Link", "Mention", "Notice",
        "Participation", "Report", "When",
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
