"""Naming: the names of a clause that can be ends of a movement or on its way, and how each is attached."""

from __future__ import annotations

from itertools import pairwise

from routes.extraction import joints
from routes.extraction.attachments import attach, motion
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import TO
from routes.extraction.sentences import Item, barred, water
from routes.model import Span, Toponym

_NEAR = 6  # items between a place and the area it lies in
_SITE = 3  # items between an airport and its city
_NEIGHBOURS_DEG = 0.7  # about 50 km: a city and its airport
_BESIDE = 2  # items between "near" and its name
_MADE = 3  # items from a participle of making to the name
_NOUN = 4  # items after such a name among which its noun stands
_OPENS = frozenset('«“„‟"')
_LED = 6  # items before a name among which its "for" stands
_LONG_NAME = 3  # more words of a name that nobody knows

Named = list[tuple[int, Toponym, str]]  # where each name of a clause stands, and how it is attached


def named(items: list[Item], first: int, last: int, contained: frozenset[str]) -> Named:
    """Return the names of a clause with how each is attached; a place that nobody knows is where the text says that it is near."""
    found: Named = []
    known: dict[int, str] = {}
    for k in range(first, last):
        toponym = _name(items, k, first, contained)
        if toponym is None:
            continue
        how = attach(items, k, first, last, known)
        near = any(item.value("prep.") == "near" for item in items[max(first, k - _BESIDE) : k])
        if found and not found[-1][1].id and near and k - found[-1][0] <= _NEAR:
            how = found.pop()[2]  # "to the plant of La Negra, near Antofagasta"
        if found and how == "at" and k - found[-1][0] <= _SITE and _airport_of(found[-1][1], toponym):
            how = found.pop()[2]  # "out of Hamid Karzai Airport in Kabul": of the two the city is what a reader looks for
        if found and how == "at" and k - found[-1][0] <= _BESIDE and water(found[-1][1]) and found[-1][2] in TO:
            how = found.pop()[2]  # "to the Atlantic at Kribi"
        if found and how in ("at", "at_to") and found[-1][2] == "via" and joints.joined(items[found[-1][0] + 1 : k]):
            how = "via"  # "con escalas en A y en B"
        found.append((k, toponym, how))
    return found


def _airport_of(site: Toponym, city: Toponym) -> bool:
    """Tell whether a name is that of a city's airport."""
    if not (site.candidates and city.candidates and city.candidates[0].feature_code.startswith("PPL")):
        return False
    a, b = site.candidates[0], city.candidates[0]
    return a.feature_code == "AIRP" and abs(a.lat - b.lat) + abs(a.lon - b.lon) < _NEIGHBOURS_DEG


def _name(items: list[Item], k: int, first: int, contained: frozenset[str]) -> Toponym | None:
    """Return the name at ``items[k]`` that can be an end or on the way, None when there is none."""
    toponym = items[k].toponym or _unknown(items, k, first)
    return None if toponym is None or toponym.id in contained or barred(toponym) else toponym


def _unknown(items: list[Item], k: int, first: int) -> Toponym | None:
    """Return a name that no gazetteer knows and that stands where a place would: "unloaded at Dunay"; its id is empty.

    Better an unknown end than the wrong one: what follows does not go on from the place told before it.
    """
    item = items[k]
    if "word.name" not in item.tags:
        return None
    j = k - 1  # "from the airport X"
    while (
        j > first and k - j <= _LONG_NAME and not items[j].has("prep.") and ("word.feature" in items[j].tags or "word.det" in items[j].tags)
    ):
        j -= 1
    if j < first or items[j].value("prep.") not in ("from", "to", "at_to", "dest", "of_from"):
        return None
    if j > first and items[j - 1].key in _OPENS:
        return None  # the ship "Al Doha Star": the preposition is a part of the name
    twin = next((other.toponym for other in items if other.toponym is not None and other.key == item.key), None)
    if twin is not None:
        return twin  # "to Liège, then by the Albert canal from Liège to Antwerp"
    last = k
    while last + 1 < len(items) and last < k + _LONG_NAME and "word.name" in items[last + 1].tags:
        last += 1
    if last + 1 < len(items) and items[last + 1].kind == "t" and items[last + 1].start - items[last].end <= 1:
        return None
    rests = ("resting",) if items[last].tags["word.name"] else ()
    return Toponym("", Span(item.start, items[last].end), " ".join(i.key for i in items[k : last + 1]), cues=rests)


def refined(items: list[Item], verb: int, kind: str, named: Named) -> Named:
    """Return names with how they hang in a log, "loaded A, 3 March", and "dest" for whom cargo is for, where no other end is told."""
    bound = any(how in TO for _, _, how in named)
    begun = any(how == "from" for _, _, how in named)

    def hangs(k: int, toponym: Toponym, how: str) -> str:
        if how == "at_to" and kind == "move" and "resting" in toponym.cues:
            return "at"  # "в Бресте", not "в Брест": nothing is brought there
        if how == "at_to" and kind == "depart" and beside(items, verb, k) and {"resting", "inflected"} <= set(toponym.cues) and not begun:
            return "at"  # "у Дніпрі рушає поїзд"
        if how == "at" and kind == "move" and k > verb and "mark." in items[k - 1].tags and bound and not begun and made(items, verb, k):
            return "from"  # "Adıyaman'da evini kaybeden aileler Konya'ya nakledildi"
        if how == "object" and k == verb + 1 and kind in ("load", "unload", "move"):
            return _logged(items, verb, k)
        if kind == "expect" and verb < k and "word.is" in items[k - 1].tags:
            return "object"  # "the end of the 704 km line is B"
        if how != "for" or bound:
            return how
        led = next((i for i in range(k - 1, max(0, k - _LED), -1) if items[i].value("prep.") == "for"), 0)
        goods = led > 0 and ("word.cargo" in items[led - 1].tags or items[led - 1].has("vehicle."))
        return "dest" if goods else how  # "Schafe für Dschidda", "Rohöl für die Raffinerie in Bratislava"

    told = [(k, toponym, hangs(k, toponym, how)) for k, toponym, how in named]
    later = kind == "move" and any(k > verb and how == "from" for k, _, how in told)
    if not later or any(k < verb and how in ("to", "dest") for k, _, how in told):
        return told
    return [(k, t, how) for k, t, how in told if not (k < verb and how == "from" and _hails(items, k))]  # "a firm from A ships ore from B"


