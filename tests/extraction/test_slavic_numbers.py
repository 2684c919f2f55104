"""Number words that only some languages have: unit first, hyphenated ranges, "with a bit", collectives."""

import pytest

from routes.extraction import numbers
from routes.extraction.lexicon import load
from routes.text import tokens

CASES = [
    ("ru", "восемь-девять суток", (8.5, 8, 9, "d", False)),
    ("ru", "километров двести по прямой", (200, 200, 200, "km", True)),
    ("ru", "километров 470, не больше", (470, 470, 470, "km", True)),
    ("uk", "кілометрів 470 по прямій", (470, 470, 470, "km", True)),
    ("ru", "часа через четыре", (4, 4, 4, "h", True)),
    ("ru", "900 с лишним километров", (900, 900, 900, "km", True)),
    ("ru", "2 с лишним тысячи километров", (2000, 2000, 2000, "km", True)),
    ("ru", "две с половиной тысячи километров", (2500, 2500, 2500, "km", False)),
    ("ru", "четверо суток", (4, 4, 4, "d", False)),
    ("uk", "тридцять з гаком кілометрів", (30, 30, 30, "km", True)),
    ("uk", "кілометрів за сорок від Умані", (40, 40, 40, "km", True)),
    ("ru", "шестистах километрах от Гао", (600, 600, 600, "km", False)),
    ("ru", "двумястами пятьюдесятью километрами", (250, 250, 250, "km", False)),
    ("ru", "полусотне километров", (50, 50, 50, "km", True)),
    ("uk", "п'ятьмастами кілометрами", (500, 500, 500, "km", False)),
    ("uk", "тридцятьома милями", (30, 30, 30, "mile", False)),
    ("en", "twenty-five miles", (25, 25, 25, "mi", False)),
    ("de", "zweieinhalbtausend Bahnkilometer", (2500, 2500, 2500, "km", False)),
    ("de", "11.000 Schienenkilometer", (11000, 11000, 11000, "km", False)),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_numbers(language: str, text: str, expected: tuple[float, float, float, str, bool]) -> None:
    lexicon = load(language)
    quantity = numbers.read(tokens(text, elisions=lexicon.elisions), 0, lexicon)
    assert quantity is not None
    assert (quantity.value, quantity.low, quantity.high, quantity.unit, quantity.loose) == expected


def test_a_unit_that_ends_a_headline_counts_nothing() -> None:
    lexicon = load("ru")
    line = tokens("25 шаров за ночь", elisions=lexicon.elisions)
    assert numbers.read(line, len(line) - 1, lexicon) is None


@pytest.mark.parametrize(
    ("language", "text", "start", "high"),
    [
        ("ru", "около сотни километров", 1, 100),
        ("ru", "сотни километров", 0, 1000),
        ("uk", "понад сотні кілометрів", 1, 100),
        ("uk", "сотні кілометрів", 0, 1000),
        ("pl", "około setki kilometrów", 1, 100),
    ],
)
def test_a_hedge_tells_one_hundred_from_hundreds(language: str, text: str, start: int, high: float) -> None:
    lexicon = load(language)
    quantity = numbers.read(tokens(text, elisions=lexicon.elisions), start, lexicon)
    assert quantity is not None
    assert (quantity.low, quantity.high) == (100, high)
