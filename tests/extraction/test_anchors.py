"""Between which two places a figure lies, in sentences where several are named; eight languages."""

import pytest
from journeys import told

from routes.atlas.places import open_gazetteer
from routes.extraction import extract
from routes.model import Report

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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Kumasi] is 180 km from the sea."),
        ("fr", "[Kumasi] est à 180 km de la mer."),
        ("es", "[Kumasi] está a 180 km del mar."),
        ("de", "[Kumasi] liegt 180 Kilometer vom Meer entfernt."),
        ("it", "[Kumasi] dista 180 km dal mare."),
        ("pt", "[Kumasi] fica a 180 km do mar."),
        ("ru", "[Кумаси] стоит в 180 километрах от моря."),
        ("uk", "[Кумасі] стоїть за 180 кілометрів від моря."),
    ],
)
def test_the_sea_is_reached_at_the_coast(language: str, text: str) -> None:
    mentions, names = told(language, text)
    (claim,) = mentions.claims
    assert (claim.kind, names[claim.origin][:3], claim.target) == ("point-to-coast", names["t0"][:3], "coast:*")


def test_a_named_sea_too() -> None:
    mentions = extract(Report("Moramanga is more than 80 km from the Indian Ocean.", "en"), open_gazetteer())
    (claim,) = mentions.claims
    assert (claim.kind, claim.target, claim.comparator) == ("point-to-coast", "coast:*", "more_than")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "From [Kharkiv] to [Poznan] it is 1,370 km as the stork flies; the drivers covered nearly 1,700."),
        ("fr", "De [Kharkiv] à [Poznan], il y a 1 370 km à vol d'oiseau, près de 1 700 de virages."),
        ("uk", "Від [Харкова] до [Познані] 1370 кілометрів навпростець, колесами ж вийшло майже тисяча сімсот."),
        ("de", "Von [Charkiw] nach [Posen] sind es 1.370 Kilometer Luftlinie, auf der Straße fast 1.700."),
    ],
)
def test_a_longer_figure_beside_a_straight_line_is_a_way(language: str, text: str) -> None:
    mentions, _ = told(language, text)
    assert [(c.kind, c.value, c.implied) for c in mentions.claims] == [("point-to-point", 1370, False), ("route-length", 1700, False)]


def test_a_capital_without_its_name_is_the_one_of_the_country() -> None:
    text = "Madrid and Paris said nothing. The trucks are bound for Birgunj and Kathmandu. The capital lies only 54 miles from Birgunj."
    mentions = extract(Report(text, "en"), open_gazetteer())
    names = {t.id: t.surface for t in mentions.toponyms}
    (claim,) = mentions.claims
    assert (names[claim.origin], names[claim.target]) == ("Kathmandu", "Birgunj")


def test_a_pair_beyond_another_statement_is_only_understood() -> None:
    text = "Petrol will be driven to [Kathmandu] from [Gyirong]: the monsoon is gone, and officials spoke of 40 miles."
    assert [c.implied for c in told("en", text)[0].claims] == [True]
    text = "From [Gyirong] to [Kathmandu]: 90 miles."
    assert [c.implied for c in told("en", text)[0].claims] == [False]


@pytest.mark.parametrize(
    ("language", "text", "echo"),
    [
        ("en", "The ship sailed from [Dakar] to [Recife]. The great circle is 1,720 nautical miles; a poster says 400.", True),
        ("fr", "Le navire est allé de [Dakar] à [Recife]. À vol d'oiseau, il y a 3 190 km ; le prospectus disait 700.", True),
        ("en", "The ship sailed from [Dakar] to [Recife]. The great circle is 1,720 nautical miles; Tambaqui, some 400.", False),
        ("en", "[Dakar] lies 3,190 km from [Recife], and 400 from [Praia].", False),
    ],
)
def test_a_figure_that_disputes_the_one_before_echoes_its_ends(language: str, text: str, echo: bool) -> None:
    assert told(language, text)[0].claims[-1].echo is echo


def test_a_time_to_a_place_named_beside_a_border() -> None:
    mentions, names = told("en", "[Tripoli] sits 27 km from the border, and the haul to [Homs] used to take three hours.")
    claim = mentions.claims[-1]
    assert (claim.kind, names[claim.origin], names[claim.target]) == ("duration", "Tripoli", "Homs")


def test_a_way_on_from_there() -> None:
    mentions, names = told("en", "[Kazungula] is 60 km from [Livingstone]. From there it is roughly 1,900 km to [Durban] by road.")
    claim = mentions.claims[-1]
    assert (claim.kind, names[claim.origin], names[claim.target], claim.implied) == ("route-length", "Kazungula", "Durban", True)


def test_the_direction_in_which_a_way_leads_is_that_of_its_end() -> None:
    mentions, names = told("de", "Der Zug rollt von [Kostanai] 600 Kilometer nach Osten bis [Astana].")
    (claim,) = mentions.claims
    assert (names[claim.origin], names[claim.target], claim.direction) == ("Astana", "Kostanai", "E")
    (claim,) = told("en", "The road from [Kostanai] runs 700 km south to [Astana].")[0].claims
    assert (claim.kind, claim.direction) == ("route-length", "")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Ouesso] exports timber. [Brazzaville] is 380 km from [Ngoyo]; the railway, 510 km long, is closed."),
        ("fr", "[Brazzaville] est à 380 km de [Ngoyo] ; la voie ferrée, longue de 510 km, est fermée."),
        ("de", "[Brazzaville] liegt 380 Kilometer von [Ngoyo] entfernt; die Bahnstrecke ist 510 Kilometer lang."),
    ],
)
def test_the_railway_beside_a_straight_line_joins_the_same_two(language: str, text: str) -> None:
    mentions, names = told(language, text)
    claim = mentions.claims[-1]
    assert (claim.kind, {names[claim.origin], names[claim.target]}) == ("route-length", {"Brazzaville", "Ngoyo"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "[Erlian] almost touches the border, three kilometres away."),
        ("fr", "[Erlian] touche la frontière, à trois kilomètres à peine."),
        ("pt", "A fronteira fica a três quilómetros de [Erlian]."),
    ],
)
def test_a_border_that_a_town_touches(language: str, text: str) -> None:
    mentions, names = told(language, text)
    (claim,) = mentions.claims
    assert (claim.kind, names[claim.origin], claim.target) == ("point-to-border", "Erlian", "border:*")


def test_what_the_figure_before_it_was_measured_along_is_none_of_its_own() -> None:
    mentions, _ = told("en", "[Kolwezi] and [Lobito] are about 1,320 km apart on the map and some 1,740 km apart by rail.")
    assert [(c.kind, c.basis) for c in mentions.claims] == [("point-to-point", "straight"), ("route-length", "rail")]
