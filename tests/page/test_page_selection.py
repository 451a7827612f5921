"""What the page shows: nodes, edges, sentences, and which part of a large graph."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError, LanguageError
from kg.nouns import Entity, Extraction, Mention, Report
from kg.page import Edge, Scope, Selection, selection
from kg.page.collect import everything
from kg.page.data import answer, disagree, utf16, web_address
from kg.page.drawing import name_in
from kg.page.explorer import Explorer, scope_of
from kg.page.layout import LARGE, positions
from kg.page.select import select
from kg.page.sentences import LONGEST, Sentences
from kg.page.words import languages, words
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
    found = edge(selection([hindi()]), "participant", "person/kwatra", "event/one")
    assert (found.words, found.parts, found.bodies) == (("विदेश सचिव",), ("counterpart",), ("place/india",))
    (evidence,) = found.evidence
    assert [evidence.sentence[a:b] for a, b in evidence.marks] == ["विदेश सचिव", "विनय क्वात्रा", "मुलाक़ात"]


def test_selection_tells_an_event_as_each_report_does() -> None:
    found = selection([hindi(), english()])
    event = next(n for n in found.nodes if n.id == "event/one")
    told = [(t.report, t.status, t.when.edtf if t.when else None, t.place) for t in event.tellings]
    assert told == [("en-b", "denied", "2024-03-11", None), ("hi-a", "held", "2024-03-12", "place/kathmandu")]


def test_selection_puts_a_claim_at_its_speaker_and_at_its_event() -> None:
    found = selection([hindi()])
    said = {n.id: [s.id for s in n.statements] for n in found.nodes}
    assert said["person/rana"] == said["event/one"] == ["claim/dam"]
    (statement,) = edge(found, "said", "person/rana", "person/kwatra").statements
    assert statement.addressees == ("person/kwatra",)
    assert [count.off for count in statement.counts] == [3]


@pytest.mark.parametrize(("lang", "label"), [("en", "Arzu Rana"), ("hi", "आरज़ू राणा")])
def test_selection_names_things_in_the_language_of_the_page(lang: str, label: str) -> None:
    rana = next(n for n in selection([english(), hindi()]).nodes if n.id == "person/rana")
    assert name_in(rana.label, rana.labels, lang) == label
    assert {"Arzu Rana", "आरज़ू राणा", "राणा"} <= set(rana.names)


def test_selection_leaves_out_what_nothing_connects() -> None:
    lonely = Entity("person/x", "person", "Nobody", (Mention(0, 6, "Nobody"),))
    found = selection([Extraction(Report("r", "Nobody came."), entities=(lonely,))])
    assert (found.nodes, found.edges, found.total) == ((), (), 0)


def test_selection_does_not_depend_on_the_order_of_reports() -> None:
    reports = crowd(200)
    assert selection(reports, Scope(limit=50)) == selection(reports[::-1], Scope(limit=50))


def test_selection_keeps_the_most_connected_part_in_one_piece() -> None:
    found = selection(crowd(400), Scope(limit=30))
    everything = selection(crowd(400), Scope(limit=100_000))
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
    found = selection([hindi(), english()], Scope(focus, 1))
    assert found.focus == "person/rana"
    assert {n.id for n in found.nodes} == {"person/rana", "event/one", "event/two", "place/nepal", "person/kwatra"}
    assert [n.id for n in selection([hindi()], Scope(focus, 0)).nodes] == ["person/rana"]


def test_selection_around_a_focus_keeps_to_the_limit() -> None:
    found = selection(crowd(400), Scope("Person 3", 4, limit=10))
    assert len(found.nodes) == 10
    assert "person/p3" in {n.id for n in found.nodes}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"focus": "Nobody"}, "focus 'Nobody': nothing in these reports is called so; try for example .*राणा"),
        ({"limit": 0}, "limit 0"),
        ({"depth": -1}, "depth -1"),
        ({"types": ("tea",)}, "type 'tea': no such type of event; there are: .*meeting"),
        (
            {"since": date(2024, 2, 1), "until": date(2024, 1, 1)},
            "from 2024-02-01 to 2024-01-01: the first day lies after",
        ),
    ],
)
def test_selection_refuses_with_one_clear_line(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(KgError, match=message):
        selection([hindi()], Scope(**arguments))  # type: ignore[arg-type]


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


def test_layout_of_thousands_keeps_the_signs_of_neighbours_near_and_apart() -> None:
    count = LARGE + 500
    sizes = {f"n{i}": (60.0, 40.0) for i in range(count)}
    lines = [(f"n{i}", f"n{i // 3}") for i in range(1, count)]
    at = positions(sizes, lines)
    assert positions(dict(reversed(sizes.items())), lines) == at
    assert len(set(at.values())) > 0.99 * count
    wide = max(x for x, _ in at.values()) - min(x for x, _ in at.values())
    far = sorted(abs(at[a][0] - at[b][0]) for a, b in lines)
    assert far[len(far) // 2] < wide / 10


def test_words_are_complete_in_each_language() -> None:
    def shape(table: dict[str, object]) -> dict[str, object]:
        return {
            key: shape(value) if isinstance(value, dict) else sorted(set(re.findall(r"\{\w+\}", str(value))))
            for key, value in table.items()
        }

    assert languages() == ["ar", "en", "fa", "hi", "ur"]
    for lang in languages():
        assert shape(words(lang)) == shape(words("en"))  # type: ignore[arg-type]
        assert len(words(lang)["date"]["months"]) == 12


def test_words_lists_the_languages_of_the_page() -> None:
    with pytest.raises(LanguageError, match="no page in the language 'xx'; there are: ar, en, fa, hi, ur"):
        words("xx")


@pytest.mark.parametrize(
    ("scope", "events"),
    [
        (Scope(since=date(2024, 4, 1)), {"event/two"}),
        (Scope(until=date(2024, 3, 31)), {"event/one"}),
        (Scope(since=date(2024, 4, 10), until=date(2024, 4, 10)), {"event/two"}),
        (Scope(since=date(2024, 3, 12), until=date(2024, 4, 1)), {"event/one", "event/two"}),
        (Scope(types=("communication",)), {"event/one", "event/two"}),
        (Scope(types=("visit",)), set()),
    ],
)
def test_selection_keeps_events_that_may_fall_between_two_days_and_of_a_type(scope: Scope, events: set[str]) -> None:
    found = selection([hindi()], scope)
    assert {n.id for n in found.nodes if n.kind == "event"} == events
    assert bool(found.nodes) == bool(events)
    assert found.total == 7


def test_selection_loads_more_than_it_shows_to_be_expanded() -> None:
    whole = everything(crowd(400))
    found = select(whole, Scope(limit=30), spare=20)
    assert set(found.shown) == {n.id for n in select(whole, Scope(limit=30)).nodes}
    assert len(found.nodes) == 50 and set(found.shown) < {n.id for n in found.nodes}
    lines = [{e.source, e.target} for e in whole.edges]
    for node, degree in zip(found.nodes, found.degrees, strict=True):
        assert degree == len(set().union(*(line for line in lines if node.id in line)) - {node.id})


def test_disagree_names_what_cannot_be_right_in_all_reports() -> None:
    event = next(n for n in selection([hindi(), english()]).nodes if n.id == "event/one")
    assert disagree(event.tellings) == ["status", "when"]
    assert disagree(event.tellings[:1]) == []


def test_answer_names_everything_it_speaks_of_once() -> None:
    whole = everything([hindi(), english()])
    found = answer(whole, select(whole, Scope()), {}, book=True)
    assert found["names"]["place/kathmandu"] == ["place", "काठमांडू", {"hi": ""}]
    assert found["names"]["person/rana"][2]["hi"] == "आरज़ू राणा"
    assert len({tuple(row) for row in found["sentences"]}) == len(found["sentences"])
    assert found["nodes"]["event/one"]["differ"] == ["status", "when"]


def test_explorer_answers_a_selection_a_neighbourhood_a_page_and_a_name() -> None:
    explorer = Explorer([hindi(), english()])
    chosen = json.loads(explorer.answer("selection", {"focus": "Arzu Rana", "depth": "1"}))
    assert chosen["focus"] == "person/rana" and "about" not in chosen
    assert all("at" in node for node in chosen["nodes"].values())
    near = json.loads(explorer.answer("around", {"id": "event/one"}))
    assert {"person/rana", "person/kwatra", "organization/board"} < set(near["nodes"])
    page = json.loads(explorer.answer("about", {"id": "event/one"}))
    assert len(page["about"]["event/one"]["tellings"]) == 2
    assert [row[0] for row in json.loads(explorer.answer("find", {"text": "क्वात्रा"}))["found"]] == ["person/kwatra"]


@pytest.mark.parametrize(
    ("name", "asked", "message"),
    [
        ("tea", {}, "'tea': no such question"),
        ("about", {"id": "person/nobody"}, "'person/nobody': no such node or line"),
        ("around", {}, "'': no such node"),
        ("selection", {"limit": "many"}, "limit 'many': must be a number"),
        ("selection", {"limit": "-1"}, "limit '-1': must be a number"),
        ("selection", {"from": "2024-02-31"}, "from '2024-02-31': is no day; write YYYY-MM-DD"),
        ("selection", {"type": "<script>"}, "type '<script>': no such type"),
    ],
)
def test_explorer_refuses_with_one_clear_line(name: str, asked: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=re.escape(message)):
        Explorer([hindi()]).answer(name, asked)


@given(st.dictionaries(st.sampled_from(["focus", "depth", "from", "to", "type", "limit"]), st.text(max_size=12)))
def test_scope_of_an_address_is_a_scope_or_a_clear_refusal(asked: dict[str, str]) -> None:
    try:
        assert isinstance(scope_of(asked), Scope)
    except KgError as error:
        assert "\n" not in str(error)
