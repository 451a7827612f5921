"""Repetition is found, and the grid is counted by what the reports hold."""

from __future__ import annotations

from pathlib import Path

from kg.gold import as_table, check, compile_folder, coverage, figures, repetition, sentences

GOLD = Path(__file__).parents[2] / "data" / "gold"
HEAD = "published: 2024-05-17\nstyle: agency\ngrid: trap.wish\n---\n"
LONG = "राजधानी के पुराने पुल पर सोमवार से मरम्मत का काम फिर शुरू हो गया"


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.gold").write_text(HEAD + text, encoding="utf-8")


def test_sentences_end_at_dandas_stops_and_lines_but_not_at_initials() -> None:
    assert sentences("शीर्षक\nआर. मोहन आए। वे गए. बस!") == ["शीर्षक", "आर. मोहन आए।", "वे गए.", "बस!"]
    assert sentences("آمد. رفت؟ بله۔") == ["آمد.", "رفت؟", "بله۔"]


def test_a_run_of_eight_words_in_two_reports_is_found() -> None:
    found = repetition({"a": LONG, "b": f"कल {LONG}", "c": "कुछ और"})
    assert found.runs[0][1] == ("a", "b")
    assert found.share > 0.5
    assert repetition({"a": LONG}).share == 0


def test_a_sentence_of_another_report_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "mine", "hi-a", f"{LONG}। फिर बारिश हुई।")
    compile_folder(tmp_path / "mine")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "t1.txt").write_text(f"पहले। {LONG} !", encoding="utf-8")
    assert check(tmp_path / "mine") == []
    assert check(tmp_path / "mine", tmp_path / "theirs") == [f"hi-a: this sentence stands in t1 too: {LONG}।"]


def test_two_reports_do_not_share_a_sentence(tmp_path: Path) -> None:
    write(tmp_path, "hi-a", f"{LONG}।")
    write(tmp_path, "hi-b", f"{LONG}।")
    compile_folder(tmp_path)
    errors = check(tmp_path)
    assert f"hi-b: this sentence stands in hi-a too: {LONG}।" in errors
    assert any("of the 8-word runs stand in two reports" in e for e in errors)


def test_the_grid_counts_tags_and_what_the_annotation_shows(tmp_path: Path) -> None:
    write(tmp_path, "hi-a", f"{LONG}।")
    compile_folder(tmp_path)
    (found,) = coverage(tmp_path)
    filled = {cell for cell, n in found.cells.items() if n}
    assert filled == {"trap.wish", "meetings.none", "speech.none", "length.brief"}
    assert found.share == len(filled) / len(found.cells)
    assert "verb.meet" in found.empty and not found.enough


def test_a_language_is_not_asked_for_what_it_has_no_word_for(tmp_path: Path) -> None:
    for name in ("hi-a", "fa-a"):
        write(tmp_path, name, f"{LONG}।")
    cells = {c.lang: set(c.cells) for c in coverage(tmp_path)}
    assert cells["hi"] - cells["fa"] == {"trap.get", "trap.gift", "trap.squat", "trap.sitting-room"}


def test_the_figures_of_the_data_card_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "ur-a", f"{LONG}।")
    compile_folder(tmp_path)
    (row,) = figures(tmp_path).values()
    assert (row["reports"], row["without a meeting"], row["mentions"], row["train"]) == (1, 1, 0, 0)
    assert as_table(figures(tmp_path)).splitlines()[-1].startswith("| ur | 1 | 0 | 0 | 1 |")


def test_every_word_of_meeting_is_written_about_in_hindi() -> None:
    hindi = next(c for c in coverage(GOLD) if c.lang == "hi")
    assert [cell for cell in hindi.empty if cell.startswith("verb.")] == []
    assert hindi.reports >= 100
