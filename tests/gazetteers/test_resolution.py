"""Which place a name means, why, and why the others lost."""

from dataclasses import replace

import pytest

import routes
from routes import pipeline
from routes.atlas.places import open_gazetteer
from routes.extraction.toponyms import find
from routes.gazetteers.resolution import locate
from routes.geoparsing import geoparse, resolve
from routes.model import Claim, Leg, Located, Mentions, Report, Span, Waypoint


def mentions(text: str, language: str = "en") -> Mentions:
    return Mentions(find(text, language, open_gazetteer()))


def place(text: str, language: str = "en") -> Located:
    return locate(mentions(text, language), text, open_gazetteer())


def waypoint(located: Located, name: str) -> Waypoint:
    return next(w for w in located.waypoints if w.name == name)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("The crates were seen in Cordoba, Argentina, in May.", "Cordoba", "AR", None),
        ("The crates were seen in Cordoba, Spain, in May.", "Cordoba", "ES", None),
        ("Nothing moves in Paris, Texas, these days.", "Paris", "US", "TX"),
        ("The Lebanese army closed the road from Beirut to Sidon and Tripoli; Lebanon waits.", "Tripoli", "LB", None),
        ("Libya's coast guard brought them back to Tripoli; Misrata is calm, Benghazi too.", "Tripoli", "LY", None),
        ("Trucks from Amman to Irbid wait in Jordan.", "Irbid", "JO", None),
        ("In Victoria, Melbourne and Geelong were cut off; Australia sent help.", "Victoria", "AU", "07"),
    ],
)
def test_the_company_of_a_name_decides(text: str, name: str, country: str, admin1: str | None) -> None:
    found = waypoint(place(text), name).place
    assert found is not None
    assert found.country == country
    assert admin1 is None or found.admin1 == admin1


def test_losers_are_kept_with_the_reason_they_lost() -> None:
    w = waypoint(place("The crates were seen in Cordoba, Argentina, in May."), "Cordoba")
    assert w.reasons
    spanish = next(c for c in w.alternatives if c.place.country == "ES")
    assert "not in AR" in spanish.reasons


def test_mentions_of_one_place_make_one_waypoint() -> None:
    located = place("From Ostrava the train went to Brno. In Brno, it waited; Ostrava was closed.")
    assert [(w.id, w.name, len(w.mentions)) for w in located.waypoints] == [("p1", "Ostrava", 2), ("p2", "Brno", 2)]


def test_case_forms_are_one_place() -> None:
    located = place("Поезд вышел из Самары. В Самару он не вернулся.", "ru")
    assert len(located.waypoints) == 1


def test_a_government_is_never_on_the_route() -> None:
    text = "Warsaw denies that the lorry went to Lublin."
    m = mentions(text)
    leg = Leg("l1", "t1", "t2", Span(0, len(text)), "road")
    located = locate(replace(m, legs=(leg,)), text, open_gazetteer())
    assert {w.name: w.role for w in located.waypoints} == {"Warsaw": "metonym", "Lublin": "on_route"}


def test_legs_and_claims_refer_to_waypoints() -> None:
    text = "The ship sailed from Gdynia to Klaipeda, 200 km from the Latvian border."
    m = mentions(text)
    leg = Leg("l1", "t1", "t2", Span(0, len(text)), "sea")
    claim = Claim("c1", Span(41, 71), "point-to-border", 200.0, "km", 190_000, 210_000, origin="t2", target="border:t3")
    located = locate(replace(m, legs=(leg,), claims=(claim,)), text, open_gazetteer())
    assert (located.legs[0].origin, located.legs[0].destination) == ("p1", "p2")
    assert (located.claims[0].origin, located.claims[0].target) == ("p2", "border:LV")


def test_a_sea_leg_ends_at_water() -> None:
    text = "The cargo went from Alexandria to Cartagena."
    m = mentions(text)
    leg = Leg("l1", "t1", "t2", Span(0, len(text)), "sea")
    located = locate(replace(m, legs=(leg,)), text, open_gazetteer())
    by_name = {w.name: w for w in located.waypoints}
    assert by_name["Alexandria"].place is not None
    assert by_name["Alexandria"].place.country == "EG"


