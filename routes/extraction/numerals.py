"""Numerals: the value of a number in digits and words, without its unit, in the formats of a language."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from routes.extraction.lexicon import Lexicon, listing, load
from routes.text import DASHES, Token

_DIGITS = re.compile(r"\d[\d.,'’\u00a0\u202f\u2009]{0,60}")
_SPACES = ("\u00a0", "\u202f", "\u2009", "'", "’")
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_TEN, _TWENTY, _HUNDRED, _THOUSAND = 10, 20, 100, 1000
_LONGEST = 8  # tokens of one number
_SHORTEST_WORD, _LONGEST_WORD = 4, 60  # letters of number words run together: "onüç"
_LONGEST_PIECE = 14
_GROUP = 3  # digits of thousands
_FEW, _SOME, _MANY = 2, 3, 9  # "several hundred": at the least, as a rule, at the most


class Number(NamedTuple):
    """A number that ends before ``line[end]``; ``step`` is the worth of its last counted digit, ``low`` and ``high`` what it may mean."""

    end: int
    value: float
    step: float
    loose: bool  # a collective number: "une cinquantaine"
    words: bool  # written in words
    low: float
    high: float


def plain(word: str, decimal: str) -> tuple[float, float] | None:
    """Return the value of a number in digits and the worth of its last counted digit, None when it is no number.

    A point or a comma before exactly three digits sets off thousands unless it is the language's own decimal mark; that too when the
    last digit is a nought, which no decimal ends in: "1.200 km" is 1200 in English, "2,500 km" is 2500 in Spanish.
    """
    if not _DIGITS.fullmatch(word):
        return None
    for space in _SPACES:
        word = word.replace(space, "")
    whole, mark, rest = word, "", ""
    marks = [c for c in word if c in ".,"]
    if marks:
        last = max(word.rfind("."), word.rfind(","))
        after = word[last + 1 :]
        own = word[last] == decimal and word.count(word[last]) == 1 and not (len(marks) == 1 and after.endswith("0"))
        grouped = len(after) == _GROUP and not own and word[0] != "0"
        if grouped:
            whole = word.replace(".", "").replace(",", "")
        elif word.count(word[last]) > 1:
            return None
        else:
            whole, mark, rest = word[:last].replace(".", "").replace(",", ""), ".", after
    if not whole.isdigit() or len(whole) > 15 or (mark and not rest):
        return None
    value = float(f"{whole}{mark}{rest}")
    if rest:
        return value, 10.0 ** -len(rest)
    zeros = len(whole) - len(whole.rstrip("0")) if value else 0
    return value, 10.0**zeros


@cache
def _pieces(language: str) -> dict[str, tuple[str, float]]:
    """Return the number words of a language that are one word, each with its kind and value."""
    lexicon = load(language)
    found = {}
    for kind, listed in lexicon.settings["number"].items():
        for phrase, value in listing(listed) if kind in ("small", "scale") else ():
            for parts in map(lexicon.split, lexicon.forms(phrase)):
                if len(parts) == 1 and "*" not in parts[0]:
                    found[parts[0]] = (kind, float(value))
    return found


@lru_cache(maxsize=8192)
def compound(word: str, language: str) -> float | None:
    """Return the value of number words run together: "dreihundertfünfzig", "duecento", "vingt-cinq"."""
    lexicon, table = load(language), _pieces(language)
    join = lexicon.settings["number"].get("inside", "")
    best: dict[int, tuple[float, float]] = {0: (0.0, 0.0)}  # position -> (total, current)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_PIECE), end):
            if start not in best or end in best:  # the longest piece counts: "quatre-vingt" is no 4 and 20
                continue
            piece, (total, current) = word[start:end], best[start]
            if piece in ("-", join) and start:
                best[end] = (total, current)
            elif piece in table:
                kind, value = table[piece]
                if kind == "scale":
                    current = max(current, 1.0) * value
                    best[end] = (total + current, 0.0) if value >= _THOUSAND else (total, current)
                elif not 1 <= value < _TEN or current % _TEN == 0:  # "üçbeş" is no 8
                    best[end] = (total, current + value)
    if len(word) not in best or word in (join, "-"):
        return None
    return sum(best[len(word)])


def run_together(word: str, lexicon: Lexicon) -> float | None:
    """Return the value of number words run together, where the language writes them so or a hyphen joins them."""
    if not _SHORTEST_WORD <= len(word) < _LONGEST_WORD or not ("-" in word or lexicon.settings["number"].get("compound")):
        return None
    return compound(word, lexicon.code)


def word_at(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, str, float, bool] | None:
    """Return (length, kind, value, loose) of the number word at ``line[i]``."""
    length, tags = lexicon.match(line, i, "number.")
    for kind in ("number.whole", "number.small", "number.scale"):
        if kind in tags:
            return length, kind, float(tags[kind]), "number.loose" in tags
    value = run_together(line[i].key, lexicon)
    return (1, "number.small", value, False) if value else None


def number(  # noqa: PLR0912 - words and scales in one pass
    line: list[Token], i: int, lexicon: Lexicon
) -> Number | None:
    """Return the number at ``line[i]``, in digits, words, or digits and scale words; None when there is none."""
    vague = _vague(line, i, lexicon)
    if vague is not None:
        return vague
    total, current, loose, j, step, words = 0.0, -1.0, False, i, 0.0, True
    if line[i].key[0].isdigit() or line[i].key in _PARTS:
        found = _digits(line, i, lexicon)
        if found is None:
            return None
        j, current, step, words = *found, False
    while j < len(line) and j < i + _LONGEST:
        word = word_at(line, j, lexicon)
        scaled = total > 0 and current == 0.0
        if word is None or (scaled and not words and word[1] != "number.scale"):
            rest = _rest(line, j, lexicon, total) if scaled else None
            if rest is not None:
                j, current = rest.end, rest.value
                break
        if word is None:
            if words and lexicon.settings["number"].get("join") == line[j].key and _joined(line, j, current, lexicon):
                j += 1
                continue
            break
        length, kind, value, collective = word
        if kind == "number.scale":
            if scaled:
                break
            current = max(current, 1.0)
            total, current, step = (
                (total + current * value, 0.0, step * value) if value >= _THOUSAND else (total, current * value, step * value)
            )
        elif not words:
            break
        elif current < 0 or scaled:
            current, loose = value, loose or collective
        elif kind == "number.small" and 0 < value < current and current % 10 ** len(str(int(value))) == 0:
            current += value
        else:
            break
        j += length
    value = total + max(current, 0.0)
    if j == i or value <= 0:
        return None
    return Number(j, value, _step(value) if words else step, loose, words, value, value)


def _digits(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, float, float] | None:
    """Return end, value and step of the digits at ``line[i]``, a fraction in one character after or instead of them included."""
    if line[i].key in _PARTS:
        return i + 1, _PARTS[line[i].key], 0.25
    digits, j = _spaced(line, i, lexicon)
    found = plain(digits, lexicon.settings["number"]["decimal"])
    if found is None:
        return None
    if j < len(line) and line[j].key in _PARTS:
        return j + 1, found[0] + _PARTS[line[j].key], 0.25
    return j, *found


def _step(value: float) -> float:
    """Return the worth of the last counted digit of a number in words."""
    if value != int(value):
        return 0.5
    size = 1.0
    while value >= size * 10 and value % (size * 10) == 0:
        size *= 10
    return size


def _vague(line: list[Token], i: int, lexicon: Lexicon) -> Number | None:
    """Return the number that only tells an order of size: "several hundred", "thousands"."""
    length, tags = lexicon.match(line, i, "number.vague")
    if "number.vague" in tags and i + length < len(line):
        word = word_at(line, i + length, lexicon)
        if word and word[2] >= _TEN and word[1] != "number.small":
            low, high = _FEW * word[2], _MANY * word[2]
            return Number(i + length + word[0], _SOME * word[2], word[2], True, True, low, high)
    length, tags = lexicon.match(line, i, "number.plural")
    if "number.plural" in tags and not _one_of(line, i, lexicon):
        value = float(tags["number.plural"])
        return Number(i + length, value, value, True, True, value, 10 * value)
    return None


def _one_of(line: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Tell whether a hedge before a word that may be a plural makes it one hundred: "около сотни", not "сотни километров"."""
    hedged = i > 0 and any(tag.startswith("hedge.") for tag in lexicon.alone(line[i - 1].key))
    return hedged and "number.single" in lexicon.match(line, i, "number.single")[1]


