"""One place on its way into the gazetteer, and the small sums that builders share."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from routes.assets import FACTS

Box = tuple[float, float, float, float]


@dataclass
class Row:
    """A place with every name it is known by.

    ``codes`` are names that count only when written in exactly these letters (US, РФ, Va); ``demonyms`` are adjectives and
    inhabitants' names, any case. ``prominence`` orders the candidates of a name: people, or as many as the thing is worth.
    """

    source_id: str
    name: str
    lat: float
    lon: float
    country: str = ""
    feature: str = "PPL"
    admin1: str = ""
    population: int = 0
    prominence: float = 0.0
    radius_m: float = 0.0
    bbox: Box | None = None
    names: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    demonyms: set[str] = field(default_factory=set)


def facts(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of facts; lines that begin with # are remarks on the source."""
    lines = (FACTS / name).read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))


def split(cell: str | None) -> list[str]:
    """Return the names of a cell of a table of facts, which stand apart by "/"."""
    return [name.strip() for name in (cell or "").split("/") if name.strip()]


def extent(points: Iterable[tuple[float, float]], margin_deg: float = 0.1) -> Box | None:
    """Return the smallest box (west, south, east, north) around (lon, lat) points, across 180 degrees where that is smaller."""
    pairs = list(points)
    if not pairs:
        return None
    lons = sorted({lon for lon, _ in pairs})
    gaps = [(b - a, a, b) for a, b in pairwise(lons)] + [(lons[0] + 360 - lons[-1], lons[-1], lons[0])]
    _, east, west = max(gaps)
    south, north = min(lat for _, lat in pairs), max(lat for _, lat in pairs)
    west, east = west - margin_deg, east + margin_deg
    west, east = (west + 360 if west < -180 else west), (east - 360 if east > 180 else east)
    return (round(west, 2), round(max(south - margin_deg, -90.0), 2), round(east, 2), round(min(north + margin_deg, 90.0), 2))
