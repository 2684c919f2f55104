"""Roles: what a name is to a verb of movement, by the class of the verb and how the name is attached."""

from __future__ import annotations

from routes.extraction.prepositions import AT
from routes.extraction.sentences import Item, country, river, water
from routes.extraction.statements import Frame
from routes.extraction.transfers import onto
from routes.model import Toponym

_VAST_M = 400_000.0  # radius of a region that is no end of a way
_HAVENS = frozenset({"BAY", "BAYS", "FJD", "COVE", "LGN", "INLT"})
_HAVEN_M = 30_000.0  # radius of a bay that is as good as a port
_STAND = frozenset({"hold", "stop", "be", "load", "unload"})  # classes of verbs that lead from nowhere to nowhere
_DIRECTS = frozenset({"word.heading", "word.delivers"})  # words by which an "at" is where something goes
_INSTEAD = 5  # items from "instead" to the name of what was not gone to
_RELATED = 3  # items before a verb, relative pronoun included, in which its vehicle may stand

# What a name is to a verb of each class, by how it is attached. O origin, D destination, V on the way,
# S a stretch ends there, H it is held there, "" nothing.
ROLES: dict[str, dict[str, str]] = {
    "move": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "D", "at": "", "object": ""},
    "depart": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "D", "at": "O", "object": "O"},
    "load": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "O", "at": "O", "object": ""},
    "arrive": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "D", "at": "D", "object": "D"},
    "unload": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "D", "at": "D", "object": ""},
    "cross": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "S", "at": "S", "object": "V"},
    "stop": {"from": "O", "to": "V", "dest": "D", "via": "V", "at_to": "V", "at": "V", "object": "V"},
    "serve": {"from": "O", "to": "D", "dest": "", "via": "V", "at_to": "D", "at": "", "object": "D"},
    "connect": {"from": "O", "to": "D", "dest": "", "via": "V", "at_to": "D", "at": "", "object": "O", "with": "D"},
    "expect": {"from": "O", "to": "D", "for": "D", "dest": "D", "via": "V", "at_to": "D", "at": "D", "object": "D"},
    "hold": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "H", "at": "H", "object": ""},
    "be": {"from": "O", "to": "", "dest": "", "via": "", "at_to": "D", "at": "D", "object": ""},
    "travel": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "D", "at": "", "object": ""},
}


def role_of(kind: str, how: str, toponym: Toponym, frame: Frame) -> str:
    """Return what a name is to the movement: O origin, D or S destination, V on the way, H where it is held, "" nothing."""
    if river(toponym) or _vast(toponym):
        return ""
    role = ROLES[kind].get(how, "")
    if how == "between" and kind not in _STAND:
        role = "D" if frame.origins or frame.says("word.there_from") or _shares(frame) else "O"
    if how == "at" and kind in ("move", "depart") and frame.predicate is not None and not _DIRECTS.isdisjoint(frame.predicate.tags):
        role = "D"  # "met le cap sur B", "entregó la fruta en B"
    if how == "at" and kind == "move" and _put(frame, toponym):
        role = "D"  # "el chofer lo ponía en El Alto", but "los pusieron en un avión en El Alto"
    if how == "object" and kind == "move" and frame.predicate is not None and "word.delivers" in frame.predicate.tags:
        role = "" if frame.destinations or country(toponym) else "D"  # "les chimiquiers livrent B"
    if kind == "depart" and how in AT and frame.predicate is not None and "word.quits" in frame.predicate.tags:
        return ""  # "dejó Zaragoza", but "dejó tres muertos en Madrid"
    if kind == "stop" and how == "to" and frame.origins:
        role = "D"  # "the train from A to B stopped at C"
    if kind == "connect" and how == "from" and frame.origins and not frame.destinations:
        role = "D"  # "связывал Сочи с Трабзоном": one preposition for "from" and "with"
    if role in ("D", "O", "S") and water(toponym) and not _haven(toponym):
        return "V" if how == "via" else ""
    return role


def _shares(frame: Frame) -> bool:
    """Tell whether a verb of sharing out leads to both places that it names: "they were distributed between A and B"."""
    return frame.predicate is not None and "word.delivers" in frame.predicate.tags


def _put(frame: Frame, toponym: Toponym) -> bool:
    """Tell whether a verb of putting leads right to a name, and not to a vehicle."""
    verb = frame.predicate
    return verb is not None and "word.puts" in verb.tags and toponym.span.start >= verb.end and not onto(frame)


