"""The ground of a run: which part of the world its map shows, and where it has to be fine."""

from __future__ import annotations

from typing import Any

from routes.maps.basemap import Basemap, Bounds, basemap
from routes.maps.sequence import alongside, unrolled
from routes.maps.words import interface

_LEAST_DEG = 1.0  # a map of a single town still shows where in the country it lies


def ground(run: dict[str, Any], language: str = "", beside: dict[str, Any] | None = None) -> Basemap:
    """Return the ground for a run, as saved or as `routes.runs.describe` gives it, and for another one that is drawn beside it."""
    if beside:
        run = alongside(run, beside)
    shift, lon = unrolled(run)
    stops = [(lon[p["id"]], p["lat"]) for p in run["places"] if p["role"] == "on_route" and p["id"] in lon]
    tracks = [[(x + shift.get(leg["id"], 0.0), y) for x, y in leg["geometry"]["coordinates"]] for leg in run["legs"] if leg["geometry"]]
    ends = [(f["nearest"]["lon"], f["nearest"]["lat"]) for c in run["claims"] for f in c["findings"] if f["nearest"]]
    if not stops:
        stops = [(lon[p["id"]], p["lat"]) for p in run["places"] if p["id"] in lon]
    settings = run["provenance"].get("settings", {})
    return basemap(
        bounds([*stops, *(point for line in tracks for point in line)]),
        stops=[*stops, *ends],
        tracks=tracks,
        worldview=settings.get("worldview", "un"),
        language=language or interface(run) or "en",
    )


def bounds(points: list[tuple[float, float]]) -> Bounds:
    """Return (west, south, east, north) around (lon, lat) points, at least a degree wide and high."""
    if not points:
        return (-180.0, -60.0, 180.0, 80.0)
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    across, up = (max(0.0, _LEAST_DEG - (max(v) - min(v))) / 2 for v in (lons, lats))
    return (min(lons) - across, max(-89.0, min(lats) - up), max(lons) + across, min(89.0, max(lats) + up))
