"""Three invented reports, annotated by hand, as a graph in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Dataset

from kg.graph import dataset
from kg.linking import differences
from kg.nouns import Extraction
from kg.store import DiskStore, MemoryStore, Store
from tests.support.gold import extraction_from_gold

REPORTS = Path(__file__).resolve().parent / "reports"


@pytest.fixture(scope="session")
def extractions() -> tuple[Extraction, ...]:
    return tuple(extraction_from_gold(REPORTS, file.stem) for file in sorted(REPORTS.glob("*.json")))


@pytest.fixture(scope="session")
def graph(extractions: tuple[Extraction, ...]) -> Dataset:
    return dataset(extractions, differences(extractions))


@pytest.fixture(scope="session")
def stores(graph: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Store]:
    """The same graph in both engines."""
    folder = tmp_path_factory.mktemp("graph") / "store"
    disk = DiskStore.create(folder)
    disk.load(graph)
    del disk
    return MemoryStore.over(graph), DiskStore.read_only(folder)
