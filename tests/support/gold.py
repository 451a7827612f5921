"""Extractions from annotated reports: what a perfect extractor would find, for tests of everything behind it.

A folder holds ``ID.txt`` (the report) and ``ID.json`` (its annotation, in the form of ``data/gold``). Fixtures of the
tests add optional keys to that form; each is named where it is read.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kg.nouns import (
    Claim,
    DayCount,
    Entity,
    Event,
    Extraction,
    Kind,
    Mention,
    Notice,
    Participation,
    Report,
    When,
)
from kg.text import fold, fold_with_offsets

FIXTURES = Path(__file__).resolve().parent / "fixtures"

_SENTENCE = re.compile(r"\S[^।۔؟?!\n]*?(?:[।۔؟?!][\"'”’»]?|\.(?=\s|\Z)|(?=\n)|\Z)")


def extraction_from_gold(folder: Path, id: str) -> Extraction:
    """The extraction that an annotation describes. Raises ValueError for words that are not in the text."""
    gold = json.loads((folder / f"{id}.json").read_text(encoding="utf-8"))
    text = (folder / f"{id}.txt").read_bytes().decode("utf-8")
    return _Annotated(gold, text).extraction()


def fixtures() -> tuple[Extraction, ...]:
    """The annotated reports that ship with the tests, all invented, by id."""
    return tuple(extraction_from_gold(FIXTURES, file.stem) for file in sorted(FIXTURES.glob("*.json")))


def fixture(id: str) -> Extraction:
    """One of :func:`fixtures`."""
    return extraction_from_gold(FIXTURES, id)


class _Annotated:
    def __init__(self, gold: dict[str, Any], text: str) -> None:
        self.gold, self.text = gold, text
        self.folded = fold_with_offsets(text)
        self.entities: dict[str, Entity] = {}
        self.sentences = tuple(self._span(m.start(), m.end(), "sentence") for m in _SENTENCE.finditer(text))
        self.published = _day(gold.get("published"))

    def extraction(self) -> Extraction:
        gold = self.gold
        for meeting in gold["meetings"]:
            for part in meeting["participants"]:
                self._entity("person", part["name"], part["aliases"])
                self._entity("organization", part["org"])
                self._entity("place", part.get("country"))
            for side in meeting["other_orgs"]:
                self._entity("place" if side in gold["places"] else "organization", side)
            self._entity("place", meeting["place"])
        kinds: tuple[tuple[str, Kind], ...] = (
            ("persons", "person"),
            ("organizations", "organization"),
            ("places", "place"),
            ("groups", "group"),
        )
        for key, kind in kinds:
            for name in gold.get(key, ()):
                self._entity(kind, name)
        for statement in gold["statements"]:
            self._entity("person", statement["speaker"])
        whens = [self._when(meeting) for meeting in gold["meetings"]]
        events = [self._event_id(m, when) for m, when in zip(gold["meetings"], whens, strict=True)]
        claims = [self._claim_id(i) for i in range(len(gold["statements"]))]
        times = (*filter(None, whens), *(self._time(row) for row in gold["time_expressions"]))
        return Extraction(
            self._report(),
            self.sentences,
            tuple(self.entities.values()),
            tuple(self._event(i, whens[i], events, claims) for i in range(len(events))),
            tuple(self._claim(i, events, claims) for i in range(len(claims))),
            tuple(dict.fromkeys(times)),
            tuple(self._count(row, claims) for row in [gold["war_day"]] if row),
            tuple(self._notice(row) for row in gold.get("warnings", ())),
        )

    def _report(self) -> Report:
        """``meta`` holds the fields of Report that the annotation has no key for: title, url, publisher ..."""
        gold = self.gold
        meta = {"source": gold.get("basis"), "published_as": gold.get("published"), **gold.get("meta", {})}
        return Report(gold["id"], self.text, gold["lang"], self.published, **meta)

    def _entity(self, kind: Kind, name: str | None, aliases: list[str] | None = None) -> None:
        """``labels`` maps a name to its names by language, ``same_as`` a name to IRIs."""
        if not name:
            return
        known = self.entities.get(self.id(name))
        others = [*(known.aliases if known else ()), *(a for a in aliases or () if a != name)]
        id = known.id if known else f"{kind}/{_key(kind, fold(name))}"
        labels = tuple(sorted(self.gold.get("labels", {}).get(name, {}).items()))
        same_as = tuple(self.gold.get("same_as", {}).get(name, ()))
        spans = {span for form in (name, *others) for span in self._all(form, "name")}
        mentions = tuple(sorted(spans, key=lambda m: (m.start, m.end)))
        names = tuple(dict.fromkeys(others))
        self.entities[id] = Entity(id, known.kind if known else kind, name, mentions, names, labels, same_as)

    def id(self, name: str) -> str:
        """The id of the entity that has this name, or any of its forms."""
        wanted = fold(name)
        for entity in self.entities.values():
            if wanted in {fold(form) for form in (entity.name, *entity.aliases)}:
                return entity.id
        return ""

    def _when(self, meeting: dict[str, Any]) -> When | None:
        """``when`` gives fields of When beside the date; ``latest`` a bound where the day is not known."""
        given = dict(meeting.get("when", {}))
        if meeting["date"] is None:
            latest = _day(meeting.get("latest"))
            rule = "told as past: not after the day of publication"
            return When(f"../{latest}", None, latest, "", "publication", rule, latest) if latest else None
        words = meeting.get("date_text") or ""
        found = self._find(words, "time")
        first, last = _bounds(meeting["date"])
        given["anchor"] = _day(given.get("anchor"))
        given["warnings"] = tuple(given.get("warnings", ()))
        basis = given.pop("basis", "stated")
        return When(meeting["date"], first, last, words, basis, given.pop("rule", "date"), evidence=found, **given)

    def _time(self, row: dict[str, Any]) -> When:
        first, last = _bounds(row["value"])
        return When(row["value"], first, last, row["text"], "stated", "date", evidence=self._find(row["text"], "time"))

    def _event_id(self, meeting: dict[str, Any], when: When | None) -> str:
        type = meeting.get("type", "meeting")
        who = sorted(self.id(part["name"]) for part in meeting["participants"])
        sides = sorted(self.id(side) for side in meeting["other_orgs"])
        value = when.edtf if when else "undated"
        key = _key(type, value, *who, *sides, self.id(meeting["place"] or ""))
        return f"event/{type}-{re.sub('[^0-9a-zA-Z-]', '', value).strip('-')}-{key[:8]}"

    def _event(self, index: int, when: When | None, events: list[str], claims: list[str]) -> Event:
        """``type`` is meeting by default, ``also`` are later mentions, ``told_by`` numbers a statement (from 0)."""
        meeting = self.gold["meetings"][index]
        trigger = self._find(meeting["trigger"], "trigger", meeting.get("trigger_nth", 0)) or self.sentences[0]
        told = meeting.get("told_by")
        return Event(
            events[index],
            meeting.get("type", "meeting"),
            meeting["status"],
            trigger,
            (self._sentence(trigger.start),),
            meeting["mode"],
            tuple(self._participation(part) for part in meeting["participants"]),
            tuple(self.id(side) for side in meeting["other_orgs"]),
            self.id(meeting["place"]) if meeting["place"] else None,
            when,
            claims[told] if told is not None else None,
            tuple(found for words in meeting.get("also", ()) if (found := self._find(words, "later mention"))),
        )

    def _participation(self, part: dict[str, Any]) -> Participation:
        """``part`` is participant by default."""
        name = self._find(part["name"], "name")
        return Participation(
            self.id(part["name"]),
            part.get("part", "participant"),
            (name,) if name else (),
            part["role"],
            self._find(part["role"], "role") if part["role"] else None,
            self.id(part["org"]) if part["org"] else None,
            self.id(part["country"]) if part.get("country") else None,
        )

    def _claim_id(self, index: int) -> str:
        return f"claim/{_key(self.gold['id'], index)}"

    def _claim(self, index: int, events: list[str], claims: list[str]) -> Claim:
        """``text``, ``kind``, ``direct``, ``to``, ``about``, ``events`` and ``made_at`` (numbers), ``inferred``."""
        row = self.gold["statements"][index]
        cue = self._find(row["verb_text"], "verb of speech", row.get("verb_nth", 0)) or self.sentences[0]
        said = self._find(row["text"], "statement") if "text" in row else self._sentence(cue.start)
        assert said is not None
        made_at = row.get("made_at")
        when = self._when({"date": row["date"], "date_text": row["date_text"]}) if "date" in row else None
        return Claim(
            claims[index],
            self.id(row["speaker"]),
            row.get("kind", "statement"),
            said.text,
            cue,
            said,
            row.get("direct", False),
            tuple(map(self.id, row.get("to", ()))),
            tuple(map(self.id, row.get("about", ()))),
            tuple(events[i] for i in row.get("events", ())),
            events[made_at] if made_at is not None else None,
            when,
            tuple(row.get("inferred", ())),
        )

    def _count(self, row: dict[str, Any], claims: list[str]) -> DayCount:
        """``ordinal``, ``statement`` (a number), ``epoch``, ``reference``, ``reference_source``."""
        on, reference, ordinal = _day(row["on"]), _day(row.get("reference")), row.get("ordinal", False)
        implied = on - timedelta(days=row["n"] - int(ordinal)) if on else None
        off = (reference - implied).days if reference and implied else None
        told = row.get("statement")
        evidence = self._find(row["text"], "day count")
        assert evidence is not None
        return DayCount(
            row["n"],
            ordinal,
            row["war"],
            evidence,
            on,
            implied,
            row.get("epoch"),
            reference,
            row.get("reference_source"),
            off,
            claims[told] if told is not None else None,
        )

    def _notice(self, row: dict[str, Any]) -> Notice:
        return Notice(row["code"], row["message"], self._find(row["text"], "notice") if "text" in row else None)

    def _find(self, words: str, rule: str, nth: int = 0) -> Mention | None:
        if not words:
            return None
        spans = list(self._all(words, rule))
        if len(spans) <= nth:
            raise ValueError(f"{self.gold['id']}: {words!r} is not in the text")
        return spans[nth]

    def _all(self, words: str, rule: str) -> Iterator[Mention]:
        """Every place of the words: as they stand, else folded."""
        at = self.text.find(words)
        while at >= 0:
            yield self._span(at, at + len(words), rule)
            at = self.text.find(words, at + 1)
        if words in self.text:
            return
        folded = fold(words)
        at = self.folded.text.find(folded)
        while at >= 0:
            yield self._span(*self.folded.span(at, at + len(folded)), rule)
            at = self.folded.text.find(folded, at + 1)

    def _sentence(self, offset: int) -> Mention:
        return next(s for s in reversed(self.sentences) if s.start <= offset)

    def _span(self, start: int, end: int, rule: str) -> Mention:
        return Mention(start, end, self.text[start:end], rule, 0.95 if rule == "statement" else 1.0)


def _key(*parts: object) -> str:
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:12]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _bounds(value: str) -> tuple[date | None, date | None]:
    """First and last day of the EDTF values that the annotations use; None for what has no such day."""
    first, _, last = value.partition("/")
    return _edge(first, 1), _edge(last or first, -1)


def _edge(value: str, side: int) -> date | None:
    parts = value.split("-")
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", value):
        return None
    if len(parts) == 3:
        return date.fromisoformat(value)
    year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else (1 if side > 0 else 12)
    if month > 12:
        return None
    return date(year, month, 1) if side > 0 else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
