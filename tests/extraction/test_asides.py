"""Where the news comes from and what things and people are called after: places of no route, in ten languages."""

import pytest

from routes import pipeline
from routes.model import Report, Waypoint

TOLD = {
    "en": (
        ("Reuters reported from London that the ship left Odesa for Istanbul.", "London"),
        ("Sources in Kyiv said the train left Lviv for Przemyśl.", "Kyiv"),
        ("By phone from Geneva, a delegate said the trucks left Amman for Damascus.", "Geneva"),
        ("Speaking to reporters in Doha, he said the gas goes from Ras Laffan to Milford Haven.", "Doha"),
        ("The lorry turned into Oxford Street in London.", "Oxford"),
    ),
    "fr": (
        ("Selon des sources à Kiev, le train est parti de Lviv pour Przemyśl.", "Kiev"),
        ("Reuters rapporte de Londres que le navire a quitté Odessa pour Istanbul.", "Londres"),
    ),
    "de": (
        ("Wie Reuters aus London meldet, lief das Schiff von Odessa nach Istanbul.", "London"),
        ("Der Lkw fuhr durch die Berliner Straße in Pankow.", "Berliner"),
    ),
    "es": (("Reuters informó desde Londres que el buque zarpó de Odesa hacia Estambul.", "Londres"),),
    "ru": (
        ("Как сообщает Reuters из Лондона, судно вышло из Одессы в Стамбул.", "Лондон"),
        ("Компания со штаб-квартирой в Копенгагене перевезла контейнеры из Орхуса в Гётеборг.", "Копенгаген"),
    ),
    "uk": (
        ("Як повідомляє Reuters з Лондона, судно вийшло з Одеси до Стамбула.", "Лондон"),
        ("На вулиці Київській у Житомирі стояла вантажівка.", "Київськ"),
    ),
    "it": (("Secondo fonti a Kiev, il treno è partito da Leopoli per Przemyśl.", "Kiev"),),
    "pt": (("Segundo fontes em Kiev, o comboio partiu de Lviv para Przemyśl.", "Kiev"),),
    "pl": (("Według źródeł w Kijowie pociąg wyjechał ze Lwowa do Przemyśla.", "Kij"),),
    "tr": (
        ("Reuters'ın Londra'dan bildirdiğine göre gemi Odessa'dan İstanbul'a hareket etti.", "Londra"),
        ("Minsk anlaşmaları Rostov'dan gelen konvoyu durdurmadı.", "Minsk"),
    ),
}
GO = (
    ("en", "Diplomats from Khartoum were flown to Djibouti.", "Khartoum"),
    ("en", "The brokers at Mombasa shipped tea to Karachi.", "Mombasa"),
    ("en", "The ship sailed from London to Hamburg, Reuters reported.", "London"),
    ("fr", "Les journalistes sont partis de Kaboul pour Doha.", "Kaboul"),
    ("ru", "Поезд идёт из Киева во Львов, сообщает Reuters.", "Киев"),
    ("tr", "Tren Kiev'den Lviv'e gitti, Anadolu Ajansı bildirdi.", "Kiev"),
)
PEOPLE = (
    ("en", "Sofia, 34, fled from Kharkiv to Lviv.", "Sofia"),
    ("en", "Sofia and her mother fled from Kharkiv to Lviv.", "Sofia"),
    ("en", "His wife, Charlotte, flew from Geneva to Kigali.", "Charlotte"),
    ("fr", "Florence et son mari ont quitté Goma pour Kigali.", "Florence"),
    ("de", "Milan, ein Lkw-Fahrer, brachte die Ladung von Niš nach Skopje.", "Milan"),
    ("es", "Sofía, de 34 años, huyó de Járkov a Leópolis.", "Sofía"),
    ("ru", "Водитель Владимир привёз груз из Самары в Уфу.", "Владимир"),
    ("uk", "Софія та її мати виїхали з Харкова до Львова.", "Софія"),
    ("it", "Sofia e sua madre sono fuggite da Kharkiv a Leopoli.", "Sofia"),
    ("pt", "Sofia, 34 anos, fugiu de Kharkiv para Lviv.", "Sofia"),
    ("pl", "Sofia i jej matka uciekły z Charkowa do Lwowa.", "Sofia"),
    ("tr", "Sofia ve annesi Harkiv'den Lviv'e kaçtı.", "Sofia"),
)
WHICH = (
    ("en", "The ship called at Tripoli, not the Libyan capital but the Lebanese port.", "Tripoli", "LB"),
    ("en", "The ship sailed to Tripoli — the one in Lebanon, not in Libya.", "Tripoli", "LB"),
    ("de", "Das Schiff lief Tripoli an, im Libanon, nicht in Libyen.", "Tripoli", "LB"),
    ("fr", "Le camion a gagné Valence, celle d'Espagne, pas celle de la Drôme.", "Valence", "ES"),
    ("en", "The ferry left Saint John in New Brunswick for Digby.", "Saint John", "CA"),
    ("ru", "Колонна вышла из Александрии Кировоградской области в Кропивницкий.", "Александри", "UA"),
    ("fr", "Le bus a relié Cordoue, en Argentine, à Rosario.", "Cordoue", "AR"),
    ("en", "The ship called at Poti.", "Poti", "GE"),
    ("en", "The lorry reached AlUla.", "AlUla", "SA"),
    ("en", "The helicopter landed at Kulusuk.", "Kulusuk", "GL"),
)


