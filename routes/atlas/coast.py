"""Land and water: polygons of the coast, opened piece by piece, and the questions that tracks and checks ask of them.

Land is GSHHG at high resolution, with the large lakes (Caspian, Great Lakes, Victoria ...) cut out. Arrays of points are (lon, lat)
in degrees; longitudes may be unwrapped, they are brought into [-180, 180] here.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.geodesy import Floats, ellipsoid

FILE = "coast.npz"
UNIT = 10_000  # units per degree in the file
GROUP, LARGE_DEG = 12, 0.5  # most pieces in a box of the index; a piece this large has a box of its own
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]


class Coast:
    """The pieces of land, and the shapely geometry of those that were asked for.

    Pieces that lie together in the file are indexed in groups: most are islets, and a tree of them all would take longer to build than most
    questions take to answer.
    """

    def __init__(self) -> None:
        import shapely

        data = assets.arrays(FILE)
        sizes = data["size"].astype(np.int64)
        self._first = np.concatenate([[0], np.cumsum(sizes)])
        self._units = _positions(data, self._first)
        low, high = np.minimum.reduceat(self._units, self._first[:-1]), np.maximum.reduceat(self._units, self._first[:-1])
        self.box: Floats = np.column_stack([low, high]) / float(UNIT)  # (n, 4): west, south, east, north
        self._groups = _grouped(self.box)
        starts = self._groups[:-1]
        west, south = np.minimum.reduceat(self.box[:, :2], starts).T
        east, north = np.maximum.reduceat(self.box[:, 2:], starts).T
        self._tree = shapely.STRtree(shapely.box(west, south, east, north))
        self._polygons = np.empty(len(self.box), dtype=object)
        self._ready: Bools = np.zeros(len(self.box), dtype=bool)

    def ring(self, piece: int) -> Floats:
        """Return the closed ring of a piece as (n, 2) lon lat."""
        return self._units[self._first[piece] : self._first[piece + 1]] / float(UNIT)

    def polygons(self, pieces: Ints) -> NDArray[np.object_]:
        """Return the prepared shapely polygons of some pieces."""
        import shapely

        missing = np.unique(pieces[~self._ready[pieces]])
        if len(missing):
            made = _many(self, missing)
            shapely.prepare(made)
            self._polygons[missing] = made
            self._ready[missing] = True
        found: NDArray[np.object_] = self._polygons[pieces]
        return found

    def pairs(self, shapes: NDArray[np.object_]) -> tuple[Ints, Ints]:
        """Return (shape, piece) for every shapely geometry and every piece whose boxes meet."""
        import shapely

        shape, group = self._tree.query(shapes)
        first = self._groups[group]
        count = self._groups[group + 1] - first
        shape = np.repeat(shape, count)
        piece = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(shape))
        bounds, box = shapely.bounds(shapes)[shape], self.box[piece]
        meet = (bounds[:, 0] <= box[:, 2]) & (bounds[:, 2] >= box[:, 0]) & (bounds[:, 1] <= box[:, 3]) & (bounds[:, 3] >= box[:, 1])
        return shape[meet], piece[meet]

    def within(self, west: float, south: float, east: float, north: float) -> Ints:
        """Return the pieces whose boxes meet a box in degrees; west may be below -180 and east above 180."""
        import shapely

        boxes = np.array([shapely.box(west + k, south, east + k, north) for k in (-360.0, 0.0, 360.0)])
        return np.unique(self.pairs(boxes)[1])


def _grouped(box: Floats) -> Ints:
    """Return where groups of pieces start, and the end: runs of pieces in one square degree, large pieces alone."""
    cell = np.floor(box[:, :2]).astype(np.intp)
    large = (box[:, 2:] - box[:, :2]).max(axis=1) > LARGE_DEG
    new = np.concatenate([[True], np.any(np.diff(cell, axis=0) != 0, axis=1)]) | large
    new[1:] |= large[:-1]
    run = np.maximum.accumulate(np.where(new, np.arange(len(box)), 0))
    new |= (np.arange(len(box)) - run) % GROUP == 0
    return np.concatenate([np.nonzero(new)[0], [len(box)]])


def _many(coast: Coast, pieces: Ints) -> NDArray[np.object_]:
    """Return the polygons of several pieces, made in one go."""
    import shapely

    rings = [coast.ring(int(piece)) for piece in pieces]
    made: NDArray[np.object_] = shapely.polygons(
        shapely.linearrings(np.concatenate(rings), indices=np.repeat(np.arange(len(rings)), [len(r) for r in rings]))
    )
    return made


def _positions(data: dict[str, Any], first: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the vertices of all pieces in units: running sums of the steps, each piece from its own start."""
    out = np.zeros((int(first[-1]), 2), dtype=np.int32)
    step = np.ones(len(out), dtype=bool)
    step[first[:-1]] = False
    for axis, name in enumerate(("dx", "dy")):
        out[step, axis] = _joined(data[name])
        start = data["start"][:, axis].astype(np.int32)
        run = np.cumsum(out[:, axis], dtype=np.int32)
        out[:, axis] = run + np.repeat(start - run[first[:-1]], np.diff(first))
    return out


