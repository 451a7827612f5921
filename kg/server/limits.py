"""How much one request may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` a query may take, ``rows`` and ``bytes`` of an answer, ``body`` bytes of a request, how many queries
    run ``at_once``, and ``memory``, the bytes that each of them may take (Linux)."""

    seconds: int = 30
    rows: int = 10_000
    bytes: int = 16 << 20
    body: int = 256 << 10
    at_once: int = 4
    memory: int = 2 << 30


class Refused(Exception):
    """A request that is not answered: an HTTP status and one line that says why."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
