"""Parameters of a question: a value as given, checked, as the RDF term that is bound in the query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kg.errors import QueryError
from kg.store import Term
from kg.store.prefixes import QUERY_PREFIXES
from kg.text import name_key

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; ``default`` is None where a value must be given."""

    name: str
    type: str
    help: str
    default: str | None = None

    def term(self, value: object) -> Term:
        """``value`` as an RDF term. Raises :class:`kg.errors.QueryError` where it does not have the type."""
        if isinstance(value, Literal | URIRef):
            return value
        try:
            return TYPES[self.type](value)
        except ValueError as error:
            raise QueryError(f"parameter {self.name}: {value!r} is {error}") from error


def bindings(parameters: tuple[Parameter, ...], given: Mapping[str, object], where: str) -> dict[str, Term]:
    """A term for each parameter, from what is given or by default.

    Raises :class:`QueryError` for a parameter that is missing, unknown, or not of its type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    unknown = sorted(set(given) - set(known))
    if unknown:
        names = ", ".join(known) or "none"
        raise QueryError(f"{where}: no parameter {unknown[0]!r}; its parameters: {names}")
    found = {}
    for parameter in parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise QueryError(f"{where}: give {parameter.name}=VALUE ({parameter.help})")
        found[parameter.name] = parameter.term(value)
    return found


def free_term(name: str, value: object) -> Term:
    """The term for a parameter that nothing declares: an RDF term as it is, a day, a number, ``<IRI>``, else text."""
    if isinstance(value, Literal | URIRef):
        return value
    if isinstance(value, bool | int | Decimal | date):
        return Literal(value)
    text = str(value)
    return Parameter(name, "iri", "").term(text) if text.startswith("<") and text.endswith(">") else _text(text)


def iri(value: object) -> URIRef:
    """An absolute IRI, ``<IRI>`` or a prefixed name such as ``event:x``. Raises :class:`ValueError` for another."""
    text = str(value).strip()
    prefix, colon, local = text.partition(":")
    if colon and prefix in QUERY_PREFIXES and not local.startswith("//"):
        text = QUERY_PREFIXES[prefix] + local
    text = text.removeprefix("<").removesuffix(">")
    if not _ABSOLUTE.fullmatch(text):
        raise ValueError("not an IRI; write https://..., or a prefixed name such as event:meeting-1")
    return URIRef(text)


def _text(value: object) -> Literal:
    return Literal(str(value).encode("utf-8", "replace").decode("utf-8"))


def _name(value: object) -> Literal:
    return _text(name_key(str(value)))


def _date(value: object) -> Literal:
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    if not _DAY.fullmatch(text):
        raise ValueError("not a day; write YYYY-MM-DD")
    try:
        return Literal(date.fromisoformat(text).isoformat(), datatype=XSD.date)
    except ValueError as error:
        raise ValueError("not a day of the calendar; write YYYY-MM-DD") from error


def _integer(value: object) -> Literal:
    try:
        return Literal(int(str(value)), datatype=XSD.integer)
    except ValueError as error:
        raise ValueError("not a whole number; write for example 3") from error


def _decimal(value: object) -> Literal:
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError("not a number; write for example 0.9") from error
    if not number.is_finite():
        raise ValueError("not a number; write for example 0.9")
    return Literal(format(number, "f"), datatype=XSD.decimal, normalize=False)


def _count(value: object) -> Literal:
    try:
        number = int(str(value))
    except ValueError as error:
        raise ValueError("not a whole number; write for example 500, or 0 for all") from error
    if number < 0:
        raise ValueError("less than nothing; write for example 500, or 0 for all")
    return Literal(number)


TYPES: dict[str, Callable[[object], Term]] = {
    "text": _text,
    "name": _name,
    "date": _date,
    "iri": iri,
    "integer": _integer,
    "decimal": _decimal,
    "count": _count,
    "rows": _count,
}
"""What a parameter can be; a ``name`` becomes its key, so that it matches ``kg:nameKey`` in any spelling; a ``count``
is the number behind LIMIT in a part of the query, 0 for no limit; ``rows`` too, where that part gives one row for each
row of the answer."""
