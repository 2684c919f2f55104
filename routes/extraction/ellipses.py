"""Ellipses: sentences without a verb of movement that tell of one all the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.numbers import TIME_UNITS
from routes.extraction.transfers import brought
from routes.text import BULLETS, DASHES

if TYPE_CHECKING:
    from routes.extraction.sentences import Item, Sentence
    from routes.extraction.statements import Frame

_BACK = 3  # "and", "back" and what follows
_SUBJECT = 3  # items at the head of a clause among which its noun stands
_HEAD = 2  # items before the name that a length leads to
_LED = 6  # items after the noun among which its "to" stands
LONGEST = 18  # items of the longest sentence read without a verb


def there_and_back(frame: Frame) -> Frame | None:
    """Return the way back that two words after the end of a way tell of: "he drove from A to B and back"."""
    items = frame.sentence.items
    if not (frame.origins and frame.destinations):
        return None
    end = next((k for k, item in enumerate(items) if item.toponym is frame.destinations[-1]), len(items))
    joint, word, after = (*items[end + 1 : end + 1 + _BACK], None, None, None)[:_BACK]
    if joint is None or word is None or "word.and" not in joint.tags or word.has("motion."):
        return None
    leads = after is not None and any(item.kind == "t" for item in items[end + _BACK : end + _BACK + 2])
    if leads or not ("word.back" in word.tags or "word.and_back" in word.tags):
        return None
    way = replace(frame, first=end + 1, origins=frame.destinations[-1:], destinations=frame.origins[:1], via=[], chained=True)
    frame.last = end + 1
    return way


def lists(sentence: Sentence) -> bool:
    """Tell whether a sentence opens a list of what came to a port or left it, which is of many vehicles: "Departures: …"."""
    items = sentence.items
    return len(items) > 1 and "word.listing" in items[0].tags and items[1].key == ":"


def borne(items: list[Item]) -> bool:
    """Tell whether words without a verb of movement that is known say by what something goes: "it rattles by train to B"."""
    carried = any(item.has("medium.") and not brought(items, i, 0) for i, item in enumerate(items))
    return carried and not any(item.unit for item in items)


def broken_off(items: list[Item]) -> bool:
    """Tell whether words without a verb of movement say of a vehicle that it did not get through."""
    vehicle = any(item.has("vehicle.") or item.mode("travel.") for item in items)
    return vehicle and any("word.interrupted" in item.tags or "word.blocked" in item.tags for item in items)


def bound(items: list[Item]) -> bool:
    """Tell whether a sentence without a verb only says where it goes next: "Direction Phnom Penh, puis Vientiane"."""
    return len(items) <= LONGEST and bool(items) and items[0].value("prep.") == "to" and " " not in items[0].key


def way_on(items: list[Item]) -> str:
    """Tell whether a clause only says how long or far the way to a place is, "next" where it says that it comes next, "" for no.

    "The crossing to B takes six to nine hours", "следующий бросок, к базе B, — это 1 610 км".
    """
    if _told_far(items):
        return "way"
    noun = next((k for k, item in enumerate(items[:_SUBJECT]) if item.has("travel.") and "word.line" not in item.tags), -1)
    measured = any(item.unit or "claim.takes" in item.tags for item in items)
    after = next((item for item in items[noun + 1 : noun + 1 + _LED] if item.has("prep.") and item.value("prep.") != "via"), None)
    if noun < 0 or not measured or after is None or after.value("prep.") != "to" or any(item.has("prep.") for item in items[:noun]):
        return ""
    return "next" if any("word.next" in item.tags for item in items[:noun]) else "way"


def _told_far(items: list[Item]) -> bool:
    """Tell whether a clause opens with how far it is to its only place: "To B it is 817 km as the crow flies"."""
    names = [k for k, item in enumerate(items) if item.kind == "t"]
    figure = any(item.unit not in {"", *TIME_UNITS} for item in items)
    return (
        len(names) == 1
        and names[0] <= _HEAD
        and figure
        and items[0].value("prep.") == "to"
        and not any(i.value("prep.") == "from" for i in items)
    )


def heads(items: list[Item]) -> bool:
    """Tell whether a numbered line only names two places: "1. Kansas City to Laredo."."""
    numbered = len(items) > 1 and (items[0].key in BULLETS | DASHES or (items[0].key.isdigit() and items[1].key in ".):"))
    return numbered and all(
        item.kind in "tp" or item.has("prep.") or "word.det" in item.tags or "word.feature" in item.tags or "word.and" in item.tags
        for item in items[1:]
    )


def share(found: list[Frame]) -> None:
    """Let a part of a statement that tells only from where something else came end where the part before it did.

    "The hull came by rail from A to B, the engines by air from C."
    """
    for before, frame in pairwise(found):
        gapped = frame.origins and not frame.destinations and before.origins and before.destinations
        if not gapped or frame.predicate is not before.predicate or frame.kind not in ("move", "arrive", "depart", "travel"):
            continue
        ahead = [item for item in frame.items if item.end <= frame.origins[0].span.start]
        own = any(item.has("medium.") or item.has("vehicle.") or "word.cargo" in item.tags or item.key in DASHES for item in ahead)
        if own and not any("word.then" in item.tags or "word.there_from" in item.tags for item in ahead):
            frame.destinations = list(before.destinations)


def said(items: list[Item]) -> list[Item]:
    """Return what somebody is told to have said, without the words before it: "where the rides were sold, they promised that to B …"."""
    named = next((k for k, item in enumerate(items) if item.kind == "t"), 0)
    return items[next((k for k in range(named, 0, -1) if "word.asked" in items[k].tags and items[k - 1].key == ","), 0) :]
