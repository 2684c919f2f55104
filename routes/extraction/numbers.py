"""Numbers with their units and hedges, in the formats and words of a language."""

from __future__ import annotations

from dataclasses import dataclass

from routes import assets
from routes.extraction import ordinals
from routes.extraction.lexicon import Lexicon
from routes.extraction.numerals import Number, compound, number, run_together, unit, word_at
from routes.text import DASHES, Token
from routes.units import to_si

_NO_NOUN = ("prep.", "basis.", "direction.", "hedge.", "word.and", "word.or")  # tags of words that nothing is counted of
TIME_UNITS = frozenset({"min", "h", "d", "week"})
_PARTS = {"week": ("d", 7), "d": ("h", 24), "h": ("min", 60)}  # the unit that a time may be followed by, and how many make it
_HUNDRED = 100
_ENDING = 3  # letters after the stem of an adjective
_FRACTIONS = "½¼¾"
_LONGEST_PAIR = 60  # characters of two number words and their hyphen


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
    nth: bool = False  # a day told by an ordinal: "on the ninth day"


def begins(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a number may begin with this word."""
    if word[0].isdigit() or word in _FRACTIONS:
        return True
    known = lexicon.numeric.get(word)
    if known is None:
        if len(lexicon.numeric) > 200_000:
            lexicon.numeric.clear()
        known = lexicon.numeric[word] = _begins(word, lexicon)
    return known


def _begins(word: str, lexicon: Lexicon) -> bool:
    entries = lexicon.entries(word)
    if lexicon.settings["number"].get("inverted") and any(tag.startswith("unit.") for _, tag, _ in entries):
        return True
    if any(tag.startswith("number.") and tag[7:] in ("small", "scale", "whole", "full", "vague", "plural") for _, tag, _ in entries):
        return True
    if len(word) > _LONGEST_PAIR:
        return False
    if run_together(word, lexicon) is not None or ordinals.begins(word, lexicon):
        return True
    head, dash, _ = word.partition("-")
    return _fused(word, lexicon) is not None or (dash != "" and head != "" and begins(head, lexicon))


def read(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return the quantity that begins at ``line[i]``: a number or a range, with its unit when one follows."""
    if i and line[i - 1].end == line[i].start and line[i].key[0].isdigit() and line[i - 1].key[-1].isalpha():
        return None  # "1e5"
    day = ordinals.read(line, i, lexicon)
    if day is not None:  # on the ninth day eight days have passed and part of another
        return Quantity(i, day.end, day.value, day.value - 1.0, day.value, "d", 1.0, False, day.bare, True, nth=True)
    whole = _full(line, i, lexicon) or _pair(line, i, lexicon) or _inverted(line, i, lexicon) or _hyphened(line, i, lexicon)
    if whole is not None:
        return whole
    first = number(line, i, lexicon)
    if first is None:
        return None
    first = _tail(line, first, i, lexicon)
    j, value = first.end, first.value
    end, measure = unit(line, j, lexicon)
    if measure == "h" and _clock(line, end, lexicon):
        return None  # a time of day: 15h53
    if first.low != first.high:
        return Quantity(i, end, value, first.low, first.high, measure, first.step, True, j, True)
    after, part = _and_part(line, end, lexicon)
    if after and measure:
        value, end = value + part, after
    parted = _parted(line, end, measure, lexicon) if measure in _PARTS else None
    if parted:
        end, seconds = parted
        value = value * _PARTS[measure][1] + seconds
        return Quantity(i, end, value, value, value, _PARTS[measure][0], 1.0, first.loose, j, first.words)
    made = Quantity(i, end, value, value, value, measure, first.step, first.loose, j, first.words)
    return _ranged(line, made, lexicon) or made


def _clock(line: list[Token], end: int, lexicon: Lexicon) -> bool:
    """Tell whether digits run on after an "h" as in a time of day: "15h53", but "1h30 de route"."""
    if not (end < len(line) and line[end].key.isdigit() and line[end].start == line[end - 1].end):
        return False
    return end + 1 >= len(line) or "number.of" not in lexicon.match(line, end + 1, "number.of")[1]


def _ranged(line: list[Token], first: Quantity, lexicon: Lexicon) -> Quantity | None:
    """Return the range that a quantity begins: "280 to 300 km", "2 to 3 thousand", "zwei- bis dreitausend"; None when it is alone."""
    j, low = first.bare, first.low
    hung = j + 1 < len(line) and line[j].key in DASHES and line[j].end != line[j + 1].start and _through(line, first.i, j + 1, lexicon)
    k = j + 1 if hung else j
    if k >= len(line) - 1 or not (line[k].key in DASHES or _through(line, first.i, k, lexicon)):
        return None
    second = number(line, k + 1, lexicon) or _after_article(line, k + 1, lexicon)
    if second is None or second.value <= low:
        return None
    last, other = unit(line, second.end, lexicon)
    if not other or (first.unit and first.j != first.bare):
        return None
    scale = second.step if hung or (not second.words and _thousands(low, second)) else _scale(line, k + 1, second.end, lexicon)
    if scale > 1 and low * scale < second.value:
        low *= scale  # "two to three thousand"
    step = min(first.step, second.step) if low == first.low else second.step
    return Quantity(first.i, last, (low + second.value) / 2, low, second.value, other, step, first.loose, second.end,
                    first.words and second.words)  # fmt: skip


def _after_article(line: list[Token], i: int, lexicon: Lexicon) -> Number | None:
    """Return the number after an article: "tra i 300 e i 400 km", "entre los 300 y los 400 km"."""
    led = i + 1 < len(line) and "word.det" in lexicon.alone(line[i].key) and begins(line[i + 1].key, lexicon)
    return number(line, i + 1, lexicon) if led else None


def _thousands(low: float, second: Number) -> bool:
    """Tell whether a small number shares the thousands of the round one after it: "2 à 3 000"."""
    return low < 100 and second.value >= 1000 and second.value % 1000 == 0 and low * 1000 < second.value * 2


def _scale(line: list[Token], first: int, end: int, lexicon: Lexicon) -> float:
    """Return the worth of the scale words that end a number, 1 when it has none."""
    word = word_at(line, end - 1, lexicon) if end - first > 1 else None
    return word[2] if word and word[1] == "number.scale" else 1.0


def _tail(line: list[Token], first: Number, i: int, lexicon: Lexicon) -> Number:
    """Return a number with what may stand between it and its unit: "and a half", "с лишним", "+", then a scale ("2 с лишним тысячи")."""
    j, value, step, loose = first.end, first.value, first.step, first.loose
    end = j
    after, part = _and_part(line, j, lexicon)
    if after:  # "un migliaio e mezzo" is half of a thousand more
        value, end = value + (value if first.words and value >= _HUNDRED and value == step else 1.0) * part, after
    elif j < len(line):
        k = j + 1 if line[j].key in DASHES and j + 1 < len(line) else j
        length, tags = lexicon.match(line, k, "number.odd")
        if "number.odd" in tags:
            loose, end = True, k + length
        elif line[j].key == "+":
            loose, end = True, j + 1
    if end > j and end < len(line):
        length, tags = lexicon.match(line, end, "number.scale")
        if "number.scale" in tags:
            scale = float(tags["number.scale"])
            value, step, end = value * scale, step * scale, end + length
    if first.low != first.high:
        return first._replace(end=end)
    return Number(end, value, step, loose, first.words, value, value)


def _hyphened(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return the quantity of number and unit in one word: "three-day", "two-and-a-half hours", "dreistündig", "двухчасовой"."""
    word = line[i].key
    fused = _fused(word, lexicon)
    if fused is not None:
        return Quantity(i, i + 1, fused[0], fused[0], fused[0], fused[1], 1.0, False, i + 1, True)
    if word[0].isdigit() or "-" not in word or len(word) > _LONGEST_PAIR or word_at(line, i, lexicon):
        return None
    parts = [Token(2 * n, 2 * n + 1, part) for n, part in enumerate(word.split("-")) if part]
    if len(parts) < 2 or not begins(parts[0].key, lexicon):
        return None
    found = read(parts, 0, lexicon)
    if found is None or found.j != len(parts):
        return None
    end, measure = (i + 1, found.unit) if found.unit else unit(line, i + 1, lexicon)
    return Quantity(i, end, found.value, found.low, found.high, measure, found.step, found.loose, i + 1, True) if measure else None


def _fused(word: str, lexicon: Lexicon) -> tuple[float, str] | None:
    """Return value and unit of an adjective made of both: "dreitägige", "трёхсуточный"."""
    for stem, measure in lexicon.settings["number"].get("fused", {}).items():
        at = word.rfind(stem)
        if at > 1 and len(word) - at - len(stem) <= _ENDING and len(word) < _LONGEST_PAIR:
            small = _small(word[:at], lexicon) or compound(word[:at], lexicon.code)
            if small:
                return small, measure
    return None


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
    end, measure = unit(line, j, lexicon)
    return Quantity(i, end, (low + high) / 2 * scale, low * scale, high * scale, measure, scale, False, j, True)


def _small(word: str, lexicon: Lexicon) -> float:
    return next((float(value) for words, tag, value in lexicon.entries(word) if tag == "number.small" and len(words) == 1), 0.0)


def _inverted(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return a quantity whose unit comes first, which makes it a rough one: "километров двести", "часа через четыре"."""
    if not lexicon.settings["number"].get("inverted") or line[i].key[0].isdigit():
        return None
    after, measure = unit(line, i, lexicon)
    for j in range(after, min(after + 2, len(line))) if measure and after == i + 1 else ():
        if j > after and not any(tag.startswith(("prep.", "hedge.about", "claim.fluff")) for _, tag, _ in lexicon.entries(line[after].key)):
            return None
        if begins(line[j].key, lexicon):
            second = read(line, j, lexicon)
            if second is not None and not second.unit and (second.words or _ends(line, i, second.j, lexicon)) and second.value > 1:
                return Quantity(i, second.j, second.value, second.low, second.high, measure, second.step, True, second.j, True)
            return None
    return None


def _ends(line: list[Token], i: int, j: int, lexicon: Lexicon) -> bool:
    """Tell whether digits behind their unit count nothing else: no number stands before the unit, and no noun behind them."""
    before = i > 0 and begins(line[i - 1].key, lexicon)
    after = line[j].key if j < len(line) else "."
    return not before and (not after[0].isalnum() or any(tag.startswith(_NO_NOUN) for _, tag, _ in lexicon.entries(after)))


def _full(line: list[Token], i: int, lexicon: Lexicon) -> Quantity | None:
    """Return a quantity whose words hold number and unit at once: "hora y media", "mezz'ora"."""
    length, tags = lexicon.match(line, i, "number.full")
    if "number.full" not in tags or (i and ordinals.begins(line[i - 1].key, lexicon)):  # "третьи сутки" are no day
        return None
    figure, _, measure = tags["number.full"].partition(" ")
    value = float(figure)
    return Quantity(i, i + length, value, value, value, measure, 0.5, False, i + length, True)


def _through(line: list[Token], i: int, j: int, lexicon: Lexicon) -> bool:
    """Tell whether a word at ``line[j]`` makes a range: "30 to 35", "between 30 and 35", "30 ile 35 … arası", but not "66 and 80 km"."""
    if "number.through" not in lexicon.match(line, j, "number.through")[1]:
        return False
    joins = "word.and" in lexicon.alone(line[j].key)
    if not joins:
        return True
    before, after = ({tag for t in some for tag in lexicon.alone(t.key)} for some in (line[max(0, i - 4) : i], line[j + 1 : j + 6]))
    return "number.between" in before or "number.closes" in after


def _parted(line: list[Token], end: int, measure: str, lexicon: Lexicon) -> tuple[int, float] | None:
    """Return the end and the size of the smaller unit after a time: "one hour and twenty minutes", "une heure vingt"."""
    k = end
    if k < len(line) and any(tag == "word.and" for _, tag, _ in lexicon.entries(line[k].key)):
        k += 1
    second = number(line, k, lexicon) if k < len(line) and begins(line[k].key, lexicon) else None
    if second is None or second.value >= _PARTS[measure][1] or second.value != int(second.value):
        return None
    last, smaller = unit(line, second.end, lexicon)
    after = line[second.end].key if second.end < len(line) else "."
    told = not after[0].isalnum() or "number.of" in lexicon.match(line, second.end, "number.of")[1]
    if smaller == _PARTS[measure][0] or (not smaller and measure == "h" and told and after not in "%$€°"):
        return (last if smaller else second.end), second.value
    return None


def _and_part(line: list[Token], j: int, lexicon: Lexicon) -> tuple[int, float]:
    """Return where "and a half" or "and a quarter" at ``line[j]`` ends and what it is worth, (0, 0.0) when there is none."""
    for setting, part in (("and_half", 0.5), ("and_quarter", 0.25)):
        for phrase in lexicon.settings["number"].get(setting, "").split(","):
            parts = phrase.split()
            if parts and [t.key for t in line[j : j + len(parts)]] == parts:
                return j + len(parts), part
    return 0, 0.0


def interval(quantity: Quantity, comparator: str) -> tuple[float, float]:
    """Return what a figure and its words allow, in metres or seconds (`intervals.toml` says why)."""
    rules = assets.toml("extraction/intervals.toml")
    kind = "loose" if quantity.loose and comparator in ("about", "exact") else comparator
    rule = rules[kind]
    length = quantity.unit not in TIME_UNITS
    digit = min(quantity.step / 2, quantity.value / 10) if kind in ("exact", "about", "loose") else 0.0
    below = max(digit, quantity.low * rule["below"], rule.get("below_m", 0.0) / to_si(1.0, quantity.unit) if length else 0.0)
    low = quantity.low - below
    high = quantity.high + max(digit, quantity.high * rule["above"])
    return to_si(max(low, 0.0), quantity.unit), to_si(high, quantity.unit)
