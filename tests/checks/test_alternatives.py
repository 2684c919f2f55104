"""What a figure is tried on before it is called wrong."""

from dataclasses import replace

import pytest
from scenes import SPAN, SPRINGFIELDS, alternatives, claim, hours, judged, leg, waypoint

from routes.checks import check
from routes.extraction.numbers import Quantity, interval
from routes.model import Place, Span, Waypoint

CHICAGO = waypoint("p2", Place("Chicago", 41.85003, -87.65005, "US"))
ILLINOIS, MISSOURI, MASSACHUSETTS = SPRINGFIELDS  # 283, 734, 1258 km from Chicago
BOSTON = waypoint("p3", Place("Boston", 42.35843, -71.05977, "US"))
WORCESTER = Place("Worcester", 42.26259, -71.80229, "US")


def test_a_nearer_place_of_the_name_that_fits_is_named() -> None:
    wrong = waypoint("p1", MISSOURI, alternatives=alternatives(ILLINOIS, MASSACHUSETTS))
    said = judged(claim(285), wrong, CHICAGO)
    assert (said.answer, said.measure) == ("depends", "other-place:geodesic")
    assert said.reason_en == (
        "285 km does not fit Springfield as it was placed, but another place of that name, Springfield (IL, United States): "
        "straight line Springfield – Chicago is 283 km."
    )
    assert said.findings[-1].start == (ILLINOIS.lon, ILLINOIS.lat)


def test_the_direction_has_to_fit_the_namesake_too() -> None:
    wrong = waypoint("p1", MISSOURI, alternatives=alternatives(ILLINOIS))
    assert judged(claim(285, direction="SW"), wrong, CHICAGO).answer == "depends"
    assert judged(claim(285, direction="NW"), wrong, CHICAGO).answer == "contradicted"


def test_a_figure_far_too_short_in_another_direction_doubts_the_place() -> None:
    wrong = waypoint("p1", MASSACHUSETTS)  # 1258 km east of Chicago
    assert judged(claim(285, direction="NW"), wrong, CHICAGO).answer == "depends"
    assert judged(claim(285, direction="E"), wrong, CHICAGO).answer == "contradicted"
    assert judged(claim(700, direction="NW"), wrong, CHICAGO).answer == "contradicted"


def test_a_place_that_a_person_chose_is_not_doubted() -> None:
    chosen = waypoint("p1", MISSOURI, alternatives=alternatives(ILLINOIS), set_by_person=("lat", "lon"))
    assert judged(claim(285), chosen, CHICAGO).answer == "contradicted"


def test_a_figure_that_no_bearer_of_the_name_fits_is_contradicted() -> None:
    wrong = waypoint("p1", MISSOURI, alternatives=alternatives(ILLINOIS, MASSACHUSETTS))
    assert judged(claim(120), wrong, CHICAGO).answer == "contradicted"


def test_an_end_that_could_not_be_told_may_be_each_of_its_bearers() -> None:
    unsure = replace(waypoint("p1", MISSOURI, alternatives=alternatives(MISSOURI, ILLINOIS)), place=None)
    assert judged(claim(285), unsure, CHICAGO).answer == "depends"
    assert judged(claim(2000), unsure, CHICAGO).answer == "unverifiable"


@pytest.mark.parametrize(("score", "answer"), [(0.1, "depends"), (0.9, "contradicted")])
def test_a_figure_off_by_a_multiple_doubts_an_unsure_place(score: float, answer: str) -> None:
    far = waypoint("p1", MASSACHUSETTS, alternatives=alternatives(MISSOURI), score=score)
    assert judged(claim(130), far, CHICAGO).answer == answer


def test_a_namesake_is_tried_for_a_border_too() -> None:
    libya, lebanon = Place("Tripoli", 32.88743, 13.18733, "LY"), Place("Tripoli", 34.43352, 35.84415, "LB")
    said = judged(claim(27, kind="point-to-border", target="border:SY"), waypoint("p1", libya, alternatives=alternatives(lebanon)))
    assert (said.answer, said.measure, round(said.findings[-1].best / 1000)) == ("depends", "other-place:land:SY", 25)


