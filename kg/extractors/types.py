"""Event types as trigger words: one table a type in a language's ``events.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

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
    "elsewhere",
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

    Raises :class:`kg.errors.ResourceError` for a type that the ontology lacks, or an unknown key, case or list.
    """
    file = folder(code) / "events.toml"
    out = []
    tables = table(code, "events")
    cases = set(table(code, "grammar")["case"])
    for name, own in tables.items():
        data = {**tables.get(own.get("extends", ""), {}), **own}
        _check(file, name, own, cases, set(tables))
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


def _check(file: Path, name: str, own: Mapping[str, Any], cases: set[str], types: set[str]) -> None:
    refuse_unknown(file, own, _KEYS, f"{name}.")
    if not (path("ontology") / "types" / f"{name}.ttl").exists():
        raise ResourceError(
            f"{file}: event type [{name}] has no ontology/types/{name}.ttl; add that file or rename the table"
        )
    takers = cases | {"subject"}
    marks = cases | {""}
    allowed = {"parts": takers, "verb_parts": takers, "core": marks, "verb_core": marks, "place_cases": marks}
    for key, known in allowed.items():
        refuse_unknown(file, dict.fromkeys(own.get(key, ())), known, f"{name}.{key}.")
    for key, known in {"requires": set(_LISTS), "extends": types}.items():
        refuse_unknown(file, {own[key]: ""} if key in own else {}, known, f"{name}.{key}.")
