"""Islands and mainlands, told by the lines around them."""

import pytest

from routes.atlas.borders import open_borders


@pytest.mark.parametrize(
    ("code", "lat", "lon", "km"),
    [
        ("SE", 57.634, 18.299, 92),  # Visby
        ("ES", 39.57, 2.65, 196),  # Palma
        ("TZ", -6.16, 39.19, 37),  # Zanzibar
        ("RU", 46.96, 142.74, 253),  # Sakhalin's south, across the gulf
        ("IT", 35.502, 12.606, 387),  # Lampedusa: Sicily is an island too
    ],
)
def test_an_island_lies_off_the_mainland(code: str, lat: float, lon: float, km: float) -> None:
    found = open_borders().to_mainland(code, lat=lat, lon=lon)
    assert not found.inside
    assert found.distance_m / 1000 == pytest.approx(km, abs=1)


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("SE", 59.85, 17.64),
        ("ZA", -29.25, 27.4),  # nearest to the line around Lesotho
        ("RU", 66.05, -171.7),  # beyond the date line
        ("RU", 68.0, 170.0),
        ("CU", 22.4, -79.97),  # the mainland of an island state
    ],
)
def test_a_place_on_the_mainland_is_inside_of_it(code: str, lat: float, lon: float) -> None:
    found = open_borders().to_mainland(code, lat=lat, lon=lon)
    assert (found.inside, found.distance_m) == (True, 0.0)
