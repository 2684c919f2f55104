"""Places and lines of networks out of files of geometries: whatever geopandas reads, and extracts of OpenStreetMap."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from routes.atlas.dumps import Rows, keys_of
from routes.errors import ReportError

NETWORKS = ("rail", "road", "river")
_NAME_COLUMNS = ("name", "NAME", "Name", "title", "label")
_MORE_NAMES = ("name:", "name_", "alt_name", "NAME_")
_LINE_FEATURES = {"rail": "RR", "road": "RD", "river": "STM"}
# What the columns of a file of lines may be called.
_SINCE, _UNTIL = ("since", "start_date", "opened"), ("until", "end_date", "closed")
# Tracks of a station or a works are no way from place to place.
_SIDINGS = frozenset(("yard", "siding", "crossover"))
_RAILWAYS, _WATERWAYS = frozenset(("rail", "narrow_gauge")), frozenset(("river", "canal", "fairway"))
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?![\d-])")
_BOATS = ("ship", "boat", "motorboat")


def read_shapes(path: Path, mode: str = "") -> tuple[str, Rows]:
    """Read a file of points, lines or areas through geopandas: its kind, and what it holds.

    Each geometry with a name is a place. Lines whose ``mode`` (of the file, or in a column of that name) is rail, road or river are
    lines of that network, named or not; the columns gauge, usage, since and until are read too.

    Raises
    ------
    ReportError
        When it holds no named geometry and no line of a network, or no coordinate system.
    """
    import geopandas

    try:
        table = geopandas.read_parquet(path) if path.suffix.lower() in (".parquet", ".geoparquet") else geopandas.read_file(path)
    except Exception as error:  # GDAL raises its own kinds for each driver
        raise ReportError(f"{path} is not a file that geopandas reads ({' '.join(str(error).split())}).") from error
    if not isinstance(table, geopandas.GeoDataFrame):
        raise ReportError(f"{path} holds no geometry: no points, lines or areas.")
    if table.crs is None:
        raise ReportError(f"{path} does not say its coordinate system; save it with one, for example EPSG:4326.")
    table = table[table.geometry.notna() & ~table.geometry.is_empty].to_crs(4326)
    lines = list(_lines(table, mode, path))
    column = next((c for c in _NAME_COLUMNS if c in table.columns), None)
    if column is None and not lines:
        others = ", ".join(str(c) for c in table.columns if c != table.geometry.name)
        raise ReportError(f"{path} has no column called name; there are {others or 'none'}.")
    table = table[table[column].notna()] if column else table.iloc[:0]
    if table.empty and not lines:
        raise ReportError(f"{path} holds no named geometry.")
    kinds = {"Point": "points", "MultiPoint": "points", "LineString": "lines", "MultiLineString": "lines"}
    kind = "lines" if table.empty else kinds.get(table.geom_type.iloc[0], "areas")
    rows = _places(table, column, kind, mode) if column and not table.empty else Rows([], [], [])
    return kind, rows._replace(lines=lines)


def _lines(table: Any, mode: str, path: Path) -> Iterator[tuple[str, str, str, str, str, bytes]]:
    """Yield the lines of a table that belong to a network."""
    columns = {name: next((c for c in names if c in table.columns), None) for name, names in (("since", _SINCE), ("until", _UNTIL))}

    def value(record: Any, column: str | None) -> str:
        found = record.get(column) if column else None
        return "" if found is None or str(found) in ("nan", "NaT") else str(found)

    for (_, record), shape in zip(table.iterrows(), table.geometry, strict=True):
        kind = value(record, "mode") or mode
        if kind not in NETWORKS or shape.geom_type not in ("LineString", "MultiLineString"):
            continue
        gauge = _gauges(value(record, "gauge"))
        since, until = (_date(value(record, columns[name]), name, path) for name in ("since", "until"))
        for part in getattr(shape, "geoms", (shape,)):
            yield kind, gauge, since, until, value(record, "usage"), part.wkb


def _date(text: str, column: str, path: Path) -> str:
    """Return a date of a column as ISO writes it; a year or a month stays one."""
    found = _PLAIN_DATE.match(text)
    if text and not found:
        raise ReportError(f"{path}: {text!r} in the column {column} is no date; write it as 2024-05-31.")
    return found.group() if found else ""


def _gauges(text: str) -> str:
    """Return the gauges of a line in millimetres, apart by semicolons."""
    return ";".join(re.findall(r"(?<!\d)\d{3,4}(?![\d])", text))


def _places(table: Any, column: str, kind: str, mode: str) -> Rows:
    """Give each geometry as a place: a point in it, its box, half its diagonal as its extent."""
    import json

    from routes.geodesy import distance_m

    feature = {"points": "PPL", "lines": _LINE_FEATURES.get(mode, "LINE"), "areas": "AREA"}[kind]
    more = [c for c in table.columns if str(c).startswith(_MORE_NAMES)]
    properties = json.loads(table.drop(columns=table.geometry.name).to_json(orient="records", date_format="iso"))
    rows = Rows([], [], [])
    for number, (record, shape) in enumerate(zip(properties, table.geometry, strict=True), 1):
        point = shape.representative_point()
        west, south, east, north = shape.bounds
        radius = distance_m(lat1=south, lon1=west, lat2=north, lon2=east) / 2
        extent = struct.pack("<5d", radius, west, south, east, north) if radius else None
        name = str(record[column])
        rows.places.append((number, -number, name, point.y, point.x, "", feature, "", 0, extent))
        rows.names.extend((key, 0, number) for key in sorted(keys_of((name, *(str(record[c]) for c in more if record[c])))))
        rows.shapes.append((number, shape.wkb, json.dumps(record, ensure_ascii=False)))
    return rows


def read_extract(path: Path) -> tuple[str, Rows]:
    """Read the railways and waterways of an OpenStreetMap extract (.osm.pbf): with their gauges, usage and dates.

    Sidings and yards are left out, and waterways that boats may not use.

    Raises
    ------
    ReportError
        When pyosmium is not installed, the file cannot be read, or it holds no railway and no waterway.
    """
    try:
        import osmium
    except ImportError as error:
        raise ReportError("Extracts of OpenStreetMap need pyosmium; install it with: pip install 'report-routes[osm]'.") from error
    import shapely

    rows = Rows([], [], [], [])
    try:
        ways: Any = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter("railway", "waterway"))
        for way in ways:
            tags: dict[str, str] = {tag.k: tag.v for tag in way.tags} if way.is_way() else {}
            mode = _mode(tags)
            points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()] if mode else []
            if len(points) > 1:
                # Dates of OpenStreetMap may be vague ("~1890", "C19"): those are no dates here.
                since, until = (_PLAIN_DATE.match(tags.get(key, "")) for key in ("start_date", "end_date"))
                dates = (since.group() if since else "", until.group() if until else "")
                rows.lines.append((mode, _gauges(tags.get("gauge", "")), *dates, tags.get("usage", ""), shapely.LineString(points).wkb))
    except RuntimeError as error:  # what libosmium raises for a damaged file
        raise ReportError(f"{path} is not an OpenStreetMap extract that can be read ({' '.join(str(error).split())}).") from error
    if not rows.lines:
        raise ReportError(f"{path} holds no railway and no waterway.")
    return "lines", rows


def _mode(tags: dict[str, str]) -> str:
    """Return the network that a way of OpenStreetMap belongs to by its tags, "" for none."""
    if tags.get("railway") in _RAILWAYS and tags.get("service") not in _SIDINGS:
        return "rail"
    boats = {tags.get(key) for key in _BOATS} - {None}
    if tags.get("waterway") in _WATERWAYS and not (boats and boats <= {"no", "private"}):
        return "river"
    return ""
