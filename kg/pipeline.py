"""The whole line in one place: reports in, a knowledge graph out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg import language, outputs, readers
from kg.errors import KgError, LanguageError, ReportError, ResourceError, StoreError
from kg.nouns import Extraction, Report
from kg.reading import Problem, read

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.page import Scope

Source = str | os.PathLike[str] | Report
"""A file, a folder, ``-`` for standard input, or a report that is already in memory."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

FILES = ("graph.ttl", "graph.trig", outputs.EXTRACTIONS, "graph.html", "store")
"""What a build writes, in the order in which the summary names it."""


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """What a build made: the RDF dataset, what was found in each report, and which reports could not be used.

    ``dataset`` holds one named graph a report and their merge in the default graph; ``problems`` says which reports
    were left out (``refused``) and what else was wrong with the input; ``path`` is the output folder, None where
    nothing was written.
    """

    dataset: Dataset
    extractions: tuple[Extraction, ...]
    problems: tuple[Problem, ...] = ()
    path: Path | None = None


class BuildError(ReportError):
    """Nothing was built: no report could be used, or one could not and ``strict`` was asked for."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems


def build(
    sources: Source | Iterable[Source],
    out: str | os.PathLike[str] | None = None,
    *,
    force: bool = False,
    strict: bool = False,
    lang: str | None = None,
    reader: str = "learned",
    stdin: BinaryIO | None = None,
    on_progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read reports and make one knowledge graph of them; write it to the folder ``out`` where one is given.

    ``sources`` are files, folders or :class:`kg.nouns.Report` objects, in any order: the result is the same. ``lang``
    (ISO 639-1) is for reports that do not name their language; ``reader`` is one of :data:`kg.readers.READERS`. A
    report that cannot be used is left out and listed in ``problems``; with ``strict`` it stops the build. The folder
    appears whole or not at all; an earlier output is replaced only with ``force``, and stays as it was when the build
    fails or is killed.

    Raises :class:`BuildError` when nothing could be built, :class:`kg.errors.ReportError` for a path that does not
    exist, :class:`kg.errors.LanguageError` for an unknown ``lang``, :class:`kg.errors.StoreError` for an output
    folder that exists or cannot be written.
    """
    if out is None:
        return _graph(sources, strict, lang, reader, stdin, on_progress)
    target = Path(out)
    with outputs.folder(target, force=force) as folder:
        graph = _graph(sources, strict, lang, reader, stdin, on_progress)
        _write(graph, folder, on_progress)
    return replace(graph, path=target)


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

    ``sources``, ``lang`` and ``reader`` as in :func:`build`. What is wrong with the input is handed to ``on_problem``,
    and a report that cannot be used is left out; without ``on_problem`` it raises :class:`kg.errors.ReportError`.
    """
    readers.check(reader)
    reports, problems = _reports(sources, lang, stdin)
    for problem in problems:
        _report(problem, on_problem)
    return tuple(_extractions(reports, reader, on_problem, on_progress))


def languages() -> tuple[str, ...]:
    """The codes (ISO 639-1) of the languages that reports can be in."""
    return tuple(language.codes())


def load(folder: str | os.PathLike[str]) -> KnowledgeGraph:
    """Open the output folder of an earlier build. Raises :class:`kg.errors.StoreError` when it is not one."""
    from kg.graph import dataset

    extractions = extractions_in(folder)
    return KnowledgeGraph(dataset(extractions), extractions, (), Path(folder))


def find(folder: str | os.PathLike[str]) -> Path:
    """The path of an output folder. Raises :class:`kg.errors.StoreError` when it is not one."""
    path = Path(folder)
    if not path.exists():
        outputs.recover(path)
    if not (path / outputs.EXTRACTIONS).is_file():
        what = "was not written by kg build" if path.exists() else "no such graph folder"
        raise StoreError(f"{path}: {what}; make one with: kg build REPORTS -o FOLDER")
    return path


def extractions_in(folder: str | os.PathLike[str]) -> tuple[Extraction, ...]:
    """What was found in each report of an output folder. Raises :class:`kg.errors.StoreError` for a broken line."""
    from kg.records import loads

    file = find(folder) / outputs.EXTRACTIONS
    found: list[Extraction] = []
    try:
        with file.open(encoding="utf-8") as lines:
            found.extend(loads(line) for line in lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file}:{len(found) + 1}: cannot be read ({error}); build the graph again") from error
    return tuple(found)


def dataset_in(folder: str | os.PathLike[str]) -> Dataset:
    """The named graphs in ``graph.trig`` of an output folder. Raises :class:`kg.errors.StoreError` if it is broken."""
    from rdflib import Dataset

    file = find(folder) / "graph.trig"
    found = Dataset()
    try:
        found.parse(file, format="trig")
    except Exception as error:  # the parser raises anything from SyntaxError to IndexError
        reason = " ".join(str(error).split())[:160]
        raise StoreError(f"{file}: cannot be read ({reason}); build the graph again") from error
    return found


def draw(extractions: Sequence[Extraction], scope: Scope | None = None, *, lang: str = "en") -> str:
    """The interactive page, as :func:`kg.page.html`, with the words of the ontology for types, parts and claims."""
    from kg import page

    return page.html(extractions, scope, lang=lang, concepts=concept_labels())


def concept_labels() -> dict[str, dict[str, str]]:
    """The labels of event types, parts and claim kinds by code and language, for :mod:`kg.page`."""
    from kg.graph.concepts import claim_types, event_types, roles

    return {id: dict(concept.labels) for id, concept in {**claim_types(), **roles(), **event_types()}.items()}


def _graph(
    sources: Source | Iterable[Source],
    strict: bool,
    lang: str | None,
    reader: str,
    stdin: BinaryIO | None,
    on_progress: Progress | None,
) -> KnowledgeGraph:
    readers.check(reader)
    reports, unread = _reports(sources, lang, stdin)
    problems = list(unread)
    extractions = tuple(_extractions(reports, reader, problems.append, on_progress))
    refused = sum(problem.refused for problem in problems)
    if strict and refused:
        raise BuildError(f"{refused} of the inputs could not be used; nothing was built", tuple(problems))
    if not extractions:
        raise BuildError("no report could be used; nothing was built", tuple(problems))
    from kg.graph import dataset

    _tell(on_progress, "making the graph", 0, 1)
    graph = KnowledgeGraph(dataset(extractions), extractions, tuple(problems))
    _tell(on_progress, "making the graph", 1, 1)
    return graph


def _reports(
    sources: Source | Iterable[Source], lang: str | None, stdin: BinaryIO | None
) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
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


def _extractions(
    reports: tuple[Report, ...], reader: str, on_problem: Callable[[Problem], None] | None, on_progress: Progress | None
) -> Iterator[Extraction]:
    seen: set[str] = set()
    for done, report in enumerate(reports):
        _tell(on_progress, "reading", done, len(reports))
        try:
            if report.id in seen:
                raise ReportError("another report has this id and is used; give each its own id")
            seen.add(report.id)
            yield _extraction(report, reader)
        except ResourceError:
            raise
        except KgError as error:
            _report(Problem(report.id, str(error)), on_problem)
    _tell(on_progress, "reading", len(reports), len(reports))


def read_with(reader: str, model: Path | None = None) -> Callable[[Report], Extraction]:
    """The function from a report to what is found in it, by a reader and, for the learned one, another model."""
    readers.check(reader)
    return lambda report: _extraction(report, reader, model)


def _extraction(report: Report, reader: str, model: Path | None = None) -> Extraction:
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


def _write(graph: KnowledgeGraph, folder: Path, on_progress: Progress | None) -> None:
    from kg import records
    from kg.graph import trig, turtle
    from kg.store import DiskStore

    _tell(on_progress, "writing", 0, len(FILES))
    outputs.write_file(folder / "graph.ttl", turtle(graph.dataset))
    _tell(on_progress, "writing", 1, len(FILES))
    outputs.write_file(folder / "graph.trig", trig(graph.dataset))
    _tell(on_progress, "writing", 2, len(FILES))
    outputs.write_file(folder / outputs.EXTRACTIONS, records.dumps(graph.extractions))
    _tell(on_progress, "writing", 3, len(FILES))
    outputs.write_file(folder / "graph.html", draw(graph.extractions))
    _tell(on_progress, "writing", 4, len(FILES))
    DiskStore.create(folder / "store").load(graph.dataset)
    _tell(on_progress, "writing", len(FILES), len(FILES))


def _report(problem: Problem, on_problem: Callable[[Problem], None] | None) -> None:
    if on_problem is not None:
        on_problem(problem)
    elif problem.refused:
        raise ReportError(str(problem))


def _tell(on_progress: Progress | None, what: str, done: int, total: int) -> None:
    if on_progress is not None:
        on_progress(what, done, total)
