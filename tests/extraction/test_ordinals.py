"""Days told by an ordinal: what counts as one, how long a journey it tells of, and days that are none of a journey."""

import pytest
from journeys import told

from routes.extraction import numbers
from routes.extraction.lexicon import load
from routes.text import tokens

DAYS = {
    "en": {
        "on the second day": 2, "on its fourth day": 4, "by the ninth day": 9, "on the 9th day": 9, "on the 31st day": 31, "on day 9": 9,
        "on day nine": 9, "on the twenty-first day": 21, "on the twenty second day": 22, "on the thirtieth day": 30,
        "on the third morning": 3,
    },
    "de": {
        "am zweiten Tag": 2, "am siebten Tage": 7, "am achten Tag": 8, "am neunten Tag": 9, "am 9. Tag": 9, "am neunzehnten Tag": 19,
        "am zwanzigsten Tag": 20, "am einunddreißigsten Tag": 31, "am Morgen des vierten Tages": 4, "an Tag neun": 9,
    },
    "fr": {
        "le deuxième jour": 2, "le second jour": 2, "au quatrième jour": 4, "le cinquième jour": 5, "le neuvième jour": 9, "le 9e jour": 9,
        "au 11ème jour": 11, "le dix-neuvième jour": 19, "le vingt et unième jour": 21, "le trente-deuxième jour": 32,
        "au matin du sixième jour": 6,
    },
    "es": {
        "al segundo día": 2, "al tercer día": 3, "el séptimo día": 7, "al noveno día": 9, "al 9º día": 9, "al undécimo día": 11,
        "el decimotercer día": 13, "al decimoséptimo día": 17, "al vigésimo primer día": 21, "al trigésimo día": 30,
    },
    "it": {
        "il secondo giorno": 2, "al terzo giorno": 3, "nel nono giorno": 9, "al 9º giorno": 9, "all'undicesimo giorno": 11,
        "al ventunesimo giorno": 21, "al ventitreesimo giorno": 23, "il trentesimo giorno": 30,
    },
    "pt": {
        "no segundo dia": 2, "ao terceiro dia": 3, "no nono dia": 9, "no 9.º dia": 9, "no décimo primeiro dia": 11, "ao vigésimo dia": 20,
        "no trigésimo primeiro dia": 31,
    },
    "ru": {
        "на вторые сутки": 2, "на третий день": 3, "на третьи сутки": 3, "на четвёртый день": 4, "на девятые сутки": 9, "на 9-й день": 9,
        "на 11-е сутки": 11, "на одиннадцатый день": 11, "на двадцать первые сутки": 21, "к седьмому дню": 7,
        "на тридцать четвертый день": 34,
    },
    "uk": {
        "на другу добу": 2, "на третю добу": 3, "на сьомий день": 7, "на дев'яту добу": 9, "на 9-ту добу": 9, "дев'ятого дня": 9,
        "на одинадцятий день": 11, "на двадцять четверту добу": 24,
    },
    "pl": {
        "drugiego dnia": 2, "na trzeci dzień": 3, "w dziewiątym dniu": 9, "dziewiątego dnia": 9, "9. dnia": 9, "w jedenastej dobie": 11,
        "dwunastego dnia": 12, "dwudziestego pierwszego dnia": 21,
    },
    "tr": {
        "ikinci gün": 2, "dördüncü gün": 4, "dokuzuncu gün": 9, "9. gün": 9, "9'uncu gün": 9, "on birinci gün": 11, "otuzuncu günde": 30,
        "yolculuğun üçüncü gününde": 3,
    },
}  # fmt: skip

COUNTED = {
    "en": ["for the third day", "every third day", "on the first day", "the second ship", "a third of the day"],
    "de": ["den dritten Tag", "seit dem dritten Tag", "am ersten Tag"],
    "fr": ["pour le troisième jour", "depuis le deuxième jour", "le 1er jour"],
    "es": ["por tercer día", "hasta el tercer día", "el primer día"],
    "it": ["per il terzo giorno", "il primo giorno"],
    "pt": ["para o terceiro dia", "no primeiro dia"],
    "ru": ["третьи сутки", "каждый третий день", "на первый день"],
    "uk": ["третю добу", "кожен третій день", "на першу добу"],
    "pl": ["trzeci dzień", "pierwszego dnia"],
    "tr": ["savaşın ikinci gününde", "ilk gün"],
}

