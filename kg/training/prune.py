"""Cut an encoder to the languages that are read: fewer vocabulary pieces, fewer layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from kg.reader.tokens import SPECIAL, save_vocabulary, unigram
from kg.training.corpora import HINER, IL_NER, UNER
from kg.training.data import sentences
from kg.training.encoder import Encoder, read

COMMON = 40_000
"""Pieces of ASCII signs only are kept up to this rank of the vocabulary, whose order is that of its scores."""


def kept(pieces: Sequence[str], used: Iterable[int]) -> list[int]:
    """The indices of the pieces to keep, the special ones first.

    These are the pieces that occur in ``used``, all in Devanagari or Arabic script, and common ASCII ones.
    """
    special = [pieces.index(piece) for piece in SPECIAL]
    chosen = set(used)
    for index, piece in enumerate(pieces):
        signs = piece.replace("▁", "")
        ascii_and_common = signs.isascii() and index < COMMON
        if ascii_and_common or all("\u0900" <= c <= "\u097f" for c in signs) or all(map(_arabic, signs)):
            chosen.add(index)
    return special + sorted(chosen - set(special))


def _arabic(sign: str) -> bool:
    return "\u0600" <= sign <= "\u06ff" or sign in "\u200c\u200d"


def prune(file: Path, texts: Iterable[str], folder: Path, *, layers: int, least: int = 2) -> Encoder:
    """Write ``vocabulary.tsv.gz`` and ``encoder.npz`` of a pruned encoder into a folder, and return the encoder.

    Pieces that occur ``least`` times in ``texts`` are kept. The encoder's first ``layers`` layers are.
    """
    whole = read(file, layers=layers)
    tokenizer = unigram(list(zip(whole.pieces, whole.scores, strict=True)))
    counts: Counter[int] = Counter()
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == 2000:
            _count(tokenizer, batch, counts)
            batch = []
    _count(tokenizer, batch, counts)
    rows = kept(whole.pieces, (piece for piece, n in counts.items() if n >= least))
    folder.mkdir(parents=True, exist_ok=True)
    save_vocabulary(folder / "vocabulary.tsv.gz", [whole.pieces[i] for i in rows], [whole.scores[i] for i in rows])
    weights = {**whole.weights, "emb.word": whole.weights["emb.word"][np.array(rows)]}
    np.savez(folder / "encoder.npz", **{name: values.astype(np.float16) for name, values in weights.items()})
    return whole


def _count(tokenizer: object, batch: Sequence[str], counts: Counter[int]) -> None:
    for encoded in tokenizer.encode_batch(batch, add_special_tokens=False):  # type: ignore[attr-defined]
        counts.update(encoded.ids)


def texts(corpora: Path, gold: Path) -> Iterator[str]:
    """The texts whose pieces are counted: raw text, lists of names, training corpora, gold reports."""
    for folder, kind in (("raw", "*/*.txt"), ("names", "*.tsv"), ("gazetteer", "[rw]*")):
        for file in sorted((corpora / folder).glob(kind)):
            yield from file.read_text(encoding="utf-8", errors="replace").splitlines()
    for corpus in (HINER, IL_NER["hi"][0], IL_NER["ur"][0], UNER):
        for rows in sentences(corpora / corpus.path, word=corpus.word, label=corpus.label):
            yield " ".join(word for word, _ in rows)
    for file in sorted(gold.glob("*/*.txt")):
        yield file.read_text(encoding="utf-8")
