"""The route on a picture's map: legs, stops, measured lines."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.geodesy import geodesic
from routes.maps.backdrop import draw_ground, draw_names, draw_scale
from routes.maps.basemap import Basemap
from routes.maps.canvas import HALO, INK, MEASURE, MODES, WHISKER, Chart
from routes.maps.lettering import BOLD, SANS, has_letters, legible
from routes.maps.sequence import Run, ends, nearest
from routes.maps.story import Teller

Floats = NDArray[np.float64]


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
            chart.plot(ties(xy), 0.9, colour, 4.2, solid_capstyle="butt")
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


def ties(xy: Floats, apart: float = 7.5, half: float = 2.6) -> Floats:
    """Return short strokes across a line in points, each square to the way the line takes there; NaN parts them."""
    line = xy[np.isfinite(xy).all(axis=1)]
    if len(line) < 2:
        return np.empty((0, 2))
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.arange(apart / 2, min(float(gone[-1]), 20_000.0), apart)
    before, here, after = (np.stack([np.interp(at + d, gone, line[:, k]) for k in (0, 1)], axis=1) for d in (-2.5, 0.0, 2.5))
    way = after - before  # over five points, so that a kink turns no stroke
    way /= np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    side = np.stack([-way[:, 1], way[:, 0]], axis=1) * half
    out: Floats = np.stack([here - side, here + side, np.full_like(here, np.nan)], axis=1).reshape(-1, 2)
    return out


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
        spot = chart.sheet.beside(x, y, text, font, 6.0, 4.5) if np.hypot(*(xy[-1] - xy[0])) > 30 else None
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
