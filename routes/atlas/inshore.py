"""Ways through waters too narrow for the network, harbours, fjords, straits: least-cost paths on a fine raster of a small window."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routes.atlas import coast
from routes.geodesy import Floats

METRES_PER_DEG = 111_195.0
SHY = 1.5  # how much dearer a cell beside the shore is than open water ...
SHY_M = 250.0  # ... a price that falls to a third within this distance
Ints = NDArray[np.intp]


class Window(NamedTuple):
    """A raster around a place: the lon lat of its lower left corner, the size of a cell in degrees, and where water is."""

    west: float
    south: float
    dx: float
    dy: float
    water: NDArray[np.bool_]
    cell_m: float

    def cells(self, lonlat: Floats) -> tuple[Ints, Ints]:
        """Return (row, column) of points, clipped to the window."""
        column = np.floor(coast.wrapped(lonlat[:, 0] - self.west) / self.dx).astype(np.intp)
        row = np.floor((lonlat[:, 1] - self.south) / self.dy).astype(np.intp)
        return np.clip(row, 0, self.water.shape[0] - 1), np.clip(column, 0, self.water.shape[1] - 1)

    def points(self, row: Ints, column: Ints) -> Floats:
        """Return the middles of cells as lon lat, longitudes running on from the west of the window."""
        return np.column_stack([self.west + (column + 0.5) * self.dx, self.south + (row + 0.5) * self.dy])


def open_window(west: float, south: float, east: float, north: float, cell_m: float) -> Window:
    """Return the raster of land and water of a box in degrees; a cell is water when its middle is."""
    dy = cell_m / METRES_PER_DEG
    dx = dy / max(0.05, float(np.cos(np.radians((south + north) / 2))))
    rows, columns = max(2, int(np.ceil((north - south) / dy))), max(2, int(np.ceil((east - west) / dx)))
    pieces = coast.open_coast().within(west, south, east, north)
    toggles = np.zeros((rows, columns + 1), dtype=np.int32)
    if len(pieces):
        lonlat, first = coast.open_coast().rings(pieces)
        lon = lonlat[:, 0]
        middle = (np.minimum.reduceat(lon, first[:-1]) + np.maximum.reduceat(lon, first[:-1])) / 2
        shift = np.repeat(360.0 * np.round(((west + east) / 2 - middle) / 360.0), np.diff(first))
        # In cells, so that middles are whole numbers.
        cells = (lonlat + np.column_stack([shift - west, np.full(len(shift), -south)])) / np.array([dx, dy]) - 0.5
        edge = np.delete(np.arange(len(cells)), first[1:] - 1)
        _toggle(toggles, cells[edge], cells[edge + 1])
    return Window(west, south, dx, dy, np.cumsum(toggles, axis=1)[:, :columns] % 2 == 0, cell_m)


def _toggle(toggles: NDArray[np.int32], a: Floats, b: Floats) -> None:
    """Count on each row of middles the edges that cross it, at the first column whose middle is east of the crossing."""
    rows, columns = toggles.shape
    low = np.ceil(np.minimum(a[:, 1], b[:, 1]))
    high = np.ceil(np.maximum(a[:, 1], b[:, 1]))  # half open, so that a shared corner counts once
    low, high = np.clip(low, 0, rows).astype(np.intp), np.clip(high, 0, rows).astype(np.intp)
    count = high - low
    use = count > 0
    a, b, low, count = a[use], b[use], low[use], count[use]
    owner = np.repeat(np.arange(len(a)), count)
    row = low[owner] + np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    t = (row - a[owner, 1]) / (b[owner, 1] - a[owner, 1])
    x = a[owner, 0] + t * (b[owner, 0] - a[owner, 0])
    column = np.clip(np.ceil(x - 1e-7), 0, columns - 1).astype(np.intp)
    np.add.at(toggles, (row, column), 1)


class Spread(NamedTuple):
    """Least-cost ways from one cell to all others of a window."""

    window: Window
    off_m: Floats  # metres from each cell to land
    cost: Floats  # metres, dearer beside the shore; inf where no water leads
    before: NDArray[np.int32]
    start: int

    def way(self, row: int, column: int) -> Floats:
        """Return the way from the start to a cell, as the middles of the cells it passes."""
        width = self.window.water.shape[1]
        at = row * width + column
        cells = [at]
        while at != self.start:
            at = int(self.before[at])
            if at < 0:
                return np.empty((0, 2))
            cells.append(at)
        found = np.array(cells[::-1], dtype=np.intp)
        return self.window.points(found // width, found % width)


def off_land(water: NDArray[np.bool_]) -> Floats:
    """Return the distance of each cell of a raster to the nearest cell of land, in cells; infinite where there is no land.

    Exact, first along the columns, then along the rows. scipy.ndimage has it too, but takes longer to import than this takes.
    """
    rows, columns = water.shape
    far = 2 * (rows + columns)
    number = np.arange(rows, dtype=np.int32)[:, None]
    above = np.maximum.accumulate(np.where(water, -far, number), axis=0)
    below = np.minimum.accumulate(np.where(water, rows + far, number)[::-1], axis=0)[::-1]
    down = np.minimum(number - above, below - number).astype(np.int32) ** 2
    found = down.copy()
    for k in range(1, columns):
        if k * k >= found.max():
            break
        np.minimum(found[:, k:], down[:, :-k] + np.int32(k * k), out=found[:, k:])
        np.minimum(found[:, :-k], down[:, k:] + np.int32(k * k), out=found[:, :-k])
    return np.where(found < far * far, np.sqrt(found.astype(np.float64)), np.inf)


def spread(window: Window, start: Floats, land_price: float = 0.0) -> Spread:
    """Return the least-cost ways from a point, which must lie on a water cell (or the nearest one is taken).

    With a price for land, how many times dearer it is than open water, an inlet that the coast data show as closed is opened where
    it is thinnest.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    water = window.water
    rows, columns = water.shape
    row, column = window.cells(np.array([start]))
    if not water[row[0], column[0]]:
        free_r, free_c = np.nonzero(water)
        if not len(free_r):
            return Spread(window, np.zeros(water.shape), np.full(water.size, np.inf), np.full(water.size, -9999, np.int32), 0)
        k = int(np.argmin((free_r - row[0]) ** 2 + (free_c - column[0]) ** 2))
        row, column = free_r[k : k + 1], free_c[k : k + 1]
    framed = np.pad(water, 1, constant_values=True)
    off_m = off_land(framed)[1:-1, 1:-1] * window.cell_m
    price = 1.0 + SHY * np.exp(-off_m / SHY_M)
    if land_price:
        price[~water] = land_price
        water = np.ones_like(water)
    number = np.arange(rows * columns).reshape(rows, columns)
    heads, tails, costs = [], [], []
    for dr, dc in ((0, 1), (1, 0), (1, 1), (1, -1)):
        a = (slice(0, rows - dr), slice(max(0, -dc), columns - max(0, dc)))
        b = (slice(dr, rows), slice(max(0, dc), columns - max(0, -dc)))
        both = water[a] & water[b]
        if dr and dc:  # no squeezing between two corners of land
            both &= water[a[0], b[1]] & water[b[0], a[1]]
        heads.append(number[a][both])
        tails.append(number[b][both])
        costs.append((price[a][both] + price[b][both]) / 2 * float(np.hypot(dr, dc)) * window.cell_m)
    head, tail, cost = np.concatenate(heads), np.concatenate(tails), np.concatenate(costs)
    graph = csr_matrix((cost, (head, tail)), shape=(rows * columns, rows * columns))
    first = int(row[0]) * columns + int(column[0])
    found, before = dijkstra(graph, directed=False, indices=first, return_predecessors=True)
    return Spread(window, off_m, found, before, first)


