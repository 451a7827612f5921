"""The word lists of one language, folded and ready to look up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.gazetteer import Gazetteer
from kg.gazetteer import load as load_gazetteer
from kg.language import folder, table
from kg.resources import refuse_missing, refuse_unknown
from kg.text import fold

Phrase = tuple[str, ...]
Phrases = dict[str, tuple[tuple[Phrase, str], ...]]

_GRAMMAR = {
    "case": {
        "agent",
        "with",
        "between",
        "genitive",
        "object",
        "in",
        "at",
        "by",
        "leader",
        "chair",
        "present",
        "host",
        "source",
        "about",
        "until",
        "as",
        "mediator",
        "honor",
    },
    "words": {
        "conjunctions",
        "pronouns",
        "where",
        "wherein",
        "linkers",
        "numbers",
        "correlative",
        "negations",
        "object_pronouns",
        "own",
        "relative",
        "breakers",
        "complementizer",
        "pairs",
        "these",
        "particles",
        "adverbs",
    },
    "verbs": {
        "past",
        "present",
        "future",
        "planned",
        "cancelled",
        "denied",
        "unreal",
        "chairing",
        "ongoing",
        "infinitive",
        "separately",
        "another",
        "instead",
        "sidelines",
        "meanwhile",
    },
}
_NAMES = {
    "person": {"never_ending", "honorifics", "honorifics_after", "initials", "abbreviations"},
    "role": {
        "heads",
        "suffixes",
        "plurals",
        "modifiers",
        "joining",
        "same",
        "territorial",
        "plural_endings",
        "surnames",
        "ranks",
    },
    "organization": {"heads", "weak", "generic", "prefixes", "delegations", "of"},
    "place": {"heads"},
}


@dataclass(frozen=True)
class Lexicon:
    """Folded word sets of a language; phrases are tuples of folded words, by their first word, longest first.

    ``cases`` maps a postpositional phrase to its category, ``sets`` a dotted name such as ``role.heads`` to its words,
    ``phrases`` a dotted name such as ``verbs.planned`` to its phrases, ``long_roles`` the last word of an office of
    several words to such offices.
    """

    code: str
    cases: Phrases
    sets: dict[str, frozenset[str]]
    phrases: dict[str, Phrases]
    long_roles: dict[str, tuple[Phrase, ...]]
    common: frozenset[str]
    closed: frozenset[str]
    plural_endings: tuple[tuple[str, str], ...]
    oblique: str

    @property
    def gazetteer(self) -> Gazetteer:
        """The lists of places, the user's own among them."""
        return load_gazetteer()

    def has(self, name: str, key: str) -> bool:
        """Whether the folded word ``key`` is in the set ``name``."""
        return key in self.sets[name]

    def is_role(self, key: str) -> bool:
        """Whether a folded word is an office: in the list, or ending like one."""
        return key in self.sets["role.heads"] or any(
            key.endswith(s) and len(key) > len(s) + 1 for s in self.sets["role.suffixes"]
        )


def phrase(text: str) -> Phrase:
    """The folded words of a phrase."""
    return tuple(fold(text).replace("-", " ").split())


def phrases_of(values: Iterable[str], meaning: str = "") -> Phrases:
    """Phrases by their first word, longest first, each with what it means."""
    return by_first((phrase(v), meaning) for v in values)


def by_first(entries: Iterable[tuple[Phrase, str]]) -> Phrases:
    """Phrases with their meaning, by their first word, longest first."""
    out: Phrases = {}
    for entry in sorted(set(entries), key=lambda e: (-len(e[0]), e)):
        out[entry[0][0]] = (*out.get(entry[0][0], ()), entry)
    return out


def _by_last(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    out: dict[str, tuple[Phrase, ...]] = {}
    for one in sorted(phrases):
        out[one[-1]] = (*out.get(one[-1], ()), one)
    return out


@cache
def load(code: str) -> Lexicon:
    """The lexicon of a language. Raises :class:`kg.errors.ResourceError` for an unknown or a missing list."""
    grammar, names = table(code, "grammar"), table(code, "names")
    _check(code, "grammar", grammar, _GRAMMAR)
    _check(code, "names", names, _NAMES)
    sets: dict[str, frozenset[str]] = {}
    phrases: dict[str, Phrases] = {}
    for source, known in ((grammar, _GRAMMAR), (names, _NAMES)):
        for section in known:
            lists = source[section]
            for key, values in lists.items():
                if key in {"same", "plural_endings"} or section == "case":
                    continue
                sets[f"{section}.{key}"] = frozenset(fold(v) for v in values)
                phrases[f"{section}.{key}"] = phrases_of(values)
    for category, values in grammar["case"].items():
        sets[f"case.{category}"] = frozenset(fold(v) for v in values)
    cases = [(phrase(v), category) for category, values in grammar["case"].items() for v in values]
    closed = frozenset(w for p, _ in cases if len(p) == 1 for w in p).union(
        *(sets[f"words.{k}"] for k in grammar["words"]), *(sets[f"verbs.{k}"] for k in ("past", "present", "future"))
    )
    common_file = folder(code) / "common.txt"
    common = frozenset(common_file.read_text(encoding="utf-8").split()) if common_file.exists() else frozenset()
    return Lexicon(
        code=code,
        cases=by_first(cases),
        sets=sets,
        phrases=phrases,
        long_roles=_by_last(p for p in map(phrase, names["role"]["heads"]) if len(p) > 1),
        common=common,
        closed=closed,
        plural_endings=tuple((fold(a), fold(b)) for a, b in names["role"]["plural_endings"]),
        oblique=fold("".join(grammar["case"]["genitive"][-1:])),
    )


def _check(code: str, name: str, data: dict[str, Any], known: dict[str, set[str]]) -> None:
    file = folder(code) / f"{name}.toml"
    refuse_unknown(file, data, {*known, "examples", "not"})
    refuse_missing(file, data, set(known))
    for section, keys in known.items():
        refuse_unknown(file, data[section], keys, f"{section}.")
        refuse_missing(file, data[section], keys, f"{section}.")
