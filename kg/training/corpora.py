"""Which corpora train the reader, which parts are held out, and a record of what was used."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.extractors import findings as by_rules
from kg.nouns import Report
from kg.reader.labels import PERSON, PLACE
from kg.readers import has_rules
from kg.training.data import Example, gold, names, sentences, telling, tenth, without_events


@dataclass(frozen=True)
class Corpus:
    """A file of names: language, columns of word and label, licence; how it is split is in :func:`parts`."""

    path: str
    lang: str
    licence: str
    word: int = 0
    label: int = -1
    scheme: str = ""


HINER = Corpus("hi/hiner-train.conll", "hi", "CC BY-SA 4.0", scheme="hiner")
IL_NER = {
    lang: tuple(Corpus(f"{lang}/il-ner/{p}.txt", lang, "CC BY 4.0", scheme="il-ner") for p in ("train", "dev"))
    for lang in ("hi", "ur")
}
LISTS = {
    "names/cricket_players.tsv": (("hi", PERSON, "hi_long"), ("en", PERSON, "en")),
    "names/parlikar_indian_names.tsv": (("hi", PERSON, "hindi"),),
    "gazetteer/geonames-cities-deva-arab.tsv": (("hi", PLACE, "devanagari"), ("en", PLACE, "name")),
}
"""Lists of names, as columns of a table: language, kind, head of the column (MIT, CC BY 3.0, CC BY 4.0)."""
UNER = Corpus("en/uner-ewt/dev.iob2", "en", "CC BY-SA 4.0", 1, 2)
EMPTY, STUBS = 0.2, 0.2
"""The shares of sentences without a name, and of village stubs, that are kept for training."""


@dataclass
class Data:
    """Training examples of names and of gold reports, lists of names, and what they came from."""

    names: list[Example]
    full: list[Example]
    lists: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)


def examples(root: Path, corpus: Corpus) -> list[Example]:
    """All sentences of a corpus, without those that bear a stray label."""
    found = []
    for n, rows in enumerate(sentences(root / corpus.path, word=corpus.word, label=corpus.label)):
        if all(tag == "O" or tag[:2] in {"B-", "I-"} for _, tag in rows):
            found.append(names(rows, f"{corpus.path}:{n}", corpus.lang, corpus.scheme))
    return found


def parts(root: Path) -> tuple[list[Example], dict[str, list[Example]]]:
    """Training sentences, and the held-out ones of each corpus.

    Held out are a tenth of HiNER (by hash), IL-NER's dev parts without sentences of its training parts, and half of
    UNER (the odd sentences).
    """
    train: list[Example] = []
    held: dict[str, list[Example]] = {}
    hiner = examples(root, HINER)
    train += [e for e in hiner if not tenth(e.text)]
    held["hiner"] = [e for e in hiner if tenth(e.text)]
    for lang, (first, second) in IL_NER.items():
        learn = examples(root, first)
        known = {e.text for e in learn} | {e.text for e in train}
        train += learn
        held[f"il-ner-{lang}"] = [e for e in examples(root, second) if e.text not in known]
    uner = examples(root, UNER)
    train += uner[::2]
    held["uner"] = uner[1::2]
    away = {e.text for found in held.values() for e in found}
    return [e for e in train if e.text not in away], held


def gold_reports(folder: Path) -> dict[str, list[Path]]:
    """The gold reports of each split. A report that no split lists yet is left out: it might become a test report."""
    files = {p.stem: p for p in sorted(folder.glob("*/*.json"))}
    splits = json.loads((folder / "splits.json").read_text(encoding="utf-8"))
    return {name: [files[i] for i in ids if i in files] for name, ids in splits.items()}


def collect(root: Path, folder: Path, seed: int) -> Data:
    """What to train on, with a record of files, their SHA-256 and the gold reports used."""
    chance = random.Random(seed)
    found, _ = parts(root)
    kept = [e for e in found if chance.random() < (STUBS if _stub(e) else 1 if e.marks else EMPTY)]
    splits = gold_reports(folder)
    full = [gold(p) for p in splits["train"]]
    files = [root / c.path for c in (HINER, *IL_NER["hi"], *IL_NER["ur"], UNER)] + [root / name for name in LISTS]
    record = {
        "corpora": {str(f.relative_to(root)): _hash([f]) for f in files},
        "gold": _hash([f for p in splits["train"] for f in (p, p.with_suffix(".txt"))]),
        "gold_train": [p.stem for p in splits["train"]],
        "gold_dev": [p.stem for p in splits["dev"]],
        "sentences": len(kept),
    }
    return Data([_settled(e) for e in without_events(kept, telling(full))], full, lists(root), record)


def lists(root: Path) -> dict[tuple[str, str], set[str]]:
    """The names of :data:`LISTS` by language and kind."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for file, columns in LISTS.items():
        with (root / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
                for lang, kind, head in columns:
                    spelled = (row[head] or "").split("|")
                    found[lang, kind].update(" ".join(name.split()) for name in spelled if name.strip())
    return dict(found)


def _settled(example: Example) -> Example:
    """A sentence with a telling word is eventless all the same where the rules of its language find no meeting."""
    if example.eventless or not has_rules(example.lang):
        return example
    frames = by_rules(Report(example.id, example.text, example.lang, None)).frames
    return replace(example, eventless=not frames)


def _stub(example: Example) -> bool:
    """A village stub: one of very many nearly equal sentences that inflate places."""
    return "गाँव है" in example.text or "गांव है" in example.text


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()
