"""Words and sentences: initials stay whole, offsets point into the text as received."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extractors import scan_report
from kg.nouns import Report


def sentences(text: str) -> list[str]:
    scan = scan_report(Report("x", text, "hi"))
    return [scan.mention(a, b, "").text for a, b in scan.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("वह आया। वह गया।", ["वह आया।", "वह गया।"]),
        ("वह आया.वह गया", ["वह आया.वह गया"]),
        ("वह आया. वह गया.", ["वह आया.", "वह गया."]),
        ("आर. के. दास और डॉ. ए. रेड्डी आए। सब गए", ["आर. के. दास और डॉ. ए. रेड्डी आए।", "सब गए"]),
        ("शीर्षक यहाँ\nपहला वाक्य।", ["शीर्षक यहाँ", "पहला वाक्य।"]),
        ("उसने कहा, 'मैं आऊँगा।' फिर वह गया।", ["उसने कहा, 'मैं आऊँगा।'", "फिर वह गया।"]),
        ("काम हुआ।दूसरा काम", ["काम हुआ।", "दूसरा काम"]),
        ("\n\n । \n", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_initials_keep_their_period() -> None:
    scan = scan_report(Report("x", "बी.वी.आर. राव और के. पी. सेन", "hi"))
    assert [w.text for w in scan.words] == ["बी.वी.आर.", "राव", "और", "के.", "पी.", "सेन"]


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=200)
    | st.text(alphabet="कीमें ने से।.\n '-अबएक्स्\u200dय़ा0१", max_size=200)
)
def test_offsets_point_into_the_text_as_received(text: str) -> None:
    scan = scan_report(Report("x", text, "hi"))
    assert [text[w.start : w.end] for w in scan.words] == [w.text for w in scan.words]
    spans = [(scan.words[a].start, scan.words[b - 1].end) for a, b in scan.sentences]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
