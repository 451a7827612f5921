"""Help: every command has one and stands in the README, and asking for it is quick."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

import kg as package
from kg import cli, graph_cli
from kg.exporters import EXPORTERS
from kg.language import codes

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ["gold"]
COMMANDS = sorted(set(typer.main.get_command(cli.app).commands) - set(GROUPS))
HEAVY = ["rdflib", "pyoxigraph", "spacy", "pyvis", "networkx", "rustworkx", "numpy", "trafilatura", "pyshacl", "lxml"]


def test_commands_are_those_that_were_promised() -> None:
    wanted = [
        "add",
        "backup",
        "build",
        "check",
        "compare",
        "dates",
        "evaluate",
        "explain",
        "export",
        "extract",
        "languages",
        "link",
        "mix",
        "query",
        "questions",
        "refresh",
        "restore",
        "retract",
        "review",
        "serve",
        "status",
        "train",
        "types",
        "unlink",
        "verify",
        "view",
        "who",
    ]
    assert sorted(wanted) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_help_and_stands_in_the_readme(kg, command: str) -> None:
    result = kg(command, "--help")
    assert result.code == 0
    assert len(result.out.split("Usage:")[1].strip().splitlines()) > 3
    assert f"kg {command}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_the_name_of_a_function(command: str) -> None:
    function = getattr(package, command)
    assert callable(function) and function.__doc__


def test_version_is_that_of_the_package(kg) -> None:
    assert kg("--version").out == f"kg {package.__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"], ["languages"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    code = (
        "import sys; from kg import cli; code = cli.run(sys.argv[1:])\n"
        f"print(code, sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == "0 []\n"


def test_formats_and_languages_that_are_offered_are_those_there_are(kg) -> None:
    assert list(graph_cli.GraphFormat) == list(EXPORTERS)
    offered = " ".join(kg("dates", "--help").out.replace("│", " ").split())
    assert f"{', '.join(codes()[:-1])} or {codes()[-1]}" in offered


def test_no_arguments_show_the_help(kg) -> None:
    result = kg()
    assert result.code == 2
    assert "build" in result.out + result.err


def test_a_terminal_without_hindi_gets_escapes_not_a_failure() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "kg", "types"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"meeting" in done.stdout and b"\\u092e" in done.stdout
