"""Numbers with their units and hedges, in the formats and words of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from routes import assets
from routes.extraction.lexicon import Lexicon, load
from routes.text import Token
from routes.units import to_si

TIME_UNITS = frozenset({"min", "h", "d", "week"})
_DIGITS = re.compile(r"\d[\d.,'’\u00a0\u202f\u2009]{0,60}")
_PARTS = {"week": ("d", 7), "d": ("h", 24), "h": ("min", 60)}  # the unit that a time may be followed by, and how many make it
_DASHES = frozenset("-–—‑")
_LONGEST_PAIR = 60  # characters of two number words and their hyphen
_SPACES = ("\u00a0", "\u202f", "\u2009", "'", "’")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range of two, at ``line[i:j]``, with its unit ("" when none is written)."""

    i: int
    j: int
    value: float
    low: float
    high: float
    unit: str
    step: float  # the worth of the last counted digit
    loose: bool  # a collective number: "une cinquantaine"
    bare: int  # where the number itself ends, before its unit
    words: bool  # written in words


def plain(word: str, decimal: str) -> tuple[float, float] | None:
    """Return the value of a number in digits and the worth of its last counted digit, None when it is no number.

    A point or a comma before exactly three digits sets off thousands unless it is the language's own decimal mark.
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
        grouped = len(after) == 3 and (word[last] != decimal or word.count(word[last]) > 1) and word[0] != "0"
        if grouped:
            whole = word.replace(".", "").replace(",", "")
        elif word.count(word[last]) > 1:
            return None
        else:
            whole, mark, rest = re.sub("[.,]", "", word[:last]), ".", after
    if not whole.isdigit() or len(whole) > 15 or (mark and not rest):
        return None
    value = float(f"{whole}{mark}{rest}")
    if rest:
        return value, 10.0 ** -len(rest)
    zeros = len(whole) - len(whole.rstrip("0")) if value else 0
    return value, 10.0**zeros


@lru_cache(maxsize=8192)
def _compound(word: str, language: str) -> float | None:
    """Return the value of number words run together: "dreihundertfünfzig", "duecento", "vingt-cinq"."""
    lexicon = load(language)
    table = {e[0][0]: (e[1], float(e[2])) for entries in lexicon.whole.values() for e in entries
             if len(e[0]) == 1 and e[1] in ("number.small", "number.scale")}  # fmt: skip
    join = lexicon.settings["number"].get("inside", "")
    best: dict[int, tuple[float, float]] = {0: (0.0, 0.0)}  # position -> (total, current)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 14), end):
            if start not in best:
                continue
            piece, (total, current) = word[start:end], best[start]
            if piece in ("-", join) and start:
                best.setdefault(end, (total, current))
            elif piece in table:
                kind, value = table[piece]
                if kind == "number.scale":
                    current = max(current, 1.0) * value
                    best[end] = (total + current, 0.0) if value >= 1000 else (total, current)
                else:
                    best[end] = (total, current + value)
    if len(word) not in best or word in (join, "-"):
        return None
    return sum(best[len(word)])


def _word(line: list[Token], i: int, lexicon: Lexicon) -> tuple[int, str, float, bool] | None:
    """Return (length, kind, value, loose) of the number word at ``line[i]``."""
    length, tags = lexicon.match(line, i, "number.")
    for kind in ("number.whole", "number.small", "number.scale"):
        if kind in tags:
            return length, kind, float(tags[kind]), "number.loose" in tags
    word = line[i].key
    if len(word) > 5 and (("-" in word) or lexicon.settings["number"].get("compound")) and len(word) < 60:
        value = _compound(word, lexicon.code)
        if value:
            return 1, "number.small", value, False
    return None


def _number(  # noqa: PLR0912 - digits, words and scales in one pass
    line: list[Token], i: int, lexicon: Lexicon
) -> tuple[int, float, float, bool, bool] | None:
    """Return (end, value, step, loose, words) of the number at ``line[i]``."""
    settings = lexicon.settings["number"]
    token = line[i]
    total, current, loose, j, step, words = 0.0, -1.0, False, i, 0.0, True
    if token.key[0].isdigit():
        digits, j = token.key, i + 1
        while (  # thousands set apart by a plain space
            " " in settings["group"] and j < len(line) and len(line[j].key) == 3 and line[j].key.isdigit()
            and line[j].start == line[j - 1].end + 1 and len(digits) <= 12
            and digits.replace("\u00a0", "").isdigit()
            and (len(digits) <= 3 or "\u00a0" in digits)
        ):  # fmt: skip
            digits, j = digits + "\u00a0" + line[j].key, j + 1
        found = plain(digits, settings["decimal"])
        if found is None:
            return None
        (current, step), words = found, False
    while j < len(line) and j < i + 8:
        word = _word(line, j, lexicon)
        if word is None:
            joined = current > 0 and words and settings.get("join") == line[j].key and j + 1 < len(line) and _word(line, j + 1, lexicon)
            if joined and joined[1] == "number.small" and current >= 20 and current % 10 ** len(str(int(joined[2]))) == 0:
                j += 1
                continue
            break
        length, kind, value, collective = word
        if kind == "number.scale":
            current = max(current, 1.0) if current != 0.0 else (0.0 if total else 1.0)
            if current <= 0.0:
                break
            total, current, step = (total + current * value, 0.0, step * value) if value >= 1000 else (total, current * value, step * value)
        elif not words:
            break
        elif current < 0 or (current == 0.0 and total):
            current, loose = value, loose or collective
        elif kind == "number.small" and 0 < value < current and current % 10 ** len(str(int(value))) == 0:
            current += value
        else:
            break
        j += length
    value = total + max(current, 0.0)
    if j == i or value <= 0:
        return None
    if words:
        size = 1.0
        while value >= size * 10 and value % (size * 10) == 0:
            size *= 10
        step = size if value == int(value) else 0.5
    return j, value, step, loose, words


def _unit(line: list[Token], j: int, lexicon: Lexicon) -> tuple[int, str]:
    """Return the end and the code of the unit at ``line[j]``, past a hyphen or an "of"."""
    k = j
    if k < len(line) and (line[k].key in _DASHES and k + 1 < len(line) and line[k].start == line[k - 1].end):
        k += 1
    for first in (k, k + 1):
        if first >= len(line):
            break
        if first > k and "number.of" not in lexicon.match(line, k, "number.of")[1]:
            break
        length, tags = lexicon.match(line, first, "unit.")
        for tag in tags:
            if tag.startswith("unit."):
                end = first + length
                if (
                    end < len(line)
                    and line[end].key in (".", "²", "³")
                    and len(line[end - 1].key) <= 3
                    and line[end].start == line[end - 1].end
                ):
                    if line[end].key != ".":
                        return j, ""
                    end += (
                        1
                        if end + 1 < len(line) and not line[end + 1].key[0].isupper() and f"{line[end - 1].key}." in lexicon.abbreviations
                        else 0
                    )
                return end, tag[5:]
    return j, ""


def begins(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a number may begin with this word."""
    if word[0].isdigit():
        return True
    known = lexicon.numeric.get(word)
    if known is None:
        if len(lexicon.numeric) > 200_000:
            lexicon.numeric.clear()
        known = lexicon.numeric[word] = _begins(word, lexicon)
    return known


