"""Seas, regions, sites and abbreviations: the tables of facts, and the alternative names that rules make of names."""

from __future__ import annotations

import math

from routes.assets import FACTS
from routes.atlas.build._rows import Box, Row, facts, split

# What a thing without inhabitants is worth beside a town of so many people.
PROMINENCE = {
    "CONT": 9e8, "OCN": 5e8, "SEA": 2e7, "RGN": 5e6, "GULF": 1e7, "STRT": 5e6, "CHN": 5e6, "CNL": 3e6, "BAY": 1e6, "STM": 1.5e6, "LK": 1e6,
    "MTS": 2e6, "DSRT": 2e6, "ISL": 1e6, "ISLS": 1.5e6, "PEN": 2e6, "ADM1": 1e6, "BDG": 5e5, "PRT": 1.2e5, "AIRB": 1.5e5, "AIRP": 1.5e5,
    "INSM": 1.5e5, "NVB": 1.5e5, "PSN": 1.5e5, "OILP": 1e5, "PSTB": 5e4, "RSTN": 3e4, "RR": 3e5, "PPL": 2e4, "PPLX": 2e4, "FCL": 2e4,
}  # fmt: skip
USUAL = 1e5  # what anything else is worth
_EARTH_KM = 111.2  # of a degree of latitude


def box(lat: float, lon: float, radius_km: float) -> Box:
    """Return the box around a circle, no higher than the poles."""
    dlat = radius_km / _EARTH_KM
    dlon = min(dlat / max(math.cos(math.radians(min(abs(lat), 80))), 0.1), 179.9)
    west, east = (lon - dlon + 180) % 360 - 180, (lon + dlon + 180) % 360 - 180
    return (round(west, 2), round(max(lat - dlat, -90), 2), round(east, 2), round(min(lat + dlat, 90), 2))


def landmarks() -> list[Row]:
    """Return the rows of the tables of waters, regions, islands, sites, crossings and bases."""
    demonyms = region_demonyms()
    further = {line["id"]: split(line["names"]) for line in facts("landmark_names.csv")}
    rows = []
    own = ("waters.csv", "regions.csv", "sites.csv", "islands.csv", "crossings.csv", "bases.csv")
    for table in (*own, *sorted(path.name for path in FACTS.glob("sites_*.csv"))):
        for line in facts(table):
            lat, lon, radius = float(line["lat"]), float(line["lon"]), float(line["radius_km"])
            names = [*split(line["names"]), *further.pop(line["id"], ())]
            feature = line["feature"]
            rows.append(
                Row(
                    source_id=f"routes:{line['id']}",
                    name=names[0],
                    lat=lat,
                    lon=lon,
                    country=line["country"],
                    feature=feature,
                    prominence=PROMINENCE.get(feature, USUAL) + radius,
                    radius_m=min(radius * 1000, 6.5e6),
                    bbox=box(lat, lon, radius) if radius >= 20 else None,
                    names=set(names),
                    codes=set(split(line.get("codes"))),
                    demonyms=demonyms.get(line["id"], set()),
                )
            )
    if further:
        raise ValueError(f"landmark_names.csv names {', '.join(sorted(further))}, which no other table holds.")
    return rows


def region_demonyms() -> dict[str, set[str]]:
    """Return the demonyms' keys of regions by id."""
    from routes.atlas.build._demonyms import demonym_keys

    return demonym_keys(facts("region_demonyms.csv"), "id")


def abbreviate(divisions: list[Row]) -> None:
    """Give divisions their abbreviations and their names in other languages."""
    by_id = {row.source_id: row for row in divisions}
    for line in facts("division_codes.csv"):
        row = by_id.get(f"adm1:{line['country']}.{line['admin1']}")
        if row is None:
            continue
        row.codes |= (
            {code + "," for code in split(line["after"])} | {code + "." for code in split(line["point"])} | set(split(line["codes"]))
        )
        row.codes |= {code + "," for code in split(line["point"])}
        row.names |= set(split(line["names"]))
    for line in facts("division_forms.csv"):
        row = by_id.get(f"adm1:{line['country']}.{line['admin1']}")
        if row is not None:
            names = split(line["names"])
            row.name = names[0]
            row.names |= set(names)
    _oblasts({(row.country, name): row for row in divisions if row.feature == "ADM1" for name in (row.name, *sorted(row.names))})


def _oblasts(by_name: dict[tuple[str, str], Row]) -> None:
    """Give the divisions of Russia and Ukraine their names in Russian and Ukrainian, made from an adjective."""
    kinds = {"o": (("ая область", "ая обл."), ("а область", "а обл.")), "k": (("ий край",), ("ий край",))}
    for line in facts("oblasts.csv"):
        row = by_name.get((line["country"], line["name"]))
        if row is not None:
            russian, ukrainian = kinds[line["kind"]]
            row.names |= {line["ru"] + ending for ending in russian} | {line["uk"] + ending for ending in ukrainian}
            english = {"o": "Oblast", "k": "Krai"}[line["kind"]]
            plain = line["name"].removesuffix(" Krai")
            row.names |= {f"{plain} {english}", f"{plain} region", f"{plain} Region", f"{plain} oblast"}
