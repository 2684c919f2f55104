"""A run as a picture for print and for places that run no scripts: PNG, SVG or PDF, without a browser."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from routes import writer
from routes.errors import NothingToDraw, UnknownValue
from routes.maps.basemap import Basemap
from routes.maps.canvas import Area, Chart
from routes.maps.details import crowded, outline
from routes.maps.drawing import draw_map, route_points
from routes.maps.ground import ground
from routes.maps.panels import foot, head
from routes.maps.projection import Extent, Projection, fit
from routes.maps.sequence import Run, unrolled
from routes.maps.story import Teller
from routes.maps.words import Words, interface
from routes.model import Itinerary

FORMATS = ("png", "svg", "pdf")
_WIDTH_IN = 8.0  # of the sheet; letters keep their size, so more pixels make a finer picture and not smaller letters
_ASPECT = (1.3, 1.9)  # least and greatest width of the map as a multiple of its height
_DETAIL_PT, _GAP_PT = 165.0, 5.0  # height of the maps of crowded spots, space around them
_SAMPLE = 3  # of how many rows and columns one is looked at to choose the colours
_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": "routes"},
    "pdf": {"CreationDate": None, "Creator": "routes", "Producer": None},
}


def load() -> None:
    """Load matplotlib; where its folder in the home cannot be made, with one for now: it would say so, and leave another one behind."""
    if "matplotlib.font_manager" in sys.modules or "MPLCONFIGDIR" in os.environ or _has_home():
        import_module("matplotlib.font_manager")
        return
    with writer.scratch() as folder:
        os.environ["MPLCONFIGDIR"] = str(folder)
        try:
            import_module("matplotlib.font_manager")
        finally:
            del os.environ["MPLCONFIGDIR"]


def _has_home() -> bool:
    """Tell whether matplotlib can keep its settings and its list of fonts where it wants to."""
    try:
        home = Path.home()
        linux = sys.platform.startswith(("linux", "freebsd"))
        config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "matplotlib" if linux else home / ".matplotlib"
        config.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return os.access(config, os.W_OK)


@contextmanager
def _plain_settings() -> Iterator[None]:
    """Draw with matplotlib's own defaults, whatever a matplotlibrc in the folder or the home says."""
    import matplotlib as mpl

    defaults = {key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith(("backend", "date.", "interactive"))}
    with mpl.rc_context(
        {**defaults, "svg.hashsalt": "routes", "pdf.fonttype": 42, "path.simplify_threshold": 0.25, "text.hinting": "none"}
    ):
        yield


def picture(run: Run | Itinerary, format: str = "png", width_px: int = 1600, layers: Basemap | None = None) -> bytes:
    """Return the picture of a run.

    The same run gives the same bytes: no dates, no random names, no fonts but those inside matplotlib.

    Parameters
    ----------
    run
        A run as `routes.runs.describe` gives it or as its file holds it, or an itinerary.
    format
        "png", "svg" or "pdf".
    width_px
        Width of a PNG; the sheet is eight inches wide, so 2400 is 300 dots an inch.
    layers
        The ground, when it is at hand.

    Raises
    ------
    UnknownValue
        For another format, or a width that cannot be drawn.
    NothingToDraw
        When no place of the run has a position.
    """
    if format not in FORMATS:
        raise UnknownValue(f"Unknown picture format {format!r}; use one of {', '.join(FORMATS)}.")
    if not 200 <= width_px <= 10_000:
        raise UnknownValue(f"A picture can be 200 to 10,000 pixels wide, not {width_px}.")
    if isinstance(run, Itinerary):
        from routes.runs import describe

        run = describe(run)
    load()
    with _plain_settings():
        figure = _compose(run, layers, width_px / _WIDTH_IN)
        if format == "png":
            return _png(figure)
        out = io.BytesIO()
        figure.savefig(out, format=format, dpi=width_px / _WIDTH_IN, metadata=_METADATA[format], facecolor="white")
    return out.getvalue()


