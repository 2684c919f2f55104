"""Claims: distances and durations with their ends."""

import pytest
from journeys import told

from routes import pipeline
from routes.model import Report

CASES = [
    ("en", "[Nairobi] lies 480 km northwest of [Mombasa].", ("point-to-point", 480, "km", "Nairobi", "Mombasa")),
    ("fr", "Le convoi a quitté [Gao] pour [Kidal], à 350 km au nord.", ("point-to-point", 350, "km", "Kidal", "Gao")),
    ("es", "Más de 700 kilómetros separan [Madrid] de [Cádiz].", ("point-to-point", 700, "km", "Madrid", "Cádiz")),
    ("de", "[Kassel] liegt 120 km südlich von [Hannover].", ("point-to-point", 120, "km", "Kassel", "Hannover")),
    ("ru", "[Волгоград] находится примерно в 370 километрах от [Астрахани].", ("point-to-point", 370, "km", "Волгоград", "Астрахани")),
    (
        "ru",
        "Судно вышло из [Одессы] и встало в [Констанце]. До [Стамбула] оставалось 380 километров.",
        ("point-to-point", 380, "km", "Констанце", "Стамбула"),
    ),
    ("uk", "Пором вирушає з [Одеси]; до [Варни] йому треба двадцять годин.", ("duration", 20, "h", "Одеси", "Варни")),
    ("it", "La traversata da [Trieste] a [Mersin] è di 1.250 miglia nautiche.", ("route-length", 1250, "nmi", "Trieste", "Mersin")),
    ("en", "The train from [Astana] to [Aktau] takes three days.", ("duration", 3, "d", "Astana", "Aktau")),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_claim(language: str, text: str, expected: tuple[str, float, str, str, str]) -> None:
    mentions, names = told(language, text)
    (claim,) = mentions.claims
    assert (claim.kind, claim.value, claim.unit, names[claim.origin], names[claim.target]) == expected
    assert claim.low <= claim.high


def test_border_with_two_units() -> None:
    mentions, _names = told("en", "[Tikhoretsk] is about 290 km (180 miles) from the border with [[Ukraine]].")
    (claim,) = mentions.claims
    assert (claim.kind, claim.target, claim.converted, claim.comparator) == ("point-to-border", "border:t1", (180.0, "mi"), "about")


@pytest.mark.parametrize(
    "text",
    [
        "Socotra lies 350 km off the coast of Yemen.",
        "Socotra lies 350 km from the coast of Yemen.",
        "Sokotra liegt 350 km vor der Küste von Jemen.",
        "Sokotra liegt 350 km vor der Küste Jemens.",
    ],
)
def test_off_the_coast_of_a_country(text: str) -> None:
    made = pipeline.run(Report(text))
    assert [(claim.kind, claim.target) for claim in made.claims] == [("point-to-coast", "coast:YE")]


def test_denied_and_corrected() -> None:
    mentions, _ = told("en", "Claims that [Odesa] is only 50 miles from [Kyiv] are incorrect.")
    assert [claim.denied for claim in mentions.claims] == [True]


@pytest.mark.parametrize(
    "text", ["A missile with a range of 300 km hit [Odesa].", "40-foot containers left [Odesa].", "He ran at 80 km per hour."]
)
def test_no_claim(text: str) -> None:
    mentions, _ = told("en", text)
    assert mentions.claims == ()


def test_a_claim_in_quotation_marks_is_not_the_reports_own() -> None:
    text = (
        "[Baku] is 378 km from [Aktau]. A leaflet has [Baku] “barely 90 km from [Aktau]”. A lobby wrote that [Baku] is 80 km from [Aktau]."
    )
    mentions, _ = told("en", text)
    assert [(claim.value, claim.own) for claim in mentions.claims] == [(378, True), (90, False), (80, False)]


@pytest.mark.parametrize(
    ("language", "text", "low_km", "high_km"),
    [
        ("ru", "От [Читы] до [Борзи] меньше тысячи километров.", 500, 1000),
        ("uk", "Від [Ковеля] до [Луцька] близько сотні кілометрів.", 75, 125),
        ("ru", "От [Читы] до [Борзи] тысячи километров.", 980, 10_200),
        ("en", "From [Ayni] to [Khujand] it is hundreds of kilometres.", 98, 1020),
    ],
)
def test_a_word_for_several_is_one_behind_a_hedge_that_wants_one(language: str, text: str, low_km: float, high_km: float) -> None:
    mentions, _ = told(language, text)
    assert [(claim.low / 1000, claim.high / 1000) for claim in mentions.claims] == [(low_km, high_km)]
