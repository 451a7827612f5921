"""Event types as trigger words: one table a type in a language's ``events.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.extractors.lexicon import Phrase, phrase
from kg.language import folder, table
from kg.resources import path, refuse_unknown

_LISTS = ("nouns", "weak", "verbs", "light", "phone", "video", "indirect", "partners", "gifts", "objects", "attending", "happening", "hosting", "dative")
_KEYS = {*_LISTS, "parts", "examples", "not", "requires", "sides"}


@dataclass(frozen=True)
class EventType:
    """The trigger words of one event type; ``parts`` maps a case to the part taken.

    ``requires`` is a word list ('phone' ...) of which a word must stand in the clause; ``sides`` how many sides
    there must be at least.
    """

    id: str
    phrases: dict[str, tuple[Phrase, ...]]
    parts: dict[str, str]
    requires: str
    sides: int
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def load(code: str) -> tuple[EventType, ...]:
    """The event types of a language, in the order of the file.

    Raises :class:`kg.errors.ResourceError` for a type that the ontology lacks, or an unknown key.
    """
    file = folder(code) / "events.toml"
    out = []
    for name, data in table(code, "events").items():
        refuse_unknown(file, data, _KEYS, f"{name}.")
        if not (path("ontology") / "types" / f"{name}.ttl").exists():
            raise ResourceError(f"{file}: event type [{name}] has no ontology/types/{name}.ttl; add that file or rename the table")
        out.append(
            EventType(
                id=name,
                phrases={key: tuple(sorted({phrase(w) for w in data.get(key, [])}, key=lambda p: (-len(p), p))) for key in _LISTS},
                parts=dict(data.get("parts", {})),
                requires=data.get("requires", ""),
                sides=int(data.get("sides", 1)),
                examples=tuple(data.get("examples", [])),
                counter_examples=tuple(data.get("not", [])),
            )
        )
    return tuple(out)
