"""A table of numbers as ten languages write them: every grouping, space, unit, range and word form gives one figure, never one a
thousand times off."""

from collections.abc import Iterator
from itertools import product

import pytest

from routes.extraction import numbers
from routes.extraction.lexicon import load
from routes.text import tokens

PLAIN, HARD, NARROW, THIN = " ", "\u00a0", "\u202f", "\u2009"
SPACES = (PLAIN, HARD, NARROW, THIN)
COMMA, POINT = ",", "."
# the marks that set off thousands, and the decimal mark
MARKS = {
    "en": ((COMMA, *SPACES), POINT),
    "fr": ((*SPACES, POINT), COMMA),
    "es": ((POINT, *SPACES), COMMA),
    "de": ((POINT, *SPACES, "’", "'"), COMMA),
    "it": ((POINT, *SPACES, "'"), COMMA),
    "pt": ((POINT, *SPACES), COMMA),
    "ru": ((*SPACES, POINT), COMMA),
    "uk": ((*SPACES, POINT), COMMA),
    "pl": ((*SPACES, POINT), COMMA),
    "tr": ((POINT, *SPACES), COMMA),
}
UNITS = {
    "en": "km=km kilometres=km kilometers=km miles=mi metres=m hours=h days=d weeks=week minutes=min",
    "fr": "km=km kilomètres=km mètres=m heures=h jours=d semaines=week minutes=min",
    "es": "km=km kilómetros=km millas=mile metros=m horas=h días=d semanas=week minutos=min",
    "de": "km=km Kilometer=km Kilometern=km Meilen=mile Seemeilen=nmi Meter=m Stunden=h Tage=d Tagen=d Wochen=week Minuten=min",
    "it": "km=km chilometri=km miglia=mile metri=m ore=h giorni=d settimane=week minuti=min",
    "pt": "km=km quilómetros=km quilômetros=km milhas=mile metros=m horas=h dias=d semanas=week minutos=min",
    "ru": "км=km километров=km километра=km километрах=km миль=mile вёрст=verst метров=m часов=h суток=d дней=d недель=week минут=min",
    "uk": "км=km кілометрів=km кілометри=km кілометрах=km миль=mile верст=verst метрів=m годин=h діб=d днів=d тижнів=week хвилин=min",
    "pl": "km=km kilometrów=km kilometry=km kilometrach=km mil=mile wiorst=verst metrów=m godzin=h dób=d dni=d tygodni=week minut=min",
    "tr": "km=km kilometre=km kilometredir=km mil=mile metre=m saat=h saatte=h gün=d günde=d hafta=week dakika=min",
}
LONG_UNITS = {
    "en": {"nautical miles": "nmi", "statute miles": "mi"},
    "fr": {"milles nautiques": "nmi", "milles marins": "nmi"},
    "es": {"millas náuticas": "nmi"},
    "de": {"nautische Meilen": "nmi"},
    "it": {"miglia nautiche": "nmi"},
    "pt": {"milhas náuticas": "nmi"},
    "ru": {"морских миль": "nmi"},
    "uk": {"морських миль": "nmi"},
    "pl": {"mil morskich": "nmi", "mil lądowych": "mi"},
    "tr": {"deniz mili": "nmi", "kara mili": "mi"},
}
RANGES = {
    "en": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} to {b}", "between {a} and {b}", "from {a} to {b}"),
    "fr": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} à {b}", "entre {a} et {b}", "de {a} à {b}"),
    "es": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} a {b}", "entre {a} y {b}", "de {a} a {b}"),
    "de": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} bis {b}", "zwischen {a} und {b}", "von {a} bis {b}"),
    "it": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} a {b}", "tra {a} e {b}", "da {a} a {b}"),
    "pt": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} a {b}", "entre {a} e {b}", "de {a} a {b}"),
    "ru": ("{a}-{b}", "{a}–{b}", "{a} — {b}", "{a} до {b}", "от {a} до {b}"),
    "uk": ("{a}-{b}", "{a}–{b}", "{a} — {b}", "{a} до {b}", "від {a} до {b}"),
    "pl": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} do {b}", "od {a} do {b}", "między {a} a {b}"),
    "tr": ("{a}-{b}", "{a}–{b}", "{a} – {b}", "{a} ila {b}"),
}
WORDS = {
    "en": {
        "two hundred and ninety km": 290,
        "one thousand two hundred km": 1200,
        "seven thousand km": 7000,
        "twelve hundred km": 1200,
        "forty-five km": 45,
        "a hundred km": 100,
        "a thousand km": 1000,
        "7.2 thousand km": 7200,
        "12 thousand km": 12000,
        "half a thousand km": 500,
        "five and a half km": 5.5,
        "a couple of km": 2,
        "one hundred and five km": 105,
        "three dozen km": 36,
        "two thousand and fifty km": 2050,
        "nine thousand two hundred and eighty-eight km": 9288,
    },
    "fr": {
        "deux cent quatre-vingt-dix km": 290,
        "mille deux cents km": 1200,
        "sept mille km": 7000,
        "quarante-cinq km": 45,
        "cent km": 100,
        "mille km": 1000,
        "7,2 milliers de km": 7200,
        "12 mille km": 12000,
        "une centaine de km": 100,
        "un millier de km": 1000,
        "une vingtaine de km": 20,
        "cinq km et demi": 5.5,
        "soixante et onze km": 71,
        "vingt et un km": 21,
        "trois centaines de km": 300,
        "neuf mille deux cent quatre-vingt-huit km": 9288,
    },
    "es": {
        "doscientos noventa km": 290,
        "mil doscientos km": 1200,
        "siete mil km": 7000,
        "cuarenta y cinco km": 45,
        "cien km": 100,
        "mil km": 1000,
        "7,2 mil km": 7200,
        "12 mil km": 12000,
        "un centenar de km": 100,
        "un millar de km": 1000,
        "una veintena de km": 20,
        "cinco km y medio": 5.5,
        "ciento cinco km": 105,
        "treinta y un km": 31,
        "dos docenas de km": 24,
        "nueve mil doscientos ochenta y ocho km": 9288,
    },
    "de": {
        "zweihundertneunzig km": 290,
        "zweihundertundneunzig km": 290,
        "eintausendzweihundert km": 1200,
        "siebentausend km": 7000,
        "fünfundvierzig km": 45,
        "hundert km": 100,
        "tausend km": 1000,
        "7,2 tausend km": 7200,
        "12 tausend km": 12000,
        "zwölfhundert km": 1200,
        "ein Dutzend km": 12,
        "zwei Dutzend km": 24,
        "fünfeinhalb km": 5.5,
        "anderthalb km": 1.5,
        "hundertfünf km": 105,
        "neuntausendzweihundertachtundachtzig km": 9288,
    },
    "it": {
        "duecentonovanta km": 290,
        "milleduecento km": 1200,
        "settemila km": 7000,
        "quarantacinque km": 45,
        "cento km": 100,
        "mille km": 1000,
        "7,2 mila km": 7200,
        "12 mila km": 12000,
        "un centinaio di km": 100,
        "un migliaio di km": 1000,
        "una ventina di km": 20,
        "cinque km e mezzo": 5.5,
        "centocinque km": 105,
        "trentuno km": 31,
        "mezzo migliaio di km": 500,
        "novemiladuecentottantotto km": 9288,
    },
    "pt": {
        "duzentos e noventa km": 290,
        "mil e duzentos km": 1200,
        "sete mil km": 7000,
        "quarenta e cinco km": 45,
        "cem km": 100,
        "mil km": 1000,
        "7,2 mil km": 7200,
        "12 mil km": 12000,
        "uma centena de km": 100,
        "um milhar de km": 1000,
        "uma vintena de km": 20,
        "cinco km e meio": 5.5,
        "cento e cinco km": 105,
        "trinta e um km": 31,
        "três dezenas de km": 30,
        "nove mil duzentos e oitenta e oito km": 9288,
    },
    "ru": {
        "двести девяносто км": 290,
        "тысяча двести км": 1200,
        "семь тысяч км": 7000,
        "сорок пять км": 45,
        "сто км": 100,
        "тысяча км": 1000,
        "7,2 тыс. км": 7200,
        "7,2 тысячи км": 7200,
        "12 тыс. км": 12000,
        "семь сотен км": 700,
        "пять десятков км": 50,
        "полтысячи км": 500,
        "полторы тысячи км": 1500,
        "две с половиной тысячи км": 2500,
        "сто пять км": 105,
        "девять тысяч двести восемьдесят восемь км": 9288,
        "двухсот девяноста км": 290,
        "километров двести": 200,
    },
    "uk": {
        "двісті дев'яносто км": 290,
        "тисяча двісті км": 1200,
        "сім тисяч км": 7000,
        "сорок п'ять км": 45,
        "сто км": 100,
        "тисяча км": 1000,
        "7,2 тис. км": 7200,
        "7,2 тисячі км": 7200,
        "12 тис. км": 12000,
        "сім сотень км": 700,
        "п'ять десятків км": 50,
        "пів тисячі км": 500,
        "півтори тисячі км": 1500,
        "дві з половиною тисячі км": 2500,
        "сто п'ять км": 105,
        "дев'ять тисяч двісті вісімдесят вісім км": 9288,
        "двохсот дев'яноста км": 290,
        "кілометрів двісті": 200,
    },
    "pl": {
        "dwieście dziewięćdziesiąt km": 290,
        "tysiąc dwieście km": 1200,
        "siedem tysięcy km": 7000,
        "czterdzieści pięć km": 45,
        "sto km": 100,
        "tysiąc km": 1000,
        "7,2 tys. km": 7200,
        "7,2 tysiąca km": 7200,
        "12 tys. km": 12000,
        "półtora tysiąca km": 1500,
        "pół tysiąca km": 500,
        "dwa i pół tysiąca km": 2500,
        "półtora kilometra": 1.5,
        "sto pięć km": 105,
        "pięćset kilometrów": 500,
        "dziewięć tysięcy dwieście osiemdziesiąt osiem km": 9288,
        "dwustu dziewięćdziesięciu km": 290,
        "stu pięćdziesięciu kilometrach": 150,
    },
    "tr": {
        "iki yüz doksan km": 290,
        "ikiyüz doksan km": 290,
        "yediyüzelli km": 750,
        "üçbin km": 3000,
        "onüç km": 13,
        "bin iki yüz km": 1200,
        "yedi bin km": 7000,
        "kırk beş km": 45,
        "yüz km": 100,
        "bin km": 1000,
        "7,2 bin km": 7200,
        "12 bin km": 12000,
        "iki buçuk bin km": 2500,
        "beş buçuk km": 5.5,
        "yüz beş km": 105,
        "otuz bir km": 31,
        "iki bin elli km": 2050,
        "dokuz bin iki yüz seksen sekiz km": 9288,
        "bin beş yüz kilometrelik": 1500,
    },
}


