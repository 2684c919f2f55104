"""Flat maps fitted to a route: an equal-area plane around it, or the whole world when it spans most of one.

On a sphere, which is what a picture shows; lengths are never taken from here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routes.geodesy import unit_vectors
from routes.maps.basemap import UNIT_DEG, Lines

Floats = NDArray[np.float64]
Extent = tuple[float, float, float, float]

_NEAR_RAD = 0.03  # an edge made by cutting is cut again into pieces of this length, so that it bends with the map
_MARGIN_RAD = np.radians(6.0)
_POLE_Y = 1.3173628  # of the poles on the Equal Earth map
_PLANE_LIMIT = 1.3  # half the diagonal of a frame, in earth radii, beyond which the plane gives way to a world map


@dataclass(frozen=True, slots=True)
class Plane:
    """Lambert's azimuthal equal-area projection around a point, in earth radii, north up at the point."""

    lon: float
    lat: float
    planes: Floats  # (m, 3): a point is kept when its product with every row is not negative

    def local(self, lonlat: Floats) -> Floats:
        """Return unit vectors with axes east, north and up at the centre."""
        a, b = np.radians(self.lon), np.radians(self.lat)
        axes = [
            [-np.sin(a), np.cos(a), 0.0],
            [-np.sin(b) * np.cos(a), -np.sin(b) * np.sin(a), np.cos(b)],
            [np.cos(b) * np.cos(a), np.cos(b) * np.sin(a), np.sin(b)],
        ]
        return np.asarray(unit_vectors(lonlat) @ np.array(axes).T)

    def flat(self, local: Floats) -> Floats:
        """Return map coordinates of local vectors of any length."""
        unit = local / np.linalg.norm(local, axis=1, keepdims=True)
        return np.asarray(unit[:, :2] * np.sqrt(2.0 / np.maximum(1.0 + unit[:, 2:], 1e-9)))

    def inverse(self, xy: Floats) -> Floats:
        """Return (lon, lat) of map coordinates, lon within 180 degrees of the centre."""
        rho = np.maximum(np.hypot(xy[:, 0], xy[:, 1]), 1e-12)
        c = 2.0 * np.arcsin(np.minimum(rho / 2.0, 1.0))
        b = np.radians(self.lat)
        lat = np.arcsin(np.clip(np.cos(c) * np.sin(b) + xy[:, 1] * np.sin(c) * np.cos(b) / rho, -1, 1))
        lon = np.arctan2(xy[:, 0] * np.sin(c), rho * np.cos(b) * np.cos(c) - xy[:, 1] * np.sin(b) * np.sin(c))
        return np.stack([self.lon + np.degrees(lon), np.degrees(lat)], axis=1)

    def turns(self) -> tuple[int, ...]:
        """Return the whole turns of longitude at which lines of the atlas are to be drawn: none but their own."""
        return (0,)


@dataclass(frozen=True, slots=True)
class World:
    """The Equal Earth projection (Savric, Patterson and Jenny 2018) with a middle longitude."""

    lon: float
    planes: Floats

    def local(self, lonlat: Floats) -> Floats:
        """Return (degrees east of the middle, latitude, 1)."""
        return np.stack([lonlat[:, 0] - self.lon, lonlat[:, 1], np.ones(len(lonlat))], axis=1)

    def flat(self, local: Floats) -> Floats:
        """Return map coordinates of local vectors."""
        lon, lat = np.radians(local[:, 0] / local[:, 2]), np.radians(local[:, 1] / local[:, 2])
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796  # the published coefficients
        p = np.arcsin(np.sqrt(3.0) / 2.0 * np.sin(np.clip(lat, -np.pi / 2, np.pi / 2)))
        slope = 9 * a4 * p**8 + 7 * a3 * p**6 + 3 * a2 * p**2 + a1
        return np.stack([2 * np.sqrt(3.0) * lon * np.cos(p) / (3.0 * slope), a4 * p**9 + a3 * p**7 + a2 * p**3 + a1 * p], axis=1)

    def turns(self) -> tuple[int, ...]:
        """Return the whole turns of longitude at which lines of the atlas are to be drawn."""
        return tuple(t for t in range(-1080, 1081, 360) if t - 180 < self.lon + 180 and t + 191 > self.lon - 180)


