"""The tense of the verb that governs a time expression, read from the words around it."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.language import folder
from kg.resources import refuse_unknown
from kg.time.items import Item
from kg.time.lexicon import Lexicon, lexicon
from kg.time.mention import Tense
from kg.time.tokens import folded

_REACH = 60
_MOST_REMEMBERED = 200_000
_CLOSE = 3
_STOPS = ("comma", "stop", "quote", "semicolon", "colon", "dot")
_NONE = ("\0",)
_STEMS = ("past_stems", "past_stems_vowel", "infinitive_stems")
_TENSES = ("present", "past", "future", "skip")
_PHRASES = ("goal", "until", "since", "noun", "begin")
_ENDINGS = (
    "past_endings", "past_endings_vowel", "past_word_endings", "present_endings", "future_endings",
    "progressive_endings", "infinitive_endings", "future_prefixes",
)  # fmt: skip
_LISTS = (
    "ergative", "clause", "prospect", "obliged", "about", "occur", "was", "off", "announce", "start", "modal",
    "progressive", "doubtful", "events", "infinitive_marker", "passive", "did", "pronouns", "with_to", "expected",
    "weak_goal",
)  # fmt: skip
_KEYS = {*_TENSES, *_STEMS, *_PHRASES, *_ENDINGS, *_LISTS, "side", "headline_end"}


class Cues:
    """The verb forms of one language: whole words and endings for each tense, and the words that bear on them."""

    ergative: frozenset[str]
    clause: frozenset[str]
    prospect: frozenset[str]
    obliged: frozenset[str]
    about: frozenset[str]
    occur: frozenset[str]
    was: frozenset[str]
    off: frozenset[str]
    announce: frozenset[str]
    start: frozenset[str]
    modal: frozenset[str]
    progressive: frozenset[str]
    doubtful: frozenset[str]
    events: frozenset[str]
    infinitive_marker: frozenset[str]
    passive: frozenset[str]
    did: frozenset[str]
    pronouns: frozenset[str]
    with_to: frozenset[str]
    expected: frozenset[str]
    weak_goal: frozenset[str]

    def __init__(self, source: dict[str, Any]):
        self.words: dict[str, str] = {}
        self.memory: dict[str, str] = {}
        for tense in _TENSES:
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
        for name in _LISTS:
            setattr(self, name, frozenset(folded(word) for word in source.get(name, ())))
        stems = [stem for key in _STEMS for stem in source.get(key, ())]
        self.infinitives = frozenset(
            folded(stem + end) for stem in stems for end in source.get("infinitive_endings", ())
        )
        self.present_endings = tuple(source.get("present_endings", ())) or _NONE
        self.progressive_endings = tuple(source.get("progressive_endings", ())) or _NONE
        self.goal, self.until, self.since, self.noun, self.begin = (
            tuple(tuple(folded(w) for w in phrase.split()) for phrase in source.get(key, ())) for key in _PHRASES
        )
        self.side = source.get("side", "after")
        self.at_end = bool(source.get("headline_end", False))

    def of(self, form: str) -> str:
        """The tense of one word, "" for none."""
        known = self.memory.get(form)
        if known is None:
            if len(self.memory) > _MOST_REMEMBERED:
                self.memory.clear()
            known = self.memory[form] = self._look_up(form)
        return known

    def _look_up(self, form: str) -> str:
        if found := self.words.get(form):
            return found
        for ending, tense in self.endings:
            if form.endswith(ending) and len(form) >= len(ending):
                return tense
        return ""


@cache
def _cues(code: str) -> Cues:
    source = lexicon(code).tense
    refuse_unknown(folder(code) / "time.toml", source, _KEYS, "tense.")
    return Cues(source)


def _role(cues: Cues, forms: list[str], before: list[str]) -> str:
    for name, phrases in (
        ("goal", cues.goal),
        ("until", cues.until),
        ("since", cues.since),
        ("from", cues.begin),
        ("noun", cues.noun),
    ):
        for phrase in phrases:
            beside = before[-len(phrase) :] if cues.side == "before" else forms[: len(phrase)]
            if tuple(beside) == phrase:
                return name
    return ""


def _word(item: Item) -> str:
    return "," if item.name in _STOPS else item.form


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
    after = [_word(item) for item in items[end:stop]]
    before = [_word(item) for item in items[begin:start]]
    role = _role(cues, after, before)
    if after[:1] == ["'"] and before[-1:] and before[-1] in cues.weak_goal:
        role = ""
    elif begin == start and end < len(items) and items[end].name == "colon":
        role = "agenda"
    tense = verb_final(cues, before, after, role) if cues.side == "after" else verb_early(cues, before, after)
    if not tense and not role and any(form in cues.events for form in after):
        role = "headline"
    return tense, role


def verb_final(cues: Cues, before: list[str], after: list[str], role: str) -> Tense:
    """Hindi, Urdu, Persian: the first verb after the expression governs it; the ergative (ने) marks the past."""
    ergative = _ergative(cues, before)
    eventful = announced = begins = False
    for k, form in enumerate(after):
        eventful = eventful or form in cues.events
        announced = announced or form in cues.announce
        begins = begins or form in cues.start
        ergative = ergative or form in cues.ergative
        if form in cues.infinitives and (found := _infinitive(cues, after, k)):
            return found
        if form in cues.prospect and k + 1 < len(after) and cues.of(after[k + 1]) in ("present", ","):
            return "future"
        if form in cues.modal or (form in cues.expected and k < _CLOSE):
            return "future"
        kind = cues.of(form)
        following = after[k + 1] if k + 1 < len(after) else ","
        if form in cues.progressive and cues.of(following) == "present":
            return "past" if role == "from" and not begins else "future"
        if kind == "past":
            if _noun_or_participle(cues, after, k):
                continue
            put_off = role == "until" and any(word in cues.off for word in after)
            return "future" if put_off or (announced and role) else _passive(cues, after[k + 1 : k + 4])
        if kind == "future":
            return "future"
        if kind == "present" and cues.of(following) == "future":
            return "future"
        if kind == "present":
            if ergative or (role == "from" and not eventful and k > 1):
                return "past"
            return "present" if eventful else "habit"
    if ergative:
        return "past"
    at_the_end = sum(form != "," for form in after) <= _CLOSE and bool(before) and cues.at_end
    return "future" if at_the_end or any(form in cues.off for form in after) else ""


def _ergative(cues: Cues, before: list[str]) -> bool:
    for form in reversed(before):
        if form in cues.clause:
            return False
        if form in cues.ergative:
            return True
    return False


def _noun_or_participle(cues: Cues, after: list[str], k: int) -> bool:
    """Forms that look like a past verb but are not one here: the genitive की, and करते हुए (while doing)."""
    following = after[k + 1] if k + 1 < len(after) else ","
    if (k and cues.of(after[k - 1]) == "skip") or following in cues.passive:
        return True
    return after[k] in cues.doubtful and following != "," and cues.of(following) not in ("present", "past", "future")


def _infinitive(cues: Cues, after: list[str], k: int) -> Tense:
    """An infinitive that looks ahead: has to meet, is about to meet, talks to be held; "was to" only if called off."""
    following = [*after[k + 1 : k + 3], ",", ","]
    if following[0] in cues.about:
        close = k < _CLOSE or after[k] in cues.occur or cues.of(following[1]) == "present"
        return "future" if close else ""
    if following[0] in cues.obliged or any(form in cues.prospect for form in after[k + 1 : k + 4]):
        return "future"
    if following[0] in cues.was:
        undone = any(form in cues.off or cues.of(form) == "future" for form in after[k + 1 :])
        return "future" if undone else "past"
    return ""


def _passive(cues: Cues, following: list[str]) -> Tense:
    """A past participle alone is past; "will be done" and "is done" take their tense from the auxiliary."""
    for k, form in enumerate(following):
        kind = cues.of(form)
        if not kind and cues.of("".join(following[k + 1 : k + 2])) == "future":
            kind = "future"
        if form in cues.clause:
            break
        if kind == "future":
            return "future"
        if kind == "skip":
            return "present"
        if kind != "past":
            break
    return "past"


def verb_early(cues: Cues, before: list[str], after: list[str]) -> Tense:
    """English, Arabic: the nearest verb before the expression in its clause governs it, else the first one after."""
    whole = [*before, *after]
    if after and (found := _early(cues, whole, [], len(before))):
        return found
    for k in range(len(before) - 1, -1, -1):
        if before[k] in cues.clause:
            break
        if found := _early(cues, before, after, k):
            return found
    for k in range(len(before), len(whole)):
        if found := _early(cues, whole, [], k):
            return found
    return ""


def _early(cues: Cues, before: list[str], after: list[str], k: int) -> Tense:
    """The tense of word ``k``: "is meeting" and "is to meet" look ahead, "has met" back, "is" alone is a state."""
    kind = cues.of(before[k])
    if before[k] in cues.with_to:
        return "future" if any(form in cues.infinitive_marker for form in [*before[k + 1 :], *after][:1]) else ""
    if not kind and k and before[k - 1] in cues.pronouns and before[k].endswith(cues.present_endings):
        return "present"
    if kind == "past" and any(form in cues.passive or cues.of(form) == "future" for form in before[max(0, k - 2) : k]):
        return "future"
    if kind == "future" and any(form in cues.did for form in before[max(0, k - 2) : k]):
        return "past"
    if kind != "present":
        return "past" if kind == "past" else "future" if kind == "future" else ""
    following = [*before[k + 1 :], *after][:2]
    if any(form in cues.infinitive_marker or form.endswith(cues.progressive_endings) for form in following):
        return "future"
    if any(cues.of(form) == "future" for form in following):
        return "future"
    return "habit"
