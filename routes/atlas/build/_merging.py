"""Merge the detail that a network of the world's main roads does not need: slip roads, and the two carriageways of one road.

Junctions closer than a radius along the lines become one, and of the chains that join two junctions only the shortest stays.
What remains keeps its shape and its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from routes.atlas.build import _lines

Ints = NDArray[np.int64]
Chain = tuple[list[int], float, bool]

# Rounds of merging: dropping a second carriageway leaves junctions that are none any more.
ROUNDS = 3
# Dead ends shorter than this many radii are slip roads and town streets.
STUB = 2.0


@dataclass(frozen=True)
class _Ends:
    """The two junctions of every chain, its length, and the half-edges."""

    u: Ints
    v: Ints
    length: NDArray[np.float64]


def merge(lines: _lines.Lines, country: NDArray[np.uint8], radius_m: float) -> _lines.Lines:
    """Return the lines with junctions merged within a radius in one country, and parallel chains dropped.

    Parameters
    ----------
    radius_m
        How far along the lines a junction may be from the one that it becomes.
    """
    for _ in range(ROUNDS):
        chains = _lines.chains(lines, country)
        ends = _Ends(np.array([c[0][0] for c in chains]), np.array([c[0][-1] for c in chains]), np.array([c[1] for c in chains]))
        becomes = _centres(ends, len(lines.lat), country, radius_m)
        lines = _rebuilt(lines, _kept(chains, becomes, radius_m, lines))
    return lines


def _centres(ends: _Ends, size: int, country: NDArray[np.uint8], radius_m: float) -> Ints:
    """Return for each node the junction it becomes: the busiest within the radius, itself for most."""
    start, other, edge = _lines.adjacency(size, ends.u, ends.v)
    becomes = np.full(size, -1, dtype=np.int64)
    junctions = np.unique(np.r_[ends.u, ends.v])
    busy = start[junctions + 1] - start[junctions]
    for centre in junctions[np.lexsort((junctions, -busy))].tolist():
        if becomes[centre] >= 0:
            continue
        becomes[centre] = centre
        queue = [(0.0, centre)]
        while queue:
            far, node = heappop(queue)
            for k in range(int(start[node]), int(start[node + 1])):
                near, total = int(other[k]), far + float(ends.length[edge[k]])
                if total <= radius_m and becomes[near] < 0 and country[near] == country[centre]:
                    becomes[near] = centre
                    heappush(queue, (total, near))
    return np.where(becomes < 0, np.arange(size), becomes)


def _kept(chains: list[Chain], becomes: Ints, radius_m: float, lines: _lines.Lines) -> list[Chain]:
    """Return the chains between the merged junctions: of parallel ones the shortest, and no short dead ends."""
    moved = [[int(becomes[nodes[0]]), *nodes[1:-1], int(becomes[nodes[-1]])] for nodes, _, _ in chains]
    # A chain grows or shrinks by what its first and its last piece do.
    change = np.zeros(len(chains))
    for first, second in ((0, 1), (-2, -1)):
        was, now = (
            _lines.geodesic_lengths(lines, np.array([c[first] for c in some]), np.array([c[second] for c in some]))
            for some in ([nodes for nodes, _, _ in chains], moved)
        )
        change += np.where([first == 0 or len(c) > 2 for c in moved], now - was, 0.0)
    best: dict[tuple[int, int], Chain] = {}
    for k in sorted(range(len(chains)), key=lambda k: (chains[k][1], chains[k][0])):
        a, b = moved[k][0], moved[k][-1]
        if a != b:
            best.setdefault((min(a, b), max(a, b)), (moved[k], max(chains[k][1] + float(change[k]), 1.0), chains[k][2]))
    degree = np.bincount([n for pair in best for n in pair], minlength=len(becomes))
    return [
        chain
        for (a, b), chain in best.items()
        if chain[1] > STUB * radius_m or chain[2] or (degree[a] > 1 and degree[b] > 1) or degree[a] == degree[b] == 1
    ]


def _rebuilt(lines: _lines.Lines, chains: list[Chain]) -> _lines.Lines:
    """Return lines made of the pieces of chains, each piece with its share of the chain's length, never below its geodesic."""
    u = np.array([n for nodes, _, _ in chains for n in nodes[:-1]])
    v = np.array([n for nodes, _, _ in chains for n in nodes[1:]])
    count = np.array([len(nodes) - 1 for nodes, _, _ in chains])
    straight = _lines.geodesic_lengths(lines, u, v) + 0.1
    whole = np.add.reduceat(straight, np.r_[0, np.cumsum(count)[:-1]])
    length = straight * np.repeat(np.array([c[1] for c in chains]) / whole, count)
    inferred = np.repeat(np.array([c[2] for c in chains]), count)
    low, high = np.minimum(u, v), np.maximum(u, v)
    order = np.lexsort((length, high, low))
    first = np.r_[True, (np.diff(low[order]) != 0) | (np.diff(high[order]) != 0)] & (low[order] != high[order])
    keep = order[first]
    return _lines.Lines(lines.lat, lines.lon, low[keep], high[keep], np.maximum(length, straight)[keep], inferred[keep])
