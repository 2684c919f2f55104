"""Tracks along navigable rivers and canals, and on over the sea where a leg ends beyond a river's mouth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from routes.errors import NoTrack
from routes.geodesy import distance_m, unwrap
from routes.model import Note, Track
from routes.networks import land
from routes.networks.graph import open_graph

# That mapped courses are generalised is in the data (kilometre posts, see `routes.atlas.build.rivers`).
POLICY = land.Policy(
    mode="river",
    file="river.npz",
    noun="waterway",
    reach_m=30_000.0,
    far_m=5_000.0,
    longer=1.0,
    low=0.96,
    high=1.08,
    coarse_m=30_000.0,
    domestic=False,
    dry=False,
)
# Mouths farther than this (straight) from an end on the coast are not tried.
SEA_REACH_M = 1_500_000.0
MOUTHS = 3


def trace(
    origin: land.Pair,
    destination: land.Pair,
    *,
    via: Sequence[land.Pair] = (),
    countries: Sequence[str] | None = None,
    avoid: Sequence[str] = (),
    date: str = "",
) -> Track:
    """Return the track along navigable rivers and canals between two points.

    Where an end lies on no waterway but on the coast, the track follows the river to its mouth and goes on over the sea, and a note
    says so; where both do, it is one of the sea network, which has the Great Lakes and the Saint Lawrence. Borders do not matter on
    an international river.

    Parameters
    ----------
    origin, destination, via
        (lon, lat) in degrees.
    countries, date
        Accepted for likeness with the other networks.
    avoid
        Passages not to use on a part over the sea.

    Raises
    ------
    NoTrack
        When no waterway is within 30 km of the inland end, or none joins the points.
    """
    del countries, date
    points = (origin, *via, destination)
    found: list[Track] = []
    failure: NoTrack | None = None
    try:
        found.append(_inland(points))
    except NoTrack as error:
        failure = error
    if not via and (failure or found[0].snap_m[1] > POLICY.far_m):
        found += _by_sea(origin, destination, avoid)
    if not via and (failure or found[0].snap_m[0] > POLICY.far_m):
        found += [_reversed(track) for track in _by_sea(destination, origin, avoid)]
    if not found and not via:
        found = _by_sea_alone(origin, destination, avoid)
    if not found:
        raise failure or NoTrack("No waterway in the embedded network joins the two places.")
    return min(found, key=lambda track: track.length_m)


def _inland(points: Sequence[land.Pair]) -> Track:
    """Return a track that stays on waterways."""
    return land.trace(POLICY, land.Request(tuple(points), None, (), ""), np.ones(1))


def _by_sea(inner: land.Pair, outer: land.Pair, avoid: Sequence[str]) -> list[Track]:
    """Return tracks from a place on a river to one on the coast, over the mouths nearest to the coast place."""
    from routes.networks import sea

    graph = open_graph(POLICY.file)
    mouths = list(zip(graph.raw["mouth_lon"].tolist(), graph.raw["mouth_lat"].tolist(), strict=True))
    far = [distance_m(lat1=y, lon1=x, lat2=outer[1], lon2=outer[0]) for x, y in mouths]
    found: list[Track] = []
    tried = 0
    for k in np.argsort(far, kind="stable").tolist():
        if far[k] > SEA_REACH_M or tried >= MOUTHS:
            break
        try:
            first = _inland((inner, mouths[k]))
        except NoTrack:
            continue
        tried += 1
        try:
            second = sea.trace(mouths[k], outer, avoid=avoid)
        except NoTrack:
            continue
        if max(second.snap_m) <= POLICY.far_m * 2:
            found.append(_joined(first, second))
    return found


def _by_sea_alone(origin: land.Pair, destination: land.Pair, avoid: Sequence[str]) -> list[Track]:
    """Return the track over the sea network, which has the great lakes and the lower reaches of great rivers, where both ends lie on it."""
    from routes.networks import sea

    try:
        found = sea.trace(origin, destination, avoid=avoid)
    except NoTrack:
        return []
    return [found] if max(found.snap_m) <= POLICY.far_m * 2 else []


def _joined(first: Track, second: Track) -> Track:
    """Return a river track and a sea track as one."""
    lonlat = unwrap(np.array([*first.lonlat, *second.lonlat[1:]], dtype=np.float64))
    a, b = lonlat[0], lonlat[-1]
    straight = distance_m(lat1=float(a[1]), lon1=float(a[0]), lat2=float(b[1]), lon2=float(b[0]))
    shift = len(first.lonlat) - 1
    words = f"{first.length_m / 1000:.0f} km lead along the river to its mouth, {second.length_m / 1000:.0f} km over the sea."
    note = Note("river-and-sea", words, values=(("river_m", round(first.length_m)), ("sea_m", round(second.length_m))))
    return replace(
        first,
        lonlat=tuple((float(x), float(y)) for x, y in lonlat),
        length_m=first.length_m + second.length_m,
        geodesic_m=straight,
        snap_m=(first.snap_m[0], second.snap_m[1]),
        low_m=first.low_m + second.low_m,
        high_m=first.high_m + second.high_m,
        passages=second.passages,
        inferred=(*first.inferred, *((i + shift, j + shift) for i, j in second.inferred)),
        notes=(*first.notes, note, *second.notes),
    )


def _reversed(track: Track) -> Track:
    """Return a track in the other direction."""
    last = len(track.lonlat) - 1
    line = unwrap(np.array(track.lonlat[::-1], dtype=np.float64))
    return replace(
        track,
        lonlat=tuple((float(x), float(y)) for x, y in line),
        snap_m=track.snap_m[::-1],
        countries=track.countries[::-1],
        country_m=track.country_m[::-1],
        passages=track.passages[::-1],
        inferred=tuple((last - j, last - i) for i, j in reversed(track.inferred)),
    )
