"""Which readings a claim has, by its kind, and whether its direction holds."""

from __future__ import annotations

from routes.checks import edges, journeys
from routes.checks.scene import Reading, Scene, is_country, thresholds
from routes.checks.straight import named_after, off_direction, straight
from routes.model import Claim

LINES = ("point-to-border", "point-to-coast", "point-to-line")


def measure(claim: Claim, scene: Scene) -> list[Reading]:
    """Return every reading that the words of a claim allow, the plain one first."""
    if claim.kind == "point-to-point":
        ends = scene.ends(claim)
        country = scene.borders is not None and ends is not None and (is_country(ends[1]) != is_country(ends[3]))
        if country:
            return edges.land(claim, scene)
        found = straight(claim, scene)
        return [*found[:1], *journeys.told(claim, scene), *found[1:]] if found and not found[0].finding.fits else found
    kinds = {
        "point-to-border": edges.border,
        "point-to-coast": edges.coast,
        "point-to-line": edges.line,
        "route-length": journeys.route,
        "duration": journeys.duration,
    }
    return kinds[claim.kind](claim, scene)


def direction(claim: Claim, fitting: Reading, scene: Scene) -> str:
    """Return what is wrong with a stated direction: "reversed", "wrong", "odd", or "" when it holds or none is stated."""
    line = claim.kind in LINES
    off = off_direction(claim, scene, fitting.finding.end if line else None)
    limits = thresholds()["direction"]
    if off >= 180.0 - limits["tolerance_deg"] and not line:
        # "B, 27 km to the east" is said of B as seen from the place before, or of that place as seen from B.
        return "reversed" if named_after(claim, scene.waypoints.get(claim.target)) else ""
    if off > limits["wrong_deg"] and not line:
        return "wrong"
    return "odd" if off > limits["tolerance_deg"] else ""


def direction_holds(claim: Claim, fitting: Reading, scene: Scene) -> bool:
    """Tell whether nothing is wrong with a stated direction."""
    return not direction(claim, fitting, scene)