def test_a_figure_that_fits_other_names_beside_it_may_be_of_them() -> None:
    near = waypoint("p4", WORCESTER, mentions=(Span(60, 69),))
    boston = waypoint("p3", BOSTON.place, mentions=(Span(80, 86),))  # type: ignore[arg-type]
    said = judged(claim(62), waypoint("p1", MASSACHUSETTS), CHICAGO, boston, near)
    assert (said.answer, said.measure) == ("depends", "other-ends:geodesic")
    bound = waypoint("p2", CHICAGO.place, mentions=(SPAN,))  # type: ignore[arg-type]
    own = judged(claim(62), waypoint("p1", MASSACHUSETTS), bound, boston, near)
    assert (own.answer, own.measure) == ("depends", "geodesic")  # of its own two, yet too far off to be said of them


def test_a_figure_whose_ends_are_left_open_tells_them_itself() -> None:
    near = waypoint("p4", WORCESTER, mentions=(Span(60, 69),))
    boston = waypoint("p3", BOSTON.place, mentions=(Span(80, 86),))  # type: ignore[arg-type]
    open_ends = (waypoint("p1", MASSACHUSETTS), CHICAGO, boston, near)
    said = judged(claim(62, implied=True, said="neither"), *open_ends)
    assert (said.answer, said.reason_en) == (
        "supported",
        "62 km holds if it is said of other places named beside it, which the report leaves open: "
        "straight line Boston – Worcester is 62 km.",
    )
    assert judged(claim(75, implied=True, said="neither"), *open_ends).answer == "depends"  # near is not enough
    assert judged(claim(62, implied=True, said="neither", denied=True), *open_ends).answer == "contradicted"
    # Of a bound that says little nothing is told.
    assert (
        judged(claim(65, implied=True, said="neither", comparator="less_than"), *open_ends).answer == "depends"
    )  # of a bound that says little
    vague = replace(near, radius_m=12_000.0)  # "near Worcester": the length is not known well enough to tell
    assert judged(claim(62, implied=True, said="neither"), *open_ends[:3], vague).answer == "depends"
    assert judged(claim(62, implied=True, origin=""), *open_ends).answer == "depends"  # of a place without a name


def test_a_length_that_fits_another_leg_may_be_of_it() -> None:
    legs = (leg("l1", "p1", "p2", 300), leg("l2", "p2", "p3", 1400))
    said = judged(claim(1400, kind="route-length", leg="l1"), waypoint("p1", ILLINOIS), CHICAGO, BOSTON, legs=legs)
    assert (said.answer, said.measure) == ("depends", "other-ends:track:sea")


def test_a_figure_that_the_report_calls_false_is_not_excused() -> None:
    near = waypoint("p4", WORCESTER, mentions=(Span(60, 69),))
    assert judged(claim(62, denied=True), waypoint("p1", MASSACHUSETTS), CHICAGO, BOSTON, near).answer == "contradicted"


def test_a_place_that_only_the_report_knows_refutes_nothing() -> None:
    there = waypoint("p1", replace(MASSACHUSETTS, source="report", source_id="report:c9"))
    said = judged(claim(62), there, CHICAGO)
    assert (said.answer, said.measure) == ("unverifiable", "geodesic")
    assert said.reason_en == (
        "62 km cannot be checked: Springfield is in no data set and is drawn where another figure of the report puts it; "
        "from there straight line Springfield – Chicago is 1,247 km."
    )


