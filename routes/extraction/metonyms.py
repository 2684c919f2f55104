"""Capitals that stand for their governments: what a clause says a capital does, says or is asked, no city does.

A capital that heads a clause without a preposition is a government when its verb is none that is said of cities (it lies, it has so
many people, it receives). English, where a noun may follow ("London prices"), takes listed verbs and participles only. So does any other
city: "Houston declined to comment".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.assets import toml
from routes.extraction.lexicon import DISTANCES, load
from routes.text import DASHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Place

_VOICE = 8  # words after a name among which an impersonal voice ("one says") is looked for
_SENTENCE = 40  # words of a sentence after a government among which another capital may share its verb
_ASIDE = 12  # words between the commas of "Delhi, which …, has …"
_TALK = 6  # words before "with" among which one talks
_GIVEN = 3  # words after a government among which what comes from it stands
_SMALL = 3  # words that may stand between a subject and its verb
_CITY = 50_000  # people of a city that can stand for those who decide there
_MARKS = frozenset(",;:—–(")
_TOLD = _MARKS | frozenset('»”"“')  # what stands before a verb that says whose words those were
_BARRED = (
    "prep.",
    "direction.",
    "number.",
    "unit.",
    "word.and",
    "word.or",
    "word.relative",
    "word.who",
    "word.feature",
    "word.det",
    "claim.apart",
    "claim.fluff",
    "hedge.",
)
_WAYS = ("travel.", "vehicle.", "way.", "word.line", "claim.distance")
_PASSIVE = ("motion.cross", "motion.stop", "motion.serve", "motion.connect")

Named = tuple[int, int, "tuple[Place, ...]", str]  # first and last word, candidates, how it was found


def find(page: Page, cues: Cues, names: Sequence[Named]) -> set[int]:
    """Return the numbers of the names that stand for a government: seats of power, and capitals that do what governments do."""
    return Clauses(page, cues).governments(names)


class Clauses:
    """What the clauses of a page say of the names that head them."""

    def __init__(self, page: Page, cues: Cues) -> None:
        self.page, self.cues, self.lexicon = page, cues, load(cues.language)
        self.strong = cues.governing - cues.small

    def governments(self, names: Sequence[Named]) -> set[int]:
        """Return the numbers of the names that stand for a government."""
        seats = frozenset(toml("atlas/facts/seats.toml")["places"])
        found = set()
        for number, (first, last, candidates, how) in enumerate(names):
            best = candidates[0] if candidates and how != "demonym" else None
            city = best is not None and best.feature_code.startswith("PPL") and best.population >= _CITY
            acting = (_rules(candidates, seats) and self._governs(first, last)) or (city and self._decides(first, last))
            acting = acting or (best is not None and best.feature_code == "PCLI" and self._speaks(first, last))
            if how == "seat" or (how != "demonym" and acting and not self._end(first)):
                found.add(number)
        self._share(names, found, seats)
        return found

    def _share(self, names: Sequence[Named], found: set[int], seats: frozenset[str]) -> None:
        """Add the capitals that share the verb of a government: "X and Y deny", "X promises money, Y its advice"."""
        capital = [how != "demonym" and _rules(places, seats) for _, _, places, how in names]
        state = [how != "demonym" and bool(places) and places[0].feature_code == "PCLI" for _, _, places, how in names]
        for number in (*range(len(names) - 1), *range(len(names) - 2, -1, -1)):
            (_, last, _, _), (first, _, _, _) = names[number], names[number + 1]
            alike = (capital[number] and capital[number + 1]) or (state[number] and state[number + 1])
            both = alike and first not in self.page.marks and self._coordinated(last, first)
            if both and (number in found or number + 1 in found):
                found.update((number, number + 1))
        for number in range(1, len(names)):
            (_, last, _, _), (first, end, _, _) = names[number - 1], names[number]
            same = number - 1 in found and 0 < first - last <= _SENTENCE and not any(self.page.first[last + 1 : first])
            same = same and first not in self.page.marks
            if same and capital[number] and self.page.gap(first).strip() in (",", ";") and not self._verb_after(end):
                found.add(number)

    def _coordinated(self, last: int, first: int) -> bool:
        """Tell whether two names are joined by a conjunction: "X and Y", "à X comme à Y"."""
        between = self.page.words[last + 1 : first]
        if not 1 <= len(between) <= 2 or not all(self.page.joined[last + 1 : first + 1]):
            return False
        return between[0].low in self.cues.conjunctions and all(w.low in self.cues.locative for w in between[1:])

    def _governs(self, first: int, last: int) -> bool:
        """Tell whether a capital acts, is spoken to, or is where those speak who decide."""
        page, cues = self.page, self.cues
        if self._apart(last):
            return False
        if cues.endings_hung:
            return self._closes(first, last)
        before = page.before(first)
        if acts(page, cues, first, last) or set(before) & cues.metonym_before or self._addressed(first) or self._voiced(first, last):
            return True
        if not self._heads(first):
            return False
        aside = self._after_aside(last)
        return (self._follows(last + 1) and self._acting(last + 1, any_verb=cues.any_verb)) or self._acting(aside, any_verb=cues.any_verb)

    def _apart(self, last: int) -> bool:
        """Tell whether a clause says how far places lie apart: "X and Y are separated by 4 km of river", not by what they want."""
        apart = False
        for k in range(last + 1, min(len(self.page.words), last + 1 + _VOICE)):
            if self.page.first[k]:
                break
            tags = self._tags(k)
            if apart and not DISTANCES.isdisjoint(tags):
                return True
            apart = apart or "claim.apart" in tags
        return False

    def _closes(self, first: int, last: int) -> bool:
        """Tell whether a name without a mark heads a sentence that a verb of governments closes: "Ankara, iddiaları yalanladı"."""
        page = self.page
        if first in page.marks or not self._heads(first):
            return False
        for k in range(last + 1, min(len(page.words), last + 1 + _SENTENCE)):
            if page.first[k]:
                break
            if page.words[k].low in self.strong or f"{page.words[k - 1].low} {page.words[k].low}" in self.strong:
                return True
        return False

    def _decides(self, first: int, last: int) -> bool:
        """Tell whether a city heads a clause with a verb that only those who decide there can be meant by."""
        right = last + 1
        if not self._heads(first):
            return False
        aside = self._after_aside(last)
        return (self._follows(right) and self._said(right)) or (aside > 0 and self._said(aside))

    def _speaks(self, first: int, last: int) -> bool:
        """Tell whether a state says or is told something: "Poland said", "thanks Jordan"; what else it does may be the way of a thing."""
        page, cues = self.page, self.cues
        left, right = first - 1, last + 1
        if left >= 0 and page.joined[first] and page.words[left].low in cues.address:
            return True
        article = left >= 0 and page.joined[first] and "word.det" in self._tags(left) and self._heads(left)
        if not (article or self._heads(first)) or not self._follows(right):
            return False
        return page.words[right].low in cues.speech | cues.says | cues.address

    def _addressed(self, first: int) -> bool:
        """Tell whether one does something to a government, or has something with it: "thanked X", "spoke yesterday with X"."""
        page, cues = self.page, self.cues
        if first < 1 or not page.joined[first]:
            return False
        low = page.words[first - 1].low
        if (low in cues.speech or low in cues.says) and not _TOLD.isdisjoint(page.gap(first - 1)):
            return True  # "…, dit Moscou"
        if low in cues.address or (low in cues.agents and first > 1 and page.words[first - 2].low in self.strong):
            return True
        if low not in cues.accompanied:
            return False
        k = first - 1
        while k > 0 and first - k < _TALK and not page.first[k]:
            k -= 1
            if page.words[k].low in cues.diplomacy:
                return True
        return False

    def _voiced(self, first: int, last: int) -> bool:
        """Tell whether what only a government gives comes from a name: "then came the veto from X", "aus X kam das Veto"."""
        page = self.page
        if first < 1 or not page.joined[first] or not any(tag.startswith(("prep.from", "prep.of_from")) for tag in self._tags(first - 1)):
            return False
        k = first - 1
        if k > 0 and page.joined[k] and page.words[k - 1].low in self.cues.voices:
            return True
        for k in range(last + 1, min(len(page.words), last + 1 + _GIVEN)):
            if page.first[k] or not page.joined[k]:
                return False
            if page.words[k].low in self.cues.voices:
                return True
            if any(tag.startswith("prep.") for tag in self._tags(k)):
                return False  # "from Kyiv with permission"
        return False

    def _heads(self, first: int) -> bool:
        """Tell whether a name begins a clause, so that it is its subject."""
        page, cues = self.page, self.cues
        gap = page.gap(first)
        if not DASHES.isdisjoint(gap) and first and page.words[first - 1].capital:
            return False  # the end of a line: "the train Moscow – Brest"
        if page.first[first] or not _MARKS.isdisjoint(gap):
            return True
        if not page.joined[first]:
            return False
        if page.words[first - 1].low in cues.conjunctions:
            return not self._governed(first - 2)
        return any(tag in ("word.clause", "word.then") for tag in self._tags(first - 1))

    def _governed(self, i: int) -> bool:
        """Tell whether a preposition leads to the name that ends with a word: "between X and Y"."""
        page = self.page
        if i < 0 or not page.words[i].capital:
            return False
        while i > 0 and page.words[i].capital and page.joined[i] and not page.first[i]:
            i -= 1
        low = page.words[i].low
        return low in self.cues.locative or low in self.cues.accompanied or any(tag.startswith("prep.") for tag in self._tags(i))

    def _end(self, first: int) -> bool:
        """Tell whether a name is the second end of a way: "the train between X and Y takes seven hours"."""
        page, i = self.page, first - 2
        if i < 1 or page.words[first - 1].low not in self.cues.conjunctions or not page.words[i].capital:
            return False
        while i > 0 and page.words[i].capital and page.joined[i] and not page.first[i]:
            i -= 1
        way = any(tag.startswith(_WAYS) for k in range(max(0, i - 2), i) for tag in self._tags(k))
        return way and "prep.between" in self._tags(i)

    def _follows(self, i: int) -> bool:
        """Tell whether a word in small letters goes on from the one before it."""
        page = self.page
        return i < len(page.words) and page.joined[i] and page.gap(i) in (" ", "\u00a0") and not page.words[i].capital

    def _after_aside(self, last: int) -> int:
        """Return the word after what is set between commas behind a name: "Delhi, which has asked before, waits"; -1 for none."""
        page, right = self.page, last + 1
        if right >= len(page.words) or page.gap(right) != ", " or page.words[right].capital:
            return -1
        for i in range(right + 1, min(len(page.words), right + _ASIDE)):
            if page.first[i]:
                return -1
            if page.gap(i) == ", ":
                return i
        return -1

    def _acting(self, i: int, *, any_verb: bool) -> bool:
        """Tell whether the word with a number is a verb of what governments do, or one that no city is said to do."""
        page, cues = self.page, self.cues
        if i < 1 or page.words[i].capital:
            return False
        for k in range(i, i + _SMALL):
            if k > i and not self._follows(k):
                return False
            if k >= len(page.words) or page.words[k].low not in cues.small:
                return self._verb(k, any_verb=any_verb)
        return False

    def _verb(self, i: int, *, any_verb: bool) -> bool:
        """Tell whether a word, or the one that it helps, is a verb of governments."""
        cues, low = self.cues, self.page.words[i].low
        if cues.any_verb and low in cues.literal and not cues.states.isdisjoint(self.page.after(i)):
            return True  # "ist verärgert", "est en colère"
        if low in cues.literal and (low not in cues.auxiliaries or cues.any_verb):
            return i > 0 and self.page.words[i - 1].low in cues.small and self._follows(i + 1) and self._said(i + 1)
        if low in cues.auxiliaries:
            k = i + 1
            while self._follows(k) and k < i + _SMALL and self.page.words[k].low in cues.small:
                k += 1
            if (
                cues.nouns_capitalised
            ):  # the verb that it helps closes the clause: "hat Hilfe angeboten", but "hat drei Millionen Einwohner"
                return not self._counts(i)
            if low in cues.is_:  # "is drafting" and "is ready", but "was hit"
                going = self._follows(k) and self.page.words[k].low.endswith(cues.going) and self.page.words[k].low not in cues.literal
                return going or (self._follows(k) and self.page.words[k].low in cues.states)
            return self._follows(k) and self._helped(k, any_verb=any_verb or low in cues.modals)
        return low in self.strong or low in cues.speech or self._verbal(i, any_verb=any_verb)

    def _said(self, i: int) -> bool:
        """Tell whether a word is by itself a verb of governments: "s'est félicité"."""
        return self.page.words[i].low in self.strong

    def _counts(self, i: int) -> bool:
        """Tell whether a number follows a word."""
        page, right = self.page, i + 1
        if right >= len(page.words):
            return True
        return any(c.isdigit() for c in page.gap(right)) or any(tag.startswith("number.") for tag in self._tags(right))

    def _helped(self, i: int, *, any_verb: bool) -> bool:
        """Tell whether the verb after an auxiliary is one of governments: "has pledged", "is drafting", "a dépêché"."""
        low = self.page.words[i].low
        if low in self.cues.been and self._follows(i + 1):
            return self.page.words[i + 1].low in self.cues.states
        return low in self.cues.states or low in self.strong or self._verbal(i, any_verb=any_verb)

    def _verbal(self, i: int, *, any_verb: bool) -> bool:
        """Tell whether a word can be a verb: by its ending in English, elsewhere because nothing else stands there."""
        low = self.page.words[i].low
        if low in self.cues.literal or low in self.cues.locative or len(low) < 2:
            return False
        if not any_verb:
            return low.endswith(self.cues.past)
        return not any(tag.startswith((*_BARRED, *_PASSIVE)) for tag in self._tags(i))

    def _verb_after(self, last: int) -> bool:
        """Tell whether a verb said of cities follows a name, so that it shares nobody else's."""
        right = last + 1
        return self._follows(right) and self.page.words[right].low in self.cues.literal

    def _tags(self, i: int) -> tuple[str, ...]:
        return self.lexicon.alone(self.page.words[i].low)


