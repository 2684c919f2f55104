"""Small ports, stations, airfields and border posts: the places of UN/LOCODE that no other table has.

UN/LOCODE is the United Nations' code for trade and transport locations (UNECE Recommendation 16); its coordinates are whole minutes of
arc. Of the names that a country has once in GeoNames as well, nine in ten lie within 4 km of it there, and one in fifty is far off (a
slipped sign or digit). Therefore an entry is left out that is only requested, whose point lies among settlements of other countries, whose
name its country, or a place near it, has already (that may be the same place with a slipped figure), or whose name is a common word.
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

from routes.atlas.build._rows import Row
from routes.atlas.build._settlements import cities
from routes.atlas.keys import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# What goes on at a location, and the feature that says so; the first that is listed counts. Roads and posts are everywhere.
_FUNCTIONS = {"1": "PRT", "B": "PSTB", "2": "RSTN", "4": "PPL"}
_REQUESTED = frozenset({"RQ", "RR", "QQ", "UR", "XX"})  # not, or no longer, approved
_POINT = re.compile(r"(\d{2})(\d{2})([NS]) (\d{3})(\d{2})([EW])")
_SITE = re.compile(r" (?:Apt|Airport|Pt|FPSO|Terminal|Field)\b", re.I)  # what other tables have, or what floats
_OTHER = re.compile(r"\s*\(([^()]*)\)")
_NEIGHBOURS, _REACH = 12, 0.016  # settlements looked at, and how far off as a chord of the unit sphere (100 km)
_LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "pl", "tr")
_COMMON = 2.0  # in ten million words once, on the Zipf scale
_NEAR_DEG = 3.0
_PROMINENCE = 500  # that of a village
_RADIUS_M = 3_000


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


def _entries() -> Iterator[Row]:
    """Yield the approved entries that have a point and one of the functions."""
    for part in (1, 2, 3):
        text = files("pyunlocode").joinpath("csv", f"2023-1 UNLOCODE CodeListPart{part}.csv").read_bytes().decode("cp1252", "replace")
        for change, country, code, name, _, _, function, status, _, _, point, *_ in csv.reader(io.StringIO(text)):
            at = _POINT.fullmatch(point.strip())
            feature = next((_FUNCTIONS[f] for f in _FUNCTIONS if f in function), "")
            names = [n for n in _names(name) if not _common(n)]
            if feature == "RSTN" and country == "US":
                continue  # GeoNames is full there, and hamlets are called by any word
            if change in ("=", "X") or not at or not feature or status in _REQUESTED or not names or _SITE.search(name):
                continue
            north, north_min, south, east, east_min, west = at.groups()
            yield Row(
                source_id=f"locode:{country}{code}",
                name=names[0],
                lat=(int(north) + int(north_min) / 60) * (-1 if south == "S" else 1),
                lon=(int(east) + int(east_min) / 60) * (-1 if west == "W" else 1),
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
    """Return the rows that lie among settlements of their country, a slipped sign mended, or far from any settlement."""
    from scipy.spatial import cKDTree

    towns = list(cities().values())
    tree = cKDTree(_sphere([float(t["latitude"]) for t in towns], [float(t["longitude"]) for t in towns]))

    def around(lat: list[float], lon: list[float]) -> list[set[str]]:
        _, near = tree.query(_sphere(lat, lon), k=_NEIGHBOURS, distance_upper_bound=_REACH)
        return [{towns[i]["countrycode"] for i in some if i < len(towns)} for some in near.tolist()]

    lat, lon = [r.lat for r in rows], [r.lon for r in rows]
    signs = ((1, 1), (1, -1), (-1, 1))
    codes = [around([y * north for y in lat], [x * east for x in lon]) for north, east in signs]
    found = []
    for row, here in zip(rows, zip(*codes, strict=True), strict=True):
        home = next((sign for sign, near in zip(signs, here, strict=True) if row.country in near), None)
        if home is not None or not here[0]:
            north, east = home or (1, 1)
            found.append(replace(row, lat=row.lat * north, lon=row.lon * east))
    return found


def _sphere(lat: list[float], lon: list[float]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return points on the unit sphere."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
