"""Tracing the legs of a report: each leg between placed waypoints gets a track, or a note says why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from routes.atlas import coast
from routes.errors import NoTrack
from routes.model import Leg, Mode, Note, Place, Span, Track, Waypoint
from routes.networks import NETWORKS, sea_ends, sea_net, track

# A via wider than this (a sea, a country) is crossed somewhere, not at its middle: it does not bend the line.
POINT_RADIUS_M = 60_000.0
# How far a port may lie from the shipping network.
PORT_M = 10_000.0
_LAND = frozenset({"road", "rail"})
_SAMPLES = 200  # points of that line
_DRY = 0.97  # share of the line between two places from which there is land all the way: lakes and bays cut it too
_LAKE_M = 400_000.0  # no boat of a lake goes as far: what barges do on the sea is no river's
# How far from every shore, those of large lakes included, a town lies that no ship reaches; rivers have ports of their own.
INLAND_M = 100_000.0
DOUBTFUL = 0.5  # likelihood below which a leg is rather none


def trace(legs: Sequence[Leg], waypoints: Sequence[Waypoint], published: str = "") -> tuple[tuple[Track, ...], tuple[Note, ...]]:
    """Return the tracks of the legs whose two ends are placed, and notes on the others.

    A leg that its network does not join becomes a geodesic, and a note says so: a straight line is never passed off as a
    railway or a shipping lane. Where the report does not say how the leg went, it goes by sea between two ports (see `settled`);
    between two inland towns no leg goes by sea, whatever the report says: by river where one joins them.

    Parameters
    ----------
    published
        ISO date of the report, for the borders that were closed then, where a leg has no date of its own.
    """
    by_id = {w.id: w for w in waypoints}
    tracks, notes = [], []
    for leg in legs:
        first, last = by_id.get(leg.origin), by_id.get(leg.destination)
        if not (first and first.place and last and last.place):
            notes.append(_open(leg, first, last))
            continue
        via = [w.place for w in map(by_id.get, leg.via) if w and w.place]
        ends = (first, last)
        try:
            found = lay(leg, first.place, last.place, via, published)
            over_sea = (
                leg.mode == "river" and found.network == "sea" and (found.length_m > _LAKE_M or _at_sea(leg, first.place, last.place))
            )
            if over_sea and "mode" not in leg.set_by_person:
                found = _otherwise(leg, first, last, via)  # barges are towed over the sea too
        except NoTrack as reason:
            impossible = leg.mode == "sea" and (
                (_inland(first.place) and _inland(last.place)) or _on_river(leg, first.place, last.place, via)
            )
            impossible = impossible or (leg.mode == "river" and _at_sea(leg, first.place, last.place))
            taken_over = leg.mode_implied and (leg.mode not in _LAND or _over_sea(first.place, last.place))
            if (taken_over or impossible) and "mode" not in leg.set_by_person and leg.mode in NETWORKS:
                tracks.append(_otherwise(leg, first, last, via))
                continue
            message = f"{first.name} to {last.name} by {leg.mode}: {named(str(reason), ends)} The leg is drawn as a straight line."
            doubt = Note("no-track", message, leg.span, (("origin", first.name), ("destination", last.name), ("mode", leg.mode)))
            found = replace(lay(replace(leg, mode="unknown"), first.place, last.place, via), notes=(doubt,))
            notes.append(doubt)
        tracks.append(replace(found, leg=leg.id, notes=tuple(_placed(n, ends, leg.span) for n in found.notes)))
    told = {leg.id: leg for leg in legs}
    return tuple(replace(t, notes=(*_doubts(told[t.leg], by_id), *t.notes)) for t in tracks), tuple(notes)


def _doubts(leg: Leg, by_id: Mapping[str, Waypoint]) -> tuple[Note, ...]:
    """Return a note where the words of the report leave it doubtful that it tells of a leg."""
    if leg.likelihood >= DOUBTFUL:
        return ()
    first, last = by_id[leg.origin].name, by_id[leg.destination].name
    message = f"It is doubtful that the report tells of a way from {first} to {last}: check its words."
    return (Note("doubtful-leg", message, leg.span, (("origin", first), ("destination", last))),)


def _open(leg: Leg, first: Waypoint | None, last: Waypoint | None) -> Note:
    """Return the note on a leg of which an end is not told, or not placed."""
    missing, end = ("end", last) if first and first.place else ("start", first)
    if end is not None:
        message = f"Where {end.name} lies is not known, so the leg is not drawn."
        return Note("unplaced-end", message, leg.span, (("place", end.name),))
    return Note("open-leg", f"The {missing} of this leg is not known, so it is not drawn.", leg.span, (("end", missing),))


def _over_sea(first: Place, last: Place) -> bool:
    """Tell whether the sea lies between two places; a desert without mapped roads does not make a lorry's way impossible."""
    return coast.dry_share((first.lon, first.lat), (last.lon, last.lat), _SAMPLES) < _DRY


