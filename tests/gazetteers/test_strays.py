"""A name that only a small place far away bears is left open."""

import pytest

from routes.atlas.places import open_gazetteer
from routes.extraction.toponyms import find
from routes.gazetteers.resolution import locate
from routes.model import Mentions, Waypoint


def waypoint(text: str, name: str, language: str = "en") -> Waypoint:
    located = locate(Mentions(find(text, language, open_gazetteer()), language=language), text, open_gazetteer())
    return next(w for w in located.waypoints if w.name == name)


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("The olives came to Seville by lorry from Karima and left Spain by way of Cádiz.", "Karima", "en"),  # once Kuraymah, Sudan
        ("A zinc train left Karibib for Walvis Bay. It waited at Carway.", "Carway", "en"),  # a hamlet in Wales
        ("Das Erz aus Rutenga wurde in Kiruna verladen und nach Narvik gefahren.", "Rutenga", "de"),  # once Rutana, Burundi
    ],
)
def test_a_small_place_far_from_all_else_is_not_meant(text: str, name: str, language: str) -> None:
    assert waypoint(text, name, language).place is None


@pytest.mark.parametrize(
    ("text", "name", "language", "country"),
    [
        ("The dates came to Khartoum by lorry from Karima and left Sudan by way of Port Sudan.", "Karima", "en", "SD"),
        ("The dates from Sudan came to Seville by lorry from Karima.", "Karima", "en", "SD"),
        ("Coal from Wales was shown in Lublin: it came from Carway.", "Carway", "en", "GB"),
        ("Судно вышло из Сантуса и через месяц пришло в Зебрюгге.", "Зебрюгге", "ru", "BE"),
        ("Der Frachter kam aus Santos nach Zeebrugge.", "Zeebrugge", "de", "BE"),
        ("Le convoi est parti de Poznan pour Ludwigshafen.", "Ludwigshafen", "fr", "DE"),
    ],
)
def test_one_near_by_or_in_a_country_that_is_named_is_and_so_is_another_spelling(text: str, name: str, language: str, country: str) -> None:
    found = waypoint(text, name, language).place
    assert found is not None
    assert found.country == country
