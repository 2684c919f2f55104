"""Tracing the legs of a report: each leg between placed waypoints gets a track, or a note says why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routes.errors import NoTrack
from routes.model import Leg, Note, Place, Span, Track, Waypoint
from routes.networks import track

# A via wider than this (a sea, a country) is crossed somewhere, not at its middle: it does not bend the line.
POINT_RADIUS_M = 60_000.0


def trace(legs: Sequence[Leg], waypoints: Sequence[Waypoint]) -> tuple[tuple[Track, ...], tuple[Note, ...]]:
    """Return the tracks of the legs whose two ends are placed, and notes on the others.

    A leg that its network does not join becomes a geodesic, and a note says so: a straight line is never passed off as a
    railway or a shipping lane.
    """
    by_id = {w.id: w for w in waypoints}
    tracks, notes = [], []
    for leg in legs:
        first, last = by_id.get(leg.origin), by_id.get(leg.destination)
        if not (first and first.place and last and last.place):
            missing = "start" if not (first and first.place) else "end"
            message = f"The {missing} of this leg is not known, so it is not drawn."
            notes.append(Note("open-leg", message, leg.span, (("end", missing),)))
            continue
        via = [w.place for w in map(by_id.get, leg.via) if w and w.place]
        ends = (first, last)
        try:
            found = lay(leg, first.place, last.place, via)
        except NoTrack as reason:
            message = f"{first.name} to {last.name} by {leg.mode}: {named(str(reason), ends)} The leg is drawn as a straight line."
            doubt = Note("no-track", message, leg.span, (("origin", first.name), ("destination", last.name), ("mode", leg.mode)))
            found = replace(lay(replace(leg, mode="unknown"), first.place, last.place, via), notes=(doubt,))
            notes.append(doubt)
        tracks.append(replace(found, leg=leg.id, notes=tuple(_placed(n, ends, leg.span) for n in found.notes)))
    return tuple(tracks), tuple(notes)


def _placed(note: Note, ends: Sequence[Waypoint], span: Span) -> Note:
    """Return what a network notes, said of the report's places and at its sentence."""
    place = {"start": ends[0].name, "end": ends[-1].name}.get(str(dict(note.values).get("end")))
    values = (*note.values, ("place", place)) if place else note.values
    return replace(note, message=named(note.message, ends), span=span, values=values)


def named(message: str, ends: Sequence[Waypoint]) -> str:
    """Return what a network says of a point with the place's name in the point's stead."""
    for end in ends:
        if end.place:
            message = message.replace(f"The point {end.place.lon:.3f}, {end.place.lat:.3f}", end.name)
    return message


def lay(leg: Leg, origin: Place, destination: Place, via: Sequence[Place] = ()) -> Track:
    """Lay one leg along the network of its mode.

    A leg between places of one country stays in it, unless the report names a place of another country on the way.

    Raises
    ------
    NoTrack
        When the network does not join the places.
    """
    points = [(p.lon, p.lat) for p in via if p.radius_m <= POINT_RADIUS_M]
    crossed = {p.country for p in (origin, destination, *via)} - {""}
    abroad = origin.country == destination.country and len(crossed) > 1
    return track(
        (origin.lon, origin.lat),
        (destination.lon, destination.lat),
        mode=leg.mode,
        via=points,
        countries=sorted(crossed) if abroad else None,
        date=leg.start or leg.end,
    )
