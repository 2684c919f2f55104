"""Bridge gaps of a road network: dead ends that point at another road which is far away along the network."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routes.atlas.build import _lines

# A gap is bridged when the way round is at least so long, and at least so many times the gap.
ROUND_M, ROUND = 60_000.0, 6.0
# The road beyond must lie ahead of the dead end: cosine of the angle between them.
AHEAD = 0.7
# Shorter dead ends are side streets.
STUB_M = 3_000.0


def bridges(lines: _lines.Lines, country: NDArray[np.uint8], reach_m: float) -> list[_lines.Link]:
    """Return a link from each dead end to the nearest road ahead of it in its country, where the network leads there only far round."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra
    from scipy.spatial import cKDTree

    chains = _lines.chains(lines, country)
    tips = np.array([[nodes[0], nodes[-1]] for nodes, _, _ in chains])
    used, both = np.unique(tips, return_inverse=True)
    u, v = both.reshape(-1, 2).T
    length = np.array([c[1] for c in chains])
    matrix = csr_array((np.r_[length, length], (np.r_[u, v], np.r_[v, u])), (len(used), len(used)))
    xyz = _lines.positions(lines)
    degree = np.bincount(np.r_[u, v])
    tree = cKDTree(xyz[used])
    found = []
    for k, (nodes, far, _) in enumerate(chains):
        for side, end in ((u[k], nodes[:5]), (v[k], nodes[:-6:-1])):
            if degree[side] != 1 or far < STUB_M:
                continue
            here = xyz[end[0]]
            near = np.array([n for n in tree.query_ball_point(here, reach_m) if n != side and country[used[n]] == country[end[0]]])
            if not len(near):
                continue
            gap, heading = xyz[used[near]] - here, here - xyz[end[-1]]
            width = np.linalg.norm(gap, axis=1)
            cosine = gap @ heading / np.maximum(width * np.linalg.norm(heading), 1e-9)
            near, width = near[cosine >= AHEAD], width[cosine >= AHEAD]
            if not len(near):
                continue
            around = dijkstra(matrix, indices=side, limit=max(ROUND_M, ROUND * float(width.max())))[near]
            apart = (around >= ROUND_M) & (around >= ROUND * width)
            if apart.any():
                best = int(np.argmin(np.where(apart, width, np.inf)))
                found.append(_lines.Link(end[0], int(used[near[best]])))
    return sorted({_lines.Link(min(a, b), max(a, b)) for a, b, _ in found})
