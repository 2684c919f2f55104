"""Verdicts: what the readings of a claim come to, with one sentence that says why.

``supported``: a plain reading fits. ``depends``: only another reading fits, and it is named. ``contradicted``: none fits.
``unverifiable``: an end is unknown, or so vague that any figure would fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routes import geodesy
from routes.checks import readings as measure
from routes.checks.readings import Reading, Scene, thresholds
from routes.checks.reasons import label, reason
from routes.model import Answer, Claim, Leg, Track, Verdict, Waypoint

_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")


def check(
    claims: Sequence[Claim],
    waypoints: Sequence[Waypoint],
    legs: Sequence[Leg] = (),
    tracks: Sequence[Track] = (),
    *,
    language: str = "en",
    worldview: str = "un",
) -> tuple[Verdict, ...]:
    """Return a verdict for each claim, in the order of the claims.

    Parameters
    ----------
    claims, waypoints, legs, tracks
        What the report says and where it is; claims and legs refer to waypoints by id.
    language
        ISO 639-1 code of the sentences; each comes in English too.
    worldview
        Whose borders are measured to.
    """
    borders = None
    if any(c.kind in ("point-to-border", "point-to-coast") for c in claims):
        from routes.atlas.borders import open_borders

        borders = open_borders(worldview)
    scene = Scene({w.id: w for w in waypoints}, tuple(legs), {t.leg: t for t in tracks}, borders, language)
    return tuple(judge(claim, scene) for claim in claims)


def judge(claim: Claim, scene: Scene) -> Verdict:
    """Measure one claim and say what comes of it."""
    kinds = {
        "point-to-point": measure.straight,
        "point-to-border": measure.border,
        "point-to-coast": measure.coast,
        "route-length": measure.route,
        "duration": measure.duration,
    }
    found = kinds[claim.kind](claim, scene)
    answer, deciding, key = decide(claim, found, scene)
    named = tuple(replace(r.finding, label=label(r, scene.language)) for r in found)
    sentences = [reason(key, claim, deciding, found, scene, language) for language in (scene.language, "en")]
    return Verdict(claim.id, answer, sentences[0], sentences[1], named)


def decide(claim: Claim, found: list[Reading], scene: Scene) -> tuple[Answer, Reading | None, str]:
    """Return the answer, the reading it rests on, and the key of the sentence that says so.

    A figure of which the report does not say between which places is never contradicted: it may be of other places. One that the
    report itself calls false is, since the report knows what it speaks of.
    """
    answer, deciding, key = _weigh(claim, found, scene)
    if answer == "contradicted" and claim.implied and not claim.denied:
        return "unverifiable", deciding, "implied_end"
    return answer, deciding, key


def _weigh(claim: Claim, found: list[Reading], scene: Scene) -> tuple[Answer, Reading | None, str]:
    """Say what the readings come to when the ends are the right ones."""
    if not found:
        return "unverifiable", None, "unknown_end"
    wide = next((r for r in found if r.finding.measure == "edges"), None)
    if wide and wide.finding.high - wide.finding.low > 2 * thresholds()["vague"]["share"] * max(claim.high, wide.finding.best):
        return "unverifiable", wide, "vague_end"
    plain = [r for r in found if r.plain]
    fitting = next((r for r in plain if r.finding.fits), None) or next((r for r in found if r.finding.fits), None)
    if fitting is None:
        nearest = min(plain or found, key=lambda r: abs(r.finding.best - (claim.low + min(claim.high, 2 * claim.low + 1)) / 2))
        return _misfit(claim, nearest)
    off = _off_direction(claim, scene)
    if off >= 180.0 - thresholds()["direction"]["tolerance_deg"]:
        # "B, 1,000 km to the north" is said of B as seen from the place before: the words may have been taken the wrong way round.
        return "depends", fitting, "reversed_direction"
    if off > thresholds()["direction"]["wrong_deg"]:
        return "contradicted", fitting, "wrong_direction"
    if off > thresholds()["direction"]["tolerance_deg"]:
        return "depends", fitting, "odd_direction"
    return ("supported", fitting, "fits") if fitting.plain else ("depends", fitting, "fits_only")


def _misfit(claim: Claim, nearest: Reading) -> tuple[Answer, Reading, str]:
    """Say what a figure that no reading fits means: a slow journey may have waited, all else is contradicted."""
    if claim.kind == "duration":
        limits = thresholds()["duration"]
        if claim.low > nearest.finding.high * limits["slower_than_slowest"]:
            return "depends", nearest, "slow"
        if claim.high * limits["faster_than_fastest"] >= nearest.finding.low:
            return "depends", nearest, "fast"
    return "contradicted", nearest, "misfit"


def _off_direction(claim: Claim, scene: Scene) -> float:
    """Return by how many degrees the stated direction misses the measured bearing; 0 when none is stated or can be measured."""
    a, b = scene.placed(claim.origin), scene.placed(claim.target)
    if claim.kind != "point-to-point" or claim.direction not in _POINTS or not (a and a.place and b and b.place):
        return 0.0
    bearing = geodesy.bearing_deg(lat1=b.place.lat, lon1=b.place.lon, lat2=a.place.lat, lon2=a.place.lon)
    return abs((bearing - 22.5 * _POINTS.index(claim.direction) + 180.0) % 360.0 - 180.0)
