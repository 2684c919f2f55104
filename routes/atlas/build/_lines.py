"""Turn a published line graph into the compact arrays that `routes.networks.graph` opens.

The source lists hundreds of thousands of nodes of which most have two neighbours. Here chains of those become one
edge with its shape kept, every node gets a country, and all is delta-coded in a spatial order, so that
the file is a few megabytes and opens in a tenth of a second.
"""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.assets import FACTS
from routes.atlas.build import _stored
from routes.geodesy import ellipsoid

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Radius of the sphere on which the source measured (its weights equal haversine lengths on it).
SOURCE_RADIUS_M = 6_371_000.0
# Nodes lie on a grid of a thousandth of a degree: ends this close may be one point.
TOUCH_M = 350.0


@dataclass
class Lines:
    """A line graph before it is packed: coordinates in thousandths of a degree, lengths in metres."""

    lat: Ints
    lon: Ints
    u: Ints
    v: Ints
    length: Floats
    inferred: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def degrees(self, nodes: Any) -> tuple[Floats, Floats]:
        """Return the latitudes and longitudes of nodes in degrees."""
        return self.lat[nodes] / 1000.0, self.lon[nodes] / 1000.0


def parse(module: str) -> Lines:
    """Read a graph module of ``scgraph_data`` as text, without importing it (that takes 19 s and 1 GB)."""
    spec = importlib.util.find_spec("scgraph_data")
    assert spec is not None and spec.origin is not None
    rows = (Path(spec.origin).parent / f"{module}.py").read_text("utf-8").split("\n")
    graph = next(row for row in rows if row.startswith("graph="))[7:-1]
    nodes = next(row for row in rows if row.startswith("nodes="))[6:]
    latlon = np.array(nodes.translate(str.maketrans("[],", "   ")).split(), dtype=np.float64).reshape(-1, 2)
    u = np.repeat(np.arange(len(latlon)), [part.count(":") for part in graph[1:-1].split("}, {")])
    flat = np.array(graph.translate(str.maketrans("{}:,", "    ")).split(), dtype=np.float64).reshape(-1, 2)
    v = flat[:, 0].astype(np.int64)
    once = u < v
    u, v, length = u[once], v[once], flat[once, 1] * 1000.0
    lat, lon = np.rint(latlon[:, 0] * 1000).astype(np.int64), np.rint(latlon[:, 1] * 1000).astype(np.int64)
    lines = Lines(lat, lon, u, v, length, np.zeros(len(u), dtype=bool))
    return _on_ellipsoid(lines)


def geodesic_lengths(lines: Lines, u: Ints, v: Ints) -> Floats:
    """Return the geodesic lengths in metres between pairs of nodes."""
    lat1, lon1 = lines.degrees(u)
    lat2, lon2 = lines.degrees(v)
    return np.asarray(ellipsoid().inv(lon1, lat1, lon2, lat2)[2], dtype=np.float64)


def _on_ellipsoid(lines: Lines) -> Lines:
    """Scale each length from the source's sphere to the ellipsoid, and never let it be below the geodesic."""
    lat1, lon1 = (np.radians(x) for x in lines.degrees(lines.u))
    lat2, lon2 = (np.radians(x) for x in lines.degrees(lines.v))
    h = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    sphere = 2 * SOURCE_RADIUS_M * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    true = geodesic_lengths(lines, lines.u, lines.v)
    ratio = np.where(sphere > 500.0, true / np.maximum(sphere, 1.0), 1.0)
    lines.length = np.maximum(lines.length * ratio, true)
    return lines


def countries(lines: Lines) -> tuple[NDArray[np.uint8], list[str]]:
    """Return the country or disputed area of every node as an index into the returned list of codes.

    It is that of the time zone at the node, cut by ``disputed_areas.toml``; a node beyond the territorial sea (a long bridge or
    tunnel) takes that of the nearest node along the lines.
    """
    import shapely
    from timezonefinder import TimezoneFinder

    with (FACTS / "zones.csv").open(newline="", encoding="utf-8") as file:
        territory = {row[0]: row[1] for row in csv.reader(file) if row and not row[0].startswith("#")}
    finder = TimezoneFinder(in_memory=True)
    lat, lon = lines.degrees(slice(None))
    zones = [finder.timezone_at(lng=x, lat=y) or "" for x, y in zip(lon.tolist(), lat.tolist(), strict=True)]
    found = np.array([territory.get(zone, "") for zone in zones], dtype="U24")
    for area in assets.toml("atlas/facts/disputed_areas.toml")["area"]:
        nodes = np.flatnonzero(np.isin(found, area["within"]))
        inside = nodes[shapely.contains_xy(shapely.make_valid(shapely.Polygon(area["polygon"])), lon[nodes], lat[nodes])]
        found[inside] = area["atom"]
    for _ in range(50):
        for a, b in ((lines.u, lines.v), (lines.v, lines.u)):
            gap = (found[a] == "") & (found[b] != "")
            found[a[gap]] = found[b[gap]]
    codes = sorted(set(found.tolist()))
    index = {code: i for i, code in enumerate(codes)}
    return np.array([index[code] for code in found.tolist()], dtype=np.uint8), codes


