"""Airports and seaports from registry packages."""

from __future__ import annotations

import json
import re
from importlib.resources import files

from routes.atlas.build._locodes import points
from routes.atlas.build._points import airport, port
from routes.atlas.build._rows import Row

_AFB = re.compile(r"\bAfb\b(?: Airport)?", re.I)
_RIVER = re.compile(r" (?:am|an der|sur|upon|on|on the) [A-Z]\w{1,30}$")
MAJOR = ("international", "air base", "airbase", "afb", "air force", "raf ", "raaf ", "rnzaf ", "naval air", "air station", "space force")


def airports() -> list[Row]:
    """Return the airports and air bases that have an ICAO code and a name worth looking up."""
    import airportsdata

    rows = []
    for icao, listed in sorted(airportsdata.load("ICAO").items()):
        name = _AFB.sub("Air Force Base", listed["name"].strip())  # written "Dover Afb Airport"
        major = any(word in name.casefold() for word in MAJOR)
        if not name or not (listed["iata"] or major):
            continue
        base = any(word in name.casefold() for word in MAJOR[1:])
        lat, lon = airport(listed["country"], (listed["lat"], listed["lon"]))
        rows.append(
            Row(
                source_id=f"icao:{icao}",
                name=name,
                lat=lat,
                lon=lon,
                country=listed["country"],
                feature="AIRB" if base else "AIRP",
                prominence=20_000 if major else 2_000,
                radius_m=2_000,
                names=airport_names(name, listed["city"]),
            )
        )
    return rows


def airport_names(name: str, city: str) -> set[str]:
    """Return how an airport is called: in full, without "International", and by its city alone ("Frankfurt Airport")."""
    found = {name, name.replace(" International Airport", " Airport")}
    if city and name.startswith(city) and name.endswith(" Airport"):
        found |= {f"{city} Airport", f"{_RIVER.sub('', city)} Airport"}
    return found


def ports() -> list[Row]:
    """Return the seaports with a UN/LOCODE."""
    table = json.loads(files("searoute").joinpath("data", "ports.geojson").read_text("utf-8"))
    official = points()
    rows = []
    for feature in table["features"]:
        code, name = feature["properties"].get("port"), feature["properties"].get("name")
        if not code or not name or not feature["geometry"]:
            continue
        lon, lat = feature["geometry"]["coordinates"][:2]
        point = port(code, name, (lat, lon), official.get(code))
        if point is None:
            continue
        rows.append(
            Row(
                source_id=f"locode:{code}",
                name=name,
                lat=point[0],
                lon=point[1],
                country=code[:2],
                feature="PRT",
                prominence=1_500,
                radius_m=3_000,
                names={name},
            )
        )
    return sorted(rows, key=lambda r: r.source_id)
