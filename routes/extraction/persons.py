"""People and ships in a text: which words are their names, so that they are not read as places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routes.extraction import cues as cue_words
from routes.extraction.lexicon import load
from routes.extraction.surroundings import located, travelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.extraction.renown import Renown

_AGE = re.compile(r",\s{1,3}(?:\d{1,2},(?!\d)|(?:[^\W\d_]{2}\s)?\d{1,2}\s{1,2}([^\W\d_]{1,10})\b)")
_LINE = re.compile(r"\s?[–—→]\s?[^\W\d_]")
_ARTICLES = frozenset({"the", "le", "la", "el", "il", "o", "a", "der", "die", "das"})
_COMMON_SURNAME = 4.2  # Zipf: a word this frequent after a place name ("Paris Metro", "London Bridge") is a word, not a surname
_COMMON_GIVEN = 3.4  # Zipf from which a given name is a common word too: "urban", "will"
_INITIALS = 3  # letters of an abbreviated name
_APPOSED = 2  # words after a name and a comma among which stands what somebody is: "X Y, a driver"
_KIN = 3  # words after a name among which stands what somebody is, or who is with them
_VERB = 2  # words between a ship's name and its verb
_TAIL = 3  # letters of the shortest word that a compound ends in
_LONGEST = 4  # words of one person's name
_TAILS = ("", "а", "я", "й", "и", "о", "ь", "е")  # of given names in the nominative, where a case takes their place


class People:
    """Which words of a page are names of people or ships.

    Parameters
    ----------
    page
        The text as words.
    cues
        The language's titles, given names and speech verbs.
    renown
        How well the places of the page's names are known.
    country
        Returns how many words from a number on name a country or its people ("US President", "глава Чечни"); 0 for none.
    covered
        The words inside known names of several words ("San Pedro de Atacama"), which begin no person's name.
    entitled
        The words of places' names that begin with a title ("Prince Rupert", "Cabo Delgado").
    """

    def __init__(
        self,
        page: Page,
        cues: Cues,
        renown: Renown,
        country: Callable[[int], int],
        covered: frozenset[int] = frozenset(),
        entitled: frozenset[int] = frozenset(),
    ) -> None:
        self._page, self._cues, self._covered, self._entitled = page, cues, covered, entitled
        self._prominent, self._famous, self._town, self._country = renown.prominent, renown.famous, renown.town, country
        self._named = renown.names
        self._common = cue_words.commonness(cues.language)
        self._given, self._family = cue_words.given_names(), cue_words.surnames()
        self.words: set[int] = set()
        self.ships: set[int] = set()
        self._called: set[str] = set()  # given names of people of the text that are places elsewhere
        self._surnames: dict[str, int] = {}  # without case ending -> the word after which it is somebody's
        runs = page.runs(cues.particles)
        for first, last in runs:
            if first not in self._entitled and not self._call(first, last):
                self._read(first, last)
        for first, last in runs:
            self._recall(first, last)

    def _read(self, first: int, last: int) -> None:
        """Mark what a run of capitalised words says by itself and by the word before it."""
        page, cues = self._page, self._cues
        before = set(page.before(first))
        if first > 1 and page.words[first - 1].low in _ARTICLES - cues.locative and page.gap(first - 1) == ", ":
            before |= {page.words[first - 2].low}  # "a second ship, the Memphis Belle"
        if before & cues.vessels or (page.words[first].upper and page.words[first].low in cues.vessels and last > first):
            if not self._line(first, last):
                self.ships.update(range(first, last + 1))
            return
        if not cues.vessels_after.isdisjoint(page.after(last)) and not (first == last and self._country(first)):
            if not (first == last and self._prominent(first, last) and page.after(last)[0] not in cues.called):
                self.ships.update(range(first, last + 1))
            return
        if self._berthed(first, last):
            self.ships.update(range(first, last + 1))
            return
        start = first if before & cues.titles else -1
        for i in range(first, last):
            low = page.words[i].low
            if low in cues.titles and not page.words[i].upper and page.gap(i + 1) not in ("-", "‑"):  # "Saint-Laurent"
                start = i + 1
        if start >= 0:
            start += self._country(start)
            last -= last > start and last in page.marks and self._prominent(last, last)  # "Bakan Fidan Kahire'ye gitti"
            if start <= last and not self._blocked(start, last):
                self._mark(start, last)
                return
        if self._introduced(first, last):
            self._mark(first, last)
            return
        self._pair(first, last)

    def _call(self, first: int, last: int) -> bool:
        """Mark a lone given name that is somebody's; tell whether it is."""
        page = self._page
        alone = last if last == first + 1 and page.words[first].low in self._cues.kin else first  # "Uncle Jordan"
        if not self._first_name(alone, last):
            return False
        self.words.update(range(first, last + 1))
        self._called.add(page.folds[last])
        return True

    def _first_name(self, first: int, last: int) -> bool:
        """Tell whether a given name is somebody's though a place is called so: "Sofia, 34,", "Sofia and her mother", "his wife, Sofia"."""
        page, cues = self._page, self._cues
        if first < last or not (page.folds[first] in self._given or page.folds[first] in cues.given):
            return False
        left, right = first - 1, last + 1
        if left >= 0 and page.words[left].low in cues.kin and page.gap(first) in (" ", ", ") and first not in page.marks:
            return page.gap(first) == " " or page.text[page.words[last].end : page.words[last].end + 1] == ","
        if self._aged(last):
            return True
        ahead = range(right, min(len(page.words), right + _KIN))
        apposed = right < len(page.words) and page.gap(right) == ", "
        if not apposed and (right >= len(page.words) or page.words[right].low not in cues.conjunctions):
            return False
        for i in ahead:
            if page.words[i].capital and not cues.nouns_capitalised:
                return False
            if page.words[i].low in cues.kin:
                return True
            if not page.joined[i] and i > right:
                return False
        return False

    def _berthed(self, first: int, last: int) -> bool:
        """Tell whether an article and a verb of seafaring make two or more words a ship's name: "berthed the Castillo de X"."""
        page, cues = self._page, self._cues
        if first == last or first < 1 or page.words[first - 1].low not in _ARTICLES or page.gap(first) != " ":
            return False
        aboard = first > 1 and self._boards(first - 2)  # "taken aboard the Malta Star", "loaded onto the Antwerp Queen"
        if self._country(first) and not aboard:
            return False
        if first in self._covered or page.words[first].low in cues.features_before or self._prominent(first, last):
            return False
        if any(page.words[i].low in cues.bodies or page.words[i].low in cues.features_after for i in range(first, last + 1)):
            return False
        if aboard:
            return True
        beside = [*range(max(0, first - 1 - _VERB), first - 1), *range(last + 1, min(len(page.words), last + 1 + _VERB))]
        verbs = (i for i in beside if not page.words[i].capital and not (i > last and page.first[i]))
        return any(
            tag.startswith("motion.") and tag.endswith(".sea") for i in verbs for tag in load(cues.language).alone(page.words[i].low)
        )

    def _boards(self, i: int) -> bool:
        """Tell whether a word says that something is on board, or closes a phrase for loading: "aboard", "loaded onto"."""
        page, lexicon = self._page, load(self._cues.language)
        if "word.aboard" in lexicon.alone(page.words[i].low):
            return True
        phrase = (page.words[i - 1].low, page.words[i].low)
        return i > 0 and any(words == phrase and tag.startswith("motion.load.") for words, tag, _ in lexicon.entries(phrase[0]))

    def _introduced(self, first: int, last: int) -> bool:
        """Tell whether words around two names say that they are somebody's: "said X Y", "X Y, a driver", "the driver, X Y,"."""
        page, cues = self._page, self._cues
        run = range(first, last + 1)
        if not 1 <= last - first < _LONGEST - 1 or self._prominent(first, last) or any(i in self._covered for i in run):
            return False
        strange = (
            page.words[i].upper or self._country(i) or (page.gap(i) == "-" and last == first + 1) or page.words[i].low in cues.vessels
            for i in run
        )
        body = (page.words[i].low in t for i in run for t in (cues.bodies, cues.features_before, cues.features_after, cues.locative))
        if any(strange) or any(body):
            return False
        left, right = first - 1, last + 1
        if left >= 0 and page.words[left].low in cues.says and page.gap(first) in (" ", "\u00a0"):
            return True
        after = right < len(page.words) and page.gap(right)[:1] == ","
        if after and left >= 0 and page.gap(first) == ", " and page.words[left].low in cues.titles:
            return True
        ahead = range(right, min(len(page.words), right + _APPOSED)) if after and page.gap(right) == ", " else ()
        return any(page.words[i].low in cues.titles and not page.words[i].capital for i in ahead if i == right or page.joined[i])

    def _line(self, first: int, last: int) -> bool:
        """Tell whether a dash makes what follows "ferry" the ends of its line and no ship's name: "the ferry Naples-Palermo"."""
        page = self._page
        if any(page.gap(i + 1) == "-" and self._prominent(first, i) and self._prominent(i + 1, last) for i in range(first, last)):
            return True
        if _LINE.match(page.text, page.words[last].end) is None:
            return False
        ends = range(last + 1, min(len(page.words), last + 1 + _LONGEST))
        known = (first, last) in self._named and any((last + 1, end) in self._named for end in ends)  # "пором Орлівка — Ісакча"
        return known or self._prominent(first, last)

    def _blocked(self, start: int, last: int) -> bool:
        """Tell whether what follows a title is a place or a body all the same."""
        page, cues = self._page, self._cues
        name = range(start, min(start + _LONGEST, last) + 1)
        if any(page.words[i].low in cues.bodies or page.words[i].low in cues.features_after for i in name):
            return True
        return cues.genitive_titles and self._prominent(start, last)

    def _pair(self, first: int, last: int) -> None:
        """Mark a given name followed by another name, anywhere in a run."""
        page = self._page
        for i in range(first, last):
            ended = page.words[i].end - page.words[i].start > _INITIALS and page.gap(i + 1) == ". "  # "в Леви. Сам", but not "Gen. X"
            joined = (page.gap(i + 1) in (" ", "\u00a0", ". ") and not ended) or not page.words[i + 1].capital
            given = joined and i not in self._covered and (self._is_given(i) or self._unheard(i, last))
            if given and self._may_follow(i, last):
                self._mark(i, last)
                return

    def _unheard(self, i: int, last: int) -> bool:
        """Tell whether a word that no list knows and the city after it are somebody's name: "le transitaire Dipak Haldia"."""
        page, cues = self._page, self._cues
        word = page.words[i]
        if i + 1 != last or page.first[i] or word.upper or page.gap(last) not in (" ", "\u00a0") or not self._town(last):
            return False
        known = page.folds[i] in self._common or (i, i) in self._named or self._country(i) or load(cues.language).alone(word.low)
        if known or any(word.low in words for words in (cues.features_before, cues.features_after, cues.bodies, cues.vessels, cues.titles)):
            return False
        if cues.nouns_capitalised and any(page.folds[i][k:] in self._common for k in range(1, len(word.low) - _TAIL + 1)):
            return False  # "Containerhafen Rotterdam"
        before = set(page.before(i))
        led = before & (cues.strong | cues.weak) or i in page.marks or page.words[i - 1].low in cues.features_before
        return not led

    def _is_given(self, i: int) -> bool:
        name = self._page.folds[i]
        if self._page.words[i].low in self._cues.locative or self._page.words[i].low in self._cues.conjunctions:
            return False  # "Del", "Al": small words at the head of a sentence
        if name in self._given or name in self._cues.given:
            return True
        for ending in self._cues.endings:
            if name.endswith(ending) and len(name) - len(ending) > 2:
                stem = name[: len(name) - len(ending)]
                if any(stem + tail in self._given or stem + tail in self._cues.given for tail in _TAILS):
                    return True
        return False

    def _may_follow(self, i: int, last: int) -> bool:
        """Tell whether the word after a given name can be a surname."""
        page, cues = self._page, self._cues
        word = page.words[i + 1]
        if word.low in cues.bodies or word.low in cues.features_after or word.low in cues.features_before:
            return False
        if any(self._prominent(i, k) for k in range(i + 1, min(i + _LONGEST, last) + 1)):
            return False
        common = self._common.get(page.folds[i + 1], 0.0)
        if not self._famous(i):  # "Urban Heat": two common words are no person
            both = self._common.get(page.folds[i], 0.0) >= _COMMON_GIVEN and common >= _COMMON_SURNAME
            return not both or page.folds[i + 1] in self._family
        return common < (_COMMON_SURNAME + 0.6 if page.folds[i + 1] in self._family else _COMMON_SURNAME - 0.7)

    def _mark(self, first: int, last: int) -> None:
        page, cues = self._page, self._cues
        end = min(last, first + _LONGEST - 1)
        for i in range(first + 1, end + 1):
            if page.words[i].low in cues.bodies or (page.gap(i) not in (" ", "\u00a0", "-", "'", "’", ". ") and page.words[i].capital):
                end = i - 1
                break
        self.words.update(range(first, end + 1))
        surname = page.folds[end]
        if len(surname) > 2:
            self._surnames.setdefault(self._stem(surname), first)

    def _stem(self, name: str) -> str:
        """Return a name without its case ending, so that its forms compare equal."""
        for ending in self._cues.endings:
            if name.endswith(ending) and len(name) - len(ending) > 3:
                return name[: len(name) - len(ending)]
        return name

    def _recall(self, first: int, last: int) -> None:
        """Mark a lone surname of somebody named in full elsewhere, and a name with an age behind it."""
        page = self._page
        if first in self.words or first in self.ships:
            return
        known = self._surnames.get(self._stem(page.folds[first]), first) < first
        if known and self._famous(first) and page.folds[first] not in self._family:
            known = False  # a city of that fame, and a surname that no list has: part of a heading, not of a person's name
        known = known or page.folds[first] in self._called
        if first == last and known and not self._placed(first):
            self.words.add(first)
        elif last - first < 3 and self._aged(last) and not (located(page, self._cues, first) or self._prominent(first, last)):
            self.words.update(range(first, last + 1))

    def _placed(self, i: int) -> bool:
        """Tell whether a word that is a surname in the text is a place here all the same: "la camioneta sigue a Riberalta"."""
        if located(self._page, self._cues, i) and self._prominent(i, i):
            return True
        return self._town(i) and travelled(self._page, self._cues.language, i)

    def _aged(self, last: int) -> bool:
        """Tell whether an age stands behind a name, and no count of something else: "X, 26 років", but "до Мукачева, 2 т"."""
        age = _AGE.match(self._page.text, self._page.words[last].end)
        return age is not None and (age.group(1) is None or age.group(1).casefold() in self._cues.years)
