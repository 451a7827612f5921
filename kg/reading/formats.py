"""Plain text with front matter, JSON and JSON lines: the fields and the text in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import yaml

from kg.errors import ReportError
from kg.reading import files
from kg.reading.problems import one_line

_FENCE = re.compile(r"---[ \t]*\r?\n")
_FRONT_MATTER = re.compile(_FENCE.pattern + r"(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_MATTER_LENGTH = 50_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before its fields are checked.

    ``name`` is its id where the fields give none, ``line`` where it begins in a file of several, ``lang_hint`` a
    language that is only to be trusted if the script agrees.
    """

    fields: Mapping[str, object]
    text: str
    name: str
    line: int | None = None
    lang_hint: str | None = None


def plain(text: str, name: str) -> Draft:
    """Text with or without YAML front matter between two lines ``---``, of which the first is the first of the text.

    Values of the front matter are kept as written (YAML 1.2 failsafe schema): dates and numbers stay text. Raises
    :class:`ReportError`.
    """
    found = _FRONT_MATTER.match(text)
    if found:
        return Draft(_front_matter(found["yaml"]), text[found.end() :], name)
    if _FENCE.match(text):
        raise ReportError("the front matter that begins in line 1 has no end; add a line --- after it")
    return Draft({}, text, name)


def json_object(text: str, name: str, line: int | None = None) -> Draft:
    """One JSON object with a field ``text`` and the fields of front matter. Raises :class:`ReportError`."""
    try:
        fields = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"character {error.pos + 1}" if line else f"line {error.lineno}"
        raise ReportError(f"broken JSON, {where}: {error.msg}; correct it") from error
    except (ValueError, RecursionError) as error:
        raise ReportError("broken JSON: a number too long, or brackets too deep; correct it") from error
    if not isinstance(fields, dict):
        raise ReportError('not a JSON object; write {"text": "..."}, in .jsonl one a line')
    body = fields.pop("text", None)
    if not isinstance(body, str):
        raise ReportError('no field "text" with the text of the report; add it')
    return Draft(fields, body, name, line)


def json_lines(
    file: BinaryIO, name: str, limit: int, refuse: Callable[[int | None, str], None], first: bytes = b""
) -> Iterator[Draft]:
    """The reports of a file with one JSON object a line; a line that is wrong is refused, the others go on.

    ``first`` is the first line where it has been read already. Raises :class:`ReportError` where the first line
    shows that the file is binary, or there is no line.
    """
    number = 0
    for number, offset, line in files.lines(file, limit, first):
        try:
            if line is None:
                raise ReportError(files.too_large(limit))
            yield json_object(files.decoded(line, offset).rstrip("\r\n"), f"{name}-{number}", number)
        except ReportError as error:
            if number == 1 and line and b"\x00" in line:
                raise
            refuse(number, str(error))
    if number == 0:
        raise ReportError(files.EMPTY)


def _front_matter(source: str) -> dict[str, object]:
    if len(source) > _FRONT_MATTER_LENGTH:
        raise ReportError(f"the front matter is longer than {_FRONT_MATTER_LENGTH:,} characters; shorten it")
    try:
        fields = yaml.load(source, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 2}" if error.problem_mark else ""
        raise ReportError(f"broken front matter{line}: {one_line(error.problem or 'not YAML')}; correct it") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ReportError("broken front matter: it is not YAML; correct it") from error
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict):
        raise ReportError("the front matter is not a list of fields; write lines such as published: 2024-07-30")
    return {str(key): value for key, value in fields.items()}
