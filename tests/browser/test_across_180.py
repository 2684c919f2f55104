"""Routes across 180 degrees and near the poles are one clean line, with land wherever the view looks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from routes.model import Itinerary, Leg, Place, Report, Span, Waypoint
from routes.networks import track
from routes.runs import describe

pytestmark = pytest.mark.browser
# Name, (lon, lat) and country of both ends, mode, and in which fifths of the map land has to be seen.
ROUTES = {
    "vladivostok-los-angeles": (("Vladivostok", 131.89, 43.11, "RU"), ("Los Angeles", -118.26, 33.73, "US"), "sea", (0, 4)),
    "auckland-santiago": (("Auckland", 174.78, -36.84, "NZ"), ("San Antonio", -71.62, -33.58, "CL"), "sea", (4,)),
    "auckland-santiago-air": (("Auckland", 174.79, -37.01, "NZ"), ("Santiago", -70.79, -33.39, "CL"), "air", (4,)),
    "murmansk-sabetta": (("Murmansk", 33.06, 68.98, "RU"), ("Sabetta", 72.05, 71.27, "RU"), "sea", (0, 1, 2, 3, 4)),
    "anchorage-oslo": (("Anchorage", -149.99, 61.17, "US"), ("Oslo", 11.1, 60.2, "NO"), "air", (0, 1, 2, 3)),
}
LAND = [248, 246, 241]


def run_of(name: str) -> dict[str, Any]:
    a, b, mode, _ = ROUTES[name]
    text = f"It went from {a[0]} to {b[0]}."
    waypoints = tuple(
        Waypoint(f"p{i}", n, (Span(text.index(n), text.index(n) + len(n)),), Place(n, lat, lon, country), role="on_route")
        for i, (n, lon, lat, country) in enumerate((a, b), 1)
    )
    found = replace(track(a[1:3], b[1:3], mode=mode), leg="l1")
    legs = (Leg("l1", "p1", "p2", Span(0, len(text)), mode),)  # type: ignore[arg-type]
    return describe(Itinerary(Report(text, "en", name), waypoints, legs, (found,), provenance={"settings": {"worldview": "un"}}))


@pytest.mark.parametrize("view", ["desktop", "phone"])
@pytest.mark.parametrize("name", ROUTES)
def test_one_clean_line(visit: Callable[..., Any], drawn: Callable[..., Path], name: str, view: str) -> None:
    v = visit(drawn(run_of(name), name), view)
    page, frame = v.page, v.page.locator("#map").bounding_box()
    path = page.locator("path.leg-line").first.get_attribute("d")
    assert path.count("M") == 1
    points = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]
    ends = [page.locator(".stop-num").nth(i).bounding_box() for i in range(2)]
    across = abs(ends[0]["x"] - ends[1]["x"])
    assert max(abs(a[0] - b[0]) for a, b in pairwise(points)) < max(across, 60)
    # The line goes from one end to the other and nowhere else sideways: it never runs round the world.
    xs = [x for x, _ in points]
    assert max(xs) - min(xs) < across * 1.6 + 60
    for box in ends:
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"]
    v.clean()


# Returns how much of each fifth of the map is land, once there is some in all those asked for: the ground is drawn after the page is open.
SHARES = """([[r, g, b], asked]) => {
  const canvas = document.querySelector("canvas.ground"), at = canvas.getBoundingClientRect();
  const box = document.querySelector("#map").getBoundingClientRect(), out = [];
  for (let i = 0; i < 5; i += 1) {
    const x = Math.round(box.x - at.x + (box.width * i) / 5), wide = Math.floor(box.width / 5);
    const data = canvas.getContext("2d").getImageData(x, Math.round(box.y - at.y), wide, Math.floor(box.height)).data;
    let land = 0;
    for (let k = 0; k < data.length; k += 4) if (data[k] === r && data[k + 1] === g && data[k + 2] === b) land += 1;
    out.push(land / (data.length / 4));
  }
  return asked.every((i) => out[i] > 0.02) && out;
}"""


@pytest.mark.parametrize("name", ROUTES)
def test_land_is_repeated_where_the_view_needs_it(visit: Callable[..., Any], drawn: Callable[..., Path], name: str) -> None:
    page = visit(drawn(run_of(name), name)).page
    page.wait_for_function(SHARES, arg=[LAND, ROUTES[name][3]])


@pytest.mark.parametrize("name", ROUTES)
def test_the_line_of_the_picture_stays_on_the_sheet_and_never_jumps(name: str) -> None:
    import numpy as np

    from routes.maps.canvas import Chart
    from routes.maps.projection import fit

    line = np.array(run_of(name)["legs"][0]["geometry"]["coordinates"], dtype=float)
    projection, extent = fit(line, (1.3, 1.9))
    width = 576.0
    height = width * (extent[3] - extent[1]) / (extent[2] - extent[0])
    xy = Chart(None, projection, extent, (width, height)).line(line)
    assert np.isfinite(xy).all()
    assert (xy >= 0).all() and (xy[:, 0] <= width).all() and (xy[:, 1] <= height).all()
    drawn_ = np.hypot(*np.diff(xy, axis=0).T)
    assert drawn_.sum() < 2.2 * np.hypot(*(xy[-1] - xy[0]))
