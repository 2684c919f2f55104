"""The embedded gazetteer: every place of the world that reports name, found by name, by id or by position.

The files are mapped, not read: opening costs a few milliseconds, and only what is asked for comes into memory.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import marisa_trie
import numpy as np

from routes.assets import data_path, mapped
from routes.atlas import own
from routes.atlas.countries import Country, country, country_name
from routes.atlas.inflection import nominatives, plurals
from routes.atlas.keys import key_of
from routes.atlas.scanning import Scanner
from routes.atlas.spelling import alphabets, respelled, within
from routes.errors import PlaceError
from routes.model import Hit, Place

# One place: offsets into the text, id, 1e-5 degrees, people, 100 m, codes, box in 1e-2 degrees (all zero: a point).
ROW = np.dtype(
    [
        ("name", "<u4"), ("id", "<u4"), ("lat", "<i4"), ("lon", "<i4"), ("people", "<u4"), ("radius", "<u2"),
        ("country", "S2"), ("feature", "S5"), ("admin1", "S6"), ("numbered", "?"), ("box", "<i2", (4,)),
    ]
)  # fmt: skip

_SPELLED = 4  # letters of the shortest name that is looked up in other letters
_PEOPLED = 2_000  # people of the smallest settlement found so
_DISTINCT = 7  # letters of a name that no other one comes near in any letters, so that a hamlet may be found by it


class Gazetteer:
    """The places of the atlas and their names."""

    def __init__(self) -> None:
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(data_path("places-keys.marisa")))
        self._rows, self._first, self._links, self._text, self._grid = (
            np.asarray(mapped(f"places-{part}.npy")) for part in ("rows", "first", "links", "text", "grid")
        )
        self._row = lru_cache(maxsize=32768)(self._make)
        self._scanner = Scanner(self._trie, self._numbers, self._row, self._rows["people"])

    def _string(self, offset: int) -> str:
        """Return the string that begins at an offset of the text."""
        piece = self._text[offset : offset + 256].tobytes()
        return str(piece[: piece.index(b"\0")], "utf-8")

    def _make(self, number: int) -> Place:
        """Return the place of a row."""
        name, id_, lat, lon, people, radius, country, feature, admin1, numbered, box = self._rows[number].item()
        source_id = f"geonames:{id_}" if numbered else self._string(id_)
        west, south, east, north = (float(v) / 100 for v in box)
        return Place(
            name=self._string(name),
            lat=lat / 1e5,
            lon=lon / 1e5,
            country=country.decode(),
            feature_code=feature.decode(),
            admin1=admin1.decode(),
            population=people,
            radius_m=radius * 100.0,
            source=source_id.partition(":")[0],
            source_id=source_id,
            bbox=(west, south, east, north) if (west, south, east, north) != (0.0, 0.0, 0.0, 0.0) else None,
        )

    def _numbers(self, key_id: int) -> list[int]:
        """Return the rows of a key."""
        first = int(self._first[key_id])
        if first >= 0:
            return [first]
        at = -1 - first
        return [int(n) for n in self._links[at + 1 : at + 1 + int(self._links[at])]]

    def lookup(self, name: str, language: str = "") -> tuple[Place, ...]:
        """Return the places that bear a name, most prominent first: as an abbreviation, folded, then inflected, then as an adjective.

        Parameters
        ----------
        language
            ISO 639-1, whose case endings are tried when the name itself is unknown; "" for that of the script.
        """
        whole = [hit for hit in self.scan(_capital(name), language) if _covers(hit, name)]
        found = tuple(dict.fromkeys(place for hit in sorted(whole, key=lambda h: h.start - h.end) for place in hit.candidates))
        if found and not own.opened():
            return found
        key = key_of(name)
        if not found and key in self._trie:
            found = self._scanner.named((self._trie.key_id(key),))
        return own.beside(found, own.find((key,), self._embedded).get(key, ())) if own.opened() else found

    def scan(self, text: str, language: str = "") -> list[Hit]:
        """Return every known name of a text in one pass, overlapping and nested ones too, by start then longest first.

        ``how`` tells the sure from the less sure: "exact" and "folded" names, "inflected" ones (case endings), an
        "adjective" of a place, "demonym" (adjectives and inhabitants of countries and regions, of which the candidate is the country).
        Places that a person added are among the candidates.
        """
        hits = self._scanner.scan(text, language)
        return own.scan(text, language, hits, self._embedded) if own.opened() else hits

    def fuzzy(self, name: str, limit: int = 5) -> tuple[Place, ...]:
        """Return the places whose name is one or two slips away (a letter more, less, other, or two exchanged), the nearest first."""
        key = key_of(name)
        found: dict[str, int] = {}
        for distance, allowed in ((0, True), (1, len(key) >= 4), (2, len(key) >= 7)):
            if allowed and not found:
                for near in within(self._trie, key, distance):
                    found.setdefault(near, distance)
        places: dict[Place, None] = {}
        for near in sorted(found, key=lambda k: (found[k], self._numbers(self._trie.key_id(k))[0])):
            for place in self._scanner.named((self._trie.key_id(near),))[:limit]:
                places[place] = None
        return tuple(places)[:limit]

    @lru_cache(maxsize=4096)  # noqa: B019  (one gazetteer lives as long as the process)
    def respelled(self, name: str, language: str) -> tuple[Place, ...]:
        """Return the places that a name means which is listed only in other letters, by the plainest spellings first, then by prominence.

        "Єлабуги" is a case of the Ukrainian form of "Елабуга"; "Суліни" of what the gazetteer writes "Sulina" only. Settlements of
        a few people are left out unless the name is long: in any letters some hamlet is called nearly anything short.

        Parameters
        ----------
        language
            ISO 639-1; languages without an entry in ``facts/respelling.toml`` give nothing.
        """
        key = key_of(name)
        if len(key) < _SPELLED:
            return ()
        forms = [form for form in _forms(key, language) if len(form) >= _SPELLED]
        least = 0 if len(key) >= _DISTINCT else _PEOPLED
        for letters, further in alphabets(language):
            spelled = respelled(self._trie, forms, letters)
            known = {key: far for key, far in spelled.items() if self._peopled((key,), least)}
            if known:
                most = min(known.values()) + further
                near = self._peopled(tuple(key for key, far in known.items() if far <= most), least)
                return tuple(dict.fromkeys((*near, *self._peopled(tuple(known), least))))
        return ()

    def _peopled(self, keys: tuple[str, ...], least: int) -> tuple[Place, ...]:
        """Return the places of keys without settlements of fewer people."""
        places = self._scanner.named(tuple(self._trie.key_id(key) for key in keys))
        return tuple(p for p in places if p.population >= least or not p.feature_code.startswith(("PPL", "ADM")))

    def near(self, *, lat: float, lon: float, radius_m: float, min_population: int = 0) -> tuple[Place, ...]:
        """Return the places within a distance of a point, most prominent first.

        Parameters
        ----------
        radius_m
            In metres; distances are on the sphere through the point, good to 0.5 %, enough for labels.
        """
        numbers = self._cells(lat, lon, radius_m)
        if not len(numbers):
            return ()
        rows = self._rows[numbers]
        dy = (rows["lat"] / 1e5 - lat) * 111_195.0
        dx = ((rows["lon"] / 1e5 - lon + 180.0) % 360.0 - 180.0) * 111_195.0 * np.cos(np.radians((rows["lat"] / 1e5 + lat) / 2))
        kept = numbers[(np.hypot(dx, dy) <= radius_m) & (rows["people"] >= min_population)]
        return tuple(self._row(int(n)) for n in np.sort(kept))

    def _cells(self, lat: float, lon: float, radius_m: float) -> Any:
        """Return the rows in the cells of one degree that a circle touches."""
        dlat = radius_m / 111_000.0
        top = min(abs(lat) + dlat, 89.9)
        dlon = min(dlat / max(float(np.cos(np.radians(top))), 1e-3), 180.0)
        south, north = int(max(lat - dlat + 90, 0)), int(min(lat + dlat + 90, 179))
        columns = sorted({int(x) % 360 for x in np.arange(np.floor(lon - dlon + 180), np.floor(lon + dlon + 180) + 1)})
        order = self._grid[180 * 360 + 1 :]
        parts = [order[self._grid[y * 360 + x] : self._grid[y * 360 + x + 1]] for y in range(south, north + 1) for x in columns]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)

    def place(self, source_id: str) -> Place:
        """Return the place with an id such as "geonames:2042645", "iso:RU", "icao:OAKB".

        Raises
        ------
        PlaceError
            When no place has it, no added one either.
        """
        try:
            return self._embedded(source_id)
        except PlaceError:
            added = own.place(source_id)
            if added is None:
                raise
            return added

    def _embedded(self, source_id: str) -> Place:
        """Return the embedded place with an id."""
        kind, _, number = source_id.partition(":")
        if kind == "geonames" and number.isdigit():
            order, ids = self._numbered()
            found = int(np.searchsorted(ids, int(number)))
            if found < len(ids) and int(ids[found]) == int(number):
                return self._row(int(order[found]))
        elif source_id in self._named_ids():
            return self._row(self._named_ids()[source_id])
        raise PlaceError(f"No place has the id {source_id!r}.")

    def country(self, code: str) -> Country:
        """Return a country by its ISO 3166-1 alpha-2 code; `PlaceError` when there is none."""
        return country(code)

    def country_name(self, code: str, language: str = "en") -> str:
        """Return the name of a country in a language, in English where that is not known."""
        return country_name(code, language)

    @cache  # noqa: B019  (one gazetteer lives as long as the process)
    def _numbered(self) -> tuple[Any, Any]:
        """Return the rows that have a GeoNames id, by id, and those ids."""
        rows = np.flatnonzero(self._rows["numbered"])
        ids = self._rows["id"][rows]
        order = np.argsort(ids, kind="stable")
        return rows[order], ids[order]

    @cache  # noqa: B019
    def _named_ids(self) -> dict[str, int]:
        """Return the row of every other id."""
        rows = np.flatnonzero(~self._rows["numbered"])
        return {self._string(int(offset)): int(row) for row, offset in zip(rows, self._rows["id"][rows], strict=True)}


def _capital(name: str) -> str:
    """Return the name with a capital first letter, so that it is looked up as a name however it is written."""
    return name[:1].upper() + name[1:]


def _forms(key: str, language: str) -> list[str]:
    """Return a folded name with what it may be a case of, whose first word, last word or both have an ending."""
    head, space, rest = key.partition(" ")
    if not space:
        return [key, *nominatives(key, language)]
    middle, space, last = f" {rest}".rpartition(" ")
    lasts = (last, *nominatives(last, language), *plurals(last, language))
    return [f"{first}{middle}{space}{form}" for first in (head, *nominatives(head, language)) for form in lasts]


def _covers(hit: Hit, name: str) -> bool:
    """Tell whether a hit covers all letters of a name."""
    return not any(c.isalnum() for c in name[: hit.start] + name[hit.end :])


@cache
def open_gazetteer() -> Gazetteer:
    """Return the embedded gazetteer, opened once for the process."""
    return Gazetteer()
