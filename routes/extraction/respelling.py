"""Names that the gazetteer lists in other letters only: unknown words where a place would stand ("до Суліни")."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routes.atlas.inflection import rules
from routes.atlas.spelling import alphabets
from routes.extraction import cues as cue_words
from routes.extraction import endings, series
from routes.extraction import surroundings as setting
from routes.extraction.compounds import Name
from routes.extraction.lexicon import load
from routes.text import fold

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Gazetteer, Place

CANDIDATES = 40  # kept for one name
_WORDS = 4  # of a name in other letters
_STEM = 4  # letters that the mentions of a name share
_TOWN = 5_000  # people of a town that makes a name beside it one of a place
_TRAVEL = ("vehicle.", "medium.", "travel.", "way.", "unit.")
_QUOTED = frozenset({" «", " „", " “", ' "'})
_SOUNDS = {"и": "iy", "і": "iy", "ї": "iy", "е": "e", "є": "e", "о": "o", "у": "uw"}  # last letters of names that have no cases: "Некокли"


def take(names: dict[tuple[int, int], Name], page: Page, cues: Cues, gazetteer: Gazetteer, derived: set[int]) -> None:
    """Add names listed only in other letters: unknown words where a place would stand ("до Суліни"), and their other mentions.

    An adjective that stands by itself (one of ``derived``) is rather a name in other letters than the town it could be made from.
    """
    if not alphabets(cues.language):
        return
    covered = {i for first, last in names for i in range(first, last + 1)} - derived
    context = _Context(page, cues, names)
    stems: dict[str, tuple[Place, ...]] = {}
    loose = []
    for first, last in _capitals(page, cues, covered):
        if (first == last and first in covered) or ((first, last) in names and first not in derived):
            continue
        surface = page.text[page.words[first].start : page.words[last].end]
        stem = (page.folds[first] if first == last else fold(surface))[:_STEM]
        if len(stem) < _STEM:
            continue
        places = context.places(first, last, surface, gazetteer)
        if places:
            whole = fold(places[0].name)[-1:] in _SOUNDS.get(surface[-1], "")
            names[first, last] = Name(first, last, places[:CANDIDATES], "exact" if whole else "inflected")
            context.add(names[first, last])
            stems.setdefault(stem, places)
            continue
        loose.append((first, last, stem))
    for first, last, stem in loose:
        known = stems.get(stem)
        if known and known[0] in gazetteer.respelled(page.text[page.words[first].start : page.words[last].end], cues.language):
            names[first, last] = Name(first, last, known[:CANDIDATES], "inflected")


class _Context:
    """What the names known so far and the words around an unknown one say of it."""

    def __init__(self, page: Page, cues: Cues, names: dict[tuple[int, int], Name]) -> None:
        self.page, self.cues = page, cues
        self.lexicon = load(cues.language)
        self.states = {name.last: name.candidates[0].country for name in names.values() if name.how == "demonym"}
        self.areas = {name.first for name in names.values() if name.candidates[0].feature_code == "ADM1"}  # "в X Красноярского края"
        self.ends: dict[int, int] = {}
        self.begins: dict[int, int] = {}
        for name in names.values():
            if name.how != "demonym" and _well_known(name.candidates[0]):
                self.add(name)

    def add(self, name: Name) -> None:
        """Count a name among the places that are known."""
        self.ends[name.last] = min(name.first, self.ends.get(name.last, name.first))
        self.begins[name.first] = max(name.last, self.begins.get(name.first, name.last))

    def places(self, first: int, last: int, surface: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
        """Return the places that unknown words mean in other letters, none where they stand as something else does."""
        state = self._state(first)
        if not state and not self._stands(first, last):
            return ()
        places = gazetteer.respelled(surface, self.cues.language)
        return tuple(p for p in places if p.country == state) if state else places  # "взял курс на индийский Парадип"

    def _state(self, first: int) -> str:
        """Return the country of which an adjective before a name, or before the word for its kind, says that it is there."""
        page = self.page
        kind = first > 1 and page.gap(first) == page.gap(first - 1) == " " and page.words[first - 1].low in self.cues.features_before
        at = first - 2 if kind else first - 1
        return self.states.get(at, "") if page.gap(at + 1) == " " else ""

    def _tags(self, i: int) -> tuple[str, ...]:
        return self.lexicon.alone(self.page.words[i].low)

    def _stands(self, first: int, last: int) -> bool:
        """Tell whether unknown words stand where a place would, and are no words of the language, no given name, no abbreviation."""
        page, cues = self.page, self.cues
        if not _shaped(page, cues, first, last) or (self._goes_on(last) and last + 1 not in self.areas):
            return False
        if series.within(page, cues, first, last, self.ends.get, self.begins.get):
            return True
        quoted = page.gap(first) in _QUOTED and any(p in cues.features_before for p in page.before(first))  # "пункт пропуска «X»"
        if page.gap(first) != " " and not quoted:
            return False
        before = page.before(first)
        if first and page.joined[first] and _adjective(page, cues, first - 1):  # "через прикордонну Касумбалесу"
            before = [*before, *page.before(first - 1)]
        if page.marks.get(first) in endings.STRONG:
            return True
        if any((p in cues.locative and p not in cues.weak) or p in cues.features_before for p in before):
            return True
        after = page.after(last, 1)  # "от Мукаллы до Босасо", "на Самтредию и Поти"
        leads = any(p in cues.locative and (p not in cues.conjunctions or last + 2 in self.begins) for p in after)
        paired = leads and any(p in cues.weak for p in before)
        return paired or setting.travelled(page, cues.language, first) or self._reached(first)

    def _goes_on(self, last: int) -> bool:
        """Tell whether another capital follows, so that a name may be a part of a longer one."""
        return last + 1 < len(self.page.words) and self.page.words[last + 1].capital and self.page.gap(last + 1) == " "

    def _reached(self, first: int) -> bool:
        """Tell whether a name is what is crossed, what a distance is told from, or where one goes past a place or by a vehicle."""
        if first < 1 or not self.page.joined[first]:
            return False
        low, tags = self.page.words[first - 1].low, self._tags(first - 1)
        if any(tag.startswith("motion.cross.") for tag in tags):
            return True
        if "prep.from" in tags and first > 1 and any(tag.startswith("unit.") for tag in self._tags(first - 2)):
            return True
        return "prep.to" in tags and low not in self.cues.personal and self._accompanied(first)

    def _accompanied(self, first: int) -> bool:
        """Tell whether a place, a vehicle, a way or a distance stands before a name in its sentence."""
        for i in range(first - 1, -1, -1):
            if i in self.ends or any(tag.startswith(_TRAVEL) for tag in self._tags(i)):
                return True
            if self.page.first[i]:
                return False
        return False


def _well_known(place: Place) -> bool:
    return place.population >= _TOWN or not place.feature_code.startswith("PPL")


def _shaped(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether words are written as a name by itself, and are no words of the language, no given name, no abbreviation."""
    word = page.folds[last]
    if page.words[first].upper or word in cues.stop or cue_words.commonness(cues.language).get(word, 0.0) > cue_words.RARE:
        return False
    return first < last or word not in cue_words.given_names()


