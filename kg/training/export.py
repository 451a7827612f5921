"""Make the shipped files of a trained reader: an int8 graph, int8 word embeddings, the link scorer, the vocabulary."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from kg.reader.labels import HEADS
from kg.training.model import EXACT, Reader

INPUTS = ["embedded", "firsts"]
OUTPUTS = ["words", *HEADS]


def rows_to_int8(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows as int8 with a scale each: value = scale x integer."""
    scales = np.maximum(np.abs(rows).max(1), 1e-8).astype(np.float32) / 127
    halves = scales.astype(np.float16)
    return np.clip(np.rint(rows / halves.astype(np.float32)[:, None]), -127, 127).astype(np.int8), halves


def graph(reader: Reader, file: Path) -> None:
    """Write the tagger as an ONNX graph in float32: one window at a time, any length."""
    width = reader.words.weight.shape[1]
    reader.eval()
    inputs = (torch.randn(1, 12, width), torch.arange(1, 9).unsqueeze(0))
    torch.onnx.export(
        reader.tagger,
        inputs,
        str(file),
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={"embedded": {1: "pieces"}, "firsts": {1: "words"}, **{name: {1: "words"} for name in OUTPUTS}},
        opset_version=17,
        dynamo=False,
    )


def quantize(float32: Path, int8: Path) -> None:
    """Dynamic int8 quantization of the weight matrices, a scale for each output; :data:`EXACT` stay float32."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        float32,
        int8,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=[_node(name) for name in EXACT],
    )


def _node(matrix: str) -> str:
    """The name in the graph of a matrix of the tagger: ``layers.4.fo`` → ``/layers.4/fo/MatMul``."""
    *within, last = matrix.removeprefix("heads.").split(".")
    return "/".join(["", *([".".join(within)] if within else []), last, "MatMul"])


def export(reader: Reader, base: Path, out: Path, *, keep_float32: bool = False) -> None:
    """Write the model's files into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        graph(reader, Path(folder) / "tagger.onnx")
        quantize(Path(folder) / "tagger.onnx", out / "tagger.onnx")
        if keep_float32:
            shutil.copy(Path(folder) / "tagger.onnx", out / "tagger-float32.onnx")
    values, scales = rows_to_int8(reader.words.weight.numpy())
    np.save(out / "embeddings.npy", values)
    linker = {name: values.detach().numpy().astype(np.float32) for name, values in reader.linker.state_dict().items()}
    np.savez(out / "linker.npz", scales=scales, **linker)
    shutil.copy(base / "vocabulary.tsv.gz", out / "vocabulary.tsv.gz")
