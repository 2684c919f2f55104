"""Clauses: the verbs of movement of a sentence, and where the clause of each begins and ends."""

from __future__ import annotations

from itertools import pairwise

from routes.extraction.attachments import motion
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import OF
from routes.extraction.sentences import Item, halted
from routes.text import DASHES

_ADJECTIVES = 2  # items between an article and its noun
_MARKS = frozenset(",;:—–")
_ENDS = 2  # names of a way
_PAIR = 3  # items from "and" to the mark behind the second name
_SPENT = 3  # items after "after" among which a time or a voyage stands
_INSERT = 4  # items of who says so, put in
_DOES = 9  # items from "does so" to the name of its end
_YEAR = 4  # digits of a year
_CLOSE = 2  # items after a verb in which "from there" is its own


def predicates(items: list[Item]) -> list[int]:
    """Return the items that are verbs of movement, nouns that look like one left out."""
    found: list[int] = []
    for i, item in enumerate(items):
        if item.kind == "t" or not item.has("motion.") or (item.has("prep.") and item.end - item.start == len(item.key)):
            continue  # a word that can be a preposition ("passing", "entre") is one
        if "word.does" in item.tags and not any(
            k.value("prep.") in ("from", "to") and n.kind == "t" for k, n in pairwise(items[i + 1 : i + 1 + _DOES])
        ):
            continue  # "lo hace imposible"
        if item.has("prep.at") and i + 1 < len(items) and _year(items[i + 1]) and motion(item)[0] == "depart":
            continue  # "begun in 2014"
        if ("word.noun" in item.tags and _noun(items, i)) or _leads_on(items, i) or _share(items, i) or _helps(items, i):
            continue
        if found and _particle(items, found[-1], i):
            continue
        kind = motion(item)[0]
        if (kind == "stop" and item.has("prep.") and halted(items, i)) or ("word.amounts" in item.tags and _amounts(items, i)):
            continue
        before = items[i - 1] if i else None
        nominal = item.has("vehicle.") or item.has("travel.") or "word.cargo" in item.tags or "word.feature" in item.tags
        if (
            kind == "load"
            and before is not None
            and "word.det" in before.tags
            and "word.pronoun" not in before.tags
            and i + 1 < len(items)
            and _goods(items[i + 1])
        ):
            continue  # "took the stolen jeeps from A to B"
        if kind != "stop" and before is not None and "word.det" in before.tags and " " not in item.key and nominal:
            continue
        found.append(i)
    return found


def _particle(items: list[Item], verb: int, i: int) -> bool:
    """Tell whether a word belongs to the verb before it, and is none by itself: "fuhr der Frachter weiter nach A"."""
    parted = any(tag.startswith(f"parted.{items[i].key}.") for tag in items[verb].tags)
    return parted and not any(item.kind == "p" or item.has("word.clause") or "word.and" in item.tags for item in items[verb + 1 : i])


def _amounts(items: list[Item], i: int) -> bool:
    """Tell whether a verb only says what a figure comes to or what time it took: "выходит 340", "на подъём ушло 29 суток"."""
    figure = next((k for k in range(i + 1, len(items)) if not items[k].has("hedge.")), len(items))
    if figure == len(items) or items[figure].kind != "q":
        return False
    after = items[figure + 1 : figure + 2]
    bare = not items[figure].unit and (not after or after[0].kind == "p")
    gone = bool(after) and (after[0].has("claim.spent") or after[0].has("word.then") or "word.back" in after[0].tags)
    return bare or (items[figure].unit in TIME_UNITS and not gone) or (bool(items[figure].unit) and motion(items[i])[0] == "depart")


def _year(item: Item) -> bool:
    """Tell whether an item is the number of a year."""
    return item.kind in "dq" and not item.unit and len(item.key) == _YEAR and item.key.isdigit() and item.end - item.start == _YEAR


