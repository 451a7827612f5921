"""Metadata and text come out of each format as they stand in it."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from kg.errors import LanguageError
from kg.nouns import Report
from kg.reading import Reading, iter_reports, read
from kg.reading.metadata import body, publication_day

HINDI = "दोनों नेताओं ने बातचीत की।"

FRONT_MATTER = """---
id: a-1
title: "मुलाक़ात: दो नेता"
publisher: Example News
url: https://example.org/खबर/1
published: 2024-07-30T00:30:00+05:30
lang: hi-IN
source: told by a test
---
"""


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def one(reading: Reading) -> Report:
    assert [str(problem) for problem in reading.problems] == []
    assert len(reading.reports) == 1
    return reading.reports[0]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_front_matter_gives_every_field(tmp_path: Path, suffix: str) -> None:
    report = one(read([written(tmp_path / f"x{suffix}", FRONT_MATTER + HINDI)]))
    assert report == Report(
        id="a-1",
        text=HINDI,
        lang="hi",
        published=date(2024, 7, 30),
        published_as="2024-07-30T00:30:00+05:30",
        title="मुलाक़ात: दो नेता",
        publisher="Example News",
        url="https://example.org/खबर/1",
        source="told by a test",
    )


def test_text_without_front_matter_has_the_file_name_as_id_and_no_date(tmp_path: Path) -> None:
    report = one(read([written(tmp_path / "समाचार 7.txt", HINDI)]))
    assert report == Report(id="समाचार 7", text=HINDI, lang="hi")


def test_front_matter_keeps_values_as_written(tmp_path: Path) -> None:
    report = one(read([written(tmp_path / "x.txt", "---\nid: 007\ntitle: no\npublished: 2024-07-30\n---\n" + HINDI)]))
    assert (report.id, report.title, report.published_as) == ("007", "no", "2024-07-30")


def test_text_keeps_its_newlines_composition_and_inner_blank_lines(tmp_path: Path) -> None:
    text = "  पहला ग़\u0958 \r\n\r\n\tदूसरा\u200d।  "
    for front, after in (("", ""), ("---\r\nid: x\r\n---\r\n", "\r\n"), ("\ufeff", "\n\n \n"), ("\n \r\n", "\r\n\r\n")):
        assert one(read([written(tmp_path / "x.txt", front + text + after)])).text == text


def test_body_strips_blank_lines_only() -> None:
    assert body("\n \n a\n\nb \n\n") == " a\n\nb "
    assert body(" \n\t") == ""
    assert body("\ufeffa") == "\ufeffa"


def test_horizontal_rule_later_in_a_text_is_no_front_matter(tmp_path: Path) -> None:
    text = HINDI + "\n---\nid: b\n---\nend"
    assert one(read([written(tmp_path / "x.md", text)])).text == text


def test_unknown_field_is_a_notice_and_the_report_is_read(tmp_path: Path) -> None:
    file = written(tmp_path / "x.txt", "---\npubished: 2024-07-30\n---\n" + HINDI)
    reading = read([file])
    assert [report.published for report in reading.reports] == [None]
    (problem,) = reading.problems
    assert str(problem).startswith(f"{file}: unknown field 'pubished' is left out; known are id, title,")
    assert not problem.refused


def test_url_that_is_no_web_address_is_left_out_with_a_notice(tmp_path: Path) -> None:
    for url in ("javascript:alert(1)", "example.org/x", "http://a b", "https://a/<img>", "http://[", "file:///etc"):
        reading = read([written(tmp_path / "x.json", json.dumps({"text": HINDI, "url": url}))])
        assert [report.url for report in reading.reports] == [None]
        assert [(problem.refused, "http:// or https://" in problem.message) for problem in reading.problems] == [
            (False, True)
        ]


def test_jsonl_has_a_report_a_line(tmp_path: Path) -> None:
    rows = [
        {"id": "b", "text": "पहला।\nदूसरा।", "published": "2024-07-30", "lang": "hi", "publisher": "P"},
        {"text": HINDI, "title": None},
    ]
    content = "\ufeff" + "\n\n".join(json.dumps(row, ensure_ascii=index == 0) for index, row in enumerate(rows))
    reading = read([written(tmp_path / "news.jsonl", content)])
    assert reading.problems == ()
    assert reading.reports == (
        Report("b", "पहला।\nदूसरा।", "hi", date(2024, 7, 30), "2024-07-30", publisher="P"),
        Report("news-3", HINDI, "hi"),
    )


def test_json_has_one_report_over_several_lines(tmp_path: Path) -> None:
    report = one(read([written(tmp_path / "x.json", json.dumps({"id": 7, "text": HINDI}, indent=2))]))
    assert (report.id, report.text) == ("7", HINDI)


def test_stdin_is_json_lines_or_plain_text() -> None:
    lines = "".join(json.dumps({"text": text}) + "\n" for text in ("पहला।", "दूसरा।")).encode()
    assert [(r.id, r.text) for r in read(["-"], stdin=io.BytesIO(lines)).reports] == [
        ("stdin-1", "पहला।"),
        ("stdin-2", "दूसरा।"),
    ]
    report = one(read(["-"], stdin=io.BytesIO((FRONT_MATTER + HINDI + "\n").encode())))
    assert (report.id, report.text, report.published) == ("a-1", HINDI, date(2024, 7, 30))
    assert one(read([Path("-")], stdin=io.BytesIO(HINDI.encode()))).id == "stdin"


def test_reports_are_streamed_line_by_line() -> None:
    class Endless(io.RawIOBase):
        number = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.number += 1
            return json.dumps({"id": str(self.number), "text": HINDI}).encode() + b"\n"

    reports = iter_reports(["-"], lambda problem: None, stdin=Endless())  # type: ignore[arg-type]
    assert [next(reports).id for _ in range(3)] == ["1", "2", "3"]


PAGE = """<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>पन्ने का शीर्षक</title>{head}</head>
<body><nav><a href="/">मुखपृष्ठ</a></nav><article><h1>शीर्षक</h1>
<p>विदेश मंत्री ने सोमवार को नई दिल्ली में अपने समकक्ष से मुलाक़ात की और दोनों पक्षों ने व्यापार पर बातचीत की।</p>
<p>बैठक के बाद दोनों देशों के अधिकारियों ने बताया कि अगली बैठक अगले महीने होगी।</p></article></body></html>"""

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite",
"name": "W", "url": "https://example.org/"}, {"@type": "NewsArticle", "headline": "असली शीर्षक",
"datePublished": "2024-07-30T00:30:00+05:30",
"publisher": {"@type": "Organization", "name": "उदाहरण समाचार"}}]}</script>"""