def grouped(value: int, mark: str) -> str:
    """Write a whole number with a mark between its thousands."""
    return f"{value:,}".replace(",", mark)


def written() -> Iterator[tuple[str, str, float, str]]:
    """Give (language, text, value, unit) for single figures."""
    for language, (marks, decimal) in MARKS.items():
        units = dict(pair.split("=") for pair in UNITS[language].split())
        first = next(iter(units))
        for mark, value in product(marks, (1200, 12_500, 104_000, 1_050)):
            yield language, f"{grouped(value, mark)} {first}", value, "km"
        for word, unit in {**units, **LONG_UNITS[language]}.items():
            yield language, f"290 {word}", 290, unit
            yield language, f"{grouped(1200, marks[0])} {word}", 1200, unit
            yield language, f"7{decimal}2 {word}", 7.2, unit
        for space in (*SPACES, ""):
            yield language, f"1200{space}{first}", 1200, "km"
            yield language, f"{grouped(7250, marks[0])}{space}{first}", 7250, "km"
            yield language, f"0{decimal}5{space}{first}", 0.5, "km"
        for mark in marks[:5]:
            if mark != decimal:
                yield language, f"{grouped(1234, mark)}{decimal}5 {first}", 1234.5, "km"
                yield language, f"{grouped(1234, mark)}{decimal}25 {first}", 1234.25, "km"
        for text, value in WORDS[language].items():
            yield language, text, value, "km"


