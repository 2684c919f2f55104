"""Priors: what a name says of the places that bear it by itself, before the report's other names are looked at."""

from __future__ import annotations

import math
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from routes.assets import toml
from routes.atlas.inflection import cyrillic, nominatives
from routes.gazetteers.scene import SAME_M, SITES, Group, apart_m, is_settlement, vectors
from routes.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection

    from routes.geodesy import Floats
    from routes.model import Place

_BESIDE_M = 12_000.0  # a port or a station this close to a row is its own
_SEAT, _SHARE, _SEAT_M = 15_000, 0.03, 300_000.0  # people of a town that a region is named after, their share, how far from its middle
_GREAT = 500_000  # people of a great city
_KNOWN = 100_000  # people of a city that readers know
_SHADOWED, _SHADOW = 4, 50  # how many times smaller the namesakes are that it begins to overshadow, and does
_LARGER = 3  # times as many people as a town that bears the name as another one of its own
LITTLE = 50_000  # people of the largest town that is hardly meant by another name than its own
_ALIKE, _ALIKE_SPELT = 0.8, 0.75  # how alike two spellings of one name are, and of one by its sound: the ratio of Ratcliff and Obershelp
_LETTERS = 4  # of the shortest word that tells a name
_BEGINNING = 4  # letters of a name by which it is told from another name of the place

# What the text calls the place, and the feature codes that are one.
FITS = {
    "port": ("PRT",),
    "airport": ("AIRP", "AIRB"),
    "base": ("AIRB", "NVB", "MILB", "INSM"),
    "station": ("RSTN", "INSM"),
    "country": ("PCLI",),
    "region": ("ADM1", "ADM2", "RGN"),
    "river": ("STM",),
    "sea": ("SEA", "OCN", "GULF", "BAY", "STRT", "CNL"),
    "island": ("ISL", "ISLS"),
    "mountain": ("MTS", "MT", "PASS", "VLC"),
    "crossing": ("PSTB", "PASS", "TNL", "BDG", "RSTN"),
    "cape": ("CAPE", "PEN", "SPIT"),
    "lake": ("LK",),
    "park": ("PRK", "RESN", "RESW"),
}
# Of these, the kinds of which a candidate is ruled out that is none, where another one is; so is a region by a kind that is built.
_EXCLUDES = frozenset({"region", "river", "sea", "island", "lake", "mountain", "cape"})
_BUILT = frozenset({"airport", "base", "station", "crossing"})  # kinds that no state and no province is


def weigh(g: Group, language: str, weights: dict[str, Any]) -> None:
    """Set what each candidate of a name has by being known, by how its name is written, and by the kind of place that the text says.

    Parameters
    ----------
    language
        ISO 639-1 code of the report.
    weights
        The tables of ``weights.toml``.
    """
    w, surface = weights["prior"], fold(g.toponyms[0].surface)
    g.shade = shadows(g, language)
    town = next((k for k, p in enumerate(g.candidates) if is_settlement(p)), len(g.candidates))
    g.add("prior", np.array([prior(p, k, surface, w, lesser=k > town) for k, p in enumerate(g.candidates)]))
    listed = min((int(cue.split(" ")[1]) for cue in g.cues if cue.startswith("listed ")), default=len(g.candidates))
    g.parts["prior"][listed:] += w["unlisted"]  # tables have no name in the report's letters for these
    g.parts["prior"] += _exonym(g, surface, w) + _in_other_letters(g, language, w)
    g.parts["prior"] += _native(g, weights["home"].get(language, ()), w)
    g.parts["prior"] += _by_another_name(g, surface, language, w)
    g.parts["prior"] += _own_city(g, w) + _twin(g, w) + w["overshadowed"] * g.shade
    g.add("feature", _feature(g, weights["feature"]))


def prior(place: Place, rank: int, surface: str, weights: dict[str, Any], *, lesser: bool = False) -> float:
    """Return how likely a name means a place before anything of the report is known; a ``lesser`` one comes after a town of the name."""
    w, code = weights, place.feature_code
    if code == "PCLI":
        half = " & " in place.name and " & " not in surface and " " not in surface  # "Trinidad", "Antigua"
        points = w["country"] if place.population >= 1_000_000 and not half else w["country_small"]
    elif code == "ADM1":
        points = w["region"] + w["region_people"] * (math.log10(place.population + 1) - 6.0)
    elif is_settlement(place):
        unknown = w["site"] if place.source == "routes" else w["unknown"]  # what is listed by hand is what reports name
        points = math.log10(place.population) - w["people_from"] if place.population > 0 else unknown
        points += w["capital"] if code == "PPLC" else 0.0
    elif code.startswith("ADM"):
        points = w["subregion"]
    elif code == "OCN":
        points = w["ocean"]
    elif code in ("AIRP", "AIRB", "PRT", "RSTN", "NVB"):
        points = w["site"]
    elif lesser:
        points = w["lesser_area"]
    else:
        points = w["area"]
    if fold(place.name) in (surface, f"ciudad {surface}"):
        points += w["own_name"]
    return float(points - w["rank"] * min(rank, 20))


