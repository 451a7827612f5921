"""The whole training of the learned reader: prune, train in stages, export, calibrate, measure.

It begins with a pretrained encoder, or goes on from a reader that was trained before.

Everything is made in a work folder, where a run that was stopped goes on; the model folder appears at the end, whole.
"""

from __future__ import annotations

import json
import platform
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch

from kg.errors import ResourceError
from kg.outputs import folder as whole_folder
from kg.reader.tokens import load_vocabulary
from kg.training import corpora
from kg.training.calibrate import calibrate
from kg.training.evaluate import annotated
from kg.training.export import export
from kg.training.model import Reader
from kg.training.prune import prune, texts
from kg.training.train import CHECKPOINT, ENCODER, KEPT, Settings, load, train
from kg.training.tune import tune

FROM_ENCODER = (
    Settings(steps=1100, warmup=100, rate=2e-4, gold_share=(0.3, 0.5), turn=0.4, seed=7),
    Settings(steps=3000, warmup=60, rate=1.5e-4, head_rate=8e-4, gold_share=(0.65, 0.8), turn=0.6, kept=0.4, seed=11),
)
"""Names first, reports among them; then mostly reports. The result is the mean of the weights kept and of the last."""
FROM_READER = (
    Settings(steps=1000, rate=1.3e-4, head_rate=4e-4, gold_share=(0.3, 0.4), renamed=0.35, seed=61),
    Settings(
        steps=2700,
        warmup=80,
        rate=1.4e-4,
        head_rate=6e-4,
        gold_share=(0.62, 0.76),
        turn=0.6,
        renamed=0.25,
        rounded=0.67,
        seed=71,
    ),
)
"""Mostly names, then mostly reports, names changed; in the end the model rounds as it will when it is shipped."""
STAYS = 0.5
"""So much of the weights of a reader that training goes on from stays in the result: what it knows of texts unlike the
annotated ones is kept (WiSE-FT, Wortsman et al. 2022)."""
PARTS = ("tagger", "linker")
DATA, RECORD, VOCABULARY = "data.json", "training.json", "vocabulary.tsv.gz"
Weights = dict[str, dict[str, torch.Tensor]]
"""The weights of the parts of a reader by name."""


def make(
    encoder: Path,
    corpora_folder: Path,
    gold: Path,
    work: Path,
    out: Path,
    *,
    recipe: tuple[Settings, ...] | None = None,
    threads: int = 2,
) -> None:
    """Make a model folder ``out`` from an encoder or a reader, corpora of names and annotated reports.

    ``encoder`` is the file that :mod:`kg.training.encoder` reads, or the folder of a reader to go on from;
    ``corpora_folder`` holds the files that :mod:`kg.training.corpora` names. Without a ``recipe`` it is
    :data:`FROM_ENCODER` or :data:`FROM_READER`. Progress goes to standard error.

    Raises :class:`kg.errors.ResourceError` for an encoder or a reader that cannot be read,
    :class:`kg.errors.ReportError` for a broken report, :class:`kg.errors.StoreError` where ``out`` exists.
    """
    torch.set_num_threads(threads)
    further = encoder.is_dir()
    recipe = recipe or (FROM_READER if further else FROM_ENCODER)
    base = encoder if further else work / "base"
    if not further and not (base / ENCODER).exists():
        _say("pruning the encoder")
        prune(encoder, texts(corpora_folder, gold), base, layers=recipe[0].layers)
    checkpoint = _stages(corpora_folder, gold, base, work, recipe)
    new = _mean([_weights(f) for f in (checkpoint, checkpoint.with_name(KEPT)) if f.exists()])
    stays = STAYS if further else 0.0
    with whole_folder(out) as folder:
        reader = load(base, recipe[-1])
        _write(reader, _mean([_parts(reader), new], (stays, 1 - stays)), base, gold, folder)
        _note(folder, {**_origin(encoder), "stages": _made(work, recipe)})


def mix(readers: Sequence[Path], gold: Path, out: Path) -> None:
    """Make a model folder ``out`` with the mean weights of readers that were trained one from the other.

    What each learned too well by heart is evened out (model soups, Wortsman et al. 2022). Calibrated on ``gold``.
    Raises :class:`kg.errors.ResourceError` for a folder that is no reader or has another vocabulary than the first,
    :class:`kg.errors.StoreError` where ``out`` exists.
    """
    counted = Counter(readers)
    made_of = [{"counts": n, **_record(folder)} for folder, n in counted.items()]
    for folder in counted:
        if _vocabulary(folder) != _vocabulary(readers[0]):
            raise ResourceError(f"{folder}: another vocabulary than that of {readers[0]}; give readers of one training")
    all_ = [load(folder, Settings()) for folder in counted]
    shares = [n / len(readers) for n in counted.values()]
    with whole_folder(out) as folder:
        _write(all_[0], _mean([_parts(one) for one in all_], shares), readers[0], gold, folder)
        _note(folder, {"readers": made_of})


