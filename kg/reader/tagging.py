"""What the model finds in a text: mentions, links between them, and the states of triggers, with probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.reader.decode import Found
from kg.reader.decode import mentions as decode
from kg.reader.labels import (
    KINDS,
    LAYERS,
    LINKS,
    NAMES,
    REFERENCE,
    SOURCES,
    STATEMENT,
    STATUSES,
    TARGETS,
    TIES,
    TIME,
    TRIGGER,
)
from kg.reader.model import Model
from kg.reader.scoring import Floats, sigmoid, softmax
from kg.reader.tokens import Span, Window, windows, words

_STOPS = frozenset(".!?।॥۔؟")
_NOT_LAST = _STOPS - {"."} | frozenset("،,;:؛")
KNOWN = (*KINDS, REFERENCE)
_MAY = np.array([[[a in SOURCES[link] and b in TARGETS[link] for b in KNOWN] for a in KNOWN] for link in LINKS])
"""Which kinds each link may go from and to."""


@dataclass(frozen=True)
class Tagged:
    """The words of a text, the mentions in it, links, and states.

    ``links`` has for each link a matrix [mentions, mentions] of probabilities from the one to the other, 0 where
    there can be none; those of :data:`kg.reader.labels.TIES` are not calibrated. ``states`` give for each mention that
    is a trigger the probabilities of its statuses and of its modes.
    """

    words: tuple[Span, ...]
    mentions: tuple[Found, ...]
    statements: tuple[Found, ...]
    links: dict[str, Floats]
    states: dict[int, tuple[Floats, Floats]]

    @cached_property
    def odds(self) -> dict[str, list[list[float]]]:
        """The odds of the links of :data:`kg.reader.labels.TIES`, a row for each mention that they go from."""
        sure = {link: self.links[link].astype(float) for link in TIES}
        return {link: (p / (1 - np.minimum(p, 1 - 1e-9))).tolist() for link, p in sure.items()}

    def span(self, found: Found) -> Span:
        """The offsets of a mention."""
        return self.words[found.first][0], self.words[found.last][1]


def tag(model: Model, text: str, times: Sequence[Span] = ()) -> Tagged:
    """Read a text. ``times`` are the offsets of its expressions of time, found elsewhere; they can be linked."""
    spans = words(text)
    found: list[Found] = []
    statements: list[Found] = []
    blocks: list[dict[str, Floats]] = []
    states: dict[int, tuple[Floats, Floats]] = {}
    for window in windows(model.tokenizer, text, spans, ends=_ends(text, spans)):
        vectors, scores = model.run(window)
        here = [m for layer in LAYERS for m in decode(scores[layer], layer, model.calibration.tags)]
        here = [part for m in here for part in _on_lines(m, window.start, spans, text)]
        here = [m for m in (trimmed(m, window.start, spans, text) for m in here) if m is not None]
        statements += [_shift(m, window.start) for m in here if m.kind == STATEMENT]
        here = [m for m in here if m.kind in KNOWN and m.kind != TIME]
        here += _times(spans, window, times)
        here.sort(key=lambda m: (m.first, m.last))
        if here:
            blocks.append(_link(model, vectors, here, len(found), states))
        found += [_shift(m, window.start) for m in here]
    return Tagged(tuple(spans), tuple(found), tuple(statements), _whole(blocks, len(found)), states)


def names_by_scheme(model: Model, text: str, scheme: str | None) -> list[tuple[Span, Found]]:
    """The names in a text with their offsets, as a corpus marks them; None for our own conventions."""
    spans = words(text)
    layer = scheme or "mention"
    found = []
    for window in windows(model.tokenizer, text, spans, ends=_ends(text, spans)):
        _, scores = model.run(window)
        for m in decode(scores[layer], layer, model.calibration.tags):
            if m.kind in NAMES:
                first, last = m.first + window.start, m.last + window.start
                found.append(((spans[first][0], spans[last][1]), m))
    return found


def _ends(text: str, spans: Sequence[Span]) -> list[int]:
    return [n for n, (a, b) in enumerate(spans) if text[a:b] in _STOPS]


def _whole(blocks: Sequence[dict[str, Floats]], size: int) -> dict[str, Floats]:
    """The links of all windows: mentions of two windows are not linked."""
    links = {link: np.zeros((size, size), np.float32) for link in LINKS}
    at = 0
    for block in blocks:
        n = len(next(iter(block.values())))
        for link, sure in block.items():
            links[link][at : at + n, at : at + n] = sure
        at += n
    return links


def _on_lines(found: Found, shift: int, spans: Sequence[Span], text: str) -> list[Found]:
    """A mention cut where a line ends: no name goes on in the next line. What is said may."""
    if found.kind == STATEMENT:
        return [found]
    parts, first = [], found.first
    for n in range(found.first, found.last + 1):
        if n == found.last or "\n" in text[spans[n + shift][1] : spans[n + shift + 1][0]]:
            parts.append(Found(first, n, found.kind, found.confidence))
            first = n + 1
    return parts


def trimmed(found: Found, shift: int, spans: Sequence[Span], text: str) -> Found | None:
    """A mention without a stop or comma at its end; None where nothing else is left. A point may be a name's own."""
    last = found.last
    while last >= found.first and text[slice(*spans[last + shift])] in _NOT_LAST and found.kind != STATEMENT:
        last -= 1
    return Found(found.first, last, found.kind, found.confidence) if last >= found.first else None


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
    model: Model, vectors: Floats, here: Sequence[Found], shift: int, states: dict[int, tuple[Floats, Floats]]
) -> dict[str, Floats]:
    scores, state = model.linker(vectors, [(m.first, m.last, m.kind) for m in here])
    lines = [(1.0, 0.0) if link in TIES else model.calibration.links[link] for link in LINKS]
    slopes, offsets = np.array(lines, np.float32).T[:, :, None, None]
    kinds = np.array([KNOWN.index(m.kind) for m in here])
    possible = _MAY[:, kinds[:, None], kinds] & ~np.eye(len(here), dtype=bool)
    sure = np.where(possible, sigmoid(slopes * scores + offsets), np.float32(0))
    links: dict[str, Floats] = dict(zip(LINKS, sure, strict=True))
    for i in np.flatnonzero(kinds == KNOWN.index(TRIGGER)):
        states[int(i) + shift] = (softmax(state[i, : len(STATUSES)]), softmax(state[i, len(STATUSES) :]))
    return links
