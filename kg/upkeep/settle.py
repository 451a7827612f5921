"""Bring the store of a folder to what its ledger says.

What others read is never changed: a twin of the store is, and then takes its place. A run that is killed leaves the
store as it was and the ledger with its open rows, which the next run settles.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg import outputs
from kg.canonical import Judgements, Naming, comparable, naming
from kg.extracting import Progress
from kg.graph import iris
from kg.graph.serialize import concept_lines, difference_lines, report_lines
from kg.ledger import CONCEPTS, DIFFERENCES, Ledger, Row, concepts_hash, digest_under, judgements, line_hash
from kg.linking import differences
from kg.nouns import Extraction
from kg.pipeline import DERIVED, graph_of, write_files
from kg.store import DiskStore
from kg.store.servers import Server, server_of
from kg.upkeep.makers import Task, made_by, processes_for, quads, task

if TYPE_CHECKING:
    from kg.store.remote import RemoteStore

STORE = "store"
_FILES, _ENGINE = "files", "engine"
_STALE, _WRITTEN = "stale", "written"
MANY = 10_000
"""New graphs after which the files of a store are put in order, so that it answers several times faster."""


@dataclass(frozen=True, slots=True)
class Change:
    """A graph, and the digest that it is to have (empty: it goes).

    ``lines`` makes its triples in N-Triples; ``task``, for the graph of a report, is for others to make them.
    """

    graph: str
    digest: str
    lines: Callable[[], list[str]]
    task: Callable[[], Task] | None = None


def settle(folder: Path, ledger: Ledger, on_progress: Progress | None = None) -> int:
    """Write every graph that is not in the store as the ledger has it; returns how many those were.

    For the holder of :func:`kg.outputs.writing`. Raises :class:`kg.errors.StoreError` where the disk is full or the
    server refuses; the store is then as it was, and the work is still to do.
    """
    server = server_of(folder)
    engine = server.query if server else ""
    if ledger.fact(_ENGINE) != engine or (server is None and not (folder / STORE).is_dir()):
        ledger.forget_store()
        ledger.note(_ENGINE, engine)
    changes = [*_concepts(ledger), *_reports(ledger, judgements(ledger))]
    if changes:
        ledger.note(_FILES, _STALE)
        if server is not None:
            _on_server(server, changes, ledger, on_progress)
        else:
            _on_disk(folder, changes, on_progress)
            _settled(ledger, changes)
    _refresh_files(folder, ledger, on_progress)
    return len(changes)


def store_of(folder: Path) -> DiskStore | RemoteStore:
    """What keeps the triples of a folder, to read. Raises :class:`kg.errors.StoreError` where that cannot be opened."""
    server = server_of(folder)
    return server.open() if server is not None else DiskStore.read_only(folder / STORE)


def files_are_stale(ledger: Ledger) -> bool:
    """Whether the files beside the store are older than it."""
    return ledger.fact(_FILES) == _STALE


def _reports(ledger: Ledger, human: Judgements) -> Iterator[Change]:
    if not ledger.count()[1]:
        return
    named = naming(ledger.extractions(), human)
    unlike = difference_lines(differences(_expected(ledger, named)))
    digest = line_hash("\n".join(unlike))
    if (ledger.fact(DIFFERENCES) or line_hash("")) != digest:
        yield Change(iris.LINKS_GRAPH, digest if unlike else "", lambda: unlike)
    for row in ledger.unsettled():
        digest = "" if row.gone else row.due
        made = partial(_task, ledger, row, named)
        yield Change(row.graph, digest, partial(_lines, made), made)


def _expected(ledger: Ledger, named: Naming) -> list[Extraction]:
    """Have the ledger expect every report as it is named now; what is told more than once, to compare.

    The reports are gone through one at a time: no more than a few are in memory.
    """
    expected: list[tuple[str, str]] = []
    told: list[Extraction] = []
    for row, line in zip(ledger.rows(), ledger.lines(), strict=True):
        one = task(line, named.ids)
        digest = digest_under(row.digest, one.changes)
        if row.due != digest:
            expected.append((row.graph, digest))
        if any(one.changes.get(event["id"], event["id"]) in named.retold for event in one.record["events"]):
            told += comparable([one.named()], named.retold)
    ledger.expect(expected)
    return told


def _lines(made: Callable[[], Task]) -> list[str]:
    return report_lines(made().named())


def _task(ledger: Ledger, row: Row, named: Naming) -> Task:
    return task(ledger.line(row), named.ids)


def _concepts(ledger: Ledger) -> Iterator[Change]:
    found = concept_lines()
    digest = concepts_hash(found)
    if ledger.fact(CONCEPTS) != digest:
        for graph, lines in found.items():
            yield Change(graph, digest, lambda lines=lines: lines)  # type: ignore[misc]


def _settled(ledger: Ledger, changes: Iterable[Change]) -> None:
    with ledger.together():
        for change in changes:
            if change.graph in (iris.TYPES_GRAPH, iris.REFERENCE_GRAPH):
                ledger.note(CONCEPTS, change.digest)
            elif change.graph == iris.LINKS_GRAPH:
                ledger.note(DIFFERENCES, change.digest or line_hash(""))
        ledger.mark([(change.graph, change.digest) for change in changes])


def _on_disk(folder: Path, changes: list[Change], on_progress: Progress | None) -> None:
    with outputs.part(folder / STORE) as fresh:
        old = folder / STORE
        store = DiskStore.twin(fresh, old) if old.is_dir() else DiskStore.create(fresh)
        new: list[Change] = []
        done = 0
        for change in changes:
            if change.digest and not store.has(change.graph):
                new.append(change)
                continue
            _tell(on_progress, done, len(changes))
            store.put(change.graph, _triples(change))
            done += 1
        if new:
            store.bulk(cast("io.BufferedReader", Lines(_quads(new, done, len(changes), on_progress))))
        if len(new) >= MANY:
            _tell(on_progress, 0, 1, "compacting")
            store.compact()
        store.flush()
        del store


def _quads(new: list[Change], done: int, total: int, on_progress: Progress | None) -> Iterator[bytes]:
    """The quads of graphs that the store does not hold; those of many reports are made side by side."""
    tasks = [change.task for change in new if change.task]
    others = (quads(change.graph, change.lines()) for change in new if not change.task)
    reports = made_by(processes_for(len(tasks)), (task() for task in tasks))
    for number, piece in enumerate(chain(others, reports), done):
        _tell(on_progress, number, total)
        yield piece


def _triples(change: Change) -> bytes:
    return "".join(f"{line} .\n" for line in change.lines() if change.digest).encode()


def _on_server(server: Server, changes: list[Change], ledger: Ledger, on_progress: Progress | None) -> None:
    store = server.open()
    for done, change in enumerate(changes):
        _tell(on_progress, done, len(changes))
        store.put(change.graph, _triples(change))
        _settled(ledger, [change])


def _refresh_files(folder: Path, ledger: Ledger, on_progress: Progress | None) -> None:
    if not files_are_stale(ledger):
        return
    names = [name for name in DERIVED if (folder / name).is_file()]
    if names:
        write_files(graph_of(ledger.extractions(), judgements(ledger)), folder, on_progress, names)
    ledger.note(_FILES, _WRITTEN)


def _tell(on_progress: Progress | None, done: int, total: int, what: str = "storing") -> None:
    if on_progress is not None:
        on_progress(what, done, total)


class Lines(io.RawIOBase):
    """Pieces of bytes as a file to read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        size = len(self._rest) if size < 0 else size
        found, self._rest = self._rest[:size], self._rest[size:]
        return bytes(found)
