"""``kg build``: what it writes and prints, what it refuses, and that bad input never stops the good."""

from __future__ import annotations

import functools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

OUTPUTS = [
    *(".lock", "extractions.jsonl", "graph.html", "graph.trig", "graph.ttl"),
    *("ledger.sqlite", "links.tsv", "renamed.tsv", "store"),
]


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def built(folder: Path) -> list[str]:
    """The ids of the reports in an output folder."""
    return [json.loads(line)["id"] for line in (folder / "extractions.jsonl").read_text("utf-8").splitlines()]


def test_build_writes_all_outputs_and_says_where(kg, reports: Path, tmp_path: Path) -> None:
    result = kg("build", reports, "-o", "out")
    assert result.code == 0
    assert names(tmp_path / "out") == OUTPUTS
    rows = dict(line.split(None, 1) for line in result.out.replace("reports ", "reports-").splitlines() if line.strip())
    assert rows["reports-read"].strip() == "2"
    assert rows["reports-skipped"].strip() == "0"
    assert rows["persons"].strip() == "4"
    assert rows["events"].strip() == "2, 2 held"
    for name in OUTPUTS[1:]:
        assert f"out/{name}" in result.out
    assert names(tmp_path) == ["out", "reports"]


def test_build_reads_a_report_with_an_unknown_field_and_does_not_count_it_as_skipped(kg, reports: Path) -> None:
    (reports / "a.txt").write_text("---\npubished: 2024-03-13\n---\nपाठ।", encoding="utf-8")
    result = kg("build", reports)
    assert result.err.startswith("note: ") and "pubished" in result.err
    assert "reports read      2" in result.out and "reports skipped   0" in result.out


def test_build_quiet_prints_nothing(kg, reports: Path) -> None:
    result = kg("build", reports, "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")


def test_build_reads_standard_input(kg, tmp_path: Path) -> None:
    line = {"id": "one", "published": "2024-03-13", "text": (tmp_path / "x").name + " पाठ।", "lang": "hi"}
    assert kg("build", "-", stdin=(json.dumps(line) + "\n").encode()).code == 0
    assert built(tmp_path / "graph") == ["one"]


def test_build_refuses_an_existing_folder_and_names_the_way_out(kg, reports: Path, tmp_path: Path) -> None:
    assert kg("build", reports).code == 0
    before = (tmp_path / "graph" / "graph.trig").read_bytes()
    result = kg("build", reports / "a.txt")
    assert result.code == 2
    assert "graph: exists already" in result.error and "--force" in result.error
    assert (tmp_path / "graph" / "graph.trig").read_bytes() == before


def test_build_force_replaces_only_what_a_build_wrote(kg, reports: Path, tmp_path: Path) -> None:
    assert kg("build", reports).code == 0
    assert kg("build", reports / "a.txt", "--force").code == 0
    assert built(tmp_path / "graph") == ["a"]
    result = kg("build", reports, "-o", reports, "--force")
    assert result.code == 2 and "was not written by kg build" in result.error
    assert names(reports) == ["a.txt", "b.txt"]


def test_build_output_below_a_file_is_one_line(kg, reports: Path) -> None:
    result = kg("build", reports, "-o", reports / "a.txt" / "graph")
    assert result.code == 2
    assert "cannot be written" in result.error


def test_build_names_a_path_that_is_not_there(kg, reports: Path, tmp_path: Path) -> None:
    result = kg("build", reports, "nowhere.txt")
    assert (result.code, result.error) == (2, "error: nowhere.txt: no such file or folder")
    assert not (tmp_path / "graph").exists()


