"""Which two of the places that a figure may be said of are taken: by the words around it, and by how far apart they lie."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from scenes import claim, leg, waypoint

from routes.checks import choose
from routes.model import Claim, Couple, Place

AYNI, PENJIKENT, KHUJAND = Place("Ayni", 39.39, 68.54), Place("Penjikent", 39.5, 67.61), Place("Khujand", 40.28, 69.62)
# They lie 81, 135 and 192 km apart; where the fourth lies is not known.
PLACES = (waypoint("p1", AYNI), waypoint("p2", PENJIKENT), waypoint("p3", KHUJAND), replace(waypoint("p4", AYNI), place=None))


def couples(**likelihoods: float) -> tuple[Couple, ...]:
    """Return couples by names such as p1p2."""
    return tuple(Couple(name[:2], name[2:], likelihood) for name, likelihood in likelihoods.items())


def ends(made: Claim, *legs: Any) -> tuple[str, str]:
    (chosen,) = choose([made], PLACES, legs)
    return chosen.origin, chosen.target


def test_of_two_couples_as_likely_the_one_that_lies_as_far_apart_is_meant() -> None:
    told = couples(p1p2=0.45, p1p3=0.45)
    assert ends(claim(81, origin="", target="", implied=True, couples=told)) == ("p1", "p2")
    assert ends(claim(135, origin="", target="", implied=True, couples=told)) == ("p1", "p3")


def test_ends_that_the_sentence_tells_are_not_given_up_for_others_that_fit() -> None:
    assert ends(claim(135, couples=couples(p1p2=0.6, p1p3=0.4))) == ("p1", "p2")


def test_ends_that_are_only_understood_are_given_up_for_others_that_fit() -> None:
    (chosen,) = choose([claim(135, implied=True, couples=couples(p1p2=0.6, p1p3=0.4))], PLACES, [])
    assert (chosen.origin, chosen.target, chosen.implied) == ("p1", "p3", True)


def test_a_couple_that_its_words_hardly_allow_is_not_taken_because_it_fits() -> None:
    assert ends(claim(135, implied=True, couples=couples(p1p2=0.98, p1p3=0.02))) == ("p1", "p2")


def test_what_a_person_set_stays() -> None:
    assert ends(claim(135, implied=True, couples=couples(p1p3=0.9), set_by_person=("from",))) == ("p1", "p2")


def test_two_names_of_one_place_are_no_couple() -> None:
    assert ends(claim(135, implied=True, couples=couples(p1p1=0.9, p1p3=0.1))) == ("p1", "p3")


def test_a_time_takes_the_leg_between_its_new_ends() -> None:
    made = claim(1, kind="duration", value=3, unit="h", low=3 * 3600, high=3 * 3600, implied=True, couples=couples(p1p3=0.95))
    way, _ = leg("l7", "p1", "p3", 140, "road")
    (chosen,) = choose([made], PLACES, [way])
    assert (chosen.target, chosen.leg) == ("p3", "l7")


def test_a_length_is_that_of_a_way_where_words_and_distance_say_so() -> None:
    told = couples(p1p2=0.99)
    kinds = [choose([claim(km, couples=told, way=0.5)], PLACES, [])[0].kind for km in (81, 108)]
    assert kinds == ["point-to-point", "route-length"]


def test_a_length_whose_words_tell_a_line_stays_one_however_long_it_is() -> None:
    told = couples(p1p2=0.99)
    assert choose([claim(108, couples=told, way=0.1)], PLACES, [])[0].kind == "point-to-point"
    assert choose([claim(108, couples=told, way=0.9, basis="straight")], PLACES, [])[0].kind == "point-to-point"


def test_a_claim_whose_ends_were_not_weighed_stays_as_it_is() -> None:
    made = claim(135)
    assert choose([made], PLACES, []) == (made,)


@given(
    km=st.floats(0.1, 20_000),
    shares=st.lists(st.floats(0, 1), min_size=6, max_size=6),
    implied=st.booleans(),
    way=st.floats(0, 1),
)
def test_choosing_never_changes_the_figure_and_gives_likelihoods(km: float, shares: list[float], implied: bool, way: float) -> None:
    pairs = ("p1p2", "p1p3", "p2p3", "p1p4", "p2p4", "p3p4")
    whole = max(1.0, sum(shares))
    told = couples(**{pair: share / whole for pair, share in zip(pairs, shares, strict=True)})
    made = claim(km, implied=implied, couples=told, way=way)
    (chosen,) = choose([made], PLACES, [])
    assert (chosen.value, chosen.unit, chosen.low, chosen.high) == (made.value, made.unit, made.low, made.high)
    assert 0 <= chosen.likelihood <= 1.000001
    assert {chosen.origin, chosen.target} <= {"p1", "p2", "p3", "p4"}
