"""Occurrences that tell the same of a thing in the same words are taken for one before anything is compared.

So a minister in ten thousand reports is compared with others once for each way to name him, not once for each report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.linking import bodies, names
from kg.linking.profiles import Profile
from kg.nouns import Link
from kg.text import name_key

RULE = "machine:twin"
MOST_MET = 60


def twins(profiles: Iterable[Profile], apart: frozenset[str]) -> list[Profile]:
    """The profiles, those of twins as one; the occurrences and ids in ``apart`` stay by themselves. Sorted by key."""
    found: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
    for profile in profiles:
        alone = not _tells(profile) or profile.key in apart or profile.id in apart
        found[(profile.key,) if alone else _signature(profile)].append(profile)
    return sorted(map(_one, found.values()), key=lambda profile: profile.key)


def links(profile: Profile) -> Iterator[Link]:
    """The lines of the ledger that make twins one."""
    for other in profile.members[1:]:
        yield Link(profile.members[0], other, "same", RULE, f"same name and same office: {profile.names[0]}")


def _tells(profile: Profile) -> bool:
    """Whether the name alone is enough, or comes with an office of a country."""
    if profile.kind == "person":
        full = names.distinctive(profile.names[0])
        placed = any(held.country and held.office.heads for held in profile.held)
        return full or (placed and len(names.parse(profile.names[0]).words) > 1)
    return bool(profile.countries) or not bodies.generic(profile.names[0])


def _signature(profile: Profile) -> tuple[object, ...]:
    held = frozenset((h.office.words, h.country, h.body) for h in profile.held)
    return profile.kind, name_key(profile.names[0]), held, profile.countries


def _one(profiles: list[Profile]) -> Profile:
    profiles.sort(key=lambda profile: profile.key)
    first = profiles[0]
    if len(profiles) == 1:
        return first
    every = {name for p in profiles for name in p.names}
    return Profile(
        first.key, first.id, first.kind, frozenset().union(*(p.reports for p in profiles)),
        (first.names[0], *sorted(every - {first.names[0]})), first.held, first.countries,
        tuple(sorted({m for p in profiles for m in p.met[:MOST_MET]}, key=repr)[:MOST_MET]),
        frozenset().union(*(p.events for p in profiles)), tuple(p.key for p in profiles),
    )  # fmt: skip