def _exonym(g: Group, surface: str, weights: dict[str, Any]) -> Floats:
    """Make up to a great city for the name that it has at home, where a smaller place bears the written one: Antwerp, Milan."""
    own = [fold(p.name) == surface for p in g.candidates]
    if not any(own) or any(p.feature_code == "PCLI" for p in g.candidates):
        return np.zeros(len(g.candidates))
    largest = max(p.population for p, same in zip(g.candidates, own, strict=True) if same)
    great = (_great(p) and not same and p.population > largest for p, same in zip(g.candidates, own, strict=True))
    return np.array([weights["own_name"] if one else 0.0 for one in great])


def _in_other_letters(g: Group, language: str, weights: dict[str, Any]) -> Floats:
    """Favour the place whose own name begins as the Cyrillic name does, over one that was once called so: Slovyansk, Nikopol."""
    scheme = toml("atlas/facts/romanisation.toml").get(language, {}).get("en")
    first = g.toponyms[0].surface.lower()[:_BEGINNING]
    if scheme is None or not cyrillic(first):
        return np.zeros(len(g.candidates))
    begins = fold("".join(scheme["letters"].get(letter, "") for letter in first))
    own = [fold(p.name).startswith(begins) for p in g.candidates]
    once = [any(own) and is_settlement(p) and not one and not _great(p) for one, p in zip(own, g.candidates, strict=True)]
    return np.where(once, -weights["own_name"], 0.0)


def _native(g: Group, home: Collection[str], weights: dict[str, Any]) -> Floats:
    """Favour towns of the countries where the report is read, and those whose own name is written with its accents."""
    surfaces = {t.surface for t in g.toponyms if not t.surface.isascii()}
    points = np.zeros(len(g.candidates))
    for k, p in enumerate(g.candidates):
        spelt = p.name.removeprefix("Ciudad ") in surfaces and p.feature_code not in SITES  # lists of ports seldom have accents
        points[k] += weights["own_letters"] if spelt else 0.0
        points[k] += weights["home"] if p.country in home and is_settlement(p) else 0.0
    return points


def _by_another_name(g: Group, surface: str, language: str, weights: dict[str, Any]) -> Floats:
    """Return what it costs a town to bear the name only as another one of its own, where a larger town is called so: Kiel is not Kehl.

    A little town by another name is not meant where any town is called so: Zeebrugge is not Old Saybrook.
    """
    points = np.zeros(len(g.candidates))
    towns = [(k, p) for k, p in enumerate(g.candidates) if is_settlement(p)]
    if len(towns) < 2:
        return points
    named = {k for k, p in towns if _written(surface, p.name, language)}
    own = max((p.population for k, p in towns if k in named), default=0)
    for k, p in towns:
        if own and p.population and k not in named:
            strange = not bears(surface, p, language)
            larger = p.population * (1 if strange else _LARGER) <= own
            other = p.population < LITTLE and strange
            doubtful = (other or larger) and not cyrillic(surface)  # in other letters many a name is another one than at home
            points[k] = weights["other_name"] if other and larger else weights["another_name"] if doubtful else 0.0
    return points


def bears(surface: str, place: Place, language: str) -> bool:
    """Tell whether a name is a place's own, see `_bears`."""
    return _bears(surface, place.name, place.country, language)


@lru_cache(maxsize=32768)
def _written(surface: str, own: str, language: str) -> bool:
    """Tell whether a folded name is a place's own letter for letter, or a case of it in Cyrillic letters."""
    name = fold(own)
    return name == surface or (cyrillic(surface) and name.replace("'", "").replace("’", "") in _romanised(surface, language))


@lru_cache(maxsize=4096)
def _romanised(surface: str, language: str) -> tuple[str, ...]:
    """Return a folded Cyrillic name and what it may be a case of in Latin letters."""
    letters = toml("atlas/facts/romanisation.toml").get(language, {}).get("en", {}).get("letters", {})
    return tuple("".join(letters.get(c, c) for c in form) for form in (surface, *nominatives(surface, language)))


