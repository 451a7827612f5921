"""The reports that tell the same meetings: whole, compiled, and each person, body and meeting in one cluster."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

from kg.gold.corpus import compile_report
from kg.gold.grid import read_grid

CLUSTERS = Path(__file__).parents[2] / "data" / "gold" / "clusters"
REPORTS = {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(CLUSTERS.glob("*/*.json"))}
KINDS = ("person", "organization")


def rows() -> list[tuple[str, str, str]]:
    found = []
    for file in sorted(CLUSTERS.glob("identity-*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            assert next(reader) == ["report", "entity", "cluster"]
            found += [(a, b, c) for a, b, c in reader]
    return found


def test_the_collection_is_whole() -> None:
    clusters = {c for _, _, c in rows()}
    events = {c for c in clusters if "/event/" in c}
    assert len(REPORTS) == 199
    assert len(events) == 91
    assert sum("/person/" in c for c in clusters) >= 150
    assert {annotation["lang"] for annotation in REPORTS.values()} == {"ar", "en", "fa", "hi", "ur"}


def test_each_person_body_and_meeting_stands_in_one_cluster() -> None:
    listed = Counter((report, entity) for report, entity, _ in rows())
    marked = {(id, m["entity"]) for id, a in REPORTS.items() for m in a["mentions"] if m["kind"] in KINDS} | {
        (id, m["id"]) for id, a in REPORTS.items() for m in a["meetings"]
    }
    assert set(listed) == marked
    assert set(listed.values()) == {1}


def test_an_event_is_told_by_two_to_five_reports_in_two_languages() -> None:
    told: defaultdict[str, set[str]] = defaultdict(set)
    for report, _, cluster in rows():
        if "/event/" in cluster:
            told[cluster].add(report)
    assert {n for n in map(len, told.values()) if not 2 <= n <= 5} == set()
    assert [c for c, reports in told.items() if len({r.split("-")[0] for r in reports}) < 2] == []


def test_every_report_is_what_its_source_compiles_to() -> None:
    for source in sorted(CLUSTERS.glob("*/*.gold")):
        compiled = compile_report(source.stem, source.read_text(encoding="utf-8"), read_grid(source.parent))
        assert not compiled.errors
        assert source.with_suffix(".txt").read_text(encoding="utf-8") == compiled.text
        assert REPORTS[source.stem] == json.loads(json.dumps(compiled.annotation))
