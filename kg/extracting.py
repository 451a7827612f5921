"""Reports in, what is found in each of them out: files are read, each report by a reader, faults are handed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg import language, readers
from kg.errors import KgError, LanguageError, ReportError, ResourceError
from kg.nouns import Extraction, Report
from kg.reading import Problem, read

Source = str | os.PathLike[str] | Report
"""A file, a folder, ``-`` for standard input, or a report that is already in memory."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

Earlier = Callable[[Report, str], Extraction | None]
"""Gives what was found in a report before by a reader, where nothing it depends on has changed."""


def extract(
    sources: Source | Iterable[Source],
    *,
    lang: str | None = None,
    reader: str = "learned",
    stdin: BinaryIO | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    on_progress: Progress | None = None,
) -> tuple[Extraction, ...]:
    """What is found in each report, sorted by the id of the report.

    ``sources``, ``lang`` and ``reader`` as in :func:`kg.build`. What is wrong with the input is handed to
    ``on_problem``, and a report that cannot be used is left out; without ``on_problem`` it raises
    :class:`kg.errors.ReportError`.
    """
    readers.check(reader)
    reports, problems = reports_in(sources, lang, stdin)
    for problem in problems:
        _report(problem, on_problem)
    return tuple(extractions(reports, reader, on_problem, on_progress))


def languages() -> tuple[str, ...]:
    """The codes (ISO 639-1) of the languages that reports can be in."""
    return tuple(language.codes())


def reports_in(
    sources: Source | Iterable[Source], lang: str | None, stdin: BinaryIO | None
) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """The reports in ``sources``, sorted by id, and what was wrong with the input; arguments as in :func:`kg.build`."""
    if lang is not None and lang not in languages():
        raise LanguageError(f"no language {lang!r}; there are: {', '.join(languages())}")
    given = [sources] if isinstance(sources, str | os.PathLike | Report) else list(sources)
    paths = [str(path) for path in given if not isinstance(path, Report)]
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise ReportError(f"{path}: no such file or folder")
    reading = read(paths, lang=lang, stdin=stdin)
    reports = [*reading.reports, *(report for report in given if isinstance(report, Report))]
    return tuple(sorted(reports, key=lambda report: (report.id, repr(report)))), tuple(reading.problems)


def extractions(
    reports: tuple[Report, ...],
    reader: str,
    on_problem: Callable[[Problem], None] | None,
    on_progress: Progress | None,
    earlier: Earlier | None = None,
) -> Iterator[Extraction]:
    """What is found in each report, in their order; arguments as in :func:`extract`."""
    seen: set[str] = set()
    for done, report in enumerate(reports):
        tell(on_progress, "reading", done, len(reports))
        try:
            if report.id in seen:
                raise ReportError("another report has this id and is used; give each its own id")
            seen.add(report.id)
            known = earlier(report, reader) if earlier else None
            yield known or extraction_of(report, reader)
        except ResourceError:
            raise
        except KgError as error:
            _report(Problem(report.id, str(error)), on_problem)
    tell(on_progress, "reading", len(reports), len(reports))


def read_with(reader: str, model: Path | None = None) -> Callable[[Report], Extraction]:
    """The function from a report to what is found in it, by a reader and, for the learned one, another model."""
    readers.check(reader)
    return lambda report: extraction_of(report, reader, model)


def extraction_of(report: Report, reader: str, model: Path | None = None) -> Extraction:
    """What is found in one report. Raises :class:`kg.errors.KgError` where it cannot be used."""
    from kg.resolve import assemble

    if report.lang == "und":
        known = ", ".join(language.codes())
        raise LanguageError(
            f"language not recognized; name it in the report's metadata (lang: ...); there are: {known}"
        )
    language.folder(report.lang)
    try:
        return assemble(report, readers.reader(reader, report.lang, model)(report))
    except KgError:
        raise
    except Exception as error:
        raise ReportError(f"a fault in Mulaqat, please report it ({type(error).__name__}: {error})") from error


def _report(problem: Problem, on_problem: Callable[[Problem], None] | None) -> None:
    if on_problem is not None:
        on_problem(problem)
    elif problem.refused:
        raise ReportError(str(problem))


def tell(on_progress: Progress | None, what: str, done: int, total: int) -> None:
    """Say how far the work is, where somebody wants to know."""
    if on_progress is not None:
        on_progress(what, done, total)
