"""The IRIs of everything: plain strings, standard library only.

Ids of :mod:`kg.nouns` become IRIs by a prefix; what has no id there gets a hash of what it is. A local name holds
ASCII letters, digits, dots, dashes and underscores only, so that every engine reads it alike. There are no blank nodes,
counters or times of day, hence the same report gives the same IRIs on every machine.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from kg.nouns import DayCount, Difference, Event, Mention, Notice, Participation, When
from kg.text import fold

BASE = "https://w3id.org/mulaqat/id/"
NS = "https://w3id.org/mulaqat/ns#"
GRAPHS = "https://w3id.org/mulaqat/graph/"
REFERENCE_GRAPH = GRAPHS + "reference"
TYPES_GRAPH = GRAPHS + "types"
LINKS_GRAPH = GRAPHS + "links"
WIKIDATA = "http://www.wikidata.org/entity/"

_LOCAL = re.compile(r"[a-z0-9][A-Za-z0-9._-]*\Z")
_REPORT = re.compile(r"[a-z0-9][a-z0-9._-]*\Z")
_FOLDERS = {"organization": "org"}
_HOST = re.compile(r"[A-Za-z0-9.\-\u00a1-\ud7ff]+(:[0-9]{1,5})?\Z")
_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_IRI = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\u00a1-\u1fff\u2070-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]")


def digest(*parts: object, length: int = 12) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the parts, kept apart by U+001F."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def thing(id: str) -> str:
    """The IRI of an entity, an event or a claim from its id: ``person/1f0c``, ``event/meeting-...``, ``claim/...``.

    Organizations lie under ``org/``. A key that is no plain ASCII name is replaced by a hash of its folded form.
    """
    folder, _, key = id.partition("/")
    folder = _FOLDERS.get(folder, folder)
    if not _LOCAL.match(folder):
        folder, key = "thing", id
    if not _LOCAL.match(key):
        key = digest(fold(key))
    return f"{BASE}{folder}/{key}"


def document(report_id: str) -> str:
    """The IRI of a report: its id where that is a plain lower-case name, else a hash of it."""
    return f"{BASE}doc/{_report_key(report_id)}"


def graph(report_id: str) -> str:
    """The IRI of the named graph that holds what one report says."""
    return f"{GRAPHS}doc/{_report_key(report_id)}"


def sentence(report_id: str, number: int) -> str:
    """The IRI of a sentence of a report; the first has number 1."""
    return f"{document(report_id)}/s{number}"


def mention(report_id: str, span: Mention, target: str) -> str:
    """The IRI of a span as evidence for the node ``target`` (an IRI): several nodes may rest on one span."""
    key = digest(target, span.text, span.rule, span.confidence, length=10)
    return f"{document(report_id)}/m/{span.start}-{span.end}-{key}"


def participation(event: Event, taking_part: Participation) -> str:
    """The IRI of one agent's part in one event."""
    return f"{BASE}participation/{digest(event.id, taking_part.entity)}"


def post(role: str, of: str) -> str:
    """The IRI of an office: its words, folded, and the id of the body or country it belongs to.

    Where neither is known, ``of`` is the id of its holder: two presidents of unnamed states hold two posts.
    """
    return f"{BASE}post/{digest(fold(role), of)}"


def membership(entity_id: str, post_iri: str) -> str:
    """The IRI of a person's holding of a post."""
    return f"{BASE}membership/{digest(entity_id, post_iri)}"


def time_expression(report_id: str, when: When) -> str:
    """The IRI of a time as said in one report."""
    where = (when.evidence.start, when.evidence.end) if when.evidence else ()
    parts = (when.edtf, when.earliest, when.latest, when.text, when.basis, when.rule, when.anchor, when.calendar)
    return f"{BASE}timex/{digest(report_id, *parts, when.original, *when.warnings, *where)}"