@pytest.mark.parametrize(
    ("text", "language", "name", "country"),
    [
        (
            "The graphite leaves Nacala for Savannah and Vidalia in the United States. The American lender is content; "
            "investors met in Melbourne.",
            "en",
            "Melbourne",
            "AU",
        ),
        ("Trinidad.- Los camiones salieron el lunes de Riberalta, en Bolivia, y cruzaron el Mamoré.", "es", "Trinidad", "BO"),
        ("The wheat reached Djibouti by ship, 560 km from Addis Ababa.", "en", "Djibouti", "DJ"),
    ],
)
def test_the_well_known_place_is_meant_unless_the_text_says_otherwise(text: str, language: str, name: str, country: str) -> None:
    found = waypoint(place(text, language), name).place
    assert found is not None
    assert found.country == country


def test_a_name_in_cyrillic_may_be_any_of_its_namesakes() -> None:
    text = "Автобусы довезли их из Тапачулы в Сьюдад-Идальго, на границу с Гватемалой."
    made = pipeline.run(Report(text, language="ru"))
    found = next(w.place for w in made.waypoints if w.name == "Сьюдад-Идальго")
    assert found is not None
    assert round(found.lat, 1) == 14.7  # the one on the Suchiate, not the one in Michoacán


def test_nothing_holds_itself() -> None:
    text = "They drove to Loreto, and from Loreto a plane took them to Tijuana in Mexico."
    assert all(not t.within for t in find(text, "en", open_gazetteer()) if t.surface == "Loreto")


def test_no_town_lies_a_hundred_times_as_far_as_the_text_says() -> None:
    text = "Le convoi a quitté Lac-Mégantic, au Québec, pour Nantes. Nantes est à 13 km à l'ouest de Lac-Mégantic."
    made = pipeline.run(Report(text, language="fr"))
    assert [w.place.country for w in made.waypoints if w.name == "Nantes" and w.place is not None] in ([], ["CA"])


def test_a_stated_distance_picks_the_namesake_that_fits() -> None:
    text = "Alexandria lies 215 km from Bucharest."
    m = mentions(text)
    claim = Claim("c1", Span(16, 38), "point-to-point", 87.0, "km", 80_000, 95_000, origin="t1", target="t2")
    located = locate(replace(m, claims=(claim,)), text, open_gazetteer())
    found = waypoint(located, "Alexandria").place
    assert found is not None
    assert found.country == "RO"


def test_vague_words_widen_the_point() -> None:
    sharp, vague = (waypoint(place(f"A depot {word} Gomel burned."), "Gomel").radius_m for word in ("in", "near"))
    assert vague == sharp + 15_000


def test_the_same_text_gives_the_same_answer() -> None:
    text = "Springfield and Portland are far from Salem; Cordoba is not near Valencia."
    assert place(text) == place(text)


def test_geoparse_gives_points_and_scores() -> None:
    found = geoparse("Trains run from Ulaanbaatar to Irkutsk.")
    assert [(m.start, m.end) for m in found] == [(16, 27), (31, 38)]
    assert all(m.lat is not None and m.lon is not None and 0 <= m.score <= 1 for m in found)


def test_resolve_answers_each_span() -> None:
    text = "They drove from Windhoek to Gaborone past Xyzzyville."
    windhoek, gaborone, street = resolve(text, [(16, 24), (28, 36), (42, 52)], language="en")
    assert windhoek is not None and windhoek.place is not None and windhoek.place.country == "NA"
    assert gaborone is not None and gaborone.place is not None and gaborone.place.country == "BW"
    assert street is not None and street.score == 0
    assert resolve("Nothing here.", [(0, 7)], language="en") == (None,)


