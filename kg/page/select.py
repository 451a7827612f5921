"""Which part of a graph a page shows: around a thing, or the most connected part."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from kg.errors import KgError
from kg.nouns import Extraction
from kg.page.collect import everything
from kg.page.model import Edge, Node, Selection
from kg.text import name_key

Neighbours = dict[str, set[str]]


def selection(
    extractions: Sequence[Extraction], *, lang: str = "en", focus: str | None = None, depth: int = 2, limit: int = 300
) -> Selection:
    """The nodes and edges to show, at most ``limit`` nodes, the same whatever the order of ``extractions``.

    With ``focus`` (a name, an id, or an IRI that ends in one) the nodes at most ``depth`` edges away, nearest first;
    without, the most connected part: beginning with the node of most neighbours, always the node that most of
    the shown ones touch. Raises :class:`KgError` where nothing is called ``focus`` or a number is out of range.
    """
    if limit < 1:
        raise KgError(f"limit {limit}: must be 1 or more")
    if depth < 0:
        raise KgError(f"depth {depth}: must be 0 or more")
    nodes, edges = everything(extractions, lang)
    near: Neighbours = {node.id: set() for node in nodes}
    for edge in edges:
        near[edge.source].add(edge.target)
        near[edge.target].add(edge.source)
    start = None if focus is None else _find(focus, nodes, near)
    kept = _core(near, limit) if start is None else _around(start, near, depth, limit)
    shown = tuple(node for node in nodes if node.id in kept)
    lines = tuple(edge for edge in edges if edge.source in kept and edge.target in kept)
    used = _reports(shown, lines)
    reports = sorted((x.report for x in extractions if x.report.id in used), key=lambda report: report.id)
    return Selection(shown, lines, tuple(reports), len(nodes), start)


def _find(focus: str, nodes: list[Node], near: Neighbours) -> str:
    tail = "/".join(focus.replace(":", "/").rstrip("/").split("/")[-2:])
    if tail in near:
        return tail
    if focus in near:
        return focus
    key = name_key(focus)
    named = [node.id for node in nodes if node.kind != "event" and key in map(name_key, node.names)]
    if named:
        return _by_degree(named, near)[0]
    known = [node.label for id in _by_degree(list(near), near) for node in nodes if node.id == id and node.names][:3]
    raise KgError(f"focus {focus!r}: nothing in these reports is called so; try for example {', '.join(known) or '-'}")


def _by_degree(ids: list[str], near: Neighbours) -> list[str]:
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


def _reports(nodes: Sequence[Node], edges: Sequence[Edge]) -> set[str]:
    used = {telling.report for node in nodes for telling in node.tellings}
    items: list[Node | Edge] = [*nodes, *edges]
    for item in items:
        used.update(evidence.report for evidence in item.evidence)
        used.update(statement.report for statement in item.statements)
    return used
