import struct
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.training.encoder import dequantize, read

WIDTH, LAYERS, HEADS, FEED, POSITIONS, TYPES = 32, 2, 4, 64, 8, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁राम", "▁met"]


def block(scale: float, values: list[int]) -> bytes:
    low, high = values[:16], values[16:]
    return np.float16(scale).tobytes() + bytes(a + 8 | (b + 8) << 4 for a, b in zip(low, high, strict=True))


def encoder_file(folder: Path) -> Path:
    text = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, text)]).astype("<u4")
    head = struct.pack("<8s7ifi", b"E5S1", WIDTH, LAYERS, HEADS, FEED, len(PIECES), POSITIONS, TYPES, 1e-12, 0)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, text)))
    head += offsets.tobytes() + np.arange(len(PIECES), dtype="<f4").tobytes() + b"".join(text)
    head += struct.pack("<iI", 0, 3) + b"xyz"
    tensors = {"emb.word": (len(PIECES), WIDTH), "emb.pos": (POSITIONS, WIDTH), "emb.type": (TYPES, WIDTH)}
    tensors |= {"emb.ln.w": (1, WIDTH), "emb.ln.b": (1, WIDTH)}
    for n in range(LAYERS):
        tensors |= {f"l{n}.{m}.w": (WIDTH, WIDTH) for m in ("q", "k", "v", "ao")}
        tensors |= {f"l{n}.{m}.b": (1, WIDTH) for m in ("q", "k", "v", "ao", "fo", "aln", "oln")}
        tensors |= {f"l{n}.{m}.w": (1, WIDTH) for m in ("aln", "oln")}
        tensors |= {f"l{n}.fi.w": (FEED, WIDTH), f"l{n}.fi.b": (1, FEED), f"l{n}.fo.w": (WIDTH, FEED)}
    bodies = {}
    for n, (name, (rows, columns)) in enumerate(tensors.items()):
        if rows == 1 or name == "emb.pos":
            bodies[name] = np.full(rows * columns, n, "<f4").tobytes()
        else:
            bodies[name] = b"".join(block(0.5, [r % 8] * 32) for r in range(rows) for _ in range(columns // 32))
    table = struct.pack("<i", len(tensors))
    at = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    for name, (rows, columns) in tensors.items():
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack("<BIQQ", 0, rows * columns, at, len(bodies[name]))
        at += len(bodies[name])
    file = folder / "encoder.bin"
    file.write_bytes(head + table + b"".join(bodies.values()))
    return file


def test_blocks_hold_low_nibbles_first() -> None:
    values = [*range(-8, 8), *range(7, -9, -1)]
    assert dequantize(block(0.25, values)).tolist() == [v / 4 for v in values]


def test_pieces_scores_and_shapes_are_read(tmp_path: Path) -> None:
    found = read(encoder_file(tmp_path))
    assert found.pieces == tuple(PIECES)
    assert found.scores == (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)
    assert (found.width, found.layers, found.heads, found.pad, found.unk) == (WIDTH, LAYERS, HEADS, 1, 3)
    assert found.weights["l1.fo.w"].shape == (WIDTH, FEED)
    assert found.weights["emb.word"][3].tolist() == [1.5] * WIDTH
    assert set(found.weights["emb.pos"].ravel()) == {1.0}


def test_fewer_layers_and_chosen_rows(tmp_path: Path) -> None:
    found = read(encoder_file(tmp_path), layers=1, rows=np.array([5, 0]))
    assert found.layers == 1 and not any(name.startswith("l1.") for name in found.weights)
    assert found.weights["emb.word"][:, 0].tolist() == [2.5, 0.0]


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    file = encoder_file(tmp_path)
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(ResourceError, match="encoder.bin: not an encoder"):
        read(file)
