"""Places are found by any spelling, with names, links and sources."""

from __future__ import annotations

import csv
import timeit
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import ResourceError
from kg.resources import path
from kg.text import fold

FILES = ("countries.tsv", "regions.tsv", "cities.tsv")
WIKIDATA, GEONAMES = "http://www.wikidata.org/entity/", "https://sws.geonames.org/"
SPELLINGS = {
    f"{WIKIDATA}Q30": ["अमेरिका", "अमरीका", "संयुक्त राज्य अमेरिका", "United States", "الولايات المتحدة", "ایالات متحده"],
    f"{WIKIDATA}Q794": ["ईरान", "इरान", "Iran", "ایران", "إيران"],
    f"{WIKIDATA}Q878": ["यूएई", "संयुक्त अरब अमीरात", "संयुक्त अरब अमारात", "متحدہ عرب امارات"],
    f"{WIKIDATA}Q902": ["बांग्लादेश", "बंगलादेश", "बाँग्लादेश", "Bangladesh"],
    f"{WIKIDATA}Q219060": ["फ़िलिस्तीन", "फिलिस्तीन", "फलस्तीन", "फ़लस्तीन"],
    f"{WIKIDATA}Q1498": ["उत्तर प्रदेश", "यूपी"],
    f"{GEONAMES}112931/": ["तेहरान", "Tehran", "تهران", "طهران"],
    f"{GEONAMES}360630/": ["क़ाहिरा", "काहिरा", "Cairo", "القاهرة"],
    f"{GEONAMES}1258526/": ["राँची", "रांची"],
}


@pytest.mark.parametrize(("iri", "name"), [(iri, name) for iri, names in SPELLINGS.items() for name in names])
def test_every_spelling_leads_to_the_same_thing(iri: str, name: str) -> None:
    assert gazetteer.load().lookup(name)[0].same_as == (iri,)
    assert gazetteer.load().is_place(name)


@pytest.mark.parametrize("name", ["ग़ज़ा", "गजा", "ग़ज़ा", "गाज़ा", "गाज़ा पट्टी"])
def test_gaza_with_and_without_nukta_is_the_strip(name: str) -> None:
    row = gazetteer.load().lookup(name)[0]
    assert (row.id, row.same_as) == ("gaza-strip", ())


@pytest.mark.parametrize("word", ["में", "शाम", "सिंह", "मिला", "सारी", "नगर", "हिन्दी", "लाल", "हसन", "", "संयुक्त राष्ट्र"])
def test_everyday_words_and_persons_are_no_places(word: str) -> None:
    assert not gazetteer.load().is_place(word)


def test_labels_have_languages_and_rows_a_source() -> None:
    row = gazetteer.load().lookup("रूस")[0]
    assert dict(reversed(row.labels)) == {"en": "Russia", "hi": "रूस", "ur": "روس", "fa": "روسیه", "ar": "روسيا"}
    assert "CLDR" in row.source


def test_larger_places_come_first() -> None:
    assert [row.kind for row in gazetteer.load().lookup("दिल्ली")] == ["region", "city"]
    assert gazetteer.load().lookup("London")[0].same_as == (f"{GEONAMES}2643743/",)
    assert [row.labels[0][1] for row in gazetteer.load().lookup("नई दिल्ली")] == ["New Delhi"]


def test_adjectives_belong_to_countries() -> None:
    demonyms = gazetteer.load().demonyms()
    assert [row.id for row in demonyms[fold("अमरीकी")]] == ["Q30"]
    assert {row.id for row in demonyms[fold("कोरियाई")]} == {"Q423", "Q884"}
    assert "सरकारी" not in gazetteer.load().demonyms()


@pytest.mark.parametrize("name", FILES)
def test_every_name_in_the_files_is_found_and_the_keys_are_its_folded_forms(name: str) -> None:
    with (path("data/gazetteer") / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        names = [n for column, cell in row.items() if column.startswith("name_") for n in cell.split("|") if n]
        assert names
        assert {fold(n) for n in names} - set(names) == set(filter(None, row["keys"].split("|"))), row["id"]


def test_shipped_lists_are_small_and_quick_to_read() -> None:
    """Quick beside the bare splitting of the same lines, on a machine of any speed."""
    files = [path("data/gazetteer") / name for name in FILES]
    assert sum(file.stat().st_size for file in files) < 1_500_000

    def load() -> None:
        gazetteer._load.cache_clear()
        gazetteer.load()

    def split() -> None:
        assert sum(len(line.split("\t")) for file in files for line in file.read_text("utf-8").splitlines())

    loading, splitting = (min(timeit.repeat(work, number=1, repeat=5)) for work in (load, split))
    assert loading < 20 * splitting


def test_own_list_is_read_and_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(
        "id\tkind\tname_hi\tname_en\tsource\nQ1\tcity\tकाल्पनिकपुर|कल्पनापुर\tFictionville\tme\n", encoding="utf-8"
    )
    own_rome = tmp_path / "rome.tsv"
    own_rome.write_text("id\tkind\tname_hi\nhttps://example.org/rome\tregion\tरोम\n", encoding="utf-8")
    found = gazetteer.load(own, own_rome)
    assert found.lookup("कल्पनापुर")[0] == gazetteer.Row(
        "Q1",
        "city",
        (("hi", "काल्पनिकपुर"), ("hi", "कल्पनापुर"), ("en", "Fictionville")),
        (f"{WIKIDATA}Q1",),
        "me",
    )
    assert found.lookup("रोम")[0].same_as == ("https://example.org/rome",) and len(found.lookup("रोम")) > 1
    assert not gazetteer.load().lookup("कल्पनापुर")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "line 1: no column 'id'"),
        ("id\tname_hi\nx\tक\n", "line 1: no column 'kind'"),
        ("id\tkind\nx\tcity\n", "line 1: no column of names"),
        ("id\tkind\tname_hi\tcolour\nx\tcity\tक\tred\n", "line 1: unknown column 'colour'"),
        ("id\tkind\tname_hi\nx\tcity\tक\nx\tcity\n", "line 3: need 3 cells"),
        ("id\tkind\tname_hi\nx\tvillage\tक\n", "line 2: need 3 cells, an id and a kind of city, country"),
    ],
)
def test_a_mistake_in_an_own_list_is_one_line_with_file_and_line(tmp_path: Path, content: str, says: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(ResourceError) as raised:
        gazetteer.load(own)
    assert str(own) in str(raised.value) and says in str(raised.value) and "\n" not in str(raised.value)


def test_a_missing_or_broken_own_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="none.tsv"):
        gazetteer.load(tmp_path / "none.tsv")
    (tmp_path / "latin.tsv").write_bytes(b"id\tkind\tname_hi\n\xff\n")
    with pytest.raises(ResourceError, match="latin.tsv"):
        gazetteer.load(tmp_path / "latin.tsv")


def test_a_list_of_ones_own_goes_before_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tkind\tname_hi\nhttps://example.org/naya\tcity\tनयाग्राम\n", encoding="utf-8")
    assert gazetteer.load().lookup("नयाग्राम") == ()
    gazetteer.use(own)
    try:
        assert [row.id for row in gazetteer.load().lookup("नयाग्राम")] == ["https://example.org/naya"]
        assert gazetteer.load().lookup("भारत")
    finally:
        gazetteer.use()
    assert gazetteer.load().lookup("नयाग्राम") == ()


def test_a_broken_list_changes_nothing(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tname_hi\nx\tनयाग्राम\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="own.tsv, line 1: no column 'kind'"):
        gazetteer.use(own)
    assert gazetteer.chosen() == ()
