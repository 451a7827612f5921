"""Find mentions of time: rules over the classes of words, then ranges over the mentions."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from kg.time.items import Item, classify
from kg.time.lexicon import Lexicon, Rule, lexicon
from kg.time.mention import TimeMention
from kg.time.tense import tense_at

_EMPTY = ("word", "comma", "dot", "hyphen", "open", "close")
_Hit = tuple[int, int, Rule]


def _fits(rule: Rule, codes: str, start: int, end: int) -> bool:
    before, after = codes[start - 1 : start], codes[end : end + 1]
    return (
        (not rule.before or (before != "" and before in rule.before))
        and (not rule.after or (after != "" and after in rule.after))
        and before not in rule.not_before
        and after not in rule.not_after
    )


def _next(rule: Rule, codes: str, at: int) -> tuple[int, int] | None:
    """The first stretch from ``at`` on that the rule matches, where what stands around it fits."""
    while match := rule.pattern.search(codes, at):
        start, end = match.span()
        if start < end and _fits(rule, codes, start, end):
            return start, end
        at = start + 1
        if at > len(codes):
            break
    return None


def _hits(rules: tuple[Rule, ...], codes: str) -> list[_Hit]:
    """Leftmost, then longest, then first rule; none overlaps another."""
    waiting: list[tuple[int, int, int]] = []
    for order, rule in enumerate(rules):
        if span := _next(rule, codes, 0):
            waiting.append((span[0], -span[1], order))
    heapify(waiting)
    out: list[_Hit] = []
    last = 0
    while waiting:
        start, minus_end, order = heappop(waiting)
        if start >= last:
            last = -minus_end
            out.append((start, last, rules[order]))
        if span := _next(rules[order], codes, last):
            heappush(waiting, (span[0], -span[1], order))
    return out


def _trimmed(rule: Rule, codes: str, start: int, end: int) -> tuple[int, int]:
    while end > start + 1 and codes[end - 1] in rule.trim:
        end -= 1
    return start, end


def _sentences(lex: Lexicon, items: list[Item]) -> list[int]:
    out, n = [], 0
    for k, item in enumerate(items):
        out.append(n)
        ends = item.name in ("stop", "line") or (
            item.name == "dot"
            and (k + 1 == len(items) or items[k + 1].start > item.end)
            and not _abbreviation(lex, items, k)
        )
        n += ends
    return out


def _abbreviation(lex: Lexicon, items: list[Item], k: int) -> bool:
    """Whether the dot at ``k`` belongs to the word before it: a month, an initial, a title."""
    if k == 0 or items[k - 1].end != items[k].start:
        return False
    word = items[k - 1]
    return word.name in ("month_short", "month_weak") or word.end - word.start == 1 or word.form in lex.abbreviations


def find(text: str, lang: str) -> tuple[TimeMention, ...]:
    """All expressions of calendar time in ``text``, in order, and the counted days ("day 300 of the war").

    Sets (every Monday), durations, ages, times of day and "nowadays" are recognised and left out.
    Raises :class:`kg.errors.LanguageError` for an unknown language.
    """
    lex = lexicon(lang)
    items = classify(lex, text)
    codes = "".join([lex.letters[item.name] for item in items])
    sentences = _sentences(lex, items)
    mentions: list[tuple[int, int, TimeMention]] = []
    inner: list[TimeMention] = []
    for start, end, rule in _hits(lex.rules, codes):
        start, end = _trimmed(rule, codes, start, end)
        mention = _mention(lex, text, items, sentences, start, end, rule)
        mentions.append((start, end, mention))
        if rule.name.endswith("-on"):
            inner += _inner(lex, text, items, sentences, start, end)
    mentions = [row for row in _joined(lex, text, items, sentences, codes, mentions) if row[2].kind != "skip"]
    return tuple(sorted([*(mention for _, _, mention in mentions), *inner], key=lambda m: (m.start, m.end)))


def _inner(lex: Lexicon, text: str, items: list[Item], sentences: list[int], start: int, end: int) -> list[TimeMention]:
    """The day named inside a count: "the war has today completed 300 days"."""
    rules = {rule.name: rule for rule in lex.rules}
    names = {"today": "deictic", "deictic": "deictic", "weekday": "weekday"}
    found = [(k, rules[names[item.name]]) for k, item in enumerate(items[start:end], start) if item.name in names]
    return [_mention(lex, text, items, sentences, k, k + 1, rule) for k, rule in found]


def _mention(
    lex: Lexicon, text: str, items: list[Item], sentences: list[int], start: int, end: int, rule: Rule
) -> TimeMention:
    inside = items[start:end]
    tense, role = tense_at(lex, items, sentences, start, end)
    if any(item.name in ("to", "hyphen") for item in inside):
        role = ""
    kind = rule.kind
    nowadays = kind == "today" and tense == "habit"
    vague = kind in ("unit", "anaphor") and any(item.value == "many" for item in inside)
    if nowadays or vague:
        kind = "skip"
    return TimeMention(
        inside[0].start,
        inside[-1].end,
        text[inside[0].start : inside[-1].end],
        lex.code,
        kind,
        rule.name,
        tuple(rule.rename.get(item.name, (item.name, item.value)) for item in inside if item.name not in _EMPTY),
        (),
        tense,
        role,
        sentences[start],
    )


def _successive(ends: tuple[TimeMention, ...]) -> bool:
    """Sunday and Monday are one stretch, Monday and Friday two days."""
    first, last = (end.weekday for end in ends)
    if any(len(end.parts) != 1 for end in ends) or first is None or last is None:
        return False
    return (first + 1) % 7 == last


def _joined(
    lex: Lexicon,
    text: str,
    items: list[Item],
    sentences: list[int],
    codes: str,
    mentions: list[tuple[int, int, TimeMention]],
) -> list[tuple[int, int, TimeMention]]:
    """Ranges made of two mentions."""
    pieces: list[str] = []
    where: list[tuple[int, int, TimeMention | None]] = []
    at = 0
    for start, end, mention in mentions:
        pieces += codes[at:start]
        where += [(k, k + 1, None) for k in range(at, start)]
        pieces.append(
            lex.letters["mention"] if mention.kind not in ("skip", "count", "anniversary") else lex.letters["word"]
        )
        where.append((start, end, mention))
        at = end
    pieces += codes[at:]
    where += [(k, k + 1, None) for k in range(at, len(codes))]
    joined = "".join(pieces)
    taken: dict[int, tuple[int, int, TimeMention]] = {}
    inside: set[int] = set()
    for start, end, rule in _hits(lex.ranges, joined):
        start, end = _trimmed(rule, joined, start, end)
        ends = tuple(m for _, _, m in where[start:end] if m is not None)
        first, last = where[start][0], where[end - 1][1]
        if len(ends) != 2 or ends[0].sentence != ends[1].sentence:
            continue
        if rule.name == "weekdays" and not _successive(ends):
            continue
        whole = _mention(lex, text, items, sentences, first, last, rule)
        taken[start] = (first, last, TimeMention(
            whole.start, whole.end, whole.text, whole.lang, "range", rule.name, (), ends, whole.tense, whole.role,
            whole.sentence,
        ))  # fmt: skip
        inside |= set(range(start, end))
    out = []
    for k, (first, last, single) in enumerate(where):
        if k in taken:
            out.append(taken[k])
        elif single is not None and k not in inside:
            out.append((first, last, single))
    return out
