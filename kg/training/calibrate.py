"""Calibrate a reader on gold reports it was not trained on: what its scores are worth as probabilities.

Tags get a temperature (Guo et al. 2017), each link a slope and a shift (Platt 1999).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.reader.labels import LAYERS, LINKS, NAMES, ORGANIZATION, PLACE
from kg.reader.model import Model, load
from kg.reader.scoring import Floats, sigmoid, softmax
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
        for link, sure, right, _ in _ties(pairs, row):
            links[link] += [(float(x), int(y)) for x, y in zip(sure.ravel(), right.ravel(), strict=True)]
        for t, link in enumerate(LINKS):
            known = row.links[t].numpy()
            links[link] += [(float(pairs[t, i, j]), int(known[i, j])) for i, j in np.argwhere(known >= 0)]
    return tags, links


def _ties(pairs: Floats, row: Item) -> Iterator[tuple[str, Floats, Floats, list[str]]]:
    """For each link of meetings the scores [meetings, entities], the right answers, and the kinds of the entities.

    A score is the logarithm of the odds of all pairs of mentions, added up.
    """
    for link, (meetings, sides, right) in row.ties.items():
        odds = np.exp(np.clip(pairs[LINKS.index(link)], -20, 20))
        of = sides.numpy()
        yield (
            link,
            np.log(meetings.numpy() @ odds @ of.T),
            right.numpy(),
            [_kind([row.mentions[i][2] for i in np.flatnonzero(e)]) for e in of],
        )


def _kind(kinds: Sequence[str]) -> str:
    return next((k for k in kinds if k in NAMES), kinds[0])


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


def calibrate(folder: Path, gold_folder: Path) -> None:
    """Fit the calibration of a model folder on the dev split of annotated reports, and write it there."""
    neutral(folder)
    model = load(folder)
    rows = [i for p in gold_reports(gold_folder)["dev"] for i in items(model.tokenizer, gold(p), LONGEST)]
    tags, links = scores(model, rows)
    settings = json.loads((folder / "calibration.json").read_text(encoding="utf-8"))
    settings["tags"] = temperature(tags)
    settings["links"] = {link: platt(pairs) for link, pairs in links.items()}
    made = decisions(model, rows, settings["links"])
    settings["thresholds"] |= {name: threshold(pairs) for name, pairs in made.items()}
    (folder / "calibration.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    load.cache_clear()


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
        for link, logits, right, kinds in _ties(pairs, row):
            slope, shift = links[link]
            tied = sigmoid(slope * logits + shift)
            if link in ONE_TARGET:
                found[link] += [(float(row_.max()), int(r[row_.argmax()])) for row_, r in zip(tied, right, strict=True)]
                continue
            for (m, e), p in np.ndenumerate(tied):
                found["side" if kinds[e] in SIDES_WITHOUT_NAMES else link].append((float(p), int(right[m, e])))
        for t, link in enumerate(LINKS):
            if link in row.ties:
                continue
            slope, shift = links[link]
            sure, known = sigmoid(slope * pairs[t] + shift), row.links[t].numpy()
            if link in ONE_TARGET:
                for i in np.flatnonzero((known >= 0).any(1)):
                    open_ = np.flatnonzero(known[i] >= 0)
                    j = open_[sure[i, open_].argmax()]
                    found[link].append((float(sure[i, j]), int(known[i, j])))
                continue
            found[link] += [(float(sure[i, j]), int(known[i, j])) for i, j in np.argwhere(known >= 0)]
    return found
