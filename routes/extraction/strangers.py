"""Names that no data set knows, standing where the text says that a place stands: they are places all the same, without a point.

What says so is a word for a kind of place before the name ("the port of X", "станция X", "the mine at X"), a verb of movement and its
preposition with another stop or a vehicle near it ("from X to Y by lorry"), a direction ("north of X", "X, 12 km west of Y"), an
apposition ("X, a village on the border"), and what else stands beside it; against it speaks that the text treats it as a person or a firm.
A small neural network weighs these signs, see `routes.extraction.recognition`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from routes.atlas.inflection import nominatives, rules
from routes.extraction import cues as cue_words
from routes.extraction import endings, recognition
from routes.extraction import surroundings as setting
from routes.extraction.compounds import Name
from routes.extraction.lexicon import DISTANCES, Lexicon, load
from routes.extraction.prepositions import FROM, TO
from routes.extraction.roles import ROLES
from routes.extraction.signs import PREPOSITIONS, STRANGE, gaps

if TYPE_CHECKING:
    from collections.abc import Container

    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.extraction.persons import People

_KINDS = frozenset({"port", "airport", "base", "station", "city", "island", "crossing"})  # kinds of place that are a point
_WORDS = 4  # of one name
_SHORTEST = 3  # letters
_LED = 7  # words before a name among which the verb that leads to it stands
_COMPANY = 30  # words on either side among which another stop or a vehicle stands
_STATED = 12  # words after a name among which the distance that places it stands
_HEAD, _TAIL = 4, 14  # letters, at least and at most, of a word that ends a compound: "Ladungssicherung" is no name
_MENTIONS = 6  # more count as so many
FILE = "strangers.npz"
TAKEN, DOUBTED = 0.85, 0.4  # likelihood of one mention, and of all on the average, from which a name is taken as a place
_QUOTES = frozenset("«“„\"'‘")
_SIGNS = frozenset("@#&/._-‑")
_REACH = {"at": 5, "at_to": 5, "dest": 2}  # words from a verb to a preposition of these kinds: "loaded at X", "left for X"
_MADE = ("vehicle.", "word.cargo", "word.container", "word.person")
_BETWEEN = ("prep.", "motion.", "word.and", "word.or", "word.then", "word.clause", "number.", "date.")
_AFTER = ("prep.", "word.and", "word.or", "word.relative", "word.who", "word.clause")


@cache
def _adjectives(language: str) -> tuple[str, ...]:
    """Return the endings of adjectives, for languages that inflect them."""
    grammar = rules().get(language, {})
    return (*grammar.get("adjective", ()), *grammar.get("other_adjective", ()))


def find(page: Page, cues: Cues, people: People, taken: set[int], known: set[int]) -> list[Name]:
    """Return the names that no data set knows and that stand as places, with all their mentions.

    Parameters
    ----------
    people
        Whose names are no places.
    taken
        The words of the names taken as places.
    known
        The words of any name that a data set knows.
    """
    return Strangers(page, cues, people, taken, known).names()


def root(page: Page, cues: Cues, first: int, last: int) -> str:
    """Return what the mentions of a name share that no data set knows: its folded words, without their case endings."""
    return " ".join(_bare(word, cues.endings) for word in page.folds[first : last + 1])


def _bare(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: len(word) - len(ending)].rstrip("ьй")
    return word.rstrip("ьй")


class Strangers:
    """One pass over the capitals of a page that nothing explains."""

    def __init__(self, page: Page, cues: Cues, people: People, taken: set[int], known: set[int]) -> None:
        self.page, self.cues, self.people, self.taken, self.known = page, cues, people, taken, known
        self.lexicon: Lexicon = load(cues.language)
        self.common = cue_words.commonness(cues.language)
        self._heads = {p.split(" ")[0]: kind for kinds in (cues.features_after, cues.features_before) for p, kind in kinds.items()}
        self._tags: dict[str, frozenset[str]] = {}

    def names(self) -> list[Name]:
        """Return the names, in order."""
        roots = self.seen()
        placed = self._likely(roots) | {name for run, name in roots.items() if self._shaped(*run) and self._stands(*run)}
        placed -= {name for run, name in roots.items() if name in placed and self._acts(*run)}
        return [Name(*run, (), "unknown") for run, name in roots.items() if name in placed]

    def _likely(self, roots: dict[tuple[int, int], str]) -> set[str]:
        """Return those of the names to which a journey leads that are likely places, by all their mentions."""
        travelled = {run for run in roots if self._travelled(*run)}
        asked = {roots[run] for run in travelled}
        runs = [run for run, name in roots.items() if name in asked]
        mentions = Counter(roots.values())
        told: dict[str, list[float]] = {}
        for run, likely in zip(
            runs, recognition.likely(FILE, STRANGE, [self.signs(*run, mentions[roots[run]]) for run in runs]), strict=True
        ):
            told.setdefault(roots[run], []).append(likely if run in travelled else min(likely, DOUBTED))
        return {name for name, likely in told.items() if max(likely) >= TAKEN and sum(likely) >= DOUBTED * len(likely)}

    def seen(self) -> dict[tuple[int, int], str]:
        """Return each name that no data set and no lexicon knows, by its first and last word, and what its mentions share."""
        spans = {run: range(run[0], run[1] + 1) for run in self._runs() if not self._made(*run)}
        runs = [run for run, span in spans.items() if self.known.isdisjoint(span) and not all(map(self.tags, span))]
        runs = [(a, b) for a, b in runs if a < b or self._of_kind(a) or not self._ordinary(a, alone=False)]
        return {run: root(self.page, self.cues, *run) for run in runs}

    # Which words are a name, and how it is written

    def _runs(self) -> list[tuple[int, int]]:
        """Return the words in capitals that are in no name known, joined where only a space or a hyphen lies between."""
        found: list[tuple[int, int]] = []
        words, taken, blocked = self.page.words, self.taken, self.people.words | self.people.ships
        for i in self.page.capitals:
            if words[i].upper or i in taken or i in blocked or self._plain(i):
                continue
            if found and found[-1][1] == i - 1 and self.page.gap(i) in (" ", "-", "'", "’") and i - found[-1][0] < _WORDS:
                found[-1] = (found[-1][0], i)
            else:
                found.append((i, i))
        return found

    def _plain(self, i: int) -> bool:
        """Tell whether a word has its capital because a sentence begins, or because it is a noun: "From", "Trucks", "Bahnhof"."""
        if not (self.page.first[i] or self.cues.nouns_capitalised):
            return False
        low = self.page.words[i].low
        return (
            low in self.cues.locative
            or low in self.cues.conjunctions
            or self.common.get(self.page.folds[i], 0.0) > cue_words.RARE
            or bool(self.tags(i))
        )

    def _shaped(self, first: int, last: int) -> bool:
        """Tell whether words can be the name of a place: no words of the language, no given name, no part of a longer name."""
        page, cues, words = self.page, self.cues, self.page.words
        if words[last].end - words[first].start < _SHORTEST or any(i in self.known for i in range(first, last + 1)):
            return False
        left, right = first - 1, last + 1
        if not _QUOTES.isdisjoint(page.gap(first)) or self._glued(first, last) or (left >= 0 and words[left].low in cues.streets):
            return False
        beside = left >= 0 and page.joined[first] and words[left].capital and words[left].low not in cues.features_before
        if beside and not page.first[left] and not self._plain(left):
            return False
        if (
            right < len(words)
            and page.joined[right]
            and not self._plain(right)
            and (words[right].capital or words[right].low in cues.bodies)
        ):
            return False
        alone = first == last and not self._of_kind(first) and not self._featured(last)  # "the Nasib crossing" is nobody's
        return not any(self._ordinary(i, alone=alone) for i in range(first, last + 1))

    def _glued(self, first: int, last: int) -> bool:
        """Tell whether signs or digits hang on a name, as in an address, a model, a handle: "X.com", "X-19", "@x"."""
        page = self.page
        end = page.words[last].end
        after = page.text[end : end + 2]
        return page.gap(first)[-1:] in _SIGNS or (after[:1] in _SIGNS and after[1:].isalnum()) or after[:1].isdigit()

    def _goes_on(self, last: int) -> bool:
        """Tell whether an adjective in capitals begins a name that goes on in small letters: "Мемориальный парк"."""
        page, right = self.page, last + 1
        within = right < len(page.words) and page.joined[right] and page.gap(right) == " "
        return within and self._adjective(last) and not self._small(right)

    def _adjective(self, i: int) -> bool:
        """Tell whether a word has the ending of an adjective: "Мемориальный"."""
        return any(self.page.folds[i][3:].endswith(e) for e in _adjectives(self.cues.language))

    def _small(self, i: int) -> bool:
        """Tell whether a word is one of those that stand between names: a preposition, a conjunction, a word of travel."""
        low = self.page.words[i].low
        return low in self.cues.locative or low in self.cues.conjunctions or any(tag.startswith(_BETWEEN) for tag in self.tags(i))

    def _ordinary(self, i: int, *, alone: bool) -> bool:
        """Tell whether a word is one of the language, a title, a given name: what names of places are not made of."""
        word, low, cues = self.page.folds[i], self.page.words[i].low, self.cues
        written = self.page.text[self.page.words[i].start : self.page.words[i].end]
        if word in cues.stop or low in cues.bodies or low in cues.titles or low in cues.vessels or low in cues.speech:
            return True
        if self.common.get(word, 0.0) > cue_words.RARE or (alone and (word in cue_words.given_names() or word in cues.given)):
            return True
        if any(c.isupper() for c in written[1:]):  # "TotalEnergies"
            return True
        return any(self.common.get(form, 0.0) > cue_words.RARE for form in nominatives(word, cues.language))

    # What the text says of it

    def tags(self, i: int) -> frozenset[str]:
        """Return what the lexicon says of a word by itself."""
        low = self.page.words[i].low
        if self.page.text[self.page.words[i].end : self.page.words[i].end + 1] in ("'", "’") and self.lexicon.lists(f"{low}'"):
            low += "'"
        known = self._tags.get(low)
        if known is None:
            known = frozenset(self.lexicon.alone(low))
            self._tags[low] = known
        return known

    def _preposition(self, i: int) -> str:
        """Return the kind of the preposition right before a word, or of the mark behind its name, "" when there is none."""
        if i in self.page.marks:
            return self.page.marks[i]
        if i < 1 or not self.page.joined[i] or self.page.gap(i) in ("-", "‑"):
            return ""
        return next((tag[5:] for tag in sorted(self.tags(i - 1), key=lambda tag: (len(tag), tag)) if tag.startswith("prep.")), "")

    def _motion(self, i: int) -> str:
        """Return the class of a verb of movement, "" when a word is none."""
        return next((tag.split(".")[1] for tag in self.tags(i) if tag.startswith("motion.")), "")

    def signs(self, first: int, last: int, mentions: int) -> list[float]:
        """Return what speaks for and against words being the name of a place, in the order of `routes.extraction.signs.STRANGE`."""
        page, cues, words, span = self.page, self.cues, self.page.words, range(first, last + 1)
        left, right = first - 1, last + 1
        kind, before = self._preposition(first), set(page.before(first))
        said = [
            self._of_kind(first), self._directed(first), self._stated(last), self._apposed(last), self._moved(first, last),
            self._company(first, last), self._featured(last), self._acts(first, last), self._goes_on(last), self._compound(last),
        ]  # fmt: skip
        written = [
            self._shaped(first, last), self._glued(first, last), any(self._ordinary(i, alone=False) for i in span), last - first,
            min(words[last].end - words[first].start, 25), any(page.gap(i) in ("-", "‑") for i in span[1:]),
            max(self.common.get(page.folds[i], 0.0) for i in span), page.folds[first] in cue_words.given_names(),
            page.folds[last] in cue_words.given_names(), page.folds[last] in cue_words.surnames(), page.first[first],
            cues.nouns_capitalised, bool(cues.endings), min(mentions, _MENTIONS), first / len(words),
        ]  # fmt: skip
        stands = [
            bool(before & cues.strong) or page.marks.get(first) in endings.STRONG, bool(before & cues.weak), first in page.marks,
            bool(before & cues.personal), not before.isdisjoint(cues.locative), setting.located(page, cues, first),
            setting.travelled(page, cues.language, first), setting.dateline(page, first, last),
            bool(setting.features(page, cues, first, last)), kind in ("from", "to") and self._paired(first, last, kind),
            *(kind == one for one in PREPOSITIONS),
        ]  # fmt: skip
        beside = [
            left in self.taken, right in self.taken, left - 1 in self.taken, right + 1 in self.taken,
            left in self.known, right in self.known,
            left >= 0 and words[left].capital and page.joined[first], left >= 0 and page.first[left],
            right < len(words) and words[right].capital and page.joined[right],
            self.common.get(page.folds[left], 0.0) if left >= 0 else -1.0,
            self.common.get(page.folds[right], 0.0) if right < len(words) else -1.0,
            *(self._low(i) in words_of for i in (left, left - 1, right) for words_of in self._lists()),
        ]  # fmt: skip
        return [float(value) for value in (*said, *written, *stands, *beside, *gaps(page, first, last))]

    def _low(self, i: int) -> str:
        return self.page.words[i].low if 0 <= i < len(self.page.words) else ""

    def _lists(self) -> tuple[Container[str], ...]:
        cues = self.cues
        return (cues.titles, cues.vessels, cues.bodies, cues.speech, cues.features_before, cues.features_after, cues.particles)

    def _travelled(self, first: int, last: int) -> bool:
        """Tell whether a journey leads to a name, so that more than its likelihood speaks for a place."""
        return setting.travelled(self.page, self.cues.language, first) or self._moved(first, last)

    def _made(self, first: int, last: int) -> bool:
        """Tell whether a name is written as a make's or an address, is a noun ("zum Abwracken"), or whom a way is for ("to X for Y")."""
        within = any(
            c.isupper() for i in range(first, last + 1) for c in self.page.text[self.page.words[i].start + 1 : self.page.words[i].end]
        )
        contracted = first > 0 and self.page.words[first - 1].low in self.cues.contracted and not self._featured(last)
        served = first - 2 in self.taken and self._preposition(first) == "dest"
        return within or served or self._glued(first, last) or (contracted and self.cues.nouns_capitalised)

    def _stands(self, first: int, last: int) -> bool:
        """Tell whether the words around a name say outright that it is a place."""
        if self._goes_on(last) or (not self._of_kind(first) and self._compound(last)):
            return False
        said = self._of_kind(first) or self._directed(first) or self._stated(last) or self._apposed(last)
        return said or (self._moved(first, last) and self._company(first, last))

    def _compound(self, i: int) -> bool:
        """Tell whether a noun ends in another word of a language that writes all nouns large: "Ladungssicherung"."""
        word = self.page.folds[i]
        tails = range(max(1, len(word) - _TAIL), len(word) - _HEAD + 1)
        return self.cues.nouns_capitalised and any(word[k:] in self.common for k in tails)

    def _of_kind(self, first: int) -> bool:
        """Tell whether a word for a kind of place leads to a name: "the port of X", "станция X", "the mine at X"."""
        if any(self.cues.features_before.get(p) in _KINDS for p in self.page.before(first)):
            return True
        if first in self.page.marks and any(self.cues.features_after.get(p) in _KINDS for p in self.page.after(first)):
            return True
        site = first > 1 and self.page.joined[first - 1] and "word.feature" in self.tags(first - 2)
        return bool(site) and self._preposition(first) in ("at", "near") and self._company(first, first)

    def _directed(self, first: int) -> bool:
        """Tell whether a direction leads to a name: "north of X", "к северу от X"."""
        page = self.page
        if first < 2 or not (page.joined[first] and page.joined[first - 1]):
            return False
        led = bool({"prep.of", "prep.of_from", "prep.from"} & self.tags(first - 1))
        return led and any(tag.startswith("direction.") for tag in self.tags(first - 2))

    def _stated(self, last: int) -> bool:
        """Tell whether a name lies so far from a known place: "X, a terminal 24 miles west of Y", "X lies 24 miles from Y"."""
        unit = direction = -1
        for i in range(last + 1, min(len(self.page.words), last + 1 + _STATED)):
            if self.page.first[i]:
                return False
            if i in self.taken:
                return unit > 0 and (unit < direction <= unit + 4 or setting.lies(self.page, self.cues.language, last + 1))
            if self.page.words[i].capital and not self.cues.nouns_capitalised:
                return False
            tags = self.tags(i)
            if "unit.m" in tags or not DISTANCES.isdisjoint(tags):
                unit = i
            elif any(tag.startswith("direction.") for tag in tags):
                direction = i
        return False

    def _apposed(self, last: int) -> bool:
        """Tell whether a word for a kind of place is set beside a name, and is no part of what it says of a person or a firm."""
        page, right = self.page, last + 1
        if right + 1 >= len(page.words) or page.gap(right) != ", " or page.words[right].capital:
            return False
        noun = right + 1 if "word.det" in self.tags(right) and page.joined[right + 1] else right
        low = page.words[noun].low
        if self._heads.get(low) not in _KINDS or (noun == right and not self.cues.endings):
            return False
        after = noun + 1
        return after >= len(page.words) or not page.joined[after] or any(t.startswith(_AFTER) for t in self.tags(after))

    def _moved(self, first: int, last: int) -> bool:
        """Tell whether a verb of movement and a preposition lead to a name, or it is one end of "from X to Y"."""
        page, kind = self.page, self._preposition(first)
        if not kind and first > 1 and "word.det" in self.tags(first - 1) and self._featured(last):
            kind = self._preposition(first - 1)  # "at the X crossing"
        if not kind:
            return self._reached(first)
        if page.words[first - 1].low in self.cues.contracted and not self._featured(last):
            return False  # "zum Abwracken"
        if first > 0 and page.words[first - 1].low in self.cues.personal and not self._paired(first, last, kind):
            return False
        if kind in ("from", "to") and self._paired(first, last, kind):
            return True
        if first in page.marks:
            verb = endings.verb(page, self.lexicon, first)
            return bool(ROLES.get(verb, {}).get(kind, ""))
        k = first - 1
        while k > 0 and first - k < _LED and not self.page.first[k]:
            k -= 1
            verb = self._motion(k)
            if verb:
                return first - k <= _REACH.get(kind, _LED) and bool(ROLES.get(verb, {}).get("from" if kind == "of_from" else kind, ""))
        return False

    def _featured(self, last: int) -> bool:
        """Tell whether a word for a kind of place follows a name."""
        right = last + 1
        return right < len(self.page.words) and self.page.joined[right] and "word.feature" in self.tags(right)

    def _reached(self, first: int) -> bool:
        """Tell whether a name is the object of a verb of arrival: "reached X"; where verbs close their clause, it stands behind."""
        return not self.lexicon.cases and first > 0 and self.page.joined[first] and self._motion(first - 1) == "arrive"

    def _paired(self, first: int, last: int, kind: str) -> bool:
        """Tell whether a name is one end of "from X to Y" of which the other is a place."""
        words, ends = self.page.words, range(last + 1, min(len(self.page.words), last + 5))
        if kind == "to":
            ends = range(first - 2, max(-1, first - 6), -1)
        for i in ends:
            if i in self.taken:
                return self._preposition(i) in (TO if kind == "from" else FROM)
            if words[i].capital:
                return False
        return False

    def _company(self, first: int, last: int) -> bool:
        """Tell whether another place is named, or a vehicle or a way of travel, near a name."""
        around = range(max(0, first - _COMPANY), min(len(self.page.words), last + 1 + _COMPANY))
        return any(i in self.taken for i in around) or any(
            tag.startswith(("vehicle.", "medium.", "travel.")) for i in around if not first <= i <= last for tag in self.tags(i)
        )

    def _acts(self, first: int, last: int) -> bool:
        """Tell whether a mention is that of somebody or a make: after a title, before a verb of speech or what it makes ("X tankers")."""
        page, cues = self.page, self.cues
        if any(p in cues.titles or p in cues.vessels for p in page.before(first)):
            return True
        followed = cues.adjectives_first and bool(page.after(last, 1)) and not self._featured(last)
        made = followed and any(tag.startswith(_MADE) for tag in self.tags(last + 1))
        return made or bool(set(page.after(last, 2)) & cues.speech)
