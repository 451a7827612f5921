"""A shipped reader as a model to train on: its int8 files back in float32."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from kg.errors import ResourceError
from kg.reader.labels import HEADS
from kg.training.model import Reader

INSIDE = ("ao", "fi", "fo")
"""Matrices of a layer after the first, which holds query, key and value side by side."""


def load(folder: Path, heads: int) -> Reader:
    """The reader of a model folder, ready to train; ``heads`` are its attention heads.

    Raises :class:`kg.errors.ResourceError` where a file is missing or is no such model.
    """
    try:
        tagger = _tagger(folder / "tagger.onnx")
        with np.load(folder / "linker.npz") as stored:
            linker = {name: torch.from_numpy(stored[name]) for name in stored.files}
        words = np.load(folder / "embeddings.npy") * linker.pop("scales").numpy().astype(np.float32)[:, None]
        layers = 1 + max(int(name.split(".")[1]) for name in tagger if name.startswith("layers."))
        feed_forward, width = tagger["layers.0.fi.weight"].shape
        positions = len(tagger["pos"])
        reader = Reader(torch.from_numpy(words), layers, heads, feed_forward, positions)
        reader.tagger.load_state_dict(tagger)
        reader.linker.load_state_dict(linker)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ResourceError(
            f"{folder}: no reader to train on ({error}); give a model folder of this version"
        ) from error
    return reader


def _tagger(file: Path) -> dict[str, torch.Tensor]:
    """The weights of the graph by the names that :class:`kg.training.model.Tagger` gives them."""
    graph = onnx.load(str(file)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {name: values for name, values in stored.items() if name.endswith((".weight", ".bias")) or name == "pos"}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            weight = _float(stored, node.input[1])
        elif node.op_type == "MatMul" and node.input[1] in stored:
            weight = stored[node.input[1]].T
        else:
            continue
        parts = node.name.strip("/").split("/")
        if parts[0] in HEADS:
            found[f"heads.{parts[0]}.weight"] = weight
        elif parts[1] in INSIDE:
            found[f"{parts[0]}.{parts[1]}.weight"] = weight
        else:
            for name, rows in zip("qkv", np.split(weight, 3), strict=True):
                found[f"{parts[0]}.{name}.weight"] = rows
    for node in graph.node:
        if node.op_type == "Add" and (layer := _sum_of_queries(node.name)):
            bias = next(stored[i] for i in node.input if i in stored)
            for name, values in zip("qkv", np.split(bias, 3), strict=True):
                found[f"{layer}.{name}.bias"] = values
    return {name: torch.from_numpy(np.array(values)) for name, values in found.items()}


def _sum_of_queries(name: str) -> str:
    parts = name.strip("/").split("/")
    return parts[0] if len(parts) == 2 and parts[0].startswith("layers.") and parts[1] == "Add" else ""


def _float(stored: dict[str, NDArray[np.float32]], quantized: str) -> NDArray[np.float32]:
    """A matrix [out, in] from its integers [in, out] and the scale of each output."""
    stem = quantized.removesuffix("_quantized")
    values: NDArray[np.float32] = (stored[quantized].astype(np.float32) * stored[f"{stem}_scale"]).T
    return values
