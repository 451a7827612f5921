"""From the fields and the text of an input to a :class:`kg.nouns.Report`, with every field checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from urllib.parse import urlsplit

from kg.errors import LanguageError, ReportError
from kg.nouns import Report
from kg.reading.languages import UNDETERMINED, code, identify
from kg.reading.problems import quoted

FIELDS = ("id", "title", "publisher", "url", "published", "lang", "source")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_IN_AN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f\s]")
_WORD = re.compile(r"\w")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ID_LENGTH = 200


def publication_day(value: str) -> date:
    """The calendar day of ``YYYY-MM-DD`` or of an ISO 8601 date-time, in the time zone that is given there.

    ``2024-07-30T00:30:00+05:30`` is 2024-07-30, though it is still 29 July in UTC. Raises :class:`ReportError`.
    """
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        if _DAY.match(value) and value[10] in "Tt ":
            return datetime.fromisoformat(value.upper()).date()
    except ValueError:
        pass
    raise ReportError(
        f"published {quoted(value)} is not a date; write YYYY-MM-DD or a date-time such as 2024-07-30T18:05:00+05:30"
    )


def body(text: str) -> str:
    """A text without the blank lines before and after it.

    The first line keeps its indentation and the last its trailing blanks, but not its line break. Nothing else
    changes: offsets into ``Report.text`` count from here.
    """
    if not text.strip():
        return ""
    start = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    end = text.find("\n", len(text.rstrip()))
    return text[start : end if end >= 0 else len(text)].removesuffix("\r")


def checked(
    fields: Mapping[str, object],
    text: str,
    *,
    name: str,
    notice: Callable[[str], None],
    lang: str | None = None,
    lang_hint: str | None = None,
) -> Report:
    """A checked report.

    ``fields`` are the metadata, those of :data:`FIELDS`; an unknown one is a notice. ``name`` is the id where the
    metadata give none; ``lang`` the language where they give none, and ``lang_hint`` what is only to be trusted if
    the script agrees. Raises :class:`ReportError` for a wrong field or a text without a word.
    """
    for key in fields:
        if key not in FIELDS:
            notice(f"unknown field {quoted(key)} is left out; known are {', '.join(FIELDS)}")
    given = {key: _text_of(key, fields[key]) for key in FIELDS if fields.get(key) is not None}
    given = {key: value for key, value in given.items() if value}
    text = body(text)
    if _SURROGATE.search(text):
        raise ReportError("the text has one half of a surrogate pair (\\ud800 to \\udfff); write the whole character")
    if "\x00" in text:
        raise ReportError("the text has a NUL character; remove it")
    if not _WORD.search(text):
        raise ReportError("there is no text in it; add the text of the report, or remove it")
    published = given.get("published")
    url = given.get("url")
    if url and not is_web_address(url):
        notice(f"url {quoted(url)} is left out; it is no address that begins with http:// or https://")
        url = None
    return Report(
        id=_checked_id(given.get("id", name)),
        text=text,
        lang=_language(given.get("lang", lang), lang_hint, text),
        published=publication_day(published) if published else None,
        published_as=published,
        title=given.get("title"),
        publisher=given.get("publisher"),
        url=url,
        source=given.get("source"),
    )


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an absolute http or https IRI that can stand in a graph."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not _NOT_IN_AN_IRI.search(url)


def _language(stated: str | None, hint: str | None, text: str) -> str:
    if stated and stated != UNDETERMINED:
        try:
            return code(stated)
        except LanguageError as error:
            raise ReportError(str(error)) from error
    try:
        return identify(text, code(hint) if hint else None)
    except LanguageError:
        return identify(text)


def _checked_id(value: str) -> str:
    if len(value) > _ID_LENGTH:
        raise ReportError(f"id {quoted(value)} is longer than {_ID_LENGTH} characters; give a shorter id")
    return value


def _text_of(key: str, value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ReportError(f"{key} must be text, not a {type(value).__name__}; write it in quotes")
    if _SURROGATE.search(value) or "\x00" in value:
        raise ReportError(f"{key} {quoted(value)} has a character that cannot be written as UTF-8; correct it")
    return " ".join(value.split())
