"""What the learned reader may find: labels of words, and links between mentions."""

from __future__ import annotations

from typing import get_args

from kg.nouns import Mode, Status

PERSON, ORGANIZATION, PLACE, ROLE = "person", "organization", "place", "role"
TIME, TRIGGER, CUE, NATIONALITY = "time", "trigger", "cue", "nationality"
REFERENCE, STATEMENT = "reference", "statement"

NAMES = (PERSON, ORGANIZATION, PLACE)
KINDS = (*NAMES, ROLE, TIME, TRIGGER, CUE, NATIONALITY)

LAYERS: dict[str, tuple[str, ...]] = {"mention": KINDS, "reference": (REFERENCE,), "statement": (STATEMENT,)}
"""Layers of labels that may overlap; within a layer a word has one label."""

SCHEMES = ("hiner", "il-ner")
"""Corpora of names whose conventions differ from ours: each has a layer of its own, with names only."""

HEADS = (*LAYERS, *SCHEMES)

LINKS = ("role", "organization", "country", "participant", "place", "time", "same-meeting", "speaker", "same-entity")
"""Links; the first three start at a person, the next four at a trigger, then at a cue, and at a reference."""

SIDES = (*NAMES, REFERENCE)
SOURCES: dict[str, tuple[str, ...]] = {
    "role": (PERSON,),
    "organization": (PERSON, REFERENCE),
    "country": (PERSON,),
    "participant": (TRIGGER,),
    "place": (TRIGGER,),
    "time": (TRIGGER,),
    "same-meeting": (TRIGGER,),
    "speaker": (CUE,),
    "same-entity": (REFERENCE,),
}
TARGETS: dict[str, tuple[str, ...]] = {
    "role": (ROLE,),
    "organization": (ORGANIZATION, REFERENCE),
    "country": (PLACE, NATIONALITY),
    "participant": SIDES,
    "place": (PLACE, ORGANIZATION),
    "time": (TIME,),
    "same-meeting": (TRIGGER,),
    "speaker": SIDES,
    "same-entity": NAMES,
}

TIES = ("participant", "place", "time", "organization", "speaker")
"""Links between two entities, over all mentions of both (a meeting and who took part); the others join two mentions."""

STATUSES: tuple[Status, ...] = get_args(Status)
MODES: tuple[str, ...] = (*get_args(Mode), "open")


def tags(layer: str) -> tuple[str, ...]:
    """The BIO tags of a layer or scheme: O, then B- and I- of each kind."""
    return ("O", *(f"{mark}-{kind}" for kind in LAYERS.get(layer, NAMES) for mark in "BI"))
