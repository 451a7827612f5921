"""The learned reader's model: its files, loaded when first asked for, and one window of text through it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError
from kg.reader.labels import HEADS
from kg.reader.scoring import Floats, Linker
from kg.reader.tokens import Window, load_vocabulary
from kg.resources import path

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = "models/reader"


@dataclass(frozen=True)
class Calibration:
    """What makes scores into probabilities: a temperature for the tags, and a slope and shift for each link."""

    tags: float
    links: dict[str, tuple[float, float]]
    thresholds: dict[str, float]


@dataclass(frozen=True)
class Model:
    """Everything that is needed to read: vocabulary, embeddings (int8 rows with scales), graph, link scorer."""

    tokenizer: Tokenizer
    embeddings: NDArray[np.int8]
    scales: Floats
    session: InferenceSession
    linker: Linker
    calibration: Calibration

    def run(self, window: Window) -> tuple[Floats, dict[str, Floats]]:
        """The vectors of the words of a window, and the scores of their tags in each layer (logits)."""
        ids = np.array(window.pieces)
        embedded = self.embeddings[ids].astype(np.float32) * self.scales[ids, None]
        firsts = np.array([window.firsts], dtype=np.int64)
        found = self.session.run(None, {"embedded": embedded[None], "firsts": firsts})
        return found[0][0], {name: scores[0] for name, scores in zip(HEADS, found[1:], strict=True)}


@cache
def load(folder: Path | None = None, *, threads: int = 1) -> Model:
    """The shipped model, or the one in a folder. Raises :class:`kg.errors.ResourceError` when a file is missing."""
    where = path(FOLDER) if folder is None else folder
    try:
        with np.load(where / "linker.npz") as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        scales = weights.pop("scales")
        embeddings = np.load(where / "embeddings.npy", mmap_mode="r")
        settings = json.loads((where / "calibration.json").read_text(encoding="utf-8"))
        session = _session(where / "tagger.onnx", threads)
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError(f"{where}: the model cannot be read ({error}); install it again") from error
    return Model(
        load_vocabulary(where / "vocabulary.tsv.gz"),
        embeddings,
        scales,
        session,
        Linker(weights),
        _calibration(settings),
    )


def _session(file: Path, threads: int) -> InferenceSession:
    import onnxruntime

    if not file.is_file():
        raise OSError(f"{file.name} is missing")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _calibration(settings: dict[str, Any]) -> Calibration:
    links = {name: (float(slope), float(shift)) for name, (slope, shift) in settings["links"].items()}
    return Calibration(float(settings["tags"]), links, {k: float(v) for k, v in settings["thresholds"].items()})
