"""Countries and dependencies: names in every language of CLDR, capitals, neighbours, a point and a box."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from routes.atlas.build._demonyms import demonym_keys
from routes.atlas.build._rows import Row, extent, facts, split
from routes.atlas.build._settlements import capital_ids, cities, countries

# Languages whose names of countries can be looked up; those that Babel knows and reports are written in.
LANGUAGES = (
    "en",
    "fr",
    "es",
    "de",
    "ru",
    "uk",
    "it",
    "pt",
    "pl",
    "tr",
    "ar",
    "zh",
    "ja",
    "ko",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "sk",
    "hu",
    "ro",
    "bg",
    "sr",
    "hr",
    "sl",
    "el",
    "he",
    "fa",
    "ur",
    "hi",
    "id",
    "ms",
    "vi",
    "ca",
    "eu",
    "et",
    "lv",
    "lt",
    "be",
    "ka",
    "hy",
    "az",
    "kk",
    "uz",
)
DISPLAYED = (
    "en",
    "fr",
    "es",
    "de",
    "ru",
    "uk",
    "it",
    "pt",
    "pl",
    "tr",
    "ar",
    "zh",
    "ja",
    "ko",
    "nl",
    "cs",
)  # languages for which the name is stored by language


def territory_names() -> dict[str, dict[str, str]]:
    """Return CLDR's names of territories: country code, then language."""
    from babel import Locale

    names: dict[str, dict[str, str]] = defaultdict(dict)
    for language in LANGUAGES:
        territories = Locale(language).territories
        for code in countries():
            if code in territories:
                names[code][language] = territories[code]
    return names


def capital_id(code: str) -> str:
    """Return the source id of the capital, "" where it is not among the settlements."""
    return f"geonames:{capital_ids()[code]}" if code in capital_ids() else ""


def country_rows() -> list[Row]:
    """Return a row for every country and dependency."""
    points = {r["code"]: (float(r["lat"]), float(r["lon"])) for r in facts("country_points.csv")}
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities().values():
        inside[city["countrycode"]].append((city["longitude"], city["latitude"]))
    names = territory_names()
    written = {r["code"]: r for r in facts("country_names.csv")}
    demonyms = demonym_keys(facts("demonyms.csv"), "code")
    rows = []
    for code, country in sorted(countries().items()):
        if code not in points:
            continue
        lat, lon = points[code]
        area = float(country["areakm2"] or 1)
        people = int(country["population"] or 0)
        rows.append(
            Row(
                source_id=f"iso:{code}",
                name=names[code].get("en", country["name"]),
                lat=lat,
                lon=lon,
                country=code,
                feature="PCLI",
                population=people,
                prominence=1e9 + people,
                radius_m=round((area / 3.1416) ** 0.5 * 1000, -3),
                bbox=extent(inside[code]) if inside[code] else (lon - 0.5, lat - 0.5, lon + 0.5, lat + 0.5),
                names={country["name"], *names[code].values(), *split(written.get(code, {}).get("names"))},
                codes=set(split(written.get(code, {}).get("codes"))),
                demonyms=demonyms.get(code, set()),
            )
        )
    return rows


def country_table(rows: list[Row]) -> dict[str, dict[str, Any]]:
    """Return what is known of every country by code, for the file that names are displayed from."""
    import pycountry

    names = territory_names()
    out: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: r.country):
        if not row.source_id.startswith("iso:"):
            continue
        country = countries()[row.country]
        known = pycountry.countries.get(alpha_2=row.country)
        out[row.country] = {
            "iso3": country["iso3"],
            "name": row.name,
            "names": {language: names[row.country][language] for language in DISPLAYED if language in names[row.country]},
            "official": getattr(known, "official_name", "") or row.name,
            "capital": capital_id(row.country),
            "capital_name": country["capital"],
            "neighbours": [c for c in country["neighbours"].split(",") if c],
            "lat": row.lat,
            "lon": row.lon,
            "bbox": list(row.bbox or ()),
            "population": row.population,
            "area_km2": float(country["areakm2"] or 0),
            "continent": country["continentcode"],
        }
    return out
