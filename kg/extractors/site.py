"""A trigger in its clause: what the rules for sides and setting look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extractors.clauses import Clause, Group
from kg.extractors.scan import Scan
from kg.extractors.types import EventType
from kg.extractors.units import Unit

PEOPLE = frozenset({"person", "description", "pronoun", "pair", "members"})


@dataclass(frozen=True, slots=True)
class Site:
    """The word ``at`` (``length`` words long) as a trigger of ``kind``, seen from clause ``number``.

    ``strength`` is the word list it is in: nouns, weak or verbs.
    """

    scan: Scan
    units: Sequence[Unit]
    clauses: Sequence[Clause]
    number: int
    at: int
    length: int
    kind: EventType
    strength: str

    @property
    def clause(self) -> Clause:
        """The clause it is seen from."""
        return self.clauses[self.number]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of that clause."""
        return self.clause.groups

    @property
    def after(self) -> int:
        """The first word after the trigger that is no particle."""
        i = self.at + self.length
        while self.scan.has(i, "words.particles"):
            i += 1
        return i

    def before(self) -> Site:
        """The same trigger seen from the clause before."""
        return replace(self, number=self.number - 1)

    def is_phrase(self, i: int, name: str) -> bool:
        """Whether a phrase of the type's list ``name`` stands at word ``i``."""
        return self.scan.phrase_at(i, self.kind.phrases[name]) > 0

    def has_phrase(self, words: Iterable[int], name: str) -> bool:
        """Whether a phrase of the type's list ``name`` stands at one of ``words``."""
        return any(self.is_phrase(i, name) for i in words)

    def words(self) -> range:
        """The words of the clause."""
        return range(self.clause.start, self.clause.end)

    def unit_at(self, i: int) -> Unit | None:
        """The unit that starts at word ``i``."""
        return next((u for u in self.units if u.start == i), None)

    def kinds(self, group: Group) -> set[str]:
        """The kinds of a group's units."""
        return {self.units[u].kind for u in group.units}
