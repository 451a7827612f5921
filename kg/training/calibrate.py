"""Calibrate a reader on gold reports it was not trained on: what its scores are worth as probabilities.

Tags get a temperature (Guo et al. 2017), each link a slope and a shift (Platt 1999).

    python -m kg.training.calibrate --model FOLDER --gold FOLDER
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.reader.labels import LAYERS, LINKS, ORGANIZATION, PLACE
from kg.reader.model import Model, load
from kg.reader.scoring import sigmoid, softmax
from kg.reader.tokens import Window
from kg.training.corpora import gold_reports
from kg.training.data import gold
from kg.training.examples import Item, items

TEMPERATURES = np.round(np.arange(0.6, 3.01, 0.05), 2)
TRIGGER_FROM = 0.65
"""Gold reports are dense with meetings, news is not: a trigger has to be surer than the gold reports ask for."""
NEUTRAL = {
    "tags": 1.0,
    "links": {link: [1.0, 0.0] for link in LINKS},
    "thresholds": {**dict.fromkeys(LINKS, 0.5), "side": 0.5, "trigger": TRIGGER_FROM},
}
LONGEST = 400
ONE_TARGET = ("role", "organization", "country", "place", "time", "same-entity")
SIDES_WITHOUT_NAMES = (ORGANIZATION, PLACE)


def neutral(folder: Path) -> None:
    """Write a calibration that changes nothing, where there is none yet."""
    file = folder / "calibration.json"
    if not file.exists():
        file.write_text(json.dumps(NEUTRAL, indent=1) + "\n", encoding="utf-8")


def scores(
    model: Model, rows: Sequence[Item]
) -> tuple[list[tuple[NDArray[np.float32], int]], dict[str, list[tuple[float, int]]]]:
    """The logits of each word with the right tag, and those of each possible link with 1 or 0."""
    tags: list[tuple[NDArray[np.float32], int]] = []
    links: dict[str, list[tuple[float, int]]] = {link: [] for link in LINKS}
    for row in rows:
        vectors, found = model.run(Window(row.pieces, row.firsts, 0, len(row.firsts)))
        for layer in LAYERS:
            tags += [(s, t) for s, t in zip(found[layer], row.tags[layer], strict=True) if t >= 0]
        if row.links is None or not row.mentions:
            continue
        pairs, _ = model.linker(vectors, row.mentions)
        for t, link in enumerate(LINKS):
            known = row.links[t].numpy()
            links[link] += [(float(pairs[t, i, j]), int(known[i, j])) for i, j in np.argwhere(known >= 0)]
    return tags, links


def temperature(tags: Sequence[tuple[NDArray[np.float32], int]]) -> float:
    """The temperature with the least negative log-likelihood."""
    losses = [-float(np.mean([np.log(softmax(s / t)[i] + 1e-9) for s, i in tags])) for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def platt(rows: Sequence[tuple[float, int]], steps: int = 500) -> tuple[float, float]:
    """Slope and shift of a logistic regression on one score, by Newton's method."""
    if not rows or len({y for _, y in rows}) < 2:
        return 1.0, 0.0
    x = np.array([[s, 1.0] for s, _ in rows])
    y = np.array([v for _, v in rows], float)
    w = np.array([1.0, 0.0])
    for _ in range(steps):
        p = sigmoid((x @ w).astype(np.float32)).astype(float)
        change = np.linalg.solve((x.T * (p * (1 - p))) @ x + 1e-3 * np.eye(2), x.T @ (y - p) - 1e-3 * (w - [1.0, 0.0]))
        w = w + np.clip(change, -1, 1)
        if np.abs(change).max() < 1e-6:
            break
    return round(float(w[0]), 4), round(float(w[1]), 4)


def threshold(rows: Sequence[tuple[float, int]]) -> float:
    """The probability from which on a yes gives the best F1, between 0.2 and 0.8; 0.5 where there are no rows."""
    total = sum(y for _, y in rows)
    best = (0.0, 0.5)
    for cut in np.round(np.arange(0.2, 0.801, 0.05), 2):
        said = [y for p, y in rows if p >= cut]
        f1 = 2 * sum(said) / (len(said) + total) if said else 0.0
        best = max(best, (f1, float(cut)))
    return best[1]


def decisions(
    model: Model, rows: Sequence[Item], links: dict[str, tuple[float, float]]
) -> dict[str, list[tuple[float, int]]]:
    """What the reader decides on, with the right answer: the likeliest target of a source, or each pair by itself."""
    found: dict[str, list[tuple[float, int]]] = {name: [] for name in (*LINKS, "side")}
    for row in rows:
        if row.links is None or not row.mentions:
            continue
        vectors, _ = model.run(Window(row.pieces, row.firsts, 0, len(row.firsts)))
        pairs, _ = model.linker(vectors, row.mentions)
        for t, link in enumerate(LINKS):
            slope, shift = links[link]
            sure, known = sigmoid(slope * pairs[t] + shift), row.links[t].numpy()
            if link in ONE_TARGET:
                for i in np.flatnonzero((known >= 0).any(1)):
                    open_ = np.flatnonzero(known[i] >= 0)
                    j = open_[sure[i, open_].argmax()]
                    found[link].append((float(sure[i, j]), int(known[i, j])))
                continue
            for i, j in np.argwhere(known >= 0):
                name = "side" if link == "participant" and row.mentions[j][2] in SIDES_WITHOUT_NAMES else link
                found[name].append((float(sure[i, j]), int(known[i, j])))
    return found


def main() -> None:
    """Calibrate from the command line."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("--model", type=Path, required=True)
    args.add_argument("--gold", type=Path, required=True)
    args.add_argument("--limit", type=int, default=None)
    given = args.parse_args()
    neutral(given.model)
    model = load(given.model)
    reports = [gold(p) for p in gold_reports(given.gold)["dev"]][: given.limit]
    rows = [i for e in reports for i in items(model.tokenizer, e, LONGEST)]
    tags, links = scores(model, rows)
    settings = json.loads((given.model / "calibration.json").read_text(encoding="utf-8"))
    settings["tags"] = temperature(tags)
    settings["links"] = {link: platt(pairs) for link, pairs in links.items()}
    made = decisions(model, rows, settings["links"])
    settings["thresholds"] |= {name: threshold(pairs) for name, pairs in made.items()}
    (given.model / "calibration.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(settings))


if __name__ == "__main__":
    main()