def _goods(item: Item) -> bool:
    return item.kind == "w" and not item.has("motion.") and (item.has("vehicle.") or "word.cargo" in item.tags)


def _share(items: list[Item], i: int) -> bool:
    """Tell whether a word that can be a verb means a part of something: "parte del crudo"."""
    return "word.share" in items[i].tags and i + 1 < len(items) and items[i + 1].value("prep.") in OF


def _helps(items: list[Item], i: int) -> bool:
    """Tell whether a verb that can be one of movement only helps the next word, which is one: "foi enviada", "va consegnato"."""
    return "word.helper" in items[i].tags and i + 1 < len(items) and items[i + 1].kind == "w" and items[i + 1].has("motion.")


def _leads_on(items: list[Item], i: int) -> bool:
    """Tell whether a verb only leads to the infinitive of another: "no llegó a salir"."""
    return i + 2 < len(items) and items[i + 1].value("prep.") == "at_to" and "word.infinitive" in items[i + 2].tags


def _noun(items: list[Item], i: int) -> bool:
    """Tell whether a word that can be a verb of movement is a noun: an article or a preposition leads to it, "with a police escort"."""
    if i and (items[i - 1].unit or items[i - 1].has("unit.")) and motion(items[i])[0] == "stop":
        return True  # "after a day's pause"
    first = i - 3 if i > 2 and items[i - 1].kind == "t" and items[i - 2].key in DASHES else i  # "the A–B ferry"
    for item in reversed(items[max(0, first - _ADJECTIVES - 1) : first]):
        if "word.det" in item.tags or "word.owner" in item.tags or (item.has("prep.") and item.value("prep.") not in ("to", "at_to")):
            return True
        quiet = {"word.name", "word.cargo", "word.kept", "hedge.exact"}
        if item.kind not in "wq" or (item.tags and quiet.isdisjoint(item.tags)):
            return False
    return False


def clauses(items: list[Item], verbs: list[int]) -> list[tuple[int, int, int]]:
    """Cut a sentence into (first, last, verb) with one verb each; verb is -1 for what has none."""
    found = []
    for first, last, verb in _cuts(items, verbs):
        mark = _figured(items, max(first, verb), last)
        found += [(first, last, verb)] if mark < 0 else [(first, mark, verb), (mark, last, -1)]
    return found


def _figured(items: list[Item], first: int, last: int) -> int:
    """Return the semicolon behind which a clause only tells how far two places are from each other, -1 for none."""
    mark = next((i for i in range(last - 1, first, -1) if items[i].key == ";"), -1)
    tail = items[mark + 1 : last]
    apart = any(item.value("prep.") in ("from", "between", "of_from") and k < 2 for k, item in enumerate(tail))
    straight = any(item.value("basis.") == "straight" for item in tail)
    figure = any(item.kind == "q" and (item.unit not in {"", *TIME_UNITS} or straight) for item in tail)
    figure = figure or (len(tail) > 1 and tail[-1].key == "." and tail[-2].kind == "q" and not tail[-2].unit)
    moved = any(item.has("motion.") or item.has("vehicle.") or item.has("medium.") for item in tail)
    return mark if mark > first and (apart or straight) and figure and not moved else -1


