"""What whole reports in English and German told, with the same in other languages: one row for each way of saying it."""

import pytest

from routes import pipeline
from routes.model import Itinerary, Report

LEFT_OVER = (
    ("en", "They haul the coal from Lens to Metz by rail, and what the mills there do not burn goes on by train to Strasbourg."),
    ("fr", "La houille va en train de Lens à Metz, et ce que les usines ne brûlent pas part en train vers Strasbourg."),
    ("de", "Die Kohle rollt per Bahn von Lens nach Metz. Was dort nicht verbraucht wird, geht per Bahn nach Straßburg weiter."),
    ("es", "El carbón va en tren de Lens a Metz, y lo que las fábricas no queman sigue en tren a Estrasburgo."),
    ("ru", "Уголь везут поездом из Ланса в Мец, а то, что заводы не сжигают, идёт поездом в Страсбург."),
)  # fmt: skip

ACROSS = (
    ("en", "The train left Kolwezi on 3 May. It crossed into Angola at Dilolo. In Lobito the boxes were lifted onto a ship for Baltimore."),
    ("en", "The train left Kolwezi on 3 May. It crossed into Angola at Dilolo. At Lobito the boxes spent a week on the quay before "
     "sailing for Baltimore."),
)  # fmt: skip

NO_SECOND = (
    ("de", "Der Zoll hat bei Görlitz einen Lastwagen gestoppt. Die Ladung stammte aus Gießen und sollte nach Liegnitz gebracht werden.\n\n"
     "Nach Angaben der Staatsanwaltschaft gingen seit Januar mindestens 14 Transporte über Kassel und Görlitz nach Liegnitz, "
     "jeder rund 650 Kilometer lang.", [("Gießen", "Liegnitz")]),
    ("en", "In Pemba, on 9 March, the tusks were walled up in a container. The feeder Nacala Bay took it to Colombo, where it was moved "
     "to a larger ship, and on 2 May customs officers in Haiphong opened the doors.", [("Pemba", "Colombo"), ("Colombo", "Haiphong")]),
)  # fmt: skip

TOTALS = (
    ("en", "The feeder took the tusks from Pemba to Colombo, where they were moved to a larger ship for Haiphong. In all, the box had been "
     "under way for 54 days.", 54, "Pemba", "Haiphong"),
    ("en", "Trucks haul the coal from Lens to Metz, and it goes on by train to Strasbourg. The whole journey, pit to port, takes about "
     "nine days.", 9, "Lens", "Strasbourg"),
)  # fmt: skip

SET_RIGHT = (
    ("en", "The form gives the distance between Tema and Antwerp as 1,500 km; it should read five thousand."),
    ("de", "Das Formular nennt zwischen Tema und Antwerpen 1.500 Kilometer Luftlinie; richtig wären fünftausend."),
)


def run(text: str, language: str) -> Itinerary:
    return pipeline.run(Report(text, language=language, published="2024-03-10"))


def legs(text: str, language: str) -> list[tuple[str, str]]:
    itinerary = run(text, language)
    names = {w.id: w.name for w in itinerary.waypoints}
    return [(names[leg.origin], names[leg.destination]) for leg in itinerary.legs]


@pytest.mark.parametrize(("language", "text"), LEFT_OVER)
def test_what_is_not_used_goes_on(language: str, text: str) -> None:
    first, second = legs(text, language)
    assert second[0] == first[1] in ("Metz", "Мец")
    assert second[1] in ("Strasbourg", "Straßburg", "Estrasburgo", "Страсбург")


@pytest.mark.parametrize(("language", "text"), ACROSS)
def test_what_crosses_a_border_is_on_its_way(language: str, text: str) -> None:
    itinerary = run(text, language)
    assert legs(text, language) == [("Kolwezi", "Dilolo"), ("Dilolo", "Lobito"), ("Lobito", "Baltimore")]
    assert [leg.mode for leg in itinerary.legs] == ["rail", "rail", "sea"]


@pytest.mark.parametrize(("language", "text", "told"), NO_SECOND)
def test_a_stretch_of_what_is_told_is_no_second_leg(language: str, text: str, told: list[tuple[str, str]]) -> None:
    assert legs(text, language) == told


@pytest.mark.parametrize(("language", "text", "days", "start", "end"), TOTALS)
def test_a_time_of_the_whole_is_that_of_all_legs(language: str, text: str, days: float, start: str, end: str) -> None:
    itinerary = run(text, language)
    names = {w.id: w.name for w in itinerary.waypoints}
    assert [(c.value, names[c.origin], names[c.target]) for c in itinerary.claims] == [(days, start, end)]


@pytest.mark.parametrize(("language", "text"), SET_RIGHT)
def test_the_figure_that_should_stand_there_denies_the_other(language: str, text: str) -> None:
    assert [(c.value, c.denied) for c in run(text, language).claims] == [(1500, True), (5000, False)]


def test_where_people_start_the_boat_does_too() -> None:
    text = "Those crossing from Colombia to Panama passed 250,000. Most start in Necoclí, where a boat takes two hours to Capurganá."
    assert ("Necoclí", "Capurganá") in legs(text, "en")


def test_what_comes_first_begins_where_the_report_is_set() -> None:
    text = (
        "Um vier Uhr früh werden in Cloppenburg die Rampen heruntergelassen. Ihr Ziel kennt nur der Fahrer: Saida im Libanon, 2.900 "
        "Kilometer Luftlinie von hier.\n\nZuerst geht es mit dem Lkw nach Cartagena in Spanien."
    )
    assert legs(text, "de") == [("Cloppenburg", "Cartagena")]


def test_what_calls_at_an_unknown_place_starts_nothing() -> None:
    text = "Dort legen Tanker aus Noworossijsk an, dort beginnt die Leitung, durch die das Rohöl nach Ingolstadt gepumpt wird."
    assert legs(text, "de") == []


def test_stoves_are_no_city() -> None:
    text = "In Adana werden Zelte, Öfen und Decken auf Lastwagen verladen. Sie fahren nach Antakya."
    assert [w.name for w in run(text, "de").waypoints] == ["Adana", "Antakya"]


def test_nobody_walks_through_a_pipeline() -> None:
    text = "A boat takes them from Necoclí to Capurganá. From there they walk. It is four days, or eight with children, to Yaviza."
    assert "pipeline" not in [leg.mode for leg in run(text, "en").legs]