def _png(figure: Any) -> bytes:
    """Return a figure as a PNG of 256 colours, which a map has hardly more of: a third of the size."""
    from PIL import Image

    figure.canvas.draw()
    seen = np.asarray(figure.canvas.buffer_rgba())[..., :3]
    image = Image.fromarray(np.ascontiguousarray(seen[::_SAMPLE, ::_SAMPLE]))
    palette = np.array(image.quantize(256, Image.Quantize.MAXCOVERAGE).getpalette(), np.float64).reshape(-1, 3)
    # Each pixel takes the colour that is nearest to the middle of its cell of eight levels a channel.
    cells = (seen[..., 0] >> 3).astype(np.uint16)
    for k in (1, 2):
        cells <<= 5
        cells |= seen[..., k] >> 3
    taken = np.flatnonzero(np.bincount(cells.ravel(), minlength=1 << 15))
    middles = np.stack([taken >> 10, (taken >> 5) & 31, taken & 31], axis=1) * 8.0 + 4.0
    nearest = np.zeros(1 << 15, np.uint8)
    nearest[taken] = ((palette**2).sum(axis=1) - 2 * middles @ palette.T).argmin(axis=1)
    chosen = nearest[cells]
    # The palette is spread well but misses the colours by a little: each becomes the mean of a sample of its pixels.
    few, true = chosen[::_SAMPLE, ::_SAMPLE].ravel(), seen[::_SAMPLE, ::_SAMPLE].reshape(-1, 3)
    count = np.bincount(few, minlength=len(palette))
    for k in range(3):
        total = np.bincount(few, weights=true[:, k], minlength=len(palette))
        palette[count > 0, k] = total[count > 0] / count[count > 0]
    reduced = Image.frombytes("P", chosen.shape[::-1], chosen.tobytes())
    reduced.putpalette(np.round(palette).astype(np.uint8).tobytes())
    out = io.BytesIO()
    reduced.save(out, "png", compress_level=5)
    return out.getvalue()


def _compose(run: Run, layers: Basemap | None, dpi: float) -> Any:
    """Return the figure: title, map, and under it the route, the claims and the sources."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shift, lon = unrolled(run)
    points = route_points(run, shift, lon)
    if not len(points):
        raise NothingToDraw("There is nothing to draw: no place of the report has a position.")
    layers = layers or ground(run)
    teller = Teller(run, Words(interface(run)))
    projection, extent = fit(points, _ASPECT)
    wide = _WIDTH_IN * 72.0
    high = wide * (extent[3] - extent[1]) / (extent[2] - extent[0])
    title, body = head(teller, wide), foot(teller, layers, wide)
    details = _details(Chart(None, projection, extent, (wide, high)), teller, lon)
    row = _DETAIL_PT + _GAP_PT if details else 0.0
    total = title.height + high + row + body.height
    figure = Figure(figsize=(_WIDTH_IN, total / 72.0), dpi=dpi)
    FigureCanvasAgg(figure)
    title.draw(Area(figure, 0.0, total - title.height, wide, title.height))
    body.draw(Area(figure, 0.0, 0.0, wide, body.height))
    chart = Chart(Area(figure, 0.0, body.height + row, wide, high), projection, extent, (wide, high))
    draw_map(chart, teller, layers, shift, lon)
    left = 0.0
    for detail, part, broad in details:
        drawn = Chart(Area(figure, left, body.height, broad, _DETAIL_PT), detail, part, (broad, _DETAIL_PT))
        draw_map(drawn, teller, layers, shift, lon)
        outline(chart, drawn)
        left += broad + _GAP_PT
    return figure


def _details(chart: Chart, teller: Teller, lon: dict[str, float]) -> list[tuple[Projection, Extent, float]]:
    """Return projection, extent and width in points of the maps of crowded spots, which together are as wide as the sheet."""
    spots = crowded(chart, teller, lon)
    broad = (chart.width - _GAP_PT * (len(spots) - 1)) / max(1, len(spots))
    return [(*fit(points, (broad / _DETAIL_PT, broad / _DETAIL_PT), pad=0.16), broad) for points in spots]