def test_build_refuses_an_unknown_language_and_lists_those_there_are(kg, reports: Path) -> None:
    result = kg("build", reports, "--lang", "tlh")
    assert result.code == 2
    assert "'tlh'" in result.error and "hi" in result.error


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty; add the text"),
        ("blank.txt", b" \n\n\t\n", "empty; add the text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("broken.txt", "नमस्ते".encode()[:-1], "UTF-8"),
        ("utf16.txt", "नमस्ते".encode("utf-16"), "UTF-16"),
        ("date.txt", "---\npublished: 2024-13-45\n---\nपाठ।".encode(), "2024-13-45"),
        ("open.txt", "---\npublished: 2024-01-01\nपाठ।".encode(), "front matter"),
        ("lines.jsonl", b'{"id": "x", "text": \n', "lines.jsonl:1"),
        ("french.txt", b"---\nlang: fr\n---\nLes ministres se sont vus.", "there are: "),
        ("unknown.txt", b"Zxqv brmpf ghkl.", "language not recognized"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith((".txt", ".jsonl")) else "",
)
def test_build_skips_a_bad_report_says_why_and_builds_the_good_ones(
    kg, reports: Path, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (reports / name).write_bytes(content)
    result = kg("build", reports)
    assert result.code == 0
    skipped = [line for line in result.err.splitlines() if line.startswith("skipped: ")]
    assert len(skipped) == 1 and reason in skipped[0] and len(skipped[0]) < 400
    assert name.split(".")[0] in skipped[0]
    assert "reports skipped   1" in result.out
    assert built(tmp_path / "graph") == ["a", "b"]


def test_build_skips_fifty_megabytes_of_one_line(kg, reports: Path, tmp_path: Path) -> None:
    with (reports / "huge.txt").open("wb") as file:
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    (reports / "lines.jsonl").write_bytes((reports / "huge.txt").read_bytes())
    result = kg("build", reports)
    assert result.code == 0
    skipped = [line for line in result.err.splitlines() if line.startswith("skipped: ")]
    assert len(skipped) == 2 and all("larger than" in line for line in skipped)
    assert built(tmp_path / "graph") == ["a", "b"]


def test_build_reads_the_good_lines_beside_a_broken_one(kg, tmp_path: Path) -> None:
    good = '{{"id": "{}", "text": "दोनों नेताओं ने बात की।", "lang": "hi"}}\n'
    (tmp_path / "all.jsonl").write_text(good.format("one") + "{broken\n" + good.format("two"), encoding="utf-8")
    result = kg("build", "all.jsonl")
    assert result.code == 0
    assert "skipped: all.jsonl:2: " in result.err
    assert built(tmp_path / "graph") == ["one", "two"]


def test_build_strict_builds_nothing_when_a_report_is_bad(kg, reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    result = kg("build", reports, "--strict")
    assert result.code == 1
    assert "skipped: " in result.err and "nothing was built" in result.error
    assert names(tmp_path) == ["reports"]


def test_build_strict_with_force_keeps_the_earlier_output(kg, reports: Path, tmp_path: Path) -> None:
    assert kg("build", reports).code == 0
    (reports / "empty.txt").write_bytes(b"")
    assert kg("build", reports, "--strict", "--force").code == 1
    assert built(tmp_path / "graph") == ["a", "b"]


def test_build_of_nothing_but_bad_reports_fails(kg, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").write_bytes(b"")
    result = kg("build", "bad")
    assert result.code == 1
    assert "no report could be used" in result.error
    assert names(tmp_path) == ["bad"]


def test_build_of_an_empty_folder_fails(kg, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = kg("build", "none")
    assert result.code == 1 and "no report could be used" in result.error


def test_build_lists_twenty_bad_reports_and_counts_the_rest(kg, reports: Path) -> None:
    for number in range(25):
        (reports / f"empty-{number:02}.txt").write_bytes(b"")
    result = kg("build", reports)
    lines = [line for line in result.err.splitlines() if line.startswith("skipped: ")]
    assert len(lines) == 21 and lines[-1] == "skipped: 5 more"
    assert "reports skipped   25" in result.out


def test_build_prints_a_hostile_id_on_one_line(kg, reports: Path) -> None:
    line = json.dumps({"id": "a\u001b[31m\nerror: forged", "text": "", "lang": "hi"})
    (reports / "c.jsonl").write_text(line + "\n", encoding="utf-8")
    result = kg("build", reports)
    assert "\x1b" not in result.err
    assert [line.split(":")[0] for line in result.err.splitlines()] == ["skipped"]


def test_wrong_option_is_one_line(kg, reports: Path) -> None:
    result = kg("build", reports, "--frce")
    assert result.code == 2
    assert "--frce" in result.error and "kg build --help" in result.error


def test_build_counts_warnings_and_says_how_to_see_them(kg, tmp_path: Path) -> None:
    text = "विदेश मंत्री सुब्रह्मण्यम जयशंकर ने कल जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।"
    (tmp_path / "undated.txt").write_text(text, encoding="utf-8")
    result = kg("build", "undated.txt")
    assert "warnings          1 (kg query warnings -g graph)" in result.out
    assert "undated" in kg("query", "warnings").out


def test_build_stopped_by_hand_is_one_line_and_leaves_nothing(reports: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", str(reports), "-o", str(tmp_path / "graph")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore it
    build = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment, preexec_fn=heed)
    while not list(tmp_path.glob(".graph.kg-*")) and build.poll() is None:
        time.sleep(0.01)
    build.send_signal(signal.SIGINT)
    _, err = build.communicate(timeout=60)
    assert (build.returncode, err.strip()) == (130, "error: stopped")
    assert names(tmp_path) == ["reports"]


def test_a_pipe_that_closes_early_is_no_error(sample: Path) -> None:
    command = f'"{sys.executable}" -m kg query timeline -g "{sample}" --format json | head -n 1'
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=environment)
    assert done.stdout == "{\n" and done.stderr == ""
