"""Of which version of Mulaqat an extraction is: the reader that made it, and the rules and words behind it.

Both are names of contents, so that they change when, and only when, the files do from which they come.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import language, readers
from kg.gazetteer import chosen
from kg.resources import path

_PACKAGE = Path(__file__).resolve().parent
_LENGTH = 12
_SHARED = ("ontology", "data/gazetteer", "data/epochs.ttl")
_ROOMS = ("time", "resolve", "gazetteer.py", "findings.py", "text.py", "language/pipeline.py")
_OF_READER = {"rules": ("extractors",), "model": ("reader",), "learned": ("reader", "readers.py", "extractors")}


@dataclass(frozen=True, slots=True)
class Versions:
    """``extractor`` is ``rules``, or ``learned-`` or ``model-`` and a hash of the model; ``rules`` one of code, words.

    The words are those of the report's language, the ontology, the gazetteer and the epochs.
    """

    extractor: str
    rules: str


def versions(reader: str, lang: str) -> Versions:
    """What :func:`kg.readers.reader` reads a language with now.

    Raises :class:`kg.errors.LanguageError` for a language without a folder, :class:`kg.errors.KgError` for no reader.
    """
    readers.check(reader)
    return _versions(reader, lang, chosen())


@cache
def _versions(reader: str, lang: str, own_lists: tuple[Path, ...]) -> Versions:
    extractor = reader if reader == "rules" else f"{reader}-{_digest([path('models/reader')])}"
    own = [_PACKAGE / room for room in (*_ROOMS, *_OF_READER[reader])]
    return Versions(extractor, _digest([language.folder(lang), *map(path, _SHARED), *own, *own_lists]))


def _digest(roots: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for root in roots:
        files = sorted(p for p in root.rglob("*") if p.is_file()) if root.is_dir() else [root]
        for file in files:
            if "__pycache__" not in file.parts and file.suffix != ".md":
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                found.update(f"{file.relative_to(root.parent)}\x1f{content}\n".encode())
    return found.hexdigest()[:_LENGTH]
