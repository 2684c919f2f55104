"""Names of places in a text: the gazetteer's hits weighed against what the words around them say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from routes.extraction import company, compounds, endings, gathering, metonyms, recognition, shortened, strangers
from routes.extraction import cues as cue_words
from routes.extraction import surroundings as setting
from routes.extraction.compounds import Name
from routes.extraction.footing import Footing
from routes.extraction.gathering import CANDIDATES
from routes.extraction.lexicon import load
from routes.extraction.pages import Page
from routes.extraction.persons import People
from routes.extraction.renown import Renown, is_area
from routes.extraction.signs import SIGNS, Signs
from routes.model import Span, Toponym
from routes.text import prose

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.model import Gazetteer

SURE = frozenset({"demonym", "seat", "alias", "harbour", "capital"})  # ways of being found that tell by themselves
FILE = "recognition.npz"
TAKEN = 0.4  # likelihood from which a name is taken as a place
EVERYDAY = 4.5  # Zipf frequency from which a word is an everyday one
BESIDE = 0.2  # the same for one that lies beside another place of the text
LINED = 0.05  # the same for one end of a line whose other end is a well-known place: "the Perpignan-Rungis train"
_NUMBERED = re.compile(r"[-‑]\d")  # after a name: a ship, a type, a game


def find(report_text: str, language: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return the places that a text names, in order, with the words that bear on which places they are.

    Parameters
    ----------
    report_text
        Running text; what is no prose in it is passed over (see `routes.text.prose`).
    language
        ISO 639-1; English cues are used for a language without a cue file.
    gazetteer
        Where names are looked up.

    Returns
    -------
    tuple of Toponym
        With ids t1, t2, ... in text order; never overlapping.
    """
    cues = cue_words.load(language)
    page = Page(prose(report_text)[0])
    if not page.words:
        return ()
    return Finder(page, cues, gazetteer).toponyms()