def _cuts(items: list[Item], verbs: list[int]) -> list[tuple[int, int, int]]:
    """Cut a sentence at its verbs of movement."""
    if not verbs:
        mark = _measured(items, len(items))  # "to B it is 500 km, but the road is cut and lorries go round by C"
        turned = mark > 0 and any("word.but" in item.tags for item in items[mark : mark + 2])
        return [(0, mark, -1), (mark, len(items), -1)] if turned else [(0, len(items), -1)]
    cuts = [0]
    for a, b in pairwise(verbs):
        cuts.append(_cut(items, a, b))
    cuts.append(len(items))
    cuts[:-1] = [_told(items, first, verb) for first, verb in zip(cuts, verbs, strict=False)]
    found = [(cuts[n], _said(items, verb, cuts[n + 1]), verb) for n, verb in enumerate(verbs)]
    if motion(items[verbs[0]])[0] == "be" and (mark := _apart(items, verbs[0])):
        found[:1] = [(0, mark, -1), (mark, *found[0][1:])]  # "the line from A to B is closed; the lorries wait at C"
        return found
    if (mark := _measured(items, verbs[0])) > 0:
        found[:1] = [(0, mark, -1), (mark, *found[0][1:])]  # "from A to B it is 90 km, but they have to go round by C"
        return found
    if (mark := _list_mark(items, verbs[0])) > 0:
        found[:1] = [(0, mark, -1), (mark, *found[0][1:])]  # "from A tankers lighten at B; wagons take the oil from B to C"
        return found
    onward = next((i for i in range(verbs[0] - 1, 0, -1) if "word.there_from" in items[i].tags and items[i - 1].key in (",", ";")), 0)
    if onward:  # "the grain lies at B, from where a ship is to take it to C"
        found[:1] = [(0, onward, -1), (onward, *found[0][1:])]
    return found


def _apart(items: list[Item], verb: int) -> int:
    """Return the mark that parts a way with both ends from the verb of position after it, 0 for none."""
    joins = [i for i in range(1, verb) if (items[i].kind == "p" and items[i].key in _MARKS) or "word.and" in items[i].tags]
    mark = next((i for i in reversed(joins) if items[i - 1].kind != "t" or items[i + 1].kind != "t"), 0)
    return mark if sum(item.kind == "t" for item in items[:mark]) >= _ENDS else 0


def _measured(items: list[Item], verb: int) -> int:
    """Return the joint that parts how far two places are from each other from the verb after it, 0 for none."""
    figure = next((i for i in range(verb) if items[i].unit not in {"", *TIME_UNITS} or "hedge.about" in items[i].tags), verb)
    said = (i for i in range(verb) if "claim.copula" in items[i].tags or items[i].has("claim.apart"))
    main = next((i for i in said if "claim.located" not in items[i].tags and not (i and "word.relative" in items[i - 1].tags)), -1)
    if main < 0 or sum(item.kind == "t" for item in items[:figure]) != _ENDS:
        return 0
    joints = (i for i in range(figure + 1, verb) if items[i].key in _MARKS or "word.and" in items[i].tags or items[i].has("word.clause"))
    return next(joints, 0)


def _told(items: list[Item], first: int, verb: int) -> int:
    """Return where a clause begins after who says that it is so: "a court in A was told how …"."""
    says = (
        i for i in range(verb - 1, first, -1) if _quotes(items, i - 1) and (items[i].has("word.clause") or "word.content" in items[i].tags)
    )
    return next((i + 1 for i in says if "word.relative" not in items[i].tags or "word.content" in items[i].tags), first)


def _list_mark(items: list[Item], verb: int) -> int:
    """Return the semicolon that parts a statement of its own, which names a place, from the verb after it, 0 for none."""
    mark = next((i for i in range(verb - 1, 0, -1) if items[i].key == ";"), 0)
    return mark if any(item.kind == "t" for item in items[:mark]) else 0


def _said(items: list[Item], verb: int, last: int) -> int:
    """Return where a clause ends before a clause about a person or a speaker: "…, said Smith, who works in Rome"."""
    return next((i for i in range(verb + 1, last) if (_quotes(items, i) and not _put_in(items, i)) or "word.who" in items[i].tags), last)


def _put_in(items: list[Item], i: int) -> bool:
    """Tell whether who says so is only put in between commas: "was carrying, its papers said, oil from A"."""
    closed = i + 1 < len(items) and items[i + 1].key == ","
    return closed and any(item.key == "," for item in items[max(0, i - _INSERT) : i])


