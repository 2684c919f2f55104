"""Countries and dependencies by ISO code: their names by language, capital, neighbours, extent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from routes.assets import data_path
from routes.errors import PlaceError


@dataclass(frozen=True, slots=True)
class Country:
    """A country or dependency.

    ``names`` are (language, name) pairs; ``capital`` is the source id of a place, "" where there is none; ``neighbours`` are codes of
    countries with a land border; ``bbox`` is (west, south, east, north) of its settlements in degrees, west > east across 180 degrees.
    """

    code: str
    iso3: str
    name: str
    names: tuple[tuple[str, str], ...]
    official: str
    capital: str
    capital_name: str
    neighbours: tuple[str, ...]
    lat: float
    lon: float
    bbox: tuple[float, float, float, float]
    population: int
    area_km2: float
    continent: str


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(data_path("places-countries.json").read_text("utf-8"))
    return loaded


@cache
def country(code: str) -> Country:
    """Return a country by its ISO 3166-1 alpha-2 code (XK is Kosovo).

    Raises
    ------
    PlaceError
        When there is no such country.
    """
    row = _table().get(code)
    if row is None:
        raise PlaceError(f"There is no country with the code {code!r}.")
    return Country(
        **{**row, "names": tuple(row["names"].items()), "neighbours": tuple(row["neighbours"]), "bbox": tuple(row["bbox"]), "code": code}
    )


def country_name(code: str, language: str = "en") -> str:
    """Return the name of a country in a language, in English where that is not known, the code where nothing is."""
    row = _table().get(code)
    if row is None:
        return code
    name: str = row["names"].get(language) or row["name"]
    return name
