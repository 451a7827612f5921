"""Keys by which names find other spellings of them: blocks of what is worth comparing are made of these."""

from __future__ import annotations

from functools import lru_cache
from sys import intern

from kg.linking import bodies, names, sounds
from kg.linking.lexicon import stem
from kg.text import fold, words

Names = tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def of_word(word: str) -> Names:
    """The sound keys of a word; one of vowels alone is its own key."""
    return tuple(intern(key or fold(word)) for key in sounds.keys(word))


@lru_cache(maxsize=1 << 16)
def person_pairs(spelled: Names) -> frozenset[str]:
    """The keys of each two words of a person's names."""
    found: set[str] = set()
    for name in spelled:
        units = _units(names.parse(name).words)
        for (_, end), left in units.items():
            for (start, _), right in units.items():
                if end <= start:
                    found.update(intern("+".join(sorted((a, b)))) for a in left for b in right)
    return frozenset(found)


@lru_cache(maxsize=1 << 16)
def person_words(spelled: Names) -> frozenset[str]:
    """The keys of the single words of a person's names that are long enough to tell anything."""
    each = [_units(names.parse(name).words) for name in spelled]
    return frozenset(key for units in each for keys in units.values() for key in keys if len(key) > 1)


@lru_cache(maxsize=1 << 16)
def of_body(name: str) -> frozenset[str]:
    """The keys of a body's name: of each two words, by meaning or sound, of its own words, of it all."""
    parsed = bodies.parse(name)
    marks: list[list[str]] = []
    for word in parsed:
        meanings = sorted(word.topics | word.kinds | ({word.country} if word.country else frozenset()))
        marks.append(meanings or list(of_word(word.text)))
    every = zip(parsed, marks, strict=True)
    own = {mark for word, each in every if not (word.kinds or word.topics) for mark in each}
    both = {"+".join(sorted((a, b))) for i, x in enumerate(marks) for y in marks[i + 1 :] for a in x for b in y}
    return frozenset({*own, *both, *sounds.keys("".join(words(name)))})


@lru_cache(maxsize=1 << 16)
def of_place(name: str) -> str:
    """The key of a place's name: of all its words, in any order."""
    return "+".join(sorted(key for word in words(name) for key in of_word(stem(word))[:1]))


def _units(found: Names) -> dict[tuple[int, int], Names]:
    """The keys of each word of a name, and of two words in a row, which others may write as one."""
    sizes = (1, 2) if len(found) > 2 else (1,)
    spans = [(i, i + size) for size in sizes for i in range(len(found) - size + 1)]
    return {span: of_word("".join(found[slice(*span)])) for span in spans}
