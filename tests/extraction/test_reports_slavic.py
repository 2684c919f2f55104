"""What whole reports in Russian and Ukrainian say that the tables do not have, with other languages where they say it so."""

import pytest

from routes import pipeline
from routes.model import Itinerary, Report

LEGS = (
    # the province around a start is no end
    ("ru", "Судно ушло из порта Тамань в Краснодарском крае в Стамбул.", [("Port of Taman", "Istanbul", "sea")]),
    ("ru", "Самолёт вылетел с авиабазы Довер в штате Делавэр и приземлился в Рамштайне.", [("Dover Air Force Base", "Ramstein", "air")]),
    ("uk", "Баржа вийшла з Рені в Одеській області до Констанци.", [("Reni", "Constanţa", "river")]),
    # a flight that is measured is a part of the journey told before
    ("ru", "Она полетела из Эрбиля через Дубай в Минск. Перелёт из Эрбиля до Дубая длится два с половиной часа.",
     [("Erbil", "Minsk", "air")]),
    ("uk", "Вона полетіла з Баку через Стамбул до Лондона. Переліт з Баку до Стамбула триває три години.", [("Baku", "London", "air")]),
    ("en", "She flew from Baku via Istanbul to London. The flight from Baku to Istanbul takes three hours.", [("Baku", "London", "air")]),
    ("de", "Sie flog von Baku über Istanbul nach London. Der Flug von Baku nach Istanbul dauert drei Stunden.",
     [("Baku", "London", "air")]),
    # what is brought from somewhere comes to where the news is told, and goes on from there
    ("ru", "Владивосток. Траулер доставил из Магадана триста тонн сельди. Утром её отправили рефсекциями в Иркутск.",
     [("Magadan", "Vladivostok", "sea"), ("Vladivostok", "Irkutsk", "rail")]),
    ("uk", "Львів. Фури привезли з Гданська генератори. Сьогодні їх повезуть до Харкова.",
     [("Gdańsk", "Lviv", "road"), ("Lviv", "Kharkiv", "road")]),
    # goods are driven around to where they are wanted
    ("ru", "Теплоход ушёл из Таганрога в Гемлик. С причала металл развезут тягачами по заводам Бурсы.",
     [("Taganrog", "Gemlik", "sea"), ("Gemlik", "Bursa", "road")]),
    ("uk", "Баржа прийшла з Рені до Констанци. Звідти борошно розвезуть вантажівками по складах Бухареста.",
     [("Reni", "Constanţa", "river"), ("Constanţa", "Bucharest", "road")]),
    # another ship came from elsewhere
    ("uk", "Частину збіжжя з Латакії перевезли вантажівками до Дамаска. Ще одне судно розвантажили в Тартусі, звідки пшеницю забрав "
     "поїзд на Хомс.", [("Latakia", "Damascus", "road"), ("Ţarţūs", "Homs", "rail")]),
    ("ru", "Часть зерна из Латакии перевезли грузовиками в Дамаск. Ещё одно судно разгрузили в Тартусе, откуда пшеницу забрал поезд "
     "на Хомс.", [("Latakia", "Damascus", "road"), ("Ţarţūs", "Homs", "rail")]),
    # who is resettled moves
    ("ru", "Детей вывезли автобусом из Геническа в Воронеж. Весной их переселили в Псков.",
     [("Henichesk", "Voronezh", "road"), ("Voronezh", "Pskov", "road")]),
    ("uk", "Дітей вивезли автобусом із Генічеська до Воронежа. Навесні їх переселили у Псков.",
     [("Henichesk", "Voronezh", "road"), ("Voronezh", "Pskov", "road")]),
    # a cargo comes from where it was made, not from where its ship goes
    ("uk", "Суховантаж вийшов з Чорноморська до Бейрута. Цукор зварили в Чорткові. До Тернополя мішки доправили тягачами.",
     [("Chornomors’k", "Beirut", "sea"), ("Chortkiv", "Ternopil", "road")]),
    ("ru", "Сухогруз вышел из Риги в Гдыню. Сахар сварили в Елгаве. В Ригу мешки отвезли грузовиками.",
     [("Riga", "Gdynia", "sea"), ("Jelgava", "Riga", "road")]),
    # the first half of a hyphened name
    ("ru", "Паром вышел из Петропавловска-Камчатского во Владивосток. Через неделю он вернулся в Петропавловск.",
     [("Petropavlovsk-Kamchatsky", "Vladivostok", "sea"), ("Vladivostok", "Petropavlovsk-Kamchatsky", "sea")]),
    ("fr", "Le camion est parti de Fos-sur-Mer pour Lyon, puis est revenu à Fos.",
     [("Fos-sur-Mer", "Lyon", "road"), ("Lyon", "Fos-sur-Mer", "road")]),
    # what remains goes on from where a part left
    ("ru", "Судно пришло из Пусана во Владивосток. Триста тонн оттуда ушли пароходом в Магадан. Остальное поедет поездом в Новосибирск "
     "и будет там через десять суток.",
     [("Busan", "Vladivostok", "sea"), ("Vladivostok", "Magadan", "sea"), ("Vladivostok", "Novosibirsk", "rail")]),
    # how long a way is that was told
    ("ru", "Судно ушло из Ванино в порт Парадип. Морской путь до Парадипа чуть длиннее 5 000 миль и занимает 17 суток.",
     [("Vanino", "Paradip Port", "sea")]),
    # a distance is no journey, whoever names it
    ("ru", "В чате, где продавали поездки, обещали, что от Гродно до Хайнувки двадцать километров лесом.", []),
    ("uk", "Призначена окупантами чиновниця казала, що до Маріуполя з Бердянська триста кілометрів і тому везти туди невигідно.", []),
)  # fmt: skip

