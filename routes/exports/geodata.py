"""GeoDataFrames, and the files that geopandas writes: GeoPackage with styles, GeoParquet."""

from __future__ import annotations

import io
import sqlite3
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from routes import writer
from routes.errors import OutputError
from routes.exports.features import LAYERS, Feature, Run, features

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_NUMBERS = ("length_m", "geodesic_m", "low_m", "high_m", "snap_from_m", "snap_to_m", "radius_m", "value", "low", "best", "high")
_WHEN = "1970-01-01T00:00:00.000Z"  # a file format wants a time of change, the same run wants the same bytes
_COLOURS = {
    "sea": "0,114,178", "rail": "213,94,0", "road": "176,122,0", "air": "168,67,127", "river": "0,128,95", "pipeline": "75,75,75",
    "unknown": "85,91,97",
}  # fmt: skip


def frames(run: Run) -> dict[str, GeoDataFrame]:
    """Return "legs", "places" and "claims" as GeoDataFrames in EPSG:4326, indexed by id.

    Lines are cut at 180 degrees as in GeoJSON; a row that could not be placed has no geometry. Lists are joined with "; ".
    """
    import geopandas

    rows = features(run)
    out = {}
    for layer in LAYERS:
        own = [row for row in rows if row.layer == layer]
        columns = list(own[0].values) if own else []
        table: dict[str, Any] = {"id": [row.id for row in own]}
        for column in columns:
            values = [_plain(row.values[column]) for row in own]
            table[column] = [None if v is None else float(v) for v in values] if column in _NUMBERS else values
        frame = geopandas.GeoDataFrame(table, geometry=[_geometry(row) for row in own], crs="EPSG:4326")
        for column in columns:
            if column in _NUMBERS:
                frame[column] = frame[column].astype("float64")
        out[layer] = frame.set_index("id")
    return out


def _plain(value: Any) -> Any:
    return "; ".join(str(v) for v in value) if isinstance(value, list | tuple) else value


def _geometry(row: Feature) -> Any:
    from shapely import LineString, MultiLineString, Point

    pieces = row.pieces
    if not pieces:
        return None
    if len(row.points) == 1:
        return Point(pieces[0][0])
    return LineString(pieces[0]) if len(pieces) == 1 else MultiLineString(pieces)


def gpkg(run: Run) -> bytes:
    """Return a run as a GeoPackage: the three layers, and the styles in which QGIS opens them."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    with writer.scratch() as folder:
        path = folder / "run.gpkg"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _WHEN})
        try:
            for layer, frame in frames(run).items():
                kind = "Point" if layer == "places" else "MultiLineString"
                pyogrio.write_dataframe(
                    frame.reset_index(), path, layer=layer, driver="GPKG", geometry_type=kind, promote_to_multi=layer != "places",
                    append=path.exists(), layer_options={"FID": "fid", "SPATIAL_INDEX": "YES"},
                )  # fmt: skip
        except Exception as error:
            raise OutputError(f"The GeoPackage could not be written: {error}") from error
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
        _add_styles(path)
        return path.read_bytes()


def _add_styles(path: Path) -> None:
    """Add the table in which QGIS keeps the styles of a GeoPackage's layers."""
    base = sqlite3.connect(path)
    try:
        base.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT, "
            "f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, "
            "ui TEXT, update_time DATETIME)"
        )
        base.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', "
            "'layer_styles', '', ?)",
            (_WHEN,),
        )
        for layer in LAYERS:
            base.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
                "styleSLD, useAsDefault, description, owner, ui, update_time) "
                "VALUES ('', '', ?, 'geom', 'routes', ?, '', 1, '', '', '', ?)",
                (layer, style(layer), _WHEN),
            )
        base.commit()
    finally:
        base.close()


def style(layer: str) -> str:
    """Return the QGIS style (QML) of a layer: legs by mode, numbered places, thin measured lines."""
    if layer == "legs":
        categories = "".join(f'<category render="true" symbol="{n}" value="{mode}" label="{mode}"/>' for n, mode in enumerate(_COLOURS))
        symbols = "".join(
            _line_symbol(n, colour, 0.9, "dot" if mode == "unknown" else "solid") for n, (mode, colour) in enumerate(_COLOURS.items())
        )
        body = f"<categories>{categories}</categories><symbols>{symbols}</symbols>"
        renderer = f'<renderer-v2 type="categorizedSymbol" attr="mode">{body}</renderer-v2>'
    elif layer == "claims":
        renderer = f'<renderer-v2 type="singleSymbol"><symbols>{_line_symbol(0, "122,63,160", 0.4, "dash dot")}</symbols></renderer-v2>'
    else:
        options = _options({"name": "circle", "color": "28,35,40,255", "outline_color": "255,255,255,255", "size": "3"})
        marker = f'<symbol type="marker" name="0"><layer class="SimpleMarker">{options}</layer></symbol>'
        renderer = f'<renderer-v2 type="singleSymbol"><symbols>{marker}</symbols></renderer-v2>'
    return f'<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.28" styleCategories="Symbology">{renderer}</qgis>'


def _options(values: dict[str, str]) -> str:
    return '<Option type="Map">' + "".join(f'<Option type="QString" name="{k}" value="{v}"/>' for k, v in values.items()) + "</Option>"


def _line_symbol(name: int, colour: str, width: float, pen: str) -> str:
    options = _options({"line_color": f"{colour},255", "line_width": str(width), "line_style": pen, "capstyle": "round"})
    return f'<symbol type="line" name="{name}"><layer class="SimpleLine">{options}</layer></symbol>'


def geoparquet(run: Run) -> bytes:
    """Return a run as one GeoParquet table, the column ``layer`` telling legs, places and claims apart.

    Raises
    ------
    OutputError
        When pyarrow is not installed, which alone writes this format.
    """
    if find_spec("pyarrow") is None:
        raise OutputError("GeoParquet needs the package pyarrow; install report-routes[parquet].")
    import geopandas

    pandas = import_module("pandas")
    parts = [frame.reset_index().assign(layer=layer) for layer, frame in frames(run).items() if len(frame)]
    whole = geopandas.GeoDataFrame(pandas.concat(parts, ignore_index=True), geometry="geometry", crs="EPSG:4326")
    out = io.BytesIO()
    whole.to_parquet(out, index=False, compression="zstd")
    return out.getvalue()
