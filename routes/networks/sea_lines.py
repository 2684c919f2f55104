"""Great circles over water: drawing them, and telling whether they meet land.

A line between two points is a great circle of the sphere on which latitude and longitude are taken as they stand, drawn in pieces
of at most 50 km. The embedded network was tested along the same lines, so what was tested is what is drawn. Lengths are measured on
the ellipsoid.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.atlas import coast
from routes.geodesy import Floats, ellipsoid, unit_vectors, unwrap

Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
STEP_M = 50_000.0
RADIUS_M = 6_371_000.0  # for angles only
SAMPLES = np.linspace(0.0, 1.0, 9)  # along a piece of at most 50 km, for cells of 0.1 degrees that know of their neighbours


def degrees(vector: Floats) -> Floats:
    """Return (n, 2) lon lat of (n, 3) vectors of any length."""
    x, y, z = vector.T
    return np.asarray(np.degrees(np.column_stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))])))


def angles(p: Floats, q: Floats) -> Floats:
    """Return the angles in radians between rows of unit vectors."""
    chord = p - q
    return np.asarray(2.0 * np.arcsin(np.minimum(1.0, np.sqrt(np.einsum("...i,...i->...", chord, chord)) / 2.0)))


def cosines(p: Floats, q: Floats) -> Floats:
    """Return the cosines of the angles between rows of unit vectors and one unit vector.

    Column by column, which is quick where these are contiguous: a product of matrices calls in threads, which cost more than they save.
    """
    return np.asarray(p[:, 0] * q[0] + p[:, 1] * q[1] + p[:, 2] * q[2])


def draw(lonlat: Floats) -> Floats:
    """Return an unwrapped line through the points, great circles between them, no piece longer than the step."""
    return unwrap(np.concatenate([pieces(lonlat[:-1], lonlat[1:]).start, lonlat[-1:]]))


def lengths_m(a: Floats, b: Floats) -> Floats:
    """Return the ellipsoidal lengths in metres between rows of (lon, lat)."""
    return np.asarray(ellipsoid().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2])


def _mask(name: str, cell: Ints) -> Bools:
    """Tell of cells of 0.1 degrees: "touched", whether it or one beside it touches land; "solid", all land; "near", land within 30 km."""
    bits = assets.arrays("sea.npz")[name]  # of the mapped file: unpacked, the three would take 20 MB
    return np.asarray(bits[cell >> 3] & (0x80 >> (cell & 7)) != 0)


@cache
def shoals() -> Floats:
    """Return the shoals that no ship crosses, as segments (n, 2, 2) of lon lat."""
    lines = [np.array(points, dtype=np.float64) for points in assets.toml("atlas/facts/sea_shoals.toml").values()]
    return np.concatenate([np.stack([line[:-1], line[1:]], axis=1) for line in lines])


def _degree_cells(lonlat: Floats) -> Any:
    return ((lonlat[:, 1] + 90.0) % 180.0).astype(np.intp) * 360 + ((lonlat[:, 0] + 180.0) % 360.0).astype(np.intp)


@cache
def _near_shoals() -> Bools:
    """Return for each cell of a degree whether it or one beside it holds some of a shoal; pieces are too short to come from farther."""
    out = np.zeros((180, 360), dtype=bool)
    along = shoals()[:, :1] + (shoals()[:, 1:] - shoals()[:, :1]) * np.linspace(0.0, 1.0, 20)[None, :, None]
    out.reshape(-1)[_degree_cells(along.reshape(-1, 2))] = True
    grown = sum(np.roll(out, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return np.asarray(grown > 0).reshape(-1)


def _cells(lon: Floats, lat: Floats) -> Any:
    column = np.minimum(((lon + 180.0) % 360.0 * 10.0).astype(np.intp), 3599)
    row = np.minimum(((lat + 90.0) * 10.0).astype(np.intp), 1799)
    return row * 3600 + column


class Pieces(NamedTuple):
    """Lines cut into pieces as they are drawn: for each piece its line, its place along it, and its ends, (n, 2) lon lat without a jump."""

    line: Ints
    along: Ints
    start: Floats
    end: Floats


def pieces(starts: Floats, ends: Floats) -> Pieces:
    """Return the pieces of the lines between rows of (lon, lat)."""
    p, q = unit_vectors(starts), unit_vectors(ends)
    angle = angles(p, q)
    count = np.maximum(1, np.ceil(angle * (RADIUS_M / STEP_M))).astype(np.intp)
    first = np.cumsum(count + 1) - (count + 1)
    owner = np.repeat(np.arange(len(p)), count + 1)
    k = np.arange(len(owner)) - first[owner]
    t, turn = k / count[owner], np.maximum(angle, 1e-12)[owner]
    lonlat = degrees(np.sin((1 - t) * turn)[:, None] * p[owner] + np.sin(t * turn)[:, None] * q[owner])
    lonlat[first], lonlat[first + count] = starts, ends
    inside = np.flatnonzero(k < count[owner])
    start, end = lonlat[inside], lonlat[inside + 1]
    end[:, 0] = start[:, 0] + coast.wrapped(end[:, 0] - start[:, 0])
    return Pieces(owner[inside], k[inside], start, end)


def clear(starts: Floats, ends: Floats) -> Bools:
    """Tell for each of n points whether the line from the start, one (lon, lat) or one for each, to it lies over water off shoals.

    Cheap looks come first: cells known to be open or to be all land, and only then the coast itself.
    """
    out = np.ones(len(ends), dtype=bool)
    if not len(ends):
        return out
    cut = pieces(np.broadcast_to(np.asarray(starts, dtype=np.float64), ends.shape), ends)
    middle = (cut.start + cut.end) / 2
    test = np.flatnonzero(_mask("near", _cells(middle[:, 0], middle[:, 1])))
    samples = cut.start[test, None] + (cut.end - cut.start)[test, None] * SAMPLES[None, :, None]
    cell = _cells(samples[:, :, 0], samples[:, :, 1])
    out[cut.line[test[_mask("solid", cell).any(axis=1)]]] = False
    test = test[_mask("touched", cell).any(axis=1)]
    test = test[out[cut.line[test]]]
    where = test[_near_shoals()[_degree_cells(middle[test])]]
    if len(where):
        out[cut.line[where[(~np.isnan(crossings(cut.start[where], cut.end[where], shoals()))).any(axis=1)]]] = False
    for low, high in ((0, 1), (1, 4), (4, 10_000)):  # most lines that meet land meet it soon
        now = test[(cut.along[test] >= low) & (cut.along[test] < high) & out[cut.line[test]]]
        if len(now):
            out[cut.line[now[coast.crosses_land(cut.start[now], cut.end[now])]]] = False
    return out


def crossings(starts: Floats, ends: Floats, gates: Floats) -> Floats:
    """Return how far along n straight pieces, rows of (lon, lat), each crosses each of g gates (g, 2, 2): (n, g), nan where not."""
    g0, e = gates[:, 0], gates[:, 1] - gates[:, 0]
    d = ends - starts
    x = coast.wrapped(starts[:, None, 0] - g0[None, :, 0])
    y = starts[:, None, 1] - g0[None, :, 1]
    det = d[:, 0, None] * e[None, :, 1] - d[:, 1, None] * e[None, :, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (y * e[None, :, 0] - x * e[None, :, 1]) / det
        s = (y * d[:, 0, None] - x * d[:, 1, None]) / det
    return np.where((t >= 0) & (t <= 1) & (s >= 0) & (s <= 1), t, np.nan)


def crosses_gates(starts: Floats, ends: Floats, gates: Floats) -> Bools:
    """Tell for rows of (lon, lat) whether the line between them, as it is drawn, crosses one of the gates (g, 2, 2)."""
    out = np.zeros(len(starts), dtype=bool)
    if len(gates) and len(starts):
        cut = pieces(starts, ends)
        out[cut.line[(~np.isnan(crossings(cut.start, cut.end, gates))).any(axis=1)]] = True
    return out


def gate_crossings(lonlat: Floats, gates: Floats) -> list[int]:
    """Return the gates, (g, 2, 2) of (lon, lat), that a line crosses, in travel order, each as often as it does."""
    along = crossings(lonlat[:-1], lonlat[1:], gates) + np.arange(len(lonlat) - 1)[:, None]
    piece, gate = np.nonzero(~np.isnan(along))
    return [int(g) for g in gate[np.argsort(along[piece, gate], kind="stable")]]
