"""Waits: what tells at a time that it is none of a journey, and what it is counted from."""

from __future__ import annotations

from routes.extraction.attachments import motion
from routes.extraction.sentences import Item

_REACH = 6  # items between a time and what it is counted from


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
