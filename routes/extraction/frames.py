"""Clauses and what they say of movement: which names are origin, way and destination, by what, when, of what."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from routes.extraction.numbers import TIME_UNITS
from routes.extraction.sentences import Item, Sentence, area, barred, country, water
from routes.model import Span, Toponym

_ELLIPSIS = 14  # items of the longest sentence read without a verb
_NEAR = 5  # items between a place and the area it lies in
_LONG_NAME = 3  # more words of a name that nobody knows
_REACH = 10  # items that may lie between a preposition and its name
_MOTIONS = ("move", "depart", "load", "arrive", "unload", "cross", "stop", "serve", "connect", "expect")

# What a name is to a verb of each class, by how it is attached. O origin, D destination, V on the way, "" nothing.
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
    "travel": {"from": "O", "to": "D", "dest": "D", "via": "V", "at_to": "D", "at": "", "object": ""},
}


@dataclass(slots=True)
class Frame:
    """One statement of movement."""

    kind: str
    predicate: Item | None
    sentence: Sentence
    first: int  # items of the clause
    last: int
    origins: list[Toponym] = field(default_factory=list)
    destinations: list[Toponym] = field(default_factory=list)
    via: list[Toponym] = field(default_factory=list)
    chained: bool = False  # goes on from the frame before it in the same clause
    mode: str = "unknown"
    strength: int = 0  # 3 a medium phrase, 2 verb or vehicle, 1 the sentence's vehicle, 0 nothing
    part: tuple[int, int] | None = None  # its own items, where the clause tells of more than one movement

    @property
    def items(self) -> list[Item]:
        """The items of the clause."""
        return self.sentence.items[self.first : self.last]

    def says(self, tag: str) -> bool:
        """Tell whether the clause has a word of a kind."""
        return any(tag in item.tags for item in self.items)


def motion(item: Item) -> tuple[str, str]:
    """Return class and mode of a word as a verb of movement, ("", "") when it is none."""
    found = [tag.split(".")[1:] for tag in item.tags if tag.startswith("motion.")]
    if not found:
        return "", ""
    kind = found[0][0]
    return kind, next((mode for other, mode in found if other == kind and mode != "any"), "any")


def predicates(items: list[Item]) -> list[int]:
    """Return the items that are verbs of movement, nouns that look like one left out."""
    found = []
    for i, item in enumerate(items):
        if item.kind == "t" or not item.has("motion.") or (item.has("prep.") and item.end - item.start == len(item.key)):
            continue  # a word that can be a preposition ("passing", "entre") is one
        kind = motion(item)[0]
        before = items[i - 1] if i else None
        nominal = item.has("vehicle.") or item.has("travel.") or "word.cargo" in item.tags or "word.feature" in item.tags
        if kind != "stop" and before is not None and "word.det" in before.tags and " " not in item.key and nominal:
            continue
        found.append(i)
    return found


def clauses(items: list[Item], verbs: list[int]) -> list[tuple[int, int, int]]:
    """Cut a sentence into (first, last, verb) with one verb each; verb is -1 in a sentence without one."""
    if not verbs:
        return [(0, len(items), -1)]
    cuts = [0]
    for a, b in pairwise(verbs):
        cuts.append(_cut(items, a, b))
    cuts.append(len(items))
    return [(cuts[n], _said(items, verb, cuts[n + 1]), verb) for n, verb in enumerate(verbs)]


def _said(items: list[Item], verb: int, last: int) -> int:
    """Return where a clause ends before a clause about a person or a speaker: "…, said Smith, who works in Rome"."""
    return next((i for i in range(verb + 1, last) if "word.said" in items[i].tags or "word.who" in items[i].tags), last)


def _cut(items: list[Item], a: int, b: int) -> int:
    """Return where the clause of the verb at ``b`` begins, after the verb at ``a``."""
    best, rank = b, 0
    for i in range(a + 1, b):
        item = items[i]
        weight = 0
        if "word.said" in item.tags or (item.kind == "p" and item.key in (";", ":", "—", "–", "(")):
            weight = 4
        elif item.has("word.clause") or "word.there_from" in item.tags or ("word.there" in item.tags and "prep.at_to" not in item.tags):
            weight = 5
        elif "word.and" in item.tags and not (i and i + 1 < len(items) and items[i - 1].kind == "t" and items[i + 1].kind == "t"):
            weight = 5 if "word.then" in item.tags else 3
        elif "word.then" in item.tags:
            weight = 3
        elif item.kind == "p" and item.key == ",":
            weight = 2
        if weight and weight >= rank:
            best, rank = i, weight
    if rank and best and items[best].kind != "p" and items[best - 1].key == "," and best - 1 > a:
        best -= 1
    return best


def attach(items: list[Item], k: int, first: int, last: int) -> str:  # noqa: PLR0912 - one branch for each kind of word
    """Return how the name at ``items[k]`` is attached: a preposition's role, "object", "anchor", "beside", "" for nothing."""
    of = feature = False
    j = k - 1
    while j >= first and k - j <= _REACH:
        item = items[j]
        if item.kind == "t":
            return _after_name(items, j, k, first, last)
        if item.kind == "q":
            if _spent(item):
                j -= 1
                continue
            return "anchor" if item.quantity is not None and item.quantity.unit else ""
        if item.kind == "d":
            return ""
        if item.kind == "p":
            if item.key in "«“\"„(‘'" or (item.key == ":" and j > first and items[j - 1].has("motion.")):
                j -= 1
                continue
            if item.key == "," and j > first and items[j - 1].kind == "t":
                return _after_name(items, j - 1, k, first, last)
            return ""
        kind = item.value("prep.")
        feature = feature or "word.feature" in item.tags or "word.port" in item.tags or "word.there_noun" in item.tags
        if kind == "near":
            if j > first and items[j - 1].kind == "t":
                return "beside"
        elif kind == "of":
            if _measured(items, j, first):
                return "anchor"
            of = True
        elif kind == "of_from" and item.has("motion."):
            return "from" if motion(item)[0] in ("move", "depart", "arrive", "load") else "object"
        elif kind == "of_from":
            if _measured(items, j, first):
                return "anchor"
            if _leaves(items, j, k, first, last):
                return "from"
            of = True
        elif kind:
            if kind == "from" and _measured(items, j, first) and not _goes_on(items, k, last):
                return "anchor"
            return _governed(items, j, k, first) if kind == "at" else kind
        elif item.has("motion.") and "word.feature" not in item.tags:
            return "object" if not of or feature else ""
        elif "word.and" in item.tags or "word.or" in item.tags:
            return _after_name(items, j - 1, k, first, last) if j > first and items[j - 1].kind == "t" else ""
        elif "word.then" in item.tags and j > first and _spent(items[j - 1]):
            pass  # "reached, two weeks later, Lagos"
        elif item.has("word.clause") or "word.then" in item.tags:
            return ""
        j -= 1
    return ""


