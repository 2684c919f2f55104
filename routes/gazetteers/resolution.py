"""Resolution: which of the places of a name the report means, with the reasons, and why the others lost."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.assets import toml
from routes.atlas.inflection import cyrillic
from routes.gazetteers import bearings, means, waypoints
from routes.gazetteers.routing import Routing
from routes.gazetteers.scene import Group, apart_m, group, is_settlement, prior, vectors
from routes.text import fold

if TYPE_CHECKING:
    from routes.model import Gazetteer, Located, Mentions, Place

_ROUNDS = 6  # choices mostly settle after two; a chain of names that hang on each other takes one more for each
_WIDE_M = 200_000.0  # an area of a greater radius tells too little of where a street in it is
_ANCHORS = 120  # names that company is judged by, those mentioned most: a list of thousands tells no more
_SITES = frozenset({"PRT", "AIRP", "AIRB", "RSTN"})
_TWIN_M = 60_000.0  # rows of one town that lie this close are one town, entered twice
_BESIDE_M = 12_000.0  # a port or a station this close to a row is its own
_SEAT, _SHARE, _SEAT_M = 15_000, 0.03, 150_000.0  # people of a town that a region is named after, their share, how far from its middle
_GREAT, _SHADOW = 500_000, 50  # people of a great city, and how many times smaller a namesake is that it overshadows
_LARGER = 3  # times as many people as a town that bears the name as another one of its own
_BEGINNING = 4  # letters of a name by which it is told from another name of the place
_ADJACENT = 40  # characters between a country's adjective and the name it qualifies

# What the text calls the place, and the feature codes that are one.
_FITS = {
    "port": ("PRT",),
    "airport": ("AIRP", "AIRB"),
    "base": ("AIRB", "NVB", "MILB"),
    "station": ("RSTN",),
    "country": ("PCLI",),
    "region": ("ADM1", "ADM2", "RGN"),
    "river": ("STM",),
    "sea": ("SEA", "OCN", "GULF", "BAY", "STRT", "CNL"),
    "island": ("ISL", "ISLS"),
    "mountain": ("MTS", "MT", "PASS", "VLC"),
    "crossing": ("PSTB", "PASS", "TNL", "BDG", "RSTN"),
    "cape": ("CAPE", "PEN", "SPIT"),
    "lake": ("LK",),
}
# What a word beside the name rules out when the candidate is none of the kind.
_NATURAL = frozenset({"island", "sea", "mountain", "crossing", "lake", "cape"})  # kinds that no town is called by
_FAR_M, _KNOWN = 500_000.0, 100_000  # from all other places, and people of a town that is meant all the same
_EXCLUDES = frozenset({"region", "river", "sea", "island", "lake", "mountain", "cape"})
_BUILT = frozenset({"airport", "base", "station", "crossing"})  # kinds that no state and no province is


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
    _withdraw(groups, mentions)
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
        surface = fold(g.toponyms[0].surface)
        town = next((k for k, p in enumerate(g.candidates) if is_settlement(p)), len(g.candidates))
        g.add("prior", np.array([prior(p, k, surface, weights["prior"], lesser=k > town) for k, p in enumerate(g.candidates)]))
        g.parts["prior"] += _exonym(g, surface, weights["prior"]) + _in_other_letters(g, mentions.language, weights["prior"])
        g.parts["prior"] += _native(g, weights["home"].get(mentions.language, ()), weights["prior"])
        g.parts["prior"] += _by_another_name(g, surface, weights["prior"])
        g.parts["prior"] += _own_city(g, weights["prior"]) + _twin(g, weights["prior"]) + _overshadowed(g, weights["prior"])
        g.add("feature", _feature(g, weights["feature"]))
        g.choose()
    qualified = _qualifiers(live, text)
    routing = Routing(mentions, by_toponym, gazetteer, weights) if mentions.legs or mentions.claims else None
    for _ in range(_ROUNDS):
        before = [g.best for g in live]
        _contexts(live, by_toponym, qualified, weights["context"])
        _nearness(live, matrix, states, weights["context"])
        if routing:
            routing.weigh()
        for g in live:
            g.choose()
        if before == [g.best for g in live]:
            break


def _withdraw(groups: list[Group], mentions: Mentions) -> None:
    """Leave open which place is meant where the text says island, pass or gulf, none of the name is one, and all else lies far away."""
    live = [g for g in groups if g.candidates]
    anchors = [(g, g.place) for g in live if g.place.feature_code != "PCLI" and g.place.radius_m < _WIDE_M]
    for g in live:
        kinds = [k for k in sorted(_NATURAL) if f"called {k}" in g.cues]
        others = [place for o, place in anchors if o is not g]
        if not kinds or not others or any(p.feature_code in _FITS[k] for k in kinds for p in g.candidates):
            continue
        if any(t.within for t in g.toponyms) or not is_settlement(g.place) or g.place.population >= _KNOWN:
            continue
        if float(apart_m(g.where[[g.best]], vectors(others)).min()) > _FAR_M:
            g.candidates, g.totals, g.where, g.best = (), np.zeros(0), np.zeros((0, 3)), 0


def _own_city(g: Group, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Take the prior of a region down to below that of the town it is named after, unless the text says province.

    The town is in the region by its code, or lies near the region's middle where the codes are not of one edition.
    """
    points = np.zeros(len(g.candidates))
    if "region" in g.cues:
        return points
    towns = [k for k, p in enumerate(g.candidates) if is_settlement(p) and p.population >= _SEAT]
    for k, p in enumerate(g.candidates):
        if p.feature_code not in ("ADM1", "ADM2"):
            continue
        own = [n for n in towns if g.candidates[n].country == p.country and p.population * _SHARE <= g.candidates[n].population]
        own = [n for n in own if g.candidates[n].admin1 == p.admin1 or apart_m(g.where[[k]], g.where[[n]])[0, 0] < _SEAT_M]
        if own:
            points[k] = min(0.0, g.parts["prior"][own[0]] - weights["city_over_region"] - g.parts["prior"][k])
    return points


