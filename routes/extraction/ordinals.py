"""Days told by an ordinal: "on the ninth day", "am 9. Tag", "на одиннадцатые сутки", "on day nine"."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from routes.extraction.lexicon import Lexicon, listing, load
from routes.extraction.numerals import compound
from routes.text import DASHES, Token

_MARKS = (*DASHES, "'", "’", ".")  # between figures and what makes an ordinal of them: "9-й", "9'uncu", "9.º"
_MARKED = 2  # such marks and endings behind figures
_TEN, _HUNDRED = 10, 100
_FEWEST = 2  # "on the first day" alone counts nothing
_LONGEST = 40  # letters of an ordinal
_DIGITS = 2  # of a day told in figures

Phrases = frozenset[tuple[str, ...]]


class Day(NamedTuple):
    """A day that ends before ``line[end]``, the how manieth it is, and where that ends."""

    end: int
    value: int
    bare: int


class _Words(NamedTuple):
    """What a language counts days with; its data file says how each of these stands there (see the table ``ordinal``)."""

    listed: dict[str, int]
    made: tuple[tuple[str, str], ...]  # the ending of an ordinal, and what the number has instead of it
    figures: frozenset[str]
    days: frozenset[str]
    alone: frozenset[str]
    lead: Phrases
    bar: Phrases
    counted: Phrases


@cache
def _words(language: str) -> _Words:
    lexicon = load(language)
    table: dict[str, str] = lexicon.settings.get("ordinal", {})

    def phrases(name: str) -> list[tuple[tuple[str, ...], str]]:
        return [(tuple(lexicon.split(form)), value) for entry, value in listing(table.get(name, "")) for form in lexicon.forms(entry)]

    def single(name: str) -> frozenset[str]:
        return frozenset(words[0] for words, _ in phrases(name) if words)

    alone = single("alone")
    lead, bar, counted = (frozenset(words for words, _ in phrases(name)) for name in ("lead", "bar", "counted"))
    return _Words(
        listed={words[0]: int(value) for words, value in phrases("listed")},
        made=tuple(sorted(((words[0], value) for words, value in phrases("made")), key=lambda pair: -len(pair[0]))),
        figures=single("figures"),
        days=single("days") | alone,
        alone=alone,
        lead=lead,
        bar=bar,
        counted=counted,
    )


def begins(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a day told by an ordinal may begin with this word, which is no number."""
    return _value(word, lexicon.code) > 0 or any(phrase[-1] == word for phrase in _words(lexicon.code).counted)


def read(line: list[Token], i: int, lexicon: Lexicon) -> Day | None:
    """Return the day that begins at ``line[i]`` with its ordinal, what leads to it left out; None when there is none."""
    known = _words(lexicon.code)
    for phrase in known.counted:
        if phrase[-1] == line[i].key and _before(line, i + 1, phrase):
            return _counted(line, i, lexicon)
    found = _figure(line, i, lexicon) or _word(line, i, lexicon)
    if found is None or not _FEWEST <= found[1] < _HUNDRED or found[0] >= len(line):
        return None
    end, value = found
    word = line[end].key
    return Day(end + 1, value, end) if word in known.days and (word in known.alone or _led(line, i, known)) else None


def _counted(line: list[Token], i: int, lexicon: Lexicon) -> Day | None:
    """Return the day whose number stands after the word for it: "on day nine"."""
    word = line[i + 1].key if i + 1 < len(line) else ""
    value = int(word) if word.isdecimal() and len(word) <= _DIGITS else int(compound(word, lexicon.code) or 0)
    return Day(i + 2, value, i + 2) if _FEWEST <= value < _HUNDRED else None


def _before(line: list[Token], i: int, phrase: tuple[str, ...]) -> bool:
    """Tell whether a phrase ends right before ``line[i]``."""
    return i >= len(phrase) and all(token.key == word for token, word in zip(line[i - len(phrase) : i], phrase, strict=True))


def _led(line: list[Token], i: int, known: _Words) -> bool:
    """Tell whether what stands before an ordinal puts something on that day: "on the third day", not "for the third day"."""
    longest = max((len(phrase) for phrase in known.lead if _before(line, i, phrase)), default=0)
    return longest > max((len(phrase) for phrase in known.bar if _before(line, i, phrase)), default=0)


def _figure(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the end and the value of an ordinal in figures: "9th", "9-й", "9.", "9.º"."""
    figures, word = _words(lexicon.code).figures, line[i].key
    if not word.isdecimal() or len(word) > _DIGITS:
        return None
    j = i + 1
    while j < len(line) and j <= i + _MARKED and line[j].start == line[j - 1].end and (line[j].key in _MARKS or line[j].key in figures):
        j += 1
    last = line[j - 1].key
    return (j, int(word)) if last in figures or (last == "." and lexicon.ordinals) else None


def _word(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Return the end and the value of an ordinal in one word or two: "ninth", "twenty first", "двадцать первые", "vingt et unième"."""
    value = _value(line[i].key, lexicon.code)
    tens = value or _number(line[i].key, lexicon.code)
    if tens and tens % _TEN == 0:
        j = i + 2 if i + 1 < len(line) and line[i + 1].key == lexicon.settings["number"].get("join") else i + 1
        units = _value(line[j].key, lexicon.code) if j < len(line) else 0
        if 0 < units < _TEN:
            return j + 1, tens + units
    return (i + 1, value) if value else None


@lru_cache(maxsize=8192)
def _value(word: str, language: str) -> int:
    """Return the value of an ordinal in one word, 0 for any other word."""
    if len(word) > _LONGEST:
        return 0
    return _plain(word, language) or _joined(word, language)


def _plain(word: str, language: str) -> int:
    """Return the value of an ordinal that is listed, or made of its number by an ending: "fourth", "einundzwanzigsten"."""
    known = _words(language)
    if word in known.listed:
        return known.listed[word]
    numbers = (_number(word[: -len(ending)] + instead, language) for ending, instead in known.made if word.endswith(ending))
    return next((number for number in numbers if number), 0)


def _joined(word: str, language: str) -> int:
    """Return the value of an ordinal whose tens stand in the same word: "twenty-first", "vingt-et-unième", "vigesimoprimer"."""
    known = _words(language)
    join = f"-{load(language).settings['number'].get('join', '')}"
    for n in range(2, len(word) - 2):
        units = known.listed.get(word[n:], 0)
        if 0 < units < _TEN:
            head = word[:n].removesuffix("-").removesuffix(join)
            tens = known.listed.get(head, 0) or _number(head, language)
            if tens and tens % _TEN == 0:
                return tens + units
    return 0


def _number(word: str, language: str) -> int:
    """Return the whole number below a hundred that a word is, 0 for any other word."""
    value = compound(word, language) or 0.0
    return int(value) if 0 < value < _HUNDRED and value == int(value) else 0
