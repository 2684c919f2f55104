"""Readings of a straight distance between two places: centre to centre, between edges, along a road, and of namesakes."""

from __future__ import annotations

from dataclasses import replace

from routes import geodesy
from routes.checks.scene import Reading, Scene, apart_m, edge_m, fits, point, thresholds, vague_m
from routes.model import Claim, Finding, Waypoint

GEODESIC = "WGS84"


def straight(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure the geodesic between two places, then between their edges, then as a road runs or would run."""
    ends = scene.ends(claim)
    if ends is None:
        return []
    a, here, b, there = ends
    best = apart_m(here, there)
    names = {"from": a.name, "to": b.name}

    def reading(measure: str, low: float, high: float, *, plain: bool = False, estimated: bool = False) -> Reading:
        start, end = (None, None) if estimated else (point(here), point(there))
        middle = low if measure == "edges" else min(max(best, low), high)
        made = Finding(measure, low, middle, high, fits(claim, low, high), estimated, start=start, end=end)
        return Reading(replace(made, data=GEODESIC), plain, names)

    limits = thresholds()["straight"]
    unsure, reach = vague_m(a) + vague_m(b), edge_m(a) + edge_m(b)
    readings = [reading("geodesic", max(0.0, best - unsure), best + unsure, plain=True)]
    if limits["reach_ratio"] * best < reach < (1 - limits["edge_least"]) * best:
        readings.append(reading("edges", max(0.0, best - unsure - reach), best + unsure))
    if readings[0].finding.fits or claim.basis not in ("", "road", "rail"):
        return readings
    if best <= claim.high and claim.low <= best * limits["loose_high"]:
        readings += _along(claim, scene)
    readings.append(reading("road-like", best, best * limits["loose_high"], estimated=True))
    readings.append(reading("rounded", best * limits["loose_low"], best, estimated=True))
    return readings


def _along(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure along the road and rail networks, where they join the two places: a writer often gives that length unsaid."""
    ends = scene.ends(claim)
    if ends is None or scene.tracer is None:
        return []
    a, here, b, there = ends
    found = []
    for mode in (claim.basis,) if claim.basis in ("road", "rail") else ("road", "rail"):
        track = scene.tracer(mode, here, there)
        if track is None or track.method != "network":
            continue
        low, high = track.low_m or track.length_m, track.high_m or track.length_m
        made = Finding(f"network:{mode}", low, track.length_m, high, fits(claim, low, high), data=f"{mode}.npz")
        found.append(Reading(made, False, {"from": a.name, "to": b.name, "mode": mode}))
    return found


def off_direction(claim: Claim, scene: Scene, nearest: tuple[float, float] | None = None) -> float:
    """Return by how many degrees the stated direction misses the measured bearing; 0 when none is stated or can be measured.

    What the two places' own sizes and the words' vagueness may turn the bearing by is taken off. ``nearest`` is the (lon, lat) from
    which the origin is seen when the target is a border or a coast.
    """
    a, b = scene.placed(claim.origin), scene.placed(claim.target)
    if claim.direction not in geodesy.WINDS or not (a and a.place) or not (nearest or (b and b.place)):
        return 0.0
    lon, lat = nearest or (b.place.lon, b.place.lat)  # type: ignore[union-attr]
    apart = geodesy.distance_m(lat1=lat, lon1=lon, lat2=a.place.lat, lon2=a.place.lon)
    reach = a.radius_m + (b.radius_m if b and not nearest else 0.0)
    if apart <= 1.5 * reach:
        return 0.0
    bearing = geodesy.bearing_deg(lat1=lat, lon1=lon, lat2=a.place.lat, lon2=a.place.lon)
    return geodesy.turn_deg(bearing, geodesy.WINDS[claim.direction])


def named_after(claim: Claim, waypoint: Waypoint | None) -> bool:
    """Tell whether the words give the target after the figure: "27 km east of X", not "27 km to the east"."""
    return waypoint is not None and any(m.overlaps(claim.span) for m in waypoint.mentions)


def between(claim: Claim, scene: Scene) -> bool:
    """Tell whether a figure stands between its two places, no other name beside it: "A, 27 km east of B"."""
    near = thresholds()["beside"]["adjoining"]
    origin, target = scene.waypoints.get(claim.origin), scene.waypoints.get(claim.target)
    if origin is None or not named_after(claim, target):
        return False
    last = max((m.end for m in origin.mentions if m.end <= claim.span.start), default=-near)
    return claim.span.start - last <= near and not any(
        last < m.start < claim.span.start for w in scene.waypoints.values() for m in w.mentions
    )
