from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReportError
from kg.training.data import gold, names, sentences, telling, without_events


def marked(example) -> list[tuple[str, str]]:
    return [(example.text[m.start : m.end], m.kind) for m in example.marks]


def test_a_corpus_sentence_becomes_running_text() -> None:
    rows = [
        ("मेयर", "O"),
        ("राम", "B-NEP"),
        ("पाल", "I-NEP"),
        ("पटना", "B-NEL"),
        (",", "O"),
        ("रेल", "B-NEO"),
        ("।", "O"),
    ]
    example = names(rows, "x", "hi")
    assert example.text == "मेयर राम पाल पटना, रेल।"
    assert marked(example) == [("राम पाल", "person"), ("पटना", "place"), ("रेल", "organization")]


def test_names_side_by_side_stay_apart() -> None:
    assert marked(names([("A", "B-PER"), ("B", "B-PER"), ("C", "B-LOC")], "x", "en")) == [
        ("A", "person"),
        ("B", "person"),
        ("C", "place"),
    ]


def test_sentences_of_a_file_with_notes_and_columns(tmp_path: Path) -> None:
    file = tmp_path / "a.iob2"
    file.write_text("# text = in tampa\n1\tin\tO\n2\ttampa\tB-LOC\n\n\n1\tx\tO\n", encoding="utf-8")
    assert list(sentences(file, word=1, label=2)) == [[("in", "O"), ("tampa", "B-LOC")], [("x", "O")]]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    text = "Minister Ana Ruiz met Bo Li. Ruiz said it was cold."
    spans = [
        ("role", "Minister", "r1", None),
        ("person", "Ana Ruiz", "p1", "name"),
        ("trigger", "met", "m1", None),
        ("person", "Bo Li", "p2", "name"),
        ("person", "Ruiz said", "p1", "short"),
        ("cue", "said", "c1", None),
        ("statement", "it was cold", "s1", None),
    ]
    mentions = [
        {"kind": k, "start": text.index(t), "end": text.index(t) + len(t.split(" said")[0]), "entity": e, "form": f}
        for k, t, e, f in spans
    ]
    links = [("role", "p1", "r1"), ("participant", "m1", "p1"), ("participant", "m1", "p2"), ("speaker", "s1", "p1")]
    annotation = {
        "id": "en-x",
        "lang": "en",
        "mentions": mentions,
        "links": [{"type": t, "from": a, "to": b} for t, a, b in links],
        "meetings": [{"id": "m1", "status": "held", "mode": None, "optional": False}],
    }
    file = tmp_path / "en-x.json"
    file.write_text(json.dumps(annotation), encoding="utf-8")
    file.with_suffix(".txt").write_text(text, encoding="utf-8")
    return file


def pairs(example, link: str, value: bool | None) -> set[tuple[str, str]]:
    words = [example.text[m.start : m.end] for m in example.marks]
    return {(words[a], words[b]) for (a, b), known in example.links[link].items() if known is value}


def test_links_of_a_gold_report(report: Path) -> None:
    example = gold(report)
    assert example.ties["participant"] == {("m1", "p1"), ("m1", "p2")}
    assert pairs(example, "role", True) == {("Ana Ruiz", "Minister")}
    assert pairs(example, "role", None) == {("Ruiz", "Minister")}
    assert example.ties["speaker"] == {("c1", "p1")}
    assert list(example.meetings.values()) == [("held", "open")]


def test_a_file_that_is_no_gold_report_is_named(tmp_path: Path) -> None:
    file = tmp_path / "en-y.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(ReportError, match="en-y.json"):
        gold(file)


def test_words_of_triggers_tell_sentences_with_events_from_those_without(report: Path) -> None:
    told = telling([gold(report)])
    assert told == {"met"}
    rows = [[("Rao", "B-PER"), ("met", "O"), ("Li", "B-PER")], [("Rao", "B-PER"), ("slept", "O")]]
    sentences_ = without_events([names(r, "x", "en") for r in rows], told)
    assert [e.eventless for e in sentences_] == [False, True]
