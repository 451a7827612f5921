"""Ids that are the same in every report that speaks of the same thing."""

from __future__ import annotations

import hashlib
import re

from kg.text import fold, name_key


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits of the SHA-256 of the parts, joined by a unit separator."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def person_id(name: str, report_id: str) -> str:
    """A person's id: by the key of the name; a name of one word names nobody outside its report."""
    key = name_key(name)
    return f"person/{digest('person', key) if ' ' in fold(name) else digest('person', key, report_id)}"


def body_id(name: str) -> str:
    """An organization's id, by the key of its name."""
    return f"organization/{digest('organization', name_key(name))}"


def place_id(name: str, known: str | None = None) -> str:
    """A place's id: of its gazetteer row where it has one, else by the key of its name."""
    return f"place/{slug(known)}" if known else f"place/{digest('place', name_key(name))}"


def event_id(kind: str, date: str, members: list[str], place: str, scope: str) -> str:
    """An event's id by type, EDTF date, sorted participants and place; ``scope`` keeps undated ones to their report."""
    return f"event/{kind}-{slug(date) or 'undated'}-{digest(kind, date, *sorted(members), place, scope)[:8]}"


def claim_id(report_id: str, speaker: str, start: int, end: int) -> str:
    """A claim's id: its report, speaker and span."""
    return f"claim/{digest('claim', report_id, speaker, str(start), str(end))}"


def slug(text: str | None) -> str:
    """Lower-case ASCII letters, digits and hyphens of a text."""
    return re.sub(r"[^a-z0-9]+", "-", (text or "").lower()).strip("-")
