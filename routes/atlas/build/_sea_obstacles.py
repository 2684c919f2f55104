"""What a ship keeps clear of: land grown by a stand-off, and the convex corners of it, where shortest ways over water turn.

The land is grown in tiles of a few degrees, in a plane that is true in the middle of the tile. Growing joins skerries and
closes coves, so that the corners of a wide stand-off are few and see far, those of a narrow one are many and lie in narrow waters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
KM_PER_DEG = 111.195  # sphere of 6371 km: a stand-off needs no better
STAND_OFFS_KM = (0.5, 1.6, 5.0, 15.0)
SIMPLER = 0.35  # corners nearer than this part of the stand-off to their neighbours' line are dropped
NARROW = 1.12  # a corner is kept when it is this many times the next wider stand-off from water that is that far off land ...
SHARP_DEG = (999.0, 60.0, 25.0, 0.0)  # ... or when it turns by this much: a real cape, which short hops round closely
WALL_KM, WALL_SIMPLER_KM = 0.25, 0.07  # what a line may not cross: so little that it lies off the finest coast too
TILE_DEG = 5.0
LEAST_TURN_DEG = 2.0


class Corners(NamedTuple):
    """Where a taut line may turn: (n, 2) lon lat, the unit directions (east, north) of the two walls that leave it, and the level."""

    lonlat: Floats
    before: Floats
    after: Floats
    level: NDArray[np.uint8]


def tiles() -> Iterator[tuple[float, float, float, float]]:
    """Yield (west, south, east, north) of tiles that cover the globe, about square on the ground."""
    for south in np.arange(-80.0, 85.0, TILE_DEG):
        middle = abs(south + TILE_DEG / 2)
        width = 5.0 if middle < 50 else 7.5 if middle < 65 else 15.0 if middle < 78 else 30.0
        for west in np.arange(-180.0, 180.0, width):
            yield float(west), float(south), float(west + width), float(south + TILE_DEG)


class Grower:
    """Land that can be grown tile by tile."""

    def __init__(self, rings: list[Floats]) -> None:
        import shapely

        self.polygons = np.array([shapely.Polygon(r) for r in rings], dtype=object)
        self.tree = shapely.STRtree(self.polygons)

    def grown(self, tile: tuple[float, float, float, float], margin_km: float, by_km: float, simpler_km: float) -> tuple[Any, float] | None:
        """Return the grown land of a tile in km from its middle, and the cosine of its latitude; None without land."""
        import shapely

        west, south, east, north = tile
        lon0, lat0 = (west + east) / 2, (south + north) / 2
        scale = float(np.cos(np.radians(lat0)))
        dy = margin_km / KM_PER_DEG
        dx = dy / scale
        parts = []
        for shift in (-360.0, 0.0, 360.0):
            found = np.sort(self.tree.query(shapely.box(west - dx + shift, south - dy, east + dx + shift, north + dy)))
            if len(found):
                factor = np.array([KM_PER_DEG * scale, KM_PER_DEG])
                moved = shapely.transform(self.polygons[found], lambda c, k=shift, f=factor: (c - [lon0 + k, lat0]) * f)
                parts.append(moved)
        if not parts:
            return None
        land = np.concatenate(parts)
        window = shapely.box(
            *(np.array([-(east - west) / 2, -TILE_DEG / 2]) * [KM_PER_DEG * scale, KM_PER_DEG] - margin_km),
            *(np.array([(east - west) / 2, TILE_DEG / 2]) * [KM_PER_DEG * scale, KM_PER_DEG] + margin_km),
        )
        land = shapely.clip_by_rect(land, *window.bounds)
        land = land[~shapely.is_empty(land)]
        if by_km > 1:
            land = shapely.simplify(land, by_km / 8)
        grown = shapely.union_all(shapely.buffer(land, by_km, quad_segs=3))
        return shapely.simplify(grown, simpler_km), scale


def corners(grower: Grower, level: int) -> Corners:
    """Return the convex corners of the land grown by a stand-off."""
    by = STAND_OFFS_KM[level]
    rows: list[Floats] = []
    for tile in tiles():
        found = grower.grown(tile, 4 * by + 5, by, SIMPLER * by)
        if found is None:
            continue
        grown, scale = found
        lon0, lat0 = (tile[0] + tile[2]) / 2, (tile[1] + tile[3]) / 2
        half = np.array([(tile[2] - tile[0]) / 2 * KM_PER_DEG * scale, TILE_DEG / 2 * KM_PER_DEG])
        turned = np.concatenate([np.empty((0, 7)), *(_convex(ring, half) for ring in _rings(grown))])
        if len(turned) and level + 1 < len(STAND_OFFS_KM):
            turned = turned[_needed(grower, tile, level, turned)]
        if len(turned):
            turned[:, 0] = lon0 + turned[:, 0] / (KM_PER_DEG * scale)
            turned[:, 1] = lat0 + turned[:, 1] / KM_PER_DEG
            rows.append(turned)
    all_rows = np.concatenate(rows)
    return Corners(all_rows[:, :2], all_rows[:, 2:4], all_rows[:, 4:6], np.full(len(all_rows), level, np.uint8))


def _needed(grower: Grower, tile: tuple[float, float, float, float], level: int, rows: Floats) -> NDArray[np.bool_]:
    """Tell which corners of a level are in waters too narrow for the next level, or sharp."""
    import shapely

    wider = STAND_OFFS_KM[level + 1]
    found = grower.grown(tile, 4 * wider + 5, wider, SIMPLER * wider / 2)
    if found is None:
        return np.ones(len(rows), dtype=bool)
    shore = shapely.boundary(found[0])
    shapely.prepare(shore)
    near = shapely.dwithin(shore, shapely.points(rows[:, :2]), NARROW * wider)
    needed: NDArray[np.bool_] = ~near | (rows[:, 6] >= SHARP_DEG[level])
    return needed


def walls(grower: Grower) -> Floats:
    """Return the segments (n, 4) of lon lat lon lat that no line may cross: the shore of land grown by a little."""
    import shapely

    rows: list[Floats] = []
    for tile in tiles():
        found = grower.grown(tile, 3.0, WALL_KM, WALL_SIMPLER_KM)
        if found is None:
            continue
        grown, scale = found
        lon0, lat0 = (tile[0] + tile[2]) / 2, (tile[1] + tile[3]) / 2
        half = np.array([(tile[2] - tile[0]) / 2 * KM_PER_DEG * scale, TILE_DEG / 2 * KM_PER_DEG]) + 0.3
        for ring in _rings(grown):
            inside: NDArray[np.bool_] = np.asarray((np.abs(ring) <= half).all(axis=1))
            touch = inside[:-1] | inside[1:]
            long = np.abs(np.diff(ring, axis=0)).max(axis=1) > 2.0
            touch |= long
            if touch.any():
                both = np.column_stack([ring[:-1], ring[1:]])[touch]
                keep = shapely.intersects(shapely.linestrings(both.reshape(-1, 2, 2)), shapely.box(*-half, *half))
                both = both[keep]
                rows.append(both / np.tile([KM_PER_DEG * scale, KM_PER_DEG], 2) + np.tile([lon0, lat0], 2))
    return np.concatenate(rows)


def _rings(grown: Any) -> Iterator[Floats]:
    """Yield the closed rings of a grown area, with the land on the left."""
    import shapely
    from shapely.geometry.polygon import orient

    for polygon in getattr(grown, "geoms", [grown]):
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        turned = orient(polygon, 1.0)
        yield shapely.get_coordinates(turned.exterior)
        for hole in turned.interiors:
            yield shapely.get_coordinates(hole)


def _convex(ring: Floats, half: Floats) -> Floats:
    """Return rows of x, y, the two wall directions and the turn in degrees for the convex corners of a ring inside the tile."""
    p = ring[:-1]
    if len(p) < 3:
        return np.empty((0, 7))
    a, b = np.roll(p, 1, axis=0) - p, np.roll(p, -1, axis=0) - p
    a /= np.maximum(np.hypot(*a.T), 1e-9)[:, None]
    b /= np.maximum(np.hypot(*b.T), 1e-9)[:, None]
    turn = np.degrees(np.arctan2(b[:, 0] * a[:, 1] - b[:, 1] * a[:, 0], (a * b).sum(axis=1)))  # interior angle, land on the left
    interior = turn % 360.0
    take = (interior < 180.0 - LEAST_TURN_DEG) & (p >= -half).all(axis=1) & (p < half).all(axis=1)
    return np.asarray(np.column_stack([p, a, b, 180.0 - interior])[take])
