"""Miles: which kind of mile a figure is in where its language has one word for both, nautical at sea and statute on land."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from routes.checks.scene import thresholds
from routes.units import METRES, MILE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.model import Claim, Leg, Place, Waypoint

_AFLOAT = frozenset({"sea", "river"})
_ON_LAND = frozenset({"road", "rail", "air", "pipeline"})


def settled(claim: Claim, known: Mapping[str, Waypoint], legs: Sequence[Leg] = ()) -> Claim:
    """Return a claim with the kind of mile that its places tell: a statute one where the way between them is none by water.

    A ship's way tells, then another vehicle's, then an end that lies far from every coast; miles of which nothing tells are nautical.
    """
    if claim.unit != MILE:
        return claim
    unit = "nmi" if _at_sea(claim, known, legs) else "mi"
    size = METRES[unit] / METRES["nmi"]
    basis = "" if unit == "mi" and claim.basis == "sea" else claim.basis  # it was only the mile that told of the sea
    return replace(claim, unit=unit, low=claim.low * size, high=claim.high * size, basis=basis)


def _at_sea(claim: Claim, known: Mapping[str, Waypoint], legs: Sequence[Leg]) -> bool:
    ends = {claim.origin, claim.target}
    modes = {leg.mode for leg in legs if leg.id == claim.leg or {leg.origin, leg.destination} == ends}
    if modes & _AFLOAT or modes & _ON_LAND:
        return bool(modes & _AFLOAT)
    placed = (known[end].place for end in ends if end in known)
    return not any(place and _inland(place) for place in placed)


def _inland(place: Place) -> bool:
    from routes.atlas.borders import open_borders

    coast = open_borders().to_coast(lat=place.lat, lon=place.lon)
    return coast is None or coast.distance_m - place.radius_m > thresholds()["miles"]["inland_m"]
