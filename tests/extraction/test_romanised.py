"""Cyrillic names that the gazetteer knows in Latin letters only."""

from routes.atlas.places import open_gazetteer
from routes.extraction import toponyms


def test_a_name_known_in_latin_letters_only() -> None:
    found = toponyms.find("Судно вийшло з Одеси до Мерсіна.", "uk", open_gazetteer())
    assert [(t.surface, t.candidates[0].name) for t in found] == [("Одеси", "Odesa"), ("Мерсіна", "Mersin")]


def test_a_sea_port_is_no_town() -> None:
    found = toponyms.find("Вантаж доправили до морського порту.", "uk", open_gazetteer())
    assert found == ()
