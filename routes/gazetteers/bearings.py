"""Places that no data set knows, put where the report itself says that they lie: "X, a terminal 24 miles west of Y", "X in Fife"."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from routes.gazetteers.priors import FITS
from routes.gazetteers.scene import apart_m, vectors
from routes.geodesy import WINDS, ellipsoid
from routes.model import Note, Place
from routes.units import to_si

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from routes.gazetteers.scene import Group
    from routes.model import Claim, Span

_SECTOR_DEG = 22.5  # by which a direction of eight winds may be off; one of sixteen half as much
_SLACK = 0.1  # share by which a distance without a hedge may be off
_LOOSE = 0.3  # the same where it is only a bound: "more than 40 km north of X"
_LEAST_M = 1_000.0
_DISTRICT_M = 100_000.0  # a wider district tells too little of where a place in it is
_KNOWN = 50_000  # people of a town of which a figure is wrong sooner than that another of its name is meant
_ASTRAY_M, _ASTRAY = 500_000.0, 8.0  # how far a place of the name lies from where the report puts it, and how many times too far
_ABSURD = 100.0  # the same of a larger town: no wrong figure is that wrong
_KINDS = {"port": "PRT", "airport": "AIRP", "base": "MILB", "station": "RSTN", "crossing": "PSTB"}


def place(groups: list[Group], claims: Sequence[Claim], unsure: Callable[[Group], bool]) -> dict[str, Claim | None]:
    """Give each name that nobody knows the point that the report gives it: a distance and a direction, else the district it lies in.

    The distance is measured on the ellipsoid. The radius covers what the words leave open: half a sector of the winds on either side and
    the hedge of the figure, or the whole district.

    Parameters
    ----------
    unsure
        Tells whether the report leaves open which place a name means: then nothing is put beside it.

    Returns
    -------
    dict
        What placed a name, by the place's id: a claim, which says nothing of itself any more, or None for a district.
    """
    by_toponym = {t.id: g for g in groups for t in g.toponyms}
    used: dict[str, Claim | None] = {}
    for claim in claims:
        ends = (by_toponym.get(claim.origin), by_toponym.get(claim.target))
        if claim.kind != "point-to-point" or claim.disputed or claim.direction not in WINDS or not claim.value:
            continue
        lost, known = ends if ends[0] is not None and not ends[0].candidates else ends[::-1]
        if lost is None or known is None or lost.candidates or not known.candidates or known.place.feature_code == "PCLI":
            continue
        if unsure(known):
            continue  # "35 km south of Pilar": of which one?
        turn = 0.0 if lost is ends[0] else 180.0
        lost.put(_beside(lost, known.place, claim, (WINDS[claim.direction] + turn) % 360.0))
        used[lost.place.source_id] = claim
    for lost in groups:
        held = next((by_toponym[t.within] for t in lost.toponyms if t.within), None)
        if held is None or lost.candidates or not held.candidates or unsure(held) or not 0 < held.place.radius_m <= _DISTRICT_M:
            continue
        area = held.place
        lost.put(replace(_named(lost), lat=area.lat, lon=area.lon, country=area.country, admin1=area.admin1, radius_m=area.radius_m))
        used[lost.place.source_id] = None
    return used


def withdraw(groups: list[Group], claims: Sequence[Claim]) -> bool:
    """Leave a little known place of a name where the report puts the name in quite another part of the world; tell whether there was any.

    "Keenesburg, 57 km north-east of Denver": no data set knows it in these letters, and a town in New Jersey is not meant.
    """
    by_toponym = {t.id: g for g in groups for t in g.toponyms}
    found = False
    for claim in claims:
        told, known = by_toponym.get(claim.origin), by_toponym.get(claim.target)
        if claim.kind != "point-to-point" or claim.disputed or claim.direction not in WINDS or told is None or known is None:
            continue
        if claim.implied:
            continue  # the other end is not said
        if not (told.candidates and known.candidates) or _of_its_kind(told):
            continue
        away = float(apart_m(told.where, vectors([known.place])).min())
        much = _ABSURD if any(p.population > _KNOWN for p in told.candidates) else _ASTRAY
        if away > max(_ASTRAY_M, much * to_si(claim.value, claim.unit)):
            told.forget()
            found = True
    return found


def _of_its_kind(told: Group) -> bool:
    """Tell whether the likeliest place of a name is of the built kind that the report says: an air base by its whole name."""
    return any(told.place.feature_code in FITS[kind] for kind in told.cues if kind in _KINDS and kind != "city")


def _named(lost: Group) -> Place:
    """Return a place with the name and the kind that the report gives it, and no point yet."""
    kind = next((code for cue, code in _KINDS.items() if cue in lost.cues), "PPL")
    root = lost.toponyms[0].root
    return Place(
        " ".join(lost.toponyms[0].surface.split()), lat=0.0, lon=0.0, feature_code=kind, source="report", source_id=f"report:{root}"
    )


def _beside(lost: Group, known: Place, claim: Claim, azimuth_deg: float) -> Place:
    """Return the place at a distance and a direction from a known one."""
    from routes.atlas.borders import open_borders

    length_m = to_si(claim.value, claim.unit)
    lon, lat, _ = ellipsoid().fwd(known.lon, known.lat, azimuth_deg, length_m)
    bound = claim.comparator in ("more_than", "less_than")
    spread = length_m * _LOOSE if bound else max((claim.high - claim.low) / 2, length_m * _SLACK)
    across = length_m * math.sin(math.radians(_SECTOR_DEG / (2 if len(claim.direction) > 2 else 1)))
    return replace(
        _named(lost),
        lat=lat,
        lon=lon,
        country=open_borders().country_at(lat=lat, lon=lon) or known.country,
        radius_m=max(_LEAST_M, math.hypot(spread, across)) + known.radius_m,
        source_id=f"report:{claim.id}",
    )


def note(name: str, claim: Claim | None, text: str, span: Span) -> Note:
    """Return the doubt about a place that only the report puts somewhere."""
    if claim is None:
        message = (
            f"No data set knows {name}; it is drawn in the middle of the district that the report names. Give its lat and lon in a plan."
        )
        return Note("placed-in-district", message, span, (("place", name),))
    quote = " ".join(text[claim.span.start : claim.span.end].split())
    message = f"No data set knows {name}; it is drawn where the report puts it: “{quote}”. Give its lat and lon in a plan."
    return Note("placed-by-report", message, span, (("place", name), ("quote", quote)))
