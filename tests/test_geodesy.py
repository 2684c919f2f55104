import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routes import geodesy

lats = st.floats(-89, 89)
lons = st.floats(-180, 180)


def test_a_known_geodesic() -> None:
    # Karney, Algorithms for geodesics (2013), the worked inverse example on WGS 84: 9,398,502.0434 m (rounded coordinates)
    assert geodesy.distance_m(lat1=-30.12345, lon1=0, lat2=-30.12344, lon2=0.00005) == pytest.approx(4.944208, abs=1e-6)


def test_bearing_is_clockwise_from_north() -> None:
    assert geodesy.bearing_deg(lat1=0, lon1=0, lat2=0, lon2=1) == pytest.approx(90)
    assert geodesy.bearing_deg(lat1=0, lon1=0, lat2=-1, lon2=0) == pytest.approx(180)


def test_the_angle_between_two_bearings_is_taken_the_short_way_round() -> None:
    assert geodesy.turn_deg(350.0, geodesy.WINDS["NNE"]) == 32.5
    assert geodesy.turn_deg(geodesy.WINDS["W"], 90.0) == 180.0


def test_unwrapping_runs_on_across_180_degrees() -> None:
    line = geodesy.unwrap(np.array([(170.0, 0.0), (179.0, 0.0), (-179.0, 0.0), (-170.0, 0.0)]))
    assert line[:, 0].tolist() == [170, 179, 181, 190]


@given(lats, lons, lats, lons)
def test_a_geodesic_is_as_long_as_its_ends_are_apart_and_never_jumps(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    line = geodesy.geodesic(lat1=lat1, lon1=lon1, lat2=lat2, lon2=lon2)
    assert geodesy.length_m(line) == pytest.approx(geodesy.distance_m(lat1=lat1, lon1=lon1, lat2=lat2, lon2=lon2), abs=1e-3)
    assert np.abs(np.diff(line[:, 0])).max(initial=0) <= 180