def owners(codes: list[str]) -> list[str]:
    """Return for each code the countries that govern or claim it, apart by spaces, the one it is shown under first."""
    shown = assets.toml("atlas/facts/closed_borders.toml")["shown"]
    atoms = assets.toml("atlas/facts/worldviews.toml")["atom"]
    out = []
    for code in codes:
        claims = [c for c in atoms.get(code, {}).get("claimed_by", [code]) if len(c) == 2]
        first = shown.get(code) or (claims[0] if claims else "")
        out.append(" ".join(dict.fromkeys([first, *claims])))
    return out


def adjacency(count: int, u: Ints, v: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the half-edges as (start of each node's run, neighbours, edge numbers)."""
    both, other = np.concatenate([u, v]), np.concatenate([v, u])
    order = np.lexsort((other, both))
    start = np.concatenate([[0], np.cumsum(np.bincount(both, minlength=count))])
    return start, other[order], np.tile(np.arange(len(u)), 2)[order]


def chains(lines: Lines, country: NDArray[np.uint8]) -> list[tuple[list[int], float, bool]]:
    """Return the chains between junctions: (nodes, length in metres, inferred).

    A junction is a node without exactly two neighbours, or one where the country or the inferred mark changes. No two chains
    join the same two junctions and none returns to its start: such a chain is cut in the middle.
    """
    start, other, edge = adjacency(len(lines.lat), lines.u, lines.v)
    degree = np.diff(start)
    keep = degree != 2
    crossing = country[lines.u] != country[lines.v]
    for ends in (lines.u, lines.v):
        keep[ends[crossing | lines.inferred]] = True
    used = np.zeros(len(lines.u), dtype=bool)
    found: list[tuple[list[int], float, bool]] = []

    def walk(node: int, k: int) -> None:
        nodes, total, sort = [node], 0.0, bool(lines.inferred[edge[k]])
        while True:
            used[edge[k]] = True
            total += float(lines.length[edge[k]])
            node = int(other[k])
            nodes.append(node)
            if keep[node] or node == nodes[0]:
                break
            k = int(start[node]) if edge[start[node]] != edge[k] else int(start[node]) + 1
        found.append((nodes, total, sort))

    for node in [*np.flatnonzero(keep & (degree > 0)).tolist(), *np.flatnonzero(~keep).tolist()]:
        for k in range(int(start[node]), int(start[node + 1])):
            if not used[edge[k]]:
                walk(int(node), k)
    return _cut(found, lines)


def _cut(found: list[tuple[list[int], float, bool]], lines: Lines) -> list[tuple[list[int], float, bool]]:
    """Cut loops and all but the shortest of parallel chains, and drop what cannot be cut."""
    taken: set[tuple[int, int]] = set()
    out: list[tuple[list[int], float, bool]] = []
    for nodes, total, inferred in sorted(found, key=lambda c: (c[1], c[0])):
        pair = (min(nodes[0], nodes[-1]), max(nodes[0], nodes[-1]))
        if pair[0] != pair[1] and pair not in taken:
            taken.add(pair)
            out.append((nodes, total, inferred))
        elif len(nodes) > 2:
            piece = geodesic_lengths(lines, np.array(nodes[:-1]), np.array(nodes[1:])) + 1.0
            pieces = [nodes[: len(nodes) // 2 + 1], nodes[len(nodes) // 2 :]]
            if pair[0] == pair[1] and len(nodes) > 3:
                third = len(nodes) // 3
                pieces = [nodes[: third + 1], nodes[third : 2 * third + 1], nodes[2 * third :]]
            elif pair[0] == pair[1]:
                continue
            at = 0
            for part in pieces:
                share = float(piece[at : at + len(part) - 1].sum() / piece.sum())
                at += len(part) - 1
                taken.add((min(part[0], part[-1]), max(part[0], part[-1])))
                out.append((part, total * share, inferred))
    return out


def morton(lat: Ints, lon: Ints) -> Ints:
    """Return a spatial sort key: the bits of latitude and longitude interleaved."""
    key = np.zeros(len(lat), dtype=np.int64)
    y, x = (lat + 90_000).astype(np.int64), (lon + 180_000).astype(np.int64)
    for bit in range(19):
        key |= ((x >> bit) & 1) << (2 * bit)
        key |= ((y >> bit) & 1) << (2 * bit + 1)
    return key


def pack(lines: Lines, country: NDArray[np.uint8], codes: list[str]) -> dict[str, NDArray[Any]]:
    """Return the delta-coded arrays of a graph; `routes.networks.graph.Graph` says what each means."""
    found = chains(lines, country)
    junctions = np.unique(np.array([n for nodes, _, _ in found for n in (nodes[0], nodes[-1])]))
    junctions = junctions[np.lexsort((junctions, morton(lines.lat[junctions], lines.lon[junctions])))]
    number = {int(n): i for i, n in enumerate(junctions.tolist())}
    rows = []
    for nodes, total, inferred in found:
        a, b = number[nodes[0]], number[nodes[-1]]
        rows.append((a, b, nodes, total, inferred) if a < b else (b, a, nodes[::-1], total, inferred))
    rows.sort(key=lambda r: (r[0], r[1]))
    shape = np.array([n for r in rows for n in r[2]])
    first = np.cumsum([0, *[len(r[2]) for r in rows]])[:-1]
    step_lat, step_lon = np.diff(lines.lat[shape], prepend=0), np.diff(lines.lon[shape], prepend=0)
    inner = np.ones(len(shape), dtype=bool)
    inner[first] = False  # the first point of a chain is its junction
    inner[np.cumsum([len(r[2]) for r in rows]) - 1] = False  # and so is the last
    step_lon = (step_lon + 180_000) % 360_000 - 180_000
    u, v = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    return {
        "codes": np.array(codes),
        "owners": np.array(owners(codes)),
        "lat": np.diff(lines.lat[junctions], prepend=0).astype(np.int32),
        "lon": np.diff(lines.lon[junctions], prepend=0).astype(np.int32),
        "country": country[junctions],
        "u": np.diff(u, prepend=0).astype(np.uint16),
        "v": (v - u).astype(np.int32),
        "length": np.rint([r[3] for r in rows]).astype(np.uint32),
        "inferred": np.array([r[4] for r in rows], dtype=np.uint8),
        "inner": np.array([len(r[2]) - 2 for r in rows], dtype=np.uint16),
        "step_lat": step_lat[inner].astype(np.int32),
        "step_lon": step_lon[inner].astype(np.int32),
    }


def save(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write an ``.npz`` that a program maps, the arrays by name."""
    _stored.save(path, **{name: arrays[name] for name in sorted(arrays)})


def nearest(lines: Lines, lat: float, lon: float, among: Ints | None = None) -> tuple[int, float]:
    """Return the node nearest to a point given in degrees, and how far it is in metres."""
    nodes = np.arange(len(lines.lat)) if among is None else among
    y, x = lines.degrees(nodes)
    near = np.hypot(y - lat, (x - lon) * np.cos(np.radians(lat)))
    best = int(nodes[int(np.argmin(near))])
    by, bx = lines.degrees(best)
    return best, float(ellipsoid().inv(lon, lat, bx, by)[2])


class Link(NamedTuple):
    """A link between two nodes that the source does not have; ``length_m`` is 0 when it counts straight."""

    u: int
    v: int
    length_m: float = 0.0


def join(lines: Lines, links: Iterable[Link]) -> Lines:
    """Return the lines with links added and marked as inferred, each at least as long as its geodesic."""
    known = set(zip(lines.u.tolist(), lines.v.tolist(), strict=True))
    pairs = {(min(a, b), max(a, b)): m for a, b, m in links if a != b and (min(a, b), max(a, b)) not in known}
    if not pairs:
        return lines
    u, v = (np.array(x, dtype=np.int64) for x in zip(*pairs, strict=True))
    added = np.maximum(geodesic_lengths(lines, u, v), np.maximum(list(pairs.values()), 1.0))
    return Lines(
        lines.lat,
        lines.lon,
        np.concatenate([lines.u, u]),
        np.concatenate([lines.v, v]),
        np.concatenate([lines.length, added]),
        np.concatenate([lines.inferred, np.ones(len(u), dtype=bool)]),
    )


def components(lines: Lines) -> NDArray[np.int32]:
    """Return the number of the connected part each node belongs to."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = len(lines.lat)
    labels: NDArray[np.int32] = connected_components(coo_array((np.ones(len(lines.u)), (lines.u, lines.v)), (size, size)), directed=False)[
        1
    ]
    return labels


def positions(lines: Lines) -> Floats:
    """Return the nodes as (n, 3) points in metres from the centre of the sphere of the source."""
    lat, lon = (np.radians(x) for x in lines.degrees(slice(None)))
    return np.asarray(np.c_[np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)] * SOURCE_RADIUS_M, dtype=np.float64)


def dead_ends(lines: Lines) -> Ints:
    """Return the nodes with one neighbour."""
    return np.flatnonzero(np.bincount(np.concatenate([lines.u, lines.v]), minlength=len(lines.lat)) == 1)


def snap(lines: Lines, country: NDArray[np.uint8], reach_m: float) -> list[Link]:
    """Return links from dead ends to the nearest node of another connected part of the same country within reach.

    Only gaps between parts are closed: a dead end near a line it already reaches by a detour is usually a siding,
    a terminus or the bank of a river, and closing those shortens true routes.
    """
    from scipy.spatial import cKDTree

    part, xyz = components(lines), positions(lines)
    tree = cKDTree(xyz)
    found = []
    for end in dead_ends(lines).tolist():
        near = tree.query_ball_point(xyz[end], reach_m)
        for other in sorted(near, key=lambda n: (float(((xyz[n] - xyz[end]) ** 2).sum()), n)):
            if part[other] != part[end] and country[other] == country[end]:
                found.append(Link(end, other))
                break
    return sorted({Link(min(a, b), max(a, b)) for a, b, _ in found})


def align(lines: Lines, country: NDArray[np.uint8], reach_m: float, detour_m: float = 80_000.0) -> list[Link]:
    """Return links of dead ends that are far apart along the lines: those that face each other, and those that touch another line.

    Two ends that face each other are one line with a piece missing; that they are ``detour_m`` apart otherwise tells them from
    the termini of one city.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra
    from scipy.spatial import cKDTree

    xyz, size = positions(lines), len(lines.lat)
    start, other, _ = adjacency(size, lines.u, lines.v)
    ends = dead_ends(lines)
    matrix = coo_array((lines.length, (lines.u, lines.v)), (size, size)).tocsr()

    def heading(node: int) -> Floats:
        back = before = node
        for _ in range(100):
            steps = [int(n) for n in other[start[back] : start[back + 1]] if n != before]
            if len(steps) != 1 or np.linalg.norm(xyz[node] - xyz[back]) > 2_000.0:
                break
            back, before = steps[0], back
        return np.asarray(xyz[node] - xyz[back], dtype=np.float64)

    found = set()
    for i, k in sorted(cKDTree(xyz[ends]).query_pairs(reach_m)):
        a, b = int(ends[i]), int(ends[k])
        gap, ha, hb = xyz[b] - xyz[a], heading(a), heading(b)
        width, la, lb = (float(np.linalg.norm(x)) for x in (gap, ha, hb))
        if country[a] != country[b] or min(width, la, lb) <= 0 or ha @ gap < 0.8 * la * width or -hb @ gap < 0.8 * lb * width:
            continue
        if not np.isfinite(dijkstra(matrix, directed=False, indices=a, limit=detour_m)[b]):
            found.add(Link(min(a, b), max(a, b)))
    tree = cKDTree(xyz)
    for end in ends.tolist():
        near = [n for n in tree.query_ball_point(xyz[end], TOUCH_M) if n != end and country[n] == country[end]]
        if near:
            far = dijkstra(matrix, directed=False, indices=end, limit=detour_m)[near]
            apart = [(float(((xyz[n] - xyz[end]) ** 2).sum()), n) for n, d in zip(near, far.tolist(), strict=True) if not np.isfinite(d)]
            found |= {Link(min(end, n), max(end, n)) for _, n in sorted(apart)[:1]}
    return sorted(found)
