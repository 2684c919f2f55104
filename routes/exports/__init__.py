"""A run in the formats of other people's tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routes.errors import UnknownValue

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

FORMATS = ("geojson", "gpkg", "geoparquet", "kml", "gpx", "csv", "claimreview", "png", "svg", "pdf")


def export(run: dict[str, Any], format: str) -> bytes:
    """Return a run as the bytes of a file. The same run gives the same bytes.

    Parameters
    ----------
    run
        A run as `routes.runs.describe` gives it or as its file holds it.
    format
        One of `FORMATS`.

    Raises
    ------
    UnknownValue
        For another format.
    """
    if format == "geojson":
        from routes.exports.geojson import geojson

        return geojson(run)
    if format in ("gpkg", "geoparquet"):
        from routes.exports import geodata

        return geodata.gpkg(run) if format == "gpkg" else geodata.geoparquet(run)
    if format in ("kml", "gpx"):
        from routes.exports import xml

        return xml.kml(run) if format == "kml" else xml.gpx(run)
    if format == "csv":
        from routes.exports.table import table

        return table(run)
    if format == "claimreview":
        from routes.exports.claimreview import claimreview

        return claimreview(run)
    if format in ("png", "svg", "pdf"):
        from routes.maps.picture import picture

        return picture(run, format)
    raise UnknownValue(f"Unknown format {format!r}; use one of {', '.join(FORMATS)}.")


def frames(run: Any) -> dict[str, GeoDataFrame]:
    """Return the layers "legs", "places" and "claims" of a run or an itinerary as GeoDataFrames (EPSG:4326, lengths in metres)."""
    from routes.exports.geodata import frames as made
    from routes.model import Itinerary

    if isinstance(run, Itinerary):
        from routes.runs import describe

        run = describe(run)
    return made(run)
