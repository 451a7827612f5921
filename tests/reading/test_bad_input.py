"""Each bad input is one clear line that names file, place and fix; the good ones beside it are read."""

from __future__ import annotations

import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading import Reading, read
from kg.reading.metadata import body

HINDI = "दोनों नेताओं ने बातचीत की।"


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusals(reading: Reading) -> list[str]:
    assert all(problem.refused for problem in reading.problems)
    return [str(problem) for problem in reading.problems]


BAD_FILES = [
    ("a.txt", b"", "empty; add the text"),
    ("a.jsonl", b"\n \n", "empty; add the text"),
    ("a.html", b"  ", "empty; add the text"),
    ("a.txt", b"---\nid: x\n---\n\n", "no text in it; add the text"),
    ("a.txt", "…\u200b।".encode(), "no text in it"),
    ("a.txt", b"\x89PNG\r\n\x00\x00", "a binary file: byte 6 is NUL; give the report as text"),
    ("a.jsonl", b"\x7fELF\x00\n\n\x00\n", "a binary file: byte 4 is NUL"),
    ("a.txt", HINDI.encode("utf-16"), "UTF-16, not UTF-8; save it as UTF-8"),
    ("a.txt", "नेता".encode() + b"\xe0\xa4", "broken UTF-8: byte 12 (0xe0) is out of place; save it as UTF-8"),
    ("a.html", b"<p>\xff</p>", "broken UTF-8: byte 3 (0xff)"),
    ("a.txt", b"---\npublished: 30 July 2024\n---\nx", "published '30 July 2024' is not a date; write YYYY-MM-DD"),
    ("a.txt", b"---\npublished: 2024-02-30\n---\nx", "published '2024-02-30' is not a date"),
    ("a.txt", "---\npublished: २०२४-०७-३०\n---\nx".encode(), "published '२०२४-०७-३०' is not a date"),
    ("a.txt", b"---\npublished: 2024-07-30T25:00:00Z\n---\nx", "published '2024-07-30T25:00:00Z' is not a date"),
    ("a.txt", b"---\npublished: [2024-07-30]\n---\nx", "published must be text, not a list"),
    ("a.txt", b"---\nlang: Hindi\n---\nx", "language 'Hindi' is not a language code; write a code such as hi"),
    ("a.txt", b"---\nid: x\nnever closed", "front matter that begins in line 1 has no end; add a line ---"),
    ("a.txt", b"---\nid: x\ntitle: a: b\n---\nx", "broken front matter in line 3: mapping values are not allowed here"),
    ("a.txt", b"---\nid: \x07\n---\nx", "broken front matter"),
    ("a.txt", b"---\n" + b"[" * 10_000 + b"\n---\nx", "broken front matter"),
    ("a.txt", b"---\njust words\n---\nx", "front matter is not a list of fields"),
    ("a.txt", b"---\ntitle: " + b"x" * 60_000 + b"\n---\nx", "front matter is longer than 50,000 characters"),
    ("a.txt", b"---\nid: " + b"x" * 300 + b"\n---\nx", "is longer than 200 characters; give a shorter id"),
    ("a.json", b"[1, 2]", "not a JSON object; write"),
    ("a.json", b'{"text": "x",\n "id": }', "broken JSON, line 2: Expecting value; correct it"),
    ("a.json", b'{"id": "x"}', 'no field "text"'),
    ("a.json", b'{"text": 5}', 'no field "text"'),
    ("a.json", b'{"text": "\\ud800"}', "half of a surrogate pair"),
    ("a.json", b'{"text": "a\\u0000"}', "NUL character"),
    ("a.json", b'{"text": "a", "title": "\\udfff"}', "title '\\udfff' has a character that cannot be written as UTF-8"),
    ("a.json", b'{"text": "a", "title": true}', "title must be text, not a bool; write it in quotes"),
    ("a.json", b'{"text": ' + b"[" * 200_000, "broken JSON: a number too long, or brackets too deep"),
    ("a.json", b'{"text": "a", "id": ' + b"9" * 10_000 + b"}", "broken JSON: a number too long"),
    ("a.html", b"just words", "this is no HTML page; give its text as .txt"),
    ("a.html", b"<html><head><title>x</title></head><body><div></div></body></html>", "no text is found in this page"),
    (
        "a.html",
        b'<html><head><meta name="dc.date" content="soon"></head><body><p>x.</p><p>y.</p></body></html>',
        "published 'soon'",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_bad_file_is_refused_in_one_line_and_the_good_one_is_read(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    bad = written(tmp_path / name, content)
    written(tmp_path / "good.txt", HINDI)
    reading = read([tmp_path])
    (line,) = refusals(reading)
    assert line.startswith(f"{bad}: ") and message in line
    assert line.isprintable()
    assert [report.id for report in reading.reports] == ["good"]


def test_jsonl_broken_lines_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "' + HINDI.encode() + b'"}',
        b'{"id": "b", "text": ',
        b'{"id": "c"}',
        b'{"text": "\xff"}',
        b"",
        b'{"id": "e", "text": "x", "published": "tomorrow"}',
        b'{"text": "' + b"x" * 500 + b'"}',
        b"\x00",
        b'{"id": "z", "text": "x"}',
    ]
    file = written(tmp_path / "n.jsonl", b"\n".join(lines))
    reading = read([file], limit=300)
    assert [report.id for report in reading.reports] == ["a", "z"]
    offset = len(b"\n".join(lines[:3])) + 1 + 10
    assert refusals(reading) == [
        f"{file}:2: broken JSON, character 21: Expecting value; correct it",
        f'{file}:3: no field "text" with the text of the report; add it',
        f"{file}:4: broken UTF-8: byte {offset} (0xff) is out of place; save it as UTF-8",
        f"{file}:6: published 'tomorrow' is not a date; write YYYY-MM-DD or a date-time such as "
        "2024-07-30T18:05:00+05:30",
        f"{file}:7: larger than 300 bytes, the most a report may have; split it",
        f"{file}:8: a binary file: byte {file.read_bytes().index(0)} is NUL; give the report as text",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.html"])
def test_fifty_megabytes_in_one_line_are_refused_without_being_held(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    with file.open("wb") as out:
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b'\n{"id": "after", "text": "x"}\n')
    tracemalloc.start()
    reading = read([file])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000
    place = f"{file}:1" if name == "a.jsonl" else f"{file}"
    assert refusals(reading) == [f"{place}: larger than 5,000,000 bytes, the most a report may have; split it"]
    assert [report.id for report in reading.reports] == (["after"] if name == "a.jsonl" else [])


def test_limit_is_the_size_of_the_largest_report_that_is_read(tmp_path: Path) -> None:
    line = json.dumps({"text": "x" * 50})
    for name, content in (("a.txt", line), ("a.json", line), ("b.jsonl", line + "\n" + line)):
        file = written(tmp_path / name, content)
        assert read([file], limit=len(line)).problems == ()
        assert read([file], limit=len(line) - 1).reports == ()


def test_missing_file_unknown_kind_and_empty_folder_are_named(tmp_path: Path) -> None:
    pdf = written(tmp_path / "a.pdf", "x")
    folder = tmp_path / "empty"
    folder.mkdir()
    written(folder / "README.md", "# What this is")
    missing = tmp_path / "none.txt"
    assert refusals(read([pdf, folder, missing, tmp_path / "none"])) == [
        f"{pdf}: unknown kind of file '.pdf'; known are .txt, .md, .jsonl, .json, .html, .htm",
        f"{folder}: no reports in this folder; put files in it: .txt, .md, .jsonl, .json, .html, .htm",
        f"{tmp_path / 'none'}: no such file or folder; check the name",
        f"{missing}: no such file or folder; check the name",
    ]


def test_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path / "a.txt", HINDI)

    def refuse(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusals(read([file])) == [f"{file}: permission denied; make it readable"]


def test_pipe_with_the_name_of_a_report_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (line,) = refusals(read([tmp_path]))
    assert "not a regular file" in line


def test_link_to_nothing_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (line,) = refusals(read([tmp_path]))
    assert "no such file or folder" in line


def test_folder_is_walked_without_hidden_files_and_other_suffixes(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "sub/a.md", ".hidden.txt", ".git/c.txt", "notes.pdf", "README.md"):
        written(tmp_path / name, HINDI + name)
    reading = read([tmp_path])
    assert [report.id for report in reading.reports] == ["a", "b"]
    assert reading.problems == ()
    assert [report.id for report in read([tmp_path / "README.md", tmp_path / ".hidden.txt"]).reports] == [
        ".hidden",
        "README",
    ]


def test_order_of_the_arguments_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    third = "तीसरा पाठ।"
    contents = {"c.txt": HINDI, "sub/c.txt": "दूसरा पाठ।", "a.txt": third, "b.txt": "", "sub/a.txt": third}
    paths = [written(tmp_path / name, content) for name, content in contents.items()]
    first = read(paths)
    assert [report.id for report in first.reports] == ["a", "c"]
    assert [str(problem) for problem in first.problems] == [
        f"{tmp_path}/b.txt: empty; add the text of the report, or remove it",
        f"{tmp_path}/sub/a.txt: the same id and text as {tmp_path}/a.txt; read once",
        f"{tmp_path}/sub/c.txt: id 'c' is taken by {tmp_path}/c.txt, with another text; give it an id of its own",
    ]
    assert [problem.refused for problem in first.problems] == [True, False, True]
    assert read(paths[::-1]) == read([tmp_path]) == read([*paths, tmp_path, paths[0]]) == first


def test_name_of_a_file_cannot_break_the_line(tmp_path: Path) -> None:
    for name in ("a\nb.txt", "\x1b[31m.txt", "\u202etxt.txt", "a\udcff.txt"):
        (line,) = refusals(read([written(tmp_path / name, b"")]))
        assert line.isprintable()
        assert line.encode()
        (tmp_path / name).unlink()


def test_empty_stdin_is_named() -> None:
    assert refusals(read(["-"], stdin=io.BytesIO(b""))) == ["-: empty; add the text of the report, or remove it"]


def test_stdin_line_is_named() -> None:
    reading = read(["-"], stdin=io.BytesIO(b'{"text": "x"}\n{"text"\n'))
    assert refusals(reading) == ["-:2: broken JSON, character 8: Expecting ':' delimiter; correct it"]
    assert len(reading.reports) == 1


@settings(max_examples=300, deadline=None)
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.jsonl", "a.json", "a.html", "-"]))
def test_random_bytes_become_reports_or_problems(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path: str | Path = name
    if name != "-":
        path = written(tmp_path_factory.getbasetemp() / name, content)
    reading = read([path], stdin=io.BytesIO(content))
    assert reading.reports or any(problem.refused for problem in reading.problems)
    assert all(str(problem).isprintable() for problem in reading.problems)


@settings(max_examples=300, deadline=None)
@given(text=st.text(min_size=1, max_size=200))
def test_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    plain = read([written(folder / "r.txt", "---\nid: r\n---\n" + text)])
    line = read([written(folder / "r.jsonl", json.dumps({"id": "r", "text": text}))])
    assert [report.text for report in plain.reports] == [report.text for report in line.reports]
    for report in plain.reports:
        assert report.text == body(text)
        assert report.text.strip() == text.strip()
        assert report.text in text
