"""The explorer of a graph folder, made anew when the folder has changed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from kg.folders import extractions_in
from kg.outputs import LEDGER
from kg.page import Explorer
from kg.pipeline import concept_labels

Stamp = tuple[int, int]


class Explored:
    """Holds the explorer of a folder for as long as its ledger is the same. Safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._made: tuple[Stamp, Explorer] | None = None

    def __call__(self) -> Explorer:
        """The explorer of the folder as it is now. Raises :class:`kg.errors.StoreError` where it cannot be read."""
        with self._lock:
            stamp = self._stamp()
            if self._made is None or self._made[0] != stamp:
                explorer = Explorer(extractions_in(self._folder), title="Mulaqat", concepts=concept_labels())
                self._made = stamp, explorer
            return self._made[1]

    def _stamp(self) -> Stamp:
        file = self._folder / LEDGER
        found = file.stat() if file.exists() else (self._folder / "store").stat()
        return found.st_mtime_ns, found.st_size
