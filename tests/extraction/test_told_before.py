"""What whole reports say besides: where a cargo came from, what took it on, when it left; one row for each language that says it so."""

import pytest

from routes import pipeline
from routes.model import Itinerary, Report

BROUGHT = (
    ("en", "A bulker with potash left Ust-Luga on Friday for Paranagua. The potash had been brought by rail from "
     "Berezniki.", "Berezniki", "Ust-Luga"),
    ("en", "A bulker with potash left Ust-Luga on Friday for Paranagua. The potash comes by rail from Berezniki.", "Berezniki", "Ust-Luga"),
    ("fr", "Un cargo a quitté Saint-Nazaire vendredi pour Dakar. Le blé vient de Châteauroux par le "
     "train.", "Châteauroux", "Saint-Nazaire"),
    ("de", "Ein Frachter mit Kali hat am Freitag Rostock mit Ziel Santos verlassen. Der Dünger war per Bahn aus Zielitz gebracht worden.",
     "Zielitz", "Rostock"),
    ("es", "Un granelero zarpó el viernes de Tarragona con destino a Orán. El trigo fue traído en tren desde "
     "Zaragoza.", "Zaragoza", "Tarragona"),
    ("ru", "Сухогруз с калием покинул Усть-Лугу и взял курс на Паранагуа. Удобрения привезли поездом из "
     "Березников.", "Berezniki", "Ust-Luga"),
    ("uk", "Балкер із зерном у п'ятницю вийшов з Одеси на Дакар. Зерно привезли поїздом із Вінниці.", "Vinnytsya", "Odesa"),
    ("it", "Una portarinfuse con grano è salpata venerdì da Bari per Tunisi. Il grano era stato portato in treno da "
     "Foggia.", "Foggia", "Bari"),
    ("pt", "Um graneleiro com soja partiu sexta-feira de Santos para Dacar. A soja tinha sido trazida de comboio desde "
     "Sorriso.", "Sorriso", "Santos"),
)  # fmt: skip

TO_THE_PORT = (
    ("fr", "ABIDJAN (Agence) – 9 200 tonnes de fèves embarquées à San Pedro sont destinées à Amsterdam.\n\n"
     "Les fèves ont été collectées autour de Soubré, puis descendues par la route jusqu'au port.", "Soubré", "San-Pédro"),
    ("es", "LIMA.- Un buque zarpó de Paita con uva destinada a Róterdam. La fruta fue cosechada en Ica y "
     "llevada en camión hasta el puerto.",
     "Ica", "Paita"),
    ("de", "Berlin – Ein Frachter hat Rostock mit Getreide für Algier verlassen. Der Weizen war bei Neubrandenburg geerntet und per Lkw "
     "zum Hafen gebracht worden.", "Neubrandenburg", "Rostock"),
    ("ru", "Киев. Балкер вышел из Одессы с зерном на Алжир. Пшеницу собрали под Уманью и грузовиками привезли в порт.", "Uman", "Odesa"),
)  # fmt: skip

ONTO = (
    ("en", "The barges left Reni on Sunday and reached Constanta, where the oil was pumped into a tanker.\n\n"
     "It is brought to Reni by rail from Kropyvnytskyi. The tanker will sail to Port Said."),
    ("fr", "Les barges ont quitté Réni dimanche et ont gagné Constanta, où l'huile a été transférée sur un pétrolier.\n\n"
     "Elle vient à Réni en train depuis Kropyvnytsky. Le pétrolier doit rejoindre Port-Saïd."),
    ("de", "Die Lastkähne verließen Reni am Sonntag und erreichten Constanța, wo das Öl auf einen Tanker gepumpt wurde.\n\n"
     "Nach Reni kommt es per Bahn aus Kropywnyzkyj. Der Tanker soll nach Port Said fahren."),
    ("es", "Las barcazas salieron de Reni el domingo y llegaron a Constanza, donde el aceite fue bombeado a un petrolero.\n\n"
     "A Reni llega en tren desde Odesa. El petrolero navegará a Puerto Saíd."),
    ("ru", "Караван барж вышел из Рени и дошёл до Констанцы, где масло перекачали на танкер.\n\n"
     "В Рени его привозят поездом из Одессы. Танкер пойдёт в Порт-Саид."),
    ("uk", "Караван барж вийшов із Рені й дістався Констанци, де олію перекачали на танкер.\n\n"
     "До Рені її привозять поїздом з Одеси. Танкер прямуватиме до Порт-Саїда."),
    ("it", "Le chiatte hanno lasciato Reni domenica e hanno raggiunto Costanza, dove l'olio è stato pompato su una petroliera.\n\n"
     "A Reni arriva in treno da Odessa. La petroliera andrà a Porto Said."),
)  # fmt: skip

CALLED = (
    ("en", "The crates were shipped from Zanzibar to Hong Kong. The vessel called at Mombasa."),
    ("fr", "On les a mis en conteneurs à Zanzibar avant de les expédier à Hong Kong. Le cargo a relâché à Mombasa."),
    ("de", "Die Ladung wurde von Sansibar nach Hongkong verschifft. Der Frachter lief unterwegs Mombasa an."),
    ("es", "El contenedor fue embarcado en Zanzíbar con destino a Hong Kong. El buque hizo escala en Mombasa."),
    ("ru", "Груз отправили из Занзибара в Гонконг. Судно заходило в Момбасу."),
)

