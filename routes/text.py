"""Characters: folding names for comparison, words and sentences with their offsets. No I/O."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from routes.model import Span

# Letters that Unicode does not decompose, and punctuation that writers leave out or vary.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng",
        "'": "", "’": "", "‘": "", "ʼ": "", "ʻ": "", "`": "", "´": "", "ʹ": "", "ʺ": "", "″": "", "′": "",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", ".": " ", ",": " ", "/": " ", "_": " ",
    }
)  # fmt: skip
_EXCHANGED = frozenset(map(chr, _LETTERS))
_SPACES = re.compile(r"\s{1,1000}")


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Return a name without case, accents, apostrophes and hyphens, so that spellings of one name compare equal.

    "Saint-Étienne" and "saint etienne", "Орёл" and "орел", "N'Djamena" and "Ndjamena" fold to the same text.
    """
    plain = name.casefold()
    if plain.isascii() and plain.isalnum():  # most words of most texts
        return plain
    if plain.isalpha() and unicodedata.is_normalized("NFKD", plain) and unicodedata.is_normalized("NFC", plain):  # most others
        return plain if _EXCHANGED.isdisjoint(plain) else plain.translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    bare = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare)).strip()


class Token(NamedTuple):
    """A word, a number or a mark of a text, with its offsets; ``key`` is what lexicons compare."""

    start: int
    end: int
    key: str


# A word keeps inner apostrophes and hyphens ("N'Djamena", "Rostov-on-Don"); a number keeps inner separators; arrows are one mark.
_TOKEN = re.compile(
    r"[^\W\d_][^\W\d_\u0300-\u036f]{0,100}(?:[\u0300-\u036f'’ʼ\-\u2010\u2011][^\W\d_]{1,100}){0,12}"
    r"|\d{1,40}(?:[.,:\u00a0\u202f\u2009'’]\d{1,40}){0,8}|[-–—=]{1,3}>|[^\w\s]|_",
)
_QUOTED = (("’", "'"), ("ʼ", "'"), ("‘", "'"), ("\u2010", "-"), ("\u2011", "-"), ("ё", "е"), ("ı", "i"))
_DOTTED = (("İ", "i"), ("ı", "i"), ("Ё", "е"), ("ё", "е"))
_DOT = re.compile(
    r"(?<![.!?…])[.!?…]{1,1000}+[\"'”’»›“)\]]{0,3}(?=\s|$)|\n[^\S\n]{0,200}\n\s{0,1000}|\n(?=[^\S\n]{0,20}(?:[•●▪◦*–—→-]|\d{1,2}[.)])[^\S\n])"
)
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]{0,3}(?=\s)|\n")
LONGEST_SENTENCE = 30_000  # characters; the longest sentences of novels have some ten thousand, and a list as long is a table
_LONGEST_WORD = 100
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.){1,6}$|(?<![^\W_])[^\W_]{1,40}\.$")
_MEASURED = re.compile(r"\d[\s\u00a0]{0,2}(?:km|kms|mi|nm|ft|км)\.$")
DASHES = frozenset("-–—")  # as tokens have them, see `key`
BULLETS = frozenset("•●▪◦*")  # at the head of a line of a list
_QUOTATION = re.compile(
    r"«[^«»\n]{1,1000}»|»[^«»\n]{1,1000}«|„[^„“”\n]{1,1000}[“”]|“[^“”\n]{1,1000}”|\"[^\"\n]{1,1000}\"|(?<!\w)‘[^‘\n]{1,1000}?’(?!\w)"
)
_CLOSINGS = (". ", "! ", "? ", "… ", "\n", "。")  # of a sentence that is quoted
_OPENER = "\"'“„«‹([—–-•"


def key(word: str) -> str:
    """Return a word as lexicons write it: lower case, straight apostrophes and hyphens, Russian yo as ye, one letter i.

    Turkish writes a dotted and a dotless i, of which the one has the capital letter that the other has elsewhere: whether "IRAK" is
    "ırak" or "irak" only the language tells, so both are "irak".
    """
    return word.lower() if word.isascii() else _exchanged(word.replace("İ", "i").casefold(), _QUOTED)


def lower(text: str) -> str:
    """Return a text in lower case, as long as before: Russian yo as ye, dotted and dotless i as one letter (see `key`)."""
    return (text if text.isascii() else _exchanged(text, _DOTTED)).lower()


def _exchanged(text: str, characters: tuple[tuple[str, str], ...]) -> str:
    """Return a text with characters exchanged that few texts have: looking for each is faster than a table for all."""
    for old, new in characters:
        if old in text:
            text = text.replace(old, new)
    return text


