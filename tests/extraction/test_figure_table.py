"""Figures that are told as false, hedged from behind, in two units, or as times of a journey: one row for each way of saying it."""

import pytest

from routes import pipeline
from routes.model import Report

FALSE = (  # the false figure first, then the true one where there is one
    ("en", "Agadez is not 290 km but 350 km from Zinder.", 290, 350),
    ("en", "Agadez lies 350 km from Zinder, not 290.", 290, 350),
    ("en", "It isn't 290 km from Agadez to Zinder, it's 350.", 290, 350),
    ("en", "The flight from Djibouti to Aden takes forty minutes, not two hours.", 2, 40),
    ("en", "Officials deny that Agadez is 60 km from Zinder.", 60, 0),
    ("en", "Officials rejected claims that the drive from Kassala to Teseney takes five hours.", 5, 0),
    ("fr", "Agadez n'est pas à 290 km de Zinder mais à 350 km.", 290, 350),
    ("fr", "Agadez se trouve à 350 km, et non 290, de Zinder.", 290, 350),
    ("fr", "Kassala se trouve à 45 km de Teseney au lieu des 15 km annoncés.", 15, 45),
    ("fr", "Les autorités démentent que Batoumi soit à 80 km de Tbilissi.", 80, 0),
    ("de", "Agadez liegt nicht 290, sondern 350 Kilometer von Zinder entfernt.", 290, 350),
    ("de", "Agadez liegt 350 und nicht 290 Kilometer von Zinder entfernt.", 290, 350),
    ("de", "Kassala liegt 45 statt 15 Kilometer von Teseney entfernt.", 15, 45),
    ("de", "Die Behauptung, Batumi liege 80 Kilometer von Tiflis entfernt, ist falsch.", 80, 0),
    ("es", "Agadez no está a 290 km de Zinder, sino a 350 km.", 290, 350),
    ("es", "Agadez está a 350 km de Zinder, no a 290.", 290, 350),
    ("es", "Las autoridades niegan que Batumi esté a 80 km de Tiflis.", 80, 0),
    ("ru", "Агадес находится не в 290, а в 350 километрах от Зиндера.", 290, 350),
    ("ru", "От Читы до Борзи 330 километров, а вовсе не 100.", 100, 330),
    ("ru", "Власти отрицают, что Батуми находится в 80 километрах от Тбилиси.", 80, 0),
    ("uk", "Агадес розташований за 350 кілометрів від Зіндера, а не за 290.", 290, 350),
    ("uk", "Потяг зі Львова до Стрия їде не три години, а одну.", 3, 0),
    ("it", "Agadez non è a 290 km da Zinder, ma a 350 km.", 290, 350),
    ("pt", "Agadez fica a 350 km de Zinder, e não a 290.", 290, 350),
    ("pl", "Agadez leży nie 290, lecz 350 kilometrów od Zinderu.", 290, 350),
    ("tr", "Lviv'den Kiev'e 300 değil 470 kilometre var.", 300, 470),
)
TRUE = (
    ("en", "No one disputes that Kassala is 45 km from Teseney."),
    ("en", "The bridge in Batumi, 260 km from Tbilisi, was wrongly reported as destroyed."),
    ("en", "The army denied that it shelled Kassala, 45 km from Teseney."),
    ("fr", "Le convoi n'a pas atteint Kassala, à 45 km de Teseney."),
    ("de", "Kassala liegt keine 45 Kilometer von Teseney entfernt."),
    ("es", "Nadie niega que Kassala está a 45 km de Teseney."),
    ("uk", "Ніхто не заперечує, що від Львова до Стрия 70 кілометрів."),
)
HEDGED = (
    ("en", "Agadez is 350 km or more from Zinder.", "more_than"),
    ("en", "Agadez is 500 km at most from Zinder.", "less_than"),
    ("en", "Agadez is 350 km from Zinder, give or take.", "about"),
    ("en", "The drive from Agadez to Zinder takes up to ten hours.", "less_than"),
    ("fr", "Agadez est à 350 km au moins de Zinder.", "more_than"),
    ("fr", "Agadez n'est pas à plus de 350 km de Zinder.", "less_than"),
    ("de", "Agadez liegt 350 Kilometer oder mehr von Zinder entfernt.", "more_than"),
    ("es", "Agadez está a 500 km como máximo de Zinder.", "less_than"),
    ("ru", "От Агадеса до Зиндера 350 километров, а то и больше.", "more_than"),
    ("uk", "Від Агадеса до Зіндера 350 кілометрів з гаком.", "more_than"),
    ("it", "Agadez è tra i 300 e i 400 km da Zinder.", "range"),
    ("pt", "Agadez fica a 500 km no máximo de Zinder.", "less_than"),
    ("en", "Agadez lies 217 miles, or 350 km, from Zinder.", "exact"),
    ("en", "Agadez is 217 miles/350 km from Zinder.", "exact"),
    ("ru", "От Читы до Борзи 330 километров, то есть 205 миль.", "exact"),
)
TIMES = (
    ("en", "The refugees walked for three days from Kassala to Teseney.", 3, "d", ""),
    ("en", "A day's march separates Kassala from Teseney.", 1, "d", "road"),
    ("en", "They drove from Gedaref to Kassala, and from there it is two hours to Teseney.", 2, "h", ""),
    ("en", "The train between Lviv and Kyiv takes seven hours.", 7, "h", "rail"),
    ("fr", "Lviv est à sept heures de train de Kyiv.", 7, "h", "rail"),
    ("fr", "Kassala est à une heure de la frontière éthiopienne.", 1, "h", ""),
    ("de", "Narvik ist drei Zugstunden von Kiruna entfernt.", 3, "h", "rail"),
    ("de", "Von Gedaref sind es drei Stunden nach Kassala, von dort noch eine Stunde nach Teseney.", 1, "h", ""),
    ("es", "Bariloche, a dos horas de avión de Buenos Aires, amaneció nevada.", 2, "h", "air"),
    ("ru", "От Агадеса до Зиндера полдня пути.", 0.5, "d", ""),
    ("ru", "Из Читы до Борзи девять часов, а оттуда ещё два часа до Забайкальска.", 2, "h", ""),
    ("uk", "Від Агадеса до Зіндера пів дня дороги.", 0.5, "d", ""),
    ("it", "A due ore di macchina da Milano si trova Bologna.", 2, "h", "road"),
    ("pt", "Elvas está a dez minutos da fronteira espanhola.", 10, "min", ""),
    ("tr", "Kars, Gürcistan sınırına bir saat uzaklıkta.", 1, "h", ""),
)
IDLE = (
    ("en", "The ferry from Bari to Durres was delayed by three hours."),
    ("en", "He was flown from Goma to Kinshasa after three days in hospital."),
    ("en", "It took firefighters in Odesa four hours to put out the blaze."),
    ("fr", "Les camions ont attendu trois heures à la frontière près de Bouaké."),
    ("fr", "Une tempête de sable a fermé la route d'Alger à Tamanrasset pendant deux jours."),
    ("de", "Der Flug von Algier nach Tamanrasset startete vier Stunden zu spät."),
    ("es", "La carretera de Pasto a Tumaco lleva tres días cortada."),
    ("ru", "Поезд из Киева в Одессу опоздал на 40 минут."),
    ("ru", "Дорога из Киева в Одессу закрыта уже три дня."),
    ("uk", "Трасу Київ — Одеса перекрили на дві доби."),
    ("pl", "Pociąg z Krakowa do Gdyni spóźnił się 40 minut."),
)


