"""The map of a picture: ground, legs, claims, stops and names, on axes whose unit is the point (1/72 inch)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.geodesy import geodesic
from routes.maps.basemap import Basemap
from routes.maps.labels import Label
from routes.maps.lettering import BOLD, SANS, SERIF, Sheet, Spot, has_letters, legible, properties
from routes.maps.projection import Extent, Plane, Projection, rings, stroke, strokes
from routes.maps.sequence import Run, ends, nearest
from routes.maps.story import Teller

Floats = NDArray[np.float64]

WATER, LAND, COAST, RIVER, BORDER, GRID = "#d5e3ea", "#f8f6f1", "#a9c0cc", "#bdd3de", "#a59a8c", "#c3d4dd"
INK, FAINT, MEASURE, WHISKER = "#1c2328", "#5c666d", "#7a3fa0", "#4a4f54"
HALO = LAND
# Width in points, colour after Okabe and Ito (2008), and what besides the colour tells a mode: cross ties, a light core, beads.
MODES: dict[str, tuple[float, str, str]] = {
    "sea": (2.4, "#0072b2", ""),
    "rail": (1.7, "#d55e00", "ties"),
    "road": (3.2, "#b07a00", "core"),
    "air": (1.5, "#a8437f", ""),
    "river": (3.0, "#00805f", "broken core"),
    "pipeline": (1.4, "#4b4b4b", "beads"),
    "unknown": (2.0, "#555b61", ""),
}
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


class Chart:
    """Axes in points, the projection behind them, and what is taken."""

    def __init__(self, axes: Any, projection: Projection, extent: Extent, size_pt: tuple[float, float]) -> None:
        self.axes, self.projection, self.extent = axes, projection, extent
        self.width, self.height = size_pt
        self.scale = self.width / (extent[2] - extent[0])
        lat = np.radians(projection.lat if isinstance(projection, Plane) else 30.0)
        # Zoom of a web map of the same scale, at three quarters of a point for a pixel: a pixel is 156,543 m at the equator at zoom 0.
        self.zoom = float(np.log2(156_543.0 * max(np.cos(lat), 0.1) / (0.75 * 6_371_000.0 / self.scale)))
        self.sheet = Sheet(*size_pt)
        if axes is not None:  # without axes a chart only measures
            axes.set_xlim(0, self.width)
            axes.set_ylim(0, self.height)
            axes.set_axis_off()

    def add(self, artist: Any) -> None:
        """Add something to the axes, whose limits stand: matplotlib's own way would look at every vertex to widen them."""
        artist.set_clip_on(True)
        self.axes.add_artist(artist)

    def points(self, xy: Floats) -> Floats:
        """Return map coordinates in points."""
        return np.asarray((xy - np.array(self.extent[:2])) * self.scale)

    def line(self, lonlat: Any) -> Floats:
        """Return a line of (lon, lat) in points."""
        return self.points(stroke(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2), self.projection))

    def plot(self, xy: Floats, width: float, colour: str, order: float, **style: Any) -> None:
        """Draw a line."""
        from matplotlib.lines import Line2D

        self.add(Line2D(xy[:, 0], xy[:, 1], linewidth=width, color=colour, zorder=order, **style))

    def write(
        self, x: float, y: float, text: str, font: str, size: float, colour: str, halo: str | None = None, order: float = 9.0
    ) -> None:
        """Write a line of text from the left end of its baseline; dollar signs are dollar signs."""
        from matplotlib.patheffects import withStroke

        effects = [withStroke(linewidth=size * 0.36, foreground=halo)] if halo else None
        self.axes.text(
            x, y, text, fontproperties=properties(font), fontsize=size, color=colour, zorder=order, path_effects=effects, parse_math=False
        )


