"""Open the output folder of a build, or of ``kg add``, as far as one has to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg import outputs
from kg.canonical import Linked, linked
from kg.errors import StoreError
from kg.nouns import Extraction, Link

if TYPE_CHECKING:
    from rdflib import Dataset


LINKS, RENAMED = "links.tsv", "renamed.tsv"
"""The ledger of who is who, and which ids it changed, in an output folder."""


def links_in(folder: str | os.PathLike[str]) -> tuple[Link, ...]:
    """The ledger of who is who of an output folder. Raises :class:`kg.errors.ResourceError` where it is broken.

    A folder that ``kg add`` made has none written down: it is worked out.
    """
    from kg.linking import ledger

    file = find(folder) / LINKS
    return ledger.read(file) if file.is_file() else _linked_in(folder).links


def renamed_in(folder: str | os.PathLike[str]) -> tuple[tuple[str, str, str], ...]:
    """The ids that the ledger changed, of an output folder. Raises :class:`kg.errors.StoreError` for a broken line."""
    from kg.linking import ledger

    file = find(folder) / RENAMED
    if not file.is_file():
        parted = ((*key.rpartition("#")[::2], id) for key, id in _linked_in(folder).ids.items())
        return tuple(sorted(row for row in parted if row[1] != row[2]))
    try:
        return ledger.renamings(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{file}: cannot be read ({error}); build the graph again") from error


def _linked_in(folder: str | os.PathLike[str]) -> Linked:
    from kg.ledger import Ledger, judgements

    with Ledger.open(Path(folder)) as ledger:
        return linked(ledger.extractions(), judgements(ledger))


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
        return _linked_in(folder).extractions
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
