"""The mean of the weights of several checkpoints of one training (Wortsman et al. 2022).

python -m kg.training.average FILE FILE ... --out FILE
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch


def average(files: Sequence[Path]) -> dict[str, dict[str, torch.Tensor]]:
    """The mean weights of the tagger and the linker."""
    states = [torch.load(file, weights_only=True) for file in files]
    return {
        part: {name: torch.stack([s[part][name] for s in states]).mean(0) for name in states[0][part]}
        for part in ("tagger", "linker")
    }


def main() -> None:
    """Average from the command line."""
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    args.add_argument("files", type=Path, nargs="+")
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    torch.save(average(given.files), given.out)


if __name__ == "__main__":
    main()
