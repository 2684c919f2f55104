"""Leads: what a preposition before a name leads to by the words around it, "to" or only "at"."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from routes.extraction.attachments import motion
from routes.extraction.prepositions import AT, FROM, OF
from routes.extraction.sentences import Item, area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routes.extraction.statements import Frame
    from routes.model import Toponym

_NEAR = 6  # items between a border and the name of where it is crossed
_FEATURES = 4  # items from a distance to the name that lies so far off
_HEDGES = 4  # items from a preposition to the end of a distance
_OPENED = 2  # items from a comma to the subject of its clause
_ARTICLE = 3  # items from an article to its name
_ADJECTIVES = 4  # items from a preposition to the one behind its noun


def led(frame: Frame, verb: int, k: int, toponym: Toponym, how: str) -> str:
    """Return how the name at item ``k`` hangs on the verb of a statement, where the preposition alone leaves it open."""
    items = frame.sentence.items
    if 0 <= verb < k and not frame.origins and _rides(items[verb], how):
        return "from"  # "hanno preso il volo a Malpensa"
    if k < verb and how == "at" and "word.rides" in items[verb].tags and frame.kind == "move":
        return "from"  # "en Juchitán tomaron un autobús hasta Oaxaca"
    if how == "anchor" and (away := _away(items, k)):
        how = away
    if frame.kind == "load":
        if how == "at_to" and frame.origins and any(i.value("prep.") in FROM for i in items[max(verb, 0) + 1 : k]):
            return "to"  # "prennent le car de Franceville à Libreville"
        if how == "via" and "prep.near" in items[k - 1].tags:
            return "at"  # "зібрану довкола Олександрії"
        around = how == "via" and items[k - 1].has("hedge.about")  # "crushed around A"
        return "at" if around and k - 1 == verb + 1 else _towards(items, k, how)
    if frame.kind == "move" and (frame.origins or not area(toponym)):
        return _inwards(items, verb, k, how)
    return how


def _away(items: list[Item], k: int) -> str:
    """Return how a preposition leads over a distance to a name: "in den knapp 40 Kilometer entfernten Hafen Barrow"; "" for none."""
    told = next((i for i in range(k - 1, max(0, k - _FEATURES), -1) if "claim.attributive" in items[i].tags), 0)
    if told < 2 or items[told - 1].kind != "q":
        return ""
    lead = next((item for item in reversed(items[max(0, told - _HEDGES) : told - 1]) if item.has("prep.")), None)
    kind = lead.value("prep.") if lead is not None else ""
    return kind if kind in ("to", "from", "via", "at", "at_to") else ""


def _rides(verb: Item, how: str) -> bool:
    """Tell whether a verb says that a vehicle is taken at a place; where "to" and "at" are one word, that one means "at" behind it."""
    return (how == "at" and "word.rides" in verb.tags) or (how == "at_to" and "word.rides_at" in verb.tags)


def _towards(items: list[Item], k: int, how: str) -> str:
    """Return "to" for a preposition of direction between a vehicle and a name, "в самолёт на Москву", else how the name is attached."""
    led = how == "at_to" and k > 1 and "word.towards" in items[k - 1].tags
    return "to" if led and (items[k - 2].has("vehicle.") or items[k - 2].has("medium.")) else how


def _inwards(items: list[Item], verb: int, k: int, how: str) -> str:
    """Return "to" for a preposition that after a verb of carrying leads into a place, "rimorchiato nel porto di Licata", else ``how``."""
    if how != "at" or not 0 <= verb < k or "word.roams" in items[verb].tags:
        return how
    lead = next((i for i in range(k - 1, verb, -1) if items[i].value("prep.") not in ("", "of", "of_from")), verb)
    return "to" if lead > verb and ("word.into" in items[lead].tags or _site_entered(items, lead, verb)) else how


def _site_entered(items: list[Item], at: int, verb: int) -> bool:
    """Tell whether the case of the noun before an "in" says that something is brought into it: "отвезли в больницу в Лионе"."""
    noun = items[at - 1]
    if at - 1 <= verb or not noun.led_into or noun.kind != "w" or noun.has("vehicle.") or noun.has("date.") or noun.has("unit."):
        return False
    lead = next((item for item in reversed(items[max(verb + 1, at - _ADJECTIVES) : at - 1]) if item.has("prep.")), None)
    return lead is not None and lead.value("prep.") == "at_to"


def bordering(items: list[Item], k: int) -> bool:
    """Tell whether a name says where a border is crossed: "ont franchi la frontière à Forbach"."""
    for item in reversed(items[max(0, k - _NEAR) : k]):
        if "word.border" in item.tags or item.kind == "t":
            return item.kind != "t"
    return False


def comes(item: Item) -> bool:
    """Tell whether a preposition is a participle with its "from": "venu de", "procedente de"."""
    return item.end - item.start > len(item.key)


def bracketed(items: list[Item], first: int, k: int, verb: int) -> str:
    """Return "object" for a name that a verb of ways takes without a preposition, though other words part them.

    So it is before a verb that its auxiliary leaves to the end of the clause, "hat gestern Kiew verlassen", and where the article tells
    the case, "erreichte am Dienstag den Hafen von Narvik".
    """
    if verb >= 0 and motion(items[verb])[0] == "expect" and verb < k:
        near = next(
            (i for i in range(k - 1, max(verb, k - 1 - _ARTICLE), -1) if not {"word.det", "word.feature"} & items[i].tags.keys()), verb
        )
        return "object" if "word.is" in items[near].tags else ""  # "the last stop of the line from A is B"
    if verb < 0 or motion(items[verb])[0] not in ("cross", "depart", "arrive", "serve", "stop"):
        return ""
    if verb < k:
        if _closed(items, k) and not (items[k - 1].has("prep.") or "word.det" in items[k - 1].tags):
            return "object"  # "steuern sie um das Kap herum Rotterdam an"
        between = _day(items[verb + 1 + _subject(items, first, verb, k) : k])
        if all(_dated(item, after) for item, after in zip_longest(between, between[1:]) if item):
            return "object"  # "verließ am Montag Kiel", "quittera lundi soir les quais de Berre"
        article = next((i for i in range(k - 1, max(verb, k - 1 - _ARTICLE), -1) if "word.det" in items[i].tags), -1)
        led = article > 0 and "word.accusative" in items[article].tags and not items[article - 1].has("prep.")
        other = any(item.has("prep.") and not {"word.agent", "word.det"} & item.tags.keys() for item in items[article + 1 : k])
        return "object" if led and not other else ""  # "am 5. August den Hafen von A"
    after = items[k + 1 : verb]
    where = len(after) in (2, 3) and after[0].value("prep.") in AT and after[-1].kind == "t"  # "den Flugplatz A auf den Inseln"
    near = where or all(_passed_over(item, after[i - 1] if i else None, following) for i, (item, following) in enumerate(_pairs(after)))
    opened = any("word.auxiliary" in item.tags for item in [*items[first:k], *items[verb + 1 : verb + 2]])
    return "object" if near and ((opened and k > first) or _last(items, k, verb)) else ""


def _pairs(items: list[Item]) -> Iterator[tuple[Item, Item | None]]:
    return zip_longest(items, items[1:])


def _passed_over(item: Item, before: Item | None, after: Item | None) -> bool:
    """Tell whether an item may part an object from the verb behind it: a day, or where it goes, "hat A am Montag mit Ziel B verlassen"."""
    bound = ("to", "dest", "for")
    if item.kind == "t":
        return before is not None and before.value("prep.") in bound
    laden = item.value("prep.") == "with" and after is not None and "word.cargo" in after.tags  # "hat A mit Getreide verlassen"
    plain = item.kind == "w" and (laden or not item.has("prep."))
    return plain or _dated(item, after) or (item.value("prep.") in bound and after is not None and after.kind == "t")


def _last(items: list[Item], k: int, verb: int) -> bool:
    """Tell whether a verb stands last in a clause that a pronoun opens, behind its object: "a freighter, der am Freitag A erreichte"."""
    if motion(items[verb])[0] == "serve" or (
        verb + 1 < len(items) and items[verb + 1].kind != "p" and "word.and" not in items[verb + 1].tags
    ):
        return False
    comma = next((i for i in range(k - 1, -1, -1) if items[i].key == ","), -1)
    if not 0 <= comma < k - 1:
        return False
    opener = items[comma + 1]
    joined = k - comma > _OPENED and (opener.has("word.clause") or "word.then" in opener.tags)  # "…, ehe sie A erreichten"
    return joined or any(tag in opener.tags for tag in ("word.det", "word.relative", "word.pronoun"))


def _subject(items: list[Item], first: int, verb: int, k: int) -> int:
    """Return how many items behind a verb are its subject, where something else opens the clause: "am Montag erreichte das Schiff A"."""
    opens = items[first:verb]
    inverted = bool(opens) and (opens[0].has("prep.") or opens[0].has("date.") or {"word.when", "word.then"} & opens[0].tags.keys())
    noun = next((i for i in range(verb + 1, min(k, verb + 1 + _ARTICLE)) if items[i].has("vehicle.") or items[i].pronoun), -1)
    known = any(item.has("vehicle.") or item.pronoun for item in opens)
    return (
        noun - verb
        if inverted and noun > 0 and not known and not any(i.has("prep.") and "word.det" not in i.tags for i in items[verb + 1 : noun])
        else 0
    )


def _dated(item: Item, after: Item | None) -> bool:
    """Tell whether an item is part of a day: "am Montag"."""
    led = item.value("prep.") in AT and after is not None and (after.kind == "d" or after.has("date."))
    return item.kind == "d" or "word.when" in item.tags or item.has("date.") or led


def _closed(items: list[Item], k: int) -> bool:
    """Tell whether the particle of a verb follows a name and closes its clause."""
    after = items[k + 1 : k + 3]
    return bool(after) and "word.particle" in after[0].tags and (len(after) == 1 or after[1].kind == "p" or "word.and" in after[1].tags)


def _day(items: list[Item]) -> list[Item]:
    """Return the items between a verb and its object without the site that a name is of and without the part of a day, "lundi soir"."""
    last = len(items)
    while last and (items[last - 1].value("prep.") in OF or {"word.det", "word.feature", "word.port"} & items[last - 1].tags.keys()):
        last -= 1
    return [item for i, item in enumerate(items[:last]) if not (i and not item.tags and items[i - 1].has("date."))]
