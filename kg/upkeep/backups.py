"""A backup: one ZIP file with the extractions, the named graphs as N-Quads, and the hashes of both.

It does not depend on the format of the store, so a later version, or another store, can read it.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from kg import outputs
from kg.errors import StoreError
from kg.extracting import Progress
from kg.folders import find
from kg.ledger import CONCEPTS, DIFFERENCES, JUDGEMENTS, Ledger, Row
from kg.records import loads, to_record
from kg.store import DiskStore
from kg.upkeep.change import Folder
from kg.upkeep.settle import STORE, Lines, store_of
from kg.versions import Versions

REPORTS, GRAPHS, MANIFEST = "reports.jsonl", "graphs.nq", "manifest.json"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_VERSION = 1
_FACTS = (CONCEPTS, DIFFERENCES, JUDGEMENTS)


def backup(folder: Folder, file: Folder, *, on_progress: Progress | None = None) -> Path:
    """Write a backup of a graph folder to one file, whole or not at all; returns its path.

    The same state gives the same bytes. Raises :class:`kg.errors.StoreError` where another kg is changing the folder,
    where an earlier run left work to do (``kg refresh`` does it), and where the file cannot be written.
    """
    path, target = find(folder), Path(file)
    with outputs.writing(path), Ledger.open(path) as ledger:
        total, unfinished = ledger.count()
        if unfinished:
            raise StoreError(f"{path}: {unfinished} reports are not in the store yet; run: kg refresh -g {path}")
        with outputs.file(target) as handle, zipfile.ZipFile(handle, "w") as archive:
            rows = (_row(ledger, row) for row in ledger.rows())
            hashes = {REPORTS: _write(archive, REPORTS, _counted(rows, total, on_progress))}
            hashes[GRAPHS] = _write(archive, GRAPHS, _quads(path))
            facts = {name: ledger.fact(name) for name in _FACTS}
            manifest = {"version": _VERSION, "reports": total, "sha256": hashes, "facts": facts}
            _write(archive, MANIFEST, iter([json.dumps(manifest, sort_keys=True, indent=1).encode() + b"\n"]))
    return target


def restore(file: Folder, folder: Folder, *, force: bool = False, on_progress: Progress | None = None) -> Path:
    """Make a graph folder of a backup, whole or not at all; returns its path.

    An earlier folder is replaced only with ``force``. ``kg build`` and ``kg export`` make the files beside the store.
    Raises :class:`kg.errors.StoreError` for a file that is no backup or is damaged, and for a folder that exists.
    """
    source, target = Path(file), Path(folder)
    try:
        with zipfile.ZipFile(source) as archive, outputs.folder(target, force=force) as fresh:
            manifest = _manifest(source, archive)
            with outputs.writing(fresh), Ledger.open(fresh, create=True) as ledger, ledger.together():
                stored = []
                lines = _read(source, archive, REPORTS, manifest)
                for done, line in enumerate(lines):
                    if on_progress is not None:
                        on_progress("restoring", done, manifest["reports"])
                    stored.append(_keep(ledger, json.loads(line)))
                ledger.mark(stored, due=True)
                for name in _FACTS:
                    ledger.note(name, str(manifest["facts"][name] or ""))
            store = DiskStore.create(fresh / STORE)
            store.bulk(cast("Any", Lines(_twice(_read(source, archive, GRAPHS, manifest)))))
            store.flush()
            del store
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StoreError(f"{source}: not a backup that can be read ({reason}); take another one") from error
    return target


def _row(ledger: Ledger, row: Row) -> bytes:
    kept = {
        "reader": row.reader,
        "extractor": row.versions.extractor,
        "rules": row.versions.rules,
        "graph": row.graph,
        "stored": row.stored,
        "extraction": to_record(ledger.extraction(row)),
    }
    return (json.dumps(kept, sort_keys=True) + "\n").encode()


def _keep(ledger: Ledger, kept: dict[str, Any]) -> tuple[str, str]:
    extraction = loads(json.dumps(kept["extraction"]))
    ledger.keep(extraction, Versions(kept["extractor"], kept["rules"]), kept["reader"])
    return kept["graph"], kept["stored"]


def _quads(folder: Path) -> Iterator[bytes]:
    store = store_of(folder)
    for name in store.graphs():
        lines = sorted(f"{triple} <{name}> .\n" for triple in store.triples(name))
        yield "".join(lines).encode()


def _twice(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Each quad, and its triple for the default graph."""
    for line in lines:
        triple, _, _ = line.rstrip(b" .\n").rpartition(b" <")
        yield line + triple + b" .\n"


def _counted(rows: Iterator[bytes], total: int, on_progress: Progress | None) -> Iterator[bytes]:
    for done, row in enumerate(rows):
        if on_progress is not None:
            on_progress("backing up", done, total)
        yield row


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> str:
    """Write a member of the archive piece by piece; returns its SHA-256."""
    found = hashlib.sha256()
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(member, "w", force_zip64=True) as handle:
        for piece in pieces:
            handle.write(piece)
            found.update(piece)
    return found.hexdigest()


def _manifest(source: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("version") != _VERSION:
        raise StoreError(f"{source}: a backup of another version; restore it with the version that made it")
    return manifest


def _read(source: Path, archive: zipfile.ZipFile, name: str, manifest: dict[str, Any]) -> Iterator[bytes]:
    """The lines of a member; raises at the end where their hash is not that of the manifest."""
    found = hashlib.sha256()
    with archive.open(name) as lines:
        for line in lines:
            found.update(line)
            yield line
    if found.hexdigest() != manifest["sha256"][name]:
        raise StoreError(f"{source}: {name} is damaged; take another backup")
