"""Train the reader: names and gold reports mixed, then gold reports with some names; resumable."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from kg.reader.labels import HEADS, LINKS, STATUSES, tags
from kg.reader.tokens import PAD, SPECIAL, UNKNOWN
from kg.training import corpora, shipped
from kg.training.augment import donors, mixed, renamed
from kg.training.data import Example
from kg.training.examples import Batch, Item, batches, collate, items
from kg.training.model import Reader, untrained
from kg.training.wanted import BARRED, IGNORED

ATTENTION = 12
"""Attention heads of a layer."""
LONGEST = 400
SAVED_EVERY = 50
ENCODER = "encoder.npz"
CHECKPOINT, KEPT = "checkpoint.pt", "kept.pt"
"""The last weights of a stage, and those after the share ``kept`` of its steps."""


@dataclass(frozen=True)
class Settings:
    """How to train: layers, pieces in a batch, steps, rates of the encoder and of the new parts.

    ``gold_share`` are the shares of batches of annotated reports before and after the share ``turn`` of the steps;
    ``blur`` is the share of pieces that are hidden, ``renamed`` the share of persons that get another name; after the
    share ``kept`` of the steps the weights are kept aside (0: never), after the share ``rounded`` the model rounds as
    its int8 graph does (1: never).
    """

    layers: int = 12
    frozen: int = 0
    batch: int = 1800
    steps: int = 1000
    warmup: int = 60
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    gold_share: tuple[float, float] = (0.3, 0.9)
    turn: float = 0.5
    blur: float = 0.03
    renamed: float = 0.0
    kept: float = 0.0
    rounded: float = 1.0
    seed: int = 7


def load(base: Path, settings: Settings) -> Reader:
    """The reader of a model folder, or one with the pruned encoder of a folder and untrained heads."""
    torch.manual_seed(settings.seed)
    if (base / ENCODER).exists():
        with np.load(base / ENCODER) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        reader = untrained(weights, settings.layers, ATTENTION)
    else:
        reader = shipped.load(base, ATTENTION)
    reader.tagger.frozen = settings.frozen
    return reader


def tag_loss(scores: Tensor, wanted: Tensor, layer: str) -> Tensor:
    """Cross-entropy; where a corpus says only "no name", the mass of O and of all other kinds counts as right."""
    flat, target = scores.reshape(-1, scores.shape[-1]).float(), wanted.reshape(-1)
    known = target != IGNORED
    flat, target = flat[known], target[known]
    if not len(target):
        return scores.sum() * 0
    logs = F.log_softmax(flat, -1)
    found = logs.gather(1, target.clamp(min=0).unsqueeze(1)).squeeze(1)
    for code, barred in BARRED.items():
        free = torch.tensor([tag[2:] not in barred for tag in tags(layer)])
        found = torch.where(target == code, logs.masked_fill(~free, -torch.inf).logsumexp(-1), found)
    return -found.mean()


@cache
def _half() -> bool:
    """Whether to count in bfloat16: processors without such numbers take several times as long for them."""
    return bool(torch.backends.mkldnn.is_available() and torch.ops.mkldnn._is_mkldnn_bf16_supported())


def loss(reader: Reader, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch and its parts."""
    pad = SPECIAL.index(PAD)
    mask = (batch.pieces != pad)[:, None, None, :]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_half()):
        found, *scores = reader(batch.pieces, batch.firsts, mask)
    found = found.float()
    parts = {name: tag_loss(s, batch.tags[name], name) for name, s in zip(HEADS, scores, strict=True)}
    links, states = [], []
    for n, item in enumerate(batch.items):
        if item.links is None or not item.mentions:
            continue
        pairs, state = reader.linker(found[n], item.mentions)
        linked = _link_loss(pairs, item)
        if linked is not None:
            links.append(linked)
        for i, status, mode in item.states:
            states.append(
                F.cross_entropy(state[i, : len(STATUSES)], torch.tensor(status))
                + F.cross_entropy(state[i, len(STATUSES) :], torch.tensor(mode))
            )
    if links:
        parts["links"] = torch.stack(links).mean()
    if states:
        parts["states"] = 0.3 * torch.stack(states).mean()
    return torch.stack(list(parts.values())).sum(), {name: float(p.detach()) for name, p in parts.items()}


