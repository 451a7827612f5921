"""Graphs made by several processes are those that one makes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.graph import iris
from kg.records import dumps
from kg.upkeep import makers, settle
from kg.upkeep.makers import Task, made, made_by, task
from tests.upkeep.conftest import dump, reports

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tasks() -> list[Task]:
    found = list(kg.extract(reports(*range(12))))
    ids = {f"{e.report.id}#{e.entities[0].id}": f"{e.entities[0].kind}/another" for e in found}
    return [task(dumps(extraction), ids) for extraction in found]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makers, "BATCH", 2)


def test_the_order_is_that_of_the_reports(tasks: list[Task]) -> None:
    pieces = list(made_by(2, tasks))
    assert len(pieces) == 12 and pieces == made(tasks) == list(made_by(0, tasks))
    for number, piece in enumerate(pieces):
        assert f"<{iris.graph(f'r-{number:03}')}> .\n".encode() in piece


def test_a_task_holds_what_has_another_id_in_its_report(tasks: list[Task]) -> None:
    for one in tasks:
        first = one.record["entities"][0]["id"]
        assert one.changes == {first: f"{first.partition('/')[0]}/another"}
        assert one.named().entities[0].id == one.changes[first]


def test_what_a_lost_process_leaves_is_made_all_the_same(tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def started(*arguments: object, **keywords: object) -> subprocess.Popen[bytes]:
        processes.append(start(*arguments, **keywords))  # type: ignore[call-overload]
        return processes[-1]

    def until_one_is_lost() -> Iterator[Task]:
        for number, one in enumerate(tasks):
            if number == 5:
                processes[0].kill()
                processes[0].wait()
            yield one

    monkeypatch.setattr(subprocess, "Popen", started)
    assert list(made_by(2, until_one_is_lost())) == made(tasks)
    assert len(processes) == 2 and all(process.returncode is not None for process in processes)


def test_processes_end_with_the_one_that_asks(tmp_path: Path) -> None:
    """Killed outright, it leaves nobody behind who could hold on to the folder."""
    code = (
        "import time\nfrom kg.upkeep.makers import _Maker\n"
        "maker = _Maker()\nprint(maker._process.pid, flush=True)\ntime.sleep(60)"
    )
    asking = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
    assert asking.stdout is not None
    made = int(asking.stdout.readline())
    asking.kill()
    asking.communicate()
    until = time.monotonic() + 20
    while time.monotonic() < until and _runs(made):
        time.sleep(0.05)
    assert not _runs(made)


def test_a_store_that_several_processes_made_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.add(reports(*range(12)), tmp_path / "one")
    monkeypatch.setattr(settle, "processes_for", lambda reports: 2)
    monkeypatch.setattr(settle, "MANY", 5)
    kg.add(reports(*range(12)), tmp_path / "several")
    assert dump(tmp_path / "one") == dump(tmp_path / "several")
    assert kg.verify(tmp_path / "several") == []


def test_few_reports_are_not_worth_a_process() -> None:
    assert makers.processes_for(999) == 0
    most = min(os.cpu_count() or 1, makers.MOST)
    assert makers.processes_for(1000) in range(most + 1) and makers.processes_for(1000) != 1


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
