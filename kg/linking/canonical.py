"""Occurrences and a ledger → one id for each thing. A pure function: no order, clock or earlier build counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.linking.ledger import is_human, order
from kg.nouns import Link


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One entity or event of one report. ``id`` is its id there, ``firm`` whether that id speaks for itself.

    An id speaks for itself where it comes from a name of two words or more, a gazetteer or a dated event.
    """

    key: str
    id: str
    firm: bool = True

    @property
    def kind(self) -> str:
        return self.id.partition("/")[0]


def occurrence(report_id: str, id: str) -> str:
    """How an entity or event of one report is written: ``REPORT#person/1f0c52a9be34``."""
    return f"{report_id}#{id}"


class Groups:
    """Things that are joined step by step, under a list of pairs that must stay apart.

    ``apart`` are pairs of sets: nothing of the one set may come together with anything of the other. ``days`` are the
    days of events that are on exactly one: those of two days are joined by force only.
    """

    def __init__(
        self,
        keys: Iterable[str],
        apart: Iterable[tuple[frozenset[str], frozenset[str]]] = (),
        days: Mapping[str, date] | None = None,
    ) -> None:
        self._days = {key: {day} for key, day in (days or {}).items()}
        self._parent = {key: key for key in keys}
        self._size = dict.fromkeys(self._parent, 1)
        self._bars: dict[str, set[tuple[int, bool]]] = {}
        self._extra = 0
        for pair in apart:
            self.bar(*pair)

    def bar(self, left: Iterable[str], right: Iterable[str]) -> None:
        """From now on nothing of ``left`` may come together with anything of ``right``."""
        for side, keys in ((False, left), (True, right)):
            for key in keys:
                if key in self._parent:
                    self._bars.setdefault(self.top(key), set()).add((self._extra, side))
        self._extra += 1

    def __contains__(self, key: str) -> bool:
        return key in self._parent

    def top(self, key: str) -> str:
        """The representative of the group that holds a key."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def together(self, left: str, right: str) -> bool:
        """Whether two keys are in one group."""
        return self.top(left) == self.top(right)

    def barred(self, left: str, right: str) -> bool:
        """Whether the groups of two keys must stay apart."""
        a, b = self._bars.get(self.top(left), set()), self._bars.get(self.top(right), set())
        if len(b) < len(a):
            a, b = b, a
        return any((bar, not side) in b for bar, side in a)

    def join(self, left: str, right: str, force: bool = False) -> bool:
        """Join the groups of two keys; False where they are one already or must stay apart."""
        a, b = self.top(left), self.top(right)
        if a == b or self.barred(a, b) or not (force or self._one_day(a, b)):
            return False
        if (self._size[a], b) < (self._size[b], a):
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        if b in self._bars:
            self._bars.setdefault(a, set()).update(self._bars.pop(b))
        if b in self._days:
            self._days[a] = self._days.get(a, set()) | self._days.pop(b)
        return True

    def _one_day(self, a: str, b: str) -> bool:
        mine, theirs = self._days.get(a, set()), self._days.get(b, set())
        return not (mine and theirs) or mine <= theirs or theirs <= mine

    def groups(self) -> list[list[str]]:
        """All groups, each sorted, sorted by their first key."""
        found: dict[str, list[str]] = {}
        for key in sorted(self._parent):
            found.setdefault(self.top(key), []).append(key)
        return list(found.values())


class Ends:
    """What the ends of links stand for: an occurrence for itself, an id for all its occurrences."""

    def __init__(self, occurrences: Iterable[Occurrence]) -> None:
        self._of: dict[str, list[str]] = {}
        self._keys: set[str] = set()
        for one in occurrences:
            self._keys.add(one.key)
            self._of.setdefault(one.id, []).append(one.key)

    def of(self, end: str) -> frozenset[str]:
        """The occurrences that an end stands for; none where no report has it any more."""
        return frozenset((end,) if end in self._keys else self._of.get(end, ()))


def decided(links: Iterable[Link]) -> list[Link]:
    """The links that count: where a human judged a pair, the machine's lines on that pair do not."""
    links = sorted(set(links), key=order)
    human = {(link.left, link.right) for link in links if is_human(link)}
    return [link for link in links if is_human(link) or (link.left, link.right) not in human]


def groups(occurrences: Sequence[Occurrence], links: Iterable[Link]) -> Groups:
    """The groups that a ledger makes of the occurrences: human lines first, then the machine's, each in their order.

    What a human calls ``different`` is never joined, whatever else the ledger says. The machine's ``different`` binds
    the machine's lines only. Things of two kinds are never joined.
    """
    ends, lines = Ends(occurrences), decided(links)
    kinds = {one.key: one.kind for one in occurrences}
    made = Groups(kinds, ((ends.of(x.left), ends.of(x.right)) for x in lines if _is(x, "different", True)))
    join(made, (x for x in lines if _is(x, "same", True)), ends, kinds)
    for link in lines:
        if _is(link, "different", False):
            made.bar(ends.of(link.left), ends.of(link.right))
    join(made, (x for x in lines if _is(x, "same", False)), ends, kinds)
    return made


def join(made: Groups, links: Iterable[Link], ends: Ends, kinds: Mapping[str, str]) -> None:
    """Join what the ends of links stand for, one link after the other, where nothing bars it."""
    for link in links:
        left, right = sorted(ends.of(link.left)), sorted(ends.of(link.right))
        for other in (*left[1:], *right) if left and right else ():
            if kinds[left[0]] == kinds[other]:
                made.join(left[0], other, force=True)


def canonical(occurrences: Sequence[Occurrence], links: Iterable[Link]) -> dict[str, str]:
    """The id of each occurrence, by its key.

    A group takes the smallest id among its members, of the ``firm`` ones where it has any. Where two groups would take
    one id, the one with the smallest occurrence keeps it, and the others get a digest of the id and their smallest
    occurrence.
    """
    by_key = {one.key: one for one in occurrences}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for keys in groups(occurrences, links).groups():
        members = [by_key[key] for key in keys]
        id = min(one.id for one in members if one.firm or not any(other.firm for other in members))
        if id in taken:
            id = _renamed(id, keys[0])
        taken.add(id)
        found.update(dict.fromkeys(keys, id))
    return found


def _renamed(id: str, smallest: str) -> str:
    digest = hashlib.sha256("\x1f".join((id, smallest)).encode()).hexdigest()[:12]
    kind, _, key = id.partition("/")
    stem = key.rpartition("-")[0]
    return f"{kind}/{stem}-{digest[:8]}" if kind == "event" and stem else f"{kind}/{digest}"


def _is(link: Link, verdict: str, human: bool) -> bool:
    return link.verdict == verdict and is_human(link) is human
