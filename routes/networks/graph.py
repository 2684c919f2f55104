"""Line networks as arrays: opening, snapping and searching, shared by rail, road and river.

A network is junctions joined by edges; an edge keeps the shape of its line and a length that the source measured along
the full shape, so it may be longer than the drawn shape. Places join the network anywhere along an edge.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.geodesy import distance_m, ellipsoid, unwrap
from routes.networks.degrees import Degrees, extremes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# One degree of a meridian in metres (WGS 84 mean), for the local plane in which near lines are compared.
DEGREE_M = 111_195.0
# A metre of whisker costs as much as this many metres of line, so that a leg does not leave the line to cut a corner.
WHISKER_COST = 3.0
# How much farther than the nearest line another line may be and still be joined: a city has several stations, but from a place far from
# any line the missing branch leads to the nearest.
SPARE_M, FAR_M, FAR_SPARE_M = 2_500.0, 10_000.0, 500.0
ANCHORS = 80
BLOCK = 256


class Anchor(NamedTuple):
    """A place on an edge where an end of a leg may join the network."""

    edge: int
    along_m: float  # from the edge's first junction
    piece: int  # index of the piece of the shape, counted over all shapes
    lat: float
    lon: float
    off_m: float  # how far the end is from here


class Piece(NamedTuple):
    """A part of a path on one edge, in metres from its first junction; ``start_m`` > ``stop_m`` runs backwards."""

    edge: int
    start_m: float
    stop_m: float


@dataclass(frozen=True)
class Path:
    """What a search found: pieces of edges from the first anchor to the last."""

    pieces: tuple[Piece, ...]
    anchors: tuple[Anchor, ...]
    cost: float


class Graph:
    """A network opened from the embedded file ``name``."""

    def __init__(self, name: str) -> None:
        raw = assets.arrays(name)
        self.raw: dict[str, Any] = raw
        self.codes: list[str] = [str(c) for c in raw["codes"]]
        # Countries that govern or claim each code's area; the first is the one it is shown under.
        self.owners: dict[str, tuple[str, ...]] = {c: tuple(str(o).split()) for c, o in zip(self.codes, raw["owners"], strict=True)}
        lat, lon = np.cumsum(raw["lat"], dtype=np.int64), np.cumsum(raw["lon"], dtype=np.int64)
        self.lat, self.lon = Degrees(lat.astype(np.int32)), Degrees(lon.astype(np.int32))
        self.country: NDArray[np.uint8] = raw["country"]
        self.u = np.cumsum(raw["u"], dtype=np.int32)
        self.v = self.u + raw["v"].astype(np.int32)
        self.length = raw["length"].astype(np.float64)
        self.inferred = raw["inferred"].astype(bool)
        self._shapes(lat, lon)

    def _shapes(self, lat: Ints, lon: Ints) -> None:
        """Lay out the points of all edges in one run: first junction, inner points, last junction."""
        inner = self.raw["inner"].astype(np.int64)
        count = inner + 2
        self.first = np.concatenate([[0], np.cumsum(count)]).astype(np.int32)
        total = int(self.first[-1])
        is_inner = np.ones(total, dtype=bool)
        is_inner[self.first[:-1]] = is_inner[self.first[1:] - 1] = False
        chain_of_inner = np.repeat(np.arange(len(inner)), inner)
        before = np.concatenate([[0], np.cumsum(inner)])[:-1]
        for axis, junction in (("lat", lat), ("lon", lon)):
            run = np.concatenate([[0], np.cumsum(self.raw[f"step_{axis}"], dtype=np.int64)])
            points = np.empty(total, dtype=np.int32)
            points[self.first[:-1]] = junction[self.u]
            points[is_inner] = junction[self.u][chain_of_inner] + run[1:] - run[before][chain_of_inner]
            last = junction[self.v]
            if axis == "lon":
                near = points[self.first[1:] - 2]
                last = near + (last - near + 180_000) % 360_000 - 180_000
            points[self.first[1:] - 1] = last
            setattr(self, f"shape_{axis}", Degrees(points))

    lat: Degrees | Floats
    lon: Degrees | Floats
    shape_lat: Degrees | Floats
    shape_lon: Degrees | Floats

    @property
    def size(self) -> int:
        """Number of junctions."""
        return len(self.lat)

    @cached_property
    def crossing(self) -> Bools:
        """Tell for each edge whether it joins two countries."""
        return np.asarray(self.country[self.u] != self.country[self.v])

    @cached_property
    def boxes(self) -> tuple[Degrees | Floats, ...]:
        """South, north, west, east of every edge in degrees."""
        at = self.first[:-1]
        return tuple(extremes(of, axis, at) for axis in (self.shape_lat, self.shape_lon) for of in (np.minimum, np.maximum))

    @cached_property
    def block_boxes(self) -> tuple[Floats, ...]:
        """South, north, west, east of every run of `BLOCK` edges; edges lie in a spatial order, so these are small."""
        at = np.arange(0, len(self.u), BLOCK)
        kinds = (np.minimum, np.maximum) * 2
        return tuple(np.asarray(extremes(of, side, at)) for of, side in zip(kinds, self.boxes, strict=True))

    @cached_property
    def rows(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Sparse rows over half-edges: start of each junction's run, neighbours, edge numbers."""
        both = np.concatenate([self.u, self.v]).astype(np.int32)
        other = np.concatenate([self.v, self.u]).astype(np.int32)
        order = np.argsort(both, kind="stable")
        start = np.concatenate([[0], np.cumsum(np.bincount(both, minlength=self.size))]).astype(np.int32)
        return start, other[order], (order % len(self.u)).astype(np.int32)

    @cached_property
    def part(self) -> NDArray[np.int32]:
        """Number of the connected part of each junction."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        start, other, _ = self.rows
        labels: NDArray[np.int32] = connected_components(csr_array((np.ones(len(other)), other, start)), directed=False)[1]
        return labels

    def near(self, lat: float, lon: float, reach_m: float, usable: Bools | None = None, every_part: bool = False) -> list[Anchor]:
        """Return where a point may join the network, nearest first: one anchor per edge.

        Parameters
        ----------
        lat, lon
            The point in degrees.
        reach_m
            How far away a line may be.
        usable
            Which edges may be joined, all of them when None.
        every_part
            Whether to offer the nearest lines of each connected part within reach, not only those about as near as the nearest.
        """
        if every_part:
            some: dict[int, list[Anchor]] = {}
            for a in self._within(lat, lon, reach_m, usable, 4000):
                some.setdefault(int(self.part[self.u[a.edge]]), []).append(a)
            return sorted((a for anchors in some.values() for a in anchors[:5]), key=lambda a: (a.off_m, a.edge))
        found: list[Anchor] = []
        radius = 4_000.0
        while True:
            radius = min(radius, reach_m)
            found = self._within(lat, lon, radius, usable)
            if radius >= reach_m or (found and found[0].off_m + SPARE_M <= radius):
                break
            radius *= 4.0
        if not found:
            return []
        spare = SPARE_M if found[0].off_m < FAR_M else FAR_SPARE_M
        return [a for a in found if a.off_m <= found[0].off_m + spare][:ANCHORS]

    def _within(self, lat: float, lon: float, radius_m: float, usable: Bools | None, most: int = 2 * ANCHORS) -> list[Anchor]:
        """Return one anchor on each of at most ``most`` edges within a radius, nearest first."""
        shrink = max(0.02, float(np.cos(np.radians(lat))))
        dy, dx = radius_m / DEGREE_M, radius_m / DEGREE_M / shrink
        blocks = _meeting(self.block_boxes, lat, lon, dy, dx)
        edges = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
        edges = edges[edges < len(self.u)]
        edges = edges[_meeting(tuple(side[edges] for side in self.boxes), lat, lon, dy, dx)]
        if usable is not None:
            edges = edges[usable[edges]]
        if not len(edges):
            return []
        counts = self.first[edges + 1] - self.first[edges] - 1
        edge = np.repeat(edges, counts)
        offset = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
        piece = self.first[edge] + offset
        shift = np.rint((self.shape_lon[piece] - lon) / 360) * 360
        ax, ay = (self.shape_lon[piece] - shift - lon) * shrink * DEGREE_M, (self.shape_lat[piece] - lat) * DEGREE_M
        bx, by = (self.shape_lon[piece + 1] - shift - lon) * shrink * DEGREE_M, (self.shape_lat[piece + 1] - lat) * DEGREE_M
        vx, vy = bx - ax, by - ay
        square = vx * vx + vy * vy
        t = np.clip(-(ax * vx + ay * vy) / np.maximum(square, 1e-9), 0.0, 1.0)
        off = np.hypot(ax + t * vx, ay + t * vy)
        run = np.concatenate([[0.0], np.cumsum(np.sqrt(square))])
        begin = np.concatenate([[0], np.cumsum(counts)])
        order = np.lexsort((piece, off))
        order = order[off[order] <= radius_m]
        out, seen = [], set()
        for k in order.tolist():
            e = int(edge[k])
            if e in seen:
                continue
            seen.add(e)
            row = int(np.searchsorted(edges, e))
            whole = run[begin[row + 1]] - run[begin[row]]
            share = 0.0 if whole <= 0 else (run[k] - run[begin[row]] + t[k] * np.sqrt(square[k])) / whole
            p = int(piece[k])
            y = float(self.shape_lat[p] + t[k] * (self.shape_lat[p + 1] - self.shape_lat[p]))
            x = float(self.shape_lon[p] + t[k] * (self.shape_lon[p + 1] - self.shape_lon[p]))
            out.append(
                Anchor(e, float(np.clip(share, 0, 1)) * float(self.length[e]), p, y, x, distance_m(lat1=lat, lon1=lon, lat2=y, lon2=x))
            )
            if len(out) >= most:
                break
        return sorted(out, key=lambda a: (a.off_m, a.edge))

    def country_of(self, anchor: Anchor) -> str:
        """Return the code of the country at an anchor."""
        e = anchor.edge
        node = self.u[e] if anchor.along_m * 2 <= self.length[e] else self.v[e]
        return self.codes[int(self.country[node])]

    def within_countries(self, codes: Sequence[str]) -> Bools:
        """Tell for each edge whether both its ends lie in the named countries, or in areas that these govern or claim."""
        wanted = np.array([c in codes or bool(set(codes) & set(self.owners[c])) for c in self.codes])
        return np.asarray(wanted[self.country[self.u]] & wanted[self.country[self.v]])

    def search(self, stops: Sequence[Sequence[Anchor]], cost: Floats, guess: float = np.inf) -> Path | None:
        """Return the cheapest path that visits one anchor of every stop in order, None where there is none.

        Parameters
        ----------
        stops
            The anchors of the origin, of each place on the way and of the destination.
        cost
            Cost of each edge from end to end; infinite for one that is closed.
        guess
            A cost beyond which a first, quicker search need not look; the answer does not depend on it.
        """
        stages: list[_Stage] = []
        base = np.array([WHISKER_COST * a.off_m for a in stops[0]])
        for here, there in itertools.pairwise(stops):
            stage = _Stage(self, here, base, there, cost, guess)
            reached = stage.reached + np.array([WHISKER_COST * a.off_m for a in there])
            if not np.isfinite(reached).any() and np.isfinite(guess):
                stage = _Stage(self, here, base, there, cost, np.inf)
                reached = stage.reached + np.array([WHISKER_COST * a.off_m for a in there])
            if not np.isfinite(reached).any():
                return None
            stages.append(stage)
            base = reached
        last = int(np.argmin(base))
        pieces: list[Piece] = []
        anchors = [stops[-1][last]]
        total = float(base[last])
        for stage in reversed(stages):
            part, last = stage.back(last)
            pieces = part + pieces
            anchors.insert(0, stage.here[last])
        return Path(tuple(pieces), tuple(anchors), total)

    def line(self, path: Path) -> tuple[Floats, Bools, Ints]:
        """Return the shape of a path: (n, 2) lon, lat; for each of its n - 1 pieces whether it is inferred, and its edge."""
        lines: list[Floats] = []
        marks: list[bool] = []
        edges: list[int] = []
        for piece in path.pieces:
            part = self.part_of(piece)
            lines.append(part if not lines else part[1:])
            marks += [bool(self.inferred[piece.edge])] * (len(part) - 1)
            edges += [piece.edge] * (len(part) - 1)
        if not lines:
            a = path.anchors[0]
            return np.array([(a.lon, a.lat)]), np.zeros(0, dtype=bool), np.zeros(0, dtype=np.int64)
        return unwrap(np.concatenate(lines)), np.array(marks, dtype=bool), np.array(edges, dtype=np.int64)

    def part_of(self, piece: Piece) -> Floats:
        """Return the shape of an edge between two positions, in the direction of travel."""
        i, j = int(self.first[piece.edge]), int(self.first[piece.edge + 1])
        points = np.c_[self.shape_lon[i:j], self.shape_lat[i:j]]
        low, high = sorted((piece.start_m, piece.stop_m))
        whole = float(self.length[piece.edge])
        if low > 0 or high < whole:
            shrink = np.cos(np.radians(points[0, 1]))
            run = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(points[:, 0]) * shrink, np.diff(points[:, 1])))])
            run *= whole / max(run[-1], 1e-12)
            inner = points[(run > low) & (run < high)]
            ends = [[np.interp(x, run, points[:, 0]), np.interp(x, run, points[:, 1])] for x in (low, high)]
            points = np.concatenate([ends[:1], inner, ends[1:]])
        return np.asarray(points if piece.start_m <= piece.stop_m else points[::-1], dtype=np.float64)


def _meeting(boxes: tuple[Floats, ...], lat: float, lon: float, dy: float, dx: float) -> Ints:
    """Return the numbers of the boxes (south, north, west, east) that meet a window around a point."""
    south, north, west, east = boxes
    middle, half = (west + east) / 2, (east - west) / 2
    return np.flatnonzero((south <= lat + dy) & (north >= lat - dy) & (np.abs((middle - lon + 180) % 360 - 180) <= half + dx))


class _Stage:
    """One search from a set of anchors, each with a cost already spent, to another set."""

    def __init__(self, graph: Graph, here: Sequence[Anchor], spent: Floats, there: Sequence[Anchor], cost: Floats, limit: float) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import dijkstra

        self.graph, self.here, self.there = graph, here, there
        self.rate = cost / np.maximum(graph.length, 1.0)
        self.entry: dict[int, tuple[float, int]] = {}
        for k, a in enumerate(here):
            for node, far in self._ends(a):
                total = float(spent[k]) + far * float(self.rate[a.edge]) + 1e-3
                if np.isfinite(total) and total < self.entry.get(node, (np.inf, 0))[0]:
                    self.entry[node] = (total, k)
        start, other, edge = graph.rows
        nodes = sorted(self.entry)
        size = graph.size
        indptr = np.append(start, start[-1] + len(nodes)).astype(np.int32)
        indices = np.concatenate([other, np.array(nodes, dtype=np.int32)])
        data = np.concatenate([cost[edge], [self.entry[n][0] for n in nodes]])
        matrix = csr_array((data, indices, indptr), shape=(size + 1, size + 1))
        self.distance, self.before = dijkstra(matrix, directed=True, indices=size, return_predecessors=True, limit=limit)
        self.way: list[tuple[float, int, int]] = [self._arrive(a, spent) for a in there]
        self.reached = np.array([w[0] for w in self.way])

    def _ends(self, a: Anchor) -> list[tuple[int, float]]:
        """Return the junctions of an anchor's edge and how far each is along it, in metres."""
        g = self.graph
        return [(int(g.u[a.edge]), a.along_m), (int(g.v[a.edge]), float(g.length[a.edge]) - a.along_m)]

    def _arrive(self, a: Anchor, spent: Floats) -> tuple[float, int, int]:
        """Return the cheapest way to an anchor: (cost, junction or -1 when straight along the edge, start then)."""
        best: tuple[float, int, int] = (np.inf, -1, -1)
        for node, far in self._ends(a):
            total = float(self.distance[node]) + far * float(self.rate[a.edge])
            if total < best[0]:
                best = (total, node, -1)
        for k, b in enumerate(self.here):
            if b.edge == a.edge:
                total = float(spent[k]) + abs(a.along_m - b.along_m) * float(self.rate[a.edge])
                if total <= best[0]:
                    best = (total, -1, k)
        return best

    def back(self, k: int) -> tuple[list[Piece], int]:
        """Return the pieces that lead to the k-th anchor of the goal, and the number of the anchor they start from."""
        g, goal = self.graph, self.there[k]
        _, node, straight = self.way[k]
        if node < 0:
            return [Piece(goal.edge, self.here[straight].along_m, goal.along_m)], straight
        whole = float(g.length[goal.edge])
        pieces = [Piece(goal.edge, 0.0 if node == g.u[goal.edge] else whole, goal.along_m)]
        while (before := int(self.before[node])) != g.size:
            e = _edge_between(g, before, node)
            pieces.append(Piece(e, 0.0, float(g.length[e])) if g.u[e] == before else Piece(e, float(g.length[e]), 0.0))
            node = before
        begin = self.entry[node][1]
        a = self.here[begin]
        pieces.append(Piece(a.edge, a.along_m, 0.0 if node == g.u[a.edge] else float(g.length[a.edge])))
        return [p for p in reversed(pieces) if p.start_m != p.stop_m] or [pieces[0]], begin


def _edge_between(graph: Graph, a: int, b: int) -> int:
    """Return the edge that joins two junctions (there is only one)."""
    start, other, edge = graph.rows
    run = slice(int(start[a]), int(start[a + 1]))
    return int(edge[run][np.flatnonzero(other[run] == b)[0]])


@cache
def open_graph(name: str) -> Graph:
    """Return the network of an embedded file, opened once."""
    return Graph(name)


def piece_lengths(lonlat: Floats) -> Floats:
    """Return the geodesic length in metres of each piece of a line."""
    if len(lonlat) < 2:
        return np.zeros(0)
    x, y = lonlat[:, 0], lonlat[:, 1]
    return np.asarray(ellipsoid().inv(x[:-1], y[:-1], x[1:], y[1:])[2], dtype=np.float64)
