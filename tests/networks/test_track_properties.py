"""What holds of every track over land, by whatever network: drawn from cities that are joined by rail and by road."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.errors import NoTrack
from routes.geodesy import length_m
from routes.networks import track

CITIES = {
    "Paris": (2.35, 48.86),
    "Berlin": (13.40, 52.52),
    "Warsaw": (21.01, 52.23),
    "Budapest": (19.05, 47.50),
    "Kyiv": (30.52, 50.45),
    "Moscow": (37.62, 55.75),
    "Istanbul": (28.95, 41.02),
    "Almaty": (76.93, 43.25),
    "Delhi": (77.21, 28.64),
    "Chita": (113.50, 52.03),
}
three = st.permutations(sorted(CITIES.values())).map(lambda cities: cities[:3])
mode = st.sampled_from(["rail", "road"])


@settings(max_examples=30)
@given(three, mode)
def test_a_track_and_its_way_back_are_one_and_hold_together(ends: list[tuple[float, float]], mode: str) -> None:
    a, b, _ = ends
    try:
        there, back = track(a, b, mode=mode), track(b, a, mode=mode)
    except NoTrack:
        return
    assert there.length_m == pytest.approx(back.length_m, rel=1e-6)
    assert there.countries == back.countries[::-1]
    assert there.geodesic_m <= there.low_m <= there.length_m <= there.high_m
    assert sum(there.country_m) == pytest.approx(there.length_m, rel=1e-6)
    assert len(there.country_m) == len(there.countries)
    line = np.array(there.lonlat)
    assert there.line_m == pytest.approx(length_m(line)) and there.line_m <= there.length_m * 1.001
    assert np.abs(np.diff(line[:, 0])).max() < 30 and -180 <= line[0, 0] < 180
    assert tuple(line[0]) == pytest.approx(a) and tuple(line[-1]) == pytest.approx(b)


@settings(max_examples=30)
@given(three, mode)
def test_no_way_by_a_third_place_is_shorter(ends: list[tuple[float, float]], mode: str) -> None:
    a, by, b = ends
    try:
        free, round_about = track(a, b, mode=mode), track(a, b, mode=mode, via=[by])
    except NoTrack:
        return
    # Main lines, one gauge and open borders are preferred to a shorter line, so that a way by another place may be somewhat shorter.
    assert round_about.length_m >= 0.8 * free.length_m
    assert min(np.hypot(*(np.array(round_about.lonlat) - by).T)) < 0.5


@settings(max_examples=30)
@given(three, mode, st.sampled_from(["BY", "PL", "UA", "RO", "KZ", "CN"]))
def test_keeping_out_of_a_country_never_shortens(ends: list[tuple[float, float]], mode: str, country: str) -> None:
    a, b, _ = ends
    try:
        free, without = track(a, b, mode=mode), track(a, b, mode=mode, avoid=[country])
    except NoTrack:
        return
    assert country not in without.countries
    if len([n for n in without.notes if n.code == "closed-border"]) > len([n for n in free.notes if n.code == "closed-border"]):
        return  # the free way went round a closed border, and this one could not
    # By rail main lines and one gauge are preferred to a shorter line, by road mapped pieces to inferred ones. From an end in the country
    # that is kept out of, a straight piece leads out of it first.
    astray = any(n.code == "far-snap" for n in without.notes)
    assert without.length_m >= {"rail": 0.85, "road": 0.92 if astray else 0.97}[mode] * free.length_m
