"""The sample reports are read whole, in each format, with their metadata."""

from __future__ import annotations

from datetime import date

from kg import resources
from kg.reading import read

READING = read([resources.path("data/reports")])
REPORTS = {report.id: report for report in READING.reports}


def test_sample_is_read_without_a_problem() -> None:
    assert READING.problems == ()
    assert len(REPORTS) == 29


def test_sample_metadata_are_complete() -> None:
    for report in READING.reports:
        assert report.lang == "hi"
        assert report.publisher and report.source
        if report.id != "hi-00":
            assert report.title
            assert report.published and report.id.startswith(report.published.isoformat())
            assert report.source.startswith("facts: All India Radio news (newsonair), item")
            assert 3 <= report.text.count("।") <= 7


def test_sample_real_report_names_its_source() -> None:
    report = REPORTS["hi-00"]
    assert report.published == date(2024, 7, 30)
    assert report.url == "https://hindi.khamenei.ir/news/8027"
    assert len(report.text.splitlines()) == 6
    assert report.text.startswith("इस्लामी इंक़ेलाब के नेता") and report.text.endswith("हालत में है।")


def test_sample_page_keeps_the_day_of_its_own_time_zone() -> None:
    report = REPORTS["2020-01-06-modi-shanmugaratnam"]
    assert (report.published, report.published_as) == (date(2020, 1, 6), "2020-01-06T00:00:00+05:30")
    assert report.title == "शनमुगरत्नम और मोदी की बैठक"
    assert report.text.startswith("सिंगापुर के मंत्री") and report.text.endswith("तारीफ़ की।")
