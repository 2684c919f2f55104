"""Waits: what tells at a time that it is none of a journey, and what it is counted from."""

from __future__ import annotations

from routes.extraction.attachments import motion
from routes.extraction.prepositions import FROM, OF
from routes.extraction.sentences import Item

_REACH = 6  # items between a time and what it is counted from
_NEAR = 4  # items before a time among which the word stands that says that something was late, or stood still
_HELD = ("word.blocked", "word.rests", "motion.hold.")


def whose(items: list[Item], i: int) -> list[Item]:
    """Return the noun right after a time, of which it is: "seven hours of delay", "сім годин затримки"."""
    after = items[i + 1 : i + 2]
    if of(items, i):  # "33 hours for 730 km" is none of these
        after = [item for item in items[i + 2 : i + 4] if "word.det" not in item.tags][:1]
    return [item for item in after if not item.has("prep.")]


def of(items: list[Item], i: int) -> bool:
    """Tell whether an "of" follows a time."""
    return any(item.has("prep.of") or item.has("prep.of_from") for item in items[i + 1 : i + 2])


def idle(around: list[Item]) -> bool:
    """Tell whether one of the words around a time makes it none of a journey."""
    return any("claim.spent" in item.tags and "claim.duration" not in item.tags for item in around)


def following(items: list[Item], i: int) -> str:
    """Return what a time is counted from: "departure" in "two days after leaving B", "event" in "after the eruption", else "".

    A name right after it, or a voyage, may be either.
    """
    if not any("claim.following" in item.tags for item in items[i + 1 : i + 2]) or (i + 2 < len(items) and items[i + 2].kind == "p"):
        return ""  # "otto giorni dopo, …" is "later"
    for k in range(i + 2, min(len(items), i + _REACH)):
        item = items[k]
        named = item.toponym is not None and all(m.has("prep.") or "word.det" in m.tags for m in items[i + 2 : k])
        if named or item.has("travel.") or item.day is not None:
            return ""
        if "claim.outset" in item.tags or motion(item)[0] in ("depart", "load", "move", "carry"):
            return "departure"
        if item.kind == "p":
            break
    return "event"


def held(items: list[Item], i: int) -> bool:
    """Tell whether a time is how late something was, or how long it stood still: "delayed by three hours", "закрыта уже три дня"."""
    if any("claim.late" in item.tags for item in _leading(items, i, through=True)):
        return True
    after = items[i + 1 : i + 2]
    counted = any(item.value("prep.") in FROM or item.value("prep.") in OF for item in after)
    if counted or any(item.has("travel.") or item.has("vehicle.") for item in items[i + 1 : i + 1 + _NEAR]):
        return False  # "stopped three hours from the border", "turned back three weeks into the voyage"
    return _still(_leading(items, i, through=False)) or any("word.blocked" in item.tags for item in after) or _closed(items, i)


def _closed(items: list[Item], i: int) -> bool:
    """Tell whether a clause says for how long something was shut: "they closed the road from A to B for two days"."""
    lasts = next((k for k in range(i - 1, max(-1, i - _NEAR), -1) if not _slight(items[k]) or "claim.lasts" in items[k].tags), -1)
    if lasts < 0 or "claim.lasts" not in items[lasts].tags:
        return False
    first = next((k + 1 for k in range(lasts - 1, -1, -1) if items[k].kind == "p" and items[k].key in ",;:"), 0)
    return any("word.blocked" in item.tags or item.has("motion.hold.") for item in items[first:lasts])


def _still(items: list[Item]) -> bool:
    return any(item.has(tag) for item in items[-1:] for tag in _HELD)


def _leading(items: list[Item], i: int, *, through: bool) -> list[Item]:
    """Return the last words before a time, what leads to it aside; ``through`` prepositions, too."""
    k = i - 1
    while k > max(0, i - _NEAR) and (_slight(items[k]) or (through and (items[k].has("prep.") or "word.agent" in items[k].tags))):
        k -= 1
    return items[max(0, k) : k + 1] if i else []


def _slight(item: Item) -> bool:
    return item.has("hedge.") or "word.det" in item.tags or (item.kind == "w" and not item.tags)


def under_way(items: list[Item], i: int) -> bool:
    """Tell whether a time is how long something moved: "they walked for three days", "navegaron durante dos días"."""
    led = i > 1 and "claim.spent" in items[i - 1].tags and "claim.every" not in items[i - 1].tags
    moves = led and (motion(items[i - 2])[0] == "move" or "claim.duration" in items[i - 2].tags)  # "was under way for 54 days"
    return moves and (items[i - 1].has("prep.") or "date.in" in items[i - 1].tags)
