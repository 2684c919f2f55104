"""All the names of a text in one pass: every piece that may begin a name is looked up as a prefix walk through the trie.

Keys of three kinds live in one trie: folded names; `CODE` + letters that count only as written ("US", "РФ", "Va."); `DEMONYM` +
language + ":" (or "!" for words that are written with a capital) + folded form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from routes.atlas.inflection import language_of, nominatives, places_of, plurals, rules
from routes.atlas.keys import HARD, LONGEST, Pieces, begins, cut, solid
from routes.model import Hit, Place
from routes.text import fold

_PIECE = re.compile("[ .,]")  # what ends the first piece of an abbreviation
DEMONYM, CODE = "\x01", "\x02"
DEMONYM_LANGUAGES = ("en", "fr", "es", "de", "ru", "uk", "it", "pt", "pl")
_FEW = 3  # letters of a particle in lower case that may begin a name: "al-Qaim", "el Fasher", "la Paz"
_PIECES = 6  # of an inflected name
_CODE_LETTERS = 6
_TOWN = 10_000  # people of the smallest settlement that an adjective may stand for
_MOST = 16_384  # pieces of one language that are kept
_NATURE = frozenset({"MTS", "OCN", "SEA", "GULF", "DSRT"})  # what has no people to be compared by


class Begun(NamedTuple):
    """Which kinds of names may begin with a word."""

    name: bool  # by itself, or the first of several words
    code: bool
    case: bool
    demonym: bool
    adjective: bool


_ALL_MAY_BEGIN = Begun(True, True, True, True, True)
_PARTICLE = Begun(True, False, False, False, False)  # in small letters: only before a capital


class _Memory(dict[str, Begun | None]):
    """What names may begin with each piece met in a language: a cache that costs a look-up alone."""

    def __init__(self, scanner: Scanner, language: str) -> None:
        super().__init__()
        self._scanner, self._language = scanner, language

    def __missing__(self, surface: str) -> Begun | None:
        if len(self) >= _MOST:
            self.clear()
        self[surface] = found = self._scanner.what_begins(surface, self._language)
        return found


@cache
def _marks(language: str) -> tuple[str, ...]:
    """Return the beginnings of the demonyms' keys in a language, in all languages when it is not known."""
    return tuple(DEMONYM + known for known in DEMONYM_LANGUAGES if not language or known == language)