def _adjective(page: Page, cues: Cues, i: int) -> bool:
    """Tell whether a word in small letters has the ending of an adjective."""
    grammar = rules().get(cues.language, {})
    tails = (*grammar.get("adjective", ()), *grammar.get("other_adjective", ()))
    word = page.folds[i]
    return not page.words[i].capital and any(word.endswith(tail) and len(word) > len(tail) + 2 for tail in tails)


def _capitals(page: Page, cues: Cues, covered: set[int]) -> list[tuple[int, int]]:
    """Return the words in capitals, those that hyphens join as one, by first and last; two unknown ones with a space between are one too.

    An article may be part of the second: "Szarm el-Szejk".
    """
    found: list[tuple[int, int]] = []
    for i, word in enumerate(page.words):
        article = word.low in cues.particles and i + 1 < len(page.words) and page.gap(i + 1) == "-" and page.words[i + 1].capital
        if found and found[-1][1] == i - 1 and page.gap(i) == "-":
            found[-1] = (found[-1][0], i)
        elif word.capital or article:
            found.append((i, i))
    both = []
    for (first, end), (begin, last) in pairwise(found):
        beside = begin == end + 1 and page.gap(begin) == " " and last - first < _WORDS
        if beside and covered.isdisjoint(range(first, last + 1)):
            both.append((first, last))
    return [*both, *found]
