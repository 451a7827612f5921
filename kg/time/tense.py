"""The tense of the verb that governs a time expression, read from the words around it."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from kg.time.items import Item
from kg.time.lexicon import Lexicon
from kg.time.tokens import folded

Tense = Literal["past", "future", "present", "habit", ""]

_REACH = 60
_CLOSE = 3


class Cues:
    """The verb forms of one language: whole words and endings for each tense."""

    def __init__(self, source: dict[str, Any]):
        self.words: dict[str, str] = {}
        for tense in ("present", "past", "future", "skip"):
            for word in source.get(tense, ()):
                self.words[folded(word)] = tense
        for stem in source.get("past_stems", ()):
            for ending in source.get("past_endings", ()):
                self.words.setdefault(folded(stem + ending), "past")
        for stem in source.get("past_stems_vowel", ()):
            for ending in source.get("past_endings_vowel", ()):
                self.words.setdefault(folded(stem + ending), "past")
        self.endings = tuple(
            (folded(ending), tense)
            for tense, key in (("future", "future_endings"), ("past", "past_word_endings"))
            for ending in source.get(key, ())
        )
        self.prefixes = tuple((folded(p), "future") for p in source.get("future_prefixes", ()))
        self.agent = frozenset(folded(w) for w in source.get("agent", ()))
        self.clause = frozenset(folded(w) for w in source.get("clause", ()))
        self.prospect = frozenset(folded(w) for w in source.get("prospect", ()))
        self.infinitives = tuple(folded(w) for w in source.get("infinitive_endings", ()))
        self.obliged = frozenset(folded(w) for w in source.get("obliged", ()))
        self.about = frozenset(folded(w) for w in source.get("about", ()))
        self.after = frozenset(folded(w) for w in source.get("after_past", ()))
        self.events = frozenset(folded(w) for w in source.get("events", ()))
        self.infinitive_marker = frozenset(source.get("infinitive_marker", ()))
        self.passive = frozenset(source.get("passive", ()))
        self.progressive_endings = tuple(source.get("progressive_endings", ())) or ("\0",)
        self.goal = tuple(tuple(folded(w) for w in phrase.split()) for phrase in source.get("goal", ()))
        self.begin = tuple(tuple(folded(w) for w in phrase.split()) for phrase in source.get("begin", ()))
        self.side = source.get("side", "after")

    def of(self, form: str) -> str:
        """The tense of one word, "" for none."""
        if found := self.words.get(form):
            return found
        for ending, tense in self.endings:
            if form.endswith(ending) and len(form) >= len(ending):
                return tense
        return ""


@cache
def _cues(code: str) -> Cues:
    from kg.time.lexicon import lexicon

    return Cues(lexicon(code).tense)


def _role(cues: Cues, forms: list[str], before: list[str]) -> str:
    for name, phrases in (("goal", cues.goal), ("from", cues.begin)):
        for phrase in phrases:
            if tuple(forms[: len(phrase)]) == phrase or (
                cues.side == "before" and tuple(before[-len(phrase) :]) == phrase
            ):
                return name
    return ""


def tense_at(lex: Lexicon, items: list[Item], sentences: list[int], start: int, end: int) -> tuple[Tense, str]:
    """Tense of the verb that governs items ``[start, end)``, and the role of the expression ("goal", "from" or "")."""
    cues = _cues(lex.code)
    here = sentences[start]
    stop = end
    while stop < len(items) and sentences[stop] == here and stop - end < _REACH:
        stop += 1
    begin = start
    while begin > 0 and sentences[begin - 1] == here and start - begin < _REACH:
        begin -= 1
    after = [
        item.form if item.name not in ("comma", "stop", "quote", "semicolon", "colon", "dot") else ","
        for item in items[end:stop]
    ]
    before = [
        item.form if item.name not in ("comma", "stop", "quote", "semicolon", "colon", "dot") else ","
        for item in items[begin:start]
    ]
    role = _role(cues, after, before)
    return (verb_final(cues, before, after) if cues.side == "after" else verb_early(cues, before, after)), role


def verb_final(cues: Cues, before: list[str], after: list[str]) -> Tense:
    """Hindi, Urdu, Persian: the first verb after the expression governs it; an agent marked for the past (ने) helps."""
    agent = False
    for form in reversed(before):
        if form in cues.clause:
            break
        if form in cues.agent:
            agent = True
            break
    eventful = False
    for k, form in enumerate(after):
        following = after[k + 1] if k + 1 < len(after) else ","
        if form in cues.events:
            eventful = True
        if form.endswith(cues.infinitives) and _obliged(cues, after, k):
            return "future"
        if form in cues.prospect and k + 1 < len(after) and cues.of(following) in ("present", ","):
            return "future"
        if form in cues.after and following != "," and cues.of(following) not in ("present", "past"):
            continue
        kind = cues.of(form)
        if kind == "past":
            return _passive(cues, after[k + 1 : k + 4])
        if kind == "future":
            return kind
        if kind == "present":
            previous = after[k - 1] if k else ""
            if agent:
                return "past"
            if cues.of(previous) == "skip" or previous in cues.obliged:
                continue
            if eventful:
                return ""
            return "present"
        if kind == "skip":
            continue
    return "past" if agent else ""


def _passive(cues: Cues, following: list[str]) -> Tense:
    """A past participle alone is past; "will be done" and "is done" take their tense from the auxiliary."""
    for form in following:
        kind = cues.of(form)
        if kind == "future":
            return "future"
        if kind == "skip":
            return "present"
        if kind != "past":
            break
    return "past"


def _obliged(cues: Cues, after: list[str], k: int) -> bool:
    """An infinitive that looks ahead: "has to meet", "is about to meet", "the meeting to be held", "hopes to meet"."""
    following = [*after[k + 1 : k + 3], ",", ","]
    if following[0] in cues.about:
        return k < _CLOSE or cues.of(following[1]) == "present"
    return following[0] in cues.obliged or any(form in cues.prospect for form in after[k + 1 : k + 4])


def verb_early(cues: Cues, before: list[str], after: list[str]) -> Tense:
    """English, Arabic: the nearest verb before the expression in its clause governs it, else the first one after."""
    for k in range(len(before) - 1, -1, -1):
        if before[k] in cues.clause:
            break
        if found := _early(cues, before, after, k):
            return found
    whole = [*before, *after]
    for k in range(len(before), len(whole)):
        if found := _early(cues, whole, [], k):
            return found
    return ""


def _early(cues: Cues, before: list[str], after: list[str], k: int) -> Tense:
    """The tense of word ``k``: "is meeting" and "is to meet" look ahead, "has met" back, "is" alone is present."""
    kind = cues.of(before[k])
    if kind == "past" and any(form in cues.passive or cues.of(form) == "future" for form in before[max(0, k - 2) : k]):
        return "future"
    if kind != "present":
        return "past" if kind == "past" else "future" if kind == "future" else ""
    following = [*before[k + 1 :], *after][:2]
    if any(form in cues.infinitive_marker or form.endswith(cues.progressive_endings) for form in following):
        return "future"
    if any(cues.of(form) == "future" for form in following):
        return "future"
    return "present"
