"""Scores of links between mentions: the small part of the learned reader that is plain numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.reader.labels import KINDS, REFERENCE

Floats = NDArray[np.float32]

STEPS = np.array([1, 2, 3, 4, 6, 9, 13, 19, 28, 42, 63, 95])
BUCKETS = 2 * (len(STEPS) + 1)


def buckets(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """The bucket of the distance in words from each mention to each other: which comes first, and how far off."""
    after = first[None, :] - last[:, None]
    before = first[:, None] - last[None, :]
    follows = after >= before
    steps = np.digitize(np.maximum(after, before), STEPS)
    found: NDArray[np.int64] = np.where(follows, steps, steps + len(STEPS) + 1).astype(np.int64)
    return found


@dataclass(frozen=True)
class Linker:
    """The weights of the link scorer (see :class:`kg.training.model.Linker`)."""

    weights: dict[str, Floats]

    def __call__(self, words: Floats, mentions: Sequence[tuple[int, int, str]]) -> tuple[Floats, Floats]:
        """Scores of links [links, mentions, mentions] and of states of triggers [mentions, states], as logits."""
        kinds = (*KINDS, REFERENCE)
        first = np.array([m[0] for m in mentions])
        last = np.array([m[1] for m in mentions])
        hot = np.eye(len(kinds)).astype(np.float32)[[kinds.index(m[2]) for m in mentions]]
        x: Floats = np.concatenate([words[first], words[last], hot], axis=1)
        one: Floats = np.ones((len(mentions), 1), np.float32)
        source = np.concatenate([gelu(self._linear("source", x)), one], axis=1)
        target = np.concatenate([gelu(self._linear("target", x)), one], axis=1)
        scores: Floats = source @ self.weights["biaffine"] @ target.T
        near: Floats = self.weights["distance"][:, buckets(first, last)]
        return (scores + near).astype(np.float32), self._linear("states", gelu(self._linear("state", x)))

    def _linear(self, name: str, x: Floats) -> Floats:
        found: Floats = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return found


def gelu(x: Floats) -> Floats:
    """GELU by the error function (Hendrycks and Gimpel 2016), the function approximated within 1.5e-7."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    found: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return found


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    found: Floats = e / e.sum(-1, keepdims=True)
    return found


def sigmoid(x: Floats) -> Floats:
    """The logistic function; beyond 80 it is 0 or 1 in float32."""
    found: Floats = np.float32(1) / (np.float32(1) + np.exp(-np.clip(x, -80, 80)))
    return found
