"""Names that no data set knows: which of them are places, and where the report puts them."""

import pytest

from routes import geoparse, pipeline
from routes.atlas.places import open_gazetteer
from routes.errors import UnreadWarning
from routes.extraction.toponyms import find
from routes.geodesy import distance_m
from routes.model import Itinerary, Report


def unknown(text: str, language: str = "en") -> list[str]:
    return [t.surface for t in find(text, language, open_gazetteer()) if not t.candidates]


def run(text: str, language: str = "en") -> Itinerary:
    return pipeline.run(Report(text, language=language))


def legs(made: Itinerary) -> list[tuple[str, str, str]]:
    names = {w.id: w.name for w in made.waypoints}
    return [(names.get(leg.origin, "?"), names.get(leg.destination, "?"), leg.mode) for leg in made.legs]


@pytest.mark.parametrize(
    ("language", "text", "surfaces"),
    [
        ("en", "The ship sailed from Izmir to the port of Vexhaven.", ["Vexhaven"]),
        ("en", "Lorries drove from Jubarrow to Nairobi, and back to Jubarrow.", ["Jubarrow", "Jubarrow"]),
        ("en", "Crates were unloaded from a barge at Ulmsworth, near Vienna.", ["Ulmsworth"]),
        ("en", "They met 12 km north of Brunnaby.", ["Brunnaby"]),
        ("en", "Lorries drove from Damascus through the Salma crossing to Amman.", ["Salma"]),
        ("fr", "Le convoi a quitté Dakar pour le village de Sintougou.", ["Sintougou"]),
        ("fr", "Les camions sont passés par le poste frontière de Kantaré avant Niamey.", ["Kantaré"]),
        ("es", "El barco zarpó de Callao hacia el puerto de Villamarga.", ["Villamarga"]),
        ("de", "Der Zug fuhr von Passau zum Grenzübergang Hornowitz.", ["Hornowitz"]),
        ("ru", "Состав прибыл из Омска на станцию Верхнелужск.", ["Верхнелужск"]),
        ("ru", "Баржи идут из Верхнелужска в Омск. На станции Верхнелужск ждут.", ["Верхнелужска", "Верхнелужск"]),
        ("uk", "Потяг прибув з Києва на станцію Новодубне.", ["Новодубне"]),
        ("it", "Il treno è partito da Verona per il valico di Montesarno.", ["Montesarno"]),
        ("pt", "O navio saiu de Santos para o porto de Barrancosa.", ["Barrancosa"]),
    ],
)
def test_an_unknown_name_that_stands_as_a_place_is_one(language: str, text: str, surfaces: list[str]) -> None:
    assert unknown(text, language) == surfaces


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The cargo went from Odesa to Izmir for Vitolex, said Jon Brackwater."),
        ("en", "The tanker Brackwater sailed from Odesa to Izmir."),
        ("en", "Captain Qorvin came from Odesa. Trucks were sent from Qorvin to Izmir."),
        ("en", "He moved to TotalMetals in Houston by bus."),
        ("fr", "Le train relie Lyon à Turin, et l'usine Bertaulin a livré les wagons."),
        ("es", "El tren va de Sevilla a Huelva, según la empresa Transmarga."),
        ("de", "Der Zug fuhr von Passau nach Linz zur Ladungssicherung."),
        ("ru", "Поезд шёл из Омска в Томск. К Сидоренкову претензий нет."),
        ("ru", "Поезд шёл из Омска в Томск. Он живёт на улице Верхнелужской."),
        ("uk", "Потяг прибув з Києва до Львова. Компанія Агросмарт мовчить."),
        ("it", "Il camion è partito da Bari. Lo dice la ditta Sarnovelli."),
        ("pt", "O navio saiu de Santos. A empresa Barrancosa não comenta."),
    ],
)
def test_people_firms_ships_and_words_are_no_places(language: str, text: str) -> None:
    assert unknown(text, language) == []


def test_a_leg_to_an_unknown_place_stays_with_an_open_end() -> None:
    made = run("The oil went by rail from Jaipur to Qwertgarh. Trucks then drove from Qwertgarh to Delhi.")
    assert legs(made) == [("Jaipur", "Qwertgarh", "rail"), ("Qwertgarh", "Delhi", "road")]
    lost = next(w for w in made.waypoints if w.name == "Qwertgarh")
    assert (lost.place, lost.role, len(lost.mentions)) == (None, "on_route", 2)
    said = [n.message for n in made.notes]
    assert "No data set knows Qwertgarh; give its lat and lon in a plan." in said
    assert "Where Qwertgarh lies is not known, so the leg is not drawn." in said
    assert made.tracks == ()


def test_a_claim_about_an_unknown_place_is_unverifiable_and_names_it() -> None:
    made = run("Lorries drove from Qwertgarh to Delhi, a distance of 900 km.")
    assert [(v.answer, "where Qwertgarh is" in v.reason) for v in made.verdicts] == [("unverifiable", True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ship left Acajutla for Champerico. Zadvinar lies 2,100 km from Champerico."),
        ("fr", "Le navire a quitté Acajutla. Zadvinar se trouve à 2 100 km de Champerico."),
        ("es", "El barco salió de Acajutla. Zadvinar queda a 2.100 kilómetros de Champerico; de Acajutla a Santa Tecla son 60."),
        ("de", "Das Schiff verließ Acajutla. Zadvinar liegt 2.100 Kilometer von Champerico entfernt."),
        ("ru", "Судно вышло из Акахутлы. Задвинар находится в 2100 километрах от Чамперико."),
        ("uk", "Судно вийшло з Акахутли. Задвінар розташований за 2100 кілометрів від Чамперіко."),
        ("it", "La nave ha lasciato Acajutla. Zadvinar si trova a 2.100 chilometri da Champerico."),
        ("pt", "O navio deixou Acajutla. Zadvinar fica a 2.100 quilómetros de Champerico."),
    ],
)
def test_what_lies_so_far_from_a_place_is_not_the_place_before(language: str, text: str) -> None:
    made = run(text, language)
    assert made.verdicts[0].answer == "unverifiable"
    assert made.claims[0].origin == next(w.id for w in made.waypoints if w.name in ("Zadvinar", "Задвинар", "Задвінар"))


