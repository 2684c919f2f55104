"""Means: by what each leg went, weighed by its words and by where its ends lie.

The mode that a leg's own words give is the strongest evidence, and not always right: "put into containers there, it goes on to B" is
no lorry where an ocean lies between. The weights are those of a multinomial logistic regression; ``tests/bench/means.py`` fits them
and says how often they are right on reports that took no part in it.
"""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import TYPE_CHECKING, get_args

import numpy as np

from routes import geodesy
from routes.assets import toml
from routes.atlas import coast
from routes.model import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from routes.model import Leg, Place, Waypoint

MODES: tuple[Mode, ...] = get_args(Mode)
_LEAD, _CLEAR = 0.6, 1.5  # in log odds; tests/bench/means.py shows what the changes beyond them come to
_STEPS_KM = (30, 100, 300, 800, 1500, 3000, 6000)
_STEPS_DRY = (0.3, 0.6, 0.85, 0.97)  # share of the line between the ends that lies on land
_SAMPLES = 40  # points of that line
_INLAND_M = 30_000.0
_WET, _SHORT_KM, _LONG_KM = 0.6, 60, 2000
_LEAST = 0.001  # likelihood of a mode; less counts as this
_KINDS = ("PCL", "ADM", "PPL", "PRT", "AIR", "RST", "SEA", "ISL", "RGN", "STM")


def weigh(legs: tuple[Leg, ...], waypoints: Sequence[Waypoint]) -> tuple[Leg, ...]:
    """Return the legs with the mode that weighs most, where the report tells one, both ends are placed and nobody has set it.

    A mode that differs from the one that the words gave counts as taken over, ``mode_implied``.
    """
    weights = toml("gazetteers/means.toml")["weights"]
    weighed = []
    for leg, told in zip(legs, features(legs, waypoints), strict=True):
        mode = choose(leg.mode, told, weights) if told and "mode" not in leg.set_by_person else leg.mode
        weighed.append(leg if mode == leg.mode else replace(leg, mode=mode, mode_implied=True))
    return tuple(weighed)


def choose(told: Mode, of: Mapping[str, float], weights: Mapping[str, Sequence[float]]) -> Mode:
    """Return the mode of a leg with these features: another than the words tell only where it leads clearly.

    It has to lead by more over a mode that the leg's own words name than over one that was taken over. A leg of which nothing tells the
    mode stays unknown, unless it joins two airports: what is likely is no report.
    """
    if told == "unknown":
        return "air" if {"from.AIR", "to.AIR"} <= of.keys() else told
    own = f"mode.{told}.told" in of
    if told == "air" and own and not {"before.motion.air", "between.motion.air", "after.motion.air"}.isdisjoint(of):
        return told  # "the railway's lawyers flew": whoever is said to fly goes by nothing else, whatever else the sentence names
    total = np.sum([value * np.array(weights[name]) for name, value in of.items() if name in weights], axis=0)
    points = {mode: float(n) for mode, n in zip(MODES[:-1], total[:-1], strict=True) if (own and mode == told) or _can(mode, of)}
    best = max(points, key=points.__getitem__)
    return best if told not in points or points[best] - points[told] > (_CLEAR if own else _LEAD) else told


def _can(mode: Mode, of: Mapping[str, float]) -> bool:
    """Tell whether a leg can have gone by a mode that its own words do not name.

    No ship goes between two inland places, no river over the sea, and no road or railway over it to another country.
    """
    if mode == "sea":
        return "inland.2" not in of
    if mode in ("air", "pipeline") or f"dry.{_STEPS_DRY[0]}" in of:
        return True
    return mode != "river" and "one-country" in of


def features(legs: tuple[Leg, ...], waypoints: Sequence[Waypoint]) -> list[dict[str, float]]:
    """Return what is weighed for each leg, and how much of it there is; nothing where an end is not placed.

    That is its words, its mode by them as the rules read it and as `routes.extraction.likelihood` weighs it (the logarithms of these
    likelihoods), its neighbours' modes and its ends.
    """
    places = {w.id: w.place for w in waypoints if w.place}
    found: list[dict[str, float]] = []
    for leg in legs:
        first, last = places.get(leg.origin), places.get(leg.destination)
        if first is None or last is None:
            found.append({})
            continue
        beside = {f"next.{other.mode}" for other in legs if other is not leg and other.origin == leg.destination}
        beside |= {f"previous.{other.mode}" for other in legs if other is not leg and other.destination == leg.origin}
        told = dict.fromkeys(("bias", *leg.hints, *sorted(beside), *_ground(leg, first, last)), 1.0)
        found.append(told | {f"likely.{mode}": log(max(share, _LEAST)) for mode, share in zip(MODES, leg.modes, strict=False)})
    return found


def _ground(leg: Leg, first: Place, last: Place) -> list[str]:
    """Return what the ends of a leg say: how far apart, over land or water, inland or not, and what they are, alone and with its mode."""
    km = geodesy.distance_m(lat1=first.lat, lon1=first.lon, lat2=last.lat, lon2=last.lon) / 1000
    dry, inland = coast.dry_share((first.lon, first.lat), (last.lon, last.lat), _SAMPLES), sum(_inland(p) for p in (first, last))
    found = [f"mode.{leg.mode}", f"inland.{inland}", *(f"over.{n}km" for n in _STEPS_KM if km > n)]
    found += [f"dry.{share}" for share in _STEPS_DRY if dry > share]
    found += ["one-country"] if first.country == last.country else []
    found += [f"{end}.{kind}" for end, place in (("from", first), ("to", last)) for kind in _KINDS if place.feature_code.startswith(kind)]
    cases = {"wet": dry < _WET, "inland": inland == 2, "short": km < _SHORT_KM, "long": km > _LONG_KM, "told": not leg.mode_implied}
    return [*found, *(f"mode.{leg.mode}.{case}" for case, holds in cases.items() if holds)]


def _inland(place: Place) -> bool:
    return coast.nearest_shore(lat=place.lat, lon=place.lon, reach_m=_INLAND_M) is None
