"""Numbers with their units, in the formats and words of each language."""

import pytest

from routes.extraction import numbers
from routes.extraction.lexicon import load
from routes.text import tokens


def read(language: str, text: str) -> tuple[float, str]:
    lexicon = load(language)
    line = tokens(text, elisions=lexicon.elisions)
    for i, token in enumerate(line):
        found = numbers.read(line, i, lexicon) if numbers.begins(token.key, lexicon) else None
        if found:
            return found.value, found.unit
    raise AssertionError(f"no number in {text!r}")


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "about 1,200 km", 1200, "km"),
        ("en", "20 to 24 hours", 22, "h"),
        ("en", "two and a half days", 2.5, "d"),
        ("en", "half a dozen miles", 6, "mi"),
        ("tr", "1.200 km", 1200, "km"),
        ("tr", "7,2 bin kilometre", 7200, "km"),
        ("tr", "bin 200 kilometrelik yol", 1200, "km"),
        ("tr", "iki bin beş yüz km", 2500, "km"),
        ("tr", "iki buçuk saat", 2.5, "h"),
        ("tr", "yarım saatlik yol", 0.5, "h"),
        ("tr", "üç günlük yolculuk", 3, "d"),
        ("tr", "40 deniz mili", 40, "nmi"),
        ("tr", "kırk beş dakika", 45, "min"),
        ("fr", "12 500 km", 12500, "km"),
        ("fr", "9.800 km", 9800, "km"),
        ("fr", "une cinquantaine de kilomètres", 50, "km"),
        ("fr", "quatre-vingt-dix-sept kilomètres", 97, "km"),
        ("es", "1.087 kilómetros", 1087, "km"),
        ("de", "dreihundertfünfzig Kilometer", 350, "km"),
        ("de", "zwölf bis vierzehn Tage", 13, "d"),
        ("ru", "7,2 тыс. км", 7200, "km"),
        ("ru", "полтысячи километров", 500, "km"),
        ("ru", "300 миль", 300, "mile"),
        ("uk", "два десятки кілометрів", 20, "km"),
        ("it", "duecentocinquanta chilometri", 250, "km"),
        ("pt", "duzentos quilómetros", 200, "km"),
        ("en", "one hour and twenty minutes", 80, "min"),
        ("en", "half an hour's drive", 0.5, "h"),
        ("fr", "1\u202f200 km", 1200, "km"),
        ("fr", "1\u00a0200 km", 1200, "km"),
        ("fr", "1\u2009200 km", 1200, "km"),
        ("fr", "une heure vingt-deux", 82, "min"),
        ("fr", "deux jours et six heures", 54, "h"),
        ("es", "entre 30 y 35 días", 32.5, "d"),
        ("es", "hora y media", 1.5, "h"),
        ("it", "mezz'ora", 0.5, "h"),
        ("pt", "meia hora", 0.5, "h"),
    ],
)
def test_number_and_unit(language: str, text: str, value: float, unit: str) -> None:
    assert read(language, text) == (value, unit)
