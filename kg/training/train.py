"""Train the reader: names and gold reports mixed, then gold reports with some names; resumable.

python -m kg.training.train --corpora FOLDER --gold FOLDER --base FOLDER --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from kg.reader.labels import LAYERS, NAMES, STATUSES, TRIGGER, tags
from kg.reader.tokens import PAD, SPECIAL, load_vocabulary
from kg.training import corpora
from kg.training.examples import IGNORED, UNSURE, UNSURE_EVENTLESS, Batch, Item, batches, collate, items
from kg.training.model import Reader

HEADS = 12
EPSILON = 1e-12
LONGEST = 400


@dataclass(frozen=True)
class Settings:
    """How to train: sizes in pieces, rates of the encoder and of the new parts, steps, share of gold batches."""

    layers: int = 8
    frozen: int = 2
    batch: int = 900
    steps: int = 1000
    warmup: int = 60
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    gold_share: tuple[float, float] = (0.3, 0.9)
    turn: float = 0.5
    seed: int = 7


def load(base: Path, settings: Settings) -> Reader:
    """A reader with the pruned encoder of a folder and untrained heads."""
    torch.manual_seed(settings.seed)
    with np.load(base / "encoder.npz") as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    reader = Reader(weights, settings.layers, HEADS, EPSILON)
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
    for code, barred in ((UNSURE, NAMES), (UNSURE_EVENTLESS, (*NAMES, TRIGGER))):
        free = torch.tensor([tag[2:] not in barred for tag in tags(layer)])
        found = torch.where(target == code, logs.masked_fill(~free, -torch.inf).logsumexp(-1), found)
    return -found.mean()


def loss(reader: Reader, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch and its parts."""
    pad = SPECIAL.index(PAD)
    mask = (batch.pieces != pad)[:, None, None, :]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found, *scores = reader(batch.pieces, batch.firsts, mask)
    found = found.float()
    parts = {name: tag_loss(s, batch.tags[name], name) for name, s in zip(LAYERS, scores, strict=True)}
    links, states = [], []
    for n, item in enumerate(batch.items):
        if item.links is None or not item.mentions:
            continue
        pairs, state = reader.linker(found[n], item.mentions)
        known = item.links != IGNORED
        if known.any():
            each = F.binary_cross_entropy_with_logits(pairs[known], item.links[known].float(), reduction="sum")
            links.append(each / max(1, int((item.links == 1).sum())))
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


def forever(rows: Sequence[Item], size: int, seed: random.Random) -> Iterator[list[Item]]:
    """Batches without end."""
    while True:
        yield from batches(rows, size, seed)


def train(reader: Reader, names: Sequence[Item], full: Sequence[Item], settings: Settings, out: Path) -> None:
    """Train, with a checkpoint every 100 steps in ``out``; a run that was stopped goes on from the last one."""
    chance = random.Random(settings.seed)
    sources = (forever(names, settings.batch, chance), forever(full, settings.batch, chance))
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
        share = settings.gold_share[step >= settings.turn * settings.steps]
        batch = collate(next(sources[chance.random() < share]), SPECIAL.index(PAD))
        total, parts = loss(reader, batch)
        optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_([*old, *new], 1.0)
        optimizer.step()
        schedule.step()
        seen += batch.pieces.numel()
        if step % 20 == 0:
            rate = seen / (time.monotonic() - begun)
            line = {"step": step, "pieces_a_second": round(rate), **{k: round(v, 4) for k, v in parts.items()}}
            print(json.dumps(line), flush=True)
        if (step + 1) % 100 == 0 or step + 1 == settings.steps:
            _save(reader, optimizer, schedule, step + 1, out)


def _resume(reader: Reader, optimizer: Any, schedule: Any, out: Path) -> int:
    file = out / "checkpoint.pt"
    if not file.exists():
        return 0
    state = torch.load(file, weights_only=True)
    reader.tagger.load_state_dict(state["tagger"])
    reader.linker.load_state_dict(state["linker"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return int(state["step"])


def _save(reader: Reader, optimizer: Any, schedule: Any, step: int, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    state = {
        "tagger": reader.tagger.state_dict(),
        "linker": reader.linker.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "step": step,
    }
    torch.save(state, out / "checkpoint.new")
    (out / "checkpoint.new").replace(out / "checkpoint.pt")


def main() -> None:
    """Train from the command line."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("--corpora", type=Path, required=True, help="folder of the corpora of names")
    args.add_argument("--gold", type=Path, required=True, help="folder of the gold reports")
    args.add_argument("--base", type=Path, required=True, help="folder of the pruned encoder")
    args.add_argument("--start", type=Path, help="checkpoint whose weights to begin with")
    args.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    args.add_argument("--threads", type=int, default=2)
    for name in ("layers", "frozen", "batch", "steps", "warmup", "seed"):
        args.add_argument(f"--{name}", type=int, default=getattr(Settings, name))
    for name in ("rate", "head_rate", "turn"):
        args.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(Settings, name))
    args.add_argument("--gold-share", type=float, nargs=2, default=Settings.gold_share)
    given = vars(args.parse_args())
    paths = {name: given.pop(name) for name in ("corpora", "gold", "base", "out", "start")}
    torch.set_num_threads(given.pop("threads"))
    settings = Settings(**{**given, "gold_share": tuple(given["gold_share"])})
    tokenizer = load_vocabulary(paths["base"] / "vocabulary.tsv.gz")
    reader = load(paths["base"], settings)
    if paths["start"] is not None:
        state = torch.load(paths["start"], weights_only=True)
        reader.tagger.load_state_dict(state["tagger"])
        reader.linker.load_state_dict(state["linker"])
    data = corpora.collect(paths["corpora"], paths["gold"], settings.seed)
    paths["out"].mkdir(parents=True, exist_ok=True)
    (paths["out"] / "data.json").write_text(json.dumps(data.record, indent=1, ensure_ascii=False) + "\n")
    names = [i for e in data.names for i in items(tokenizer, e, LONGEST)]
    full = [i for e in data.full for i in items(tokenizer, e, LONGEST)]
    print(
        json.dumps({"names": sum(len(i.pieces) for i in names), "gold": sum(len(i.pieces) for i in full)}), flush=True
    )
    train(reader, names, full, settings, paths["out"])


if __name__ == "__main__":
    main()
