"""What a figure may be said of before it is called wrong: another place of the name, or other ends that the report names beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations

from routes.checks import edges, journeys
from routes.checks.measures import direction_holds, measure
from routes.checks.scene import Reading, Scene, apart_m, thresholds, vague_m
from routes.checks.straight import named_after
from routes.model import Claim, Finding, Place, Waypoint
from routes.units import to_si


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading that fits a figure when an end of it is another place: ``end`` is the waypoint that has a namesake."""

    reading: Reading
    end: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Another place of an end's name, the scene in which it is the one that is meant, and what is measured plainly there."""

    end: str
    place: Place
    scene: Scene
    claim: Claim
    plain: Finding


def bearers(claim: Claim, scene: Scene, measured: Finding | None = None) -> list[Bearer]:
    """Return the other places that the names at the ends of a claim may mean, the nearest to the other end first.

    Of a great city none is thought of, unless it lies (``measured``) absurdly much farther off than the figure says.
    """
    absurd = measured is not None and claim.kind != "duration" and _absurd(claim, measured, thresholds()["place"]["absurd"])
    legs = journeys.journey(claim, scene) if claim.kind in ("route-length", "duration") else ()
    if len(legs) > 1:
        return []
    if legs:  # another place has another way, which is not laid: its length is estimated from the straight line
        claim = replace(claim, origin=legs[0].origin, target=legs[0].destination, leg="", basis=legs[0].mode)
        scene = replace(scene, legs=(), tracks={})
    found = []
    for id in dict.fromkeys((claim.origin, claim.target)):
        waypoint = scene.waypoints.get(id)
        free = waypoint is not None and not (waypoint.set_by_person if absurd else _settled(waypoint))
        for other in waypoint.alternatives if waypoint and free else ():
            if waypoint and (waypoint.place is None or apart_m(waypoint.place, other.place) >= thresholds()["place"]["other_m"]):
                moved = replace(waypoint, place=other.place, radius_m=other.place.radius_m, alternatives=())
                there = replace(scene, waypoints={**scene.waypoints, id: moved}, tracer=None)
                readings = edges.nearest(claim, there) if claim.kind == "point-to-border" else measure(claim, there)
                # Of a namesake that is a wide area, any figure would hold.
                if readings and (claim.kind == "duration" or vague_m(moved) <= claim.high * thresholds()["place"]["wide"]):
                    found.append(Bearer(id, other.place, there, claim, readings[0].finding))
    return sorted(found, key=lambda b: b.plain.best)


def namesake(known: list[Bearer], chosen_m: float) -> Alternative | None:
    """Return the reading of a figure that fits another place of a name, direction included; None where none does.

    One end at a time, and only the bearer nearest to the other end, where that is nearer than the place that was chosen (``chosen_m``):
    who names a place beside another means the near one, and with all free some pair of namesakes fits almost any figure. An end that
    could not be told from its namesakes, with an infinite ``chosen_m``, may be each of them.
    """
    tried: set[str] = set()
    for b in known:
        if b.plain.best >= chosen_m or (b.end in tried and not math.isinf(chosen_m)):
            continue
        tried.add(b.end)
        for r in measure(b.claim, b.scene):
            if r.finding.fits and direction_holds(b.claim, r, b.scene):
                return Alternative(_renamed(r, "other-place"), b.end, b.place)
    return None


def doubtful(claim: Claim, measured: Finding, known: list[Bearer], scene: Scene) -> str:
    """Return the id of an end that is rather another place of its name, "" where there is none.

    Writers are seldom wrong by a factor of five; a name taken for the wrong place often gives one. Where another bearer of the name gives
    a sane figure that does not fit either, the figure is the likelier fault. A place in a country of which the report names nothing else
    is doubted sooner, and so is one that lies in another direction than the report says: the atlas may not know the right one.
    """
    limits = thresholds()["place"]
    ends = [w for w in map(scene.placed, (claim.origin, claim.target)) if w and not _settled(w)]
    if claim.kind != "duration" and _absurd(claim, measured, limits["absurd_alone"]):
        alone = [w.id for w in ends if _alone(w, scene)]
        if alone:
            return alone[0]
    turned = claim.kind == "point-to-point" and _absurd(claim, measured, limits["absurd_turned"])
    if turned and ends and not known and not direction_holds(claim, Reading(measured, True, {}), scene):
        return min(ends, key=lambda w: (w.place.population if w.place else 0, w.id)).id
    if not _absurd(claim, measured, limits["absurd"]) or any(not _absurd(claim, b.plain, limits["absurd"]) for b in known):
        return ""
    unsure = [w for w in ends if w.score < limits["sure"] and any(b.end == w.id for b in known)]
    return min(unsure, key=lambda w: (w.score, w.id)).id if unsure else ""


