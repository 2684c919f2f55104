"""What a waypoint is called: the report's own writing, in the nominative where the place is known by it."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

from routes.atlas.inflection import cyrillic, nominatives, rules
from routes.text import fold

if TYPE_CHECKING:
    from routes.model import Gazetteer, Place

_PLAIN = "zxx"  # no linguistic content (ISO 639-2): names are looked up as they stand, without endings
_WORDS = 4  # of a name that is put into the nominative
_MOST = 120  # nominatives tried for one name
_TRIED = 24  # writings of one place that are looked at: a report of thousands of mentions tells no more


def case_language(text: str) -> str:
    """Return the language whose case endings the Cyrillic names of a text bear, by the vowel that only one of the two has."""
    return "uk" if text.count("і") > text.count("ы") else "ru"


def flected(language: str) -> bool:
    """Tell whether names are put back into the nominative in a language: whether its endings say how such names are spelt."""
    return "spelling" in rules().get(language, {})


def shown(surfaces: list[str], place: Place | None, language: str, gazetteer: Gazetteer) -> str:
    """Return the writing to show for a place: a nominative of the report, else one made from a case form, else as it stands.

    "Из Астрахани" gives "Астрахань", since the place has that name; a form that leads to no name of the place stays.
    """
    surfaces = [" ".join(surface.split()) for surface in surfaces]  # a name may run over the end of a line
    best = _plainest(surfaces)
    if place is None or not flected(language) or cyrillic(best) != cyrillic(rules()[language]["fleeting"][0]):
        return best
    distinct = sorted(dict.fromkeys(surfaces), key=_order)[:_TRIED]
    written = [s for s in distinct if not _loud(s)] or distinct
    oblique = rules()[language].get("oblique", "")
    for surface in written:
        if _declined(surface)[-1] not in oblique and _names(surface, place, gazetteer):
            return _native(surface, place, language) or surface
    return next((made for surface in written if (made := _made(surface, place, language, gazetteer))), best)


def _declined(surface: str) -> str:
    """Return the part of a name that bears its case: the first of "Франкфурті-на-Майні", of other names the whole."""
    head, _, rest = surface.partition("-")
    return head if "-" in rest and rest[:1].islower() else surface


def _plainest(surfaces: list[str]) -> str:
    """Return the writing that is not all capitals when there is another, then the shortest (case endings lengthen)."""
    return min(surfaces, key=_order)


def _order(surface: str) -> tuple[bool, int]:
    return _loud(surface), len(surface)


def _loud(surface: str) -> bool:
    return surface.isupper() and len(surface) > 3


def _names(name: str, place: Place, gazetteer: Gazetteer) -> bool:
    return any(p.source_id == place.source_id for p in gazetteer.lookup(name, _PLAIN))


def _made(surface: str, place: Place, language: str, gazetteer: Gazetteer) -> str:
    """Return the likeliest nominative of a case form that the place bears, "" when it bears none."""
    words = surface.split(" ")
    if len(words) > _WORDS:
        return ""
    tried = list(map(" ".join, islice(product(*(_forms(word, language) for word in words)), _MOST)))
    if _accents(place, language):  # the name that it bears where it lies comes first
        tried.sort(key=lambda name: fold(name) != fold(place.name))
    if len(words) == 1:
        tried.append(surface[:-1] + fold(surface[-1]))  # "Grecją"
    made = next((name for name in tried if name != surface and _names(name, place, gazetteer)), "")
    return _accented(made, place, language)


def _native(surface: str, place: Place, language: str) -> str:
    """Return the name that a place bears where it lies when the word can be a case of it as well, "" when it is none.

    "Hamburga" is what Latvians call Hamburg, and in Polish a case of it.
    """
    name = fold(place.name)
    return _accented(_spelt(name, surface, language), place, language) if name in nominatives(fold(surface), language) else ""


def _accented(name: str, place: Place, language: str) -> str:
    """Return a name with the accents that its native writing has, where that is in letters of the language."""
    return place.name if _accents(place, language) and fold(name) == fold(place.name) else name


def _accents(place: Place, language: str) -> bool:
    """Tell whether the native writing of a place's name is in letters of the language, some of which a comparison loses."""
    return not place.name.isascii() and all(c.isascii() or c in rules()[language].get("letters", "") for c in place.name.casefold())


def _forms(word: str, language: str) -> list[str]:
    """Return the nominatives of a word, likeliest first, then the word itself; of two words that a hyphen joins either may be a case."""
    head, hyphen, rest = word.partition("-")
    if not hyphen:
        return [*_cases(word, language), word]
    if _declined(word) == head:
        return [*(f"{h}-{rest}" for h in _cases(head, language)), word]
    heads, rests = _cases(head, language), _cases(rest, language)
    both = [f"{h}-{r}" for h in heads for r in rests]
    return [*(f"{h}-{rest}" for h in heads), *(f"{head}-{r}" for r in rests), *both, word]


def _cases(word: str, language: str) -> list[str]:
    """Return the nominatives that a word may be a case of, those that keep most of what stands before its ending first."""
    folded, grammar = fold(word), rules()[language]
    stem = next((n for n in range(len(folded) - 1, 0, -1) if folded[n:] in grammar["nouns"]), len(folded))
    found = sorted(nominatives(folded, language), key=lambda n: (not _closes(n, folded, language), -min(_common(n, folded), stem)))
    return [_spelt(n, word, language) for n in found]


def _closes(nominative: str, word: str, language: str) -> bool:
    """Tell whether the last vowel closes, as in Ukrainian "Львова" – "Львів"; where a place has such a name, it is the native one."""
    at = _common(nominative, word)
    closed: str = rules()[language].get("closed", {}).get(word[at : at + 1], "")
    return closed != "" and nominative[at : at + 1] == closed


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _spelt(nominative: str, word: str, language: str) -> str:
    """Return folded letters as they are written: the kept part as in the report, the rest and the end by the language's spelling."""
    folded = fold(word)
    kept = _common(nominative, folded) if len(folded) == len(word) else 0
    made = word[:kept] + nominative[kept:] if kept else nominative.capitalize()
    if _softened(nominative, folded):
        made = made[:-1] + rules()[language].get("soft", {}).get(made[-1], made[-1])
    for pattern, letters in rules()[language]["spelling"]:
        made = re.sub(pattern, letters, made, flags=re.IGNORECASE)
    return made.upper() if word.isupper() else made


def _softened(nominative: str, word: str) -> bool:
    """Tell whether an "i" before the ending of a case stands for a soft consonant at the end of the nominative: "Torunia", "Wiednia"."""
    ending = word[word.rfind(nominative[-1]) + 1 :]
    return ending[:1] == "i" and ending != "ie"
