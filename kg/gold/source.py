"""A report with its marks: reads ``NAME.gold``, the file that people write.

A head of ``key: value`` lines, a line ``---``, and the report with marks such as ``{p1|name}``; the form is described
in ``data/gold/WRITING.md``. Offsets count Unicode code points of the text without its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Sign = Literal["", "~", "=", "!"]

KINDS = {
    "p": "person",
    "o": "organization",
    "l": "place",
    "r": "role",
    "n": "nationality",
    "t": "time",
    "m": "trigger",
    "c": "cue",
    "s": "statement",
    "w": "war",
    "x": "unmarked",
}
WITHOUT_NUMBER = frozenset("polwx")
SIGNED = {"~": frozenset("pol"), "=": frozenset("pol"), "!": frozenset("polrntmc")}
HEAD_KEYS = frozenset({"published", "style", "basis", "grid", "war"})

_OPEN = re.compile(r"\{([a-z]\d*(?:,[a-z]\d*)*)([~=!]?)\|")
_LINE = re.compile(r"([a-z]+\d*)\s*:(?:\s+(.*))?$")
_NOTE = re.compile(r"(?:^|\s)#\s")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span ``[start, end)`` of the text, the entities it stands for, and the line it opens on."""

    ids: tuple[str, ...]
    sign: Sign
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the head: its words, and the writer's own words after `` # ``."""

    words: tuple[str, ...]
    note: str
    line: int

    @property
    def value(self) -> str:
        """The words as they were written, with single spaces."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Source:
    """The head, the text without marks, and the marks in the order in which they open."""

    head: dict[str, Entry]
    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Problems:
    """What is wrong with one file, one line each."""

    file: str
    lines: list[str] = field(default_factory=list)

    def add(self, line: int, message: str) -> None:
        """Note one fault and its fix."""
        self.lines.append(f"{self.file}:{line}: {message}")


def read_source(content: str, problems: Problems) -> Source:
    """The parts of a ``.gold`` file; what cannot be read is added to the problems."""
    lines = content.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    if "---" not in lines:
        problems.add(1, "no line --- between head and text: add one")
        return Source({}, "", ())
    end = lines.index("---")
    head = _read_head(lines[:end], problems)
    body = lines[end + 1 :]
    skipped = next((i for i, line in enumerate(body) if line.strip()), 0)
    text, marks = _read_text("\n".join(body[skipped:]).rstrip(), end + 2 + skipped, problems)
    if not text:
        problems.add(end + 1, "there is no text after ---")
    return Source(head, text, marks)


def _read_head(lines: list[str], problems: Problems) -> dict[str, Entry]:
    head: dict[str, Entry] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.match(line.strip())
        if not found:
            problems.add(number, f"{line.strip()!r} is no head line: write key: value, as in m1: p1 p2 @l1 t1")
            continue
        key, rest = found[1], found[2] or ""
        if key not in HEAD_KEYS and not re.fullmatch(r"[pmst]\d+", key):
            problems.add(number, f"unknown key {key!r}: known are {', '.join(sorted(HEAD_KEYS))}, p1, m1, s1, t1 ...")
        elif key in head:
            problems.add(number, f"{key!r} stands on line {head[key].line} too: keep one")
        else:
            value, *note = _NOTE.split(rest, maxsplit=1)
            head[key] = Entry(tuple(value.split()), note[0].strip() if note else "", number)
    return head


def _read_text(body: str, line: int, problems: Problems) -> tuple[str, tuple[Mark, ...]]:
    out: list[str] = []
    open_marks: list[tuple[tuple[str, ...], Sign, int, int, int]] = []
    done: list[tuple[int, Mark]] = []
    position = opened = 0
    while position < len(body):
        char = body[position]
        mark = _OPEN.match(body, position) if char == "{" else None
        if mark:
            ids = tuple(mark[1].split(","))
            for problem in _mark_faults(ids, mark[2]):
                problems.add(line, f"{mark[0]}...}}: {problem}")
            open_marks.append((ids, _sign(mark[2]), len(out), line, opened))
            opened += 1
            position = mark.end()
            continue
        if char == "{":
            problems.add(line, f"{body[position : position + 12]!r} opens no mark: {_advice(body[position:])}")
        elif char == "}" and open_marks:
            ids, sign, start, at, order = open_marks.pop()
            done.append((order, Mark(ids, sign, start, len(out), at)))
            if "".join(out[start:]).strip() != "".join(out[start:]) or start == len(out):
                problems.add(line, f"the mark {','.join(ids)} is empty or has blanks at its edge: move them out")
        elif char == "}":
            problems.add(line, "} closes no mark: remove it, or write \\}")
        else:
            if char == "\\" and body[position + 1 : position + 2] in ("{", "}", "\\"):
                position += 1
                char = body[position]
            out.append(char)
        line += char == "\n"
        position += 1
    for ids, _, _, at, _ in open_marks:
        problems.add(at, f"the mark {','.join(ids)} is never closed: add }}")
    return "".join(out), tuple(mark for _, mark in sorted(done, key=lambda pair: pair[0]))


def _advice(rest: str) -> str:
    if re.match(r"\{[a-z]\d*[~=!],", rest):
        return "write the sign once, after the last id, as in {p1,p2=|words}"
    return "write {p1|words}, or \\{ for a brace"


def _sign(sign: str) -> Sign:
    return "~" if sign == "~" else "=" if sign == "=" else "!" if sign == "!" else ""


def _mark_faults(ids: tuple[str, ...], sign: str) -> Iterator[str]:
    for id in ids:
        kind = id[0]
        if kind not in KINDS:
            yield f"unknown mark {id!r}: the kinds are {', '.join(f'{k} {name}' for k, name in KINDS.items())}"
        elif len(id) == 1 and kind not in WITHOUT_NUMBER:
            yield f"{id!r} needs a number: write {kind}1"
        elif len(id) > 1 and kind in "wx":
            yield f"{id!r} has no number: write {kind}"
        elif sign and kind not in SIGNED[sign]:
            yield f"{sign!r} does not go with {id!r}: remove it"
