"""Words of a text, and the vocabulary pieces that stand for them.

A word is a run of letters, digits, their marks and joiners; any other sign that is no space is a word of its own.
The pieces are those of a unigram vocabulary (Kudo 2018) with the Metaspace mark, after Unicode NFKC and without the
joiners of Devanagari, which change the shape of letters alone (The Unicode Standard, 12.1): radio text is full of them.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ResourceError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BEGIN, PAD, END, UNKNOWN = "<s>", "<pad>", "</s>", "<unk>"
SPECIAL = (BEGIN, PAD, END, UNKNOWN)

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u097f\u200c\u200d"
_JOINERS = "(?<=[\u0900-\u097f])[\u200c\u200d]"
_WORD = re.compile(rf"[\w{_MARKS}]+|[^\w\s]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A run of whole words of a text: their pieces, where each word's pieces begin, and which words they are.

    ``pieces`` includes the marks of begin and end; ``firsts`` are indices into it, one for each word from ``start``
    (included) to ``stop`` (excluded).
    """

    pieces: tuple[int, ...]
    firsts: tuple[int, ...]
    start: int
    stop: int


def words(text: str) -> list[Span]:
    """The offsets of the words of a text."""
    return [m.span() for m in _WORD.finditer(text)]


def save_vocabulary(file: Path, pieces: Sequence[str], scores: Sequence[float]) -> None:
    """Write pieces with their log-probabilities, one a line, gzipped; the four special pieces come first."""
    lines = "".join(f"{piece}\t{score:.4f}\n" for piece, score in zip(pieces, scores, strict=True))
    with file.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", filename="", mtime=0) as packed:
        packed.write(lines.encode())


def load_vocabulary(file: Path) -> Tokenizer:
    """The tokenizer of a vocabulary file. Raises :class:`kg.errors.ResourceError` when it cannot be read."""
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="\n") as lines:
            rows = [line.rstrip("\n").rpartition("\t") for line in lines]
        vocabulary = [(piece, float(score)) for piece, _, score in rows]
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise ResourceError(f"{file}: cannot be read as a vocabulary ({error}); install the model again") from error
    return unigram(vocabulary)


def unigram(vocabulary: Sequence[tuple[str, float]]) -> Tokenizer:
    """A tokenizer over pieces with log-probabilities, the special pieces first."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    if tuple(piece for piece, _ in vocabulary[: len(SPECIAL)]) != SPECIAL:
        raise ResourceError(
            f"a vocabulary begins with {', '.join(SPECIAL)}; this one does not: install the model again"
        )
    tokenizer = Tokenizer(models.Unigram(list(vocabulary), SPECIAL.index(UNKNOWN)))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(_JOINERS), "")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def windows(
    tokenizer: Tokenizer, text: str, spans: Sequence[Span], *, longest: int = 400, ends: Iterable[int] = ()
) -> list[Window]:
    """The windows of a text, none longer than ``longest`` pieces, cut after a word in ``ends`` where there is one.

    ``spans`` are the words; a word without a piece of its own takes that of the word before it.
    """
    encoded = tokenizer.encode(text, add_special_tokens=False)
    firsts = _firsts(encoded.offsets, spans)
    stops = _cuts(firsts, len(encoded.ids), longest - 2, sorted(set(ends)))
    begin, end = SPECIAL.index(BEGIN), SPECIAL.index(END)
    found = []
    for start, stop in zip([0, *stops], stops, strict=False):
        low = firsts[start]
        high = firsts[stop] if stop < len(firsts) else len(encoded.ids)
        body = encoded.ids[low : max(high, low + 1)][: longest - 2]
        inside = tuple(min(f - low, len(body) - 1) + 1 for f in firsts[start:stop])
        found.append(Window((begin, *body, end), inside, start, stop))
    return found


def _firsts(offsets: Sequence[Span], spans: Sequence[Span]) -> list[int]:
    """For each word the first piece that ends after the word's start."""
    found, at = [], 0
    for start, _ in spans:
        while at + 1 < len(offsets) and offsets[at][1] <= start:
            at += 1
        found.append(at)
    return found


def _cuts(firsts: Sequence[int], pieces: int, longest: int, ends: Sequence[int]) -> list[int]:
    stops: list[int] = []
    start = 0
    while start < len(firsts):
        fits = start + 1
        while (
            fits < len(firsts) and (firsts[fits + 1] if fits + 1 < len(firsts) else pieces) - firsts[start] <= longest
        ):
            fits += 1
        if fits < len(firsts):
            fits = next((e + 1 for e in reversed(ends) if start < e + 1 <= fits), fits)
        stops.append(fits)
        start = fits
    return stops
