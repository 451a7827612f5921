"""A query text with values in the place of variables, for servers: the SPARQL protocol has no parameters.

The text is cut into tokens by the grammar (SPARQL 1.1, 19.8), so that a variable in a string, a comment or an IRI is
none. A value is put in as a term, written by Oxigraph, not as text. The result is what SEP-0007 calls substitution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.guard import not_projected
from kg.store.prefixes import QUERY_PREFIXES

_TOKEN = re.compile(
    r"""(?P<gap>\s+|\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<text>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |\"(?:[^"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>[^\W\d_][\w.-]*:(?:[\w:%.-]|\\.)*|:(?:[\w:%.-]|\\.)*)
    |(?P<tag>@[A-Za-z-]+)
    |(?P<word>\w+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_GRAPHS = "https://w3id.org/mulaqat/graph/"
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_BEHIND_GROUP = {"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
_ESCAPE = re.compile(r"\\\\([uU])|\\.")

Token = tuple[str, str]


def bound_text(text: str, terms: Mapping[str, str]) -> tuple[str, str]:
    """``text`` with ``terms`` (N-Triples, by variable), and its form: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Declares, in the first line, the prefixes of the graph that it uses without declaring them. Raises
    :class:`kg.errors.QueryError` for a bound variable that does not stand in the SELECT clause, and for a text that is
    no query.
    """
    tokens = [(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(text)]
    words = [value.upper() for kind, value in tokens if kind == "word"]
    form = next((word for word in words if word in _FORMS), None)
    if form is None:
        raise QueryError("query: neither SELECT nor ASK nor CONSTRUCT nor DESCRIBE; write one of them")
    safe = {name: _ESCAPE.sub(_escaped, term) for name, term in terms.items()}
    put = "".join(_put_in(tokens, safe)) if safe else text
    if form == "SELECT" and (missing := set(safe) - _projected(tokens)):
        raise QueryError(not_projected(min(missing)))
    return _prologue(tokens) + put, form


def own_graphs_only(text: str, merged: str) -> str:
    """``text`` in which ``GRAPH ?variable`` means the graphs of reports, the concepts and the reference.

    For servers where the default graph is a named one (``merged``, an IRI), and that have graphs of their own.
    """
    tokens = [(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(text)]
    return "".join(_narrowed(tokens, str(ox.NamedNode(merged))))


def _narrowed(tokens: list[Token], merged: str) -> Iterator[str]:
    before, graph = "", ""
    for kind, value in tokens:
        yield value
        if kind == "gap":
            continue
        if graph and value == "{":
            yield f' FILTER(STRSTARTS(STR({graph}), "{_GRAPHS}") && {graph} != {merged}) '
        graph = value if kind == "variable" and before == "GRAPH" else ""
        before = value.upper() if kind == "word" else ""


def _escaped(found: re.Match[str]) -> str:
    r"""A backslash before a letter u, so that a server that resolves ``\u`` before it parses (19.2) reads it too."""
    return f"\\\\\\u{ord(found[1]):04X}" if found[1] else found[0]


def _prologue(tokens: list[Token]) -> str:
    used = {value.partition(":")[0] for kind, value in tokens if kind == "name"}
    declared = {
        value.partition(":")[0]
        for (_, before), (kind, value) in zip(_solid(tokens), _solid(tokens)[1:], strict=False)
        if kind == "name" and before.upper() == "PREFIX"
    }
    wanted = sorted((used & set(QUERY_PREFIXES)) - declared)
    return "".join(f"PREFIX {prefix}: <{QUERY_PREFIXES[prefix]}> " for prefix in wanted)


def _solid(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token[0] != "gap"]


def _projected(tokens: list[Token]) -> set[str]:
    """The variables between the first SELECT and the first brace; all, where it is ``SELECT *``."""
    found: set[str] = set()
    begun = False
    for kind, value in _solid(tokens):
        if value == "{":
            return found
        begun = begun or (kind == "word" and value.upper() == "SELECT")
        if begun and value == "*":
            return {name[1:] for k, name in tokens if k == "variable"}
        if begun and kind == "variable":
            found.add(value[1:])
    return found


def _put_in(tokens: list[Token], terms: Mapping[str, str]) -> Iterator[str]:
    """The tokens, a bound variable as its term.

    In the first SELECT clause a bare one becomes ``(term AS ?variable)``. It goes from the SELECT clauses of
    subqueries, and from GROUP BY and ORDER BY, where a constant changes nothing.
    """
    clause, depth, before, selects = "", 0, "", 0
    for kind, value in tokens:
        word = value.upper() if kind == "word" else ""
        if word == "SELECT" or word in _BEHIND_GROUP or word == "GROUP":
            clause, depth = word, 0
            selects += word == "SELECT"
        elif value in ("{", "}") or word in ("WHERE", "FROM"):
            clause = ""
        depth += (value == "(") - (value == ")") if kind == "sign" else 0
        name = value[1:] if kind == "variable" else ""
        if name not in terms or before == "AS":
            yield value
        elif clause == "SELECT" and depth == 0 and selects == 1:
            yield f"({terms[name]} AS {value})"
        elif clause in ("SELECT", "GROUP", "ORDER") and depth == 0:
            yield " "
        else:
            yield terms[name]
        if kind != "gap":
            before = word
