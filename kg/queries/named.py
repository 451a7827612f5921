"""The named questions: each is one ``.rq`` file in this folder, its first remarks are its help.

The head of a file holds, each in a remark of its own line: the question in English, the question in Hindi, further
help if any, and a line ``param NAME (TYPE): description [default VALUE]`` for each parameter. Parameters are variables
of the SELECT clause; the types are listed in :mod:`kg.queries.parameters`. A parameter of the type ``count`` or
``rows`` is no variable: it takes the place of each number behind LIMIT, in parts ``{ SELECT ... LIMIT 500 }`` that
find what is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import ResourceError
from kg.queries.parameters import TYPES, Parameter

COUNTS = frozenset({"count", "rows"})
FOLDER = Path(__file__).resolve().parent

_LIMIT = re.compile(r"\bLIMIT \d+")
_PARAM = re.compile(
    r"param\s+(?P<name>[A-Za-z]\w*)\s+\((?P<type>\w+)\):\s*(?P<help>.*?)\s*(?:\[default\s*(?P<default>[^\]]*)\])?$"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question by name: what it asks in English and in Hindi, its parameters, and its SPARQL text."""

    name: str
    english: str
    hindi: str
    parameters: tuple[Parameter, ...]
    text: str
    help: str = ""

    @property
    def count(self) -> Parameter | None:
        """The parameter that says how many are shown at most, where there is one."""
        return next((p for p in self.parameters if p.type in COUNTS), None)

    def with_most(self, number: int) -> str:
        """The SPARQL text with another number behind LIMIT; 0 for no limit."""
        return _LIMIT.sub(f"LIMIT {number:d}" if number else "", self.text)

    def beyond(self, number: int) -> str:
        """A SPARQL text that has rows where more is found than ``number``."""
        prologue = self.text.partition("SELECT")[0]
        parts = [f"{{ {part} LIMIT 1 OFFSET {number:d} }}" for part in _limited(self.text)]
        given = [f"?{p.name}" for p in self.parameters if any(re.search(rf"[?]{p.name}\b", part) for part in parts)]
        return f"{prologue}SELECT {' '.join(given) or '*'} WHERE {{ {' UNION '.join(parts)} }}"


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """The named questions, sorted by name. Raises :class:`kg.errors.ResourceError` for a broken file."""
    return tuple(_question(file) for file in sorted(FOLDER.glob("*.rq")))


def declared(text: str, where: str) -> tuple[Parameter, ...]:
    """The parameters that the remarks at the head of a query declare.

    Raises :class:`ResourceError` for a line that begins with ``# param`` and is not of the form above, and for a
    ``count`` without such a part.
    """
    found = tuple(_parameter(line, where) for line in _head(text) if line.startswith("param "))
    if any(parameter.type in COUNTS for parameter in found) and not _limited(text):
        raise ResourceError(f"{where}: a count needs a part of the query to limit; write {{ SELECT ... LIMIT 500 }}")
    return found


def _question(file: Path) -> Question:
    text = file.read_text(encoding="utf-8")
    lines = [line for line in _head(text) if line and not line.startswith("param ")]
    if len(lines) < 2 or not _in_hindi(lines[1]):
        raise ResourceError(f"{file}: begin with the question in English, then in Hindi, each in a line after '# '")
    return Question(file.stem, lines[0], lines[1], declared(text, str(file)), text, "\n".join(lines[2:]))


def _limited(text: str) -> list[str]:
    """The parts in braces that end with LIMIT, without braces and LIMIT."""
    found = []
    for limit in _LIMIT.finditer(text):
        depth, at = 1, limit.start()
        while depth and at:
            at -= 1
            depth += (text[at] == "}") - (text[at] == "{")
        if not depth:
            found.append(text[at + 1 : limit.start()])
    return found


def _head(text: str) -> list[str]:
    lines = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line[1:].strip())
    return lines


def _parameter(line: str, where: str) -> Parameter:
    found = _PARAM.match(line)
    if not found:
        raise ResourceError(f"{where}: {line!r}; write: # param NAME (TYPE): description [default VALUE]")
    if found["type"] not in TYPES:
        raise ResourceError(f"{where}: unknown type {found['type']!r}; allowed: {', '.join(TYPES)}")
    return Parameter(found["name"], found["type"], found["help"], found["default"])


def _in_hindi(line: str) -> bool:
    return any("\u0900" <= character <= "\u097f" for character in line)
