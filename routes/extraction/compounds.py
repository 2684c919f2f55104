"""Names inside longer names: a city before its airport, a surname in what is named after a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.extraction import cues as cue_words

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Place

_BUILDINGS = frozenset({"AIRP", "AIRB", "PRT", "RSTN", "NVB"})
_BUILT = frozenset({"airport", "base", "station", "port"})  # kinds of what is named after people


class Name(NamedTuple):
    """A hit as words of the page: first and last word, candidates, how it was found, what it weighs."""

    first: int
    last: int
    candidates: tuple[Place, ...]
    how: str
    weight: float = 0.0


def join(page: Page, taken: list[Name]) -> list[Name]:
    """Join the name of a city to that of its airport or port after it: "Kyiv Boryspil Airport" is one place."""
    found: list[Name] = []
    for name in taken:
        city = found[-1] if found else None
        site = name.how != "demonym" and name.candidates[0].feature_code in _BUILDINGS and page.words[name.first].capital
        beside = city is not None and city.last + 1 == name.first and page.joined[name.first] and page.gap(name.first) == " "
        if city and site and beside and city.how != "demonym" and city.candidates[0].feature_code.startswith("PPL"):
            found[-1] = name._replace(first=city.first)
        else:
            found.append(name)
    return found


def honours(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether a word is the surname in the name of a building: "Hamid Karzai International Airport".

    The word before it must be written large; that it names nothing known is for the caller to tell.
    """
    left, right = i - 1, i + 1
    if left < 0 or not _given(page, cues, left):
        return False
    built = right < len(page.words) and page.words[right].capital and page.joined[right]
    if built and any(cues.features_after.get(p) in _BUILT for p in page.after(i)):
        return True
    head = page.words[left - 1].low if left and page.joined[left] else ""
    return bool(head) and any(kind in _BUILT and p.split(" ", 1)[0] == head for p, kind in cues.features_before.items())


def _given(page: Page, cues: Cues, left: int) -> bool:
    """Tell whether a word can be a given name: written large, inside a sentence or a known given name, and no word of the language."""
    word = page.words[left]
    if cues.nouns_capitalised or not word.capital or word.upper or not page.joined[left + 1] or page.gap(left + 1) != " ":
        return False
    if any(word.low in table for table in (cues.features_before, cues.features_after, cues.titles, cues.locative, cues.conjunctions)):
        return False
    return page.folds[left] not in cues.stop and (not page.first[left] or page.folds[left] in cue_words.given_names())
