"""Hold what is kept against itself: texts against hashes, offsets against texts, the store against the extractions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.canonical import comparable, naming
from kg.extracting import Progress
from kg.folders import find
from kg.graph import iris
from kg.graph.serialize import concept_lines, difference_lines, report_lines
from kg.ledger import Ledger, Row, judgements, line_hash, report_hash
from kg.linking import differences
from kg.nouns import Extraction
from kg.upkeep.change import Folder
from kg.upkeep.settle import store_of

if TYPE_CHECKING:
    from kg.store import DiskStore
    from kg.store.remote import RemoteStore

_SHOWN = 5
_UNSAID = "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } } LIMIT 5"
_UNMERGED = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } } LIMIT 5"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: a report, a graph or a triple, and what is wrong with it."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def verify(folder: Folder, *, on_progress: Progress | None = None) -> list[Fault]:
    """Every fault in a graph folder; empty where all is well.

    The hash of each report, of its text and of its extraction is taken again; each mention is read again at its
    offsets; each named graph is compared with what its extraction gives, triple by triple; the default graph has to be
    their merge. Raises :class:`kg.errors.StoreError` for a folder or a store that cannot be opened.
    """
    path = find(folder)
    with Ledger.open(path) as ledger:
        rows = {row.graph: row for row in ledger.rows()}
        faults = [fault for row in rows.values() for fault in _kept(ledger, row)]
        store = store_of(path)
        names = set(store.graphs())
        named = naming(ledger.extractions(), judgements(ledger))
        retold: list[Extraction] = []
        for done, extraction in enumerate(map(named.of, ledger.extractions())):
            if on_progress is not None:
                on_progress("verifying", done, len(rows))
            row = rows[iris.graph(extraction.report.id)]
            faults += _offsets(extraction)
            faults += _graph(store, row.graph, report_lines(extraction) if row.graph in names else None)
            retold += comparable([extraction], named.retold)
    fixed = concept_lines()
    if unlike := difference_lines(differences(retold)):
        fixed[iris.LINKS_GRAPH] = unlike
    for name, lines in fixed.items():
        faults += _graph(store, name, lines)
    extra = names - set(rows) - set(fixed)
    faults += [Fault(name, "a graph of no report; kg refresh") for name in sorted(extra)]
    return faults + [*_merge(store)]


def _kept(ledger: Ledger, row: Row) -> Iterator[Fault]:
    line = ledger.line(row)
    if line_hash(line) != row.digest:
        yield Fault(row.id, "what was found in it is not what was written; restore a backup")
        return
    report = ledger.extraction(row).report
    if line_hash(report.text) != row.text or report_hash(report) != row.report:
        yield Fault(row.id, "its text or metadata is not what was written; restore a backup")
    if row.due != row.stored:
        yield Fault(row.id, "not in the store yet; kg refresh")


def _offsets(extraction: Extraction) -> Iterator[Fault]:
    from kg.graph.check import misplaced

    for violation in misplaced(extraction):
        yield Fault(extraction.report.id, str(violation))


def _graph(store: DiskStore | RemoteStore, name: str, lines: list[str] | None) -> Iterator[Fault]:
    if lines is None:
        yield Fault(name, "not in the store; kg refresh")
        return
    import pyoxigraph as ox

    text = "".join(f"{line} .\n" for line in lines)
    wanted = {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}
    held = set(store.triples(name))
    for message, triples in (("is missing", wanted - held), ("is in no extraction", held - wanted)):
        yield from (Fault(name, f"{triple} {message}") for triple in sorted(triples, key=str)[:_SHOWN])


def _merge(store: DiskStore | RemoteStore) -> Iterator[Fault]:
    for text, message in ((_UNSAID, "is in no report"), (_UNMERGED, "is missing")):
        for row in store.query(text).rows:
            yield Fault("default graph", f"{' '.join(term.n3() for term in row if term is not None)} {message}")
