"""Russian and Ukrainian: participles and gerunds, reversed order, borders before their figure, hedges beside a preposition."""

import pytest
from journeys import told

LEGS = [
    ("ru", "Выйдя 3 марта из [Новороссийска], сухогруз ошвартовался в [Тартусе].", [("Новороссийска", "Тартусе", "sea")]),
    ("ru", "Гружённый в [Риге] углём балкер направляется в [Роттердам].", [("Риге", "Роттердам", "sea")]),
    ("ru", "Танкер, вышедший из [Приморска] и следовавший в [Мерсин], был остановлен.", [("Приморска", "Мерсин", "sea")]),
    ("ru", "Прибывший из [Чунцина] поезд через 16 суток пришёл в [Дуйсбург].", [("Чунцина", "Дуйсбург", "rail")]),
    (
        "ru",
        "Пшеницу баржами везут из [Ростова] до [Азова], а там перегружают на морские суда, идущие в [Александрию].",
        [("Ростова", "Азова", "river"), ("Азова", "Александрию", "sea")],
    ),
    ("ru", "Ракеты, собранные в [Ижевске], доставляются в [Плесецк] железнодорожным транспортом.", [("Ижевске", "Плесецк", "rail")]),
    (
        "ru",
        "Борт вылетел из [Дувра], сел на дозаправку в [Рамштайне] и продолжил полёт в [Жешув].",
        [("Дувра", "Жешув", "air")],
    ),
    ("uk", "Завантажене в [Маріуполі] судно прибуло в [Ростов].", [("Маріуполі", "Ростов", "sea")]),
    (
        "uk",
        "Поранених евакуювали гелікоптером з [Бахмута] до [Дніпра], а звідти літаком — до [Жешува].",
        [("Бахмута", "Дніпра", "air"), ("Дніпра", "Жешува", "air")],
    ),
    (
        "uk",
        "Вилетівши з [Кабула], літак сів у [Ташкенті], звідки біженців доправили до [Франкфурта].",
        [("Кабула", "Ташкенті", "air"), ("Ташкенті", "Франкфурта", "air")],
    ),
    ("ru", "Баржи ушли из [Усть-Кута] вниз по реке в [Якутск].", [("Усть-Кута", "Якутск", "river")]),
    ("ru", "От [Мурманска] до [Архангельска] по воздуху двести километров.", []),
    (
        "uk",
        "Вантаж перевантажили в [Перемишлі] й потягом доправили до [Львова], а зі [Львова] — до [Харкова].",
        [("Перемишлі", "Львова", "rail"), ("Львова", "Харкова", "rail")],
    ),
    ("uk", "[Рені] — Зерно надійшло сюди вагонами з [Одеси].", [("Одеси", "Рені", "rail")]),
    (
        "de",
        "Die Container kamen auf einem Binnenschiff nach [Duisburg], das tags darauf nach [Emmerich] ablegte.",
        [("Duisburg", "Emmerich", "river")],
    ),
    ("de", "In [Tsumeb] setzt sich ein Güterzug in Bewegung; er rollt nach [Walvis].", [("Tsumeb", "Walvis", "rail")]),
]


@pytest.mark.parametrize(("language", "text", "expected"), LEGS)
def test_legs(language: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    mentions, names = told(language, text)
    assert [(names[leg.origin], names[leg.destination], leg.mode) for leg in mentions.legs] == expected


@pytest.mark.parametrize(
    ("language", "text", "origin"),
    [
        ("ru", "До границы с [[Эстонией]] от [Пскова] — около 50 км.", "Пскова"),
        ("ru", "От [Пскова] до границы с [[Эстонией]] — около 50 км.", "Пскова"),
        ("ru", "Граница с [[Эстонией]] проходит примерно в 50 километрах от [Пскова].", "Пскова"),
        ("de", "Bis zur Grenze zu [[Estland]] sind es von [Pskow] aus rund 50 Kilometer.", "Pskow"),
        ("de", "Die Grenze zu [[Estland]] ist von [Pskow] rund 50 Kilometer entfernt.", "Pskow"),
        ("uk", "До кордону з [[Естонією]] від [Пскова] — близько 50 км.", "Пскова"),
    ],
)
def test_a_border_may_stand_before_its_figure(language: str, text: str, origin: str) -> None:
    mentions, names = told(language, text)
    (claim,) = mentions.claims
    kind, _, ident = claim.target.partition(":")
    assert (claim.kind, kind, claim.comparator, names[claim.origin]) == ("point-to-border", "border", "about", origin)
    assert names[ident][:3] in ("Эст", "Est", "Ест")


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("[Волноваха] лежить за 56 км на північ від [Маріуполя].", "exact"),
        ("[Волноваха] лежить приблизно за 56 км на північ від [Маріуполя].", "about"),
        ("[Волноваха] лежить понад 56 км на північ від [Маріуполя].", "more_than"),
    ],
)
def test_a_preposition_is_no_hedge(text: str, comparator: str) -> None:
    mentions, _ = told("uk", text)
    assert [claim.comparator for claim in mentions.claims] == [comparator]


def test_a_part_that_goes_elsewhere_does_not_start_from_where_the_other_part_went() -> None:
    mentions, _ = told("de", "Ein Teil der Ladung ging nach [Antwerpen], der Rest nach [Felixstowe].")
    assert mentions.legs == ()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Dabei ist [Rotterdam] von [Duisburg] „450 Kilometer“ entfernt.", [("point-to-point", 450, "km", "Rotterdam", "Duisburg")]),
        (
            "de",
            "Gut 11.000 Schienenkilometer liegen zwischen [Chongqing] und [Duisburg].",
            [("route-length", 11000, "km", "Chongqing", "Duisburg")],
        ),
        (
            "de",
            "Von [Walvis] nach [Bremen] fuhr das Schiff. Rund 5.700 Seemeilen, 19 bis 21 Tage.",
            [("route-length", 5700, "nmi", "Walvis", "Bremen"), ("duration", 20, "d", "Walvis", "Bremen")],
        ),
        ("ru", "Переход [Дудинка] — [Мурманск] занял четверо суток.", [("duration", 4, "d", "Дудинка", "Мурманск")]),
        ("de", "Der Zug kam mit zehn Tagen Verspätung von [Brest] nach [Berlin].", []),
    ],
)
def test_claims(language: str, text: str, expected: list[tuple[str, float, str, str, str]]) -> None:
    mentions, names = told(language, text)
    assert [(c.kind, c.value, c.unit, names.get(c.origin), names.get(c.target)) for c in mentions.claims] == expected