def _joined(planes: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Undo the zigzag code and the byte planes of the file."""
    half = len(planes) // 2
    zigzag = planes[:half].astype(np.uint16) | (planes[half:].astype(np.uint16) << 8)
    return ((zigzag >> 1).astype(np.int16)) ^ -((zigzag & 1).astype(np.int16))


@cache
def open_coast() -> Coast:
    """Return the coast, read once."""
    return Coast()


def wrapped(lon: Floats) -> Floats:
    """Return longitudes in [-180, 180)."""
    return (np.asarray(lon, dtype=np.float64) + 180.0) % 360.0 - 180.0


def is_land(lonlat: Floats) -> Bools:
    """Tell for each point of an (n, 2) array whether it lies on land."""
    import shapely

    coast = open_coast()
    lonlat = np.atleast_2d(lonlat)
    points = shapely.points(np.column_stack([wrapped(lonlat[:, 0]), lonlat[:, 1]]))
    which, pieces = coast.pairs(points)
    out = np.zeros(len(lonlat), dtype=bool)
    if len(which):
        out[which[shapely.intersects(coast.polygons(pieces), points[which])]] = True
    return out


def crosses_land(starts: Floats, ends: Floats) -> Bools:
    """Tell for each of n segments, straight in lon and lat, whether it touches land.

    Parameters
    ----------
    starts, ends
        (n, 2) arrays of (lon, lat). A segment that passes 180 degrees has one end beyond it (179, 181).
    """
    import shapely

    coast = open_coast()
    lines, owner = _segments(starts, ends)
    which, pieces = coast.pairs(lines)
    out = np.zeros(len(starts), dtype=bool)
    if len(which):
        out[owner[which[shapely.intersects(coast.polygons(pieces), lines[which])]]] = True
    return out


def _segments(starts: Floats, ends: Floats) -> tuple[NDArray[np.object_], Ints]:
    """Return the segments as lines within [-180, 180], those across 180 degrees twice, and the row each came from."""
    import shapely

    pairs = np.stack([starts, ends], axis=1).astype(np.float64)
    shift = np.floor((pairs[:, :, 0].min(axis=1) + 180.0) / 360.0) * 360.0
    pairs[:, :, 0] -= shift[:, None]
    owner = np.arange(len(pairs))
    over = pairs[:, :, 0].max(axis=1) > 180.0
    if over.any():
        again = pairs[over].copy()
        again[:, :, 0] -= 360.0
        pairs = np.concatenate([pairs, again])
        owner = np.concatenate([owner, owner[over]])
    lines: NDArray[np.object_] = shapely.linestrings(pairs)
    return lines, owner


def land_parts(lonlat: Floats) -> list[tuple[int, Floats]]:
    """Return the parts of a line, straight in lon and lat, that lie on land.

    Returns
    -------
    A list of (row of the vertex that starts the segment, (m, 2) lon lat of the part); longitudes in [-180, 180].
    """
    import shapely

    coast = open_coast()
    lines, owner = _segments(lonlat[:-1], lonlat[1:])
    which, pieces = coast.pairs(lines)
    out: list[tuple[int, Floats]] = []
    if len(which):
        polygons = coast.polygons(pieces)
        hit = shapely.intersects(polygons, lines[which])
        for i, part in zip(which[hit], shapely.intersection(lines[which[hit]], polygons[hit]), strict=True):
            for piece in getattr(part, "geoms", [part]):
                if piece.geom_type == "LineString" and not piece.is_empty:
                    out.append((int(owner[i]), shapely.get_coordinates(piece)))
    return out


def over_land_m(lonlat: Floats) -> float:
    """Return how many metres of a line lie on land."""
    return float(sum(ellipsoid().line_length(part[:, 0], part[:, 1]) for _, part in land_parts(np.asarray(lonlat, dtype=np.float64))))


def nearest_shore(*, lat: float, lon: float, reach_m: float = 100_000.0) -> tuple[float, float, float] | None:
    """Return the nearest point of the coast as (lon, lat, metres), None when there is none within reach.

    The shores of the large lakes count. The nearest point is sought in a plane that is true at the point asked about.
    """
    coast = open_coast()
    scale = max(0.02, float(np.cos(np.radians(lat))))
    for reach in (min(reach_m, 8_000.0), min(reach_m, 40_000.0), reach_m):
        dy = reach / 110_500.0
        dx = dy / scale
        pieces = coast.within(wrapped(np.array([lon]))[0] - dx, lat - dy, wrapped(np.array([lon]))[0] + dx, lat + dy)
        best = _nearest_edge(coast, pieces, lat=lat, lon=lon, scale=scale)
        if best is not None:
            length = float(ellipsoid().inv(lon, lat, best[0], best[1])[2])
            if length <= reach:
                return best[0], best[1], length
    return None


def _nearest_edge(coast: Coast, pieces: Ints, *, lat: float, lon: float, scale: float) -> tuple[float, float] | None:
    """Return the nearest point of real coast among pieces: edges along the cuts between pieces are no coast."""
    starts, ends = [], []
    for piece in pieces:
        ring = coast.ring(int(piece))
        starts.append(ring[:-1])
        ends.append(ring[1:])
    if not starts:
        return None
    a, b = np.concatenate(starts), np.concatenate(ends)
    offset = np.array([lon, lat])
    factor = np.array([scale, 1.0])
    p, q = a - offset, b - offset
    p[:, 0], q[:, 0] = wrapped(p[:, 0]), p[:, 0] + (b - a)[:, 0]
    q[:, 0] = wrapped(a[:, 0] - lon) + (b - a)[:, 0]
    p, q = p * factor, q * factor
    d = q - p
    t = np.clip(-(p * d).sum(axis=1) / np.maximum((d * d).sum(axis=1), 1e-18), 0.0, 1.0)
    near = p + d * t[:, None]
    order = np.argsort((near * near).sum(axis=1), kind="stable")
    straight = (a[:, 0] == b[:, 0]) | (a[:, 1] == b[:, 1])
    for i in order[:4000]:
        point = near[i] / factor + offset
        if straight[i] and _is_cut(a[i], b[i], point):
            continue
        return float(point[0]), float(point[1])
    return None


def _is_cut(a: Floats, b: Floats, point: Floats) -> bool:
    """Tell whether an edge along a meridian or a parallel has land on both sides."""
    across = np.array([b[1] - a[1], b[0] - a[0]])
    across = np.abs(across) / max(1e-12, float(np.abs(across).max())) * 3e-5
    return bool(is_land(np.array([point + across, point - across])).all())
