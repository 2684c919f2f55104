"""Places that a person added: read beside the embedded ones, from the SQLite files that `routes.atlas.intake` leaves.

Where nothing was added this costs one look into a folder for the process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from routes import integrity
from routes.atlas.inflection import language_of, nominatives, rules
from routes.atlas.keys import HARD, LONGEST, cut, solid
from routes.errors import AtlasError, OutputError, PlaceError
from routes.model import Hit, Place
from routes.text import slug

if TYPE_CHECKING:
    import sqlite3

    from routes.atlas.border_lines import Nearest

SUFFIX = ".places.sqlite"
FORMAT = "3"
MOST = 50  # bearers of one name that are worth weighing
_PIECES = 6  # of a name in a text
_CODE_LETTERS = 4  # capitals of so few letters are rather an abbreviation than a village
_SAME_DEG = 0.05  # a place of the same kind and country this near is the same place
_COLUMNS = "p.id, p.name, p.lat, p.lon, p.country, p.feature, p.admin1, p.people, p.extent"
_NAMED = f"select n.place, {_COLUMNS} from name n left join place p on p.number = n.place where n.key = ? order by n.rank limit {MOST}"

Known = Callable[[str], Place]  # gives the embedded place of an id, or raises `PlaceError`


@dataclass(frozen=True, slots=True)
class Added:
    """A data set that a person added."""

    name: str
    kind: str  # "places", "names" (of places that others have), "points", "lines", "areas"
    source: str
    sha256: str  # of the file that was added
    places: int
    names: int
    lines: int  # of a network
    date: str
    mode: str
    licence: str
    path: Path

    def describe(self) -> dict[str, Any]:
        """Return what the manifest says of an embedded data set, for one that was added."""
        what = f"{self.names:,} names of places" if self.kind == "names" else f"{self.places:,} {self.kind}, {self.names:,} names"
        if self.lines:
            what = f"{self.lines:,} lines of a network" + (f", {self.places:,} of them with a name" if self.places else "")
        return {
            "title": ", ".join(t for t in (self.name, what, self.mode, self.date) if t),
            "source": self.source,
            "version": self.date or "undated",
            "licence": self.licence or "not stated",
            "attribution": self.licence or "added by the user",
            "sha256": self.sha256,
        }


class _Base(NamedTuple):
    """An opened data set."""

    name: str
    connection: sqlite3.Connection


class Line(NamedTuple):
    """A line of a network that a person added: (n, 2) lon, lat; its gauges in millimetres; when it is in use; whose it is."""

    lonlat: Any
    gauges: tuple[int, ...]
    since: str
    until: str
    usage: str
    source: str  # the name of the data set, with its date


def folder() -> Path:
    """Return the user's data folder: ``$ROUTES_DATA``, or the system's place for the data of programs.

    Raises
    ------
    OutputError
        When the user has no home, so that there is none.
    """
    if os.environ.get("ROUTES_DATA"):
        return Path(os.environ["ROUTES_DATA"])
    try:
        return _of_system()
    except RuntimeError as error:
        raise OutputError("There is no home folder to keep data in; name a folder for them in $ROUTES_DATA.") from error


def _of_system() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "routes"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "routes"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "routes"


def added() -> list[Added]:
    """Return the data sets that were added, by name."""
    return [describe(path) for path in _files()]


def _files() -> list[Path]:
    """Return the files of the data sets, by name; one that is being written is not among them."""
    try:
        with os.scandir(folder()) as entries:
            return sorted(Path(e.path) for e in entries if e.name.endswith(SUFFIX) and not e.name.startswith("."))
    except OSError:  # no folder, or no home for one
        return []


def describe(path: Path) -> Added:
    """Return what a file of the data folder holds.

    Raises
    ------
    AtlasError
        When it is damaged or of another version.
    """
    import sqlite3

    name = path.name.removesuffix(SUFFIX)
    try:
        if not integrity.sealed(path):
            raise ValueError("it is not as it was written")
        with closing(_open(path)) as base:
            meta = dict(base.execute("select key, value from meta"))
        if meta.pop("format") != FORMAT:
            raise ValueError("another version wrote it")
        places, names, lines = (int(meta.pop(key)) for key in ("places", "names", "lines"))
        return Added(name=name, path=path, places=places, names=names, lines=lines, **meta)
    except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
        raise AtlasError(f"The added data set {name} cannot be read ({error}); remove it with: routes atlas remove {name}.") from error


def remove(name: str) -> None:
    """Remove an added data set.

    Raises
    ------
    PlaceError
        When none has this name.
    OutputError
        When the data folder cannot be written.
    """
    known = {path.name.removesuffix(SUFFIX): path for path in _files()}
    path = known.get(name) or known.get(slug(name))
    if path is None:
        raise PlaceError(f"No data set called {name!r} was added; there are {', '.join(known) or 'none'}.")
    forget()
    try:
        path.unlink()
    except OSError as error:
        raise OutputError(f"Cannot remove {path}: {error.strerror or error}.") from error


def opened() -> tuple[_Base, ...]:
    """Return the added data sets, opened once for a process; none, at no cost, where nothing was added."""
    return _opened(os.getpid())  # a connection must not be carried over into a forked process


@cache
def _opened(_process: int) -> tuple[_Base, ...]:
    return tuple(_Base(describe(path).name, _open(path)) for path in _files())


def _open(path: Path) -> sqlite3.Connection:
    import sqlite3

    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def forget() -> None:
    """Close the data sets, so that the next look-up opens what is there now."""
    if _opened.cache_info().currsize:
        for base in opened():
            base.connection.close()
    _opened.cache_clear()


def find(keys: Iterable[str], known: Known) -> dict[str, tuple[Place, ...]]:
    """Return the added places under look-up keys (see `routes.atlas.keys`), the most people first, at most `MOST` a data set.

    Parameters
    ----------
    known
        Gives the embedded place of an id, for data sets that only add names.
    """
    bases = opened()
    found: dict[str, tuple[Place, ...]] = {}
    for key in dict.fromkeys(keys):
        places: dict[str, Place] = {}
        for base in bases:
            for number, id_, *columns in base.connection.execute(_NAMED, (key,)):
                place = _elsewhere(number, known) if id_ is None else _place(base.name, id_, columns)
                if place:
                    places.setdefault(place.source_id, place)
        if places:
            found[key] = tuple(sorted(places.values(), key=lambda p: -p.population))
    return found


def place(source_id: str) -> Place | None:
    """Return the added place with an id such as "geonames:2042645" or "own:front:3"; None when there is none."""
    prefix, _, number = source_id.rpartition(":")
    if not number.isdigit() or not (prefix == "geonames" or prefix.startswith("own:")):
        return None
    sign, name = (1, "") if prefix == "geonames" else (-1, prefix[4:])
    for base in opened():
        if not name or base.name == name:
            row = base.connection.execute(f"select {_COLUMNS} from place p where p.id = ?", (sign * int(number),)).fetchone()
            if row:
                return _place(base.name, row[0], row[1:])
    return None


def _elsewhere(number: int, known: Known) -> Place | None:
    """Return the place of a bare name: an embedded one, or from another added data set."""
    try:
        return known(f"geonames:{number}")
    except PlaceError:
        return place(f"geonames:{number}")


def _place(base: str, id_: int, columns: Any) -> Place:
    """Return a place from its row; ids below zero are those of a file that has none."""
    import struct

    name, lat, lon, country, feature, admin1, people, extent = columns
    radius, *box = struct.unpack("<5d", extent) if extent else (0.0,)
    source = "geonames" if id_ > 0 else f"own:{base}"
    return Place(
        name=name,
        lat=lat,
        lon=lon,
        country=country,
        feature_code=feature,
        admin1=admin1,
        population=people,
        radius_m=radius,
        source=source,
        source_id=f"{source}:{abs(id_)}",
        bbox=(box[0], box[1], box[2], box[3]) if box else None,
    )


def beside(embedded: tuple[Place, ...], more: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return added places put among embedded ones by their people; what the atlas has already is left out."""
    found = list(embedded)
    for new in more:
        if not any(_same(new, old) for old in embedded):
            after = max((n for n, old in enumerate(found) if old.population >= new.population), default=-1)
            found.insert(after + 1, new)
    return tuple(found)


