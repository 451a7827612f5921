"""A training in small, twice: that the whole line runs, gives the same bytes, and can go on from the reader it made.

The mean of both has to be a reader too.

    python tests/bench/train.py --encoder e5-small-q4.bin --corpora FOLDER [--gold data/gold]

Two layers, a few steps, forty reports: the scores mean nothing. Needs the extra ``train``; minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from kg.reader import findings
from kg.training.evaluate import annotated
from kg.training.run import FROM_ENCODER, FROM_READER, make, mix

SMALL, FURTHER = (
    tuple(replace(stage, layers=2, steps=4, warmup=2, batch=600) for stage in recipe)
    for recipe in (FROM_ENCODER, FROM_READER)
)
SIZES = {"train": 30, "dev": 10, "test": 2}


def few(gold: Path, folder: Path) -> Path:
    """A gold folder with the first reports of each split."""
    splits = json.loads((gold / "splits.json").read_text(encoding="utf-8"))
    kept = {name: ids[:: max(1, len(ids) // SIZES[name])][: SIZES[name]] for name, ids in splits.items()}
    for id in (id for ids in kept.values() for id in ids):
        (folder / id[:2]).mkdir(parents=True, exist_ok=True)
        for suffix in (".json", ".txt"):
            shutil.copy(gold / id[:2] / f"{id}{suffix}", folder / id[:2])
    (folder / "splits.json").write_text(json.dumps(kept), encoding="utf-8")
    return folder


def digest(folder: Path) -> dict[str, str]:
    return {f.name: sha256(f.read_bytes()).hexdigest()[:12] for f in sorted(folder.iterdir())}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("--encoder", type=Path, required=True)
    args.add_argument("--corpora", type=Path, required=True)
    args.add_argument("--gold", type=Path, default=Path("data/gold"))
    given = args.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gold = few(given.gold, folder / "gold")
        made = []
        for run in ("one", "two"):
            make(given.encoder, given.corpora, gold, folder / f"work-{run}", folder / run, recipe=SMALL, threads=1)
            made.append(digest(folder / run))
        make(folder / "one", given.corpora, gold, folder / "work-on", folder / "on", recipe=FURTHER, threads=1)
        mix([folder / "one", folder / "on"], gold, folder / "mean")
        report, _ = annotated(gold, split="test")[0]
        for reader in ("one", "on", "mean"):
            findings(report, folder=folder / reader)
        print(json.dumps(made[0], indent=1))
        print("the same bytes twice" if made[0] == made[1] else f"not the same: {made[1]}")


if __name__ == "__main__":
    main()
