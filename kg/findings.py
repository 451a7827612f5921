"""What a reader finds in one report, before anybody decides who is who.

A reader (the rules of :mod:`kg.extractors`, the trained model of :mod:`kg.reader`) turns a report into
:class:`Findings`; :mod:`kg.resolve` turns Findings into an :class:`kg.nouns.Extraction`. References and frames stand
in text order. Every ``int`` here is an index, from 0: ``sentence`` into ``Findings.sentences``, ``reference``,
``place`` and ``speaker`` into ``references``, ``time`` into ``times``, ``speech`` into ``speeches``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.nouns import DayCount, Mention, Mode, Notice, Status, When

ReferenceKind = Literal["person", "organization", "place", "pronoun", "description", "pair", "members"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A referring expression: a name, a pronoun, an office without a name, "the two".

    Of the kinds, ``description`` is an office without a name, ``pair`` "the two", ``members`` a body's unnamed members
    ("the leaders of X"). ``span`` covers the name (or the pronoun, or the office), ``role`` the office beside it;
    ``organization`` and ``country`` are the words tied to it. ``case`` is the category of the case mark after it (a
    key of ``[case]`` in the language's ``grammar.toml``, '' for the nominative), ``cued`` whether an office or
    honorific announced the name.
    """

    span: Mention
    kind: ReferenceKind
    sentence: int
    role: Mention | None = None
    organization: Mention | None = None
    country: Mention | None = None
    case: str = ""
    cued: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """A reference in a frame, and the part it takes (a role concept of the ontology)."""

    reference: int
    part: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One telling of an event.

    ``type`` is an event type of the ontology, ``family`` the type that tellings of one event have in common.
    ``anaphoric``: it points back to an event told before ("in this meeting"). ``weak``: its trigger often only
    continues a telling. ``another``: the words say that it is a further occasion. ``companions``: it only adds those
    who were also present. ``separately``: it was one occasion with each counterpart. ``speech`` is the one it is told
    in.
    """

    type: str
    trigger: Mention
    sentence: int
    status: Status
    mode: Mode | None = None
    slots: tuple[Slot, ...] = ()
    place: int | None = None
    time: int | None = None
    anaphoric: bool = False
    weak: bool = False
    another: bool = False
    companions: bool = False
    separately: bool = False
    family: str = ""
    speech: int | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """One statement: its cue, its kind (a claim type of the ontology), the words said, and who said them.

    ``speaker`` is None where it must be inherited; ``direct`` tells whether the words stand in quotation marks.
    """

    cue: Mention
    kind: str
    span: Mention
    sentence: int
    speaker: int | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one report."""

    sentences: tuple[Mention, ...] = ()
    references: tuple[Reference, ...] = ()
    frames: tuple[Frame, ...] = ()
    speeches: tuple[Speech, ...] = ()
    times: tuple[When, ...] = ()
    counts: tuple[DayCount, ...] = ()
    warnings: tuple[Notice, ...] = ()
