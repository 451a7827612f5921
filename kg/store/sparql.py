"""A query text as rdflib evaluates it, with three of its habits put right.

By itself rdflib fetches the IRIs of FROM clauses from the web, answers a GROUP BY over nothing with one empty row
(SPARQL 1.1, 18.5.1: no groups, no rows), and raises a bare Exception for some mistakes.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyparsing.exceptions import ParseBaseException
from rdflib import Dataset
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Variable

from kg.errors import QueryError
from kg.store.guard import not_projected, one_line
from kg.store.prefixes import QUERY_PREFIXES

_GROUP_SIZE = Variable("__group_size__")


def parse(text: str) -> Query:
    """A query text as rdflib's algebra. Raises :class:`QueryError` with the line and column of a mistake."""
    try:
        query = translateQuery(parseQuery(text), initNs=QUERY_PREFIXES)
    except ParseBaseException as error:
        place = f"line {error.lineno}, column {error.column}"
        raise QueryError(f"query, {place}: {one_line(error.msg)}") from error
    except RecursionError as error:
        raise QueryError("query: nested too deeply; take some brackets or unions out") from error
    except Exception as error:  # rdflib's own, for an unknown prefix or a wrong aggregate
        raise QueryError(f"query: {one_line(str(error))}") from error
    traverse(query.algebra, visitPost=_without_empty_group)
    return query


def require_projected(query: Query, names: Iterable[str]) -> None:
    """Raise :class:`QueryError` where a bound variable is missing from the SELECT clause, as Oxigraph does."""
    if query.algebra.name == "SelectQuery":
        missing = set(names) - {str(variable) for variable in query.algebra.PV}
        if missing:
            raise QueryError(not_projected(min(missing)))


def dataset_asked(query: Query, dataset: Dataset) -> Dataset:
    """``dataset``, or the one that the FROM and FROM NAMED clauses of ``query`` make of its graphs."""
    clauses = query.algebra.datasetClause
    if not clauses:
        return dataset
    query.algebra["datasetClause"] = None
    chosen = Dataset()
    merge = chosen.graph(DATASET_DEFAULT_GRAPH_ID)
    for clause in clauses:
        name = clause.default or clause.named
        target = merge if clause.default else chosen.graph(name)
        for triple in dataset.graph(name):
            target.add(triple)
    return chosen


def _without_empty_group(node: object) -> CompValue | None:
    """A grouping that keeps only groups with a solution in them."""
    if not isinstance(node, CompValue) or node.name != "AggregateJoin" or node.p.expr is None:
        return None
    count = CompValue("Aggregate_Count", distinct=[], vars="*", res=_GROUP_SIZE, _vars={_GROUP_SIZE})
    node["A"] = [*node.A, count]
    node["_vars"] = {*node._vars, _GROUP_SIZE}
    kept = CompValue("Filter", expr=_GROUP_SIZE, p=node)
    kept["_vars"] = {*node._vars}
    return kept
