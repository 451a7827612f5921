"""The graphs of many reports as N-Quads, made side by side by processes of their own.

Each process is given a batch of reports and answers with their quads, in turn: the order is that of the reports,
however the processes run. They hold no file of the graph folder, and end when their input does.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice

from kg.canonical import changes
from kg.graph import iris
from kg.graph.serialize import report_lines
from kg.linking import renamed
from kg.linking.canonical import occurrence
from kg.nouns import Extraction
from kg.records import Record, from_record

BATCH, LEAST, MOST = 64, 1000, 4
"""Reports in a batch, reports that are worth a process, and processes at most."""


@dataclass(frozen=True, slots=True)
class Task:
    """What was found in a report, as a record, and the things that have another id over all reports."""

    record: Record
    changes: Mapping[str, str]

    def named(self) -> Extraction:
        """What was found, under these ids."""
        extraction = from_record(self.record)
        return renamed(extraction, {occurrence(extraction.report.id, t): id for t, id in self.changes.items()})


def task(line: str, ids: Mapping[str, str]) -> Task:
    """The task of a report, from its line of JSON and the ids of all reports."""
    record = json.loads(line)
    things = (thing["id"] for kind in ("entities", "events") for thing in record[kind])
    return Task(record, changes(ids, record["id"], things))


def quads(name: str, lines: Iterable[str]) -> bytes:
    """Each triple twice: in its named graph and in the default graph, which holds it once."""
    return "".join(f"{line} <{name}> .\n{line} .\n" for line in lines).encode()


def made(tasks: Iterable[Task]) -> list[bytes]:
    """The quads of each report."""
    found = (task.named() for task in tasks)
    return [quads(iris.graph(extraction.report.id), report_lines(extraction)) for extraction in found]


def made_by(processes: int, tasks: Iterable[Task]) -> Iterator[bytes]:
    """The quads of each report in the order of the tasks, made by so many processes; 0: by this one."""
    with ExitStack() as stack:
        makers = [stack.enter_context(_Maker()) for _ in range(processes)]
        asked: deque[_Maker] = deque()
        for number, batch in enumerate(_batches(tasks)):
            if not makers:
                yield from made(batch)
                continue
            answers = asked.popleft().answer() if len(asked) == len(makers) else []
            asked.append(makers[number % len(makers)])
            asked[-1].ask(batch)
            yield from answers
        while asked:
            yield from asked.popleft().answer()


def processes_for(reports: int) -> int:
    """How many processes are worth their start: none for few reports, or where there is one processor."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(processors, MOST) if processors > 1 and reports >= LEAST else 0


class _Maker:
    """A process that makes quads. Where it is gone, its work is done here."""

    def __init__(self) -> None:
        places = os.pathsep.join(os.path.abspath(place) for place in sys.path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from {__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": places},
        )
        self._batch: list[Task] = []

    def __enter__(self) -> _Maker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, batch: list[Task]) -> None:
        self._batch = batch
        assert self._process.stdin is not None
        try:
            pickle.dump(batch, self._process.stdin)
            self._process.stdin.flush()
        except OSError:
            self._process.kill()

    def answer(self) -> list[bytes]:
        assert self._process.stdout is not None
        try:
            found: list[bytes] = pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):
            self._process.kill()
            return made(self._batch)
        return found


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    rest = iter(tasks)
    while batch := list(islice(rest, BATCH)):
        yield batch


def main() -> None:
    """Answer batches on stdin until it ends."""
    while True:
        try:
            batch: list[Task] = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        pickle.dump(made(batch), sys.stdout.buffer)
        sys.stdout.buffer.flush()
