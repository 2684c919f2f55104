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
FORWARD = ((0, 1), (1, -1), (1, 0), (1, 1))  # steps to the neighbours with greater numbers, as (row, column)
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

    def holds(self, lonlat: Floats) -> NDArray[np.bool_]:
        """Tell which points lie in the window."""
        height, width = self.water.shape
        column = np.floor(coast.wrapped(lonlat[:, 0] - self.west) / self.dx)
        row = np.floor((lonlat[:, 1] - self.south) / self.dy)
        return np.asarray((row >= 0) & (row < height) & (column >= 0) & (column < width))

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
    start: int  # what stands before the cells that ways start at

    def way(self, row: int, column: int) -> Floats:
        """Return the way to a cell from the cell that it starts at, as the middles of the cells it passes."""
        width = self.window.water.shape[1]
        cells = [row * width + column]
        while (at := int(self.before[cells[-1]])) != self.start:
            if at < 0:
                return np.empty((0, 2))
            cells.append(at)
        found = np.array(cells[::-1], dtype=np.intp)
        return self.window.points(found // width, found % width)


def wet_cell(window: Window, point: Floats) -> tuple[Ints, Ints]:
    """Return (row, column), each of length 1, of the cell of water nearest to a point; empty where the window has none."""
    row, column = window.cells(point[None])
    if not window.water[row[0], column[0]]:
        rows, columns = np.nonzero(window.water)
        nearest = np.argsort((rows - row[0]) ** 2 + (columns - column[0]) ** 2, kind="stable")[:1]
        row, column = rows[nearest], columns[nearest]
    return row, column


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


def spread(window: Window, rows: Ints, columns: Ints, spent: Floats, land_price: float = 0.0) -> Spread:
    """Return the least-cost ways from some cells of water, each with a cost in metres already spent on it.

    With a price for land, how many times dearer it is than open water, an inlet that the coast data show as closed is opened where
    it is thinnest.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    water = window.water
    height, width = water.shape
    off_m = off_land(np.pad(water, 1, constant_values=True))[1:-1, 1:-1] * window.cell_m
    price = (1.0 + SHY * np.exp(-off_m / SHY_M)) * window.cell_m
    if land_price:
        price[~water] = land_price * window.cell_m
        water = np.ones_like(water)
    wide, tall = np.pad(water, ((0, 1), (1, 1))), np.pad(price, ((0, 1), (1, 1)))
    here, base = slice(0, height), slice(1, width + 1)
    joined = np.empty((height, width, 4), dtype=bool)
    cost = np.empty((height, width, 4))
    for k, (dr, dc) in enumerate(FORWARD):
        there = (slice(dr, height + dr), slice(1 + dc, width + 1 + dc))
        joined[:, :, k] = water & wide[there]
        if dr and dc:  # no squeezing between two corners of land
            joined[:, :, k] &= wide[here, there[1]] & wide[there[0], base]
        cost[:, :, k] = (price + tall[there]) * (0.5 if not (dr and dc) else 0.5**0.5)
    number = np.arange(height * width, dtype=np.int32).reshape(height, width, 1)
    indices = (number + np.array([dr * width + dc for dr, dc in FORWARD], dtype=np.int32))[joined]
    start = np.concatenate([[0], np.cumsum(joined.sum(axis=2)), [len(indices) + len(rows)]]).astype(np.int32)
    source = height * width
    graph = csr_array(
        (
            np.concatenate([cost[joined], np.maximum(spent, 0.01)]),
            np.concatenate([indices, (rows * width + columns).astype(np.int32)]),
            start,
        ),
        shape=(source + 1, source + 1),
    )
    found, before = dijkstra(graph, directed=False, indices=source, return_predecessors=True)
    return Spread(window, off_m, found[:source], before[:source], source)


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
