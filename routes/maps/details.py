"""Which spots of a picture's map are too crowded to read, and deserve a map of their own under it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from routes.maps.canvas import INK, Chart
from routes.maps.drawing import claim_lines
from routes.maps.story import Teller

Floats = NDArray[np.float64]

MOST = 2
_NEAR_PT = 30.0  # stops this near to each other are looked at together
_CROWDED_PT = 80.0  # a group that is no larger than this on the map is too small to read
_LEAST_GAIN = 2.5  # a map of its own has to be this much larger in scale


def crowded(chart: Chart, teller: Teller, lon: dict[str, float]) -> list[Floats]:
    """Return for each crowded spot the (lon, lat) points that a map of it has to show: stops close together, or short measured lines."""
    stops = [(lon[id], teller.places[id]["lat"]) for id in teller.numbers if id in lon and id in teller.places]
    if not stops:
        return []
    at = chart.line(stops)
    groups: list[list[int]] = []
    for i in range(len(stops)):
        near = [g for g in groups if min(float(np.hypot(*(at[i] - at[k]))) for k in g) < _NEAR_PT]
        groups = [g for g in groups if g not in near] + [sorted({i, *(k for g in near for k in g)})]
    lines = [line for line, _, _ in claim_lines(teller, lon)]
    out = []
    for group in sorted(groups):
        points = [stops[i] for i in group]
        short = []
        for line in lines:
            xy = chart.line(line)[[0, -1]]
            begins = min(float(np.hypot(*(xy[0] - at[i]))) for i in group) < 12.0
            if begins and np.isfinite(xy).all() and 2.0 < np.hypot(*(xy[1] - xy[0])) < _CROWDED_PT / 2:
                short += [(float(x), float(y)) for x, y in line[[0, -1]]]
        apart = {(round(x, 2), round(y, 2)) for x, y in points}
        size = np.ptp(chart.line(points + short), axis=0).max()
        if (len(apart) > 1 or len(short) > 2) and size < _CROWDED_PT and chart.width / _LEAST_GAIN > 2 * size:
            out.append(np.array(points + short))
    return out[:MOST]


def outline(chart: Chart, detail: Chart) -> None:
    """Draw on the map what part of it a detail shows."""
    from routes.maps.projection import Plane

    if not isinstance(detail.projection, Plane):
        return
    x0, y0, x1, y1 = detail.extent
    t = np.linspace(0.0, 1.0, 9)[:, None]
    corners = [np.array(c) for c in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]
    edge = np.concatenate([a + t * (b - a) for a, b in pairwise(corners)])
    chart.plot(chart.line(detail.projection.inverse(edge)), 0.7, INK, 6.0, alpha=0.55)