def _rest(line: list[Token], j: int, lexicon: Lexicon, total: float) -> Number | None:
    """Return what follows the thousands of a number: "7 thousand 200 km", "two thousand, three hundred miles", "7 mil e 200"."""
    joined = line[j].key == "," or line[j].key == lexicon.settings["number"].get("join")
    k = j + 1 if joined else j
    if total < _THOUSAND or k >= len(line) or not (line[k].key.isdigit() or word_at(line, k, lexicon)):
        return None
    if line[j].key == "," and line[k].key.isdigit():
        return None  # "killed two thousand, 300 km away"
    found = number(line, k, lexicon)
    if found is None or found.value >= _THOUSAND or found.low != found.high:
        return None
    measured = unit(line, found.end, lexicon)[1] != ""
    return found if measured or (joined and line[j].key != "," and found.words) else None


def _joined(line: list[Token], j: int, current: float, lexicon: Lexicon) -> bool:
    """Tell whether the "and" at ``line[j]`` joins tens and units: "two hundred and five"; "one hundred and two hundred" are two."""
    word = word_at(line, j + 1, lexicon) if j + 1 < len(line) else None
    if word is None or word[1] != "number.small" or current < _TWENTY:
        return False
    following = word_at(line, j + 1 + word[0], lexicon) if j + 1 + word[0] < len(line) else None
    if following and following[1] == "number.scale" and following[2] == _HUNDRED:
        return False
    return bool(current % 10 ** len(str(int(word[2]))) == 0)


