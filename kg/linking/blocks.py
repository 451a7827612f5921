"""Which pairs are worth comparing: things that share a key, never all pairs.

A block is all that share one key. One that is too large is cut by a second key; what is still too large is compared
with its nearest neighbours only, in the order of the names. So the number of pairs grows with that of the things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

T = TypeVar("T")

LARGEST = 40
WINDOW = 8


def pairs(
    things: Sequence[T],
    first: Callable[[T], Iterable[str]],
    second: Callable[[T], Iterable[str]],
    name: Callable[[T], tuple[str, ...]],
) -> Iterator[tuple[T, T]]:
    """The pairs that share a key of ``first``, each once; ``second`` gives the keys that cut a large block.

    ``name`` orders what is still too large. The order of ``things`` decides which comes first in a pair, nothing else.
    """
    seen: set[int] = set()
    size = len(things)
    for block in _blocks(range(size), lambda i: first(things[i])):
        cut = [block] if len(block) <= LARGEST else _blocks(block, lambda i: second(things[i]))
        for part in cut:
            for i, j in _near(part, lambda i: name(things[i])):
                if i * size + j not in seen:
                    seen.add(i * size + j)
                    yield things[i], things[j]


def _blocks(members: Iterable[int], keys: Callable[[int], Iterable[str]]) -> list[list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for member in members:
        for key in set(keys(member)):
            found[key].append(member)
    return [block for _, block in sorted(found.items()) if len(block) > 1]


def _near(block: list[int], name: Callable[[int], tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    if len(block) <= LARGEST:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=name)
    for n, i in enumerate(ordered):
        for j in ordered[n + 1 : n + 1 + WINDOW]:
            yield min(i, j), max(i, j)
