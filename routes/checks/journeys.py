"""Readings of what is said of a journey: how long its way is, and how much time it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from routes import assets
from routes.checks import edges
from routes.checks.scene import NETWORKS, Reading, Scene, apart_m, fits, thresholds, vague_m
from routes.checks.straight import GEODESIC
from routes.model import Claim, ClaimKind, Finding, Leg, Mode, Track
from routes.units import SECONDS

HOUR_S, DAY_S = SECONDS["h"], SECONDS["d"]
_OTHER = 3.0  # times over which a stated time and the dates are not of one journey
MODES: tuple[Mode, ...] = ("road", "rail", "sea", "air")  # that a journey of unknown mode may have gone by


@dataclass(frozen=True, slots=True)
class Way:
    """The legs that a claim is about with their tracks, or one laid between its two ends because no leg tells of it."""

    legs: tuple[Leg, ...]
    tracks: tuple[Track, ...]
    names: dict[str, str]

    @property
    def modes(self) -> str:
        """The modes in travel order, joined by "+"."""
        return "+".join(dict.fromkeys(leg.mode for leg in self.legs))

    @property
    def data(self) -> str:
        """The files that the lengths come from."""
        return " ".join(dict.fromkeys(f"{t.network}.npz" if t.network else GEODESIC for t in self.tracks))


def journey(claim: Claim, scene: Scene) -> tuple[Leg, ...]:
    """Return the legs that a route-length or a duration is about: the named leg, or the chain between its two places."""
    if claim.leg:
        return tuple(leg for leg in scene.legs if leg.id == claim.leg)
    if not (claim.origin and claim.target):
        return ()
    return _chain(claim.origin, claim.target, scene) or _chain(claim.target, claim.origin, scene)


def _chain(first: str, last: str, scene: Scene) -> tuple[Leg, ...]:
    """Return the legs told one after the other that lead from one place to another; a town and its port are one."""
    for i, leg in enumerate(scene.legs):
        if not (leg.origin and scene.one(leg.origin, first)):
            continue
        chain = [leg]
        while not scene.one(chain[-1].destination, last) and i + len(chain) < len(scene.legs):
            following = scene.legs[i + len(chain)]
            if not scene.one(following.origin, chain[-1].destination):
                break
            chain.append(following)
        if scene.one(chain[-1].destination, last):
            return tuple(chain)
    return ()


def way(claim: Claim, scene: Scene) -> Way | None:
    """Return the way that a claim is about, None when one of its ends is not known."""
    legs = journey(claim, scene)
    tracks = scene.laid(legs)
    if tracks:
        return Way(legs, tracks, _ends(legs, scene))
    return direct(claim, scene)


def direct(claim: Claim, scene: Scene) -> Way | None:
    """Return the way straight from one end of a claim to the other, laid by the means that its words tell."""
    mode: Any = claim.basis if claim.basis in (*NETWORKS, "air", "pipeline") else "unknown"
    if claim.target.startswith(("border:", "coast:")):
        return _to_edge(claim, mode, scene)
    ends = scene.ends(claim)
    if ends is None or claim.leg:
        return None
    a, here, b, there = ends
    laid = scene.tracer(mode, here, there) if scene.tracer and mode in NETWORKS else None
    apart = apart_m(here, there)
    track = laid or Track((), apart, apart, "geodesic")
    return Way((Leg("", claim.origin, claim.target, claim.span, mode),), (track,), {"from": a.name, "to": b.name})


def _to_edge(claim: Claim, mode: Any, scene: Scene) -> Way | None:
    """Return the straight way to a border or a coast: what no journey there is shorter than."""
    kind: ClaimKind = "point-to-border" if claim.target.startswith("border:") else "point-to-coast"
    readings = (edges.nearest if kind == "point-to-border" else edges.coast)(replace(claim, kind=kind), scene)
    if not readings:
        return None
    apart = readings[0].finding.best
    leg = Leg("", claim.origin, "", claim.span, mode)
    return Way((leg,), (Track((), apart, apart, "geodesic"),), {**readings[0].names, "to": ""})


def route(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure along the tracks of the legs that the claim is about; the geodesic is what no route can undercut."""
    found = way(claim, scene)
    if found is None:
        return []
    limits, names = thresholds()["route"], {**found.names, "mode": found.modes}
    direct, best = sum(t.geodesic_m for t in found.tracks), sum(t.length_m for t in found.tracks)
    floor = direct * limits["shorter_than_geodesic"]

    unsure = _unsure_m(found.legs, scene)

    def reading(measure: str, low: float, middle: float, high: float, *, plain: bool, estimated: bool = True) -> Reading:
        low, high = max(0.0, low - unsure), high + unsure
        made = Finding(measure, low, middle, high, fits(claim, low, high), estimated, data=found.data)
        return Reading(made, plain, names)

    # Writers give the straight line for a way, too; that is another reading, named as such.
    line = reading("geodesic", direct, direct, direct, plain=False, estimated=False)
    detour = reading("detour", floor, direct, direct * limits["circuity_most"], plain=False)
    if not all(t.method == "network" for t in found.tracks):
        most = sum(t.geodesic_m * circuity(leg) for leg, t in zip(found.legs, found.tracks, strict=True))
        return [reading("circuity", floor, direct, most, plain=True), detour]
    low, high = sum(t.low_m or t.length_m for t in found.tracks), sum(t.high_m or t.length_m for t in found.tracks)
    other = max(min(best * limits["other_line_low"], low), floor), max(best * limits["other_line_high"], high)
    # A track that may be ever so much shorter or longer has another line beside it: a figure there is of that one.
    low, high = max(low, best / limits["other_line_high"]), min(high, best * limits["other_line_high"])
    # A railway or road that goes ever so far round is rather one that lacks a line: it bears no figure out either.
    on_land = all(leg.mode in ("rail", "road") for leg in found.legs)
    round_it = on_land and best > direct * limits["circuity_most"]
    readings = [
        reading(f"track:{found.modes}", low, best, high, plain=not round_it, estimated=False),
        reading("other-line", other[0], best, other[1], plain=False),
        line,
    ]
    # Where the network goes a long way round, a line may be missing from it: it refutes no shorter way.
    return [*readings, detour] if best > direct * limits["circuity_odd" if on_land else "circuity_most"] else readings


