"""Measure the learned reader: names on held-out corpora, events on annotated folders, speed beside bare passes.

    python tests/bench/reader.py --corpora FOLDER --reports FOLDER [--reports FOLDER:SPLIT ...] [--model FOLDER]

Prints Markdown tables. The held-out parts are those of kg.training.corpora; speed is processor time on one core, as a
ratio to the bare forward pass of the model and to spaCy's small CNN (untrained: only its time counts).
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import spacy

import kg
from kg.extracting import read_with
from kg.nouns import Report
from kg.reader import names
from kg.reader.labels import SCHEMES
from kg.reader.model import load
from kg.reader.tokens import windows, words
from kg.readers import READERS
from kg.training.corpora import parts
from kg.training.evaluate import annotated, evaluate_names, shown

FIGURES = (
    "meeting",
    "participant",
    "role",
    "organization",
    "place",
    "date",
    "status",
    "whole event",
    "silent",
    "speaker",
)


def seconds(ways: Mapping[str, Callable[[], object]], rounds: int = 6) -> dict[str, float]:
    """The least processor time of each way, all ways in turn in each round: what else runs meets them alike."""
    spent = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            spent[name] = min(spent[name], time.process_time() - begun)
    return spent


def row(cells: Iterable[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def head(cells: Sequence[str]) -> None:
    print()
    row(cells)
    row("---" for _ in cells)


def names_table(corpora: Path, model: Path | None) -> None:
    head(["held-out names", "conventions", "person", "organization", "place"])
    for corpus, examples in parts(corpora)[1].items():
        own = [s for s in SCHEMES if corpus.startswith(s)]
        for scheme in (*own, None):
            found = evaluate_names(examples, lambda text, s=scheme: names(text, scheme=s, folder=model))  # type: ignore[misc]
            row([corpus, scheme or "ours", *(shown(f) for f in found.values())])


def events_table(folders: Sequence[str], model: Path | None, readers: Sequence[str]) -> None:
    head(["reports", "language", "reader", "n", *FIGURES])
    for given in folders:
        folder, _, split = given.partition(":")
        for reader in readers:
            found = kg.evaluate(folder, reader=reader, split=split or None, model=model)
            for lang, figures in found.figures.items():
                if reader == "rules" and lang != "hi":
                    continue
                shares = [figures[f].share if f in figures else None for f in FIGURES]
                cells = ["-" if s is None else f"{s:.2f}" for s in shares]
                row([given.rstrip("/").rsplit("/", 1)[-1], lang, reader, str(found.reports[lang]), *cells])


def speed_table(reports: Sequence[Report], folder: Path | None) -> None:
    load.cache_clear()
    begun = time.process_time()
    model = load(folder)
    started = time.process_time() - begun
    count = sum(len(words(r.text)) for r in reports)

    def forward() -> None:
        for report in reports:
            for window in windows(model.tokenizer, report.text, words(report.text)):
                embedded = model.embeddings[np.array(window.pieces)].astype(np.float32)
                model.session.run(None, {"embedded": embedded[None], "firsts": np.array([window.firsts])})

    cnn = spacy.blank("xx")
    cnn.add_pipe("ner").add_label("PERSON")
    cnn.initialize()
    ways: dict[str, Callable[[], object]] = {
        "bare forward pass": forward,
        "spaCy CNN": lambda: [cnn(r.text) for r in reports],
        **{f"reader {name}": lambda name=name: [read_with(name, folder)(r) for r in reports] for name in READERS},  # type: ignore[misc]
    }
    for way in ways.values():
        way()
    spent = seconds(ways)
    head(["speed, one core", "reports/s", "words/s", "to the forward pass", "to spaCy's CNN"])
    for name, s in spent.items():
        ratios = (s / spent["bare forward pass"], s / spent["spaCy CNN"])
        row([name, f"{len(reports) / s:.1f}", f"{count / s:.0f}", *(f"{r:.2f}" for r in ratios)])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmodel loaded in {started:.2f} s of processor time; peak memory of this process {memory:.0f} MB")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("--corpora", type=Path)
    args.add_argument("--reports", action="append", default=[])
    args.add_argument("--model", type=Path)
    args.add_argument("--readers", nargs="+", default=list(READERS))
    args.add_argument("--no-speed", action="store_true")
    given = args.parse_args()
    if given.corpora is not None:
        names_table(given.corpora, given.model)
    if given.reports:
        events_table(given.reports, given.model, given.readers)
        if not given.no_speed:
            folder = Path(given.reports[0].partition(":")[0])
            speed_table([report for report, _ in annotated(folder)], given.model)


if __name__ == "__main__":
    main()
