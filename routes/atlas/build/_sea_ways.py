# mypy: ignore-errors
# Compiled by numba, which infers its types from the first call.
"""Shortest ways over a graph, compiled: which edges they use."""

from __future__ import annotations

import heapq

import numpy as np
from numba import njit


@njit(cache=False)
def used_edges(first, other, cost, number, sources, targets, limit, off, used):  # noqa: PLR0912
    """Mark in ``used`` the edges on the shortest ways from each source to the targets within a limit, farther than ``off`` from both.

    Parameters
    ----------
    first, other, cost, number
        The graph: where each node's neighbours start, the neighbours, the lengths, the numbers of the edges.
    """
    n = len(first) - 1
    best = np.full(n, np.inf)
    tree = np.full(n, -1, np.int64)
    by = np.full(n, -1, np.int64)
    done = np.zeros(n, np.bool_)
    cut = np.zeros(n, np.bool_)
    for s in sources:
        seen = [s]
        best[s] = 0.0
        heap = [(0.0, s)]
        while len(heap) > 0:
            d, i = heapq.heappop(heap)
            if done[i]:
                continue
            done[i] = True
            for k in range(first[i], first[i + 1]):
                j = other[k]
                if done[j]:
                    continue
                e = d + cost[k]
                if e < best[j] and e <= limit:
                    if best[j] == np.inf:
                        seen.append(j)
                    best[j] = e
                    tree[j] = i
                    by[j] = number[k]
                    heapq.heappush(heap, (e, j))
        for i in seen:
            if targets[i]:
                at = i
                while tree[at] >= 0 and best[i] - best[tree[at]] <= off:
                    at = tree[at]
                while tree[at] >= 0 and not cut[at]:
                    cut[at] = True
                    if best[at] > off:
                        used[by[at]] = True
                    at = tree[at]
        for i in seen:
            best[i] = np.inf
            tree[i] = -1
            by[i] = -1
            done[i] = False
            cut[i] = False