def circuity(leg: Leg) -> float:
    """Return by how much the way of a leg is plausibly longer than its straight line, where no network tells."""
    limits = thresholds()["route"]
    return float(limits["circuity_river" if leg.mode == "river" else "circuity_plain"])


def _unsure_m(legs: Sequence[Leg], scene: Scene) -> float:
    """Return how far from their points the two ends of a way may be meant, when they are areas."""
    ends = (scene.placed(legs[0].origin), scene.placed(legs[-1].destination))
    return sum(vague_m(w) for w in ends if w is not None)


def told(claim: Claim, scene: Scene) -> list[Reading]:
    """Return the way between two places that the report itself tells of, where a figure fits that and no straight line.

    On water it is what such a figure is plainly of; on land, where nothing says that it is the way's, only one reading of it.
    """
    legs = _chain(claim.origin, claim.target, scene) or _chain(claim.target, claim.origin, scene)
    tracks = scene.laid(legs)
    if claim.basis or claim.direction or not tracks or any(t.method != "network" for t in tracks):
        return []
    water = all(leg.mode in ("sea", "river") for leg in legs)
    return [replace(r, plain=water) for r in route(claim, scene)[:1] if r.plain and r.finding.fits]


def duration(claim: Claim, scene: Scene) -> list[Reading]:
    """Measure the time that the legs can take: their lengths by the usual speeds of their modes, with loading and waiting.

    Where the report does not say by what means one went, each means is a reading of its own. A time that one of them on the ground or
    at sea usually takes holds; that one may have flown says little of a journey of which no means is told.
    """
    found = way(claim, scene)
    if found is None:
        return []
    readings = _times(claim, found, scene)
    if len(found.legs) > 1 and not claim.leg and claim.basis:  # "A is 15 hours by road from B" is said of no detour by C
        short = direct(claim, scene)
        readings += _times(claim, short, scene) if short else []
    return [*readings, *dated(claim, scene)]


def _times(claim: Claim, found: Way, scene: Scene) -> list[Reading]:
    """Return the time that a way takes, by each means where none is told."""
    if claim.basis in assets.toml("checks/speeds.toml"):  # the words know the means: "the crossing takes", "a two-hour flight"
        told = [replace(leg, mode=claim.basis) if leg.mode == "unknown" else leg for leg in found.legs]  # type: ignore[arg-type]
        found = replace(found, legs=tuple(told))
    unknown = any(leg.mode == "unknown" for leg in found.legs)
    readings = []
    for mode in _possible(found, scene) if unknown else MODES[:1]:
        gone = replace(found, legs=tuple(replace(leg, mode=mode) if leg.mode == "unknown" else leg for leg in found.legs))
        low, high = (time * times(claim) for time in usual_s(gone.legs, gone.tracks))
        made = Finding(f"time:{gone.modes}", low, (low + high) / 2, high, fits(claim, low, high), True, data="speeds.toml")
        readings.append(Reading(made, not unknown or mode != "air", {**found.names, "mode": gone.modes}))
    return readings


