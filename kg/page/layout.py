"""Where the nodes lie: computed once, with a fixed seed, so that the browser only has to draw.

Each connected part is laid out by the spring model of rustworkx (Fruchterman and Reingold, 1991), its boxes are
pushed apart until no label covers another, and the parts are packed in rows. Of more than 2,000 nodes, which nobody
looks at with all names on, only the signs are kept apart; a part of more than 1,200 is laid out by
:mod:`kg.page.coarse`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from kg.page.coarse import spread

Point = tuple[float, float]
Size = tuple[float, float]

SEED = 7
EDGE = 200.0
GAP = 14.0
LARGE = 2000
LARGE_PART = 1200
GRAIN = 90.0


def positions(sizes: Mapping[str, Size], edges: Sequence[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """The centre of each box, in pixels, y downwards. ``sizes`` are width and height of the boxes by node id."""
    if len(sizes) > LARGE:
        sizes = dict.fromkeys(sizes, (GRAIN, GRAIN))
    parts = _parts(sizes, edges)
    number = {id: i for i, part in enumerate(parts) for id in part}
    inside: list[list[tuple[str, str]]] = [[] for _ in parts]
    for edge in edges:
        inside[number[edge[0]]].append(edge)
    rounds = 200 if len(sizes) <= LARGE else 20
    placed = [_placed(part, sizes, lines, rounds) for part, lines in zip(parts, inside, strict=True)]
    return {id: (round(x), round(y)) for id, (x, y) in _packed(placed, sizes).items()}


def _parts(sizes: Mapping[str, Size], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The connected parts, largest first, each sorted."""
    near: dict[str, set[str]] = {id: set() for id in sizes}
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
    seen: set[str] = set()
    parts = []
    for id in sorted(sizes):
        if id in seen:
            continue
        part, rest = {id}, [id]
        while rest:
            for other in near[rest.pop()] - part:
                part.add(other)
                rest.append(other)
        seen |= part
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _placed(
    part: list[str], sizes: Mapping[str, Size], edges: Sequence[tuple[str, str]], most: int
) -> dict[str, Point]:
    index = {id: i for i, id in enumerate(part)}
    lines = [(index[a], index[b]) for a, b in edges]
    if len(part) > LARGE_PART:
        return {id: (x * GRAIN, y * GRAIN) for id, (x, y) in zip(part, spread(len(part), lines), strict=True)}
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(part)
    graph.add_edges_from([(a, b, 1.0) for a, b in lines])
    rounds = max(60, min(500, 200_000 // len(part)))
    found = rustworkx.spring_layout(graph, seed=SEED, num_iter=rounds)
    points = [(float(found[i][0]), float(found[i][1])) for i in range(len(part))]
    lengths = [_distance(points[a], points[b]) for a, b in lines]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    factor = EDGE / (mean or 1.0)
    return _apart({id: (x * factor, y * factor) for id, (x, y) in zip(part, points, strict=True)}, sizes, most)


def _distance(a: Point, b: Point) -> float:
    return sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def _apart(points: dict[str, Point], sizes: Mapping[str, Size], most: int) -> dict[str, Point]:
    """Push overlapping boxes apart, each pair along the shorter way, until none overlap or ``most`` rounds are done."""
    at = {id: [x, y] for id, (x, y) in points.items()}
    cell = max(max(sizes[id]) for id in points) + GAP
    for _ in range(most):
        grid: dict[tuple[int, int], list[str]] = {}
        for id, (x, y) in at.items():
            grid.setdefault((int(x // cell), int(y // cell)), []).append(id)
        pairs = [
            (id, other)
            for (i, j), ids in grid.items()
            for id in ids
            for k in (i - 1, i, i + 1)
            for m in (j - 1, j, j + 1)
            for other in grid.get((k, m), ())
            if id < other
        ]
        if not sum(_push(at[a], at[b], sizes[a], sizes[b]) for a, b in pairs):
            break
    return {id: (x, y) for id, (x, y) in at.items()}


def _push(a: list[float], b: list[float], size_a: Size, size_b: Size) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    over_x = (size_a[0] + size_b[0]) / 2 + GAP - abs(dx)
    over_y = (size_a[1] + size_b[1]) / 2 + GAP - abs(dy)
    if over_x <= 0.01 or over_y <= 0.01:
        return False
    if over_x < over_y:
        step = over_x / 2 if dx >= 0 else -over_x / 2
        a[0], b[0] = a[0] - step, b[0] + step
    else:
        step = over_y / 2 if dy >= 0 else -over_y / 2
        a[1], b[1] = a[1] - step, b[1] + step
    return True


def _packed(parts: list[dict[str, Point]], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Set the parts side by side in rows, about as wide as high."""
    boxes = []
    for part in parts:
        left = min(x - sizes[id][0] / 2 for id, (x, _) in part.items())
        right = max(x + sizes[id][0] / 2 for id, (x, _) in part.items())
        top = min(y - sizes[id][1] / 2 for id, (_, y) in part.items())
        bottom = max(y + sizes[id][1] / 2 for id, (_, y) in part.items())
        boxes.append((left, top, right - left + 4 * GAP, bottom - top + 4 * GAP))
    width = max([sqrt(sum(w * h for _, _, w, h in boxes)) * 1.15, *(w for _, _, w, _ in boxes)], default=0.0)
    out: dict[str, Point] = {}
    x0 = y0 = row = 0.0
    for part, (left, top, w, h) in zip(parts, boxes, strict=True):
        if x0 and x0 + w > width:
            x0, y0, row = 0.0, y0 + row, 0.0
        out.update({id: (x - left + x0, y - top + y0) for id, (x, y) in part.items()})
        x0, row = x0 + w, max(row, h)
    return out
