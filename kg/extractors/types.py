"""Event types as trigger words: one table a type in a language's ``events.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.errors import ResourceError
from kg.extractors.lexicon import Phrases, phrases_of
from kg.language import folder, table
from kg.resources import path, refuse_unknown

_LISTS = (
    "nouns",
    "weak",
    "verbs",
    "light",
    "phone",
    "video",
    "indirect",
    "partners",
    "gifts",
    "objects",
    "attending",
    "happening",
    "hosting",
    "dative",
    "gift_nouns",
    "giving",
)
_KEYS = {
    *_LISTS,
    "parts",
    "examples",
    "not",
    "requires",
    "extends",
    "core",
    "verb_core",
    "verb_parts",
    "stands_alone",
    "place_cases",
}


@dataclass(frozen=True)
class EventType:
    """The trigger words of one event type; ``parts`` maps a case to the part taken.

    ``family`` is the type it extends (or itself): tellings of one family can be one event. ``requires`` names a word
    list of which a word must stand in the clause. ``core`` are the cases of which one must stand by the trigger
    (``verb_core`` where it is a verb, whose parts can differ: ``verb_parts``);
    ``stands_alone`` where nothing before or after can be the same event; ``place_cases`` where its place stands.
    """

    id: str
    family: str
    phrases: dict[str, Phrases]
    parts: dict[str, str]
    requires: str
    core: frozenset[str]
    verb_core: frozenset[str]
    verb_parts: dict[str, str]
    stands_alone: bool
    place_cases: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def load(code: str) -> tuple[EventType, ...]:
    """The event types of a language, in the order of the file.

    Raises :class:`kg.errors.ResourceError` for a type that the ontology lacks, or an unknown key.
    """
    file = folder(code) / "events.toml"
    out = []
    tables = table(code, "events")
    for name, own in tables.items():
        data = {**tables.get(own.get("extends", ""), {}), **own}
        refuse_unknown(file, data, _KEYS, f"{name}.")
        if not (path("ontology") / "types" / f"{name}.ttl").exists():
            raise ResourceError(
                f"{file}: event type [{name}] has no ontology/types/{name}.ttl; add that file or rename the table"
            )
        out.append(
            EventType(
                id=name,
                family=own.get("extends", name),
                phrases={key: phrases_of(data.get(key, [])) for key in _LISTS},
                parts=dict(data.get("parts", {})),
                requires=data.get("requires", ""),
                core=frozenset(data.get("core", [])),
                verb_core=frozenset(data.get("verb_core", data.get("core", []))),
                verb_parts=dict(data.get("verb_parts", {})),
                stands_alone=bool(data.get("stands_alone", False)),
                place_cases=frozenset(data.get("place_cases", [])),
                examples=tuple(own.get("examples", [])),
                counter_examples=tuple(own.get("not", [])),
            )
        )
    return tuple(out)
