"""Names whose kind the text says in a word of its own: the gazetteer lists "RAAF Base Amberley", a report has "Stützpunkt Amberley"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.assets import toml
from routes.extraction import surroundings as setting
from routes.extraction.compounds import Name

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Gazetteer, Place

_WORDS = 3  # in capitals, of the proper part of a name
_SHORTEST = 3  # letters of it
_TOWNS = frozenset({"airport", "crossing", "river"})  # kinds that lie at a town of the name, which is meant where it is known


def take(names: dict[tuple[int, int], Name], page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
    """Add the places of a kind that the words beside a name say it is of, before those that bear the bare name.

    Of kinds that are called after their town they are added only to names that nobody knows otherwise.
    """
    for first in page.capitals:
        if first and page.joined[first] and page.words[first - 1].capital and page.gap(first) == " " and not cues.nouns_capitalised:
            continue  # inside a name
        for last in range(min(first + _WORDS, len(page.words)) - 1, first - 1, -1):
            if _whole(page, first, last) and _add(names, page, cues, gazetteer, first, last):
                break


def _whole(page: Page, first: int, last: int) -> bool:
    """Tell whether words are joined, all in capitals, and no part of a longer name."""
    inner = range(first + 1, last + 1)
    if page.words[last].end - page.words[first].start < _SHORTEST:
        return False
    return all(page.words[i].capital and page.joined[i] and page.gap(i) in (" ", "-") for i in inner)


def _add(names: dict[tuple[int, int], Name], page: Page, cues: Cues, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Add the places that a kind and a name make, and tell whether there are any."""
    kinds = [kind for kind in setting.features(page, cues, first, last) if kind in toml("extraction/composed.toml")]
    known = names.get((first, last))
    surface = page.text[page.words[first].start : page.words[last].end]
    for kind in kinds:
        own = toml("extraction/composed.toml")[kind]["codes"]
        if known is not None and (kind in _TOWNS or any(p.feature_code.startswith(tuple(own)) for p in known.candidates)):
            continue
        places = _composed(gazetteer, kind, surface)
        if places:
            rest = tuple(p for p in known.candidates if p not in places) if known else ()
            names[first, last] = Name(first, last, (*places, *rest), known.how if known else "exact")
            return True
    return False


def _composed(gazetteer: Gazetteer, kind: str, surface: str) -> tuple[Place, ...]:
    """Return the places of a kind whose whole name is made of a word for it and a proper part."""
    table = toml("extraction/composed.toml")[kind]
    found: dict[Place, None] = {}
    for pattern in table["names"]:
        name = pattern.format(" ".join(surface.split()))
        found.update(dict.fromkeys(p for p in gazetteer.lookup(name, "") if p.feature_code.startswith(tuple(table["codes"]))))
    return tuple(found)
