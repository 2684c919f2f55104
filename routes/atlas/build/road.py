"""Main roads of the world: contracted, gaps closed, each edge with its country."""

from __future__ import annotations

from pathlib import Path

from routes.atlas.build import _lines

META = {
    "road.npz": {
        "title": "Main roads of the world",
        "source": "scgraph_data, world_highways (OpenStreetMap)",
        "version": "2.0.0",
        "licence": "ODbL-1.0",
        "attribution": "© OpenStreetMap contributors, via scgraph_data",
    }
}

SNAP_M = 2_000.0


def build(out: Path) -> None:
    """Write ``road.npz``."""
    lines = _lines.parse("world_highways")
    country, codes = _lines.countries(lines)
    links = _lines.snap(lines, country, SNAP_M)
    print(f"  {len(links)} gaps closed")
    lines = _lines.join(lines, links)
    _lines.save(out / "road.npz", _lines.pack(lines, country, codes))
