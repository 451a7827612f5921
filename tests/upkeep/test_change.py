"""Adding, correcting and retracting reports: the store is what a clean build of the reports that are left gives."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg import outputs, versions
from kg.canonical import Naming
from kg.store import DiskStore
from kg.upkeep import change, settle
from tests.upkeep.conftest import dump, report, reports


def clean(folder: Path, wanted: list[kg.Report]) -> bytes:
    """What a build of these reports alone holds."""
    kg.build(wanted, folder)
    return dump(folder)


def test_added_one_by_one_is_as_built_at_once(tmp_path: Path) -> None:
    for one in reports(3, 1, 2):
        done = kg.add(one, tmp_path / "graph")
        assert done.added == (one.id,)
    assert dump(tmp_path / "graph") == clean(tmp_path / "built", reports(1, 2, 3))
    assert kg.verify(tmp_path / "graph") == []


def test_added_again_nothing_changes(folder: Path) -> None:
    before, inode = dump(folder), (folder / "store").stat().st_ino
    done = kg.add(reports(*range(10)), folder)
    assert (len(done.unchanged), done.added, done.replaced, done.written) == (10, (), (), 0)
    assert (folder / "store").stat().st_ino == inode
    assert dump(folder) == before


def test_a_corrected_report_replaces_its_own_graph_only(folder: Path, tmp_path: Path) -> None:
    done = kg.add(report(4, day=25), folder)
    assert (done.replaced, done.written) == (("r-004",), 1)
    wanted = [report(n, day=25 if n == 4 else None) for n in range(10)]
    assert dump(folder) == clean(tmp_path / "built", wanted)
    kg.add(report(4), folder)
    assert dump(folder) == clean(tmp_path / "before", reports(*range(10)))


def test_new_metadata_is_a_correction(folder: Path) -> None:
    done = kg.add(replace(report(4), title="शीर्षक"), folder)
    assert done.replaced == ("r-004",)
    assert len(kg.query(folder, 'ASK { ?d dct:title "शीर्षक"@hi }').rows) == 1


def test_retracting_restores_the_store_as_it_was(folder: Path) -> None:
    before = dump(folder)
    kg.add(reports(10, 11, 12), folder)
    assert dump(folder) != before
    done = kg.retract(["r-010", "r-011", "r-012"], folder)
    assert (done.retracted, done.written) == (("r-010", "r-011", "r-012"), 3)
    assert dump(folder) == before
    assert kg.verify(folder) == []


def test_retracting_what_is_not_there_changes_nothing(folder: Path) -> None:
    before = dump(folder)
    with pytest.raises(kg.ReportError, match="r-999: no such report in .*kg query reports"):
        kg.retract(["r-001", "r-999"], folder)
    assert dump(folder) == before
    assert kg.status(folder).reports == 10


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.sampled_from([None, 25, 26])), min_size=1, max_size=7)
)
def test_whatever_the_way_the_end_is_the_same(
    steps: list[tuple[bool, int, int | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The law: the store is a function of the reports that are in it, not of how they came there."""
    tmp = tmp_path_factory.mktemp("law")
    held = {0: report(0)}
    kg.add(report(0), tmp / "graph")
    for adds, number, day in steps:
        if adds:
            held[number] = report(number, day=day)
            kg.add(held[number], tmp / "graph")
        elif number in held and number:
            del held[number]
            kg.retract(f"r-{number:03}", tmp / "graph")
    assert dump(tmp / "graph") == clean(tmp / "built", list(held.values()))
    shutil.rmtree(tmp)


def test_files_of_a_build_follow(tmp_path: Path) -> None:
    kg.build(reports(1, 2), tmp_path / "graph")
    kg.add(report(3), tmp_path / "graph")
    kg.build(reports(1, 2, 3), tmp_path / "built")
    for name in ("graph.ttl", "graph.trig", "graph.html", "extractions.jsonl"):
        assert (tmp_path / "graph" / name).read_bytes() == (tmp_path / "built" / name).read_bytes(), name


def test_a_folder_without_files_can_be_asked_drawn_and_exported(folder: Path, tmp_path: Path) -> None:
    kg.build(reports(*range(10)), tmp_path / "built")
    for format in ("ttl", "nq", "csv"):
        assert kg.export(folder, format) == kg.export(tmp_path / "built", format)
    assert kg.view(folder).html == kg.view(tmp_path / "built").html
    assert kg.load(folder).extractions == kg.load(tmp_path / "built").extractions
    assert kg.query(folder, "met", name="योको कामिकावा") == kg.query(tmp_path / "built", "met", name="योको कामिकावा")


def test_built_over_itself_what_was_found_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.build(reports(1, 2), tmp_path / "graph")
    read: list[str] = []

    def reading(one: kg.Report, reader: str) -> kg.Extraction:
        read.append(one.id)
        return extraction_of(one, reader)

    from kg import extracting

    extraction_of = extracting.extraction_of
    monkeypatch.setattr(extracting, "extraction_of", reading)
    kg.build([report(1), report(2, day=25), report(3)], tmp_path / "graph", force=True)
    assert read == ["r-002", "r-003"]
    kg.build([report(1)], tmp_path / "graph", force=True, reader="rules")
    assert read == ["r-002", "r-003", "r-001"]


