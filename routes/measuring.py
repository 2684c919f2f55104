"""Ad hoc distances: between places, to a border, to a coast, straight or along a network."""

from __future__ import annotations

from dataclasses import replace

from routes.errors import PlaceError, UnknownValue
from routes.model import Claim, Finding, Leg, Place, Span, Waypoint

End = str | tuple[float, float]
MODES = ("straight", "sea", "rail", "road", "river", "air")


def distance(origin: End, target: End, *, mode: str = "straight", worldview: str = "un", language: str = "en") -> tuple[Finding, ...]:
    """Measure how far one place is from another, or from a border or coast, under every reading.

    Parameters
    ----------
    origin
        A name or a (lon, lat) pair.
    target
        The same, or "border:UA", "border:*" (the nearest), "coast:RU", "coast:*".
    mode
        "straight" for the geodesic, or a network: sea, rail, road, river, air.
    worldview
        Whose borders.
    language
        ISO 639-1 code of the readings' names.

    Returns
    -------
    tuple of Finding
        Metres, the plain reading first, each with its two points.

    Raises
    ------
    PlaceError
        When a name is not known.
    NoTrack
        When the network does not join the two places.
    UnknownValue
        When the mode is not one of those above.
    """
    from routes.checks import check

    if mode not in MODES:
        raise UnknownValue(f"There is no mode {mode!r}; use one of {', '.join(MODES)}.")
    a = _waypoint("a", origin)
    kind = {"border": "point-to-border", "coast": "point-to-coast"}.get(str(target).partition(":")[0])
    anything = {"value": 0.0, "unit": "km", "low": 0.0, "high": float("inf"), "span": Span(0, 0), "id": "c", "origin": "a"}
    if kind:
        return check([Claim(kind=kind, target=str(target), **anything)], [a], language=language, worldview=worldview)[0].findings  # type: ignore[arg-type]
    b = _waypoint("b", target)
    if mode == "straight":
        found = check([Claim(kind="point-to-point", target="b", **anything)], [a, b], language=language)[0].findings  # type: ignore[arg-type]
        return tuple(f for f in found if f.measure != "road-like")
    from routes.networks import tracing

    assert a.place and b.place
    leg = Leg("l", "a", "b", Span(0, 0), mode=mode)  # type: ignore[arg-type]
    traced = replace(tracing.lay(leg, a.place, b.place), leg="l")
    route = Claim(kind="route-length", target="b", leg="l", **anything)  # type: ignore[arg-type]
    return tuple(f for f in check([route], [a, b], [leg], [traced], language=language)[0].findings if f.measure.startswith("track"))


def _waypoint(id: str, end: End) -> Waypoint:
    """Return a named or given point as a waypoint; the most prominent bearer of a name is taken."""
    from routes.atlas.places import open_gazetteer

    if not isinstance(end, str):
        lon, lat = end
        return Waypoint(id, f"{lat:.4f} {lon:.4f}", (), Place(f"{lat:.4f} {lon:.4f}", lat=lat, lon=lon))
    found = open_gazetteer().lookup(end)
    if not found:
        raise PlaceError(f"No place called {end!r} is known; give another spelling, or its coordinates.")
    return Waypoint(id, found[0].name, (), found[0])