@pytest.mark.parametrize(
    ("language", "text", "name", "place", "bearing", "km"),
    [
        ("en", "A tanker sailed from Basra to Zadvinar, a terminal 24 miles west of Jamnagar.", "Zadvinar", (22.47, 70.07), "W", 38.6),
        ("fr", "Le train va de Bobo-Dioulasso au village de Tamboulga, à 12 km au nord de Kaya.", "Tamboulga", (13.09, -1.08), "N", 12.0),
        ("es", "El tren va de Madrid al pueblo de Villamarga, 35 kilómetros al sur de Sevilla.", "Villamarga", (37.38, -5.97), "S", 35.0),
        (
            "de",
            "Der Zug fuhr nach Kolzowka. Kolzowka, ein Dorf, liegt 14 Kilometer östlich von Linz.",
            "Kolzowka",
            (48.31, 14.29),
            "E",
            14.0,
        ),
        ("ru", "Уголь везут из Кемерово на станцию Верхозимск, в 30 км к западу от Находки.", "Верхозимск", (42.84, 132.92), "W", 30.0),
        ("uk", "Зерно везуть з Полтави до станції Новокаличне, за 18 км на північ від Ізмаїла.", "Новокаличне", (45.35, 28.84), "N", 18.0),
        (  # a small town of that name in New Jersey is not meant
            "uk",
            "Левів літаком вивезли до Далласа, а далі трейлери повезли їх у Кінсбург, що за 57 км на північний схід від Денвера.",
            "Кінсбург",
            (39.739, -104.985),
            "N",
            57.0,
        ),
        ("it", "Il treno va da Torino al valico di Montesarno, 20 km a nord di Bolzano.", "Montesarno", (46.49, 11.34), "N", 20.0),
        ("pt", "O comboio vai de Lisboa à vila de Fontequebrada, 25 km a leste de Elvas.", "Fontequebrada", (38.88, -7.16), "E", 25.0),
    ],
)
def test_the_report_itself_places_a_name(language: str, text: str, name: str, place: tuple[float, float], bearing: str, km: float) -> None:
    made = run(text, language)
    found = next(w for w in made.waypoints if w.name == name)
    assert found.place is not None and found.place.source == "report"
    assert distance_m(lat1=place[0], lon1=place[1], lat2=found.place.lat, lon2=found.place.lon) / 1000 == pytest.approx(km, rel=0.1)
    north, east = found.place.lat - place[0], found.place.lon - place[1]
    assert {"N": north > abs(east) / 2, "S": -north > abs(east) / 2, "E": east > abs(north), "W": -east > abs(north)}[bearing]
    assert km * 100 < found.radius_m < km * 1000
    assert [(v.answer, name in v.reason) for v in made.verdicts] == [("unverifiable", True)]
    assert "placed-by-report" in [n.code for n in made.notes]


def test_a_name_is_not_put_beside_one_that_is_not_told_apart() -> None:
    made = run("El tren salió de Asunción hacia Villamarga, 35 kilómetros al sur de Pilar. La soja siguió en barco a Montevideo.", "es")
    assert [w.place for w in made.waypoints if w.name == "Villamarga"] == [None]


def test_a_figure_that_places_nothing_is_measured_from_the_place_but_not_refuted() -> None:
    text = "A tanker sailed from Basra to Zadvinar, a terminal 24 miles west of Jamnagar. Zadvinar is 2,000 km from Jaipur."
    first, second = run(text).verdicts
    assert (first.answer, second.answer, second.measure) == ("unverifiable", "unverifiable", "geodesic")
    assert "Zadvinar is in no data set" in second.reason_en


def test_a_district_holds_a_name() -> None:
    made = run("The lorries left Glasgow for the village of Cellardwick in Fife.")
    found = next(w for w in made.waypoints if w.name == "Cellardwick")
    assert found.place is not None
    assert (found.place.source, round(found.place.lat), found.radius_m > 20_000) == ("report", 56, True)
    assert "placed-in-district" in [n.code for n in made.notes]


def test_the_middle_of_a_wide_area_is_no_place() -> None:
    made = run("The lorries left Houston for the village of Cellardwick in Texas.")
    assert [w.place for w in made.waypoints if w.name == "Cellardwick"] == [None]


def test_text_without_end_is_told_and_not_read() -> None:
    text = "The ship sailed from Odesa to Izmir. " + "Paris, " * 10_000 + "Rome. The lorries drove from Izmir to Ankara."
    made = run(text)
    assert legs(made) == [("Odesa", "Izmir", "sea"), ("Izmir", "Ankara", "road")]
    assert [n.message for n in made.notes if n.code == "unread"] == [
        "40,010 characters without the end of a sentence or a line are no prose: nothing in them was read."
    ]
    with pytest.warns(UnreadWarning, match="are no prose"):
        assert geoparse(text)[-1].start == text.index("Ankara")


def test_an_unknown_name_that_a_bay_bears_too_is_read() -> None:
    made = run("Катер вийшов із бухти Кварзол. Вантаж пливе з Одеси до Варни й звідти, годину автошляхом, потрапляє в Кварзол.", "uk")
    assert ("Одеса", "Варна", "sea") in legs(made)