JOURNEYS = [
    ("en", "The ship sailed from [Mersin] and was on the tide line at [Odesa] on the seventh day.", 7, "Mersin Odesa"),
    ("en", "The lorries left [Ayni] on Monday; on the 4th day they reached [Khujand].", 4, "Ayni Khujand"),
    ("en", "The lorries drove from [Ayni] to [Khujand] and arrived on the third day of the journey.", 3, "Ayni Khujand"),
    ("en", "The mules went from [Ayni] to [Penjikent]. From there they walked to [Khujand]. They arrived on day nine.", 9, "Ayni Khujand"),
    ("en", "The ship sailed from [Mersin] to [Odesa]. On the tenth day after [Mersin] she was unloaded in [Odesa].", 10, "Mersin Odesa"),
    ("de", "Das Schiff lief aus [Mersin] aus und machte am neunten Tag in [Odessa] fest.", 9, "Mersin Odessa"),
    ("de", "Der Treck verließ [Mersin] und erreichte [Adana] am 22. Tag der Reise.", 22, "Mersin Adana"),
    ("fr", "Le convoi a quitté [Gao] et il est arrivé à [Kidal] le neuvième jour.", 9, "Gao Kidal"),
    ("fr", "Le convoi a quitté [Gao] ; au 9e jour, il était à [Kidal].", 9, "Gao Kidal"),
    ("es", "El barco zarpó de [Cádiz] y llegó a [Ceuta] al noveno día.", 9, "Cádiz Ceuta"),
    ("it", "La nave è salpata da [Bari] e al ventunesimo giorno è arrivata a [Cagliari].", 21, "Bari Cagliari"),
    ("pt", "O navio saiu de [Santos] e chegou a [Belém] no nono dia.", 9, "Santos Belém"),
    ("ru", "Поезд отправился из [Читы] в [Борзю], куда должен прибыть на одиннадцатые сутки.", 11, "Читы Борзю"),
    ("ru", "Вагоны отправили из [Читы]; на 9-й день они пришли в [Борзю].", 9, "Читы Борзю"),
    ("uk", "Судно вийшло з [Мерсіна] і на дев'яту добу прийшло до [Одеси].", 9, "Мерсіна Одеси"),
    ("pl", "Statek wypłynął z [Mersin] i dziewiątego dnia zawinął do [Odessy].", 9, "Mersin Odessy"),
    ("tr", "Gemi [Mersin]'den hareket etti ve dokuzuncu gün [Odesa]'ya vardı.", 9, "Mersin Odesa"),
]

OTHERS = [
    ("en", "The envoys went from [Ayni] to [Khujand] on the second day of the fair."),
    ("en", "The envoys went from [Ayni] to [Khujand] on the ninth day of the war."),
    ("en", "The envoys went from [Ayni] to [Khujand] on the ninth day of the month."),
    ("en", "The envoys went from [Ayni] to [Khujand] on the second day after the ceasefire."),
    ("en", "The convoy from [Ayni] came to [Penjikent], and on the third day it left [Penjikent]."),
    ("en", "The ship sailed from [Mersin] to [Odesa] on the 9th of May."),
    ("de", "Die Lastwagen fuhren am zweiten Tag der Messe von [Mersin] nach [Adana]."),
    ("fr", "Le convoi est allé de [Gao] à [Kidal] au neuvième jour du conflit."),
    ("es", "El tren fue de [Uyuni] a [Oruro] al tercer día de huelga."),
    ("it", "Il treno è andato da [Bari] a [Nuoro] il secondo giorno della fiera."),
    ("pt", "O comboio foi de [Évora] a [Beja] no segundo dia da feira."),
    ("ru", "Поезд пошёл из [Читы] в [Борзю] на третий день переговоров."),
    ("ru", "Судно из [Мерсина] третьи сутки стоит в [Одессе]."),
    ("uk", "Потяг поїхав із [Ковеля] до [Луцька] на третій день війни."),
    ("pl", "Pociąg pojechał z [Lublina] do [Krakowa] trzeciego dnia targów."),
    ("tr", "Tren savaşın ikinci gününde [Mersin]'den [Adana]'ya gitti."),
]


def read(language: str, text: str) -> list[numbers.Quantity]:
    lexicon = load(language)
    line = tokens(text, elisions=lexicon.elisions)
    found = [numbers.read(line, i, lexicon) for i, word in enumerate(line) if numbers.begins(word.key, lexicon)]
    return [quantity for quantity in found if quantity is not None and quantity.unit]


@pytest.mark.parametrize(("language", "text", "day"), [(language, *row) for language, rows in DAYS.items() for row in rows.items()])
def test_on_the_nth_day_one_fewer_have_passed_and_part_of_another(language: str, text: str, day: int) -> None:
    first = read(language, text)[0]
    assert (first.value, first.low, first.high, first.unit) == (day, day - 1, day, "d")


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in COUNTED.items() for text in texts])
def test_a_day_that_nothing_comes_on_is_no_time(language: str, text: str) -> None:
    assert not any(quantity.nth for quantity in read(language, text))


@pytest.mark.parametrize(("language", "text", "day", "ends"), JOURNEYS)
def test_a_journey_is_over_on_its_nth_day(language: str, text: str, day: int, ends: str) -> None:
    mentions, names = told(language, text)
    (claim,) = mentions.claims
    assert (claim.kind, claim.value, claim.unit) == ("duration", day, "d")
    assert f"{names[claim.origin]} {names[claim.target]}" == ends
    assert (claim.low, claim.high) == pytest.approx((86400 * 0.98 * (day - 1), 86400 * 1.02 * day))


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_a_day_of_something_else_is_none_of_a_journey(language: str, text: str) -> None:
    assert told(language, text)[0].claims == ()
