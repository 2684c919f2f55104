"""The sheet a picture's map is drawn on: areas whose unit is the point (1/72 inch), a projection behind them, and the palette."""

from __future__ import annotations

from functools import cache
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


class Area:
    """A rectangle of a sheet whose unit is the point, with its origin at the lower left.

    What matplotlib's axes would be for, at a tenth of the cost: no ticks, no limits, no second look at every vertex and letter.

    Parameters
    ----------
    figure
        The sheet.
    left, bottom, width, height
        Where the rectangle lies on it, in points.
    """

    def __init__(self, figure: Any, left: float, bottom: float, width: float, height: float) -> None:
        from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

        self.figure = figure
        self.transform = Affine2D().translate(left, bottom).scale(1.0 / 72.0) + figure.dpi_scale_trans
        self.clip = TransformedBbox(Bbox.from_bounds(0.0, 0.0, width, height), self.transform)

    def add(self, artist: Any) -> None:
        """Add something that is measured in points, and cut it at the edges."""
        artist.set_transform(self.transform)
        self.figure.add_artist(artist)
        artist.set_clip_box(self.clip)

    def write(self, x: float, y: float, text: str, font: str, size: float, colour: str, order: float = 3.0, effects: Any = None) -> None:
        """Write a line of text from the left end of its baseline; dollar signs are dollar signs."""
        self.add(
            letters()(x, y, text, fontproperties=properties(font, size), color=colour, zorder=order, path_effects=effects, parse_math=False)
        )


@cache
def letters() -> Any:
    """Return matplotlib's text as one line from a given point: it need not be measured once more before it is drawn."""
    from matplotlib.patheffects import PathEffectRenderer
    from matplotlib.text import Text

    class Letters(Text):
        def draw(self, renderer: Any) -> None:
            if not self.get_text():
                return
            x, y = self.get_transform().transform(self.get_unitless_position())
            if renderer.flipy():
                y = renderer.get_canvas_width_height()[1] - y
            renderer.open_group("text", self.get_gid())
            gc = renderer.new_gc()
            gc.set_foreground(self.get_color())
            gc.set_clip_rectangle(self.get_clip_box())
            onto = PathEffectRenderer(self.get_path_effects(), renderer) if self.get_path_effects() else renderer
            onto.draw_text(gc, x, y, self.get_text(), self.get_fontproperties(), 0.0, ismath=False, mtext=self)
            gc.restore()
            renderer.close_group("text")
            self.stale = False

    return Letters


class Chart:
    """A map on an area of the sheet, the projection behind it, and what is taken."""

    def __init__(self, area: Area | None, projection: Projection, extent: Extent, size_pt: tuple[float, float]) -> None:
        self.area, self.projection, self.extent = area, projection, extent
        self.width, self.height = size_pt
        self.scale = self.width / (extent[2] - extent[0])
        lat = np.radians(projection.lat if isinstance(projection, Plane) else 30.0)
        # Zoom of a web map of the same scale, at three quarters of a point for a pixel: a pixel is 156,543 m at the equator at zoom 0.
        self.zoom = float(np.log2(156_543.0 * max(np.cos(lat), 0.1) / (0.75 * 6_371_000.0 / self.scale)))
        self.sheet = Sheet(*size_pt)

    def add(self, artist: Any) -> None:
        """Add something to the map; a chart without an area only measures."""
        if self.area:
            self.area.add(artist)

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
        if self.area:
            self.area.write(x, y, text, font, size, colour, order, effects)