def spans() -> Iterator[tuple[str, str, float, float]]:
    """Give (language, text, low, high) for ranges in kilometres."""
    for language, forms in RANGES.items():
        marks, decimal = MARKS[language]
        unit = next(iter(UNITS[language].split())).split("=")[0]
        for form in forms:
            yield language, form.format(a=280, b=300) + f" {unit}", 280, 300
            yield language, form.format(a=f"7{decimal}5", b=9) + f" {unit}", 7.5, 9
            for mark in dict.fromkeys((marks[0], HARD)):
                yield language, form.format(a=grouped(1200, mark), b=grouped(1350, mark)) + f" {unit}", 1200, 1350
                yield language, form.format(a=900, b=grouped(1200, mark)) + f"{HARD}{unit}", 900, 1200


def read(language: str, text: str) -> numbers.Quantity:
    """Return the first quantity with a unit that a text holds."""
    lexicon = load(language)
    line = tokens(text, elisions=lexicon.elisions)
    i = 0
    while i < len(line):
        found = numbers.read(line, i, lexicon) if numbers.begins(line[i].key, lexicon) else None
        if found and found.unit:
            return found
        i = found.j if found else i + 1
    raise AssertionError(f"no quantity in {text!r}")


SINGLE, RANGE = list(written()), list(spans())


