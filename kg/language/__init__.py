"""Languages: one folder each, found by name; word lists are TOML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import LanguageError
from kg.resources import read_toml

_FOLDER = Path(__file__).resolve().parent


def codes() -> list[str]:
    """The codes (ISO 639-1) of the languages there are, sorted."""
    return list(_codes(_FOLDER))


@cache
def _codes(languages: Path) -> tuple[str, ...]:
    return tuple(sorted(p.name for p in languages.iterdir() if p.is_dir() and any(p.glob("*.toml"))))


def folder(code: str) -> Path:
    """The folder of a language. Raises :class:`LanguageError` listing those there are."""
    if code not in codes():
        raise LanguageError(f"no language {code!r}; there are: {', '.join(codes())}")
    return _FOLDER / code


def table(code: str, name: str) -> dict[str, Any]:
    """The word list ``name`` (``time``, ``names``, ``events`` ...) of a language, as read from TOML.

    Raises :class:`LanguageError` for an unknown language, :class:`kg.errors.ResourceError` for a broken file.
    """
    return read_toml(folder(code) / f"{name}.toml")
