"""``kg gold``: each command over a folder of annotated reports, and the exit code of one that is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

GOLD = Path(__file__).resolve().parents[2] / "data" / "gold"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the source of one annotated report."""
    (tmp_path / "gold").mkdir()
    shutil.copy(GOLD / "hi" / "hi-g101.gold", tmp_path / "gold")
    return tmp_path / "gold"


def test_gold_compile_writes_text_and_annotation_and_check_finds_nothing(kg, folder: Path) -> None:
    result = kg("gold", "compile", folder)
    assert (result.code, result.out) == (0, "")
    for suffix in ("txt", "json"):
        assert (folder / f"hi-g101.{suffix}").read_bytes() == (GOLD / "hi" / f"hi-g101.{suffix}").read_bytes()
    assert kg("gold", "check", folder).code == 0


def test_gold_names_a_fault_with_its_line_and_fails(kg, folder: Path) -> None:
    source = folder / "hi-g101.gold"
    source.write_text("publish: never\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    result = kg("gold", "compile", folder)
    assert result.code == 1
    assert result.out.startswith("hi-g101.gold:1: unknown key 'publish'")


def test_gold_check_against_other_reports_names_a_shared_sentence(kg, folder: Path) -> None:
    kg("gold", "compile", folder)
    shutil.copytree(folder, folder.parent / "other")
    result = kg("gold", "check", folder, "--against", folder.parent / "other")
    assert result.code == 1 and "this sentence stands in hi-g101 too" in result.out


def test_gold_counts_cells_and_figures(kg, folder: Path) -> None:
    kg("gold", "compile", folder)
    assert kg("gold", "coverage", folder).out.startswith("hi: 1 reports, ")
    assert "| hi | 1 |" in kg("gold", "figures", folder).out


def test_gold_split_puts_each_report_in_one_part(kg, folder: Path) -> None:
    assert kg("gold", "split", folder).out.splitlines() == ["train: 1 reports", "dev: 0 reports", "test: 0 reports"]
    parts = json.loads((folder / "splits.json").read_text(encoding="utf-8"))
    assert [name for name, ids in parts.items() if "hi-g101" in ids] == ["train"]