CLOCKS = (
    ("en", "The convoy left Lyon at 0530 hours for Dijon."),
    ("fr", "Le train est parti de Lyon à 16 h 30 et est arrivé mardi à Dijon."),
    ("fr", "Le convoi est parti de Lyon vers 22 heures pour Dijon."),
    ("fr", "Le train est parti de Lyon à deux heures du matin pour Dijon."),
    ("es", "El tren salió de Perpiñán a las 16.30 horas y llegó el martes a Lyon."),
    ("es", "El barco zarpó de Vigo a las cinco de la mañana hacia Sevilla."),
    ("pt", "O comboio partiu de Lisboa às 16 horas e chegou ao Porto."),
    ("ru", "Поезд вышел из Перми в 16 часов 30 минут и прибыл в Казань."),
    ("uk", "Поїзд вирушив з Полтави до Одеси о 7 годині."),
    ("pl", "Pociąg wyjechał z Gdyni o 16 godzinie i dotarł do Poznania."),
)

LASTED = (
    ("fr", "Dijon est à 16 heures de route de Lyon.", 16.0),
    ("fr", "Bastia se trouve à 12 heures de Marseille.", 12.0),
    ("es", "A las 22 horas de zarpar de Vigo llegó a Sevilla.", 22.0),
    ("it", "La traversata da Ravenna a Bari dura dalle 20 alle 24 ore.", 22.0),
    ("ru", "Поезд из Перми в Казань уложился в 16 часов.", 16.0),
    ("ru", "Казань в 16 часах езды от Перми.", 16.0),
    ("en", "From Lyon the truck reached Dijon in 16 hours.", 16.0),
)

STANDS = (
    ("en", "A pamphlet claims that Biblis is 150 km from Nordenham.", "Biblis"),
    ("de", "Auf einem Transparent stand, Gorleben sei „keine 90 km“ von Philippsburg entfernt.", "Gorleben"),
    ("it", "Secondo il comune, Polla sarebbe a 15 chilometri da Salerno.", "Polla"),
)


def run(text: str, language: str) -> Itinerary:
    return pipeline.run(Report(text, language=language, published="2024-03-10"))


def names(itinerary: Itinerary) -> dict[str, str]:
    return {w.id: w.place.name for w in itinerary.waypoints if w.place}


def legs(text: str, language: str) -> list[tuple[str, str]]:
    itinerary = run(text, language)
    known = names(itinerary)
    return [(known.get(leg.origin, ""), known.get(leg.destination, "")) for leg in itinerary.legs]


@pytest.mark.parametrize(("language", "text", "start", "end"), (*BROUGHT, *TO_THE_PORT))
def test_what_a_ship_took_on_came_to_its_port(language: str, text: str, start: str, end: str) -> None:
    told = legs(text, language)
    assert (start, end) in told
    assert [origin for origin, _ in told].count(start) == 1


@pytest.mark.parametrize(("language", "text"), ONTO)
def test_a_vehicle_leaves_where_it_took_its_cargo_on(language: str, text: str) -> None:
    told = legs(text, language)
    assert ("Constanţa", "Port Said") in told
    assert ("Reni", "Port Said") not in told


@pytest.mark.parametrize(("language", "text"), CALLED)
def test_a_ship_calls_on_its_way(language: str, text: str) -> None:
    itinerary = run(text, language)
    assert len(itinerary.legs) == 1
    assert names(itinerary)[itinerary.legs[0].via[0]] == "Mombasa"


@pytest.mark.parametrize(("language", "text"), CLOCKS)
def test_a_time_of_day_is_no_duration(language: str, text: str) -> None:
    itinerary = run(text, language)
    assert len(itinerary.legs) == 1
    assert itinerary.claims == ()


@pytest.mark.parametrize(("language", "text", "hours"), LASTED)
def test_hours_on_the_way_stay_a_duration(language: str, text: str, hours: float) -> None:
    assert [(c.kind, c.value, c.unit) for c in run(text, language).claims] == [("duration", hours, "h")]


@pytest.mark.parametrize(("language", "text", "name"), STANDS)
def test_a_small_place_is_seen_where_a_clause_says_how_far_it_lies(language: str, text: str, name: str) -> None:
    itinerary = run(text, language)
    assert names(itinerary)[itinerary.claims[0].origin] == name


def test_accents_tell_towns_apart() -> None:
    assert ("Hamburg", "Munster") in legs("Der Zug fuhr von Hamburg nach Munster.", "de")
    assert ("Hamburg", "Münster") in legs("Der Zug fuhr von Hamburg nach Münster.", "de")


def test_goods_with_a_capital_are_no_place() -> None:
    assert legs("Ein Zug mit Kali fuhr von Zielitz nach Rostock.", "de") == [("Zielitz", "Rostock")]
    assert legs("Der Konvoi fuhr von Kali nach Buenaventura.", "de") == [("Cali", "Buenaventura")]


def test_a_straight_line_is_no_leg() -> None:
    itinerary = run("Von Hamburg bis Kaunas sind es in gerader Linie 960 Kilometer.", "de")
    assert itinerary.legs == ()
    assert [c.kind for c in itinerary.claims] == ["point-to-point"]


def test_the_northern_sea_route_is_one_in_its_cases() -> None:
    itinerary = run("Судно Северным морским путём проследует из Дудинки в Мурманск.", "ru")
    assert "Northern Sea Route" in names(itinerary).values()
