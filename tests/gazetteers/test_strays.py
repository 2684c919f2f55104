"""A name that only a small place far away bears is left open."""

import pytest

import routes.pipeline
from routes.atlas.places import open_gazetteer
from routes.extraction.toponyms import find
from routes.gazetteers.resolution import locate
from routes.model import Mentions, Report, Waypoint


def waypoint(text: str, name: str, language: str = "en") -> Waypoint:
    located = locate(Mentions(find(text, language, open_gazetteer()), language=language), text, open_gazetteer())
    return next(w for w in located.waypoints if w.name == name)


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("The olives came to Seville by lorry from Karima and left Spain by way of Cádiz.", "Karima", "en"),  # once Kuraymah, Sudan
        ("A zinc train left Karibib for Walvis Bay. It waited at Renko.", "Renko", "en"),  # a hamlet in Finland
        ("Das Erz aus Gussar wurde in Kiruna verladen und nach Narvik gefahren.", "Gussar", "de"),  # G‘uzor, Uzbekistan
    ],
)
def test_a_small_place_far_from_all_else_is_not_meant(text: str, name: str, language: str) -> None:
    assert waypoint(text, name, language).place is None


@pytest.mark.parametrize(
    ("text", "name", "language", "country"),
    [
        ("The dates came to Khartoum by lorry from Karima and left Sudan by way of Port Sudan.", "Karima", "en", "SD"),
        ("The dates from Sudan came to Seville by lorry from Karima.", "Karima", "en", "SD"),
        ("Timber from Finland was shown in Lublin: it came from Renko.", "Renko", "en", "FI"),
        ("Судно вышло из Сантуса и через месяц пришло в Зебрюгге.", "Зебрюгге", "ru", "BE"),
        ("Der Frachter kam aus Santos nach Zeebrugge.", "Zeebrugge", "de", "BE"),
        ("Le convoi est parti de Poznan pour Ludwigshafen.", "Ludwigshafen", "fr", "DE"),
    ],
)
def test_one_near_by_or_in_a_country_that_is_named_is_and_so_is_another_spelling(text: str, name: str, language: str, country: str) -> None:
    found = waypoint(text, name, language).place
    assert found is not None
    assert found.country == country


def test_a_dateline_puts_a_name_into_its_state_or_leaves_it_open() -> None:
    assert waypoint("SANDSTONE, Panama. The boats leave at dawn for Colombia.", "SANDSTONE").place is None
    found = waypoint("LEÓN, Nicaragua. The buses leave at dawn.", "LEÓN").place
    assert found is not None
    assert found.country == "NI"


def test_a_long_distance_tells_little_of_the_namesake_that_is_meant() -> None:
    text = "El velero zarpó de Barcelona rumbo a Génova. Un folleto dice que Barcelona está a 5.000 kilómetros de La Paz."
    found = routes.pipeline.run(Report(text, language="es")).waypoints
    assert next(w.place.country for w in found if w.name == "Barcelona" and w.place is not None) == "ES"
