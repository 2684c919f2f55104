"""The sheet a picture's map is drawn on: axes whose unit is the point (1/72 inch), a projection behind them, and the palette."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from routes.maps.lettering import Sheet, properties
from routes.maps.projection import Extent, Plane, Projection, stroke

Floats = NDArray[np.float64]

WATER, LAND, COAST, RIVER, BORDER, GRID = "#d5e3ea", "#f8f6f1", "#a9c0cc", "#bdd3de", "#a59a8c", "#c3d4dd"
INK, FAINT, MEASURE, WHISKER = "#1c2328", "#5c666d", "#7a3fa0", "#4a4f54"
HALO = LAND
# Width in points, colour after Okabe and Ito (2008), and what besides the colour tells a mode: cross ties, a light core, beads.
MODES: dict[str, tuple[float, str, str]] = {
    "sea": (2.4, "#0072b2", ""),
    "rail": (1.7, "#d55e00", "ties"),
    "road": (3.2, "#b07a00", "core"),
    "air": (1.5, "#a8437f", ""),
    "river": (3.0, "#00805f", "broken core"),
    "pipeline": (1.4, "#4b4b4b", "beads"),
    "unknown": (2.0, "#555b61", ""),
}


class Chart:
    """Axes in points, the projection behind them, and what is taken."""

    def __init__(self, axes: Any, projection: Projection, extent: Extent, size_pt: tuple[float, float]) -> None:
        self.axes, self.projection, self.extent = axes, projection, extent
        self.width, self.height = size_pt
        self.scale = self.width / (extent[2] - extent[0])
        lat = np.radians(projection.lat if isinstance(projection, Plane) else 30.0)
        # Zoom of a web map of the same scale, at three quarters of a point for a pixel: a pixel is 156,543 m at the equator at zoom 0.
        self.zoom = float(np.log2(156_543.0 * max(np.cos(lat), 0.1) / (0.75 * 6_371_000.0 / self.scale)))
        self.sheet = Sheet(*size_pt)
        if axes is not None:  # without axes a chart only measures
            axes.set_xlim(0, self.width)
            axes.set_ylim(0, self.height)
            axes.set_axis_off()

    def add(self, artist: Any) -> None:
        """Add something to the axes, whose limits stand: matplotlib's own way would look at every vertex to widen them."""
        artist.set_clip_on(True)
        self.axes.add_artist(artist)

    def points(self, xy: Floats) -> Floats:
        """Return map coordinates in points."""
        return np.asarray((xy - np.array(self.extent[:2])) * self.scale)

    def line(self, lonlat: Any) -> Floats:
        """Return a line of (lon, lat) in points."""
        return self.points(stroke(np.asarray(lonlat, dtype=np.float64).reshape(-1, 2), self.projection))

    def plot(self, xy: Floats, width: float, colour: str, order: float, **style: Any) -> None:
        """Draw a line."""
        from matplotlib.lines import Line2D

        self.add(Line2D(xy[:, 0], xy[:, 1], linewidth=width, color=colour, zorder=order, **style))

    def write(
        self, x: float, y: float, text: str, font: str, size: float, colour: str, halo: str | None = None, order: float = 9.0
    ) -> None:
        """Write a line of text from the left end of its baseline; dollar signs are dollar signs."""
        from matplotlib.patheffects import withStroke

        effects = [withStroke(linewidth=size * 0.36, foreground=halo)] if halo else None
        self.axes.text(
            x, y, text, fontproperties=properties(font), fontsize=size, color=colour, zorder=order, path_effects=effects, parse_math=False
        )
