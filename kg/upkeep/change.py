"""Add reports to a graph folder, take reports back, and redo what is out of date."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from kg import outputs, readers
from kg.errors import CheckError, KgError, ReportError, ResourceError, StoreError
from kg.extracting import Progress, Source, extraction_of, reports_in
from kg.ledger import Ledger, Row, unchanged
from kg.nouns import Extraction, Report
from kg.pipeline import BuildError
from kg.reading import Problem
from kg.upkeep.settle import settle
from kg.versions import versions

_BATCH = 64
"""How many reports are read between two writes to the disk: what a kill can cost of the reading."""

Folder = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of reports: the ids of those that were ``added``, ``replaced``, ``retracted``, or ``unchanged``.

    ``written`` is how many named graphs were written or dropped, also for an earlier run that did not finish;
    ``problems`` says which reports could not be used.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    retracted: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    written: int = 0
    problems: tuple[Problem, ...] = field(default=())


def add(
    sources: Source | Iterable[Source],
    folder: Folder,
    *,
    strict: bool = False,
    lang: str | None = None,
    reader: str = "learned",
    checked: bool = True,
    stdin: BinaryIO | None = None,
    on_progress: Progress | None = None,
) -> Changes:
    """Add reports to a graph folder; one whose id is there already replaces that one, and only that one.

    A folder that is not there is made, with a store and without the files of a build. ``sources``, ``lang`` and
    ``reader`` as in :func:`kg.build`. A report that is unchanged, and would be read the same, is left alone. With
    ``checked``, one whose graph breaks the shapes is refused, as one that cannot be read. With ``strict`` nothing is
    changed when one is refused. A run that is killed is taken up by the next: reports read are not read again.

    Raises :class:`kg.BuildError` where no report could be used, :class:`kg.errors.StoreError` where another kg is
    changing the folder, where it is none of ours, or where the disk is full: nothing that was there is lost.
    """
    readers.check(reader)
    reports, unread = reports_in(sources, lang, stdin)
    problems = list(unread)
    if strict and any(problem.refused for problem in problems):
        raise BuildError("an input could not be used; nothing was changed", tuple(problems))
    with _opened(Path(folder), create=True) as ledger:
        found = _Found(ledger, reader, checked, strict, problems)
        found.read(_once(reports, problems), len(reports), on_progress)
        if not (found.added or found.replaced or found.same):
            raise BuildError("no report could be used; nothing was changed", tuple(problems))
        written = settle(Path(folder), ledger, on_progress)
    return Changes(tuple(found.added), tuple(found.replaced), (), tuple(found.same), written, tuple(problems))


def retract(ids: str | Iterable[str], folder: Folder, *, on_progress: Progress | None = None) -> Changes:
    """Take reports back, by id: their graphs go, and from the default graph what no other report says.

    Raises :class:`kg.errors.ReportError` where there is no such report (nothing is changed), and
    :class:`kg.errors.StoreError` as :func:`add`.
    """
    wanted = tuple(dict.fromkeys([ids] if isinstance(ids, str) else ids))
    with _opened(Path(folder)) as ledger:
        with ledger.together():
            for id in wanted:
                if not ledger.withdraw(id):
                    raise ReportError(f"{id}: no such report in {folder}; kg query reports lists the ids")
        written = settle(Path(folder), ledger, on_progress)
    return Changes(retracted=wanted, written=written)


def refresh(folder: Folder, *, checked: bool = True, on_progress: Progress | None = None) -> Changes:
    """Read again what an earlier version read, from the texts that are kept, and finish what was not finished.

    A store that is missing is made anew. Raises :class:`kg.errors.StoreError` as :func:`add`.
    """
    problems: list[Problem] = []
    with _opened(Path(folder)) as ledger:
        old = [row for row in ledger.rows() if is_old(row)]
        found = _Found(ledger, "learned", checked, False, problems)
        for done in range(0, len(old), _BATCH):
            batch = old[done : done + _BATCH]
            if on_progress is not None:
                on_progress("reading", done, len(old))
            with ledger.together():
                for row in batch:
                    found.one(ledger.extraction(row).report, row.reader)
        written = settle(Path(folder), ledger, on_progress)
    return Changes((), tuple(found.replaced), (), tuple(found.same), written, tuple(problems))


def is_old(row: Row) -> bool:
    """Whether another version would read this report now; False for a language that is no longer there."""
    try:
        return row.versions != versions(row.reader, row.lang)
    except KgError:
        return False


class _Found:
    """Reports on their way into a ledger."""

    def __init__(self, ledger: Ledger, reader: str, checked: bool, strict: bool, problems: list[Problem]) -> None:
        self.ledger, self.reader, self.checked, self.strict = ledger, reader, checked, strict
        self.problems = problems
        self.added: list[str] = []
        self.replaced: list[str] = []
        self.same: list[str] = []

    def read(self, reports: Iterable[Report], total: int, on_progress: Progress | None) -> None:
        """Read reports and keep what is found, some at a time; all at once where one refused undoes the others."""
        batch: list[Report] = []
        size = total if self.strict else _BATCH
        for done, report in enumerate(reports):
            batch.append(report)
            if len(batch) >= size:
                self._keep(batch)
                batch = []
            if on_progress is not None:
                on_progress("reading", done, total)
        self._keep(batch)

    def _keep(self, batch: list[Report]) -> None:
        with self.ledger.together():
            for report in batch:
                self.one(report, self.reader)
            if self.strict and any(problem.refused for problem in self.problems):
                raise BuildError("a report could not be used; nothing was changed", tuple(self.problems))

    def one(self, report: Report, reader: str) -> None:
        """Keep what is found in one report, unless that is there."""
        row = self.ledger.row(report.id)
        try:
            if row is not None and unchanged(row, report, reader):
                self.same.append(report.id)
                return
            extraction = extraction_of(report, reader)
            if self.checked:
                _require_shapes(extraction)
            self.ledger.keep(extraction, versions(reader, report.lang), reader)
        except (ResourceError, StoreError):
            raise
        except KgError as error:
            self.problems.append(Problem(report.id, str(error)))
            return
        (self.replaced if row else self.added).append(report.id)


def _require_shapes(extraction: Extraction) -> None:
    from kg.graph.check import require

    try:
        require(extraction)
    except CheckError as error:
        raise CheckError(f"breaks a rule of the vocabulary: {error}") from error


def _once(reports: Iterable[Report], problems: list[Problem]) -> Iterator[Report]:
    seen: set[str] = set()
    for report in reports:
        if report.id in seen:
            problems.append(Problem(report.id, "another report has this id and is used; give each its own id"))
            continue
        seen.add(report.id)
        yield report


@contextmanager
def _opened(folder: Path, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger of a folder that nobody else changes."""
    if not outputs.is_output(folder):
        outputs.recover(folder)
    if not outputs.is_output(folder):
        if not create:
            raise StoreError(f"{folder}: no graph there; make one with: kg build REPORTS -o FOLDER, or kg add")
        if folder.exists() and (not folder.is_dir() or any(p.name != ".lock" for p in folder.iterdir())):
            raise StoreError(f"{folder}: holds something else and is not changed; choose another folder")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder}: cannot be made ({(error.strerror or '').lower()})") from error
    elif not (folder / outputs.LEDGER).is_file():
        raise StoreError(f"{folder}: was built before there was a ledger; build it again with: kg build --force")
    with outputs.writing(folder), Ledger.open(folder, create=create) as ledger:
        ledger.tidy()
        yield ledger
