"""Choosing: which two of the places that a figure may be said of it is said of, by the words around it and by how far apart they lie.

A report that says "another 40 km to B" leaves it to its reader from where. The words make some couples of places likelier than others
(`routes.extraction.attribution`), and of two that are about as likely the one that lies as far apart as the figure says is meant:
a figure meets a couple by chance in a few cases of a hundred, and writers are right in four of five.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from routes.assets import toml
from routes.checks import miles
from routes.checks.edges import to_border
from routes.checks.scene import apart_m, is_country, thresholds
from routes.model import SEAS, SMALL_STATE_M
from routes.units import SECONDS, to_si

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.model import Claim, Leg, Place, Waypoint

# Logarithms of how many times as long a figure is as the line between two places; for a time, as a journey at SPEED would take.
STEPS = (-3.0, -1.5, -0.7, -0.35, -0.15, -0.08, -0.04, -0.02, 0.02, 0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 1.0, 1.5, 2.5)
UNKNOWN = -0.3  # weight of a couple with a place that is not known
_DOUBT, _LEAST_DOUBT = 0.17, 0.02  # share of figures that are wrong, and of those that nothing makes doubtful
_LEAST_M = 500.0  # within one place
_SPEED = 30_000 / SECONDS["h"]  # metres a second, of anything from a caravan to a train
_WAYS = ("route-length", "duration")
_LENGTHS = ("point-to-point", "route-length")
_SURE = 9.0  # odds of what is certain, as a logarithm


def choose(claims: Sequence[Claim], waypoints: Sequence[Waypoint], legs: Sequence[Leg]) -> tuple[Claim, ...]:
    """Return the claims with the ends that they are likeliest said of, and how likely that is; miles with their kind."""
    known, rules = {w.id: w for w in waypoints}, toml("checks/choosing.toml")["weights"]
    free = [claim.couples and not claim.set_by_person for claim in claims]
    chosen = [_chosen(claim, known, legs, rules) if may else claim for claim, may in zip(claims, free, strict=True)]
    chosen = [miles.settled(claim, known, legs) for claim in chosen]
    told = (_of_kind(claim, known, legs, rules) if may else claim for claim, may in zip(chosen, free, strict=True))
    return tuple(claim if claim.set_by_person else _to_edge(claim, known) for claim in told)


def ratio(figure: float, apart: float, *, time: bool) -> float:
    """Return the logarithm of how many times a figure (metres, or seconds) is what lies between two places (metres)."""
    return math.log(max(figure * (_SPEED if time else 1.0), 1.0) / max(apart, _LEAST_M))


def weight(told: float, row: str, doubt: float, rules: Mapping[str, list[float]]) -> float:
    """Return how much likelier a figure is said of two places for how far apart they lie, as a logarithm.

    Parameters
    ----------
    told
        What `ratio` makes of the two, nan where one of them is not known.
    row
        "line", "way" or "time".
    doubt
        How likely the figure is a wrong one, which tells little of its places; below 0 where that was not weighed.
    rules
        The weight of each of the `STEPS` by rows, and "wrong" for figures that are wrong.
    """
    if math.isnan(told):
        return UNKNOWN
    step, wrong = bisect_right(STEPS, told), min(max(doubt if doubt >= 0 else _DOUBT, _LEAST_DOUBT), 1 - _LEAST_DOUBT)
    return math.log((1 - wrong) * math.exp(rules[row][step]) + wrong * math.exp(rules["wrong"][step]))


def _weight(claim: Claim, first: Waypoint | None, second: Waypoint | None, rules: Mapping[str, list[float]]) -> float:
    if first is None or second is None or not (first.place and second.place):
        return UNKNOWN
    time = claim.kind == "duration"
    told = ratio(to_si(claim.value, claim.unit), apart_m(first.place, second.place), time=time)
    return weight(told, "time" if time else "way" if claim.kind == "route-length" else "line", claim.doubt, rules)


def _chosen(claim: Claim, known: Mapping[str, Waypoint], legs: Sequence[Leg], rules: Mapping[str, list[float]]) -> Claim:
    words, turned = _said(claim)
    if not words:
        return claim
    more = {both: _weight(claim, known.get(turned[both][0]), known.get(turned[both][1]), rules) for both in words}
    shares = {both: share * math.exp(more[both]) for both, share in words.items()}
    whole = sum(shares.values()) + max(0.0, 1.0 - sum(words.values()))
    best = max(shares, key=lambda both: (shares[both], sorted(both)))
    own, limits = frozenset((claim.origin, claim.target)), thresholds()["choosing"]
    told = words.get(own, 0.0)
    if best == own or shares[best] / whole < limits["other"] or (not claim.implied and told >= limits["told"]):
        # What the words tell so plainly may be called wrong; what they leave as open may not.
        implied = told < (limits["plain"] if claim.implied else limits["open"])
        return replace(claim, implied=implied, likelihood=shares.get(own, 0.0) / whole)
    origin, target = turned[best]
    leg = _joining(best, legs) if claim.kind in _WAYS else ""
    made = replace(claim, origin=origin, target=target, leg=leg, implied=True, likelihood=shares[best] / whole)
    return replace(made, direction=claim.direction if target == claim.target else "", sole=False, said="", echo=False, bare=False)


def _of_kind(claim: Claim, known: Mapping[str, Waypoint], legs: Sequence[Leg], rules: Mapping[str, list[float]]) -> Claim:
    """Return a length as that of a line or of a way, whichever its words and how far its ends lie apart make likelier.

    What the words say was measured stays; a line becomes a way only where its words leave that open.
    """
    first, second, limits = known.get(claim.origin), known.get(claim.target), thresholds()["choosing"]
    if claim.kind not in _LENGTHS or claim.basis or not (first and first.place and second and second.place):
        return claim
    told = ratio(to_si(claim.value, claim.unit), apart_m(first.place, second.place), time=False)
    odds = math.log(claim.way / (1 - claim.way)) if 0 < claim.way < 1 else math.copysign(_SURE, claim.way - 0.5)
    way = odds + limits["share"] * rules["kind"][bisect_right(STEPS, told)] > 0
    if not way and claim.kind == "route-length":
        return replace(claim, kind="point-to-point", leg="")
    if way and claim.kind == "point-to-point" and claim.way >= limits["wayward"] and not claim.direction:
        return replace(claim, kind="route-length", leg=_joining(frozenset((claim.origin, claim.target)), legs))
    return claim


def _to_edge(claim: Claim, known: Mapping[str, Waypoint]) -> Claim:
    """Return a distance between a place and a sea, or a state that it does not lie in, as one to the coast, or to that state's border."""
    if claim.kind != "point-to-point":
        return claim
    for near, far in ((claim.origin, claim.target), (claim.target, claim.origin)):
        here, there = known.get(near), known.get(far)
        place, state = (here.place if here else None), (there.place if there else None)
        if place is None or state is None or _is_state(place) or place.feature_code in SEAS:
            continue
        if state.feature_code in SEAS:
            return replace(claim, kind="point-to-coast", origin=near, target="coast:*", direction="")
        if _is_state(state) and place.country != state.country:
            return replace(to_border(claim, near, state), direction="")
    return claim


def _is_state(place: Place) -> bool:
    return is_country(place) and place.radius_m >= SMALL_STATE_M


def _joining(both: frozenset[str], legs: Sequence[Leg]) -> str:
    return next((leg.id for leg in legs if {leg.origin, leg.destination} == both), "")


def _said(claim: Claim) -> tuple[dict[frozenset[str], float], dict[frozenset[str], tuple[str, str]]]:
    """Return how likely a figure is said of each two places by its words, and which of the two comes first."""
    words: dict[frozenset[str], float] = {}
    turned: dict[frozenset[str], tuple[str, str]] = {}
    for couple in claim.couples:
        both = frozenset((couple.origin, couple.target))
        if len(both) > 1:  # two names of one place are none
            words[both] = words.get(both, 0.0) + couple.likelihood
            turned.setdefault(both, (couple.origin, couple.target))
    return words, turned
