"""The commands over a graph: each gives what its function gives, on standard output or in a file."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

import kg as package
from kg.nouns import Extraction


def test_extract_writes_a_line_a_report(kg, reports: Path) -> None:
    result = kg("extract", reports)
    assert result.code == 0
    lines = [json.loads(line) for line in result.out.splitlines()]
    assert [line["id"] for line in lines] == ["a", "b"]
    assert lines[0]["meetings"][0]["date"] == "2024-03-12"
    assert {p["name"] for p in lines[1]["meetings"][0]["participants"]} == {"पुष्प कमल दहल", "छन सोंग"}


def test_extract_reads_and_writes_streams(kg, reports: Path) -> None:
    text = (reports / "a.txt").read_bytes()
    piped, filed = kg("extract", "-", "-o", "-", stdin=text), kg("extract", reports / "a.txt")
    assert json.loads(piped.out)["meetings"] == json.loads(filed.out)["meetings"]


def test_extract_to_a_file_is_the_same(kg, reports: Path, tmp_path: Path) -> None:
    assert kg("extract", reports, "-o", "found.jsonl").out == ""
    assert (tmp_path / "found.jsonl").read_text("utf-8") == kg("extract", reports).out


def test_extract_that_finds_no_report_leaves_the_earlier_file(kg, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "found.jsonl").write_text("earlier")
    (reports / "a.txt").write_bytes(b"")
    (reports / "b.txt").unlink()
    result = kg("extract", reports, "-o", "found.jsonl")
    assert result.code == 1 and "no report could be used" in result.error
    assert (tmp_path / "found.jsonl").read_text() == "earlier"


def test_query_by_name_with_a_parameter(kg, sample: Path) -> None:
    result = kg("query", "met", "--param", "name=एस. जयशंकर", "-g", sample)
    assert result.code == 0
    assert "दिनेश गुणवर्धने" in result.out and result.out.rstrip().endswith("rows")


def test_query_gives_the_same_rows_in_each_format(kg, sample: Path) -> None:
    query = "SELECT ?day (COUNT(?e) AS ?n) { ?e a kg:Event ; kg:date ?day } GROUP BY ?day ORDER BY ?day"
    rows = list(csv.DictReader(io.StringIO(kg("query", query, "-g", sample, "--format", "csv").out)))
    assert len(rows) > 5
    bound = json.loads(kg("query", query, "-g", sample, "--format", "json").out)["results"]["bindings"]
    assert [row["day"]["value"] for row in bound] == [row["day"] for row in rows]
    tsv = kg("query", query, "-g", sample, "--format", "tsv").out.splitlines()
    assert tsv[0] == "?day\t?n" and len(tsv) == len(rows) + 1
    assert all(row["day"] in kg("query", query, "-g", sample).out for row in rows[:1])


def test_query_from_a_file_and_from_standard_input(kg, sample: Path, tmp_path: Path) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?report a kg:Document }"
    (tmp_path / "count.rq").write_text(query)
    direct = kg("query", query, "-g", sample, "-f", "csv").out
    assert int(direct.split()[1]) == len(package.load(sample).extractions)
    assert kg("query", "count.rq", "-g", sample, "-f", "csv").out == direct
    assert kg("query", "-", "-g", sample, "-f", "csv", stdin=query.encode()).out == direct


def test_query_uses_the_folder_graph_where_none_is_named(kg, sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "graph")
    assert kg("query", "who-met-whom").out == kg("query", "who-met-whom", "-g", sample).out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["SELECT ?x { ?x"], "line 1"),
        (["nobody-asks-this"], "no question named"),
        (["met"], "name=VALUE"),
        (["met", "-p", "nome=x"], "'nome'"),
        (["met", "-p", "name"], "not of the form name=value"),
        (["on-day", "-p", "date=yesterday"], "YYYY-MM-DD"),
        (["missing.rq"], "missing.rq"),
        (["DELETE WHERE { ?s ?p ?o }"], "changes the graph"),
        (["SELECT * { SERVICE <http://example.org> { ?s ?p ?o } }"], "SERVICE"),
        (["met", "--format", "xml"], "xml"),
    ],
)
def test_query_that_cannot_be_asked_is_one_line(kg, sample: Path, arguments: list[str], words: str) -> None:
    result = kg("query", *arguments, "-g", sample)
    assert result.code == 2
    assert words in result.error and result.out == ""


@pytest.mark.parametrize("command", [["query", "pairs"], ["explain", "x"], ["check"], ["export", "-f", "nq"], ["view"]])
def test_graph_that_is_not_there_is_one_line(kg, tmp_path: Path, command: list[str]) -> None:
    missing = kg(*command, "-g", "nowhere")
    assert missing.code == 2 and "nowhere" in missing.error
    (tmp_path / "other").mkdir()
    other = kg(*command, "-g", "other")
    assert other.code == 2 and "other" in other.error


def test_questions_lists_all_and_shows_one(kg) -> None:
    listed = kg("questions").out
    assert all(question.name in listed for question in package.questions())
    assert "SELECT" in kg("questions", "met").out
    assert kg("questions", "mat").code == 2


def test_explain_shows_sentence_words_and_place(kg, sample: Path) -> None:
    out = kg("explain", "के.पी. शर्मा ओली", "-g", sample).out
    assert "2020-01-01-oli-modi-call" in out
    assert "नेपाल के प्रधानमंत्री के.पी. शर्मा ओली और भारत के प्रधानमंत्री नरेंद्र मोदी के बीच बुधवार सुबह फ़ोन पर बातचीत हुई।" in out
    assert "22-38: के.पी. शर्मा ओली (Person" in out
    unknown = kg("explain", "कोई नहीं", "-g", sample)
    assert unknown.code == 2 and "कोई नहीं" in unknown.error


def test_check_of_the_sample_finds_nothing(kg, sample: Path) -> None:
    result = kg("check", "-g", sample)
    assert (result.code, result.out) == (0, "no violations\n")


def test_check_of_a_changed_graph_names_node_and_rule(kg, reports: Path, tmp_path: Path) -> None:
    assert kg("build", reports / "a.txt").code == 0
    trig = tmp_path / "graph" / "graph.trig"
    trig.write_text(trig.read_text("utf-8").replace("kg:status kg:held", "kg:status kg:dreamt"), encoding="utf-8")
    result = kg("check")
    assert result.code == 1
    assert "event:meeting-" in result.out and "dreamt" in result.out and result.out.endswith("violations\n")
    trig.write_text(trig.read_text("utf-8")[:-20], encoding="utf-8")
    broken = kg("check")
    assert broken.code == 2 and "graph.trig" in broken.error


def test_view_writes_a_page_around_a_name(kg, sample: Path, tmp_path: Path) -> None:
    result = kg("view", "-g", sample, "--focus", "के.पी. शर्मा ओली", "--depth", "2", "-o", "oli.html")
    assert result.code == 0 and result.out == "oli.html\n"
    page = (tmp_path / "oli.html").read_text("utf-8")
    assert "नरेंद्र मोदी" in page and "इस्माईल हनीया" not in page
    unknown = kg("view", "-g", sample, "--focus", "कोई नहीं", "-o", "none.html")
    assert unknown.code == 2 and not (tmp_path / "none.html").exists()


def test_view_keeps_days_and_types(kg, sample: Path, tmp_path: Path) -> None:
    days = ("--from", "2020-01-05", "--to", "2020-01-06", "--type", "phone-call")
    assert kg("view", "-g", sample, *days, "-o", "calls.html").code == 0
    page = (tmp_path / "calls.html").read_text("utf-8")
    assert "रजब तैयब अर्दोआन" in page and "अयमान सफ़दी" not in page
    for wrong, message in ((("--from", "soon"), "'soon' is no day"), (("--type", "tea"), "no such type of event")):
        result = kg("view", "-g", sample, *wrong, "-o", "none.html")
        assert result.code == 2 and message in result.error


def test_view_in_hindi(kg, sample: Path, tmp_path: Path) -> None:
    assert kg("view", "-g", sample, "--lang", "hi", "-o", "hindi.html").code == 0
    assert '<html lang="hi"' in (tmp_path / "hindi.html").read_text("utf-8")
    unknown = kg("view", "-g", sample, "--lang", "xx", "-o", "none.html")
    assert unknown.code == 2 and "ar, en, fa, hi, ur" in unknown.error


def test_names_and_days_stay_whole_on_a_narrow_terminal(kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert "political-process" in kg("types").out
    text = "बैठक 5 रमज़ान 1446 हिजरी को हुई थी, अगली अगले महीने के पहले सोमवार को होगी"
    out = kg("dates", text, "--lang", "hi", "--published", "2025-03-20").out
    assert "2025-03-05" in out and out.count("2025-04-07") == 3


def test_view_open_starts_the_browser_on_the_page(kg, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("typer.launch", opened.append)
    assert kg("view", "-g", sample, "--open", "-o", "page.html").code == 0
    assert opened == ["page.html"]


@pytest.mark.parametrize(
    ("format", "begins"),
    [("ttl", "@prefix"), ("trig", "@prefix"), ("nq", "<"), ("jsonld", "{"), ("graphml", "<?xml"), ("csv", "")],
)
def test_export_to_a_file_is_what_is_printed(kg, sample: Path, tmp_path: Path, format: str, begins: str) -> None:
    assert kg("export", "-g", sample, "--format", format, "-o", "out").code == 0
    written = (tmp_path / "out").read_text("utf-8")
    assert written.startswith(begins) and len(written) > 1000
    assert kg("export", "-g", sample, "--format", format).out.splitlines() == written.splitlines()


def test_export_of_turtle_is_the_file_of_the_build(kg, sample: Path) -> None:
    for format in ("ttl", "trig"):
        assert kg("export", "-g", sample, "-f", format).out == (sample / f"graph.{format}").read_text("utf-8")


def test_languages_and_types(kg) -> None:
    assert kg("languages").out.split() == ["ar", "en", "fa", "hi", "ur"]
    out = kg("types").out
    assert all(word in out for word in ("meeting", "मुलाक़ात", "phone-call", "visit", "election", "CAMEO 040"))


def test_a_broken_line_of_extractions_is_named(kg, sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "graph")
    file = tmp_path / "graph" / "extractions.jsonl"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([lines[0], lines[1][:50], *lines[2:]]), encoding="utf-8")
    result = kg("view", "-o", "page.html")
    assert result.code == 2 and "extractions.jsonl:2: cannot be read" in result.error


def test_a_fault_in_the_program_is_one_line(kg, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object, **options: object) -> Extraction:
        raise KeyError("surprise")

    monkeypatch.setattr("kg.resolve.assemble", broken)
    result = kg("build", reports)
    assert result.code == 1
    assert "surprise" in result.err and "Traceback" not in result.err


def test_places_of_ones_own_are_found_and_linked(kg, tmp_path: Path) -> None:
    text = "वित्त मंत्री सुनीता राव ने 12 मार्च 2024 को नयाग्राम में उद्योगपति अमर सिंह से मुलाकात की।"
    (tmp_path / "r.txt").write_text(f"---\npublished: 2024-03-13\nlang: hi\n---\n{text}\n", encoding="utf-8")
    (tmp_path / "own.tsv").write_text(
        "id\tkind\tname_hi\tname_en\nhttps://example.org/naya\tcity\tनयाग्राम\tNayagram\n", encoding="utf-8"
    )
    from kg import gazetteer

    try:
        found = kg("--gazetteer", "own.tsv", "extract", "r.txt", "-q")
    finally:
        gazetteer.use()
    assert found.code == 0 and "https://example.org/naya" in found.out
    assert "https://example.org/naya" not in kg("extract", "r.txt", "-q").out
