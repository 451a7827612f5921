"""The unit of the rules for names: a referring expression over word indexes."""

from __future__ import annotations

from dataclasses import dataclass

from kg.findings import ReferenceKind

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """A referring expression over word indexes: ``start`` to ``end`` with all that belongs to it, ``name`` its core.

    ``kind`` is as in :class:`kg.findings.Reference`. ``cued`` tells whether an office or honorific announced the name.
    """

    kind: ReferenceKind
    start: int
    end: int
    name: Span
    role: Span | None = None
    organization: Span | None = None
    country: Span | None = None
    cued: bool = True
