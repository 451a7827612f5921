"""What the model finds in a text: mentions, links between them, and the states of triggers, with probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.reader.decode import Found
from kg.reader.decode import mentions as decode
from kg.reader.labels import KINDS, LAYERS, LINKS, REFERENCE, SOURCES, STATEMENT, STATUSES, TARGETS, TIME
from kg.reader.model import Model
from kg.reader.scoring import Floats, sigmoid, softmax
from kg.reader.tokens import Span, Window, windows, words

_STOPS = frozenset(".!?।॥۔؟")
KNOWN = (*KINDS, REFERENCE)


@dataclass(frozen=True)
class Tagged:
    """The words of a text, the mentions in it, links as (link, mention, mention) → probability, and states.

    ``states`` give for each mention that is a trigger the probabilities of its statuses and of its modes.
    """

    words: tuple[Span, ...]
    mentions: tuple[Found, ...]
    statements: tuple[Found, ...]
    links: dict[tuple[str, int, int], float]
    states: dict[int, tuple[Floats, Floats]]

    def span(self, found: Found) -> Span:
        """The offsets of a mention."""
        return self.words[found.first][0], self.words[found.last][1]


def tag(model: Model, text: str, times: Sequence[Span] = ()) -> Tagged:
    """Read a text. ``times`` are the offsets of its expressions of time, found elsewhere; they can be linked."""
    spans = words(text)
    ends = [n for n, (a, b) in enumerate(spans) if text[a:b] in _STOPS]
    found: list[Found] = []
    statements: list[Found] = []
    links: dict[tuple[str, int, int], float] = {}
    states: dict[int, tuple[Floats, Floats]] = {}
    for window in windows(model.tokenizer, text, spans, ends=ends):
        vectors, scores = model.run(window)
        here = [m for layer in LAYERS for m in decode(scores[layer], layer, model.calibration.tags)]
        statements += [_shift(m, window.start) for m in here if m.kind == STATEMENT]
        here = [m for m in here if m.kind in KNOWN and m.kind != TIME] + _times(spans, window, times)
        here.sort(key=lambda m: (m.first, m.last))
        if here:
            _link(model, vectors, here, len(found), links, states)
        found += [_shift(m, window.start) for m in here]
    return Tagged(tuple(spans), tuple(found), tuple(statements), links, states)


def _shift(found: Found, by: int) -> Found:
    return Found(found.first + by, found.last + by, found.kind, found.confidence)


def _times(spans: Sequence[Span], window: Window, times: Sequence[Span]) -> list[Found]:
    found = []
    for start, end in times:
        inside = [
            n - window.start for n in range(window.start, window.stop) if spans[n][0] < end and spans[n][1] > start
        ]
        if inside:
            found.append(Found(inside[0], inside[-1], TIME, 1.0))
    return found


def _link(
    model: Model,
    vectors: Floats,
    here: Sequence[Found],
    shift: int,
    links: dict[tuple[str, int, int], float],
    states: dict[int, tuple[Floats, Floats]],
) -> None:
    scores, state = model.linker(vectors, [(m.first, m.last, m.kind) for m in here])
    kinds = np.array([m.kind for m in here])
    for t, link in enumerate(LINKS):
        slope, offset = model.calibration.links[link]
        sure = sigmoid(slope * scores[t] + offset)
        left = np.flatnonzero(np.isin(kinds, SOURCES[link]))
        right = np.flatnonzero(np.isin(kinds, TARGETS[link]))
        for i in left:
            for j in right:
                if i != j:
                    links[link, int(i) + shift, int(j) + shift] = float(sure[i, j])
    for i in np.flatnonzero(kinds == "trigger"):
        states[int(i) + shift] = (softmax(state[i, : len(STATUSES)]), softmax(state[i, len(STATUSES) :]))
