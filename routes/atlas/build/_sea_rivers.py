"""Courses of rivers that sea-going ships use: the line of the river between named points, from WDBII."""

from __future__ import annotations

import itertools
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.atlas.build.coast import folder

Floats = NDArray[np.float64]
SNAP_KM = 1.5  # ends of river lines nearer than this to another line meet it
LEAP_KM = 9.0  # gaps in the data up to this are bridged, at four times their length
OFF_KM = 12.0  # a point of the facts must lie this near to a river ...
MOUTH_OFF_KM = 90.0  # ... but the first one may lie off its mouth: the river begins where its data do


@cache
def lines() -> list[Floats]:
    """Return the river lines of WDBII at full resolution, as (n, 2) lon lat."""
    raw = np.fromfile(folder() / "rivers_f.dat", "<f4").reshape(-1, 2).astype(np.float64)
    out = []
    for row in (folder() / "riversmeta_f.dat").read_text("ascii").splitlines():
        fields = row.split()
        first, size = int(fields[5]) // 8, int(fields[6]) // 8
        line = raw[first : first + size].copy()
        line[:, 0] = (line[:, 0] + 180.0) % 360.0 - 180.0
        if len(line) > 1 and np.abs(np.diff(line[:, 0])).max() < 180:
            out.append(line)
    return out


def course(points: Floats) -> Floats:
    """Return the line along rivers through points (n, 2) of lon lat, thinned to about 300 m.

    Raises
    ------
    ValueError
        When no river leads from one point to the next.
    """
    import shapely
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import dijkstra
    from scipy.spatial import cKDTree

    west, south = points.min(axis=0) - 1.0
    east, north = points.max(axis=0) + 1.0
    chosen = [r for r in lines() if ((r[:, 0] > west) & (r[:, 0] < east) & (r[:, 1] > south) & (r[:, 1] < north)).any()]
    scale = np.array([np.cos(np.radians(points[:, 1].mean())) * 111.2, 111.2])
    vertex = np.concatenate(chosen)
    plane = vertex * scale
    owner = np.repeat(np.arange(len(chosen)), [len(r) for r in chosen])
    along = np.nonzero(owner[1:] == owner[:-1])[0]
    heads: list[Any] = [along]
    tails: list[Any] = [along + 1]
    costs: list[Any] = [np.hypot(*(plane[along + 1] - plane[along]).T)]
    tree = cKDTree(plane)
    ends = np.concatenate([along[np.r_[True, np.diff(along) > 1]], along[np.r_[np.diff(along) > 1, True]] + 1])
    for reach, factor in ((SNAP_KM, 1.0), (LEAP_KM, 4.0)):
        for end, near in zip(ends, tree.query_ball_point(plane[ends], reach), strict=True):
            other = np.array([k for k in near if owner[k] != owner[end]], dtype=np.int64)
            heads.append(np.full(len(other), end))
            tails.append(other)
            costs.append(np.maximum(1e-6, factor * np.hypot(*(plane[other] - plane[end]).T)))
    graph = coo_matrix((np.concatenate(costs) + 1e-9, (np.concatenate(heads), np.concatenate(tails))), shape=(len(vertex), len(vertex)))
    away, stops = tree.query(points * scale)
    if away[1:].max() > OFF_KM or away[0] > MOUTH_OFF_KM:
        raise ValueError(f"No river runs by {points[int(np.argmax(away))]}.")
    rows = []
    csr = graph.tocsr()
    for a, b in itertools.pairwise(stops):
        found, before = dijkstra(csr, directed=False, indices=int(a), return_predecessors=True)
        if not np.isfinite(found[b]):
            raise ValueError(f"No river leads from {vertex[a]} to {vertex[b]}.")
        path = [int(b)]
        while path[-1] != a:
            path.append(int(before[path[-1]]))
        rows.append(vertex[path[::-1]])
    rows.append(points[-1:])
    return np.asarray(shapely.get_coordinates(shapely.simplify(shapely.LineString(np.concatenate(rows)), 0.003)))
