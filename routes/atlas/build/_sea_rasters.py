# mypy: ignore-errors
# Compiled by numba, which infers its types from the first call.
"""Waters on a fine raster, compiled: which node each cell of water is nearest to by water, and where these territories meet."""

from __future__ import annotations

import heapq

import numpy as np
from numba import njit

STEPS = np.array([[0, 1], [1, 0], [0, -1], [-1, 0], [1, 1], [1, -1], [-1, 1], [-1, -1]])
UNIT = 5  # costs are whole numbers, 5 for a cell; 8 for one beside the shore, so that ways keep to the middle; 7 and 11 across corners
COSTS = np.array([[5, 7], [8, 11]])
RING = 12  # more than the dearest step: so many buckets hold all costs that are open at a time


@njit(cache=False)
def territories(water, rows, columns):
    """Return for each cell the site nearest by water (-1 for none), the cost in fifths of a cell, and the cell before it.

    Dijkstra's algorithm with a ring of buckets for the queue.
    """
    height, width = water.shape
    size = height * width
    label = np.full(size, -1, np.int32)
    before = np.full(size, -1, np.int32)
    cost = np.full(size, 2**30, np.int32)
    done = np.zeros(size, np.bool_)
    cells = np.empty(9 * size, np.int32)
    after = np.empty(9 * size, np.int32)
    bucket = np.full(RING, -1, np.int32)
    used = waiting = 0
    for s in range(len(rows)):
        cell = rows[s] * width + columns[s]
        if cost[cell] > 0:
            cost[cell], label[cell] = 0, s
            cells[used], after[used], bucket[0] = cell, bucket[0], used
            used += 1
            waiting += 1
    d = 0
    while waiting > 0:
        slot = d % RING
        while bucket[slot] >= 0:
            cell = cells[bucket[slot]]
            bucket[slot] = after[bucket[slot]]
            waiting -= 1
            if done[cell]:
                continue
            done[cell] = True
            r, c = cell // width, cell % width
            for k in range(8):
                y, x = r + STEPS[k, 0], c + STEPS[k, 1]
                if y < 0 or x < 0 or y >= height or x >= width or not water[y, x] or done[y * width + x]:
                    continue
                if k > 3 and not (water[r, x] and water[y, c]):
                    continue
                there = y * width + x
                e = d + COSTS[_beside(water, y, x), 0 if k < 4 else 1]
                if e < cost[there]:
                    cost[there], label[there], before[there] = e, label[cell], cell
                    cells[used], after[used], bucket[e % RING] = there, bucket[e % RING], used
                    used += 1
                    waiting += 1
        d += 1
    return label, cost, before


@njit(cache=False)
def _beside(water, y, x):
    height, width = water.shape
    for k in range(8):
        v, u = y + STEPS[k, 0], x + STEPS[k, 1]
        if 0 <= v < height and 0 <= u < width and not water[v, u]:
            return 1
    return 0


@njit(cache=False)
def meetings(water, label, cost, low_r, high_r, low_c, high_c):
    """Return rows (site, site, cell, cell, cost) for every two territories that meet within a part of the raster: the cheapest."""
    height, width = water.shape
    found = {(0, 0): (0.0, 0, 0) for _ in range(0)}  # noqa: B035 (so numba learns the types)
    for r in range(low_r, high_r):
        for c in range(low_c, high_c):
            if not water[r, c] or label[r * width + c] < 0:
                continue
            for k in range(6):
                if k in (2, 3):
                    continue
                y, x = r + STEPS[k, 0], c + STEPS[k, 1]
                if y < 0 or x < 0 or y >= height or x >= width or not water[y, x]:
                    continue
                if k > 3 and not (water[r, x] and water[y, c]):
                    continue
                a, b = r * width + c, y * width + x
                if label[a] == label[b] or label[b] < 0:
                    continue
                total = float(cost[a] + cost[b] + (5 if k < 4 else 7))
                p, q = (a, b) if label[a] < label[b] else (b, a)
                key = (np.int64(label[p]), np.int64(label[q]))
                if key not in found or found[key][0] > total:
                    found[key] = (total, p, q)
    out = np.empty((len(found), 5))
    for i, (key, (total, p, q)) in enumerate(found.items()):
        out[i, 0], out[i, 1], out[i, 2], out[i, 3], out[i, 4] = key[0], key[1], p, q, total
    return out


@njit(cache=False)
def way(before, a, b, width):
    """Return the cells from the site of one cell to the site of another: the way back from each, joined."""
    out = [a]
    while before[out[-1]] >= 0:
        out.append(before[out[-1]])
    out = out[::-1]
    at = b
    while at >= 0:
        out.append(at)
        at = before[at]
    return np.array(out)


@njit(cache=False)
def taut(water, cells):
    """Return the places along a way of the cells that a line needs to keep a cell off land: from each the last one in sight."""
    width = water.shape[1]
    keep = [0]
    at = 0
    while at < len(cells) - 1:
        best = at + 1
        for j in range(at + 2, min(len(cells), at + 400)):
            if _sees(water, cells[at] // width, cells[at] % width, cells[j] // width, cells[j] % width):
                best = j
        keep.append(best)
        at = best
    return np.array(keep)


@njit(cache=False)
def _sees(water, r0, c0, r1, c1):
    n = 3 * max(abs(r1 - r0), abs(c1 - c0))
    for i in range(n + 1):
        y = int(np.floor(r0 + (r1 - r0) * i / n + 0.5))
        x = int(np.floor(c0 + (c1 - c0) * i / n + 0.5))
        if not water[y, x] or (3 < i < n - 3 and _beside(water, y, x) == 1):
            return False
    return True


@njit(cache=False)
def missing(head, after, other, length, edges, pairs, cost, stretch, spare):
    """Tell which pairs, cheapest first, the graph with those chosen before joins by no way ``stretch`` times as long and ``spare`` more.

    Parameters
    ----------
    head, after, other, length
        The graph as lists of neighbours with room at the end for two entries a pair; ``edges`` entries are in use. Chosen pairs are added.
    """
    n = len(head)
    best = np.full(n, np.inf)
    done = np.zeros(n, np.bool_)
    out = np.zeros(len(pairs), np.bool_)
    for p in range(len(pairs)):
        a, b = pairs[p]
        limit = stretch * cost[p] + spare
        best[a] = 0.0
        seen = [a]
        heap = [(0.0, a)]
        joined = False
        while len(heap) > 0:
            d, i = heapq.heappop(heap)
            if done[i]:
                continue
            done[i] = True
            if i == b:
                joined = True
                break
            k = head[i]
            while k >= 0:
                e, j = d + length[k], other[k]
                if e <= limit and e < best[j]:
                    if best[j] == np.inf:
                        seen.append(j)
                    best[j] = e
                    heapq.heappush(heap, (e, j))
                k = after[k]
        for i in seen:
            best[i] = np.inf
            done[i] = False
        if not joined:
            out[p] = True
            for i, j in ((a, b), (b, a)):
                other[edges], length[edges], after[edges] = j, cost[p], head[i]
                head[i] = edges
                edges += 1
    return out
