"""Joints: how the words between two names join or part them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.prepositions import AT, TO
from routes.extraction.regions import inside
from routes.extraction.sentences import area

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.model import Toponym

_COMMAS = frozenset(",/&")
_LIES = 3  # a mark, a pronoun and a preposition
_STRANGE = 3  # words without a meaning here, among which a verb of another kind may stand


def conjunction(item: Item) -> bool:
    """Tell whether a word is an "and" or an "or"."""
    return "word.and" in item.tags or "word.or" in item.tags


def listed(steps: list[Item]) -> bool:
    """Tell whether two names are told in one breath, so that they are ends of one kind: "to A, B and the port of C"."""
    strangers = 0
    for item in steps:
        mark = item.key in _COMMAS or conjunction(item)
        quiet = "word.det" in item.tags or "word.feature" in item.tags or "word.port" in item.tags or item.kind == "t"
        if onward(item) or item.kind in "qd" or item.pronoun:
            return False
        if mark or item.has("prep.") or quiet or item.has("direction."):
            continue
        strangers += 1
        if strangers > 1 or item.tags:
            return False
    if strangers and not any(map(conjunction, steps)):
        return False
    return any(item.key in _COMMAS or conjunction(item) for item in steps)


def onward(item: Item) -> bool:
    """Tell whether a word says that the way goes on from the place before: "then", "from there"."""
    return "word.then" in item.tags or "word.there_from" in item.tags


def apart(steps: list[Item], how: str) -> bool:
    """Tell whether an unknown verb may stand between two names: "found in A belongs to B"."""
    if how == "to":
        marked = any(item.kind == "p" or "word.and" in item.tags or onward(item) for item in steps)
        return bool(steps) and steps[0].kind == "w" and not steps[0].tags and not marked
    return how == "at_to" and sum(item.kind == "w" and not item.tags for item in steps) >= _STRANGE


def parting(items: list[Item], previous: int, k: int) -> int:
    """Return where the statement about the name at ``items[k]`` begins, after the one that ends at ``items[previous]``."""
    last = next((i for i in range(k - 1, previous, -1) if items[i].key == ";"), previous + 1)
    for i in range(last, k):
        if onward(items[i]) or "word.and" in items[i].tags or (items[i].kind == "p" and items[i].key in ",;"):
            return i
    return previous + 1


def joined(steps: list[Item]) -> bool:
    """Tell whether only "and" or "or" with a preposition lies between two names."""
    both = any(map(conjunction, steps))
    return both and all(conjunction(i) or i.has("prep.") or "word.det" in i.tags or "word.feature" in i.tags for i in steps)


def specified(items: list[Item], named: list[tuple[int, Toponym, str]]) -> list[tuple[int, Toponym, str]]:
    """Return the names of a clause without an area of which the next end only says which place is meant.

    "To the coast of the state of A, to the port of B".
    """
    return [*(one for one, after in pairwise(named) if not _specifies(items, one, after)), *named[-1:]]


def _specifies(items: list[Item], one: tuple[int, Toponym, str], after: tuple[int, Toponym, str]) -> bool:
    """Tell whether only a comma, a "to" and a kind of place lie between the end that is an area and one inside it."""
    (k, around, led), (n, place, to) = one, after
    steps = items[k + 1 : n]
    if led not in TO or to not in TO or not (steps and steps[0].key == "," and area(around)) or area(place):
        return False
    plain = all(i.kind == "w" and not (i.has("motion.") or onward(i) or i.has("word.clause") or conjunction(i)) for i in steps[1:])
    site = any(not {"word.feature", "word.port", "word.town"}.isdisjoint(i.tags) or not i.tags for i in steps[1:])
    return plain and site and bool({c.country for c in around.candidates[:1]} & {c.country for c in place.candidates})


def in_order(found: list[Frame]) -> None:
    """Make the places reached one after the other on the way to a further one stops: "landing at A and B before the crossing to C"."""
    for frame, onward in pairwise(found):
        if frame.kind == "arrive" and frame.destinations[1:] and onward.chained and onward.destinations:
            frame.via, frame.destinations = [*frame.via, *frame.destinations[:-1]], frame.destinations[-1:]


def brought(found: list[Frame], named: list[tuple[int, Toponym, str]]) -> list[Frame]:
    """Return the frames of a loading with one that tells where the goods had come from: "in A bananas from B are put onto trains for C"."""
    first = found[0]
    hows = {t.id: how for _, t, how in named}
    came = [t for t in first.origins if hows.get(t.id) == "from"]
    there = [t for t in first.origins if hows.get(t.id) in AT]
    goods = any("word.cargo" in item.tags for item in first.items)
    if first.kind != "load" or not (came and there and goods) or len(first.origins) > len(came) + len(there):
        return found
    first.origins = there
    return [replace(first, kind="travel", predicate=None, origins=came, destinations=there[:1], via=[], strength=1), *found]


def leads(items: list[Item], previous: int, k: int, following: int) -> bool:
    """Tell whether a name on the way belongs to the end after it, and not to the one before: "shipped to B round C, and by lorry to D"."""

    def parts(steps: list[Item]) -> bool:
        return any(item.kind == "p" or conjunction(item) or onward(item) for item in steps)

    return previous < 0 or parts(items[previous + 1 : k]) or not parts(items[k + 1 : following])


def around(steps: list[Item], toponym: Toponym, before: Item, own: Item) -> bool:
    """Tell whether a name right behind another is that of the province around it: "из порта Тамань в Краснодарском крае"."""
    noun = steps[-1] if steps and "word.feature" in steps[-1].tags else own  # "у штаті Делавер"
    beside = 0 < len(steps) <= _LIES and steps[0].value("prep.") == "at_to" and not noun.led_into
    return beside and before.toponym is not None and inside(before.toponym, toponym, sites=True)


def lies_in(steps: list[Item]) -> bool:
    """Tell whether words between two names say that the first lies in the second: "до міста Сендстоун, що в Міннесоті"."""
    return (
        len(steps) == _LIES and steps[0].key == "," and steps[1].kind == "w" and not steps[1].has("prep.") and not steps[1].has("motion.")
    )
