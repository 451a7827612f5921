"""The page as one string: pyvis holds the network and fills our template; nothing is loaded from outside."""

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
from kg.nouns import Extraction
from kg.page.data import PageData
from kg.page.drawing import boxes, lines
from kg.page.model import Selection
from kg.page.select import selection
from kg.page.style import EDGES, NODES, OPTIONS
from kg.page.words import words

_FOLDER = Path(__file__).resolve().parent
_SCRIPTS = ("make", "network", "labels", "panel", "choose", "list", "start")
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def html(
    extractions: Sequence[Extraction],
    *,
    title: str = "Mulaqat",
    lang: str = "en",
    focus: str | None = None,
    depth: int = 2,
    limit: int = 300,
    concepts: Mapping[str, str] | None = None,
) -> str:
    """The interactive page of a graph: one HTML file that opens offline, the same bytes for the same input.

    ``lang`` is the language of the page (``en`` or ``hi``). ``focus``, ``depth`` (edges) and ``limit`` (nodes) say
    what is shown, as in :func:`kg.page.selection`. ``concepts`` gives words for event types, parts and claim kinds,
    by code, in that language. Raises :class:`kg.errors.LanguageError` for a language without words, and
    :class:`kg.errors.KgError` for a focus that is not there.
    """
    table = words(lang)
    chosen = selection(extractions, lang=lang, focus=focus, depth=depth, limit=limit)
    details = PageData(chosen, table, concepts or {}).json(_CONTROLS.sub("\ufffd", title), lang)
    details["looks"] = {kind: asdict(look) for kind, look in NODES.items()}
    details["strokes"] = {kind: asdict(stroke) for kind, stroke in EDGES.items()}
    page = _filled(chosen, details, _vis(), _script(), _text("page.css"))
    return _SURROGATES.sub("\ufffd", page)


def _filled(chosen: Selection, details: dict[str, Any], vis: str, script: str, style: str) -> str:
    from pyvis.network import Network  # type: ignore[import-untyped]

    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    for box in boxes(chosen, details):
        net.add_node(box.pop("id"), **box)
    for line in lines(chosen.edges):
        net.add_edge(line.pop("from"), line.pop("to"), **line)
    net.set_options(json.dumps(OPTIONS))
    net.set_template_dir(str(_FOLDER), "template.html")
    net.templateEnv.filters["data"] = _data
    net.templateEnv.globals.update(
        details=details,
        vis=vis,
        script=script,
        style=style,
        policy=_policy(vis, script, style),
    )
    return str(net.generate_html())


def _policy(vis: str, script: str, style: str) -> str:
    """A content security policy under which only the scripts and the style of the page run, and nothing is loaded."""
    return (
        f"default-src 'none'; script-src {_hash(vis)} {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _data(value: Any) -> str:
    """JSON that no text can break out of, inside a script element."""
    if isinstance(value, str):
        value = json.loads(value)
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
