"""What a place is called on the map, and what is no stop."""

import pytest

from routes.atlas.places import open_gazetteer
from routes.extraction import extract
from routes.gazetteers.resolution import locate
from routes.model import Located, Report


def place(text: str, language: str) -> Located:
    report = Report(text, language, published="2024-03-10")
    return locate(extract(report, open_gazetteer()), text, open_gazetteer())


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ru", "Поезд с углём вышел из Воронежа и прибыл в порт Новороссийска.", ["Воронеж", "Новороссийск"]),
        ("ru", "Из Владивостока зерно повезли в Нижнем Тагиле, а не в Грозном.", ["Владивосток", "Нижний Тагил", "Грозный"]),
        ("uk", "Потяг із зерном вирушив із Харкова до Рівного.", ["Харків", "Рівне"]),
        ("uk", "Вугілля везуть з Києва до Тернополя та Білої Церкви.", ["Київ", "Тернопіль", "Біла Церква"]),
        ("pl", "Węgiel jedzie z Krakowa do Gdańska, a stal z Katowic do Łodzi.", ["Kraków", "Gdańsk", "Katowice", "Łódź"]),
        ("pl", "Zboże wieziono z Charkowa do Lwowa i z Brześcia do Wiednia.", ["Charków", "Lwów", "Brześć", "Wiedeń"]),
        ("pl", "Prom płynie z Kopenhagi do Oslo, statek z Hamburga do Nowego Jorku.", ["Kopenhaga", "Oslo", "Hamburg", "Nowy Jork"]),
        ("pl", "Tirem do Berlina, a wagonami z Białegostoku na Litwę.", ["Berlin", "Białystok", "Litwa"]),
        ("en", "The ship left Mersin for Beirut.", ["Mersin", "Beirut"]),
    ],
)
def test_names_are_shown_in_the_nominative(language: str, text: str, names: list[str]) -> None:
    assert [w.name for w in place(text, language).waypoints] == names


def test_a_sea_is_no_stop_and_a_strait_is() -> None:
    located = place("The ship sailed from Mombasa to Karachi across the Indian Ocean and through the Strait of Hormuz.", "en")
    names = {w.id: w.name for w in located.waypoints}
    (leg,) = located.legs
    assert [names[v] for v in leg.via] == ["Strait of Hormuz"]
    assert {w.name: w.role for w in located.waypoints}["Indian Ocean"] == "mentioned"


@pytest.mark.parametrize(
    ("language", "text", "absent"),
    [
        ("en", "A second jet flew from Farid Karachi Air Base to Doha.", "Karachi"),
        ("en", "The plane took off from Josip Karlovac International Airport for Vienna.", "Karlovac"),
        ("fr", "Un avion a décollé de l'aéroport Modibo Ségou pour Paris.", "Ségou"),
    ],
)
def test_a_surname_in_the_name_of_an_airport_is_no_place(language: str, text: str, absent: str) -> None:
    assert absent not in {w.name for w in place(text, language).waypoints}


def test_a_city_before_its_airport_is_one_place_with_it() -> None:
    located = place("It flew from Kyiv Boryspil Airport to Warsaw Chopin Airport.", "en")
    assert [w.name for w in located.waypoints] == ["Kyiv Boryspil Airport", "Warsaw Chopin Airport"]
    assert len(located.legs) == 1


@pytest.mark.parametrize(
    ("language", "text", "capital"),
    [
        ("fr", "Un diplomate pense que Tripoli souhaite du blé et que Bamako attend en échange des camions.", "Bamako"),
        ("en", "Analysts say Tehran expects planes in return.", "Tehran"),
        ("de", "Der Sprecher sagte, dass Ankara darauf wartet und Teheran erwartet Flugzeuge.", "Teheran"),
        ("es", "Los analistas creen que Teherán desea aviones.", "Teherán"),
        ("it", "Gli analisti dicono che Teheran attende aerei.", "Teheran"),
        ("pt", "Analistas dizem que Teerã deseja aviões.", "Teerã"),
        ("ru", "По словам экспертов, Тегеран ждёт взамен самолёты.", "Тегеран"),
        ("uk", "На думку експертів, Тегеран очікує натомість літаки.", "Тегеран"),
    ],
)
def test_a_capital_that_waits_or_wants_is_a_government(language: str, text: str, capital: str) -> None:
    assert {w.name: w.role for w in place(text, language).waypoints}[capital] == "metonym"
