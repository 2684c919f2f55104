"""Numbers without a unit that take up a figure before them, and numbers that do not."""

import pytest
from journeys import told

TAKEN_UP = {
    "en": [
        ("From [Ayni] to [Penjikent] the firm counts 80 km of road; a crow would do it in 65.", "65 km Ayni Penjikent?"),
        ('A leaflet puts [Ayni] "40 km from [Penjikent]"; the gap is nearer 65.', "65 km Ayni Penjikent"),
        ("From [Ayni] to [Penjikent] it is 65 km, from [Penjikent] to [Khujand] 120.", "120 km Penjikent Khujand"),
        ("[Ayni] lies 65 km from [Penjikent] as the crow flies, a good 90 by the bends of the valley.", "90 km Ayni Penjikent"),
        ("It is 80 km from [Ayni] to [Penjikent], two hours; they went from [Ayni] to [Penjikent] and took nine.", "9 h Ayni Penjikent?"),
    ],
    "it": [("Fra [Bari] e [Nuoro] corrono 600 km in linea d'aria, fra [Bari] e [Matera] quasi sessanta.", "60 km Bari Matera")],
    "fr": [
        ("De [Gao] à [Bourem], il y a 80 km à vol d'oiseau, près de 115 pour le convoi.", "115 km Gao Bourem"),
        ("Une brochure met [Gao] à 200 km de [Bourem], au lieu de 80.", "80 km Gao Bourem?"),
    ],
    "es": [
        ("[Uyuni] está a 150 km de [Potosí] en línea recta, unos 240 con las vueltas del camino.", "240 km Uyuni Potosí"),
        ("[Uyuni] está a 500 km de [Potosí]. [Oruro] está a 300.", "300 km Oruro Potosí?"),
        ("[Uyuni] está a 200 km de [Potosí] y a ciento cincuenta de la frontera con [[Chile]].", "150 km Uyuni border:Chile"),
    ],
    "de": [
        ("Die Werbung verspricht für die Fahrt von [Mersin] nach [Odessa] vier Tage. Tatsächlich seien es sieben.", "7 d Mersin Odessa?")
    ],
    "ru": [("Буклет ставит [Читу] в 500 километрах от [Борзи]: между городами неполных 300.", "300 km Читу Борзи")],
    "uk": [
        ("Від [Ковеля] до [Луцька] 70 кілометрів, а від [Луцька] до [Рівного] — 65.", "65 km Луцька Рівного"),
        ("[Луцьк] лежить за 70 кілометрів від [Ковеля], а [Рівне] від [Луцька] — 65.", "65 km Рівне Луцька"),
        ("Від [Ковеля] до [Луцька] 70 кілометрів, а тут майже двісті.", "200 km Ковеля Луцька?"),
    ],
    "pt": [("Em linha reta, de [Évora] a [Beja] são 70 quilómetros, e no hodómetro passa de cem.", "100 km Évora Beja?")],
}

OTHERS = {
    "en": [
        'From [Ayni] to [Penjikent] it is 65 km, said the driver, Ann Hill, 41, "and cold".',
        "From [Ayni] to [Penjikent] it is 65 km by the bus that the drivers call bus 41.",
        "From [Ayni] to [Penjikent] it is 65 km. The crew is forty men.",
        "[Ayni] lies 65 km from [Penjikent] as the crow flies, and 90 of the men went on foot.",
        "From [Ayni] to [Penjikent] it is 65 km, and the road was built in 1964.",
    ],
    "fr": ["De [Gao] à [Bourem], il y a 80 km, parcourus par quarante camions."],
    "ru": ["От [Читы] до [Борзи] 300 километров, и ехали туда сорок машин."],
}


@pytest.mark.parametrize(("language", "text", "expected"), [(language, *row) for language, rows in TAKEN_UP.items() for row in rows])
def test_a_bare_number_takes_up_the_figure_before_it(language: str, text: str, expected: str) -> None:
    mentions, names = told(language, text)
    last = mentions.claims[-1]
    target = names.get(last.target, last.target)
    if ":" in target:
        target = f"{target.partition(':')[0]}:{names[target.partition(':')[2]]}"
    assert f"{last.value:g} {last.unit} {names.get(last.origin, '-')} {target or '-'}{'?' * last.implied}" == expected


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in OTHERS.items() for text in texts])
def test_a_number_that_counts_or_names_takes_up_nothing(language: str, text: str) -> None:
    assert len(told(language, text)[0].claims) == 1


def test_a_figure_set_against_a_shorter_straight_line_is_the_length_of_a_way() -> None:
    mentions, _ = told("fr", "Les camions roulent de [Gao] à [Bourem] : plus de 130 km, contre 80 en ligne droite.")
    assert [(c.kind, c.value) for c in mentions.claims] == [("route-length", 130), ("point-to-point", 80)]


def test_what_follows_the_mark_after_a_word_of_denial_is_not_denied() -> None:
    mentions, _ = told("en", "A leaflet puts [Ayni] 20 km from [Penjikent]. That is wrong: it is almost 65.")
    assert [(c.value, c.denied) for c in mentions.claims] == [(20, True), (65, False)]


def test_a_figure_from_what_only_words_describe_has_no_other_end() -> None:
    mentions, names = told("it", "Il treno va da [Nuoro] a [Matera]. [Bari] dista 80 km dalla città dei due mari.")
    assert [(names[c.origin], c.target) for c in mentions.claims] == [("Bari", "")]
