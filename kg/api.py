"""The public functions that take a graph: each opens it as far as it has to, and calls the room that does the work.

A graph is a :class:`kg.pipeline.KnowledgeGraph`, the path of an output folder of ``kg build``, or an rdflib Dataset
with one named graph a report.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from kg import outputs
from kg.errors import KgError, ReportError, ResourceError
from kg.extracting import Progress
from kg.folders import dataset_in, extractions_in
from kg.pipeline import KnowledgeGraph, draw

if TYPE_CHECKING:
    from rdflib import Dataset

    from kg.graph.check import Violation
    from kg.graph.concepts import Concept
    from kg.time import Times
    from kg.training.evaluate import Evaluation
    from kg.training.score import Figure

Folder: TypeAlias = "str | os.PathLike[str]"


@dataclass(frozen=True, slots=True)
class View:
    """A page that draws a graph: its HTML, and the file it was written to. A notebook shows it inline."""

    html: str
    path: Path | None = None

    def _repr_html_(self) -> str:
        return (
            '<iframe sandbox="allow-scripts allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox"'
            ' style="width: 100%; height: 640px; border: 1px solid #bbb"'
            f' srcdoc="{escape(self.html)}"></iframe>'
        )


def check(graph: KnowledgeGraph | Dataset | Folder) -> list[Violation]:
    """The rules of the vocabulary (SHACL) that a graph breaks, report by report; empty where all is well.

    A graph that was built is also held against the texts of its reports; of a folder, ``graph.trig`` is checked.
    Raises :class:`kg.errors.StoreError` where the folder is no graph or its file cannot be read.
    """
    from kg.graph.check import check as check_dataset
    from kg.graph.check import check_report

    if isinstance(graph, KnowledgeGraph):
        return [violation for extraction in graph.extractions for violation in check_report(extraction)]
    return check_dataset(dataset_in(graph) if isinstance(graph, str | os.PathLike) else graph)


def dates(text: str, lang: str, *, published: date | str | None = None, epochs: Folder | None = None) -> Times:
    """Every expression of calendar time in a text, resolved to days; :mod:`kg.time` has the parts of it.

    ``published`` is the day the text was written (a date, or YYYY-MM-DD), ``epochs`` a Turtle file with beginnings of
    counted days beside those that ship. Raises :class:`kg.errors.LanguageError` for an unknown language,
    :class:`kg.errors.ReportError` for a wrong day.
    """
    from kg.time import load_epochs, times

    try:
        day = date.fromisoformat(published) if isinstance(published, str) else published
    except ValueError as error:
        raise ReportError(f"published: {published!r} is no day; write YYYY-MM-DD") from error
    return times(text, lang, published=day, epochs=load_epochs(Path(epochs)) if epochs is not None else ())


def evaluate(
    data: Folder,
    *,
    reader: str = "learned",
    split: str | None = None,
    lang: str | None = None,
    model: Folder | None = None,
    on_progress: Progress | None = None,
) -> Evaluation:
    """Measure a reader on a folder of annotated reports, such as ``data/gold``: figures by language and for all.

    ``reader`` is one of :data:`kg.readers.READERS`; ``model`` is the folder of another learned model. ``split`` is a
    key of the folder's ``splits.json``, ``lang`` an ISO 639-1 code. What counts as right: :mod:`kg.training.score`.
    Raises :class:`kg.errors.ReportError` where there are no such reports.
    """
    from kg.extracting import read_with
    from kg.training.evaluate import annotated
    from kg.training.evaluate import evaluate as measure

    reports = annotated(Path(data), split=split, lang=lang)
    return measure(reports, read_with(reader, Path(model) if model is not None else None), on_progress)


def evaluate_names(
    corpus: Folder, *, lang: str = "hi", scheme: str | None = None, model: Folder | None = None
) -> dict[str, Figure]:
    """Measure the learned reader's names on a corpus of names (IOB, CoNLL): F1 of exact spans for each kind.

    ``scheme`` has the names marked as a corpus of :data:`kg.reader.labels.SCHEMES` marks them. Raises
    :class:`kg.errors.ReportError` where the file is no such corpus.
    """
    from kg.reader import names
    from kg.reader.labels import SCHEMES
    from kg.training.evaluate import corpus as sentences
    from kg.training.evaluate import evaluate_names as measure

    if scheme is not None and scheme not in SCHEMES:
        raise ReportError(f"no scheme {scheme!r}; there are: {', '.join(SCHEMES)}")
    folder = Path(model) if model is not None else None
    return measure(sentences(Path(corpus), lang), lambda text: names(text, scheme=scheme, folder=folder))


def export(graph: KnowledgeGraph | Dataset | Folder, format: str, path: Folder | None = None) -> bytes:
    """A graph in another format, as bytes (UTF-8); written to ``path`` too, whole or not at all, where one is given.

    ``format`` is a key of :data:`kg.exporters.EXPORTERS`: ``ttl`` (the flat layer), ``trig``, ``nq`` (everything),
    ``jsonld``, ``graphml``, ``gexf``, ``csv`` (one row a participation), ``parquet``, ``plover``, ``views`` or
    ``void``. Raises :class:`kg.errors.StoreError` for another format, for a folder that is no graph, and where
    ``path`` cannot be written.
    """
    from kg.exporters import export as export_dataset

    content = export_dataset(dataset_in(graph) if isinstance(graph, str | os.PathLike) else graph, format)
    if path is not None:
        outputs.write_file(Path(path), content)
    return content


def view(
    graph: KnowledgeGraph | Folder,
    focus: str | None = None,
    *,
    depth: int = 2,
    since: date | str | None = None,
    until: date | str | None = None,
    types: Iterable[str] = (),
    limit: int = 300,
    lang: str = "en",
    path: Folder | None = None,
) -> View:
    """Draw a graph as one HTML page that works offline; write it to ``path`` where one is given.

    ``focus`` (a name, an id or an IRI) shows what lies at most ``depth`` steps around it, else the best connected
    part is shown; ``since`` and ``until`` (dates, or YYYY-MM-DD) keep the events that may fall between these days,
    ``types`` those of these types (see :func:`types`); never more than ``limit`` nodes at first. ``lang`` is the
    language in which the page opens. Raises :class:`kg.errors.KgError` where nothing is called ``focus`` or a day or
    type is wrong, :class:`kg.errors.StoreError` where the folder is no graph or ``path`` cannot be written.
    """
    from kg.page import Scope

    scope = Scope(focus, depth, _day("since", since), _day("until", until), tuple(types), limit)
    extractions = graph.extractions if isinstance(graph, KnowledgeGraph) else extractions_in(graph)
    html = draw(extractions, scope, lang=lang)
    if path is None:
        return View(html)
    outputs.write_file(Path(path), html)
    return View(html, Path(path))


def train(encoder: Folder, corpora: Folder, gold: Folder, out: Folder, *, work: Folder, threads: int = 2) -> None:
    """Train the learned reader and write its model folder ``out``, whole or not at all: :func:`kg.training.run.make`.

    Needs the extra ``train``. ``work`` keeps checkpoints: the same call goes on from them. Raises
    :class:`kg.errors.ResourceError` without the extra, and what :func:`kg.training.run.make` raises.
    """
    _training().make(Path(encoder), Path(corpora), Path(gold), Path(work), Path(out), threads=threads)


def mix(readers: Iterable[Folder], gold: Folder, out: Folder) -> None:
    """Write a model folder ``out`` with the mean weights of several, whole or not at all: :func:`kg.training.run.mix`.

    One that is named twice counts twice. Needs the extra ``train``. Raises :class:`kg.errors.ResourceError` without it,
    and what :func:`kg.training.run.mix` raises.
    """
    _training().mix([Path(folder) for folder in readers], Path(gold), Path(out))


def _training() -> ModuleType:
    try:
        from kg.training import run
    except ImportError as error:
        raise ResourceError(f"training needs {error.name}; install it: pip install 'mulaqat[train]'") from error
    return run


def _day(name: str, value: date | str | None) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise KgError(f"{name}: {value!r} is no day; write YYYY-MM-DD") from error


def types() -> tuple[Concept, ...]:
    """The types of events: ``id``, ``labels`` by language, ``roles`` a participant may have, ``notations`` (codes).

    Raises :class:`kg.errors.ResourceError` for a broken file in ``ontology/types``.
    """
    from kg.graph.concepts import event_types

    return tuple(event_types().values())
