"""Find and read what ships with Mulaqat: the ontology, the gazetteer, the epochs, the languages.

In a wheel these files lie in ``kg/_share``; in a checkout (also an editable install) beside the package.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The path of a shipped file or folder, such as ``ontology/shapes.ttl`` or ``data/gazetteer``.

    Raises :class:`ResourceError` where it is missing.
    """
    for root in (_PACKAGE / "_share", _PACKAGE.parent):
        found = root / name
        if found.exists():
            return found
    raise ResourceError(f"{name}: not found; reinstall mulaqat, or run from a complete checkout")


def read_toml(file: Path) -> dict[str, Any]:
    """A TOML file as a dictionary. Raises :class:`ResourceError` naming the file and the line of a mistake."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ResourceError(f"{file}: {(error.strerror or str(error)).lower()}; add it, or reinstall") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{file}: {error}") from error


def refuse_unknown(file: Path, table: Mapping[str, Any], known: set[str], where: str = "") -> None:
    """Raise :class:`ResourceError` when ``table`` has a key that is not in ``known``."""
    unknown = sorted(set(table) - known)
    if unknown:
        raise ResourceError(f"{file}: unknown key {where}{unknown[0]!r}; allowed: {', '.join(sorted(known))}")


def refuse_missing(file: Path, table: Mapping[str, Any], needed: set[str], where: str = "") -> None:
    """Raise :class:`ResourceError` when ``table`` lacks a key of ``needed``."""
    missing = sorted(needed - set(table))
    if missing:
        raise ResourceError(f"{file}: key {where}{missing[0]!r} is missing; add it, with an empty list where none fits")