def _exonym(g: Group, surface: str, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Make up to a great city for the name that it has at home, where a smaller place bears the written one: Antwerp, Milan."""
    own = [fold(p.name) == surface for p in g.candidates]
    if not any(own) or any(p.feature_code == "PCLI" for p in g.candidates):
        return np.zeros(len(g.candidates))
    great = (_great(p) and not same for p, same in zip(g.candidates, own, strict=True))
    return np.array([weights["own_name"] if one else 0.0 for one in great])


def _by_another_name(g: Group, surface: str, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what it costs a town to bear the name only as another one of its own, where a larger town is called so: Kiel is not Kehl."""
    own = max((p.population for p in g.candidates if is_settlement(p) and fold(p.name) == surface), default=0)
    lesser = (is_settlement(p) and fold(p.name) != surface and 0 < p.population * _LARGER <= own for p in g.candidates)
    return np.array([weights["another_name"] if one else 0.0 for one in lesser])


def _in_other_letters(g: Group, language: str, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Favour the place whose own name begins as the Cyrillic name does, over one that was once called so: Slovyansk, Nikopol."""
    scheme = toml("atlas/facts/romanisation.toml").get(language, {}).get("en")
    first = g.toponyms[0].surface.lower()[:_BEGINNING]
    if scheme is None or not cyrillic(first):
        return np.zeros(len(g.candidates))
    begins = fold("".join(scheme["letters"].get(letter, "") for letter in first))
    own = [fold(p.name).startswith(begins) for p in g.candidates]
    once = [any(own) and is_settlement(p) and not one and not _great(p) for one, p in zip(own, g.candidates, strict=True)]
    return np.where(once, -weights["own_name"], 0.0)


def _great(place: Place) -> bool:
    return is_settlement(place) and place.population >= _GREAT


def _native(g: Group, home: Collection[str], weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Favour towns of the countries where the report is read, and those whose own name is written with its accents."""
    surfaces = {t.surface for t in g.toponyms if not t.surface.isascii()}
    points = np.zeros(len(g.candidates))
    for k, p in enumerate(g.candidates):
        points[k] += weights["own_letters"] if p.name in surfaces else 0.0
        points[k] += weights["home"] if p.country in home and is_settlement(p) else 0.0
    return points


def _overshadowed(g: Group, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what it costs small places to bear the name of a great city, where the text sets no container beside it."""
    great = max((p.population for p in g.candidates if is_settlement(p)), default=0)
    if great < _GREAT or any(t.within for t in g.toponyms):
        return np.zeros(len(g.candidates))
    return np.array([weights["overshadowed"] if is_settlement(p) and p.population * _SHADOW <= great else 0.0 for p in g.candidates])


def _twin(g: Group, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Favour, of rows for one town that lie apart, the row at which its port, station or airport stands."""
    points = np.zeros(len(g.candidates))
    sites = [p for p in g.candidates if p.feature_code in _SITES]
    towns = [k for k, p in enumerate(g.candidates) if is_settlement(p)]
    if not sites or len(towns) < 2:
        return points
    beside = apart_m(g.where, vectors(sites)).min(axis=1) < _BESIDE_M
    near = apart_m(g.where, g.where) < _TWIN_M
    for k in towns:
        if beside[k] and any(near[k, other] and not beside[other] for other in towns if other != k):
            points[k] = weights["twin"]
    return points


def _feature(g: Group, weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what the feature words around the name give each candidate."""
    points = np.zeros(len(g.candidates))
    kinds = [k for k in sorted(g.cues) if k in _FITS]
    seats = toml("atlas/facts/seats.toml")["places"]
    for k, p in enumerate(g.candidates):
        for kind in kinds:
            if p.feature_code in _FITS[kind]:
                points[k] += weights["fits"]
            elif (kind in _EXCLUDES or (kind in _BUILT and p.feature_code == "RGN")) and any(
                c.feature_code in _FITS[kind] for c in g.candidates
            ):
                points[k] += weights["misfits"]
        if p.feature_code in ("PCLI", "ADM1") and not _BUILT.isdisjoint(kinds):
            points[k] += weights["no_state"]
        if "city" in g.cues and is_settlement(p):
            points[k] += weights["fits"]
        if "entered" in g.cues and p.feature_code in ("STM", "LK"):
            points[k] += weights["no_town"]
        if "metonym" in g.cues and (p.feature_code == "PPLC" or p.source_id in seats):
            points[k] += weights["capital_of_metonym"]
        if "demonym" in g.cues and p.feature_code == "PCLI":
            points[k] += weights["fits"]
    return points


def _qualifiers(live: list[Group], text: str) -> dict[str, tuple[str, bool]]:
    """Return for a toponym the country whose adjective or name stands before it, "the Iraqi city of Mosul", and whether right before it."""
    ordered = sorted((t.span.start, t.id, t, g) for g in live for t in g.toponyms)
    found = {}
    for (_, _, left, of), (start, ident, _, _) in pairwise(ordered):
        between = text[left.span.end : start]
        if of.place.feature_code == "PCLI" and len(between) <= _ADJACENT and not set(between) & set(".;:\n(),"):
            found[ident] = (of.place.country, between == " " and "demonym" in left.cues)
    return found


def _contexts(live: list[Group], by_toponym: dict[str, Group], qualified: dict[str, tuple[str, bool]], weights: dict[str, Any]) -> None:
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
        points = np.zeros(len(g.candidates))
        for k, p in enumerate(g.candidates):
            mentions = countries.get(p.country, 0.0) - (voice if p.country == home else 0.0)  # a choice does not speak for itself
            if mentions > 0 and p.country:
                points[k] += min(weights["country_most"], weights["country"] * math.log1p(mentions))
            if p.feature_code not in ("PCLI", "ADM1") and (p.country, p.admin1) in regions:
                points[k] += weights["region"]
            if p.country in near:
                points[k] += weights["adjacent_country"] + (weights["qualified"] if p.country in close else 0.0)
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


def _contrast(g: Group, live: list[Group], weights: dict[str, Any]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return what it costs a candidate to be the namesake that the text tells apart by a container: "Tripoli … Tripoli, Libya"."""
    others = [o.place for o in live if o is not g and o.candidates[:3] == g.candidates[:3] and any(t.within for t in o.toponyms)]
    if not others:
        return np.zeros(len(g.candidates))
    same = apart_m(g.where, vectors(others)).min(axis=1) < _TWIN_M
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
    return len(g.toponyms) * (1.0 if g.place.feature_code == "PCLI" else 0.5 if _clear(g) else 0.25)


def _clear(g: Group) -> bool:
    """Tell whether a name has one meaning, or one that outweighs all others."""
    if len(g.candidates) == 1 or not len(g.totals):
        return True
    ordered = np.sort(g.totals)
    return bool(ordered[-1] - ordered[-2] > 1.0)


def _nearness(
    live: list[Group], matrix: np.ndarray[Any, np.dtype[np.float64]], states: np.ndarray[Any, np.dtype[np.bool_]], weights: dict[str, Any]
) -> None:
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
        lead = waypoints.margin(g, weights)[0] if g.candidates else 0.0
        score = min(1.0, max(0.0, lead / weights["answer"]["sure"])) if not g.candidates or g.place.source != "report" else 0.0
        for t in g.toponyms:
            found[t.id] = (g.place if g.candidates else None, round(score, 3))
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
