"""One event while it is put together, and who stands in one telling of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.nouns import Mention, Mode, Status
from kg.resolve.people import Cluster


@dataclass
class Occasion:
    """One event while it is put together."""

    type: str
    family: str
    trigger: Mention
    status: Status
    mode: Mode | None
    parts: dict[Cluster, str] = field(default_factory=dict)
    people: list[Cluster] = field(default_factory=list)
    sides: list[Cluster | int] = field(default_factory=list)
    evidence: dict[Cluster, tuple[int, ...]] = field(default_factory=dict)
    place: int | None = None
    time: int | None = None
    speech: int | None = None
    sentences: list[int] = field(default_factory=list)
    also: list[Mention] = field(default_factory=list)
    firm: bool = False

    def add(self, cluster: Cluster, part: str, reference: int) -> None:
        """Add a person with the part taken; a later telling keeps the first part."""
        if cluster not in self.people:
            self.people.append(cluster)
            self.parts[cluster] = part
        self.evidence[cluster] = (*self.evidence.get(cluster, ()), reference)


@dataclass(frozen=True)
class Sides:
    """Who stands in a frame: people with part and reference, bodies or states (cluster or place reference)."""

    people: tuple[tuple[Cluster, str, int], ...]
    bodies: tuple[Cluster | int, ...]
    pair: bool
    unnamed: bool = False
