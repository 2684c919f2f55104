"""From weighed candidates to waypoints: what was chosen, why, and why the others lost."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.gazetteers import bearings, naming
from routes.gazetteers.routing import stops_of
from routes.gazetteers.scene import SAME_M, SITES, Group, apart_m, is_expanse, is_settlement, vectors
from routes.model import Candidate, Claim, Leg, Located, Note, Waypoint

if TYPE_CHECKING:
    from routes.model import Gazetteer, Mentions, Place

_KEPT = 5  # losers kept for each waypoint
_STOP_M = 25_000.0  # two names nearer than this are one stop: a town and its port, its station, its airport


def assemble(
    groups: list[Group],
    mentions: Mentions,
    text: str,
    gazetteer: Gazetteer,
    weights: dict[str, Any],
    told: dict[str, Claim | None] | None = None,
) -> Located:
    """Make waypoints of the groups and put legs and claims in their terms; ``told`` is what placed a name that no data set knows."""
    merged = _merge(groups, weights)
    seas = {t.id for g in groups if g.candidates and is_expanse(g.place) for t in g.toponyms}
    stopping = [replace(leg, via=tuple(v for v in leg.via if v not in seas)) for leg in mentions.legs]
    used = stops_of(tuple(stopping))
    used |= _passed(groups, used)
    waypoints, notes, renamed, places = [], [], {}, {}
    language = mentions.language if naming.flected(mentions.language) else naming.case_language(text)
    for number, members in enumerate(sorted(merged, key=lambda m: min(t.span.start for g in m for t in g.toponyms))):
        ident = f"p{number + 1}"
        surfaces, place = _written(members)
        name = naming.shown(surfaces, place, language, gazetteer)
        waypoint, note = _waypoint(ident, name, members, used, weights)
        waypoints.append(waypoint)
        notes += [note] if note else []
        if told and waypoint.place and waypoint.place.source_id in told:
            notes.append(bearings.note(name, told[waypoint.place.source_id], text, waypoint.mentions[0]))
        for g in members:
            for t in g.toponyms:
                renamed[t.id] = ident
                places[t.id] = waypoint.place
    legs = tuple(_leg(leg, renamed) for leg in stopping)
    claims = tuple(_claim(claim, renamed, places) for claim in mentions.claims)
    return Located(tuple(waypoints), legs, claims, tuple(notes))


def _passed(groups: list[Group], used: set[str]) -> set[str]:
    """Return the ids of names on a route that no leg tells of, but of those that lie at the end of one."""
    told = [g for g in groups if g.candidates and any(t.id in used for t in g.toponyms)]
    ends = np.vstack([g.where[[g.best]] for g in told]) if told else np.zeros((0, 3))
    return {
        t.id
        for g in groups
        for t in g.toponyms
        if "passed" in t.cues and not (g.candidates and told and (apart_m(g.where[[g.best]], ends) < _STOP_M).any())
    }


def _merge(groups: list[Group], weights: dict[str, Any]) -> list[list[Group]]:
    """Bring together the groups whose choice is the same place; governments stay apart from their cities."""
    found: dict[tuple[str, ...], list[Group]] = {}
    for n, g in enumerate(groups):
        unsure = not g.candidates or ambiguous(g, weights)
        key = ("?", str(n)) if unsure else (g.place.source_id, "metonym" if "metonym" in g.cues else "")
        found.setdefault(key, []).append(g)
    return list(found.values())


def margin(g: Group, weights: dict[str, Any]) -> tuple[float, int]:
    """Return by how many points the choice leads the next candidate that is another place, and which one that is (-1: none)."""
    if len(g.candidates) < 2:
        return math.inf, -1
    distances = apart_m(g.where, g.where[[g.best]])[:, 0]
    nested = np.array([_within(g.place, p, m) for p, m in zip(g.candidates, distances, strict=True)])
    away = (distances > weights["answer"]["apart_m"]) & ~nested
    if not away.any():
        return math.inf, -1
    rivals = np.where(away, g.totals, -np.inf)
    second = int(rivals.argmax())
    return float(g.totals[g.best] - rivals[second]), second


def _within(a: Place, b: Place, distance_m: float) -> bool:
    """Tell whether one of two places of a name is an area in which the other lies, so that they are no rivals: Djibouti, Sakhalin."""
    area, inner = (a, b) if a.radius_m >= b.radius_m else (b, a)
    alike = area.country == inner.country or "" in (area.country, inner.country)
    return alike and not is_settlement(area) and area.feature_code not in SITES and distance_m <= area.radius_m


def ambiguous(g: Group, weights: dict[str, Any]) -> bool:
    """Tell whether two places are so nearly equal that the report leaves open which is meant."""
    return bool(margin(g, weights)[0] < weights["answer"]["ambiguous"])


def score(lead: float, weights: dict[str, Any]) -> float:
    """Return how sure a choice is that leads by so many points, 0 to 1."""
    return round(min(1.0, max(0.0, lead / float(weights["answer"]["sure"]))), 3)


def _written(members: list[Group]) -> tuple[list[str], Place | None]:
    """Return how the report writes a place, adjectives left out where there is a name, and the place whose name that is."""
    toponyms = [t for g in members for t in g.toponyms]
    surfaces = [t.surface for t in toponyms if not {"demonym", "capital"} & set(t.cues)]
    if not surfaces and members[0].candidates and any("capital" in t.cues for t in toponyms):
        return [members[0].place.name], members[0].place
    return surfaces or [t.surface for t in toponyms], members[0].place if surfaces and members[0].candidates else None


def _waypoint(ident: str, name: str, members: list[Group], used: set[str], weights: dict[str, Any]) -> tuple[Waypoint, Note | None]:
    toponyms = sorted((t for g in members for t in g.toponyms), key=lambda t: t.span)
    g = members[0]
    on_route = any(t.id in used for t in toponyms)
    metonym = "metonym" in g.cues
    spans = tuple(t.span for t in toponyms)
    role: Any = "metonym" if metonym else "on_route" if on_route else "mentioned"
    vague = max((t.vague_m for t in toponyms if not on_route or t.id in used), default=0.0)
    if not g.candidates:
        message = f"No data set knows {name}; give its lat and lon in a plan."
        note = Note("unknown-place", message, spans[0], (("place", name),))
        return Waypoint(ident, name, spans, None, vague, role, 0.0, (), ()), note
    lead, second = margin(g, weights)
    sure = score(lead, weights)
    losers = _losers(g, weights)
    if lead < weights["answer"]["ambiguous"]:
        rivals = (_label(g.place), _label(g.candidates[second]))
        message = f"{name} may be {' or '.join(rivals)}; nothing in the report tells."
        note = Note("ambiguous", message, spans[0], (("place", name), ("one", rivals[0]), ("other", rivals[1])))
        chosen = Candidate(g.place, round(float(g.totals[g.best]), 3), ("not told from the next",))
        return Waypoint(ident, name, spans, None, vague, role, sure, ("ambiguous",), (chosen, *losers)[:_KEPT]), note
    return Waypoint(ident, name, spans, g.place, g.place.radius_m + vague, role, sure, _reasons(g), losers), None


def _label(place: Place) -> str:
    parts = ", ".join(x for x in (place.admin1 if not place.admin1.isdigit() else "", place.country) if x)
    return f"{place.name} ({parts})" if parts else place.name


def _reasons(g: Group) -> tuple[str, ...]:
    """Return what spoke for the choice, the strongest first."""
    if g.place.source == "report":
        return ("where the report puts it",)
    if bool((apart_m(g.where, g.where[[g.best]]) < SAME_M).all()):
        return ("the only place of this name",)
    words = {
        "prior": "the best known of the name",
        "feature": "the kind of place that the report speaks of",
        "context": "the report names its country or region",
        "near": "near the report's other places",
        "route": "on the way of the route",
        "mode": "a port, for a sea leg",
        "claim": "at the stated distance",
    }
    rest = [k for k in range(len(g.candidates)) if k != g.best]
    gains = {name: float(points[g.best] - np.mean(points[rest])) for name, points in g.parts.items() if name in words}
    ordered = sorted((-gain, name) for name, gain in gains.items() if gain > 0.3)
    return tuple(words[name] for _, name in ordered) or ("ahead by a little of everything",)


def _losers(g: Group, weights: dict[str, Any]) -> tuple[Candidate, ...]:
    """Return the next best candidates with what each lost by."""
    order = sorted((k for k in range(len(g.candidates)) if k != g.best), key=lambda k: (-round(float(g.totals[k]), 6), k))[:_KEPT]
    return tuple(Candidate(g.candidates[k], round(float(g.totals[k]), 3), _why_not(g, k)) for k in order)


def _why_not(g: Group, k: int) -> tuple[str, ...]:
    """Return why one candidate lost, its greatest loss first."""
    best, lost = g.place, g.candidates[k]
    losses = sorted((float(points[k] - points[g.best]), name) for name, points in g.parts.items())
    found = []
    for loss, name in losses:
        if loss < -0.25:
            found.append(_words(name, best, lost))
    distance = float(apart_m(vectors([lost]), vectors([best]))[0, 0])
    if not found:
        found.append("the same place for the reader" if distance < SAME_M else "less likely by a little of everything")
    return tuple(dict.fromkeys(found[:3]))


def _words(evidence: str, best: Place, lost: Place) -> str:
    km = float(apart_m(vectors([lost]), vectors([best]))[0, 0]) / 1000.0
    if evidence == "prior":
        return "smaller" if lost.population < best.population else "less well known by this name"
    if evidence == "context":
        if best.country not in ("", lost.country):
            return f"not in {best.country}"
        return "not in the region named"
    if evidence in ("near", "route"):
        return f"{km:,.0f} km from there, off the report's other places"
    return {
        "feature": "not the kind of place that the report speaks of",
        "mode": "not on the coast",
        "claim": "not at the stated distance",
    }[evidence]


def _leg(leg: Leg, renamed: dict[str, str]) -> Leg:
    via = tuple(renamed[v] for v in leg.via if v in renamed)
    return replace(leg, origin=renamed.get(leg.origin, ""), destination=renamed.get(leg.destination, ""), via=via)


def _claim(claim: Claim, renamed: dict[str, str], places: dict[str, Place | None]) -> Claim:
    couples = tuple(replace(one, origin=renamed[one.origin], target=renamed[one.target]) for one in claim.couples)
    return replace(claim, origin=renamed.get(claim.origin, ""), target=_target(claim.target, renamed, places), couples=couples)


def _target(target: str, renamed: dict[str, str], places: dict[str, Place | None]) -> str:
    """Return "border:t5" as "border:UA": the country that is named, or that holds what is named."""
    kind, colon, ident = target.partition(":")
    if not colon:
        return renamed.get(target, "")
    if ident in ("*", "") or ident.isupper():  # a country's own code, from a plan
        return target
    place = places.get(ident)
    return f"{kind}:{place.country}" if place is not None and place.country else f"{kind}:*"