def test_a_figure_that_another_one_bears_out_tells_whose_ends_they_are() -> None:
    """A figure that holds between two understood places tells that the one disputing it is of them, too."""
    first = claim(283, implied=True)
    second = claim(60, implied=True, echo=True)
    ends = (waypoint("p1", ILLINOIS), CHICAGO)
    assert [v.answer for v in check([first, second], ends)] == ["supported", "contradicted"]
    assert [v.answer for v in check([first, replace(second, echo=False)], ends)] == ["supported", "depends"]
    assert [v.answer for v in check([replace(first, value=400, low=390_000, high=410_000), second], ends)] == ["depends", "depends"]
    assert [v.answer for v in check([claim(60, implied=True), claim(283, implied=True, echo=True)], ends)] == ["contradicted", "supported"]


@pytest.mark.parametrize(
    ("population", "score", "answer"), [(1_300_000, 0.9, "contradicted"), (1_300_000, 0.2, "depends"), (900, 0.9, "depends")]
)
def test_of_a_great_city_no_namesake_is_thought_of(population: int, score: float, answer: str) -> None:
    great = waypoint("p1", replace(MASSACHUSETTS, population=population), alternatives=alternatives(ILLINOIS), score=score)
    assert judged(claim(285), great, CHICAGO).answer == answer


def test_less_than_ten_kilometres_may_be_one() -> None:
    assert interval(Quantity(0, 1, 10, 10, 10, "km", 10, False, 1, False), "less_than") == (0.0, 10_000.0)
    assert interval(Quantity(0, 1, 100, 100, 100, "km", 100, False, 1, False), "less_than") == (50_000.0, 100_000.0)


def test_a_figure_that_holds_settles_its_two_places_for_the_next_one() -> None:
    """Another figure of the same two places, ever so wrong, speaks of no other place of the name then."""
    unsure = waypoint("p1", MASSACHUSETTS, alternatives=alternatives(MISSOURI), score=0.1)
    both = check([claim(1247), claim(30)], [unsure, CHICAGO])
    assert [v.answer for v in both] == ["supported", "contradicted"]
    assert [v.answer for v in check([claim(1247, implied=True), claim(30)], [unsure, CHICAGO])] == ["supported", "depends"]


def test_a_figure_right_between_its_two_names_is_of_no_others() -> None:
    near = waypoint("p4", WORCESTER, mentions=(Span(60, 69),))
    boston = waypoint("p3", BOSTON.place, mentions=(Span(80, 84),))  # type: ignore[arg-type]
    beside = waypoint("p1", MASSACHUSETTS, mentions=(Span(86, 97),))
    bound = waypoint("p2", CHICAGO.place, mentions=(Span(130, 137),))  # type: ignore[arg-type]
    assert judged(claim(62), beside, bound, boston, near).answer == "contradicted"
    assert judged(claim(62), replace(beside, mentions=(Span(40, 51),)), CHICAGO, boston, near).answer == "depends"


def test_a_figure_between_understood_ends_is_not_borne_out_by_an_area() -> None:
    region = waypoint("p1", Place("A Region", 39.8, -89.6, "US", "ADM2", radius_m=120_000.0))
    assert judged(claim(285), region, CHICAGO).answer == "supported"
    assert [judged(claim(km, implied=True), region, CHICAGO).answer for km in (285, 350)] == ["supported", "depends"]


def test_a_time_that_may_be_of_a_name_nobody_knows_is_not_borne_out() -> None:
    made = claim(3, kind="duration", value=3, unit="h", low=10_800, high=10_800, implied=True, leg="l1")
    way = (leg("l1", "p1", "p2", 300, "rail"),)
    assert judged(made, waypoint("p1", ILLINOIS), CHICAGO, legs=way).answer == "supported"
    assert judged(replace(made, stray=True), waypoint("p1", ILLINOIS), CHICAGO, legs=way).answer == "depends"


def test_a_figure_in_a_sentence_with_no_other_places_is_of_its_two() -> None:
    legs = (leg("l1", "p1", "p2", 300, "rail"), leg("l2", "p2", "p3", 1400, "rail"))
    made = claim(1400, kind="route-length", leg="l1")
    assert judged(made, waypoint("p1", ILLINOIS), CHICAGO, BOSTON, legs=legs).answer == "depends"
    assert judged(replace(made, sole=True), waypoint("p1", ILLINOIS), CHICAGO, BOSTON, legs=legs).answer == "contradicted"


