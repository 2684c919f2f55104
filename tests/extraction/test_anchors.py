"""Between which two places a figure lies, in sentences where several are named; eight languages."""

import pytest
from journeys import told

LIES = [
    ("en", "[Taoudenni], in the far desert of [Tessalit], lies 660 km from [Timbuktu].", "Taoudenni > Timbuktu"),
    ("en", "The salt goes from [Taoudenni] to [Araouane], a well lying 270 km from [Timbuktu].", "Araouane > Timbuktu"),
    ("en", "A road of 200 km leads to [Araouane], which is 270 km north of [Timbuktu].", "Araouane > Timbuktu"),
    ("en", "[Mopti] and [Djenné], 450 and 400 km away from [Bamako], are ports.", "Mopti > Bamako"),
    ("fr", "Quelque 660 km séparent [Taoudenni] de [Tombouctou], bourg situé à 300 km de [Mopti].", "Tombouctou > Mopti"),
    ("fr", "Il reste 300 km de [Mopti] à [Tombouctou] à vol d'oiseau.", "Mopti > Tombouctou"),
    ("fr", "[Gao], dans la boucle du fleuve à [Bourem], se trouve à 320 km de [Tombouctou].", "Gao > Tombouctou"),
    ("es", "[Uyuni], enclavada en la meseta de [Colchani], queda a 200 km de [Oruro].", "Uyuni > Oruro"),
    ("es", "[Uyuni] dista de [Oruro] unos 310 km.", "Uyuni > Oruro"),
    ("es", "El tren va a [Uyuni], situada a 200 km de [Oruro].", "Uyuni > Oruro"),
    ("de", "Der Zug fährt nach [Güstrow], das 40 Kilometer von [Rostock] entfernt liegt.", "Güstrow > Rostock"),
    ("de", "[Güstrow], ein Knoten bei [Bützow], liegt 40 Kilometer südlich von [Rostock].", "Güstrow > Rostock"),
    ("it", "[Nuoro], sull'altopiano di [Orani], si trova a 120 km da [Sassari].", "Nuoro > Sassari"),
    ("it", "[Nuoro] dista da [Sassari] circa 120 km.", "Nuoro > Sassari"),
    ("pt", "[Évora], na planície de [Arraiolos], fica a 110 km de [Setúbal].", "Évora > Setúbal"),
    ("pt", "[Évora] dista de [Setúbal] uns 90 km.", "Évora > Setúbal"),
    ("ru", "Груз везут из [Читы] в [Борзю], расположенную в 280 километрах от [Читы].", "Борзю > Читы"),
    ("ru", "Сюда, в [Борзю], уголь везут из [Читы] через [Оловянную] — это 350 километров.", "Читы > Борзю"),
    ("uk", "Мапа показує, що [Ковель] віддалений від [Луцька] на 70 кілометрів.", "Ковель > Луцька"),
    ("uk", "Відстань від [Ковеля] до [Луцька] по прямій — 70 кілометрів.", "Ковеля > Луцька"),
]


@pytest.mark.parametrize(("language", "text", "ends"), LIES)
def test_the_ends_of_a_figure(language: str, text: str, ends: str) -> None:
    mentions, names = told(language, text)
    claims = [f"{names.get(c.origin, '?')} > {names.get(c.target, '?')}" for c in mentions.claims]
    assert ends in claims


def test_there_is_the_place_told_of_before() -> None:
    mentions, names = told("en", "[Narvik] lies 60 km from [Abisko]. It is 600 km from there to [Luleå].")
    assert [(names[c.origin], names[c.target]) for c in mentions.claims] == [("Narvik", "Abisko"), ("Luleå", "Narvik")]


def test_a_figure_at_a_name_that_nobody_knows_has_one_end() -> None:
    mentions, names = told("en", "The lorries left [Zinder] for [Maradi] by way of [Tessaoua], lying 47 km north-west of Kanembakache.")
    (claim,) = mentions.claims
    assert (names[claim.origin], claim.target, claim.implied) == ("Tessaoua", "", True)


def test_another_place_of_the_sentence_is_no_subject_when_it_has_its_own_figure() -> None:
    mentions, names = told("fr", "Le bourg est à 170 km de [Gao], [Kidal] à 150 km de [Tessalit].")
    assert [(names.get(c.origin, ""), names[c.target]) for c in mentions.claims] == [("", "Gao"), ("Kidal", "Tessalit")]


def test_a_name_overlooked_at_the_head_of_a_sentence() -> None:
    mentions, names = told("en", "The lorries left [Zinder] for [Maradi]. Zinder is 230 km from [Maradi].")
    assert [(names[c.origin], names[c.target], c.implied) for c in mentions.claims] == [("Zinder", "Maradi", False)]
