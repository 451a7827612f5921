"""The rules of ``data/gold/GUIDE.md`` that a machine can check, for one text and its annotation.

Dates are EDTF, level 1 (ISO 8601-2).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from kg.resources import path, read_toml
from kg.text import fold

Annotation = dict[str, Any]

KEYS = {
    "id",
    "lang",
    "published",
    "source_style",
    "length",
    "basis",
    "distractor",
    "meetings",
    "statements",
    "time_expressions",
    "persons",
    "organizations",
    "places",
    "war_day",
}
MEETING_KEYS = {
    "participants",
    "other_orgs",
    "place",
    "date",
    "date_text",
    "status",
    "trigger",
    "alt_triggers",
    "mode",
    "optional",
    "note",
}
PARTICIPANT_KEYS = {"name", "aliases", "role", "org", "country"}
MARKED_KEYS = {"grid", "mentions", "links"}
STATUSES = {"held", "planned", "cancelled", "denied"}
MODES = {"in_person", "phone", "video", "indirect", None}
LENGTHS = {"brief", "short", "medium", "long"}

_PART = re.compile(r"(\.\.|[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?[?~%]?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_NUMBERS = {f"{n:02}" for n in [*range(1, 13), 21, 22, 23, 24]} | {"XX"}


def contains(text: str, part: str) -> bool:
    """Does the text hold this string, as it stands or after folding (nukta, joiners, case)?"""
    composed = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", part) in composed or bool(fold(part)) and fold(part) in fold(text)


def edtf_error(value: str) -> str | None:
    """Why a string is no EDTF date or interval, or None where it is one."""
    parts = value.split("/")
    if len(parts) > 2 or not value.strip("/."):
        return f"{value!r} is neither a date nor an interval"
    for part in parts:
        if not _PART.fullmatch(part):
            return f"{part!r} is no EDTF date"
        day = part.rstrip("?~%")
        if _DAY.fullmatch(day):
            try:
                date.fromisoformat(day)
            except ValueError:
                return f"there is no day {day}"
        elif len(day) > 4 and day[5:7] not in _MONTH_NUMBERS:
            return f"{part!r} has no such month"
    if len(parts) == 2 and _DAY.fullmatch(parts[0]) and _DAY.fullmatch(parts[1]) and parts[0] > parts[1]:
        return f"{value!r} ends before it begins"
    return None


@cache
def words_for(check: str) -> Any:
    """What ``data/gold/words.toml`` has for one check: ``weekdays`` by language, or ``abbreviations``.

    Raises :class:`kg.errors.ResourceError` where the file is missing or broken.
    """
    return read_toml(path("data/gold/words.toml"))[check]


def weekdays_in(text: str, lang: str) -> list[int]:
    """The weekdays named in a text, Monday as 0, in their order."""
    spaced = " ".join(re.findall(r"[^\s,.:;()।،-]+", fold(text)))
    found = []
    for number, names in enumerate(words_for("weekdays").get(lang, ())):
        for word in map(fold, names):
            found += [(m.start(), number) for m in re.finditer(rf"(?<!\S){re.escape(word)}(?!\S)", spaced)]
    return [number for _, number in sorted(found)]


def weekday_error(text: str, value: str, lang: str) -> str | None:
    """Where the words name a weekday and the value is a day (or days): do they disagree?"""
    days = [date.fromisoformat(p) for p in value.split("/") if _DAY.fullmatch(p)]
    named = weekdays_in(text, lang)
    if len(named) == len(days) and any(d.weekday() != n for d, n in zip(days, named, strict=True)):
        return f"{text!r} names another weekday than {value}"
    return None


def _strings(a: Annotation) -> Iterator[tuple[str, str]]:
    """Every string that has to stand in the report, with the name of its key."""
    for m in a["meetings"]:
        for p in m["participants"]:
            for key in ("name", "role", "org", "country"):
                if p[key] is not None:
                    yield key, p[key]
            yield from (("aliases", x) for x in p["aliases"])
        yield "trigger", m["trigger"]
        yield from ((key, m[key]) for key in ("place", "date_text") if m[key] is not None)
        yield from ((key, x) for key in ("other_orgs", "alt_triggers") for x in m[key])
    yield from ((f"statement {key}", s[key]) for s in a["statements"] for key in ("speaker", "verb_text"))
    yield from (("time_expressions", t["text"]) for t in a["time_expressions"])
    yield from ((key, x) for key in ("persons", "organizations", "places") for x in a[key])
    if a["war_day"]:
        yield from (("war_day", a["war_day"][key]) for key in ("text", "war"))


def _shape(a: Annotation) -> Iterator[str]:
    """Keys and closed values."""
    if set(a) - MARKED_KEYS != KEYS:
        yield f"keys differ: {sorted((set(a) - MARKED_KEYS) ^ KEYS)}"
        return
    if a["length"] not in LENGTHS:
        yield f"length {a['length']!r} is none of {sorted(LENGTHS)}"
    if a["distractor"] is not (not a["meetings"]):
        yield "distractor is true exactly where there is no meeting"
    for m in a["meetings"]:
        if set(m) - {"id"} != MEETING_KEYS:
            yield f"keys of a meeting differ: {sorted((set(m) - {'id'}) ^ MEETING_KEYS)}"
            return
        if m["status"] not in STATUSES or m["mode"] not in MODES:
            yield f"status {m['status']!r} or mode {m['mode']!r} is unknown"
        for p in m["participants"]:
            if set(p) - {"id"} != PARTICIPANT_KEYS:
                yield f"keys of a participant differ: {sorted((set(p) - {'id'}) ^ PARTICIPANT_KEYS)}"
                return


def _dates(a: Annotation) -> Iterator[str]:
    """EDTF, weekdays, and the order of publication and meeting."""
    values = {t["text"]: t["value"] for t in a["time_expressions"]}
    dated = [*values.items(), *((m["date_text"] or "", m["date"]) for m in a["meetings"] if m["date"])]
    for text, value in dated:
        yield from filter(None, (edtf_error(value), weekday_error(text, value, a["lang"])))
    for m in a["meetings"]:
        if (m["date"] is None) != (m["date_text"] is None):
            yield f"date and date_text go together: {m['date']}, {m['date_text']}"
        elif m["date"]:
            if values.get(m["date_text"], m["date"]) != m["date"]:
                yield f"{m['date_text']!r} is {values[m['date_text']]} as a time expression, {m['date']} of the meeting"
            first, last = m["date"].split("/")[0], m["date"].split("/")[-1]
            if m["status"] == "held" and first > a["published"]:
                yield f"held on {m['date']}, after publication ({a['published']})"
            if m["status"] == "planned" and last < a["published"][: len(last)]:
                yield f"planned for {m['date']}, before publication ({a['published']})"


def _links(a: Annotation) -> Iterator[str]:
    """Who takes part or speaks is listed, and once."""
    named = {*a["persons"], *a["organizations"], *a["places"]}
    for m in a["meetings"]:
        for p in m["participants"]:
            if p["name"] not in a["persons"]:
                yield f"participant {p['name']!r} is not in persons"
            if p["org"] and p["org"] not in a["organizations"]:
                yield f"org {p['org']!r} is not in organizations"
        for x in m["other_orgs"]:
            if x not in named:
                yield f"other_orgs: {x!r} is in neither organizations nor places"
        if m["place"] and m["place"] not in a["places"]:
            yield f"place {m['place']!r} is not in places"
    for s in a["statements"]:
        if s["speaker"] not in named:
            yield f"speaker {s['speaker']!r} is not listed"
    for key in ("persons", "organizations", "places"):
        for name, n in Counter(map(fold, a[key])).items():
            if n > 1:
                yield f"{key}: {name!r} is listed {n} times"


def _offsets(text: str, a: Annotation) -> Iterator[str]:
    """Where mentions and statements stand, and what the links join."""
    entities = {m["entity"] for m in a.get("mentions", ())}
    for m in a.get("mentions", ()):
        if text[m["start"] : m["end"]] != m["text"]:
            yield f"mention {m['id']}: {m['text']!r} does not stand at {m['start']}"
    for link in a.get("links", ()):
        for end in (link["from"], link["to"]):
            if end not in entities and not end.startswith("s"):
                yield f"link {link['type']}: {end} is nowhere mentioned"


def check_report(text: str, annotation: Annotation) -> list[str]:
    """What is wrong with one annotation of this text; empty where nothing is."""
    errors = list(_shape(annotation))
    if errors:
        return errors
    errors += [f"{key}: {s!r} is not in the text" for key, s in _strings(annotation) if not contains(text, s)]
    return [*errors, *_dates(annotation), *_links(annotation), *_offsets(text, annotation)]
