"""The nouns of Mulaqat: frozen, typed, without behaviour.

Everything that finds something in a report ends in one :class:`Extraction`; everything that writes
triples, pages or tables starts from one. Offsets count Unicode code points of ``Report.text`` as
received, the end is exclusive. Dates are Gregorian. Ids of entities, events and claims are the same
in every report that speaks of the same thing; the graph turns them into IRIs by a prefix.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["person", "organization", "place", "group"]
Status = Literal["held", "planned", "cancelled", "denied"]
Mode = Literal["in_person", "phone", "video", "indirect"]
Basis = Literal["stated", "relative", "counted", "calendar", "publication"]


@dataclass(frozen=True, slots=True)
class Report:
    """One news report, as received.

    ``published`` is the calendar day of publication where it was published; ``published_as`` is what the
    metadata said, with its time of day and time zone. ``source`` says in words where the facts come from.
    """

    id: str
    text: str
    lang: str = "und"
    published: date | None = None
    published_as: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a report's text, the rule that found it, and how sure that rule is (0 to 1)."""

    start: int
    end: int
    text: str
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, place or group named in a report.

    ``id`` is ``kind/key``, for example ``person/1f0c52a9be34``; ``name`` is the fullest form in the text without
    honorifics and titles; ``labels`` are (language, name) pairs from a gazetteer row, ``same_as`` its IRIs.
    """

    id: str
    kind: Kind
    name: str
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A time, as said and as resolved, never more precise than the words.

    ``edtf`` is an EDTF level 1 string (ISO 8601-2); ``earliest`` and ``latest`` are its first and last day, None
    where open. ``basis`` says how the value was found, ``rule`` which rule, ``anchor`` the day it was counted from,
    ``calendar`` in which calendar it was written, ``original`` the date in that calendar. ``evidence`` is None
    only where the value is a bound from the day of publication.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    text: str
    basis: Basis
    rule: str
    anchor: date | None = None
    calendar: str = "gregorian"
    original: str | None = None
    evidence: Mention | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayCount:
    """A counted day: "day 300 of the war", "300 days completed".

    ``ordinal`` is True where the first day is day 1, False where days elapsed are counted. ``on`` is the day that
    bears the number. ``implied`` is the start that follows from ``n`` and ``on``; ``reference`` the start that
    the epoch registry gives for ``epoch``, with its source; ``off`` their difference in days (implied to reference,
    positive where the claim's start lies earlier).
    """

    n: int
    ordinal: bool
    subject: str
    evidence: Mention
    on: date | None = None
    implied: date | None = None
    epoch: str | None = None
    reference: date | None = None
    reference_source: str | None = None
    off: int | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """One entity taking part in one event.

    ``part`` is a role concept of the ontology (principal, counterpart, chair, companion, host, visitor, elected);
    ``role`` is the office in the words of the report; ``organization`` and ``country`` are entity ids.
    """

    entity: str
    part: str
    evidence: tuple[Mention, ...]
    role: str | None = None
    role_evidence: Mention | None = None
    organization: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is planned, was called off, or is denied; its type is data in ``ontology/types``.

    ``organizations`` are sides named without a person (entity ids). ``told_by`` is the id of the claim inside which
    the event is told, None where the report tells it in its own voice. ``evidence`` are the sentences.
    """

    id: str
    type: str
    status: Status
    trigger: Mention
    evidence: tuple[Mention, ...]
    mode: Mode | None = None
    participations: tuple[Participation, ...] = ()
    organizations: tuple[str, ...] = ()
    place: str | None = None
    when: When | None = None
    told_by: str | None = None
    also: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one speaker is reported to have said. Its content is not asserted.

    ``kind`` is a claim type of the ontology; ``text`` the words of the report; ``cue`` the verb of speech;
    ``events`` are ids of events told inside it, ``made_at`` the event at which it was made; ``inferred`` names the
    fields that follow from context and are not said in so many words.
    """

    id: str
    speaker: str
    kind: str
    text: str
    cue: Mention
    evidence: Mention
    direct: bool = False
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    made_at: str | None = None
    when: When | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about one report: what was seen, where, and what was done about it."""

    code: str
    message: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one report, with evidence on every piece. One report, one line, one named graph."""

    report: Report
    sentences: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    times: tuple[When, ...] = ()
    counts: tuple[DayCount, ...] = ()
    warnings: tuple[Notice, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Link:
    """A judgement that two things are the same, or not.

    ``left`` and ``right`` are occurrences, ``REPORT#ID`` (an entity or an event of one report), or ids that stand for
    all occurrences of that id. ``by`` is ``machine:RULE`` or ``human:NAME``; ``when`` is the day of a human's line,
    None for the machine's, so that the same reports give the same ledger.
    """

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    by: str
    why: str
    when: date | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What two reports tell unlike of one event; neither is held to be right.

    ``event`` is its id, ``field`` what they differ in: ``participants``, ``title``, ``date``, ``place``, ``mode`` or
    ``status``. ``left`` and ``right`` are ids of reports, ``left_value`` and ``right_value`` what each tells.
    """

    event: str
    field: Literal["participants", "title", "date", "place", "mode", "status"]
    left: str
    right: str
    left_value: str
    right_value: str
