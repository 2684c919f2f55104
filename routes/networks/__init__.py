"""Tracks along networks: sea, rail, road, river, and geodesics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

import numpy as np

from routes.errors import NoTrack, UnknownValue
from routes.geodesy import Floats, length_m

if TYPE_CHECKING:
    from routes.model import Track

NETWORKS = ("sea", "rail", "road", "river")
_LAND = ("rail", "road", "river")
_KEPT = 2048  # tracks, with what is known to have none: some 40 MB
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
        For a mode that is not one of `MODES`, or a point off the globe.
    """
    if mode not in MODES:
        raise UnknownValue(f"Unknown mode {mode!r}; use one of {', '.join(MODES)}.")
    for lon, lat in (origin, *via, destination):
        if not (-90.0 <= lat <= 90.0 and -540.0 <= lon <= 540.0):
            raise UnknownValue(f"The point {lon}, {lat} is not (lon, lat) in degrees.")
    added: tuple[str, ...] = ()
    if mode not in _LAND:
        date = ""  # nothing there changes with it
    elif not (added := import_module("routes.networks.own_net").added_sets()):
        date = import_module("routes.networks.crossings").moment(date)
    allowed = None if countries is None else tuple(countries)
    laid = _laid(mode, tuple(origin), tuple(destination), tuple(map(tuple, via)), allowed, tuple(avoid), date, added)
    if isinstance(laid, str):
        raise NoTrack(laid)
    found, lonlat = laid
    return replace(found, lonlat=tuple(zip(*lonlat.T.tolist(), strict=True)))


@lru_cache(maxsize=_KEPT)
def _laid(
    mode: str,
    origin: tuple[float, float],
    destination: tuple[float, float],
    via: tuple[tuple[float, float], ...],
    countries: tuple[str, ...] | None,
    avoid: tuple[str, ...],
    date: str,
    added: tuple[str, ...],
) -> tuple[Track, Floats] | str:
    """Lay a track, or say why there is none; the last ones are kept, since many reports tell of the same corridor.

    They are kept without their points, and these as an array: they take an eighth of the memory there.
    """
    shared = import_module("routes.networks.shared")
    found: Track | str = shared.through(_traced, (mode, origin, destination, via, countries, avoid, date, added))
    if isinstance(found, str):
        return found
    lonlat = np.array(found.lonlat, dtype=np.float64)
    return replace(found, lonlat=(), line_m=length_m(lonlat)), lonlat


def _traced(
    mode: str,
    origin: tuple[float, float],
    destination: tuple[float, float],
    via: tuple[tuple[float, float], ...],
    countries: tuple[str, ...] | None,
    avoid: tuple[str, ...],
    date: str,
    added: tuple[str, ...],
) -> Track | str:
    """Trace a track along its network, or return why there is none."""
    del added  # only tells one state of the added data from another
    # Imported by name: the networks stand on this package, so it must not depend on them.
    trace: Callable[..., Track] = import_module(f"routes.networks.{mode if mode in NETWORKS else 'air'}").trace
    try:
        if mode == "sea":
            return trace(origin, destination, via=via, avoid=avoid)
        if mode in NETWORKS:
            return trace(origin, destination, via=via, countries=countries, avoid=avoid, date=date)
        return trace(origin, destination, via=via, overflight=mode == "air")
    except NoTrack as error:
        return str(error)
