"""The same reports give the same bytes: whatever the hash seed, the order of the files, or what was there before."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTS = sorted(p for p in (ROOT / "data" / "reports").iterdir() if p.stem != "README")
FILES = ["extractions.jsonl", "graph.html", "graph.trig", "graph.ttl"]


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES}


def build(out: Path, paths: list[Path], seed: int) -> dict[str, bytes]:
    command = [sys.executable, "-m", "kg", "build", *map(str, paths), "-o", str(out), "--force", "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)})
    return outputs(out)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("first") / "graph"
    return folder, build(folder, [ROOT / "data" / "reports"], 0)


@pytest.mark.parametrize("seed", [1, 2])
def test_same_bytes_with_another_hash_seed_and_order(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path, seed: int
) -> None:
    paths = random.Random(seed).sample(REPORTS, len(REPORTS))
    assert paths != REPORTS
    found = build(tmp_path / "graph", paths, seed)
    assert [name for name in FILES if found[name] != first[1][name]] == []


def test_built_over_itself_nothing_changes(first: tuple[Path, dict[str, bytes]]) -> None:
    folder, before = first
    for seed in (3, 4):
        assert build(folder, [ROOT / "data" / "reports"], seed) == before
