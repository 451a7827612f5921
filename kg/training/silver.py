"""Self-training (Scudder 1965): names that a reader is sure of in raw texts, to train another reader on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kg.reader import names
from kg.training.data import Example, Marked

RAW = (
    ("raw/hi-pib-titles/*.html.txt", "hi", 2000),
    ("raw/hi-common-voice/*.txt", "hi", 800),
    ("raw/ur-common-voice/*.txt", "ur", 400),
    ("raw/fa-common-voice/*.txt", "fa", 1200),
    ("raw/ar-common-voice/sentence-collector.txt", "ar", 1200),
)
"""Files with a sentence a line, their language, and how many sentences are taken at most (MIT; CC0)."""
SURE = 0.85
"""How sure the reader must be of each name of a sentence."""
SHORTEST, LONGEST = 25, 400
TRIED, NAMELESS = 3, 8
"""So many times the sentences wanted are read at most; one in eight of them may have no name."""


def silver(root: Path, reader: Path) -> list[Example]:
    """Sentences of raw text with the names that the reader of a model folder finds; the same ones each time."""
    return [e for pattern, lang, most in RAW for e in _of(_lines(root, pattern)[: TRIED * most], lang, most, reader)]


def files(root: Path) -> list[Path]:
    """The files of raw text."""
    return [file for pattern, _, _ in RAW for file in sorted(root.glob(pattern))]


def _lines(root: Path, pattern: str) -> list[str]:
    """The sentences of some files, each once, in an order of chance that is always the same."""
    found = {
        line.strip()
        for file in sorted(root.glob(pattern))
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
    }
    return sorted(
        (line for line in found if SHORTEST <= len(line) <= LONGEST), key=lambda s: sha256(s.encode()).digest()
    )


def _of(lines: list[str], lang: str, most: int, reader: Path) -> list[Example]:
    found: list[Example] = []
    nameless = 0
    for line in lines:
        if len(found) >= most:
            break
        named = names(line, folder=reader)
        if any(mention.confidence < SURE for mention, _ in named) or (not named and nameless >= most // NAMELESS):
            continue
        nameless += not named
        marks = tuple(Marked(mention.start, mention.end, kind) for mention, kind in named)
        found.append(Example(f"raw:{lang}:{len(found)}", lang, line, marks))
    return found
