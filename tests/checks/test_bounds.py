"""Bounds, denials, both sides of every threshold, and what must hold for any claim."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scenes import claim, judged, waypoint

from routes.checks import check
from routes.checks.scene import thresholds
from routes.geodesy import ellipsoid
from routes.model import Place

A = waypoint("p1", Place("A", 45.0, 10.0, "IT"))


def at(km: float, azimuth: float = 90.0, **more: object) -> object:
    lon, lat, _ = ellipsoid().fwd(10.0, 45.0, azimuth, km * 1000)
    return waypoint("p2", Place("B", lat, lon, "IT"), **more)


def answer(figure: float, km: float, slack: float = 0.0, **more: object) -> str:
    return judged(claim(figure, slack, **more), A, at(km)).answer  # type: ignore[arg-type]


def edge(ratio: float, share: float = 0.002) -> tuple[float, float]:
    """Return figures just inside and just outside a ratio of 1,000 km, beyond the slack."""
    slack = thresholds()["straight"]["slack_ratio"]
    sign = 1 if ratio > 1 else -1
    return 1000 * ratio * (1 + sign * slack) * (1 - sign * share), 1000 * ratio * (1 + sign * slack) * (1 + sign * share)


def test_both_sides_of_the_slack() -> None:
    assert (answer(1004.9, 1000), answer(1005.2, 1000)) == ("supported", "depends")
    assert (answer(995.1, 1000), answer(994.8, 1000)) == ("supported", "depends")
    assert (answer(20.9, 20), answer(21.1, 20)) == ("supported", "depends")  # a kilometre for short ones
    assert (answer(2.19, 2), answer(2.21, 2)) == ("supported", "depends")  # and never over a tenth


def test_both_sides_of_the_road_like_reading() -> None:
    for ratio in (thresholds()["straight"]["loose_high"], thresholds()["straight"]["loose_low"]):
        inside, outside = edge(ratio)
        assert (answer(inside, 1000), answer(outside, 1000)) == ("depends", "contradicted")
    assert thresholds()["straight"]["loose_high"] == 1.62


def test_a_figure_said_to_be_straight_has_no_road_like_reading() -> None:
    assert (answer(1300, 1000), answer(1300, 1000, basis="straight")) == ("depends", "contradicted")


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(44.5, "supported"), (45.5, "depends"), (89.5, "depends"), (90.5, "contradicted"), (134, "contradicted"), (136, "supported")],
)
def test_both_sides_of_the_tolerance_of_a_direction(turn: float, expected: str) -> None:
    # B lies east of A; the figure says of A that it lies to the west of B, turned by so many degrees, without naming B after it
    lon, lat, _ = ellipsoid().fwd(10.0, 45.0, 90.0 + turn, 100_000)
    b = waypoint("p1", Place("B", lat, lon, "IT"))
    assert judged(claim(100, direction="E"), b, replace(A, id="p2")).answer == expected


def test_a_direction_means_nothing_within_a_town() -> None:
    town = waypoint("p2", Place("Town", 45.0, 10.05, "IT", radius_m=8000))
    assert judged(claim(4, direction="E"), A, town).answer != "contradicted"


def test_both_sides_of_the_edges_of_a_town() -> None:
    share = thresholds()["straight"]["edge_share"]
    town = replace(at(100), place=replace(at(100).place, radius_m=40_000), radius_m=40_000)  # type: ignore[attr-defined,type-var]
    inside, outside = 100 - 40 * share - 0.9, 100 - 40 * share - 1.2
    assert judged(claim(inside, 0, basis="straight"), A, town).measure == "edges"
    assert judged(claim(outside, 0, basis="straight"), A, town).answer == "contradicted"


def test_both_sides_of_what_is_too_vague() -> None:
    assert judged(claim(100, 0.0), A, at(100, radius_m=99_000)).answer == "supported"
    assert judged(claim(100, 0.0), A, at(100, radius_m=101_000)).answer == "unverifiable"


@pytest.mark.parametrize(
    ("comparator", "low", "high", "km", "expected"),
    [
        ("more_than", 100, 150, 120, "supported"),
        ("more_than", 100, 150, 400, "depends"),  # true, but it says little
        ("more_than", 100, 150, 90, "depends"),  # a road may be that long
        ("more_than", 100, 150, 50, "contradicted"),
        ("less_than", 50, 100, 80, "supported"),
        ("less_than", 50, 100, 20, "depends"),
        ("less_than", 50, 100, 300, "contradicted"),
    ],
)
def test_a_bound(comparator: str, low: float, high: float, km: float, expected: str) -> None:
    figure = low if comparator == "more_than" else high
    made = claim(figure, comparator=comparator, low=low * 1000, high=high * 1000)
    assert judged(made, A, at(km)).answer == expected  # type: ignore[arg-type]


def test_a_figure_called_false_that_fits_is_said_so() -> None:
    said = judged(claim(100, denied=True), A, at(100))  # type: ignore[arg-type]
    assert (said.answer, said.reason_en) == ("supported", "The report calls 100 km false, yet it fits: straight line A – B is 100 km.")
    assert judged(claim(100, denied=True, implied=True), A, at(100)).answer == "depends"  # type: ignore[arg-type]


def test_between_understood_ends_only_a_close_figure_is_supported() -> None:
    assert judged(claim(95, 0.1, implied=True), A, at(100)).answer == "supported"  # type: ignore[arg-type]
    assert judged(claim(92, 0.1, implied=True), A, at(100)).answer == "depends"  # type: ignore[arg-type]
    assert judged(claim(92, 0.1), A, at(100)).answer == "supported"  # type: ignore[arg-type]


FIGURES = st.floats(5, 3000)
SHARES = st.floats(0.0, 0.3)
KINDS = st.sampled_from(["", "straight", "road"])
ORDER = ["contradicted", "unverifiable", "depends", "supported"]


@given(FIGURES, FIGURES, SHARES, SHARES, KINDS)
@example(5.0, 65.0, 0.0, 0.25, "")
def test_widening_a_claim_never_makes_the_verdict_worse(figure: float, km: float, slack: float, more: float, basis: str) -> None:
    narrow, wide = answer(figure, km, slack, basis=basis), answer(figure, km, slack + more, basis=basis)
    assert ORDER.index(wide) >= ORDER.index(narrow)


@given(FIGURES, FIGURES, SHARES, st.floats(0, 360))
def test_swapping_the_two_places_changes_no_verdict(figure: float, km: float, slack: float, azimuth: float) -> None:
    made, b = claim(figure, slack), at(km, azimuth)
    swapped = replace(made, origin="p2", target="p1")
    assert judged(made, A, b).answer == judged(swapped, A, b).answer  # type: ignore[arg-type]


@given(FIGURES, FIGURES, st.sampled_from(["m", "mi", "nmi", "ft", "verst"]), st.sampled_from(["de", "es", "fr", "it", "pt", "ru", "uk"]))
def test_units_and_languages_change_no_verdict(figure: float, km: float, unit: str, language: str) -> None:
    from routes.units import METRES

    made, b = claim(figure), at(km)
    other = replace(made, value=figure * 1000 / METRES[unit], unit=unit)
    first, second = check([made], [A, b])[0], check([other], [A, b], language=language)[0]  # type: ignore[list-item]
    assert (first.answer, [f.best for f in first.findings]) == (second.answer, [f.best for f in second.findings])
