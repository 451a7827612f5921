"""The answer to a query: the same terms whichever engine gave it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as OneOf
from typing import TypeAlias

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

Term: TypeAlias = URIRef | BNode | Literal
Form = OneOf["select", "ask", "triples"]

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
_INTEGERS = frozenset(
    (
        XSD.int,
        XSD.long,
        XSD.short,
        XSD.byte,
        XSD.nonNegativeInteger,
        XSD.positiveInteger,
        XSD.unsignedInt,
        XSD.unsignedLong,
        XSD.unsignedShort,
    )
)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of RDF terms; None where a variable is not bound.

    ``form`` is ``"select"``, ``"ask"`` (one cell, an ``xsd:boolean``, in column ``ask``) or ``"triples"``
    (CONSTRUCT and DESCRIBE: columns ``subject``, ``predicate``, ``object``, sorted, each triple once). ``cut``: there
    are more than those.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    form: Form = "select"
    cut: bool = False

    def without(self, names: frozenset[str]) -> Rows:
        """The same rows without the columns in ``names``."""
        keep = [i for i, name in enumerate(self.columns) if name not in names]
        return Rows(
            tuple(self.columns[i] for i in keep), tuple(tuple(row[i] for i in keep) for row in self.rows), self.form
        )


def harmless(text: str) -> str:
    """A spreadsheet cell that is text whatever it begins with: before ``= + - @``, a tab or a carriage return stands
    an apostrophe (OWASP, CSV Injection)."""
    return "'" + text if text.startswith(_ACTIVE) else text


def same_term(term: Term) -> Term:
    """One spelling for terms that the engines spell differently.

    Plain and ``xsd:string`` literals are one; derived integer types become ``xsd:integer`` and decimals lose
    trailing zeros, as Oxigraph does when it stores them.
    """
    if not isinstance(term, Literal) or term.datatype is None:
        return term
    if term.datatype == XSD.string:
        return Literal(str(term))
    if term.datatype in _INTEGERS:
        return Literal(str(term), datatype=XSD.integer)
    if term.datatype == XSD.decimal and isinstance(term.value, Decimal):
        plain = format(term.value, "f")
        return Literal(plain.rstrip("0").rstrip(".") if "." in plain else plain, datatype=XSD.decimal, normalize=False)
    return term


def ask_rows(answer: bool) -> Rows:
    """The answer of an ASK query."""
    return Rows(("ask",), ((Literal(answer),),), "ask")


def triple_rows(triples: set[tuple[Term, Term, Term]]) -> Rows:
    """The answer of a CONSTRUCT or DESCRIBE query, sorted."""
    ordered = sorted(triples, key=lambda triple: tuple(term.n3() for term in triple))
    return Rows(("subject", "predicate", "object"), tuple(ordered), "triples")