def _on_river(leg: Leg, first: Place, last: Place, via: Sequence[Place]) -> bool:
    """Tell whether navigable rivers join two places: who "sails" from Samara to Rybinsk goes up the Volga."""
    try:
        return max(lay(replace(leg, mode="river"), first, last, via).snap_m) <= PORT_M
    except NoTrack:
        return False


def _ashore(place: Place) -> bool:
    """Tell whether a place lies on a shore, and not up a river."""
    return coast.nearest_shore(lat=place.lat, lon=place.lon, reach_m=PORT_M) is not None


def _at_sea(leg: Leg, first: Place, last: Place) -> bool:
    """Tell whether two places lie on the sea itself, and not on a lake: a barge goes over the bay from one to the other."""
    water = sea_net.open_net().component
    try:
        ends = [sea_ends.join(place.lon, place.lat) for place in (first, last)]
        open_sea = all((water[end.nodes] == 0).any() and _ashore(place) for end, place in zip(ends, (first, last), strict=True))
        return open_sea and max(lay(replace(leg, mode="sea"), first, last).snap_m) <= PORT_M
    except NoTrack:
        return False


def _inland(place: Place) -> bool:
    """Tell whether no ship of the sea can call at a place."""
    return coast.nearest_shore(lat=place.lat, lon=place.lon, reach_m=INLAND_M) is None


def _otherwise(leg: Leg, first: Waypoint, last: Waypoint, via: Sequence[Place]) -> Track:
    """Return the track of a leg that cannot have gone by the mode told: by the other water between two ports, else straight."""
    assert first.place and last.place
    told = (("origin", first.name), ("destination", last.name), ("mode", leg.mode))
    why = f"{first.name} to {last.name}: the report speaks of {leg.mode}, which cannot lead there"
    try:
        by: Mode = "river" if leg.mode == "sea" else "sea"
        found = lay(replace(leg, mode=by), first.place, last.place, via)
        if max(found.snap_m) > PORT_M:
            raise NoTrack("An end lies on no such water.")
        note = Note(f"mode-{by}", f"{why}; the leg is taken to have gone by {by}.", leg.span, told)
    except NoTrack:
        found = lay(replace(leg, mode="unknown"), first.place, last.place, via)
        note = Note("mode-unknown", f"{why}; how it went is not known, and the leg is drawn as a straight line.", leg.span, told)
    return replace(found, leg=leg.id, notes=(note, *(_placed(n, (first, last), leg.span) for n in found.notes)))


def settled(legs: Sequence[Leg], tracks: Sequence[Track]) -> tuple[Leg, ...]:
    """Return the legs with the modes that their tracks turned out to have, where these had only been taken over."""
    found = {
        track.leg: note.code.removeprefix("mode-")
        for track in tracks
        for note in track.notes
        if note.code in ("mode-sea", "mode-river", "mode-unknown")
    }
    return tuple(replace(leg, mode=cast(Mode, found.get(leg.id, leg.mode))) for leg in legs)


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


def lay(leg: Leg, origin: Place, destination: Place, via: Sequence[Place] = (), published: str = "") -> Track:
    """Lay one leg along the network of its mode.

    A leg between places of one country stays in it, unless the report names a place of another country on the way. Borders are
    as on the date of the leg, or else of the report.

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
        date=leg.start or leg.end or published,
    )