def test_a_way_that_is_told_is_no_shorter_than_the_line() -> None:
    text = (
        "From Louisville the parcels go out again by air, some of them to Cologne, 3,800 nautical miles off. "
        "The planes of the United States line fly at night."
    )
    run = routes.run(Report(text=text, source="x.txt", sha256="", title="", language="en", published=""))
    assert [w.place and w.place.country for w in run.waypoints if w.name == "Cologne"] == ["DE"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Bound for Antwerp, the ship had sailed from Churchill in Manitoba; Canada and the United States sent pilots.", "Antwerp", "BE"),
        ("Canada's buyers in Edmonton, Prince George and Kitimat asked Houston for quotes. Canada's ports wait.", "Houston", "US"),
    ],
)
def test_a_great_city_needs_no_container_beside_a_village_of_its_name(text: str, name: str, country: str) -> None:
    found = waypoint(place(text), name).place
    assert found is not None
    assert found.country == country


def test_a_town_is_meant_sooner_than_the_region_that_has_its_name() -> None:
    found = waypoint(place("La ruta pasa por Durazno y llega a Montevideo.", "es"), "Durazno").place
    assert found is not None
    assert found.feature_code.startswith("PPL")


def test_a_base_is_no_state_that_bears_its_name() -> None:
    found = waypoint(place("Despegó de la base militar de Santa Elena, en Colombia.", "es"), "Santa Elena").place
    assert found is None or found.feature_code != "PCLI"


def test_a_town_whose_name_is_the_adjective_of_a_sea_is_the_town() -> None:
    found = waypoint(place("Пором прибув до Чорноморська.", "uk"), "Чорноморськ").place
    assert found is not None
    assert (found.country, found.feature_code[:3]) == ("UA", "PPL")


def test_an_island_that_no_data_set_has_is_no_far_village_of_the_name() -> None:
    located = place("Судно пішло з Сантуша довкола мису Іванівка до Ресіфі.", "uk")
    assert all(w.place is None or w.place.country == "BR" for w in located.waypoints)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("El ferri salió de Cádiz hacia Arrecife con 230 pasajeros.", {"Cádiz": "ES", "Arrecife": "ES"}),
        ("The ferry left Ketchikan for Juneau at dawn.", {"Ketchikan": "US", "Juneau": "AK"}),
        ("A ship sailed from Halifax to Sydney with cattle.", {"Halifax": "CA", "Sydney": "CA"}),
        ("O ferry largou da Horta para a Madalena.", {"Horta": "PT", "Madalena": "PT"}),
        ("El barco navegó de La Paz a Topolobampo.", {"La Paz": "MX", "Topolobampo": "MX"}),
        ("The train ran from Birmingham to Montgomery.", {"Birmingham": "AL", "Montgomery": "AL"}),
        ("The truck drove from Valencia to Maracay.", {"Valencia": "VE", "Maracay": "VE"}),
    ],
)
def test_two_names_of_one_leg_settle_together(text: str, places: dict[str, str]) -> None:
    located = {w.name: w.place for w in pipeline.run(Report(text)).waypoints}
    for name, area in places.items():
        found = located[name]
        assert found is not None
        assert area in (found.country, found.admin1)


def test_a_place_does_not_speak_for_its_own_country() -> None:
    (w,) = place("The crates were seen in Cordoba.").waypoints
    assert "the report names its country or region" not in w.reasons


@pytest.mark.parametrize(
    ("text", "name", "own"),
    [
        ("Вантаж прибув до Слов'янська з Одеси.", "Слов'янськ", "Slovyansk"),  # Nikopol was once called so
        ("Вантаж прибув до Нікополя з Одеси.", "Нікополь", "Nikopol"),
    ],
)
def test_a_cyrillic_name_is_sooner_the_place_that_is_called_so_now(text: str, name: str, own: str) -> None:
    (mention,) = (m for m in geoparse(text, "uk") if text[m.start : m.end].startswith(name[:5]))
    assert mention.place is not None
    assert mention.place.name == own


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The ship left Odesa for Djibouti and went through the Suez Canal.", "Suez Canal", "CNL"),
        ("The ship sailed from Odesa to Suez with wheat.", "Suez", "PPL"),
    ],
)
def test_a_canal_is_on_the_way_and_the_city_of_its_name_an_end(text: str, name: str, code: str) -> None:
    report = Report(text=text, language="en")
    chosen = waypoint(pipeline.locate(pipeline.extract(report), report), name).place
    assert chosen is not None
    assert chosen.feature_code == code
