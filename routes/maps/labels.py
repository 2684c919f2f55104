"""The names on the ground of a map: which ones, in which language, from which zoom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.assets import arrays, data_path

Floats = NDArray[np.float64]

_MOST = 400  # names on one map
_TAKEN_DEG = 0.04  # a city this near to a stop is the stop, whose own name is drawn


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the ground: ``zoom`` is the least Web Mercator zoom at which it has room, ``rank`` 0 the most important."""

    kind: str  # country, ocean, sea, lake, capital, city
    name: str
    lat: float
    lon: float  # in the view, so possibly beyond 180
    zoom: int
    rank: int
    code: str = ""  # ISO 3166-1 alpha-2 of a country

    def as_json(self) -> dict[str, Any]:
        """Return the label for a page."""
        out = {
            "kind": self.kind,
            "name": self.name,
            "lat": round(self.lat, 4),
            "lon": round(self.lon, 4),
            "zoom": self.zoom,
            "rank": self.rank,
        }
        return {**out, "code": self.code} if self.code else out


def fitting_zoom(bounds: tuple[float, float, float, float], width_px: float = 1000.0) -> float:
    """Return the Web Mercator zoom at which bounds fill this many pixels."""
    west, south, east, north = bounds
    y = np.log(np.tan(np.pi / 4 + np.radians(np.clip([south, north], -84, 84)) / 2))
    part = max((east - west) / 360.0, float(y[1] - y[0]) / (2 * np.pi), 1e-6)
    return float(np.log2(width_px / 256.0 / part))


def _copies(lon: float, west: float, east: float) -> list[float]:
    """Return the longitudes, 360 degrees apart, at which a place lies in the view."""
    first = lon + 360.0 * np.ceil((west - lon) / 360.0)
    return [float(x) for x in np.arange(first, east, 360.0)]


def _named(names: dict[str, str], language: str, fallback: str = "") -> str:
    return names.get(language) or fallback or names.get("en", "")


def _areas(view: tuple[float, float, float, float], language: str, deepest: float) -> list[Label]:
    west, south, east, north = view
    table = json.loads(data_path("basemap.json").read_text("utf-8"))
    found = []
    for order, row in enumerate(table["countries"] + table["waters"]):
        if row["zoom"] <= deepest and south <= row["lat"] <= north:
            kind = row.get("kind", "country")
            rank = row["zoom"] * 10 + (0 if kind in ("country", "ocean") else 5)
            for lon in _copies(row["lon"], west, east):
                found.append(
                    (rank, order, Label(kind, _named(row["names"], language), row["lat"], lon, row["zoom"], rank, row.get("code", "")))
                )
    found.sort(key=lambda item: item[:2])
    return [label for _, _, label in found]


def _cities(view: tuple[float, float, float, float], stops: Floats, along: Floats, language: str, fit: float) -> list[Label]:
    west, south, east, north = view
    raw = arrays("cities.npz")
    lonlat, zoom = raw["lonlat"] / 1e4, raw["zoom"].astype(int)
    inside = (lonlat[:, 1] >= south) & (lonlat[:, 1] <= north) & ((lonlat[:, 0] - west) % 360.0 <= east - west) & (zoom < 255)
    # Two zooms in from the first view everywhere; near the stops down to the smallest, along the tracks in between.
    number = np.flatnonzero(inside)
    at_stop = _gap_deg(lonlat[number], stops)
    keep = (zoom[number] <= fit + 5.5) | (at_stop < 1.0)
    number, at_stop = number[keep], at_stop[keep]
    gap = np.minimum(at_stop, _gap_deg(lonlat[number], along[::4]))
    deepest = np.where(gap < 0.3, fit + 5.5, np.where(gap < 1.0, fit + 4.0, np.where(gap < 3.0, fit + 3.0, fit + 2.0)))
    deepest = np.where(at_stop < 1.0, 12.0, deepest)
    chosen = number[(zoom[number] <= deepest) & (at_stop > _TAKEN_DEG)]
    chosen = chosen[np.argsort(zoom[chosen], kind="stable")][:_MOST]
    names = raw["names"].tobytes().decode().split("\n")
    others = json.loads(raw["others"].tobytes())
    return [
        Label("capital" if raw["capital"][i] else "city", _named(others.get(str(i), {}), language, names[i]), float(lonlat[i, 1]), lon,
              int(zoom[i]), int(zoom[i]) * 10 + 7)
        for i in chosen.tolist()
        for lon in _copies(float(lonlat[i, 0]), west, east)
    ]  # fmt: skip


def _gap_deg(lonlat: Floats, points: Floats) -> Floats:
    """Return how far each place is from the nearest of some points, in degrees of latitude and roughly; 90 when there are none."""
    out = np.full(len(lonlat), 90.0)
    shrink = np.cos(np.radians(lonlat[:, 1]))
    for lon, lat in points:
        across = ((lonlat[:, 0] - lon + 180.0) % 360.0 - 180.0) * shrink
        np.minimum(out, np.hypot(across, lonlat[:, 1] - lat), out=out)
    return out


def choose_labels(view: tuple[float, float, float, float], *, stops: Floats, along: Floats, language: str) -> tuple[Label, ...]:
    """Return the names for a view, most important first.

    Parameters
    ----------
    view
        (west, south, east, north) in degrees, unwrapped.
    stops, along
        (n, 2) arrays of (lon, lat): stops, whose own names are drawn by the map, and points of the tracks.
    """
    fit = fitting_zoom(view)
    found = _areas(view, language, fit + 4.0) + _cities(view, stops, along, language, fit)
    return tuple(sorted(found, key=lambda label: label.rank))
