"""A word list that is wrong is refused with its file, the key and the fix, before any report is read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg import language
from kg.errors import ResourceError
from kg.extractors import lexicon, speech, types
from kg.time import times

SHIPPED = Path(language.__file__).parent / "hi"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new language with the files of Hindi, the only one there is."""
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    shutil.copytree(SHIPPED, tmp_path / "ne")
    return tmp_path / "ne"


def load_lists(code: str) -> None:
    """Read the word lists of a language anew, whatever was read before."""
    for lists in (lexicon, types, speech):
        lists.load.__wrapped__(code)


def test_the_copy_of_a_language_is_a_language(copied: Path) -> None:
    assert language.codes() == ["ne"]
    load_lists("ne")


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("grammar.toml", "pairs =", "pears =", "unknown key words.'pears'; allowed: .*pairs"),
        ("grammar.toml", "pairs =", "own =", "Cannot overwrite a value"),
        ("grammar.toml", 'pairs = ["दोनों", "तीनों"]', "", "key words.'pairs' is missing; add it"),
        ("grammar.toml", 'pairs = ["दोनों",', 'pairs = ["दोनों"', "line"),
        ("names.toml", "[place]", "[places]", "unknown key 'places'; allowed: .*place"),
        ("speech.toml", "negations =", "negation =", "unknown key words.'negation'; allowed: .*negations"),
        ("events.toml", "[visit]\n", "[trip]\n", r"\[trip\] has no ontology/types/trip.ttl; add that file or rename"),
        ("events.toml", "stands_alone = true", "stands = true", "unknown key visit.'stands'; allowed: .*stands_alone"),
        (
            "events.toml",
            'requires = "phone"',
            'requires = "fax"',
            "unknown key phone-call.requires.'fax'; allowed: .*phone",
        ),
        ("events.toml", 'chair = "chair"', 'seat = "chair"', "unknown key meeting.parts.'seat'; allowed: .*chair"),
        (
            "events.toml",
            'extends = "meeting"',
            'extends = "talk"',
            "unknown key phone-call.extends.'talk'; allowed: .*meeting",
        ),
    ],
)
def test_a_wrong_key_is_named_with_file_and_fix(copied: Path, file: str, old: str, new: str, error: str) -> None:
    content = (copied / file).read_text(encoding="utf-8")
    assert old in content
    (copied / file).write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ResourceError, match=f"ne/{file}: .*{error}"):
        load_lists("ne")


def test_a_wrong_key_of_times_is_named(copied: Path) -> None:
    file = copied / "time.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("[tense]\n", '[tense]\npresents = ["है"]\n'), encoding="utf-8"
    )
    with pytest.raises(ResourceError, match=r"ne/time.toml: unknown key tense.'presents'; allowed: .*present"):
        times("वे कल मिलेंगे", "ne", published=None)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "speech.toml").unlink()
    with pytest.raises(ResourceError, match="ne/speech.toml: no such file"):
        load_lists("ne")
