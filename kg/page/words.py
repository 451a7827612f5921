"""The words of the page, one table a language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import LanguageError
from kg.resources import read_toml

Words = dict[str, dict[str, Any]]

_FOLDER = Path(__file__).resolve().parent / "phrases"


def languages() -> list[str]:
    """The codes (ISO 639-1) of the languages that a page can be in."""
    return sorted(p.stem for p in _FOLDER.glob("*.toml"))


def words(lang: str) -> Words:
    """The table of a page language. Raises :class:`LanguageError` listing those there are."""
    if lang not in languages():
        raise LanguageError(f"no page in the language {lang!r}; there are: {', '.join(languages())}")
    return read_toml(_FOLDER / f"{lang}.toml")
