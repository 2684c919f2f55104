"""Contexts: what the words near a figure say of it, that it measures a way, a straight line, two ports, how far away."""

from __future__ import annotations

from dataclasses import dataclass

from routes.extraction.sentences import Item

_BEFORE, _AFTER = 9, 7  # items either way that are looked at
_MOVES = 6  # items before a figure in which a movement bears on it


@dataclass(slots=True)
class Context:
    """What the words near a figure say."""

    route: bool = False
    straight: bool = False
    motion: bool = False
    two: bool = False
    away: bool = False
    at: bool = False
    total: bool = False
    apart: bool = False
    between: bool = False  # "between the pit and the port", which are not named
    distance: bool = False  # the word itself: "the distance is modest: 454 km"
    there: bool = False  # "from there" stands before it
    basis: str = ""


def around(items: list[Item], i: int, *, bearing: bool) -> Context:
    """Read the words near a figure; one with a direction ("…, some 80 km further north") says nothing of the movement before it."""
    found = Context(route=any("claim.long" in item.tags for item in items[max(0, i - 2) : i]))
    for k in range(i - 1, max(-1, i - _BEFORE), -1):
        item = items[k]
        found.distance = found.distance or "claim.distance" in item.tags
        if item.key == ":" and "claim.distance" in items[k - 1].tags:
            found.distance = True
        if item.kind == "p" and (item.key in ";:" or (item.key == "," and (bearing or (k and items[k - 1].kind == "t")))):
            break
        if item.kind == "q" or _of_another(items, k) or (bearing and item.has("medium.")):
            break
        _note(found, item)
        found.there = found.there or "word.there_from" in item.tags
        found.motion = found.motion or (item.has("motion.") and item.value("motion.") != "be.any" and k >= i - _MOVES)
        found.between = found.between or (item.value("prep.") == "between" and not any(m.kind == "t" for m in items[k:i]))
        found.at = found.at or (k >= i - 2 and item.has("prep.at_to"))
    for item in items[i + 1 : i + _AFTER]:
        if (item.kind in ("p", "q") and item.key not in "«»“”\"'-–") or ("word.and" in item.tags and found.apart):
            break
        _note(found, item)
    return found


def _of_another(items: list[Item], k: int) -> bool:
    """Tell whether a word is of the figure before it: "112 km as the crow flies and 150", "320 km apart on the map, 440 by road"."""
    apart = k > 1 and ("claim.apart" in items[k - 1].tags or "claim.away" in items[k - 1].tags)
    return k > 0 and items[k].has("basis.") and items[k - 2 if apart else k - 1].kind == "q"


def _note(found: Context, item: Item) -> None:
    found.route = found.route or item.has("claim.length") or item.has("travel.")
    found.total = found.total or "claim.total" in item.tags
    found.straight = found.straight or item.has("claim.straight") or item.value("basis.") == "straight"
    found.apart = found.apart or ("claim.apart" in item.tags and not item.has("prep."))
    found.two = found.two or "word.two" in item.tags
    found.away = found.away or "claim.away" in item.tags
    found.basis = found.basis or item.value("basis.")
