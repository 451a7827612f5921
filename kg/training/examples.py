"""Examples as tensors: pieces, tags of words, mentions and links, in windows that the encoder can read."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch

from kg.reader.labels import (
    HEADS,
    LINKS,
    MODES,
    SOURCES,
    STATUSES,
    TARGETS,
    TIES,
)
from kg.reader.tokens import Window, windows, words
from kg.training.data import Example
from kg.training.wanted import IGNORED, word_tags

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True)
class Item:
    """One window: pieces, first pieces of words, tags of each layer, and mentions with links where they are known.

    ``mentions`` are (first word, last word, kind); ``links`` has one matrix a link type with 1, 0, or -100; ``ties``
    for each link of :data:`kg.reader.labels.TIES` which mentions each source and each target has, and which belong
    together: float matrices [sources, mentions], [targets, mentions], [sources, targets].
    """

    pieces: tuple[int, ...]
    firsts: tuple[int, ...]
    tags: dict[str, list[int]]
    mentions: tuple[tuple[int, int, str], ...]
    links: torch.Tensor | None
    states: tuple[tuple[int, int, int], ...]
    ties: dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor]] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """Items of like length side by side, padded."""

    pieces: torch.Tensor
    firsts: torch.Tensor
    tags: dict[str, torch.Tensor]
    items: tuple[Item, ...]


def items(tokenizer: Tokenizer, example: Example, longest: int) -> list[Item]:
    """The windows of an example."""
    spans = words(example.text)
    return [_item(example, spans, w) for w in windows(tokenizer, example.text, spans, longest=longest)]


def _item(example: Example, spans: Sequence[tuple[int, int]], window: Window) -> Item:
    inside = spans[window.start : window.stop]
    placed: dict[int, tuple[int, int]] = {}
    for n, mark in enumerate(example.marks):
        covered = [i for i, (a, b) in enumerate(inside) if a < mark.end and b > mark.start]
        if covered:
            placed[n] = covered[0], covered[-1]
    found = {layer: word_tags(layer, example, placed, inside) for layer in HEADS}
    if not example.full:
        return Item(window.pieces, window.firsts, found, (), None, ())
    order = [n for n in placed if example.marks[n].kind != "statement"]
    kinds = [example.marks[n].kind for n in order]
    loose = _loose(example)
    mentions = tuple((*placed[n], example.marks[n].kind) for n in order)
    links = torch.full((len(LINKS), len(order), len(order)), IGNORED, dtype=torch.long)
    for t, link in enumerate(LINKS):
        known = example.links.get(link)
        if known is None:
            continue
        for i, a in enumerate(order):
            if kinds[i] not in SOURCES[link]:
                continue
            for j, b in enumerate(order):
                if i != j and kinds[j] in TARGETS[link]:
                    value = known.get((a, b), None if a in loose and b in loose else False)
                    links[t, i, j] = IGNORED if value is None else int(value)
    states = tuple(
        (i, STATUSES.index(example.meetings[n][0]), MODES.index(example.meetings[n][1]))
        for i, n in enumerate(order)
        if n in example.meetings
    )
    return Item(window.pieces, window.firsts, found, mentions, links, states, _ties(example, order, loose))


def _loose(example: Example) -> frozenset[int]:
    """The marks in the parts of a text where nothing but names is annotated."""
    return frozenset(
        n for n, m in enumerate(example.marks) if any(a <= m.start and m.end <= b for a, b, *_ in example.loose)
    )


def _ties(
    example: Example, order: Sequence[int], loose: frozenset[int]
) -> dict[str, tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    marks = [example.marks[n] for n in order]
    found = {}
    for link in TIES:
        heads = {
            e
            for n, m in zip(order, marks, strict=True)
            if m.kind == SOURCES[link][0] and n not in loose
            for e in m.entities
        }
        of = [m for m in marks if m.kind in TARGETS[link] and (link != "place" or m.firm)]
        named = {e for m in of if m.kind == TARGETS[link][0] for e in m.entities}
        sources = sorted(heads)
        targets = sorted({e for m in of for e in m.entities if link != "organization" or e in named})
        if not sources or not targets:
            continue
        left = [[float(m.kind in SOURCES[link] and e in m.entities) for m in marks] for e in sources]
        right = [[float(m.kind in TARGETS[link] and e in m.entities) for m in marks] for e in targets]
        wanted = [[float((a, b) in example.ties[link]) for b in targets] for a in sources]
        found[link] = torch.tensor(left), torch.tensor(right), torch.tensor(wanted)
    return found


def batches(rows: Sequence[Item], size: int, seed: random.Random) -> Iterator[list[Item]]:
    """Batches of at most ``size`` pieces with their padding, items of like length together, in random order."""
    order = sorted(range(len(rows)), key=lambda n: (len(rows[n].pieces) // 8, seed.random()))
    groups: list[list[Item]] = [[]]
    for n in order:
        longest = max([len(rows[n].pieces), *(len(i.pieces) for i in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(rows[n])
    seed.shuffle(groups)
    yield from groups


def collate(group: Sequence[Item], pad: int) -> Batch:
    """Items side by side."""
    length = max(len(i.pieces) for i in group)
    width = max(len(i.firsts) for i in group)
    pieces = torch.full((len(group), length), pad, dtype=torch.long)
    firsts = torch.zeros((len(group), width), dtype=torch.long)
    found = {layer: torch.full((len(group), width), IGNORED, dtype=torch.long) for layer in HEADS}
    for n, item in enumerate(group):
        pieces[n, : len(item.pieces)] = torch.tensor(item.pieces)
        firsts[n, : len(item.firsts)] = torch.tensor(item.firsts)
        for layer, values in item.tags.items():
            found[layer][n, : len(values)] = torch.tensor(values)
    return Batch(pieces, firsts, found, tuple(group))
