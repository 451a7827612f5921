"""Read the time words and rules of one language: ``kg/language/<code>/time.toml`` over the names of CLDR (Babel)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.language import folder, table
from kg.resources import refuse_unknown
from kg.time.tokens import folded, tokenize

Value = int | str | None
Entry = tuple[tuple[str, ...], str, Value]

_KEYS = {
    "abbreviations", "calendar", "groups", "hijri", "inner_joiner", "prefixes", "rule", "said", "tense", "week_start",
    "words",
}  # fmt: skip
_RULE_KEYS = {
    "after", "as", "before", "examples", "kind", "name", "not", "not_after", "not_before", "pattern", "trim",
}  # fmt: skip
MARKS = {
    ",": "comma", "،": "comma", "-": "hyphen", "–": "hyphen", "—": "hyphen", "−": "hyphen", ".": "dot", "/": "slash",
    "(": "open", ")": "close", "[": "open", "]": "close", "'": "apostrophe", "’": "apostrophe", "।": "stop",
    "?": "stop", "!": "stop", "؟": "stop", "۔": "stop", "॥": "stop", ";": "semicolon", "؛": "semicolon", ":": "colon",
    '"': "quote", "“": "quote", "”": "quote", "«": "quote", "»": "quote", "‘": "quote",
}  # fmt: skip
_BUILT_IN = [
    "word",
    "mark",
    "line",
    "day",
    "year",
    "count",
    "ymd",
    "slashed",
    "clock",
    "decimal",
    "ordinal",
    "mention",
    "month",
    "month_short",
    "month_weak",
    "month_rare",
]
ANCHORS = frozenset({
    "month", "month_short", "month_weak", "month_rare", "weekday", "weekday_short", "saturday", "deictic", "today",
    "now", "season",
    "quarter", "decade", "century", "multiplier", "unit_day", "unit_week", "unit_month", "unit_year",
    "unit_financial", "weekend", "daypart", "neighbour", "holiday", "this_year",
    "anniversary",
})  # fmt: skip
_MOST_REMEMBERED = 200_000
_GROUPS = {"number": ["day", "year", "count"], "mon": ["month", "month_short", "month_weak", "month_rare"]}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: which run of classes makes a mention of which kind, and what may stand around it.

    ``examples`` are (text, words, EDTF), said on the day that the file names; ``counter`` texts it must not fire on.
    """

    name: str
    kind: str
    pattern: re.Pattern[str]
    before: frozenset[str]
    after: frozenset[str]
    not_before: frozenset[str]
    not_after: frozenset[str]
    trim: frozenset[str]
    rename: dict[str, tuple[str, Value]]
    examples: tuple[tuple[str, str, str], ...]
    counter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known of time in one language.

    ``entries`` maps a folded word to the phrases that begin with it; ``anchors`` are folded words of which a sentence
    has at least one, or a digit, if it speaks of time; ``wanted`` remembers which written words hold one.
    """

    code: str
    week_start: int
    calendar: str
    said: str
    hijri: str
    entries: dict[str, tuple[Entry, ...]]
    anchors: frozenset[str]
    wanted: dict[str, bool]
    prefixes: tuple[str, ...]
    inner_joiner: str
    abbreviations: frozenset[str]
    letters: dict[str, str]
    rules: tuple[Rule, ...]
    ranges: tuple[Rule, ...]
    tense: dict[str, Any]


def speaks_of_time(lexicon: Lexicon, written: str) -> bool:
    """Whether a word as written, with the marks around it, may belong to an expression of time."""
    known = lexicon.wanted.get(written)
    if known is None:
        known = any(character.isdecimal() for character in written)
        for token in tokenize(written):
            known = known or token.form in lexicon.anchors
            known = known or any(
                token.form[len(p) :] in lexicon.anchors for p in lexicon.prefixes if p == token.form[: len(p)]
            )
        if len(lexicon.wanted) > _MOST_REMEMBERED:
            lexicon.wanted.clear()
        lexicon.wanted[written] = known
    return known


def _forms(phrase: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokenize(phrase) if token.kind in ("word", "digits") or token.form in "-'")


def _value(key: str) -> Value:
    return int(key) if re.fullmatch(r"-?\d+", key) else key


def _cldr(code: str) -> list[Entry]:
    from babel import Locale

    locale = Locale.parse(code)
    out: list[Entry] = []
    for width in ("wide", "abbreviated"):
        cls = "month" if width == "wide" else "month_short"
        out += [(_forms(name), cls, f"g{n}") for n, name in locale.months["format"][width].items()]
    out += [(_forms(name), "weekday", n) for n, name in locale.days["format"]["wide"].items()]
    return out


def _entries(code: str, words: dict[str, Any], file: Path) -> tuple[dict[str, tuple[Entry, ...]], set[str]]:
    found: dict[tuple[str, ...], Entry] = {}
    for forms, name, value in _cldr(code):
        if forms:
            found.setdefault(forms, (forms, name, value))
    own: dict[tuple[str, ...], str] = {}
    for name, content in words.items():
        pairs = content.items() if isinstance(content, dict) else [("", content)]
        for key, phrases in pairs:
            for phrase in phrases:
                forms = _forms(phrase)
                if not forms or own.get(forms, name) != name:
                    raise ResourceError(f"{file}: words.{name}: {phrase!r} is empty or stands in two classes; keep one")
                own[forms] = name
                found[forms] = (forms, name, _value(key) if key else None)
    by_first: dict[str, list[Entry]] = {}
    for forms, entry in found.items():
        by_first.setdefault(forms[0], []).append(entry)
    ordered = {first: tuple(sorted(rows, key=lambda e: -len(e[0]))) for first, rows in by_first.items()}
    return ordered, {name for _, name, _ in found.values()}


class _Compiler:
    def __init__(self, file: Path, classes: set[str], groups: dict[str, list[str]]):
        self.file = file
        names = sorted(classes | set(_BUILT_IN) | set(MARKS.values()))
        self.letters = {name: chr(0xE000 + i) for i, name in enumerate(names)}
        self.groups = _GROUPS | groups

    def members(self, name: str) -> str:
        if name in self.letters:
            return self.letters[name]
        if name in self.groups:
            return "".join(self.members(member) for member in self.groups[name])
        raise ResourceError(
            f"{self.file}: a rule names {name!r}, neither a class nor a group; add it to words or groups"
        )

    def set_of(self, names: str) -> frozenset[str]:
        return frozenset("".join(self.members(name) for name in names.split()))

    def pattern(self, source: str) -> re.Pattern[str]:
        body = re.sub(r"[a-z_]+", lambda m: f"[{self.members(m.group())}]", source)
        body = re.sub(r"\s+", "", body).replace("(", "(?:")
        try:
            return re.compile(body)
        except re.error as error:
            raise ResourceError(f"{self.file}: pattern {source!r}: {error}") from error

    def rule(self, row: dict[str, Any]) -> Rule:
        refuse_unknown(self.file, row, _RULE_KEYS, where=f"rule {row.get('name')}: ")
        return Rule(
            row["name"],
            row["kind"],
            self.pattern(row["pattern"]),
            self.set_of(row.get("before", "")),
            self.set_of(row.get("after", "")),
            self.set_of(row.get("not_before", "")),
            self.set_of(row.get("not_after", "")),
            self.set_of(row.get("trim", "")),
            {name: (new, value) for name, (new, value) in row.get("as", {}).items()},
            tuple((text, words, edtf) for text, words, edtf in row.get("examples", ())),
            tuple(row.get("not", ())),
        )


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language, read once.

    Raises :class:`kg.errors.LanguageError` for an unknown language, :class:`kg.errors.ResourceError` for a wrong file.
    """
    file = folder(code) / "time.toml"
    rows = table(code, "time")
    refuse_unknown(file, rows, _KEYS)
    entries, classes = _entries(code, rows["words"], file)
    compiler = _Compiler(file, classes, rows.get("groups", {}))
    rules = tuple(compiler.rule(row) for row in rows["rule"])
    return Lexicon(
        code,
        rows["week_start"],
        rows["calendar"],
        rows["said"],
        rows.get("hijri", "umm-al-qura"),
        entries,
        frozenset(e[0][-1] for found in entries.values() for e in found if e[1] in ANCHORS),
        {},
        tuple(rows.get("prefixes", ())),
        rows.get("inner_joiner", "\0"),
        frozenset(folded(word) for word in rows.get("abbreviations", ())),
        compiler.letters,
        tuple(rule for rule in rules if rule.kind != "range"),
        tuple(rule for rule in rules if rule.kind == "range"),
        rows.get("tense", {}),
    )
