"""Tracks along the railways of the world."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from routes import assets
from routes.model import Track
from routes.networks import land
from routes.networks.graph import Floats

POLICY = land.Policy(
    mode="rail",
    file="rail.npz",
    noun="railway",
    reach_m=75_000.0,
    far_m=10_000.0,
    longer=1.006,
    low=0.98,
    high=1.045,
    coarse_m=30_000.0,
    coarse_high=0.05,
)


@cache
def _factors() -> Floats:
    """Return the cost factor of each corridor, the first for lines that are in none."""
    rows = assets.toml("atlas/facts/rail_corridors.toml")["corridor"]
    return np.array([1.0, *[float(row["factor"]) for row in rows]])


def trace(
    origin: land.Pair,
    destination: land.Pair,
    *,
    via: Sequence[land.Pair] = (),
    countries: Sequence[str] | None = None,
    avoid: Sequence[str] = (),
    date: str = "",
) -> Track:
    """Return the track by rail between two points.

    A leg whose points lie in one country stays in it (where that is impossible it leaves it, and a note says so). Trains
    keep to main corridors, pay for a change of gauge and go round closed borders where they can.

    Parameters
    ----------
    origin, destination, via
        (lon, lat) in degrees.
    countries
        ISO 3166-1 codes that the track may not leave; None to let the rule above decide.
    avoid
        Country codes to keep out of, and borders not to cross ("border:RU-UA").
    date
        ISO date of the journey, for borders that were closed then; "" for now.

    Raises
    ------
    NoTrack
        When an end is more than 75 km from a railway or no line joins the points.
    """
    points = (origin, *via, destination)
    request = land.Request(points, tuple(countries) if countries else None, tuple(avoid), date)
    return land.trace(POLICY, request, _factors())
