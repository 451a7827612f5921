"""Make ``data/gazetteer/{countries,regions,cities}.tsv``.

    python data/build/gazetteer.py CORPORA

CORPORA is a folder with ``gazetteer/rigour-territories.jsonl`` (opensanctions/rigour, MIT: Wikidata ids and English
names), ``gazetteer/wikidata-en-hi-ur-2015.tsv`` (CC0: Hindi and Urdu labels) and
``gazetteer/geonames-cities-deva-arab.tsv`` (GeoNames, CC BY 4.0). Names of countries in Hindi, Urdu, Persian and
Arabic come from CLDR through Babel; further Hindi spellings and adjectives, and the regions, are our own lists in
``data/build/gazetteer``. The lists of persons' names only take city names away. Needs Babel.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel import Locale

from kg.text import fold

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "gazetteer"
COMMON = HERE.parent.parent / "kg" / "language" / "hi" / "common.txt"
NAMES = ("names/parlikar_indian_names.tsv", "names/cricket_players.tsv")
LANGUAGES = ("hi", "ur", "fa", "ar")
SUPRANATIONAL = {"EU": "organization", "UN": "organization"}
LEFT_OUT = {"ZZ"}
SPOKEN = "AE AF BH DZ EG IQ IR JO KW LB LY MA OM PK PS QA SA SD SY TN YE"
LETTERS = set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیۀٹڈڑںھہۂۃۓے \u200c-")
VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670\u0674]")
ALWAYS = {"IN", "NP", "BD", "LK", "BT", "MV", "PS", "IL", "LB"}
TOWN, CITY, LARGE = 20_000, 50_000, 200_000


def rows(file: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file with a header line."""
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def own_rows(name: str) -> Iterator[list[str]]:
    """The rows of a list of our own, without the comment lines."""
    for line in (HERE / "gazetteer" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def own_words(name: str) -> set[str]:
    """The folded words of a list of our own."""
    return {fold(word) for row in own_rows(name) for word in row[0].split()}


def distinct(names: Iterable[str]) -> str:
    """Names separated by |, each once, in the order given, those that fold alike kept."""
    return "|".join(dict.fromkeys(name.strip() for name in names if name.strip()))


def keys(*columns: str) -> str:
    """The folded forms of the names in some columns that differ from all of the names."""
    names = [name for column in columns for name in column.split("|") if name]
    return distinct(key for key in dict.fromkeys(map(fold, names)) if key not in names)


def territories(corpora: Path) -> dict[str, dict[str, Any]]:
    """The entries of rigour by upper-case code."""
    lines = (corpora / "gazetteer/rigour-territories.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["code"].upper(): entry for entry in map(json.loads, lines)}


def labels_2015(corpora: Path) -> dict[str, dict[str, str]]:
    """Wikidata labels of 2015 by Wikidata id."""
    return {row["ID"]: row for row in rows(corpora / "gazetteer/wikidata-en-hi-ur-2015.tsv")}


def countries(corpora: Path) -> Iterator[list[str]]:
    """One row for each ISO 3166-1 code with a Hindi name in CLDR, then the supranational ones of our list."""
    own = {code.upper(): (names, adjectives) for code, names, adjectives in own_rows("countries_hi.tsv")}
    cldr = {language: Locale(language).territories for language in ("en", *LANGUAGES)}
    wikidata = labels_2015(corpora)
    for code, entry in sorted(territories(corpora).items()):
        if len(code) != 2 or code in LEFT_OUT or code not in cldr["hi"]:
            continue
        label = wikidata.get(entry["qid"], {})
        variants, adjectives = own.get(code, ("", ""))
        named = {language: [cldr[language][code]] for language in LANGUAGES}
        named["hi"] += [label.get("hi", ""), *variants.split("|")]
        named["ur"] += [label.get("ur", "")]
        columns = [distinct([entry["name"], cldr["en"][code], entry.get("full_name", "")])]
        columns += [distinct(named[language]) for language in LANGUAGES]
        sources = ["rigour", "CLDR"] + ["Wikidata labels 2015"] * bool(label) + ["own list"] * (code in own)
        kind = SUPRANATIONAL.get(code, "country")
        yield [entry["qid"], kind, *columns, adjectives, "; ".join(sources), keys(*columns)]


def regions(corpora: Path) -> Iterator[list[str]]:
    """The states of India and well-known regions, in the order of our list, ids checked against their source."""
    known = {qid for entry in territories(corpora).values() for qid in (entry["qid"], *entry.get("other_qids", []))}
    wikidata = labels_2015(corpora)
    for identifier, kind, english, hindi, adjectives, source in own_rows("regions.tsv"):
        if source and identifier not in (known if source == "rigour" else wikidata):
            raise SystemExit(f"regions.tsv: {english}: {source} has no {identifier}")
        urdu = wikidata.get(identifier, {}).get("ur", "") if source else ""
        origin = "; ".join(filter(None, [source, "own list"]))
        yield [identifier, kind, english, hindi, urdu, "", "", adjectives, origin, keys(english, hindi, urdu)]


def not_cities(corpora: Path) -> set[str]:
    """Folded single words that mean something else than a city in running Hindi text."""
    found = set(COMMON.read_text(encoding="utf-8").split()) | own_words("drop_city_names.txt")
    for name in NAMES:
        for row in csv.reader((corpora / name).open(encoding="utf-8"), delimiter="\t"):
            found.update(word for cell in row[1:3] for word in fold(cell).split())
    return found - own_words("keep_city_names.txt")


def wanted(row: dict[str, str]) -> bool:
    """Whether a place is large enough: fewer inhabitants suffice where our languages are spoken."""
    people, country = int(row["pop"]), row["country"]
    if row["devanagari"]:
        return country in ALWAYS or people >= (CITY if country == "US" else TOWN)
    return people >= (CITY if country in SPOKEN.split() else LARGE)


def spellings(names: Iterable[str]) -> str:
    """Names in the letters of Arabic, Persian and Urdu, without vowel marks; of those that fold alike the first."""
    bare = sorted((VOWEL_MARKS.sub("", name) for name in names), reverse=True)
    return distinct({fold(name): name for name in bare if LETTERS.issuperset(name)}.values())


def cities(corpora: Path) -> Iterator[list[str]]:
    """Places of GeoNames, largest first; a Devanagari name that is an everyday word or a person's name is left out."""
    words = not_cities(corpora)
    own = {identifier: names.split("|") for identifier, _, names in own_rows("cities_hi.tsv")}
    claimed = {fold(name): identifier for identifier, names in own.items() for name in names}
    places = rows(corpora / "gazetteer/geonames-cities-deva-arab.tsv")
    for row in sorted(places, key=lambda place: (-int(place["pop"]), place["geonameid"])):
        identifier = row["geonameid"]
        if not wanted(row) and identifier not in own:
            continue
        hindi = own.get(identifier, [])
        others = [name for name in row["devanagari"].split("|") if len(fold(name)) > 2]
        others = [
            name for name in others if claimed.get(fold(name), identifier) == identifier and fold(name) not in words
        ]
        named = [distinct(hindi), distinct(name for name in others if name not in hindi)]
        named += [spellings(row["arabic_script"].split("|"))]
        if any(named):
            source = "GeoNames; own list" if hindi else "GeoNames"
            yield [identifier, "city", row["name"], *named, source, keys(row["name"], *named)]


def write(name: str, header: Iterable[str], lines: Iterable[list[str]]) -> None:
    """A tab-separated file with a header line."""
    text = "".join("\t".join(line) + "\n" for line in [list(header), *lines])
    (OUT / name).write_text(text, encoding="utf-8", newline="\n")


def main(corpora: Path) -> None:
    """Write the three lists."""
    header = ["id", "kind", *(f"name_{language}" for language in ("en", *LANGUAGES)), "demonym_hi", "source", "keys"]
    write("countries.tsv", header, countries(corpora))
    write("regions.tsv", header, regions(corpora))
    write(
        "cities.tsv",
        ["id", "kind", "name_en", "name_hi", "name_und-Deva", "name_und-Arab", "source", "keys"],
        cities(corpora),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
