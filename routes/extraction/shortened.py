"""Names by which a text calls a place again: "Travis" after "Travis Air Force Base", "Роччелла" after "Роччелла-Йоника"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction import strangers
from routes.extraction.compounds import Name
from routes.geodesy import distance_m
from routes.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Place

_SITES = frozenset({"AIRP", "AIRB", "NVB", "MILB", "INSM", "PRK", "RESN", "RESW", "DAM", "PSN"})
_BESIDE_M = 60_000.0  # a town this near to a site of its name is not called so for the site: Frankfurt and its airport
_LARGER = 5  # times as many people as the town of the longer name
_SHORTEST = 4  # letters


def take(page: Page, cues: Cues, taken: list[Name], people: Iterable[int]) -> list[Name]:
    """Return the names with those of one word that repeat the first word of a site's whole name, and no town beside it.

    Somewhere a preposition that leads to places has to stand before one of them.

    Parameters
    ----------
    taken
        The names taken as places.
    people
        The words of people's and ships' names.
    """
    heads: dict[str, Name] = {}
    for name in sorted(taken):
        if _site(page, cues, name):
            heads.setdefault(page.folds[name.first], name)
    if not heads:
        return taken
    inside = {i for n in taken if n.last > n.first for i in range(n.first, n.last + 1)} | set(people)
    known = {n.first: n for n in taken if n.first == n.last}
    again: dict[str, list[int]] = {}
    for i in page.capitals:
        whole = heads.get(page.folds[i])
        own = known.get(i)
        if whole is not None and i > whole.first and i not in inside and _alone(page, i) and not (own and _near(own, whole.candidates[0])):
            again.setdefault(page.folds[i], []).append(i)
    called = {i: heads[fold] for fold, at in again.items() if any(_led(page, cues, i) for i in at) for i in at}
    kept = [n for n in taken if n.first not in called or n.last > n.first]
    return sorted([*kept, *(Name(i, i, whole.candidates, "exact") for i, whole in called.items())])


def hyphened(page: Page, cues: Cues, taken: list[Name]) -> list[Name]:
    """Return the names with those that repeat the head of a hyphened one as its place: "Петропавловск" after "Петропавловск-Камчатский".

    Not so beside it, where a town is told from its station, nor where the short name is that of a much larger town.
    """
    heads: dict[str, Name] = {}
    for n in sorted(taken):
        if n.last > n.first and n.candidates and page.gap(n.first + 1) == "-" and n.candidates[0].feature_code.startswith("PPL"):
            heads.setdefault(strangers.root(page, cues, n.first, n.first), n)
    if not heads:
        return taken
    first = {strangers.root(page, cues, n.first, n.first): n.first for n in sorted(taken, reverse=True) if n.first == n.last}
    found = []
    for n in taken:
        root = strangers.root(page, cues, n.first, n.first)
        whole = heads.get(root) if n.first == n.last and len(root) > _SHORTEST and _alone(page, n.first) else None
        town = whole.candidates[0] if whole is not None and first[root] > whole.first else None
        again = whole is not None and town is not None and not (_near(n, town) or _larger(n, town))
        found.append(n._replace(candidates=whole.candidates) if whole is not None and again else n)
    return found


def recall(page: Page, cues: Cues, unknown: list[Name], taken: list[Name]) -> list[Name]:
    """Return names of one word that no data set knows with the place that the text first calls by a longer name beginning so."""
    whole = {strangers.root(page, cues, n.first, n.first): n for n in taken if n.last > n.first and n.candidates}
    found = []
    for name in unknown:
        longer = whole.get(strangers.root(page, cues, name.first, name.last)) if name.first == name.last else None
        known = longer is not None and page.words[name.first].end - page.words[name.first].start >= _SHORTEST
        found.append(name._replace(candidates=longer.candidates) if longer is not None and known else name)
    return found


def longer(page: Page, taken: list[Name]) -> list[Name]:
    """Return the names with those of one word that begin a longer one told before, where no place of that very name is as large.

    So "Roccella" after "Roccella Ionica" is none of the smaller towns that are called so in short.
    """
    whole: dict[str, Name] = {}
    found = []
    for name in sorted(taken):
        fold_, single = page.folds[name.first], name.last == name.first
        told = whole.get(fold_) if single and _alone(page, name.first) else None
        found.append(name._replace(candidates=told.candidates) if told is not None and _lesser(name, told, fold_) else name)
        if not single:
            whole.setdefault(fold_, name)
    return found


def _lesser(name: Name, told: Name, word: str) -> bool:
    """Tell whether a town that is called by a word in short only is smaller than the one whose longer name begins with it."""
    own, other = name.candidates[0], told.candidates[0]
    towns = own.feature_code.startswith("PPL") and other.feature_code.startswith("PPL")
    called = any(fold(c.name) == word for c in name.candidates)
    return towns and not called and fold(other.name).startswith(word) and own.population < other.population


def _site(page: Page, cues: Cues, name: Name) -> bool:
    """Tell whether a name of several words is that of a site, a proper word before words for its kind."""
    if name.last == name.first or name.candidates[0].feature_code not in _SITES or not cues.adjectives_first:
        return False
    head = page.words[name.first]
    kinds = (cues.features_before, cues.features_after, cues.titles, cues.locative)
    return head.capital and head.end - head.start >= _SHORTEST and not any(head.low in table for table in kinds)


def _alone(page: Page, i: int) -> bool:
    """Tell whether no capital beside a word makes it part of a longer name."""
    left = i > 0 and page.joined[i] and page.words[i - 1].capital and not page.first[i - 1]
    return not left and not (i + 1 < len(page.words) and page.joined[i + 1] and page.words[i + 1].capital)


def _led(page: Page, cues: Cues, i: int) -> bool:
    return any(low in cues.locative for low in page.before(i, 1))


def _larger(own: Name, town: Place) -> bool:
    return any(p.population > _LARGER * max(town.population, 1) for p in own.candidates[:1])


def _near(own: Name, site: Place) -> bool:
    return any(distance_m(lat1=p.lat, lon1=p.lon, lat2=site.lat, lon2=site.lon) < _BESIDE_M for p in own.candidates)
