"""``kg.build``, ``kg.extract``, ``kg.load`` and ``kg.view`` as functions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parents[2]
MEETING = "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने सोमवार को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।"
REPORT = kg.Report("one", MEETING, "hi", date(2024, 3, 13))


def test_public_names_are_listed_documented_and_there() -> None:
    for name in kg.__all__:
        assert getattr(kg, name).__doc__, name
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="nothing_such"):
        kg.nothing_such  # noqa: B018


def test_build_of_reports_in_memory_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    graph = kg.build(REPORT)
    assert graph.path is None and graph.problems == () and list(tmp_path.iterdir()) == []
    (extraction,) = graph.extractions
    assert extraction.report == REPORT
    assert len(kg.query(graph, "SELECT ?p { ?e a kg:Event ; kg:participant ?p }").rows) == 2


def test_build_takes_reports_and_files_together(tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(MEETING, encoding="utf-8")
    graph = kg.build([REPORT, tmp_path / "two.txt", str(tmp_path / "two.txt")], tmp_path / "out")
    assert [x.report.id for x in graph.extractions] == ["one", "two"]
    assert graph.path == tmp_path / "out"


def test_build_keeps_one_of_two_reports_with_one_id_whatever_their_order() -> None:
    other = kg.Report("one", "और कुछ नहीं।", "hi")
    first, second = kg.build([REPORT, other]), kg.build([other, REPORT])
    assert first.extractions == second.extractions and len(first.extractions) == 1
    assert "another report has this id" in str(first.problems[0])


def test_load_gives_what_was_built(tmp_path: Path) -> None:
    built = kg.build(REPORT, tmp_path / "out")
    loaded = kg.load(tmp_path / "out")
    assert loaded.extractions == built.extractions
    assert set(loaded.dataset.quads()) == set(built.dataset.quads())
    with pytest.raises(kg.StoreError, match="no such graph folder"):
        kg.load(tmp_path / "nowhere")


def test_build_of_an_unknown_language_is_a_problem_that_lists_those_there_are() -> None:
    graph = kg.build([REPORT, kg.Report("two", "Zxqv", "tlh"), kg.Report("three", "Zxqv", "und")])
    assert [x.report.id for x in graph.extractions] == ["one"]
    messages = [str(problem) for problem in graph.problems]
    assert len(messages) == 2 and all("there are: " in m and "hi" in m for m in messages)
    assert "two: no language 'tlh'" in messages[1] and "three: language not recognized" in messages[0]


def test_build_strict_raises_with_all_problems() -> None:
    with pytest.raises(kg.BuildError) as caught:
        kg.build([REPORT, kg.Report("two", "Zxqv", "tlh")], strict=True)
    assert [problem.place for problem in caught.value.problems] == ["two"]


def test_a_fault_in_one_report_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import resolve

    assemble = resolve.assemble

    def faulty(report, findings):
        if report.id == "two":
            raise IndexError("tuple index out of range")
        return assemble(report, findings)

    monkeypatch.setattr(resolve, "assemble", faulty)
    graph = kg.build([REPORT, kg.Report("two", MEETING, "hi")])
    assert [x.report.id for x in graph.extractions] == ["one"]
    assert "two: a fault in Mulaqat" in str(graph.problems[0]) and "IndexError" in str(graph.problems[0])


def test_a_wrong_resource_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_):
        raise kg.ResourceError("kg/language/hi/events.toml: unknown key")

    monkeypatch.setattr("kg.extractors.findings", broken)
    with pytest.raises(kg.ResourceError, match=r"events\.toml"):
        kg.build(REPORT)


def test_extract_raises_or_hands_over_what_cannot_be_used() -> None:
    bad = kg.Report("two", "Zxqv", "tlh")
    with pytest.raises(kg.ReportError, match="two: no language"):
        kg.extract([REPORT, bad])
    problems: list[object] = []
    assert [x.report.id for x in kg.extract([REPORT, bad], on_problem=problems.append)] == ["one"]
    assert len(problems) == 1


def test_progress_counts_up_to_all() -> None:
    seen: list[tuple[str, int, int]] = []
    kg.build([REPORT, kg.Report("two", MEETING, "hi")], on_progress=lambda *step: seen.append(step))
    assert [step for step in seen if step[0] == "reading"] == [("reading", 0, 2), ("reading", 1, 2), ("reading", 2, 2)]
    assert all(done <= total for _, done, total in seen)


def test_check_of_a_built_graph_is_clean_and_of_a_moved_word_is_not() -> None:
    from dataclasses import replace

    graph = kg.build(REPORT)
    assert kg.check(graph) == [] and kg.check(graph.dataset) == []
    (extraction,) = graph.extractions
    entity = extraction.entities[0]
    moved = replace(entity, mentions=(replace(entity.mentions[0], start=0, end=3),))
    wrong = replace(graph, extractions=(replace(extraction, entities=(moved, *extraction.entities[1:])),))
    assert any("offsets" in str(violation) for violation in kg.check(wrong))


def test_view_shows_itself_in_a_notebook_and_writes_a_file(tmp_path: Path) -> None:
    graph = kg.build(REPORT)
    page = kg.view(graph, "योको कामिकावा", path=tmp_path / "page.html")
    assert page.path == tmp_path / "page.html"
    assert page.path.read_text("utf-8") == page.html
    frame = page._repr_html_()
    assert frame.startswith("<iframe ") and "srcdoc=" in frame
    assert "<script" not in frame and "&lt;script" in frame


def test_types_and_languages() -> None:
    types = {t.id: t for t in kg.types()}
    assert {"meeting", "phone-call", "visit", "election", "statement"} <= set(types)
    assert types["meeting"].label("hi") == "मुलाक़ात" and "principal" in types["meeting"].roles
    assert "hi" in kg.languages()
