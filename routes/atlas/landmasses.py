"""Which lines run around the largest piece of a country's land: its mainland, as against its islands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routes.atlas.border_lines import UNIT_DEG, Integers, Lines

_TURN = round(360 / UNIT_DEG)  # units of a whole turn: the date line is one meridian from either side


def mainland(lines: Lines, inside: NDArray[np.bool_]) -> Integers:
    """Return the chunks of the lines around the largest piece of an area, and around the holes in any.

    ``inside`` tells which labels are the area. Chunks of one ring meet end to end. What a ring encloses on the unit sphere is the sum of
    -sin(latitude) over its longitudes (Green's theorem), negative for a hole: a country enclosed by another is no coast of an island.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    chunks = lines.between(inside, ~inside)
    ends = lines.decode(chunks).ends
    count = lines.count[chunks]
    last = np.cumsum(count) - 1
    first = last - count + 1
    lonlat = np.round(np.concatenate([ends[first, :2], ends[last, 2:]]) / UNIT_DEG).astype(np.int64)
    knots, knot = np.unique(lonlat[:, 0] % _TURN + _TURN * lonlat[:, 1], return_inverse=True)
    knot = knot.astype(np.int32)  # what every SciPy takes as an index
    begin, end = knot[: len(chunks)], knot[len(chunks) :]
    _, ring = connected_components(coo_array((np.ones(len(chunks)), (begin, end)), shape=(len(knots),) * 2), directed=False)
    lon1, lat1, lon2, lat2 = np.radians(ends).T
    swept = np.add.reduceat((lon2 - lon1) * (np.sin(lat1) + np.sin(lat2)) / 2, first)
    area = np.bincount(ring[begin], np.where(inside[lines.sides(chunks)[0]], -swept, swept))
    around: Integers = chunks[(ring[begin] == area.argmax()) | (area[ring[begin]] < 0)]
    return around
