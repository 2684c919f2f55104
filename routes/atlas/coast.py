"""Land and water: polygons of the coast, opened piece by piece, and the questions that tracks and checks ask of them.

Land is GSHHG at high resolution, with the large lakes (Caspian, Great Lakes, Victoria ...) cut out. Arrays of points are (lon, lat)
in degrees; longitudes may be unwrapped, they are brought into [-180, 180] here.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.geodesy import Floats, ellipsoid

FILE = "coast.npz"
UNIT = 10_000  # units per degree in the file
CELL_DEG = 0.5  # of the index
COLUMNS, ROWS = 720, 360
MOST = 16_384  # polygons kept, of a kilobyte each; there are ten times as many
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]


class Coast:
    """The pieces of land, mapped and decoded one by one, and the shapely geometry of those that were asked for.

    The file lists the pieces of each cell of an index, since to build a tree of all of them takes longer than to answer most questions.
    """

    def __init__(self) -> None:
        data = assets.arrays(FILE)
        self._start, self._reach = data["start"], data["reach"]
        self._first = np.concatenate([[0], np.cumsum(data["size"], dtype=np.int64)])
        self._steps = tuple(tuple(np.split(data[name], 2)) for name in ("dx", "dy"))
        self._cell_first, self._cell_piece = data["cell_first"], data["cell_piece"]
        self._polygons = np.empty(len(self._start), dtype=object)
        self._ready: Bools = np.zeros(len(self._start), dtype=bool)

    @property
    def box(self) -> Floats:
        """The boxes of all pieces as (n, 4): west, south, east, north."""
        return self.boxes(np.arange(len(self._start)))

    def boxes(self, pieces: Ints) -> Floats:
        """Return the boxes of some pieces as (n, 4): west, south, east, north."""
        return np.asarray((np.tile(self._start[pieces], 2) + self._reach[:, pieces].T) / float(UNIT))

    def ring(self, piece: int) -> Floats:
        """Return the closed ring of a piece as (n, 2) lon lat."""
        return self.rings(np.array([piece]))[0]

    def rings(self, pieces: Ints) -> tuple[Floats, Ints]:
        """Return the closed rings of some pieces, one after the other, as (n, 2) lon lat, and where each starts, and the end."""
        count = self._first[pieces + 1] - self._first[pieces]
        first = np.concatenate([[0], np.cumsum(count)])
        later = np.ones(int(first[-1]), dtype=bool)
        later[first[:-1]] = False
        step = (np.arange(len(later)) + np.repeat(self._first[pieces] - pieces - 1 - first[:-1], count))[later]
        out = np.empty((len(later), 2))
        for axis, (low, high) in enumerate(self._steps):
            run = np.zeros(len(later), dtype=np.int64)
            run[later] = joined(low[step], high[step])
            run = np.cumsum(run)
            out[:, axis] = (run + np.repeat(self._start[pieces, axis] - run[first[:-1]], count)) / float(UNIT)
        return out, first

    def edges(self, pieces: Ints) -> tuple[Floats, Floats]:
        """Return the starts and ends (n, 2) of all edges of some pieces."""
        lonlat, first = self.rings(pieces)
        last = np.zeros(len(lonlat), dtype=bool)
        last[first[1:] - 1] = True
        return lonlat[~last], lonlat[1:][~last[:-1]]

    def polygons(self, pieces: Ints) -> NDArray[np.object_]:
        """Return the prepared shapely polygons of some pieces, which are kept until there are too many."""
        import shapely

        if not self._ready[pieces].all():
            if np.count_nonzero(self._ready) > MOST:
                self._polygons[:], self._ready[:] = None, False
            missing = np.unique(pieces[~self._ready[pieces]])
            made = _many(self, missing)
            shapely.prepare(made)
            self._polygons[missing] = made
            self._ready[missing] = True
        found: NDArray[np.object_] = self._polygons[pieces]
        return found

    def pairs(self, shapes: NDArray[np.object_]) -> tuple[Ints, Ints]:
        """Return (shape, piece) for every shapely geometry and every piece whose boxes meet, in that order."""
        import shapely

        shape, piece = self.meeting(shapely.bounds(shapes))
        number = len(self._start)
        both = np.unique(shape * number + piece)  # a piece in several cells counts once
        return both // number, both % number

    def meeting(self, bounds: Floats) -> tuple[Ints, Ints]:
        """Return (row, piece) for every row (west, south, east, north) and every piece whose boxes meet; some pairs more than once."""
        column, row = cell_of(bounds[:, 0::2], 0), cell_of(bounds[:, 1::2], 1)
        shape, cell = cells_between(column[:, 0], row[:, 0], column[:, 1], row[:, 1])
        first = self._cell_first[cell].astype(np.intp)
        count = self._cell_first[cell + 1] - first
        shape = np.repeat(shape, count)
        piece = self._cell_piece[np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(shape))]
        west, south, east, north = (np.rint(bounds[shape, k] * UNIT) for k in range(4))
        start, reach = self._start[piece], self._reach
        meet = (west <= start[:, 0] + reach[2, piece]) & (east >= start[:, 0] + reach[0, piece])
        meet &= (south <= start[:, 1] + reach[3, piece]) & (north >= start[:, 1] + reach[1, piece])
        return shape[meet], piece[meet]

    def within(self, west: float, south: float, east: float, north: float) -> Ints:
        """Return the pieces whose boxes meet a box in degrees; west may be below -180 and east above 180."""
        import shapely

        boxes = np.array([shapely.box(west + k, south, east + k, north) for k in (-360.0, 0.0, 360.0)])
        return np.unique(self.pairs(boxes)[1])


def cell_of(degree: Floats, axis: int) -> Ints:
    """Return the columns (axis 0) or rows (axis 1) of the index in which degrees of longitude or latitude lie."""
    lowest, number = ((-180.0, COLUMNS), (-90.0, ROWS))[axis]
    return np.clip(np.floor((degree - lowest) / CELL_DEG), 0, number - 1).astype(np.intp)


def cells_between(west: Ints, south: Ints, east: Ints, north: Ints) -> tuple[Ints, Ints]:
    """Return (row of the argument, cell) for every cell of n boxes of columns and rows."""
    wide = east - west + 1
    count = wide * (north - south + 1)
    owner = np.repeat(np.arange(len(count)), count)
    k = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, (south[owner] + k // wide[owner]) * COLUMNS + west[owner] + k % wide[owner]


def _many(coast: Coast, pieces: Ints) -> NDArray[np.object_]:
    """Return the polygons of several pieces, made in one go."""
    import shapely

    lonlat, first = coast.rings(pieces)
    made: NDArray[np.object_] = shapely.polygons(shapely.linearrings(lonlat, indices=np.repeat(np.arange(len(pieces)), np.diff(first))))
    return made


def joined(low: NDArray[np.uint8], high: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Undo the zigzag code and the byte planes of the file."""
    zigzag = low.astype(np.uint16) | (high.astype(np.uint16) << 8)
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
    ends_of, owner = _segments(starts, ends)
    which, pieces = coast.meeting(np.concatenate([ends_of.min(axis=1), ends_of.max(axis=1)], axis=1))
    out = np.zeros(len(starts), dtype=bool)
    if len(which):
        used, line = np.unique(which, return_inverse=True)
        lines = shapely.linestrings(ends_of[used])
        out[owner[which[shapely.intersects(coast.polygons(pieces), lines[line])]]] = True
    return out


def _segments(starts: Floats, ends: Floats) -> tuple[Floats, Ints]:
    """Return the segments as (m, 2, 2) within [-180, 180], those across 180 degrees twice, and the row each came from."""
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
    return pairs, owner


def land_parts(lonlat: Floats) -> list[tuple[int, Floats]]:
    """Return the parts of a line, straight in lon and lat, that lie on land.

    Returns
    -------
    A list of (row of the vertex that starts the segment, (m, 2) lon lat of the part); longitudes in [-180, 180].
    """
    import shapely

    coast = open_coast()
    ends, owner = _segments(lonlat[:-1], lonlat[1:])
    lines = shapely.linestrings(ends)
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


def dry_share(first: tuple[float, float], last: tuple[float, float], samples: int) -> float:
    """Return from how much of the line between two points (lon, lat) there is land, by so many points of it, ends included.

    The line is straight in degrees, the shorter way about the globe.
    """
    steps = np.linspace(0.0, 1.0, samples)
    east = (last[0] - first[0] + 180.0) % 360.0 - 180.0
    return float(is_land(np.column_stack([first[0] + steps * east, first[1] + steps * (last[1] - first[1])])).mean())


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
    if not len(pieces):
        return None
    a, b = coast.edges(pieces)
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
