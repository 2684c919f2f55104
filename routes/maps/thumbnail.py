"""A run as a small drawing: land, legs and stops in an SVG without a word of the report."""

from __future__ import annotations

from math import asinh, pi, radians, tan

import numpy as np

from routes.maps.basemap import UNIT_DEG, Basemap
from routes.maps.markup import Html, tag
from routes.maps.sequence import Run, numbers, unrolled

WIDTH, HEIGHT, PAD = 320.0, 200.0, 26.0
_LEAST = 1.2  # pixels by which a vertex must lie off the one before it to be kept
_SMALLEST = 3.0  # pixels below which an island is left out
Point = tuple[float, float]


def mercator(lon: float, lat: float) -> Point:
    """Return a point of Web Mercator in degrees of longitude, y down."""
    return lon, -asinh(tan(radians(max(-84.0, min(84.0, lat))))) * 180.0 / pi


class Frame:
    """The part of the world that a drawing shows."""

    def __init__(self, points: list[Point], width: float = WIDTH, height: float = HEIGHT, pad: float = PAD) -> None:
        self.width, self.height = width, height
        xs, ys = [x for x, _ in points], [y for _, y in points]
        across, up = max(max(xs) - min(xs), 6.0), max(max(ys) - min(ys), 4.0)
        self.scale = min((width - 2 * pad) / across, (height - 2 * pad) / up)
        self.x0 = (min(xs) + max(xs)) / 2 - width / 2 / self.scale
        self.y0 = (min(ys) + max(ys)) / 2 - height / 2 / self.scale

    def at(self, lon: float, lat: float) -> Point:
        """Return the pixel of a place."""
        x, y = mercator(lon, lat)
        return (x - self.x0) * self.scale, (y - self.y0) * self.scale

    def path(self, points: list[Point], closed: bool = False) -> str:
        """Return path data with the vertices that matter at this size."""
        kept: list[Point] = []
        for x, y in points:
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _LEAST:
                kept.append((x, y))
        if len(kept) < (3 if closed else 2):
            return ""
        return "M" + "L".join(f"{x:.0f} {y:.0f}" if closed else f"{x:.1f} {y:.1f}" for x, y in kept) + ("z" if closed else "")


def thumbnail(run: Run, layers: Basemap | None = None) -> Html:
    """Return the drawing of a run; without layers it has no land."""
    shift, lon = unrolled(run)
    lines = {
        leg["id"]: [(x + shift[leg["id"]], y) for x, y in leg["geometry"]["coordinates"]] for leg in run["legs"] if leg.get("geometry")
    }
    number = numbers(run)
    spots = [(lon[p["id"]], p["lat"]) for p in run["places"] if p["id"] in lon and (p["id"] in number or not number)]
    shown = [mercator(x, y) for x, y in [*spots, *(q for line in lines.values() for q in line)]] or [(-120.0, -60.0), (140.0, 50.0)]
    frame = Frame(shown)
    parts = [tag("rect", width=WIDTH, height=HEIGHT, class_="water")]
    if layers is not None:
        parts += [tag("path", d=rings(frame, layers, name), class_=kind) for name, kind in (("land", "land"), ("lakes", "water"))]
    for leg in run["legs"]:
        if leg["id"] in lines:
            d = frame.path([frame.at(x, y) for x, y in lines[leg["id"]]])
            parts += [tag("path", d=d, class_="halo"), tag("path", d=d, class_=f"line {leg['mode']} {_evidence(leg)}")]
    parts += [tag("circle", cx=round(x, 1), cy=round(y, 1), r=4) for x, y in (frame.at(a, b) for a, b in spots)]
    return tag("svg", *parts, viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}", class_="thumb", aria_hidden="true", focusable="false")


def _evidence(leg: dict[str, str]) -> str:
    if leg["mode"] == "unknown":
        return "unstated"
    return "known" if leg["method"] == "network" or leg["mode"] == "air" else "straight"


def rings(frame: Frame, layers: Basemap, name: str) -> str:
    """Return the rings that touch the frame, on each turn of the world, as one path."""
    lines = getattr(layers, name)
    if not len(lines):
        return ""
    starts = np.cumsum(lines.counts) - lines.counts
    lonlat = lines.points * UNIT_DEG
    y = -np.degrees(np.arcsinh(np.tan(np.radians(np.clip(lonlat[:, 1], -84.0, 84.0)))))
    pixels = (np.stack([lonlat[:, 0], y], axis=1) - [frame.x0, frame.y0]) * frame.scale
    low, high = np.minimum.reduceat(pixels, starts), np.maximum.reduceat(pixels, starts)
    out = []
    for turn in (-360.0 * frame.scale, 0.0, 360.0 * frame.scale):
        inside = (high[:, 0] + turn > 0) & (low[:, 0] + turn < frame.width) & (high[:, 1] > 0) & (low[:, 1] < frame.height)
        for k in np.flatnonzero(inside & ((high - low).sum(axis=1) >= _SMALLEST)).tolist():
            ring = pixels[starts[k] : starts[k] + lines.counts[k]] + np.array([turn, 0.0])
            whole = np.round(np.clip(ring, -40.0, [frame.width + 40.0, frame.height + 40.0]))
            moved = np.append(True, (np.diff(whole, axis=0) != 0).any(axis=1))
            out.append(frame.path(list(map(tuple, whole[moved].tolist())), closed=True))
    return "".join(out)