def claims(text: str, language: str):
    return pipeline.run(Report(text, language=language, published="2024-03-10")).claims


@pytest.mark.parametrize(("language", "text", "false", "true"), FALSE)
def test_a_figure_that_gives_way_to_another_or_is_denied_is_false(language: str, text: str, false: float, true: float) -> None:
    found = {claim.value: claim.denied for claim in claims(text, language)}
    assert found == {false: True, **({true: False} if true else {})}


@pytest.mark.parametrize(("language", "text"), TRUE)
def test_a_denial_of_something_else_leaves_a_figure_true(language: str, text: str) -> None:
    assert [claim.denied for claim in claims(text, language)] == [False]


@pytest.mark.parametrize(("language", "text", "comparator"), HEDGED)
def test_a_hedge_may_stand_behind_and_two_units_are_one_figure(language: str, text: str, comparator: str) -> None:
    assert [claim.comparator for claim in claims(text, language)] == [comparator]


@pytest.mark.parametrize(("language", "text", "value", "unit", "basis"), TIMES)
def test_times_between_two_places(language: str, text: str, value: float, unit: str, basis: str) -> None:
    claim = claims(text, language)[-1]
    assert (claim.kind, claim.value, claim.unit, claim.basis) == ("duration", value, unit, basis)
    assert claim.origin and claim.target and claim.origin != claim.target


@pytest.mark.parametrize(("language", "text"), IDLE)
def test_times_that_are_none_of_a_journey(language: str, text: str) -> None:
    assert claims(text, language) == ()
