"""One moment stands for all dates on which the borders are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes import networks
from routes.errors import NoTrack
from routes.networks.crossings import closure, moment

PAIRS = [("RU", "UA"), ("MA", "DZ"), ("IN", "PK"), ("AM", "TR"), ("CO", "VE"), ("ER", "ET"), ("PL", "BY")]
DATES = st.one_of(st.dates().map(str), st.dates().map(lambda d: str(d)[:7]), st.dates().map(lambda d: str(d)[:4]), st.just(""))


@given(DATES)
def test_borders_are_as_on_the_date(date: str) -> None:
    for pair in PAIRS:
        for mode in ("rail", "road"):
            assert closure(pair, mode, moment(date)) == closure(pair, mode, date)


def test_days_between_two_changes_are_one_moment() -> None:
    assert moment("2022-03-01") == moment("2022-03-02") != moment("2022-02-23")
    assert moment("") == ""


def test_a_track_asked_for_again_is_the_same_and_is_laid_as_of_its_date() -> None:
    kharkiv, belgorod = (36.23, 49.99), (36.58, 50.6)
    before = networks.track(kharkiv, belgorod, mode="rail", date="2013-05-01")
    after = networks.track(kharkiv, belgorod, mode="rail", date="2023-05-01")
    assert [n.code for n in before.notes].count("closed-border") == 0
    assert [n.code for n in after.notes].count("closed-border") == 1
    assert networks.track(kharkiv, belgorod, mode="rail", date="2023-08-09") == after
    assert all(type(x) is float for point in after.lonlat for x in point)


def test_no_track_is_told_each_time_with_its_reason() -> None:
    for _ in range(2):
        with pytest.raises(NoTrack, match="No railway"):
            networks.track((-0.1, 51.5), (-74.0, 40.7), mode="rail")
