"""Railways of the world: contracted, repaired, each edge with its country and corridor."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes import assets
from routes.atlas.build import _lines, _reviewed

META = {
    "rail.npz": {
        "title": "Railways of the world",
        "source": "scgraph_data, world_railways (OpenStreetMap, April 2024)",
        "version": "2.0.0",
        "licence": "ODbL-1.0",
        "attribution": "© OpenStreetMap contributors, via scgraph_data",
    }
}

# Gaps between parts that the source left open are closed up to here; longer links come from the reviewed table.
SNAP_M = 2_000.0


def corridors(packed: dict[str, NDArray[Any]]) -> NDArray[np.uint8]:
    """Return for each edge the number of the corridor it belongs to, 0 for none."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    lat, lon = np.cumsum(packed["lat"]) / 1000.0, np.cumsum(packed["lon"]) / 1000.0
    u = np.cumsum(packed["u"], dtype=np.int64)
    v = u + packed["v"]
    length = packed["length"].astype(np.float64) + 1.0
    size = len(lat)
    edge = {(int(a), int(b)): i for i, (a, b) in enumerate(zip(u, v, strict=True))}
    matrix = coo_array((np.tile(length, 2), (np.r_[u, v], np.r_[v, u])), (size, size)).tocsr()
    mark = np.zeros(len(u), dtype=np.uint8)
    for number, row in enumerate(assets.toml("atlas/facts/rail_corridors.toml")["corridor"], start=1):
        nodes = [int(np.argmin(np.hypot(lat - y, (lon - x) * np.cos(np.radians(y))))) for x, y in row["through"]]
        total = 0.0
        for a, end in itertools.pairwise(nodes):
            far, before = dijkstra(matrix, indices=a, return_predecessors=True)
            if not np.isfinite(far[end]):
                raise ValueError(f"The corridor {row['name']!r} is not connected at {lon[end]}, {lat[end]}.")
            total += far[end]
            node = end
            while node != a:
                previous = int(before[node])
                mark[edge[min(previous, node), max(previous, node)]] = number
                node = previous
        print(f"  corridor {row['name']}: {total / 1000:.0f} km")
    return mark


def build(out: Path) -> None:
    """Write ``rail.npz``."""
    lines = _lines.parse("world_railways")
    country, codes = _lines.countries(lines)
    links = _lines.snap(lines, country, SNAP_M) + _lines.align(lines, country, SNAP_M)
    print(f"  {len(links)} gaps closed")
    lines, country = _reviewed.add(_lines.join(lines, links), country, codes, "rail_links.toml")
    packed = _lines.pack(lines, country, codes)
    packed["corridor"] = corridors(packed)
    _lines.save(out / "rail.npz", packed)
