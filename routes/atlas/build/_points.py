"""Points of registry packages that hold degrees and minutes where decimal degrees should be, mended.

Of 2,742 ports of searoute that bear the name of a town of their country, 720 lie over 15 km from it; most of them are UN/LOCODE's
"5321N 00244W" copied as 53.21, -2.44. airportsdata has Belgium and Luxembourg in degrees, minutes and seconds: 50.5405 for 50°54'05".
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache

from routes.atlas.build._settlements import cities
from routes.atlas.keys import key_of
from routes.geodesy import distance_m

Point = tuple[float, float]  # latitude, longitude

_TOWN_M = 15_000.0  # a harbour this near to a town of its name is that town's
_SAME_M = 3_000.0  # UN/LOCODE gives whole minutes
_APART_M = 100_000.0  # two points so far from each other are two places of the name, of which nothing tells which one the port is of
_SEXAGESIMAL = frozenset({"BE", "LU"})  # countries whose airports airportsdata 20260905 has in degrees, minutes and seconds
_FULL = frozenset({"US"})  # countries that settlement tables hold in full, so that a harbour off every town of its name is misplaced


def port(code: str, name: str, given: Point, official: Point | None) -> Point | None:
    """Return where a port lies: as given, or as degrees and minutes read right, or by UN/LOCODE; None where nothing fits.

    Parameters
    ----------
    code
        UN/LOCODE.
    official
        The point that UN/LOCODE gives, if any.
    """
    turned = _turned(given, 2)
    if official and turned and apart(turned, official) <= _SAME_M < apart(given, official):
        return turned
    towns = towns_of(code[:2], name)
    if official and apart(given, official) > _APART_M and _at(official, towns) and not _at(given, towns):
        return None
    others = [point for point in (given, turned, official) if point]
    at_town = next((point for point in others if _at(point, towns)), None)
    confirmed = official is not None and apart(given, official) <= _TOWN_M
    if at_town is None and towns and not confirmed and code[:2] in _FULL:
        return None
    return given if confirmed or at_town is None else at_town


def airport(country: str, given: Point) -> Point:
    """Return where an airport lies: as given, or as degrees, minutes and seconds read right."""
    return (_turned(given, 4) if country in _SEXAGESIMAL else None) or given


def _at(point: Point, towns: list[Point]) -> bool:
    return any(apart(point, town) <= _TOWN_M for town in towns)


def apart(a: Point, b: Point) -> float:
    """Return the distance between two points in metres."""
    return distance_m(lat1=a[0], lon1=a[1], lat2=b[0], lon2=b[1])


def towns_of(country: str, name: str) -> list[Point]:
    """Return the settlements of a country that bear a name."""
    return _towns().get((country, key_of(name)), [])


@cache
def _towns() -> dict[tuple[str, str], list[Point]]:
    found: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for city in cities().values():
        found[city["countrycode"], key_of(city["name"])].append((float(city["latitude"]), float(city["longitude"])))
    return dict(found)


def _turned(point: Point, digits: int) -> Point | None:
    """Return a point whose decimals are minutes (2 digits), or minutes and seconds (4); None where they cannot be."""
    both = [_decimal(value, digits) for value in point]
    return None if both[0] is None or both[1] is None else (both[0], both[1])


def _decimal(value: float, digits: int) -> float | None:
    whole, rest = divmod(round(abs(value) * 10**digits), 10**digits)
    if abs(abs(value) * 10**digits - round(abs(value) * 10**digits)) > 1e-4:
        return None
    minutes, seconds = (rest, 0) if digits == 2 else divmod(rest, 100)
    return math.copysign(whole + minutes / 60 + seconds / 3600, value) if minutes < 60 and seconds < 60 else None
