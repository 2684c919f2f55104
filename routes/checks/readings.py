"""Readings: every way in which the words of a claim can be measured, with its figure and its two points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from routes import assets, geodesy
from routes.model import Claim, Finding, Leg, Track, Waypoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.atlas.borders import Borders


LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "it", "pt")  # that the words/ folder has


class Area(NamedTuple):
    """What a border reading is about, by code; sentences name it in their own language."""

    country: str
    other: str = ""  # the country on the other side of the line
    atom: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured reading: ``plain`` when it is what the words say first, not a charitable one."""

    finding: Finding
    plain: bool
    names: dict[str, str]  # the two places as the report calls them: from, to
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a claim is measured against."""

    waypoints: dict[str, Waypoint]
    legs: tuple[Leg, ...]
    tracks: dict[str, Track]
    borders: Borders | None
    language: str

    def placed(self, id: str) -> Waypoint | None:
        """Return the waypoint when it is known where it lies."""
        waypoint = self.waypoints.get(id)
        return waypoint if waypoint and waypoint.place else None


def thresholds() -> dict[str, Any]:
    """Return the table of thresholds, each with its reason beside it in the file."""
    return assets.toml("checks/thresholds.toml")


def fits(claim: Claim, low: float, high: float) -> bool:
    """Tell whether a measured interval meets the claim's interval, with the slack of a straight distance."""
    slack = thresholds()["straight"]
    give = 0.0 if claim.kind == "duration" else max(slack["slack_m"], slack["slack_ratio"] * high)
    give = min(give, 0.1 * high)  # a kilometre is no slack for a distance of two
    return low - give <= claim.high and claim.low <= high + give


