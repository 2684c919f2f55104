"""Readings of a distance to a line: a country's border under a worldview, a coast, a line of the user's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routes.checks.scene import Area, Reading, Scene, extent_m, fits, is_country, point, thresholds, vague_m
from routes.model import Claim, Finding, Place, Waypoint

if TYPE_CHECKING:
    from routes.atlas.border_lines import Nearest
    from routes.atlas.borders import BorderDistance, Borders
    from routes.atlas.borders import Reading as BorderReading

_BORDER_DATA, _COAST_DATA = "border_lines.npy", "coast_lines.npy"
_AT_SEA = ("sea", "sea-atom", "sea-boundary")


def code_of(claim: Claim) -> str:
    """Return the country, or the name of the line, that a target such as "border:UA" speaks of; "*" for any."""
    return claim.target.partition(":")[2] or "*"


def border(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure from a place to a country's land, its disputed parts, the boundary line and the territorial sea."""
    a = scene.placed(claim.origin)
    if not (a and a.place and scene.borders):
        return []
    found = scene.borders.readings(code_of(claim), lat=a.place.lat, lon=a.place.lon)
    readings = _borders(claim, a, found, scene.borders)
    if readings and not readings[0].finding.fits:
        if code_of(claim) == "*":
            readings += _neighbours(claim, a, scene.borders)
        readings = _with_mainland(claim, a, readings, scene.borders)
    return readings + _charitable(claim, a, readings)