def test_the_table_is_large() -> None:
    assert len(SINGLE) + len(RANGE) >= 600


@pytest.mark.parametrize("language", MARKS)
def test_a_figure_is_read_as_it_is_written(language: str) -> None:
    wrong = []
    for _, text, value, unit in (row for row in SINGLE if row[0] == language):
        found = read(language, f"{text}.")
        if (round(found.value, 6), found.unit) != (value, unit):
            wrong.append((text, found.value, found.unit))
    assert wrong == []


@pytest.mark.parametrize("language", MARKS)
def test_a_range_keeps_both_ends(language: str) -> None:
    wrong = []
    for _, text, low, high in (row for row in RANGE if row[0] == language):
        found = read(language, f"{text}.")
        if (found.low, found.high, found.value, found.unit) != (low, high, (low + high) / 2, "km"):
            wrong.append((text, found.low, found.high, found.unit))
    assert wrong == []


ODD = [
    ("en", "½ km", 0.5, "km"),
    ("en", "3½ km", 3.5, "km"),
    ("en", "1 ½ days", 1.5, "d"),
    ("en", "300+ km", 300, "km"),
    ("en", "300-odd km", 300, "km"),
    ("en", "290km(180mi)", 290, "km"),
    ("en", "a 1,200-km journey", 1200, "km"),
    ("en", "a three-day trip", 3, "d"),
    ("en", "a two-and-a-half-hour drive", 2.5, "h"),
    ("en", "two thousand, three hundred km", 2300, "km"),
    ("en", "7 thousand 200 km", 7200, "km"),
    ("en", "1.200 km", 1200, "km"),
    ("en", "1.234 km", 1.234, "km"),
    ("en", "1,234 km", 1234, "km"),
    ("en", "three hundred and fifty thousand km", 350_000, "km"),
    ("fr", "1h30 de route", 90, "min"),
    ("fr", "quinze cents km", 1500, "km"),
    ("es", "2,500 km", 2500, "km"),
    ("es", "7,25 km", 7.25, "km"),
    ("es", "7 mil 200 km", 7200, "km"),
    ("de", "eine dreistündige Fahrt", 3, "h"),
    ("de", "eine 24-stündige Fahrt", 24, "h"),
    ("de", "eine zweitägige Reise", 2, "d"),
    ("de", "2 Std. 30 Min.", 150, "min"),
    ("it", "un migliaio e mezzo di km", 1500, "km"),
    ("pt", "7 mil e 200 km", 7200, "km"),
    ("ru", "двухчасовой перелёт", 2, "h"),
    ("ru", "трёхсуточный переход", 3, "d"),
    ("ru", "300-километровый путь", 300, "km"),
    ("ru", "7 тысяч 200 км", 7200, "km"),
    ("uk", "двогодинний переліт", 2, "h"),
    ("uk", "п'ятиденний рейс", 5, "d"),
    ("uk", "300-кілометровий шлях", 300, "km"),
    ("pl", "dwudniowa podróż", 2, "d"),
    ("pl", "trzygodzinny lot", 3, "h"),
    ("pl", "dwunastogodzinna przeprawa", 12, "h"),
    ("pl", "półtoragodzinny rejs", 1.5, "h"),
    ("pl", "300-kilometrowy odcinek", 300, "km"),
    ("pl", "14-godzinna jazda", 14, "h"),
    ("pl", "7 tysięcy 200 km", 7200, "km"),
    ("pl", "półtorej doby", 1.5, "d"),
    ("pl", "trzy i pół godziny", 3.5, "h"),
    ("pl", "2 godz. 30 min", 150, "min"),
]


