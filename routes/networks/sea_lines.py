"""Great circles over water: drawing them, and telling whether they meet land.

A line between two points is a great circle of the sphere on which latitude and longitude are taken as they stand, drawn in pieces
of at most 50 km. The embedded network was tested along the same lines, so what was tested is what is drawn. Lengths are measured on
the ellipsoid.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.atlas import coast
from routes.geodesy import Floats, ellipsoid, unwrap

Bools = NDArray[np.bool_]
STEP_M = 50_000.0
RADIUS_M = 6_371_000.0  # for angles only
CELL_DEG = 0.1  # of the mask of open water in the file


def vectors(lonlat: Floats) -> Floats:
    """Return (n, 3) unit vectors of (n, 2) lon lat in degrees."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    c = np.cos(lat)
    return np.asarray(np.column_stack([c * np.cos(lon), c * np.sin(lon), np.sin(lat)]))


def degrees(vector: Floats) -> Floats:
    """Return (n, 2) lon lat of (n, 3) vectors of any length."""
    x, y, z = vector.T
    return np.asarray(np.degrees(np.column_stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))])))


def angles(p: Floats, q: Floats) -> Floats:
    """Return the angles in radians between rows of unit vectors."""
    chord = np.sqrt(((p - q) ** 2).sum(axis=-1))
    return np.asarray(2.0 * np.arcsin(np.minimum(1.0, chord / 2.0)))


def draw(lonlat: Floats, step_m: float = STEP_M) -> Floats:
    """Return an unwrapped line through the points, great circles between them, no piece longer than the step."""
    p = vectors(lonlat)
    angle = angles(p[:-1], p[1:])
    parts = [lonlat[:1]]
    for i in range(len(p) - 1):
        n = int(np.ceil(angle[i] * RADIUS_M / step_m))
        if n > 1:
            t = np.arange(1, n)[:, None] / n
            parts.append(degrees(np.sin((1 - t) * angle[i]) * p[i] + np.sin(t * angle[i]) * p[i + 1]))
        parts.append(lonlat[i + 1 : i + 2])
    return unwrap(np.concatenate(parts))


def lengths_m(a: Floats, b: Floats) -> Floats:
    """Return the ellipsoidal lengths in metres between rows of (lon, lat)."""
    return np.asarray(ellipsoid().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2])


