"""Each named question on the three reports of this folder, in both engines: the answers are read off the texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, Dataset, Literal, URIRef

from kg.errors import QueryError, ResourceError
from kg.graph import dataset
from kg.graph.namespaces import KG, PREFIXES
from kg.queries import query, questions
from kg.queries.named import declared
from kg.store import DiskStore, MemoryStore, Store
from kg.store.prefixes import QUERY_PREFIXES
from tests.support.gold import extraction_from_gold, fixtures

GOLD = Path(__file__).resolve().parents[2] / "data" / "gold" / "hi"

VERMA, THAKUR, THAPA = "सुमन वर्मा", "अनिल ठाकुर", "हरि थापा"
COUNCIL, LIBRARIES, CITY = "विद्या परिषद", "ग्राम पुस्तकालय संघ", "भोपाल नगर निगम"
MET, CALL = "मुलाक़ात: सुमन वर्मा, अनिल ठाकुर (2024-07-30)", "फ़ोन पर बातचीत: सुमन वर्मा, अनिल ठाकुर (2024-08-05)"
EARLIER = "मुलाक़ात: अनिल ठाकुर, हरि थापा (../2024-07-30)"
ELECTION, SESSION = "चुनाव: सुमन वर्मा (../2024-07-30)", f"मुलाक़ात: {CITY}, {COUNCIL} (2024-08-02)"
PRAISE, WISHES = "संघ के काम की सराहना", "वर्मा को अध्यक्ष चुने जाने पर बधाई"
OFTEN, WAR = "वे पहले नेपाल के राजदूत हरि थापा से भी मिल चुके हैं", "कल ग़ज़ा की जंग को 300 दिन पूरे हो गए"
DENIAL = "मंगलवार 30 जुलाई 2024 को सुमन वर्मा से उनकी भेंट हुई थी"
JULY = {"since": "2024-07-01", "until": "2024-07-31"}
DAY = {"date": "2024-07-30"}

CASES: list[tuple[str, dict[str, str], str, set[tuple[str, ...]]]] = [
    (
        "participants",
        {},
        "date who status",
        {
            ("2024-07-30", VERMA, "held"),
            ("2024-07-30", THAKUR, "held"),
            ("2024-07-30", THAPA, "held"),
            ("2024-08-01", THAPA, "held"),
            ("2024-08-01", THAKUR, "held"),
            ("2024-08-05", VERMA, "planned"),
            ("2024-08-05", THAKUR, "planned"),
        },
    ),
    (
        "met",
        {"name": "सुमन  वर्मा"},
        "date who status told_by",
        {
            ("2024-07-30", THAKUR, "held", "report"),
            ("2024-07-30", THAPA, "held", "report"),
            ("2024-07-30", THAPA, "denied", "speaker"),
            ("2024-08-05", THAKUR, "planned", "report"),
        },
    ),
    (
        "met",
        {"name": "suman verma", "lang": "en"},
        "date who status",
        {
            ("2024-07-30", THAKUR, "held"),
            ("2024-07-30", THAPA, "held"),
            ("2024-07-30", THAPA, "denied"),
            ("2024-08-05", THAKUR, "planned"),
        },
    ),
    (
        "differences",
        {"name": "सुमन वर्मा"},
        "what report tells other_report other_tells",
        {("status", "b-plans", "denied", "c-visit", "held")},
    ),
    (
        "meetings-between",
        {"name": THAKUR, "other": VERMA},
        "when status what",
        {("2024-07-30", "held", MET), ("2024-08-05", "planned", CALL)},
    ),
    (
        "who-met-whom",
        JULY,
        "when who whom status",
        {
            ("../2024-07-30", THAPA, THAKUR, "held"),
            ("2024-07-30", THAPA, VERMA, "held"),
            ("2024-07-30", THAPA, VERMA, "denied"),
            ("2024-07-30", VERMA, THAKUR, "held"),
        },
    ),
    ("who-met-whom", {"since": "2024-08-02"}, "when who whom status", {("2024-08-05", VERMA, THAKUR, "planned")}),
    (
        "on-day",
        {"date": "2024-08-02"},
        "type status what",
        {("meeting", "cancelled", SESSION)},
    ),
    (
        "within",
        {"since": "2024-08-02", "until": "2024-08-31"},
        "when type status",
        {("2024-08-02", "meeting", "cancelled"), ("2024-08-05", "phone-call", "planned")},
    ),
    (
        "possibly-within",
        {"since": "2020-01-01", "until": "2020-12-31"},
        "earliest latest type what",
        {("", "2024-07-30", "meeting", EARLIER), ("", "2024-07-30", "election", ELECTION)},
    ),
    (
        "roles",
        DAY,
        "who part title body country report",
        {
            (VERMA, "principal", "अध्यक्ष", COUNCIL, "", "a-library"),
            (THAKUR, "counterpart", "महासचिव", LIBRARIES, "", "a-library"),
            (VERMA, "principal", "", "", "", "b-plans"),
            (THAPA, "counterpart", "", "", "", "b-plans"),
            (THAPA, "principal", "राजदूत", "", "नेपाल", "c-visit"),
            (VERMA, "counterpart", "", "", "", "c-visit"),
        },
    ),
    ("bodies-met", {"name": THAKUR}, "organization meetings", {(COUNCIL, "1"), (LIBRARIES, "1")}),
    (
        "posts",
        DAY,
        "who post body",
        {(VERMA, "अध्यक्ष", COUNCIL), (THAKUR, "महासचिव", LIBRARIES), (THAPA, "राजदूत", "")},
    ),
    ("members", {"name": LIBRARIES}, "who title", {(THAKUR, "महासचिव")}),
    ("titles", {"name": THAPA}, "title report", {("राजदूत", "a-library"), ("राजदूत", "c-visit")}),
    (
        "said",
        {"name": THAKUR},
        "date kind words",
        {("", "congratulation", WISHES), ("", "assertion", OFTEN), ("2024-07-30", "assertion", WAR)},
    ),
    (
        "claims-by-speaker",
        {},
        "who kind claims",
        {
            (THAKUR, "assertion", "2"),
            (THAKUR, "congratulation", "1"),
            (VERMA, "praise", "1"),
            (THAPA, "denial", "1"),
        },
    ),
    (
        "claims-at",
        {"event": MET},
        "who kind words",
        {
            (VERMA, "praise", PRAISE),
            (THAKUR, "congratulation", WISHES),
            (THAKUR, "assertion", OFTEN),
            (THAKUR, "assertion", WAR),
        },
    ),
    ("claims-about", {"name": "गजा"}, "who kind words", {(THAKUR, "assertion", WAR)}),
    ("congratulations", {}, "who on words", {(THAKUR, ELECTION, WISHES)}),
    ("praise", {}, "who whom words", {(VERMA, LIBRARIES, PRAISE)}),
    (
        "hearsay",
        {},
        "when type what according_to",
        {
            ("../2024-07-30", "meeting", EARLIER, THAKUR),
            ("../2024-07-30", "election", ELECTION, THAKUR),
        },
    ),
    ("came-before", {"name": THAPA}, "when what before", {("../2024-07-30", EARLIER, MET)}),
    ("day-counts", {}, "number day words according_to report", {("300", "2024-07-30", "300 दिन", THAKUR, "a-library")}),
    ("discrepancies", {"lang": "en"}, "days report", {("3", "a-library")}),
    ("disagreements", {}, "report status other_report other_status", {("b-plans", "denied", "c-visit", "held")}),
    ("times", {"words": "कल"}, "value report", {("2024-07-30", "a-library")}),
    (
        "times",
        {"words": "8 श्रावण 1946"},
        "said value basis calendar original report",
        {("8 श्रावण 1946", "2024-07-30", "calendar", "saka", "1946-05-08", "c-visit")},
    ),
    (
        "evidence",
        {"node": SESSION},
        "kind report number words",
        {
            ("Event", "b-plans", "2", "भोपाल नगर निगम और विद्या परिषद की 2 अगस्त 2024 की बैठक रद्द हो गई है।"),
            ("Event", "b-plans", "2", "बैठक"),
            ("TimeExpression", "b-plans", "2", "2 अगस्त 2024"),
        },
    ),
    (
        "took-part",
        {"name": THAPA},
        "report number words",
        {
            ("a-library", "4", "हरि थापा"),
            ("a-library", "4", "राजदूत"),
            ("b-plans", "3", "हरि थापा"),
            ("c-visit", "1", "हरि थापा"),
            ("c-visit", "1", "राजदूत"),
        },
    ),
    (
        "doubtful",
        {"below": "0.96"},
        "confidence words report",
        {
            ("0.95", PRAISE, "a-library"),
            ("0.95", WISHES, "a-library"),
            ("0.95", OFTEN, "a-library"),
            ("0.95", WAR, "a-library"),
            ("0.95", DENIAL, "b-plans"),
        },
    ),
    ("names", {"name": "Bhopal"}, "known_as language", {("Bhopal", "en"), ("भोपाल", "hi")}),
    ("find", {"name": "गजा"}, "kind called", {("Place", "ग़ज़ा")}),
    (
        "of-type",
        {"type": "type:phone-call"},
        "when is status what",
        {("2024-08-05", "phone-call", "planned", CALL)},
    ),
    ("of-type", {"type": "type:political-process"}, "is what", {("election", ELECTION)}),
    (
        "pairs",
        {},
        "who whom meetings first last",
        {
            (THAPA, VERMA, "1", "2024-07-30", "2024-07-30"),
            (VERMA, THAKUR, "1", "2024-07-30", "2024-07-30"),
            (THAPA, THAKUR, "2", "2024-08-01", "2024-08-01"),
        },
    ),
    (
        "meetings-of-body",
        {"name": COUNCIL},
        "when status what",
        {("2024-07-30", "held", MET), ("2024-08-02", "cancelled", SESSION)},
    ),
    ("meetings-in", {"name": "bhopal"}, "when status what", {("2024-07-30", "held", MET)}),
    ("places", {"lang": "en"}, "where meetings", {("Bhopal", "1")}),
    ("sides", {}, "when side status", {("2024-08-02", CITY, "cancelled"), ("2024-08-02", COUNCIL, "cancelled")}),
    ("calls", {}, "when mode status what", {("2024-08-05", "phone", "planned", CALL)}),
    ("planned", {}, "when what report", {("2024-08-05", CALL, "b-plans")}),
    ("cancelled", {}, "when what report", {("2024-08-02", SESSION, "b-plans")}),
    ("denied", {}, "when report", {("2024-07-30", "b-plans")}),
    (
        "reports",
        {},
        "report published publisher title events claims warnings",
        {
            ("a-library", "2024-07-31", "नमूना समाचार", "पुस्तकालयों पर मुलाक़ात", "3", "4", "0"),
            ("b-plans", "2024-08-01", "नमूना समाचार", "=आगे के कार्यक्रम", "3", "1", "0"),
            ("c-visit", "2024-08-02", "दूसरा नमूना", "राजदूत की भेंट", "2", "0", "1"),
        },
    ),
    (
        "warnings",
        {},
        "report code message words",
        {("c-visit", "weekday", "30 July 2024 was a Tuesday, not a Wednesday", "बुधवार 30 जुलाई 2024")},
    ),
    (
        "timeline",
        {"since": "2024-08-02"},
        "when type status what",
        {
            ("2024-08-02", "meeting", "cancelled", SESSION),
            ("2024-08-05", "phone-call", "planned", CALL),
        },
    ),
    (
        "inferred",
        {},
        "kind property",
        {("Claim", "addressee"), ("EpochAssertion", "epochDate"), ("Event", "before")},
    ),
    ("links", {"lang": "en"}, "who same_as", {("Gaza", "http://www.wikidata.org/entity/Q39760")}),
]

IN_THOSE_CASES = {name for name, *_ in CASES} | {"codes", "epochs", "sources"}


def event_called(store: Store, label: str) -> str:
    """The IRI of the event with this label."""
    query = "SELECT ?event ?name WHERE { ?event a kg:Event ; rdfs:label ?label BIND(STR(?label) AS ?name) }"
    rows = [row for row in store.query(query).rows if str(row[1]) == label]
    assert len({row[0] for row in rows}) == 1
    return str(rows[0][0])


@pytest.mark.parametrize(("name", "given", "columns", "expected"), CASES)
def test_question(
    stores: tuple[Store, Store], name: str, given: dict[str, str], columns: str, expected: set[tuple[str, ...]]
) -> None:
    """The rows that a reader of the three texts expects, no more and no fewer; equal in both engines, in order."""
    memory, disk = stores
    given = {key: event_called(disk, value) if key in ("node", "event") else value for key, value in given.items()}
    rows = query(memory, name, **given)
    assert query(disk, name, **given) == rows
    at = [rows.columns.index(column) for column in columns.split()]
    assert {tuple("" if row[i] is None else str(row[i]) for i in at) for row in rows.rows} == expected
    assert len(set(rows.rows)) == len(rows.rows)


def test_codes_are_those_of_the_types(stores: tuple[Store, Store]) -> None:
    memory, disk = stores
    rows = query(memory, "codes")
    assert query(disk, "codes") == rows
    found = {(str(row[1]), str(row[2]), str(row[3])) for row in rows.rows}
    assert {("meeting", "CAMEO", "040"), ("phone-call", "CAMEO", "041"), ("meeting", "PLOVER", "CONSULT")} <= found


def test_epochs_show_the_implied_start_beside_the_registered_one(stores: tuple[Store, Store]) -> None:
    """300 days before 30 July 2024 is 4 October 2023; the registry has 7 October."""
    memory, disk = stores
    rows = query(memory, "epochs")
    assert query(disk, "epochs") == rows
    found = {(str(row[1]), str(row[2]), str(row[3])) for row in rows.rows}
    assert {("2023-10-04", "0", "yes"), ("2023-10-07", "0", "no")} <= found
    assert [str(row[4]) for row in rows.rows if str(row[3]) == "yes"] == ["a-library"]


def test_sources_lead_to_the_graph_of_a_report(stores: tuple[Store, Store]) -> None:
    memory, disk = stores
    rows = query(memory, "sources")
    assert query(disk, "sources") == rows
    graphs = {str(row[0]): str(row[2]) for row in rows.rows}
    assert sorted(graphs) == ["a-library", "b-plans", "c-visit"]
    for report, graph in graphs.items():
        inside = "SELECT ?report ?g WHERE { GRAPH ?g { ?d a kg:Document ; dct:identifier ?report } }"
        assert [str(row[0]) for row in disk.query(inside, {"g": URIRef(graph)}).rows] == [report]
    assert len(rows.rows) == 8


def test_every_question_is_tested() -> None:
    assert {question.name for question in questions()} == IN_THOSE_CASES
    assert len(IN_THOSE_CASES) >= 40


def test_a_discrepancy_is_told_in_the_language_asked_for(stores: tuple[Store, Store]) -> None:
    for store in stores:
        hindi, english = (str(query(store, "discrepancies", lang=lang).rows[0][1]) for lang in ("hi", "en"))
        assert "3 दिन का अंतर" in hindi
        assert "3 days apart" in english


def test_names_fall_back_to_another_language(stores: tuple[Store, Store]) -> None:
    """Only one of the two has an English name."""
    for store in stores:
        rows = query(store, "meetings-between", name=VERMA, other=THAKUR, lang="en")
        assert len(rows.rows) == 2
        who = {str(row[1]) for row in query(store, "who-met-whom", lang="en", since="2024-08-05").rows}
        assert who == {"Suman Verma"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, DiskStore]:
    """The reports that all tests share and thirty annotated ones, in both engines."""
    annotated = sorted(GOLD.glob("*.json"))[:30]
    assert len(annotated) == 30
    graph = dataset([*fixtures(), *(extraction_from_gold(GOLD, file.stem) for file in annotated)])
    folder = tmp_path_factory.mktemp("shared") / "store"
    disk = DiskStore.create(folder)
    disk.load(graph)
    del disk
    return graph, DiskStore.read_only(folder)


@pytest.mark.parametrize("name", sorted(IN_THOSE_CASES))
def test_both_engines_agree_on_other_reports(shared: tuple[Dataset, DiskStore], name: str) -> None:
    graph, disk = shared
    (wanted,) = [question for question in questions() if question.name == name]
    events = [str(row[0]) for row in disk.query("SELECT DISTINCT ?e WHERE { ?e a kg:Event } ORDER BY ?e LIMIT 2").rows]
    names = [str(row[0]) for row in disk.query("SELECT DISTINCT ?n WHERE { ?p a foaf:Person ; rdfs:label ?n }").rows]
    values = {
        "since": ["2000-01-01"],
        "until": ["2099-12-31"],
        "node": events,
        "event": events,
        "name": sorted(names)[:3],
    }
    values |= {"other": sorted(names)[1:2], "date": ["2024-07-30"]}
    given = [parameter.name for parameter in wanted.parameters if parameter.default is None]
    for i in range(max([1, *(len(values[key]) for key in given)])):
        some = {key: values[key][i % len(values[key])] for key in given}
        assert query(graph, name, **some) == query(disk, name, **some)


def test_prefixes_are_those_of_the_graph() -> None:
    assert QUERY_PREFIXES == PREFIXES


def test_a_question_runs_elsewhere_as_it_is(graph: Dataset) -> None:
    """With every prefix declared in the file itself, any SPARQL engine can take it."""
    import pyoxigraph

    for question in questions():
        list_of = pyoxigraph.Store().query(question.text)
        assert list(list_of) == [], question.name


def test_rows_are_ordered_by_what_they_show(stores: tuple[Store, Store]) -> None:
    """Where every column that orders the rows is shown, rows that tie are equal, so the order is the same anywhere."""
    for question in questions():
        shown = set(re.findall(r"[?](\w+)", question.text.split("SELECT", 1)[1].split("WHERE", 1)[0]))
        order = question.text.rsplit("ORDER BY", 1)[1]
        assert set(re.findall(r"[?](\w+)", order)) - {"from"} <= shown, question.name


def test_help_says_what_is_asked_in_both_languages() -> None:
    for question in questions():
        assert question.english.split()[0] in {"Who", "Whom", "What", "Which", "In", "How", "By", "From", "Where"}
        assert question.english.rstrip().endswith(("?", "matter."))
        assert any(c in question.hindi for c in "?।"), question.name
        for parameter in question.parameters:
            assert parameter.help, question.name
            assert f"?{parameter.name}" in question.text or parameter == question.count
            if parameter.default is not None:
                parameter.term(parameter.default)


@pytest.mark.parametrize(
    "line",
    [
        "# param name: no type",
        "# param name (nonsense): help",
        "# param 1x (text): help",
        "# param name (text)",
        "# param n (count): help",
    ],
)
def test_a_wrong_parameter_line_is_named(line: str) -> None:
    with pytest.raises(ResourceError, match=r"^mine\.rq: "):
        declared(f"# A question?\n# प्रश्न?\n{line}\nASK {{}}", "mine.rq")


def test_what_lists_the_whole_graph_is_cut_where_asked_and_says_so(stores: tuple[Store, Store]) -> None:
    for store in stores:
        for name in ("reports", "timeline", "warnings", "claims-by-speaker", "doubtful", "within"):
            given = JULY if name == "within" else {}
            whole = query(store, name, **given, most=0)
            assert query(store, name, **given) == whole, name
            part = query(store, name, **given, most=1)
            assert not whole.cut and part.cut == (len(whole.rows) > 1), name
            assert set(part.rows) <= set(whole.rows) and len(part.rows) <= 2, name
    with pytest.raises(QueryError, match="most: 'few' is not a whole number"):
        query(store, "reports", most="few")
    with pytest.raises(QueryError, match="most: -1 is less than nothing"):
        query(store, "reports", most=-1)


def test_every_list_that_can_be_cut_can_say_what_is_beyond() -> None:
    limited = [question for question in questions() if question.count is not None]
    assert len(limited) >= 29
    for question in limited:
        assert question.with_most(7).count("LIMIT 7") == question.text.count("LIMIT 500") > 0
        assert "LIMIT" not in question.with_most(0)


def test_what_is_inferred_without_a_value_comes_first_on_both_engines(tmp_path: Path) -> None:
    graph = Dataset()
    part = graph.graph(URIRef("http://example.org/g"))
    for node, mode in (("a", None), ("b", "phone")):
        event = URIRef(f"http://example.org/{node}")
        part.add((event, RDF.type, KG.Event))
        part.add((event, KG.inferred, KG.mode))
        if mode:
            part.add((event, KG.mode, Literal(mode)))
    disk = DiskStore.create(tmp_path / "store")
    disk.load(graph)
    rows = query(disk, "inferred")
    assert [row[2] for row in rows.rows] == [None, Literal("phone")]
    for triple in part:
        graph.default_graph.add(triple)
    assert query(MemoryStore.over(graph), "inferred") == rows
