"""A report from an HTML page: its text by trafilatura, its metadata from JSON-LD, meta tags and links.

JSON-LD (schema.org ``datePublished``, ``headline``, ``publisher``, ``url``) goes before Open Graph and other meta tags.
The date keeps its time zone: https://schema.org/datePublished, https://ogp.me/#type_article.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from kg.errors import ReportError
from kg.reading.formats import Draft
from kg.reading.metadata import publication_day

_DATES = ("article:published_time", "datepublished", "og:published_time", "dcterms.date", "dc.date")
_PUBLISHERS = ("og:site_name", "dcterms.publisher", "dc.publisher", "application-name")
_SOURCES = ("dcterms.source", "dc.source")

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def page(html: str, name: str) -> Draft:
    """The main text of a page and its metadata. Raises :class:`ReportError` where no text is found."""
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None:
        raise ReportError("this is no HTML page; give its text as .txt")
    text = trafilatura.extract(html, include_comments=False, include_tables=False, fast=True)
    if not text:
        raise ReportError("no text is found in this page; copy its text to a .txt file")
    meta = _meta_tags(tree)
    linked = list(_linked_data(tree))
    title = next(tree.iter("title"), None)
    canonical = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    root = next(tree.iter("html"), tree)
    fields = {
        "title": _first(
            _values(linked, "headline"), [meta.get("og:title")], [title.text if title is not None else None]
        ),
        "publisher": _first(_values(linked, "publisher"), [meta.get(key) for key in _PUBLISHERS]),
        "url": _first(canonical, [meta.get("og:url")], _values(linked, "url"), _values(linked, "mainEntityOfPage")),
        "published": _date([*_values(linked, "datePublished"), *(meta.get(key) for key in _DATES)]),
        "source": _first([meta.get(key) for key in _SOURCES]),
    }
    language = _first([root.get("lang")], _values(linked, "inLanguage"))
    return Draft({key: value for key, value in fields.items() if value}, text, name, lang_hint=language)


def _meta_tags(tree: Any) -> dict[str, str]:
    """The content of each meta tag by its property, name or itemprop in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if key and tag.get("content"):
            found.setdefault(key.lower(), tag.get("content"))
    return found


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page, those with a date of publication first."""
    objects: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                objects.extend(_objects(json.loads(script.text or "")))
            except (ValueError, RecursionError):
                continue
    return iter(sorted(objects, key=lambda item: "datePublished" not in item))


def _objects(data: object) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (entry for entry in (graph if isinstance(graph, list) else []) if isinstance(entry, dict))


def _values(objects: Iterable[dict[str, Any]], key: str) -> list[str | None]:
    """The values of one property as text; of an object its name or IRI."""
    found: list[str | None] = []
    for item in objects:
        for value in item[key] if isinstance(item.get(key), list) else [item.get(key)]:
            if isinstance(value, dict):
                value = value.get("name") or value.get("@id") or value.get("alternateName")
            if isinstance(value, str):
                found.append(value)
    return found


def _first(*choices: Iterable[str | None]) -> str | None:
    return next((value.strip() for values in choices for value in values if value and value.strip()), None)


def _date(values: Iterable[str | None]) -> str | None:
    """The first value that is a date; where none is, the first value, which is then refused by name."""
    given = [value.strip() for value in values if value and value.strip()]
    for value in given:
        try:
            publication_day(value)
        except ReportError:
            continue
        return value
    return given[0] if given else None