def _vast(toponym: Toponym) -> bool:
    """Tell whether a name is that of a part of the world: "sails for the Middle East" names no end."""
    first = toponym.candidates[0] if toponym.candidates else None
    return first is not None and first.feature_code == "RGN" and first.radius_m > _VAST_M


def _haven(toponym: Toponym) -> bool:
    """Tell whether a name is that of a bay so small that one puts in there: "sailed for Souda Bay"."""
    first = toponym.candidates[0] if toponym.candidates else None
    return first is not None and first.feature_code in _HAVENS and first.radius_m < _HAVEN_M


def streams(items: list[Item], k: int, toponym: Toponym) -> bool:
    """Tell whether a verb of movement or "along" and an article make a name that of the river: "desce o Amazonas"."""
    rivers = any(c.feature_code == "STM" for c in toponym.candidates[:4])
    led = k > 1 and "word.det" in items[k - 1].tags and (items[k - 2].has("motion.") or items[k - 2].value("prep.") == "via")
    return rivers and led


def aside(items: list[Item], k: int, toponym: Toponym, how: str, kind: str, since: int) -> bool:
    """Tell whether a name says where something else happened than the movement's beginning, way or end."""
    if kind == "cross" and how == "at" and any(item.kind == "w" and not item.tags for item in items[since + 1 : k]):
        return True  # "those who crossed the jungle are counted at Lajas Blancas"
    if kind == "hold" and any("word.clause" in item.tags for item in items[since + 1 : k]):
        return True  # "is held at A because the road to B is cut"
    if how == "from" and since < k - 2 and kind in ("move", "depart", "arrive") and "word.person" in items[k - 2].tags:
        return True  # "he flew to B to see his colleague from C"
    if _replaced(items, k) or explains(items, k):
        return True  # "instead of B", "A, near B, where it arrives from C"
    if how == "from" and k > 1 and "word.permit" in items[k - 2].tags and not items[k - 2].has("motion."):
        return True  # "waits in B for a permit from A"
    if how in AT and (_halted(items, k, since) or _befell(items, since, k) or (kind != "travel" and _noted(items[since + 1 : k]))):
        return True  # "derailed at Eseka", "the price falls: 360 euros at Foggia"
    afloat = any(item.value("medium.") == "river" or item.value("vehicle.") == "river" for item in items[max(0, since - _RELATED) : k])
    return how == "via" and afloat and "word.det" in items[k - 1].tags  # barges go "por el Paraná": a river, not its town


def explains(items: list[Item], k: int) -> bool:
    """Tell whether a name between commas only says where the name before it lies: "A, near B, where it arrives by pipeline from C"."""
    lead = k - 2 if k and "word.det" in items[k - 1].tags else k - 1
    closed = k + 1 < len(items) and items[k + 1].key == ","
    return closed and lead > 1 and items[lead].value("prep.") == "near" and items[lead - 1].key == "," and items[lead - 2].kind == "t"


def _replaced(items: list[Item], k: int) -> bool:
    """Tell whether a name is where something did not go: "instead of B", "statt wie geplant in B"."""
    for i in range(k - 1, max(-1, k - 1 - _INSTEAD), -1):
        if "word.instead" in items[i].tags:
            return True
        going = i > 0 and "word.instead" in items[i - 1].tags  # "instead of going through B"
        if items[i].kind in "tp" or (items[i].has("motion.") and not going):
            return False
    return False


def _noted(between: list[Item]) -> bool:
    """Tell whether a colon between a verb and a name leads to a remark: "the price falls: 360 euros at A", not "by sea: first to A"."""
    colon = next((i for i, item in enumerate(between) if item.key == ":"), -1)
    return colon >= 0 and not any("word.first" in item.tags or "word.then" in item.tags for item in between[colon:])


def _befell(items: list[Item], since: int, k: int) -> bool:
    """Tell whether something else befell what moved between its verb and a name: "left A and was searched by guards at B"."""
    return any("word.event" in item.tags and not item.has("motion.") for item in items[since + 1 : k])


def _halted(items: list[Item], k: int, first: int) -> bool:
    """Tell whether the word before a name's preposition says what else befell there: "sank off Malta", "was searched in Kerch"."""
    j = k - 1
    while j >= first and (items[j].has("prep.") or "word.det" in items[j].tags or "word.feature" in items[j].tags):
        j -= 1
    return j >= first and ("word.interrupted" in items[j].tags or "word.event" in items[j].tags) and not items[j].has("motion.")
