"""A build that is killed leaves the earlier output as it was, and the next build works."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parents[2]
TEXT = "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने {} मार्च 2024 को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।\n"


def build_command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(folder / "reports"), "-o", str(folder / "graph"), "--force", "-q"]


def state(folder: Path) -> dict[str, str]:
    """Every file of an output, by its hash."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output of two reports; the reports now are three, so that a second build gives another."""
    folder = tmp_path_factory.mktemp("kill")
    (folder / "reports").mkdir()
    for day in (11, 12):
        (folder / "reports" / f"{day}.txt").write_text(TEXT.format(day), encoding="utf-8")
    subprocess.run(build_command(folder), cwd=ROOT, check=True)
    (folder / "reports" / "13.txt").write_text(TEXT.format(13), encoding="utf-8")
    return folder


def test_killed_at_ten_moments_the_earlier_output_stays_whole(built: Path) -> None:
    before = state(built / "graph")
    documents = "SELECT ?report { ?report a kg:Document }"
    kills, delay, whole = 0, 0.0, 4.0
    while kills < 10:
        delay = delay + whole / 11 if delay < whole else whole / 20
        started = time.monotonic()
        build = subprocess.Popen(build_command(built), cwd=ROOT)
        try:
            build.wait(timeout=delay)
            whole = time.monotonic() - started
        except subprocess.TimeoutExpired:
            build.send_signal(signal.SIGKILL)
            kills += build.wait() == -signal.SIGKILL
        after = state(built / "graph")
        if after != before:
            assert len(kg.query(built / "graph", documents).rows) == 3
            assert set(after) >= {"graph.ttl", "graph.trig", "extractions.jsonl", "graph.html", "store/CURRENT"}
        else:
            assert len(kg.query(built / "graph", documents).rows) == 2


@pytest.mark.parametrize("step", range(7))
def test_killed_after_each_step_of_the_work(built: Path, tmp_path: Path, step: int) -> None:
    """The process kills itself when it reports progress for the n-th time after reading."""
    code = (
        "import os, signal, sys, kg\n"
        "seen = []\n"
        "def on_progress(what, done, total):\n"
        "    seen.append(what)\n"
        f"    if what != 'reading' and len([w for w in seen if w != 'reading']) == {step + 1}:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "kg.build(sys.argv[1], sys.argv[2], on_progress=on_progress, force=True)\n"
    )
    command = [sys.executable, "-c", code, str(built / "reports" / "11.txt"), str(tmp_path / "graph")]
    shutil.copytree(built / "graph", tmp_path / "graph")
    before = state(tmp_path / "graph")
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    assert state(tmp_path / "graph") == before
    assert len(list(tmp_path.iterdir())) == 2


def test_the_next_build_works_and_clears_up(built: Path) -> None:
    build = subprocess.Popen(build_command(built), cwd=ROOT)
    while not list(built.glob(".graph.kg-*")) and build.poll() is None:
        time.sleep(0.01)
    os.kill(build.pid, signal.SIGKILL)
    build.wait()
    assert list(built.glob(".graph.kg-*"))
    subprocess.run(build_command(built), cwd=ROOT, check=True)
    assert not list(built.glob(".graph.kg-*"))
    assert len((built / "graph" / "extractions.jsonl").read_text("utf-8").splitlines()) == 3