def _spent(item: Item) -> bool:
    return item.quantity is not None and item.quantity.unit in TIME_UNITS


def _governed(items: list[Item], j: int, k: int, first: int) -> str:
    """Return the preposition that governs a place named by what lies in it: "to the refinery in Schwedt" is "to"."""
    for i in range(j - 1, max(first - 1, j - 7), -1):
        item = items[i]
        if item.kind == "t":
            inner = items[k].toponym
            return "within" if i >= j - 5 and inner is not None and area(inner) else "at"
        kind = item.value("prep.")
        if kind in ("from", "to", "dest", "via"):
            return kind if i < j - 1 else "at"
        if kind in ("of", "of_from") and i < j - 1:
            continue
        loose = item.kind == "w" and (
            not item.tags or "word.name" in item.tags or "word.feature" in item.tags or "word.det" in item.tags or item.has("direction.")
        )
        if not loose or item.has("motion."):
            break
    return "at"


def _measured(items: list[Item], j: int, first: int) -> bool:
    """Tell whether a distance stands before the preposition at ``items[j]``: "120 km north of"."""
    i = j - 1
    while i >= first and i >= j - 7:
        item = items[i]
        if item.kind == "q" and item.quantity is not None and item.quantity.unit:
            return True
        loose = item.has("direction.") or item.has("claim.fluff") or item.has("prep.") or "word.det" in item.tags or item.key in "()"
        if not (loose or item.has("basis.") or item.kind == "q") or item.has("motion."):
            return False
        i -= 1
    return False


