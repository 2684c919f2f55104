"""Regions: the place that a region told of stands for, and whether two names are of one place or of neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.drafts import NEIGHBOURS_DEG, RECENT, SUBURB_DEG
from routes.extraction.sentences import area, country, same
from routes.geodesy import distance_m

if TYPE_CHECKING:
    from routes.extraction.telling import Teller
    from routes.model import Place, Toponym

_SEATS = frozenset({"PPLC", "PPLA"})  # capitals, from where much is reported that is elsewhere
_PROVINCE_M = 300_000.0  # from the middle of a province to its farthest ports, mostly
_NAMESAKES = 3  # candidates of a name that may be meant
_FEW = 5  # candidates that are looked at


def finer(teller: Teller, place: Toponym) -> Toponym:
    """Return the place, told before as an end, that a region around it or its country stands for, else the name itself."""
    first = place.candidates[0] if place.candidates else None
    if first is None or not first.feature_code.startswith(("ADM", "RGN", "PCL")) or _town_too(place):
        return place
    ends = [d.destination for d in teller.drafts[-RECENT:] if d.destination is not None and d.destination.candidates]
    if country(place):
        inside = [end for end in ends[-1:] if end.candidates[0].country == first.country and not country(end)]
        return inside[-1] if inside else place
    told = next((end for end in reversed(ends) if (close(end, place) or _inner(end, first)) and not area(end)), None)
    return told or _awaiting(teller, first) or place


def _awaiting(teller: Teller, province: Place) -> Toponym | None:
    """Return the place of the dateline for its province, if no leg has led there: "Biblis – They are here. … it set off for Hesse"."""
    scene = teller.dateline
    if scene is None or not scene.candidates or scene.candidates[0].feature_code in _SEATS or not _inner(scene, province):
        return None
    ends = (end for d in teller.drafts for end in (d.origin, d.destination) if end is not None)
    return None if any(close(end, scene) for end in ends) else scene


def _inner(end: Toponym, province: Place) -> bool:
    """Tell whether an end lies in a province: "rolled into southern Hesse" after "arrived at Biblis"."""
    first = end.candidates[0]
    return province.feature_code == "ADM1" and (first.country, first.admin1) == (province.country, province.admin1)


def _town_too(place: Toponym) -> bool:
    """Tell whether a name is that of a district and of its town, and nothing says that the district is meant."""
    first = place.candidates[0]
    towns = [c for c in place.candidates[1:_FEW] if c.feature_code.startswith("PPL")]
    near = any(abs(c.lat - first.lat) + abs(c.lon - first.lon) < NEIGHBOURS_DEG for c in towns)
    return first.feature_code.startswith("ADM") and near and not any("region" in cue for cue in place.cues)


def close(a: Toponym, b: Toponym) -> bool:
    """Tell whether two names are of one place or of neighbours, as a city and its air base are."""
    if same(a, b):
        return True
    if not (a.candidates and b.candidates):
        return False
    first, second = a.candidates[0], b.candidates[0]
    if first.country != second.country:
        return False  # towns that face each other across a border
    towns = first.feature_code.startswith("PPL") and second.feature_code.startswith("PPL")
    return abs(first.lat - second.lat) + abs(first.lon - second.lon) < (SUBURB_DEG if towns else NEIGHBOURS_DEG)


def fits(place: Place, area: Place, capital: bool) -> bool:
    """Tell whether a place lies in the state or province of an adjective, and is its capital where that is meant."""
    if capital and area.feature_code.startswith("PCL"):
        return place.country == area.country and place.feature_code == "PPLC"
    inside = not area.feature_code.startswith("ADM1") or (place.admin1 == area.admin1 and place.feature_code != area.feature_code)
    return place.country == area.country and inside and not place.feature_code.startswith("PCL")


def inside(place: Toponym, state: Toponym | None, *, sites: bool = False) -> bool:
    """Tell whether a name is that of a place in a country or province; ``sites``: also of a port or base that tells no province."""
    if state is None or not area(state) or area(place) or not place.candidates:
        return False
    around = state.candidates[0]
    if not country(state) and not around.feature_code.startswith("ADM1"):
        return False
    return any(c.country == around.country and (country(state) or _division(c, around, sites=sites)) for c in place.candidates[:_NAMESAKES])


def _division(place: Place, around: Place, *, sites: bool) -> bool:
    """Tell whether a place lies in a division of its country; of sites that tell none, the distance decides."""
    near = sites and distance_m(lat1=place.lat, lon1=place.lon, lat2=around.lat, lon2=around.lon) < _PROVINCE_M
    return place.admin1 == around.admin1 if place.admin1 or not sites else near
