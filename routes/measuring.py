"""Ad hoc distances and verdicts: between places, to a border, a coast or a line of one's own, straight or along a network."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

import numpy as np

from routes.assets import toml
from routes.errors import PlaceError, UnknownValue
from routes.gazetteers import priors, scene
from routes.model import Claim, ClaimKind, Finding, Leg, Mentions, Mode, Place, Span, Toponym, Track, Verdict, Waypoint
from routes.text import fold

End = str | tuple[float, float]
MODES = ("straight", "sea", "rail", "road", "river", "air")
_KINDS: dict[str, ClaimKind] = {"border": "point-to-border", "coast": "point-to-coast", "front": "point-to-line", "line": "point-to-line"}
_POINT = re.compile(r"\s{0,9}(-?\d{1,2}(?:\.\d{1,12})?)\s{0,9}[,; ]\s{0,9}(-?\d{1,3}(?:\.\d{1,12})?)\s{0,9}")
_FEW = 4  # places of a name among which its capital is looked for
_APART = 2.0  # points lost for each power of ten of the distance between two names
_TOWN = 50_000  # people of a town that its name means sooner than a province called so
_OVER_AREA = 2.0  # points lost by such a province
_NEAR_M = 50_000.0  # from which a distance counts
_ANYTHING = Claim("c1", Span(0, 0), "point-to-point", 0.0, "km", 0.0, float("inf"), origin="p1", target="p2", sole=True)


def distance(origin: End, target: End, *, mode: str = "straight", worldview: str = "un", language: str = "en") -> tuple[Finding, ...]:
    """Measure how far one place is from another, or from a border or coast, under every reading.

    Parameters
    ----------
    origin
        A name ("Tripoli, Lebanon" where there are several), "lat, lon" in degrees, or a (lon, lat) pair.
    target
        The same, or "border:UA", "border:*" (the nearest), "coast:RU", "coast:*", "front:*" (the front lines that were added), "line:NAME".
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
        When the mode is not one of those above or does not lead to a line, an end is empty, the first one is no place, or there is no
        such border, coast or line.
    """
    found = _judge(origin, target, _ANYTHING, mode=mode, worldview=worldview, language=language).findings
    if not found:
        kind, _, name = str(target).partition(":")
        hint = "; add one with: routes atlas add FILE --mode front" if kind in ("front", "line") else ""
        raise UnknownValue(f"There is no {kind} {name!r} to measure to{hint}.")
    return tuple(f for f in found if f.measure.startswith("track")) if mode not in ("straight", "air") else found


def judge(
    origin: End, target: End, claim: str, *, mode: str = "straight", worldview: str = "un", language: str = "en", spoken: str = "en"
) -> Verdict:
    """Say whether a stated distance or time between two places holds.

    Parameters
    ----------
    origin, target, worldview, language
        As for `distance`.
    claim
        The figure in words: "about 290 km (180 miles)", "more than 1,000 nautical miles", "60 km north-east", "two days".
    mode
        "straight" for a distance as the crow flies; a network for the length of a way along it, and for a time of travel.
    spoken
        ISO 639-1 code of the language of the claim.

    Returns
    -------
    Verdict
        The answer, the sentence that says why, and every reading that was measured.

    Raises
    ------
    PlaceError, NoTrack, UnknownValue
        As for `distance`; also when the claim holds no figure.
    """
    from routes.extraction.figures import spoken as read

    return _judge(origin, target, replace(read(claim, spoken), id="c1"), mode=mode, worldview=worldview, language=language)


def _judge(origin: End, target: End, claim: Claim, *, mode: str, worldview: str, language: str) -> Verdict:
    from routes.checks import miles
    from routes.pipeline import check

    if mode not in MODES:
        raise UnknownValue(f"There is no mode {mode!r}; use one of {', '.join(MODES)}.")
    if "" in (origin, target):
        raise UnknownValue("An end is empty; give a name, lat, lon, or for the second one border:UA, coast:RU or front:*.")
    if _line(origin):
        raise UnknownValue(f"{origin} can only be the second end; name the place first.")
    line = _line(target)
    if line and str(target).endswith(":"):
        raise UnknownValue(f"{target} names nothing to measure to; write {target}* for the nearest.")
    if line and mode != "straight":
        raise UnknownValue(f"{target} is measured to as the crow flies; no way by {mode} leads to a line.")
    a, b = waypoints(origin, "" if line else target, claim)
    if line:
        claim = miles.settled(replace(claim, kind=line, origin="p1", target=str(target)), {"p1": a})
        return check([claim], [a], language=language, worldview=worldview)[0]
    assert b is not None
    claim = replace(claim, origin="p1", target="p2")
    if mode == "straight" and claim.kind != "duration":
        claim = miles.settled(claim, {"p1": a, "p2": b})
        return check([claim], [a, b], language=language, worldview=worldview)[0]
    leg, track = _lay(a, b, mode)
    claim = replace(claim, kind="duration" if claim.kind == "duration" else "route-length", leg="l1")
    claim = miles.settled(claim, {"p1": a, "p2": b}, [leg])
    return check([claim], [a, b], [leg], [track], language=language, worldview=worldview)[0]


def _line(end: End) -> ClaimKind | None:
    """Return what kind of line an end is, None for a place: "border:UA"."""
    kind, colon, _ = end.partition(":") if isinstance(end, str) else ("", "", "")
    return _KINDS.get(kind) if colon else None


def _lay(a: Waypoint, b: Waypoint, mode: str) -> tuple[Leg, Track]:
    from routes.networks import tracing

    assert a.place and b.place
    leg = Leg("l1", "p1", "p2", Span(0, 0), mode=cast(Mode, "unknown" if mode == "straight" else mode))
    return leg, replace(tracing.lay(leg, a.place, b.place), leg="l1")


def waypoints(origin: End, target: End, claim: Claim = _ANYTHING) -> tuple[Waypoint, Waypoint | None]:
    """Return the two ends as waypoints p1 and p2, names settled together as in a report; no second one where ``target`` is "".

    Raises
    ------
    PlaceError
        When a name is not known.
    """
    from routes.atlas.places import open_gazetteer
    from routes.gazetteers import resolution

    text, toponyms, made = "", [], {}
    for id, end in (("p1", origin), ("p2", target)):
        point = _given(end)
        if point:
            made[id] = Waypoint(id, point.name, (), point, set_by_person=("lat", "lon"))
        elif end:
            text, named = _named(text, str(end), id)
            toponyms += named
    claims = (claim,) if claim.high < float("inf") and claim.kind == "point-to-point" and len(made) == 0 and target else ()
    if [t.id for t in toponyms] == ["p1", "p2"] and not claims:
        toponyms = _together(*toponyms)
    if toponyms:
        located = resolution.locate(Mentions(tuple(toponyms), (), claims), text, open_gazetteer())
        for toponym in toponyms:
            if toponym.id in ("p1", "p2"):
                waypoint = next(w for w in located.waypoints if toponym.span in w.mentions)
                made[toponym.id] = _settled(replace(waypoint, id=toponym.id, mentions=()))
    return made["p1"], made.get("p2")


def _together(a: Toponym, b: Toponym) -> list[Toponym]:
    """Return two names with only the candidates that go together best: "Córdoba" and "Rosario" are both in Argentina.

    Every pair is weighed by how well known its places are and how near each other, towns before provinces; the distance counts by its
    order of magnitude, so that two small namesakes do not beat Paris and Dallas.
    """
    weights = toml("gazetteers/weights.toml")
    known = []
    for t in (a, b):
        points = [priors.prior(p, k, fold(t.surface), weights["prior"]) for k, p in enumerate(t.candidates)]
        towns = any(scene.is_settlement(p) and p.population >= _TOWN for p in t.candidates)
        area = [_OVER_AREA if towns and p.feature_code.startswith("ADM") else 0.0 for p in t.candidates]
        known.append(np.array(points) - area)
    apart_m = scene.apart_m(scene.vectors(a.candidates), scene.vectors(b.candidates))
    together = known[0][:, None] + known[1][None, :] - _APART * np.log10(1.0 + apart_m / _NEAR_M)
    together[apart_m < 1.0] = -np.inf  # one place twice
    best = np.unravel_index(int(np.argmax(together)), together.shape)
    found = []
    for t, k in zip((a, b), best, strict=True):
        beside = scene.apart_m(scene.vectors(t.candidates), scene.vectors([t.candidates[k]]))[:, 0] < weights["answer"]["apart_m"]
        order = sorted(np.flatnonzero(beside), key=lambda n: n != k)
        found.append(replace(t, candidates=tuple(t.candidates[n] for n in order)))
    return found


def _given(end: End) -> Place | None:
    """Return a point that is given by its coordinates, None for a name."""
    if not isinstance(end, str):
        try:
            lon, lat = map(float, end)
        except (TypeError, ValueError) as error:
            raise UnknownValue(f"The end {end!r} is neither a name nor (lon, lat) in degrees.") from error
    elif found := _POINT.fullmatch(end):
        lat, lon = float(found.group(1)), float(found.group(2))
    else:
        return None
    if not (-90.0 <= lat <= 90.0 and -540.0 <= lon <= 540.0):
        raise UnknownValue(f"The point {lat}, {lon} is not latitude, longitude in degrees.")
    return Place(f"{lat:.4f} {lon:.4f}", lat=lat, lon=lon, source="given")


def _named(text: str, name: str, id: str) -> tuple[str, list[Toponym]]:
    """Return the text with a name, and its toponyms: "Tripoli, Lebanon" are two, of which the second holds the first."""
    from routes.atlas.places import open_gazetteer

    found = []
    whole = open_gazetteer().lookup(name)
    parts = [name] if whole else [part.strip() for part in name.split(",", 1)]
    for number, part in enumerate(parts):
        candidates = whole or open_gazetteer().lookup(part)
        if not candidates:
            raise PlaceError(f"No place called {part!r} is known; give another spelling, or its coordinates.")
        if number == 0:
            candidates = _towns(candidates)
        start = len(text)
        text += part + (", " if number < len(parts) - 1 else ". ")
        ident = id if number == 0 else f"{id}-within"
        within = f"{id}-within" if number == 0 and len(parts) > 1 else ""
        found.append(Toponym(ident, Span(start, start + len(part)), part, candidates, within=within))
    return text, found


def _towns(candidates: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return a name's places without the country that is called like its capital: "Djibouti" is the town, "border:DJ" the country."""
    capital = any(c.feature_code == "PPLC" for c in candidates[:_FEW])
    return tuple(c for c in candidates if not c.feature_code.startswith("PCL")) if capital else candidates


def _settled(waypoint: Waypoint) -> Waypoint:
    """Return a waypoint with a place: the likeliest where nothing tells which is meant; the others stay its alternatives."""
    if waypoint.place is not None:
        return waypoint
    likeliest = waypoint.alternatives[0].place
    return replace(waypoint, place=likeliest, radius_m=likeliest.radius_m, alternatives=waypoint.alternatives[1:])
