"""Boarding: verbs that mean a journey only with the vehicle that they take: "nimmt in A den Katamaran nach B", "сел в A на паром до B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.prepositions import TO

if TYPE_CHECKING:
    from routes.extraction.sentences import Item

_REACH = 12  # items from a verb to the vehicle that is taken
_ADJECTIVES = 3  # items before a vehicle that describe it
_ENDS = frozenset(",;:()–—")


def board(items: list[Item], *, closing: bool) -> None:
    """Make verbs of boarding of those that say that somebody gets onto a vehicle; items are changed in place.

    A verb of taking has the vehicle as its object, "took the ferry at A for B"; where it can be one of movement as well, "take the boxes to
    B", it must be told where they got on. A verb of sitting or landing has it behind a preposition. ``closing`` tells that a verb may
    close its clause, behind the vehicle.
    """
    for i, item in enumerate(items):
        if closing and ("word.seat" in item.tags or "word.puts" in item.tags):
            _put(items, i)
            continue
        takes, seat = "word.takes" in item.tags, "word.seat" in item.tags
        if not (takes or seat):
            continue
        stop = next((k for k in range(i + 1, len(items)) if items[k].key == ";" or items[k].has("motion.")), len(items))
        ahead = range(i + 1, min(stop, i + 1 + _REACH))
        ridden = next((k for k in ahead if items[k].mode("vehicle.") and _reached(items, i, k, into=seat)), -1)
        if ridden < 0 or (takes and item.has("motion.") and not _placed(items[i + 1 : stop])):
            continue
        if takes and any(before.has("vehicle.") for before in items[:i]):
            continue  # "the ship took the lorries to B"
        if any("prep.between" in after.tags for after in items[i + 1 : stop]):
            continue  # "nobody takes the coach between A and B" is of the line
        kept = {tag: value for tag, value in item.tags.items() if not tag.startswith("motion.")}
        item.retag({**kept, "motion.load.any": ""})


def _put(items: list[Item], i: int) -> None:
    """Let a verb mean boarding or alighting by the vehicle in its clause: "auf einen Zug nach A gesetzt", "stieg in A aus dem Bus"."""
    ahead = next((k for k in range(i + 1, len(items)) if _parts(items[k])), len(items))
    behind = next((k for k in range(i - 1, -1, -1) if _parts(items[k])), -1)
    for k in (*range(i + 1, min(ahead, i + 1 + _REACH)), *range(i - 1, max(behind, i - 1 - _REACH), -1)):
        mode, lead = items[k].value("vehicle."), _lead(items, k)
        if mode in ("", "any") or lead is None:
            continue
        aboard = any("motion.load." in tag for tag in items[i].tags)  # "gingen an Bord von zwei Schiffen"
        onto = aboard or lead.value("prep.") in TO or ("word.onto" in lead.tags and ("word.puts" in items[i].tags or _single(items, k)))
        if onto or lead.value("prep.") == "from":
            kept = {tag: value for tag, value in items[i].tags.items() if not tag.startswith("motion.")}
            items[i].retag({**kept, f"motion.{'load' if onto else 'unload'}.{mode}": ""})
            return


def _parts(item: Item) -> bool:
    return (item.kind == "p" and item.key in _ENDS) or item.has("motion.") or item.has("word.clause") or "word.and" in item.tags


def _single(items: list[Item], k: int) -> bool:
    """Tell whether the article of a vehicle says that one gets onto it, "auf den Zug", and not that one is on it, "auf den Zügen"."""
    return any("word.accusative" in item.tags for item in items[k - 2 : k]) and not items[k].key.endswith("n")


def _lead(items: list[Item], k: int) -> Item | None:
    """Return the preposition right before a vehicle and what describes it."""
    for item in reversed(items[max(0, k - 1 - _ADJECTIVES) : k]):
        if item.has("prep.") and "word.det" not in item.tags:
            return item
        if not ("word.det" in item.tags or item.kind == "q" or (item.kind == "w" and not item.tags)):
            return None
    return None


def _reached(items: list[Item], verb: int, k: int, *, into: bool) -> bool:
    """Tell whether a vehicle is the object of a verb, or stands behind its "into", and is not a part of another name ("ferry company")."""
    after = items[k + 1] if k + 1 < len(items) else None
    if after is not None and after.kind == "w" and not after.tags:
        return False
    for j in range(k - 1, max(verb, k - 2 - _ADJECTIVES), -1):
        item = items[j]
        if item.has("prep.") and "word.det" not in item.tags:
            return into and item.value("prep.") in TO
        if not ("word.det" in item.tags or item.kind == "q" or (item.kind == "w" and not item.tags)):
            return False
        if "word.det" in item.tags and not into:
            return True
    return not into


def _placed(items: list[Item]) -> bool:
    """Tell whether words say where something happens, and not from where it goes."""
    led = [items[k - 1].value("prep.") for k, item in enumerate(items) if item.kind == "t" and k]
    return "at" in led and not any(item.value("prep.") == "from" for item in items)
