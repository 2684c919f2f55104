"""Figures of which no rule says between which places they lie: the words around them tell, and what is no claim stays none."""

import pytest

from routes import assets, pipeline
from routes.extraction import attribution, network
from routes.extraction.heading import describe
from routes.model import Claim, Mentions, Report


def read(text: str, language: str) -> Mentions:
    return pipeline.extract(describe(Report(text, language=language, published="2024-03-10")))


def likeliest(claim: Claim, mentions: Mentions) -> set[str]:
    names = {t.id: t.surface for t in mentions.toponyms}
    return {names[claim.couples[0].origin], names[claim.couples[0].target]}


@pytest.mark.parametrize(
    ("language", "text", "value", "both"),
    [
        ("en", "The coal was railed from Moatize to Nacala. The port lies some 600 km east of the mine.", 600, {"Moatize", "Nacala"}),
        ("en", "The convoy left Agadez at dawn for Arlit. Two hundred and five kilometres, says the driver.", 205, {"Agadez", "Arlit"}),
        ("fr", "Le convoi a quitté Agadez pour Arlit. De là, Assamaka n'est plus qu'à 200 km.", 200, {"Arlit", "Assamaka"}),
        ("es", "El camión salió de Uyuni hacia Oruro. Las dos ciudades distan 310 kilómetros.", 310, {"Oruro", "Uyuni"}),
        ("de", "Der Zug fuhr von Kotka nach Wyborg. Beide Städte trennen 100 Kilometer.", 100, {"Kotka", "Wyborg"}),
        ("ru", "Колонна вышла из Невинномысска в Ереван. До него оттуда 500 километров.", 500, {"Невинномысска", "Ереван"}),
    ],
)
def test_the_words_tell_between_which_places_a_figure_lies(language: str, text: str, value: float, both: set[str]) -> None:
    mentions = read(text, language)
    (claim,) = [c for c in mentions.claims if c.value == value]
    assert likeliest(claim, mentions) == both


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "The ship put to sea at Mersin. She was seen at Odesa four days later.", 4, "d"),
        ("en", "From Chisinau to Iasi it is 95 km by air. Tiraspol is another 60 from Chisinau.", 60, "km"),
        ("en", "A leaflet puts Lobito 500 km from Kolwezi, at most. Copper from there fetched a good price. It is not: 1,314.", 1314, "km"),
        ("de", "Laut Bordmagazin ist Vilnius von Klaipeda aus in 120 Kilometern erreicht. Das haut nicht hin: 289.", 289, "km"),
    ],
)
def test_a_claim_that_no_rule_sees_is_found_by_its_words(language: str, text: str, value: float, unit: str) -> None:
    assert (value, unit) in [(c.value, c.unit) for c in read(text, language).claims]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "From Ayni to Penjikent it is 65 km. The driver, Ann Hill, 41, was paid 300 dollars for 22 tonnes in 2019."),
        ("en", "From Ayni to Penjikent it is 65 km. The lorries stood for seven hours of delay at the gate."),
    ],
)
def test_what_counts_or_waits_is_no_claim(language: str, text: str) -> None:
    assert [c.value for c in read(text, language).claims] == [65]


def test_couples_are_likelihoods_the_likeliest_first() -> None:
    text = "The coal was railed from Moatize to Nacala through Blantyre. The port lies some 600 km east of the mine."
    (claim,) = read(text, "en").claims
    told = [couple.likelihood for couple in claim.couples]
    assert told == sorted(told, reverse=True)
    assert 0 < sum(told) <= 1.001


def test_a_time_to_a_border_is_left_to_the_rules() -> None:
    text = "The lorries left Ayni for Penjikent and Khujand. Penjikent is two hours by road from the Uzbek border."
    (claim,) = read(text, "en").claims
    assert (claim.target.partition(":")[0], claim.couples) == ("border", ())


def test_a_table_of_hundreds_of_figures_is_left_to_the_rules() -> None:
    text = "Ayni lies 65 km from Penjikent. " * 400
    assert all(claim.couples == () for claim in read(text, "en").claims)


def test_the_weights_are_small_and_need_no_pickle() -> None:
    assert (assets.PACKAGE / "extraction" / attribution.FILE).stat().st_size < 1_000_000
    known, readers = network.stored(attribution.FILE, ("tags",))
    assert "word.there_from" in known["tags"]
    assert len(readers) == 3
