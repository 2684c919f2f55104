"""Networks that a person added, joined with the embedded ones: preferred where they are, each line open at its dates and in its gauge.

The lines of one mode become edges between the vertices that they share. Rail has one layer of junctions for each gauge, so that going
from one gauge to another is an edge of its own. Open ends are joined to the embedded line nearest to them; the join is inferred.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cache
from typing import NamedTuple

import numpy as np

from routes import assets
from routes.atlas import own
from routes.model import Note
from routes.networks.graph import Anchor, Bools, Floats, Graph, Ints, Path, Piece, open_graph, piece_lengths

# An open end this near to another added line touches it; one this near to an embedded line is joined to it.
TOUCH_M, JOIN_M = 30.0, 3_000.0
# Near added lines, an embedded line must be shorter than this share of them to be taken.
PREFERENCE = 2.0
# The interval of a length along added lines, which are drawn in full.
LOW, HIGH = 0.99, 1.01
# Cells, in degrees, of the area that added lines cover, with the eight around each.
CELL_DEG = 0.1
# Vertices nearer than a decimetre are one.
_GRID = 1e6
_EARTH_M = 6_371_000.0


class _Edge(NamedTuple):
    """An edge to add: its two junctions, its shape, and what is known of it."""

    u: int
    v: int
    shape: Floats
    length: float
    inferred: bool = False
    source: int = -1  # the added line it comes from
    change: tuple[int, int] | None = None  # the gauges between which it leads
    corridor: int = 0


class OwnGraph(Graph):
    """An embedded network with added lines joined to it."""

    def __init__(self, base: Graph, mode: str, lines: list[own.Line]) -> None:
        self.base, self.mode, self.lines = base, mode, lines
        self.codes, self.owners = list(base.codes), dict(base.owners)
        self._lat, self._lon, self._country = [np.asarray(base.lat)], [np.asarray(base.lon)], [base.country]
        self._count = base.size
        self._added: list[_Edge] = []
        self._replaced = np.zeros(len(base.u), dtype=bool)
        vertices, open_ends = self._layers()
        self._join(vertices, open_ends)
        self._finish()

    def _new(self, lonlat: Floats, country: Ints) -> Ints:
        """Add junctions and return their numbers."""
        self._lat.append(lonlat[:, 1])
        self._lon.append(lonlat[:, 0])
        self._country.append(country.astype(np.uint8))
        self._count += len(lonlat)
        return np.arange(self._count - len(lonlat), self._count)

    def _layers(self) -> tuple[list[tuple[int, int]], list[int]]:
        """Add the lines as edges; return the gauge and number of every junction, and which of these are open ends."""
        shape, ids, owner, points = _vertices([line.lonlat for line in self.lines])
        bounds = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1], True])
        busy = np.bincount(np.r_[ids, ids[bounds[:-1]], ids[bounds[1:] - 1]])  # an end is a junction even where nothing meets it
        run = np.r_[0.0, np.cumsum(piece_lengths(shape))]
        stops = np.flatnonzero(busy[ids] > 1)
        best: dict[tuple[int, int, int], tuple[float, Floats, int]] = {}
        for i, j in itertools.pairwise(stops.tolist()):
            a, b, number = int(ids[i]), int(ids[j]), int(owner[i])
            if number != owner[j] or a == b:
                continue
            part, length = shape[i : j + 1] if a < b else shape[i : j + 1][::-1], float(run[j] - run[i])
            for gauge in self.lines[number].gauges or (0,):
                key = (min(a, b), max(a, b), gauge)
                if length < best.get(key, (np.inf,))[0]:
                    best[key] = (length, part, number)
        layered = sorted({(n, gauge) for a, b, gauge in best for n in (a, b)})
        place = np.array([n for n, _ in layered], dtype=np.int64)
        numbers = self._new(points[place], self._countries(points[place]))
        index = dict(zip(layered, numbers.tolist(), strict=True))
        for (a, b, gauge), (length, part, number) in best.items():
            self._added.append(_Edge(index[a, gauge], index[b, gauge], part, max(length, 1.0), source=number))
        degree: dict[int, set[int]] = defaultdict(set)
        for a, b, _ in best:
            degree[a].add(b)
            degree[b].add(a)
        for (n, gauge), (m, other) in itertools.pairwise(layered):
            if n == m:
                self._change(index[n, gauge], index[m, other], points[[n, m]], gauge, other)
        ends = [index[n, gauge] for n, gauge in layered if len(degree[n]) == 1]
        return [(gauge, index[n, gauge]) for n, gauge in layered], ends

    def _change(self, u: int, v: int, shape: Floats, gauge: int, other: int, inferred: bool = False) -> None:
        """Add an edge between two layers; it is a break of gauge when both gauges are known and differ."""
        same = assets.toml("atlas/facts/gauges.toml")["same_mm"]
        change = (gauge, other) if gauge and other and abs(gauge - other) > same else None
        self._added.append(_Edge(u, v, shape, max(float(piece_lengths(shape).sum()), 1.0), inferred, change=change))

    def _countries(self, points: Floats) -> Ints:
        """Return the codes of added junctions: that of the embedded junction beside one where it names the same country."""
        from scipy.spatial import cKDTree

        from routes.atlas.borders import open_borders

        _, near = cKDTree(_positions(np.asarray(self.base.lon), np.asarray(self.base.lat))).query(_positions(points[:, 0], points[:, 1]))
        found = []
        for code, beside in zip(open_borders("un").countries_along(points, territorial_sea=True), near.tolist(), strict=True):
            other = self.base.codes[int(self.base.country[beside])]
            chosen = other if not code or code in self.base.owners[other] else code
            if chosen not in self.owners:
                self.codes.append(chosen)
                self.owners[chosen] = (chosen,)
            found.append(self.codes.index(chosen))
        return np.array(found, dtype=np.int64)

    def _join(self, vertices: list[tuple[int, int]], open_ends: list[int]) -> None:
        """Join open ends to the nearest embedded edges, which are cut there."""
        lat, lon, gauge = np.concatenate(self._lat), np.concatenate(self._lon), {n: g for g, n in vertices}
        cuts: dict[int, list[tuple[Anchor, int]]] = defaultdict(list)
        for end in open_ends:
            for anchor in self.base.near(float(lat[end]), float(lon[end]), JOIN_M)[:1]:
                cuts[anchor.edge].append((anchor, end))
        main = assets.toml("atlas/facts/gauges.toml")["country"]
        for edge, met in cuts.items():
            met.sort(key=lambda pair: pair[0].along_m)
            near = [self.base.u[edge] if a.along_m * 2 <= self.base.length[edge] else self.base.v[edge] for a, _ in met]
            country = self.base.country[near].astype(np.int64)
            nodes = self._new(np.array([(a.lon, a.lat) for a, _ in met]), country).tolist()
            stops = [0.0, *(a.along_m for a, _ in met), float(self.base.length[edge])]
            through = [int(self.base.u[edge]), *nodes, int(self.base.v[edge])]
            corridor = int(self.base.raw["corridor"][edge]) if "corridor" in self.base.raw else 0
            for k in range(len(through) - 1):
                shape = self.base.part_of(Piece(edge, stops[k], stops[k + 1]))
                length = max(stops[k + 1] - stops[k], 0.1)
                self._added.append(_Edge(through[k], through[k + 1], shape, length, bool(self.base.inferred[edge]), corridor=corridor))
            self._replaced[edge] = True
            for (anchor, end), node, code in zip(met, nodes, country.tolist(), strict=True):
                owner = (self.owners[self.codes[code]] or ("",))[0]
                there = main.get(owner, [0])[0] if self.mode == "rail" else 0
                shape = np.array([(lon[end], lat[end]), (anchor.lon, anchor.lat)])
                self._change(end, node, shape, gauge[end], there, inferred=True)

    def _finish(self) -> None:
        """Lay the arrays of both networks out as `Graph` has them."""
        base, added = self.base, self._added
        middle = np.array([edge.shape[len(edge.shape) // 2] for edge in added])
        added = [added[k] for k in np.lexsort((middle[:, 0], np.round(middle[:, 1])))]
        self.lat, self.lon = np.concatenate(self._lat), np.concatenate(self._lon)
        self.country = np.concatenate(self._country)
        self.u = np.r_[base.u, [e.u for e in added]].astype(np.int64)
        self.v = np.r_[base.v, [e.v for e in added]].astype(np.int64)
        self.length = np.r_[base.length, [e.length for e in added]]
        self.inferred = np.r_[base.inferred, [e.inferred for e in added]].astype(bool)
        counts = [len(e.shape) for e in added]
        self.first = np.r_[base.first[:-1], base.first[-1] + np.cumsum([0, *counts])]
        shape = np.concatenate([e.shape for e in added])
        self.shape_lon, self.shape_lat = np.r_[np.asarray(base.shape_lon), shape[:, 0]], np.r_[np.asarray(base.shape_lat), shape[:, 1]]
        self.raw = dict(base.raw)
        if "corridor" in base.raw:
            self.raw["corridor"] = np.r_[base.raw["corridor"], [e.corridor for e in added]].astype(np.uint8)
        self.source = np.r_[np.full(len(base.u), -1), [e.source for e in added]].astype(np.int64)
        first = len(base.u)
        self.changes = {first + k: e.change for k, e in enumerate(added) if e.change}
        self._gone = np.r_[self._replaced, np.zeros(len(added), dtype=bool)]
        self._shadowed = self._near_own()

    def _near_own(self) -> Bools:
        """Tell for each edge whether it is an embedded one inside the area of the added lines."""
        wide = int(360 / CELL_DEG)

        def cell(lon: Floats, lat: Floats) -> Ints:
            return (
                np.floor((lat + 90) / CELL_DEG).astype(np.int64) * wide + np.floor((lon % 360) / CELL_DEG).astype(np.int64) % wide
            ).ravel()

        points = np.concatenate([line.lonlat for line in self.lines])
        covered = np.unique([cell(points[:, 0] + i * CELL_DEG, points[:, 1] + j * CELL_DEG) for i in (-1, 0, 1) for j in (-1, 0, 1)])
        inside = np.isin(cell(np.asarray(self.shape_lon), np.asarray(self.shape_lat)), covered)
        whole = np.logical_and.reduceat(inside, self.first[:-1])
        return np.asarray(whole & (self.source < 0))

    def reprice(self, cost: Floats, date: str, break_cost: float) -> None:
        """Change costs in place: embedded lines near added ones dearer, lines not open on the date shut, breaks of gauge at their cost."""
        cost[self._shadowed] *= PREFERENCE
        cost[self._gone] = np.inf
        shut = np.array([not _open(line, date) for line in self.lines], dtype=bool)
        cost[(self.source >= 0) & shut[self.source]] = np.inf
        for edge in self.changes:
            cost[edge] = break_cost


def _open(line: own.Line, date: str) -> bool:
    """Tell whether a line is in use on a date (ISO, "" for now: as long as no end is known)."""
    return bool((not line.since or line.since <= date) and (not line.until or date <= line.until)) if date else not line.until


def _positions(lon: Floats, lat: Floats) -> Floats:
    """Return points in metres from the centre of a sphere."""
    x, y = np.radians(lon), np.radians(lat)
    return np.asarray(np.c_[np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)] * _EARTH_M)


def _vertices(lines: list[Floats]) -> tuple[Floats, Ints, Ints, Floats]:
    """Return all points of the lines but repeated ones, the vertex and the line of each, and the vertices; open ends that touch are one."""
    from scipy.spatial import cKDTree

    shape = np.concatenate(lines)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    x, y = np.rint(shape * _GRID).astype(np.int64).T
    keep = np.r_[True, (np.diff(x) != 0) | (np.diff(y) != 0) | (np.diff(owner) != 0)]
    shape, owner = shape[keep], owner[keep]
    key = (x * 2**32 + y)[keep]
    _, first, number = np.unique(key, return_index=True, return_inverse=True)
    points = np.c_[x[keep][first], y[keep][first]] / _GRID
    bounds = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1], True])
    ends = np.unique(np.r_[number[bounds[:-1]], number[bounds[1:] - 1]])
    ends = ends[np.bincount(number)[ends] == 1]
    last = np.zeros(len(points), dtype=np.int64)
    last[number] = owner
    xyz = _positions(points[:, 0], points[:, 1])
    becomes = np.arange(len(points))
    for end, near in zip(ends.tolist(), cKDTree(xyz).query_ball_point(xyz[ends], TOUCH_M), strict=True):
        others = [n for n in near if last[n] != last[end] and becomes[n] == n]
        if others and becomes[end] == end:
            becomes[end] = min(others, key=lambda n: float(((xyz[n] - xyz[end]) ** 2).sum()))
    return shape, becomes[number], owner, points


@cache
def _joined(file: str, mode: str, sets: tuple[str, ...]) -> Graph:
    """Return the network of a mode with the data sets of these hashes joined to it."""
    del sets  # only tells one state of the data folder from another
    lines = own.lines(mode)
    return OwnGraph(open_graph(file), mode, lines) if lines else open_graph(file)


def added_sets() -> tuple[str, ...]:
    """Return what tells the added data sets that have lines from those of another state of the data folder."""
    return tuple(f"{a.name} {a.sha256} {a.path}" for a in own.added() if a.lines)


def open_network(file: str, mode: str) -> Graph:
    """Return the embedded network of a file, with the lines of the mode that a person added joined to it."""
    sets = added_sets()
    return _joined(file, mode, sets) if sets else open_graph(file)


def travelled(graph: Graph, path: Path) -> dict[str, float]:
    """Return how many metres of a path run along added lines, by their data set."""
    found: dict[str, float] = defaultdict(float)
    if isinstance(graph, OwnGraph):
        for piece in path.pieces:
            if graph.source[piece.edge] >= 0:
                found[graph.lines[int(graph.source[piece.edge])].source] += abs(piece.stop_m - piece.start_m)
    return dict(found)


def notes(graph: Graph, path: Path, added: dict[str, float]) -> list[Note]:
    """Return what is to be said of a path over added lines: whose they are, and where the gauge changes on them."""
    out = []
    for source, far in added.items():
        message = f"{far / 1000:.0f} km of the line come from the added data {source}."
        out.append(Note("own-network", message, values=(("length_m", round(far)), ("source", source))))
    if not isinstance(graph, OwnGraph):
        return out
    for piece in path.pieces:
        if piece.edge in graph.changes:
            a, b = graph.changes[piece.edge] if piece.start_m <= piece.stop_m else graph.changes[piece.edge][::-1]
            country = (graph.owners[graph.codes[int(graph.country[graph.u[piece.edge]])]] or ("?",))[0]
            message = f"In {country} the gauge changes from {a} to {b} mm: bogies are changed or the load is moved."
            values = (("country", country), ("from_mm", str(a)), ("to_mm", str(b)))
            out.append(Note("gauge-change", message, values=values))
    return out