ALPS = (
    ("ru", "Нефть прокачали через Альпы из Триеста в Мюнхен."),
    ("uk", "Потяг пройшов через Альпи з Мілана до Цюриха."),
)

FIGURES = (
    ("От Магнитогорска до Таганрога по прямой 1 580 километров, по железной дороге — больше двух тысяч.", [1580.0, 2000.0]),
    ("Ингольштадт лежит «в четырёхстах километрах от Мюнхена». Правильный ответ — семьдесят.", [400.0, 70.0]),
)


def run(text: str, language: str) -> Itinerary:
    return pipeline.run(Report(text, language=language, published="2024-03-10"))


@pytest.mark.parametrize(("language", "text", "legs"), LEGS)
def test_the_legs_of_a_report(language: str, text: str, legs: list[tuple[str, str, str]]) -> None:
    itinerary = run(text, language)
    names = {w.id: w.place.name for w in itinerary.waypoints if w.place}
    assert [(names.get(leg.origin), names.get(leg.destination), leg.mode) for leg in itinerary.legs] == legs


@pytest.mark.parametrize(("language", "text"), ALPS)
def test_mountains_that_are_listed_are_no_case_of_a_city(language: str, text: str) -> None:
    assert "Aleppo" not in {w.place.name for w in run(text, language).waypoints if w.place}


@pytest.mark.parametrize(("text", "values"), FIGURES)
def test_a_bare_number_in_words_takes_up_the_figure_before(text: str, values: list[float]) -> None:
    assert [c.value for c in run(text, "ru").claims] == values


def test_straits_are_on_the_way_of_the_ship_and_not_of_its_cargo() -> None:
    text = (
        "Таганрог. Теплоход с рулонной сталью отчалил из Таганрога в Гемлик. Рулоны приехали сюда поездами из Магнитогорска.\n\n"
        "Теплоход минует Керченский пролив и Босфор. С причала металл развезут тягачами по заводам Бурсы."
    )
    itinerary = run(text, "ru")
    names = {w.id: w.place.name for w in itinerary.waypoints if w.place}
    assert [names[v] for v in itinerary.legs[0].via] == ["Kerch Strait", "Bosporus"]
    assert [(names[leg.origin], names[leg.destination]) for leg in itinerary.legs][-1] == ("Gemlik", "Bursa")
