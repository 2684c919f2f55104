"""The ground a map is drawn on: land, lakes, rivers, borders and names, fine where the route is and coarse elsewhere.

Every line of the atlas is kept whole, and each of its vertices carries the size of what would change without it. A map
keeps a vertex when that size exceeds the tolerance of the spot: small at the stops, larger along the tracks, large in the rest of the
view, very large in the rest of the world. So nothing is cut at an edge, nothing overlaps, and zooming out shows a world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.assets import arrays, manifest
from routes.atlas.borders import open_borders
from routes.geodesy import unit_vectors
from routes.maps.labels import Label, choose_labels

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bounds = tuple[float, float, float, float]

UNIT_DEG = 2e-4  # as in routes.atlas.build.basemap
_FINEST_M = 90.0
_STEPS = 8
_CELL_DEG = 0.5
_CHORD_M = 6_371_000.0
# Tolerances in metres: at a stop, at a track, what each metre of distance from them adds, in the rest of the view as
# a part of its width, outside the view as a part of the view's but at least this.
_STOP_M, _TRACK_M, _PER_M, _VIEW, _WORLD, _WORLD_M = 90.0, 450.0, 1 / 250, 1 / 2500, 6.0, 9_000.0
_LEAST_RING = 2.0  # a ring is kept when it is this many tolerances wide


@dataclass(frozen=True, slots=True)
class Lines:
    """Polylines or rings of one kind: ``points`` (n, 2) in units of `UNIT_DEG`, cut into lines of ``counts`` vertices."""

    points: Ints
    counts: Ints

    def __iter__(self) -> Any:
        ends = np.cumsum(self.counts)
        return (self.points[end - n : end] * UNIT_DEG for end, n in zip(ends.tolist(), self.counts.tolist(), strict=True))

    def __len__(self) -> int:
        return len(self.counts)


@dataclass(frozen=True, slots=True)
class Basemap:
    """Land, water, borders and names for one view. Longitudes of lines lie in [-180, 191); ``shifts`` says which copies to draw.

    ``land``, ``lakes`` and ``islands`` (in lakes) are rings, to be filled in this order, not closed: the first vertex is not
    repeated. ``rivers`` is a tuple by rank (0 the main ones); ``borders`` are recognised ones, ``disputed`` are the others.
    """

    bounds: Bounds
    worldview: str
    shifts: tuple[int, ...]
    land: Lines
    lakes: Lines
    islands: Lines
    rivers: tuple[Lines, ...]
    borders: Lines
    disputed: Lines
    labels: tuple[Label, ...] = ()
    attribution: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the compact form for a page.

        ``{"unit": 0.0002, "bounds": [w, s, e, n], "shifts": [0, 360], "worldview": "un", "land": "...", "lakes": "...",
        "islands": "...", "rivers": ["...", ...], "borders": "...", "disputed": "...", "labels": [...], "attribution": [...]}``.
        Each string holds the lines of a layer: for each line its number of vertices, then for each vertex the steps of
        longitude and latitude from the vertex before it (the first one of a line: from 0, 0), in units. A number is folded
        (0, -1, 1, -2 are 0, 1, 2, 3) and written five bits at a time, low bits first, each as the character ``63 + bits``,
        plus 32 when more follow; a backslash is written ``!``. So no character needs escaping in JSON, HTML or a script.
        In JavaScript::

            function lines(text, unit) {            // -> [[[lat, lon], ...], ...]
              let at = 0; const out = [];
              const next = () => { let n = 0, shift = 1, c;
                do { c = text.charCodeAt(at++); c = (c === 33 ? 92 : c) - 63; n += (c & 31) * shift; shift *= 32; } while (c > 31);
                return n % 2 ? -(n + 1) / 2 : n / 2; };
              while (at < text.length) { let x = 0, y = 0, n = next(); const line = [];
                while (n--) { x += next(); y += next(); line.push([y * unit, x * unit]); } out.push(line); }
              return out; }

        Draw every line once for each of ``shifts``, added to its longitudes. A label is ``{"kind", "name", "lat", "lon", "zoom",
        "rank"}`` (see `Label`), its longitude already in the view; labels come most important first.
        """
        layers = {name: encode(getattr(self, name)) for name in ("land", "lakes", "islands", "borders", "disputed")}
        return {
            "unit": UNIT_DEG,
            "bounds": [round(b, 4) for b in self.bounds],
            "shifts": list(self.shifts),
            "worldview": self.worldview,
            **layers,
            "rivers": [encode(r) for r in self.rivers],
            "labels": [label.as_json() for label in self.labels],
            "attribution": list(self.attribution),
        }


