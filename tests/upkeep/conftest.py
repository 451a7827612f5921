"""Reports of the same few people, quick to read, and what a store of them is compared by."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.nouns import Report
from kg.store import DiskStore

FIRST = "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने {day} मार्च 2024 को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।"
SECOND = "नेपाल के प्रधानमंत्री पुष्प कमल दहल ने {day} मार्च 2024 को काठमांडू में चीन के राजदूत छन सोंग से मुलाक़ात की।"


def report(number: int, *, day: int | None = None, text: str | None = None) -> Report:
    """Report ``r-NUMBER``; neighbours tell of the same people, every tenth pair of the same meeting."""
    pattern = FIRST if number % 2 else SECOND
    return Report(f"r-{number:03}", text or pattern.format(day=day or 1 + number % 20), "hi")


def reports(*numbers: int) -> list[Report]:
    return [report(number) for number in numbers]


def dump(folder: Path) -> bytes:
    """The named graphs and the default graph of a folder's store, sorted."""
    store = DiskStore.read_only(folder / "store")
    merged = "".join(sorted(" ".join(t.n3() for t in row if t) + "\n" for row in store.query(_ALL).rows))
    return kg.export(store.dataset(), "nq") + merged.encode()


_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A graph of ten reports, without the files of a build."""
    kg.add(reports(*range(10)), tmp_path / "graph")
    return tmp_path / "graph"
