"""Leads: what a preposition before a name leads to by the words around it, "to" or only "at"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.sentences import Item, area

if TYPE_CHECKING:
    from routes.extraction.statements import Frame
    from routes.model import Toponym

_NEAR = 6  # items between a border and the name of where it is crossed


def led(frame: Frame, verb: int, k: int, toponym: Toponym, how: str) -> str:
    """Return how the name at item ``k`` hangs on the verb of a statement, where the preposition alone leaves it open."""
    items = frame.sentence.items
    if frame.kind == "load":
        around = how == "via" and items[k - 1].has("hedge.about")  # "crushed around A"
        return "at" if around and k - 1 == verb + 1 else _towards(items, k, how)
    if frame.kind == "move" and (frame.origins or not area(toponym)):
        return _inwards(items, verb, k, how)
    return how


def _towards(items: list[Item], k: int, how: str) -> str:
    """Return "to" for a preposition of direction between a vehicle and a name, "в самолёт на Москву", else how the name is attached."""
    led = how == "at_to" and k > 1 and "word.towards" in items[k - 1].tags
    return "to" if led and (items[k - 2].has("vehicle.") or items[k - 2].has("medium.")) else how


def _inwards(items: list[Item], verb: int, k: int, how: str) -> str:
    """Return "to" for a preposition that after a verb of carrying leads into a place, "rimorchiato nel porto di Licata", else ``how``."""
    if how != "at" or not 0 <= verb < k or "word.roams" in items[verb].tags:
        return how
    lead = next((item for item in reversed(items[verb + 1 : k]) if item.value("prep.") not in ("", "of", "of_from")), None)
    return "to" if lead is not None and "word.into" in lead.tags else how


def bordering(items: list[Item], k: int) -> bool:
    """Tell whether a name says where a border is crossed: "ont franchi la frontière à Forbach"."""
    for item in reversed(items[max(0, k - _NEAR) : k]):
        if "word.border" in item.tags or item.kind == "t":
            return item.kind != "t"
    return False


def comes(item: Item) -> bool:
    """Tell whether a preposition is a participle with its "from": "venu de", "procedente de"."""
    return item.end - item.start > len(item.key)
