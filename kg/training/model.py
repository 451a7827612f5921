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

ALL_KINDS = (*KINDS, REFERENCE)


class Layer(nn.Module):
    """One BERT layer: self-attention and feed-forward, each with a residual and a LayerNorm after it."""

    def __init__(self, width: int, heads: int, feed_forward: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.aln, self.oln = (nn.LayerNorm(width, epsilon) for _ in range(2))
        self.fi, self.fo = nn.Linear(width, feed_forward), nn.Linear(feed_forward, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        three = (self.q, self.k, self.v)
        one = F.linear(x, torch.cat([m.weight for m in three]), torch.cat([m.bias for m in three]))
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
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(tags(name))) for name in HEADS})
        self.drop = nn.Dropout(0.1)
        self.frozen = 0

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
    """The whole model, with frozen word embeddings."""

    def __init__(self, weights: dict[str, NDArray[np.float32]], layers: int, heads: int, epsilon: float) -> None:
        super().__init__()
        rows, width = weights["emb.word"].shape
        positions, feed_forward = weights["emb.pos"].shape[0], weights["l0.fi.w"].shape[0]
        self.words = nn.Embedding(rows, width, _weight=torch.from_numpy(weights["emb.word"]), _freeze=True)
        self.tagger = Tagger(width, layers, heads, feed_forward, positions, epsilon)
        self.linker = Linker(width)
        self._fill(weights)

    def _fill(self, weights: dict[str, NDArray[np.float32]]) -> None:
        state = self.tagger.state_dict()
        state["pos"] = torch.from_numpy(weights["emb.pos"] + weights["emb.type"][0])
        for part, name in (("weight", "w"), ("bias", "b")):
            state[f"ln.{part}"] = torch.from_numpy(weights[f"emb.ln.{name}"])
            for n in range(len(self.tagger.layers)):
                for module in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                    state[f"layers.{n}.{module}.{part}"] = torch.from_numpy(weights[f"l{n}.{module}.{name}"])
        self.tagger.load_state_dict(state)

    def forward(self, pieces: Tensor, firsts: Tensor, mask: Tensor | None) -> tuple[Tensor, ...]:
        found: tuple[Tensor, ...] = self.tagger(self.words(pieces), firsts, mask)
        return found