def draw_ground(chart: Chart, layers: Basemap) -> None:
    """Fill land and water, then draw rivers, the grid and borders."""
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path

    chart.add(Rectangle((0, 0), chart.width, chart.height, facecolor=WATER, edgecolor="none", zorder=0))
    for lines, colour, order in ((layers.land, LAND, 1.0), (layers.lakes, WATER, 1.1), (layers.islands, LAND, 1.2)):
        shapes = [chart.points(ring) for ring in rings(lines, chart.projection)]
        shapes = [
            s
            for s in shapes
            if (s.max(axis=0) > -9).all()
            and s[:, 0].min() < chart.width + 9
            and s[:, 1].min() < chart.height + 9
            and np.ptp(s, axis=0).max() > 0.5
        ]
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
    """Draw meridians and parallels, some six across the map."""
    wide = np.degrees(chart.width / chart.scale)
    step = next((s for s in (0.25, 0.5, 1, 2, 5, 10, 15, 20, 30) if wide / s < 7), 30)
    lat = np.arange(-90 + step, 90, step)
    along = np.arange(-540.0, 541.0, 1.0) if not isinstance(chart.projection, Plane) else np.arange(-180.0, 181.0, 1.0)
    up = np.arange(-88.0, 88.1, 1.0)
    lons = np.arange(-540, 541, step) if not isinstance(chart.projection, Plane) else np.arange(-180, 180, step)
    for parallel in lat:
        chart.plot(chart.line(np.stack([along, np.full(len(along), parallel)], axis=1)), 0.35, GRID, 1.4, alpha=0.8)
    for meridian in lons:
        chart.plot(chart.line(np.stack([np.full(len(up), meridian), up], axis=1)), 0.35, GRID, 1.4, alpha=0.8)


def split(leg: dict[str, Any], line: Floats) -> tuple[Floats, list[Floats]]:
    """Return the network part of a track, and the straight links from its ends to the network, by their lengths."""
    from routes.geodesy import ellipsoid

    snap = leg.get("snap_m") or (0, 0)
    if leg["method"] != "network" or len(line) < 3:
        return line, []
    steps = ellipsoid().line_lengths(line[:, 0], line[:, 1])
    cut = []
    for metres, pieces in ((snap[0], steps), (snap[1], steps[::-1])):
        gone = np.cumsum(pieces)
        cut.append(int(np.argmin(np.abs(gone - metres))) + 1 if metres >= 30 else 0)
    first, last = cut[0], len(line) - 1 - cut[1]
    if first >= last:
        return line, []
    whiskers = [line[: first + 1]] if first else []
    return line[first : last + 1], whiskers + ([line[last:]] if cut[1] else [])


def draw_leg(chart: Chart, leg: dict[str, Any], line: Floats) -> None:
    """Draw a leg: solid along a network or in the air, dashed where no network is known, dotted where the report does not say how."""
    width, colour, extra = MODES.get(leg["mode"], MODES["unknown"])
    middle, whiskers = split(leg, line)
    xy = chart.line(middle)
    chart.plot(xy, width + 2.2, HALO, 4.0, alpha=0.85, solid_capstyle="round")
    if leg["mode"] == "unknown":
        chart.plot(xy, width, colour, 4.2, dashes=(0.05, 2.2), dash_capstyle="round")
    elif leg["method"] != "network" and leg["mode"] != "air":
        chart.plot(xy, min(width, 2.4), colour, 4.2, dashes=(3.4, 2.4), dash_capstyle="butt")
    else:
        chart.plot(xy, width, colour, 4.2, solid_capstyle="round", solid_joinstyle="round")
        if extra == "ties":
            chart.plot(xy, 5.2, colour, 4.2, dashes=(0.17, 1.0), dash_capstyle="butt")
        if extra == "beads":
            chart.plot(xy, 4.2, colour, 4.2, dashes=(0.02, 2.6), dash_capstyle="round")
        if extra.endswith("core"):
            dashes = {"dashes": (4.5, 3.6)} if extra.startswith("broken") else {}
            chart.plot(xy, width * 0.36, HALO, 4.3, **dashes)
    for whisker in whiskers:
        chart.plot(chart.line(whisker), 1.0, WHISKER, 4.1, dashes=(2.2, 1.8))
        chart.sheet.trace(chart.line(whisker))
    chart.sheet.trace(xy)
    arrow(chart, xy, colour)