def day_count(report_id: str, count: DayCount) -> str:
    """The IRI of a counted day in one report."""
    span = count.evidence
    return f"{BASE}timex/{digest(report_id, count.n, count.ordinal, count.subject, span.start, span.end, count.claim)}"


def day_count_system(count: DayCount) -> str:
    """The IRI of the system in which the days are counted: the registry's name for it, else a hash of its words."""
    return trs(count.epoch) if count.epoch else f"{BASE}trs/{digest(fold(count.subject))}"


def trs(epoch: str) -> str:
    """The IRI of the day-count system of an epoch: ``gaza-war`` or ``epoch/gaza-war``."""
    return _concept("trs", epoch.removeprefix("epoch/"))


def position(system: str, n: int) -> str:
    """The IRI of the number ``n`` in a day-count system."""
    return f"{BASE}position/{digest(system, n)}"


def epoch(system: str, day: object, number: int, source: object) -> str:
    """The IRI of the statement, on the word of ``source``, that ``day`` has ``number`` in a day-count system."""
    return f"{BASE}epoch/{digest(system, day, number, source)}"


def discrepancy(left: str, right: str) -> str:
    """The IRI of the disagreement of two nodes, in either order."""
    return f"{BASE}discrepancy/{digest(*sorted((left, right)))}"


def difference(found: Difference) -> str:
    """The IRI of what two reports tell unlike of one event."""
    parts = (found.event, found.field, found.left, found.right, found.left_value, found.right_value)
    return f"{BASE}discrepancy/{digest(*parts)}"


def notice(report_id: str, warning: Notice) -> str:
    """The IRI of a warning about a report."""
    where = (warning.mention.start, warning.mention.end) if warning.mention else ()
    return f"{BASE}notice/{digest(report_id, warning.code, warning.message, *where)}"


def event_type(name: str) -> str:
    """The concept of an event type of ``ontology/types``, such as ``meeting``."""
    return _concept("type", name)


def role(name: str) -> str:
    """The concept of a part in an event, such as ``principal``."""
    return _concept("role", name)


def claim_type(name: str) -> str:
    """The concept of a kind of claim, such as ``praise``."""
    return _concept("claimtype", name)


def calendar(name: str) -> str:
    """The concept of a calendar, such as ``saka``; underscores and dashes are alike."""
    return _concept("calendar", name.replace("_", "-"))


def term(name: str) -> str:
    """A term of the vocabulary."""
    return NS + (name if _LOCAL.match(name) else digest(name))


def status(name: str) -> str:
    """The concept of a status: held, planned, cancelled or denied."""
    return term(name)


def mode(name: str) -> str:
    """The concept of a mode: in_person, phone, video or indirect."""
    return term("inPerson" if name == "in_person" else name)


def same_as(name: str) -> str | None:
    """The IRI of an entity elsewhere: a web address, or a bare Wikidata id (``Q1156``); None for anything else."""
    return WIKIDATA + name if re.fullmatch(r"Q[1-9][0-9]*", name) else web(name)


def web(address: str | None) -> str | None:
    """An http or https address as a valid IRI (RFC 3987); None for every other address.

    White space around it is dropped, characters that an IRI may not hold are percent-encoded.
    """
    try:
        parts = urlsplit((address or "").strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.match(parts.netloc):
        return None
    rest = parts._replace(scheme="", netloc="").geturl()
    if rest and not rest.startswith(("/", "?", "#")):
        return None
    rest = _ESCAPED.sub("%25", rest)
    head, mark, fragment = rest.partition("#")
    rest = head + mark + fragment.replace("#", "%23")
    return f"{parts.scheme}://{parts.netloc}{_NOT_IN_IRI.sub(_percent, rest)}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "replace"))


def _concept(folder: str, name: str) -> str:
    return f"{BASE}{folder}/{name if _LOCAL.match(name) else digest(name)}"


def _report_key(report_id: str) -> str:
    return report_id if _REPORT.match(report_id) else digest(report_id, length=16)
