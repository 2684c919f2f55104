"""The lines between atoms as they lie in the file, and the two questions they answer: which face, and how far.

The world is cut into faces (the land or the territorial sea of an atom, the high sea). Every line has one face's label on its left and
another's on its right; lines are stored as short chunks of delta-coded edges, mapped from the file, so that a
question reads only the pages it needs. Edges are straight in longitude and latitude, as in GeoJSON.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.assets import arrays, mapped
from routes.geodesy import Floats, ellipsoid

UNIT_DEG = 1e-5  # of the stored integers
BOX_UNITS = 100  # of the stored boxes
CELL_DEG = 0.5  # of the grid that finds the lines around a point
COLUMNS, ROWS = 720, 360
A_M, E2 = 6_378_137.0, 0.00669437999014  # WGS 84: semi-major axis, eccentricity squared
MAX_EDGE_M = 2_000.0  # longer edges are cut before measuring: a straight 2 km edge bends by 0.1 m
FIRST_LOOK = 24  # chunks decoded at a time where many may be nearest
WINDOWS_DEG = (1.5, 6.0, 20.0)  # half sizes of the boxes searched one after the other
BIG_DEG = 0.5  # chunks that reach farther from their start than this are looked at in every window
MIN_M_PER_DEG = 110_000.0  # a degree of latitude is never shorter than 110.5 km
M_PER_DEG = A_M * np.pi / 180
PAIRS_AT_ONCE = 500_000  # points times edges

Integers = NDArray[np.int64]


class Edges(NamedTuple):
    """Decoded edges: (n, 4) of lon, lat, lon, lat in degrees, and the chunk that each belongs to."""

    ends: Floats
    chunk: Integers


class Selection(NamedTuple):
    """Chunks that a question is about, with the spheres that enclose them in space."""

    chunks: Integers
    middle: Floats  # (n, 2) lon, lat
    centre: Floats  # (n, 3) metres
    radius: Floats  # metres


class Nearest(NamedTuple):
    """The nearest point of some lines: geodesic distance in metres, and where."""

    distance_m: float
    lat: float
    lon: float


class BoundaryLine(NamedTuple):
    """A stretch of boundary to draw: (n, 2) lon/lat, the countries (or atoms) on its sides, whether it is disputed."""

    lonlat: Floats
    left: str
    right: str
    disputed: bool


def to_space(lon: Floats, lat: Floats) -> Floats:
    """Return (n, 3) earth-centred coordinates in metres of points on the ellipsoid."""
    lon, lat = np.radians(lon), np.radians(lat)
    sine, cosine = np.sin(lat), np.cos(lat)
    normal = A_M / np.sqrt(1.0 - E2 * sine * sine)
    return np.stack([normal * cosine * np.cos(lon), normal * cosine * np.sin(lon), normal * (1.0 - E2) * sine], axis=-1)


class Lines:
    """The chunk table, in memory, over the mapped edges."""

    def __init__(self) -> None:
        index: dict[str, Any] = arrays("borders.npz")
        self.atoms: list[str] = index["atoms"].tolist()
        self.pairs, self.pair_first = index["pairs"], index["pair_first"]  # labels left and right; chunks are sorted by them
        self.present = np.zeros(2 * len(self.atoms) + 1, dtype=bool)  # labels that some line has on a side
        self.present[self.pairs] = True
        self.chunks = mapped("border_chunks.npy")
        self.count = self.chunks["count"].astype(np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.deltas, self.coast_deltas = mapped("border_lines.npy"), mapped("coast_lines.npy")

    def sides(self, chunks: Integers) -> tuple[Integers, Integers]:
        """Return the labels on the left and on the right of chunks."""
        pair = np.searchsorted(self.pair_first, chunks, side="right") - 1
        return self.pairs[pair, 0], self.pairs[pair, 1]

    def decode(self, chunks: Integers) -> Edges:
        """Return the edges of the chunks, in their order, each with the smaller label on its left."""
        count = self.count[chunks]
        owner = np.repeat(np.arange(len(chunks)), count)
        begin = np.cumsum(count) - count
        index = np.arange(len(owner)) - begin[owner] + self.first[chunks][owner]
        steps = np.empty((len(index), 2), dtype=np.int64)
        coast = index >= len(self.deltas)
        steps[~coast] = self.deltas[index[~coast]]
        steps[coast] = self.coast_deltas[index[coast] - len(self.deltas)]
        total = np.cumsum(steps, axis=0)
        base = self.chunks["start"][chunks] - (total[begin] - steps[begin]) if len(chunks) else np.empty((0, 2), dtype=np.int64)
        ends = total + base[owner]
        return Edges(np.hstack([ends - steps, ends]) * UNIT_DEG, chunks[owner])

    def boxes(self, chunks: Integers) -> tuple[Floats, Floats]:
        """Return the south-western and north-eastern corners, (n, 2) in degrees, of boxes around the chunks."""
        table = self.chunks[chunks]
        start = table["start"].astype(np.int64)
        low = (start + table["low"].astype(np.int64) * BOX_UNITS) * UNIT_DEG
        high = (start + table["high"].astype(np.int64) * BOX_UNITS) * UNIT_DEG
        return low, high

    def between(self, first: NDArray[np.bool_], second: NDArray[np.bool_]) -> Integers:
        """Return the chunks with a label of one set on one side and one of the other set on the other."""
        left, right = self.pairs.T
        return self.of_pairs((first[left] & second[right]) | (second[left] & first[right]))

    def of_pairs(self, wanted: NDArray[np.bool_]) -> Integers:
        """Return the chunks of the pairs of labels that are wanted."""
        spans = [np.arange(self.pair_first[i], self.pair_first[i + 1]) for i in np.flatnonzero(wanted)]
        return np.concatenate([np.empty(0, dtype=np.int64), *spans])

    def select(self, chunks: Integers) -> Selection:
        """Return the chunks with enclosing spheres, ready to be measured."""
        low, high = self.boxes(chunks)
        middle = (low + high) / 2
        centre = to_space(middle[:, 0], middle[:, 1])
        corners = [to_space(x[:, 0], y[:, 1]) for x in (low, high) for y in (low, high)]
        radius = np.sqrt(np.max([((c - centre) ** 2).sum(axis=1) for c in corners], axis=0))
        # The edge of a box nearest the equator bulges between its corners: its half width is an arc of a parallel.
        flat = np.minimum(np.abs(low[:, 1]), np.abs(high[:, 1])) * (np.sign(low[:, 1]) == np.sign(high[:, 1]))
        half = np.radians(high[:, 0] - low[:, 0]) / 2 * A_M * np.cos(np.radians(flat))
        return Selection(chunks, middle, centre, np.maximum(radius, np.hypot(half, np.radians(high[:, 1] - low[:, 1]) / 2 * A_M)) + 1.0)

    def nearest(self, selection: Selection, *, lat: float, lon: float) -> Nearest | None:
        """Return the nearest point of the selected lines, None when there are none.

        Straight distances through space rule out what cannot be nearest; the rest is measured on the ellipsoid, in an
        azimuthal equidistant plane around the point asked about.
        """
        if not len(selection.chunks):
            return None
        point = to_space(np.array([lon]), np.array([lat]))[0]
        away = np.sqrt(((selection.centre - point) ** 2).sum(axis=1))
        low = away - selection.radius
        keep = np.flatnonzero(low <= slack(float((away + selection.radius).min())))
        if len(keep) > FIRST_LOOK:
            return self.nearest_of_many(selection, keep, point, lat=lat, lon=lon)
        ends, near = self.look(selection.chunks[keep], point)
        return refine(ends[near <= slack(float(near.min()))], lat=lat, lon=lon)

    def nearest_of_many(self, selection: Selection, keep: Integers, point: Floats, *, lat: float, lon: float) -> Nearest:
        """Return the nearest point where straight distances leave many chunks, as they do far away: by geodesics, best first."""
        size = 1.01 * selection.radius[keep]  # on the surface, at most 1 % longer than through the earth
        away = np.array(ellipsoid().inv(np.full(len(keep), lon), np.full(len(keep), lat), *selection.middle[keep].T)[2])
        low = away - size
        order = np.argsort(low, kind="stable")
        order = order[low[order] <= (away + size).min()]
        best: Nearest | None = None
        while len(order):
            ends, near = self.look(selection.chunks[keep[order[:FIRST_LOOK]]], point)
            found = refine(ends[near <= slack(float(near.min()))], lat=lat, lon=lon)
            best = found if best is None or found.distance_m < best.distance_m else best
            order = order[FIRST_LOOK:]
            order = order[low[order] <= best.distance_m]
        assert best is not None
        return best

    def nearest_by_windows(self, chunks: Integers, *, lat: float, lon: float) -> Nearest | None:
        """Return the nearest point of very many lines, looking close by first, so that not all need to be prepared."""
        table = self.chunks[chunks]
        lons, lats = table["start"].T * UNIT_DEG
        big = np.maximum(-table["low"], table["high"]).max(axis=1) * (BOX_UNITS * UNIT_DEG) > BIG_DEG
        for window in WINDOWS_DEG:
            reach = 180.0 if abs(lat) + window > 89 else window / np.cos(np.radians(abs(lat) + window))
            inside = (np.abs(lats - lat) <= window) & (np.abs((lons - lon + 180.0) % 360.0 - 180.0) <= reach)
            found = self.nearest(self.select(chunks[inside | big]), lat=lat, lon=lon)
            if found is not None and found.distance_m < (window - BIG_DEG) * MIN_M_PER_DEG:
                return found
        return self.nearest(self.select(chunks), lat=lat, lon=lon)

    def look(self, chunks: Integers, point: Floats) -> tuple[Floats, Floats]:
        """Return the chunks' edges, cut to 2 km, and their straight distances from a point in space."""
        ends = cut(self.decode(chunks).ends)
        return ends, straight_m(ends, point)

    def labels(self, lonlat: Floats) -> Integers:
        """Return the label of the face that each point lies in: 0 the high sea, odd land, even territorial sea."""
        lon = (lonlat[:, 0] + 180.0) % 360.0
        lat = np.clip(lonlat[:, 1], -90.0, 90.0) + 90.0
        column = np.minimum((lon / CELL_DEG).astype(np.int64), COLUMNS - 1)
        cell = np.minimum((lat / CELL_DEG).astype(np.int64), ROWS - 1) * COLUMNS + column
        grid: dict[str, Any] = arrays("border_grid.npz")
        out: Integers = grid["label"][cell].astype(np.int64)
        mixed = grid["mixed"]
        place = np.minimum(np.searchsorted(mixed, cell), len(mixed) - 1)
        asked = np.flatnonzero(mixed[place] == cell)
        for where in np.unique(place[asked]).tolist():
            points = asked[place[asked] == where]
            xy = np.column_stack([lon[points] - 180.0, lat[points] - 90.0])
            out[points] = self.labels_in_cell(where, xy, out[points])
        return out

    def labels_in_cell(self, where: int, xy: Floats, default: Integers) -> Integers:
        """Return the labels of points of one cell, by the line crossed last on the way from the cell's reference point."""
        grid: dict[str, Any] = arrays("border_grid.npz")
        chunks = grid["mixed_chunks"][grid["mixed_first"][where] : grid["mixed_first"][where + 1]].astype(np.int64)
        row, column = divmod(int(grid["mixed"][where]), COLUMNS)
        share = grid["references"][grid["reference"][row * COLUMNS + column]]
        origin = np.array([(column + share[0]) * CELL_DEG - 180.0, (row + share[1]) * CELL_DEG - 90.0])
        ends, chunk = self.decode(chunks)
        a, b = ends[:, :2] - origin, ends[:, 2:] - origin
        along = b - a
        base = a[:, 0] * along[:, 1] - a[:, 1] * along[:, 0]
        out = default.copy()
        block = max(1, PAIRS_AT_ONCE // max(1, len(a)))
        for first in range(0, len(xy), block):
            x, y = (xy[first : first + block] - origin).T[:, :, None]
            point, edge = np.nonzero((x * a[:, 1] > y * a[:, 0]) != (x * b[:, 1] > y * b[:, 0]))
            turn = x[point, 0] * along[edge, 1] - y[point, 0] * along[edge, 0]
            way = base[edge] / turn  # share of the way from the reference point to the point
            valid = np.flatnonzero((way > 0) & (way <= 1))
            last = valid[np.lexsort((way[valid], point[valid]))]
            last = last[np.append(point[last][1:] != point[last][:-1], True)] if len(last) else last
            left, right = self.sides(chunk[edge[last]])
            out[first + point[last]] = np.where(turn[last] > 0, right, left)
        return out


def slack(distance_m: float) -> float:
    """Return the straight distance within which the geodesically nearest edge lies, given the smallest straight one.

    Of two points equally far by geodesic, the straight distances differ by at most 8e-4 at 5,000 km and with the square of the distance:
    measured on 400,000 random pairs of points.
    """
    return float(distance_m * (1.0 + 9e-4 * (distance_m / 5e6) ** 2) + 2.0)


def cut(ends: Floats) -> Floats:
    """Return the edges with those over 2 km cut into equal parts."""
    width = (ends[:, 2] - ends[:, 0]) * np.cos(np.radians(ends[:, 1]))
    pieces = np.ceil(np.hypot(width, ends[:, 3] - ends[:, 1]) * M_PER_DEG / MAX_EDGE_M).astype(np.int64)
    if pieces.max(initial=0) <= 1:
        return ends
    pieces = np.maximum(pieces, 1)
    owner = np.repeat(np.arange(len(ends)), pieces)
    step = (np.arange(len(owner)) - (np.cumsum(pieces) - pieces)[owner])[:, None]
    start, along = ends[owner, :2], (ends[:, 2:] - ends[:, :2])[owner]
    count = pieces[owner][:, None]
    return np.hstack([start + along * (step / count), start + along * ((step + 1) / count)])


def nearest_of_edges(ends: Floats, *, lat: float, lon: float) -> Nearest:
    """Return the nearest point of any edges, (n, 4) of lon, lat, lon, lat in degrees."""
    ends = cut(ends)
    point = to_space(np.array([lon]), np.array([lat]))[0]
    near = straight_m(ends, point)
    return refine(ends[near <= slack(float(near.min()))], lat=lat, lon=lon)


def straight_m(ends: Floats, point: Floats) -> Floats:
    """Return how far edges are from a point in space, straight through the earth."""
    a, b = to_space(ends[:, 0], ends[:, 1]), to_space(ends[:, 2], ends[:, 3])
    along = b - a
    share = ((point - a) * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-12)
    foot = a + np.clip(share, 0.0, 1.0)[:, None] * along
    return np.asarray(np.sqrt(((foot - point) ** 2).sum(axis=1)))


def refine(ends: Floats, *, lat: float, lon: float) -> Nearest:
    """Return the nearest point of a few edges of at most 2 km, on the ellipsoid."""
    geod = ellipsoid()
    n = len(ends)
    azimuth, _, distance = geod.inv(np.full(2 * n, lon), np.full(2 * n, lat), ends[:, [0, 2]].T.ravel(), ends[:, [1, 3]].T.ravel())
    azimuth = np.radians(azimuth)
    plane = np.column_stack([distance * np.sin(azimuth), distance * np.cos(azimuth)])
    a, along = plane[:n], plane[n:] - plane[:n]
    share = np.clip(-(a * along).sum(axis=1) / np.maximum((along * along).sum(axis=1), 1e-12), 0.0, 1.0)
    best = int(np.argmin(((a + share[:, None] * along) ** 2).sum(axis=1)))
    x, y = (ends[best, :2] + share[best] * (ends[best, 2:] - ends[best, :2])).tolist()
    return Nearest(float(geod.inv(lon, lat, x, y)[2]), y, x)


@cache
def lines() -> Lines:
    """Return the embedded lines, opened once."""
    return Lines()
