"""The ledger of a graph folder: what was found in each report, by which version, and what of it the store holds.

One SQLite file. Each report is one row, changed in one transaction: after a crash a row is the old one or the new
one. The ledger is written before the store is: a row whose ``due`` is not what was ``stored``, or that is ``gone``,
is work that the next run takes up. The store is a function of the ledger, so doing it twice does no harm.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReportError, StoreError
from kg.graph import iris
from kg.nouns import Extraction, Report
from kg.outputs import LEDGER
from kg.records import dumps, loads, plain_lines
from kg.versions import Versions

_TABLES = """
CREATE TABLE report (
    graph TEXT PRIMARY KEY, id BLOB NOT NULL, lang TEXT NOT NULL, reader TEXT NOT NULL,
    report TEXT NOT NULL, text TEXT NOT NULL, extractor TEXT NOT NULL, rules TEXT NOT NULL,
    line TEXT NOT NULL, digest TEXT NOT NULL, due TEXT NOT NULL, stored TEXT NOT NULL DEFAULT '',
    gone INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX report_id ON report (id);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 1;
"""
_COLUMNS = "graph, id, lang, reader, report, text, extractor, rules, digest, due, stored, gone"
_OPEN = "(due != stored OR gone)"
_PATIENCE = 30.0

JUDGEMENTS = "judgements"
"""The remark that holds the lines of people on who is who, which are not the store's."""
CONCEPTS = "concepts"
"""The remark that holds the hash of the concepts in the store."""


@dataclass(frozen=True, slots=True)
class Row:
    """One report in the ledger, without what was found in it.

    ``graph`` is the IRI of its named graph; ``reader`` what was asked for (one of :data:`kg.readers.READERS`);
    ``report`` is the SHA-256 of all its fields, ``text`` that of its text (UTF-8), ``digest`` that of its extraction as
    a line of JSON; ``due`` the same of its canonical form, ``stored`` that of which the store holds the graph, empty
    where none; ``gone`` whether it was retracted and the store does not know yet.
    """

    graph: str
    id: str
    lang: str
    reader: str
    report: str
    text: str
    versions: Versions
    digest: str
    due: str
    stored: str
    gone: bool


class Ledger:
    """The rows of one graph folder. Many may read while one writes."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self.file = file
        self._connection = connection

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Ledger:
        """The ledger of a folder. Raises :class:`kg.errors.StoreError` where there is none, or it is damaged."""
        file = folder / LEDGER
        if not create and not file.is_file():
            raise StoreError(f"{folder}: has no {LEDGER}; make it with: kg build REPORTS -o FOLDER, or kg add")
        with _told(file):
            connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
            connection.execute("PRAGMA synchronous = FULL")
            if not connection.execute("PRAGMA user_version").fetchone()[0]:
                if not create:
                    raise StoreError(f"{file}: not a ledger; build the graph again")
                connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
        return cls(file, connection)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All changes in the block, or none of them."""
        with _told(self.file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def tidy(self) -> None:
        """Have SQLite drop the journal of a run that was killed before it wrote to it; for a writer only."""
        if self.file.with_name(f"{self.file.name}-journal").exists():
            with self.together():
                self._connection.execute("PRAGMA user_version = 1")

    def keep(self, extraction: Extraction, versions: Versions, reader: str) -> None:
        """Write the row of a report, in place of an earlier one.

        Raises :class:`kg.errors.ReportError` where its graph would be that of another report.
        """
        report, line = extraction.report, dumps(extraction)
        values = (
            *(iris.graph(report.id), _bytes(report.id), report.lang, reader, report_hash(report), _sha(report.text)),
            *(versions.extractor, versions.rules, line, _sha(line), _sha(line)),
        )
        with _told(self.file):
            done = self._connection.execute(
                "INSERT INTO report (graph, id, lang, reader, report, text, extractor, rules, line, digest, due)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (graph) DO UPDATE SET id = excluded.id,"
                " lang = excluded.lang, reader = excluded.reader, report = excluded.report, text = excluded.text,"
                " extractor = excluded.extractor, rules = excluded.rules, line = excluded.line,"
                " digest = excluded.digest, due = excluded.due, gone = 0 WHERE id = excluded.id",
                values,
            )
        if not done.rowcount:
            raise ReportError("its id is the short name of another report in the graph; give it another id")

    def withdraw(self, id: str) -> bool:
        """Mark a report as gone; False where there is none of this id."""
        with _told(self.file):
            done = self._connection.execute("UPDATE report SET gone = 1 WHERE id = ? AND NOT gone", (_bytes(id),))
            return done.rowcount > 0

    def row(self, id: str) -> Row | None:
        """The row of a report that is not gone."""
        return next(self._rows("graph = ? AND id = ? AND NOT gone", iris.graph(id), _bytes(id)), None)

    def rows(self) -> Iterator[Row]:
        """Every row of a report that is not gone, by id."""
        return self._rows("NOT gone")

    def unsettled(self) -> Iterator[Row]:
        """The rows that the store does not hold as they are, gone ones included."""
        return self._rows(_OPEN)

    def extraction(self, row: Row) -> Extraction:
        """What was found in a report. Raises :class:`kg.errors.StoreError` for a damaged row."""
        return self._loads(self.line(row))

    def line(self, row: Row) -> str:
        """What was found in a report, as a line of JSON."""
        with _told(self.file):
            (line,) = self._connection.execute("SELECT line FROM report WHERE graph = ?", (row.graph,)).fetchone()
        return str(line)

    def lines(self) -> Iterator[str]:
        """What was found in each report, by id, as lines of JSON."""
        with _told(self.file):
            for (line,) in self._connection.execute("SELECT line FROM report WHERE NOT gone ORDER BY id"):
                yield line

    def extractions(self) -> Iterator[Extraction]:
        """What was found in each report, by id. Raises :class:`kg.errors.StoreError` for a damaged row."""
        return map(self._loads, self.lines())

    def settle(self, rows: list[tuple[str, str]]) -> None:
        """Write that the store holds these digests of these graphs, and forget the rows that are gone."""
        with self.together():
            self.mark(rows)

    def mark(self, rows: list[tuple[str, str]], *, due: bool = False) -> None:
        """As :meth:`settle`, and with ``due`` as :meth:`expect`; inside a block of :meth:`together`."""
        if due:
            self._set("due", rows)
        self._set("stored", rows)
        self._connection.execute("DELETE FROM report WHERE gone AND stored = ''")

    def expect(self, rows: list[tuple[str, str]]) -> None:
        """Write which digests of these graphs the store is to hold."""
        with self.together():
            self._set("due", rows)

    def forget_store(self) -> None:
        """Write that the store holds nothing."""
        with self.together():
            self._connection.execute("UPDATE report SET stored = ''")
            self._connection.execute("DELETE FROM fact WHERE name != ?", (JUDGEMENTS,))

    def count(self) -> tuple[int, int]:
        """How many reports there are, and how many rows the store does not hold as they are."""
        with _told(self.file):
            total, left = self._connection.execute(
                f"SELECT COUNT(*) FILTER (WHERE NOT gone), COUNT(*) FILTER (WHERE {_OPEN}) FROM report"
            ).fetchone()
        return total, left

    def fact(self, name: str) -> str:
        """A remark about the folder; empty where there is none."""
        with _told(self.file):
            found = self._connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(found[0]) if found else ""

    def note(self, name: str, value: str) -> None:
        """Write a remark about the folder."""
        with _told(self.file):
            self._connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def _set(self, column: str, rows: list[tuple[str, str]]) -> None:
        self._connection.executemany(f"UPDATE report SET {column} = ? WHERE graph = ?", [(d, g) for g, d in rows])

    def _rows(self, where: str, *values: object) -> Iterator[Row]:
        with _told(self.file):
            for row in self._connection.execute(f"SELECT {_COLUMNS} FROM report WHERE {where} ORDER BY id", values):
                graph, id, lang, reader, report, text, extractor, rules, digest, due, stored, gone = row
                name = id.decode("utf-8", "surrogatepass")
                versions = Versions(extractor, rules)
                yield Row(graph, name, lang, reader, report, text, versions, digest, due, stored, bool(gone))

    def _loads(self, line: str) -> Extraction:
        try:
            return loads(line)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self.file}: a row cannot be read ({error}); restore a backup") from error


def report_hash(report: Report) -> str:
    """The SHA-256 of all fields of a report."""
    return _sha(plain_lines([report]))


def digest_under(digest: str, changes: Mapping[str, str]) -> str:
    """The digest of what was found in a report (its own: ``digest``) once some of its things have other ids."""
    lines = sorted(f"{thing}\t{id}" for thing, id in changes.items())
    return _sha("\n".join([digest, *lines])) if lines else digest


def line_hash(line: str) -> str:
    """The SHA-256 of a line of JSON, or of a text, in UTF-8."""
    return _sha(line)


def _sha(text: str) -> str:
    return hashlib.sha256(_bytes(text)).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """SQLite's errors as one line that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{file}: cannot be used ({str(error).lower()}); see that the disk has room") from error
