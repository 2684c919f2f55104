"""Miles: nautical at sea, statute on land, in the languages that have one word for both."""

import pytest

from routes import pipeline
from routes.measuring import judge
from routes.model import Report

SAID = (
    ("de", "Der Lastwagen fuhr 470 Meilen von Dallas nach Amarillo.", "mi"),
    ("de", "Der Frachter fuhr 330 Meilen von Manzanillo nach Acapulco.", "nmi"),
    ("es", "El camión recorrió 470 millas de Presidio a Amarillo.", "mi"),
    ("es", "El carguero navegó 330 millas de Manzanillo a Acapulco.", "nmi"),
    ("it", "Il treno percorre 300 miglia da Chicago a Saint Louis.", "mi"),
    ("it", "Il traghetto percorre 170 miglia da Napoli a Palermo.", "nmi"),
    ("pl", "Ciężarówka przejechała 182 mile z Londynu do Yorku.", "mi"),
    ("pl", "Statek przepłynął 300 mil z Odessy do Warny.", "nmi"),
    ("pt", "O camião percorreu 470 milhas de Dallas a Amarillo.", "mi"),
    ("pt", "O cargueiro navegou 520 milhas de Lisboa ao Funchal.", "nmi"),
    ("ru", "Грузовик проехал 182 мили от Лондона до Йорка.", "mi"),
    ("ru", "Судно прошло 300 миль от Одессы до Варны.", "nmi"),
    ("ru", "От Одессы до Варны 300 миль.", "nmi"),  # nothing but two ports
    ("ru", "От Лондона до Йорка 182 мили.", "mi"),  # York lies inland
    ("ru", "От Лондона до Йорка 182 морские мили.", "nmi"),
    ("uk", "Поїзд подолав 300 миль від Чикаго до Сент-Луїса.", "mi"),
    ("uk", "Від Одеси до Варни 300 миль.", "nmi"),
    ("ru", "От Одессы до Варны 300 миль (483 км).", "mi"),  # as the report converts it
)


@pytest.mark.parametrize(("language", "text", "unit"), SAID)
def test_what_a_mile_is_its_places_tell(language: str, text: str, unit: str) -> None:
    made = pipeline.run(Report(text, language=language))
    (claim,) = made.claims
    assert claim.unit == unit
    assert claim.low < claim.value * {"mi": 1609.344, "nmi": 1852.0}[unit] < claim.high


def test_a_figure_to_check_is_in_the_miles_of_its_way() -> None:
    assert judge("London", "York", "182 мили", spoken="ru").reason.startswith("182 miles")
    assert judge("Odesa", "Varna", "300 миль", mode="sea", spoken="ru").reason.startswith("300 nautical miles")
