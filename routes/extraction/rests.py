"""Rests: where that which moves was before it moved, told aside from the statement that moves it.

"Grain that had been stored in A was trucked to B", "crushed around A and brought to B by rail", "the residents of A were bused to B",
"the sacks lay in a shed in A. Lorries took them to B": the subject carries its start with it, and the statement itself names only an end.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction import naming
from routes.extraction.attachments import motion
from routes.extraction.clauses import predicates
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import AT, OF
from routes.extraction.sentences import Item, area, country, river, same, spot, water
from routes.extraction.statements import Frame

if TYPE_CHECKING:
    from routes.extraction.naming import Named
    from routes.extraction.sentences import Sentence
    from routes.model import Toponym

_BEFORE = 8  # items from a word of rest to the name of its place
_BEHIND = 4  # items from such a name to a word of rest that closes its clause
_RELATIVE = 5  # items from a relative pronoun to the word of rest that it belongs to
_HEAD = 3  # items before a word of rest that opens a statement
_OF = 4  # items from the word for inhabitants to the name of their place
_NEAR = 2  # items from "to" to its noun
_BOTH = 2  # ends of a way
_ADVERBS = 2  # words without a meaning between "and" and its verb
_MOVES = frozenset({"move", "depart", "arrive"})
_AT = frozenset({"at", "at_to", "near", "within"})
_PARTICIPLES = frozenset({"move", "load", "unload"})
_MARKS = frozenset(";:()—–")
_RESTS = ("word.kept", "word.rests", "word.stands")


def begin(items: list[Item], found: list[Frame], named: Named, verb: int, contained: frozenset[str]) -> None:
    """Give a statement that names only its end the place where its subject is told to have been."""
    frame = found[0]
    if verb < 0 or frame.kind not in _MOVES or any(f.origins for f in found):
        return
    out = "word.out" in items[verb].tags and not frame.via
    if not frame.destinations and frame.kind != "depart" and (out or frame.says("word.hither") or _unnamed(frame)):
        rested = start(items, frame.first, verb, named, contained) or (_befallen(items, frame.first, verb, named) if out else None)
        frame.origins = [rested] if rested is not None else []  # "made at A, they have been coming in", "brought to the airport"
        return
    if not frame.destinations:
        left = [t for k, t, how in named if frame.kind == "depart" and frame.first <= k < verb and _inhabited(items, frame.first, k)]
        frame.origins = left[:1]  # "the people of A had left"
        return
    rested = start(items, frame.first, verb, named, contained)
    frame.origins = [rested] if rested is not None and not any(same(rested, t) for t in frame.destinations) else []


def _befallen(items: list[Item], first: int, verb: int, named: Named) -> Toponym | None:
    """Return where a relative clause puts whoever is taken out: "the engineer who fell ill at A was flown out"."""
    for k, toponym, how in reversed(named):
        who = next((i for i in range(first, k) if "word.relative" in items[i].tags), -1)
        if who > first and k < verb and how in _AT and not (country(toponym) or water(toponym) or _turns(items, who + 1, k, k, verb)):
            return toponym
    return None


def _unnamed(frame: Frame) -> bool:
    """Tell whether a statement leads to an airport that it does not name."""
    items = frame.items
    return any(
        "word.airport" in items[i].tags and any(k.value("prep.") == "to" for k in items[max(0, i - _NEAR) : i]) for i in range(len(items))
    )


def start(items: list[Item], first: int, verb: int, named: Named, contained: frozenset[str]) -> Toponym | None:
    """Return the place that the subject of the verb of movement at ``items[verb]`` was at, None where nothing tells.

    Parameters
    ----------
    items
        The items of a sentence.
    first, verb
        Where the clause begins, and its verb.
    named
        The names of the clause as (item, name, how it is attached).
    contained
        Ids of names that only say where another name lies.
    """
    if first and all(motion(item)[0] in ("", "be") for item in items[:first]):
        first, named = 0, naming.named(items, 0, verb, contained)  # "the tanker, which lay at A, sailed for B": one clause with its aside
    elif first and _bare(items, first, verb) and (made := _before(items, first, contained)) is not None:
        return made
    for k, toponym, how in reversed(named):
        if not first <= k < verb or country(toponym) or water(toponym) or river(toponym) or not toponym.candidates:
            continue
        if (how in ("", "of", "at", "at_to") and _inhabited(items, first, k)) or ("word.owner" in items[k].tags and _owned(items, k, verb)):
            return toponym
        near = not how and k > first and items[k - 1].value("prep.") == "near"  # "found near A"
        if how in ("", "of", "at") and _struck(items, first, k):
            return toponym
        if how not in _AT and not near and not (how == "via" and _made_around(items, k)):
            continue
        if _rested(items, first, k, verb) or _opened(items, k, verb) or (how != "near" and _joined(items, first, k, verb)):
            return toponym
    return None


def _struck(items: list[Item], first: int, k: int) -> bool:
    """Tell whether a name says where people came to harm who are the subject: "those hurt in the crash at A were flown to B"."""
    harm = next((i for i in range(k - 1, max(first, k - 1 - _OF), -1) if "word.calamity" in items[i].tags), -1)
    linked = harm > 0 and all(item.has("prep.") or "word.det" in item.tags or not item.tags for item in items[harm + 1 : k])
    return linked and any("word.people" in item.tags or "word.cargo" in item.tags for item in items[first:harm])


def _bare(items: list[Item], first: int, verb: int) -> bool:
    """Tell whether nothing but auxiliaries stands between the clause before and a verb: the subject is that of both."""
    plain = ("word.is", "word.passive", "word.planned", "word.and", "word.then", "word.earlier")
    return all(any(tag in item.tags for tag in plain) or item.key == "," for item in items[first:verb])


def _before(items: list[Item], first: int, contained: frozenset[str]) -> Toponym | None:
    """Return where the clause before that has the same subject places it.

    So does a participle, "rails [rolled in A] went by train to B", or a statement that names no end: "they were walked down the ramp
    at A and trucked to B".
    """
    verb = next((i for i in range(first - 1, 0, -1) if items[i].has("motion.")), 0)
    while verb and items[verb - 1].key == "," and not any(item.kind == "t" for item in items[verb:first]):
        verb = next((i for i in range(verb - 1, 0, -1) if items[i].has("motion.")), 0)  # "rolled in A, loaded on wagons and sent to B"
    joined = "word.and" in items[first].tags or (first + 1 < len(items) and items[first].key == "," and "word.and" in items[first + 1].tags)
    if joined and verb and not any(item.kind == "p" and item.key in _MARKS for item in items[verb:first]):
        told = naming.named(items, verb, first, contained)
        return told[0][1] if len(told) == 1 and told[0][2] == "at" and motion(items[verb])[0] == "move" and told[0][1].candidates else None
    noun = items[verb - 1] if verb else None
    if any("word.then" in item.tags for item in items[first : first + _HEAD]) or motion(items[verb])[0] not in _PARTICIPLES:
        return None
    if (
        noun is None
        or noun.kind != "w"
        or noun.has("prep.")
        or any(tag in noun.tags for tag in ("word.is", "word.pronoun", "word.planned"))
    ):
        return None
    if any(item.kind == "p" or "word.and" in item.tags for item in items[verb:first]) or not any(movable(i) for i in items[:verb]):
        return None
    named = [(t, how) for k, t, how in naming.named(items, verb, first, contained) if not (country(t) or water(t))]
    return named[0][0] if len(named) == 1 and named[0][1] in _AT else None


def _owned(items: list[Item], k: int, verb: int) -> bool:
    """Tell whether a vehicle or goods of a place are the subject of a verb: "A's first wheat ship tied up in B"."""
    owned = items[k + 1 : min(verb, k + 1 + _OF)]
    owned = owned[: next((n for n, item in enumerate(owned) if item.has("prep.")), len(owned))]
    thing = any(item.has("vehicle.") or "word.cargo" in item.tags for item in owned)
    return thing and all(item.kind == "w" and "word.person" not in item.tags for item in owned)


def lasting(sentence: Sentence, contained: frozenset[str]) -> list[Frame]:
    """Return the statement of a sentence without movement that says where goods, people or a vehicle are; nothing for any other."""
    items = sentence.items
    names = [(k, t, how) for k, t, how in naming.named(items, 0, len(items), contained) if how in _AT and not water(t)]
    if not names or any(motion(items[i])[0] != "be" for i in predicates(items)):
        return []
    k, toponym, _ = names[0]
    r = _word(items, 0, k, len(items))
    if r < 0 or area(toponym) or not toponym.candidates or any("word.said" in i.tags or "word.person" in i.tags for i in items):
        return []
    moves = any(
        movable(item) for item in items[: max(r, k)] + (items[r : r + _BEFORE] if k < r else [])
    )  # "on the dock in A stood forty tractors"
    return [Frame("rest", items[r], sentence, 0, len(items), held=[toponym])] if moves else []


def told_at(sentence: Sentence, contained: frozenset[str]) -> Toponym | None:
    """Return the only place of a sentence without movement, which what the next one takes up may come from: "they carved it in A"."""
    items = sentence.items
    if any(motion(items[i])[0] not in ("", "be") for i in predicates(items)):
        return None
    named = [(t, how) for _, t, how in naming.named(items, 0, len(items), contained) if how in ("from", "to", "dest", *AT)]
    alone = len(named) == 1 and named[0][1] in AT and spot(named[0][0])
    return named[0][0] if alone and named[0][0].candidates else None


def opens(sentence: Sentence, place: Toponym) -> bool:
    """Tell whether a sentence is set in a place by its first words: "À A, les égreneuses tournent. Les balles partent pour B"."""
    return any(item.toponym is place for item in sentence.items[:_HEAD])


def scene(sentence: Sentence, contained: frozenset[str]) -> Toponym | None:
    """Return where the first sentence of a report stands that tells of no movement: "at two in the morning the ramp at A smells"."""
    items = sentence.items
    if predicates(items) or any("word.said" in item.tags or "word.person" in item.tags for item in items):
        return None
    named = [t for _, t, how in naming.named(items, 0, len(items), contained) if how in AT and not (water(t) or area(t))]
    return named[0] if len(named) == 1 and named[0].candidates else None


def movable(item: Item) -> bool:
    """Tell whether a word names what can be moved: goods, a vehicle, people, or a pronoun for them."""
    known = "word.cargo" in item.tags or item.has("vehicle.") or "word.people" in item.tags or "word.definite" in item.tags
    return known or item.pronoun


def _word(items: list[Item], first: int, k: int, verb: int) -> int:
    """Return the word of rest that the name at ``items[k]`` belongs to: before it, or right after it where it closes its clause."""
    for r in range(k - 1, max(first - 1, k - 1 - _BEFORE), -1):
        if items[r].kind == "t" or (items[r].kind == "p" and items[r].key in _MARKS):
            break
        if any(tag in items[r].tags for tag in _RESTS) or _done_there(items, first, r):
            return r
    for r in range(k + 1, min(verb, k + 1 + _BEHIND)):
        if items[r].kind in "tp":
            break
        if any(tag in items[r].tags for tag in _RESTS):
            return r
    return -1


def _rested(items: list[Item], first: int, k: int, verb: int) -> bool:
    """Tell whether a relative clause or a participle says that the subject was at the name: "the grain stored at A"."""
    r = _word(items, first, k, verb)
    if r < 0 or _turns(items, first, min(r, k), k, verb):
        return False
    related = [i for i in range(max(first, min(r, k) - _RELATIVE), min(r, k)) if "word.relative" in items[i].tags]
    if related:
        return "word.whose" not in items[related[-1]].tags
    if "word.kept" not in items[r].tags and ("word.onward" in items[verb].tags or not _done_there(items, first, r)):
        return False
    alone = r > first and not any(tag in items[r - 1].tags for tag in ("word.is", "word.passive", "word.planned", "word.pronoun"))
    return alone or r - first < _HEAD


def _done_there(items: list[Item], first: int, r: int) -> bool:
    """Tell whether an unknown participle tells of goods or of what goes on land where something was done with it: "le train formé à A".

    A ship or an aircraft may be anywhere by the time it moves.
    """
    subject = items[first:r]
    afloat = any(item.value("vehicle.") in ("sea", "air", "river") for item in subject)
    return items[r].done and not afloat and any(movable(item) and not item.pronoun for item in subject)


def _opened(items: list[Item], k: int, verb: int) -> bool:
    """Tell whether an unknown participle with a place opens a sentence that goes on with a pronoun: "wound in A and too heavy, it …"."""
    head = items[0]
    if head.kind != "w" or head.tags.keys() - {"word.kept"} or not 0 < k <= _RELATIVE or not items[1].has("prep."):
        return False
    comma = next((i for i in range(k + 1, verb) if items[i].key == "," and "word.pronoun" in items[i + 1].tags), -1)
    return comma > 0 and "word.det" not in items[comma + 1].tags and not any(item.kind == "t" for item in items[:k])


def _turns(items: list[Item], first: int, r: int, k: int, verb: int) -> bool:
    """Tell whether the words around a place of rest speak of something else than the subject: another clause, or who says so."""

    def parts(i: int) -> bool:
        item, after = items[i], items[i + 1]
        clause = item.has("word.clause") and "word.relative" not in item.tags and "word.then" not in item.tags
        dated = after.kind in "dq" or after.has("date.")  # "since July"
        return (clause and not dated) or "word.said" in item.tags or (item.kind == "p" and item.key in _MARKS)

    return any(parts(i) for i in (*range(first, r), *range(k + 1, verb)))


def _joined(items: list[Item], first: int, k: int, verb: int) -> bool:
    """Tell whether the verb only goes on from what was done at a name with the same thing: "turns trains at A and hauls them to B"."""
    between = items[k + 1 : verb]
    closing = next((n for n, item in enumerate(between[1:_BEFORE], 1) if item.key == ","), 0)
    if closing and between[0].key == ",":
        between = between[closing:]  # "kept at A, 100 miles north of C, and brought to B"
    join = next((n for n, item in enumerate(between[:2]) if "word.and" in item.tags), -1)
    if join < 0 and len(between) == 1 and between[0].key == ",":
        return _in_turn(items, first, k)
    if join < 0 or (join == 1 and between[0].key != ",") or _turns(items, first, k, k, verb):
        return False
    plain = 0
    clitic = [item for item in between[max(join + 1, len(between) - 1) :] if "word.object" in item.tags]  # "y los despachó a B"
    for item in between[join + 1 : len(between) - len(clitic)]:
        if item.kind != "w" or "word.det" in item.tags or "word.cargo" in item.tags or item.has("vehicle.") or item.has("prep."):
            return False
        plain += not item.tags
    if plain > _ADVERBS or not any(movable(i) or i.kind == "w" for i in items[first:k]):
        return False
    after = items[verb + 1] if verb + 1 < len(items) else None
    if after is None:
        return False
    passive = any("word.passive" in item.tags for item in items[first:k])
    taken_up = after.pronoun or bool(clitic)
    onward = after.value("prep.") in ("to", "dest") or items[verb].value("prep.") in ("to", "dest")
    return (
        taken_up
        or (onward and (passive or motion(items[verb])[0] in ("move", "depart")))
        or (passive and "word.transfer" in items[verb].tags)
    )


def _in_turn(items: list[Item], first: int, k: int) -> bool:
    """Tell whether a reflexive verb at a name is the first of several told in one breath: "se fundía en A, bajaba a B y seguía a C"."""
    lead = next((i for i in range(k - 1, first, -1) if items[i].value("prep.") in ("at", "at_to")), first)
    verb = items[lead - 1]
    finite = verb.kind == "w" and not verb.tags and not verb.done and lead - 1 > first and "word.object" in items[lead - 2].tags
    return finite and not any(item.key == "," for item in items[max(first, lead - _HEAD) : k])


def _made_around(items: list[Item], k: int) -> bool:
    """Tell whether an "around" after an unknown participle only says where: "crushed around A"."""
    return k > 1 and items[k - 1].has("prep.") and items[k - 2].kind == "w" and (items[k - 2].done or "word.kept" in items[k - 2].tags)


def series(sentence: Sentence, verb: int, contained: frozenset[str]) -> list[Frame]:
    """Return the movement between two places at which something was one after the other, by times: "in A by midnight and in B before noon".

    ``verb`` is that of position, -1 where there is none: "seventy tonnes of flour, out of A on the 3rd, in B on the 4th".
    """
    items = sentence.items
    named = [
        (k, t, how) for k, t, how in naming.named(items, max(verb, 0), len(items), contained) if how in ("from", "at") and not country(t)
    ]
    if len(named) != _BOTH or not all(_timed(items, k) for k, _, _ in named):
        return []
    (a, start, left), (b, end, reached) = named
    parted = any("word.and" in item.tags or item.key in (",", ";") for item in items[a + 1 : b])
    if not parted or reached != "at" or left != ("at" if verb >= 0 else "from") or any(item.has("motion.") for item in items[a:b]):
        return []
    predicate = items[verb] if verb >= 0 else None
    return [Frame("move", predicate, sentence, 0, len(items), (0, len(items)), origins=[start], destinations=[end])]


def timetable(sentence: Sentence) -> list[Frame]:
    """Return the movement between two places that each stand with a time: "A at seven in the evening, B at nine"."""
    items = sentence.items
    stops = [k for k in range(len(items) - _BOTH) if items[k].kind == "t" and _clocked(items, k)]
    for a, b in pairwise(stops):
        first, last = items[a].toponym, items[b].toponym
        marks = [item.key for item in items[a + 1 : b] if item.kind == "p"]
        bare = a == 0 or items[a - 1].kind == "p"
        if first is None or last is None or not bare or marks != [","] or items[b - 1].key != "," or country(first) or country(last):
            continue
        return [Frame("travel", None, sentence, a, b + 1, (a, b + 1), origins=[first], destinations=[last])]
    return []


def _clocked(items: list[Item], k: int) -> bool:
    """Tell whether "at" and an hour stand behind a name."""
    at, hour = items[k + 1], items[k + 2]
    return at.value("prep.") in AT and (hour.kind == "q" or hour.has("number.") or hour.key[:1].isdigit())


def _timed(items: list[Item], k: int) -> bool:
    """Tell whether a time follows a name."""
    after = items[k + 1 : k + 1 + _OF]
    after = after[: next((n for n, item in enumerate(after) if item.kind == "t"), len(after))]
    return any(
        i.kind == "d" or "word.when" in i.tags or i.has("date.until") or i.has("date.ordinal") or i.unit in TIME_UNITS for i in after
    )


def _inhabited(items: list[Item], first: int, k: int) -> bool:
    """Tell whether the words before a name make it the place of those who move: "the residents of A", "жители А"."""
    for item in reversed(items[max(first, k - _OF) : k]):
        if "word.people" in item.tags:
            return True
        site = "word.feature" in item.tags or "word.det" in item.tags or not item.tags
        if item.kind != "w" or not (site or item.value("prep.") in OF):
            return False
    return False
