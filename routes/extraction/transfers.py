"""Transfers: where a cargo changes its vehicle, what it goes on by, and whether it came from the place told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.attachments import motion
from routes.extraction.prepositions import OF
from routes.extraction.sentences import area, same
from routes.extraction.statuses import earlier

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.extraction.telling import Teller
    from routes.model import Toponym

_ADJECTIVES = 3  # items between a preposition and the vehicle it governs
_WORD = 5  # letters that the cases of a vehicle's word share
_NEAR = 6  # items from a name to the vehicle that something is put on there
_ONTO = frozenset({"to", "at_to", "at", "dest", "via", "with"})


def onto(frame: Frame) -> str:
    """Return the mode of the vehicle that a cargo is put on, "" when the statement names none: "unloaded onto barges".

    The vehicle that it is taken from, or that itself unloads, is none: "discharged from the ship", "the ship discharged".
    """
    items = frame.sentence.items
    if frame.predicate is not None and "word.interrupted" in frame.predicate.tags:
        return ""  # "seized on a flight from A to B"
    for i in range(frame.first, frame.last):
        mode = items[i].value("medium.") or items[i].value("vehicle.")
        if mode in ("", "any"):
            continue
        if items[i].has("medium.") and not brought(items, i, frame.first):
            return mode
        if governed(items, i, frame.first):
            return mode
    return ""


def lade(teller: Teller, frame: Frame) -> None:
    """Remember onto what vehicle a cargo was put, and where: "at B the oil was pumped into a tanker"."""
    items = frame.sentence.items
    if frame.kind not in ("load", "unload", "move") or not teller.here:
        return
    for i in range(frame.first, frame.last):
        onto_it = items[i].has("vehicle.") and governed(items, i, frame.first)
        if onto_it or _phrase(items[i]):
            word = items[i].key[:_WORD] if onto_it else items[i].value("medium.")
            teller.laden[word] = teller.here[0], frame.sentence.index


def boarded(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where the vehicle that a statement is about took on its cargo, if another one was told of since: "The tanker will go to C"."""
    at = frame.at(frame.first) - frame.whole[0]
    vehicle = next((item for item in frame.clause[: max(at, 0)] if item.has("vehicle.")), None)
    words = (vehicle.key[:_WORD], vehicle.value("vehicle.")) if vehicle is not None else ()
    place, told = next((teller.laden[word] for word in words if word in teller.laden), (None, -99))
    since = [d for d in teller.drafts if d.frame.sentence.index > told]
    if place is None or not since or teller.underway or any(same(place, t) for t in frame.destinations):
        return []
    return [] if any(d.origin is not None and same(d.origin, place) for d in since) else [place]


def brought(items: list[Item], i: int, first: int) -> bool:
    """Tell whether a vehicle that alone would be what something goes by is brought by another: "docked at B with forty wagons"."""
    return " " not in items[i].key and any("prep.with" in item.tags for item in items[max(first, i - _ADJECTIVES) : i])


def governed(items: list[Item], i: int, first: int) -> bool:
    """Tell whether a preposition that leads onto something governs the vehicle at ``items[i]``."""
    for k in range(i - 1, max(first, i - 1 - _ADJECTIVES) - 1, -1):
        item = items[k]
        if item.has("motion.unload.any") and item.has("prep.at"):
            return "word.transfer" in item.tags  # "craned off the ship", but "transférée sur un pétrolier"
        if item.has("prep.") and not ("word.det" in item.tags and item.value("prep.") in OF):
            return item.value("prep.") in _ONTO
        loose = item.kind == "q" or (item.kind == "w" and (not item.tags or "word.det" in item.tags or "word.name" in item.tags))
        if not loose and not item.has("number."):
            return False
    return False


def governs(items: list[Item], k: int) -> bool:
    """Tell whether a vehicle that something is put on follows a name: "transferred in A to a barge for B"."""
    return any(
        (items[i].has("medium.") or items[i].has("vehicle.")) and (governed(items, i, k) or _phrase(items[i]))
        for i in range(k + 1, min(len(items), k + _NEAR))
    )


def _phrase(item: Item) -> bool:
    return item.has("medium.") and item.end - item.start > len(item.key)  # "auf ein Schiff": its preposition is in it


def reloads(items: list[Item], first: int, verb: int, k: int) -> bool:
    """Tell whether a load goes onto a second vehicle at the name at ``items[k]``, the first one being told of."""
    told = motion(items[verb])[1] not in ("", "any") or any(item.has("medium.") or item.has("vehicle.") for item in items[first:k])
    return told and governs(items, k)


def continues(teller: Teller, frame: Frame) -> bool:
    """Tell whether what is loaded somewhere else is what set out before: "trucked from A, bagged in B and put on ships".

    It is when the same sentence goes on without a new subject, or the next one takes the cargo up with a pronoun.
    """
    if not teller.here or not frame.origins or same(teller.here[0], frame.origins[0]) or frame.says("word.split"):
        return False
    if area(teller.here[0]):
        return False  # "it comes from the province: it is loaded at B"
    since = frame.sentence.index - teller.since
    if teller.underway and since == 0 and teller.frame is not None and teller.frame.predicate is frame.sentence.items[0]:
        return True  # "amenés de A en autocar, ils étaient montés à bord à B"
    if earlier(frame):
        return False  # "they had been loaded at A"
    if teller.underway and since == 0 and frame.whole[1] and frame.first > frame.whole[0]:
        return True  # "in A the crates are put on rails, in B onto ships": one verb
    items = frame.sentence.items
    at = frame.at(frame.first)
    subject = items[(frame.whole[0] if frame.whole[1] else frame.first) : at]
    transfer = frame.predicate is not None and "word.transfer" in frame.predicate.tags
    if teller.underway and since <= 1 and transfer and not (subject and subject[-1].key == ","):  # no "aircraft, loaded in B, land here"
        return True  # "the train left A; in B the grain was tipped into containers"
    pronoun = any("word.pronoun" in item.tags and ("word.det" not in item.tags or not teller.underway) for item in subject)
    new = any("word.cargo" in item.tags or item.has("vehicle.") for item in subject)
    changes = frame.strength > 1 and teller.mode != "unknown" and teller.mode != frame.mode != "unknown"
    if teller.underway and since <= 1 and changes and not new and teller.mode in ("sea", "air"):
        return True  # "for six days it was at sea; at B cranes put it on rails"
    if not teller.underway:
        return since == 1 and pronoun and new  # "It reached A. Its boxes were lifted onto flats at B"
    return (pronoun or not new) if since == 0 else (since == 1 and pronoun)
