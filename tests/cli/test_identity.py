"""The commands of identity on reports that tell one meeting twice: who, compare, review, link, unlink, build again."""

from __future__ import annotations

from pathlib import Path

import pytest

TELLINGS = {
    "a": "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने 12 मार्च 2024 को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।",
    "b": "जापान की विदेश मंत्री योको कामीकावा ने 12 मार्च 2024 को भारत के विदेश मंत्री एस. जयशंकर से मुलाक़ात की।",
    "c": "नेपाल के विदेश मंत्री नारायण प्रकाश सऊद ने 14 मार्च 2024 को काठमांडू में चीन के राजदूत छन सोंग से मुलाक़ात की।",
}


@pytest.fixture
def graph(kg, tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TELLINGS.items():
        (folder / f"{name}.txt").write_text(f"---\npublished: 2024-03-15\nlang: hi\n---\n{text}\n", encoding="utf-8")
    assert kg("build", "reports", "-q").code == 0
    return tmp_path / "graph"


def test_two_spellings_are_one_and_can_be_told_apart_again(kg, graph: Path) -> None:
    shown = kg("who", "योको कामिकावा").out
    assert "योको कामीकावा (b)" in shown and "same: a#person/" in shown and "same office of Q17" in shown
    event = next(
        line.split("\t")[0] for line in (graph / "links.tsv").read_text("utf-8").splitlines() if "#event/" in line
    )
    compared = kg("compare", event).out
    assert "place" in compared and "participants" not in compared

    assert kg("unlink", "योको कामिकावा", "योको कामीकावा", "--by", "asha").code == 0
    assert kg("build", "reports", "-q", "--force", "--links", "links.tsv").code == 0
    assert "योको कामीकावा" not in kg("who", "योको कामिकावा").out
    assert "human:asha" in (graph / "links.tsv").read_text("utf-8")

    (graph.parent / "links.tsv").unlink()
    assert kg("build", "reports", "-q", "--force").code == 0
    assert kg("who", "योको कामिकावा").out == shown


def test_what_the_machine_keeps_apart_a_human_joins(kg, graph: Path) -> None:
    assert kg("link", "छन सोंग", "नारायण प्रकाश सऊद", "--by", "asha", "--why", "=a test").code == 0
    assert "\t'=a test\t" in (graph.parent / "links.tsv").read_text("utf-8")
    assert kg("build", "reports", "-q", "--force", "--links", "links.tsv").code == 0
    assert "नारायण प्रकाश सऊद" in kg("who", "छन सोंग").out
    assert "is one already" in kg("link", "छन सोंग", "नारायण प्रकाश सऊद").error.replace("are one", "is one")


def test_mistakes_are_one_line_that_names_the_fix(kg, graph: Path) -> None:
    assert "look one up with: kg query find" in kg("who", "कोई नहीं").error
    assert "no such event" in kg("compare", "event:none").error
    event = next(
        line.split("\t")[0] for line in (graph / "links.tsv").read_text("utf-8").splitlines() if "#event/" in line
    )
    assert "only things of one kind" in kg("link", "छन सोंग", event).error
    (graph.parent / "mine.tsv").write_text("left\tright\n", encoding="utf-8")
    assert "line 1: the columns are left, right" in kg("build", "reports", "-q", "--force", "--links", "mine.tsv").error


def test_review_shows_both_sides(kg, graph: Path) -> None:
    assert kg("review").code == 0


def test_without_linking_each_report_stands_by_itself(kg, graph: Path) -> None:
    assert kg("build", "reports", "-q", "--force", "--no-linking").code == 0
    assert (graph / "links.tsv").read_text("utf-8").count("\n") == 1
    assert "योको कामीकावा" not in kg("who", "योको कामिकावा").out