def tokens(text: str, start: int = 0, end: int | None = None, elisions: frozenset[str] = frozenset()) -> list[Token]:
    """Return the words, numbers and marks of ``text[start:end]`` in order, spaces left out.

    ``elisions`` are the words that a language runs into the next one ("d", "jusqu" in French): they become tokens of
    their own, apostrophe included, so that "d'Anvers" is "d'" and "anvers".
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        word = key(match.group())
        if word == "'" and found and found[-1].end == first and found[-1].key in elisions:  # "d'« un port »"
            found[-1] = Token(found[-1].start, last, found[-1].key + word)
            continue
        if len(word) != last - first:  # casefolding changed the length ("ß"): only offsets of the whole word are known
            found.append(Token(first, last, word))
            continue
        cut = word.find("'") if elisions else -1
        while cut > 0 and word[:cut] in elisions:
            found.append(Token(first, first + cut + 1, word[: cut + 1]))
            first, word = first + cut + 1, word[cut + 1 :]
            cut = word.find("'")
        found.append(Token(first, last, word))
    return found


def sentences(text: str, abbreviations: frozenset[str] = frozenset(), *, ordinals: bool = False) -> list[Span]:
    """Return the sentences of a text, without the white space around them.

    A full stop does not end a sentence after an abbreviation, an initial, a number that opens a line, or (``ordinals``) a number of
    one or two digits, nor when a small letter follows; an empty line and a new list item always do.

    Parameters
    ----------
    text
        Running text.
    abbreviations
        Words that end in a stop, folded by `key`, stop included ("sept.", "т.").
    ordinals
        Whether the language writes ordinals with a stop ("14. Oktober").
    """
    found: list[Span] = []
    first = 0
    for match in _DOT.finditer(text):
        mark = match.group()
        if mark[0] == "." and not mark.startswith("..") and not _ends(text, match.start(), match.end(), abbreviations, ordinals):
            continue
        if mark[0] in "!?…" and text[match.end() : match.end() + 2].strip()[:1].islower():
            continue
        end = match.start() if mark[0] == "\n" else match.end()
        _add(found, text, first, end)
        first = match.end()
    _add(found, text, first, len(text))
    return found


def quotations(text: str) -> list[Span]:
    """Return the parts of a text that stand in quotation marks of any language, marks included; one ends with its line."""
    return [Span(*m.span()) for m in _QUOTATION.finditer(text)]


def sentence_around(text: str, span: Span, most: int = 400) -> str:
    """Return the sentence around some characters of a text, for a quotation: at most so many characters to either side.

    It ends at the first mark that can end one, whatever abbreviation that may belong to: no language is asked here.
    """
    before, after = text[max(0, span.start - most) : span.start], text[span.end : span.end + most]
    first = max((before.rfind(mark) + len(mark) for mark in _CLOSINGS if mark in before), default=0)
    whole = text[span.start : span.end].rstrip().endswith((".", "!", "?", "…", "。")) and not after.lstrip()[:1].islower()
    last = 0 if whole else min((after.find(mark) + 1 for mark in _CLOSINGS if mark in after), default=len(after))
    return (before[first:] + text[span.start : span.end] + after[:last]).strip()


def prose(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return a text with all blanked out that is no prose, at the same offsets, and the ranges left out.

    What runs on for `LONGEST_SENTENCE` characters without the end of a sentence or a line is no sentence that anybody wrote: only its
    beginning is read, so that a hostile line of a megabyte costs hardly more than the characters that it has.
    """
    if len(text) <= LONGEST_SENTENCE:
        return text, ()
    left_out: list[Span] = []
    begun = 0
    for end, after in (*(m.span() for m in _STOP.finditer(text)), (len(text), len(text))):
        if end - begun > LONGEST_SENTENCE:
            cut = begun + LONGEST_SENTENCE
            space = text.rfind(" ", cut - _LONGEST_WORD, cut)
            left_out.append(Span(space if space > begun else cut, end))
        begun = after
    pieces, at = [], 0
    for first, last in left_out:
        pieces += [text[at:first], " " * (last - first)]
        at = last
    return "".join((*pieces, text[at:])), tuple(left_out)


def _add(found: list[Span], text: str, first: int, end: int) -> None:
    piece = text[first:end]
    bare = piece.strip()
    if bare:
        left = first + piece.index(bare[0])
        found.append(Span(left, left + len(bare)))


def _ends(text: str, stop: int, after: int, abbreviations: frozenset[str], ordinals: bool) -> bool:
    """Tell whether the full stop at ``stop`` ends a sentence."""
    rest = text[after : after + 12].lstrip()
    while rest and rest[0] in _OPENER:
        rest = rest[1:].lstrip()
    if rest[:1].islower():
        return False
    if _MEASURED.search(text[max(0, stop - 12) : stop + 1]) and rest[1:2].islower():
        return True  # "a distance of 425 km. Trucks went on"
    word = _LAST_WORD.search(text[max(0, stop - 40) : stop + 1])
    if word is None or after > stop + 1:
        return True
    last = key(word.group())
    bare = last[:-1]
    if bare.isdigit():
        numbering = len(bare) <= 2 and not text[max(0, stop - len(bare) - 80) : stop - len(bare)].rpartition("\n")[2].strip()
        return not (len(bare) <= 2 and (ordinals or numbering))
    initial = len(bare) == 1 and text[stop - 1].isupper()
    return not (last in abbreviations or initial or "." in bare)


# Control and escape characters, those that turn the direction of writing, ends of lines that are none, halves of characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r"[^\w]{1,1000}")


def printable(text: str) -> str:
    """Return a text without the control, escape and direction characters that could take over a terminal."""
    return _UNPRINTABLE.sub("\ufffd", text)


def escaped(text: str) -> str:
    """Return text of JSON or TOML with the same characters written as escapes, so that reading it gives them back."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def slug(name: str, longest: int = 80) -> str:
    """Return a file name stem of letters, digits and hyphens: NFC, at most ``longest`` bytes, never empty or reserved."""
    plain = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", name)).strip("-_")
    plain = plain.encode()[:longest].decode(errors="ignore").strip("-")
    # Windows keeps these names for devices.
    reserved = re.fullmatch(r"(?i)con|prn|aux|nul|conin|conout|(?:com|lpt)[\d¹²³]", plain)
    return f"report-{plain}" if reserved else plain or "report"
