"""Tracks by road, river and air."""

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.errors import NoTrack, UnknownValue
from routes.networks import air, river, road, track

GALATI, VIENNA, ASTRAKHAN, ROSTOV = (28.06, 45.43), (16.42, 48.22), (48.03, 46.35), (39.72, 47.21)


def test_road_between_cities() -> None:
    found = road.trace((21.0122, 52.2297), (13.405, 52.52))
    assert found.countries == ("PL", "DE") and found.network == "road"
    assert 520_000 < found.length_m < 640_000


def test_a_domestic_road_leg_stays_in_its_country() -> None:
    assert road.trace((135.0719, 48.4802), (131.8855, 43.1155)).countries == ("RU",)


def test_the_danube_and_its_kilometres() -> None:
    found = river.trace(GALATI, VIENNA)
    assert found.length_m / 1000 == pytest.approx(1779, rel=0.03)  # kilometre posts 150 and 1929
    assert {"RO", "RS", "HU", "SK", "AT"} <= set(found.countries)
    assert any(abs(lon - 22.4) < 0.3 and abs(lat - 44.7) < 0.15 for lon, lat in found.lonlat)  # the Iron Gates


def test_canals_join_rivers() -> None:
    found = river.trace(ASTRAKHAN, ROSTOV)
    assert found.countries == ("RU",)
    assert any(abs(lon - 44.3) < 0.3 and abs(lat - 48.6) < 0.15 for lon, lat in found.lonlat)  # the Volga-Don Canal
    assert 900_000 < found.length_m < 1_150_000


def test_from_a_river_port_over_the_sea_says_so() -> None:
    found = river.trace((30.54, 50.45), (30.74, 46.49))
    note = next(n for n in found.notes if n.code == "river-and-sea")
    assert "to its mouth" in note.message
    back = river.trace((30.74, 46.49), (30.54, 50.45))
    assert back.length_m == pytest.approx(found.length_m, rel=1e-6)
    assert back.lonlat[0] == pytest.approx(found.lonlat[-1])


def test_no_river_is_one_clear_sentence() -> None:
    with pytest.raises(NoTrack, match="No waterway"):
        river.trace((3.0, 25.0), VIENNA)


def test_air_is_the_geodesic_with_the_countries_below() -> None:
    found = air.trace((69.2, 34.56), (51.6, 25.26))
    assert found.method == "geodesic" and found.length_m == found.geodesic_m
    assert found.countries == ("AF", "IR", "QA")


def test_air_over_the_pole_and_over_180_degrees() -> None:
    for a, b in (((10.0, 80.0), (-170.0, 80.0)), ((131.9, 43.1), (-118.2, 34.0)), ((-73.8, 40.6), (77.1, 28.5))):
        line = air.trace(a, b, overflight=False).lonlat
        assert all(abs(q[0] - p[0]) <= 20 for p, q in itertools.pairwise(line))
        assert max(lat for _, lat in line) <= 90


def test_pipelines_and_unknown_modes_are_straight() -> None:
    assert track(GALATI, VIENNA, mode="pipeline").method == "geodesic"
    assert track(GALATI, VIENNA, mode="unknown").countries == ()
    with pytest.raises(UnknownValue, match="Unknown mode 'mule'"):
        track(GALATI, VIENNA, mode="mule")
    with pytest.raises(UnknownValue, match="not \\(lon, lat\\)"):
        track((45.43, 128.06), VIENNA, mode="air")


@pytest.mark.parametrize("point", ["Vienna", (16.4,), (16.4, 48.2, 151.0), None, ("16.4", "north"), (float("nan"), 48.2)])
def test_what_is_no_point_is_refused_in_one_sentence(point: Any) -> None:
    for ends in ((point, VIENNA), (VIENNA, point)):
        with pytest.raises(UnknownValue, match=r"^The point .* is not \(lon, lat\) in degrees\.$"):
            track(*ends, mode="air")
    with pytest.raises(UnknownValue, match=r"^The point .* is not \(lon, lat\) in degrees\.$"):
        track(GALATI, VIENNA, mode="river", via=[point])


def test_what_is_no_date_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnknownValue, match=r"^'3 May 2024' is no date; write it as 2024-05-31\.$"):
        track(GALATI, VIENNA, mode="rail", date="3 May 2024")
    assert track(GALATI, VIENNA, mode="rail", date="2024-05").length_m == track(GALATI, VIENNA, mode="rail", date="2024-05-31").length_m


degrees = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


@settings(max_examples=50)
@given(degrees, degrees, degrees)
def test_geodesics_are_symmetric_and_a_detour_is_never_shorter(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    there, back, by = (air.trace(*ends, via=via, overflight=False) for ends, via in (((a, c), ()), ((c, a), ()), ((a, c), (b,))))
    assert there.length_m == pytest.approx(back.length_m, abs=1e-3)
    assert by.length_m >= there.length_m - 1e-3
    assert all(abs(q[0] - p[0]) <= 20 for p, q in itertools.pairwise(by.lonlat))
