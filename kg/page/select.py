"""Which part of a graph a page shows: around a thing, or the most connected part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from heapq import heappop, heappush

from kg.errors import KgError
from kg.graph.concepts import event_types, narrower
from kg.nouns import Extraction
from kg.page.collect import everything
from kg.page.model import Edge, Node, Scope, Selection, Whole
from kg.text import name_key

Neighbours = dict[str, set[str]]


def selection(extractions: Sequence[Extraction], scope: Scope | None = None) -> Selection:
    """What a page about these reports shows, as :func:`select`, the same whatever their order."""
    return select(everything(extractions), scope or Scope())


def select(whole: Whole, scope: Scope, spare: int = 0) -> Selection:
    """The nodes and edges to show, at most ``scope.limit`` nodes, and up to ``spare`` more that lie next to them.

    With a focus the nodes at most ``scope.depth`` edges away, nearest first; without, the most connected part:
    beginning with the node of most neighbours, always the node that most of the shown ones touch. Raises
    :class:`KgError` where nothing has the name of the focus, for an unknown type, or a number that is out of range.
    """
    _check(scope)
    near = _neighbours(whole)
    kept = _events(whole, scope)
    start = None if scope.focus is None else find(scope.focus, whole, near)
    inside = near if kept is None else _within(whole, near, kept, start)
    if start is None:
        shown, loaded = _core(inside, scope.limit), _core(inside, scope.limit + spare)
    else:
        shown = _around(start, inside, scope.depth, scope.limit)
        loaded = _around(start, inside, scope.depth + bool(spare), scope.limit + spare)
    nodes = tuple(node for node in whole.nodes if node.id in loaded)
    edges = tuple(edge for edge in whole.edges if edge.source in loaded and edge.target in loaded)
    degrees = tuple(len(near[node.id]) for node in nodes)
    return Selection(nodes, edges, len(whole.nodes), start, tuple(sorted(shown)), degrees)


def around(whole: Whole, id: str, scope: Scope) -> Selection:
    """A node and its neighbours among the events that ``scope`` keeps, for a page that expands it."""
    if id not in {node.id for node in whole.nodes}:
        raise KgError(f"{id!r}: no such node")
    return select(whole, replace(scope, focus=id, depth=1))


def find(focus: str, whole: Whole, near: Neighbours | None = None) -> str:
    """The id of the best connected thing that is called ``focus`` (a name, an id, or an IRI that ends in one)."""
    near = near or _neighbours(whole)
    tail = "/".join(focus.replace(":", "/").rstrip("/").split("/")[-2:])
    if tail in near:
        return tail
    if focus in near:
        return focus
    key = name_key(focus)
    named = [n.id for n in whole.nodes if n.kind != "event" and key in map(name_key, n.names)]
    if named:
        return _by_degree(named, near)[0]
    labels = {node.id: node.label for node in whole.nodes if node.names}
    known = [labels[id] for id in _by_degree(list(labels), near)][:3]
    raise KgError(f"focus {focus!r}: nothing in these reports is called so; try for example {', '.join(known) or '-'}")


def search(whole: Whole, text: str, limit: int = 20) -> list[str]:
    """The ids of things with a name that holds ``text`` in any usual spelling, best connected first."""
    key = name_key(text)
    near = _neighbours(whole)
    named = [n.id for n in whole.nodes if key and any(key in name_key(name) for name in n.names)]
    return _by_degree(named, near)[:limit]


def _check(scope: Scope) -> None:
    if scope.limit < 1:
        raise KgError(f"limit {scope.limit}: must be 1 or more")
    if scope.depth < 0:
        raise KgError(f"depth {scope.depth}: must be 0 or more")
    if scope.since and scope.until and scope.since > scope.until:
        raise KgError(f"from {scope.since} to {scope.until}: the first day lies after the last; exchange them")
    known = event_types()
    for type in scope.types:
        if type not in known:
            raise KgError(f"type {type!r}: no such type of event; there are: {', '.join(known)}")


def _neighbours(whole: Whole) -> Neighbours:
    near: Neighbours = {node.id: set() for node in whole.nodes}
    for edge in whole.edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    return near


def _events(whole: Whole, scope: Scope) -> set[str] | None:
    """The events that the scope keeps; None where it keeps all."""
    if not (scope.since or scope.until or scope.types):
        return None
    types = set().union(*(narrower(type) for type in scope.types)) if scope.types else None
    return {
        node.id
        for node in whole.nodes
        if node.kind == "event"
        and (types is None or any(telling.type in types for telling in node.tellings))
        and (not (scope.since or scope.until) or _may_fall(node, scope))
    }


def _may_fall(node: Node, scope: Scope) -> bool:
    whens = [t.when for t in node.tellings if t.when and (t.when.earliest or t.when.latest)]
    return any(
        not (scope.since and w.latest and w.latest < scope.since)
        and not (scope.until and w.earliest and w.earliest > scope.until)
        for w in whens
    )


def _within(whole: Whole, near: Neighbours, kept: set[str], start: str | None) -> Neighbours:
    """The part of the graph whose events are kept, and who touches them; the focus stays in any case."""
    touching = {other for id in kept for other in near[id]}
    others = {node.id for node in whole.nodes if node.kind != "event" and node.id in touching}
    inside = kept | others | ({start} if start else set())
    return {id: near[id] & inside for id in near if id in inside}


def _by_degree(ids: Sequence[str], near: Neighbours) -> list[str]:
    return sorted(ids, key=lambda id: (-len(near[id]), id))


def _around(start: str, near: Neighbours, depth: int, limit: int) -> set[str]:
    kept, ring = {start}, [start]
    for _ in range(depth):
        ring = _by_degree([id for id in {other for id in ring for other in near[id]} if id not in kept], near)
        ring = ring[: limit - len(kept)]
        kept.update(ring)
    return kept


def _core(near: Neighbours, limit: int) -> set[str]:
    kept: set[str] = set()
    touched: dict[str, int] = {}
    queue: list[tuple[int, int, str]] = []
    for start in _by_degree(list(near), near):
        heappush(queue, (0, -len(near[start]), start))
        while queue and len(kept) < limit:
            weight, _, id = heappop(queue)
            if id in kept or -weight != touched.get(id, 0):
                continue
            kept.add(id)
            for other in near[id] - kept:
                touched[other] = touched.get(other, 0) + 1
                heappush(queue, (-touched[other], -len(near[other]), other))
        if len(kept) >= limit:
            break
    return kept


def reports_of(nodes: Sequence[Node], edges: Sequence[Edge]) -> set[str]:
    """The ids of the reports that these nodes and edges speak of."""
    used = {telling.report for node in nodes for telling in node.tellings}
    items: list[Node | Edge] = [*nodes, *edges]
    for item in items:
        used.update(evidence.report for evidence in item.evidence)
        used.update(statement.report for statement in item.statements)
    return used