def straight(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure the geodesic between two places, then between their edges, then as a road would run."""
    a, b = scene.placed(claim.origin), scene.placed(claim.target)
    if not (a and a.place and b and b.place):
        return []
    here, there = (a.place.lon, a.place.lat), (b.place.lon, b.place.lat)
    best = geodesy.distance_m(lat1=here[1], lon1=here[0], lat2=there[1], lon2=there[0])
    reach = a.radius_m + b.radius_m
    names = {"from": a.name, "to": b.name}

    def finding(measure: str, low: float, high: float, estimated: bool = False) -> Finding:
        start, end = (None, None) if estimated else (here, there)
        return Finding(measure, low, best, high, fits(claim, low, high), estimated, start=start, end=end)

    limits = thresholds()["straight"]
    readings = [Reading(finding("geodesic", best, best), True, names)]
    if reach > limits["reach_ratio"] * best:
        readings.append(Reading(finding("edges", max(0.0, best - reach), best + reach), False, names))
    if not readings[0].finding.fits and claim.basis in ("", "road", "rail"):
        readings.append(
            Reading(finding("road-like", best * limits["loose_low"], best * limits["loose_high"], estimated=True), False, names)
        )
    return readings


def border(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure from a place to a country's land, its disputed parts, the boundary line and the territorial sea."""
    a = scene.placed(claim.origin)
    if not (a and a.place and scene.borders):
        return []
    code = claim.target.partition(":")[2]
    readings = []
    found = scene.borders.readings(code, lat=a.place.lat, lon=a.place.lon)
    # A disputed part far beyond what the claim can mean says nothing about it.
    far = 2 * max(claim.high, found[0].distance.distance_m) if found else 0.0
    for i, one in enumerate(found):
        d = one.distance
        if one.disputed and d.distance_m > far:
            continue
        low, high = max(0.0, d.distance_m - a.radius_m), d.distance_m + a.radius_m
        # The nearest land is what the words say; a disputed part or the sea border is another way to read them.
        finding = Finding(
            one.measure, low, d.distance_m, high, fits(claim, low, high), start=(a.place.lon, a.place.lat), end=(d.lon, d.lat)
        )
        readings.append(Reading(finding, i == 0, {"from": a.name}, Area(code, one.other, one.atom)))
    if readings and not readings[0].finding.fits:
        plain = readings[0].finding
        low, high = plain.best, plain.best * thresholds()["straight"]["loose_high"]
        loose = Finding("road-like", low, plain.best, high, fits(claim, low, high), estimated=True)
        readings.append(Reading(loose, False, {"from": a.name}, Area(code)))
    return readings


def coast(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure from a place to the nearest coast, of a country where the claim names one."""
    a = scene.placed(claim.origin)
    if not (a and a.place and scene.borders):
        return []
    code = claim.target.partition(":")[2]
    d = scene.borders.to_coast(None if code in ("", "*") else code, lat=a.place.lat, lon=a.place.lon)
    if d is None:  # a country without a coast
        return []
    low, high = max(0.0, d.distance_m - a.radius_m), d.distance_m + a.radius_m
    finding = Finding("coast", low, d.distance_m, high, fits(claim, low, high), start=(a.place.lon, a.place.lat), end=(d.lon, d.lat))
    return [Reading(finding, True, {"from": a.name, "to": ""})]


def journey(claim: Claim, scene: Scene) -> tuple[Leg, ...]:
    """Return the legs that a route-length or a duration is about: the named leg, or the chain between its two places."""
    if claim.leg:
        return tuple(leg for leg in scene.legs if leg.id == claim.leg)
    for i, first in enumerate(scene.legs):
        if first.origin == claim.origin:
            chain = [first]
            while chain[-1].destination != claim.target and i + len(chain) < len(scene.legs):
                following = scene.legs[i + len(chain)]
                if following.origin != chain[-1].destination:
                    break
                chain.append(following)
            if chain[-1].destination == claim.target:
                return tuple(chain)
    return ()


def route(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure along the tracks of the legs that the claim is about; the geodesic is what no route can undercut."""
    legs = journey(claim, scene)
    tracks = [scene.tracks[leg.id] for leg in legs if leg.id in scene.tracks]
    if legs and len(tracks) == len(legs):
        names = _ends(legs, scene)
        modes = "+".join(dict.fromkeys(leg.mode for leg in legs))
        best = sum(t.length_m for t in tracks)
        low, high = sum(t.low_m or t.length_m for t in tracks), sum(t.high_m or t.length_m for t in tracks)
        direct = sum(t.geodesic_m for t in tracks)
        networked = all(t.method == "network" for t in tracks)
    else:
        a, b = scene.placed(claim.origin), scene.placed(claim.target)
        if not (a and a.place and b and b.place):
            return []
        names, modes, networked = {"from": a.name, "to": b.name}, "unknown", False
        low = best = high = direct = geodesy.distance_m(lat1=a.place.lat, lon1=a.place.lon, lat2=b.place.lat, lon2=b.place.lon)
    limits = thresholds()["route"]
    readings = []
    if networked:
        along = Finding(f"track:{modes}", low, best, high, fits(claim, low, high))
        readings.append(Reading(along, True, {**names, "mode": modes}))
        low, high = max(best * limits["other_line_low"], direct * limits["shorter_than_geodesic"]), best * limits["other_line_high"]
        readings.append(
            Reading(Finding("other-line", low, best, high, fits(claim, low, high), estimated=True), False, {**names, "mode": modes})
        )
    else:
        floor = direct * limits["shorter_than_geodesic"]
        for measure, most, plain in (("circuity", limits["circuity_plain"], True), ("detour", limits["circuity_most"], False)):
            finding = Finding(measure, floor, direct, direct * most, fits(claim, floor, direct * most), True)
            readings.append(Reading(finding, plain, names))
    return readings


def duration(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure the time that the legs can take: their lengths by the speeds of their modes, with loading and waiting."""
    legs = journey(claim, scene)
    tracks = [scene.tracks[leg.id] for leg in legs if leg.id in scene.tracks]
    if not legs or len(tracks) != len(legs):
        return []
    speeds = assets.toml("checks/speeds.toml")
    fastest = slowest = 0.0
    for leg, track in zip(legs, tracks, strict=True):
        speed = speeds[leg.mode]
        fastest += track.length_m / 1000 / speed["fastest_kmh"] * 3600
        slowest += (track.length_m / 1000 / speed["slowest_kmh"] + speed["handling_h"]) * 3600
    modes = "+".join(dict.fromkeys(leg.mode for leg in legs))
    finding = Finding(
        f"time:{modes}",
        fastest,
        (fastest + slowest) / 2,
        slowest,
        fits(claim, fastest, slowest),
        True,
    )
    return [Reading(finding, True, {**_ends(legs, scene), "mode": modes})]


def _ends(legs: Sequence[Leg], scene: Scene) -> dict[str, str]:
    first, last = scene.waypoints.get(legs[0].origin), scene.waypoints.get(legs[-1].destination)
    return {"from": first.name if first else "", "to": last.name if last else ""}
