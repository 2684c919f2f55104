"""Of which places a figure is said: the mode its words tell, capitals in other words, and ends that are only understood."""

import pytest
from journeys import told

from routes.atlas.places import open_gazetteer
from routes.extraction import extract
from routes.model import Mentions, Report

FERRY = (
    "IZMIR, Turkey — The bulk carrier Ana left the port of Mersin on Tuesday with 23,000 tonnes of barley. The ship will sail to Beirut, "
    "from where the barley will be taken by truck to Damascus, Syria.\n\n"
)


def read(text: str, language: str = "en") -> tuple[Mentions, dict[str, str]]:
    mentions = extract(Report(text, language, published="2024-03-10"), open_gazetteer())
    return mentions, {t.id: t.surface for t in mentions.toponyms}


def test_a_dateline_is_no_origin_when_a_departure_names_a_place() -> None:
    mentions, names = read(FERRY)
    assert [(names[x.origin], names[x.destination], x.mode) for x in mentions.legs] == [
        ("Mersin", "Beirut", "sea"),
        ("Beirut", "Damascus", "road"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "legs"),
    [
        (
            "en",
            "MOMBASA, 4 May — Eighteen wagons came off the freighter. They were taken by train to Nairobi.",
            [("Mombasa", "Nairobi", "rail")],
        ),
        ("uk", "ОДЕСА, 4 травня — Судно з 20 тисячами тонн зерна вийшло в суботу і прибуло до Констанци.", [("Odesa", "Constanţa", "sea")]),
        # what was found or seized was not brought to where the report is written
        (
            "fr",
            "GENÈVE, 3 mars — Un conteneur a été saisi. Le conteneur avait été chargé à Machala, puis transporté par camion à Guayaquil.",
            [("Machala", "Guayaquil", "road")],
        ),
    ],
)
def test_what_sets_out_from_a_dateline_and_what_does_not(language: str, text: str, legs: list[tuple[str, str, str]]) -> None:
    mentions = extract(Report(text, language, published="2024-05-10"), open_gazetteer())
    names = {t.id: t.candidates[0].name for t in mentions.toponyms if t.candidates}
    assert [(names[x.origin], names[x.destination], x.mode) for x in mentions.legs] == legs


def test_the_state_a_base_lies_in_is_no_stop() -> None:
    mentions, names = read(
        "AUSTIN, Texas — Crates of shells are leaving Travis Air Force Base in California every night. The cargo is flown first to "
        "Yokota Air Base in Japan, where crews change, and then on to Taipei, Taiwan."
    )
    assert [(names[x.origin], names[x.destination], x.mode) for x in mentions.legs] == [
        ("Travis Air Force Base", "Yokota Air Base", "air"),
        ("Yokota Air Base", "Taipei", "air"),
    ]


def test_a_capital_in_other_words_is_an_end() -> None:
    mentions, names = read(FERRY + "The road from Beirut to the Syrian capital is about 110 km long.")
    (claim,) = mentions.claims
    assert (claim.kind, names[claim.origin], names[claim.target], claim.leg, claim.basis) == (
        "route-length",
        "Beirut",
        "Syrian capital",
        "l2",
        "road",
    )
    assert not claim.implied


