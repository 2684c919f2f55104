"""Lengths and lines on the WGS 84 ellipsoid, by Karney's algorithms in PROJ. No haversine anywhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyproj import Geod

Floats = NDArray[np.float64]

# The azimuths of the sixteen winds, degrees clockwise from north.
WINDS = {
    wind: 22.5 * k
    for k, wind in enumerate(("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"))
}


def unit_vectors(lonlat: Floats) -> Floats:
    """Return (n, 3) points on the unit sphere for (n, 2) lon lat in degrees: to look for what is near, not to measure."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


@cache
def ellipsoid() -> Geod:
    """Return the WGS 84 ellipsoid; pyproj is imported on first use."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_m(*, lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the geodesic distance between two points in metres."""
    return float(ellipsoid().inv(lon1, lat1, lon2, lat2)[2])


def bearing_deg(*, lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the initial azimuth from the first point to the second, 0 to 360, clockwise from north."""
    return float(ellipsoid().inv(lon1, lat1, lon2, lat2)[0]) % 360.0


def turn_deg(first: float, second: float) -> float:
    """Return the angle between two azimuths in degrees, 0 to 180."""
    return abs((first - second + 180.0) % 360.0 - 180.0)


def length_m(lonlat: Floats) -> float:
    """Return the geodesic length in metres of a line given as an (n, 2) array of (lon, lat)."""
    return float(ellipsoid().line_length(lonlat[:, 0], lonlat[:, 1]))


def unwrap(lonlat: Floats) -> Floats:
    """Return the line with longitudes that never jump by more than 180 degrees, the first in [-180, 180).

    Parameters
    ----------
    lonlat
        (n, 2) array of (lon, lat) in degrees.
    """
    out = np.array(lonlat, dtype=np.float64)
    if len(out):
        step = (np.diff(out[:, 0]) + 180.0) % 360.0 - 180.0
        first = (out[0, 0] + 180.0) % 360.0 - 180.0
        out[:, 0] = first + np.concatenate([[0.0], np.cumsum(step)])
    return out


def geodesic(*, lat1: float, lon1: float, lat2: float, lon2: float, step_m: float = 50_000.0) -> Floats:
    """Return the geodesic between two points as an unwrapped (n, 2) array of (lon, lat), ends included.

    Parameters
    ----------
    step_m
        Longest piece in metres.
    """
    total = distance_m(lat1=lat1, lon1=lon1, lat2=lat2, lon2=lon2)
    pieces = int(np.ceil(total / step_m))
    inner = ellipsoid().npts(lon1, lat1, lon2, lat2, pieces - 1) if pieces > 1 else []
    return unwrap(np.array([(lon1, lat1), *inner, (lon2, lat2)], dtype=np.float64))
