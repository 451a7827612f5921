"""The recipe for an event type works as written: two files, no Python."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FILES = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def test_an_event_type_is_added_with_two_files(tmp_path: Path) -> None:
    for folder in ("kg", "ontology", "data/gazetteer", "models"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "data" / "epochs.ttl", tmp_path / "data")
    assert [name for name, _ in FILES] == ["ontology/types/signing.ttl", "kg/language/hi/events.toml"]
    for name, content in FILES:
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n" + content)
    rules = tomllib.loads(FILES[1][1])["signing"]
    lines = [
        {"id": f"{kind}-{n}", "lang": "hi", "published": "2024-01-02", "text": text}
        for kind in ("examples", "not")
        for n, text in enumerate(rules[kind])
    ]
    reports = "".join(json.dumps(line) + "\n" for line in lines)
    command = [sys.executable, "-m", "kg", "extract", "-"]
    done = subprocess.run(command, cwd=tmp_path, input=reports, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for line in map(json.loads, done.stdout.splitlines()):
        found = [event for event in line["events"] if event["type"] == "signing"]
        assert len(found) == line["id"].startswith("examples"), line["text"]
        if found:
            assert [part["part"] for part in found[0]["participations"]] == ["principal", "principal"]


def test_files_and_folders_that_are_named_are_there() -> None:
    for name in re.findall(r"`((?:kg|ontology|tests|data|\.ci)/[\w./-]+)`", TEXT):
        if not name.endswith("signing.ttl"):
            assert (ROOT / name).exists(), name
