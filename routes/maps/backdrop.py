"""The ground of a picture's map: land and water, grid, borders, a scale, and the names on it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from routes.maps.basemap import Basemap
from routes.maps.canvas import BORDER, COAST, FAINT, GRID, HALO, LAND, RIVER, WATER, Chart
from routes.maps.labels import Label
from routes.maps.lettering import BOLD, SANS, SERIF, Spot, has_letters, legible
from routes.maps.projection import Extent, Plane, rings, strokes

Floats = NDArray[np.float64]

_LOOKS = {  # font, size, colour, room around
    "country": (BOLD, 6.4, "#857c70", 7.0),
    "ocean": (SERIF, 9.5, "#6b8ea1", 9.0),
    "sea": (SERIF, 7.2, "#6b8ea1", 5.0),
    "lake": (SERIF, 6.0, "#6b8ea1", 3.0),
    "capital": (SANS, 5.8, "#5d574f", 3.0),
    "city": (SANS, 5.6, "#6a645c", 4.0),
}
# How far in metres a name may move off its point, for an area that has room for its name from zoom 0; half as far for each zoom more.
_ROOM_M = {"country": 1_700_000.0, "ocean": 1_200_000.0, "sea": 1_500_000.0, "lake": 500_000.0}
_MOST_NAMES = 60


def draw_ground(chart: Chart, layers: Basemap) -> None:
    """Fill land and water, then draw rivers, the grid and borders."""
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path

    chart.add(Rectangle((0, 0), chart.width, chart.height, facecolor=WATER, edgecolor="none", zorder=0))
    for lines, colour, order in ((layers.land, LAND, 1.0), (layers.lakes, WATER, 1.1), (layers.islands, LAND, 1.2)):
        shapes = [chart.points(ring) for ring in rings(lines, chart.projection, chart.extent, 0.5 / chart.scale)]
        if not shapes:
            continue
        codes = np.concatenate([[Path.MOVETO, *[Path.LINETO] * (len(s) - 1), Path.CLOSEPOLY] for s in shapes])
        vertices = np.concatenate([np.concatenate([s, s[:1]]) for s in shapes])
        patch = PathPatch(Path(vertices, codes), facecolor=colour, edgecolor=COAST, linewidth=0.45, joinstyle="round", zorder=order)
        chart.add(patch)
    draw_grid(chart)
    for rank, river in enumerate(layers.rivers):
        if chart.zoom >= 2.6 + 1.3 * rank:
            chart.plot(chart.points(strokes(river, chart.projection)), max(0.35, 0.75 - 0.15 * rank), RIVER, 1.5)
    chart.plot(chart.points(strokes(layers.borders, chart.projection)), 0.6, BORDER, 2.0)
    chart.plot(chart.points(strokes(layers.disputed, chart.projection)), 0.65, BORDER, 2.0, dashes=(3, 2))


def draw_grid(chart: Chart) -> None:
    """Draw meridians and parallels, some six across the map, as one broken line."""
    wide = np.degrees(chart.width / chart.scale)
    step = next((s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 20, 30) if wide / s < 7), 30)
    west, south, east, north = _seen(chart)
    fine = max(step / 8, 0.02)
    lons, lats = np.arange(np.floor(west / step), east / step + 1) * step, np.arange(np.floor(south / step), north / step + 1) * step
    along, up = np.arange(west, east + fine, fine), np.clip(np.arange(south, north + fine, fine), -89.0, 89.0)
    gap = np.full((1, 2), np.nan)
    lines = [np.stack([along, np.full(len(along), lat)], axis=1) for lat in lats if abs(lat) < 89]
    lines += [np.stack([np.full(len(up), lon), up], axis=1) for lon in lons]
    if lines:
        xy = chart.line(np.concatenate([part for line in lines for part in (line, gap)]))
        chart.plot(xy, 0.35, GRID, 1.4, alpha=0.8)


def _seen(chart: Chart) -> Extent:
    """Return (west, south, east, north) in degrees of what the frame shows, roughly and generously."""
    if not isinstance(chart.projection, Plane):
        return (chart.projection.lon - 180.0, -90.0, chart.projection.lon + 180.0, 90.0)
    x0, y0, x1, y1 = chart.extent
    x, y = np.meshgrid(np.linspace(x0, x1, 15), np.linspace(y0, y1, 15))
    inside = np.hypot(x, y).ravel() < 1.99
    lonlat = chart.projection.inverse(np.stack([x.ravel(), y.ravel()], axis=1)[inside])
    low, high = lonlat.min(axis=0), lonlat.max(axis=0)
    room = 0.1 * (high - low)
    if high[1] + room[1] > 88 or low[1] - room[1] < -88:
        low[0], high[0], room[0] = chart.projection.lon - 180.0, chart.projection.lon + 180.0, 0.0
    return (float(low[0] - room[0]), max(-90.0, float(low[1] - room[1])), float(high[0] + room[0]), min(90.0, float(high[1] + room[1])))


def draw_names(chart: Chart, layers: Basemap) -> None:
    """Write the names of the ground where nothing else is, the most important first."""
    written: set[str] = set()
    labels = [label for label in layers.labels if label.zoom <= chart.zoom + 0.7]
    at = chart.line([(label.lon, label.lat) for label in labels])
    inside = (at > 0).all(axis=1) & (at[:, 0] < chart.width) & (at[:, 1] < chart.height)
    for i in np.flatnonzero(inside).tolist():
        name = labels[i].name
        if len(written) < _MOST_NAMES and name not in written and has_letters(name) and _named(chart, labels[i], *at[i].tolist()):
            written.add(name)


def _around(chart: Chart, label: Label, x: float, y: float, name: str, font: str, size: float) -> Iterator[Spot]:
    """Yield spots for the name of an area, on its point and then ever farther from it, as far as an area of its size allows."""
    reach = _ROOM_M[label.kind] / 2**label.zoom / 6_371_000.0 * chart.scale
    for part in (0.0, 0.5, 1.0):
        for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)) if part else ((0, 0),):
            yield chart.sheet.over(x + dx * part * reach, y + dy * part * reach, name, font, size)


def _named(chart: Chart, label: Label, x: float, y: float) -> bool:
    font, size, colour, room = _LOOKS[label.kind]
    name = label.name
    if label.kind == "country":
        size = min(8.0, size + max(0, 4 - label.zoom) * 0.7)
        name = "\u200a".join(name.upper())
    if label.kind in ("city", "capital"):
        if chart.sheet.cost((x - 2, y - 2, x + 2, y + 2)) > 0:
            return False
        spot = chart.sheet.beside(x, y, name, font, size, 3.2)
        if spot is None or spot.cost > 5.9:
            return False
        mark = {"marker": "s" if label.kind == "capital" else "o", "markersize": 2.2, "markeredgecolor": HALO, "markeredgewidth": 0.5}
        chart.plot(np.array([[x, y]]), 0, colour, 3.0, **mark)
    else:
        spot = next((s for s in _around(chart, label, x, y, name, font, size) if s.cost == 0), None)
        if spot is None:
            return False
    x0, y0, x1, y1 = spot.box
    chart.sheet.take((x0 - room, y0 - room / 2, x1 + room, y1 + room / 2))
    chart.write(spot.x, spot.y, name, font, size, colour, WATER if label.kind in ("ocean", "sea", "lake") else HALO, 3.1)
    return True


def draw_scale(chart: Chart) -> None:
    """Draw a scale of kilometres in the lower left corner, true at the middle of the map; none on a map of the world."""
    if not isinstance(chart.projection, Plane):
        return
    per_pt = 6_371_000.0 / chart.scale
    metres = max(m * 10.0**k for k in range(2, 7) for m in (1, 2, 5) if m * 10.0**k / per_pt < 110)
    x0, y0, long = 12.0, 12.0, metres / per_pt
    text = f"{metres / 1000:,.0f}".replace(",", "\u202f") + " km" if metres >= 1000 else f"{metres:.0f} m"
    chart.plot(np.array([(x0, y0 + 3), (x0, y0), (x0 + long, y0), (x0 + long, y0 + 3)]), 0.9, FAINT, 8.0, solid_joinstyle="miter")
    chart.write(x0 + 2, y0 + 3.5, legible(text), SANS, 5.8, FAINT, WATER, 8.0)
    chart.sheet.take((x0 - 4, y0 - 4, x0 + long + 6, y0 + 12), 200.0)