def _same(new: Place, old: Place) -> bool:
    """Tell whether an added place is one that the atlas has, maybe under an id of its own: "iso:RU" is in GeoNames too."""
    if new.source_id == old.source_id:
        return True
    if not new.source_id.startswith("geonames:") or new.country != old.country:
        return False
    if new.feature_code[:3] == old.feature_code[:3] == "PCL":
        return True
    near = abs(new.lat - old.lat) < _SAME_DEG and abs(new.lon - old.lon) < _SAME_DEG
    return near and new.feature_code == old.feature_code


def scan(text: str, language: str, hits: list[Hit], known: Known) -> list[Hit]:
    """Return the hits of a text, by start then longest first, with the added places among their candidates and as hits of their own."""
    wanted: dict[str, list[tuple[int, int, str]]] = {}
    for start, end, key, how in _spans(text, language):
        wanted.setdefault(key, []).append((start, end, how))
    spans = {(hit.start, hit.end): hit for hit in hits}
    for key, places in find(wanted, known).items():
        for start, end, how in wanted[key]:
            hit = spans.get((start, end))
            before = hit.candidates if hit else ()
            spans[start, end] = Hit(start, end, beside(before, places), hit.how if hit else how)
    return sorted(spans.values(), key=lambda h: (h.start, -h.end))


