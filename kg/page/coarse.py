"""The layout of a large connected part: laid out small, then unfolded step by step.

The multilevel scheme of Walshaw, "A multilevel algorithm for force-directed graph drawing" (2003): nodes are matched
in pairs until few are left, those are laid out by rustworkx, and each pair is unfolded and eased apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.int64]
Points = NDArray[np.float64]

FEW = 500
ROUNDS = 25
SEED = 7


def spread(count: int, lines: list[tuple[int, int]]) -> list[tuple[float, float]]:
    """Points for nodes 0 to ``count`` - 1 joined by ``lines``, about one apart; the same for the same input."""
    edges = np.array([(a, b) for a, b in lines if a != b], dtype=np.int64).reshape(-1, 2)
    points = _level(count, edges)
    return [(float(x), float(y)) for x, y in points]


def _level(count: int, edges: Pairs) -> Points:
    if count <= FEW:
        return _few(count, edges)
    parent = _matched(count, edges)
    fewer = int(parent.max()) + 1
    if fewer > 0.95 * count:
        return _few(count, edges)
    above = parent[edges]
    above = np.unique(np.sort(above[above[:, 0] != above[:, 1]], axis=1), axis=0)
    # Twice as many nodes need twice the area.
    points = _level(fewer, above)[parent] * np.sqrt(count / fewer)
    angle = np.arange(count) * 2.399963  # the golden angle: neighbours in number never lie in one direction
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    eased: Points = _eased(points + 0.4 * ring, edges) + 0.15 * ring
    return eased


def _few(count: int, edges: Pairs) -> Points:
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from([(int(a), int(b), 1.0) for a, b in edges])
    found = rustworkx.spring_layout(graph, seed=SEED, num_iter=max(60, min(300, 200_000 // max(1, count))))
    points = np.array([found[i] for i in range(count)], dtype=np.float64).reshape(-1, 2)
    scaled: Points = points * np.sqrt(count)
    return scaled


def _matched(count: int, edges: Pairs) -> NDArray[np.int64]:
    """The number of the pair of each node: joined with a neighbour, or with another leaf of the same neighbour."""
    near: list[list[int]] = [[] for _ in range(count)]
    for a, b in edges.tolist():
        near[a].append(b)
        near[b].append(a)
    parent = np.full(count, -1, dtype=np.int64)
    pairs = 0
    for node in sorted(range(count), key=lambda i: (len(near[i]), i)):
        if parent[node] >= 0:
            continue
        free = [other for other in near[node] if parent[other] < 0]
        if not free and near[node]:
            hub = near[node][0]
            free = [other for other in near[hub][:50] if parent[other] < 0 and other != node]
        parent[node] = pairs
        if free:
            parent[min(free, key=lambda i: (len(near[i]), i))] = pairs
        pairs += 1
    return parent


def _eased(points: Points, edges: Pairs) -> Points:
    """Lines pull, and each cell of a grid pushes what is in and around it away from its middle."""
    points = points.copy()
    degree = np.bincount(edges.ravel(), minlength=len(points)).astype(float)[:, None]
    for step in range(ROUNDS):
        heat = 0.5 * (1 - step / ROUNDS)
        apart = points[edges[:, 1]] - points[edges[:, 0]]
        length = np.linalg.norm(apart, axis=1, keepdims=True)
        pull = apart * np.minimum(1.0, length / 4) / 4
        move = np.zeros_like(points)
        np.add.at(move, edges[:, 0], pull)
        np.add.at(move, edges[:, 1], -pull)
        move = move / np.maximum(1.0, np.sqrt(degree)) + _pushed(points)
        far = np.linalg.norm(move, axis=1, keepdims=True)
        points += move / np.maximum(far, 1e-9) * np.minimum(far, heat)
    return points


def _pushed(points: Points) -> Points:
    cells = np.floor(points / 2.0).astype(np.int64)
    cells -= cells.min(axis=0) - 1
    wide = int(cells[:, 1].max()) + 2
    key = cells[:, 0] * wide + cells[:, 1]
    size = int(cells[:, 0].max() + 2) * wide
    count = np.bincount(key, minlength=size).astype(float)
    middle = np.stack([np.bincount(key, points[:, i], size) for i in (0, 1)], axis=1)
    middle = middle / np.maximum(count, 1.0)[:, None]
    move = np.zeros_like(points)
    for across in (-wide, 0, wide):
        for along in (-1, 0, 1):
            other = key + across + along
            away = points - middle[other]
            near = np.maximum(np.sum(away * away, axis=1, keepdims=True), 0.05)
            move += away / near * count[other][:, None] * 0.25
    return move
