"""Tracing the legs of a report: each leg between placed waypoints gets a track, or a note says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routes.errors import NoTrack
from routes.model import Leg, Note, Track, Waypoint
from routes.networks import track


def trace(legs: Sequence[Leg], waypoints: Sequence[Waypoint]) -> tuple[tuple[Track, ...], tuple[Note, ...]]:
    """Return the tracks of the legs whose two ends are placed, and notes on the others.

    A leg that its network does not join becomes a geodesic, and a note says so: a straight line is never passed off as a
    railway or a shipping lane.
    """
    by_id = {w.id: w for w in waypoints}
    tracks, notes = [], []
    for leg in legs:
        ends = [by_id.get(i) for i in (leg.origin, *leg.via, leg.destination)]
        placed = [(w.place.lon, w.place.lat) for w in ends if w and w.place]
        first, last = ends[0], ends[-1]
        if not (first and first.place and last and last.place):
            missing = "start" if not (first and first.place) else "end"
            notes.append(Note("open-leg", f"The {missing} of this leg is not known, so it is not drawn.", leg.span))
            continue
        try:
            found = track(placed[0], placed[-1], mode=leg.mode, via=placed[1:-1])
        except NoTrack as reason:
            found = track(placed[0], placed[-1], mode="unknown", via=placed[1:-1])
            note = Note("no-track", f"{first.name} to {last.name} by {leg.mode}: {reason} The leg is drawn as a straight line.", leg.span)
            found = replace(found, notes=(*found.notes, note))
            notes.append(note)
        tracks.append(replace(found, leg=leg.id))
    return tuple(tracks), tuple(notes)