def encode(lines: Lines) -> str:
    """Return lines as the text described in `Basemap.as_json`."""
    if not len(lines):
        return ""
    starts = np.cumsum(lines.counts) - lines.counts
    step = np.diff(lines.points, axis=0, prepend=np.zeros((1, 2), np.int64))
    step[starts] = lines.points[starts]
    values = np.insert(step.ravel(), 2 * starts, lines.counts)
    folded = np.where(values < 0, -2 * values - 1, 2 * values)
    groups = np.ones(len(folded), np.int64)
    for k in range(1, 6):
        groups += folded >= 1 << (5 * k)
    begin = np.cumsum(groups) - groups
    out = np.empty(int(groups.sum()), np.uint8)
    for k in range(6):
        more = groups > k
        out[begin[more] + k] = ((folded[more] >> (5 * k)) & 31) + 63 + 32 * (groups[more] > k + 1)
    out[out == 92] = 33
    return out.tobytes().decode("ascii")


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of the atlas: longitudes and latitudes in units, importance of each vertex, first vertex, length and kind of each line."""

    x: NDArray[np.int32]
    y: NDArray[np.int32]
    weight: NDArray[np.int16]
    starts: Ints
    counts: Ints
    kinds: NDArray[np.uint16]


@cache
def _layer(file: str, name: str) -> _Layer:
    raw = arrays(file)
    counts = raw[f"{name}_counts"].astype(np.int64)
    starts = np.cumsum(counts) - counts
    axes = []
    for k in (0, 1):
        folded = raw[f"{name}_high"][k].astype(np.int32)
        folded <<= 8
        folded |= raw[f"{name}_low"][k]
        step = (folded >> 1) ^ -(folded & 1)
        first = raw[f"{name}_firsts"][:, k]
        step[starts] = np.diff(first, prepend=0)  # the sum of a line's steps is taken off again at the next line's start
        total = np.add.reduceat(step, starts) - step[starts]
        step[starts[1:]] -= total[:-1].astype(np.int32)
        axes.append(np.cumsum(step, dtype=np.int32))
    return _Layer(axes[0], axes[1], raw[f"{name}_steps"].astype(np.int16), starts, counts, raw[f"{name}_kinds"])


def _as_seen(layer: _Layer, worldview: str) -> _Layer:
    """Return the borders with what a worldview makes of each: 0 recognised, 1 disputed, 2 none (both sides are one country's)."""
    borders = open_borders(worldview)
    apart = {atom for atom, facts in borders.disputed.items() if not facts.get("minor")}
    status = []
    for pair in arrays("display_borders.npz")["border_pairs"].tolist():
        left, right = pair.split("|")
        same = borders.country_of.get(left, left) == borders.country_of.get(right, right)
        status.append(1 if left in apart or right in apart else 2 if same else 0)
    return replace(layer, kinds=np.array(status, np.uint16)[layer.kinds])


def _distance_m(cells: Floats, points: Floats) -> Floats:
    """Return the distance in metres of each unit vector from the nearest of the points (on a sphere; used for tolerances only)."""
    if not len(points):
        return np.full(len(cells), np.inf)
    nearest = (cells.astype(np.float32) @ unit_vectors(points).astype(np.float32).T).max(axis=1)
    return np.asarray(np.arccos(np.clip(nearest, -1, 1)) * _CHORD_M, dtype=np.float64)


def tolerances(bounds: Bounds, stops: Floats, along: Floats) -> NDArray[np.int16]:
    """Return the tolerance of every cell of half a degree (rows from the south, columns from 180 W) in logarithmic steps."""
    west, south, east, north = bounds
    lat = np.arange(-90 + _CELL_DEG / 2, 90, _CELL_DEG)
    lon = np.arange(-180 + _CELL_DEG / 2, 180, _CELL_DEG)
    width_m = max((east - west) * np.cos(np.radians((south + north) / 2)), north - south) * 111_195.0
    view_m = max(_TRACK_M, width_m * _VIEW)
    out = np.full((len(lat), len(lon)), max(_WORLD_M, view_m * _WORLD))
    rows = (lat > south - _CELL_DEG) & (lat < north + _CELL_DEG)
    columns = ((lon - west + _CELL_DEG) % 360.0) < (east - west + 2 * _CELL_DEG) if east - west < 360 else np.ones(len(lon), bool)
    if rows.any() and columns.any():
        x, y = np.meshgrid(lon[columns], lat[rows])
        cells = unit_vectors(np.stack([x.ravel(), y.ravel()], axis=1))
        reach = np.hypot(np.cos(np.radians(y.ravel())), 1.0) * _CELL_DEG / 2 * 111_195.0
        stop = _STOP_M + np.maximum(_distance_m(cells, stops) - 2 * reach, 0) * _PER_M
        track = _TRACK_M + np.maximum(_distance_m(cells, along) - 2 * reach, 0) * _PER_M
        out[np.ix_(rows, columns)] = np.minimum(np.minimum(stop, track), view_m).reshape(x.shape)
    return np.round(_STEPS * np.log2(out / _FINEST_M)).astype(np.int16)


def _thin(layer: _Layer, grid: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return by how many steps each vertex exceeds the tolerance of its cell; a vertex that is never dropped counts as its whole line."""
    per, starts = round(_CELL_DEG / UNIT_DEG), layer.starts
    column = (layer.x + round(180 / UNIT_DEG)) // per
    column[column >= grid.shape[1]] -= grid.shape[1]  # past 180 degrees
    row = np.minimum((layer.y + round(90 / UNIT_DEG)) // per, grid.shape[0] - 1)
    row *= grid.shape[1]
    row += column
    tolerance = grid.ravel()[row]
    low, high = (np.stack([f.reduceat(layer.x, starts), f.reduceat(layer.y, starts)]) * UNIT_DEG for f in (np.minimum, np.maximum))
    width, height = high - low
    extent = np.hypot(width * np.maximum(np.cos(np.radians(low[1])), 0.02), height) * 111_195.0
    size = np.round(_STEPS * np.log2(np.maximum(extent, 1.0) / _LEAST_RING / _FINEST_M)).astype(np.int16)
    whole = np.repeat(size - np.minimum.reduceat(tolerance, starts), layer.counts)  # the finest spot a line touches decides on it
    excess: NDArray[np.int16] = layer.weight - tolerance
    np.copyto(excess, whole, where=layer.weight == 255)
    np.minimum(excess, whole, out=excess)
    return excess


def _kept(layer: _Layer, mask: NDArray[np.bool_], kind: int) -> Lines:
    """Return the kept vertices of the lines of one kind."""
    left = np.add.reduceat(mask, layer.starts, dtype=np.int64)
    chosen = (layer.kinds == kind) & (left >= 2)
    take = np.flatnonzero(mask & np.repeat(chosen, layer.counts))
    return Lines(np.stack([layer.x[take], layer.y[take]], axis=1).astype(np.int64), left[chosen])


def _slack(excess: list[NDArray[np.int16]], budget_bytes: int) -> int:
    """Return by how many steps all tolerances must grow so that the lines fit into the budget (4.5 characters a vertex where lines are
    fine, up to 6 where they are coarse).
    """
    room = budget_bytes / 6.0
    tally = sum(np.bincount(np.clip(e, -1, 254).astype(np.int64) + 1, minlength=256) for e in excess)
    above = np.cumsum(np.asarray(tally)[::-1])[::-1]  # above[k]: vertices whose excess is at least k - 1
    return int(np.argmax(np.append(above[1:], 0) <= room))


def shifts(bounds: Bounds) -> tuple[int, ...]:
    """Return the multiples of 360 degrees at which the world, from -180 to 191, touches the view."""
    return tuple(s for s in range(-1080, 1081, 360) if -180 + s < bounds[2] and 191 + s > bounds[0])


def basemap(
    bounds: Bounds,
    *,
    stops: Sequence[tuple[float, float]] = (),
    tracks: Sequence[Floats | Sequence[tuple[float, float]]] = (),
    worldview: str = "un",
    language: str = "en",
    budget_bytes: int = 600_000,
) -> Basemap:
    """Return the ground for a view.

    Parameters
    ----------
    bounds
        (west, south, east, north) in degrees of what the map shows first; west and east may lie beyond 180 degrees.
    stops
        (lon, lat) pairs around which a reader will zoom in.
    tracks
        Lines of (lon, lat), along which the coast is fairly fine.
    worldview
        Whose borders: a name of `routes.atlas.borders.worldviews`. Lines of disputed areas are never left out, they are dashed.
    language
        ISO 639-1 code of the names.
    budget_bytes
        Upper limit of the coded lines.
    """
    near = np.array(list(stops), dtype=np.float64).reshape(-1, 2)
    along = np.concatenate([np.asarray(t, dtype=np.float64).reshape(-1, 2) for t in tracks]) if len(tracks) else np.empty((0, 2))
    along = along[:: max(1, len(along) // 150)]
    west, south, east, north = bounds
    pad = 0.25 * max(east - west, north - south, 0.5)
    view = (west - pad, max(south - pad, -90.0), east + pad, min(north + pad, 90.0))
    grid = tolerances(view, near, along)
    area, river = _layer("land.npz", "area"), _layer("land.npz", "river")
    border = _as_seen(_layer("display_borders.npz", "border"), worldview)
    excess = [_thin(layer, grid) for layer in (area, river, border)]
    slack = _slack(excess, budget_bytes)
    masks = [e >= slack for e in excess]
    known = manifest()
    credits = [known[f]["attribution"] for f in ("land.npz", "display_borders.npz", "cities.npz", "basemap.json") if f in known]
    return Basemap(
        bounds=bounds,
        worldview=worldview,
        shifts=shifts(view),
        land=_kept(area, masks[0], 0),
        lakes=_kept(area, masks[0], 1),
        islands=_kept(area, masks[0], 2),
        rivers=tuple(_kept(river, masks[1], k) for k in range(3)),
        borders=_kept(border, masks[2], 0),
        disputed=_kept(border, masks[2], 1),
        labels=choose_labels(view, stops=near, along=along, language=language),
        attribution=tuple(dict.fromkeys(credits)),
    )
