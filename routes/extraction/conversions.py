"""Conversions: the same figure in a second unit, "290 km (180 miles)", "180 miles, or 290 km", "180 miles/290 km"."""

from __future__ import annotations

from routes.extraction.numbers import TIME_UNITS, Quantity
from routes.extraction.sentences import Item
from routes.units import MILE, to_si

_ROUNDED = 0.05  # share by which a figure and its conversion differ through rounding
_REACH = 5  # items between the two
_OPENS = frozenset({"(", "/", "["})
_JOINS = frozenset({"word.or", "word.namely", "word.det"})


def converted(items: list[Item], i: int) -> int:
    """Return the item of the figure at ``items[i]`` in a second unit, 0 for none."""
    first = items[i].quantity
    j = next((j for j in range(i + 2, min(len(items), i + 1 + _REACH)) if items[j].quantity is not None), 0)
    other = items[j].quantity if j else None
    if first is None or other is None:
        return 0
    between = items[i + 1 : j]
    if j == i + 2 and between[0].key in _OPENS:
        return j
    quiet = all(item.kind == "p" or item.key in _OPENS or item.has("hedge.") or item.has("bound.") or _joins(item) for item in between)
    return j if quiet and _alike(first, other) else 0


def converts(items: list[Item], i: int) -> bool:
    """Tell whether the figure at ``items[i]`` is only that of another one before it in a second unit."""
    return any(items[k].kind == "q" and converted(items, k) == i for k in range(max(0, i - _REACH), i))


def nights(items: list[Item], i: int) -> bool:
    """Tell whether the figure at ``items[i]`` counts the days of a time whose nights follow: "two days and two nights"."""
    if i + 2 >= len(items) or "word.and" not in items[i + 1].tags:
        return False
    days, after = items[i].quantity, items[i + 2].quantity
    both = days is not None and after is not None and days.unit == after.unit == "d"
    return both and days is not None and after is not None and abs(days.value - after.value) <= 1


def second(items: list[Item], i: int) -> tuple[float, str] | None:
    """Return the figure at ``items[i]`` in its second unit, None where none is told."""
    j = converted(items, i)
    first, other = items[i].quantity, items[j].quantity if j else None
    if first is None or other is None or not other.unit or other.unit == first.unit or _time(first) != _time(other):
        return None
    return other.value, next((unit for unit in _units(other) if _as_long(first, other, unit)), other.unit)


def _time(quantity: Quantity) -> bool:
    return quantity.unit in TIME_UNITS


def _alike(first: Quantity, other: Quantity) -> bool:
    """Tell whether two figures in different units are as long; bare miles may be those of land or of the sea."""
    if not first.unit or not other.unit or first.unit == other.unit or _time(first) != _time(other):
        return False
    return any(_as_long(first, other, unit) for unit in _units(other))


def _units(quantity: Quantity) -> tuple[str, ...]:
    return ("mi", "nmi") if quantity.unit == MILE else (quantity.unit,)


def _as_long(first: Quantity, other: Quantity, unit: str) -> bool:
    lengths = [to_si(first.value, own) for own in _units(first)]
    return any(length > 0 and abs(to_si(other.value, unit) / length - 1) < _ROUNDED for length in lengths)


def _joins(item: Item) -> bool:
    return not _JOINS.isdisjoint(item.tags)
