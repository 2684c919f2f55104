import pytest

from routes.errors import UnknownValue
from routes.units import to_si


@pytest.mark.parametrize(
    ("value", "unit", "si"),
    [
        (290, "km", 290_000),
        (180, "mi", 289_681.92),
        (100, "nmi", 185_200),
        (30, "ft", 9.144),
        (2, "verst", 2133.6),
        (1.5, "h", 5400),
        (2, "week", 1_209_600),
    ],
)
def test_units_have_their_legal_size(value: float, unit: str, si: float) -> None:
    assert to_si(value, unit) == pytest.approx(si)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownValue, match="Unknown unit 'furlong'; use one of m, km"):
        to_si(1, "furlong")