def arrow(chart: Chart, xy: Floats, colour: str) -> None:
    """Draw an arrowhead at the middle of what can be seen of a line, where that is long enough."""
    from matplotlib.patches import Polygon

    line = xy[np.isfinite(xy).all(axis=1)]
    if len(line) < 2:
        return
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    along = np.arange(0.0, min(float(gone[-1]), 20_000.0), 4.0)
    x, y = np.interp(along, gone, line[:, 0]), np.interp(along, gone, line[:, 1])
    seen = along[(x > 0) & (y > 0) & (x < chart.width) & (y < chart.height)]
    if len(seen) < 6:
        return
    middle = float(seen[len(seen) // 2])
    at = np.array([np.interp(middle + d, gone, line[:, k]) for d in (-4.0, 4.0) for k in (0, 1)]).reshape(2, 2)
    way = (at[1] - at[0]) / max(float(np.hypot(*(at[1] - at[0]))), 1e-9)
    side, tip = np.array([-way[1], way[0]]), at.mean(axis=0) + way * 4.6
    corners = [tip, tip - way * 9.2 + side * 4.2, tip - way * 6.6, tip - way * 9.2 - side * 4.2]
    chart.add(Polygon(corners, closed=True, facecolor=colour, edgecolor=HALO, linewidth=0.9, zorder=4.6))


def claim_lines(teller: Teller, lon: dict[str, float]) -> list[tuple[Floats, str, bool]]:
    """Return each measured line once, with its length in words and whether it fits the claim."""
    found: dict[tuple[float, ...], tuple[Floats, str, bool]] = {}
    for claim in teller.run["claims"]:
        for finding in claim["findings"] if claim["kind"] != "duration" else ():
            a, b = finding.get("start"), finding.get("nearest")
            if not a or not b:
                continue
            key = (a["lon"], a["lat"], round(b["lon"], 2), round(b["lat"], 2))
            line = geodesic(lat1=a["lat"], lon1=a["lon"], lat2=b["lat"], lon2=b["lon"])
            line[:, 0] += nearest(a["lon"], lon.get(claim["from"] or "", a["lon"])) - line[0, 0]
            said = legible(teller.words.length(finding["best_m"]).replace("\u202f", "\u00a0"))
            if key not in found or (finding["fits"] and not found[key][2]):
                found[key] = (line, said, bool(finding["fits"]))
    return list(found.values())


def draw_claims(chart: Chart, lines: list[tuple[Floats, str, bool]]) -> None:
    """Draw each measured line with its length at the far end, unless the line is very short; the figures that fit come in bold."""
    for line, text, fits in lines:
        xy = chart.line(line)
        if not np.isfinite(xy[[0, -1]]).all() or np.hypot(*(xy[-1] - xy[0])) < 3:
            continue
        chart.plot(xy, 1.0, MEASURE, 5.0, dashes=(4, 1.6, 1, 1.6))
        chart.plot(xy[-1:], 0, MEASURE, 5.1, marker="D", markersize=3.2, markeredgecolor="white", markeredgewidth=0.6)
        chart.sheet.trace(xy)
        x, y = (float(v) for v in xy[-1])
        chart.sheet.take((x - 2, y - 2, x + 2, y + 2))
        font = BOLD if fits else SANS
        spot = chart.sheet.beside(x, y, text, font, 6.0, 4.5) if np.hypot(*(xy[-1] - xy[0])) > 14 else None
        if spot and spot.cost < 45:
            chart.sheet.take(spot.box)
            chart.write(spot.x, spot.y, text, font, 6.0, MEASURE, "white", 8.5)


def draw_circle(chart: Chart, lat: float, lon: float, radius_m: float) -> None:
    """Draw how far from a point the place may be, where that can be seen."""
    from routes.geodesy import ellipsoid

    if radius_m / 6_371_000 * chart.scale < 7 or radius_m > 3_000_000:
        return
    turn = np.linspace(0, 360, 73)
    x, y, _ = ellipsoid().fwd(np.full(73, lon), np.full(73, lat), turn, np.full(73, radius_m))
    xy = chart.line(np.stack([nearest_all(np.asarray(x), lon), np.asarray(y)], axis=1))
    chart.plot(xy, 0.7, INK, 3.8, dashes=(2, 2), alpha=0.55)


def nearest_all(lon: Floats, to: float) -> Floats:
    """Return longitudes moved by whole turns to lie within 180 degrees of another."""
    return lon - 360.0 * np.round((lon - to) / 360.0)


def clusters(spots: list[tuple[int, str, Floats]], apart: float = 10.0) -> list[list[tuple[int, str, Floats]]]:
    """Return stops in groups that would lie on top of each other, each group in order."""
    out: list[list[tuple[int, str, Floats]]] = []
    for spot in spots:
        group = next((g for g in out if np.hypot(*(g[0][2] - spot[2])) < apart), None)
        if group is None:
            out.append([spot])
        else:
            group.append(spot)
    return out


def draw_stops(chart: Chart, teller: Teller, lon: dict[str, float]) -> None:
    """Draw the numbered stops, and their names where they cover least."""
    from matplotlib.patches import FancyBboxPatch

    from routes.maps.lettering import width

    spots = []
    for id, number in teller.numbers.items():
        place = teller.places.get(id)
        if place is None or id not in lon:
            continue
        draw_circle(chart, place["lat"], lon[id], place["radius_m"])
        name = teller.place_name(id)
        xy = chart.line([(lon[id], place["lat"])])[0]
        if np.isfinite(xy).all():
            spots.append((number, name if has_letters(name) else legible(place["name"]), xy))
    groups = clusters(spots)
    for group in groups:
        x, y = group[0][2]
        chart.sheet.take((x - 6, y - 6, x + 6, y + 6), 200.0)
    for group in groups:
        x, y = (float(v) for v in group[0][2])
        text = "·".join(str(n) for n, _, _ in group)
        half = max(0.0, width(text, BOLD, 6.0) / 2 - 2.6)
        style: dict[str, Any] = {
            "boxstyle": "round,pad=0,rounding_size=5.4",
            "facecolor": INK,
            "edgecolor": "white",
            "linewidth": 1.1,
            "zorder": 7.0,
            "mutation_scale": 1,
        }
        chart.add(FancyBboxPatch((x - half - 5.4, y - 5.4), 2 * half + 10.8, 10.8, **style))
        chart.write(x - width(text, BOLD, 6.0) / 2, y - 2.15, text, BOLD, 6.0, "white", None, 7.1)
        name = ", ".join(dict.fromkeys(legible(n) for _, n, _ in group))
        spot = chart.sheet.beside(x, y, name, BOLD, 8.0, 8.5 + half)
        if spot:
            chart.sheet.take(spot.box)
            chart.write(spot.x, spot.y, name, BOLD, 8.0, INK, "white", 9.0)


def draw_names(chart: Chart, layers: Basemap) -> None:
    """Write the names of the ground where nothing else is, the most important first."""
    written: set[str] = set()
    for label in layers.labels:
        if len(written) >= _MOST_NAMES:
            break
        if label.zoom <= chart.zoom + 0.7 and label.name not in written and has_letters(label.name) and _named(chart, label):
            written.add(label.name)


def _around(chart: Chart, label: Label, x: float, y: float, name: str, font: str, size: float) -> Iterator[Spot]:
    """Yield spots for the name of an area, on its point and then ever farther from it, as far as an area of its size allows."""
    reach = _ROOM_M[label.kind] / 2**label.zoom / 6_371_000.0 * chart.scale
    for part in (0.0, 0.5, 1.0):
        for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)) if part else ((0, 0),):
            yield chart.sheet.over(x + dx * part * reach, y + dy * part * reach, name, font, size)


