"""The wheel: built, put into an environment of its own, and used from another folder."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    subprocess.run(command, cwd=ROOT, check=True)
    (found,) = folder.glob("mulaqat-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the programs of an environment that has the wheel; what it depends on comes from this one."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--prefix",
        str(folder),
        str(wheel),
    ]
    subprocess.run([*command, "--ignore-installed"], check=True, cwd=folder)
    (packages / "borrowed.pth").write_text("\n".join(p for p in site.getsitepackages() if Path(p).is_dir()) + "\n")
    return folder / "bin"


def run(installed: Path, cwd: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    command = [str(installed / "python"), str(installed / "kg"), *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_holds_the_languages_the_ontology_and_the_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "kg", "ontology", "data/gazetteer", "data/epochs.ttl"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    wanted = [line for line in tracked.stdout.splitlines() if (ROOT / line).is_file()]
    missing = {line if line.startswith("kg/") else f"kg/_share/{line}" for line in wanted} - names
    assert not missing
    assert {"kg/_share/ontology/vocabulary.ttl", "kg/_share/ontology/types/meeting.ttl", "kg/cli.py"} <= names


def test_wheel_is_used_from_another_folder(installed: Path, tmp_path: Path) -> None:
    reports = ROOT / "data" / "reports"
    code = "import kg; print(kg.__file__)"
    where = subprocess.run([str(installed / "python"), "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert str(installed.parent) in where.stdout
    out = run(installed, tmp_path, "build", str(reports), "-o", "graph")
    assert "graph/graph.ttl" in out
    assert "meeting" in run(installed, tmp_path, "types")
    assert run(installed, tmp_path, "languages").split() == ["ar", "en", "fa", "hi", "ur"]
    rows = run(installed, tmp_path, "query", "met", "--param", "name=एस. जयशंकर", "--format", "csv").splitlines()
    assert len(rows) > 1
    assert run(installed, tmp_path, "check") == "no violations\n"


def test_wheel_brings_the_learned_reader(installed: Path, tmp_path: Path) -> None:
    text = "Trade minister Amina Lawal met Port Authority director Henrik Dahl in Lagos on Monday."
    (tmp_path / "report.txt").write_text(f"---\nlang: en\n---\n{text}", encoding="utf-8")
    extraction = json.loads(run(installed, tmp_path, "extract", "report.txt"))
    assert [event["type"] for event in extraction["events"]] == ["meeting"]