def roomy(found: Spread, off_m: float, most: int, apart_m: float) -> list[tuple[int, int]]:
    """Return (row, column) of the cheapest cells that lie this far off land, well apart, at most so many."""
    columns = found.window.water.shape[1]
    cells = np.nonzero((found.off_m.ravel() >= off_m) & np.isfinite(found.cost))[0]
    out: list[tuple[int, int]] = []
    while len(cells) and len(out) < most:
        at = int(cells[np.argmin(found.cost[cells])])
        row, column = divmod(at, columns)
        out.append((row, column))
        away = np.hypot(cells // columns - row, cells % columns - column) * found.window.cell_m
        cells = cells[away > apart_m]
    return out


def pull(way: Floats) -> Floats:
    """Return a way with as few vertices as stay over water: from each vertex on to the last one in sight.

    Sight is straight in lon and lat, which is what a short line is drawn as.
    """
    if len(way) < 3:
        return way
    kept = [0]
    while kept[-1] < len(way) - 1:
        at = kept[-1]
        ahead = np.arange(at + 1, len(way))
        if len(ahead) > 60:
            ahead = np.unique(np.concatenate([ahead[:12], ahead[:: len(ahead) // 48 + 1], ahead[-1:]]))
        seen = ~coast.crosses_land(np.broadcast_to(way[at], (len(ahead), 2)), way[ahead])
        kept.append(int(ahead[seen][-1]) if seen.any() else at + 1)
    return way[kept]