def _possible(found: Way, scene: Scene) -> tuple[Mode, ...]:
    """Return the means that a leg of no told means may have gone by: none on the ground where no road joins its ends."""
    for leg in found.legs:
        a, b = scene.placed(leg.origin), scene.placed(leg.destination)
        if leg.mode != "unknown" or not (scene.tracer and a and a.place and b and b.place):
            continue
        if scene.tracer("road", a.place, b.place) is None:
            return MODES[2:]
    return MODES


def dated(claim: Claim, scene: Scene) -> list[Reading]:
    """Return the time between the days on which the report has a journey begin and end, to a day either way."""
    legs = journey(claim, scene)
    if not legs or claim.round_trip:
        return []
    first, last = day(legs[0].start), day(legs[-1].end)
    if first is None or last is None or last < first:
        return []
    best = (last - first).total_seconds()
    if not claim.low / _OTHER <= best + DAY_S <= claim.high * _OTHER + 2 * DAY_S:
        return []  # days so much farther apart, or nearer, are not those of this journey
    low, high = max(0.0, best - DAY_S), best + DAY_S
    return [Reading(Finding("dates", low, best, high, fits(claim, low, high), data="report"), False, _ends(legs, scene))]


def day(iso: str) -> date | None:
    """Return the day of an ISO date, None for anything less exact."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def times(claim: Claim) -> int:
    """Return how often the way is gone: twice on a round trip."""
    return 2 if claim.round_trip else 1


def usual_s(legs: Sequence[Leg], tracks: Sequence[Track]) -> tuple[float, float]:
    """Return the least and the most time in seconds that legs usually take."""
    speeds = assets.toml("checks/speeds.toml")
    low = high = 0.0
    for leg, track in zip(legs, tracks, strict=True):
        speed = speeds[leg.mode]
        short = "boat_up_to_km" in speed and track.geodesic_m / 1000 <= speed["boat_up_to_km"]
        usual = speed["usual_fastest"] if leg.cargo else speed.get("unladen_usual_fastest", speed["usual_fastest"])
        if short:
            usual = speed["ferry_usual_fastest" if leg.cargo else "boat_usual_fastest"]
        low += _shortest_m(track) / 1000 / usual * HOUR_S
        longest = track.length_m if track.method == "network" or leg.mode == "air" else track.length_m * circuity(leg)
        high += (longest / 1000 / speed["usual_slowest"] + speed["handling_h"]) * HOUR_S
    return low, high


def _shortest_m(track: Track) -> float:
    """Return the length of a track, or of its straight line where the network goes so far round that a way may be missing from it."""
    return track.geodesic_m if track.length_m > track.geodesic_m * thresholds()["route"]["circuity_most"] else track.length_m


def least_s(legs: Sequence[Leg], tracks: Sequence[Track]) -> float:
    """Return the time in seconds that no journey along the legs beats; of an unknown mode the fastest of all is taken."""
    speeds = assets.toml("checks/speeds.toml")
    total = 0.0
    for leg, track in zip(legs, tracks, strict=True):
        speed = speeds["air" if leg.mode == "unknown" else leg.mode]
        metres = track.geodesic_m if leg.mode == "unknown" else min(track.low_m or track.length_m, _shortest_m(track))
        laden = leg.cargo and metres / 1000 > speed.get("boat_up_to_km", 0.0)  # launches carry goods, too
        slow = laden or metres / 1000 > speed.get("fastest_up_to_km", math.inf)
        total += metres / 1000 / speed["cargo_fastest" if slow else "fastest"] * HOUR_S
    return total


def connected(legs: Sequence[Leg], scene: Scene) -> list[tuple[Leg, ...]]:
    """Return the legs told one after the other as chains in which each begins where the one before ended."""
    chains: list[list[Leg]] = [[leg] for leg in legs[:1]]
    for before, leg in pairwise(legs):
        if before.destination and leg.origin and scene.one(before.destination, leg.origin):
            chains[-1].append(leg)
        else:
            chains.append([leg])
    return [tuple(chain) for chain in chains]


def _ends(legs: Sequence[Leg], scene: Scene) -> dict[str, str]:
    first, last = scene.waypoints.get(legs[0].origin), scene.waypoints.get(legs[-1].destination)
    return {"from": first.name if first else "", "to": last.name if last else ""}
