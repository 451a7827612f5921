"""What each word of a window is to be tagged as: a tag of the layer, left open in part, or ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.reader.labels import LAYERS, NAMES, ORGANIZATION, PERSON, PLACE, SCHEMES, TRIGGER, tags
from kg.reader.tokens import Span
from kg.training.data import Example, Marked

IGNORED = -100
BARRED: dict[int, tuple[str, ...]] = {
    -1: NAMES,
    -2: (*NAMES, TRIGGER),
    -3: (PERSON, PLACE),
    -4: (PERSON, PLACE, TRIGGER),
}
"""Codes of a word that a corpus of names leaves open: what it is not. Of IL-NER's bodies we take no word for it."""
BODILESS = ("il-ner",)


def _open(eventless: bool, scheme: str) -> int:
    return -1 - int(eventless) - 2 * (scheme in BODILESS)


def _unmarked(layer: str, example: Example, words: Sequence[Span]) -> list[int]:
    """What each word is where no mark covers it."""
    if layer in SCHEMES:
        return [0 if example.scheme == layer else IGNORED] * len(words)
    if not example.full:
        return [_open(example.eventless, example.scheme) if layer == "mention" else IGNORED] * len(words)
    found = [0] * len(words)
    for start, end, eventless, scheme in example.loose:
        for i, (a, b) in enumerate(words):
            if start <= a and b <= end:
                found[i] = _open(eventless, scheme) if layer == "mention" else IGNORED
    return found


def _scheme_of(example: Example, mark: Marked) -> str:
    """The corpus of names that a mark is from."""
    return next((s for a, b, _, s in example.loose if a <= mark.start and mark.end <= b), example.scheme)


def word_tags(layer: str, example: Example, placed: Mapping[int, Span], words: Sequence[Span]) -> list[int]:
    """The tag of each word in a layer or scheme: its index in :func:`kg.reader.labels.tags`, a code of
    :data:`BARRED`, or :data:`IGNORED`.

    ``placed`` has the first and last word of each mark that lies in the window.
    """
    index = {tag: n for n, tag in enumerate(tags(layer))}
    size = len(words)
    found = _unmarked(layer, example, words)
    if layer != "mention" and not example.full and example.scheme != layer:
        return found
    if layer in SCHEMES and example.scheme != layer:
        return found
    order = sorted(placed, key=lambda n: -(example.marks[n].end - example.marks[n].start))
    if layer == "mention":
        order.reverse()
    taken = [False] * size
    for n in order:
        mark = example.marks[n]
        if mark.kind not in LAYERS.get(layer, NAMES) or not (example.full or mark.kind in NAMES):
            continue
        left_open = layer == "mention" and mark.kind == ORGANIZATION and _scheme_of(example, mark) in BODILESS
        first, last = placed[n]
        if any(taken[first : last + 1]):
            continue
        for i in range(first, last + 1):
            taken[i] = True
            skip = left_open or n in example.optional
            found[i] = IGNORED if skip else index[f"{'B' if i == first else 'I'}-{mark.kind}"]
    return found
