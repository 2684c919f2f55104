"""Names in Russian, Ukrainian, Polish and Turkish: written as those languages hear them, in any case, and which place they mean."""

import pytest

from routes import geoparse
from routes.model import Report
from routes.pipeline import run

PLACED = [
    # listed only in other letters, with what says that a place stands there: an adjective, a verb further on, a kind of place in front
    ("ru", "Балкер взял курс на индийский Тутикорин.", "Тутикорин", "Thoothukudi"),
    ("ru", "В иранский Ноушехр судно пришло в пятницу.", "Ноушехр", "Nowshahr"),
    ("uk", "З Тенгізу вона йде нафтопроводом до Новоросійська.", "Тенгізу", "Tengiz"),
    ("uk", "Трейлери везуть їх через пункт пропуску «Краківець».", "Краківець", "Krakovets"),
    ("pl", "Autokary dotarły do Szarm el-Szejk.", "Szarm el-Szejk", "Sharm el-Sheikh"),
    ("pl", "Ciężarówki dojechały do Umm Kasr.", "Umm Kasr", "Umm Qaşr"),
    ("uk", "Контейнери йдуть через Чоп до Рієки.", "Рієки", "Rijeka"),  # a place is known before it
    ("uk", "Далі маршруткою до Бельців.", "Бельців", "Bălţi"),  # a vehicle is
    ("uk", "До кордону сорок кілометрів від Джурджулешт.", "Джурджулешт", "Giurgiulești"),  # a distance is told from it
    ("uk", "Вантажівки перетнули Баб-ель-Хаву пополудні.", "Баб-ель-Хаву", "Bab al-Hawa"),  # it is crossed
    ("uk", "Паливо возили з Вараша в Желєзногорськ Красноярського краю.", "Желєзногорськ", "Zheleznogorsk"),  # its province follows
    # the genitive of names that are plurals
    ("uk", "Літак повернувся з Афін до Одеси.", "Афін", "Athens"),
    ("ru", "Рыбу везут с Курил.", "Курил", "Kuril Islands"),
    ("ru", "Автобус идёт из Ясс в Кишинёв.", "Ясс", "Iaşi"),
    # no village that was once called so, however often its country is named
    ("uk", "Діти їхали через Мінськ і Брест до Ковеля, Луцька, Рівного та Києва. Україна прийняла їх.", "Брест", "Brest"),
    # words of the language that are names here
    ("uk", "Команда чартером вилетіла до Порту.", "Порту", "Porto"),
    ("ru", "Из Оша их довезли автобусом до Андижана.", "Оша", "Osh"),
    # an adjective by itself is no case of the town that it could be made from
    ("uk", "Літак сів на підмосковному аеродромі Чкаловський.", "Чкаловський", "Chkalovsky"),
    # a town and a river of one name
    ("uk", "Двигун, складений у Дніпрі, повезли до Жешува.", "Дніпрі", "Dnipro"),
    ("uk", "Баржа з піском ішла Дніпром до Запоріжжя.", "Дніпром", "Dnieper"),
    ("uk", "Потяг із Сирета прибув до Чернівців.", "Сирета", "Siret"),
    # towns where the report is at home, and those whose own name is written with its accents
    ("uk", "Колона вирушила з Токмака вранці.", "Токмака", "Tokmak"),
    ("tr", "Konvoy Sinop'tan yola çıktı.", "Sinop", "Sinop"),
    ("tr", "Yağ, kara tankerleriyle Çorum'a taşındı.", "Çorum", "Çorum"),
    # no case of a name on -a ends so
    ("ru", "Груз доставили морем из Тамани.", "Тамани", "Taman"),
    ("uk", "Потяг вирушив із Баранович.", "Баранович", "Baranovichi"),
]


@pytest.mark.parametrize(("language", "text", "name", "place"), PLACED)
def test_a_name_means_the_place_that_its_readers_think_of(language: str, text: str, name: str, place: str) -> None:
    start = text.index(name)
    found = [m.place.name for m in geoparse(text, language) if m.start <= start < m.end and m.place is not None]
    assert found == [place]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "Зерно приходит из иранского Хафа.", "Хафа"),  # Jaffa is in Israel
        ("uk", "Він зустрівся з Байденом і звернувся до Пелосі.", "Пелосі"),
    ],
)
def test_a_name_in_other_letters_is_no_place_elsewhere_that_sounds_alike(language: str, text: str, name: str) -> None:
    start = text.index(name)
    assert [m.place for m in geoparse(text, language) if m.start <= start < m.end and m.place is not None] == []


def test_the_adjective_of_a_country_right_before_a_name_tells_which_place_is_meant() -> None:
    (masan,) = (
        m for m in geoparse("Czołgi dotarły do Gdyni z południowokoreańskiego Masanu.", "pl") if m.place and m.place.name == "Masan"
    )
    assert masan.place is not None
    assert masan.place.country == "KR"


def test_whom_one_goes_with_is_no_place() -> None:
    assert geoparse("З Іваном вона поїхала на вокзал.", "uk") == ()


def test_of_two_places_at_a_stated_distance_the_one_that_fits_better_is_meant() -> None:
    made = run(Report("Ступінь везуть судном з Ліворно на космодром Куру. Від Ліворно до Куру близько 7400 км по прямій.", language="uk"))
    assert [(w.place.country, w.name) for w in made.waypoints if w.place is not None] == [("IT", "Ліворно"), ("GF", "Куру")]
