"""Unicode folding with an offset map: compare spellings without losing where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_IGNORED = dict.fromkeys(map(ord, "\u093c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u0640"))
_ARABIC = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ہ": "ه",
        "ۀ": "ه",
        "ھ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ؤ": "و",
        "ئ": "ی",
    }
)
_CHANDRABINDU = str.maketrans({"ँ": "ं"})
_SPACES = re.compile(r"\s+")
_NASALS = re.compile("(?:ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ]))")
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LETTERS = r"\w\u0900-\u0963\u0966-\u096f\u0971-\u097f"
"""What a word is made of, for a class of a regular expression: in Devanagari its vowel signs too, no danda."""
_WORD = re.compile(f"[{LETTERS}]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its code points, the offset in the original it came from.

    ``offsets`` has one more entry than ``text``: the length of the original.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the folded span ``[start, end)`` came from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        last = end
        while last < len(self.text) and self.offsets[last] == self.offsets[end - 1]:
            last += 1
        return self.offsets[start], self.offsets[last]


def _fold_piece(piece: str) -> str:
    piece = unicodedata.normalize("NFKD", piece).translate(_IGNORED).translate(_ARABIC)
    piece = "".join(c for c in piece if unicodedata.category(c) != "Mn" or "\u0900" <= c <= "\u097f")
    piece = unicodedata.normalize("NFC", piece.casefold()).translate(_CHANDRABINDU)
    return unicodedata.normalize("NFKD", piece).translate(_IGNORED)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """One spelling for comparison: compatibility forms, one case, no nukta, no joiners, no Latin or Arabic marks.

    Devanagari vowel signs are kept. Folding twice changes nothing. White space is collapsed and stripped.
    """
    return _SPACES.sub(" ", _fold_piece(text)).strip()


def fold_with_offsets(text: str) -> Folded:
    """Like :func:`fold`, but keeps white space and remembers where each folded code point stood."""
    out: list[str] = []
    offsets: list[int] = []
    for i, c in enumerate(text):
        piece = _fold_piece(c)
        out.append(piece)
        offsets.extend([i] * len(piece))
    offsets.append(len(text))
    return Folded("".join(out), tuple(offsets))


def words(text: str) -> list[str]:
    """The folded words of a text: runs of letters, digits and combining marks. A danda is none of them."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """One spelling of a name: folded, without punctuation, a nasal consonant before one of its class as anusvara.

    So ``नरेन्द्र मोदी`` and ``नरेंद्र मोदी``, ``एस. जयशंकर`` and ``एस जयशंकर`` are the same name. A name without letters
    keeps its folded form.
    """
    return _NASALS.sub("ं", " ".join(words(name))) or fold(name)


def one_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two names of persons, as folded words, can be one: the shorter is the beginning or end of the longer,
    or both begin and end alike and the longer has words in between (``Feroz Khan``, ``Feroz Ahmad Khan``).
    """
    short, long = (list(n) for n in sorted((a, b), key=len))
    if not short:
        return False
    if short in (long[-len(short) :], long[: len(short)]):
        return True
    rest = iter(long)
    return len(short) > 1 and short[0] == long[0] and short[-1] == long[-1] and all(w in rest for w in short)


def visible(text: str) -> str:
    """A text on one line without what could steer a terminal: control characters and bidirectional overrides."""
    flat = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) == "Cc" or c in _BIDI_CONTROLS else c for c in flat)