def set_off(items: list[Item], previous: int, k: int, hows: tuple[str, str]) -> bool:
    """Tell whether a name between commas only says where the one before it lies: "arrivé de A, dans la presqu'île de B, …"."""
    between = items[previous + 1 : k]
    closed = k + 1 < len(items) and items[k + 1].key == ","
    plain = all(item.kind == "w" and not item.has("motion.") and "word.and" not in item.tags for item in between[1:])
    led = hows[0] in ("from", "to", "dest") and hows[1] == "at"
    return led and closed and plain and 1 < len(between) <= _NEAR and between[0].key == ","


def beside(items: list[Item], verb: int, k: int) -> bool:
    """Tell whether a name stands before a verb, or right behind it."""
    return k < verb or (k - verb <= _BESIDE and not any(item.key == "," for item in items[verb:k]))


def reasoned(items: list[Item], verb: int, k: int) -> bool:
    """Tell whether a name stands in a reason behind a verb, and is no end of it: "moved from A to B, because they were not let into C"."""
    if k < verb and any("word.hence" in item.tags for item in items[k + 1 : verb]):
        return any(item.unit not in {"", *TIME_UNITS} for item in items[k + 1 : verb])  # "from A to B it is 300 km and so it pays to ship"
    after = next((i for i in range(k - 1, verb, -1) if "word.because" in items[i].tags or items[i].key in (",", ";")), verb)
    return verb >= 0 and after > verb and "word.because" in items[after].tags


def kind_of(kind: str, named: Named) -> str:
    """Return the class of a clause: what stands somewhere and is meant for elsewhere is held, "wagons of wheat for B stand at A"."""
    return "hold" if kind == "be" and any(how == "dest" for _, _, how in named) else kind


def _hails(items: list[Item], k: int) -> bool:
    """Tell whether the "from" before a name says of somebody where they are at home: "a company from A"."""
    if k < _LONG_NAME or not items[k - 1].has("prep."):
        return False
    noun = items[k - 2]
    return noun.kind == "w" and not noun.tags and "word.det" in items[k - 3].tags


def _logged(items: list[Item], verb: int, k: int) -> str:
    """Return how a name hangs on the verb right before it in a log: "loaded Santos, 3 March", "sailed Durban 4 May"; "object" for prose."""
    after = items[k + 1] if k + 1 < len(items) else None
    if after is not None and not (after.kind == "d" or after.key in ".,;" or (after.has("prep.") and after.value("prep.") != "of")):
        return "object"
    kind, mode = motion(items[verb])
    return "at" if kind != "move" else "from" if mode == "sea" else "object"


def made(items: list[Item], first: int, k: int) -> bool:
    """Tell whether an unknown participle says that the name at ``items[k]`` is where cargo was made: "glued in A, the wings roll to B".

    A ship built there may be anywhere by now.
    """
    if not shaped(items, first, k):
        return False
    after = next((item for item in items[k + 1 : k + 1 + _NOUN] if item.kind == "p" or item.tags), None)
    around = [*items[first:k], *([after] if after is not None else [])]
    return not any(item.value("vehicle.") in ("sea", "air", "river") and not item.has("medium.") for item in around)


def shaped(items: list[Item], first: int, k: int) -> bool:
    """Tell whether a participle of making leads to the name at ``items[k]``."""
    near = items[max(first, k - _MADE) : k]
    if k and "mark." in items[k - 1].tags and any(item.done or "word.kept" in item.tags for item in items[k + 1 : k + 1 + _MADE]):
        return True  # the participle follows in languages that mark a name behind it
    if any(item.done or "word.kept" in item.tags or ("word.made" in item.tags and not item.has("motion.")) for item in near):
        return True
    clause = items[max(first, k - _MADE - 1) : k]  # the adjective of a country may stand before the name
    told = any("word.relative" in item.tags for item in clause) and not any(item.has("motion.") for item in clause)
    return told and any("word.cargo" in item.tags for item in items[first:k])  # "gas that is liquefied in A is piped to B"


def of_message(items: list[Item], first: int, verb: int) -> bool:
    """Tell whether what is said to go or to be sent is a paper or a greeting, and nobody's journey: "the bill went to B", "sent a card"."""
    if verb < 0:
        return False
    subject = next((item for item in reversed(items[first:verb]) if _heads(item)), None)
    if subject is not None and "word.message" in subject.tags:
        return True
    thing = next((item for item in items[verb + 1 : verb + 1 + _LED] if item.kind == "p" or _heads(item) or item.has("prep.")), None)
    return thing is not None and "word.message" in thing.tags and motion(items[verb])[0] == "move"


def _heads(item: Item) -> bool:
    """Tell whether an item can be the noun that a verb is said of."""
    return item.kind == "t" or "word.message" in item.tags or "word.cargo" in item.tags or item.has("vehicle.") or item.pronoun


def reported(items: list[Item], verb: int, k: int) -> bool:
    """Tell whether a name stands in what somebody says whom the word describes: "the official intended for it said that to B …"."""
    return any(a.key == "," and "word.asked" in b.tags for a, b in pairwise(items[max(verb, 0) : k]))
