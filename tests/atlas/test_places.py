"""The gazetteer: names of many kinds in many languages reach the places they mean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.atlas.inflection import nominatives, places_of
from routes.atlas.keys import key_of
from routes.atlas.places import open_gazetteer
from routes.errors import PlaceError


def ids(name: str, language: str = "") -> list[str]:
    return [place.source_id for place in open_gazetteer().lookup(name, language)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("N'Djamena", "ndjamena"),
        ("Saint-Étienne", "saint etienne"),
        ("Орёл", "орел"),
        ("U.S.", "u s"),
        ("東京", "東京"),
        ("Santa Cruz (Bolivia)", "santa cruz"),
    ],
)
def test_a_name_has_one_key_however_it_is_written(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize(
    ("name", "language", "first"),
    [
        ("Russie", "fr", "iso:RU"), ("США", "ru", "iso:US"), ("RPDC", "fr", "iso:KP"), ("EE. UU.", "es", "iso:US"), ("DRC", "en", "iso:CD"),
        ("Georgia", "en", "iso:GE"), ("Mittelmeer", "de", "routes:mediterranean"), ("détroit d'Ormuz", "fr", "routes:strait-of-hormuz"),
        ("Najin", "en", "geonames:2042645"), ("Paris", "fr", "geonames:2988507"), ("Крымский мост", "ru", "routes:crimean-bridge"),
        ("EU", "en", "routes:eu"), ("Darién Gap", "en", "routes:darien-gap"), ("tapón del Darién", "es", "routes:darien-gap"),
        ("Kapıkule", "tr", "routes:kapikule"), ("Frankfurt Airport", "en", "icao:EDDF"), ("Malpensa", "it", "routes:malpensa"),
        ("Vadinar", "en", "routes:vadinar-in"), ("golfe de Laconie", "fr", "routes:laconian-gulf-gr"),
        ("Lochranza", "en", "locode:GBLRZ"), ("Puerto Rosales", "es", "routes:puerto-rosales-ar"),
        ("Гашуун-Сухайт", "ru", "routes:gashuunsukhait-mn"),
        ("Roterdã", "pt", "geonames:2747891"), ("Бендер-Аббас", "ru", "geonames:141681"), ("나진", "ko", "geonames:2042645"),
    ],
)  # fmt: skip
def test_the_most_prominent_place_comes_first(name: str, language: str, first: str) -> None:
    assert ids(name, language)[0] == first


@pytest.mark.parametrize("spelling", ["Dunay", "Dounaï", "Dunai", "Dunaj", "Дунай"])
def test_spellings_of_other_languages_reach_a_russian_town(spelling: str) -> None:
    assert any(p.country == "RU" and abs(p.lat - 42.88) < 0.1 and abs(p.lon - 132.34) < 0.1 for p in open_gazetteer().lookup(spelling))


@pytest.mark.parametrize(
    ("word", "language", "name"),
    [
        ("Москве", "ru", "москва"),
        ("Ельца", "ru", "елец"),
        ("Харкова", "uk", "харків"),
        ("Празі", "uk", "прага"),
        ("Warszawie", "pl", "warszawa"),
    ],
)
def test_case_endings_lead_back_to_the_nominative(word: str, language: str, name: str) -> None:
    assert name in nominatives(key_of(word), language)


def test_adjectives_lead_to_their_place() -> None:
    assert "мариуполь" in places_of("мариупольского", "ru")
    assert "запоріжжя" in places_of(key_of("запорізької"), "uk")


def found(text: str, language: str) -> dict[str, tuple[str, str]]:
    hits = open_gazetteer().scan(text, language)
    return {text[h.start : h.end]: (h.candidates[0].source_id, h.how) for h in reversed(hits)}


def test_a_text_is_scanned_for_names_cases_and_demonyms() -> None:
    seen = found("Поезд шёл из Ростова-на-Дону в Нижний Новгород через украинскую границу.", "ru")
    assert seen["Ростова-на-Дону"] == ("geonames:501175", "inflected")
    assert seen["Нижний Новгород"][0] == "geonames:520555"
    assert seen["украинскую"] == ("iso:UA", "demonym")


@pytest.mark.parametrize(
    ("name", "language", "nominative"),
    [
        ("Горішніх Плавнів", "uk", "Horishni Plavni"),
        ("Жовтих Вод", "uk", "Zhovti Vody"),
        ("Кривому Розі", "uk", "Kryvyy Rih"),
        ("Минеральных Вод", "ru", "Mineralnye Vody"),
        ("Великих Лук", "ru", "Velikiye Luki"),
        ("Starych Babic", "pl", "Stare Babice"),
    ],
)
def test_cases_of_names_of_two_words(name: str, language: str, nominative: str) -> None:
    assert [place.name for place in open_gazetteer().lookup(name, language)][:1] == [nominative]


def test_demonyms_in_lower_case_where_the_language_writes_them_so() -> None:
    assert found("des munitions nord-coréennes", "fr")["nord-coréennes"] == ("iso:KP", "demonym")
    assert "polish" not in found("they polish the turkey", "en")


def test_abbreviations_count_only_as_written() -> None:
    assert found("He told us that the US agreed.", "en") | {} == {
        k: v for k, v in found("He told us that the US agreed.", "en").items() if k != "us"
    }
    assert found("He told us that the US agreed.", "en")["US"][0] == "iso:US"
    assert found("shipped to Springfield, IL today", "en")["IL"][0] == "adm1:US.IL"


def test_hits_come_by_start_then_longest_first() -> None:
    hits = open_gazetteer().scan("The New York City port and the Black Sea.", "en")
    assert [(h.start, -h.end) for h in hits] == sorted((h.start, -h.end) for h in hits)


@settings(max_examples=60)
@given(st.text(max_size=300), st.sampled_from(["", "en", "fr", "ru", "uk", "pl", "de", "xx"]))
def test_any_text_can_be_scanned(text: str, language: str) -> None:
    for hit in open_gazetteer().scan(text, language):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.candidates


def test_places_by_id_and_around_a_point() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.place("geonames:2042645").name == "Rajin"
    assert gazetteer.place("icao:OAKB").country == "AF"
    with pytest.raises(PlaceError):
        gazetteer.place("geonames:1")
    near = gazetteer.near(lat=45.85, lon=40.12, radius_m=20_000, min_population=10_000)
    assert "Tikhoretsk" in [p.name for p in near]


def test_places_are_found_across_the_antimeridian() -> None:
    assert any(p.lon < 0 for p in open_gazetteer().near(lat=-16.8, lon=179.9, radius_m=120_000))


def test_one_slip_of_the_pen_is_forgiven() -> None:
    assert "Tikhoretsk" in [p.name for p in open_gazetteer().fuzzy("Tikhoretks")]


@pytest.mark.parametrize(
    ("name", "language", "place"),
    [
        ("Єлабуги", "uk", ("Yelabuga", "RU")),
        ("Горіса", "uk", ("Goris", "AM")),
        ("Ніредьгазі", "uk", ("Nyíregyháza", "HU")),
        ("Пуэрто-Кабельо", "ru", ("Puerto Cabello", "VE")),
        ("Фуцине", "ru", ("Fuqing", "CN")),
        ("Джоя-Тауро", "ru", ("Gioia Tauro", "IT")),
        ("Пуэрто-Кихарро", "ru", ("Puerto Quijarro", "BO")),
        ("Гай-Левела", "uk", ("High Level", "CA")),
        ("Айзенгюттенштадта", "uk", ("Eisenhüttenstadt", "DE")),
        ("Чорнаводи", "uk", ("Cernavodă", "RO")),
        ("Киндию", "ru", ("Kindia", "GN")),
        ("Эль-Хадиме", "ru", ("Al Khadim", "LY")),
        # by the practice of the language: the Chinese "n" without a soft sign is "ng", the Korean "э" is "ae"
        ("Чанлин", "ru", ("Changling", "CN")),
        ("Тонхэ", "ru", ("Donghae City", "KR")),
        # the first word has an ending too, or alone
        ("Кам'янська-Шахтинського", "uk", ("Kamensk-Shakhtinsky", "RU")),
        ("Чьєрни-над-Тисоу", "uk", ("Čierna nad Tisou", "SK")),
        ("Мармари-Ереглісі", "uk", ("Marmara Ereğlisi", "TR")),
        # the plainest spelling is meant, and no larger city that sounds alike
        ("Илецк", "ru", ("Sol’-Iletsk", "RU")),
        ("Певек", "ru", ("Pevek", "RU")),
        ("Ізмаїлі", "uk", ("Izmayil", "UA")),
    ],
)
def test_a_name_is_found_in_the_letters_of_another_language(name: str, language: str, place: tuple[str, str]) -> None:
    assert [(p.name, p.country) for p in open_gazetteer().respelled(name, language)][:1] == [place]


@pytest.mark.parametrize(
    ("name", "language", "place"),
    [
        ("Афін", "uk", "Athens"),
        ("Шегинь", "uk", "Shehyni"),
        ("Курил", "ru", "Kuril Islands"),
        ("Черкасс", "ru", "Cherkasy"),
        ("Черновцов", "ru", "Chernivtsi"),
    ],
)
def test_the_genitive_of_a_plural_name_has_no_ending(name: str, language: str, place: str) -> None:
    assert place in [p.name for p in open_gazetteer().lookup(name, language)]


def test_no_name_is_spelled_anew_where_the_language_has_no_other_letters() -> None:
    assert open_gazetteer().respelled("Sulina", "en") == ()
    assert open_gazetteer().respelled("Укрзалізниці", "uk") == ()


def test_the_link_of_a_persian_name_is_written_in_any_way() -> None:
    assert {p.name for name in ("Qala-e-Naw", "Qala-i-Naw", "Qala i Naw") for p in open_gazetteer().lookup(name)} == {"Qala i Naw"}


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [("Brussels Airport", 50.90, 4.48), ("Widnes", 53.36, -2.73), ("Hawera", -39.58, 174.30), ("Merowe air base", 18.44, 31.84)],
)
def test_degrees_and_minutes_are_no_decimal_degrees(name: str, lat: float, lon: float) -> None:
    found = [p for p in open_gazetteer().lookup(name) if "Charleroi" not in p.name]
    assert found
    assert all(abs(p.lat - lat) < 0.1 and abs(p.lon - lon) < 0.1 for p in found)


def test_countries_have_names_capitals_and_neighbours() -> None:
    gazetteer = open_gazetteer()
    assert gazetteer.country_name("KP", "fr") == "Corée du Nord"
    country = gazetteer.country("UA")
    assert country.capital_name == "Kyiv"
    assert "RU" in country.neighbours


@pytest.mark.parametrize(
    ("language", "name", "place"),
    [
        ("de", "Rafsandschan", "Rafsanjān"),
        ("de", "Sowjetskaja Gawan", "Sovetskaya Gavan’"),
        ("es", "Ain Sojna", "Al ‘Ayn as Sukhnah"),
        ("es", "Bufarik", "Boufarik"),
        ("fr", "Gorna Oriahovitsa", "Gorna Oryahovitsa"),
        ("fr", "Oulan-Oude", "Ulan-Ude"),
    ],
)
def test_names_as_another_latin_language_hears_them(language: str, name: str, place: str) -> None:
    found = (*open_gazetteer().lookup(name), *open_gazetteer().respelled(name, language))
    assert found[0].name == place


@pytest.mark.parametrize("name", ["Landeyjahöfn", "Krynki", "Deadhorse", "Los Cristianos", "Port Bell"])
def test_small_places_of_journeys_are_known(name: str) -> None:
    assert open_gazetteer().lookup(name)


def test_a_port_far_out_at_sea_by_a_slip_is_left_out() -> None:
    assert all(63.0 < place.lat < 64.0 for place in open_gazetteer().lookup("Landeyjahöfn"))
