r"""The ledger: a table of judgements, one line each, that people can read, edit and take back.

Tab separated, UTF-8, a header line; the columns are the fields of :class:`kg.nouns.Link`. In a cell ``\t``, ``\n``,
``\r`` and ``\\`` stand for a tab, line ends and a backslash; an apostrophe before ``= + - @`` keeps spreadsheets from
running it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from kg.errors import ResourceError
from kg.nouns import Link

COLUMNS = ("left", "right", "verdict", "by", "why", "when")
VERDICTS = ("same", "different", "unsure")

_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN = {escaped[1]: plain for plain, escaped in _ESCAPES.items()}
_FORMULA = re.compile("'*[=+\\-@]")
_BY = re.compile(r"(machine|human):\S.*")


def is_human(link: Link) -> bool:
    """Whether a person made the judgement."""
    return link.by.startswith("human:")


def order(link: Link) -> tuple[bool, str, str, str, str, str]:
    """The place of a line in the ledger: human lines first, then by ids."""
    return not is_human(link), link.left, link.right, link.verdict, link.by, link.why


def ends(left: str, right: str) -> tuple[str, str]:
    """The two ends of a link in the order in which they are written."""
    return (left, right) if left <= right else (right, left)


def dumps(links: Iterable[Link]) -> str:
    """The ledger as text; the order of the links has no bearing on it."""
    rows = [COLUMNS]
    for link in sorted(set(links), key=order):
        when = link.when.isoformat() if link.when else ""
        rows.append((link.left, link.right, link.verdict, link.by, link.why, when))
    return "".join("\t".join(map(_escape, row)) + "\n" for row in rows)


def loads(text: str, name: str = "links.tsv") -> tuple[Link, ...]:
    """The links of a ledger. Raises :class:`ResourceError` naming the line of a mistake and what is allowed there."""
    lines = text.removeprefix("\ufeff").split("\n")
    if tuple(lines[0].rstrip("\r").split("\t")) != COLUMNS:
        raise ResourceError(f"{name}, line 1: the columns are {', '.join(COLUMNS)}, with one tab between them")
    return tuple(
        _link(line.rstrip("\r"), f"{name}, line {number}") for number, line in enumerate(lines[1:], 2) if line.strip()
    )


def read(file: Path) -> tuple[Link, ...]:
    """The links of a ledger's file. Raises :class:`ResourceError` where it cannot be read or has a mistake."""
    try:
        return loads(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"{file}: {error}; give a readable UTF-8 file, or make one with kg link") from error


def dump_renamings(rows: Iterable[tuple[str, str, str]]) -> str:
    """Ids that changed, as text: the report, the id there, and the id now."""
    lines = [("report", "was", "is"), *sorted(set(rows))]
    return "".join("\t".join(map(_escape, row)) + "\n" for row in lines)


def renamings(text: str) -> tuple[tuple[str, str, str], ...]:
    """The rows of :func:`dump_renamings`. Raises ValueError for a line that has not three cells."""
    rows = [tuple(map(_unescape, line.split("\t"))) for line in text.split("\n")[1:] if line]
    return tuple((report, was, now) for report, was, now in rows)


def _link(line: str, where: str) -> Link:
    cells = [_unescape(cell) for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise ResourceError(f"{where}: {len(cells)} cells; need {len(COLUMNS)}: {', '.join(COLUMNS)}")
    left, right, verdict, by, why, when = cells
    if verdict not in VERDICTS:
        raise ResourceError(f"{where}: verdict {verdict!r}; allowed: {', '.join(VERDICTS)}")
    if not _BY.fullmatch(by):
        raise ResourceError(f"{where}: by {by!r}; write human:NAME (or machine:RULE)")
    for end in (left, right):
        if "/" not in end or left == right:
            raise ResourceError(f"{where}: {end!r}; the ends are two different occurrences, as REPORT#person/1f0c")
    try:
        day = date.fromisoformat(when) if when else None
    except ValueError as error:
        raise ResourceError(f"{where}: when {when!r} is no day; write YYYY-MM-DD") from error
    return Link(*ends(left, right), verdict, by, why, day)  # type: ignore[arg-type]


def _escape(cell: str) -> str:
    cell = re.sub(r"[\\\t\n\r]", lambda c: _ESCAPES[c.group()], cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unescape(cell: str) -> str:
    if cell.startswith("'") and _FORMULA.match(cell):
        cell = cell[1:]
    return re.sub(r"\\(.)", lambda c: _PLAIN.get(c.group(1), c.group()), cell)
