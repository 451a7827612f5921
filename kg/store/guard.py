"""What a query text may not do, checked before any engine sees it."""

from __future__ import annotations

import re

from kg.errors import QueryError

_MAX_CHARACTERS = 50_000
_MAX_DEPTH = 100

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_VARIABLE = re.compile(r"[?$]\w+", re.ASCII)
_LOCAL_NAME = re.compile(r":(?:\w[\w.-]*)?", re.ASCII)
_GAP = r"(?:\s|#[^\r\n]*[\r\n])*"
_TARGET = r"(?:<[^<>\s]*>|[?$]\w+|[^\s<>{}()]*:(?:\\.|[^\s<>{}()\\])*)"
_SERVICE = re.compile(rf"SERVICE{_GAP}(?:SILENT{_GAP})?{_TARGET}{_GAP}\{{", re.I)
_PROLOGUE = re.compile(r"(?:\s+|#[^\r\n]*|BASE\s*<[^<>]*>|PREFIX\s*[^\s:<>]*:\s*<[^<>]*>)*", re.I)
_UPDATE = re.compile(r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.I)


def refuse_unsafe(text: str) -> None:
    """Raise :class:`QueryError` for an update, for SERVICE (which would leave the machine), and for a text so long
    or so deeply nested that a parser may fail on it.

    SERVICE is recognised by its grammar (SPARQL 1.1, rule 59: the keyword, perhaps SILENT, an IRI or a variable, an
    opening brace), also where it is written with ``\\u`` escapes.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QueryError("query: holds half a character (a lone surrogate); write it in UTF-8")
    if len(text) > _MAX_CHARACTERS:
        raise QueryError(f"query: {len(text)} characters; at most {_MAX_CHARACTERS} are read")
    depth = deepest = 0
    for character in text:
        depth += (character in "({[") - (character in ")}]")
        deepest = max(deepest, depth)
    if deepest > _MAX_DEPTH:
        raise QueryError(f"query: brackets nested {deepest} deep; at most {_MAX_DEPTH} are read")
    plain = _ESCAPE.sub(lambda match: _character(match), text)
    update = _UPDATE.match(plain, _PROLOGUE.match(plain).end())  # type: ignore[union-attr]
    if update:
        raise QueryError(f"query: {update.group().upper()} changes the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE")
    bare = _LOCAL_NAME.sub(":x", _VARIABLE.sub("?x", plain))
    if _SERVICE.search(bare):
        raise QueryError("query: SERVICE asks another machine; only what is in the graph can be queried")


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code < 0x110000 else match.group()


def not_projected(name: str) -> str:
    """The message for a query whose SELECT clause lacks a bound variable; Oxigraph binds only those there."""
    return f"query: a value is given for ?{name}, so ?{name} must stand in the SELECT clause"


def one_line(message: str, limit: int = 160) -> str:
    """An engine's message on one line, cut where it becomes a list of every allowed character."""
    flat = " ".join(message.split())
    return flat if len(flat) <= limit else flat[:limit].rstrip() + " ..."


def position(text: str, offset: int) -> str:
    """``line L, column C`` (both from 1) of a code-point offset."""
    before = text[:offset]
    return f"line {before.count(chr(10)) + 1}, column {offset - (before.rfind(chr(10)) + 1) + 1}"