Projection = Plane | World


def fit(lonlat: Floats, aspect: tuple[float, float], pad: float = 0.09, least_m: float = 60_000.0) -> tuple[Projection, Extent]:
    """Return a projection for a route and the part of the map to show.

    Parameters
    ----------
    lonlat
        (n, 2) points that have to be seen, longitudes unwrapped.
    aspect
        Least and greatest width of the frame as a multiple of its height.
    pad
        Room around the points, as a part of the frame's longer side.
    least_m
        Least width of the frame in metres.
    """
    middle = unit_vectors(lonlat).mean(axis=0)
    lat = np.degrees(np.arctan2(middle[2], np.hypot(middle[0], middle[1])))
    plane = Plane(float(np.degrees(np.arctan2(middle[1], middle[0]))), float(lat), np.empty((0, 3)))
    for _ in range(4):
        xy = plane.flat(plane.local(lonlat))
        centre = plane.inverse((xy.min(axis=0) + xy.max(axis=0))[None] / 2)[0]
        plane = Plane(float(centre[0]), float(np.clip(centre[1], -89.9, 89.9)), plane.planes)
    extent = frame(plane.flat(plane.local(lonlat)), aspect, pad, least_m / 6_371_000.0)
    if np.hypot(extent[2] - extent[0], extent[3] - extent[1]) / 2 < _PLANE_LIMIT:
        return Plane(plane.lon, plane.lat, _frustum(plane, extent)), extent
    west, east = float(lonlat[:, 0].min()), float(lonlat[:, 0].max())
    world = World((west + east) / 2, np.array([[1.0, 0.0, 180.0], [-1.0, 0.0, 180.0]]))
    return world, _within(frame(world.flat(world.local(lonlat)), aspect, pad, 0.01))


def frame(xy: Floats, aspect: tuple[float, float], pad: float, least: float) -> Extent:
    """Return (x0, y0, x1, y1) around points, padded, with a width between ``aspect`` times its height."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    middle, size = (low + high) / 2, high - low
    size = np.maximum(size + 2 * pad * size.max(), least)
    width, height = float(size[0]), float(size[1])
    width = max(width, height * aspect[0])
    height = max(height, width / aspect[1])
    return (float(middle[0] - width / 2), float(middle[1] - height / 2), float(middle[0] + width / 2), float(middle[1] + height / 2))


def _within(extent: Extent) -> Extent:
    """Return a frame on a map of the world moved so that it shows as little as can be of what lies beyond the poles."""
    x0, y0, x1, y1 = extent
    move = min(0.0, _POLE_Y - y1) or max(0.0, -_POLE_Y - y0)
    return (x0, y0 + move, x1, y1 + move) if y1 - y0 < 2 * _POLE_Y else extent


def _frustum(plane: Plane, extent: Extent) -> Floats:
    """Return four planes through the earth's centre that hold everything in a frame, with a margin."""
    x0, y0, x1, y1 = extent
    t = np.linspace(0, 1, 21)
    edge = np.concatenate([np.stack([x0 + t * (x1 - x0), np.full(21, y)], axis=1) for y in (y0, y1)])
    side = np.concatenate([np.stack([np.full(21, x), y0 + t * (y1 - y0)], axis=1) for x in (x0, x1)])
    v = plane.local(plane.inverse(np.concatenate([edge, side])))
    across, up = (min(float(np.abs(np.arctan2(v[:, k], v[:, 2])).max()) + _MARGIN_RAD, np.radians(88.0)) for k in (0, 1))
    return np.array([[-1, 0, np.tan(across)], [1, 0, np.tan(across)], [0, -1, np.tan(up)], [0, 1, np.tan(up)]])


