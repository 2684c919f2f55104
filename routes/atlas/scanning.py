"""All the names of a text in one pass: every piece that may begin a name is looked up as a prefix walk through the trie.

Keys of three kinds live in one trie: folded names; `CODE` + letters that count only as written ("US", "РФ", "Va."); `DEMONYM` +
language + ":" (or "!" for words that are written with a capital) + folded form.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from routes.atlas.inflection import language_of, nominatives, places_of, rules
from routes.atlas.keys import LONGEST, Pieces, begins, cut, solid
from routes.model import Hit, Place
from routes.text import fold

DEMONYM, CODE = "\x01", "\x02"
DEMONYM_LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "it", "pt", "pl")
_FEW = 3  # letters of a particle in lower case that may begin a name: "al-Qaim", "el Fasher", "la Paz"
_PIECES = 6  # of an inflected name
_CODE_LETTERS = 6
_TOWN = 10_000  # people of the smallest settlement that an adjective may stand for


class Scanner:
    """Finds names in texts and words; knows the trie and how to turn a key's number into places."""

    def __init__(self, trie: Any, rows: Any, place: Any, people: Any) -> None:
        """Keep the trie, ``rows(key number)``, ``place(row)`` and the population column."""
        self._trie, self._rows, self._place, self._people = trie, rows, place, people
        self.named = lru_cache(maxsize=32768)(self._named)
        self._single = lru_cache(maxsize=65536)(self._forms)
        self._dull = lru_cache(maxsize=65536)(self._is_dull)
        self._made_of = lru_cache(maxsize=32768)(self._adjective)

    def _named(self, numbers: tuple[int, ...]) -> tuple[Place, ...]:
        """Return the places of several keys, merged, most prominent first when there is more than one key."""
        if len(numbers) == 1:
            return tuple(self._place(row) for row in self._rows(numbers[0]))
        rows = sorted({row for number in numbers for row in self._rows(number)})
        return tuple(self._place(row) for row in rows)

    def _forms(self, word: str, language: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Return, for the nominatives of a folded word, the keys that exist and the beginnings of longer keys."""
        forms = nominatives(word, language)
        keys = tuple(self._trie.key_id(f) for f in forms if len(f) >= 3 and f in self._trie)
        longer = tuple(f for f in forms if begins(self._trie, f + " "))
        return keys, longer

    def _adjective(self, word: str, language: str) -> tuple[int, ...]:
        """Return the keys of the places that an adjective may be made from, those of some size only."""
        found = []
        for name in places_of(word, language):
            if len(name) >= 3 and name in self._trie:
                number = self._trie.key_id(name)
                if any(self._people[row] >= _TOWN for row in self._rows(number)[:3]):
                    found.append(number)
        return tuple(found)

    def scan(self, text: str, language: str) -> list[Hit]:
        """Return every known name of a text, by start then longest first; one hit a span."""
        pieces = cut(text)
        endings = (language,) if language in rules() else ()
        marks = self._marks(language)
        hits: list[Hit] = []
        for number, piece in enumerate(pieces.rows):
            letter = piece.surface[0]
            lower = letter.islower()
            if letter.isdigit() or (lower and len(piece.surface) > _FEW and self._dull(piece.surface, language)):
                continue
            found: list[Hit] = []
            if not lower:
                found += self._exact(pieces, number, text, 1)
                if len(piece.surface) <= _CODE_LETTERS:
                    found += self._codes(pieces, number, text)
                for ending in endings or (() if language else language_of(piece.surface)):
                    found += self._inflected(pieces, number, ending)
            elif len(piece.surface) <= _FEW and number + 1 < len(pieces.rows) and not pieces.rows[number + 1].surface[0].islower():
                found += self._exact(pieces, number, text, 2)
            found += self._demonyms(pieces, number, marks, lower)
            if len(piece.surface) > 5:
                for ending in endings or (() if language else language_of(piece.surface)):
                    found += self._adjectives(pieces, number, ending)
            hits += found if len(found) < 2 else self._merge(found)
        return hits

    def _is_dull(self, surface: str, language: str) -> bool:
        """Tell whether a word in lower case begins no demonym and is no adjective of a place: most words of a text."""
        word = fold(surface)
        if any(begins(self._trie, mark + ":" + word) for mark in self._marks(language)):
            return False
        endings = ((language,) if language in rules() else ()) if language else language_of(surface)
        return not any(self._made_of(word, ending) for ending in endings)

    def _marks(self, language: str) -> tuple[str, ...]:
        """Return the beginnings of the demonyms' keys in a language, in all languages when it is not known."""
        return tuple(DEMONYM + known for known in DEMONYM_LANGUAGES if not language or known == language)

    def _merge(self, hits: list[Hit]) -> list[Hit]:
        """Join the hits of one span: the surer reading first, unless the other is far more prominent; longest span first."""
        spans: dict[int, Hit] = {}
        for hit in hits:
            other = spans.get(hit.end)
            if other is None:
                spans[hit.end] = hit
                continue
            first, second = (hit, other) if self._outranks(hit, other) else (other, hit)
            more = tuple(p for p in second.candidates if p not in first.candidates)
            spans[hit.end] = first._replace(candidates=first.candidates + more)
        return [spans[end] for end in sorted(spans, reverse=True)]

    @staticmethod
    def _outranks(hit: Hit, other: Hit) -> bool:
        """Tell whether a less direct reading of the same letters is so much bigger that it comes first."""
        if other.how == "code":
            return False
        big, small = hit.candidates[0], other.candidates[0]
        return big.feature_code[:3] == "PCL" != small.feature_code[:3] or big.population > 20 * (small.population + 500)

    def _exact(self, pieces: Pieces, number: int, text: str, least: int) -> Iterator[Hit]:
        """Yield the names of at least so many pieces that begin with a piece."""
        piece = pieces.rows[number]
        for key in self._trie.prefixes(pieces.joined[piece.at : piece.at + LONGEST]):
            last = pieces.ends.get(piece.at + len(key))
            if last is None or last - number + 1 < least or (last == number and solid(piece.surface[0])):
                continue
            end = pieces.rows[last].end
            how = "exact" if text[piece.start : end].casefold() == key else "folded"
            yield Hit(piece.start, end, self.named((self._trie.key_id(key),)), how)

    def _codes(self, pieces: Pieces, number: int, text: str) -> Iterator[Hit]:
        """Yield the abbreviations that begin with a piece: as written; before a point; after a comma."""
        letters = CODE
        start = pieces.rows[number].start
        comma = text[max(start - 2, 0) : start] == ", "
        for last in range(number, min(number + 4, len(pieces.rows))):
            piece = pieces.rows[last]
            letters += piece.surface
            found = [letters] if letters in self._trie else []
            if text[piece.end : piece.end + 1] == "." and letters + "." in self._trie:
                found.append(letters + ".")
            if comma and letters + "," in self._trie:
                found.append(letters + ",")
            for key in found:
                yield Hit(start, piece.end, self.named((self._trie.key_id(key),)), "exact")
            if last + 1 < len(pieces.rows):
                after = pieces.joined[pieces.rows[last + 1].at - 1]
                letters += " " if after == " " else ""
                if len(pieces.rows[last + 1].surface) > _CODE_LETTERS or after == "\n":
                    return

    def _inflected(self, pieces: Pieces, number: int, language: str) -> Iterator[Hit]:
        """Yield the names of which the pieces from here on are a case."""
        piece, rows = pieces.rows[number], pieces.rows
        word = self._word(pieces, number)
        keys, longer = self._single(word, language)
        if keys:
            yield Hit(piece.start, piece.end, self.named(keys), "inflected")
        begun = list(longer)
        if begins(self._trie, word + " "):
            begun.append(word)
        for last in range(number + 1, min(number + _PIECES, len(rows))):
            if not begun or pieces.joined[rows[last].at - 1] != " ":
                return
            word = self._word(pieces, last)
            forms = (word, *nominatives(word, language))
            tried = [f"{b} {f}" for b in begun for f in forms]
            straight = pieces.joined[piece.at : rows[last].at + len(word)]
            whole = tuple(self._trie.key_id(t) for t in tried if t != straight and t in self._trie)
            if whole:
                yield Hit(piece.start, rows[last].end, self.named(whole), "inflected")
            begun = [t for t in tried if begins(self._trie, t + " ")]

    @staticmethod
    def _word(pieces: Pieces, number: int) -> str:
        """Return the folded letters of a piece."""
        at = pieces.rows[number].at
        if number + 1 < len(pieces.rows):
            return pieces.joined[at : pieces.rows[number + 1].at].rstrip(" \n")
        return pieces.joined[at:]

    def _demonyms(self, pieces: Pieces, number: int, marks: tuple[str, ...], lower: bool) -> Iterator[Hit]:
        """Yield the adjectives and inhabitants' names that begin with a piece."""
        piece = pieces.rows[number]
        window = pieces.joined[piece.at : piece.at + 40]
        for mark in marks:
            for kind in (":",) if lower else (":", "!"):
                for key in self._trie.prefixes(mark + kind + window):
                    last = pieces.ends.get(piece.at + len(key) - len(mark) - 1)
                    if last is not None and key[0] == DEMONYM and len(key) > len(mark) + 1:
                        yield Hit(piece.start, pieces.rows[last].end, self.named((self._trie.key_id(key),)), "demonym")

    def _adjectives(self, pieces: Pieces, number: int, language: str) -> Iterator[Hit]:
        """Yield the place that an adjective is made from: "ростовский" is of Rostov."""
        keys = self._made_of(self._word(pieces, number), language)
        if keys:
            piece = pieces.rows[number]
            yield Hit(piece.start, piece.end, self.named(keys), "inflected")
