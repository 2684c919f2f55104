"""Links through waters too narrow for lines of sight: wherever two nodes are neighbours by water, the graph joins them about as shortly.

The coast is laid out on a fine raster, tile by tile. Every cell of water goes to the node nearest by water; where two such territories
meet, their nodes are neighbours. The sight lines join most neighbours; those they do not, or only by a long way round, get a link
along the water between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast, inshore
from routes.atlas.build import _sea_rasters
from routes.atlas.build._sea_graph import CHANNEL, NEVER, Net
from routes.geodesy import ellipsoid

rasters: Any = _sea_rasters  # compiled functions have no types
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CELL_M = 200.0
MARGIN_DEG = 0.12
TILE_DEG = 0.5
NARROW = 12  # cells from land within which water is looked at
NORTH, SOUTH = 80.0, -62.0
ASHORE_M = 400.0  # of a link may lie on land
STRETCH, SPARE_M = 1.25, 700.0  # a way round this much longer calls for a link


class Candidate(NamedTuple):
    """Two nodes that are neighbours by water, the cost of the way in metres, and its vertices between them."""

    a: int
    b: int
    cost_m: float
    between: Floats


def with_narrows(net: Net, mixed: NDArray[np.bool_]) -> Net:
    """Return the net with a link between all neighbours by water that it joined badly.

    Parameters
    ----------
    mixed
        For each cell of 0.1 degrees, (1800, 3600) from the south west, whether it is partly land and partly water.
    """
    found = [c for tile in tiles(mixed) for c in candidates(net, tile)]
    found.sort(key=lambda c: (c.cost_m, c.a, c.b))
    print("   neighbours", len(found), flush=True)
    pairs = np.array([(c.a, c.b) for c in found], dtype=np.int64)
    take = _missing(net, pairs, np.array([c.cost_m for c in found]))
    links = [c for c, needed in zip(found, take, strict=True) if needed]
    wet = _wet(net, links)
    print("   links", len(links), "of them wet", int(wet.sum()), flush=True)
    links = [c for c, ok in zip(links, wet, strict=True) if ok]
    return _linked(net, links)


def tiles(mixed: NDArray[np.bool_]) -> Iterator[tuple[float, float, float, float]]:
    """Yield (west, south, east, north) of the tiles with a cell of 0.1 degrees that is partly land, about square on the ground."""
    for south in np.arange(SOUTH, NORTH, TILE_DEG):
        width = 0.5 if abs(south) < 50 else 1.0 if abs(south) < 70 else 2.0
        row = round((south + 90.0) * 10)
        columns = mixed[row : row + round(TILE_DEG * 10)].any(axis=0).reshape(-1, round(width * 10)).any(axis=1)
        for west in -180.0 + width * np.flatnonzero(columns):
            yield float(west), float(south), float(west + width), float(south + TILE_DEG)


def candidates(net: Net, tile: tuple[float, float, float, float]) -> list[Candidate]:
    """Return the neighbours by water whose territories meet inside a tile."""
    west, south, east, north = tile
    wide = MARGIN_DEG / max(0.1, float(np.cos(np.radians(south + TILE_DEG / 2))))
    lat = net.lonlat[:, 1]
    nodes = np.flatnonzero((lat > south - MARGIN_DEG) & (lat < north + MARGIN_DEG))
    lon = (west + east) / 2 + coast.wrapped(net.lonlat[nodes, 0] - (west + east) / 2)
    inside = (lon > west - wide) & (lon < east + wide)
    nodes, lon = nodes[inside], lon[inside]
    if len(nodes) < 2:
        return []
    window = inshore.open_window(west - wide, south - MARGIN_DEG, east + wide, north + MARGIN_DEG, CELL_M)
    if window.water.all() or not window.water.any():
        return []
    narrow = _near_land(window.water)
    row, column = window.cells(np.column_stack([lon, lat[nodes]]))
    wet = narrow[row, column]
    nodes, row, column = nodes[wet], row[wet], column[wet]
    if len(nodes) < 2:
        return []
    label, cost, before = rasters.territories(narrow, row, column)
    rows, columns = window.cells(np.array([[west, south], [east, north]]))
    met = rasters.meetings(narrow, label, cost, rows[0], rows[1], columns[0], columns[1])
    width = window.water.shape[1]
    out = []
    for one, other, p, q, total in met:
        cells = rasters.way(before, int(p), int(q), width)
        cells = cells[rasters.taut(window.water, cells)]
        a, b = int(nodes[int(one)]), int(nodes[int(other)])
        line = window.points(cells // width, cells % width)[1:-1]
        long = float(total) / rasters.UNIT * CELL_M
        out.append(Candidate(a, b, long, line) if a < b else Candidate(b, a, long, line[::-1]))
    return out


def _near_land(water: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which cells of water have land within a square of some cells about them: elsewhere sight lines join what is near."""
    rows, columns = water.shape
    count = np.zeros((rows + 2 * NARROW + 1, columns + 2 * NARROW + 1), dtype=np.int32)
    count[NARROW + 1 : NARROW + 1 + rows, NARROW + 1 : NARROW + 1 + columns] = ~water
    count = count.cumsum(axis=0).cumsum(axis=1)
    side = 2 * NARROW + 1
    land = count[side:, side:] - count[:-side, side:] - count[side:, :-side] + count[:-side, :-side]
    return np.asarray(water & (land > 0))