META = """<meta property="og:title" content="OG शीर्षक"><meta property="og:site_name" content="OG समाचार">
<meta property="article:published_time" content="2024-07-29T23:10:00Z"><meta property="og:url" content="https://example.org/og">
<meta name="dcterms.source" content="told by a test">"""


def page(head: str = "", lang: str = "hi") -> str:
    return PAGE.format(head=head, lang=lang)


def test_html_takes_json_ld_first_and_the_day_in_its_own_time_zone(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://example.org/a">'
    report = one(read([written(tmp_path / "x.html", page(META + JSON_LD + canonical))]))
    assert report.published == date(2024, 7, 30)
    assert report.published_as == "2024-07-30T00:30:00+05:30"
    assert (report.title, report.publisher) == ("असली शीर्षक", "उदाहरण समाचार")
    assert (report.url, report.source) == ("https://example.org/a", "told by a test")
    assert (report.id, report.lang) == ("x", "hi")
    assert "विदेश मंत्री ने सोमवार को" in report.text
    assert "अगली बैठक अगले महीने होगी।" in report.text
    assert "मुखपृष्ठ" not in report.text


def test_html_takes_meta_tags_where_there_is_no_json_ld(tmp_path: Path) -> None:
    report = one(read([written(tmp_path / "x.htm", page(META))]))
    assert (report.published, report.published_as) == (date(2024, 7, 29), "2024-07-29T23:10:00Z")
    assert (report.title, report.publisher, report.url) == ("OG शीर्षक", "OG समाचार", "https://example.org/og")


def test_html_without_metadata_has_its_title_and_no_date(tmp_path: Path) -> None:
    report = one(read([written(tmp_path / "x.html", page())]))
    assert (report.title, report.published, report.url) == ("पन्ने का शीर्षक", None, None)


def test_html_language_attribute_yields_to_the_script(tmp_path: Path) -> None:
    assert one(read([written(tmp_path / "x.html", page(lang="en-US"))])).lang == "hi"
    assert one(read([written(tmp_path / "x.html", page(lang="mr"))])).lang == "mr"
    assert one(read([written(tmp_path / "x.html", page(lang="what ever"))])).lang == "hi"


def test_html_skips_a_wrong_date_where_another_is_right(tmp_path: Path) -> None:
    wrong = META.replace("2024-07-29T23:10:00Z", "yesterday") + '<meta itemprop="datePublished" content="2024-07-28">'
    assert one(read([written(tmp_path / "x.html", page(wrong))])).published == date(2024, 7, 28)


def test_html_with_broken_json_ld_falls_back_to_meta_tags(tmp_path: Path) -> None:
    for broken in ("{", "[" * 100_000, '"x"', "[1, null]", '{"datePublished": 5, "publisher": [null, {}]}'):
        head = f'<script type="application/ld+json">{broken}</script>{META}'
        assert one(read([written(tmp_path / "x.html", page(head))])).published == date(2024, 7, 29)


def test_lang_is_the_default_where_metadata_give_none(tmp_path: Path) -> None:
    files = [written(tmp_path / "a.txt", HINDI), written(tmp_path / "b.txt", "---\nlang: hi\n---\n" + HINDI)]
    assert [report.lang for report in read(files, lang="mr-IN").reports] == ["mr", "hi"]
    with pytest.raises(LanguageError, match="'Marathi' is not a language code"):
        read(files, lang="Marathi")


def test_lang_stated_as_und_is_identified(tmp_path: Path) -> None:
    assert one(read([written(tmp_path / "a.txt", "---\nlang: und\n---\n" + HINDI)])).lang == "hi"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-07-30T00:30:00+05:30", date(2024, 7, 30)),
        ("2024-07-29T19:00:00Z", date(2024, 7, 29)),
        ("2024-07-30 23:59:59.123-08:00", date(2024, 7, 30)),
        ("2024-07-30T18:05+0530", date(2024, 7, 30)),
    ],
)
def test_publication_day_is_the_day_as_written(value: str, day: date) -> None:
    assert publication_day(value) == day
