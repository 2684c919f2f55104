"""Gaps: whether the words before a preposition say how far something is, or how long it has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.numbers import TIME_UNITS

if TYPE_CHECKING:
    from routes.extraction.sentences import Item

_REACH = 10  # items that may lie between a preposition and its name


def spent_time(item: Item) -> bool:
    """Tell whether an item is a time gone."""
    return item.unit in TIME_UNITS


def measured(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a distance stands before the preposition at ``items[j]``: "120 km north of"."""
    i = j - 1
    while i >= first and i >= j - 7:
        item = items[i]
        if item.kind == "q" and item.unit:
            return True
        loose = item.has("direction.") or item.has("claim.fluff") or item.has("prep.") or "word.det" in item.tags or item.key in '()"“”„«»'
        if not (loose or item.has("basis.") or item.kind == "q") or item.has("motion."):
            return False
        i -= 1
    return False


def after_way(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a way of some time has been gone before the "from" at ``items[j]``: "after a voyage of three days from A"."""
    before = items[max(first, j - _REACH) : j]
    return any("word.after" in i.tags for i in before) and any(
        i.has("travel.") or i.value("basis.") not in ("", "straight") for i in before
    )


def apart(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a verb of distance stands before the preposition at ``items[j]``: "che dista da Matera"."""
    return j > first and "claim.apart" in items[j - 1].tags and not items[j - 1].has("motion.")
