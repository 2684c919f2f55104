"""A run as rows: legs, places, and one row for each measured line of a claim. What every format is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from routes.geodesy import ellipsoid, geodesic

Run = dict[str, Any]
Pair = tuple[float, float]
_STEP_M = 100_000.0  # longest piece of a measured line: programs that draw it straight on their map are then off by little
LAYERS = ("legs", "places", "claims")


@dataclass(frozen=True, slots=True)
class Feature:
    """A row: its layer, id, values in a fixed order, and its line or point with unwrapped longitudes; no points when it has no place."""

    layer: str
    id: str
    values: dict[str, Any]
    points: tuple[Pair, ...]

    @property
    def pieces(self) -> list[list[Pair]]:
        """The line cut at 180 degrees, longitudes in [-180, 180]; a point is a piece of one."""
        return cut(self.points)


def features(run: Run) -> list[Feature]:
    """Return every row of a run: legs in order, then places, then the measured lines of claims."""
    names = {p["id"]: str(p.get("name_in_text") or p["name"]) for p in run["places"]}
    rows = [_leg(leg, names) for leg in run["legs"]]
    rows += [_place(place) for place in run["places"]]
    for claim in run["claims"]:
        rows += _claim(claim, names)
    return rows


def _leg(leg: dict[str, Any], names: dict[str, str]) -> Feature:
    snap = leg.get("snap_m") or (None, None)
    values = {
        "from": names.get(leg["from"] or "", ""),
        "to": names.get(leg["to"] or "", ""),
        "via": [names.get(v, v) for v in leg["via"]],
        **{
            k: leg[k] for k in ("mode", "status", "start", "end", "cargo", "length_m", "geodesic_m", "low_m", "high_m", "method", "network")
        },
        "snap_from_m": snap[0],
        "snap_to_m": snap[1],
        "countries": leg["countries"],
        "passages": leg["passages"],
        "quote": leg["quote"],
    }
    line = leg["geometry"]["coordinates"] if leg["geometry"] else ()
    return Feature("legs", leg["id"], values, tuple((float(x), float(y)) for x, y, *_ in line))


def _place(place: dict[str, Any]) -> Feature:
    values = {
        "name": place["name"],
        "name_in_text": place.get("name_in_text") or place["name"],
        **{k: place[k] for k in ("role", "country", "feature_code", "radius_m", "source", "source_id")},
        "mentions": len(place["mentions"]),
    }
    at = () if place["lat"] is None else ((float(place["lon"]), float(place["lat"])),)
    return Feature("places", place["id"], values, at)


def _claim(claim: dict[str, Any], names: dict[str, str]) -> list[Feature]:
    unit = "s" if claim["kind"] == "duration" else "m"
    said = {
        "claim": claim["id"],
        "quote": claim["quote"],
        "kind": claim["kind"],
        "value": claim["value"],
        "unit": claim["unit"],
        "comparator": claim["comparator"],
        "from": names.get(claim["from"] or "", claim["from"] or ""),
        "to": names.get(claim["to"] or "", claim["to"] or ""),
        "verdict": claim["verdict"],
        "reason": claim["reason"],
        "reason_en": claim.get("reason_en", ""),
    }
    empty = {"measure": "", "label": "", "low": None, "best": None, "high": None, "measured_in": unit, "fits": None, "estimated": None}
    empty |= {"data": "", "worldview": ""}
    rows = []
    for n, finding in enumerate(claim["findings"], 1):
        start, end = finding.get("start"), finding.get("nearest")
        values = {
            "measure": finding["measure"],
            "label": finding.get("label", ""),
            **{k: finding[f"{k}_{unit}"] for k in ("low", "best", "high")},
            "measured_in": unit,
            "fits": finding["fits"],
            "estimated": bool(finding.get("estimated")),
            "data": finding.get("data", ""),
            "worldview": finding.get("worldview") or "",
        }
        line: tuple[Pair, ...] = ()
        if start and end:
            points = geodesic(lat1=start["lat"], lon1=start["lon"], lat2=end["lat"], lon2=end["lon"], step_m=_STEP_M)
            line = tuple((round(float(x), 7), round(float(y), 7)) for x, y in points)
        rows.append(Feature("claims", f"{claim['id']}.{n}", {**said, **values}, line))
    return rows or [Feature("claims", claim["id"], {**said, **empty}, ())]


def cut(points: Sequence[Pair]) -> list[list[Pair]]:
    """Return a line cut where it crosses 180 degrees (RFC 7946, section 3.1.9), on the geodesic between its vertices."""
    if len(points) < 2:
        return [[(_wrapped(lon), lat)] for lon, lat in points]
    if all(-180.0 <= lon < 180.0 for lon, _ in points):  # most lines, in a third of the time
        return [[(round(lon, 7), lat) for lon, lat in points]]
    out: list[list[Pair]] = []
    current = None
    for a, b in pairwise(points):
        stations = [a, *_crossings(a, b), b]
        for p, q in pairwise(stations):
            world = 360.0 * (((p[0] + q[0]) / 2 + 180.0) // 360.0)
            here, there = (round(p[0] - world, 7), p[1]), (round(q[0] - world, 7), q[1])
            if current != world:
                out.append([here])
                current = world
            out[-1].append(there)
    return out


def _wrapped(lon: float) -> float:
    return lon if -180.0 <= lon <= 180.0 else round((lon + 180.0) % 360.0 - 180.0, 7)


def _crossings(a: Pair, b: Pair) -> list[Pair]:
    """Return where the geodesic between two vertices, less than half a turn apart, crosses a meridian of 180 degrees."""
    low, high = min(a[0], b[0]), max(a[0], b[0])
    meridian = 360.0 * ((low + 180.0) // 360.0) + 180.0
    if not low < meridian < high:
        return []
    azimuth, _, length = ellipsoid().inv(a[0], a[1], b[0], b[1])
    near, far = 0.0, length
    lat = a[1]
    for _ in range(60):
        middle = (near + far) / 2
        lon, lat, _ = ellipsoid().fwd(a[0], a[1], azimuth, middle)
        beyond = (lon - a[0] + 180.0) % 360.0 - 180.0
        near, far = (middle, far) if abs(beyond) < abs(meridian - a[0]) else (near, middle)
    return [(meridian, round(lat, 7))]