@cache
def _masks() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return by cell of 0.1 degrees: whether it touches land, and whether it is all land."""
    data = assets.arrays("sea.npz")
    shape = (1800, 3600)
    return np.unpackbits(data["touched"]).reshape(shape), np.unpackbits(data["solid"]).reshape(shape)


def _cells(lonlat: Floats) -> tuple[Any, Any]:
    column = np.minimum(((coast.wrapped(lonlat[:, 0]) + 180.0) / CELL_DEG).astype(np.intp), 3599)
    row = np.minimum(((lonlat[:, 1] + 90.0) / CELL_DEG).astype(np.intp), 1799)
    return row, column


def clear(starts: Floats, ends: Floats) -> Bools:
    """Tell for each of n points whether the line from the start, one (lon, lat) or one for each, to it lies over water.

    Cheap looks come first: samples that fall on solid land, then the first 30 km, then the rest where the mask of cells shows land.
    """
    out = np.zeros(len(ends), dtype=bool)
    if not len(ends):
        return out
    starts = np.broadcast_to(np.asarray(starts, dtype=np.float64), ends.shape)
    p, q = vectors(starts), vectors(ends)
    angle = np.maximum(angles(p, q), 1e-9)
    alive = np.arange(len(ends))
    solid = _masks()[1]
    for part in (30.0, 120.0, 480.0, 2000.0):  # km from the start
        t = np.minimum(1.0, part * 1000.0 / RADIUS_M / angle[alive])[:, None] * (np.arange(1, 9) / 8.0)
        points = degrees(_between(p[alive], q[alive], angle[alive], t).reshape(-1, 3))
        alive = alive[~solid[_cells(points)].reshape(-1, 8).any(axis=1)]
    head = np.minimum(1.0, 30_000.0 / RADIUS_M / angle[alive])[:, None]
    first = degrees(_between(p[alive], q[alive], angle[alive], head)[:, 0])
    start = starts[alive]
    alive = alive[~coast.crosses_land(start, np.column_stack([start[:, 0] + coast.wrapped(first[:, 0] - start[:, 0]), first[:, 1]]))]
    out[alive[_rest_clear(p[alive], q[alive], angle[alive])]] = True
    return out


def _between(p: Floats, q: Floats, angle: Floats, t: Floats) -> Floats:
    """Return (n, k, 3) directions at the fractions t (n, k) of the great circles from p to q (n, 3)."""
    a = angle[:, None]
    return np.asarray(np.sin((1 - t) * a)[:, :, None] * p[:, None, :] + np.sin(t * a)[:, :, None] * q[:, None, :])


def _rest_clear(p: Floats, q: Floats, angle: Floats) -> Bools:
    """Tell for lines whose first 30 km are clear whether the rest is."""
    ok = np.ones(len(q), dtype=bool)
    count = np.maximum(1, np.ceil(angle * RADIUS_M / STEP_M).astype(np.intp))
    owner = np.repeat(np.arange(len(q)), count + 1)
    if not len(owner):
        return ok
    first = np.concatenate([[0], np.cumsum(count + 1)])
    t = ((np.arange(len(owner)) - first[owner]) / count[owner])[:, None]
    a = angle[owner][:, None]
    lonlat = degrees(np.sin((1 - t) * a) * p[owner] + np.sin(t * a) * q[owner])
    inside = owner[1:] == owner[:-1]
    touched = _near_touched(lonlat, inside)
    along = np.arange(len(owner) - 1) - first[owner[:-1]]
    for low, high in ((0, 3), (3, 12), (12, 10_000)):  # pieces from the start: most lines that meet land meet it soon
        test = np.nonzero(inside & touched & (along >= low) & (along < high) & ok[owner[:-1]])[0]
        if len(test):
            start, end = lonlat[test], lonlat[test + 1].copy()
            end[:, 0] = start[:, 0] + coast.wrapped(end[:, 0] - start[:, 0])
            ok[owner[test[coast.crosses_land(start, end)]]] = False
    return ok


def _near_touched(lonlat: Floats, inside: Bools) -> Bools:
    """Tell for each piece between consecutive points whether a cell under it touches land; eight samples, each with its neighbours."""
    touched = _masks()[0]
    a, b = lonlat[:-1][inside], lonlat[1:][inside]
    step = b - a
    step[:, 0] = coast.wrapped(step[:, 0])
    out = np.zeros(len(inside), dtype=bool)
    found = np.zeros(len(a), dtype=bool)
    for t in np.linspace(0.0, 1.0, 9):
        point = a + t * step
        found |= touched[_cells(point)].astype(bool)
    out[np.nonzero(inside)[0][found]] = True
    return out


def gate_crossings(lonlat: Floats, gates: Floats) -> list[tuple[float, int]]:
    """Return (position along the line in segments, gate) for every crossing of the gates, (g, 2, 2) of (lon, lat), in travel order."""
    a, b = lonlat[:-1], lonlat[1:]
    found: list[tuple[float, int]] = []
    for g, gate in enumerate(gates):
        base = gate[0, 0]
        start = np.column_stack([coast.wrapped(a[:, 0] - base), a[:, 1] - gate[0, 1]])
        d = b - a
        near = (np.abs(start[:, 0]) < np.abs(gate[1, 0] - base) + np.abs(d[:, 0]) + 1e-9) & (
            np.abs(start[:, 1]) < abs(gate[1, 1] - gate[0, 1]) + np.abs(d[:, 1]) + 1e-9
        )
        for i in np.nonzero(near)[0]:
            e = gate[1] - gate[0]
            det = d[i, 0] * e[1] - d[i, 1] * e[0]
            if det == 0:
                continue
            t = (-start[i, 0] * e[1] + start[i, 1] * e[0]) / det
            s = (-start[i, 0] * d[i, 1] + start[i, 1] * d[i, 0]) / det
            if 0 <= t <= 1 and 0 <= s <= 1:
                found.append((float(i + t), g))
    return sorted(found)
