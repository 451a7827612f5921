"""What a writer marks comes out as an annotation; what a writer gets wrong is named with file, line and fix."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.gold import check, compile_folder
from kg.gold.compiler import Compiled, compile_report
from kg.gold.grid import read_grid
from kg.gold.source import Problems, read_source

GOLD = Path(__file__).parents[2] / "data" / "gold"
GRID = read_grid(GOLD)
SOUND = """\
published: 2024-05-17
style: agency report
grid: verb.meeting order.agent-partner
p1: l1
p2: o1
m1: p1 p2 @l2 t1 # on the way home
t1: 2024-05-15
s1: p1 > p2 # the water will come
---
{l1|नेपाल} की {r1|मंत्री} {p1|सीता राई} ने {t1|बुधवार} को {l2|पोखरा} में {o1|जल निगम} के
{r2|प्रमुख} {p2|रवि थापा} से {m1|मुलाक़ात की}।
{p1~|उन्होंने} {p2|थापा} से {c1|कहा}, "{s1|पानी {l2|पोखरा} आएगा}।" {m1|भेंट} {l|काठमांडू} में होनी थी। {p1,p2=|दोनों पक्ष} चुप हैं।
"""


def compiled(content: str, name: str = "hi-x1") -> Compiled:
    return compile_report(name, content, GRID)


def changed(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


def test_names_aliases_roles_and_bodies_are_read_off_the_marks() -> None:
    result = compiled(SOUND)
    assert result.errors == ()
    (meeting,) = result.annotation["meetings"]
    assert meeting["participants"] == [
        {"id": "p1", "name": "सीता राई", "aliases": [], "role": "मंत्री", "org": None, "country": "नेपाल"},
        {"id": "p2", "name": "रवि थापा", "aliases": ["थापा"], "role": "प्रमुख", "org": "जल निगम", "country": None},
    ]
    assert (meeting["trigger"], meeting["alt_triggers"]) == ("मुलाक़ात की", ["भेंट"])
    assert (meeting["place"], meeting["date"], meeting["date_text"]) == ("पोखरा", "2024-05-15", "बुधवार")
    assert (meeting["status"], meeting["mode"], meeting["note"]) == ("held", "in_person", "on the way home")
    assert result.annotation["places"] == ["नेपाल", "पोखरा", "काठमांडू"]


def test_a_statement_has_its_speaker_its_words_and_whom_it_is_said_to() -> None:
    result = compiled(SOUND)
    (statement,) = result.annotation["statements"]
    ((start, end),) = statement["spans"]
    assert result.text[start:end] == "पानी पोखरा आएगा"
    assert (statement["speaker"], statement["addressees"]) == ("सीता राई", ["रवि थापा"])
    assert (statement["verb_text"], statement["gist_en"]) == ("कहा", "the water will come")


def test_mentions_stand_where_they_say_and_know_their_form() -> None:
    result = compiled(SOUND)
    mentions = result.annotation["mentions"]
    assert all(result.text[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert [m["form"] for m in mentions if m["entity"] == "p2"] == ["name", "short", "description"]
    assert [m["form"] for m in mentions if m["entity"] == "p1"] == ["name", "pronoun", "description"]


def test_links_join_persons_roles_bodies_and_meetings() -> None:
    links = {(x["type"], x["from"], x["to"]) for x in compiled(SOUND).annotation["links"]}
    assert links == {
        ("role", "p1", "r1"),
        ("country", "p1", "l1"),
        ("role", "p2", "r2"),
        ("organization", "p2", "o1"),
        ("participant", "m1", "p1"),
        ("participant", "m1", "p2"),
        ("place", "m1", "l2"),
        ("time", "m1", "t1"),
        ("speaker", "s1", "p1"),
        ("addressee", "s1", "p2"),
    }


def test_states_as_sides_status_mode_and_date_are_said_in_the_meetings_line() -> None:
    result = compiled(changed("m1: p1 p2 @l2 t1", "m1: p1 +l2 t1 denied phone optional date=2024-05"))
    (meeting,) = result.annotation["meetings"]
    assert (meeting["other_orgs"], meeting["place"], meeting["date"]) == (["पोखरा"], None, "2024-05")
    assert (meeting["status"], meeting["mode"], meeting["optional"]) == ("denied", "phone", True)


def test_an_exclamation_mark_chooses_the_form() -> None:
    content = changed("{m1|भेंट}", "{m1!|भेंट}").replace("{p2|थापा}", "{p2!|थापा}")
    (meeting,) = compiled(content).annotation["meetings"]
    assert (meeting["trigger"], meeting["participants"][1]["name"]) == ("भेंट", "थापा")


def test_several_speakers_share_one_statement() -> None:
    rows = compiled(changed("s1: p1 > p2", "s1: p1 p2")).annotation["statements"]
    assert [row["speaker"] for row in rows] == ["सीता राई", "रवि थापा"]


def test_a_war_day_is_counted() -> None:
    content = changed("t1: 2024-05-15", "t1: 2024-05-15\nt2: 2024-05-15\nwar: t2 222")
    result = compiled(content.replace("{m1|भेंट}", "{t2|{w|ग़ज़ा युद्ध} के 222वें दिन} {m1|भेंट}"))
    assert result.annotation["war_day"] == {
        "text": "ग़ज़ा युद्ध के 222वें दिन",
        "n": 222,
        "on": "2024-05-15",
        "war": "ग़ज़ा युद्ध",
    }


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("{m1|भेंट}", "{q1|भेंट}", "hi-x1.gold:12: {q1|...}: unknown mark 'q1'"),
        ("{m1|भेंट}", "{m1|भेंट", "hi-x1.gold:12: the mark m1 is never closed: add }"),
        ("{m1|भेंट}", "भेंट}", "hi-x1.gold:12: } closes no mark"),
        ("{m1|भेंट}", "{भेंट}", "opens no mark: write {p1|words}"),
        ("{m1|भेंट}", "{m1!,c1!|भेंट}", "write the sign once, after the last id"),
        ("{m1|भेंट}", "{m1| भेंट}", "blanks at its edge"),
        ("{m1|भेंट}", "{m2|भेंट}", "hi-x1.gold:12: m2 has no line in the head: add m2: ..."),
        ("{m1|भेंट}", "{r7|भेंट}", "r7 belongs to p7, whom no mark names"),
        ("{p2|थापा} से", "थापा से", "hi-x1.gold:12: 'थापा' stands unmarked: write {p2|थापा}"),
        ("{o1|जल निगम}", "{o1=|निगम}", "o1 is never named: mark its name {o1|...} without ~ or ="),
        ("p1 p2 @l2 t1", "p1 p9 @l2 t1", "hi-x1.gold:6: m1: p9 is nowhere marked"),
        ("p1 p2 @l2 t1", "p1 p2 l2 t1", "write @l2 where they met, +l2 for a state as a side"),
        ("p1 p2 @l2 t1", "p1 p2 @l2 t1 hold", "unknown word 'hold'"),
        ("t1: 2024-05-15", "t1: 15 May", "hi-x1.gold:7: t1: '15 May' is no EDTF date"),
        ("t1: 2024-05-15", "t1: 2024-05-16", "hi-x1.gold:10: t1: 'बुधवार' names another weekday than 2024-05-16"),
        ("t1: 2024-05-15", "t1: 2024-05-22", "held on 2024-05-22, after publication (2024-05-17)"),
        ("published: 2024-05-17", "published: May", "'May' is no day"),
        ("published: 2024-05-17", "publish: 2024-05-17", "unknown key 'publish'"),
        ("style: agency report", "p1: o1", "hi-x1.gold:4: 'p1' stands on line 2 too"),
        ("verb.meeting", "verb.metting", "hi-x1.gold:3: unknown tag 'verb.metting': known are verb.call"),
        ("verb.meeting", "", "grid: no tag verb.: add one"),
        ("s1: p1 > p2", "s1: > p2", "s1: no speaker"),
        ("{s1|पानी {l2|पोखरा} आएगा}", "पानी {l2|पोखरा} आएगा", "if the words are not there, add unsaid"),
        ("---\n", "", "no line --- between head and text"),
        ("p1: l1", "war: t1 3", "mark the war's name {w|...} in the text"),
    ],
)
def test_each_slip_is_named(old: str, new: str, error: str) -> None:
    errors = compiled(changed(old, new)).errors
    assert any(error in e for e in errors), errors


def test_words_that_look_like_a_name_can_be_left_unmarked() -> None:
    assert compiled(changed("{p2|थापा} से", "{x|थापा} से")).errors == ()


@given(st.text(alphabet="ab{}|\\p1~ \n", max_size=40))
def test_offsets_hold_or_the_text_is_refused(body: str) -> None:
    problems = Problems("x.gold")
    source = read_source("style: x\n---\n" + body, problems)
    if not problems.lines:
        plain = re.sub(r"(?<!\\)\{p1*~?\|", "", body)
        assert len(source.text) <= len(plain)
        assert all(0 <= m.start < m.end <= len(source.text) for m in source.marks)


@given(st.text(max_size=60).filter(lambda s: s.strip() and "\r" not in s))
def test_text_without_braces_comes_out_as_it_went_in(body: str) -> None:
    escaped = re.sub(r"([{}\\])", r"\\\1", body)
    source = read_source("style: x\n---\n" + escaped, Problems("x.gold"))
    first = next(i for i, line in enumerate(body.split("\n")) if line.strip())
    assert source.text == "\n".join(body.split("\n")[first:]).rstrip()


def test_compiling_writes_text_and_annotation_and_checking_finds_them_stale(tmp_path: Path) -> None:
    source = tmp_path / "hi-x1.gold"
    source.write_text(SOUND, encoding="utf-8")
    assert compile_folder(tmp_path) == [] == check(tmp_path)
    text = (tmp_path / "hi-x1.txt").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "hi-x1.json").read_text(encoding="utf-8"))["id"] == "hi-x1"
    (tmp_path / "hi-x1.txt").write_text(text + " ", encoding="utf-8")
    assert check(tmp_path) == ["hi-x1.txt: is not what hi-x1.gold compiles to: compile the folder"]


def test_a_faulty_source_leaves_its_old_output(tmp_path: Path) -> None:
    source = tmp_path / "hi-x1.gold"
    source.write_text(SOUND, encoding="utf-8")
    compile_folder(source)
    before = (tmp_path / "hi-x1.json").read_bytes()
    source.write_text(changed("p1 p2 @l2 t1", "p1 p9 @l2 t1"), encoding="utf-8")
    assert compile_folder(source) == ["hi-x1.gold:6: m1: p9 is nowhere marked: mark it {p9|...} in the text"]
    assert (tmp_path / "hi-x1.json").read_bytes() == before


def test_the_examples_of_the_page_for_writers_compile() -> None:
    page = (GOLD / "WRITING.md").read_text(encoding="utf-8")
    examples = re.findall(r"```gold (\S+)\n(.*?)```", page, re.S)
    assert len(examples) == 2
    assert [e for name, content in examples for e in compiled(content, name).errors] == []
