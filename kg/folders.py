"""Open the output folder of a build, or of ``kg add``, as far as one has to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg import outputs
from kg.canonical import canonical
from kg.errors import StoreError
from kg.nouns import Extraction

if TYPE_CHECKING:
    from rdflib import Dataset


def find(folder: str | os.PathLike[str]) -> Path:
    """The path of an output folder. Raises :class:`kg.errors.StoreError` when it is not one."""
    path = Path(folder)
    if not path.exists():
        outputs.recover(path)
    if not outputs.is_output(path):
        what = "was not written by kg build" if path.exists() else "no such graph folder"
        raise StoreError(f"{path}: {what}; make one with: kg build REPORTS -o FOLDER")
    return path


def extractions_in(folder: str | os.PathLike[str]) -> tuple[Extraction, ...]:
    """What was found in each report of an output folder. Raises :class:`kg.errors.StoreError` for a broken line."""
    from kg.records import loads

    file = find(folder) / outputs.EXTRACTIONS
    if not file.is_file():
        from kg.ledger import Ledger

        with Ledger.open(Path(folder)) as ledger:
            return tuple(canonical(ledger.extractions()))
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
    if not file.is_file():
        from kg.store import DiskStore

        return DiskStore.read_only(Path(folder) / "store").dataset()
    found = Dataset()
    try:
        found.parse(file, format="trig")
    except Exception as error:  # the parser raises anything from SyntaxError to IndexError
        reason = " ".join(str(error).split())[:160]
        raise StoreError(f"{file}: cannot be read ({reason}); build the graph again") from error
    return found