def _goes_on(items: list[Item], k: int, last: int) -> bool:
    """Tell whether the next name after ``items[k]`` is a destination: "from A to B"."""
    for i in range(k + 1, min(last, k + 12)):
        item = items[i]
        if item.kind == "t":
            direct = next((items[j] for j in range(i - 1, k, -1) if items[j].has("prep.")), None)
            kind = direct.value("prep.") if direct else ""
            if kind in ("to", "at_to", "dest"):
                return True
            if kind in ("at", "near", "of", "of_from", "via") or items[i - 1].key == ",":
                continue
            return False
        if item.has("motion.") or item.has("word.clause") or (item.kind == "p" and item.key not in ",()"):
            return False
    return False


def _leaves(items: list[Item], j: int, k: int, first: int, last: int) -> bool:
    """Tell whether an ambiguous "de" at ``items[j]`` means "from"."""
    if _goes_on(items, k, last):
        return True
    if j <= first:
        return False
    before = items[j - 1]
    if before.has("medium.") or before.kind == "d" or "word.then" in before.tags:
        return True
    return motion(before)[0] in ("move", "depart", "arrive") and not before.has("word.feature") and not before.has("vehicle.")


def _after_name(items: list[Item], j: int, k: int, first: int, last: int) -> str:
    """Return the role of a name coordinated with the one at ``items[j]`` ("A and B", "A, B"), "within" after a comma."""
    between = items[j + 1 : k]
    if all(item.key in (",", "/", "-", "–", "—", "(", "&") or "word.and" in item.tags or "word.or" in item.tags for item in between):
        both = any("word.and" in item.tags or "word.or" in item.tags for item in between)
        inner = items[k].toponym
        if not both and inner is not None and country(inner) and between and between[0].key in (",", "("):
            return "within"
        return attach(items, j, first, last)
    if any("word.and" in item.tags or "word.or" in item.tags for item in between) and len(between) <= 4:
        return attach(items, j, first, last)
    return ""


def read(sentence: Sentence, contained: frozenset[str]) -> list[Frame]:
    """Return the statements of movement of a sentence, in order.

    Parameters
    ----------
    sentence
        A sentence with its items.
    contained
        Ids of names that only say where another name lies.
    """
    items = sentence.items
    found: list[Frame] = []
    verbs = predicates(items)
    if not verbs and len(items) <= _ELLIPSIS:
        found = _elliptic(sentence, contained)
    for first, last, verb in clauses(items, verbs):
        kind = motion(items[verb])[0] if verb >= 0 else "travel"
        found += _clause(sentence, first, last, verb, kind, contained)
    for frame in found:
        if not frame.strength:
            frame.mode, frame.strength = mode_of(frame)
    return found


def _elliptic(sentence: Sentence, contained: frozenset[str]) -> list[Frame]:
    """Read a sentence without a verb in which a time of travel ends at a place: "Forty hours at sea, and Lampedusa."."""
    items = sentence.items
    time = next((i for i, item in enumerate(items) if item.quantity is not None and item.quantity.unit in TIME_UNITS), -1)
    named = [item.toponym for item in items[time + 1 :] if item.toponym is not None and not barred(item.toponym)]
    mode = next((item.value("basis.") for item in items if item.has("basis.")), "")
    if time < 0 or len(named) != 1 or named[0].id in contained or mode in ("", "straight"):
        return []
    frame = Frame("arrive", None, sentence, 0, len(items), destinations=named, mode=mode, strength=3)
    return [frame]


