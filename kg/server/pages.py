"""The pages: plain HTML, everything from a report escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import quote, urlencode

from rdflib import Literal, URIRef

from kg.queries import Question, questions
from kg.store import Rows, Term
from kg.store.prefixes import QUERY_PREFIXES

BASE = "https://w3id.org/mulaqat/id/"
STYLE = """
body { font: 16px/1.5 system-ui, "Noto Sans Devanagari", sans-serif; margin: 0 auto; max-width: 72rem; padding: 1rem }
header a { margin-right: 1rem } table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ddd; padding: .25rem .5rem; text-align: left; vertical-align: top;
         overflow-wrap: anywhere }
.note { color: #555 } input { margin: 0 .75rem .25rem .25rem } #yasgui .autocompleteWrapper { display: none }
"""
_START = "SELECT ?day ?event WHERE {\n  ?event kg:eventType type:meeting ; kg:date ?day .\n}\nORDER BY ?day\nLIMIT 50"
_SHOWN = {"kg", "rdfs", "skos", "type", "person", "event", "xsd"}


def page(title: str, body: str, head: str = "") -> str:
    """A whole page."""
    links = '<a href="/graph/">Graph</a><a href="/">SPARQL</a><a href="/questions">Questions</a>'
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">{head}</head>'
        f"<body><header>{links}</header><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def explorer() -> str:
    """The first page: an editor for queries."""
    head = '<link rel="stylesheet" href="/yasgui.min.css"><script src="/yasgui.min.js"></script>'
    return page("Ask the graph", '<div id="yasgui"></div><script src="/explorer.js"></script>', head)


def explorer_script() -> str:
    """What sets the editor up: our endpoint, our prefixes, a first query, and the named questions as tabs to open."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in QUERY_PREFIXES.items() if name in _SHOWN)
    start = json.dumps(prefixes + "\n" + _START)
    return (
        "localStorage.clear();\n"
        "const endpoint = window.location.origin + '/sparql';\n"
        f"Yasgui.Yasqe.defaults.value = {start};\n"
        "Yasgui.Yasqe.defaults.autocompleters = ['variables'];\n"
        "new Yasgui(document.getElementById('yasgui'), { requestConfig: { endpoint: endpoint },\n"
        "  endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint }], keys: [] } });\n"
    )


def question_list() -> str:
    """The named questions."""
    items = "".join(
        f'<tr><td><a href="/questions/{quote(q.name)}">{escape(q.name)}</a></td><td>{escape(q.english)}<br>'
        f'<span lang="hi">{escape(q.hindi)}</span></td></tr>'
        for q in questions()
    )
    return page("Questions", f"<table>{items}</table>")


def question_page(question: Question, given: Mapping[str, str], rows: Rows | None, note: str = "") -> str:
    """A question with a form for its parameters, and its answer where there is one."""
    fields = "".join(
        f'<label>{escape(p.name)} <input name="{escape(p.name)}" value="{escape(given.get(p.name, p.default or ""))}"'
        f' title="{escape(p.help)}"></label>'
        for p in question.parameters
    )
    form = f'<form><p class="note" lang="hi">{escape(question.hindi)}</p>{fields}<button>Ask</button></form>'
    links = " ".join(
        f'<a href="?{escape(urlencode({**given, "format": name}))}">{name}</a>' for name in ("csv", "tsv", "json")
    )
    body = form + (f'<p class="note">{escape(note)}</p>' if note else "")
    if rows is not None:
        more = ", and there are more" if rows.cut else ""
        body += f'<p class="note">{len(rows.rows)} rows{more}: {links}</p>{table(rows)}'
    return page(
        question.english, f"{body}<details><summary>SPARQL</summary><pre>{escape(question.text)}</pre></details>"
    )


def entity_page(iri: str, facts: Iterable[tuple[Term, Term]], uses: Iterable[tuple[Term, Term]], alike: str) -> str:
    """A thing: what is said of it, and what points to it; ``alike`` is its address in other formats."""
    facts = list(facts)
    names = [str(o) for p, o in facts if str(p).endswith("#label") or str(p).endswith("/name")]
    said = "".join(f"<tr><th>{cell(p)}</th><td>{cell(o)}</td></tr>" for p, o in facts)
    used = "".join(f"<tr><td>{cell(s)}</td><th>{cell(p)}</th></tr>" for s, p in uses)
    links = " ".join(
        f'<a href="{escape(alike)}?format={name}">{name}</a>' for name in ("turtle", "jsonld", "ntriples", "rdfxml")
    )
    body = f'<p class="note">{escape(iri)}</p><p class="note">{links}</p><table>{said}</table>'
    return page(min(names, default=iri), body + (f"<h2>Where it stands</h2><table>{used}</table>" if used else ""))


def table(rows: Rows) -> str:
    """Rows as a table."""
    head = "".join(f"<th>{escape(column)}</th>" for column in rows.columns)
    lines = "".join("<tr>" + "".join(f"<td>{cell(term)}</td>" for term in row) + "</tr>" for row in rows.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"


def cell(term: Term | None) -> str:
    """A term: a thing of the graph as a link to its page, a web address as a link without a referrer, else text."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        lang = f' lang="{escape(term.language)}"' if term.language else ""
        return f"<span{lang}>{escape(str(term))}</span>"
    text = str(term)
    if not isinstance(term, URIRef):
        return escape(text)
    if text.startswith(BASE):
        return f'<a href="/entity/{escape(quote(text.removeprefix(BASE)))}">{escape(text.removeprefix(BASE))}</a>'
    if text.startswith(("http://", "https://")):
        return f'<a rel="noreferrer nofollow" href="{escape(text)}">{escape(_short(text))}</a>'
    return escape(text)


def _short(iri: str) -> str:
    for prefix, namespace in QUERY_PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
