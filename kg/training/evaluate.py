"""Any reader on any folder of annotated reports, and on corpora of names, as tables of figures."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from kg.errors import ReportError
from kg.nouns import Extraction, Mention, Report
from kg.reader.labels import NAMES
from kg.records import to_record
from kg.training.data import Example, names, sentences
from kg.training.score import Figure, Score

Annotated = tuple[Report, Mapping[str, Any]]
Progress = Callable[[str, int, int], None]
ALL = "all"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures by language, and for all; how many reports each stands for; seconds of reading."""

    figures: dict[str, dict[str, Figure]]
    reports: dict[str, int]
    seconds: float


def annotated(folder: Path, *, split: str | None = None, lang: str | None = None) -> list[Annotated]:
    """The annotated reports under a folder, ``NAME.txt`` with ``NAME.json``, in the order of their names.

    ``split`` is a key of the folder's ``splits.json``, ``lang`` an ISO 639-1 code. Raises
    :class:`kg.errors.ReportError` where there are none, or one cannot be read.
    """
    wanted = _split(folder, split) if split is not None else None
    found = []
    for file in sorted(folder.rglob("*.json"), key=lambda f: f.stem):
        if not file.with_suffix(".txt").is_file() or (wanted is not None and file.stem not in wanted):
            continue
        try:
            annotation = json.loads(file.read_text(encoding="utf-8"))
            published = date.fromisoformat(annotation["published"]) if annotation["published"] else None
            text = file.with_suffix(".txt").read_bytes().decode()
            report = Report(annotation["id"], text, annotation["lang"], published)
            if lang in (None, report.lang):
                found.append((report, _complete(annotation)))
        except (OSError, ValueError, KeyError) as error:
            raise ReportError(f"{file}: no annotated report ({error})") from error
    if not found:
        raise ReportError(f"{folder}: no annotated reports (NAME.txt with NAME.json) of those asked for")
    return found


def evaluate(
    reports: Sequence[Annotated], extract: Callable[[Report], Extraction], on_progress: Progress | None = None
) -> Evaluation:
    """Read the reports and compare what is found with their annotations."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    counted: Counter[str] = Counter()
    spent = 0.0
    for n, (report, annotation) in enumerate(reports):
        if on_progress is not None:
            on_progress("reading", n, len(reports))
        begun = perf_counter()
        extraction = extract(report)
        spent += perf_counter() - begun
        record = to_record(extraction)
        for key in (report.lang, ALL):
            scores[key].add(annotation, record)
            counted[key] += 1
    order = sorted(scores, key=lambda key: (key == ALL, key))
    return Evaluation({key: scores[key].figures() for key in order}, dict(counted), spent)


def corpus(file: Path, lang: str) -> list[Example]:
    """The sentences of a corpus of names: a word and its label (the last column) a line, IOB; ``.iob2`` as UNER has it.

    Raises :class:`kg.errors.ReportError` where it cannot be read or holds no names.
    """
    word, label = (1, 2) if file.suffix == ".iob2" else (0, -1)
    try:
        rows = list(sentences(file, word=word, label=label))
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"{file}: cannot be read ({error})") from error
    found = [names(row, f"{file.name}:{n}", lang) for n, row in enumerate(rows)]
    if not any(example.marks for example in found):
        raise ReportError(f"{file}: no names (labels such as B-PER or B-NEL) in it")
    return found


def evaluate_names(
    examples: Iterable[Example], find: Callable[[str], Iterable[tuple[Mention, str]]]
) -> dict[str, Figure]:
    """How many names of each kind are found in sentences of a corpus, exact spans."""
    counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in NAMES}
    for example in examples:
        wanted = {(m.start, m.end, m.kind) for m in example.marks}
        said = {(m.start, m.end, kind) for m, kind in find(example.text)}
        for n, spans in enumerate((wanted & said, wanted, said)):
            for *_, kind in spans:
                counts[kind][n] += 1
    return {kind: Figure(*three) for kind, three in counts.items()}


def table(found: Evaluation) -> list[tuple[str, ...]]:
    """Rows of text: the name of a figure, then the figure for each language."""
    names = sorted({name for figures in found.figures.values() for name in figures})
    rows = [("reports", *(str(found.reports[key]) for key in found.figures))]
    return rows + [(name, *(shown(of.get(name)) for of in found.figures.values())) for name in names]


def shown(figure: Figure | None) -> str:
    """A figure as text: F1 with precision, recall and the number there are; or a rate; - where there is nothing."""
    if figure is None or figure.share is None:
        return "-"
    if figure.found is None:
        return f"{figure.share:.3f} ({figure.right}/{figure.gold})"
    precision = figure.right / figure.found if figure.found else 0.0
    recall = figure.right / figure.gold if figure.gold else 0.0
    return f"{figure.share:.3f} (P {precision:.2f} R {recall:.2f} of {figure.gold})"


def as_json(found: Evaluation) -> dict[str, Any]:
    """The evaluation as an object for JSON."""
    figures = {key: {name: counts(f) for name, f in of.items()} for key, of in found.figures.items()}
    return {"seconds": round(found.seconds, 2), "reports": found.reports, "figures": figures}


def counts(figure: Figure) -> dict[str, float | int | None]:
    """A figure as an object for JSON."""
    return {"share": figure.share, "right": figure.right, "gold": figure.gold, "found": figure.found}


def _split(folder: Path, name: str) -> set[str]:
    file = folder / "splits.json"
    try:
        splits = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportError(f"{file}: cannot be read ({error})") from error
    if name not in splits:
        raise ReportError(f"{file}: no split {name!r}; there are: {', '.join(splits)}")
    return set(splits[name])


def _complete(annotation: Mapping[str, Any]) -> Mapping[str, Any]:
    """The annotation with the keys that may be left out where they have their usual value."""
    meetings = [{"optional": False, "other_orgs": [], "alt_triggers": [], **m} for m in annotation["meetings"]]
    for meeting in meetings:
        meeting["participants"] = [{"aliases": [], "role": None, "org": None, **p} for p in meeting["participants"]]
    return {**annotation, "meetings": meetings}
