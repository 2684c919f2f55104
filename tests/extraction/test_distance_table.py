"""What a figure with a unit of length is said of: two places, a place and a line, or a thing, and then of no two places at all."""

from typing import Any

import pytest

from routes import pipeline
from routes.model import Report

# One row each: the sentence, the figure, and its two ends, of which the first word of the name is enough.
TOLD = {
    "en": (
        ("Lviv is 60 km shy of the Polish border.", 60, "Lviv", "border:PL"),
        ("Lviv and the Polish border are 60 km apart.", 60, "Lviv", "border:PL"),
        ("Over 1,200 km separate the Ukrainian border from Yelabuga.", 1200, "Yelabuga", "border:UA"),
        ("At a distance of 60 km from Poland, Lviv feels safe.", 60, "Lviv", "border:PL"),
        ("The depot in Feodosia, 200 km behind the front line, was hit.", 200, "Feodosia", "front:*"),
        ("It is 190 km from Tripoli to Misrata and 820 km from Misrata to Benghazi.", 820, "Misrata", "Benghazi"),
        ("Brazzaville and Kinshasa are separated only by 4 km of river.", 4, "Brazzaville", "Kinshasa"),
    ),
    "fr": (
        ("Lviv et la frontière polonaise sont distantes de 60 km.", 60, "Lviv", "border:PL"),
        ("Brazzaville et Kinshasa ne sont séparées que par 4 km de fleuve.", 4, "Brazzaville", "Kinshasa"),
    ),
    "de": (
        ("Lwiw und die polnische Grenze liegen 60 Kilometer auseinander.", 60, "Lwiw", "border:PL"),
        ("Berdytschiw, 150 Kilometer südwestlich der Hauptstadt Kiew, baut Maschinen.", 150, "Berdytschiw", "Kiew"),
    ),
    "es": (
        ("El frente está a 25 km de Zaporiyia.", 25, "Zaporiyia", "front:*"),
        ("El convoy pasó por Gulu (a 330 km de Kampala) y llegó a Juba.", 330, "Gulu", "Kampala"),
        ("Nakuru, a medio camino entre Nairobi y Kisumu, está a 140 km de Nairobi.", 140, "Nakuru", "Nairobi"),
    ),
    "ru": (
        ("Львов и Киев разделяют 470 километров.", 470, "Львов", "Киев"),
        ("Львов и польскую границу разделяют 60 километров.", 60, "Львов", "border:PL"),
        ("Таллин и Хельсинки разделяют всего 80 км.", 80, "Таллин", "Хельсинки"),
        ("На полпути между Найроби и Кисуму, в 140 км от Найроби, стоит Накуру.", 140, "Накуру", "Найроби"),
        ("Вильнюс всего в 30 км от Белоруссии и в 170 км от Минска.", 30, "Вильнюс", "border:BY"),
        ("Бердичев, в 150 км юго-западнее столицы Киева, выпускает станки.", 150, "Бердичев", "Киев"),
    ),
    "uk": (
        ("Львів та Київ розділяють 470 кілометрів.", 470, "Львів", "Київ"),
        ("Львів і польський кордон розділяють 60 кілометрів.", 60, "Львів", "border:PL"),
    ),
    "it": (
        ("Leopoli e il confine polacco distano 60 chilometri.", 60, "Leopoli", "border:PL"),
        ("Il deposito di Feodosia, a 200 km dal fronte, è stato colpito.", 200, "Feodosia", "front:*"),
    ),
    "pt": (
        ("A frente está a 25 km de Zaporíjia.", 25, "Zaporíjia", "front:*"),
        ("Lviv e a fronteira polaca distam 60 quilómetros.", 60, "Lviv", "border:PL"),
    ),
    "pl": (
        ("Lwów leży 60 km od Polski.", 60, "Lwów", "border:PL"),
        ("Lwów i polską granicę dzieli 60 km.", 60, "Lwów", "border:PL"),
        ("Tallinn i Helsinki dzieli tylko 80 km.", 80, "Tallinn", "Helsinki"),
    ),
    "tr": (("Lviv ile Polonya sınırı arasında 60 km var.", 60, "Lviv", "border:PL"),),
}

VOYAGE = {
    "en": "The ship sailed from Odesa to Istanbul. ",
    "fr": "Le navire est allé d'Odessa à Istanbul. ",
    "de": "Das Schiff fuhr von Odessa nach Istanbul. ",
    "es": "El buque navegó de Odesa a Estambul. ",
    "ru": "Судно прошло из Одессы в Стамбул. ",
    "uk": "Судно пройшло з Одеси до Стамбула. ",
    "it": "La nave ha viaggiato da Odessa a Istanbul. ",
    "pt": "O navio viajou de Odessa a Istambul. ",
    "pl": "Statek przepłynął z Odessy do Stambułu. ",
    "tr": "Gemi Odessa'dan İstanbul'a gitti. ",
}