def _missing(net: Net, pairs: Ints, cost: Floats) -> NDArray[np.bool_]:
    """Tell which pairs need a link, the cheapest first."""
    a, b = net.lonlat[net.edges[:, 0]], net.lonlat[net.edges[:, 1]]
    m = np.asarray(ellipsoid().inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2])
    size = 2 * (len(m) + len(pairs))
    other, length, after = np.zeros(size, np.int64), np.zeros(size), np.full(size, -1, np.int64)
    head = np.full(len(net.lonlat), -1, dtype=np.int64)
    ends = np.concatenate([net.edges, net.edges[:, ::-1]])
    order = np.argsort(ends[:, 0], kind="stable")
    used = len(order)
    other[:used], length[:used] = ends[order, 1], np.concatenate([m, m])[order]
    start = ends[order, 0]
    same = np.concatenate([start[1:] == start[:-1], [False]])
    after[:used] = np.where(same, np.arange(used) + 1, -1)
    first = np.concatenate([[True], start[1:] != start[:-1]])
    head[start[first]] = np.flatnonzero(first)
    taken: NDArray[np.bool_] = rasters.missing(head, after, other, length, used, pairs, cost, STRETCH, SPARE_M)
    return taken


def _wet(net: Net, links: list[Candidate]) -> NDArray[np.bool_]:
    """Tell which links lie on water by the coast itself, but for what a fine raster cannot tell."""
    lines = [_line(net, c) for c in links]
    owner = np.repeat(np.arange(len(lines)), [len(line) - 1 for line in lines])
    starts, ends = np.concatenate([x[:-1] for x in lines]), np.concatenate([x[1:] for x in lines])
    dry = np.zeros(len(lines))
    for k in np.flatnonzero(coast.crosses_land(starts, ends)):
        dry[owner[k]] += coast.over_land_m(np.array([starts[k], ends[k]]))
    return np.asarray(dry <= ASHORE_M)


def _line(net: Net, link: Candidate) -> Floats:
    line = np.concatenate([net.lonlat[link.a : link.a + 1], link.between, net.lonlat[link.b : link.b + 1]])
    line[:, 0] = line[0, 0] + coast.wrapped(line[:, 0] - line[0, 0])
    return line


def _linked(net: Net, links: list[Candidate]) -> Net:
    lonlat, edges, n = [net.lonlat], [net.edges], len(net.lonlat)
    for link in links:
        chain = np.concatenate([[link.a], np.arange(n, n + len(link.between)), [link.b]])
        edges.append(np.column_stack([chain[:-1], chain[1:]]))
        lonlat.append(np.column_stack([coast.wrapped(link.between[:, 0]), link.between[:, 1]]))
        n += len(link.between)
    new = n - len(net.lonlat)
    return Net(
        np.concatenate(lonlat),
        np.concatenate([net.level, np.full(new, CHANNEL, np.uint8)]),
        np.concatenate([net.arms, np.full((new, 2), NEVER, np.uint8)]),
        np.sort(np.concatenate(edges), axis=1),
    )
