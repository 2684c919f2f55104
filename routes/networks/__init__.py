"""Tracks along networks: sea, rail, road, river, and geodesics."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.errors import NoTrack, UnknownValue
from routes.geodesy import Floats, length_m

if TYPE_CHECKING:
    from routes.model import Track

NETWORKS = ("sea", "rail", "road", "river")
_LAND = ("rail", "road", "river")
_KEPT = 2048  # tracks, with what is known to have none: some 40 MB
_DATE = re.compile(r"[12]\d{3}(?:-\d{2}){0,2}(?!\d)")
MODES = ("sea", "rail", "road", "air", "river", "pipeline", "unknown")


def track(
    origin: tuple[float, float],
    destination: tuple[float, float],
    *,
    mode: str = "sea",
    via: Sequence[tuple[float, float]] = (),
    countries: Sequence[str] | None = None,
    avoid: Sequence[str] = (),
    date: str = "",
) -> Track:
    """Return the track between two points by one mode of transport.

    Each network is opened when it is first asked for.

    Parameters
    ----------
    origin, destination, via
        (lon, lat) in degrees.
    mode
        "sea", "rail", "road" and "river" follow their networks; "air", "pipeline" and "unknown" are geodesics.
    countries
        ISO 3166-1 codes that a track on land may not leave; None lets a leg between places of one country stay in it.
    avoid
        Passages not to use at sea ("suez", "panama", ...); on land countries ("CN") and borders ("border:RU-UA").
    date
        ISO date of the journey, for borders that were closed then; "" for now.

    Raises
    ------
    NoTrack
        When the network does not join the points.
    UnknownValue
        For a mode that is not one of `MODES`, a point off the globe, or a date that is none.
    """
    if mode not in MODES:
        raise UnknownValue(f"Unknown mode {mode!r}; use one of {', '.join(MODES)}.")
    if date and not _DATE.match(date):
        raise UnknownValue(f"{date!r} is no date; write it as 2024-05-31.")
    points = [_point(given) for given in (origin, *via, destination)]
    added: tuple[str, ...] = ()
    if mode not in _LAND:
        date = ""  # nothing there changes with it
    elif not (added := import_module("routes.networks.own_net").added_sets()):
        date = import_module("routes.networks.crossings").moment(date)
    allowed = None if countries is None else tuple(countries)
    laid = _laid(_Asked(mode, points[0], points[-1], tuple(points[1:-1]), allowed, tuple(avoid), date, added))
    if isinstance(laid, str):
        raise NoTrack(laid)
    found, lonlat = laid
    return replace(found, lonlat=tuple(zip(*lonlat.T.tolist(), strict=True)))


def _point(given: tuple[float, float]) -> tuple[float, float]:
    """Return a point that is one of the globe, as plain numbers."""
    try:
        lon, lat = map(float, given)
    except (TypeError, ValueError):
        lon = lat = math.nan
    if not (-90.0 <= lat <= 90.0 and -540.0 <= lon <= 540.0):
        raise UnknownValue(f"The point {given!r} is not (lon, lat) in degrees.")
    return lon, lat


class _Asked(NamedTuple):
    """What a track is asked for, as `track` takes it; ``added`` only tells one state of the added data from another."""

    mode: str
    origin: tuple[float, float]
    destination: tuple[float, float]
    via: tuple[tuple[float, float], ...]
    countries: tuple[str, ...] | None
    avoid: tuple[str, ...]
    date: str
    added: tuple[str, ...]


@lru_cache(maxsize=_KEPT)
def _laid(asked: _Asked) -> tuple[Track, Floats] | str:
    """Lay a track, or say why there is none; the last ones are kept, since many reports tell of the same corridor.

    They are kept without their points, and these as an array: they take an eighth of the memory there.
    """
    shared = import_module("routes.networks.shared")
    found: Track | str = shared.through(_traced, asked)
    if isinstance(found, str):
        return found
    lonlat = np.array(found.lonlat, dtype=np.float64)
    return replace(found, lonlat=(), line_m=length_m(lonlat)), lonlat


def _traced(asked: _Asked) -> Track | str:
    """Trace a track along its network, or return why there is none."""
    # Imported by name: the networks stand on this package, so it must not depend on them.
    trace: Callable[..., Track] = import_module(f"routes.networks.{asked.mode if asked.mode in NETWORKS else 'air'}").trace
    ends = asked.origin, asked.destination
    try:
        if asked.mode == "sea":
            return trace(*ends, via=asked.via, avoid=asked.avoid)
        if asked.mode in NETWORKS:
            return trace(*ends, via=asked.via, countries=asked.countries, avoid=asked.avoid, date=asked.date)
        return trace(*ends, via=asked.via, overflight=asked.mode == "air")
    except NoTrack as error:
        return str(error)