def _cut(ring: Floats, plane: Floats) -> Floats:
    """Return the part of a ring on the positive side of a plane (Sutherland and Hodgman 1974)."""
    if not len(ring):
        return ring
    d = ring @ plane
    inside = d >= 0
    following, after = np.roll(ring, -1, axis=0), np.roll(d, -1)
    crossing = inside != (after >= 0)
    out = np.empty((int(inside.sum() + crossing.sum()), ring.shape[1]))
    at = np.cumsum(inside.astype(int) + crossing) - (inside.astype(int) + crossing)
    out[at[inside]] = ring[inside]
    t = d[crossing] / (d[crossing] - after[crossing])
    out[at[crossing] + inside[crossing]] = ring[crossing] + t[:, None] * (following[crossing] - ring[crossing])
    return out


def _bent(ring: Floats) -> Floats:
    """Return a ring with vertices added along long edges."""
    following = np.roll(ring, -1, axis=0)
    scale = 1.0 if abs(ring[0, 2]) <= 1.0 and np.abs(ring[:, :2]).max() <= 1.0 else np.degrees(1.0)
    pieces = np.maximum(1, np.ceil(np.linalg.norm(following - ring, axis=1) / scale / _NEAR_RAD).astype(int))
    if pieces.max() == 1:
        return ring
    owner = np.repeat(np.arange(len(ring)), pieces)
    part = (np.arange(len(owner)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[owner]
    return np.asarray(ring[owner] + part[:, None] * (following - ring)[owner])


def rings(lines: Lines, projection: Projection, extent: Extent | None = None, least: float = 0.0) -> list[Floats]:
    """Return rings in map coordinates, cut to the projection's part of the world.

    Parameters
    ----------
    extent
        Rings that lie outside this frame are left out.
    least
        Rings that are smaller than this, in earth radii, are left out.
    """
    out: list[Floats] = []
    if not len(lines):
        return out
    starts = np.cumsum(lines.counts) - lines.counts
    x0, y0, x1, y1 = extent or (-np.inf, -np.inf, np.inf, np.inf)
    for turn in projection.turns():
        local = projection.local(lines.points * UNIT_DEG + np.array([float(turn), 0.0]))
        side = local @ projection.planes.T
        low, high = np.minimum.reduceat(side, starts, axis=0), np.maximum.reduceat(side, starts, axis=0)
        flat = projection.flat(local)
        corner, far = np.minimum.reduceat(flat, starts, axis=0), np.maximum.reduceat(flat, starts, axis=0)
        whole = np.asarray((low >= 0).all(axis=1))
        seen = (far[:, 0] >= x0) & (far[:, 1] >= y0) & (corner[:, 0] <= x1) & (corner[:, 1] <= y1) & ((far - corner).max(axis=1) >= least)
        for i in np.flatnonzero((high > 0).all(axis=1) & (seen | ~whole)).tolist():
            own = slice(starts[i], starts[i] + lines.counts[i])
            if whole[i]:
                out.append(flat[own])
                continue
            ring = local[own]
            for k in np.flatnonzero(low[i] < 0).tolist():
                ring = _cut(ring, projection.planes[k])
            if len(ring) >= 3:
                out.append(projection.flat(_bent(ring)))
    return out


def strokes(lines: Lines, projection: Projection) -> Floats:
    """Return all lines in map coordinates as one array, parted by rows of NaN, with what lies outside left out."""
    if not len(lines):
        return np.empty((0, 2))
    ends = np.cumsum(lines.counts)
    out = []
    for turn in projection.turns():
        out.append(np.insert(stroke(lines.points * UNIT_DEG + np.array([float(turn), 0.0]), projection), ends, np.nan, axis=0))
    return np.concatenate(out)


def stroke(lonlat: Floats, projection: Projection) -> Floats:
    """Return one line in map coordinates, NaN where it leaves the projection's part of the world."""
    local = projection.local(lonlat)
    xy = projection.flat(local)
    xy[(local @ projection.planes.T < 0).any(axis=1)] = np.nan
    return xy