def _spaced(line: list[Token], i: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return the digits at ``line[i]`` with the thousands that plain spaces set apart after them, and where they end.

    A language that does not write so still does before a unit: "1 200 km".
    """
    digits, j = line[i].key, i + 1
    decimal = lexicon.settings["number"]["decimal"]
    while j < len(line) and digits.replace("\u00a0", "").isdigit() and (len(digits) <= _GROUP or "\u00a0" in digits) and len(digits) <= 12:
        whole, mark, rest = line[j].key.partition(decimal)
        if line[j].start != line[j - 1].end + 1 or len(whole) != _GROUP or not whole.isdigit() or (mark and not rest.isdigit()):
            break
        digits, j = f"{digits}\u00a0{line[j].key}", j + 1
    if " " in lexicon.settings["number"]["group"] or unit(line, j, lexicon)[1]:
        return digits, j
    return line[i].key, i + 1


def unit(line: list[Token], j: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return the end and the code of the unit at ``line[j]``, past a hyphen or an "of"; ``j`` and "" when there is none."""
    k = j
    if k < len(line) and (line[k].key in DASHES and k + 1 < len(line) and k > 0 and line[k].start == line[k - 1].end):
        k += 1
    for first in (k, k + 1):
        if first >= len(line):
            break
        if first > k and "number.of" not in lexicon.match(line, k, "number.of")[1]:
            break
        length, tags = lexicon.match(line, first, "unit.")
        for tag in tags:
            if tag.startswith("unit."):
                return _after_unit(line, j, first + length, lexicon), "" if _squared(line, first + length) else tag[5:]
    measure = _head(line[k].key, lexicon) if k > j else ""
    return (k + 1, measure) if measure else (j, "")


def _head(word: str, lexicon: Lexicon) -> str:
    """Return the unit that a compound begins with, "" for none: "Kilometer-Marsch" in "300-Kilometer-Marsch"."""
    head, dash, _ = word.partition("-")
    return next((tag[5:] for tag in lexicon.alone(head) if tag.startswith("unit.")), "") if dash else ""


def _squared(line: list[Token], end: int) -> bool:
    return end < len(line) and line[end].key in ("²", "³") and line[end].start == line[end - 1].end


def _after_unit(line: list[Token], j: int, end: int, lexicon: Lexicon) -> int:
    """Return where a unit ends, the stop of its abbreviation included; ``j`` for square and cubic ones."""
    if _squared(line, end):
        return j
    short = end < len(line) and line[end].key == "." and len(line[end - 1].key) <= 3 and line[end].start == line[end - 1].end
    goes_on = short and end + 1 < len(line) and not line[end + 1].key[0].isupper() and f"{line[end - 1].key}." in lexicon.abbreviations
    return end + 1 if goes_on else end
