"""The order in which a run is told: stops and their numbers, legs between them, and one side of 180 degrees for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

Run = dict[str, Any]


class Step(NamedTuple):
    """One thing of the route in reading order: a stop or a leg."""

    kind: str  # "place" or "leg"
    id: str  # "" for an end that the report does not name
    number: int = 0  # of a stop, from 1
    first: bool = True  # whether a stop comes up for the first time


def ends(leg: dict[str, Any]) -> list[str]:
    """Return the ids of the places of a leg in travel order, "" for an end that is not named."""
    return [leg.get("from") or "", *(leg.get("via") or ()), leg.get("to") or ""]


def numbers(run: Run) -> dict[str, int]:
    """Return the number of every stop, in the order in which the legs come to them."""
    found: dict[str, int] = {}
    for leg in run["legs"]:
        for id in ends(leg):
            if id:
                found.setdefault(id, len(found) + 1)
    return found


def steps(run: Run) -> list[Step]:
    """Return stops and legs in order; a stop between two legs that meet comes once."""
    number = numbers(run)
    told: set[str] = set()
    out: list[Step] = []

    def stop(id: str) -> None:
        out.append(Step("place", id, number.get(id, 0), id not in told))
        told.add(id)

    for leg in run["legs"]:
        points = ends(leg)
        if not out or out[-1].id != points[0] or not points[0]:
            stop(points[0])
        out.append(Step("leg", leg["id"]))
        told.update(points[1:-1])
        stop(points[-1])
    return out


def nearest(lon: float, to: float) -> float:
    """Return a longitude moved by whole turns to lie within 180 degrees of another."""
    return lon - 360.0 * round((lon - to) / 360.0)


def unrolled(run: Run) -> tuple[dict[str, float], dict[str, float]]:
    """Return longitudes that fit together: the shift of each leg, and the longitude of each place.

    Legs are unwrapped one by one; told in a row, each must begin where the one before it ended, also beyond 180 degrees.
    """
    at: dict[str, float] = {p["id"]: p["lon"] for p in run["places"] if p["lon"] is not None}
    shift: dict[str, float] = {}
    fixed: dict[str, float] = {}
    middle: float | None = None
    for leg in run["legs"]:
        line = (leg.get("geometry") or {}).get("coordinates")
        if not line:
            continue
        points = ends(leg)
        target = fixed.get(points[0], fixed.get(points[-1], middle))
        start = line[0][0] if points[0] in fixed or points[-1] not in fixed else line[-1][0]
        shift[leg["id"]] = 0.0 if target is None else nearest(start, target) - start
        if points[0] in at:
            fixed.setdefault(points[0], nearest(at[points[0]], line[0][0] + shift[leg["id"]]))
        if points[-1] in at:
            fixed.setdefault(points[-1], nearest(at[points[-1]], line[-1][0] + shift[leg["id"]]))
        for id in points[1:-1]:
            if id in at:
                fixed.setdefault(id, _beside(at[id], line, shift[leg["id"]]))
        middle = line[-1][0] + shift[leg["id"]]
    centre = sum(fixed.values()) / len(fixed) if fixed else next(iter(at.values()), 0.0)
    return shift, {id: round(fixed.get(id, nearest(lon, centre)), 5) for id, lon in at.items()}


def _beside(lon: float, line: Sequence[Sequence[float]], shift: float) -> float:
    """Return the longitude of a stop on the way, on the turn that the line takes past it."""
    closest = min(line, key=lambda p: abs(nearest(p[0], lon) - lon))
    return nearest(lon, closest[0] + shift)


def travelled_m(run: Run) -> tuple[float | None, str]:
    """Return the length of all legs, and "≥ " where one has none to add; None where none has."""
    known = [leg["length_m"] for leg in run["legs"] if leg.get("length_m") is not None]
    return (sum(known) if known else None), ("≥ " if len(known) < len(run["legs"]) else "")


def alongside(run: Run, before: Run) -> Run:
    """Return a run with the places and legs of an earlier one behind its own, their ids marked with "before:"."""

    def marked(id: str | None) -> str | None:
        return f"before:{id}" if id else id

    places = [{**p, "id": marked(p["id"])} for p in before["places"]]
    legs = [
        {**leg, "id": marked(leg["id"]), "from": marked(leg["from"]), "to": marked(leg["to"]), "via": [marked(v) for v in leg["via"]]}
        for leg in before["legs"]
    ]
    return {**run, "places": [*run["places"], *places], "legs": [*run["legs"], *legs]}