def beyond(claim: Claim, reading: Reading | None) -> bool:
    """Tell whether two places are so much nearer or farther apart than a figure says that it is hardly said of them."""
    if reading is None or claim.kind != "point-to-point":
        return False
    limits, figure, measured = thresholds()["place"], to_si(claim.value, claim.unit), reading.finding
    many = figure * limits["beyond"] <= measured.low or figure >= measured.high * limits["beyond"]
    # By the figure itself, not by what its hedge allows: a vaguer figure is not sooner wrong.
    return bool(many and max(measured.low - figure, figure - measured.high) >= limits["other_m"])


def _settled(waypoint: Waypoint) -> bool:
    """Tell whether no other place of the name is thought of: a person chose it, or it is a great one that was chosen with a clear lead."""
    place, limits = waypoint.place, thresholds()["place"]
    great = place is not None and (place.population >= limits["great"] or place.feature_code.startswith("ADM1"))
    return bool(waypoint.set_by_person) or (great and waypoint.score >= limits["sure"])


def _absurd(claim: Claim, measured: Finding, factor: float) -> bool:
    """Tell whether two places came out so much farther apart than a figure says that one of them is likelier the wrong one."""
    return bool(measured.low >= claim.high * factor and _apart(claim, measured))


def _apart(claim: Claim, measured: Finding) -> bool:
    """Tell whether a figure is so many kilometres off that no two ends of one place explain it."""
    return bool(max(measured.low - claim.high, claim.low - measured.high) >= thresholds()["place"]["other_m"])


def _alone(waypoint: Waypoint, scene: Scene) -> bool:
    """Tell whether a report that names several places names no other one in the country of this one."""
    others = [w.place for w in scene.waypoints.values() if w.place and w.id != waypoint.id and not scene.one(w.id, waypoint.id)]
    place = waypoint.place
    return place is not None and len(others) >= thresholds()["place"]["several"] and not any(o.country == place.country for o in others)


def closely(claim: Claim) -> Claim:
    """Return a claim that allows little beside its figure: a small share about it, somewhat more on the open side of a bound."""
    near = thresholds()["beside"]
    if claim.comparator == "more_than":
        return replace(claim, high=min(claim.high, claim.low * (1 + near["bound"])))
    if claim.comparator == "less_than":
        return replace(claim, low=max(claim.low, claim.high * (1 - near["bound"])))
    middle = (claim.low + claim.high) / 2
    return replace(claim, low=max(claim.low, middle * (1 - near["closeness"])), high=min(claim.high, middle * (1 + near["closeness"])))


def other_ends(claim: Claim, scene: Scene) -> Alternative | None:
    """Return the reading of a figure that fits two other places named beside it, or another leg, closely; None where none does.

    Which two of the names in a sentence a figure is said of is the easiest thing to misread. Only a close fit counts: among many
    names, some pair fits any round figure roughly.
    """
    for other in _others(closely(claim), scene):
        fitting = next((r for r in measure(other, replace(scene, tracer=None)) if r.plain and r.finding.fits), None)
        if fitting and direction_holds(other, fitting, scene):
            return Alternative(_renamed(fitting, "other-ends"))
    return None


def _others(claim: Claim, scene: Scene) -> list[Claim]:
    """Return a claim with the ends that it may be said of instead; a target named right after the figure stays."""
    own = {claim.origin, claim.target}
    if claim.kind in ("route-length", "duration"):
        chains = [chain for chain in journeys.connected(scene.legs, scene) if len(chain) > 1]
        # A range of times is so wide that some leg fits any: only one of the same mode is thought of.
        mode = next((leg.mode for leg in scene.legs if leg.id == claim.leg), "") if claim.kind == "duration" else ""
        legs = [leg for leg in scene.legs if leg.id != claim.leg and leg.id in scene.tracks and mode in ("", leg.mode)]
        others = [replace(claim, leg=leg.id) for leg in legs]
        return others + [replace(claim, leg="", origin=chain[0].origin, target=chain[-1].destination) for chain in chains]
    beside = _beside(claim, scene)
    if claim.kind != "point-to-point" or named_after(claim, scene.waypoints.get(claim.target)):
        return [replace(claim, origin=w.id) for w in beside if w.id not in own]
    return [replace(claim, origin=a.id, target=b.id) for a, b in combinations(beside, 2) if {a.id, b.id} != own]


def _beside(claim: Claim, scene: Scene) -> list[Waypoint]:
    """Return the places that the report names near a figure, as far as they are points; its own ends are among them."""
    near = thresholds()["beside"]
    first, last = claim.span.start - near["before"], claim.span.end + near["after"]
    found = []
    for w in scene.waypoints.values():
        named = any(m.end > first and m.start < last for m in w.mentions) or w.id in (claim.origin, claim.target)
        if named and w.place and w.role != "metonym" and vague_m(w) <= 0.1 * claim.high:
            found.append(w)
    return found


def _renamed(reading: Reading, code: str) -> Reading:
    return replace(reading, finding=replace(reading.finding, measure=f"{code}:{reading.finding.measure}"), plain=False)
