"""The same page from a server: it asks for a selection, for what is known of one node or line, and for names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from kg.errors import KgError
from kg.nouns import Extraction
from kg.page.collect import everything
from kg.page.data import Book, Json, answer, names_of
from kg.page.model import Scope
from kg.page.render import Concepts, shell, spots
from kg.page.select import around, search, select
from kg.page.words import words


class Explorer:
    """Answers the questions of the page about one graph.

    A server sends :meth:`page` at an address of its choice, and at ``SOURCE/NAME`` below it what :meth:`answer` says
    to ``NAME`` (``selection``, ``around``, ``about`` or ``find``) and the parameters of the address.
    """

    def __init__(
        self,
        extractions: Sequence[Extraction],
        *,
        title: str = "Mulaqat",
        lang: str = "en",
        concepts: Concepts | None = None,
    ) -> None:
        words(lang)
        self._title, self._lang, self._concepts = title, lang, concepts or {}
        self._whole = everything(extractions)
        self._nodes = {node.id: node for node in self._whole.nodes}
        self._edges = {edge.id: edge for edge in self._whole.edges}
        self._selection = lru_cache(maxsize=64)(self._draw)

    def page(self, source: str = "data", scope: Scope | None = None) -> str:
        """The HTML of the page; it asks at addresses below ``source``, relative to its own."""
        return shell(
            self._whole,
            None,
            title=self._title,
            lang=self._lang,
            concepts=self._concepts,
            scope=scope or Scope(),
            source=source.rstrip("/"),
        )

    def answer(self, name: str, asked: Mapping[str, str]) -> bytes:
        """One answer as JSON (UTF-8). Raises :class:`kg.errors.KgError` for a question that cannot be answered.

        ``selection`` takes ``focus``, ``depth``, ``from``, ``to`` (YYYY-MM-DD), ``type`` (separated by commas) and
        ``limit``; ``around`` an ``id`` beside those; ``about`` the ``id`` of a node or line; ``find`` a ``text``.
        """
        if name == "selection":
            return self._selection(scope_of(asked))
        if name == "around":
            chosen = around(self._whole, asked.get("id", ""), scope_of(asked))
            return _bytes(answer(self._whole, chosen, {}, book=False))
        if name == "about":
            return _bytes(self._about(asked.get("id", "")))
        if name == "find":
            names = self._whole.names
            return _bytes({"found": [[id, *names[id]] for id in search(self._whole, asked.get("text", ""))]})
        raise KgError(f"{name!r}: no such question; there are: about, around, find, selection")

    def _draw(self, scope: Scope) -> bytes:
        chosen = select(self._whole, scope)
        return _bytes(answer(self._whole, chosen, spots(chosen, self._lang), book=False))

    def _about(self, id: str) -> Json:
        nodes = [self._nodes[id]] if id in self._nodes else []
        edges = [self._edges[id]] if id in self._edges else []
        if not nodes and not edges:
            raise KgError(f"{id!r}: no such node or line")
        return Book(self._whole, nodes, edges).json() | {"names": names_of(self._whole, nodes, edges)}


def scope_of(asked: Mapping[str, str]) -> Scope:
    """A scope from the parameters of an address. Raises :class:`KgError` naming the parameter that is wrong."""
    return Scope(
        asked.get("focus") or None,
        _number(asked, "depth", 2),
        _day(asked, "from"),
        _day(asked, "to"),
        tuple(type for type in asked.get("type", "").split(",") if type),
        _number(asked, "limit", 300),
    )


def _number(asked: Mapping[str, str], key: str, default: int) -> int:
    text = asked.get(key, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise KgError(f"{key} {text!r}: must be a number")
    return int(text)


def _day(asked: Mapping[str, str], key: str) -> date | None:
    try:
        return date.fromisoformat(asked[key]) if asked.get(key) else None
    except ValueError as error:
        raise KgError(f"{key} {asked[key]!r}: is no day; write YYYY-MM-DD") from error


def _bytes(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
