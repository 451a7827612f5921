"""What the page shows: nodes, edges, sentences, and which part of a large graph."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, LanguageError
from kg.nouns import Entity, Extraction, Mention, Report
from kg.page import Edge, Selection, selection
from kg.page.data import utf16, web_address
from kg.page.drawing import boxes, label_lines
from kg.page.layout import positions
from kg.page.sentences import LONGEST, Sentences
from kg.page.words import day_in_words, words
from tests.page.reports import crowd, english, hindi


def edge(found: Selection, kind: str, source: str, target: str) -> Edge:
    return next(e for e in found.edges if (e.kind, e.source, e.target) == (kind, source, target))


def test_selection_joins_persons_bodies_places_and_events() -> None:
    found = selection([hindi(), english()])
    assert {(n.id, n.kind) for n in found.nodes} == {
        ("event/one", "event"),
        ("event/two", "event"),
        ("organization/board", "organization"),
        ("person/kwatra", "person"),
        ("person/rana", "person"),
        ("place/india", "place"),
        ("place/kathmandu", "place"),
        ("place/nepal", "place"),
    }
    assert {(e.kind, e.source, e.target) for e in found.edges} == {
        ("participant", "person/rana", "event/one"),
        ("participant", "person/kwatra", "event/one"),
        ("participant", "person/rana", "event/two"),
        ("participant", "person/kwatra", "event/two"),
        ("represents", "person/rana", "place/nepal"),
        ("represents", "person/kwatra", "place/india"),
        ("place", "event/one", "place/kathmandu"),
        ("side", "organization/board", "event/one"),
        ("said", "person/rana", "person/kwatra"),
    }


def test_selection_keeps_role_part_body_and_the_marked_words() -> None:
    found = edge(selection([hindi()], lang="hi"), "participant", "person/kwatra", "event/one")
    assert (found.words, found.parts, found.bodies) == (("विदेश सचिव",), ("counterpart",), ("भारत",))
    (evidence,) = found.evidence
    assert [evidence.sentence[a:b] for a, b in evidence.marks] == ["विदेश सचिव", "विनय क्वात्रा", "मुलाक़ात"]


def test_selection_tells_an_event_as_each_report_does() -> None:
    found = selection([hindi(), english()])
    event = next(n for n in found.nodes if n.id == "event/one")
    told = [(t.report, t.status, t.when.edtf if t.when else None, t.place) for t in event.tellings]
    assert told == [("en-b", "denied", "2024-03-11", None), ("hi-a", "held", "2024-03-12", "काठमांडू")]
    assert [report.id for report in found.reports] == ["en-b", "hi-a"]


def test_selection_puts_a_claim_at_its_speaker_and_at_its_event() -> None:
    found = selection([hindi()])
    said = {n.id: [s.id for s in n.statements] for n in found.nodes}
    assert said["person/rana"] == said["event/one"] == ["claim/dam"]
    (statement,) = edge(found, "said", "person/rana", "person/kwatra").statements
    assert statement.addressees == ("विनय क्वात्रा",)
    assert [count.off for count in statement.counts] == [3]


@pytest.mark.parametrize(("lang", "label"), [("en", "Arzu Rana"), ("hi", "आरज़ू राणा")])
def test_selection_names_things_in_the_language_of_the_page(lang: str, label: str) -> None:
    rana = next(n for n in selection([english(), hindi()], lang=lang).nodes if n.id == "person/rana")
    assert rana.label == label
    assert {"Arzu Rana", "आरज़ू राणा", "राणा"} <= set(rana.names)


def test_selection_leaves_out_what_nothing_connects() -> None:
    lonely = Entity("person/x", "person", "Nobody", (Mention(0, 6, "Nobody"),))
    found = selection([Extraction(Report("r", "Nobody came."), entities=(lonely,))])
    assert (found.nodes, found.edges, found.total) == ((), (), 0)


def test_selection_does_not_depend_on_the_order_of_reports() -> None:
    reports = crowd(200)
    assert selection(reports, limit=50) == selection(reports[::-1], limit=50)


def test_selection_keeps_the_most_connected_part_in_one_piece() -> None:
    found = selection(crowd(400), limit=30)
    everything = selection(crowd(400), limit=100_000)
    assert len(found.nodes) == 30
    assert found.total == everything.total == len(everything.nodes) > 300
    degrees = {n.id: sum(n.id in (e.source, e.target) for e in everything.edges) for n in everything.nodes}
    assert max(degrees, key=lambda id: degrees[id]) in {n.id for n in found.nodes}
    reached, rest = {found.nodes[0].id}, [found.nodes[0].id]
    while rest:
        at = rest.pop()
        for e in found.edges:
            if at in (e.source, e.target):
                new = {e.source, e.target} - reached
                reached |= new
                rest += new
    assert reached == {n.id for n in found.nodes}


@pytest.mark.parametrize(
    "focus",
    ["आरजू राणा", "arzu rana", "person/rana", "person:rana", "https://w3id.org/mulaqat/id/person/rana"],
)
def test_selection_finds_its_focus_by_name_id_and_iri(focus: str) -> None:
    found = selection([hindi(), english()], focus=focus, depth=1)
    assert found.focus == "person/rana"
    assert {n.id for n in found.nodes} == {"person/rana", "event/one", "event/two", "place/nepal", "person/kwatra"}
    assert [n.id for n in selection([hindi()], focus=focus, depth=0).nodes] == ["person/rana"]


def test_selection_around_a_focus_keeps_to_the_limit() -> None:
    found = selection(crowd(400), focus="Person 3", depth=4, limit=10)
    assert len(found.nodes) == 10
    assert "person/p3" in {n.id for n in found.nodes}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"focus": "Nobody"}, "focus 'Nobody': nothing in these reports is called so; try for example .*राणा"),
        ({"limit": 0}, "limit 0"),
        ({"depth": -1}, "depth -1"),
    ],
)
def test_selection_refuses_with_one_clear_line(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(KgError, match=message):
        selection([hindi()], lang="hi", **arguments)  # type: ignore[arg-type]


@given(st.text(alphabet="ab क़🌊\n.", max_size=2500), st.data())
def test_sentences_marks_are_the_words_of_the_mention(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(start + 1, len(text)), min(len(text), start + 40)))
    mention = Mention(start, end, text[start:end])
    (evidence,) = Sentences(Extraction(Report("r", text))).evidence([mention])
    assert len(evidence.sentence) <= LONGEST + 4
    for a, b in evidence.marks:
        assert 0 <= a <= b <= len(evidence.sentence)
        assert evidence.sentence[a:b] in mention.text


def test_sentences_cuts_a_monstrous_sentence_around_the_mark() -> None:
    text = "x " * 50_000 + "Arzu Rana" + " y" * 50_000
    (evidence,) = Sentences(Extraction(Report("r", text))).evidence([Mention(100_000, 100_009, "Arzu Rana")])
    assert [evidence.sentence[a:b] for a, b in evidence.marks] == ["Arzu Rana"]
    assert len(evidence.sentence) < 1000
    assert evidence.sentence.startswith("… ") and evidence.sentence.endswith(" …")


@given(st.text(), st.integers(0, 50))
def test_utf16_counts_as_javascript_does(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert utf16(text, offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize("url", ["https://a.example/b?c=d&e=f#g", "http://a.example", "https://हिन्दी.example/क"])
def test_web_address_keeps_http_and_https(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://a.example",
        "https://a.example/\nb",
        "data:text/html,x",
        "file:///etc/passwd",
        "//a.example/b",
        "https:",
        "https://[",
        "ftp://a.example",
    ],
)
def test_web_address_refuses_everything_else(url: str | None) -> None:
    assert web_address(url) is None


def test_layout_lets_no_two_boxes_overlap() -> None:
    sizes = {f"n{i}": (60.0 + 7 * (i % 9), 40.0 + 5 * (i % 5)) for i in range(300)}
    lines = [(f"n{i}", f"n{i // 3}") for i in range(1, 280)]
    at = positions(sizes, lines)
    assert positions(dict(reversed(sizes.items())), lines) == at
    for a, b in combinations(sizes, 2):
        apart_x = abs(at[a][0] - at[b][0]) >= (sizes[a][0] + sizes[b][0]) / 2
        apart_y = abs(at[a][1] - at[b][1]) >= (sizes[a][1] + sizes[b][1]) / 2
        assert apart_x or apart_y, (a, b)


def test_drawing_tells_status_by_outline_and_words() -> None:
    from kg.page.data import PageData

    found = selection([hindi(), english("cancelled")], lang="en")
    drawn = {box["id"]: box for box in boxes(found, PageData(found, words("en"), {}).json("t", "en"))}
    assert drawn["event/two"]["label"].split("\n") == ["Meeting", "April 2024", "planned"]
    assert drawn["event/two"]["shapeProperties"] == {"borderDashes": [5, 4]}
    assert drawn["event/one"]["label"].split("\n")[-1] == "✕ cancelled / held"
    assert len({(box["shape"], box["color"]["border"]) for box in drawn.values()}) == 4


def test_label_lines_are_short_and_without_direction_controls() -> None:
    assert label_lines("\u202eevil\u2066 name\n\tof a very long committee for everything and all") == [
        "evil name of a very",
        "long committee for",
        "everything and all",
    ]
    assert label_lines("one two three four five " * 9)[2].endswith("…")
    assert len(label_lines("x" * 500)[0]) == 21


def test_words_are_complete_in_each_language() -> None:
    def shape(table: dict[str, object]) -> dict[str, object]:
        return {
            key: shape(value) if isinstance(value, dict) else sorted(set(re.findall(r"\{\w+\}", str(value))))
            for key, value in table.items()
        }

    assert shape(words("en")) == shape(words("hi"))  # type: ignore[arg-type]


def test_words_lists_the_languages_of_the_page() -> None:
    with pytest.raises(LanguageError, match="no page in the language 'xx'; there are: en, hi"):
        words("xx")


@pytest.mark.parametrize(
    ("edtf", "en", "hi"),
    [
        ("2024-07-30", "30 July 2024", "30 जुलाई 2024"),
        ("2024-07", "July 2024", "जुलाई 2024"),
        ("2024", "2024", "2024"),
        ("../2024-07-30", "on or before 30 July 2024", "30 जुलाई 2024 को या उससे पहले"),
        ("2024-07-30/..", "on or after 30 July 2024", "30 जुलाई 2024 को या उसके बाद"),
        ("2024-01/2024-03", "January 2024 to March 2024", "जनवरी 2024 से मार्च 2024 तक"),
        ("2024-07-30~", "about 30 July 2024", "30 जुलाई 2024 के आसपास"),
        ("2024-07?", "perhaps July 2024", "शायद जुलाई 2024"),
        ("2024-07-XX", "July 2024", "जुलाई 2024"),
        ("XXXX-06-21", "XXXX-06-21", "XXXX-06-21"),
        ("2024-13", "2024-13", "2024-13"),
    ],
)
def test_day_in_words(edtf: str, en: str, hi: str) -> None:
    assert (day_in_words(edtf, words("en")), day_in_words(edtf, words("hi"))) == (en, hi)
