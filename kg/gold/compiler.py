"""From a marked report to its text and its annotation, offsets included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import chain

from kg.gold.entities import Book
from kg.gold.grid import Grid
from kg.gold.rules import MODES, STATUSES, Annotation, check_report, edtf_error, weekday_error
from kg.gold.source import Entry, Problems, read_source
from kg.gold.variety import sentences

_STATUS = sorted(STATUSES)
_MODE = [*sorted(m for m in MODES if m), "open"]
_LENGTHS = ((1, "brief"), (3, "short"), (7, "medium"))
_NO_LINE = Entry((), "", 0)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A report's text and annotation, or what is wrong with its source."""

    text: str
    annotation: Annotation
    errors: tuple[str, ...]


def compile_report(name: str, content: str, grid: Grid) -> Compiled:
    """The text and the annotation that the source of one report stands for.

    ``name`` is the report's id, which begins with the code of its language (``hi-x12``).
    """
    problems = Problems(f"{name}.gold")
    source = read_source(content, problems)
    if not problems.lines:
        book = Book(source)
        compiler = _Compiler(name, source.head, book, problems)
        compiler.check_head(grid)
        compiler.check_marks()
        book.unmarked(problems)
        if not problems.lines:
            annotation = compiler.annotation()
            if not problems.lines:
                problems.lines += [f"{problems.file}: {error}" for error in check_report(source.text, annotation)]
                problems.lines += [f"{problems.file}: {error}" for error in grid.missing(annotation)]
            return Compiled(source.text, annotation, tuple(problems.lines))
    return Compiled(source.text, {}, tuple(problems.lines))