@pytest.mark.parametrize(("language", "text", "value", "unit"), ODD)
def test_odd_forms(language: str, text: str, value: float, unit: str) -> None:
    found = read(language, text)
    assert (found.value, found.low, found.high, found.unit) == (value, value, value, unit)


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "three to four hundred km", 300, 400),
        ("en", "3-4 hundred km", 300, 400),
        ("en", "one hundred to two hundred km", 100, 200),
        ("en", "between one hundred and two hundred km", 100, 200),
        ("en", "five to twenty km", 5, 20),
        ("en", "several hundred km", 200, 900),
        ("en", "thousands of km", 1000, 10_000),
        ("fr", "2 à 3 000 km", 2000, 3000),
        ("fr", "plusieurs centaines de km", 200, 900),
        ("es", "dos o tres mil km", 2000, 3000),
        ("de", "zwei- bis dreitausend Kilometer", 2000, 3000),
        ("de", "mehrere hundert Kilometer", 200, 900),
        ("it", "2-3 mila km", 2000, 3000),
        ("pt", "dois a três mil km", 2000, 3000),
        ("ru", "две-три тысячи км", 2000, 3000),
        ("ru", "несколько сотен км", 200, 900),
        ("uk", "2-3 тис. км", 2000, 3000),
        ("pl", "dwa-trzy tysiące km", 2000, 3000),
        ("pl", "2-3 tys. km", 2000, 3000),
        ("pl", "kilka tysięcy km", 2000, 9000),
        ("pl", "kilkaset kilometrów", 100, 1000),
        ("pl", "kilkadziesiąt km", 10, 100),
        ("tr", "280 ile 300 km arasında", 280, 300),
        ("tr", "iki ile üç bin kilometre arası", 2000, 3000),
    ],
)
def test_ranges_that_share_a_word(language: str, text: str, low: float, high: float) -> None:
    found = read(language, text)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("text", ["1e5 km", "1,2,3 km", "290 km²", "at 15h53 in port"])
def test_what_is_no_length_of_way(text: str) -> None:
    with pytest.raises(AssertionError, match="no quantity"):
        read("en", text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In 2024 300 km of road were lost.", 300),
        ("Two trucks and 300 km of road were lost.", 300),
        ("It left on 3 May; 200 km on it stopped.", 200),
    ],
)
def test_a_number_beside_is_no_part_of_the_figure(text: str, value: float) -> None:
    assert read("en", text).value == value
