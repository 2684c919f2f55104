"""Where a known name stands: as one end of a pair or a line, before what contains it, or as the subject of a stated position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction import series
from routes.extraction import surroundings as setting
from routes.extraction.lexicon import DISTANCES, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from routes.extraction.compounds import Name
    from routes.extraction.cues import Cues
    from routes.extraction.pages import Page
    from routes.model import Place

_LINKS = 2  # words between two names of a pair
_AREA = 3  # words between a name and what contains it
_ASIDE = frozenset(",(–—-")  # marks between a name and what is said of it
_EDGES = frozenset({"word.border", "word.coast", "word.front", "word.sea"})
_FROM = frozenset({"prep.from", "prep.of_from"})
_STATED = 8  # words between the head of a sentence and a unit of length
_BEARING = 4  # words between a unit of length and the place that it is measured from
_QUOTED = 3  # words beside a name inside quotation marks
_MARKS = frozenset('«»“”„‟"')
_HYPHENS = frozenset("-‑")


class Footing:
    """What the known names beside a name say of it; ``begin`` and ``end`` hold them by their first and last word."""

    def __init__(
        self,
        page: Page,
        cues: Cues,
        begin: dict[int, list[Name]],
        end: dict[int, list[Name]],
        prominence: Callable[[Place], float],
        least: float,
    ) -> None:
        self.page, self.cues, self.begin, self.end = page, cues, begin, end
        self._prominence, self._least = prominence, least

    def _tags(self, i: int) -> set[str]:
        return set(load(self.cues.language).alone(self.page.words[i].low))

    def _known(self, name: Name, least: float) -> bool:
        return name.how != "demonym" and max(self._prominence(p) for p in name.candidates[:3]) >= least

    def begun(self, name: Name) -> int:
        """Return the word that a name begins with, the adjective of its country before it included: "z hiszpańskiego Vigo"."""
        countries = {p.country for p in name.candidates[:3]}
        adjectives = (n for n in self.end.get(name.first - 1, ()) if n.how == "demonym" and self.page.joined[name.first])
        return next((n.first for n in adjectives if n.candidates[0].country in countries), name.first)

    def paired(self, name: Name) -> bool:
        """Tell whether a name after a weak preposition goes on to another known name: "from X to Y", "between X and Y"."""
        if self._prominence(name.candidates[0]) < self._least:
            return False
        right, words = name.last + 1, self.page.words
        while right < len(words) and right <= name.last + _LINKS and self.page.joined[right] and words[right].low in self.cues.locative:
            right += 1
        linked = name.last + 1 < right < len(words) and self.page.joined[right] and words[right].capital
        linked = linked and any(w.low not in self.cues.weak for w in words[name.last + 1 : right])
        return linked and any(n.how != "demonym" and self._prominence(n.candidates[0]) > 0 for n in self.begin.get(right, ()))

    def ending(self, name: Name) -> bool:
        """Tell whether a name is one end of "from X to Y" of which the other is a well-known place."""
        page, right = self.page, name.last + 2
        if name.first < 1 or not page.joined[name.first]:
            return False
        before = self._tags(name.first - 1)
        if "prep.from" in before and right < len(page.words) and page.joined[right - 1] and page.joined[right]:
            led = any(tag in ("prep.to", "prep.at_to") for tag in self._tags(right - 1))
            return led and any(self._known(n, self._least) for n in self.begin.get(right, ()))
        left = name.first - 2
        if before & {"prep.to", "prep.at_to"} and left > 0 and page.joined[left + 1]:
            starts = [n for n in self.end.get(left, ()) if n.first > 0 and page.joined[n.first] and self._known(n, self._least)]
            return any("prep.from" in self._tags(n.first - 1) for n in starts)
        return False

    def coordinated(self, name: Name) -> bool:
        """Tell whether a conjunction joins a name to a place after a preposition that leads to nothing but places: "in X and Y"."""
        page, left = self.page, name.first - 2
        if left < 1 or not (page.joined[left + 1] and page.joined[name.first]) or page.words[left + 1].low not in self.cues.conjunctions:
            return False
        firsts = [n.first for n in self.end.get(left, ()) if self._known(n, self._least)]
        return any(not self.cues.strong.isdisjoint(page.before(first)) for first in firsts)

    def lined(self, name: Name) -> bool:
        """Tell whether a dash makes a name one end of a line whose other end is a well-known place: "the train X – Y"."""
        page = self.page
        right = name.last + 1
        if right < len(page.words) and (series.dash(page.gap(right)) or page.gap(right) in _HYPHENS):
            ends = [n for n in self.begin.get(right, ()) if self._known(n, self._least_of_line(name.first, n.last))]
            if any(series.dash(page.gap(right)) or self._on_a_way(name.first, n.last) for n in ends):
                return True
        if name.first < 1 or not (series.dash(page.gap(name.first)) or page.gap(name.first) in _HYPHENS):
            return False
        known = [n for n in self.end.get(name.first - 1, ()) if self._known(n, self._least_of_line(n.first, name.last))]
        return bool(known) and (series.dash(page.gap(name.first)) or any(self._on_a_way(n.first, name.last) for n in known))

    def series(self, name: Name) -> bool:
        """Tell whether a name stands in a series with well-known places: "via X, Y, Z"."""
        return series.within(self.page, self.cues, name.first, name.last, self._ended, self._begun)

    def _ended(self, last: int) -> int | None:
        return min((n.first for n in self.end.get(last, ()) if self._known(n, self._least)), default=None)

    def _begun(self, first: int) -> int | None:
        return max((n.last for n in self.begin.get(first, ()) if self._known(n, self._least)), default=None)

    def _least_of_line(self, first: int, last: int) -> float:
        """Return how well known one end of a line must be: little where the words beside it say that it is one."""
        return 0.0 if self._on_a_way(first, last) else self._least

    def _on_a_way(self, first: int, last: int) -> bool:
        """Tell whether a word of travel stands beside two names that a hyphen joins: "la desserte X-Y", "the X-Y line"."""
        page = self.page
        while first > 0 and page.gap(first) in _HYPHENS:
            first -= 1
        while last + 1 < len(page.words) and page.gap(last + 1) in _HYPHENS:
            last += 1
        near = [i for i in (first - 1, first - 2, last + 1) if 0 <= i < len(page.words)]
        return any(tag.startswith(("travel.", "way.", "vehicle.")) for i in near for tag in self._tags(i))

    def owns(self, name: Name) -> bool:
        """Tell whether a name between works and the place where they are is that of a firm: "la raffinerie Irving de Saint John".

        So is one behind an article that counts, which names one of many: "su un Falcon".
        """
        page, left, right = self.page, name.first - 1, name.last + 1
        if left >= 0 and name.how != "demonym" and page.gap(name.first) == " " and page.joined[name.first]:
            tags = self._tags(left)
            counts = bool(tags & {"number.small", "number.whole"}) and not any(tag.startswith("prep.") for tag in tags)
            if "word.det" in tags and counts:
                return True
        if left < 0 or right + 1 >= len(page.words) or not page.words[right + 1].capital or page.gap(name.first) != " ":
            return False
        joined = page.joined[name.first] and page.joined[right] and page.joined[right + 1] and page.words[name.first].capital
        of = joined and "word.works" in self._tags(left) and bool(self._tags(right) & {"prep.of", "prep.of_from"})
        return of and any(n.how != "demonym" for n in self.begin.get(right + 1, ()))

    def goods(self, name: Name) -> bool:
        """Tell whether a language that writes all nouns large means goods by a word that is also a place: "ein Frachter mit Kali"."""
        page, cues = self.page, self.cues
        if not cues.nouns_capitalised or name.first < name.last or "word.cargo" not in self._tags(name.first):
            return False
        led = {tag for tag in self._tags(name.first - 1) if tag.startswith("prep.")} if name.first and page.joined[name.first] else set()
        return led <= {"prep.with"} and not setting.dateline(page, name.first, name.last)

    def quoted(self, name: Name) -> bool:
        """Tell whether quotation marks stand right around a few words with a name that no word for a place leads to: a ship, a brand.

        In a language with cases, a name that is not the first of them is what the others are of: "Газ Украины".
        """
        page, first, last = self.page, name.first, name.last
        while first > 0 and name.first - first < _QUOTED and _MARKS.isdisjoint(page.gap(first)) and page.gap(first) == " ":
            first -= 1
        while last + 1 < len(page.words) and last - name.last < _QUOTED and page.gap(last + 1) == " ":
            last += 1
        end = page.words[last].end
        closed = page.text[end : end + 4].lstrip(" 0123456789-")[:1] in _MARKS and page.text[end : end + 1] not in ("", "\n")
        opened = page.gap(first)[-1:] in _MARKS and page.gap(first) != ""
        return opened and closed and (first == name.first or not self.cues.endings) and not setting.called(page, self.cues, first)

    def contained(self, name: Name) -> bool:
        """Tell whether a name is followed by an area of which one of its candidates is part: "X, Y", "X (Y)", "X, in Y"."""
        page, right = self.page, name.last + 1
        if right >= len(page.words) or page.gap(right) not in (", ", " ("):
            return False
        for first in range(right, min(right + _AREA, len(page.words))):
            if first > right and page.words[first - 1].low not in self.cues.strong:
                return False
            if page.words[first].capital:
                return any(setting.contains(area.candidates, name.candidates) for area in self.begin.get(first, ()))
        return False

    def held(self, name: Name) -> bool:
        """Tell whether a preposition of rest leads from a name to an area of which it is part: "Saint John in New Brunswick"."""
        led = name.last + 2 < len(self.page.words) and self.page.joined[name.last + 1] and self.page.joined[name.last + 2]
        if not led or not any(tag.startswith("prep.at") for tag in self._tags(name.last + 1)):
            return False
        return any(setting.contains(area.candidates, name.candidates) for area in self.begin.get(name.last + 2, ()))

    def measured(self, name: Name) -> bool:
        """Tell whether a length is counted from a name: "60 km from X"."""
        page, i = self.page, name.first - 1
        if i > 0 and page.joined[i + 1] and "word.det" in self._tags(i) and not self._tags(i) & _FROM:
            i -= 1
        led = i > 0 and page.joined[i + 1] and page.joined[i] and bool(self._tags(i) & _FROM)
        return led and bool(self._tags(i - 1) & DISTANCES)

    def _opens_clause(self, i: int) -> bool:
        """Tell whether a clause begins with a word: "they claim that X is …", "on a banner stood, X be …"."""
        return not self.page.joined[i] or bool({"word.clause", "word.relative"} & self._tags(i - 1))

    def _leads_on(self, name: Name, i: int) -> bool:
        """Tell whether the word behind a name can say where a place lies; inside a sentence a bare "is" or "lies" has to."""
        if self.page.first[name.first]:
            return self.page.joined[i] or self.page.gap(i).strip() in _ASIDE
        return self.page.joined[i] and bool({"word.is", "claim.lies"} & self._tags(i))

    def stated(self, name: Name) -> bool:
        """Tell whether a sentence or clause that begins with a name says how far it lies from something.

        "X lies 40 km north of Y", "X, 9 km from the border", "X and Y are 9 km apart".
        """
        page, unit, beside, apart = self.page, -1, False, False
        if not (page.first[name.first] or self._opens_clause(name.first)):
            return False
        for i in range(name.last + 1, min(len(page.words), name.last + 1 + _STATED + _BEARING)):
            mark = page.gap(i).strip()
            quotes = mark != "" and _MARKS.issuperset(mark)
            if (page.first[i] and not quotes) or (i == name.last + 1 and not self._leads_on(name, i)):
                return False
            tags = self._tags(i)
            named = page.words[i].capital and i in self.begin
            beside, apart = beside or named or not _EDGES.isdisjoint(tags), apart or "claim.apart" in tags
            if unit > 0 and unit + 1 < i <= unit + _BEARING and (named or not _EDGES.isdisjoint(tags)):
                return True
            if unit < 0 and i <= name.last + _STATED and tags & DISTANCES:
                unit = i
            if unit > 0 and beside and apart:
                return True
        return False
