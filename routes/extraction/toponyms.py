"""Names of places in a text: the gazetteer's hits weighed against what the words around them say."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from routes.assets import toml
from routes.extraction import asides, company, compounds, endings, gathering, metonyms, recognition, shortened, strangers
from routes.extraction import cues as cue_words
from routes.extraction import surroundings as setting
from routes.extraction.compounds import Name
from routes.extraction.footing import Footing
from routes.extraction.gathering import CANDIDATES
from routes.extraction.lexicon import load
from routes.extraction.pages import Page
from routes.extraction.persons import People
from routes.extraction.renown import Renown, is_area
from routes.extraction.signs import Signs
from routes.model import Span, Toponym
from routes.text import prose

if TYPE_CHECKING:
    from routes.extraction.cues import Cues
    from routes.model import Gazetteer

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
        self.weights = toml("extraction/recognition.toml")
        self.common = cue_words.commonness(cues.language)
        page.marks = endings.of_page(page, load(cues.language))
        self.names = gathering.gather(page, cues, gazetteer)
        self.begin: dict[int, list[Name]] = {}
        self.end: dict[int, list[Name]] = {}
        for name in self.names.values():
            self.begin.setdefault(name.first, []).append(name)
            self.end.setdefault(name.last, []).append(name)
        self.renown = Renown(cues, self.names)
        self.footing = Footing(page, cues, self.begin, self.end, self.renown.prominence, self.weights["accept"])
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
            or self.footing.held(n)
            or setting.located(page, self.cues, n.first)
            or setting.travelled(page, self.cues.language, n.first)
        }
        return frozenset(i for n in known if called[n] in placed for i in range(n.first, n.last + 1))

    def country(self, first: int) -> int:
        """Return how many words from a number on name a country or its people."""
        for name in self.begin.get(first, ()):
            if name.how == "demonym" or name.candidates[0].feature_code == "PCLI":
                return name.last - name.first + 1
        return 0

    def weigh(self, name: Name) -> float:
        """Return the weight of the evidence that a known name is a place here; minus infinity when it cannot be one."""
        page, cues, people = self.page, self.cues, self.people
        span = range(name.first, name.last + 1)
        somebody = not (people.words.isdisjoint(span) and people.ships.isdisjoint(span))
        if somebody or not self._shaped(name) or self._named_after(name) or self.footing.owns(name) or self.footing.goods(name):
            return -math.inf
        if name.how == "demonym" and setting.tongue(page, cues, name.first, name.last):
            return -math.inf
        if name.how in ("demonym", "seat", "alias", "harbour", "capital"):
            return 10.0
        pro, con = self.weights["for"], self.weights["against"]
        weight = self.renown.of(name) + pro["each_more_word"] * (name.last - name.first)
        before = set(page.before(self.footing.begun(name)))
        if before & cues.strong or page.marks.get(name.first) in endings.STRONG:
            weight += pro["strong_locative"]
        elif before & cues.weak or name.first in page.marks:
            weight += pro["strong_locative"] if self.footing.paired(name) else pro["weak_locative"]
            weight += pro["inflected"] if name.how == "inflected" and not before & cues.personal else 0.0
        if setting.features(page, cues, name.first, name.last):
            weight += pro["feature"]
        if setting.dateline(page, name.first, name.last):
            weight += pro["dateline"]
        weight += pro["contained"] if self.footing.contained(name) else 0.0
        weight += pro["measured"] if self.footing.measured(name) else 0.0
        if name.candidates[0].feature_code == "PPLC" and metonyms.acts(page, cues, name.first, name.last):
            weight += pro["government"]
        if name.first == name.last:
            weight -= self._doubt(name, con)
            if page.folds[name.first] in self.located:
                weight += pro["repeated_located"]
        weight -= self._crowding(name, con) + (con["quoted"] if self.footing.quoted(name) else 0.0)
        lacking = float(self.weights["accept"] - weight)
        return float(weight + self._further(name, lacking) if lacking > 0.0 else weight)

    def _signs(self, name: Name) -> list[float]:
        i = name.first
        return self.signs.of(name, spoken=self._spoken(i), alone=self._alone(i), shouted=self._shouted(i))

    def _further(self, name: Name, lacking: float) -> float:
        """Return the evidence that is looked for only where the rest leaves a doubt: movements, pairs, lines, positions."""
        pro, footing = self.weights["for"], self.footing
        looked_for = (
            ("travelled", lambda n: setting.travelled(self.page, self.cues.language, n.first)),
            ("ending", footing.ending),
            ("lined", footing.lined),
            ("coordinated", footing.coordinated),
            ("series", footing.series),
            ("stated", footing.stated),
        )
        return next((float(pro[kind]) for kind, holds in looked_for if lacking <= pro[kind] and holds(name)), 0.0)

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
                name.how != "exact" or self.renown.prominence(name.candidates[0]) < self.weights["prominence"]["area"]
            )
            plain = accented or not self._spoken(name.first) or self.footing.contained(name) or self._city_at_home(name)
            led = page.gap(name.first) == " " and setting.travelled(page, cues.language, name.first)  # "вилетіла до Порту"
            led = led or self.footing.measured(name)  # "60 km od Polski"
            plain = plain or (led and self._alone(name.first) and self.renown.of(name) > 2)
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
            if head.capital and self.renown.prominence(name.candidates[0]) >= self.weights["prominence"]["area"]:
                return not self._spoken(name.first) or is_area(name.candidates[0])
            return tail.low in cues.features_after and name.last > name.first and not self._spoken(name.first)
        return begins

    def _spoken(self, i: int) -> bool:
        """Tell whether a word is a word of the language that names no place by itself: a stop word, "the", "island"."""
        cues = self.cues
        word = self.page.words[i].low
        if self.page.folds[i] in cues.stop or word in cues.locative or word in cues.titles or setting.small(self.page, cues, i):
            return True
        return word in cues.features_after or word in cues.features_before or word in cues.vessels

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

    def _doubt(self, name: Name, con: dict[str, float]) -> float:
        """Return what speaks against a name of one word: that it is a common word, a surname, an abbreviation."""
        page = self.page
        i, word = name.first, page.folds[name.first]
        # "Pará", "Aliağa": with its accents it is seldom another word, and nobody's name that lists have without
        accented = page.words[i].low != word and (
            any(p.name.casefold() == page.words[i].low for p in name.candidates[:3])
            or (not page.first[i] and self.renown.prominence(name.candidates[0]) >= con["famous_from"])
        )
        common = self.common.get(word, 0.0)
        doubt = max(0.0, common - con["common_from"]) * (con["common_alone"] if self._alone(i) else con["common"])
        if self.renown.prominence(name.candidates[0]) >= self.weights["prominence"]["capital"]:
            doubt = min(doubt, con["common_most_of_famous"])
        elif self.cues.nouns_capitalised:
            doubt = min(doubt, self.renown.most_doubt(name, word, common))
        doubt = min(doubt, con["common_most_at_home"]) if accented else doubt
        if page.first[i] and common > con["common_from"]:
            doubt += con["sentence_start"]
        country = name.candidates[0].feature_code == "PCLI"
        if word in self.small and not country:
            doubt += con["written_small"]
        well_known = self.renown.of(name) >= con["famous_from"]
        loud = name.candidates[0].name == page.text[page.words[i].start : page.words[i].end]  # "NEOM"
        plain = well_known or loud or self._shouted(i) or setting.dateline(page, i, i)
        if page.words[i].upper and page.words[i].end - page.words[i].start <= 5 and not plain:
            doubt += con["acronym"]
        if not (well_known or accented or setting.located(page, self.cues, i)):
            doubt += con["surname"] if word in cue_words.surnames() else 0.0
            doubt += con["given"] if word in cue_words.given_names() else 0.0
        return float(doubt)

    def _alone(self, i: int) -> bool:
        """Tell whether a capital letter here can only be a name's: inside a sentence, between words in small letters."""
        page = self.page
        if self.cues.nouns_capitalised or page.first[i] or page.words[i].upper:
            return False
        left = i > 0 and page.words[i - 1].capital and not page.first[i - 1]
        return not left and not (i + 1 < len(page.words) and page.joined[i + 1] and page.words[i + 1].capital)

    def _crowding(self, name: Name, con: dict[str, float]) -> float:
        """Return what capitals beside a name speak against it: it may be part of a longer name."""
        page, cues = self.page, self.cues
        cost = 0.0
        left, right = name.first - 1, name.last + 1
        if left >= 0 and page.words[left].capital and page.joined[name.first] and page.gap(name.first) in (" ", "-"):
            known = page.words[left].low in cues.features_before or page.words[left].low in cues.titles or self._ends_name(left)
            known = known or (page.gap(name.first) == "-" and self.renown.prominent(left, left))  # "Naples-Palermo"
            known = known or setting.common(page, cues, left) or (left not in self.begin and setting.noun(page, cues, left))
            if not known and not (page.first[left] and self.common.get(page.folds[left], 0.0) > con["common_from"]):
                cost += con["capital_left"]
        if right < len(page.words) and page.words[right].capital and page.joined[right] and page.gap(right) in (" ", "-"):
            low = page.words[right].low
            if low in cues.bodies:
                cost += con["body_right"]
            elif low not in cues.features_after and low not in cues.titles and right not in self.begin and right not in self.people.words:
                cost += con["capital_right"]
        return cost

    def _ends_name(self, i: int) -> bool:
        return any(n.how == "demonym" or is_area(n.candidates[0]) for n in self.end.get(i, ()))

    # The toponyms

    def chosen(self) -> list[Name]:
        """Return the names taken as places, in order, longer ones before those inside them."""
        weighed = recognition.judged([n._replace(weight=self.weigh(n)) for n in self.names.values()], self._signs, self.weights["accept"])
        taken: list[Name] = []
        used: set[int] = set()
        for name in sorted(weighed, key=lambda n: (n.first - n.last, -n.weight, n.first)):
            if name.weight >= self.weights["accept"] and used.isdisjoint(range(name.first, name.last + 1)):
                used.update(range(name.first, name.last + 1))
                taken.append(name)
        least = self.weights["accept"] - self.weights["for"]["company"]
        taken += company.beside([n for n in weighed if n.weight >= least and self._plain(n)], taken, used)
        taken = shortened.take(self.page, self.cues, taken, self.people.words | self.people.ships)
        return compounds.join(self.page, shortened.hyphened(self.page, self.cues, sorted(shortened.longer(self.page, taken))))

    def _plain(self, name: Name) -> bool:
        """Tell whether little speaks against a name: no common word, no given name, no capital beside it, no quotation marks."""
        con = self.weights["against"]
        alone = self._crowding(name, con) <= 0.0 and not self.footing.quoted(name)
        return alone and (name.first < name.last or self._doubt(name, con) < con["given"])

    def toponyms(self) -> tuple[Toponym, ...]:
        """Return the chosen names as toponyms with their cues."""
        words = self.page.words
        chosen = self.chosen()
        taken, known = ({i for n in names for i in range(n.first, n.last + 1)} for names in (chosen, self.names.values()))
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
            borne, listed = gathering.bearers(page.text[span.start : span.end], name, cues, self.gazetteer)
            town = bool(cues.endings) and setting.entered(page, cues, name.first, name.candidates)
            said += [*(["entered"] if town else []), *setting.called(page, cues, name.first)]
            said += [name.how] if name.how in ("demonym", "capital") else []
            said += ["metonym"] if number in governments else asides.said(page, cues, name.first, name.last)
            said += ["dateline"] if setting.dateline(page, name.first, name.last) else []
            said += [f"listed {listed}"] if len(borne) > listed else []
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
