"""What was found before: written down by a build, and used again where nothing it depends on has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg import language
from kg.graph.serialize import concept_lines, difference_lines
from kg.ledger.table import CONCEPTS, JUDGEMENTS, Ledger, Row, digest_under, line_hash, report_hash
from kg.linking import differences
from kg.linking import ledger as links
from kg.nouns import Extraction, Link, Report
from kg.outputs import LEDGER
from kg.versions import versions

DIFFERENCES, ALONE = "differences", "alone"
"""The remark with the hash of the graph of differences; what stands for judgements where reports stand alone."""


def begin(
    folder: Path,
    found: Iterable[Extraction],
    reader: str,
    stored: Sequence[Extraction],
    renamed: Iterable[tuple[str, str, str]],
    human: tuple[Link, ...] | None,
) -> None:
    """The ledger of a new folder whose store holds ``stored``, ``found`` in canonical form by ``human`` lines.

    ``renamed`` are the things that have another id there: report, id, the other id.
    """
    changes: dict[str, dict[str, str]] = defaultdict(dict)
    for report, thing, id in renamed:
        changes[report][thing] = id
    with Ledger.open(folder, create=True) as ledger, ledger.together():
        for extraction in found:
            ledger.keep(extraction, versions(reader, extraction.report.lang), reader)
        ledger.note(CONCEPTS, concepts_hash(concept_lines()))
        ledger.note(JUDGEMENTS, ALONE if human is None else links.dumps(human))
        ledger.note(DIFFERENCES, line_hash("\n".join(difference_lines(differences(stored)))))
        held = [(row.graph, digest_under(row.digest, changes[row.id])) for row in ledger.rows()]
        ledger.mark(held, due=True)


def judgements(ledger: Ledger) -> tuple[Link, ...] | None:
    """The lines of people on who is who that a folder goes by; None where its reports stand each by itself."""
    said = ledger.fact(JUDGEMENTS)
    if said == ALONE:
        return None
    return links.loads(said) if said else ()


def concepts_hash(lines: Mapping[str, list[str]]) -> str:
    """The SHA-256 of the graphs that come from no report."""
    return line_hash("\n".join(line for graph in lines.values() for line in graph))


class Earlier:
    """What was found before in the reports of a folder, for as long as reports and versions are the same."""

    def __init__(self, folder: Path) -> None:
        self._ledger = Ledger.open(folder) if (folder / LEDGER).is_file() else None

    def __call__(self, report: Report, reader: str) -> Extraction | None:
        """The extraction of this very report by this very reader, or None."""
        row = self._ledger.row(report.id) if self._ledger else None
        if self._ledger is None or row is None or not unchanged(row, report, reader):
            return None
        return self._ledger.extraction(row)

    def close(self) -> None:
        """Close the ledger."""
        if self._ledger:
            self._ledger.close()


def unchanged(row: Row, report: Report, reader: str) -> bool:
    """Whether a row is what reading this report with this reader would give now."""
    if row.report != report_hash(report) or report.lang not in language.codes():
        return False
    return row.versions == versions(reader, report.lang)
