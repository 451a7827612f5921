"""Both stores: what is loaded can be asked, and what is retracted is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset, Literal, URIRef

from kg.errors import StoreError
from kg.store import DiskStore, MemoryStore, Rows, Store

LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
XSD = "http://www.w3.org/2001/XMLSchema#"
A, B = URIRef("http://example.org/report/a"), URIRef("http://example.org/report/b")
MEETING, VISIT = URIRef("http://example.org/meeting"), URIRef("http://example.org/visit")
WHO = URIRef("http://example.org/who")


def two_reports() -> Dataset:
    """Two reports of one meeting (they share two triples); the second also tells of a visit."""
    dataset = Dataset()
    for name in (A, B):
        dataset.graph(name).add((MEETING, LABEL, Literal("मुलाक़ात", lang="hi")))
        dataset.graph(name).add((MEETING, WHO, Literal("Ravi")))
    dataset.graph(B).add((VISIT, WHO, Literal("Ravi")))
    return dataset


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return MemoryStore()
    return DiskStore.create(tmp_path / "store")


def count(store: Store, pattern: str) -> int:
    answer = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(str(answer.rows[0][0]))


def test_default_graph_is_the_merge_with_each_triple_once(store: Store) -> None:
    store.load(two_reports())
    assert count(store, "?s ?p ?o") == 3
    assert count(store, "GRAPH ?g { ?s ?p ?o }") == 5


def test_retract_keeps_what_another_report_says(store: Store) -> None:
    store.load(two_reports())
    store.retract(str(B))
    assert count(store, "?s ?p ?o") == 2
    assert count(store, f"<{VISIT}> ?p ?o") == 0
    assert count(store, f"GRAPH <{B}> {{ ?s ?p ?o }}") == 0
    store.retract(str(A))
    assert count(store, "?s ?p ?o") == 0


def test_loading_a_report_again_replaces_it(store: Store) -> None:
    store.load(two_reports())
    corrected = Dataset()
    corrected.graph(B).add((VISIT, WHO, Literal("Mohan")))
    store.load(corrected)
    assert store.query("SELECT ?who WHERE { ?visit ?p ?who }", {}).columns == ("who",)
    assert count(store, f'<{VISIT}> ?p "Ravi"') == 0
    assert count(store, f'<{VISIT}> ?p "Mohan"') == 1
    assert count(store, f"<{MEETING}> ?p ?o") == 2
    assert count(store, "GRAPH ?g { ?s ?p ?o }") == 3


def test_loading_twice_changes_nothing(store: Store) -> None:
    store.load(two_reports())
    before = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    store.load(two_reports())
    assert store.query("CONSTRUCT WHERE { ?s ?p ?o }") == before
    assert count(store, "GRAPH ?g { ?s ?p ?o }") == 5


@pytest.mark.parametrize("name", ["http://example.org/report/none", "not an iri"])
def test_retracting_an_unknown_graph_is_an_error(store: Store, name: str) -> None:
    store.load(two_reports())
    with pytest.raises(StoreError, match="graph"):
        store.retract(name)
    assert count(store, "?s ?p ?o") == 3


TERMS = [
    Literal("x"),
    Literal("x", lang="hi"),
    Literal("ग़ज़ा", lang="hi"),
    Literal(7),
    Literal("1.50", datatype=URIRef(XSD + "decimal")),
]
TRIPLES = st.frozensets(st.tuples(st.sampled_from([MEETING, VISIT]), st.just(WHO), st.sampled_from(TERMS)), max_size=6)


@settings(max_examples=25, deadline=None)
@given(first=TRIPLES, second=TRIPLES)
def test_retract_undoes_load(first: frozenset, second: frozenset, tmp_path_factory: pytest.TempPathFactory) -> None:
    for store in (MemoryStore(), DiskStore.create(tmp_path_factory.mktemp("disk"))):
        store.load(_dataset(A, first))
        before = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        store.load(_dataset(B, second))
        merged = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert len(merged.rows) == len(first | second)
        if second:
            store.retract(str(B))
        assert store.query("CONSTRUCT WHERE { ?s ?p ?o }") == before


def _dataset(name: URIRef, triples: frozenset) -> Dataset:
    dataset = Dataset()
    for triple in triples:
        dataset.graph(name).add(triple)
    return dataset


def test_both_engines_give_the_same_terms(tmp_path: Path) -> None:
    dataset = Dataset()
    values = [
        *TERMS,
        Literal("s", datatype=URIRef(XSD + "string")),
        Literal("3", datatype=URIRef(XSD + "nonNegativeInteger")),
    ]
    values += [
        Literal("2024-07-30", datatype=URIRef(XSD + "date")),
        Literal(True),
        Literal("040", datatype=URIRef("http://c")),
    ]
    for value in values:
        dataset.graph(A).add((MEETING, WHO, value))
    disk, memory = DiskStore.create(tmp_path / "store"), MemoryStore()
    answers = []
    for store in (disk, memory):
        store.load(dataset)
        answers.append(store.query("SELECT ?who WHERE { ?s ?p ?who } ORDER BY STR(?who) LANG(?who)"))
    assert answers[0] == answers[1]
    assert (Literal("040", datatype=URIRef("http://c")),) in answers[0].rows
    assert len(answers[0].rows) == len(values)


def test_a_store_on_disk_is_read_after_it_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    writing = DiskStore.create(folder)
    writing.load(two_reports())
    del writing
    assert count(DiskStore.read_only(folder), "?s ?p ?o") == 3
    again = DiskStore.open(folder)
    again.retract(str(B))
    del again
    assert count(DiskStore.read_only(folder), "?s ?p ?o") == 2


def test_read_only_refuses_to_write(tmp_path: Path) -> None:
    DiskStore.create(tmp_path / "store")
    store = DiskStore.read_only(tmp_path / "store")
    with pytest.raises(StoreError, match="store: cannot be written"):
        store.load(two_reports())


def test_a_store_in_use_says_so(tmp_path: Path) -> None:
    first = DiskStore.create(tmp_path / "store")
    with pytest.raises(StoreError, match="store: in use by another process"):
        DiskStore.open(tmp_path / "store")
    assert count(first, "?s ?p ?o") == 0


@pytest.mark.parametrize("opening", [DiskStore.open, DiskStore.read_only])
def test_no_store_there_says_how_to_build_one(opening: object, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for name in ("empty", "file", "missing"):
        with pytest.raises(StoreError, match=f"{name}: .*kg build"):
            opening(tmp_path / name)  # type: ignore[operator]
    assert not (tmp_path / "missing").exists()
    assert list((tmp_path / "empty").iterdir()) == []


def test_create_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="not an empty folder"):
        DiskStore.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_damaged_store_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense", encoding="utf-8")
    for opening in (DiskStore.open, DiskStore.read_only):
        with pytest.raises(StoreError) as raised:
            opening(tmp_path)
        assert "\n" not in str(raised.value)
        assert str(tmp_path) in str(raised.value)


def test_a_dataset_with_its_merge_already_made_is_used_as_it_is() -> None:
    dataset = two_reports()
    without_merge = MemoryStore.over(dataset)
    assert count(without_merge, "?s ?p ?o") == 3
    assert len(dataset.graph(URIRef("urn:x-rdflib:default"))) == 0
    dataset.add((VISIT, WHO, Literal("only in the default graph")))
    assert count(MemoryStore.over(dataset), "?s ?p ?o") == 1


def test_rows_without_a_column() -> None:
    rows = Rows(("a", "b"), ((Literal("1"), None), (Literal("2"), Literal("3"))))
    assert rows.without(frozenset({"a"})) == Rows(("b",), ((None,), (Literal("3"),)))
