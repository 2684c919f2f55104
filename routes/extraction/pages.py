"""A text as words with their neighbourhood: which are capitalised, where sentences begin, what phrase stands before or after."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from routes.text import fold, lower

_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_STOPS = frozenset(".!?:…•●▪;\n")
_QUOTES = " \t\u00a0\u202f\"'«»“”„‘’()[]–—-*•●▪"
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
    return low, fold(low), word[0].isupper(), len(word) > 1 and word.isupper()


def phrase(text: str) -> str:
    """Return a phrase as `Page.before` gives it: its words in lower case, one space between."""
    return " ".join(_WORD.findall(lower(text)))


class Page:
    """The words of a text and their neighbourhoods."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[Word] = []
        # What joins a word to the one before it: a phrase runs on over a space, a hyphen or an apostrophe, and over nothing else.
        self.joined: list[bool] = []
        self.first: list[bool] = []
        self.folds: list[str] = []
        last = 0
        for i, match in enumerate(_WORD.finditer(text)):
            start, end = match.span()
            low, fold, capital, upper = _written(match.group())
            self.words.append(Word(start, end, low, capital, upper))
            self.folds.append(fold)
            plain = i > 0 and start - last == 1 and text[last] == " "  # most words by far
            self.joined.append(plain or (i > 0 and self._joins(i)))
            self.first.append(not plain and self._begins(i))
            last = end
        self.marks: dict[int, str] = {}  # what stands behind a name and says what a preposition says, see `routes.extraction.endings`
        self.starts = {w.start: i for i, w in enumerate(self.words)}
        self.ends = {w.end: i for i, w in enumerate(self.words)}

    def gap(self, i: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.words[i - 1].end : self.words[i].start] if i > 0 else "\n"

    def _joins(self, i: int) -> bool:
        gap = self.gap(i)
        if gap == ". ":  # "Gen. Smith", "г. Москва", but not "the ship. At Umm Qasr"
            before = self.words[i - 1]
            return before.end - before.start <= (4 if before.capital else 2)
        return gap in _LINKS or (len(gap) == 2 and gap.isspace() and "\n" not in gap)

    def _begins(self, i: int) -> bool:
        """Tell whether a word begins a sentence, a line or a quotation."""
        if i == 0:
            return True
        gap = self.gap(i)
        if "\n" in gap:
            return True
        if not _STOPS.isdisjoint(gap):
            before = self.words[i - 1]
            # "Gen. Smith", "St. Petersburg", "U.S. Army": a short capitalised word before the stop is an abbreviation
            short = before.capital and before.end - before.start <= 3 and gap == ". "
            return not short
        return any(c in '«“„"' for c in gap)

    def before(self, i: int, most: int = 3) -> list[str]:
        """Return the phrases of one, two, ... words that stand right before a word, the longest last."""
        found: list[str] = []
        whole = ""
        k = i
        while k > 0 and len(found) < most and self.joined[k]:
            k -= 1
            low = self.words[k].low
            whole = f"{low} {whole}" if whole else low
            found.append(whole)
        return found

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
        first, last = self.starts.get(start), self.ends.get(end)
        return None if first is None or last is None else (first, last)

    def runs(self, particles: frozenset[str]) -> list[tuple[int, int]]:
        """Return the maximal runs of capitalised words, as first and last word; particles in small letters may stand inside."""
        found = []
        i, n = 0, len(self.words)
        while i < n:
            if not self.words[i].capital:
                i += 1
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
            i = j + 1
        return found