# Said after the voyage, of something else: of no way between the two ports.
OTHER = {
    "en": (
        "The oil slick stretched over 8 km.",
        "The S-400 can shoot down planes at up to 400 km.",
        "The blast was heard 40 km away.",
        "The ship drifted for 12 km before anchoring.",
        "The troops hold a 30-km strip along the coast.",
    ),
    "fr": (
        "Le couloir fait 4 km de large.",
        "L'explosion a été entendue à 40 km à la ronde.",
        "L'armée a progressé de 15 km en une semaine.",
    ),
    "de": ("Im Umkreis von 50 Kilometern ruht der Flugverkehr.", "Ein Gebiet von 500 Quadratkilometern ist vermint."),
    "es": ("El corredor tiene 4 km de ancho.", "La explosión se oyó a 40 km.", "La fila de camiones era de 12 km."),
    "ru": ("Ракета поражает цели на расстоянии 280 км.", "Взрыв был слышен за 40 км.", "За неделю армия продвинулась на 15 км."),
    "uk": ("Ракета вражає цілі на відстані 280 км.", "Вибух було чути за 40 км."),
    "it": ("La chiazza si estende per 8 km.", "L'esercito è avanzato di 15 km."),
    "pt": ("O corredor tem 4 km de largura.", "A explosão foi ouvida a 40 km."),
    "pl": ("Wybuch było słychać 40 km dalej.", "Armia posunęła się o 15 km."),
    "tr": ("Enkazın çevresinde 20 km'lik yasak bölge kuruldu.", "Ordu bir haftada 15 km ilerledi."),
}

# The size of a thing that stands between two names, or goes from one to the other.
SIZES = {
    "en": (
        "The 300-km-range missile was moved from Kursk to Belgorod.",
        "The 8-km-wide strait between Reggio and Messina is busy.",
        "A convoy 60 km long moved from Gomel towards Kyiv.",
        "Its 3-km-long trains shuttle between Zouerat and Nouadhibou.",
        "Fires burned across 15 km of the front near Avdiivka.",
    ),
    "fr": ("L'avion volait de Dubaï à Bakou à 11 000 mètres.", "Le pont de 19 kilomètres entre Kertch et Taman est fermé."),
    "de": (
        "Ein 60 Kilometer langer Konvoi rollte von Gomel auf Kiew zu.",
        "Die 19 Kilometer lange Brücke zwischen Kertsch und Taman ist zu.",
    ),
    "es": ("Un convoy de 60 km avanzaba de Gómel hacia Kiev.", "El puente de 19 km entre Kerch y Tamán está cerrado."),
    "ru": ("Поезда длиной 2,5 км ходят между Зуэратом и Нуадибу.",),
    "it": ("Un convoglio lungo 60 km avanzava da Gomel verso Kiev.",),
    "pt": ("Um comboio militar de 60 km avançava de Gomel para Kiev.",),
    "pl": ("Pociągi o długości 2,5 km kursują między Zuwirat a Nawazibu.",),
}


def rows(table: dict[str, tuple[Any, ...]]) -> list[Any]:
    return [
        pytest.param(code, row, id=f"{code}: {row if isinstance(row, str) else row[0]}") for code, told in table.items() for row in told
    ]


@pytest.mark.parametrize(("code", "row"), rows(TOLD))
def test_a_figure_lies_between_the_two_that_its_sentence_names(code: str, row: Any) -> None:
    text, value, first, second = row
    found = pipeline.run(Report(text, language=code))
    names = {waypoint.id: waypoint.name for waypoint in found.waypoints}
    ends = [{names.get(end, end).split()[0] for end in (claim.origin, claim.target)} for claim in found.claims if claim.value == value]
    assert ends == [{first, second}]


@pytest.mark.parametrize(("code", "row"), rows(OTHER))
def test_a_figure_of_something_else_is_no_distance_of_the_voyage_before(code: str, row: Any) -> None:
    found = pipeline.run(Report(VOYAGE[code] + row, language=code))
    assert [claim.value for claim in found.claims if claim.origin and claim.target and claim.unit == "km"] == []


@pytest.mark.parametrize(("code", "row"), rows(SIZES))
def test_the_size_of_a_thing_is_no_distance_between_the_places_beside_it(code: str, row: Any) -> None:
    assert [claim.value for claim in pipeline.run(Report(row, language=code)).claims if claim.origin and claim.target] == []


def test_a_warehouse_and_a_bridge_are_ends_and_no_bridge_is_that_long() -> None:
    text = "Сухуми ждёт. Если мерить по карте, от ворот склада до моста 130 км."
    assert [claim.value for claim in pipeline.run(Report(text, language="ru")).claims] == [130]
