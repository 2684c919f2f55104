"""Gaps: whether the words before a preposition say how far something is, or how long it has gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.numbers import TIME_UNITS

if TYPE_CHECKING:
    from routes.extraction.sentences import Item

_DWELT = ("PPL", "ADM3", "ADM4", "MN", "OIL", "GAS")  # kinds of place that something lies around
_LED = 2  # items before goods among which the "into" stands that makes them a vessel
_STILL = frozenset({"load", "unload", "hold", "be", "serve"})
_NOUN = 4  # items from a noun to the "to" that leads to it
_WHEN = 4  # items from a "near" back to the word of what was done there
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


def surrounds(items: list[Item], j: int, k: int, first: int) -> bool:
    """Tell whether an "around" says where something is, and not how it goes: "the wells round A", not "sail round A"."""
    name, before = items[k].toponym, items[j - 1] if j > first else None
    town = name is not None and bool(name.candidates) and name.candidates[0].feature_code.startswith(_DWELT)
    if not town or before is None or before.kind != "w" or before.has("travel.") or "word.det" in before.tags:
        return False
    return not before.has("prep.") and (not before.has("motion.") or before.value("motion.").partition(".")[0] in _STILL)


def of_goods(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a word is of goods, "the crude of A", and not of what they are put in, "into the tanks of A"."""
    led = any(item.value("prep.") == "to" and "word.det" not in item.tags for item in items[max(first, j - _LED) : j])
    return "word.cargo" in items[j].tags and not items[j].has("motion.") and not (led and "word.people" not in items[j].tags)


def holds(items: list[Item], i: int) -> bool:
    """Tell whether goods only say what a site is for: "to the grain terminal at A", but not "handed to the tourists in A"."""
    after = items[i + 1]
    return "word.cargo" in items[i].tags and not {"word.feature", "word.port"}.isdisjoint(after.tags) and not after.has("prep.")


def led_to(items: list[Item], j: int, first: int) -> bool:
    """Tell whether the noun at ``items[j]`` is itself where a "to" leads: the "of" behind it says of what, "zu den Hochöfen von A"."""
    noun = items[j]
    if noun.kind != "w" or any(noun.has(head) for head in ("motion.", "prep.", "vehicle.", "travel.", "medium.", "date.")):
        return False
    k = j - 1
    while (
        k > max(first, j - _NOUN)
        and items[k].kind == "w"
        and not items[k].has("prep.")
        and ("word.det" in items[k].tags or not items[k].tags)
    ):
        k -= 1
    return k > first and items[k].value("prep.") == "to" and not items[k].has("motion.")


def worked(items: list[Item], j: int, first: int) -> bool:
    """Tell whether the "near" at ``items[j]`` follows a verb of what was done there, and when: "récoltés la veille autour de B"."""
    k = j - 1
    while k > max(first, j - _WHEN) and (items[k].kind == "d" or not items[k].tags or "word.det" in items[k].tags):
        k -= 1
    return k >= first and items[k].has("motion.") and "word.feature" not in items[k].tags


def ago(items: list[Item], j: int, first: int) -> int:
    """Return the verb before how long ago it happened, "salido hace una semana de Esmirna", -1 where the "of" follows no such time."""
    k, before = j - 1, items[max(first, j - 2)]
    spent = (before, "word.before" in items[k].tags) if not spent_time(items[k]) else (items[k], "claim.spent" in before.tags)
    return k - 2 if k > first + 1 and spent_time(spent[0]) and spent[1] else -1  # and "zarpado cinco días antes de Esmirna"
