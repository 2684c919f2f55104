"""Lengths of ways and times of journeys."""

from dataclasses import replace

import pytest
from scenes import claim, hours, judged, leg, waypoint

from routes.model import Place, Track

A = waypoint("p1", Place("Aktau", 43.65, 51.15, "KZ"))
B = waypoint("p2", Place("Baku", 40.37767, 49.89201, "AZ"))  # 378 km from Aktau
C = waypoint("p3", Place("Poti", 42.14616, 41.67197, "GE"))
PORT = waypoint("p4", Place("Port of Baku", 40.36, 49.95, "AZ", "PRT"))
SEA = leg("l1", "p1", "p2", 410)
RAIL = leg("l2", "p2", "p3", 900, "rail")


@pytest.mark.parametrize(
    ("km", "answer"),
    [(410, "supported"), (440, "supported"), (480, "depends"), (375, "depends"), (330, "contradicted"), (900, "contradicted")],
)
def test_a_length_is_measured_along_the_track(km: float, answer: str) -> None:
    assert judged(claim(km, kind="route-length", leg="l1"), A, B, legs=(SEA,)).answer == answer


def test_a_length_is_of_the_whole_chain_between_its_ends() -> None:
    said = judged(claim(1310, kind="route-length", target="p3"), A, B, C, legs=(SEA, RAIL))
    assert (said.answer, said.findings[0].measure, said.findings[0].best) == ("supported", "track:sea+rail", 1_310_000)
    assert judged(claim(1310, kind="route-length", origin="p3", target="p1"), A, B, C, legs=(SEA, RAIL)).answer == "supported"


def test_a_town_and_its_port_are_one_end() -> None:
    assert judged(claim(410, kind="route-length", target="p4"), A, B, PORT, legs=(SEA,)).findings[0].measure == "track:sea"


def test_without_a_leg_the_way_is_laid_along_the_network_that_the_words_name() -> None:
    asked = []

    def lay(mode: str, origin: Place, target: Place) -> Track:
        asked.append((mode, origin.name, target.name))
        return replace(SEA[1], leg="")

    said = judged(claim(410, kind="route-length", basis="sea"), A, B, tracer=lay)
    assert (said.answer, said.findings[0].measure, asked) == ("supported", "track:sea", [("sea", "Aktau", "Baku")])


def test_a_length_that_is_the_straight_line_is_not_contradicted() -> None:
    far = (SEA[0], replace(SEA[1], length_m=800_000, low_m=780_000, high_m=820_000, geodesic_m=378_000))
    said = judged(claim(378, kind="route-length", leg="l1"), A, B, legs=(far,))
    assert (said.answer, said.measure) == ("depends", "geodesic")


@pytest.mark.parametrize(("own", "answer"), [(True, "depends"), (False, "contradicted")])
def test_a_length_of_a_way_that_the_report_gives_itself_is_never_called_wrong(own: bool, answer: str) -> None:
    assert judged(claim(900, kind="route-length", leg="l1", sole=True, own=own), A, B, legs=(SEA,)).answer == answer


@pytest.mark.parametrize(
    ("said", "answer"), [({"own": True}, "depends"), ({"own": True, "sole": True}, "contradicted"), ({}, "contradicted")]
)
def test_a_time_that_the_report_gives_itself_is_called_wrong_only_beside_its_two_places_alone(said: dict[str, bool], answer: str) -> None:
    assert judged(hours(2, leg="l1", **said), A, B, legs=(SEA,)).answer == answer


@pytest.mark.parametrize(("mode", "answer"), [("road", "depends"), ("rail", "depends"), ("sea", "supported"), ("river", "supported")])
def test_a_distance_that_only_the_way_on_land_fits_is_one_reading_and_that_on_water_the_plain_one(mode: str, answer: str) -> None:
    said = judged(claim(520), A, B, legs=(leg("l1", "p1", "p2", 520, mode),))
    assert (said.answer, said.measure) == (answer, f"track:{mode}")


@pytest.mark.parametrize("mode", ["road", "rail", "river", "air", "sea"])
def test_a_leg_between_two_names_of_one_point_has_a_time_by_any_means(mode: str) -> None:
    nowhere = (leg("l1", "p1", "p2", 0, mode)[0], Track((), 0.0, 0.0, "geodesic", leg="l1"))
    beside = waypoint("p2", replace(A.place, name="Aktau station"))
    assert judged(hours(1, leg="l1"), A, beside, legs=(nowhere,)).answer == "supported"