class _Compiler:
    def __init__(self, name: str, head: dict[str, Entry], book: Book, problems: Problems) -> None:
        self.name, self.head, self.book, self.problems = name, head, book, problems

    def lines(self, kind: str) -> dict[str, Entry]:
        """The head lines of the entities of one kind, by number."""
        found = {k: e for k, e in self.head.items() if re.fullmatch(rf"{kind}\d+", k)}
        return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))

    def check_head(self, grid: Grid) -> None:
        for key, example in (
            ("published", "2024-05-17"),
            ("style", "agency report"),
            ("grid", "verb.meet order.joint"),
        ):
            if not self.head.get(key, _NO_LINE).words:
                self.problems.add(1, f"no line {key}: add one, as in {key}: {example}")
        published = self.head.get("published", _NO_LINE)
        if published.words and not _is_day(published.value):
            self.problems.add(published.line, f"{published.value!r} is no day: write 2024-05-17")
        tags = self.head.get("grid", _NO_LINE)
        for tag in tags.words:
            if tag not in grid.tags:
                self.problems.add(tags.line, f"unknown tag {tag!r}: {grid.advice(tag)}")
        for id, entry in self.lines("t").items():
            error = edtf_error(entry.value) if entry.words else "no value"
            if error:
                self.problems.add(
                    entry.line, f"{id}: {error}; write EDTF, as in 2024-05-15, 2024-05, 2024-05-01/2024-05-03"
                )
        self._words("p", "ol", (), "a body o1 and a country l1")
        self._words("m", "pot", (*_STATUS, *_MODE, "optional"), "p1 o1 +l1 (sides) @l1 (place) t1")
        self._words("s", "pol>", ("unsaid",), "speakers, then > and those addressed, as in s1: p1 > p2 # gist")
        self._words("war", "t", (), "the time and the number, as in war: t1 215")

    def _words(self, kind: str, entities: str, others: tuple[str, ...], advice: str) -> None:
        for key, entry in self.lines(kind).items() if kind != "war" else self._war().items():
            for word in entry.words:
                id = word[1:] if kind == "m" and re.fullmatch(r"[@+]l\d+", word) else word
                if re.fullmatch(rf"[{entities}]\d+|l\d+", id) and (id[0] in entities or id != word):
                    if id not in self.book:
                        self.problems.add(
                            entry.line, f"{key}: {id} is nowhere marked: mark it {{{id}|...}} in the text"
                        )
                elif kind == "m" and re.fullmatch(r"l\d+", word):
                    self.problems.add(entry.line, f"{key}: write @{word} where they met, +{word} for a state as a side")
                elif not (
                    word in others
                    or (kind == "s" and word == ">")
                    or (kind == "m" and word.startswith("date="))
                    or (kind == "war" and word.isdecimal())
                ):
                    known = f"; known words: {' '.join(others)}" if others else ""
                    self.problems.add(entry.line, f"{key}: unknown word {word!r}: write {advice}{known}")

    def _war(self) -> dict[str, Entry]:
        return {"war": self.head["war"]} if "war" in self.head else {}

    def check_marks(self) -> None:
        """Marks that lack their head line, and head lines that lack their marks."""
        for id, mentions in self.book.of.items():
            line, kind = mentions[0].line, id[0]
            owner = {"r": "p", "n": "p", "c": "s"}.get(kind, kind) + id[1:]
            if kind in "tms" and id not in self.head:
                self.problems.add(line, f"{id} has no line in the head: add {id}: ...")
            elif kind == "c" and owner not in self.head:
                self.problems.add(line, f"{id} is the verb of {owner}, which has no line in the head: add {owner}: p1")
            elif kind in "rn" and owner not in self.book:
                self.problems.add(line, f"{id} belongs to {owner}, whom no mark names: number it like its person")
            elif kind in "pol" and not self.book.forms(id):
                self.problems.add(line, f"{id} is never named: mark its name {{{id}|...}} without ~ or =")
        for kind, mark in (("p", "p"), ("m", "m"), ("t", "t"), ("s", "c"), ("s", "s")):
            for id, entry in self.lines(kind).items():
                wanted = mark + id[1:]
                if wanted not in self.book and not (mark == "s" and "unsaid" in entry.words):
                    advice = "; if the words are not there, add unsaid" if mark == "s" else ""
                    self.problems.add(entry.line, f"{id}: nothing is marked {{{wanted}|...}} in the text{advice}")
        for id, entry in self.lines("s").items():
            if not entry.words or entry.words[0] in (">", "unsaid"):
                self.problems.add(entry.line, f"{id}: no speaker: write {id}: p1")
        lang = self.name.split("-")[0]
        for id, entry in self.lines("t").items():
            for mention in self.book.of.get(id, ()):
                error = weekday_error(mention.text, entry.value, lang) if not edtf_error(entry.value) else None
                if error:
                    self.problems.add(mention.line, f"{id}: {error}: correct line {entry.line}")
        if "war" in self.head and not ("w" in self.book and self._war_words()):
            self.problems.add(
                self.head["war"].line, "war: write war: t1 215, and mark the war's name {w|...} in the text"
            )
        elif "w" in self.book and "war" not in self.head:
            self.problems.add(self.book.of["w"][0].line, "w has no line in the head: add war: t1 215")

    def _war_words(self) -> tuple[str, int] | None:
        words = self.head["war"].words
        if len(words) == 2 and re.fullmatch(r"t\d+", words[0]) and words[1].isdecimal() and words[0] in self.head:
            return words[0], int(words[1])
        return None

    def annotation(self) -> Annotation:
        book, head = self.book, self.head
        meetings = [self._meeting(id, entry) for id, entry in self.lines("m").items()]
        count = len(sentences(book.text))
        return {
            "id": self.name,
            "lang": self.name.split("-")[0],
            "published": head["published"].value,
            "source_style": head["style"].value,
            "length": next((name for most, name in _LENGTHS if count <= most), "long"),
            "basis": head["basis"].value if "basis" in head else "fictional",
            "distractor": not meetings,
            "grid": list(head["grid"].words),
            "meetings": meetings,
            "statements": list(chain.from_iterable(self._statements(i, e) for i, e in self.lines("s").items())),
            "time_expressions": self._times(),
            "persons": [book.name(id) for id in book.all("p")],
            "organizations": [book.name(id) for id in book.all("o")],
            "places": [book.name(id) for id in book.all("l")],
            "war_day": self._war_day(),
            "mentions": self._mentions(),
            "links": self._links(),
        }

    def _meeting(self, id: str, entry: Entry) -> Annotation:
        book, words = self.book, entry.words
        times = [w for w in words if re.fullmatch(r"t\d+", w)]
        dates = [w.removeprefix("date=") for w in words if w.startswith("date=")]
        values = {self.head[t].value for t in times}
        if len(values) > 1 and not dates:
            self.problems.add(entry.line, f"{id}: {' and '.join(times)} differ: add date= with the day of the meeting")
        if dates and edtf_error(dates[0]):
            self.problems.add(entry.line, f"{id}: {edtf_error(dates[0])}")
        places = [w[1:] for w in words if w.startswith("@")]
        if len(places) > 1:
            self.problems.add(entry.line, f"{id}: more than one place: keep the narrowest")
        modes = [None if w == "open" else w for w in words if w in _MODE]
        trigger = book.name(id)
        return {
            "id": id,
            "participants": [self._participant(w) for w in words if w[0] == "p" and w[1:].isdecimal()],
            "other_orgs": [book.name(w.removeprefix("+")) for w in words if re.fullmatch(r"o\d+|\+l\d+", w)],
            "place": book.name(places[0]) if places else None,
            "date": dates[0] if dates else self.head[times[0]].value if times else None,
            "date_text": book.name(times[0]) if times else None,
            "status": next((w for w in words if w in STATUSES), "held"),
            "trigger": trigger,
            "alt_triggers": list(dict.fromkeys(m.text for m in book.of[id] if m.text != trigger)),
            "mode": modes[0] if modes else "in_person",
            "optional": "optional" in words,
            "note": entry.note,
        }

    def _participant(self, id: str) -> Annotation:
        name = self.book.name(id)
        return {
            "id": id,
            "name": name,
            "aliases": [form for form in self.book.forms(id) if form != name],
            "role": self._own(id, "r"),
            "org": next((self.book.name(w) for w in self._line(id) if w[0] == "o"), None),
            "country": next((self.book.name(w) for w in self._line(id) if w[0] == "l"), self._own(id, "n")),
        }

    def _line(self, id: str) -> tuple[str, ...]:
        return self.head.get(id, _NO_LINE).words

    def _own(self, id: str, kind: str) -> str | None:
        own = kind + id[1:]
        return self.book.name(own) if own in self.book else None

    def _statements(self, id: str, entry: Entry) -> list[Annotation]:
        speakers, addressees = _sides(entry)
        return [
            {
                "id": id,
                "speaker": self.book.name(speaker),
                "verb_text": self.book.name(f"c{id[1:]}"),
                "gist_en": entry.note or None,
                "addressees": [self.book.name(w) for w in addressees],
                "spans": [[m.start, m.end] for m in self.book.of.get(id, ())],
            }
            for speaker in speakers
        ]

    def _times(self) -> list[Annotation]:
        rows: dict[tuple[str, str], Annotation] = {}
        for mention in self.book.mentions:
            if mention.entity[0] == "t":
                entry = self.head[mention.entity]
                row = {"text": mention.text, "value": entry.value, "note": entry.note}
                rows.setdefault((mention.text, entry.value), row)
        return list(rows.values())

    def _war_day(self) -> Annotation | None:
        words = self._war_words() if "war" in self.head else None
        if not words:
            return None
        time, number = words
        return {"text": self.book.name(time), "n": number, "on": self.head[time].value, "war": self.book.name("w")}

    def _mentions(self) -> list[Annotation]:
        return [
            {
                "id": f"x{number}",
                "kind": m.kind,
                "start": m.start,
                "end": m.end,
                "text": m.text,
                "entity": m.entity,
                "form": self.book.form(m),
            }
            for number, m in enumerate(self.book.mentions, 1)
        ]

    def _links(self) -> list[Annotation]:
        names = {"o": "organization", "l": "country", "n": "country", "r": "role"}
        found = []
        for id in self.book.all("p"):
            own = [k + id[1:] for k in "rn" if k + id[1:] in self.book]
            found += [(names[to[0]], id, to) for to in [*own, *self._line(id)]]
        for id, entry in self.lines("m").items():
            for word in entry.words:
                if re.fullmatch(r"p\d+|o\d+|\+l\d+", word):
                    found.append(("participant", id, word.removeprefix("+")))
                elif word.startswith("@"):
                    found.append(("place", id, word[1:]))
                elif re.fullmatch(r"t\d+", word):
                    found.append(("time", id, word))
        for id, entry in self.lines("s").items():
            speakers, addressees = _sides(entry)
            found += [("speaker", id, w) for w in speakers] + [("addressee", id, w) for w in addressees]
        return [{"type": type, "from": one, "to": other} for type, one, other in dict.fromkeys(found)]


def _sides(entry: Entry) -> tuple[list[str], list[str]]:
    words = [w for w in entry.words if w != "unsaid"]
    at = words.index(">") if ">" in words else len(words)
    return words[:at], words[at + 1 :]


def _is_day(value: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False
