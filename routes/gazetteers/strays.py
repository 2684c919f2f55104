"""Places that a name can hardly mean here: small ones, far from all else that the report names. The name is then left open.

The gazetteer has every town under every name it was ever called, and lacks the halt, the terminal, the mining camp. So a name that
it knows only for a small place in another part of the world, of which the report says nothing, is most likely of a place that it lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.atlas.countries import country
from routes.gazetteers.priors import FITS, LITTLE, bears
from routes.gazetteers.scene import apart_m, is_settlement, vectors

if TYPE_CHECKING:
    from routes.gazetteers.scene import Group
    from routes.model import Place

_WIDE_M = 200_000.0  # an area of a greater radius tells too little of where the report plays
_FAR_M, _FURTHER_M = 500_000.0, 1_500_000.0  # from all other places, and the same in a country in which other places of the report lie
_KNOWN = 100_000  # people of a town that is meant though the text calls it an island or a pass
_HAMLET = 3_000  # people of the largest that is hardly meant by its own name
_NATURAL = frozenset({"island", "sea", "mountain", "crossing", "lake", "cape"})  # kinds that no town is called by


def withdraw(groups: list[Group], language: str) -> bool:
    """Take from each name the places that it can hardly mean here; tell whether any name lost its choice and another is left.

    A name all of whose places go is left without candidates, to be told as one that no data set knows.
    """
    live = [g for g in groups if g.candidates]
    anchors = [(g, g.place) for g in live if g.place.feature_code != "PCLI" and g.place.radius_m < _WIDE_M]
    by_toponym = {t.id: g for g in groups for t in g.toponyms}
    lost = []
    for g in live:
        if _elsewhere(g, by_toponym):
            lost.append((g, set(range(len(g.candidates)))))
            continue
        others = [place for o, place in anchors if o is not g and place.source_id != g.place.source_id]
        if not others or not is_settlement(g.place) or any(t.within for t in g.toponyms):
            continue
        away = apart_m(g.where, vectors(others)).min(axis=1)
        if away[g.best] <= _FAR_M:
            continue
        countries = {o.place.country for o in live if o is not g}
        peopled = [place.country for place in others]
        if _misnamed_kind(g):
            lost.append((g, set(range(len(g.candidates)))))
        elif _stray(g, g.place, away[g.best], language, countries, peopled):
            strays = (k for k, p in enumerate(g.candidates) if is_settlement(p) and _stray(g, p, away[k], language, countries, peopled))
            lost.append((g, set(strays)))
    for g, numbers in lost:
        g.drop(numbers)
    return any(g.candidates for g, _ in lost)


def _elsewhere(g: Group, by_toponym: dict[str, Group]) -> bool:
    """Tell whether a dateline puts a name into a state in which no place of the name lies, nor the likeliest one beside it."""
    held = [by_toponym[t.within].place for t in g.toponyms if "dateline" in t.cues and t.within and by_toponym[t.within].candidates]
    states = {area.country for area in held if area.feature_code == "PCLI"}
    if len(states) != 1 or g.place.feature_code == "PCLI":
        return False
    (state,) = states
    return all(p.country != state for p in g.candidates) and g.place.country not in country(state).neighbours


def _misnamed_kind(g: Group) -> bool:
    """Tell whether the text says island, pass or gulf, and none of the name is one, nor a town that is known all the same."""
    kinds = [k for k in sorted(_NATURAL) if f"called {k}" in g.cues]
    fits = any(p.feature_code in FITS[k] for k in kinds for p in g.candidates)
    return bool(kinds) and not fits and g.place.population < _KNOWN


def _stray(g: Group, place: Place, away: float, language: str, countries: set[str], peopled: list[str]) -> bool:
    """Tell whether a small place is too far from all else, by how well the name is its own; two words are seldom a name by chance.

    ``countries`` are those that the report speaks of, ``peopled`` those of its other places, one for each.
    """
    if place.source != "geonames" or place.population > LITTLE or " " in g.toponyms[0].surface or away <= _FAR_M:
        return False
    own = all(bears(t.surface, place, language) for t in g.toponyms)
    if place.country in countries:
        return not own and place.country in peopled and away > _FURTHER_M
    return not own or (0 < place.population <= _HAMLET and len(peopled) > 1)