def test_a_network_that_goes_far_round_refutes_no_shorter_way() -> None:
    round_it = (SEA[0], replace(SEA[1], length_m=2_000_000, low_m=1_900_000, high_m=2_100_000, geodesic_m=378_000))
    assert judged(claim(600, kind="route-length", leg="l1"), A, B, legs=(round_it,)).answer == "depends"
    assert judged(claim(200, kind="route-length", leg="l1"), A, B, legs=(round_it,)).answer == "contradicted"


@pytest.mark.parametrize(
    ("value", "answer", "key"),
    [
        (24, "supported", "holds"),
        (13, "depends", "faster than usual"),
        (4, "contradicted", "does not fit"),
        (900, "depends", "slower than usual"),
    ],
)
def test_a_time_is_measured_by_the_usual_speeds(value: float, answer: str, key: str) -> None:
    said = judged(hours(value), A, B, legs=(SEA,))
    assert (said.answer, key in said.reason_en) == (answer, True)


def test_cargo_makes_a_train_slower_than_a_fast_train_could_be() -> None:
    empty, laden = leg("l1", "p1", "p2", 900, "rail"), leg("l1", "p1", "p2", 900, "rail", cargo="containers")
    assert judged(hours(4), A, B, legs=(empty,)).answer == "depends"
    assert judged(hours(4), A, B, legs=(laden,)).answer == "contradicted"


def test_a_round_trip_takes_twice_the_time() -> None:
    once, twice = (judged(hours(15, round_trip=r), A, B, legs=(SEA,)) for r in (False, True))
    assert (once.answer, twice.answer) == ("supported", "depends")
    assert twice.findings[0].best == 2 * once.findings[0].best


def test_a_time_whose_means_are_not_told_depends_on_them_where_only_flying_takes_so_little() -> None:
    unknown = (replace(SEA[0], mode="unknown"), replace(SEA[1], method="geodesic", network=""))
    said = judged(hours(8), A, B, legs=(unknown,))
    assert (said.answer, said.measure) == ("supported", "time:road")
    flown = judged(hours(1), A, B, legs=(unknown,))
    assert (flown.answer, flown.measure) == ("depends", "time:air")
    assert [f.measure for f in said.findings] == ["time:road", "time:rail", "time:sea", "time:air"]


def test_no_means_on_the_ground_is_thought_of_where_no_road_joins_two_places() -> None:
    unknown = (replace(SEA[0], mode="unknown"), replace(SEA[1], method="geodesic", network=""))
    said = judged(hours(30), A, B, legs=(unknown,), tracer=lambda mode, a, b: None)
    assert [f.measure for f in said.findings] == ["time:sea", "time:air"]


def test_a_time_to_a_border_has_to_be_possible() -> None:
    moscow = waypoint("p1", Place("Moscow", 55.75, 37.62, "RU"))
    drive = hours(0.5, target="border:UA", basis="road")  # over 400 km
    assert judged(drive, moscow).answer == "contradicted"
    assert judged(replace(drive, value=8, low=28_800, high=28_800), moscow).answer == "supported"


def test_a_figure_between_two_places_may_be_the_way_that_the_report_tells_of() -> None:
    said = judged(claim(410), A, B, legs=(SEA,))
    assert (said.answer, said.measure) == ("supported", "track:sea")
    assert judged(claim(410, basis="straight"), A, B, legs=(SEA,)).answer == "contradicted"
    assert judged(claim(410), A, B).answer == "depends"


def test_a_track_that_goes_far_round_makes_no_crossing_slow() -> None:
    ford = (SEA[0], replace(SEA[1], length_m=32_000, low_m=31_000, high_m=33_000, geodesic_m=3_000))
    assert judged(hours(0.2, leg="l1"), A, B, legs=(ford,)).answer == "supported"


@pytest.mark.parametrize(("cargo", "answer"), [("", "supported"), ("grain", "depends")])
def test_a_launch_is_faster_than_a_freighter(cargo: str, answer: str) -> None:
    crossing = leg("l1", "p1", "p2", 66, cargo=cargo)
    assert judged(hours(1.7, leg="l1"), A, B, legs=(crossing,)).answer == answer


def test_a_round_figure_outside_of_what_is_written_only_roughly_holds() -> None:
    said = judged(
        replace(hours(9, leg="l1"), low=8.5 * 3600, high=9.5 * 3600), A, C, legs=(leg("l1", "p1", "p3", 930, "rail", cargo="coal"),)
    )
    assert (said.answer, said.reason_en) == ("supported", "9 hours roughly holds: travel time (rail) is 9.3 hours to 7.8 days.")


