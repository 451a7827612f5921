"""Titles are cut from names, and the lists of every language do what their examples say."""

from __future__ import annotations

import pytest

from kg.language import codes, folder, table
from kg.reader.titles import bare

LISTED = [code for code in codes() if (folder(code) / "titles.toml").exists()]
CASES = [(code, said, name) for code in LISTED for said, name in table(code, "titles")["examples"].items()]
CASES += [(code, name, name) for code in LISTED for name in table(code, "titles")["not"]]


@pytest.mark.parametrize(("lang", "said", "name"), [*CASES, ("hi", "डॉ. सुनीता राव जी", "सुनीता राव"), ("hi", "", "")])
def test_a_name_is_cut_out_of_its_titles(lang: str, said: str, name: str) -> None:
    start, end = bare(said, lang)
    assert said[start:end] == name


def test_the_languages_without_rules_for_names_have_lists_of_titles() -> None:
    assert LISTED == ["ar", "en", "fa", "ur"]
