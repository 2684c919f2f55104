"""What a waypoint is called: the report's own writing, in the nominative where the place is known by it."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING

from routes.atlas.inflection import language_of, nominatives
from routes.text import fold

if TYPE_CHECKING:
    from routes.model import Gazetteer, Place

_PLAIN = "zxx"  # no linguistic content (ISO 639-2): names are looked up as they stand, without endings
_WORDS = 4  # of a name that is put into the nominative
_MOST = 120  # nominatives tried for one name
_TRIED = 24  # writings of one place that are looked at: a report of thousands of mentions tells no more
_VOWELS = "аеиоуыэюяіє"
_SHORT = re.compile(rf"(?<=[{_VOWELS}])и\b")
_IOTA = re.compile(rf"(?<=[{_VOWELS}ї])і")


def case_language(text: str) -> str:
    """Return the language whose case endings the Cyrillic names of a text bear, by the vowel that only one of the two has."""
    return "uk" if text.count("і") > text.count("ы") else "ru"


def shown(surfaces: list[str], place: Place | None, language: str, gazetteer: Gazetteer) -> str:
    """Return the writing to show for a place: a nominative of the report, else one made from a case form, else as it stands.

    "Из Астрахани" gives "Астрахань", since the place has that name; a form that leads to no name of the place stays.
    """
    surfaces = [" ".join(surface.split()) for surface in surfaces]  # a name may run over the end of a line
    best = _plainest(surfaces)
    if place is None or language not in language_of(best[:1]):
        return best
    distinct = sorted(dict.fromkeys(surfaces), key=_order)[:_TRIED]
    written = [s for s in distinct if not _loud(s)] or distinct
    for surface in written:
        if _names(surface, place, gazetteer):
            return surface
    return next((made for surface in written if (made := _made(surface, place, language, gazetteer))), best)


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
    tried = islice(product(*(_forms(word, language) for word in words)), _MOST)
    return next((name for name in map(" ".join, tried) if name != surface and _names(name, place, gazetteer)), "")


def _forms(word: str, language: str) -> list[str]:
    """Return the nominatives of a word, those that keep most of it first, then the word itself; hyphens join what stays."""
    head, hyphen, rest = word.partition("-")
    folded = fold(head)
    found = sorted(nominatives(folded, language), key=lambda n: (not _closes(n, folded, language), -_common(n, folded)))
    return [_spelt(n, head, language) + hyphen + rest for n in found] + [word]


def _closes(nominative: str, word: str, language: str) -> bool:
    """Tell whether the last vowel closes, as in Ukrainian "Львова" – "Львів"; where a place has such a name, it is the native one."""
    at = _common(nominative, word)
    return language == "uk" and nominative[at : at + 1] == "і" and word[at : at + 1] in ("о", "е", "є")


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _spelt(nominative: str, word: str, language: str) -> str:
    """Return folded letters as they are written: the kept part as in the report, short "й" and Ukrainian "ї" where they belong."""
    kept = _common(nominative, fold(word)) if len(fold(word)) == len(word) else 0
    whole = _SHORT.sub("й", nominative)
    if language == "uk":
        whole = _IOTA.sub("ї", whole)
    ending = whole[kept:]
    return word[:kept] + (ending.upper() if word.isupper() else ending) if kept else whole.capitalize()
