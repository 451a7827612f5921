"""How well names in two scripts are told the same or not by their sound, on lists that nobody here made.

    python tests/bench/names.py FOLDER

``FOLDER`` holds ``gazetteer/geonames-cities-deva-arab.tsv``, ``gazetteer/wikidata-en-hi-ur-2015.tsv`` (labels of things
of all kinds), ``names/cricket_players.tsv`` and ``names/parlikar_indian_names.tsv``. For each pair of scripts the bench
draws names with a fixed seed; each is set against its own name in the other script, against the name there whose Latin
form is nearest (edit distance), and against another drawn at random. It prints precision and recall at the threshold
that the package uses and at the best one, and beside it what rapidfuzz makes of the same pairs.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process

from kg.linking import sounds
from kg.text import fold, words

EACH = 150


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def sources(folder: Path) -> dict[str, list[tuple[str, str, str]]]:
    """By source and scripts: (Latin form, one script, another)."""
    cities = [
        (row["name"], row["devanagari"].split("|")[0], re.split("[|،,(]", row["arabic_script"])[0])
        for row in rows(folder / "gazetteer" / "geonames-cities-deva-arab.tsv")
        if int(row["pop"] or 0) >= 50000 and row["devanagari"] and _ours(row["arabic_script"].split("|")[0])
    ]
    players = [
        (row["en"], row["hi_long"])
        for row in rows(folder / "names" / "cricket_players.tsv")
        if row["hi_long"] and row["en"].isascii() and "," not in row["en"]
    ]
    given = [(row["english"], row["hindi"]) for row in rows(folder / "names" / "parlikar_indian_names.tsv")]
    return {
        "cities Latin-Devanagari": [(latin, latin, deva) for latin, deva, _ in cities],
        "cities Latin-Arabic": [(latin, latin, arab) for latin, _, arab in cities],
        "cities Devanagari-Arabic": [(latin, deva, arab) for latin, deva, arab in cities],
        "players Latin-Devanagari": [
            (latin, latin, deva) for latin, deva in players if deva and "," not in latin and latin.isascii()
        ],
        "given names Latin-Devanagari": [(latin, latin, deva) for latin, deva in given if deva],
    }


def _ours(name: str) -> bool:
    """Whether a name in Arabic script has letters of Arabic, Persian and Urdu only, not of Uyghur or Kurdish."""
    return bool(name) and not re.search("[ۋېڭښګێڵۆەڕڼټډړځڅۇۈىٴ]", name)


def drawn(found: list[tuple[str, str, str]], seed: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Pairs of one name, and pairs of two names."""
    dice = random.Random(seed)
    one_each = list({latin: (latin, a, b) for latin, a, b in found}.values())
    sample = dice.sample(one_each, min(EACH, len(one_each)))
    latin = [row[0] for row in one_each]
    same, other = [], []
    for name, a, b in sample:
        same.append((a, b))
        near = process.extract(name, latin, scorer=fuzz.ratio, limit=6)
        candidates = [one_each[n] for _, _, n in near] + dice.sample(one_each, 5)
        strangers = [
            c for c in candidates if fold(c[0]) != fold(name) and fold(c[2]) != fold(b) and fold(c[1]) != fold(a)
        ]
        other += [(a, strangers[0][2]), (a, strangers[-1][2])]
    return same, other


def sounding(a: str, b: str) -> float:
    return sounds.likeness("".join(words(a)), "".join(words(b)))


def fuzzy(a: str, b: str) -> float:
    return fuzz.ratio(fold(a), fold(b)) / 100


def score(measure: Callable[[str, str], float], same: list, other: list, least: float) -> tuple[float, float]:
    hits, wrong = sum(measure(*p) >= least for p in same), sum(measure(*p) >= least for p in other)
    return hits / max(1, hits + wrong), hits / len(same)


def best(measure: Callable[[str, str], float], same: list, other: list) -> tuple[float, float, float]:
    def harmonic(least: float) -> float:
        precision, recall = score(measure, same, other, least)
        return 2 * precision * recall / ((precision + recall) or 1)

    least = max((n / 100 for n in range(30, 100)), key=harmonic)
    return (least, *score(measure, same, other, least))


def main() -> None:
    all_same, all_other = [], []
    print(f"{'':30} pairs  at {sounds.ALIKE}: P     R    | best: at  P     R    | rapidfuzz: at  P     R")
    for n, (name, found) in enumerate(sources(Path(sys.argv[1])).items()):
        same, other = drawn(found, n)
        if not name.startswith("given"):  # their nearest ones are often spellings of one name
            all_same += same
            all_other += other
        show(name, same, other)
        if "-v" in sys.argv:
            print("  missed", [(*p, round(sounding(*p), 2)) for p in same if sounding(*p) < sounds.ALIKE])
            print("  wrong", [(*p, round(sounding(*p), 2)) for p in other if sounding(*p) >= sounds.ALIKE])
    show("all but given names", all_same, all_other)


def show(name: str, same: list, other: list) -> None:
    p, r = score(sounding, same, other, sounds.ALIKE)
    mine, theirs = best(sounding, same, other), best(fuzzy, same, other)
    print(
        f"{name:30} {len(same):4}   {p:.3f} {r:.3f} | {mine[0]:.2f} {mine[1]:.3f} {mine[2]:.3f}"
        f" | {theirs[0]:.2f} {theirs[1]:.3f} {theirs[2]:.3f}"
    )


if __name__ == "__main__":
    main()
