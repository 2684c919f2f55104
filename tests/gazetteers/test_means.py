"""By what a leg went, where its words alone would have it wrong: the ocean between its ends tells."""

import pytest

from routes.extraction.heading import describe
from routes.gazetteers import means
from routes.model import Leg, Place, Report, Span, Waypoint
from routes.pipeline import extract, locate

BEIRA, NINGBO = Place("Beira", -19.84, 34.84, "MZ"), Place("Ningbo", 29.87, 121.55, "CN")


def modes(text: str) -> list[str]:
    report = describe(Report(text=text, published="2024-03-10"))
    located = locate(extract(report), report)
    names = {w.id: w.name for w in located.waypoints}
    return [f"{names[leg.origin]} > {names[leg.destination]} by {leg.mode}" for leg in located.legs]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The lithium is hauled by lorry from Bikita to the port of Beira. From there it goes on to Ningbo.",
            ["Bikita > Beira by road", "Beira > Ningbo by sea"],
        ),
        (
            "Die Lastwagen brachten das Erz von Zouérat nach Nouadhibou, von dort ging es weiter nach Rotterdam.",
            ["Zouérat > Nouadhibou by road", "Nouadhibou > Rotterdam by sea"],
        ),
        (
            "Des camions ont mené le cacao de Soubré à San-Pédro, d'où il est parti pour Amsterdam.",
            ["Soubré > San-Pédro by road", "San-Pédro > Amsterdam by sea"],
        ),
        (
            "Trucks took the grain from Beni to Kampala. Then it was sent on to Mombasa.",
            ["Beni > Kampala by road", "Kampala > Mombasa by road"],
        ),
        ("The lithium was moved from Beira to Ningbo.", ["Beira > Ningbo by unknown"]),
        (
            "The crates left Heathrow Airport on an overnight service to Kotoka International Airport.",
            ["Heathrow Airport > Kotoka International Airport by air"],
        ),
    ],
)
def test_the_ends_and_the_words_tell_by_what_a_leg_went(text: str, told: list[str]) -> None:
    assert modes(text) == told


def leg(mode: str, **more: object) -> tuple[Leg, ...]:
    return (Leg("l1", "p1", "p2", Span(0, 10), mode=mode, **more),)  # type: ignore[arg-type]


MUTARE = Place("Mutare", -18.97, 32.67, "ZW")
NEAR = tuple(Waypoint(id, p.name, (), p) for id, p in (("p1", BEIRA), ("p2", MUTARE)))
ENDS = tuple(Waypoint(id, p.name, (), p) for id, p in (("p1", BEIRA), ("p2", NINGBO)))


def test_a_mode_taken_over_gives_way_where_an_ocean_lies_between() -> None:
    weighed = means.weigh(leg("road", mode_implied=True), ENDS)
    assert [(one.mode, one.mode_implied) for one in weighed] == [("sea", True)]


def test_a_mode_that_a_person_set_stays() -> None:
    assert means.weigh(leg("road", mode_implied=True, set_by_person=("mode",)), ENDS)[0].mode == "road"


def test_a_leg_of_which_nothing_tells_the_mode_stays_unknown() -> None:
    assert means.weigh(leg("unknown"), ENDS)[0].mode == "unknown"


def test_the_words_around_a_leg_outweigh_a_mode_that_is_taken_over() -> None:
    likely = (0.01, 0.94, 0.01, 0.01, 0.01, 0.01, 0.01)  # by rail
    (one,) = means.weigh(leg("road", mode_implied=True, modes=likely), NEAR)
    assert (one.mode, one.mode_implied) == ("rail", True)


@pytest.mark.parametrize(
    ("mode", "first", "last"),
    [
        ("sea", MUTARE, Place("Bulawayo", -20.15, 28.58, "ZW")),
        ("river", Place("Nakhodka", 42.81, 132.88, "RU"), Place("Otaru", 43.19, 140.99, "JP")),
        ("rail", Place("Kiel", 54.32, 10.13, "DE"), Place("Gothenburg", 57.71, 11.97, "SE")),
    ],
)
def test_a_mode_that_is_not_possible_there_is_not_taken_over_however_likely_by_its_words(mode: str, first: Place, last: Place) -> None:
    likely = tuple(0.94 if one == mode else 0.01 for one in means.MODES)
    ends = tuple(Waypoint(id, p.name, (), p) for id, p in (("p1", first), ("p2", last)))
    assert means.weigh(leg(mode, mode_implied=True, modes=likely), ends)[0].mode != mode


def test_a_leg_with_an_open_end_keeps_its_mode() -> None:
    assert means.weigh(leg("road", mode_implied=True), ENDS[:1])[0].mode == "road"
