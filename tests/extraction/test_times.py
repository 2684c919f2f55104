"""Times that a journey takes, told without a verb of their own, and times that are none of a journey."""

import pytest
from journeys import told

from routes import pipeline
from routes.model import Report

JOURNEYS = {
    "en": [
        ("The freighter, loaded at [Mersin] eleven days earlier, was unloaded at [Odesa] on Friday.", "Mersin Odesa"),
        ("The lorries drove from [Ayni] to [Penjikent]. Nine hours, if the pass is open.", "Ayni Penjikent?"),
        ("The salt was shipped from [Mersin] to [Odesa], a passage of about four days at economical speed.", "Mersin Odesa"),
        ("The lorries drove from [Ayni] to [Penjikent]. A leaflet puts the drive at two hours.", "Ayni Penjikent"),
        ("The ship put to sea at [Mersin]. She was seen at [Odesa] four days later.", "Mersin Odesa"),
    ],
    "fr": [
        ("Après un voyage de deux jours depuis [Sète], le cargo est entré à [Tanger].", "Sète Tanger"),
        ("Le cargo, parti de [Mersin] onze jours plus tôt, a été déchargé à [Odessa].", "Mersin Odessa"),
        ("Le cargo parti de [Mersin] a touché [Odessa] au bout de onze jours.", "Mersin Odessa"),
        ("Le train a quitté [Gao] pour [Bourem]. Quatre heures, si tout va bien.", "Gao Bourem?"),
    ],
    "es": [
        ("El barco zarpó de [Cádiz] y atracó en [Ceuta] a las doce horas.", "Cádiz Ceuta"),
        ("El buque partió de [Cádiz] y fue abordado, tres días después, en [Vigo].", "Cádiz Vigo"),
        ("Los camiones fueron de [Uyuni] a [Oruro]. El lote anterior tardó nueve horas.", "Uyuni Oruro?"),
        ("El barco zarpó de [Cádiz] rumbo a [Ceuta]. La travesía se hace en doce horas.", "Cádiz Ceuta"),
        (
            "Los camiones recorren la carretera de [Uyuni] a [Arica]; allí cargan en un buque que atraca en [Callao] a las doce horas.",
            "Arica Callao?",
        ),
    ],
    "de": [
        ("Das Schiff brachte Weizen von [Mersin] nach [Odessa]. Vier Tage, schätzt der Makler.", "Mersin Odessa?"),
        (
            "Das Erz kam per Bahn von [Mersin] nach [Adana] und auf ein Schiff, das nach dreitägiger Seereise in [Odessa] anlegte.",
            "Adana Odessa",
        ),
    ],
    "it": [
        ("Il treno è partito da [Bari] per [Nuoro]. Due ore di rotaia e i vagoni sono arrivati.", "Bari Nuoro"),
        ("Gli aerei sono partiti da [Bari] e sono atterrati a [Nuoro] un paio d'ore più tardi.", "Bari Nuoro"),
    ],
    "pt": [("O navio saiu de [Santos] e, três dias depois, encostou em [Belém].", "Santos Belém")],
    "ru": [("Судно вышло из [Мерсина] и через одиннадцать суток бросило якорь в [Одессе].", "Мерсина Одессе")],
    "uk": [
        ("Судно пливе з [Мерсіна] до [Одеси] чотири дні.", "Мерсіна Одеси"),
        ("Рейс із [Мерсіна] до [Одеси] тривав одну добу.", "Мерсіна Одеси"),
        ("Судно завантажилося в [Мерсіні], а за одинадцять днів його побачили в [Одесі].", "Мерсіні Одесі"),
    ],
}

OTHERS = {
    "en": [
        "The train from [Ayni] to [Penjikent] arrived with a delay of seven hours.",
        "The pipeline from [Ayni] to [Penjikent] was restarted after a nine-day stoppage.",
        "The lorries drove from [Ayni] to [Penjikent]. Two hours of talks followed.",
    ],
    "fr": ["Le train de [Gao] est arrivé à [Bourem] avec sept heures de retard."],
    "es": ["El tren de [Uyuni] llegó a [Oruro] con siete horas de retraso."],
    "de": ["Nach drei Wochen Landgang lief das Schiff von [Mersin] nach [Odessa]."],
    "it": ["Il treno da [Bari] è arrivato a [Nuoro] con sette ore di ritardo."],
    "pt": ["O comboio de [Évora] chegou a [Beja] com sete horas de atraso."],
    "ru": [
        "В порту [Мерсина] за сутки выгрузили тысячу вагонов, пришедших в [Одессу].",
        "За последний месяц дорогу из [Читы] в [Борзю] закрывали трижды.",
        "Самолёт вылетел из [Читы] в [Борзю] и простоял там три часа.",
    ],
    "uk": ["Літак вилетів із [Ковеля] до [Луцька] і простояв там три години."],
}


@pytest.mark.parametrize(("language", "text", "ends"), [(language, *row) for language, rows in JOURNEYS.items() for row in rows])
def test_a_time_is_that_of_the_journey_beside_it(language: str, text: str, ends: str) -> None:
    mentions, names = told(language, text)
    found = [(c.kind, f"{names.get(c.origin, '-')} {names.get(c.target, '-')}{'?' * c.implied}") for c in mentions.claims]
    assert found == ([("duration", ends)] if ends else [])


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in OTHERS.items() for text in texts])
def test_a_time_of_waiting_is_none_of_a_journey(language: str, text: str) -> None:
    assert told(language, text)[0].claims == ()


def test_two_times_of_one_sentence_are_told_apart_by_their_means() -> None:
    text = (
        "Débarquées à Sète du roulier venu de Pendik, les remorques sont acheminées par rail jusqu'à Bettembourg. "
        "La traversée dure trois jours, le parcours ferroviaire une quinzaine d'heures."
    )
    made = pipeline.run(Report(text))
    legs = {leg.id: leg.mode for leg in made.legs}
    assert [(claim.value, legs[claim.leg]) for claim in made.claims] == [(3, "sea"), (15, "rail")]
