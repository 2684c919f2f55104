"""What the route says of its stops: they follow each other, ships call at water, and stated distances fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.atlas.borders import open_borders
from routes.errors import PlaceError
from routes.gazetteers.scene import Group, apart_m, is_expanse, is_settlement
from routes.geodesy import WINDS, ellipsoid, turn_deg
from routes.text import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routes.geodesy import Floats
    from routes.model import Claim, Gazetteer, Leg, Mentions, Place

_OVERLAND = frozenset({"rail", "road", "river"})
_WEIGHED = 6  # candidates whose distance to a border is measured
_WAY = 0.5  # the straight line is seldom less than half of a way
_GREAT, _TELLING_M = 250_000, 1_000_000.0  # people of a city that a longer distance seldom tells from its namesakes: it is wrong sooner
_BESIDE = 45.0  # degrees by which a stated direction may be off


class Routing:
    """The evidence of legs and claims."""

    def __init__(self, mentions: Mentions, by_toponym: dict[str, Group], gazetteer: Gazetteer, weights: dict[str, Any]) -> None:
        self._by, self._gazetteer, self._weights = by_toponym, gazetteer, weights
        self._legs = mentions.legs
        self._claims = [c for c in mentions.claims if c.kind in ("point-to-point", "route-length") and not c.disputed]
        self._at_borders = [c for c in mentions.claims if c.kind == "point-to-border" and not c.disputed and ":t" in c.target]
        self._borders: dict[tuple[str, str], float] = {}
        self._ports: dict[str, bool] = {}

    def weigh(self) -> None:
        """Set the points that legs and claims give each candidate of their ends, by the present choice of the other ends."""
        seen: dict[int, dict[str, Any]] = {}
        for leg in self._legs:
            stops = [g for g in (self._by.get(i) for i in (leg.origin, *leg.via, leg.destination)) if g is not None and g.candidates]
            stops = [g for g in stops if not is_expanse(g.place)]
            for g in stops:
                entry = seen.setdefault(id(g), {"group": g, "others": [], "scales": [], "sea": False, "air": False})
                entry["others"] += [o for o in stops if o is not g]
                scale = self._weights["route"]["overland_m" if leg.mode in _OVERLAND else "stop_m"]
                entry["scales"] += [scale for o in stops if o is not g]
                entry["sea"] |= leg.mode == "sea"
                entry["air"] |= leg.mode == "air"
        for entry in seen.values():
            g = entry["group"]
            g.add("route", self._stops(g, entry["others"], entry["scales"]))
            g.add("mode", self._shore(g) if entry["sea"] else self._airfield(g) if entry["air"] else np.zeros(len(g.candidates)))
        for g in {id(g): g for c in (*self._claims, *self._at_borders) for g in self._ends(c)}.values():
            g.add("claim", np.zeros(len(g.candidates)))
        for claim in self._claims:
            self._claim(claim)
        for claim in self._at_borders:
            self._border(claim)

    def _stops(self, g: Group, others: list[Group], scales: list[float]) -> Floats:
        """Return what its distance from the other stops costs each candidate.

        It is that to the likeliest candidate of the other name as seen from there, so that two names of one leg settle together.
        """
        w = self._weights["route"]
        settled = np.array([w["on_route_settlement"] if is_settlement(p) or p.radius_m < 20_000 else 0.0 for p in g.candidates])
        settled[[p.feature_code == "ADM2" for p in g.candidates]] = w["district"]
        if any(is_settlement(p) for p in g.candidates):  # "Suez", not "the Suez Canal"
            settled[[p.feature_code == "CNL" for p in g.candidates]] = w["canal"]
        if not others or len(g.candidates) == 1:
            return settled
        lost = np.zeros(len(g.candidates))
        for other, scale in zip(others, scales, strict=True):
            rest = other.totals - other.parts.get("route", np.zeros(len(other.candidates)))
            lost += np.minimum(w["stop_most"], (apart_m(g.where, other.where) / scale + (rest.max() - rest)).min(axis=1))
        points: Floats = settled - lost / len(others)
        return points

    def _shore(self, g: Group) -> Floats:
        w = self._weights["route"]
        if len(g.candidates) == 1:
            return np.zeros(1)
        points = np.array([w["sea_port"] if self._at_water(p) else w["sea_inland"] for p in g.candidates])
        points += [w["port_listed"] if p.feature_code == "PRT" and p.source == "routes" else 0.0 for p in g.candidates]
        return points

    def _airfield(self, g: Group) -> Floats:
        """Favour the airports of a name, and the places at which an airport of that name lies."""
        points = np.zeros(len(g.candidates))
        near = getattr(self._gazetteer, "near", None)
        if near is None or len(g.candidates) < 2:
            return points
        w = self._weights["route"]
        for k in np.argsort(-g.totals)[:_WEIGHED]:
            place = g.candidates[k]
            if place.feature_code in ("AIRP", "AIRB"):
                points[k] = w["airport"]
                continue
            around = near(lat=place.lat, lon=place.lon, radius_m=w["airport_reach_m"]) if is_settlement(place) else ()
            named = (fold(p.name).startswith(fold(place.name)) for p in around if p.feature_code in ("AIRP", "AIRB"))
            points[k] = w["airport"] if any(named) else 0.0
        return points

    def _at_water(self, place: Place) -> bool:
        """Tell whether ships can call at a place: a port stands within reach, or the sea begins beside it."""
        if place.feature_code == "PRT":
            return True
        if place.source_id not in self._ports:
            near = getattr(self._gazetteer, "near", None)
            reach = self._weights["route"]["port_reach_m"]
            found = near(lat=place.lat, lon=place.lon, radius_m=reach) if near else ()
            self._ports[place.source_id] = any(p.feature_code == "PRT" for p in found) or self._by_the_sea(place)
        return self._ports[place.source_id]

    def _by_the_sea(self, place: Place) -> bool:
        """Tell whether one of eight points around a place lies at sea."""
        turn = np.radians(np.arange(0.0, 360.0, 45.0))
        away = self._weights["route"]["shore_reach_m"] / ellipsoid().a * np.degrees(1.0)
        lat = place.lat + away * np.cos(turn)
        lon = place.lon + away * np.sin(turn) / max(0.01, np.cos(np.radians(place.lat)))
        return "" in open_borders().countries_along(np.column_stack([lon, lat]))

    def _ends(self, claim: Claim) -> list[Group]:
        return [g for g in (self._by.get(claim.origin), self._by.get(claim.target)) if g is not None and g.candidates]

    def _claim(self, claim: Claim) -> None:
        """Give the candidates of both ends of a stated distance what they deserve.

        A candidate deserves what the likeliest candidate of the other end that the distance allows for it weighs, so that two
        names that hang on each other settle together whichever is looked at first.
        """
        ends = self._ends(claim)
        if len(ends) != 2 or ends[0] is ends[1]:
            return
        w = self._weights["claim"]
        # a way over land or water is longer than the line, so a shorter line may still fit
        least = _WAY if claim.kind == "route-length" else 0.85 if claim.basis in ("straight", "") else 0.7
        low, high = claim.low * (1.0 - w["slack"]) * least, claim.high * (1.0 + w["slack"])
        distances = apart_m(ends[0].where, ends[1].where)
        fits = (distances >= low) & (distances <= high)
        if not fits.any():
            return
        points = np.where(fits, w["fits"], w["misfits"])
        if claim.kind == "point-to-point" and claim.basis in ("straight", ""):  # of two that fit, the one that fits better
            middle = (claim.low + claim.high) / 2
            points = np.where(fits, w["fits"] - w["coarse"] * np.minimum(1.0, abs(distances / middle - 1.0) / w["slack"]), points)
        if any(self._great(g) for g in ends):
            points = points * min(1.0, _TELLING_M / max(1.0, (claim.low + claim.high) / 2))
        if claim.direction in WINDS:
            towards = [self._towards(ends[0], p, claim.direction) for p in ends[1].candidates]
            points = points + np.where(fits, w["direction"] * np.where(np.column_stack(towards), 1.0, -1.0), 0.0)
        for g, other, table in ((ends[0], ends[1], points), (ends[1], ends[0], points.T)):
            if len(g.candidates) < 2 or not len(other.totals):
                continue
            rest = other.totals - other.parts.get("claim", np.zeros(len(other.candidates)))
            g.parts["claim"] += (table + rest).max(axis=1) - rest.max()

    @staticmethod
    def _great(g: Group) -> bool:
        """Tell whether a name means a great city when stated distances are left out."""
        rest = g.totals - g.parts.get("claim", np.zeros(len(g.candidates))) if len(g.totals) else np.zeros(len(g.candidates))
        place = g.candidates[int(rest.argmax())]
        return is_settlement(place) and place.population >= _GREAT

    def _border(self, claim: Claim) -> None:
        """Give the candidates of a name what a stated distance to a named country's border says of each."""
        g = self._by.get(claim.origin)
        state = self._by.get(claim.target.partition(":")[2])
        if g is None or state is None or len(g.candidates) < 2 or not state.candidates or state.place.feature_code != "PCLI":
            return
        w = self._weights["claim"]
        low, high = claim.low * (1.0 - w["slack"]), claim.high * (1.0 + w["slack"])
        order = np.argsort(-g.totals)[:_WEIGHED]
        fits = np.array([low <= self._to_country(state.place.country, g.candidates[k]) <= high for k in order])
        if fits.any():
            g.parts["claim"][order] += np.where(fits, w["fits"], w["misfits"])

    def _to_country(self, code: str, place: Place) -> float:
        """Return how far a place is from a country, in metres; infinite where its borders are not known."""
        if (code, place.source_id) not in self._borders:
            try:
                distance = open_borders().to_country(code, lat=place.lat, lon=place.lon)
                found = distance.depth_m if distance.inside else distance.distance_m
            except PlaceError:
                found = math.inf
            self._borders[code, place.source_id] = found
        return self._borders[code, place.source_id]

    @staticmethod
    def _towards(g: Group, there: Place, direction: str) -> NDArray[np.bool_]:
        """Tell for each candidate whether it lies in the stated direction from a place."""
        found = []
        for p in g.candidates:
            east = ((p.lon - there.lon + 180.0) % 360.0 - 180.0) * np.cos(np.radians((p.lat + there.lat) / 2))
            bearing = np.degrees(np.arctan2(east, p.lat - there.lat)) % 360.0
            found.append(turn_deg(bearing, WINDS[direction]) <= _BESIDE)
        return np.array(found)


def stops_of(legs: tuple[Leg, ...]) -> set[str]:
    """Return the ids that legs run from, to or through."""
    return {i for leg in legs for i in (leg.origin, leg.destination, *leg.via) if i}
