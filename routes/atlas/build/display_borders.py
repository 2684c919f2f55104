"""Compile the border lines of the map from the exact ones, generalised like its coasts; needs the layer ``borders``."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from routes.atlas.build.basemap import Floats, chained, pack

META = {
    "display_borders.npz": {
        "title": "Borders between countries and disputed areas for display, generalised",
        "source": "the borders layer (timezonefinder-data 3.2026.3.post1, OpenStreetMap; disputed areas as named there)",
        "version": "3.2026.3",
        "licence": "ODbL-1.0",
        "attribution": "Borders: © OpenStreetMap contributors (ODbL)",
    },
}
_SHORTEST_DEG = 0.01
_FINEST_M = 150.0


def lines() -> tuple[list[str], list[tuple[int, Floats, bool]]]:
    """Return the names of the pairs of atoms that share a land boundary, "RU|UA", and the lines as (pair, line, False)."""
    from routes.atlas.borders import open_borders

    found: dict[str, list[Floats]] = {}
    for line in open_borders("un").boundary_lines((-180.0, -90.0, 180.0, 90.0)):
        found.setdefault("|".join(sorted((line.left, line.right))), []).append(line.lonlat)
    names = sorted(found)
    out = []
    for number, name in enumerate(names):
        whole = [line for line in chained(found[name]) if np.ptp(line, axis=0).max() >= _SHORTEST_DEG]
        whole.sort(key=lambda line: (-len(line), line[0].tolist()))
        out += [(number, line, False) for line in whole]
    return names, out


def build(out: Path) -> None:
    """Write ``display_borders.npz``."""
    names, found = lines()
    packed = {f"border_{k}": v for k, v in pack(found, _FINEST_M).items()}
    np.savez(out / "display_borders.npz", allow_pickle=False, border_pairs=np.array(names), **packed)
