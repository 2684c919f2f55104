"""What a claim is measured against, and what a measurement gives: the ground of all readings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from routes import assets, geodesy
from routes.model import Answer, Claim, Finding, Leg, Place, Track, Waypoint

if TYPE_CHECKING:
    from routes.atlas.borders import Borders

NETWORKS = ("sea", "rail", "road", "river")

Tracer = Callable[[str, Place, Place], Track | None]  # lays a way by a mode between two places; None where no network joins them


class Area(NamedTuple):
    """What a border reading is about, by code; sentences name it in their own language."""

    country: str
    other: str = ""  # the country on the other side of the line
    atom: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A measured reading: ``plain`` when it is what the words say first, not a charitable one."""

    finding: Finding
    plain: bool
    names: dict[str, str]  # the two places as the report calls them: from, to
    area: Area | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the readings come to: the answer, the reading it rests on, and the key of the sentence that says so."""

    answer: Answer
    reading: Reading | None
    key: str
    end: str = ""  # the waypoint that the sentence is about
    place: Place | None = None  # another place of that name


@dataclass(frozen=True, slots=True)
class Scene:
    """What a claim is measured against."""

    waypoints: dict[str, Waypoint]
    legs: tuple[Leg, ...]
    tracks: dict[str, Track]
    borders: Borders | None
    language: str
    tracer: Tracer | None = None
    settled: frozenset[frozenset[str]] = frozenset()  # pairs of ends that another figure of the report has borne out

    def placed(self, id: str) -> Waypoint | None:
        """Return the waypoint when it is known where it lies."""
        waypoint = self.waypoints.get(id)
        return waypoint if waypoint and waypoint.place else None

    def ends(self, claim: Claim) -> tuple[Waypoint, Place, Waypoint, Place] | None:
        """Return both ends of a claim between two places, None when one is not placed."""
        a, b = self.placed(claim.origin), self.placed(claim.target)
        return (a, a.place, b, b.place) if a and a.place and b and b.place else None

    def one(self, first: str, second: str) -> bool:
        """Tell whether two waypoints are one place for the reader: the same one, or a town and its port."""
        if first == second:
            return True
        a, b = self.placed(first), self.placed(second)
        if not (a and a.place and b and b.place):
            return False
        return bool(apart_m(a.place, b.place) <= thresholds()["place"]["same_m"])

    def laid(self, legs: Sequence[Leg]) -> tuple[Track, ...]:
        """Return the tracks of legs, one for each; none at all where one of them has none."""
        tracks = tuple(self.tracks[leg.id] for leg in legs if leg.id in self.tracks)
        return tracks if len(tracks) == len(legs) else ()


def thresholds() -> dict[str, Any]:
    """Return the table of thresholds, each with its reason beside it in the file."""
    return assets.toml("checks/thresholds.toml")


def fits(claim: Claim, low: float, high: float) -> bool:
    """Tell whether a measured interval meets the claim's interval, with the slack of a straight distance."""
    slack = thresholds()["straight"]
    give = 0.0 if claim.kind == "duration" else max(slack["slack_m"], slack["slack_ratio"] * high)
    give = min(give, slack["slack_most"] * high)
    return bool(low - give <= claim.high and claim.low <= high + give)


def bounded(claim: Claim, low: float, high: float) -> bool:
    """Tell whether a figure given as a bound holds as one, however far it is from what was measured."""
    return (claim.comparator == "more_than" and low > claim.high) or (claim.comparator == "less_than" and high < claim.low)


def vague_m(waypoint: Waypoint) -> float:
    """Return how far from its point the words may mean: "near X", and the whole of what is an area rather than a town."""
    place = waypoint.place
    return max(0.0, waypoint.radius_m - place.radius_m) if place and _is_point(place) else waypoint.radius_m


def wide(waypoint: Waypoint, length_m: float) -> bool:
    """Tell whether a place is an area so large beside a length that many figures would hold of it."""
    place = waypoint.place
    return place is not None and not _is_point(place) and bool(place.radius_m > thresholds()["place"]["wide"] * length_m)


def _is_point(place: Place) -> bool:
    """Tell whether a place is a town, or no larger than one, rather than an area."""
    return place.feature_code.startswith("PPL") or bool(place.radius_m <= thresholds()["place"]["point_m"])


def is_country(place: Place) -> bool:
    """Tell whether a place is a country."""
    return place.feature_code.startswith("PCL")


def edge_m(waypoint: Waypoint) -> float:
    """Return how far the built-up edge of a town is from its middle, 0 for what is an area: that is in `vague_m`."""
    return extent_m(waypoint) * float(thresholds()["straight"]["edge_share"])


def extent_m(waypoint: Waypoint) -> float:
    """Return how far a town reaches at the most, suburbs included; 0 for what is an area."""
    return max(0.0, waypoint.radius_m - vague_m(waypoint))


def point(place: Place) -> tuple[float, float]:
    """Return (lon, lat)."""
    return place.lon, place.lat


def apart_m(a: Place, b: Place) -> float:
    """Return the geodesic distance between two places in metres."""
    return geodesy.distance_m(lat1=a.lat, lon1=a.lon, lat2=b.lat, lon2=b.lon)
