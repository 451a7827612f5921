"""The joint model: a BERT encoder, tags of words in layers, states of triggers, and biaffine links of mentions.

The encoder is BERT (Devlin et al. 2019); links are scored as in Dozat and Manning (2017), with a bias for the
distance of the two mentions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from kg.reader.labels import HEADS, KINDS, LINKS, MODES, REFERENCE, STATUSES, tags
from kg.reader.scoring import BUCKETS, buckets
from kg.training import rounding

ALL_KINDS = (*KINDS, REFERENCE)
EXACT = ("layers.0.fo", "layers.4.fo", "layers.5.fo", "layers.6.fi", *(f"heads.{name}" for name in HEADS))
"""Matrices that ship in float32. The largest values that go into these four are 12 to 40 times what 999 of 1,000 stay
below, and int8 has one scale for all: they make two fifths of the error of rounding. The heads are small."""
EPSILON = 1e-12
"""What a LayerNorm adds to the variance."""


class Matrix(nn.Linear):
    """A matrix with a bias that can round as the shipped graph does."""

    rounded = False

    def forward(self, x: Tensor) -> Tensor:
        return product(x, self.weight, self.bias, self.rounded)


def product(x: Tensor, weight: Tensor, bias: Tensor, rounded: bool) -> Tensor:
    """``x`` times a matrix [out, in] and a bias, in float or rounded to int8."""
    if rounded:
        x, weight = rounding.inputs(x), rounding.weights(weight)
    return F.linear(x, weight, bias)


class Layer(nn.Module):
    """One BERT layer: self-attention and feed-forward, each with a residual and a LayerNorm after it."""

    def __init__(self, width: int, heads: int, feed_forward: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (Matrix(width, width) for _ in range(4))
        self.aln, self.oln = (nn.LayerNorm(width, epsilon) for _ in range(2))
        self.fi, self.fo = Matrix(width, feed_forward), Matrix(feed_forward, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        three = (self.q, self.k, self.v)
        weight, bias = torch.cat([m.weight for m in three]), torch.cat([m.bias for m in three])
        one = product(x, weight, bias, self.q.rounded)
        q, k, v = one.view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) / (width / self.heads) ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, -1e4)
        read = torch.softmax(scores, -1).to(v.dtype) @ v
        x = self.aln(x + self.drop(self.ao(read.transpose(1, 2).reshape(batch, length, width))))
        x = self.oln(x + self.drop(self.fo(F.gelu(self.fi(x)))))
        return x


class Tagger(nn.Module):
    """Embedded pieces to vectors of words and scores of tags; this is the part that becomes the shipped graph."""

    def __init__(self, width: int, layers: int, heads: int, feed_forward: int, positions: int, epsilon: float) -> None:
        super().__init__()
        self.pos = nn.Parameter(torch.zeros(positions, width))
        self.ln = nn.LayerNorm(width, epsilon)
        self.layers = nn.ModuleList(Layer(width, heads, feed_forward, epsilon) for _ in range(layers))
        self.heads = nn.ModuleDict({name: Matrix(width, len(tags(name))) for name in HEADS})
        self.drop = nn.Dropout(0.1)
        self.frozen = 0

    def round(self, rounded: bool) -> None:
        """Whether the matrices round as the shipped graph does."""
        for name, part in self.named_modules():
            if isinstance(part, Matrix):
                part.rounded = rounded and name not in EXACT

    def forward(self, embedded: Tensor, firsts: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        x = self.ln(embedded + self.pos[: embedded.shape[1]])
        for n, layer in enumerate(self.layers):
            if n < self.frozen:
                with torch.no_grad():
                    x = layer(x, mask)
            else:
                x = layer(x, mask)
        found = torch.gather(x, 1, firsts.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        dropped = self.drop(found)
        return (found, *(self.heads[name](dropped) for name in HEADS))


class Linker(nn.Module):
    """Vectors of the words of mentions to scores of links between them, and of states of triggers."""

    def __init__(self, width: int, size: int = 128) -> None:
        super().__init__()
        inputs = 2 * width + len(ALL_KINDS)
        self.source, self.target, self.state = (nn.Linear(inputs, size) for _ in range(3))
        self.biaffine = nn.Parameter(torch.randn(len(LINKS), size + 1, size + 1) * 0.02)
        self.distance = nn.Parameter(torch.zeros(len(LINKS), BUCKETS))
        self.states = nn.Linear(size, len(STATUSES) + len(MODES))
        self.drop = nn.Dropout(0.3)

    def forward(self, words: Tensor, mentions: Sequence[tuple[int, int, str]]) -> tuple[Tensor, Tensor]:
        """Scores of links [links, mentions, mentions], and of states [mentions, statuses + modes]."""
        first = torch.tensor([m[0] for m in mentions])
        last = torch.tensor([m[1] for m in mentions])
        kinds = F.one_hot(torch.tensor([ALL_KINDS.index(m[2]) for m in mentions]), len(ALL_KINDS)).to(words.dtype)
        x = self.drop(torch.cat([words[first], words[last], kinds], -1))
        one = torch.ones(len(mentions), 1)
        source = torch.cat([self.drop(F.gelu(self.source(x))), one], -1)
        target = torch.cat([self.drop(F.gelu(self.target(x))), one], -1)
        scores = torch.einsum("ih,thk,jk->tij", source, self.biaffine, target)
        near = torch.from_numpy(buckets(first.numpy(), last.numpy()))
        return scores + self.distance[:, near], self.states(self.drop(F.gelu(self.state(x))))


class Reader(nn.Module):
    """The whole model, with frozen word embeddings [pieces, width]."""

    def __init__(self, words: Tensor, layers: int, heads: int, feed_forward: int, positions: int) -> None:
        super().__init__()
        self.words = nn.Embedding(len(words), words.shape[1], _weight=words, _freeze=True)
        self.tagger = Tagger(words.shape[1], layers, heads, feed_forward, positions, EPSILON)
        self.linker = Linker(words.shape[1])

    def forward(self, pieces: Tensor, firsts: Tensor, mask: Tensor | None) -> tuple[Tensor, ...]:
        found: tuple[Tensor, ...] = self.tagger(self.words(pieces), firsts, mask)
        return found


def untrained(weights: dict[str, NDArray[np.float32]], layers: int, heads: int) -> Reader:
    """A reader with the first layers of a pretrained encoder (:mod:`kg.training.encoder`) and heads of chance."""
    feed_forward, positions = len(weights["l0.fi.w"]), len(weights["emb.pos"])
    reader = Reader(torch.from_numpy(weights["emb.word"]), layers, heads, feed_forward, positions)
    state = reader.tagger.state_dict()
    state["pos"] = torch.from_numpy(weights["emb.pos"] + weights["emb.type"][0])
    for part, name in (("weight", "w"), ("bias", "b")):
        state[f"ln.{part}"] = torch.from_numpy(weights[f"emb.ln.{name}"])
        for n in range(layers):
            for module in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                state[f"layers.{n}.{module}.{part}"] = torch.from_numpy(weights[f"l{n}.{module}.{name}"])
    reader.tagger.load_state_dict(state)
    return reader
