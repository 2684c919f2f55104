"""A text as words with their neighbourhood: which are capitalised, where sentences begin, what phrase stands before or after."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from routes.text import fold, lower

_POINT = re.compile(r"(?<=\d)[.:](?=\d)")  # inside a number or a time
_WORD = re.compile(r"([^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*)")
_STOPS = frozenset(".!?:…•●▪;\n")
_PHRASE = 4  # words of the longest phrase before a name
_OPENING = frozenset('«“„"')
_LINKS = frozenset({" ", "-", "'", "’", "ʼ", "\u00a0", "‑", " «", " “", ' "', " „", "\u202f", "« ", " « ", ". "})


class Word(NamedTuple):
    """A word with its offsets; ``low`` is lower case, ``capital`` tells whether it begins with a capital letter."""

    start: int
    end: int
    low: str
    capital: bool
    upper: bool


@lru_cache(maxsize=65536)
def _written(word: str) -> tuple[str, str, bool, bool]:
    """Return a word in lower case, folded, and whether it begins with a capital, and is all capitals."""
    low = lower(word)
    return low, fold(word), word[0].isupper(), len(word) > 1 and word.isupper()


def phrase(text: str) -> str:
    """Return a phrase as `Page.before` gives it: its words in lower case, one space between."""
    return " ".join(_WORD.findall(lower(text)))


class Page:
    """The words of a text and their neighbourhoods."""

    def __init__(self, text: str) -> None:
        self.text = text
        parts = _WORD.split(text)  # what stands between, a word, what stands between, ..., in turn
        stops = list(accumulate(map(len, parts)))
        starts, ends = stops[0:-1:2], stops[1::2]
        self.gaps = ["\n", *parts[2:-1:2]]  # what stands between a word and the one before it
        lows, folds, capitals, uppers = zip(*map(_written, parts[1::2]), strict=True) if ends else ((), (), (), ())
        self.words = list(map(Word, starts, ends, lows, capitals, uppers))
        self.folds: tuple[str, ...] = folds
        self.capitals = [i for i, capital in enumerate(capitals) if capital]  # the words that begin with one
        # What joins a word to the one before it: a phrase runs on over a space, a hyphen or an apostrophe, and over nothing else.
        # Most words by far stand behind a space.
        self.joined = [gap == " " or self._joins(i, gap) for i, gap in enumerate(self.gaps[: len(ends)])]
        self.first = [gap != " " and self._begins(i, gap) for i, gap in enumerate(self.gaps[: len(ends)])]
        self.marks: dict[int, str] = {}  # what stands behind a name and says what a preposition says, see `routes.extraction.endings`
        self.travelled: dict[int, bool] = {}  # whether a journey leads to a word, see `routes.extraction.surroundings`
        self.moves: dict[int, tuple[tuple[int, bool], ...]] = {}  # what moves there, likewise
        self._before: dict[int, list[str]] = {}
        self._starts, self._ends = (dict(zip(offsets, range(len(ends)), strict=True)) for offsets in (starts, ends))

    def gap(self, i: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.gaps[i] if i > 0 else "\n"

    def _joins(self, i: int, gap: str) -> bool:
        if i == 0:
            return False
        if gap == ". ":  # "Gen. Smith", "г. Москва", but not "the ship. At Umm Qasr"
            before = self.words[i - 1]
            return before.end - before.start <= (4 if before.capital else 2)
        return gap in _LINKS or (len(gap) == 2 and gap.isspace() and "\n" not in gap)

    def _begins(self, i: int, gap: str) -> bool:
        """Tell whether a word begins a sentence, a line or a quotation."""
        if "\n" in gap:
            return True
        if not _STOPS.isdisjoint(gap) and not _STOPS.isdisjoint(_POINT.sub("", gap)):
            before = self.words[i - 1]
            # "Gen. Smith", "St. Petersburg", "U.S. Army": a short capitalised word before the stop is an abbreviation
            short = before.capital and before.end - before.start <= 3 and gap == ". "
            return not short
        return not _OPENING.isdisjoint(gap)

    def before(self, i: int, most: int = 3) -> list[str]:
        """Return the phrases of one, two, ... words that stand right before a word, up to four, the longest last."""
        found = self._before.get(i)
        if found is None:
            found = self._before[i] = []
            whole = ""
            k = i
            while k > 0 and len(found) < _PHRASE and self.joined[k]:
                k -= 1
                low = self.words[k].low
                whole = f"{low} {whole}" if whole else low
                found.append(whole)
        return found[:most]

    def after(self, i: int, most: int = 3) -> list[str]:
        """Return the phrases of one, two, ... words that stand right after a word, the longest last."""
        found: list[str] = []
        whole = ""
        k = i + 1
        while k < len(self.words) and len(found) < most and self.joined[k]:
            low = self.words[k].low
            whole = f"{whole} {low}" if whole else low
            found.append(whole)
            k += 1
        return found

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the numbers of the first and last word of a range of characters that begins and ends with words."""
        first, last = self._starts.get(start), self._ends.get(end)
        return None if first is None or last is None else (first, last)

    def runs(self, particles: frozenset[str]) -> list[tuple[int, int]]:
        """Return the maximal runs of capitalised words, as first and last word; particles in small letters may stand inside."""
        found: list[tuple[int, int]] = []
        n, j = len(self.words), -1
        for i in self.capitals:
            if i <= j:
                continue
            j = i
            while j + 1 < n and self.joined[j + 1] and not (self.first[j + 1] and self.gap(j + 1) != ". "):
                if self.words[j + 1].capital:
                    j += 1
                elif self.words[j + 1].low in particles and j + 2 < n and self.joined[j + 2] and self.words[j + 2].capital:
                    j += 2
                else:
                    break
            found.append((i, j))
        return found