def nearest(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure the plain reading of a distance to a border alone, which is all that tells one namesake from another."""
    a, code = scene.placed(claim.origin), code_of(claim)
    if not (a and a.place and scene.borders):
        return []
    d = None if code == "*" else scene.borders.to_country(code, lat=a.place.lat, lon=a.place.lon)
    if d is None or d.inside:
        d = scene.borders.to_land_border(None if code == "*" else code, lat=a.place.lat, lon=a.place.lon)
    return [Reading(_finding(claim, "border", a, d, _BORDER_DATA), True, {"from": a.name}, Area(code))] if d else []


def land(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure between a place and a country that is an end of a distance, as to the country's border."""
    ends = scene.ends(claim)
    if ends is None:
        return []
    turned = is_country(ends[1]) and not is_country(ends[3])
    place, country = (claim.target, ends[1]) if turned else (claim.origin, ends[3])
    return border(to_border(claim, place, country), scene)


def to_border(claim: Claim, origin: str, country: Place) -> Claim:
    """Return a distance from a place to a country as one to that country's border."""
    return replace(claim, kind="point-to-border", origin=origin, target=f"border:{country.country}")


def _borders(claim: Claim, a: Waypoint, found: list[BorderReading], borders: Borders) -> list[Reading]:
    """Turn the measures of the borders into readings, without those that can mean nothing here."""
    assert a.place
    readings: list[Reading] = []
    # A disputed part far beyond what the claim can mean says nothing about it.
    far = 2 * max(claim.high, found[0].distance.distance_m) if found else 0.0
    for one in found:
        # From inside, the distance to the land is nought: only the line around it can be meant.
        if (one.disputed and one.distance.distance_m > far) or (one.distance.inside and readings):
            continue
        made = _finding(claim, one.measure, a, one.distance, _COAST_DATA if one.label in _AT_SEA else _BORDER_DATA)
        # The nearest land is what the words say; a disputed part or the sea border is another way to read them.
        area = Area(one.country or code_of(claim), one.other, one.atom)
        readings.append(Reading(replace(made, worldview=borders.worldview), not readings, {"from": a.name}, area))
    return readings


def _neighbours(claim: Claim, a: Waypoint, borders: Borders) -> list[Reading]:
    """Measure to the lines with each neighbour of the place's country: "the border" may be one of them, not the nearest."""
    assert a.place
    here = borders.country_at(lat=a.place.lat, lon=a.place.lon)
    found = []
    for code in borders.neighbours(here) if here else ():
        line = borders.to_boundary(here, code, lat=a.place.lat, lon=a.place.lon)
        if line is not None:
            made = _finding(claim, f"boundary:{'-'.join(sorted((here, code)))}", a, line, _BORDER_DATA)
            if made.fits:
                found.append(Reading(replace(made, worldview=borders.worldview), False, {"from": a.name}, Area(here, code)))
    return found


def _charitable(claim: Claim, a: Waypoint, readings: list[Reading]) -> list[Reading]:
    """Return, where the plain reading does not fit, those from the edge of the town and along a road.

    A border is reached from the last suburb: the whole extent of a town counts, not half of it as between two towns.
    """
    if not readings or readings[0].finding.fits:
        return []
    plain, area, more = readings[0].finding, readings[0].area, []
    names = readings[0].names

    def reading(measure: str, low: float, high: float, *, estimated: bool) -> Reading:
        best = low if measure == "edges" else min(max(plain.best, low), high)
        ends = (None, None) if estimated else (plain.start, plain.end)
        made = Finding(measure, low, best, high, fits(claim, low, high), estimated, start=ends[0], end=ends[1])
        return Reading(replace(made, data=plain.data, worldview=plain.worldview), False, names, area)

    limits = thresholds()["straight"]
    if limits["reach_ratio"] * plain.best < extent_m(a):
        more.append(reading("edges", max(0.0, plain.low - extent_m(a)), plain.best, estimated=False))
    more.append(reading("road-like", plain.best, plain.best * limits["loose_high"], estimated=True))
    return [*more, reading("rounded", plain.best * limits["loose_low"], plain.best, estimated=True)]


def _finding(claim: Claim, measure: str, a: Waypoint, d: BorderDistance | Nearest, data: str) -> Finding:
    """Return the finding of a distance to the nearest point of a line, as far as its place is a point."""
    assert a.place
    low, high = max(0.0, d.distance_m - vague_m(a)), d.distance_m + vague_m(a)
    return Finding(measure, low, d.distance_m, high, fits(claim, low, high), start=point(a.place), end=(d.lon, d.lat), data=data)


def coast(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure from a place to the nearest coast, of a country where the claim names one."""
    a = scene.placed(claim.origin)
    if not (a and a.place and scene.borders):
        return []
    code = code_of(claim)
    d = scene.borders.to_coast(None if code == "*" else code, lat=a.place.lat, lon=a.place.lon)
    if d is None:  # a country without a coast
        return []
    made = replace(_finding(claim, "coast", a, d, _COAST_DATA), worldview=scene.borders.worldview)
    plain = Reading(made, True, {"from": a.name, "to": ""}, Area(code) if code != "*" else None)
    readings = _with_mainland(claim, a, [plain], scene.borders)
    return [*readings, *_charitable(claim, a, readings)]


def _with_mainland(claim: Claim, a: Waypoint, readings: list[Reading], borders: Borders) -> list[Reading]:
    """Add the mainland's coast for a place on an island of the very country: it is what is meant, unless only the nearest line fits."""
    code = code_of(claim)
    if a.place is None or code == "*" or a.place.country != code:
        return readings
    off = borders.to_mainland(code, lat=a.place.lat, lon=a.place.lon)
    if off.inside or off.distance_m < thresholds()["coast"]["island_m"]:
        return readings
    made = replace(_finding(claim, f"mainland:{code}", a, off, _COAST_DATA), worldview=borders.worldview)
    meant = made.fits or not readings[0].finding.fits
    mainland = Reading(made, meant, {"from": a.name}, Area(code))
    return [mainland, *(replace(r, plain=False) for r in readings)] if meant else [*readings, mainland]


def farther_possible(claim: Claim, found: list[Reading], scene: Scene) -> bool:
    """Tell whether a border or coast farther off than those measured may be meant, so that too long a figure refutes nothing.

    So it is when the words do not say whose it is, and when the place stands on the shore of the very country's mainland.
    """
    code, a = code_of(claim), scene.placed(claim.origin)
    if code == "*" or claim.kind != "point-to-coast" or not (a and a.place):
        return code == "*" and claim.kind in ("point-to-border", "point-to-coast")
    shore = min(r.finding.best for r in found if r.finding.measure == "coast")
    return a.place.country == code and shore <= thresholds()["coast"]["shore_m"] and not nearer_possible(claim, found)


def nearer_possible(claim: Claim, found: list[Reading]) -> bool:
    """Tell whether the coast of an island nearer than the mainland may be meant, so that too short a figure refutes nothing."""
    return claim.kind in ("point-to-border", "point-to-coast") and any(r.finding.measure.startswith("mainland:") for r in found)


def line(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure to the lines that the user added: "front:*" to those of mode front, "line:NAME" to one by its name."""
    from routes.atlas import own

    a = scene.placed(claim.origin)
    if not (a and a.place):
        return []
    kind, _, name = claim.target.partition(":")
    readings = []
    for added in own.added():
        if added.kind not in ("lines", "areas") or not (added.mode == kind if name in ("", "*") else added.name == name):
            continue
        nearest = own.nearest(added.name, lat=a.place.lat, lon=a.place.lon)
        made = _finding(claim, f"line:{added.name}", a, nearest, f"own/{added.name}")
        title = f"{added.name} ({added.date})" if added.date else added.name
        readings.append(Reading(made, True, {"from": a.name, "part": title, "to": title}))
    return readings if any(r.finding.fits for r in readings) else readings + _charitable(claim, a, readings)
