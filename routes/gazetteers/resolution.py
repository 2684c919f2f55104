"""Resolution: which of the places of a name the report means, with the reasons, and why the others lost."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.assets import toml
from routes.gazetteers import bearings, means, priors, strays, waypoints
from routes.gazetteers.routing import Routing
from routes.gazetteers.scene import SAME_M, Group, apart_m, group, vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routes.geodesy import Floats
    from routes.model import Gazetteer, Located, Mentions, Place

_ROUNDS = 6  # choices mostly settle after two; a chain of names that hang on each other takes one more for each
_WITHDRAWN = 3  # times that names may lose a place that they can hardly mean
_WIDE_M = 200_000.0  # an area of a greater radius tells too little of where a street in it is
_ANCHORS = 120  # names that company is judged by, those mentioned most: a list of thousands tells no more
_ADJACENT = 40  # characters between a country's adjective and the name it qualifies


def locate(mentions: Mentions, text: str, gazetteer: Gazetteer) -> Located:
    """Choose the place of every name, and put legs and claims in terms of the places.

    Parameters
    ----------
    mentions
        What extraction read: toponyms with candidates, legs and claims that refer to them.
    text
        The report.
    gazetteer
        Where the surroundings of candidates are looked up: ports near the ends of a sea leg.

    Returns
    -------
    Located
        Waypoints with ids p1, p2, ... in text order; legs and claims that refer to them; a note for each doubt.
    """
    weights = toml("gazetteers/weights.toml")
    groups = group(mentions.toponyms)
    settle(groups, mentions, text, gazetteer, weights)
    for _ in range(_WITHDRAWN):
        if not strays.withdraw(groups, mentions.language):
            break
        settle(groups, mentions, text, gazetteer, weights)
    if bearings.withdraw(groups, mentions.claims):
        settle(groups, mentions, text, gazetteer, weights)
    used = bearings.place(groups, mentions.claims, lambda g: waypoints.ambiguous(g, weights))
    located = waypoints.assemble(groups, mentions, text, gazetteer, weights, used)
    return replace(located, legs=means.weigh(located.legs, located.waypoints))


def settle(groups: list[Group], mentions: Mentions, text: str, gazetteer: Gazetteer, weights: dict[str, Any]) -> None:
    """Weigh all evidence until the choices stand: names first by themselves, then by each other, then by the route."""
    live = [g for g in groups if g.candidates]
    if not live:
        return
    by_toponym = {t.id: g for g in groups for t in g.toponyms}
    matrix = vectors([p for g in live for p in g.candidates])
    states = np.array([p.feature_code == "PCLI" for g in live for p in g.candidates])
    at = 0
    for g in live:
        g.rows = slice(at, at := at + len(g.candidates))
        g.where = matrix[g.rows]
        priors.weigh(g, mentions.language, weights)
        g.choose()
    qualified = _qualifiers(live, text)
    denied = _denials(live, text)
    routing = Routing(mentions, by_toponym, gazetteer, weights) if mentions.legs or mentions.claims else None
    for _ in range(_ROUNDS):
        before = [g.best for g in live]
        _contexts(live, by_toponym, qualified, denied, weights["context"])
        _nearness(live, matrix, states, weights["context"])
        if routing:
            routing.weigh()
        for g in live:
            g.choose()
        if before == [g.best for g in live]:
            break


def _qualifiers(live: list[Group], text: str) -> dict[str, tuple[str, bool]]:
    """Return for a toponym the country whose adjective or name stands before it, "the Iraqi city of Mosul", and whether right before it."""
    ordered = sorted((t.span.start, t.id, t, g) for g in live for t in g.toponyms)
    found = {}
    for (_, _, left, of), (start, ident, _, _) in pairwise(ordered):
        between = text[left.span.end : start]
        if "denied" in left.cues:
            continue
        if of.place.feature_code == "PCLI" and len(between) <= _ADJACENT and not set(between) & set(".;:\n(),"):
            found[ident] = (of.place.country, between == " " and "demonym" in left.cues)
    return found


def _denials(live: list[Group], text: str) -> dict[str, list[Group]]:
    """Return for a toponym what the text says that it is not, or not in: "Tripoli, not the Libyan capital"."""
    ordered = sorted((t.span.start, t.id, t, g) for g in live for t in g.toponyms)
    found: dict[str, list[Group]] = {}
    about = ""
    end = 0
    for start, ident, t, g in ordered:
        if g.place.feature_code not in ("PCLI", "ADM1") and "denied" not in t.cues and "capital" not in t.cues:
            about, end = ident, t.span.end
        elif about and "denied" in t.cues and not set(text[end:start]) & set(".;:\n"):
            found.setdefault(about, []).append(g)
    return found


def _contexts(
    live: list[Group],
    by_toponym: dict[str, Group],
    qualified: dict[str, tuple[str, bool]],
    denied: dict[str, list[Group]],
    weights: dict[str, Any],
) -> None:
    """Weigh containers, the countries and regions that the report names, and adjectives beside the name."""
    voices = [_voice(g) for g in live]
    countries, regions = _named(live, voices)
    inside: dict[str, list[str]] = {}
    for t in (t for g in live for t in g.toponyms if t.within):
        inside.setdefault(t.within, []).append(t.id)
    for g, voice in zip(live, voices, strict=True):
        home = g.place.country
        near = {qualified[t.id][0] for t in g.toponyms if t.id in qualified}
        close = {qualified[t.id][0] for t in g.toponyms if t.id in qualified and qualified[t.id][1]}
        held = [by_toponym[t.within].place for t in g.toponyms if t.within and by_toponym[t.within].candidates]
        away = [of.place for t in g.toponyms for of in denied.get(t.id, ())]
        points = np.zeros(len(g.candidates))
        lit = 1.0 - weights["shadowed"] * g.shade  # a country's mention says little for a hamlet with a great city's name
        for k, p in enumerate(g.candidates):
            mentions = countries.get(p.country, 0.0) - (voice if p.country == home else 0.0)  # a choice does not speak for itself
            if mentions > 0 and p.country:
                points[k] += lit[k] * min(weights["country_most"], weights["country"] * math.log1p(mentions))
            if p.feature_code not in ("PCLI", "ADM1") and (p.country, p.admin1) in regions:
                points[k] += weights["region"]
            if p.country in near:
                points[k] += weights["adjacent_country"] + (weights["qualified"] if p.country in close else 0.0)
            if any(_holds(area, p) or (area.feature_code == "PPLC" and area.country == p.country) for area in away):
                points[k] += weights["outside"]
            if held:
                points[k] += weights["within"] if any(_holds(area, p) for area in held) else weights["outside"]
        if g.contrast:
            points += _contrast(g, live, weights)
        g.add("context", points)
        inner = [by_toponym[i] for t in g.toponyms for i in inside.get(t.id, ())]
        if inner:
            g.parts["context"] = points + np.array(
                [weights["within"] if any(_holds(p, q) for i in inner for q in i.candidates) else weights["outside"] for p in g.candidates]
            )


def _contrast(g: Group, live: list[Group], weights: dict[str, Any]) -> Floats:
    """Return what it costs a candidate to be the namesake that the text tells apart by a container: "Tripoli … Tripoli, Libya"."""
    others = [o.place for o in live if o is not g and o.candidates[:3] == g.candidates[:3] and any(t.within for t in o.toponyms)]
    if not others:
        return np.zeros(len(g.candidates))
    same = apart_m(g.where, vectors(others)).min(axis=1) < SAME_M
    return np.where(same, weights["contrast"], 0.0)


def _holds(area: Place, inner: Place) -> bool:
    if area.feature_code == "PCLI":
        return area.country == inner.country
    return area.country == inner.country and area.admin1 == inner.admin1 and area.feature_code.startswith("ADM")


def _named(live: list[Group], voices: list[float]) -> tuple[dict[str, float], set[tuple[str, str]]]:
    """Return how often each country is spoken of, by name or by its places, and the regions named."""
    countries: dict[str, float] = {}
    regions = set()
    for g, voice in zip(live, voices, strict=True):
        p = g.place
        countries[p.country] = countries.get(p.country, 0.0) + voice
        if p.feature_code == "ADM1":
            regions.add((p.country, p.admin1))
    return countries, regions


def _voice(g: Group) -> float:
    """Return how often a name speaks of the country of its place: a country each time, a town half as often, a doubtful one less."""
    said = sum("denied" not in t.cues for t in g.toponyms)
    return said * (1.0 if g.place.feature_code == "PCLI" else 0.5 if _clear(g) else 0.25)


def _clear(g: Group) -> bool:
    """Tell whether a name has one meaning, or one that outweighs all others."""
    if len(g.candidates) == 1 or not len(g.totals):
        return True
    ordered = np.sort(g.totals)
    return bool(ordered[-1] - ordered[-2] > 1.0)


def _nearness(live: list[Group], matrix: Floats, states: NDArray[np.bool_], weights: dict[str, Any]) -> None:
    """Weigh how near each candidate is to the places chosen for the other names; countries have no place that could be near."""
    anchors = [n for n, g in enumerate(live) if g.place.feature_code != "PCLI" and g.place.radius_m < 1_000_000]
    anchors = sorted(sorted(anchors, key=lambda n: (-len(live[n].toponyms), n))[:_ANCHORS])
    points = np.zeros(len(matrix))
    if len(anchors) > 1:
        chosen = matrix[[live[n].rows.start + live[n].best for n in anchors]]
        nearness = np.exp(-apart_m(matrix, chosen) / weights["near_m"]) * [1.0 if _clear(live[n]) else 0.5 for n in anchors]
        for column, n in enumerate(anchors):
            nearness[live[n].rows, column] = 0.0  # a name is no company for itself
        points = np.minimum(weights["near_most"], weights["near"] * np.log1p(nearness.sum(axis=1)))
    for g in live:
        own, state = points[g.rows], states[g.rows]
        g.add("near", np.where(state, 0.5 * max(0.0, float(own.max())), own) if state.any() else own)


def choose(mentions: Mentions, text: str, gazetteer: Gazetteer) -> dict[str, tuple[Place | None, float]]:
    """Return for each toponym the likeliest place and how sure that is, 0 to 1: `locate` without the waypoints.

    Here the likeliest place is given even when the next one is nearly as likely; the score says so.
    """
    weights = toml("gazetteers/weights.toml")
    groups = group(mentions.toponyms)
    settle(groups, mentions, text, gazetteer, weights)
    bearings.place(groups, mentions.claims, lambda g: waypoints.ambiguous(g, weights))
    found: dict[str, tuple[Place | None, float]] = {}
    for g in groups:
        place = g.place if g.candidates else None
        sure = waypoints.score(waypoints.margin(g, weights)[0], weights) if place and place.source != "report" else 0.0
        for t in g.toponyms:
            found[t.id] = (place, sure)
    return found


def surroundings(mentions: Mentions, choices: dict[str, tuple[Place | None, float]]) -> dict[str, Place]:
    """Return for each name that nobody knows the nearest place named around it: a street, a school, a hall stands in its town.

    The town that the text names in the same breath is likelier than any other; a country is no answer.
    """
    known = [(t, choices[t.id][0]) for t in mentions.toponyms if "demonym" not in t.cues]
    towns = [(t, p) for t, p in known if p is not None and p.feature_code != "PCLI" and p.radius_m < _WIDE_M]
    found = {}
    for t in mentions.toponyms:
        if choices[t.id][0] is None and towns:
            _, place = min(towns, key=lambda pair: (abs(pair[0].span.start - t.span.start), pair[0].span.start))
            found[t.id] = place
    return found