def _quotes(items: list[Item], i: int) -> bool:
    """Tell whether a word names who says so; with an article it counts instead: "il secondo volo", "o segundo navio"."""
    said = "word.said" in items[i].tags and "word.per" not in items[i].tags  # what follows "dem Händler zufolge" goes on with the clause
    return said and not (i and "word.det" in items[i - 1].tags)


def _cut(items: list[Item], a: int, b: int) -> int:
    """Return where the clause of the verb at ``b`` begins, after the verb at ``a``."""
    best, rank = b, 0
    for i in range(a + 1, b):
        weight = _weight(items, i, a, b)
        if weight and weight >= rank:
            best, rank = i, weight
    if rank and best and items[best].kind != "p" and items[best - 1].key == "," and best - 1 > a:
        best -= 1
    while not rank and best - 1 > a and items[best - 1].kind == "w" and _auxiliary(items[best - 1]):
        best -= 1
    return best


def _weight(items: list[Item], i: int, a: int, b: int) -> int:
    """Return how surely the clause of the verb at ``a`` ends before an item, 0 when nothing says so."""
    item = items[i]
    if _quotes(items, i) or (item.kind == "p" and item.key in (";", ":", "—", "–", "(")):
        lists = item.key == ":" and i - a == 1 and items[i + 1].kind == "t"  # "Puerto de descarga: A, llegada el lunes"
        return 0 if lists else 4
    if "word.there_from" in item.tags and i - a <= _CLOSE:
        return 0  # "shipped them from there to A and flew them on": it belongs to the verb before it
    if "word.there" in item.tags and not item.has("word.clause") and i - a == 1:
        return 0  # "nahm dort Treibstoff an Bord"
    if item.has("word.clause") or "word.there_from" in item.tags or ("word.there" in item.tags and "prep.at_to" not in item.tags):
        return 0 if _spends(items, i, b) else 5
    if "word.and" in item.tags and _pairs(items, i):
        return 0  # "bagged at A and at B, it is put onto lorries"
    if "word.and" in item.tags and not (i and i + 1 < len(items) and items[i - 1].kind == "t" and items[i + 1].kind == "t"):
        return 5 if "word.then" in item.tags else 3
    if "word.then" in item.tags and "prep.to" in item.tags and all("word.pronoun" in k.tags for k in items[a + 1 : i]):
        return 0  # "took them on to A"
    if "word.then" in item.tags:
        if i - a == 1 or _spends(items, i, b):
            return 0  # "goes on by road to A": it belongs to the verb before it
        opens = items[i - 1].kind == "p" or "word.and" in items[i - 1].tags
        return 3 if opens or not any(k.key == "," for k in items[i + 1 : b]) else 1  # "lief sie zuerst A an, dann B"
    if item.kind == "p" and item.key == ",":
        return 2
    return int("word.auxiliary" in item.tags)  # "nach dem Auslaufen aus A wurde sie vor B gesichtet"


def _pairs(items: list[Item], i: int) -> bool:
    """Tell whether an "and" joins two names with one preposition each, after which a mark closes their clause."""
    if i < 1 or i + _PAIR >= len(items) or items[i - 1].kind != "t" or items[i + 2].kind != "t":
        return False
    return items[i + 1].has("prep.") and items[i + 3].key == "," and items[i + 1].key == items[i - 2].key


def _spends(items: list[Item], i: int, b: int) -> bool:
    """Tell whether an "after" leads to a time or a voyage and to no verb: "après trente heures de mer"."""
    if "word.after" not in items[i].tags:
        return False
    near = items[i + 1 : min(b, i + 1 + _SPENT)]
    return any(item.unit in TIME_UNITS or item.has("travel.") for item in near)


def _auxiliary(item: Item) -> bool:
    """Tell whether a word before a verb belongs to it: "due to sail", "cannot leave"."""
    return "word.planned" in item.tags or "word.not" in item.tags or "word.blocked" in item.tags or item.value("prep.") in ("to", "at_to")
