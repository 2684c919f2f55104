"""Straight tracks on the ellipsoid: flights, pipelines and legs of which no network is known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from routes.geodesy import Floats, distance_m, geodesic, unwrap
from routes.model import Track

Pair = tuple[float, float]
# Longest drawn piece; on a Mercator map a geodesic of 50 km is straight to the eye.
STEP_M = 50_000.0


def trace(
    origin: Pair,
    destination: Pair,
    *,
    via: Sequence[Pair] = (),
    countries: Sequence[str] | None = None,
    avoid: Sequence[str] = (),
    overflight: bool = True,
) -> Track:
    """Return the geodesic through the points, with the countries under it.

    Parameters
    ----------
    origin, destination, via
        (lon, lat) in degrees.
    countries, avoid
        Accepted for likeness with the networks; a straight line knows no choice.
    overflight
        Whether to list the countries below the line (this opens the borders).
    """
    points = (origin, *via, destination)
    pieces: list[Floats] = []
    for a, b in itertools.pairwise(points):
        piece = geodesic(lat1=a[1], lon1=a[0], lat2=b[1], lon2=b[0], step_m=STEP_M)
        pieces.append(piece if not pieces else piece[1:])
    lonlat = unwrap(np.concatenate(pieces))
    length = sum(distance_m(lat1=a[1], lon1=a[0], lat2=b[1], lon2=b[0]) for a, b in itertools.pairwise(points))
    straight = distance_m(lat1=origin[1], lon1=origin[0], lat2=destination[1], lon2=destination[0])
    line = tuple((float(x), float(y)) for x, y in lonlat)
    return Track(
        lonlat=line,
        length_m=length,
        geodesic_m=straight,
        method="geodesic",
        low_m=length,
        high_m=length,
        countries=_below(line) if overflight else (),
    )


def _below(line: tuple[Pair, ...]) -> tuple[str, ...]:
    """Return the countries under a line in travel order, as the United Nations draws them."""
    try:
        from routes.atlas.borders import open_borders
    except ImportError:
        return ()
    return tuple(open_borders("un").countries_along(line))
