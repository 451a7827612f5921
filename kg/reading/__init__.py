"""From files, folders and standard input to reports; nothing after this room asks where a report came from.

A report is a ``.txt`` or ``.md`` file (with YAML front matter or without), one object in a ``.json`` file, a line of a
``.jsonl`` file, or an ``.html`` page. What cannot be read becomes a :class:`Problem`; the rest goes on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReportError
from kg.nouns import Report
from kg.reading.files import STDIN, find, reason
from kg.reading.formats import Draft
from kg.reading.languages import code
from kg.reading.metadata import checked
from kg.reading.problems import Problem, place_of, quoted
from kg.reading.sources import of_file, of_stdin

__all__ = ["LIMIT", "Problem", "Reading", "iter_reports", "read"]

LIMIT = 5_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read: the reports, ordered by id, and what was wrong, in the order of the files."""

    reports: tuple[Report, ...]
    problems: tuple[Problem, ...]


def read(
    paths: Sequence[str | Path], *, lang: str | None = None, stdin: BinaryIO | None = None, limit: int = LIMIT
) -> Reading:
    """Read all reports at ``paths``: files, folders, or ``-`` for standard input; in whichever order.

    ``lang`` is the language of the reports whose metadata name none (without it, it is identified); ``limit`` is the
    most bytes one report may have. Raises :class:`kg.errors.LanguageError` where ``lang`` is no language code.
    """
    problems: list[Problem] = []
    reports = iter_reports(paths, problems.append, lang=lang, stdin=stdin, limit=limit)
    return Reading(tuple(sorted(reports, key=lambda report: report.id)), tuple(problems))


def iter_reports(
    paths: Iterable[str | Path],
    on_problem: Callable[[Problem], None],
    *,
    lang: str | None = None,
    stdin: BinaryIO | None = None,
    limit: int = LIMIT,
) -> Iterator[Report]:
    """Like :func:`read`, one report after the other as they are read: files sorted by where they lie, ``-`` last.

    Of two reports with one id the first is given and the other is a problem; that is a notice where they agree.
    """
    default = code(lang) if lang else None
    paths = [os.fspath(path) for path in paths]
    seen: dict[str, tuple[str, str]] = {}
    sources: list[str | Path] = [*find(paths, on_problem)]
    for path in sources + [STDIN] * (STDIN in paths):
        for draft in _drafts(path, on_problem, stdin, limit):
            place = place_of(path, draft.line)
            report = _report(draft, place, default, on_problem)
            if report and _is_new(report, place, seen, on_problem):
                yield report


def _drafts(
    path: str | Path, on_problem: Callable[[Problem], None], stdin: BinaryIO | None, limit: int
) -> Iterator[Draft]:
    def refuse(line: int | None, message: str) -> None:
        on_problem(Problem(place_of(path, line), message))

    try:
        if isinstance(path, Path):
            yield from of_file(path, limit, refuse)
        else:
            yield from of_stdin(stdin or sys.stdin.buffer, limit, refuse)
    except ReportError as error:
        refuse(None, str(error))
    except OSError as error:
        refuse(None, reason(error))


def _report(draft: Draft, place: str, lang: str | None, on_problem: Callable[[Problem], None]) -> Report | None:
    def notice(message: str) -> None:
        on_problem(Problem(place, message, refused=False))

    try:
        return checked(draft.fields, draft.text, name=draft.name, notice=notice, lang=lang, lang_hint=draft.lang_hint)
    except ReportError as error:
        on_problem(Problem(place, str(error)))
        return None


def _is_new(
    report: Report, place: str, seen: dict[str, tuple[str, str]], on_problem: Callable[[Problem], None]
) -> bool:
    digest = sha256(report.text.encode()).hexdigest()
    first, text = seen.setdefault(report.id, (place, digest))
    if (first, text) == (place, digest):
        return True
    if text == digest:
        on_problem(Problem(place, f"the same id and text as {first}; read once", refused=False))
    else:
        message = f"id {quoted(report.id)} is taken by {first}, with another text; give it an id of its own"
        on_problem(Problem(place, message))
    return False
