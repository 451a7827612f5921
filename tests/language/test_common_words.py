"""The list of everyday Hindi words: folded, sorted, without names."""

from __future__ import annotations

import pytest

from kg.resources import path
from kg.text import fold


@pytest.fixture(scope="module")
def common() -> list[str]:
    return path("kg/language/hi/common.txt").read_text(encoding="utf-8").splitlines()


def test_each_line_is_one_folded_word_and_lines_are_sorted(common: list[str]) -> None:
    assert common == sorted(set(common))
    assert all(word == fold(word) and " " not in word for word in common)


@pytest.mark.parametrize(
    "word", ["ने", "को", "से", "किया", "करेंगे", "मुलाक़ात", "प्रधानमंत्री", "बैठकों", "सरकारें", "बताया", "पहुँचे", "ज़्यादा", "हफ़्ते"]
)
def test_everyday_words_are_listed(common: list[str], word: str) -> None:
    assert fold(word) in common


NAMES = "सिंह लाल प्रकाश आनंद शांति विजय राज कुमार किरण आशा शाह ख़ान मोदी ट्रंप पुतिन दिल्ली ईरान अल बिन पटेल विकास राम"


@pytest.mark.parametrize("word", NAMES.split())
def test_names_and_words_that_are_also_names_are_not_listed(common: list[str], word: str) -> None:
    assert fold(word) not in common