def _spans(text: str, language: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield every run of pieces that may be a name: start, end, key, how; first as written, then words in the nominative."""
    pieces = cut(text)
    laid = {number: at for at, number in pieces.numbers.items()}
    for number, surface in enumerate(pieces.surfaces):
        letter, start, at = surface[0], pieces.starts[number], pieces.at[number]
        if letter.islower() or letter.isdigit():
            continue
        for last in range(number, min(number + _PIECES, len(pieces.surfaces))):
            if last > number and pieces.between[last] == HARD:
                break
            key = pieces.joined[at : laid.get(last, at)]
            end = pieces.ends[last]
            if len(key) > LONGEST:
                break
            if len(key) >= (2 if solid(letter) else 3) and not _is_code(text[start:end]):
                yield start, end, key, "exact" if text[start:end].casefold() == key else "folded"
                if last == number:
                    languages = (language,) if language in rules() else () if language else language_of(surface)
                    for form in dict.fromkeys(f for tongue in languages for f in nominatives(key, tongue)):
                        if len(form) >= 3 and form != key:
                            yield start, end, form, "inflected"


def _is_code(surface: str) -> bool:
    """Tell whether letters are rather an abbreviation than a name: few, and all of them capitals."""
    return len(surface) <= _CODE_LETTERS and surface.isupper()


def lines(mode: str) -> list[Line]:
    """Return the lines of all added data sets for a mode: "rail", "road" or "river"."""
    import shapely

    found = []
    for data in added():
        if not data.lines:
            continue
        with closing(_open(data.path)) as base:
            rows = base.execute("select gauge, since, until, usage, wkb from line where mode = ? order by rowid", (mode,)).fetchall()
        source = f"{data.name} ({data.date})" if data.date else data.name
        for (gauge, since, until, usage, _), shape in zip(rows, shapely.from_wkb([row[-1] for row in rows]), strict=True):
            gauges = tuple(int(g) for g in gauge.split(";") if g)
            found.append(Line(shapely.get_coordinates(shape), gauges, since, until, usage, source))
    return found


def geometry(name: str) -> Any:
    """Return the lines, areas or points of an added data set as a GeoDataFrame, with their properties and the set's date and mode.

    Raises
    ------
    PlaceError
        When none has this name, or it holds no geometry.
    """
    import json

    import geopandas
    import shapely

    known = {a.name: a for a in added()}
    data = known.get(name) or known.get(slug(name))
    if data is None:
        raise PlaceError(f"No data set called {name!r} was added; there are {', '.join(known) or 'none'}.")
    with closing(_open(data.path)) as base:
        query = "select p.name, s.properties, s.wkb from shape s join place p on p.number = s.place order by s.place"
        rows = base.execute(query).fetchall()
    if not rows:
        raise PlaceError(f"The data set {data.name} holds no lines or areas.")
    records = [{**json.loads(properties), "name": title} for title, properties, _ in rows]
    table = geopandas.GeoDataFrame(records, geometry=shapely.from_wkb([wkb for *_, wkb in rows]), crs=4326)
    table.attrs = {"date": data.date, "mode": data.mode, "licence": data.licence}
    return table


def nearest(name: str, *, lat: float, lon: float) -> Nearest:
    """Return the nearest point of the lines, or of the edges of the areas, of an added data set: geodesic metres, and where.

    Raises
    ------
    PlaceError
        When none has this name, or it holds no lines or areas.
    """
    import numpy as np
    import shapely

    from routes.atlas.border_lines import nearest_of_edges

    base = next((base for base in opened() if base.name == name), None)
    rows = base.connection.execute("select wkb from shape").fetchall() if base else []
    if not rows:
        raise PlaceError(f"No lines or areas called {name!r} were added.")
    parts = [part for shape in shapely.from_wkb([wkb for (wkb,) in rows]) for part in _lines(shape)]
    ends = [np.hstack([part[:-1, :2], part[1:, :2]]) for part in parts]
    return nearest_of_edges(np.vstack(ends), lat=lat, lon=lon)


def _lines(shape: Any) -> list[Any]:
    """Return the lines of a geometry as arrays of (lon, lat): those of an area are its edges."""
    import shapely

    edges = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    return [shapely.get_coordinates(part) for part in shapely.get_parts(edges)]