@pytest.mark.parametrize(
    ("language", "story", "figure", "leg"),
    [
        (
            "en",
            "The ship sailed from [Trieste] to [Haifa]. The cargo went by truck from [Haifa] to [Amman]. ",
            "The voyage takes six days.",
            "l1",
        ),
        ("en", "They flew from [Dakar] to [Praia]. They then went by bus from [Praia] to [Tarrafal]. ", "The flight took two hours.", "l1"),
        (
            "en",
            "The ship sailed from [Trieste] to [Haifa]. The cargo went by truck from [Haifa] to [Amman]. ",
            "The drive takes four hours.",
            "l2",
        ),
        (
            "fr",
            "Le navire est allé de [Sète] à [Tanger]. Le blé est parti en camion de [Tanger] à [Fès]. ",
            "La traversée dure deux jours.",
            "l1",
        ),
        (
            "es",
            "El buque navegó de [Vigo] a [Agadir]. El trigo fue en camión de [Agadir] a [Marrakech]. ",
            "La travesía dura tres días.",
            "l1",
        ),
        (
            "de",
            "Das Schiff fuhr von [Rostock] nach [Gedser]. Die Ware kam per Bahn von [Gedser] nach [Nykøbing]. ",
            "Die Überfahrt dauert zwei Stunden.",
            "l1",
        ),
        (
            "it",
            "La nave è andata da [Bari] a [Durazzo]. Il grano è andato in camion da [Durazzo] a [Elbasan]. ",
            "La traversata dura nove ore.",
            "l1",
        ),
        (
            "pt",
            "O navio foi de [Lisboa] ao [Funchal]. A carga seguiu de camião do [Funchal] para [Machico]. ",
            "A travessia dura dois dias.",
            "l1",
        ),
        ("ru", "Судно вышло из [Баку] в [Актау]. Груз повезли поездом из [Актау] в [Бейнеу]. ", "Плавание длится 20 часов.", "l1"),
        ("uk", "Судно вийшло з [Одеси] до [Варни]. Вантаж повезли потягом з [Варни] до [Софії]. ", "Плавання триває 20 годин.", "l1"),
    ],
)
def test_the_noun_tells_the_leg(language: str, story: str, figure: str, leg: str) -> None:
    mentions, _names = told(language, story + figure)
    (claim,) = mentions.claims
    assert (claim.kind, claim.leg, claim.implied) == ("duration", leg, leg == "l1")  # the last sentence tells its own way


def test_a_crossing_is_of_the_water_it_names() -> None:
    mentions, names = read(
        "The lorries went by ferry from Varna to Batumi across the Black Sea. They went by ferry from Baku to Aktau across the Caspian. "
        "They were then put on a train to Beyneu. The Black Sea crossing takes two days."
    )
    (claim,) = mentions.claims
    assert (names[claim.origin], names[claim.target]) == ("Varna", "Batumi")


@pytest.mark.parametrize(
    ("language", "text", "implied"),
    [
        ("en", "[Zinder] lies 230 km from [Maradi].", False),
        ("en", "The trucks went from [Zinder] to [Maradi]. They were stopped 60 km south of [Maradi].", True),
        ("en", "[Zinder] lies 230 km from [Maradi], Tessaoua about 110 km.", True),
        ("ru", "Поезд пришёл из [Твери] в [Клин]. Новая ветка тянется на 60 километров.", True),
        ("fr", "La route de [Zinder] à [Maradi] est longue de 230 km.", False),
        ("en", "The train left [Zinder] for [Maradi] and then rode the last 30 km on another line.", True),
        ("en", "Grain from Kanembakache went by lorry to [Zinder] and reached [Maradi] in four hours.", True),
        ("en", "Grain from [Maradi] went by lorry to [Zinder] in four hours.", False),
        ("en", "Grain unloaded at [Maradi] went by lorry to [Zinder] in four hours.", True),
    ],
)
def test_an_end_that_is_only_understood(language: str, text: str, implied: bool) -> None:
    mentions, _names = told(language, text)
    assert mentions.claims[-1].implied is implied


@pytest.mark.parametrize(
    ("language", "text", "ends"),
    [
        ("en", "From Zinder to Maradi it is not far, 230 km, from Maradi to Agadez 420.", ("Zinder", "Maradi")),
        ("en", "From Zinder to Maradi it is not far, 230 km, and cool.", ("Zinder", "Maradi")),
        ("uk", "Від Чопа до Кошиць зовсім недалеко, 77 кілометрів, від Кошиць до Острави — 250.", ("Чопа", "Кошиць")),
        ("pl", "Od Krakowa do Katowic jest blisko, 69 kilometrów, z Katowic do Ostrawy – 78.", ("Krakowa", "Katowic")),
    ],
)
def test_names_with_a_figure_of_their_own_are_not_those_of_the_one_before(language: str, text: str, ends: tuple[str, str]) -> None:
    mentions, names = read(text, language)
    claim = mentions.claims[0]
    assert (names[claim.origin], names[claim.target]) == ends


def test_a_figure_before_a_name_and_a_leg_after_it_is_not_surely_of_that_leg() -> None:
    mentions, names = read(
        "Казахстанська нафта потрапляє до споживачів у три етапи. З Тенгізу вона йде нафтопроводом завдовжки 1511 км до "
        "Новоросійська, звідти танкерами — до Трієста, а далі трубою — до Інгольштадта.",
        "uk",
    )
    (claim,) = mentions.claims
    assert claim.implied or names[claim.origin] == "Тенгізу"
