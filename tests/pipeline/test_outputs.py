"""Folders and files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import outputs
from kg.errors import StoreError


def made(path: Path, text: str, *, force: bool = False) -> None:
    with outputs.folder(path, force=force) as folder:
        (folder / outputs.EXTRACTIONS).write_text(text)
        (folder / "store").mkdir()
        (folder / "store" / "data").write_text(text)


def content(path: Path) -> dict[str, str]:
    return {str(p.relative_to(path)): p.read_text() for p in sorted(path.rglob("*")) if p.is_file()}


def only(path: Path) -> list[str]:
    return sorted(p.name for p in path.iterdir())


def test_folder_appears_with_all_files_and_nothing_beside_it(tmp_path: Path) -> None:
    made(tmp_path / "new" / "graph", "one")
    assert content(tmp_path / "new" / "graph") == {outputs.EXTRACTIONS: "one", "store/data": "one"}
    assert only(tmp_path / "new") == ["graph"]


def test_folder_is_not_there_before_the_end(tmp_path: Path) -> None:
    with outputs.folder(tmp_path / "graph") as folder:
        assert not (tmp_path / "graph").exists()
        assert folder.parent == tmp_path
    assert (tmp_path / "graph").is_dir()


def test_folder_has_the_permissions_of_any_new_folder(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    made(tmp_path / "graph", "one")
    assert (tmp_path / "graph").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_folder_that_exists_is_refused_and_stays(tmp_path: Path) -> None:
    made(tmp_path / "graph", "one")
    with pytest.raises(StoreError, match="exists already; .*--force"):
        made(tmp_path / "graph", "two")
    assert content(tmp_path / "graph")["store/data"] == "one"


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_folder_is_replaced_with_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool) -> None:
    if not exchange:
        monkeypatch.setattr(outputs, "_exchange", lambda left, right: False)
    made(tmp_path / "graph", "one")
    (tmp_path / "graph" / "extra").write_text("of the first")
    made(tmp_path / "graph", "two", force=True)
    assert content(tmp_path / "graph") == {outputs.EXTRACTIONS: "two", "store/data": "two"}
    assert only(tmp_path) == ["graph"]


def test_folder_that_is_a_link_is_replaced_where_it_points(tmp_path: Path) -> None:
    made(tmp_path / "real", "one")
    (tmp_path / "graph").symlink_to("real")
    made(tmp_path / "graph", "two", force=True)
    assert (tmp_path / "graph").is_symlink()
    assert content(tmp_path / "real")["store/data"] == "two"


def test_folder_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "love.txt").write_text("dear")
    with pytest.raises(StoreError, match="was not written by kg build"):
        made(tmp_path / "letters", "one", force=True)
    assert content(tmp_path / "letters") == {"love.txt": "dear"}
    assert only(tmp_path) == ["letters"]


def test_folder_that_is_empty_is_taken_with_force(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    made(tmp_path / "graph", "one", force=True)
    assert content(tmp_path / "graph")["store/data"] == "one"


def test_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file/graph: cannot be written"):
        made(tmp_path / "file" / "graph", "one")
    with pytest.raises(StoreError, match="is a file, not a folder"):
        made(tmp_path / "file", "one", force=True)
    assert (tmp_path / "file").read_text() == "x"


def test_folder_of_a_run_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    made(tmp_path / "graph", "one")
    with pytest.raises(ZeroDivisionError), outputs.folder(tmp_path / "graph", force=True) as folder:
        (folder / "half").write_text("half")
        raise ZeroDivisionError
    assert content(tmp_path / "graph")["store/data"] == "one"
    assert only(tmp_path) == ["graph"]


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, pathlib; from kg import outputs\n"
        "with outputs.folder(pathlib.Path(sys.argv[1])) as folder:\n"
        "    (folder / 'half').write_text('half'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "graph")], check=False)
    assert [name.startswith(".graph.kg-") for name in only(tmp_path)] == [True]
    made(tmp_path / "graph", "one")
    assert only(tmp_path) == ["graph"]


def test_the_work_of_a_run_that_goes_on_is_not_removed(tmp_path: Path) -> None:
    with outputs.folder(tmp_path / "graph", force=True) as first:
        (first / outputs.EXTRACTIONS).write_text("first")
        made(tmp_path / "graph", "second", force=True)
        assert (first / outputs.EXTRACTIONS).read_text() == "first"
    assert content(tmp_path / "graph") == {outputs.EXTRACTIONS: "first"}
    assert only(tmp_path) == ["graph"]


def test_an_output_moved_aside_by_a_killed_run_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "graph", "one")
    code = (
        "import os, signal, sys, pathlib; from kg import outputs\n"
        "outputs._exchange = lambda left, right: False\n"
        "rename = pathlib.Path.rename\n"
        "def killed(self, to):\n"
        "    rename(self, to)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "pathlib.Path.rename = killed\n"
        "with outputs.folder(pathlib.Path(sys.argv[1]), force=True) as folder:\n"
        "    (folder / outputs.EXTRACTIONS).write_text('two')\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "graph")], check=False)
    assert not (tmp_path / "graph").exists()
    outputs.recover(tmp_path / "graph")
    assert content(tmp_path / "graph") == {outputs.EXTRACTIONS: "one", "store/data": "one"}
    assert only(tmp_path) == ["graph"]


def test_names_with_signs_of_a_pattern_touch_no_other_folder(tmp_path: Path) -> None:
    (tmp_path / ".graph.kg-0").mkdir()
    made(tmp_path / "gr*h", "one")
    assert only(tmp_path) == [".graph.kg-0", "gr*h"]


def test_file_is_replaced_whole(tmp_path: Path) -> None:
    outputs.write_file(tmp_path / "a.txt", "मुलाक़ात\r\n")
    outputs.write_file(tmp_path / "a.txt", "दो\r\n")
    assert (tmp_path / "a.txt").read_bytes() == "दो\r\n".encode()
    assert only(tmp_path) == ["a.txt"]


def test_file_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs.write_file(tmp_path / "a.txt", "one")

    def full(handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="no space left"):
        outputs.write_file(tmp_path / "a.txt", "two")
    assert (tmp_path / "a.txt").read_text() == "one"
    assert only(tmp_path) == ["a.txt"]


def test_file_in_a_folder_that_is_not_there_or_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        outputs.write_file(tmp_path / "no" / "a.txt", "one")
    with pytest.raises(StoreError, match="is a directory"):
        outputs.write_file(tmp_path, "one")
    assert only(tmp_path) == []


def test_file_that_is_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen([shutil.which("cat") or "cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE)
    outputs.write_file(tmp_path / "pipe", "words")
    assert reader.communicate(timeout=20)[0] == b"words"
    assert (tmp_path / "pipe").is_fifo()
