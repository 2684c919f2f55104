"""Signs: what speaks for and against a known name being a place where it stands, as numbers that `routes.extraction.recognition` weighs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log10
from typing import TYPE_CHECKING

from routes.extraction import cues as cue_words
from routes.extraction import endings, metonyms
from routes.extraction import surroundings as setting

if TYPE_CHECKING:
    from routes.extraction.compounds import Name
    from routes.extraction.cues import Cues
    from routes.extraction.footing import Footing
    from routes.extraction.pages import Page
    from routes.extraction.renown import Renown

_HOWS = ("exact", "folded", "inflected", "listed")
_MARKS = {  # what stands between two words, by its first mark
    **dict.fromkeys('"«»“”„', "quote"), **dict.fromkeys("()", "bracket"), **dict.fromkeys(".?!…", "stop"), **dict.fromkeys(":;", "colon"),
    **dict.fromkeys("–—→", "dash"), **dict.fromkeys("-‑", "hyphen"), **dict.fromkeys("'’ʼ", "apostrophe"), ",": "comma", "/": "slash",
}  # fmt: skip
_KINDS = ("space", "line", *dict.fromkeys(_MARKS.values()), "digit", "other", "edge")
GAPS = tuple(f"{side}.{kind}" for side in ("before", "behind") for kind in _KINDS)
_CAPITAL = 4.5  # how well known a capital is, see `routes.extraction.renown`
_MOST = 6  # mentions, words of a name; more count as so many
SIGNS = (
    "renown", "people", "words", "letters", "candidates", "home", *(f"found.{how}" for how in _HOWS),
    "spoken", "accented", "large", "capitals", "shouted", "alone", "opens", "nouns-large",
    "common", "written-small", "surname", "given", "mentions", "position",
    "strong", "weak", "marked", "paired", "personal", "located", "located-elsewhere", "feature", "dateline", "contained", "government",
    "travelled", "ending", "lined", "coordinated", "series", "stated", "quoted",
    "large-before", "opens-before", "large-behind", "large-behind-that", "common-before", "common-behind", "known-before", "known-behind",
    *GAPS,
)  # fmt: skip

PREPOSITIONS = ("from", "to", "at", "at_to", "via", "near", "between", "dest", "of", "of_from", "on", "for", "by")
_LISTS = ("title", "vessel", "body", "speech", "kind-before", "kind-behind", "particle")
STRANGE = (  # of a name that no data set knows
    "of-kind", "directed", "stated", "apposed", "moved", "company", "featured", "acts", "goes-on", "compound",
    "shaped", "glued", "ordinary", "words", "letters", "hyphen", "common", "given-first", "given-last", "surname", "opens",
    "nouns-large", "cases", "mentions", "position",
    "strong", "weak", "marked", "personal", "locative", "located", "travelled", "dateline", "feature", "paired",
    *(f"preposition.{kind}" for kind in PREPOSITIONS),
    "place-before", "place-behind", "place-before-that", "place-behind-that", "known-before", "known-behind",
    "large-before", "opens-before", "large-behind", "common-before", "common-behind",
    *(f"{where}.{name}" for where in ("before", "before-that", "behind") for name in _LISTS),
    *GAPS,
)  # fmt: skip


@dataclass(slots=True)
class Signs:
    """Reads the signs of the names of one page; ``common`` are the Zipf frequencies of its folded words."""

    page: Page
    cues: Cues
    renown: Renown
    footing: Footing
    common: dict[str, float]
    small: set[str]
    located: set[str]
    begin: dict[int, list[Name]]
    end: dict[int, list[Name]]
    mentions: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self.mentions = Counter(self.page.folds)

    def of(self, name: Name, *, spoken: bool, alone: bool, shouted: bool) -> list[float]:
        """Return the signs of a name, in the order of `SIGNS`."""
        page, cues, i = self.page, self.cues, name.first
        words, word, low = page.words, page.words[name.first], page.folds[name.first]
        left, right = name.first - 1, name.last + 1
        place = name.candidates[0]
        before = set(page.before(self.footing.begun(name)))
        strong = bool(before & cues.strong) or page.marks.get(i) in endings.STRONG
        known = [
            self.renown.of(name), log10(place.population + 1), min(name.last - i, _MOST), min(word.end - word.start, 20),
            min(len(name.candidates), 20), place.country in cues.countries, *(name.how == how for how in _HOWS),
        ]  # fmt: skip
        written = [
            spoken, word.low != low, word.capital, word.upper, shouted, alone, page.first[i], cues.nouns_capitalised,
            self.common.get(low, 0.0), low in self.small, low in cue_words.surnames(), low in cue_words.given_names(),
            min(self.mentions[low], _MOST), i / len(words),
        ]  # fmt: skip
        stands = [
            strong, bool(before & cues.weak) or i in page.marks, i in page.marks, self.footing.paired(name), bool(before & cues.personal),
            setting.located(page, cues, i), low in self.located, bool(setting.features(page, cues, i, name.last)),
            setting.dateline(page, i, name.last), self.footing.contained(name), metonyms.acts(page, cues, i, name.last),
            setting.travelled(page, cues.language, i), self.footing.ending(name), self.footing.lined(name), self.footing.coordinated(name),
            self.footing.series(name), self.footing.stated(name), self.footing.quoted(name),
        ]  # fmt: skip
        beside = [
            left >= 0 and words[left].capital and page.joined[i] and not self._great(self.end, left), left >= 0 and page.first[left],
            self._large(right) and not self._great(self.begin, right), self._large(right) and self._large(right + 1),
            self.common.get(page.folds[left], 0.0) if left >= 0 else -1.0,
            self.common.get(page.folds[right], 0.0) if right < len(words) else -1.0,
            left in self.end, right in self.begin,
        ]  # fmt: skip
        return [float(value) for value in (*known, *written, *stands, *beside, *gaps(page, i, name.last))]

    def _great(self, names: dict[int, list[Name]], i: int) -> bool:
        """Tell whether a country or a capital is named there, which is no part of a person's name: "reaches Poland Ankara denies"."""
        return any(self.renown.of(n) >= _CAPITAL for n in names.get(i, ()))

    def _large(self, i: int) -> bool:
        words = self.page.words
        return i < len(words) and words[i].capital and self.page.joined[i]


def gaps(page: Page, first: int, last: int) -> list[bool]:
    """Return what stands before and behind words, in the order of `GAPS`."""
    before, behind = _gap(page, first, back=True), _gap(page, last + 1, back=False)
    return [*(kind == before for kind in _KINDS), *(kind == behind for kind in _KINDS)]


def _gap(page: Page, i: int, *, back: bool) -> str:
    """Return the kind of what stands before a word; ``back`` reads it from its end."""
    if (back and i == 0) or i >= len(page.words):
        return "edge"
    gap = page.gap(i)
    if "\n" in gap:
        return "line"
    plain = gap.strip()
    if not plain:
        return "space"
    mark = plain[-1] if back else plain[0]
    return "digit" if mark.isdigit() else _MARKS.get(mark, "other")
