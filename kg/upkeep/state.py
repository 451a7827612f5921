"""What a graph folder holds, and what of it is out of date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.folders import find
from kg.ledger import Ledger
from kg.store.servers import server_of
from kg.upkeep.change import Folder, is_old
from kg.upkeep.settle import STORE, files_are_stale


@dataclass(frozen=True, slots=True)
class Status:
    """``reports`` is how many there are, ``extractors`` how many each reader read, ``languages`` how many are in each.

    ``old`` are the ids of reports that another version read (``kg refresh`` reads them again); ``unfinished`` is how
    many graphs a run that was stopped left to write; ``files_stale`` whether it left files older than the store.
    ``engine`` is the folder of the store, or the address of a server.
    """

    reports: int
    extractors: dict[str, int]
    languages: dict[str, int]
    old: tuple[str, ...]
    unfinished: int
    files_stale: bool
    engine: str

    @property
    def current(self) -> bool:
        """Whether nothing is left to do."""
        return not (self.old or self.unfinished or self.files_stale)


def status(folder: Folder) -> Status:
    """What a graph folder holds, by its ledger. Raises :class:`kg.errors.StoreError` where it has none."""
    path = find(folder)
    with Ledger.open(path) as ledger:
        rows = list(ledger.rows())
        reports, unfinished = ledger.count()
        stale = files_are_stale(ledger)
    server = server_of(path)
    return Status(
        reports,
        dict(sorted(Counter(row.versions.extractor for row in rows).items())),
        dict(sorted(Counter(row.lang for row in rows).items())),
        tuple(row.id for row in rows if is_old(row)),
        unfinished,
        stale,
        server.query if server else str(path / STORE),
    )
