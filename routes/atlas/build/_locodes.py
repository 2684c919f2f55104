"""Small ports, stations, airfields and border posts: the places of UN/LOCODE that no other table has.

UN/LOCODE is the United Nations' code for trade and transport locations (UNECE Recommendation 16); its coordinates are whole minutes of
arc. Of the names that a country has once in GeoNames as well, nine in ten lie within 4 km of it there, and one in fifty is far off (a
slipped sign or digit). Therefore an entry is left out that is only requested, whose point lies among settlements of other countries or far
out at sea, whose name its country, or a place near it, has already (that may be the same place with a slipped figure), or whose name is a
common word.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from routes.atlas.borders import open_borders
from routes.atlas.build._rows import Row
from routes.atlas.build._settlements import cities
from routes.atlas.keys import key_of
from routes.geodesy import unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.atlas.borders import Borders

# What goes on at a location, and the feature that says so; the first that is listed counts. Roads and posts are everywhere.
_FUNCTIONS = {"1": "PRT", "B": "PSTB", "2": "RSTN", "4": "PPL"}
_REQUESTED = frozenset({"RQ", "RR", "QQ", "UR", "XX"})  # not, or no longer, approved
_POINT = re.compile(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])")
_SITE = re.compile(r" (?:Apt|Airport|Pt|FPSO|Terminal|Field)\b", re.I)  # what other tables have, or what floats
_OTHER = re.compile(r"\s*\(([^()]*)\)")
_NEIGHBOURS, _REACH = 12, 0.016  # settlements looked at, and how far off as a chord of the unit sphere (100 km)
_SIGNS = ((1, 1), (-1, 1), (1, -1))  # of longitude and latitude: as written, or one of them slipped
_LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "pl", "tr")
_COMMON = 2.0  # in ten million words once, on the Zipf scale
_NEAR_DEG = 3.0
_PROMINENCE = 500  # that of a village
_RADIUS_M = 3_000
_OFFSHORE_M = 100_000  # from the country's land: so far out lie oil fields and slipped digits


def locodes(known: list[Row]) -> list[Row]:
    """Return the places of UN/LOCODE whose names their countries do not have yet.

    Parameters
    ----------
    known
        The rows of all other tables.
    """
    named: dict[str, list[Row]] = defaultdict(list)
    for row in known:
        for name in row.names:
            named[key_of(name)].append(row)

    def new(row: Row) -> bool:
        others = (other for name in row.names for other in named.get(key_of(name), ()))
        return not any(other.country == row.country or _close(row, other) for other in others)

    found = [row for row in _entries() if new(row)]
    return _at_home(found)


def _close(a: Row, b: Row) -> bool:
    """Tell whether two places may be one: the two sides of a border bear its crossing's name."""
    return abs(a.lat - b.lat) < _NEAR_DEG and abs((a.lon - b.lon + 180) % 360 - 180) < _NEAR_DEG


def points() -> dict[str, tuple[float, float]]:
    """Return latitude and longitude of every entry that has them, by its code."""
    return {country + code: at for _, country, code, _, _, _, _, _, _, _, point, *_ in _lines() if (at := _degrees(point))}


def _lines() -> Iterator[list[str]]:
    for part in (1, 2, 3):
        text = files("pyunlocode").joinpath("csv", f"2023-1 UNLOCODE CodeListPart{part}.csv").read_bytes().decode("cp1252", "replace")
        yield from csv.reader(io.StringIO(text))


def _degrees(point: str) -> tuple[float, float] | None:
    """Return the decimal degrees of "5321N 00244W"."""
    at = _POINT.fullmatch(point.strip())
    if at is None:
        return None
    north, north_min, south, east, east_min, west = at.groups()
    lat, lon = int(north) + int(north_min) / 60, int(east) + int(east_min) / 60
    return (-lat if south == "S" else lat), (-lon if west == "W" else lon)


def _entries() -> Iterator[Row]:
    """Yield the approved entries that have a point and one of the functions."""
    for change, country, code, name, _, _, function, status, _, _, point, *_ in _lines():
        at = _degrees(point)
        feature = next((_FUNCTIONS[f] for f in _FUNCTIONS if f in function), "")
        halt = feature == "RSTN" and country == "US"  # GeoNames is full there, and hamlets are called by any word
        if not at or not feature or halt or change in ("=", "X") or status in _REQUESTED or _SITE.search(name):
            continue
        names = [n for n in _names(name) if not _common(n)]
        if not names:
            continue
        yield Row(
            source_id=f"locode:{country}{code}",
            name=names[0],
            lat=at[0],
            lon=at[1],
            country=country,
            feature=feature,
            prominence=_PROMINENCE,
            radius_m=_RADIUS_M,
            names=set(names),
        )


def _names(name: str) -> list[str]:
    """Return the names of an entry: of "A (B), C" A and B, of "A/B" A, which lies at B."""
    plain = _OTHER.sub("", name)
    own = re.split(r"[,/]", plain)[0].strip()
    others = (other.strip().removeprefix("ex ") for other in _OTHER.findall(name))
    return [n for n in (own, *others) if len(n) > 2 and "\ufffd" not in n]


def _common(name: str) -> bool:
    """Tell whether a name is a word that texts are full of: "Pending", "Standard", "Raja", or the name of a far larger place."""
    from wordfreq import zipf_frequency

    return " " not in name and any(zipf_frequency(name, language) >= _COMMON for language in _LANGUAGES)


def _at_home(rows: list[Row]) -> list[Row]:
    """Return the rows that lie among settlements of their country, a slipped sign mended, or far from any settlement but not from land."""
    from scipy.spatial import cKDTree

    towns = list(cities().values())
    tree = cKDTree(unit_vectors(np.array([(float(t["longitude"]), float(t["latitude"])) for t in towns])))
    lonlat = np.array([(row.lon, row.lat) for row in rows])

    def around(signs: tuple[int, int]) -> list[set[str]]:
        _, near = tree.query(unit_vectors(lonlat * signs), k=_NEIGHBOURS, distance_upper_bound=_REACH)
        return [{towns[i]["countrycode"] for i in some if i < len(towns)} for some in near.tolist()]

    found = []
    for row, *codes in zip(rows, *map(around, _SIGNS), strict=True):
        home = next((signs for signs, near in zip(_SIGNS, codes, strict=True) if row.country in near), None if codes[0] else _SIGNS[0])
        if home is not None:
            found.append(replace(row, lon=row.lon * home[0], lat=row.lat * home[1]))
    borders = open_borders()
    listed = frozenset(borders.countries())
    return [row for row in found if row.country not in listed or not _offshore(row, borders)]


def _offshore(row: Row, borders: Borders) -> bool:
    return borders.to_country(row.country, lat=row.lat, lon=row.lon).distance_m > _OFFSHORE_M
