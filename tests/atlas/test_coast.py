"""What the coast tells of a line: how much of it lies on land."""

import pytest

from routes.atlas import coast


@pytest.mark.parametrize(
    ("first", "last", "low", "high"),
    [
        ((37.62, 55.75), (39.72, 47.23), 0.97, 1.0),  # Moscow to Rostov
        ((-9.14, 38.72), (-74.0, 40.71), 0.0, 0.15),  # Lisbon to New York
        ((177.0, -17.8), (-171.8, -13.8), 0.0, 0.2),  # Fiji to Samoa, across 180 degrees
    ],
)
def test_how_much_of_a_line_lies_on_land(first: tuple[float, float], last: tuple[float, float], low: float, high: float) -> None:
    assert low <= coast.dry_share(first, last, 50) <= high
