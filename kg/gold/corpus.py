"""Folders of annotated reports: compile them, check them, measure what they cover."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from kg.gold.compiler import compile_report
from kg.gold.grid import Coverage, Grid, coverage_of, read_grid
from kg.gold.rules import Annotation, check_report
from kg.gold.splits import check_splits, files_in
from kg.gold.variety import repeated_sentences, repetition, shared_sentences
from kg.text import fold

_MOST_REPEATED = 0.02


def compile_folder(folder: Path | str) -> list[str]:
    """Write ``NAME.txt`` and ``NAME.json`` beside each sound ``NAME.gold`` under a folder (or of one file).

    The result is what is wrong with the others, one line each: ``NAME.gold:LINE: fault: fix``. Their old outputs stay.
    """
    errors: list[str] = []
    for file in _sources(Path(folder)):
        compiled = compile_report(file.stem, file.read_text(encoding="utf-8"), read_grid(file.parent))
        errors += compiled.errors
        if not compiled.errors:
            file.with_suffix(".txt").write_text(compiled.text, encoding="utf-8", newline="\n")
            file.with_suffix(".json").write_text(as_json(compiled.annotation), encoding="utf-8", newline="\n")
    return errors


def as_json(annotation: Annotation) -> str:
    """An annotation as JSON, one row of a list a line."""
    parts = []
    for key, value in annotation.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f' "{key}": [\n{rows}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def check(folder: Path | str, against: Path | str | None = None) -> list[str]:
    """Everything wrong with the reports under a folder, one line each; empty where all is right.

    ``against`` is a folder of other reports (``*.txt``) with which no sentence may be shared.
    """
    folder = Path(folder)
    texts = {p.stem: p for p in files_in(folder, ".txt")}
    files = files_in(folder, ".json")
    annotated = {p.stem for p in files}
    errors = [f"{name}: no {name}.json" for name in texts if name not in annotated]
    sources = {p.stem for p in files_in(folder, ".gold")}
    errors += [f"{p.stem}: no {p.stem}.gold" for p in files if p.stem not in sources]
    errors += _stale(folder)
    ids: set[str] = set()
    by_lang: defaultdict[str, dict[str, str]] = defaultdict(dict)
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in files:
        annotation = json.loads(path.read_text(encoding="utf-8"))
        name = annotation.get("id")
        if name != path.stem or path.stem in ids:
            errors.append(f"{path.stem}: the id is {name!r}, or is used twice")
        ids.add(path.stem)
        if path.stem not in texts:
            errors.append(f"{path.stem}: no {path.stem}.txt")
            continue
        text = texts[path.stem].read_text(encoding="utf-8")
        errors += [f"{path.stem}: {e}" for e in check_report(text, annotation)]
        lang = annotation.get("lang", "")
        by_lang[lang][path.stem] = text
        seen[lang].update({fold(p) for p in annotation.get("persons", ())})
    for lang, reports in by_lang.items():
        errors += _alike(lang, reports, seen[lang])
        if against is not None:
            errors += shared_sentences(reports, _texts(Path(against)))
    splits = folder / "splits.json"
    if splits.exists():
        errors += check_splits(ids, json.loads(splits.read_text(encoding="utf-8")))
    return errors


def coverage(folder: Path | str) -> list[Coverage]:
    """For each language under a folder, how many sound sources fill each cell of the grid."""
    grid = read_grid(Path(folder))
    by_lang: defaultdict[str, list[tuple[str, Annotation]]] = defaultdict(list)
    for file in _sources(Path(folder)):
        compiled = compile_report(file.stem, file.read_text(encoding="utf-8"), grid)
        if not compiled.errors:
            by_lang[compiled.annotation["lang"]].append((compiled.text, compiled.annotation))
    return [coverage_of(grid, lang, reports) for lang, reports in sorted(by_lang.items())]


def _sources(folder: Path) -> list[Path]:
    return [folder] if folder.is_file() else files_in(folder, ".gold")


def _texts(folder: Path) -> dict[str, str]:
    return {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.txt"))}


def _stale(folder: Path) -> list[str]:
    errors: list[str] = []
    grids: dict[Path, Grid] = {}
    for file in _sources(folder):
        if file.parent not in grids:
            grids[file.parent] = read_grid(file.parent)
        compiled = compile_report(file.stem, file.read_text(encoding="utf-8"), grids[file.parent])
        errors += compiled.errors
        made = {".txt": compiled.text, ".json": as_json(compiled.annotation)}
        for suffix, content in made.items() if not compiled.errors else ():
            output = file.with_suffix(suffix)
            if not output.is_file() or output.read_bytes() != content.encode():
                errors.append(f"{output.name}: is not what {file.name} compiles to: compile the folder")
    return errors


def _alike(lang: str, reports: dict[str, str], names: Counter[str]) -> list[str]:
    limit = max(2, len(reports) // 50)
    errors = [f"{lang}: the person {p!r} is in {n} reports, more than {limit}" for p, n in names.items() if n > limit]
    errors += repeated_sentences(reports)
    found = repetition(reports)
    if found.share >= _MOST_REPEATED:
        errors.append(
            f"{lang}: {found.share:.1%} of the 8-word runs stand in two reports, more than {_MOST_REPEATED:.0%}"
        )
        errors += [f"{lang}: {' '.join(where)} share: {run}" for run, where in found.runs[:20]]
    return errors
