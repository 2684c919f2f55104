"""How ten languages say how far a place lies from a border, a state or a sea: one row for each way of saying it."""

import pytest

from routes import pipeline
from routes.model import Report

BORDERS = {
    "en": (
        "Only 60 km separate Lviv from the Polish border.",
        "A distance of 60 km separates Lviv from Poland.",
        "There are 60 km between Lviv and the Polish border.",
        "It is 60 km from Lviv to the Polish border.",
        "The distance from Lviv to the Polish border is 60 km.",
        "The border with Poland lies 60 km west of Lviv.",
        "Poland is just 60 km away from Lviv.",
        "From Lviv, Poland is 60 km away.",
        "The train reached Lviv. The Polish border, 60 km to the west, is closed.",
        "The train reached Lviv. Poland is 60 km away.",
    ),
    "fr": (
        "Soixante kilomètres à peine séparent Lviv de la Pologne.",
        "Seuls 60 kilomètres séparent Lviv de la frontière polonaise.",
        "Il reste 60 km de Lviv à la frontière polonaise.",
        "La distance entre Lviv et la frontière polonaise est de 60 km.",
        "La Pologne n'est qu'à 60 km de Lviv.",
        "Le train est arrivé à Lviv. La Pologne est à 60 km.",
    ),
    "de": (
        "Kaum 60 Kilometer trennen Lwiw von Polen.",
        "Nur 60 Kilometer trennen Lwiw von der polnischen Grenze.",
        "Zwischen Lwiw und der polnischen Grenze liegen 60 Kilometer.",
        "Polen liegt von Lwiw aus 60 Kilometer entfernt.",
        "Der Zug erreichte Lwiw. Die polnische Grenze, 60 Kilometer westlich, ist geschlossen.",
    ),
    "es": (
        "Apenas 60 kilómetros separan Lviv de la frontera polaca.",
        "Hay 60 km entre Lviv y la frontera polaca.",
        "Faltan 60 km de Lviv a la frontera polaca.",
        "Polonia queda a solo 60 km de Lviv.",
        "El tren llegó a Lviv. Polonia está a 60 km.",
    ),
    "ru": (
        "Всего 60 километров отделяют Львов от польской границы.",
        "Между Львовом и польской границей 60 километров.",
        "От Львова до Польши 60 километров.",
        "Польша — всего в 60 километрах от Львова.",
    ),
    "uk": (
        "Лише 60 кілометрів відділяють Львів від польського кордону.",
        "Між Львовом і польським кордоном 60 кілометрів.",
        "Від Львова до Польщі 60 кілометрів.",
        "Польща — лише за 60 кілометрів від Львова.",
    ),
    "it": (
        "Solo 60 chilometri separano Leopoli dal confine polacco.",
        "Tra Leopoli e il confine polacco ci sono 60 chilometri.",
        "Appena 60 chilometri separano Leopoli dalla Polonia.",
    ),
    "pt": (
        "Apenas 60 quilómetros separam Lviv da fronteira polaca.",
        "Entre Lviv e a fronteira polaca há 60 quilómetros.",
        "Apenas 60 quilómetros separam Lviv da Polónia.",
    ),
    "pl": ("Zaledwie 60 kilometrów dzieli Lwów od polskiej granicy.", "Między Lwowem a polską granicą jest 60 kilometrów."),
    "tr": ("Lviv ile Polonya sınırı arasında 60 kilometre var.", "Lviv'i Polonya sınırından yalnızca 60 kilometre ayırıyor."),
}
COASTS = (
    ("en", "The train reached Lviv. The Black Sea is 650 km away."),
    ("en", "The train reached Lviv. The sea is 650 km away."),
    ("en", "More than 650 km separate Lviv from the sea."),
    ("fr", "Le train est arrivé à Lviv. La mer Noire est à 650 km."),
    ("de", "Der Zug erreichte Lwiw. Bis zum Schwarzen Meer sind es 650 Kilometer."),
    ("es", "El tren llegó a Lviv. La ciudad está a 650 km del mar Negro."),
    ("ru", "Поезд прибыл во Львов. До Чёрного моря 650 километров."),
    ("uk", "Потяг прибув до Львова. До Чорного моря 650 кілометрів."),
)
LVIV = {"Lviv", "Lwiw", "Львов", "Львів", "Leopoli", "Lwów"}


def last(text: str, language: str) -> tuple[str, str, str]:
    """Return the kind and the ends of the last claim of a text."""
    itinerary = pipeline.run(Report(text, language=language, published="2024-03-10"))
    names = {w.id: w.name for w in itinerary.waypoints}
    claim = itinerary.claims[-1]
    return claim.kind, names.get(claim.origin, claim.origin), names.get(claim.target, claim.target)


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in BORDERS.items() for text in texts])
def test_a_border_however_the_sentence_is_turned(language: str, text: str) -> None:
    kind, origin, target = last(text, language)
    assert (kind, target) == ("point-to-border", "border:PL")
    assert origin in LVIV


@pytest.mark.parametrize(("language", "text"), COASTS)
def test_a_sea_is_as_far_as_its_coast(language: str, text: str) -> None:
    kind, origin, target = last(text, language)
    assert (kind, target) == ("point-to-coast", "coast:*")
    assert origin in LVIV


def test_a_state_that_a_place_lies_in_has_no_border_with_it() -> None:
    assert last("The train left Lviv. Warsaw in Poland is 340 km from Lviv.", "en") == ("point-to-point", "Warsaw", "Lviv")


def test_lorries_that_cover_a_distance_tell_how_long_their_way_is() -> None:
    assert last("Trucks drove 540 km from Lviv to Kyiv.", "en") == ("route-length", "Lviv", "Kyiv")