def named(text: str, language: str, name: str) -> list[Waypoint]:
    """Return the places of a text whose name begins so."""
    return [w for w in pipeline.run(Report(text, language=language, published="2024-03-10")).waypoints if w.name.startswith(name)]


@pytest.mark.parametrize(("language", "text", "name"), [(language, *row) for language, rows in TOLD.items() for row in rows])
def test_where_the_news_comes_from_is_no_stop(language: str, text: str, name: str) -> None:
    assert all(w.role != "on_route" for w in named(text, language, name))


@pytest.mark.parametrize(("language", "text", "name"), GO)
def test_who_tells_may_go_as_well(language: str, text: str, name: str) -> None:
    assert [w.role for w in named(text, language, name)] == ["on_route"]


@pytest.mark.parametrize(("language", "text", "name"), PEOPLE)
def test_a_given_name_is_no_city_beside_what_somebody_is(language: str, text: str, name: str) -> None:
    assert named(text, language, name) == []


@pytest.mark.parametrize(("language", "text", "name", "country"), WHICH)
def test_which_of_the_places_of_a_name_the_words_beside_it_say(language: str, text: str, name: str, country: str) -> None:
    found = named(text, language, name)[0]  # "the Libyan capital" is Tripoli, too
    assert found.place is not None
    assert found.place.country == country


def test_a_city_with_its_river_in_brackets() -> None:
    (found,) = named("The trucks were loaded in Frankfurt (Oder).", "en", "Frankfurt")
    assert found.place is not None
    assert found.place.name == "Frankfurt (Oder)"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", 'The ship left Haldia for Dakar. "It is far," sighed the agent Siosaia Haldia.'),
        ("fr", "Le navire a quitté Haldia pour Dakar. Le prévenu principal, Tantely Haldia, a prétendu l'ignorer."),
        ("es", "El barco salió de Haldia hacia Dakar. El acusado, Tantely Haldia, lo negó."),
        ("de", "Das Schiff fuhr von Haldia nach Dakar. Schiffsführer Tantely Haldia flucht leise."),
        ("it", "La nave è partita da Haldia per Dakar. L'imputato, Tantely Haldia, tace."),
        ("pt", "O navio saiu de Haldia para Dacar. O arguido, Tantely Haldia, calou-se."),
    ],
)
def test_a_name_that_no_list_knows_is_part_of_the_name_before_a_city(language: str, text: str) -> None:
    made = pipeline.run(Report(text, language=language))
    haldia = next(w for w in made.waypoints if w.name == "Haldia")
    assert [text[s.start - 1 :].startswith(" Haldia") and s.start < text.index(".") for s in haldia.mentions] == [True]
    assert [text[s.start : s.end] for w in made.waypoints for s in w.mentions if s.start > text.index(".")] == []


def test_a_noun_before_a_city_is_nobodys_name() -> None:
    made = pipeline.run(Report("Der Zug fuhr von Duisburg zum Massenguthafen Rotterdam.", language="de"))
    assert [w.name for w in made.waypoints] == ["Duisburg", "Rotterdam"]


@pytest.mark.parametrize(
    ("language", "text", "stops"),
    [
        ("pt", "O camião saiu de Maputo. Dali são 60 quilómetros até Namaacha.", ["Maputo", "Namaacha"]),
        ("es", "El camión salió de Quito hacia Tena. Oyó un disparo.", ["Quito", "Tena"]),
        ("de", "Der Zug fuhr von Duisburg nach Rotterdam. Vier Wagen fehlten.", ["Duisburg", "Rotterdam"]),
        ("ru", "Грузовик выехал из Кургана в Омск. Сорока ящиков не хватает.", ["Kurgan", "Omsk"]),
        ("uk", "Вантажівка виїхала з Києва до Львова. Решта лишилася. Додому водій не їде.", ["Kyiv", "Lviv"]),
        ("pl", "Ciężarówka wyjechała z Warszawy do Lwowa. Resztę zabrano.", ["Warsaw", "Lviv"]),
        ("tr", "Kamyon Ankara'dan İzmir'e gitti. Orada üç gün bekledi.", ["Ankara", "İzmir"]),
        ("de", "Praia liegt 60 Kilometer von Tarrafal entfernt.", ["Praia", "Tarrafal"]),
    ],
)
def test_a_word_of_the_language_at_the_head_of_a_sentence_is_no_place(language: str, text: str, stops: list[str]) -> None:
    made = pipeline.run(Report(text, language=language))
    assert [w.place.name if w.place else w.name for w in made.waypoints] == stops