def _named(chart: Chart, label: Label) -> bool:
    font, size, colour, room = _LOOKS[label.kind]
    x, y = (float(v) for v in chart.line([(label.lon, label.lat)])[0])
    if not (0 < x < chart.width and 0 < y < chart.height):
        return False
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


def draw_map(chart: Chart, teller: Teller, layers: Basemap, shift: dict[str, float], lon: dict[str, float]) -> None:
    """Draw everything on the map, from the ground up."""
    draw_ground(chart, layers)
    draw_scale(chart)
    for leg in teller.run["legs"]:
        if leg["geometry"]:
            line = np.array(leg["geometry"]["coordinates"], dtype=np.float64) + np.array([shift[leg["id"]], 0.0])
            draw_leg(chart, leg, line)
    draw_stops(chart, teller, lon)
    draw_claims(chart, claim_lines(teller, lon))
    draw_names(chart, layers)


def route_points(run: Run, shift: dict[str, float], lon: dict[str, float]) -> Floats:
    """Return the (lon, lat) points that the map has to show."""
    stops = {id for leg in run["legs"] for id in ends(leg)}
    spots = [(lon[p["id"]], p["lat"]) for p in run["places"] if p["id"] in lon and (p["id"] in stops or p["role"] == "on_route")]
    for leg in run["legs"]:
        if leg["geometry"]:
            spots += [(x + shift[leg["id"]], y) for x, y in leg["geometry"]["coordinates"]]
    for claim in run["claims"]:
        at = lon.get(claim["from"] or "")
        spots += [(nearest(f["nearest"]["lon"], at), f["nearest"]["lat"]) for f in claim["findings"] if f.get("nearest") and at is not None]
    if not spots:
        spots = [(lon[p["id"]], p["lat"]) for p in run["places"] if p["id"] in lon]
    return np.array(spots, dtype=np.float64).reshape(-1, 2)
