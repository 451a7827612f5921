"""The whole line in one place: reports in, a knowledge graph out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg import outputs, readers
from kg.canonical import Judgements, linked
from kg.errors import ReportError
from kg.extracting import Progress, Source, extractions, reports_in, tell
from kg.folders import LINKS, RENAMED, extractions_in, links_in, renamed_in
from kg.nouns import Extraction, Link
from kg.reading import Problem

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.ledger import Earlier
    from kg.page import Scope

DERIVED = ("graph.ttl", "graph.trig", outputs.EXTRACTIONS, LINKS, RENAMED, "graph.html")
FILES = (*DERIVED, outputs.LEDGER, "store")
"""What a build writes, in the order in which the summary names it."""


Renaming = tuple[str, str, str]
"""A report, the id of something in that report alone, and its id in the graph."""


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """What a build made: the RDF dataset, what was found in each report, and which reports could not be used.

    ``dataset`` holds one named graph a report and their merge in the default graph; ``problems`` says which reports
    were left out (``refused``) and what else was wrong with the input; ``path`` is the output folder, None where
    nothing was written. ``links`` is the ledger that says who is who; ``renamed`` has an entry (report, id in that
    report alone, id here) for each person, body, place and event whose id the ledger changed.
    """

    dataset: Dataset
    extractions: tuple[Extraction, ...]
    problems: tuple[Problem, ...] = ()
    path: Path | None = None
    links: tuple[Link, ...] = ()
    renamed: tuple[Renaming, ...] = ()


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
    links: str | os.PathLike[str] | Iterable[Link] | None = (),
    stdin: BinaryIO | None = None,
    on_progress: Progress | None = None,
) -> KnowledgeGraph:
    """Read reports and make one knowledge graph of them; write it to the folder ``out`` where one is given.

    ``sources`` are files, folders or :class:`kg.nouns.Report` objects, in any order: the result is the same. ``lang``
    (ISO 639-1) is for reports that do not name their language; ``reader`` is one of :data:`kg.readers.READERS`. Who is
    who across reports, and which events are one, is found by evidence; ``links`` (a file, as :func:`kg.link` writes it,
    or links) are judgements of people, which go before it; with None every report stands by itself. A report that
    cannot be used is left out and listed in ``problems``; with ``strict`` it stops the build. The folder appears whole
    or not at all; an earlier output is replaced only with ``force``, and stays as it was when the build fails or is
    killed. What was found in a report before is used again where nothing it depends on has changed.

    Raises :class:`BuildError` when nothing could be built, :class:`kg.errors.ReportError` for a path that does not
    exist, :class:`kg.errors.LanguageError` for an unknown ``lang``, :class:`kg.errors.StoreError` for an output
    folder that exists or cannot be written, :class:`kg.errors.ResourceError` for a mistake in ``links``.
    """
    human = _judgements(links)
    if out is None:
        found, problems = _found(sources, strict, lang, reader, stdin, on_progress, None)
        return graph_of(found, human, problems, on_progress)
    from kg.ledger import Earlier

    target = Path(out)
    with outputs.folder(target, force=force) as folder, _alone(target), closing(Earlier(target)) as earlier:
        found, problems = _found(sources, strict, lang, reader, stdin, on_progress, earlier)
        graph = graph_of(found, human, problems, on_progress)
        _write(graph, found, human, folder, reader, on_progress)
    return replace(graph, path=target)


def load(folder: str | os.PathLike[str]) -> KnowledgeGraph:
    """Open the output folder of an earlier build. Raises :class:`kg.errors.StoreError` when it is not one."""
    from kg.graph import dataset
    from kg.linking import differences

    extractions = extractions_in(folder)
    made = dataset(extractions, differences(extractions))
    return KnowledgeGraph(made, extractions, (), Path(folder), links_in(folder), renamed_in(folder))


def draw(extractions: Sequence[Extraction], scope: Scope | None = None, *, lang: str = "en") -> str:
    """The interactive page, as :func:`kg.page.html`, with the words of the ontology for types, parts and claims."""
    from kg import page

    return page.html(extractions, scope, lang=lang, concepts=concept_labels())


def concept_labels() -> dict[str, dict[str, str]]:
    """The labels of event types, parts and claim kinds by code and language, for :mod:`kg.page`."""
    from kg.graph.concepts import claim_types, event_types, roles

    return {id: dict(concept.labels) for id, concept in {**claim_types(), **roles(), **event_types()}.items()}


def _alone(target: Path) -> AbstractContextManager[None]:
    """Nobody else changes the output that is replaced."""
    return outputs.writing(target) if outputs.is_output(target) else nullcontext()


def _found(
    sources: Source | Iterable[Source],
    strict: bool,
    lang: str | None,
    reader: str,
    stdin: BinaryIO | None,
    on_progress: Progress | None,
    earlier: Earlier | None,
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    readers.check(reader)
    reports, unread = reports_in(sources, lang, stdin)
    problems = list(unread)
    found = tuple(extractions(reports, reader, problems.append, on_progress, earlier))
    refused = sum(problem.refused for problem in problems)
    if strict and refused:
        raise BuildError(f"{refused} of the inputs could not be used; nothing was built", tuple(problems))
    if not found:
        raise BuildError("no report could be used; nothing was built", tuple(problems))
    return found, tuple(problems)


def graph_of(
    found: Iterable[Extraction],
    human: Judgements,
    problems: tuple[Problem, ...] = (),
    on_progress: Progress | None = None,
) -> KnowledgeGraph:
    """The graph of what was found in reports, with the ids that things have over all of them."""
    from kg.graph import dataset
    from kg.linking import differences

    tell(on_progress, "linking", 0, 1)
    one = linked(found, human)
    tell(on_progress, "making the graph", 0, 1)
    made = dataset(one.extractions, differences(one.extractions))
    parted = ((*key.rpartition("#")[::2], id) for key, id in one.ids.items())
    changed = sorted(row for row in parted if row[1] != row[2])
    tell(on_progress, "making the graph", 1, 1)
    return KnowledgeGraph(made, one.extractions, problems, None, one.links, tuple(changed))


def _judgements(links: str | os.PathLike[str] | Iterable[Link] | None) -> Judgements:
    from kg.linking import ledger

    if links is None:
        return None
    found = ledger.read(Path(links)) if isinstance(links, str | os.PathLike) else tuple(links)
    return tuple(line for line in found if ledger.is_human(line))


def write_files(graph: KnowledgeGraph, folder: Path, on_progress: Progress | None, names: Sequence[str]) -> None:
    """Write those of the files of a build that are named, each whole or not at all."""
    from kg import records
    from kg.graph import trig, turtle
    from kg.linking import ledger

    made: dict[str, Callable[[], str]] = {
        "graph.ttl": lambda: turtle(graph.dataset),
        "graph.trig": lambda: trig(graph.dataset),
        outputs.EXTRACTIONS: lambda: records.dumps(graph.extractions),
        LINKS: lambda: ledger.dumps(graph.links),
        RENAMED: lambda: ledger.dump_renamings(graph.renamed),
        "graph.html": lambda: draw(graph.extractions),
    }
    for done, name in enumerate(names):
        tell(on_progress, "writing", done, len(FILES))
        outputs.write_file(folder / name, made[name]())


def _write(
    graph: KnowledgeGraph,
    found: tuple[Extraction, ...],
    human: Judgements,
    folder: Path,
    reader: str,
    on_progress: Progress | None,
) -> None:
    from kg import ledger
    from kg.store import DiskStore

    write_files(graph, folder, on_progress, DERIVED)
    tell(on_progress, "writing", len(DERIVED), len(FILES))
    with outputs.writing(folder):
        ledger.begin(folder, found, reader, graph.extractions, graph.renamed, human)
    DiskStore.create(folder / "store").load(graph.dataset)
    tell(on_progress, "writing", len(FILES), len(FILES))