def test_a_figure_that_names_neither_end_is_of_those_of_the_next_one_that_holds() -> None:
    """ "The smuggler said 60 km" and then "A is 283 km from B in a straight line"."""
    ends = (waypoint("p1", ILLINOIS), CHICAGO)
    said, measured = claim(60, implied=True, bare=True), claim(283)
    assert [v.answer for v in check([said, measured], ends)] == ["contradicted", "supported"]
    assert [v.answer for v in check([replace(said, bare=False), measured], ends)] == ["depends", "supported"]


@pytest.mark.parametrize(
    ("km", "said", "answer"),
    [(15, "origin", "contradicted"), (15, "", "depends"), (90, "origin", "depends"), (15, "neither", "contradicted")],
)
def test_a_figure_that_fits_no_place_named_before_it_is_wrong_whichever_is_meant(km: float, said: str, answer: str) -> None:
    here, there = Place("Here", 45.0, 40.0, "RU", radius_m=500), Place("There", 46.0, 40.0, "RU", radius_m=500)
    other = Place("Other", 45.0, 41.2, "RU", radius_m=500)  # 95 km from here
    verdict = judged(
        claim(km, implied=True, said=said), waypoint("p1", here), waypoint("p2", there), waypoint("p3", other, role="on_route")
    )
    assert verdict.answer == answer


def test_a_place_that_is_not_known_may_be_the_one_meant() -> None:
    here, there = Place("Here", 45.0, 40.0, "RU", radius_m=500), Place("There", 46.0, 40.0, "RU", radius_m=500)
    unknown = Waypoint("p3", "Nowhere", (Span(80, 87),), None, 0.0, role="on_route")
    verdict = judged(claim(15, implied=True, said="origin"), waypoint("p1", here), waypoint("p2", there), unknown)
    assert verdict.answer == "depends"


@pytest.mark.parametrize(
    ("basis", "second", "answer"), [("sea", "road", "contradicted"), ("", "road", "depends"), ("sea", "sea", "depends")]
)
def test_a_time_is_wrong_that_no_leg_by_its_means_can_take(basis: str, second: str, answer: str) -> None:
    places = [waypoint(f"p{n}", Place(f"P{n}", 45.0 + 5 * n, 40.0, "RU", radius_m=500)) for n in range(1, 5)]
    legs = (leg("l1", "p1", "p2", 4000), leg("l2", "p3", "p4", 60, mode=second))
    made = hours(3, implied=True, said="neither", basis=basis, leg="l1", span=Span(200, 210))
    verdict = judged(made, *places, legs=legs)
    assert verdict.answer == answer
    assert answer == "depends" or "journeys told before" in verdict.reason_en


def test_a_place_that_several_figures_miss_is_doubted() -> None:
    here, there = waypoint("p1", MISSOURI), CHICAGO
    both = [replace(claim(400), id="c1"), replace(claim(800, target="p3"), id="c2")]
    answers = [v.answer for v in check(both, [here, there, BOSTON])]
    assert answers == ["depends", "depends"]
    false = [both[0], replace(both[1], denied=True)]
    assert [v.answer for v in check(false, [here, there, BOSTON])] == ["contradicted", "contradicted"]


def test_a_great_city_is_another_one_of_its_name_where_it_lies_absurdly_far_off() -> None:
    barcelona = Place("Barcelona", 10.13, -64.7, "VE", population=400_000)
    spain = Place("Barcelona", 41.39, 2.16, "ES", population=1_600_000)
    valencia = waypoint("p2", Place("Valencia", 39.47, -0.38, "ES"))
    said = judged(claim(300), waypoint("p1", barcelona, alternatives=alternatives(spain), score=0.9), valencia)
    assert (said.answer, said.measure) == ("depends", "other-place:geodesic")
