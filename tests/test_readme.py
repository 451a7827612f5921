"""Every block of code in the README runs, in the order in which it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
SETUP = "python3 -m venv .venv && .venv/bin/pip install -q "
INSTALLS = [code.strip() for _, _, code in BLOCKS if code.startswith("python3 -m venv")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample reports, the graph that the first command builds, and ``kg`` on the path."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "data").mkdir()
    for name in ("reports", "gold"):
        (folder / "data" / name).symlink_to(ROOT / "data" / name)
    (folder / "bin").mkdir()
    (folder / "bin" / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    (folder / "bin" / "kg").chmod(0o755)
    (folder / "bin" / "python").symlink_to(sys.executable)
    run(folder, INSTALLS[0].rsplit("&&", 1)[1].replace(".venv/bin/", ""))
    return folder


def run(folder: Path, script: str) -> str:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    command = ["bash", "-euc", script]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_readme_has_two_commands_for_a_fresh_machine_each_one_line() -> None:
    first, second = INSTALLS
    assert first == f"{SETUP}. && .venv/bin/kg build data/reports -o graph --force"
    assert second == f"{SETUP}-e '.[dev]' && tests/prepare.sh && .venv/bin/python -m pytest -n auto --dist worksteal"


def test_readme_blocks_run_in_their_order(place: Path) -> None:
    for language, name, code in BLOCKS:
        if name:
            (place / name).write_text(code, encoding="utf-8")
        elif language == "python":
            run(place, f"{sys.executable} - <<'END'\n{code}\nEND")
        elif code.strip() not in INSTALLS:
            assert language == "sh", f"a block of {language!r} that nobody runs"
            run(place, code)
    assert len(BLOCKS) >= 10


@pytest.mark.parametrize("query", re.findall(r"^kg (query .*)$", README, re.MULTILINE))
def test_readme_question_has_an_answer(place: Path, query: str) -> None:
    rows = run(place, f"kg {query.split(' --format')[0]} --format csv").splitlines()
    assert len(rows) > 1, rows


def test_readme_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
