"""Turn a written report into a checked, interactive route map.

    report → read → extract → locate → trace → check → draw / export

Each verb is a function from frozen values (`routes.model`) to frozen values, and every value remembers the
characters of the report it came from. `run` does all of it and returns one `Itinerary`.

Only the two ends touch the world: reading opens the report, drawing and exporting give text or bytes
that the caller (or the command line) writes. The world itself, places, coasts, borders and networks, is
compiled into the package; nothing is downloaded. Lengths are metres on the WGS 84 ellipsoid, pairs are
(lon, lat), and longitudes of a track never jump at 180 degrees.

A doubt about a report is a note on the itinerary, never a silent guess; an error (`routes.errors`) is for a
caller's mistake or a broken file. Layers import downwards only: model and geodesy, the atlas, the stages
and outputs, the pipeline, the command line.

Names are loaded on first use, so that ``import routes`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from routes.batch import map_many
    from routes.corpus import run as run_corpus
    from routes.errors import RoutesError
    from routes.geoparsing import geoparse, resolve
    from routes.measuring import distance, judge
    from routes.model import Itinerary, Report
    from routes.networks import track
    from routes.pipeline import check, draw, export, extract, locate, plan_of, read, run, trace
    from routes.plans import Plan
    from routes.plans import read as read_plan
    from routes.settings import Settings
    from routes.settings import load as load_settings

_HOME = {
    **{name: ("routes.pipeline", name) for name in ("read", "extract", "locate", "trace", "check", "draw", "export", "run", "plan_of")},
    **{name: ("routes.geoparsing", name) for name in ("geoparse", "resolve")},
    **{name: ("routes.measuring", name) for name in ("distance", "judge")},
    "track": ("routes.networks", "track"),
    "map_many": ("routes.batch", "map_many"),
    "run_corpus": ("routes.corpus", "run"),
    "read_plan": ("routes.plans", "read"),
    "load_settings": ("routes.settings", "load"),
    "Settings": ("routes.settings", "Settings"),
    "Plan": ("routes.plans", "Plan"),
    "Itinerary": ("routes.model", "Itinerary"),
    "Report": ("routes.model", "Report"),
    "RoutesError": ("routes.errors", "RoutesError"),
}

__all__ = [
    "Itinerary", "Plan", "Report", "RoutesError", "Settings",
    "check", "distance", "draw", "export", "extract", "geoparse", "judge", "load_settings", "locate", "map_many", "plan_of", "read",
    "read_plan", "resolve", "run", "run_corpus", "trace", "track",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'routes' has no attribute {name!r}")
    home, own = _HOME[name]
    return getattr(import_module(home), own)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
