"""Make ``kg/language/hi/common.txt``: everyday Hindi word forms that are not part of a person's name.

    python data/build/common_words.py CORPORA

CORPORA is a folder with the sources: the forms come from the Common Voice sentences (CC0) and the titles of Indian
government press releases (MIT), from word lists of our own in ``data/build/common`` and from the forms that those
verbs and nouns take. The lists of names, the gazetteers and the labelled training texts only take words away.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.text import fold, words

HERE = Path(__file__).resolve().parent
OUT = HERE.parent.parent / "kg" / "language" / "hi" / "common.txt"
TEXTS = ("raw/hi-common-voice/sentence-collector.txt", "raw/hi-pib-titles/Press_Information_Bureau*.txt")
NAMES = ("names/parlikar_indian_names.tsv", "names/cricket_players.tsv")
LABELLED = ("hi/il-ner/train.txt", "hi/hiner-train.conll")
NAME_LABELS = ("NEP", "NEL", "PERSON", "LOCATION")
VOWELS = "आािीुूेैोौ"
WORD = re.compile(r"[\u0904-\u0939\u0958-\u0961][\u0900-\u0963]*")
ENDINGS = " ना नी ने ता ते ती तीं कर"
AFTER_CONSONANT = " ा े ी ीं ूं ें ो ूंगा ूंगी ेगा ेगी ेंगे ेंगी ोगे ोगी िए िये िएगा"
AFTER_VOWEL = " ये यी ए ई ईं ऊं एं ओ ऊंगा ऊंगी एगा एगी एंगे एंगी ओगे ओगी येगा येगी येंगे इए इये इएगा"
SHORTENED = {"ी": ("ि", " या"), "ू": ("ु", " आ")}
NOUN_ENDINGS = {
    "[masculine: -ों]": ("", ("", "ों")),
    "[masculine in -ा: -े -ों]": ("ा", ("ा", "े", "ों")),
    "[feminine in -ी: -ियां -ियों]": ("ीि", ("", "ियां", "ियों")),
    "[feminine: -ें -ों]": ("", ("", "ें", "ों")),
    "[feminine in -ा: -एं -ओं]": ("", ("", "एं", "ओं")),
    "[masculine or feminine in -ू -ु: -ुओं]": ("ूु", ("", "ुओं")),
}


def lines(name: str) -> Iterator[str]:
    """The lines of a list of our own, without comments."""
    for line in (HERE / "common" / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def own(name: str) -> set[str]:
    """The folded words of a list of our own."""
    return {fold(word) for line in lines(name) for word in line.split()}


def verb_forms() -> Iterator[str]:
    """Every form of every stem: regular conjugation of modern Hindi; irregular ones stand in the additions."""
    for stem in own("verbs.txt"):
        yield from (stem + ending for ending in ENDINGS.split(" "))
        if stem[-1] in SHORTENED:
            short, participle = SHORTENED[stem[-1]]
            yield from (stem[:-1] + short + ending for ending in (participle + AFTER_VOWEL).split())
        elif stem[-1] in VOWELS:
            yield from (stem + ending for ending in (" या" + AFTER_VOWEL).split())
        else:
            yield from (stem + ending for ending in AFTER_CONSONANT.split())


def noun_forms() -> Iterator[str]:
    """Direct and oblique, singular and plural, of the nouns under each heading."""
    strip, endings = "", ("",)
    for line in lines("nouns.txt"):
        if line.startswith("["):
            strip, endings = NOUN_ENDINGS[line]
            continue
        for word in map(fold, line.split()):
            stem = word[:-1] if strip and word[-1] in strip else word
            yield word
            yield from (stem + ending for ending in endings if ending)


def counted(files: Iterable[Path]) -> Counter[str]:
    """How often each folded Devanagari word occurs in texts, mark-up left out."""
    count: Counter[str] = Counter()
    for file in files:
        text = re.sub(r"<[^>]+>", " ", file.read_text(encoding="utf-8"))
        count.update(word for word in words(text) if WORD.fullmatch(word))
    return count


def listed_names(corpora: Path) -> set[str]:
    """Words of the name lists, and one-word places of the GeoNames list."""
    found: set[str] = set()
    for name in NAMES:
        with (corpora / name).open(encoding="utf-8") as rows:
            for row in csv.reader(rows, delimiter="\t"):
                found.update(word for cell in row[1:3] for word in words(cell))
    with (corpora / "gazetteer/geonames-cities-deva-arab.tsv").open(encoding="utf-8") as rows:
        for line in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.update(fold(name) for name in line["devanagari"].split("|") if " " not in name)
    return found


def labelled_names(corpora: Path) -> set[str]:
    """Words labelled as (part of) a person or place more often than not."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for name in LABELLED:
        for line in (corpora / name).read_text(encoding="utf-8").splitlines():
            token, _, label = line.strip().rpartition("\t")
            (inside if label.endswith(NAME_LABELS) else outside).update(words(token))
    return {word for word, n in inside.items() if n > outside[word]}


def common_words(corpora: Path) -> list[str]:
    """The list, sorted by code point."""
    texts = counted(file for pattern in TEXTS for file in sorted(corpora.glob(pattern)))
    found = {word for word, n in texts.items() if n > 1 and len(word) > 1 and not word.endswith("ः")}
    found -= listed_names(corpora) | labelled_names(corpora)
    found |= own("reviewed.txt") | own("additions.txt") | set(verb_forms()) | set(noun_forms())
    return sorted(word for word in found - own("exceptions.txt") if WORD.fullmatch(word))


if __name__ == "__main__":
    OUT.write_text("\n".join(common_words(Path(sys.argv[1]))) + "\n", encoding="utf-8")
