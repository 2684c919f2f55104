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
TURN_DEG = 20.0
# How often a flight asks what country it is over.
SAMPLE_M = 2_500.0


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
    lonlat = _round_pole(unwrap(np.concatenate(pieces)))
    length = sum(distance_m(lat1=a[1], lon1=a[0], lat2=b[1], lon2=b[0]) for a, b in itertools.pairwise(points))
    straight = distance_m(lat1=origin[1], lon1=origin[0], lat2=destination[1], lon2=destination[0])
    line = tuple((float(x), float(y)) for x, y in lonlat)
    below = _below(lonlat) if overflight else ()
    return Track(
        lonlat=line,
        length_m=length,
        geodesic_m=straight,
        method="geodesic",
        low_m=length,
        high_m=length,
        countries=tuple(code for code, _ in below),
        country_m=tuple(metres for _, metres in below),
    )


def _round_pole(lonlat: Floats) -> Floats:
    """Return the line with points added where it passes a pole, so that no piece turns more than `TURN_DEG` of longitude."""
    parts = []
    for a, b in itertools.pairwise(lonlat):
        count = max(1, int(np.ceil(abs(b[0] - a[0]) / TURN_DEG)))
        parts.append(np.linspace(a, b, count, endpoint=False))
    return np.concatenate([*parts, lonlat[-1:]])


def _below(lonlat: Floats) -> tuple[tuple[str, float], ...]:
    """Return the countries under a line in travel order, each with the metres over its land, as the United Nations draws them.

    The line is asked every `SAMPLE_M`, so a country crossed in less may be missed.
    """
    from routes.atlas.borders import open_borders

    points, steps = [], []
    for (x1, y1), (x2, y2) in itertools.pairwise(lonlat.tolist()):
        far = distance_m(lat1=y1, lon1=x1, lat2=y2, lon2=x2)
        count = max(1, int(far // SAMPLE_M))
        points.append(np.linspace((x1, y1), (x2, y2), count, endpoint=False))
        steps += [far / count] * count
    samples = np.concatenate([*points, lonlat[-1:]])
    samples[:, 0] = (samples[:, 0] + 180.0) % 360.0 - 180.0
    metres = (np.array([0.0, *steps]) + np.array([*steps, 0.0])) / 2  # half of the step on either side
    over = [(code, m) for code, m in zip(open_borders("un").countries_along(samples), metres.tolist(), strict=True) if code]
    groups = itertools.groupby(over, key=lambda pair: pair[0])
    return tuple((code, sum(m for _, m in group)) for code, group in groups)
