"""Turn labelled edges into short chunks of simplified, delta-coded lines, and a grid that says where each lies."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from routes.atlas.build._atoms import GRID_DEG

UNIT_DEG = 1e-5  # of the stored integers: 1.1 m
TOLERANCE_M = 6.0  # of the simplification
METRES_PER_DEG = 111_195.0
MAX_EDGES = 48  # of a chunk
MAX_STEP = 32_000  # of one coordinate along an edge, in units, so that it fits 16 bits
BOX_UNITS = 100  # boxes are rounded outwards to this many units, relative to the start
CELL_DEG = 0.5
REFERENCES = ((0.5, 0.5), (0.31, 0.43), (0.67, 0.29), (0.23, 0.79), (0.83, 0.71), (0.13, 0.11), (0.91, 0.13), (0.47, 0.93))
CLEAR_DEG = 5e-4  # a reference point keeps this distance from every line

# Start and box corners of a chunk: units, and `BOX_UNITS` relative to the start, rounded outwards.
CHUNK = np.dtype([("start", "<i4", 2), ("low", "<i2", 2), ("high", "<i2", 2), ("count", "u1")])

Integers = NDArray[np.int64]


def chain(edges: Integers) -> tuple[list[Any], list[tuple[int, int]]]:
    """Join edges of one tile end to end; return lines with the smaller label on their left, and their labels."""
    edges = edges.copy()
    swap = edges[:, 4] > edges[:, 5]
    edges[swap] = edges[swap][:, [2, 3, 0, 1, 5, 4]]
    order = np.lexsort((*edges[:, 3::-1].T, edges[:, 5], edges[:, 4]))
    edges = edges[order]
    cuts = np.flatnonzero((np.diff(edges[:, 4:], axis=0) != 0).any(axis=1)) + 1
    lines: list[Any] = []
    sides: list[tuple[int, int]] = []
    for group in np.split(edges, cuts):
        if len(group):
            segments = shapely.multilinestrings(shapely.linestrings((group[:, :4] * GRID_DEG).reshape(-1, 2, 2)))
            merged = shapely.get_parts(shapely.line_merge(segments, directed=True))
            lines += list(merged)
            sides += [(int(group[0, 4]), int(group[0, 5]))] * len(merged)
    return lines, sides


def simplify(line: Any) -> Integers:
    """Return the line's vertices in units after Douglas-Peucker on the local metric; closed lines stay rings."""
    lonlat = shapely.get_coordinates(line)
    scale = np.array([np.cos(np.radians(lonlat[:, 1].mean())), 1.0])
    closed = (lonlat[0] == lonlat[-1]).all()
    middle = int(np.argmax(np.hypot(*((lonlat - lonlat[0]) * scale).T))) if closed else 0
    parts = [lonlat[: middle + 1], lonlat[middle:]] if middle else [lonlat]
    tolerance = TOLERANCE_M / METRES_PER_DEG
    kept = [shapely.get_coordinates(shapely.simplify(shapely.LineString(part * scale), tolerance, False)) for part in parts]
    units: Integers = np.rint(np.vstack(kept) / scale / UNIT_DEG).astype(np.int64)
    units = units[np.append(True, (np.diff(units, axis=0) != 0).any(axis=1))]
    if closed and len(units) < 4:
        units = np.rint(lonlat / UNIT_DEG).astype(np.int64)
        units = units[np.append(True, (np.diff(units, axis=0) != 0).any(axis=1))]
    longest = np.abs(np.diff(units, axis=0)).max(axis=1, initial=0)
    pieces = np.maximum(1, -(-longest // MAX_STEP))
    if len(pieces) and pieces.max() > 1:
        units = subdivide(units, pieces)
    return units


def subdivide(units: Integers, pieces: Integers) -> Integers:
    """Return the line with each edge cut into the given number of equal pieces."""
    out = [units[:1]]
    for start, end, count in zip(units[:-1], units[1:], pieces.tolist(), strict=True):
        steps = np.arange(1, count + 1)[:, None] / count
        out.append(np.rint(start + (end - start) * steps).astype(np.int64))
    return np.vstack(out)


def pack(tiles: list[Integers]) -> dict[str, NDArray[Any]]:
    """Return the chunks, sorted by the labels on their sides, and the deltas: land boundaries and sea limits first, then coasts."""
    found = []
    for edges in tiles:
        for line, (left, right) in zip(*chain(edges), strict=True):
            units = simplify(line)
            for begin in range(0, len(units) - 1, MAX_EDGES):
                found.append((left % 2 != right % 2, left, right, units[begin : begin + MAX_EDGES + 1]))
    found.sort(key=lambda f: f[:3])
    points = [f[3] for f in found]
    steps = [np.diff(p, axis=0) for p in points]
    chunks = np.empty(len(found), dtype=CHUNK)
    chunks["start"] = [p[0] for p in points]
    chunks["low"] = [(p.min(axis=0) - p[0]) // BOX_UNITS for p in points]
    chunks["high"] = [-((p[0] - p.max(axis=0)) // BOX_UNITS) for p in points]
    chunks["count"] = [len(s) for s in steps]
    sides = np.array([f[1:3] for f in found], dtype=np.int16)
    first = np.flatnonzero(np.append(True, (np.diff(sides, axis=0) != 0).any(axis=1)))
    deltas = np.vstack(steps).astype(np.int16)
    split = sum(len(s) for f, s in zip(found, steps, strict=True) if not f[0])
    return {
        "chunks": chunks,
        "pairs": sides[first],
        "pair_first": np.append(first, len(found)).astype(np.int32),
        "deltas": deltas[:split],
        "coast_deltas": deltas[split:],
    }


def expand(table: dict[str, NDArray[Any]]) -> list[Any]:
    """Return every chunk as a line in degrees, to place the grid's reference points clear of them."""
    deltas = np.vstack([table["deltas"], table["coast_deltas"]]).astype(np.int64)
    ends = np.cumsum(table["chunks"]["count"].astype(np.int64))
    out = []
    for start, first, last in zip(table["chunks"]["start"].astype(np.int64), np.append(0, ends[:-1]), ends, strict=True):
        out.append(shapely.LineString(np.vstack([start, start + np.cumsum(deltas[first:last], axis=0)]) * UNIT_DEG))
    return out


def grid(table: dict[str, NDArray[Any]], faced: list[tuple[Any, NDArray[Any], Integers]]) -> dict[str, NDArray[Any]]:
    """Return for each cell its reference point and label, and for cells with lines in them which chunks those are."""
    columns, rows = int(360 / CELL_DEG), int(180 / CELL_DEG)
    choice = choose_references(np.array(expand(table), dtype=object), columns, rows)
    label = np.zeros(columns * rows, dtype=np.int16)
    fractions = np.array(REFERENCES)[choice]
    cell = np.arange(columns * rows)
    lon = -180 + (cell % columns + fractions[:, 0]) * CELL_DEG
    lat = -90 + (cell // columns + fractions[:, 1]) * CELL_DEG
    for (west, south, east, north), faces, given in faced:
        inside = np.flatnonzero((lon >= west) & (lon < east) & (lat >= south) & (lat < north))
        index, face = shapely.STRtree(faces).query(shapely.points(lon[inside], lat[inside]), predicate="intersects")
        label[inside[index]] = given[face]
    limit, chunks = [columns - 1, rows - 1], table["chunks"]
    corners = [(chunks["start"] + chunks[side].astype(np.int64) * BOX_UNITS) * UNIT_DEG + [180, 90] for side in ("low", "high")]
    low, high = (np.clip(np.floor(corner / CELL_DEG), 0, limit).astype(np.int64) for corner in corners)
    pairs = [
        (y * columns + x, i)
        for i, ((x0, y0), (x1, y1)) in enumerate(zip(low.tolist(), high.tolist(), strict=True))
        for y in range(y0, y1 + 1)
        for x in range(x0, x1 + 1)
    ]
    pairs.sort()
    cells, members = np.array(pairs).T
    mixed, first = np.unique(cells, return_index=True)
    return {
        "label": label,
        "reference": choice.astype(np.uint8),
        "references": np.array(REFERENCES),
        "mixed": mixed.astype(np.int32),
        "mixed_first": np.append(first, len(cells)).astype(np.int32),
        "mixed_chunks": members.astype(np.int32),
    }


def choose_references(lines: NDArray[Any], columns: int, rows: int) -> Integers:
    """Return for each cell the first of `REFERENCES` that is clear of every line."""
    tree = shapely.STRtree(lines)
    choice = np.zeros(columns * rows, dtype=np.int64)
    open_cells = np.arange(columns * rows)
    for k, (x, y) in enumerate(REFERENCES):
        choice[open_cells] = k
        points = shapely.points(-180 + (open_cells % columns + x) * CELL_DEG, -90 + (open_cells // columns + y) * CELL_DEG)
        near = np.unique(tree.query(points, predicate="dwithin", distance=CLEAR_DEG)[0])
        open_cells = open_cells[near]
    return choice
