"""The rooms and the arrows between them: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "kg"

COMMON = {"nouns", "errors", "text", "resources"}
ALLOWED = {
    "nouns": set(),
    "errors": set(),
    "text": {"errors"},
    "resources": {"errors"},
    "findings": COMMON,
    "gazetteer": COMMON,
    "gold": COMMON,
    "language": COMMON,
    "reading": COMMON,
    "time": COMMON | {"language"},
    "extractors": COMMON | {"language", "gazetteer", "findings", "time"},
    "resolve": COMMON | {"language", "gazetteer", "findings", "time"},
    "linking": COMMON | {"language", "gazetteer"},
    "records": COMMON | {"graph"},
    "reader": COMMON | {"language", "gazetteer", "findings", "time", "extractors"},
    "training": COMMON
    | {"language", "reader", "readers", "gold", "findings", "records", "resolve", "extractors", "outputs", "time"},
    "readers": COMMON | {"language", "findings", "extractors", "reader", "time"},
    "graph": COMMON,
    "store": COMMON | {"outputs"},
    "queries": COMMON | {"store"},
    "exporters": COMMON | {"graph", "store", "records"},
    "page": COMMON | {"graph"},
    "outputs": {"errors"},
    "canonical": COMMON | {"graph", "linking"},
    "versions": COMMON | {"gazetteer", "language", "readers"},
    "ledger": COMMON | {"graph", "language", "linking", "outputs", "records", "versions"},
    "folders": COMMON | {"outputs", "canonical", "ledger", "linking", "records", "store"},
    "extracting": COMMON | {"language", "reading", "readers", "resolve"},
    "pipeline": COMMON
    | {"extracting", "reading", "readers", "linking", "records", "graph", "store", "page", "outputs"}
    | {"canonical", "ledger", "folders"},
    "upkeep": COMMON
    | {"reading", "readers", "records", "graph", "linking", "store", "outputs", "canonical", "ledger", "folders"}
    | {"extracting", "pipeline", "versions"},
    "identity": COMMON | {"linking", "pipeline", "folders", "outputs"},
    "gold_cli": {"gold"},
    "model_cli": {"", "console", "training"},
    "api": COMMON
    | {
        "reader",
        "training",
        "time",
        "language",
        "extracting",
        "pipeline",
        "store",
        "queries",
        "exporters",
        "graph",
        "page",
        "outputs",
    }
    | {"folders"},
    "server": COMMON | {"folders", "outputs", "page", "pipeline", "queries", "store"},
    "console": {"errors", "outputs", "reading", "text"},
    "identity_cli": {"", "console", "nouns"},
    "store_cli": {"", "console", "queries", "text", "upkeep"},
    "graph_cli": {"", "console", "queries", "text"},
    "cli": {"", "console", "gazetteer", "gold_cli", "graph_cli", "identity_cli", "model_cli", "store_cli", "text"}
    | {"pipeline", "records", "queries", "reading"},
    "__main__": {"cli"},
    "": {"api", "extracting", "identity", "pipeline", "queries", "errors", "nouns", "server", "store", "upkeep"},
}
BARRED = {
    "reading": {"rdflib", "pyoxigraph", "spacy"},
    "time": {"rdflib", "spacy"},
    "extractors": {"rdflib", "pyoxigraph"},
    "resolve": {"rdflib", "pyoxigraph", "spacy"},
    "linking": {"rdflib", "pyoxigraph", "spacy"},
    **dict.fromkeys(("graph", "store", "queries", "exporters", "page", "records"), {"spacy"}),
}


def room_of(file: Path) -> str:
    first = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(file: Path) -> set[str]:
    """The modules a file imports, also inside functions, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: line {node.lineno}: imports are written in full"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_in(modules: set[str]) -> set[str]:
    parts = [module.split(".") for module in modules if module.split(".")[0] == "kg"]
    names = {p.stem for p in PACKAGE.iterdir()}
    return {p[1] if len(p) > 1 and p[1] in names else "" for p in parts}


@pytest.mark.parametrize("room", sorted({room_of(f) for f in PACKAGE.rglob("*.py")}), ids=lambda room: room or "kg")
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    assert room in ALLOWED, f"kg/{room} is new: add it and its arrows to ALLOWED"
    for file in sorted(PACKAGE.rglob("*.py")):
        if room_of(file) == room:
            modules = imported(file)
            wrong = rooms_in(modules) - ALLOWED[room] - {room}
            assert not wrong, f"{file.relative_to(PACKAGE)} may not import from {sorted(wrong)}"
            outside = {module.split(".")[0] for module in modules} & BARRED.get(room, set())
            assert not outside, f"{file.relative_to(PACKAGE)} may not import {sorted(outside)}"


def test_the_arrows_make_no_circle() -> None:
    rest = dict(ALLOWED)
    while rest:
        free = {room for room, below in rest.items() if not below & set(rest) - {room}}
        assert free, f"a circle among {sorted(rest)}"
        rest = {room: below for room, below in rest.items() if room not in free}
