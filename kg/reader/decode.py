"""From scores of tags to mentions: the best sequence of BIO tags, and how sure the model is of each mention."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from kg.reader.labels import NAMES, tags
from kg.reader.scoring import Floats, softmax

OUTSIDE = "O"
APART = {"mention": 3.0, "hiner": 1.5, "il-ner": 1.5}
"""The cost, in log-probability, of a mention right after another of its kind: ``the`` and ``Line Barracks`` are one."""
RARER = 1.6
"""By so much, in log-odds, names are rarer than the model learned: of the sentences of names that have none it sees one
in five (:data:`kg.training.corpora.EMPTY`; log 5 = 1.6). The cure for a change of priors: Saerens et al. 2002."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: its first and last word, kind, and probability (the least one of its words)."""

    first: int
    last: int
    kind: str
    confidence: float


@cache
def _losses(layer: str) -> NDArray[np.float32]:
    """What a tag loses after another: all where it may not follow, inside after anything but its own kind."""
    names = tags(layer)
    losses = np.zeros((len(names), len(names)), np.float32)
    for j, tag in enumerate(names):
        for i, before in enumerate(names):
            if tag[0] == "I" and before[2:] != tag[2:]:
                losses[i, j] = -np.inf
            elif tag[0] == "B" and before[2:] == tag[2:] and layer in APART:
                losses[i, j] = -APART[layer]
    return losses


def best_tags(scores: Floats, layer: str) -> list[int]:
    """The best allowed sequence of tags (Viterbi) for the logits of each word."""
    losses = _losses(layer)
    likeliest = scores.argmax(1)
    if losses[0, likeliest[0]] == 0 and not losses[likeliest[:-1], likeliest[1:]].any():
        return [int(tag) for tag in likeliest]
    logs = np.log(softmax(scores) + 1e-9)
    total = logs[0] + losses[0]
    back = np.zeros((len(logs), logs.shape[1]), np.int64)
    for n in range(1, len(logs)):
        ways = total[:, None] + losses
        back[n] = ways.argmax(0)
        total = ways.max(0) + logs[n]
    chosen = [int(total.argmax())]
    for n in range(len(logs) - 1, 0, -1):
        chosen.append(int(back[n, chosen[-1]]))
    return chosen[::-1]


def mentions(scores: Floats, layer: str, temperature: float) -> list[Found]:
    """The mentions of a layer in text order."""
    if not len(scores):
        return []
    names, scores = tags(layer), scores - _rarer(layer)
    chosen = best_tags(scores, layer)
    inside = [n for n, tag in enumerate(chosen) if names[tag] != OUTSIDE]
    found: list[Found] = []
    for n, sure in zip(inside, softmax(scores[inside] / temperature), strict=True):
        name = names[chosen[n]]
        kind = name[2:]
        confidence = float(sure[_columns(layer)[kind]].sum())
        if name[0] == "I":
            last = found.pop()
            found.append(Found(last.first, n, kind, min(last.confidence, confidence)))
        else:
            found.append(Found(n, n, kind, confidence))
    return found


@cache
def _rarer(layer: str) -> NDArray[np.float32]:
    """What the score of each tag loses because names are rarer than the model learned."""
    return np.array([RARER if tag[2:] in NAMES else 0 for tag in tags(layer)], np.float32)


@cache
def _columns(layer: str) -> dict[str, list[int]]:
    """The columns of each kind: its first and its further words."""
    found: dict[str, list[int]] = {}
    for n, name in enumerate(tags(layer)):
        if name[2:]:
            found.setdefault(name[2:], []).append(n)
    return found
