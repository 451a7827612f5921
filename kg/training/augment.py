"""New training texts from old ones: other names, reports side by side, and reports among sentences that tell of no
meeting.

A name that changes in each round cannot be learned by heart: what stands around it has to tell what it is.
Real news puts a meeting among other matter. Reports that are joined share no participant, so that the model has to
learn which name belongs to which meeting.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.reader.labels import NAMES, ORGANIZATION, PERSON, PLACE
from kg.training.data import Example, Marked, Pair

JOINED, AMONG = 0.25, 0.3
"""The shares of the reports that are joined with another, and put among other sentences."""
LONGEST = 1600
"""Joined texts stay shorter than this, in characters: most of them fit one window of the encoder."""


def joined(parts: Sequence[Example], gap: str) -> Example:
    """One text of several examples of a language; sentences of names stay loose parts of it."""
    text = ""
    marks: list[Marked] = []
    links: dict[str, dict[Pair, bool | None]] = defaultdict(dict)
    meetings: dict[int, tuple[str, str]] = {}
    optional: set[int] = set()
    ties: dict[str, set[tuple[str, str]]] = defaultdict(set)
    loose: list[tuple[int, int, bool, str]] = []
    for n, part in enumerate(parts):
        text += gap if n else ""
        shift, first = len(text), len(marks)
        text += part.text
        for k, mark in enumerate(part.marks):
            entities = frozenset(f"{n}.{e}" for e in mark.entities) or frozenset({f"{n}.x{k}"})
            marks.append(replace(mark, start=mark.start + shift, end=mark.end + shift, entities=entities))
        for link, pairs in part.links.items():
            links[link].update({(a + first, b + first): known for (a, b), known in pairs.items()})
        meetings.update({k + first: state for k, state in part.meetings.items()})
        optional.update(k + first for k in part.optional)
        for link, tied in part.ties.items():
            ties[link].update((f"{n}.{a}", f"{n}.{b}") for a, b in tied)
        loose += [(a + shift, b + shift, *rest) for a, b, *rest in part.loose]  # type: ignore[misc]
        if not part.full:
            loose.append((shift, len(text), part.eventless, part.scheme))
    full = next(p for p in parts if p.full)
    return replace(
        full,
        id="+".join(p.id for p in parts),
        text=text,
        marks=tuple(marks),
        links=dict(links),
        meetings=meetings,
        optional=frozenset(optional),
        ties={link: frozenset(tied) for link, tied in ties.items()},
        loose=tuple(loose),
    )


def mixed(full: Sequence[Example], names: Mapping[str, Sequence[Example]], chance: random.Random) -> list[Example]:
    """One round of the reports: each once, some joined with another, some among sentences of names by language."""
    others: dict[str, list[Example]] = defaultdict(list)
    for example in full:
        others[example.lang].append(example)
    found = []
    for example in full:
        draw = chance.random()
        if draw < JOINED:
            other = chance.choice(others[example.lang])
            if other.id != example.id and len(example.text) + len(other.text) < LONGEST:
                example = joined([example, other], chance.choice(["\n", " ", "\n\n"]))
        elif draw < JOINED + AMONG and names.get(example.lang):
            around = [chance.choice(names[example.lang]) for _ in range(chance.randint(1, 6))]
            around = [s for s in around if s.eventless][: max(0, (LONGEST - len(example.text)) // 150)]
            at = chance.randint(0, len(around))
            example = joined([*around[:at], example, *around[at:]], chance.choice(["\n", " "]))
        found.append(example)
    return found


Donors = dict[tuple[str, str], dict[int, list[str]]]
"""Full names by language and kind, and by the number of their words."""


def donors(examples: Sequence[Example], lists: Mapping[tuple[str, str], Iterable[str]]) -> Donors:
    """The full names in examples and those of lists (by language and kind), each once and in order."""
    found: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for example in examples:
        for kind in NAMES:
            for marks in _bearers(example, kind).values():
                _file(found[example.lang, kind], _full(example, marks))
    for key, names in lists.items():
        for name in names:
            _file(found[key], name)
    return {
        key: defaultdict(list, {n: sorted(names) for n, names in sorted(by_length.items())})
        for key, by_length in sorted(found.items())
    }


def _file(names: dict[int, set[str]], name: str) -> None:
    names[len(name.split())].add(name)


def renamed(example: Example, donors: Donors, share: float, chance: random.Random) -> Example:
    """An example in which a share of the persons bear another name of as many words, short forms alike.

    Who has a form that is no part of the full name, or shares a mark with somebody, keeps the name. In sentences of
    names, half of that share of the bodies and places are renamed as well; in reports they are tied to offices.
    """
    changes: dict[tuple[int, int], str] = {}
    shares = {PERSON: share} if example.full else {PERSON: share, ORGANIZATION: share / 2, PLACE: share / 2}
    for kind, part in shares.items():
        names = donors.get((example.lang, kind), {})
        for marks in _bearers(example, kind).values():
            drawn = chance.random() < part
            name = _full(example, marks).split()
            if not drawn or not names.get(len(name)):
                continue
            other = dict(zip(name, chance.choice(names[len(name)]).split(), strict=True))
            forms = {(m.start, m.end): example.text[m.start : m.end].split() for m in marks}
            if all(word in other for form in forms.values() for word in form):
                changes.update({span: " ".join(other[word] for word in form) for span, form in forms.items()})
    return _changed(example, changes)


def _bearers(example: Example, kind: str) -> dict[str, list[Marked]]:
    """The marks of each name of a kind; in a sentence of names, the same words are the same bearer."""
    found: dict[str, list[Marked]] = defaultdict(list)
    for mark in example.marks:
        if mark.kind == kind and len(mark.entities) < 2:
            found[next(iter(mark.entities), example.text[mark.start : mark.end])].append(mark)
    return found


def _full(example: Example, marks: Sequence[Marked]) -> str:
    return max((example.text[m.start : m.end] for m in marks), key=lambda form: (len(form.split()), form))


def _changed(example: Example, changes: Mapping[tuple[int, int], str]) -> Example:
    """An example with some spans of its text replaced, and all marks moved along."""
    if not changes:
        return example
    text, done = "", 0
    moved: dict[int, int] = {}
    for (start, end), words in sorted(changes.items()):
        moved.update({at: at + len(text) - done for at in range(done, start + 1)})
        text += example.text[done:start] + words
        moved.update(dict.fromkeys(range(start + 1, end + 1), len(text)))
        done = end
    moved.update({at: at + len(text) - done for at in range(done, len(example.text) + 1)})
    text += example.text[done:]
    marks = tuple(replace(m, start=moved[m.start], end=moved[m.end]) for m in example.marks)
    return replace(example, text=text, marks=marks)
