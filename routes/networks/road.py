"""Tracks along the main roads of the world."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routes.model import Track
from routes.networks import land

# The estimate of the real length is in the data (see `routes.atlas.build._relief`); the rest and the interval come from the even rows of
# tests/bench/road_lengths.csv.
POLICY = land.Policy(
    mode="road",
    file="road.npz",
    noun="main road",
    reach_m=75_000.0,
    far_m=10_000.0,
    longer=1.0,
    low=0.94,
    high=1.1,
    coarse_m=50_000.0,
    coarse_high=0.15,
    guess=3.0,
)


def trace(
    origin: land.Pair,
    destination: land.Pair,
    *,
    via: Sequence[land.Pair] = (),
    countries: Sequence[str] | None = None,
    avoid: Sequence[str] = (),
    date: str = "",
) -> Track:
    """Return the track by road between two points; parameters and errors as for `rail.trace`."""
    points = (origin, *via, destination)
    request = land.Request(points, tuple(countries) if countries else None, tuple(avoid), date)
    return land.trace(POLICY, request, np.ones(1))