@lru_cache(maxsize=32768)
def _bears(surface: str, own: str, country: str, language: str) -> bool:
    """Tell whether a name is the place's own, in a case of it, in other letters, or as a part of it: "Ludwigshafen" (am Rhein).

    Another spelling is no other name, but for places whose own name is written in Latin letters where they lie.
    """
    written = fold(surface)
    forms = _romanised(written, language) if cyrillic(written) else (written, *nominatives(written, language))
    name = fold(own).replace("'", "").replace("’", "").replace("‘", "")
    words = [name, *(word for word in name.replace("-", " ").split(" ") if len(word) >= _LETTERS)]
    if any(form in words for form in forms):
        return True
    if country in _latin() and not cyrillic(written):
        return False
    alike = _ALIKE_SPELT if cyrillic(written) else _ALIKE
    return any(SequenceMatcher(None, form, word).ratio() >= alike for form in forms for word in words)


@cache
def _latin() -> frozenset[str]:
    """Return the countries at home in a language of Latin letters that reports are read in."""
    return frozenset(c for language, home in toml("gazetteers/weights.toml")["home"].items() if language not in ("ru", "uk") for c in home)


def _own_city(g: Group, weights: dict[str, Any]) -> Floats:
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


def _twin(g: Group, weights: dict[str, Any]) -> Floats:
    """Favour, of rows for one town that lie apart, the row at which its port, station or airport stands."""
    points = np.zeros(len(g.candidates))
    sites = [p for p in g.candidates if p.feature_code in SITES]
    towns = [k for k, p in enumerate(g.candidates) if is_settlement(p)]
    if not sites or len(towns) < 2:
        return points
    beside = apart_m(g.where, vectors(sites)).min(axis=1) < _BESIDE_M
    near = apart_m(g.where, g.where) < SAME_M
    for k in towns:
        if beside[k] and any(near[k, other] and not beside[other] for other in towns if other != k):
            points[k] = weights["twin"]
    return points


def shadows(g: Group, language: str) -> Floats:
    """Return how far each small place is overshadowed by a known city of its name, 0 to 1: a writer would say which one is meant.

    None is where the text sets a container beside the name.
    """
    surface = g.toponyms[0].surface
    least = _GREAT if cyrillic(surface) else _KNOWN  # in other letters, names that only sound alike are one
    towns = [p for p in g.candidates if p.population >= least and is_settlement(p)]
    if not towns or any(t.within for t in g.toponyms):
        return np.zeros(len(g.candidates))
    called = max((p.population for p in towns if bears(surface, p, language)), default=1)
    great = max((p.population for p in towns if _great(p)), default=1)  # by another name as well: Cologne
    small = np.array([max(1, p.population) if is_settlement(p) and p.source != "routes" else math.inf for p in g.candidates])
    points = np.clip(np.log(np.maximum(called / small, 1.0) / _SHADOWED) / math.log(_SHADOW / _SHADOWED), 0.0, 1.0)
    points[small * _SHADOW <= great] = 1.0
    peopled = np.array([is_settlement(p) for p in g.candidates])
    for k, p in enumerate(g.candidates):
        if p.feature_code in SITES:  # the port of a small namesake
            near = np.where(peopled, apart_m(g.where, g.where[[k]])[:, 0], np.inf)
            points[k] = points[near.argmin()] if near.min() < SAME_M else 0.0
    return points


def _great(place: Place) -> bool:
    return is_settlement(place) and place.population >= _GREAT


def _feature(g: Group, weights: dict[str, Any]) -> Floats:
    """Return what the feature words around the name give each candidate."""
    points = np.zeros(len(g.candidates))
    kinds = [k for k in sorted(g.cues) if k in FITS]
    seats = toml("atlas/facts/seats.toml")["places"]
    for k, p in enumerate(g.candidates):
        for kind in kinds:
            if p.feature_code in FITS[kind]:
                points[k] += weights["fits"]
            elif (kind in _EXCLUDES or (kind in _BUILT and p.feature_code == "RGN")) and any(
                c.feature_code in FITS[kind] for c in g.candidates
            ):
                points[k] += weights["misfits"]
        if p.feature_code in ("PCLI", "ADM1") and not _BUILT.isdisjoint(kinds) and "inflected" not in g.cues:  # "dem Flughafen Tongas"
            points[k] += weights["no_state"]
        if "city" in g.cues and is_settlement(p):
            points[k] += weights["fits"]
        if "entered" in g.cues and p.feature_code in ("STM", "LK"):
            points[k] += weights["no_town"]
        if "metonym" in g.cues and (p.feature_code == "PPLC" or p.source_id in seats):
            points[k] += weights["capital_of_metonym"]
        if "dateline" in g.cues and is_settlement(p):
            points[k] += weights["dateline"]
        if "demonym" in g.cues and p.feature_code == "PCLI":
            points[k] += weights["fits"]
    return points
