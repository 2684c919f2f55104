"""The ends of a claim: which of them its sentence names, and which leg the words around a figure speak of."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from routes.extraction.attachments import motion
from routes.extraction.prepositions import OF, TO
from routes.extraction.scenes import Scene
from routes.extraction.sentences import Item, Sentence, sea, water
from routes.model import Leg, Said

_SITES = frozenset({"word.port", "word.feature", "word.there_noun", "word.capital", "word.airport", "word.border"})
_NOUNS = ("travel.", "way.")  # "the voyage", "the road": what the figure is said of
_MEANS = ("medium.", "vehicle.")  # "by ferry", "the lorry"
_SEVERAL = 2  # legs of one sentence
_ENDS = TO | {"from", "at"}
_NEXT = 3  # characters between one sentence and the next
_BRACKET = 8  # items between an opening bracket and a figure in it
_CONVERSION = 2  # items between a figure and the same in another unit
_PART = 3  # items before a figure in which "the last" stands
_LATELY = 2  # sentences in which a name that nobody knows may still be meant
_SAID = 2  # items between a speaker and the verb of saying
_KIN = {"sea": "river", "river": "sea"}  # a voyage may be on either


def spoken(items: list[Item], i: int, heads: tuple[str, ...] = _NOUNS) -> str:
    """Return the mode that the noun nearest to a figure speaks of: "the crossing takes 20 hours" is "sea"; "" for none."""
    first = next((k for k in range(i, -1, -1) if items[k].key == ";"), -1)
    last = next((k for k in range(i, len(items)) if items[k].key == ";"), len(items))
    found = [(abs(k - i), mode) for k in range(first + 1, last) for mode in _modes(items[k], heads)]
    return min(found, key=lambda pair: pair[0])[1] if found else ""


def means(items: list[Item], i: int) -> str:
    """Return the mode of the words after a figure or right before it, else of the noun of travel near it, the vehicle or medium.

    "" when nothing tells.
    """
    close = [*items[i : i + 3], *items[max(0, i - 1) : i]]  # "Zugstunden", "by rail", "le parcours ferroviaire quinze heures"
    if len(close) > 1 and close[1].key == ";":
        close[1:3] = []  # "takes five hours; by road it takes nine"
    told = next((m for item in close if (m := item.value("medium.") or item.value("basis.")) not in ("", "straight")), "")
    return told or spoken(items, i) or spoken(items, i, _MEANS) or _over_sea(items)


def by(items: list[Item], i: int) -> str:
    """Return the mode of the means told right after a figure: "800 km by lorry and 1,200 by barge", "27 km en helicóptero"; "" for none."""
    after = items[i + 1 : i + 4]
    if not after or after[0].has("medium."):
        return after[0].mode("medium.") if after else ""
    led = after[0].value("prep.") in ("at", "via", "with", "near", "at_to")
    return next((item.mode("vehicle.") for item in after[1:] if "word.det" not in item.tags or item.has("vehicle.")), "") if led else ""


def _over_sea(items: list[Item]) -> str:
    """Return "sea" where a sentence tells of the crossing of one: "the crossing of the Atlantic took …"."""
    crossed = any(item.value("motion.").partition(".")[0] == "cross" for item in items)
    return "sea" if crossed and any(item.toponym is not None and sea(item.toponym) for item in items) else ""


def _modes(item: Item, heads: tuple[str, ...]) -> list[str]:
    found = [tag[len(head) :] for head in heads if item.has(head) for tag in item.tags if tag.startswith(head)]
    return [mode for mode in found if mode not in ("any", "")]


@dataclass(frozen=True, slots=True)
class About:
    """What a figure is said of: two places, and the leg that joins them where one is told."""

    origin: str
    target: str
    leg: Leg | None = None


def topic(sentence: Sentence, i: int, scene: Scene, mode: str) -> About:
    """Return what a figure is said of that names no ends: the leg that its words speak of, else the two places told of last.

    Two places that an earlier sentence puts a way between, without a movement that would make it a leg, count as told.
    """
    own = _own(sentence, i, scene)
    if own is not None:
        return About(*own, scene.between(*own, mode) or scene.between(*own, ""))
    leg = _leg_of(sentence, i, scene, mode)
    if leg is None or leg.span != sentence.span:
        other = _elsewhere(sentence, leg, scene)
        if other is not None:
            return other
    after = leg.span.start if leg else -1
    told = next((way for way in reversed(scene.ways) if way.start < sentence.span.start), None)
    if told is None or told.start <= after or (leg is not None and leg.span == sentence.span):
        return About(leg.origin, leg.destination, leg) if leg else About("", "")
    line = scene.between(told.origin, told.target, mode) or scene.between(told.origin, told.target, "")
    else_by = bool(told.modes) and mode not in told.modes
    if leg is not None and mode and leg.mode == mode and (else_by or sentence.index - told.sentence > 1):
        return About(leg.origin, leg.destination, leg)
    return About(told.origin, told.target, line)


def _own(sentence: Sentence, i: int, scene: Scene) -> tuple[str, str] | None:
    """Return the two places that a sentence names where it tells no leg, the one that is left first; None for fewer or more."""
    if scene.leg_in(sentence) is not None:
        return None
    ids, ways = scene.hung(sentence)
    named: list[int] = []
    for k in ids:
        if ways[k] not in ("within", "beside", "near") and not any(scene.alike(ids[k], ids[other]) for other in named):
            named.append(k)
            if len(named) > _SEVERAL:
                return None
    if len(named) != _SEVERAL:
        return None
    first, second = sorted(named, key=lambda k: (ways[k] not in ("from", "anchor"), k))
    if ways[first] == "from" and _led_on(sentence.items, max(named), i):
        return ids[first], ""
    if ways[first] in ("from", "anchor"):
        return (ids[first], ids[second]) if ways[second] not in ("from", "anchor") else None
    leaves = any(motion(item)[0] in ("depart", "load") for item in sentence.items[max(0, first - _PART) : first])
    leaves = leaves or (ways[first] == "at" and ways[second] in ("to", "dest"))
    return (ids[first], ids[second]) if leaves else None


def _led_on(items: list[Item], k: int, i: int) -> bool:
    """Tell whether a movement after a name leads to a place without one: "left A, slept in B and came down to the port in two days"."""
    after = items[k + 1 : i]
    goes = next((n for n, item in enumerate(after) if item.has("motion.")), len(after))
    led = (n for n in range(goes, len(after)) if after[n].value("prep.") in ("to", "at_to"))
    return any(not _SITES.isdisjoint(item.tags) for n in led for item in after[n : n + _PART])


def _elsewhere(sentence: Sentence, leg: Leg | None, scene: Scene) -> About | None:
    """Return what a sentence is about whose one end is none of the leg told before it: "from Santos the crossing takes …"."""
    ids, ways = scene.hung(sentence)
    ends = [(ids[k], ways[k]) for k in ids if ways[k] in {"from", *TO}]
    both = (leg.origin, leg.destination) if leg else ()
    if len(ends) != 1 or any(scene.alike(ends[0][0], end) for end in (*both, *(leg.via if leg else ()))):
        return None
    named, way = ends[0]
    for told in reversed(scene.told(sentence.span.end)):
        if scene.alike(told.origin if way == "from" else told.destination, named):
            return About(told.origin, told.destination, told)
    return About(named, "") if way == "from" else About("", named)


def _leg_of(sentence: Sentence, i: int, scene: Scene, mode: str) -> Leg | None:
    """Return the leg that a figure is said of: one its sentence tells or names the end of, else the last one told before.

    Legs by the mode that the words speak of come first, and among them the one over the water that the sentence names: "the
    Caspian crossing" is no part of the railway told after it.
    """
    near = told_at(sentence, i, scene) or scene.leg_to(sentence, i)
    if not mode or (near is not None and near.mode == mode):
        return near or scene.leg_before(sentence.items[i].start)
    told = scene.told(sentence.span.end)
    for wanted in (mode, _KIN.get(mode, mode)):
        by = [leg for leg in told if leg.mode == wanted]
        if by:
            waters = [item.toponym for item in sentence.items if item.toponym is not None and water(item.toponym)]
            over = [leg for leg in by if any(scene.alike(v, w.id) for v in leg.via for w in waters)]
            return (over or by)[-1]
    return near or scene.leg_before(sentence.items[i].start)


def told_at(sentence: Sentence, i: int, scene: Scene) -> Leg | None:
    """Return, of several legs that a sentence tells, the one whose end stands nearest before a figure: "landed at B nine days later"."""
    told = scene.legs_in(sentence)
    if len(told) < _SEVERAL:
        return None
    for item in reversed(sentence.items[:i]):
        if item.kind == "p" and item.key in ";:":
            return None
        named = item.toponym
        found = next((leg for leg in told if named is not None and scene.alike(leg.destination, named.id)), None)
        if found is not None:
            return found
    return None


def bracketed(sentence: Sentence, i: int, scene: Scene) -> Leg | None:
    """Return the leg to the place after which a figure stands in brackets: "→ Chicago (rail, 2,015 miles)"; None when there is none."""
    items = sentence.items
    opening = next((k for k in range(i - 1, max(-1, i - _BRACKET), -1) if items[k].key in "()[]" and items[k].kind == "p"), -1)
    if opening < 1 or items[opening].key not in "([" or items[opening - 1].toponym is None:
        return None
    name = items[opening - 1].toponym
    told = scene.legs_in(sentence)
    return next((leg for leg in told if name is not None and scene.alike(leg.destination, name.id)), None)


def among(sentence: Sentence, i: int, origin: str, target: str, scene: Scene) -> tuple[int, int]:
    """Return how many ends of a figure its sentence leaves unnamed, and how many other places it names that could be one.

    An end that is only named beside another figure further on counts as unnamed.
    """
    items = sentence.items
    other = next((k for k in range(i + 1 + _CONVERSION, len(items)) if items[k].quantity is not None), len(items))
    named = [ident for k, ident in scene.named(sentence) if k < other]
    ends = [end for end in (origin, target.rpartition(":")[2]) if end != "*"]
    missing = sum(not _one_of(named, end, scene) for end in ends)
    ids, ways = scene.hung(sentence)
    parts = [k for k in ids if any(item.has("direction.") for item in items[max(0, k - _PART) : k])]  # "in the south of X"
    free = [ids[k] for k in ids if ways[k] not in ("within", "beside", "near", "via") and k not in parts]
    return missing, sum(not any(scene.alike(ident, end) for end in ends) for ident in free)


def later(sentence: Sentence, i: int, origin: str, target: str, scene: Scene) -> bool:
    """Tell whether both ends stand after a figure with another name before them: "1,511 km long to A, from where by ship to B and C"."""
    named = [(k, scene.alike(id, origin) or scene.alike(id, target)) for k, id in scene.named(sentence)]
    return bool(named) and not any(end for k, end in named if k < i) and not next((end for k, end in named if k > i), True)


def couple(sentence: Sentence, i: int, scene: Scene) -> tuple[str, str] | None:
    """Return the only two places that a sentence names, when they stand before a figure that is the only one in it."""
    ids = scene.hung(sentence)[0]
    figured = sum(item.unit != "" for item in sentence.items)
    found: list[str] = []
    for k, ident in ids.items():
        if k < i and not any(scene.alike(ident, other) for other in found):
            found.append(ident)
            if len(found) > _SEVERAL:
                return None
    return (found[0], found[1]) if figured == 1 and len(found) == _SEVERAL and max(ids) < i else None


def strange(sentence: Sentence, i: int, origin: str, target: str, scene: Scene) -> list[int]:
    """Return the items of names that nobody knows and that stand nearer before a figure than its ends: it may be of one of them."""
    ends = (origin, target.rpartition(":")[2])
    at = [k for k, ident in scene.named(sentence) if k < i and any(ident == end or scene.alike(ident, end) for end in ends)]
    return [k for k in range(max(at) + 1, i) if stranger(sentence.items, k) and not _by_the_way(sentence.items, k)] if at else []


def _by_the_way(items: list[Item], k: int) -> bool:
    """Tell whether a name is told as lying on a way, or beside it: "through X", "near X"."""
    return k > 0 and items[k - 1].value("prep.") in ("via", "near")


def meant(sentence: Sentence, i: int, leg: str, scene: Scene) -> bool:
    """Tell whether the sentence before tells of the leg, and of no other by the means that the words at a figure name."""
    before = [told for told in scene.told(sentence.span.start) if 0 <= sentence.span.start - told.span.end <= _NEXT]
    mode = spoken(sentence.items, i)
    return mode != "" and [told.id for told in before if told.mode == mode] == [leg]


def single(sentence: Sentence, scene: Scene) -> bool:
    """Tell whether a sentence tells of one leg at the most."""
    return len(scene.legs_in(sentence)) <= 1


def said(sentence: Sentence, i: int, origin: str, target: str, scene: Scene, *, way: bool) -> Said:
    """Return which of the two ends of a figure its sentence names, "" where the other may be no named place at all.

    It may be where a name that nobody knows, or a place without one, is spoken of before the figure; for a ``way``, only where its own
    sentence has such a name: the others are of legs that are told.
    """
    before = not way and ((sentence.index - scene.strange <= _LATELY and scene.strange >= 0) or _nameless(sentence.items))
    before = before or (not way and _of_noun(sentence.items))
    if before or any(stranger(sentence.items, k) for k in range(i)):
        return ""
    named = [ident for _, ident in scene.named(sentence)]
    first, second = (end.endswith(":*") or _one_of(named, end.rpartition(":")[2], scene) for end in (origin, target))
    if not (first or second):
        return "" if scene.hung(sentence)[0] else "neither"
    return "" if first == second else "origin" if first else "target"


def _one_of(named: list[str], end: str, scene: Scene) -> bool:
    """Tell whether an end is one of the names with these ids, or can be the place of one."""
    return any(ident == end or scene.alike(ident, end) for ident in named)


def _nameless(items: list[Item]) -> bool:
    """Tell whether a sentence speaks of a place without a name: "a village 20 km from B", "the depot"."""
    beside = [{m.kind for m in items[max(0, k - 2) : k + 3]} for k, item in enumerate(items) if "word.feature" in item.tags]
    return any("t" not in kinds for kinds in beside)


def _of_noun(items: list[Item]) -> bool:
    """Tell whether what lies somewhere is a noun that may be no place named before: "the volcano lies 65 km north of B"."""
    return any("claim.lies" in item.tags and word.kind == "w" and not word.tags for word, item in pairwise(items))


def headed(sentence: Sentence, i: int) -> bool:
    """Tell whether a name that nobody knows is what a figure is said of: "X lies five kilometres from B"."""
    items = sentence.items
    lies = next((k for k in range(i - 1, -1, -1) if "claim.lies" in items[k].tags), -1)
    return any(stranger(items, k) and all(m.kind == "p" for m in items[k + 1 : lies]) for k in range(lies))


def hung(items: list[Item], k: int) -> bool:
    """Tell whether a name hangs on a preposition that leads to an end of a way."""
    return k > 0 and items[k - 1].value("prep.") in _ENDS


def loose(items: list[Item], i: int) -> bool:
    """Tell whether the way of a figure may be another one than was read: it is a part of one, or a name that nobody knows is an end."""
    if parted(items, i):
        return True
    return any(stranger(items, k) and items[k - 1].value("prep.") in ("from", "to") for k in range(1, i))


def parted(items: list[Item], i: int) -> bool:
    """Tell whether a figure is a part of a way: "the last 80 km", "of which 443 km lie in A", "the rest, some 340 km"."""
    before = items[max(0, i - _PART) : i]
    which = any("word.relative" in item.tags and prep.value("prep.") in (*OF, "from") for prep, item in pairwise(before))
    return which or any("claim.part" in item.tags for item in before)


def stranger(items: list[Item], k: int) -> bool:
    """Tell whether a word is a name that no gazetteer knows and not that of a speaker."""
    toponym = items[k].toponym
    if toponym is not None:
        return not toponym.candidates
    if k == 0 and items[k].kind == "w" and not items[k].tags and len(items) > 1 and "claim.lies" in items[1].tags:
        return True  # its capital letter tells nothing, but something lies there: "Zadvinar lies 60 km from B"
    first = next((n + 1 for n in range(k - 1, max(-1, k - _SAID - 1), -1) if "word.relative" in items[n].tags), max(0, k - _SAID))
    near = items[first : k + _SAID + 1]  # "a paper wrote that X lies …": X does not speak
    return "word.name" in items[k].tags and not any("word.said" in item.tags or "word.person" in item.tags for item in near)