def _write(reader: Reader, weights: Weights, base: Path, gold: Path, folder: Path) -> None:
    """The files of a reader with these weights, thresholds and all, in a folder."""
    _give(reader, weights)
    _say("exporting")
    export(reader, base, folder)
    _say("calibrating")
    calibrate(folder, gold)
    tune(folder, annotated(gold, split="dev"))


def _stages(corpora_folder: Path, gold: Path, base: Path, work: Path, recipe: tuple[Settings, ...]) -> Path:
    """Train one stage after the other, each from the weights of the one before; the last checkpoint."""
    tokenizer = load_vocabulary(base / VOCABULARY)
    before: Path | None = None
    for n, settings in enumerate(recipe, 1):
        stage = work / f"stage{n}"
        checkpoint = stage / CHECKPOINT
        if not _finished(checkpoint, settings):
            _say(f"stage {n} of {len(recipe)}: {settings.steps} steps")
            reader = load(base, settings)
            if before is not None:
                _give(reader, _weights(before))
            data = corpora.collect(corpora_folder, gold, settings.seed)
            stage.mkdir(parents=True, exist_ok=True)
            (stage / DATA).write_text(json.dumps(data.record, ensure_ascii=False) + "\n", encoding="utf-8")
            train(reader, tokenizer, data, settings, stage)
        before = checkpoint
    assert before is not None
    return before


def _weights(checkpoint: Path) -> Weights:
    state = torch.load(checkpoint, weights_only=True)
    return {part: state[part] for part in PARTS}


def _parts(reader: Reader) -> Weights:
    return {part: getattr(reader, part).state_dict() for part in PARTS}


def _give(reader: Reader, weights: Weights) -> None:
    for part in PARTS:
        getattr(reader, part).load_state_dict(weights[part])


def _mean(all_: Sequence[Weights], shares: Sequence[float] = ()) -> Weights:
    """The mean of weights, by their shares; without shares all count alike."""
    by = torch.tensor(shares or [1 / len(all_)] * len(all_))
    return {
        part: {name: torch.tensordot(by, torch.stack([one[part][name] for one in all_]), 1) for name in all_[0][part]}
        for part in PARTS
    }


def _finished(checkpoint: Path, settings: Settings) -> bool:
    return checkpoint.exists() and torch.load(checkpoint, weights_only=True)["step"] >= settings.steps


def _origin(encoder: Path) -> dict[str, Any]:
    """What training went on from: the record of a reader, or the name and the hash of an encoder."""
    if not encoder.is_dir():
        return {"encoder": {"file": encoder.name, "sha256": _hash(encoder)}}
    return {"reader": _brief(_record(encoder))}


def _record(reader: Path) -> Any:
    try:
        return json.loads((reader / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"{reader}: no reader with a {RECORD} ({error}); give a whole model folder") from error


def _made(work: Path, recipe: tuple[Settings, ...]) -> list[dict[str, Any]]:
    """The settings and the data of each stage."""
    return [
        {**asdict(settings), **json.loads((work / f"stage{n}" / DATA).read_text(encoding="utf-8"))}
        for n, settings in enumerate(recipe, 1)
    ]


def _note(folder: Path, made_of: dict[str, Any]) -> None:
    """Write what a reader was made of beside its files."""
    record = {
        **made_of,
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "files": {f.name: _hash(f) for f in sorted(folder.iterdir())},
    }
    (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _vocabulary(reader: Path) -> str:
    """The hash of the vocabulary of a reader."""
    try:
        return _hash(reader / VOCABULARY)
    except OSError as error:
        raise ResourceError(f"{reader}: no reader with a {VOCABULARY} ({error}); give a whole model folder") from error


def _brief(record: Any) -> Any:
    """The record of the reader before, with numbers in place of the lists of reports."""
    if isinstance(record, dict):
        return {k: len(v) if isinstance(v, list) and k.startswith("gold_") else _brief(v) for k, v in record.items()}
    return [_brief(one) for one in record] if isinstance(record, list) else record


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
