"""A process that is killed, or whose disk is full, leaves each report old or new; the next run ends as a clean one.

``tests/bench/kills.py`` does the same two hundred times.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from tests.upkeep.conftest import dump, report, reports

ROOT = Path(__file__).resolve().parents[2]


def python(code: str, *arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, **more)  # type: ignore[call-overload]


def test_killed_at_random_moments_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.support.kills", str(tmp_path), "8", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert found["faults"] == [], found
    assert found["kills"] == 8
    assert set(found["left"]) <= {".lock", "ledger.sqlite", "store"}, found["left"]


def test_an_empty_journal_that_a_kill_left_goes_with_the_next_run(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    kg.add(reports(1, 2), folder, checked=False)
    before = dump(folder)
    journal = folder / "ledger.sqlite-journal"
    journal.touch()
    kg.add(reports(1, 2), folder, checked=False)
    assert not journal.exists()
    assert dump(folder) == before


@pytest.mark.parametrize("what", ["reading", "storing"])
@pytest.mark.parametrize("step", [0, 1])
def test_killed_at_a_step_the_next_run_takes_it_up(tmp_path: Path, what: str, step: int) -> None:
    kg.add(reports(1, 2), tmp_path / "graph", checked=False)
    before = dump(tmp_path / "graph")
    code = (
        "import os, signal, sys, kg\n"
        "from tests.upkeep.conftest import report\n"
        "seen = []\n"
        "def on_progress(what, done, total):\n"
        f"    seen.append(what)\n    if seen.count({what!r}) == {step + 1}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "wanted = [report(2, day=25), report(3), report(4)]\n"
        "kg.add(wanted, sys.argv[1], on_progress=on_progress, checked=False)\n"
    )
    assert python(code, tmp_path / "graph").returncode == -signal.SIGKILL
    assert dump(tmp_path / "graph") == before
    if what == "storing":
        assert kg.status(tmp_path / "graph").unfinished == 3
    wanted = [report(2, day=25), report(3), report(4)]
    done = kg.add(wanted, tmp_path / "graph", checked=False)
    assert len(done.unchanged) == (3 if what == "storing" else 0)
    kg.build([report(1), *wanted], tmp_path / "built")
    assert dump(tmp_path / "graph") == dump(tmp_path / "built")
    assert sorted(p.name for p in (tmp_path / "graph").iterdir()) == [".lock", "ledger.sqlite", "store"]


def test_a_full_disk_is_one_clear_line_and_nothing_is_lost(tmp_path: Path) -> None:
    """No file may grow beyond a size (``RLIMIT_FSIZE``), which for a program is as a full disk."""
    kg.add(reports(1, 2), tmp_path / "graph", checked=False)
    before = dump(tmp_path / "graph")
    code = (
        "import sys; from kg.cli import run\nimport signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "sys.exit(run(['add', '-', '-q', '--no-check', '-g', sys.argv[1]]))\n"
    )
    records = "".join(
        json.dumps({"id": f"r-{n}", "lang": "hi", "text": report(n).text * 40}, ensure_ascii=False) + "\n"
        for n in range(3, 40)
    )
    small = 8 << 10
    done = python(
        code,
        tmp_path / "graph",
        input=records,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (small, small)),
    )
    assert done.returncode == 2, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert str(tmp_path / "graph") in line and "Traceback" not in done.stderr
    assert dump(tmp_path / "graph") == before
    assert kg.add(reports(3), tmp_path / "graph", checked=False).added == ("r-003",)
    assert kg.verify(tmp_path / "graph") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_small_disk_that_fills_up_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("no mount here")
    try:
        kg.add(reports(1, 2), disk / "graph", checked=False)
        before = dump(disk / "graph")
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "ballast").write_bytes(b"x" * (free - (32 << 10)))
        with pytest.raises(kg.StoreError, match="graph"):
            kg.add(reports(*range(3, 30)), disk / "graph", checked=False)
        assert dump(disk / "graph") == before
        (disk / "ballast").unlink()
        kg.add(reports(*range(3, 30)), disk / "graph", checked=False)
        assert kg.verify(disk / "graph") == []
        assert kg.status(disk / "graph").reports == 29
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
