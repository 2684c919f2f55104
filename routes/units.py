"""Units of length and time: the only place that knows their size."""

from __future__ import annotations

from routes.errors import UnknownValue

# International yard and pound agreement 1959 (mile, foot), Monaco 1929 (nautical mile), 500 sazhen of 7 feet (verst).
METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "nmi": 1852.0, "ft": 0.3048, "verst": 1066.8}
MILE = "mile"  # nautical at sea, a statute mile on land; as long as its places do not tell which, it is read as a nautical one
SECONDS = {"min": 60.0, "h": 3600.0, "d": 86400.0, "week": 604800.0}


def to_si(value: float, unit: str) -> float:
    """Return a value in metres or, for a unit of time, in seconds.

    Raises
    ------
    UnknownValue
        When the unit is not one of `METRES` or `SECONDS`.
    """
    size = METRES.get("nmi" if unit == MILE else unit) or SECONDS.get(unit)
    if size is None:
        raise UnknownValue(f"Unknown unit {unit!r}; use one of {', '.join([*METRES, *SECONDS])}.")
    return value * size