@pytest.mark.parametrize(
    ("days", "answer", "measure"), [(11, "supported", "time:sea"), (13, "supported", "time:sea"), (16, "depends", "dates")]
)
def test_a_time_has_to_go_with_the_dates_of_the_report(days: float, answer: str, measure: str) -> None:
    dated = leg("l1", "p1", "p3", 5000, start="2024-03-01", end="2024-03-13")
    said = judged(replace(hours(days * 24, leg="l1"), unit="d", value=days), A, C, legs=(dated,))
    assert (said.answer, said.measure) == (answer, measure)


def test_the_sentence_names_the_dates() -> None:
    dated = leg("l1", "p1", "p3", 5000, start="2024-03-01", end="2024-03-13")
    said = judged(replace(hours(16 * 24, leg="l1"), unit="d", value=16), A, C, legs=(dated,))
    assert said.reason_en == (
        "16 days may be so (travel time (sea): 7 days to 24 days), but not by the report's own dates: 11 days to 13 days."
    )


def test_a_way_may_begin_anywhere_in_an_area() -> None:
    area = waypoint("p1", replace(A.place, feature_code="ADM2", radius_m=80_000.0), radius_m=80_000.0)  # type: ignore[arg-type]
    assert judged(claim(330, kind="route-length", leg="l1"), A, B, legs=(SEA,)).answer == "contradicted"
    assert judged(claim(330, kind="route-length", leg="l1"), area, B, legs=(SEA,)).answer == "supported"


@pytest.mark.parametrize(("km", "mode", "answer"), [(560, "road", "supported"), (640, "road", "depends"), (640, "river", "supported")])
def test_without_a_network_a_way_is_half_as_long_again_as_the_line_and_a_river_longer(km: float, mode: str, answer: str) -> None:
    assert judged(claim(km, 0.0, kind="route-length", basis=mode), A, B).answer == answer


@pytest.mark.parametrize(("km", "hours_", "answer"), [(150, 2.5, "depends"), (900, 15, "contradicted")])
def test_goods_go_fast_over_short_water_only(km: float, hours_: float, answer: str) -> None:
    crossing = leg("l1", "p1", "p2", km, cargo="mail")
    assert judged(hours(hours_, leg="l1"), A, B, legs=(crossing,)).answer == answer


def test_the_words_tell_the_means_that_a_leg_leaves_open() -> None:
    walk = (replace(SEA[0], mode="unknown"), SEA[1])
    assert judged(hours(24, leg="l1"), A, B, legs=(walk,)).findings[0].measure == "time:road"
    assert judged(hours(24, leg="l1", basis="sea"), A, B, legs=(walk,)).findings[0].measure == "time:sea"
    assert judged(hours(24, leg="l1", basis="sea"), A, B, legs=(walk,)).answer == "supported"


def test_a_railway_that_goes_ever_so_far_round_bears_no_length_out() -> None:
    round_it = (replace(SEA[0], mode="rail"), replace(SEA[1], length_m=2_000_000, low_m=400_000, high_m=2_100_000, geodesic_m=378_000))
    assert judged(claim(2000, kind="route-length", leg="l1"), A, B, legs=(round_it,)).answer == "depends"
    assert judged(claim(2000), A, B, legs=(round_it,)).answer == "contradicted"


@pytest.mark.parametrize(("length_km", "answer"), [(800, "depends"), (650, "contradicted")])  # 2.1 and 1.7 times the straight line
def test_a_railway_that_goes_far_round_refutes_no_shorter_way(length_km: int, answer: str) -> None:
    m = length_km * 1000
    railway = (replace(SEA[0], mode="rail"), replace(SEA[1], length_m=m, low_m=m, high_m=m, geodesic_m=378_000))
    assert judged(claim(480, kind="route-length", leg="l1"), A, B, legs=(railway,)).answer == answer


def test_a_track_of_wide_bounds_is_not_borne_out_at_their_ends() -> None:
    wide = (replace(SEA[0], mode="rail"), replace(SEA[1], length_m=400_000, low_m=380_000, high_m=900_000, geodesic_m=378_000))
    assert [judged(claim(km, kind="route-length", leg="l1"), A, B, legs=(wide,)).answer for km in (500, 800)] == ["supported", "depends"]
