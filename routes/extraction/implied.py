"""Implied ends: those that the subject of a statement carries with it, or that an unknown verb after it gives."""

from __future__ import annotations

from routes.extraction.attachments import motion
from routes.extraction.naming import Named
from routes.extraction.prepositions import AT
from routes.extraction.sentences import Item, barred, country
from routes.model import Toponym

_PUT = 4  # items of "and settled them in"
_GOODS = 4  # items from goods to the name of where they are from


def had(items: list[Item], first: int, verb: int) -> Toponym | None:
    """Return where the clause before a verb without a subject of its own says that it is: "what flour there is in B comes from A"."""
    if first != verb or not first or any(motion(item)[0] not in ("", "be") for item in items[:first]):
        return None
    return next((item.toponym for item in reversed(items[:first]) if item.toponym is not None and not barred(item.toponym)), None)


def kept(items: list[Item], verb: int, named: Named) -> Toponym | None:
    """Return the place of goods that are the subject of a passive verb: "every gram of flour in B is flown in from A"."""
    if not any("word.passive" in item.tags for item in items[max(0, verb - _PUT) : verb]):
        return None
    for k, toponym, how in named:
        beside = [item for item in items[max(0, k - _PUT) : k] if "word.det" not in item.tags and "word.feature" not in item.tags]
        if k < verb and how in AT and len(beside) > 1 and "word.cargo" in beside[-2].tags and not country(toponym):
            return toponym
    return None


def taken_on(items: list[Item], verb: int, named: Named) -> list[Toponym]:
    """Return where an unknown verb puts what was just taken away: "brought them out of A and settled them in B"; nothing for none."""
    for k, toponym, how in named:
        if k - _PUT <= verb or how != "at" or country(toponym):
            continue
        joint, word, thing, led = items[k - _PUT : k]
        plain = word.kind == "w" and not word.tags and thing.pronoun
        if "word.and" in joint.tags and plain and led.has("prep."):
            return [toponym]
    return []


def takes_in(items: list[Item], k: int, verb: int) -> bool:
    """Tell whether a name is that of a site that takes vehicles in itself: "the terminal at A, which berthed a ship from B"."""
    near = items[max(0, k - _GOODS) : k]
    site = any(not {"word.feature", "word.port", "word.there_noun"}.isdisjoint(item.tags) for item in near)
    return site and any("word.relative" in item.tags for item in items[k + 1 : min(verb, k + _GOODS)])


def yields(items: list[Item], k: int) -> bool:
    """Tell whether a name says of goods where they are from: "the gas of A", "газ Чаяндинского месторождения", "those of A"."""
    toponym = items[k].toponym
    for item in reversed(items[max(0, k - _GOODS) : k]):
        if "word.cargo" in item.tags or item.pronoun:
            bare = item.end + 1 == items[k].start and not items[k - 1].has("prep.")
            return not bare or (toponym is not None and "inflected" in toponym.cues)  # "Minerales Trujillo" is a firm
        if item.value("prep.") not in ("", "of", "of_from") or not (
            item.has("prep.") or "word.det" in item.tags or "word.feature" in item.tags
        ):
            return False
    return False


def emptied(items: list[Item], first: int, k: int, verb: int) -> bool:
    """Tell whether a name is the subject of a passive verb that says that its people left: "Fort Smith was evacuated to B"."""
    passive = any(tag in item.tags for item in items[k + 1 : verb] for tag in ("word.passive", "word.helper", "word.is"))
    return passive and "word.empties" in items[verb].tags and not any(item.kind == "t" for item in items[first:k])


def of_subject(items: list[Item], kind: str, starts: bool, verb: int, named: Named) -> list[Toponym]:
    """Return the end of what is unloaded by a place's own means, or of goods that a place is told to have; nothing for none."""
    if kind == "unload" and not starts:  # "A's only crane lifted the boxes off a barge"
        owner = next((t for k, t, _ in named if k < verb and "word.owner" in items[k].tags and not country(t)), None)
        return [owner] if owner is not None else []
    held = kept(items, verb, named) if kind in ("move", "depart") and starts else None
    return [held] if held is not None else []


def headed(items: list[Item], verb: int, named: Named) -> Toponym | None:
    """Return where the words before a colon place what is told after it: "a second chain has formed at B: lorries arrive from A"."""
    head = max((i for i in range(max(verb, 0)) if items[i].key == ":"), default=-1)
    return next((t for k, t, how in reversed(named) if k < head and how in AT and not (country(t) or barred(t))), None)