def _link_loss(pairs: Tensor, item: Item) -> Tensor | None:
    """Cross-entropy of the links of mentions and of the ties of meetings, for each right one.

    A meeting and an entity are tied as surely as the odds of all pairs of their mentions, added up.
    """
    assert item.links is not None
    known = item.links != IGNORED
    scores, wanted = [pairs[known]], [item.links[known].float()]
    for link, (meetings, sides, right) in item.ties.items():
        odds = pairs[LINKS.index(link)].clamp(-20, 20).exp()
        scores.append((meetings @ odds @ sides.T).log().flatten())
        wanted.append(right.flatten())
    answers = torch.cat(wanted)
    if not len(answers):
        return None
    each = F.binary_cross_entropy_with_logits(torch.cat(scores), answers, reduction="sum")
    return each / max(1.0, float(answers.sum()))


def forever(rows: Callable[[], Sequence[Item]], size: int, seed: random.Random) -> Iterator[list[Item]]:
    """Batches without end, of rows that are made anew each round."""
    while True:
        yield from batches(rows(), size, seed)


def blurred(pieces: Tensor, share: float) -> Tensor:
    """Pieces with a share of them unknown, so that the words around a name have to tell what it is."""
    hidden = (torch.rand(pieces.shape) < share) & (pieces >= len(SPECIAL))
    return pieces.masked_fill(hidden, SPECIAL.index(UNKNOWN))


def train(reader: Reader, tokenizer: Tokenizer, data: corpora.Data, settings: Settings, out: Path) -> None:
    """Train, with a checkpoint now and then in ``out``; a run that was stopped goes on from the last one."""
    chance = random.Random(settings.seed)
    others = donors((*data.names, *data.full), data.lists)
    by_language: dict[str, list[Example]] = defaultdict(list)
    for example in data.names:
        by_language[example.lang].append(example)

    def fresh_names(examples: Sequence[Example]) -> list[Example]:
        return [renamed(e, others, settings.renamed, chance) for e in examples]

    def names() -> list[Item]:
        return [i for e in fresh_names(data.names) for i in items(tokenizer, e, LONGEST)]

    def reports() -> list[Item]:
        return [i for e in mixed(fresh_names(data.full), by_language, chance) for i in items(tokenizer, e, LONGEST)]

    sources = (forever(names, settings.batch, chance), forever(reports, settings.batch, chance))
    new = [p for n, p in reader.named_parameters() if p.requires_grad and ("linker" in n or "heads." in n)]
    fresh = {id(p) for p in new}
    fixed = {id(p) for n in range(settings.frozen) for p in reader.tagger.layers[n].parameters()}
    fixed |= {id(reader.tagger.pos), *(id(p) for p in reader.tagger.ln.parameters())} if settings.frozen else set()
    old = [p for p in reader.parameters() if p.requires_grad and id(p) not in fresh | fixed]
    optimizer = torch.optim.AdamW(
        [{"params": old, "lr": settings.rate}, {"params": new, "lr": settings.head_rate}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda s: min((s + 1) / settings.warmup, max(0.02, (settings.steps - s) / (settings.steps - settings.warmup))),
    )
    first = _resume(reader, optimizer, schedule, out)
    reader.train()
    begun, seen = time.monotonic(), 0
    for step in range(first, settings.steps):
        reader.tagger.round(step >= settings.rounded * settings.steps)
        share = settings.gold_share[step >= settings.turn * settings.steps]
        batch = collate(next(sources[chance.random() < share]), SPECIAL.index(PAD))
        total, parts = loss(reader, replace(batch, pieces=blurred(batch.pieces, settings.blur)))
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_([*old, *new], 1.0)
        optimizer.step()
        schedule.step()
        seen += batch.pieces.numel()
        if step % 20 == 0:
            rate = seen / (time.monotonic() - begun)
            line = {"step": step, "pieces_a_second": round(rate), **{k: round(v, 4) for k, v in parts.items()}}
            print(json.dumps(line), file=sys.stderr, flush=True)
        if (step + 1) % SAVED_EVERY == 0 or step + 1 == settings.steps:
            _save(reader, optimizer, schedule, step + 1, out / CHECKPOINT)
        if step + 1 == round(settings.kept * settings.steps):
            _save(reader, optimizer, schedule, step + 1, out / KEPT)


def _resume(reader: Reader, optimizer: Any, schedule: Any, out: Path) -> int:
    file = out / CHECKPOINT
    if not file.exists():
        return 0
    state = torch.load(file, weights_only=True)
    reader.tagger.load_state_dict(state["tagger"])
    reader.linker.load_state_dict(state["linker"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])


def _save(reader: Reader, optimizer: Any, schedule: Any, step: int, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "tagger": reader.tagger.state_dict(),
        "linker": reader.linker.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
    }
    torch.save(state, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)
