"""Give each token of a text its class, such as month, weekday, number, "last" or "ago", by the lexicon."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from kg.time.lexicon import MARKS, Entry, Lexicon, Value, speaks_of_time
from kg.time.tokens import Token, number, tokenize

_LONGEST_MONTH = 32
_AFTER_CLITIC = (
    "month",
    "month_short",
    "month_weak",
    "month_rare",
    "weekday",
    "deictic",
    "unit_day",
    "rel",
    "daypart",
    "today",
)
_BEFORE_DIGITS = ("month", "month_short", "month_weak", "month_rare", "weekday", "weekday_short", "ordinal_suffix")
_SIGNS = ("$", "\u20b9", "\u20ac", "\u00a3", "#", "+")
_SPELLED = ("numeral", "multiplier", "ordinal")


class Item(NamedTuple):
    """One classified stretch: class, value, span, and the folded form of its first word."""

    name: str
    value: Value
    start: int
    end: int
    form: str


def _numeric(value: int, digits: int) -> str:
    if 1 <= value <= _LONGEST_MONTH and digits <= 2:
        return "day"
    return "year" if digits == 4 and 1000 <= value < 2200 else "count"


def _entry(lexicon: Lexicon, tokens: list[Token], at: int) -> tuple[Entry, int] | None:
    """The longest phrase of the lexicon that begins at ``at``, and its last token; hyphens may join its words."""
    for entry in lexicon.entries.get(tokens[at].form, ()):
        last = at
        for form in entry[0][1:]:
            hyphen = last + 2 < len(tokens) and tokens[last + 1].form in ("-", "\u2013") and form != "-"
            last += 2 if hyphen else 1
            if last >= len(tokens) or tokens[last].form != form:
                break
        else:
            return entry, last
    return None


def _prefixed(lexicon: Lexicon, tokens: list[Token], at: int) -> tuple[int, Entry, int] | None:
    """A word that carries a clitic, such as Arabic و or ب, with what the rest of it means."""
    token = tokens[at]
    for prefix in lexicon.prefixes:
        rest = token.form[len(prefix) :]
        if len(rest) > 2 and token.form.startswith(prefix):
            cut = [token._replace(form=rest), *tokens[at + 1 : at + 6]]
            if (found := _entry(lexicon, cut, 0)) and found[0][1] in _AFTER_CLITIC:
                return len(prefix), found[0], at + found[1]
    return None


def _compound(lexicon: Lexicon, form: str) -> tuple[str, int] | None:
    """A number written as one word, as Persian does: thirty-and-fourth."""
    for at in range(2, len(form) - 2):
        if form[at] != lexicon.inner_joiner:
            continue
        head = _number_word(lexicon, form[:at])
        tail = _number_word(lexicon, form[at + 1 :]) or _compound(lexicon, form[at + 1 :])
        if head and tail and head[0] != "ordinal" and tail[1] < head[1]:
            return tail[0], head[1] + tail[1]
    return None


def _number_word(lexicon: Lexicon, form: str) -> tuple[str, int] | None:
    for entry in lexicon.entries.get(form, ()):
        if len(entry[0]) == 1 and entry[1] in _SPELLED and isinstance(entry[2], int):
            return ("ordinal" if entry[1] == "ordinal" else "numeral"), entry[2]
    return None


def _names(lexicon: Lexicon, text: str) -> list[Item]:
    tokens = tokenize(text, partial(speaks_of_time, lexicon))
    known = lexicon.entries
    out: list[Item] = []
    at = 0
    while at < len(tokens):
        kind, form, start, end = tokens[at]
        if kind == "word":
            if form in known and (found := _entry(lexicon, tokens, at)):
                entry, at = found
                out.append(Item(entry[1], entry[2], start, tokens[at].end, form))
            elif lexicon.prefixes and (cut := _prefixed(lexicon, tokens, at)):
                width, entry, at = cut
                clitic = known.get(form[:width])
                out.append(Item(clitic[0][1] if clitic else "word", None, start, start + width, form[:width]))
                out.append(Item(entry[1], entry[2], start + width, tokens[at].end, form[width:]))
            elif lexicon.inner_joiner in form and (joined := _compound(lexicon, form)):
                out.append(Item(*joined, start, end, form))
            else:
                out.append(Item("word", None, start, end, form))
        elif kind == "mark":
            out.append(Item(MARKS.get(form, "mark"), None, start, end, form))
        elif kind in ("digits", "grouped"):
            out.append(_digits(lexicon, tokens, at))
        else:
            out.append(Item(kind, form, start, end, form))
        at += 1
    return out


def _joins_a_name(lexicon: Lexicon, tokens: list[Token], at: int) -> bool:
    """Whether digits belong to a name before them: G20, Covid-19, but not November-2."""
    before = tokens[at - 1]
    if before.end != tokens[at].start:
        return False
    if before.form in _SIGNS:
        return True
    if (
        before.form in ("-", "\u2013")
        and at > 1
        and tokens[at - 2].end == before.start
        and tokens[at - 2].kind == "word"
    ):
        found = _entry(lexicon, tokens, at - 2)
        return found is None or found[0][1] not in _BEFORE_DIGITS
    return before.kind == "word" and before.form not in lexicon.entries


def _digits(lexicon: Lexicon, tokens: list[Token], at: int) -> Item:
    token = tokens[at]
    value = number(token.form)
    name = "count" if token.kind == "grouped" else _numeric(value, token.end - token.start)
    if at and _joins_a_name(lexicon, tokens, at):
        name = "word"
    return Item(name, value, token.start, token.end, token.form)


def _follows(current: int, value: int) -> bool:
    """Whether a number word goes on the number so far: two hundred + five, twenty + one."""
    if current == 0:
        return True
    return (current % 100 == 0 and value < 100) or (current % 100 >= 20 and current % 10 == 0 and value < 10)


def _spelled(items: list[Item], at: int) -> tuple[int, int, str]:
    """The number spelled from item ``at``: its value, the index of its last item, and the class of that item."""
    total, current, last, k = 0, 0, at, at
    while k < len(items):
        item = items[k]
        if item.name in ("hyphen", "joiner") and k > at and k + 1 < len(items) and items[k + 1].name in _SPELLED:
            k += 1
            item = items[k]
            if not isinstance(item.value, int) or not current + total or item.value >= 100:
                break
        if not isinstance(item.value, int):
            break
        if item.name == "multiplier":
            current = max(current, 1) * item.value
            if item.value >= 1000:
                total, current = total + current, 0
        elif item.name in ("numeral", "ordinal") and _follows(current, item.value) and (k == at or current + total):
            current += item.value
        else:
            break
        last = k
        if item.name == "ordinal":
            break
        k += 1
    return total + current, last, items[last].name


def _word_numbers(items: list[Item]) -> list[Item]:
    """Join the words of one number: two thousand eighteen, twenty-first."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if item.name not in ("numeral", "multiplier"):
            out.append(item)
            at += 1
            continue
        value, last, name = _spelled(items, at)
        if name != "ordinal":
            if 1000 <= value < 2200 and value % 100:
                name = "year"
            else:
                name = "day" if 1 <= value <= _LONGEST_MONTH else "count"
        out.append(Item(name, value, item.start, items[last].end, item.form))
        at = last + 1
    return out


def _ordinals(items: list[Item]) -> list[Item]:
    out: list[Item] = []
    for item in items:
        gap = item.start - out[-1].end if out else 0
        if (
            item.name == "ordinal_suffix"
            and out
            and out[-1].name in ("day", "count", "year")
            and gap <= (len(item.form) > 2)
        ):
            out[-1] = Item("ordinal", out[-1].value, out[-1].start, item.end, out[-1].form)
        elif item.name == "ordinal_suffix":
            out.append(Item("word", None, item.start, item.end, item.form))
        else:
            out.append(item)
    return out


def classify(lexicon: Lexicon, text: str) -> list[Item]:
    """The items of ``text`` in order; every word and mark is one item, phrases of the lexicon are joined."""
    items = _names(lexicon, text)
    names = {item.name for item in items}
    if "numeral" in names or "multiplier" in names:
        items = _word_numbers(items)
    return _ordinals(items) if "ordinal_suffix" in names else items
