"""The page as one string, from our own template; nothing is loaded from outside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.graph.concepts import event_types, narrower
from kg.nouns import Extraction
from kg.page.collect import everything
from kg.page.data import Json, answer
from kg.page.drawing import places
from kg.page.model import Scope, Selection, Whole
from kg.page.select import select
from kg.page.style import EDGES, NODES, OPTIONS
from kg.page.words import languages, words

Concepts = Mapping[str, Mapping[str, str]]

LARGE = 2000
_FOLDER = Path(__file__).resolve().parent
_SCRIPTS = (
    "make", "words", "data", "state", "network", "labels", "webgl", "plain", "draw", "panel", "differ", "timeline",
    "table", "save", "list", "start",
)  # fmt: skip
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def html(
    extractions: Sequence[Extraction],
    scope: Scope | None = None,
    *,
    title: str = "Mulaqat",
    lang: str = "en",
    concepts: Concepts | None = None,
) -> str:
    """The interactive page of a graph: one HTML file that opens offline, the same bytes for the same input.

    ``scope`` says what is shown at first; as many nodes again that lie around it are in the file, to be expanded.
    ``lang`` is the language in which the page opens (a reader can switch). ``concepts`` gives the labels of event
    types, parts and claim kinds, by code and language. Raises :class:`kg.errors.LanguageError` for a language without
    words, and :class:`kg.errors.KgError` for a focus, a type or a number that is not there.
    """
    words(lang)
    scope = scope or Scope()
    whole = everything(extractions)
    chosen = select(whole, scope, spare=scope.limit)
    content = answer(whole, chosen, spots(chosen, lang), book=True)
    return shell(whole, content, title=title, lang=lang, concepts=concepts or {}, scope=scope)


def spots(chosen: Selection, lang: str) -> dict[str, tuple[int, int]]:
    """Where the shown nodes of a selection lie, in pixels."""
    shown = set(chosen.shown)
    nodes = [node for node in chosen.nodes if node.id in shown]
    return places(nodes, [e for e in chosen.edges if e.source in shown and e.target in shown], lang)


def shell(
    whole: Whole,
    content: Json | None,
    *,
    title: str,
    lang: str,
    concepts: Concepts,
    scope: Scope,
    source: str | None = None,
) -> str:
    """The page around an answer, or, where ``content`` is None, one that asks for its answers below ``source``."""
    webgl = ["graphology.umd.min.js", "sigma.min.js"] if source is not None else []
    libraries = [_vis(), *(_text(f"vendor/{name}") for name in webgl)]
    present = {t.type for node in whole.nodes for t in node.tellings}
    known = event_types().keys()
    details: dict[str, Any] = {
        "title": _CONTROLS.sub("\ufffd", title),
        "lang": lang,
        "source": source,
        "scope": {
            "focus": scope.focus if source else None,
            "depth": scope.depth,
            "from": scope.since.isoformat() if scope.since else "",
            "to": scope.until.isoformat() if scope.until else "",
            "limit": scope.limit,
        },
        "words": {code: words(code) for code in languages()},
        "concepts": {code: dict(labels) for code, labels in concepts.items()},
        "types": {t: sorted(narrower(t) & present) if t in known else [t] for t in sorted(_above(present))},
        "epochs": [
            {"id": e.id, "first": e.first.isoformat(), "ordinal": e.ordinal, "labels": dict(e.labels)}
            for e in whole.epochs
        ],
        "looks": {kind: asdict(look) for kind, look in NODES.items()},
        "strokes": {kind: asdict(stroke) for kind, stroke in EDGES.items()},
        "options": OPTIONS,
        "large": LARGE,
        "answer": content,
    }
    return _SURROGATES.sub("\ufffd", _filled(details, libraries))


def _above(present: set[str]) -> set[str]:
    """The types that are there, and those above them."""
    return present | {id for id in event_types() if narrower(id) & present}


def _filled(details: dict[str, Any], libraries: list[str]) -> str:
    import jinja2

    template = jinja2.Environment(autoescape=True).from_string(_text("template.html"))
    scripts = [*libraries, _script()]
    style = _text("page.css")
    return template.render(
        lang=details["lang"],
        direction=words(details["lang"])["ui"]["direction"],
        title=details["title"],
        needs_script=words(details["lang"])["ui"]["needs_script"],
        details=_Plain(_data(details)),
        scripts=[_Plain(script) for script in scripts],
        style=_Plain(style),
        policy=_policy(scripts, style, asks=details["source"] is not None),
    )


class _Plain(str):
    """Text of ours that the template takes as it is."""

    def __html__(self) -> str:
        return self


def _policy(scripts: list[str], style: str, *, asks: bool) -> str:
    """A content security policy under which only the scripts and the style of the page run, and nothing is loaded.

    A page of the explorer may ask the server that it came from, and nobody else.
    """
    return (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}; "
        + ("connect-src 'self'; " if asks else "")
        + "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(value: Any) -> str:
    """JSON that no text can break out of, inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _script() -> str:
    parts = "\n".join(_text(f"script/{name}.js") for name in _SCRIPTS)
    return f'(function () {{\n"use strict";\n{parts}}})();\n'


def _vis() -> str:
    """The vis-network library that pyvis brings along."""
    import pyvis  # type: ignore[import-untyped]

    found = sorted(Path(pyvis.__file__).parent.glob("lib/vis-*/vis-network.min.js"))
    if not found:
        raise ResourceError("pyvis: lib/vis-*/vis-network.min.js is missing; reinstall pyvis 0.3.2")
    return found[-1].read_text(encoding="utf-8").replace("\r\n", "\n")
