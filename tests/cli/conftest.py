"""Running a command in this process, and reports to run it on."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg as package
from kg import cli

ROOT = Path(__file__).resolve().parents[2]
MEETING = "भारत के विदेश मंत्री सुब्रह्मण्यम जयशंकर ने 12 मार्च 2024 को नई दिल्ली में जापान की विदेश मंत्री योको कामिकावा से मुलाक़ात की।"
VISIT = "नेपाल के प्रधानमंत्री पुष्प कमल दहल ने सोमवार को काठमांडू में चीन के राजदूत छन सोंग से मुलाक़ात की।"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line that says what went wrong."""
        lines = [line for line in self.err.splitlines() if line.startswith("error: ")]
        assert len(lines) == 1 and "Traceback" not in self.err, self.err
        return lines[0]


Run = Callable[..., Result]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """``kg("build", "reports")`` runs the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = cli.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two good reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    front = "---\npublished: 2024-03-13\nlang: hi\n---\n"
    (folder / "a.txt").write_text(front + MEETING + "\n", encoding="utf-8")
    (folder / "b.txt").write_text(front + VISIT + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample reports."""
    folder = tmp_path_factory.mktemp("sample") / "graph"
    package.build(ROOT / "data" / "reports", folder)
    return folder
