"""What a figure may be said of whose ends the report leaves unsaid: the journeys and the places that it tells of."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from routes.checks import journeys
from routes.checks.measures import LINES
from routes.checks.scene import Scene, thresholds, wide
from routes.model import Claim, Waypoint

_KIN = {"sea": "river", "river": "sea"}  # a voyage may be on either


def meant(claim: Claim, scene: Scene) -> list[Claim]:
    """Return a figure said of all that it can be of; none where that cannot be told.

    A time is one of the legs told before it by the means that its words name. A distance with one end unsaid is one to a
    place named before it, a distance with neither end one between two of those; somewhat more than they allow is allowed.
    """
    if not claim.said or claim.kind not in ("duration", "point-to-point", *LINES):
        return []
    if claim.kind == "duration":
        return _journeys(claim, scene)
    before = _before(claim, scene)
    if any(w.place is None for w in before):
        return []
    give = 1 + thresholds()["beside"]["unsaid"]
    loose = replace(claim, low=claim.low / give, high=claim.high * give, direction="")
    if claim.said == "neither":
        pairs = combinations(before, 2) if claim.kind == "point-to-point" else ()
        return [replace(loose, origin=a.id, target=b.id) for a, b in pairs]
    end = claim.target if claim.said == "target" else claim.origin
    known = scene.placed(end)
    if known is not None and wide(known, claim.high):
        return []
    others = [w.id for w in before if w.id != end]
    return [replace(loose, origin=id) if claim.said == "target" else replace(loose, target=id) for id in others]


def _before(claim: Claim, scene: Scene) -> list[Waypoint]:
    """Return the places on the route, and those named shortly before a figure."""
    first = claim.span.start - thresholds()["beside"]["unsaid_before"]
    return [w for w in scene.waypoints.values() if w.role == "on_route" or any(first < m.start < claim.span.start for m in w.mentions)]


def _journeys(claim: Claim, scene: Scene) -> list[Claim]:
    """Return a time said of each leg told before it by its means, and of each row of such; none where its words name no means.

    By what a leg went is too easily misread to call a time wrong of which the words do not say by what.
    """
    if not claim.basis:
        return []
    told = [leg for leg in scene.legs if leg.span.start < claim.span.end]
    by = [leg for leg in told if leg.mode in (claim.basis, _KIN.get(claim.basis), "unknown")]
    if any(leg.id not in scene.tracks for leg in by):
        return []
    rows = [chain[i:j] for chain in journeys.connected(by, scene) for i, j in combinations(range(len(chain) + 1), 2) if j - i > 1]
    alone = [replace(claim, leg=leg.id, origin=leg.origin, target=leg.destination) for leg in by]
    return alone + [replace(claim, leg="", origin=row[0].origin, target=row[-1].destination) for row in rows]
