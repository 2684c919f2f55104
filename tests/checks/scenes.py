"""Places, claims and legs that the tests of checking share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from routes.checks import check
from routes.model import Candidate, Claim, Leg, Place, Span, Track, Verdict, Waypoint

SPAN = Span(100, 140)
TIKHORETSK = Place("Tikhoretsk", 45.85307, 40.11874, "RU", population=64_387)
SPRINGFIELDS = (
    Place("Springfield", 39.80172, -89.64371, "US", admin1="IL"),
    Place("Springfield", 37.21533, -93.29824, "US", admin1="MO"),
    Place("Springfield", 42.10148, -72.58981, "US", admin1="MA"),
)


def waypoint(id: str, place: Place, **more: Any) -> Waypoint:
    """Return a waypoint at a place, named once at the start of the text unless told otherwise."""
    made = Waypoint(id, place.name, (Span(0, len(place.name)),), place, place.radius_m, score=1.0)
    return replace(made, **more)


def claim(km: float, slack: float = 0.05, **more: Any) -> Claim:
    """Return a claim of so many kilometres from p1 to p2, good to a share of it."""
    made = Claim("c1", SPAN, "point-to-point", km, "km", km * 1000 * (1 - slack), km * 1000 * (1 + slack), origin="p1", target="p2")
    return replace(made, **more)


def hours(value: float, **more: Any) -> Claim:
    """Return a claim that the way from p1 to p2 takes so many hours."""
    return claim(1, kind="duration", value=value, unit="h", low=value * 3600, high=value * 3600, **more)


def alternatives(*places: Place) -> tuple[Candidate, ...]:
    """Return places as the candidates that lost."""
    return tuple(Candidate(p, 0.0) for p in places)


def leg(id: str, origin: str, destination: str, km: float, mode: Any = "sea", **more: Any) -> tuple[Leg, Track]:
    """Return a leg with a track along a network."""
    track = Track(((0.0, 0.0), (1.0, 1.0)), km * 1000, km * 900, "network", mode, low_m=km * 980, high_m=km * 1020, leg=id)
    return replace(Leg(id, origin, destination, SPAN, mode=mode), **more), track


def judged(made: Claim, *waypoints: Waypoint, legs: tuple[tuple[Leg, Track], ...] = (), **more: Any) -> Verdict:
    """Return the verdict on one claim."""
    return check([made], waypoints, [one for one, _ in legs], [track for _, track in legs], **more)[0]