def test_reports_that_cannot_be_used_are_told_and_strict_changes_nothing(folder: Path) -> None:
    before = dump(folder)
    bad = kg.Report("bad", "...", "xx")
    done = kg.add([report(11), bad], folder)
    assert done.added == ("r-011",)
    assert [problem.place for problem in done.problems] == ["bad"]
    kg.retract("r-011", folder)
    with pytest.raises(kg.BuildError, match="nothing was changed"):
        kg.add([report(11), bad], folder, strict=True)
    with pytest.raises(kg.BuildError, match="nothing was changed"):
        kg.add([bad], folder)
    assert dump(folder) == before


def test_what_breaks_the_shapes_is_refused_with_node_and_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(folder)

    def wrong(one: kg.Report, reader: str) -> kg.Extraction:
        found = extraction_of(one, reader)
        (event,) = found.events
        part = replace(event.participations[0], part="elected")
        return replace(found, events=(replace(event, participations=(part, *event.participations[1:])),))

    extraction_of = change.extraction_of
    monkeypatch.setattr(change, "extraction_of", wrong)
    with pytest.raises(kg.BuildError) as raised:
        kg.add(report(11), folder)
    (problem,) = raised.value.problems
    assert problem.place == "r-011"
    assert "event:meeting-" in problem.message and report(11).text in problem.message
    assert dump(folder) == before
    assert kg.add(report(11), folder, checked=False).added == ("r-011",)


def test_out_of_date_reports_are_named_and_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(folder)
    assert kg.status(folder).current
    newer = versions.Versions("rules", "another")
    monkeypatch.setattr(change, "versions", lambda reader, lang: newer)
    monkeypatch.setattr("kg.ledger.earlier.versions", lambda reader, lang: newer)
    kg.add(report(3), folder)
    found = kg.status(folder)
    assert not found.current
    assert found.old == tuple(f"r-{n:03}" for n in range(10) if n != 3)
    done = kg.refresh(folder)
    assert (len(done.replaced), done.written) == (9, 0)
    assert kg.status(folder).old == ()
    assert dump(folder) == before


def test_a_lost_store_is_made_again(folder: Path) -> None:
    before = dump(folder)
    shutil.rmtree(folder / "store")
    assert kg.refresh(folder).written == 12
    assert dump(folder) == before


def test_a_second_writer_is_refused_and_readers_go_on(folder: Path) -> None:
    before = dump(folder)
    reader = DiskStore.read_only(folder / "store")
    with outputs.writing(folder):
        for change_it in (lambda: kg.add(report(20), folder), lambda: kg.retract("r-001", folder)):
            with pytest.raises(kg.StoreError, match="graph: another kg is changing it; wait"):
                change_it()
        with pytest.raises(kg.StoreError, match="another kg is changing it"):
            kg.build(report(1), folder, force=True)
        assert dump(folder) == before
    kg.add(report(20), folder)
    kg.retract("r-001", folder)
    documents = "SELECT ?d WHERE { ?d a kg:Document }"
    assert len(reader.query(documents).rows) == 10
    assert len(kg.query(folder, documents).rows) == 10
    assert dump(folder) != before
    del reader
    kg.add(report(21), folder)
    assert sorted(p.name for p in folder.iterdir()) == [".lock", "ledger.sqlite", "store"]


def test_readers_see_whole_states_while_reports_come_and_go(folder: Path) -> None:
    """Every answer is of ten or of eleven reports, with no triple in a graph that the default graph lacks."""
    stop, seen, failed = threading.Event(), set[int](), list[BaseException]()

    def read() -> None:
        try:
            while not stop.is_set():
                store = DiskStore.read_only(folder / "store")
                seen.add(len(store.query("SELECT ?d WHERE { ?d a kg:Document }").rows))
                bare = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
                assert str(store.query(bare).rows[0][0]) == "false"
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    for _ in range(6):
        kg.add(report(20), folder)
        kg.retract("r-020", folder)
    stop.set()
    thread.join()
    assert failed == []
    assert seen == {10, 11}


def test_one_hook_for_ids_over_all_reports(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A canonical map that depends on which reports there are: only the graphs that it changes are written."""

    def naming(extractions, human):
        found = list(extractions)
        changed = [e for e in found if e.report.id in ("r-002", "r-004") and len(found) > 10]
        return Naming((), {f"{e.report.id}#{e.events[0].id}": "event/joined" for e in changed}, frozenset())

    monkeypatch.setattr(settle, "naming", naming)
    monkeypatch.setattr("kg.upkeep.faults.naming", naming)
    before = dump(folder)
    assert kg.add(report(11), folder).written == 3
    assert kg.verify(folder) == []
    assert kg.retract("r-011", folder).written == 3
    assert dump(folder) == before


@pytest.mark.parametrize("call", [kg.status, kg.verify, kg.refresh, lambda f: kg.retract("x", f)])
def test_no_graph_there_says_how_to_make_one(call, tmp_path: Path) -> None:
    with pytest.raises(kg.StoreError, match="none: .*kg build"):
        call(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_somebody_elses_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "love.txt").write_text("dear")
    with pytest.raises(kg.StoreError, match="holds something else"):
        kg.add(report(1), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["love.txt"]