def _rules(places: tuple[Place, ...], seats: frozenset[str]) -> bool:
    """Tell whether a name is that of a capital, or of another city where those sit who decide."""
    return bool(places) and (places[0].feature_code == "PPLC" or any(p.source_id in seats for p in places[:2]))


def acts(page: Page, cues: Cues, first: int, last: int) -> bool:
    """Tell whether a capital is the subject of a verb of government, or an impersonal voice speaks there."""
    if first > 0 and (page.first[first] or page.first[first - 1]) and _at(page.words[first - 1].low, cues):
        upto = next((i for i in range(last + 1, min(len(page.words), last + 1 + _VOICE)) if page.first[i]), last + 1 + _VOICE)
        low = [w.low for w in page.words[last + 1 : upto]]
        if not cues.impersonal.isdisjoint(" ".join(low[i : i + n]) for i in range(len(low)) for n in (1, 2, 3)):
            return True
    if first in page.marks or cues.endings_hung or not cues.leading.isdisjoint(page.before(first)):
        return False
    k = last
    for _ in range(cues.metonym_window):
        if not cues.governing.isdisjoint(page.after(k)):
            return True
        k += 1
        if k >= len(page.words) or not page.joined[k] or page.words[k].capital or not _passed(page.words[k].low, cues):
            return False
    return False


def _at(low: str, cues: Cues) -> bool:
    """Tell whether a word is a preposition of rest: "in X"."""
    return any(tag.startswith("prep.at") for tag in load(cues.language).alone(low))


def _passed(low: str, cues: Cues) -> bool:
    """Tell whether a word may stand between a subject and its verb: "has", "still", "quietly", "'s"."""
    return cues.any_verb or low in cues.small or low in cues.auxiliaries or low in cues.clitics or low.endswith(cues.adverbs)
