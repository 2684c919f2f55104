"""Which names in a text are places, and what the text says of them."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes import geoparse
from routes.atlas.places import open_gazetteer
from routes.extraction.toponyms import find
from routes.model import Toponym


def read(text: str, language: str = "en") -> dict[str, Toponym]:
    return {t.surface: t for t in find(text, language, open_gazetteer())}


def test_names_are_found_in_order_with_their_offsets() -> None:
    text = "The convoy left Mombasa for Kampala and reached Juba a week later."
    found = find(text, "en", open_gazetteer())
    assert [(t.id, t.surface) for t in found] == [("t1", "Mombasa"), ("t2", "Kampala"), ("t3", "Juba")]
    assert all(text[t.span.start : t.span.end] == t.surface for t in found)


@pytest.mark.parametrize(
    ("text", "language", "person"),
    [
        ("The convoy stopped in Gdynia, said Sydney Marlow, a driver.", "en", "Sydney"),
        ("Captain Lincoln Hale left Gdynia at dawn.", "en", "Lincoln"),
        ("Le train est parti de Lyon, selon Mme Florence Nantes.", "fr", "Florence"),
        ("El camión salió de Rosario, dijo el inspector Víctor Toledo.", "es", "Toledo"),
        ("Der Zug fuhr nach Passau, sagte Sprecher Karl Bremen.", "de", "Bremen"),
        ("Поезд прибыл в Самару, сообщил машинист Владимир Тверской.", "ru", "Владимир"),
        ("Потяг прибув до Полтави, сказав машиніст Володимир Сумський.", "uk", "Володимир"),
        ("Il camion è partito da Bari, dice l'autista Vittoria Messina.", "it", "Messina"),
        ("O navio saiu de Santos, disse o capitão Vitória Braga.", "pt", "Braga"),
    ],
)
def test_people_named_after_places_are_no_places(text: str, language: str, person: str) -> None:
    found = read(text, language)
    assert not any(person in surface for surface in found)
    assert len(found) == 1


def test_a_surname_is_remembered_through_the_text() -> None:
    assert set(read("Thomas Bradford drove to Dover. Bradford slept in his lorry.")) == {"Dover"}


def test_ships_are_no_places() -> None:
    found = read("The freighter Odessa sailed from Piraeus. The tanker “Lagos” followed.")
    assert set(found) == {"Piraeus"}


def test_common_words_and_weekdays_are_no_places() -> None:
    found = read("Most trucks left on Monday. Reading the log, police found nothing nice. The driver came from Tours.")
    assert set(found) <= {"Tours"}


@pytest.mark.parametrize(
    ("text", "language", "surface", "country"),
    [
        ("They met at the Kazakh border.", "en", "Kazakh", "KZ"),
        ("Le convoi a passé la frontière géorgienne.", "fr", "géorgienne", "GE"),
        ("El tren cruzó la frontera polaca.", "es", "polaca", "PL"),
        ("Der Zug erreichte die rumänische Grenze.", "de", "rumänische", "RO"),
        ("Состав пересёк китайскую границу.", "ru", "китайскую", "CN"),
        ("Потяг перетнув польський кордон.", "uk", "польський", "PL"),
    ],
)
def test_adjectives_of_countries_are_marked(text: str, language: str, surface: str, country: str) -> None:
    t = read(text, language)[surface]
    assert "demonym" in t.cues
    assert t.candidates[0].country == country


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("Tokyo denies the charge.", "en", "Tokyo"),
        ("The report reached the Kremlin on Friday.", "en", "Kremlin"),
        ("We condemn Minsk for the attack.", "en", "Minsk"),
        ("Varsovie dément toute livraison.", "fr", "Varsovie"),
        ("À Madrid, on assure que tout est prêt.", "fr", "Madrid"),
        ("Lima rechazó la acusación.", "es", "Lima"),
        ("Prag dementiert den Bericht.", "de", "Prag"),
        ("Анкара отрицает поставки.", "ru", "Анкара"),
        ("Варшава заперечує постачання.", "uk", "Варшава"),
    ],
)
def test_capitals_and_buildings_stand_for_governments(text: str, language: str, surface: str) -> None:
    assert "metonym" in read(text, language)[surface].cues


def test_a_capital_on_the_way_is_a_city() -> None:
    found = read("The train from Warsaw to Berlin was late, and the lorry drove on to Prague.")
    assert not any("metonym" in t.cues for t in found.values())


def test_containers_are_seen() -> None:
    found = read("The parts left Odessa, Texas, for Valencia (Spain) and then Durango in Mexico.")
    assert found["Odessa"].within == found["Texas"].id
    assert found["Valencia"].within == found["Spain"].id
    assert found["Durango"].within == found["Mexico"].id


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ship left Tripoli in northern Lebanon."),
        ("fr", "Le navire a quitté Tripoli, dans le nord du Liban."),
        ("es", "El buque salió de Trípoli, en el norte del Líbano."),
        ("de", "Das Schiff verließ Tripoli im Norden des Libanon."),
        ("ru", "Судно вышло из Триполи на севере Ливана."),
        ("uk", "Судно вийшло з Триполі на півночі Лівану."),
        ("it", "La nave ha lasciato Tripoli, nel nord del Libano."),
        ("pt", "O navio deixou Trípoli, no norte do Líbano."),
    ],
)
def test_a_part_of_a_country_contains_a_name(language: str, text: str) -> None:
    assert [(m.place.name, m.place.country) for m in geoparse(text, language) if m.place] == [("Tripoli", "LB"), ("Lebanon", "LB")]


def test_datelines_are_marked() -> None:
    assert "dateline" in read("NAIROBI (Agency) — The ship left Mombasa.")["NAIROBI"].cues
    assert "dateline" in read("Dakar, envoyé spécial. Le navire a quitté Abidjan.", "fr")["Dakar"].cues
    assert "dateline" in read("LAGOS, March 5 (Agency) - The ship left Lomé.")["LAGOS"].cues
    assert "dateline" in read("Dakar, le 1er mai 2021 – Le navire a quitté Abidjan.", "fr")["Dakar"].cues
    assert "dateline" in read("ОДЕСА, 4 травня — Судно вийшло з Ізмаїла.", "uk")["ОДЕСА"].cues
    assert "dateline" not in read("NAIROBI (Agency) — The ship left Mombasa.")["Mombasa"].cues


def test_vague_words_and_feature_words_are_kept() -> None:
    found = read("A depot near Gomel received crates from the port of Ventspils.")
    assert found["Gomel"].vague_m == 15_000
    assert "port" in found["Ventspils"].cues


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("de", "Hinter Koblenz beginnt die Kriecherei.", {"Koblenz"}),
        ("de", "Abgelegt wurde in Juba; Bor passierten wir am zweiten Tag.", {"Juba", "Bor"}),
        ("de", "Die Holzkiste, in der Kater Cyril nach Trippstadt gereist war, steht im Museum.", {"Trippstadt"}),
        ("uk", "Досі зливки йшли залізницею прямо до Новоросійська.", {"Новоросійська"}),
        ("en", "Reading the log, the pilot saw that the barge had left Hull.", {"Hull"}),
        ("fr", "La desserte Perpignan-Rungis achemine des tomates.", {"Perpignan", "Rungis"}),
        ("tr", "Konteynerler Bakü-Tiflis-Kars demiryoluyla taşındı.", {"Bakü", "Tiflis", "Kars"}),
    ],
)
def test_towns_are_told_from_words_and_people(language: str, text: str, places: set[str]) -> None:
    assert {t.surface for t in find(text, language, open_gazetteer())} == places


@pytest.mark.parametrize(
    ("language", "text", "name", "place"),
    [
        ("de", "Die Pistazien kommen aus Rafsandschan mit dem Lastwagen.", "Rafsandschan", "Rafsanjān"),
        ("fr", "Les obus partent de Gorna Oriahovitsa par le train.", "Gorna Oriahovitsa", "Gorna Oryahovitsa"),
    ],
)
def test_foreign_names_as_other_languages_hear_them(language: str, text: str, name: str, place: str) -> None:
    found = {t.surface: t.candidates[0].name for t in find(text, language, open_gazetteer()) if t.candidates}
    assert found.get(name) == place


def test_names_of_bodies_are_marked() -> None:
    assert "organisation" in read("The Chicago Tribune wrote about Peoria.")["Chicago"].cues


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il emploie l'acronyme en anglais.", "fr"),
        ("He repeated it in Russian.", "en"),
        ("Lo dijo en francés.", "es"),
        ("Lo ha scritto in russo.", "it"),
        ("O aviso estava em inglês.", "pt"),
    ],
)
def test_the_name_of_a_language_is_no_country(text: str, language: str) -> None:
    assert read(text, language) == {}


def test_an_adjective_before_its_noun_is_no_language() -> None:
    assert set(read("The freighter waited in Russian waters.")) == {"Russian"}


def test_a_surname_is_nobodys_before_the_person_is_named() -> None:
    found = find("The boxes went from Kansas City to Laredo. Plant manager Victoria Laredo has never seen them.", "en", open_gazetteer())
    assert [t.surface for t in found] == ["Kansas City", "Laredo"]


@pytest.mark.parametrize(
    ("text", "language", "surface"),
    [
        ("Die Züge rollen von Magdeburg nach Hamburg. Das Werk Zielitz belädt sie.", "de", "Zielitz"),
        ("Containers were ferried over the river to Carmelo Peralta from Porto Murtinho.", "en", "Carmelo Peralta"),
        ("Lo cuenta el motorista Nelson Riberalta. La carga seguirá en camioneta a Riberalta.", "es", "Riberalta"),
    ],
)
def test_a_place_is_known_by_its_company_and_by_the_verb_that_leads_to_it(text: str, language: str, surface: str) -> None:
    assert surface in [t.surface for t in find(text, language, open_gazetteer())]


def test_a_site_is_called_again_by_its_first_word() -> None:
    text = "The crew was flown to Travis Air Force Base in California. From Travis they were driven to Sacramento."
    found = find(text, "en", open_gazetteer())
    assert [t.candidates[0].feature_code for t in found if t.surface.startswith("Travis")] == ["AIRB", "AIRB"]


def test_the_ends_of_a_ferry_line_are_no_ships() -> None:
    assert set(read("Il traghetto Napoli-Palermo impiega dieci ore.", "it")) == {"Napoli", "Palermo"}
    assert set(read("Нічний удар зупинив пором Орлівка — Ісакча.", "uk")) == {"Орлівка", "Ісакча"}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "The convoy kept to its timetable: Lyon, Tournus, Dijon.", ["Lyon", "Tournus", "Dijon"]),
        ("fr", "Le convoi a tenu l'horaire : Lyon, Tournus, Dijon.", ["Lyon", "Tournus", "Dijon"]),
        ("es", "El convoy cumplió el horario: Madrid, Almazán, Zaragoza.", ["Madrid", "Almazán", "Zaragoza"]),
        ("ru", "Колонна шла по расписанию: Псков, Дно, Витебск.", ["Псков", "Дно", "Витебск"]),
        ("ru", "Колонна шла по расписанию: Хорог, Мургаб, перевал Кызыл-Арт.", ["Хорог", "Мургаб", "Кызыл-Арт"]),
        ("uk", "Колона йшла за розкладом: Комрат, Бєльці, Сороки.", ["Комрат", "Бєльці", "Сороки"]),
    ],
)
def test_a_name_in_a_series_of_places_is_one(language: str, text: str, names: list[str]) -> None:
    assert list(read(text, language)) == names


def test_a_small_place_is_known_by_the_verb_that_leads_to_it() -> None:
    assert "Albina" in read("La pirogue traverse le fleuve, d'Albina à Cayenne.", "fr")


@given(st.text(max_size=300))
def test_any_text_gives_toponyms_that_lie_in_it(text: str) -> None:
    found = find(text, "en", open_gazetteer())
    for a, b in pairwise(found):
        assert a.span.end <= b.span.start
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)


def test_mutations_of_the_frame_change_no_name() -> None:
    core = "The wagons left Brest for Łódź on 3 May and reached Poznań two days later."
    expected = ["Brest", "Łódź", "Poznań"]
    frames = ["{}", "GENEVA (Agency) — {}", "{} Ottawa denies it.", "Georgia Alexander said so. {}", "<p>{}</p>", "- {}\n- The end."]
    for frame in frames:
        names = [t.surface for t in find(frame.format(core), "en", open_gazetteer())]
        assert [n for n in names if re.fullmatch("|".join(expected), n)] == expected


def test_a_name_listed_only_in_other_letters_is_found_where_a_place_would_stand() -> None:
    found = read("Деталі везуть із порту Амірабад до Єлабуги. Сама Єлабуга лежить на Камі.", "uk")
    assert [(s, found[s].candidates[0].name) for s in ("Амірабад", "Єлабуги", "Єлабуга")] == [
        ("Амірабад", "Amirabad"),
        ("Єлабуги", "Yelabuga"),
        ("Єлабуга", "Yelabuga"),
    ]
    assert read("Лодки вышли из Нуадибу и дошли до Лас-Пальмаса.", "ru")["Лас-Пальмаса"].candidates[0].country == "ES"
    assert "Газпрому" not in read("Уряд стягнув штраф із «Газпрому».", "uk")
    assert "Мелинды" not in read("Деньги дал фонд Билла и Мелинды.", "ru")


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("fr", "Le roulier venu de Pendik est à quai.", "Pendik"),
        ("de", "Der Zug soll auf einer Umleitung über Magdeburg fahren.", "Magdeburg"),
        ("de", "Am Fjord liegt die Siedlung Barentsburg.", "Barentsburg"),
        ("ru", "Зерно доставляют в Ош грузовиками.", "Ош"),
    ],
)
def test_a_small_or_short_name_is_known_by_what_leads_to_it(language: str, text: str, surface: str) -> None:
    assert surface in read(text, language)


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("en", "The wood pellets are railed to Prince Rupert through Terrace.", "Prince Rupert"),
        ("pt", "Os deslocados regressaram a Cabo Delgado em autocarros.", "Cabo Delgado"),
        ("pt", "O cargueiro seguiu contornando o Cabo da Boa Esperança.", "Cabo da Boa Esperança"),
        ("en", "The ore goes by way of Gillam to the coast.", "Gillam"),
        ("de", "Hamburg meldet weniger Container als im Vorjahr.", "Hamburg"),
        ("de", "Die Schwertransporte rollen über Magdeburg weiter.", "Magdeburg"),
        ("it", "I vagoni sono partiti da Regina, nel Saskatchewan, ieri sera.", "Regina"),
        ("ru", "Свободный стоит в 130 километрах к северу от Благовещенска.", "Свободный"),
        ("ru", "Паром Очамчира — Самсун ходит раз в неделю.", "Очамчира"),
        ("ru", "ОШ. Первый контейнер пришёл вчера.", "ОШ"),
        ("uk", "Ще один тепловоз бачили на Кальчику.", "Кальчику"),
    ],
)
def test_a_name_is_known_by_the_footing_that_it_has(language: str, text: str, surface: str) -> None:
    assert surface in read(text, language)


def test_a_title_before_a_name_that_is_nowhere_stays_a_persons() -> None:
    assert set(read("Prince George opened the bridge in Sydney.")) == {"Sydney"}


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("uk", "Судно пішло довкола мису Доброї Надії.", "мису Доброї Надії"),
        ("it", "La chiatta ha risalito il Po fino a Cremona.", "Po"),
        ("de", "GENF – Zwölf Lastwagen sind aufgebrochen.", "GENF"),
        ("de", "Das Erz wird zum Verladehafen Narvik gebracht.", "Narvik"),
        ("pt", "Os bois foram embarcados em Barcarena, no Pará.", "Pará"),
        ("it", "Il relitto finirà in un cantiere di Aliağa.", "Aliağa"),
        ("es", "El avión hizo escala en Gander y Shannon.", "Shannon"),
    ],
)
def test_accents_compounds_datelines_and_company_make_a_name(language: str, text: str, surface: str) -> None:
    assert surface in read(text, language)


def test_a_state_after_of_tells_a_name_from_its_namesakes() -> None:
    found = read("No es Valencia de Venezuela, sino la otra.", "es")
    assert found["Valencia"].within == found["Venezuela"].id


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "“The ramp is cracked,” said Perth Ndlovu, who loads the trucks.", "Perth"),
        ("fr", "« On attend », sourit Labé Camara, sur le quai.", "Labé"),
        ("es", "El camionero, Durango Salas, durmió en la cabina.", "Durango"),
        ("en", "Tamatave Rakoto, a pilot on the river, agreed.", "Tamatave"),
    ],
)
def test_who_says_something_or_is_something_is_a_person(language: str, text: str, people: str) -> None:
    assert not any(people in surface for surface in read(text, language))


@pytest.mark.parametrize(
    ("language", "text", "name", "taken"),
    [
        ("es", "El «Porto Santo» zarpó ayer de Setúbal.", "Porto Santo", False),
        ("de", "Der Frachter kam mit der »Krefeld« nach Basel.", "Krefeld", False),
        ("ru", "Танкер взял груз на терминале «Утренний».", "Утренний", True),
        ("ru", "Груз повезли на КамАЗах в Тверь.", "КамАЗах", False),
        ("de", "Die Fähre wurde zum Abwracken nach Aliağa geschleppt.", "Abwracken", False),
    ],
)
def test_names_in_quotation_marks_are_places_where_a_word_says_so(language: str, text: str, name: str, taken: bool) -> None:
    assert (name in read(text, language)) is taken


@pytest.mark.parametrize(
    ("language", "text", "surface", "place"),
    [
        ("en", "The aid was flown to the Georgian capital.", "Georgian capital", "Tbilisi"),
        ("es", "El buque atracó cerca de la capital panameña.", "capital panameña", "Panama City"),
        ("ru", "Колонна дошла до армянской столицы.", "армянской столицы", "Yerevan"),
    ],
)
def test_the_capital_of_a_people_is_that_city(language: str, text: str, surface: str, place: str) -> None:
    assert read(text, language)[surface].candidates[0].name == place


@pytest.mark.parametrize(
    ("language", "text", "surface", "country"),
    [
        ("en", "The trucks wait at the Nasib crossing.", "Nasib crossing", "SY"),
        ("en", "Traffic over the Zoji La is closed.", "Zoji La", "IN"),
        ("fr", "Les camions passent par le col de Lars.", "col de Lars", "GE"),
        ("de", "Der Zug rollte durch den Lötschberg nach Brig.", "Lötschberg", "CH"),
        ("ru", "Контейнеры подняли на перевал Кульма.", "перевал Кульма", "TJ"),
        ("uk", "Автобус стоїть на Вишньому Нємецькому.", "Вишньому Нємецькому", "SK"),
        ("es", "El buque salió hacia la isla Livingston.", "isla Livingston", "AQ"),
        ("it", "Il cargo è atterrato a Mario Zucchelli.", "Mario Zucchelli", "AQ"),
        ("pt", "A carga cruzou a Ponte da Amizade.", "Ponte da Amizade", "PY"),
        ("fr", "Les bêtes sont arrivées au parc national de Zakouma.", "Zakouma", "TD"),
        ("es", "Los animales llegaron al parque nacional Serengeti.", "Serengeti", "TZ"),
        ("de", "Die Fracht kam per Schiff von der Osterinsel.", "Osterinsel", "CL"),
        ("it", "La nave ha doppiato Capo Nord.", "Capo Nord", "NO"),
        ("en", "The cattle crossed at Lukeville at noon.", "Lukeville", "US"),
        ("en", "The ferry came to Wemyss Bay at noon.", "Wemyss Bay", "GB"),
    ],
)
def test_crossings_passes_islands_and_stations_are_known(language: str, text: str, surface: str, country: str) -> None:
    assert read(text, language)[surface].candidates[0].country == country


def test_the_article_of_a_range_makes_no_village_of_it() -> None:
    assert read("El cemento había cruzado los Andes en camión.", "es")["Andes"].candidates[0].feature_code == "MTS"


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "The Port Olya-4 crossed the Caspian from Amirabad to Astrakhan.", ["Caspian", "Amirabad", "Astrakhan"]),
        ("en", "The barge Sibir-2 left Omsk for Salekhard.", ["Omsk", "Salekhard"]),
        ("ru", "Поезд пришёл на станцию Брест-2 из Минска.", ["Брест", "Минска"]),
    ],
)
def test_a_name_with_a_number_is_a_ship_unless_it_is_a_station(language: str, text: str, names: list[str]) -> None:
    assert [t.surface for t in find(text, language, open_gazetteer())] == names


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "fr",
            "L'île se trouve au large. L'Île-Rousse et L'Isle-sur-la-Sorgue sont loin d'Alep.",
            ["L'Île-Rousse", "L'Isle-sur-la-Sorgue", "Alep"],
        ),
        ("it", "L'isola è lontana da L'Aquila.", ["L'Aquila"]),
        ("uk", "Вантаж прибув до Слов'янська з М'янми.", ["Слов'янська", "М'янми"]),
    ],
)
def test_an_article_before_an_apostrophe_makes_no_name(language: str, text: str, names: list[str]) -> None:
    assert [t.surface for t in find(text, language, open_gazetteer())] == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ship will leave from Quay 7, not from Pier 2 or Dock D, on Monday."),
        ("fr", "Le navire partira du Quai 7, et non du Môle 2, lundi."),
        ("it", "La nave partirà dal Molo 7 lunedì."),
        ("pt", "A carga está no Armazém 7, junto ao Portão 2."),
        ("ru", "Судно отойдёт от Пирса 7 в понедельник."),
        ("pl", "Statek odpłynie z Pirsu 7 w poniedziałek."),
    ],
)
def test_the_berth_of_a_ship_is_no_place(language: str, text: str) -> None:
    assert find(text, language, open_gazetteer()) == ()