def find_at(report_text: str, spans: list[Span], language: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return a toponym for each given range, whatever it holds, with the text's other toponyms as company.

    A range whose name nobody knows gives a toponym without candidates.
    """
    page = Page(prose(report_text)[0])
    if not page.words:
        return ()
    return Finder(page, cue_words.load(language), gazetteer).forced(spans)


class Finder:
    """One pass over one page."""

    def __init__(self, page: Page, cues: Cues, gazetteer: Gazetteer) -> None:
        self.page, self.cues, self.gazetteer = page, cues, gazetteer
        self.common = cue_words.commonness(cues.language)
        page.marks = endings.of_page(page, load(cues.language))
        self.names = gathering.gather(page, cues, gazetteer)
        self.begin: dict[int, list[Name]] = {}
        self.end: dict[int, list[Name]] = {}
        for name in self.names.values():
            self.begin.setdefault(name.first, []).append(name)
            self.end.setdefault(name.last, []).append(name)
        self.renown = Renown(cues, self.names)
        self.footing = Footing(page, cues, self.begin, self.end, self.renown.prominence, self.renown.known)
        self.people = People(page, cues, self.renown, self.country, self._covered(), self._entitled())
        capitals = frozenset(page.capitals)
        self.small = {fold for i, fold in enumerate(page.folds) if i not in capitals}
        self.located = {page.folds[i] for i in page.capitals if setting.located(page, cues, i) or setting.dateline(page, i, i)}
        self.signs = Signs(page, cues, self.renown, self.footing, self.common, self.small, self.located, self.begin, self.end)

    def _covered(self) -> frozenset[int]:
        """Return the words inside known names of several words."""
        page, given = self.page, cue_words.given_names()
        several = [n for n in self.names.values() if n.last > n.first]
        known = [n for n in several if self.renown.prominent(n.first, n.last)]
        somebody = (n for n in several if n.how == "exact" and page.words[n.first].capital and page.folds[n.first] in given)
        known += [n for n in somebody if setting.travelled(page, self.cues.language, n.first)]  # "ferried to Carmelo Peralta"
        return frozenset(i for n in known for i in range(n.first, n.last + 1))

    def _entitled(self) -> frozenset[int]:
        """Return the words of places' names that begin with a title, where one of the name's mentions stands as a place's does."""
        page = self.page
        titled = [n for n in self.names.values() if n.last > n.first and page.words[n.first].low in self.cues.titles]
        titled = [n for n in titled if (page.words[n.first].capital or n.how == "listed") and page.words[n.last].capital]
        known = [n for n in titled if self.renown.prominent(n.first, n.last)]
        called = {n: " ".join(page.folds[n.first : n.last + 1]) for n in known}
        placed = {
            called[n]
            for n in known
            if n.candidates[0].source_id.startswith("routes:")
            or setting.located(page, self.cues, n.first)
            or setting.travelled(page, self.cues.language, n.first)
        }
        return frozenset(i for n in known if called[n] in placed for i in range(n.first, n.last + 1))

    # What the gazetteer alone says of a name

    def country(self, first: int) -> int:
        """Return how many words from a number on name a country or its people."""
        for name in self.begin.get(first, ()):
            if name.how == "demonym" or name.candidates[0].feature_code == "PCLI":
                return name.last - name.first + 1
        return 0

    # What the text says of a name

    def weigh(self) -> list[Name]:
        """Return the known names that can be places, each with how likely it is one."""
        possible = [n for n in self.names.values() if self._possible(n)]
        sure = [n._replace(weight=1.0) for n in possible if n.how in SURE]
        others = [n for n in possible if n.how not in SURE]
        told = recognition.likely(FILE, SIGNS, [self._signs(n) for n in others])
        return [*sure, *(n._replace(weight=weight) for n, weight in zip(others, told, strict=True))]

    def _possible(self, name: Name) -> bool:
        """Tell whether a name can be a place at all: it is written like one, and no person's, no ship's, no firm's and no language's."""
        page, people, span = self.page, self.people, range(name.first, name.last + 1)
        somebody = not (people.words.isdisjoint(span) and people.ships.isdisjoint(span))
        tongue = name.how == "demonym" and setting.tongue(page, self.cues, name.first, name.last)
        if somebody or tongue or self.footing.owns(name):
            return False
        return self._shaped(name) and not self._named_after(name) and not self._opens(name)

    def _opens(self, name: Name) -> bool:
        """Tell whether an everyday word begins a sentence, and nothing beside it says that it is a place: "Reading the log, ..."."""
        page, cues, i = self.page, self.cues, name.first
        everyday = self.common.get(page.folds[i], 0.0) > EVERYDAY and self.renown.of(name) < self.renown.capital
        if not everyday or not page.first[i] or name.last > i or name.how in SURE or page.folds[i] in self.located:
            return False
        said = i in page.marks or setting.dateline(page, i, i) or bool(setting.features(page, cues, i, i)) or self.footing.contained(name)
        return not (said or page.before(i) or self.footing.series(name) or self.footing.lined(name))

    def _signs(self, name: Name) -> list[float]:
        i = name.first
        return self.signs.of(name, spoken=self._spoken(i), alone=self._alone(i), shouted=self._shouted(i))

    def _named_after(self, name: Name) -> bool:
        """Tell whether a name is part of another: "La Maison Blanche", or the surname in "Hamid Karzai International Airport"."""
        left = name.first - 1
        known = name.last > name.first or self.renown.prominent(left, left) or self._ends_name(left)
        if not known and compounds.honours(self.page, self.cues, name.first):
            return True
        inner = self.names.get((name.first + 1, name.last))
        first = self.page.words[name.first]
        return inner is not None and inner.how == "seat" and first.end - first.start <= 3

    def _shaped(self, name: Name) -> bool:
        """Tell whether a name is written like one: capitals where they belong, not too short, not a stop word."""
        page, cues = self.page, self.cues
        head = page.words[name.first]
        if _NUMBERED.match(page.text, page.words[name.last].end) and "station" not in setting.features(page, cues, name.first, name.last):
            return False  # "the Port Olya-4", "Paris-2024", but "the station Brest-2"
        if cues.endings_hung and name.how == "inflected" and name.first not in page.marks:  # "Mersine": without its apostrophe
            return self._alone(name.first) and name.first == name.last and self.renown.prominent(name.first, name.last)
        if name.how in ("demonym", "seat", "alias"):
            return head.capital or (cues.demonyms_small and name.how == "demonym")
        if name.how in ("listed", "harbour", "capital"):
            return True
        if name.first == name.last:
            letters = head.end - head.start
            code = letters == 2 and head.upper and name.candidates[0].feature_code == "PCLI" and not self._shouted(name.first)
            accented = cues.unaccented and head.low != page.folds[name.first]  # "Malé" is not "male"
            led = page.marks.get(name.first) in endings.STRONG  # "Oş'a"
            short = letters == 2 and not head.upper and (led or setting.travelled(page, cues.language, name.first))  # "доставляют в Ош"
            river = letters == 2 and not head.upper and name.candidates[0].source == "routes"  # "il Po"
            long = letters > 2 or code or short or river or (letters == 2 and setting.dateline(page, name.first, name.last))
            if any(c.isupper() for c in page.text[head.start + 1 : head.end]) and not (head.upper or head.low.isascii()):
                return False  # "КамАЗы"
            trade = setting.opens(page, cues, name.first) and (
                name.how != "exact" or self.renown.prominence(name.candidates[0]) < self.renown.area
            )
            plain = accented or not self._spoken(name.first) or self.footing.contained(name) or self._city_at_home(name)
            plain = plain or (self._alone(name.first) and self.renown.of(name) > 2 and self._reached(name.first))
            return head.capital and long and not trade and plain
        tail = page.words[name.last]
        if page.gap(name.last) in ("'", "’", "ʼ"):
            return head.capital and tail.low not in cues.clitics and not (cues.endings_hung and not tail.capital)
        if page.gap(name.last) in ("-", "‑"):
            return head.capital
        article = head.low in cues.particles and head.low not in cues.locative  # "la Paz", but not "de La Paz"
        inner = self.names.get((name.first + 1, name.last))
        if article and not head.capital and inner is not None and is_area(inner.candidates[0]) and inner.candidates[0].source == "routes":
            return False  # "los Andes": the mountains, and no village that bears the article
        begins = head.capital or head.low in cues.features_before or article
        if begins and not tail.capital:  # "Kyiv oblast", "mer Noire", but not "The city"
            if head.capital and self.renown.prominence(name.candidates[0]) >= self.renown.area:
                return not self._spoken(name.first) or is_area(name.candidates[0])
            return tail.low in cues.features_after and name.last > name.first and not self._spoken(name.first)
        return begins

    def _spoken(self, i: int) -> bool:
        """Tell whether a word is a word of the language that names no place by itself: a stop word, "the", "island"."""
        cues = self.cues
        word = self.page.words[i].low
        if self.page.folds[i] in cues.stop or word in cues.locative or word in cues.conjunctions or word in cues.titles:
            return True
        return word in cues.features_after or word in cues.features_before or word in cues.vessels

    def _reached(self, i: int) -> bool:
        """Tell whether a verb of movement leads to a lone capital, which makes it a name whatever the word: "вилетіла до Порту"."""
        return self.page.gap(i) == " " and setting.travelled(self.page, self.cues.language, i)

    def _city_at_home(self, name: Name) -> bool:
        """Tell whether a lone capital is that of a city whose readers know it for more than a word: "no aeroporto do Porto"."""
        i, cues = name.first, self.cues
        if not self._alone(i) or self.page.folds[i] in cues.stop or self.page.words[i].low in cues.locative:
            return False
        return self.renown.city_at_home(name, self.page.folds[i])

    def _shouted(self, i: int) -> bool:
        """Tell whether a word in capitals stands among words in capitals, so that they say nothing."""
        words = self.page.words
        beside = [words[k] for k in (i - 1, i + 1) if 0 <= k < len(words)]
        return any(w.upper and w.end - w.start > 3 for w in beside)

    def _alone(self, i: int) -> bool:
        """Tell whether a capital letter here can only be a name's: inside a sentence, between words in small letters."""
        page = self.page
        if self.cues.nouns_capitalised or page.first[i] or page.words[i].upper:
            return False
        left = i > 0 and page.words[i - 1].capital and not page.first[i - 1]
        return not left and not (i + 1 < len(page.words) and page.joined[i + 1] and page.words[i + 1].capital)

    def _ends_name(self, i: int) -> bool:
        return any(n.how == "demonym" or is_area(n.candidates[0]) for n in self.end.get(i, ()))

    # The toponyms

    def chosen(self) -> list[Name]:
        """Return the names taken as places, in order, longer ones before those inside them."""
        weighed = self.weigh()
        taken: list[Name] = []
        used: set[int] = set()
        for name in sorted(weighed, key=lambda n: (n.first - n.last, -n.weight, n.first)):
            least = LINED if name.weight < TAKEN and self.footing.lined(name) else TAKEN
            if name.weight >= least and used.isdisjoint(range(name.first, name.last + 1)):
                used.update(range(name.first, name.last + 1))
                taken.append(name)
        taken += company.beside([n for n in weighed if n.weight >= BESIDE], taken, used)
        taken = shortened.take(self.page, self.cues, taken, self.people.words | self.people.ships)
        return compounds.join(self.page, sorted(taken))

    def toponyms(self) -> tuple[Toponym, ...]:
        """Return the chosen names as toponyms with their cues."""
        words = self.page.words
        chosen = self.chosen()
        taken = {i for n in chosen for i in range(n.first, n.last + 1)}
        known = {i for n in self.names.values() for i in range(n.first, n.last + 1)}
        unknown = strangers.find(self.page, self.cues, self.people, taken, known)
        found = sorted((*chosen, *shortened.recall(self.page, self.cues, unknown, chosen)))
        return self.describe([(n, Span(words[n.first].start, words[n.last].end)) for n in found])

    def forced(self, spans: list[Span]) -> tuple[Toponym, ...]:
        """Return a toponym for each given range of characters, and the chosen names that lie outside all of them."""
        words = self.page.words
        named = [(self._at(span), span) for span in sorted(set(spans))]
        for n in self.chosen():
            own = Span(words[n.first].start, words[n.last].end)
            if not any(own.overlaps(span) for span in spans):
                named.append((n, own))
        return self.describe(sorted(named, key=lambda pair: pair[1]))

    def _at(self, span: Span) -> Name:
        """Return the name that a range of characters holds: the whole of it, or the best part of it that is known."""
        page = self.page
        inside = [i for i, w in enumerate(page.words) if w.start < span.end and w.end > span.start]
        if not inside:
            return Name(0, 0, (), "exact")
        first, last = inside[0], inside[-1]
        if (first, last) in self.names:
            return self.names[first, last]
        whole = self.gazetteer.lookup(page.text[span.start : span.end], self.cues.language)
        if whole:
            return Name(first, last, whole[:CANDIDATES], "exact")
        parts = [n for n in self.names.values() if n.first >= first and n.last <= last and (n.last > n.first or not self._spoken(n.first))]
        if not parts:
            return Name(first, last, (), "exact")
        part = max(parts, key=lambda n: (n.last - n.first, self.renown.of(n), -n.first))
        return part._replace(first=first, last=last)

    def describe(self, named: list[tuple[Name, Span]]) -> tuple[Toponym, ...]:
        """Return names as toponyms: what the words around each one say."""
        page, cues = self.page, self.cues
        within = setting.containment(page, cues, [(n.first, n.last, n.candidates) for n, _ in named])
        governments = metonyms.find(page, cues, [(n.first, n.last, n.candidates, n.how) for n, _ in named])
        found = []
        for number, (name, span) in enumerate(named):
            said = list(setting.features(page, cues, name.first, name.last))
            borne = gathering.namesakes(page.text[span.start : span.end], name.candidates, self.gazetteer)
            town = bool(cues.endings) and setting.entered(page, cues, name.first, name.candidates)
            said += ["entered"] if town else []
            said += setting.called(page, cues, name.first)
            said += [name.how] if name.how in ("demonym", "capital") else []
            said += ["metonym"] if number in governments else []
            said += ["dateline"] if setting.dateline(page, name.first, name.last) else []
            said += [f"listed {len(name.candidates)}"] if len(borne) > len(name.candidates) else []
            said += ["inflected"] if name.how == "inflected" else []
            said += ["resting"] if setting.rests(page, cues, name.first, name.last, name.how) else []
            said += ["organisation"] if setting.body(page, cues, name.last) else []
            found.append(
                Toponym(
                    id=f"t{number + 1}",
                    span=span,
                    surface=page.text[span.start : span.end],
                    candidates=tuple(sorted(borne, key=lambda p: p.feature_code in ("STM", "LK"))) if town else borne,
                    cues=tuple(dict.fromkeys(said)),
                    within=f"t{within[number] + 1}" if number in within else "",
                    vague_m=setting.vagueness(page, cues, name.first),
                    root=strangers.root(page, cues, name.first, name.last) if not name.candidates else "",
                )
            )
        return tuple(found)