def _clause(sentence: Sentence, first: int, last: int, verb: int, kind: str, contained: frozenset[str]) -> list[Frame]:
    """Return the frames of one clause: one for each run of origin, way, destination."""
    items = sentence.items
    frame = Frame(kind, items[verb] if verb >= 0 else None, sentence, first, last)
    found = [frame]
    previous, before = -1, ""
    relative = max((i for i in range(first, max(verb, first)) if "word.relative" in items[i].tags), default=-1)
    for k in range(first, last):
        toponym = items[k].toponym or _unknown(items, k, first)
        if toponym is None or toponym.id in contained or barred(toponym):
            continue
        how = attach(items, k, first, last)
        if how in ("at_to", "at") and before and previous >= 0 and _joined(items[previous + 1 : k]):
            how = before  # "con rumbo a Ulsan y a Shanghái"
        if k < relative and how not in ("from", "to", "dest", "via"):
            continue
        if how == "at" and previous >= 0 and k - previous <= _NEAR and area(toponym):
            continue  # "Dover Air Force Base in Delaware": where the place before lies
        before = how
        role = ("D" if frame.origins else "O") if how == "between" else ROLES[kind].get(how, "")
        if role in "DO" and role and water(toponym):
            role = "V" if how == "via" else ""
        if not role:
            continue
        steps = items[previous + 1 : k] if previous >= 0 else []
        joined = any("word.and" in i.tags or "word.or" in i.tags or i.key == "," for i in steps) and not any(
            "word.then" in i.tags for i in steps
        )
        if frame.destinations and role in ("O", "V", "D", "S") and not (role == "D" and joined) and not (role == "O" and not frame.origins):
            frame = Frame(kind, frame.predicate, sentence, first, last, chained=role != "O")
            cut = next((i for i in range(previous + 1, k) if _parts(items[i])), previous + 1)
            found[-1].part, frame.part = (found[-1].part[0] if found[-1].part else first, cut), (cut, last)
            found.append(frame)
        {"O": frame.origins, "D": frame.destinations, "V": frame.via, "S": frame.destinations}[role].append(toponym)
        previous = k
    if verb < 0:
        return [f for f in found if f.origins and f.destinations] if _travels(items[first:last]) else []
    return found


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
    last = k
    while last + 1 < len(items) and last < k + _LONG_NAME and "word.name" in items[last + 1].tags:
        last += 1
    if last + 1 < len(items) and items[last + 1].kind == "t" and items[last + 1].start - items[last].end <= 1:
        return None
    return Toponym("", Span(item.start, items[last].end), " ".join(i.key for i in items[k : last + 1]))


def _parts(item: Item) -> bool:
    """Tell whether a word or a mark may set one movement of a clause off from the next."""
    return "word.and" in item.tags or "word.then" in item.tags or item.key in (",", ";", "(")


def _joined(steps: list[Item]) -> bool:
    """Tell whether only "and" or "or" with a preposition lies between two names."""
    both = any("word.and" in item.tags or "word.or" in item.tags for item in steps)
    return both and all(
        "word.and" in i.tags or "word.or" in i.tags or i.has("prep.") or "word.det" in i.tags or "word.feature" in i.tags for i in steps
    )


def _travels(items: list[Item]) -> bool:
    """Tell whether a clause without a verb of movement speaks of a journey: a vehicle, a voyage, "by rail"."""
    return any(item.has("travel.") or item.has("vehicle.") or item.has("medium.") for item in items)


def mode_of(frame: Frame) -> tuple[str, int]:
    """Return the mode a clause speaks of and how surely: a medium phrase, then verb, then vehicle."""
    if frame.part is not None:
        part = frame.sentence.items[slice(*frame.part)]
        own = next((m for head in ("medium.", "vehicle.") for i in part if (m := i.value(head))), "")
        if own:
            return own, 3
    items = frame.items
    for item in items:
        mode = item.value("medium.")
        if mode:
            return mode, 3
    verb = motion(frame.predicate)[1] if frame.predicate is not None else ""
    if verb not in ("", "any") and frame.kind not in ("load", "unload"):
        return verb, 2
    for name in ("vehicle.", "travel."):
        for item in items:
            mode = item.value(name)
            if mode and mode != "any":
                return mode, 2
    return (verb, 2) if verb not in ("", "any") else ("unknown", 0)