def _begins(word: str, lexicon: Lexicon) -> bool:
    if lexicon.settings["number"].get("inverted") and any(tag.startswith("unit.") for _, tag, _ in lexicon.entries(word)):
        return True
    if any(tag.startswith("number.") and tag[7:] in ("small", "scale", "whole", "full") for _, tag, _ in lexicon.entries(word)):
        return True
    if len(word) > 5 and len(word) < 60 and ("-" in word or lexicon.settings["number"].get("compound")):
        return _compound(word, lexicon.code) is not None
    return False


def read(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return the quantity that begins at ``line[i]``: a number or a range, with its unit when one follows."""
    whole = _full(line, i, lexicon) or _pair(line, i, lexicon) or _inverted(line, i, lexicon)
    if whole is not None:
        return whole
    first = _number(line, i, lexicon)
    if first is None:
        return None
    j, value, step, loose, words = _tail(line, first, lexicon)
    end, unit = _unit(line, j, lexicon)
    if unit == "h" and end < len(line) and line[end].key.isdigit() and line[end].start == line[end - 1].end:
        return None  # a time of day: 15h53
    after = _half(line, end, lexicon)
    if after and unit:
        value, end = value + 0.5, after
    low = high = value
    bare = j
    if unit in _PARTS:
        parted = _parted(line, end, unit, lexicon)
        if parted:
            end, seconds = parted
            value = low = high = value * _PARTS[unit][1] + seconds
            unit, step = _PARTS[unit][0], 1.0
            return Quantity(i, end, value, low, high, unit, step, loose, bare, words)
    if j < len(line) - 1 and (line[j].key in _DASHES or _through(line, i, j, lexicon)):
        second = _number(line, j + 1, lexicon)
        if second and second[1] > value:
            last, other = _unit(line, second[0], lexicon)
            if other and (not unit or end == j):
                low, high, bare, end, unit = value, second[1], second[0], last, other
                if second[1] >= 1000 and value * 1000 < second[1] * 2 and value < 100 and second[1] % 1000 == 0 and not second[3]:
                    low = value * 1000  # "two to three thousand"
                step, words = min(step, second[2]) if low == value else second[2], words and second[4]
                value = (low + high) / 2
    return Quantity(i, end, value, low, high, unit, step, loose, bare, words)


def _tail(line: list[Token], first: tuple[int, float, float, bool, bool], lexicon: Lexicon) -> tuple[int, float, float, bool, bool]:
    """Return a number with what may stand between it and its unit: "and a half", "с лишним", then a scale ("2 с лишним тысячи")."""
    j, value, step, loose, words = first
    end = j
    half = _half(line, j, lexicon)
    if half:
        value, end = value + 0.5, half
    elif j < len(line):
        length, tags = lexicon.match(line, j, "number.odd")
        if "number.odd" in tags:
            loose, end = True, j + length
    if end > j and end < len(line):
        length, tags = lexicon.match(line, end, "number.scale")
        if "number.scale" in tags:
            scale = float(tags["number.scale"])
            value, step, end = value * scale, step * scale, end + length
    return end, value, step, loose, words


def _pair(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return the range that two number words with a hyphen make: "восемь-девять суток"; "twenty-five" is none."""
    word = line[i].key
    if word[0].isdigit() or word.count("-") != 1 or len(word) > _LONGEST_PAIR:
        return None
    low, high = (_small(part, lexicon) for part in word.split("-"))
    if not 0 < low < high:
        return None
    j, scale = i + 1, 1.0
    if j < len(line):
        length, tags = lexicon.match(line, j, "number.scale")
        if "number.scale" in tags:
            j, scale = j + length, float(tags["number.scale"])
    end, unit = _unit(line, j, lexicon)
    return Quantity(i, end, (low + high) / 2 * scale, low * scale, high * scale, unit, scale, False, j, True)


def _small(word: str, lexicon: Lexicon) -> float:
    return next((float(value) for words, tag, value in lexicon.entries(word) if tag == "number.small" and len(words) == 1), 0.0)


def _inverted(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return a quantity whose unit comes first, which makes it a rough one: "километров двести", "часа через четыре"."""
    if not lexicon.settings["number"].get("inverted") or line[i].key[0].isdigit():
        return None
    after, unit = _unit(line, i, lexicon)
    for j in (after, after + 1) if unit and after == i + 1 else ():
        if j > after and not any(tag.startswith(("prep.", "hedge.about", "claim.fluff")) for _, tag, _ in lexicon.entries(line[after].key)):
            return None
        if j < len(line) and not line[j].key[0].isdigit() and begins(line[j].key, lexicon):
            second = read(line, j, lexicon)
            if second is not None and not second.unit and second.words and second.value > 1:
                return Quantity(i, second.j, second.value, second.low, second.high, unit, second.step, True, second.j, True)
            return None
    return None


def _full(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return a quantity whose words hold number and unit at once: "hora y media", "mezz'ora"."""
    length, tags = lexicon.match(line, i, "number.full")
    if "number.full" not in tags:
        return None
    figure, _, unit = tags["number.full"].partition(" ")
    value = float(figure)
    return Quantity(i, i + length, value, value, value, unit, 0.5, False, i + length, True)


def _through(line: list[Token], i: int, j: int, lexicon: Lexicon) -> bool:
    """Tell whether a word at ``line[j]`` makes a range: "30 to 35", "between 30 and 35", but not "66 and 80 kilometres"."""
    if "number.through" not in lexicon.match(line, j, "number.through")[1]:
        return False
    joins = any(tag == "word.and" and len(words) == 1 for words, tag, _ in lexicon.entries(line[j].key))
    before = [tag for token in line[max(0, i - 4) : i] for words, tag, _ in lexicon.entries(token.key) if len(words) == 1]
    return not joins or "number.between" in before


def _parted(line: list[Token], end: int, unit: str, lexicon: Lexicon) -> tuple[int, float] | None:
    """Return the end and the size of the smaller unit after a time: "one hour and twenty minutes", "une heure vingt"."""
    k = end
    if k < len(line) and any(tag == "word.and" for _, tag, _ in lexicon.entries(line[k].key)):
        k += 1
    second = _number(line, k, lexicon) if k < len(line) and begins(line[k].key, lexicon) else None
    if second is None or second[1] >= _PARTS[unit][1] or second[1] != int(second[1]):
        return None
    last, smaller = _unit(line, second[0], lexicon)
    after = line[second[0]].key if second[0] < len(line) else "."
    if smaller == _PARTS[unit][0] or (not smaller and unit == "h" and not after[0].isalnum() and after not in "%$€°"):
        return (last if smaller else second[0]), second[1]
    return None


def _half(line: list[Token], j: int, lexicon: Lexicon) -> int:
    for phrase in lexicon.settings["number"].get("and_half", "").split(","):
        parts = phrase.split()
        if parts and [t.key for t in line[j : j + len(parts)]] == parts:
            return j + len(parts)
    return 0


def interval(quantity: Quantity, comparator: str) -> tuple[float, float]:
    """Return what a figure and its words allow, in metres or seconds (`intervals.toml` says why)."""
    rules = assets.toml("extraction/intervals.toml")
    kind = "loose" if quantity.loose and comparator in ("about", "exact") else comparator
    rule = rules[kind]
    digit = min(quantity.step / 2, quantity.value / 10) if kind in ("exact", "about", "loose") else 0.0
    low = quantity.low - max(digit, quantity.low * rule["below"])
    high = quantity.high + max(digit, quantity.high * rule["above"])
    return to_si(max(low, 0.0), quantity.unit), to_si(high, quantity.unit)
