"""Stretches: ways told by how long they are, and the last part of a way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction import naming
from routes.extraction.attachments import motion
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.sentences import Item, area, country, water
from routes.extraction.statements import Frame

if TYPE_CHECKING:
    from routes.extraction.sentences import Sentence

_BOTH = 2  # ends of a way
_COVERS = 3  # items from a verb of covering to the length that it covers


def covered(sentence: Sentence, first: int, last: int, verb: int, contained: frozenset[str]) -> list[Frame] | None:
    """Return the movement over the way between two places that a clause says how far apart they are; None for another clause.

    "Le convoi a couvert les 300 km qui séparent A de B" tells of one, "300 km séparent A de B" of none.
    """
    items = sentence.items
    if verb < 0 or "claim.apart" not in items[verb].tags:
        return None
    length = next((i for i in range(verb - 1, 0, -1) if items[i].unit not in {"", *TIME_UNITS}), 0)
    cover = next((i for i in range(length - 1, max(-1, length - 1 - _COVERS), -1) if motion(items[i])[0] in ("move", "cross")), -1)
    ends = [t for k, t, _ in naming.named(items, verb, last, contained) if not (country(t) or water(t))]
    if cover < 0 or len(ends) != _BOTH or any(item.has("prep.") for item in items[cover + 1 : length]):
        return [] if any(item.unit not in {"", *TIME_UNITS} for item in items[first:last]) else None
    first, start = min(first, cover), [t for t in ends[:1] if not area(t)]
    return [Frame("move", items[cover], sentence, first, last, (first, last), origins=start, destinations=ends[1:])]


def remainder(told: list[Frame], items: list[Item], first: int, last: int) -> list[Frame]:
    """Return the statement of the last stretch that a clause adds: "they came by road to A and by ferry the rest of the way"."""
    rest = next((k for k in range(first, last) if "word.rest" in items[k].tags), -1)
    named = max((k for k in range(first, max(rest, first)) if items[k].toponym is not None), default=-1)
    joint = next((k for k in range(named + 1, rest) if "word.and" in items[k].tags or items[k].key == ","), -1)
    if joint < 0 or named < 0 or not told or not told[-1].destinations:
        return []
    told[-1].last = joint
    return [Frame("move", None, told[-1].sentence, joint, last, (first, last), chained=True)]