class Scanner:
    """Finds names in texts and words; knows the trie and how to turn a key's number into places."""

    def __init__(self, trie: Any, rows: Any, place: Any, people: Any) -> None:
        """Keep the trie, ``rows(key number)``, ``place(row)`` and the population column."""
        self._trie, self._rows, self._place, self._people = trie, rows, place, people
        self.named = lru_cache(maxsize=16384)(self._named)
        self._single = lru_cache(maxsize=16384)(self._forms)
        self._begun: dict[str, _Memory] = {}  # by language
        self._made_of = lru_cache(maxsize=16384)(self._adjective)

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
        hits: list[Hit] = []
        begins_with = self._begun.setdefault(language, _Memory(self, language))
        small = [*(surface[0].islower() for surface in pieces.surfaces), True]
        # a piece that runs into the next one ("N'Djamena", "東京") is no word of its own
        glued = {number - 1 for number, between in enumerate(pieces.between) if not between}
        for number, begun in enumerate(map(begins_with.__getitem__, pieces.surfaces)):
            if number not in glued and (begun is None or (small[number] and small[number + 1] and begun == _PARTICLE)):
                continue
            may = begun if begun and number not in glued else _ALL_MAY_BEGIN
            found = list(self._readings(pieces, number, text, language, may))
            hits += found if len(found) < 2 else self._merge(found)
        return hits

    def _readings(self, pieces: Pieces, number: int, text: str, language: str, begun: Begun) -> Iterator[Hit]:
        """Yield the names that begin with a piece, of every kind that may begin with it."""
        surface = pieces.surfaces[number]
        letter = surface[0]
        if letter.isdigit():
            return
        lower = letter.islower()
        endings = self._endings(surface, language) if begun.case or begun.adjective else ()
        if not lower:
            if begun.code:  # first: "EU" is rather the union than the town of Eu
                yield from self._codes(pieces, number, text)
            if begun.name:
                yield from self._exact(pieces, number, text, 1)
            if begun.case:
                for ending in endings:
                    yield from self._inflected(pieces, number, ending)
        elif begun.name and number + 1 < len(pieces.surfaces) and not pieces.surfaces[number + 1][0].islower():
            yield from self._exact(pieces, number, text, 2)
        if begun.demonym:
            yield from self._demonyms(pieces, number, _marks(language), lower)
        if begun.adjective:
            for ending in endings:
                yield from self._adjectives(pieces, number, ending)

    def what_begins(self, surface: str, language: str) -> Begun | None:
        """Return what kinds of names may begin with a piece that a space or a mark follows; None for most words of a text."""
        letter = surface[0]
        if letter.isdigit():
            return None
        lower, word = letter.islower(), fold(surface)
        endings = self._endings(surface, language)
        longer = (not lower or len(surface) <= _FEW) and begins(self._trie, word + " ")
        name = longer or (not lower and word in self._trie)
        code = not lower and surface in self._coded
        case = not lower and (longer or any(any(self._single(word, ending)) for ending in endings))
        demonym = any(self._heads(mark + kind + word) for mark in _marks(language) for kind in ((":",) if lower else (":", "!")))
        adjective = len(surface) > 5 and any(self._made_of(word, ending) for ending in endings)
        begun = Begun(name, code, case, demonym, adjective)
        return begun if any(begun) else None

    @cached_property
    def _coded(self) -> frozenset[str]:
        """The pieces that abbreviations begin with."""
        first = (_PIECE.split(key.removeprefix(CODE), 1)[0] for key in self._trie.iterkeys(CODE))
        return frozenset(piece for piece in first if len(piece) <= _CODE_LETTERS)

    def _heads(self, key: str) -> bool:
        """Tell whether a piece is a key, or the first of one."""
        return begins(self._trie, key) and (key in self._trie or begins(self._trie, key + " "))

    @staticmethod
    def _endings(surface: str, language: str) -> tuple[str, ...]:
        """Return the languages whose case endings a word may bear."""
        if language:
            return (language,) if language in rules() else ()
        return language_of(surface)

    def _merge(self, hits: list[Hit]) -> list[Hit]:
        """Join the hits of one span: the surer reading first, unless the other is far more prominent; longest span first."""
        spans: dict[int, Hit] = {}
        for hit in hits:
            other = spans.get(hit.end)
            if other is None:
                spans[hit.end] = hit
                continue
            first, second = (hit, other) if self._outranks(hit, other) else (other, hit)
            spans[hit.end] = first._replace(candidates=tuple(dict.fromkeys(first.candidates + second.candidates)))
        return [spans[end] for end in sorted(spans, reverse=True)]

    @staticmethod
    def _outranks(hit: Hit, other: Hit) -> bool:
        """Tell whether a less direct reading of the same letters is so much bigger that it comes first."""
        if other.how == "code":
            return False
        big, small = hit.candidates[0], other.candidates[0]
        if hit.how == "inflected" and other.how == "exact" and small.feature_code in _NATURE:
            return False  # "Альпы" are no case of "Алеп"
        return big.feature_code[:3] == "PCL" != small.feature_code[:3] or big.population > 20 * (small.population + 500)

    def _exact(self, pieces: Pieces, number: int, text: str, least: int) -> Iterator[Hit]:
        """Yield the names of at least so many pieces that begin with a piece."""
        at, start = pieces.at[number], pieces.starts[number]
        for key in self._trie.prefixes(pieces.joined[at : at + LONGEST]):
            last = pieces.numbers.get(at + len(key))
            if last is None or last - number + 1 < least or (last == number and solid(pieces.surfaces[number][0])):
                continue
            end = pieces.ends[last]
            how = "exact" if text[start:end].casefold() == key else "folded"
            yield Hit(start, end, self.named((self._trie.key_id(key),)), how)

    def _codes(self, pieces: Pieces, number: int, text: str) -> Iterator[Hit]:
        """Yield the abbreviations that begin with a piece: as written; before a point; after a comma."""
        letters = CODE
        start = pieces.starts[number]
        comma = text[max(start - 2, 0) : start] == ", "
        for last in range(number, min(number + 4, len(pieces.surfaces))):
            surface, end = pieces.surfaces[last], pieces.ends[last]
            if last > number:
                letters += " " if pieces.between[last] == " " else ""
                if len(surface) > _CODE_LETTERS or pieces.between[last] == HARD:
                    return
            letters += surface
            found = [letters] if letters in self._trie else []
            if text[end : end + 1] == "." and letters + "." in self._trie:
                found.append(letters + ".")
            if comma and letters + "," in self._trie:
                found.append(letters + ",")
            for key in found:
                yield Hit(start, end, self.named((self._trie.key_id(key),)), "exact")

    def _inflected(self, pieces: Pieces, number: int, language: str) -> Iterator[Hit]:
        """Yield the names of which the pieces from here on are a case."""
        start, at = pieces.starts[number], pieces.at[number]
        word = fold(pieces.surfaces[number])
        keys, longer = self._single(word, language)
        if keys:
            yield Hit(start, pieces.ends[number], self.named(keys), "inflected")
        begun = list(longer)
        if begins(self._trie, word + " "):
            begun.append(word)
        for last in range(number + 1, min(number + _PIECES, len(pieces.surfaces))):
            if not begun or pieces.between[last] != " ":
                return
            word = fold(pieces.surfaces[last])
            forms = (word, *nominatives(word, language), *plurals(word, language))
            tried = [f"{b} {f}" for b in begun for f in forms]
            straight = pieces.joined[at : pieces.at[last] + len(word)]
            whole = tuple(self._trie.key_id(t) for t in tried if t != straight and t in self._trie)
            if whole:
                yield Hit(start, pieces.ends[last], self.named(whole), "inflected")
            begun = [t for t in tried if begins(self._trie, t + " ")]

    def _demonyms(self, pieces: Pieces, number: int, marks: tuple[str, ...], lower: bool) -> Iterator[Hit]:
        """Yield the adjectives and inhabitants' names that begin with a piece."""
        start, at = pieces.starts[number], pieces.at[number]
        window = pieces.joined[at : at + 40]
        for mark in marks:
            for kind in (":",) if lower else (":", "!"):
                for key in self._trie.prefixes(mark + kind + window):
                    last = pieces.numbers.get(at + len(key) - len(mark) - 1)
                    if last is not None and key[0] == DEMONYM and len(key) > len(mark) + 1:
                        yield Hit(start, pieces.ends[last], self.named((self._trie.key_id(key),)), "demonym")

    def _adjectives(self, pieces: Pieces, number: int, language: str) -> Iterator[Hit]:
        """Yield the place that an adjective is made from: "ростовский" is of Rostov."""
        keys = self._made_of(fold(pieces.surfaces[number]), language)
        if keys:
            yield Hit(pieces.starts[number], pieces.ends[number], self.named(keys), "adjective")
