"""Subjects: of which place a figure is said that is bound to another one, "A, which lies 40 km from B"."""

from __future__ import annotations

from collections.abc import Callable

from routes.extraction.scenes import Scene
from routes.extraction.sentences import Item, Sentence, country, same
from routes.model import Toponym

_INSERT = ",(—–"  # marks around what is put in
_QUOTES = "«»“”\"„‘’'"
_INSIDE = frozenset({"near", "at", "within", "beside", "of"})  # how names hang that only tell where another one lies
_ALONG = frozenset({"from", "to", "at_to", "dest", "object"})  # how the ends of a way hang
_BESIDE = 4  # items from a figure's phrase to the name that it is an attribute of
_NO_PLACE = frozenset({"demonym", "metonym", "person"})
_OPENING = 3  # items before a figure that opens its sentence
_REACH = 8  # items after an anchor in which the subject of such a figure stands


def subject(sentence: Sentence, i: int, scene: Scene, target: str, last: int) -> str:
    """Return the place that the figure at item ``i`` is said of, "" when its sentence names none.

    What is put in after a name is said of that name; a verb after the insertion goes on with the name before it; else it is the
    nearest name before the figure, or one that follows the anchor of a figure that opens its sentence.
    """
    items = sentence.items
    aim = scene.names.get(target.rsplit(":", maxsplit=1)[-1])

    def fits(k: int, *, taken: bool = False) -> bool:
        toponym = items[k].toponym
        usable = toponym is not None and scene.usable(toponym) and not (aim and same(toponym, aim))
        return usable and toponym is not None and (taken or toponym.id not in scene.taken)

    k = next((k for k in range(last + 1, min(len(items), last + _BESIDE)) if fits(k)), -1) if _attributive(items[i + 1 : last + 1]) else -1
    k = _between(sentence, _inserted(items, i, fits), last, scene, fits) if k < 0 else k
    capital = _capital(sentence, i, scene) if k < 0 else ""
    if capital and not (aim and scene.alike(capital, aim.id)):
        return capital
    if k < 0:
        k = next((k for k in range(i - 1, -1, -1) if fits(k)), -1)
        head = _aside(items, k, i) if k >= 0 else -1
        k = head if head >= 0 and fits(head) else k
        if k > 1 and _shared(items, i) and "word.and" in items[k - 1].tags and fits(k - 2, taken=True):
            k -= 2  # "A and B are 190 and 660 km from C"
        k = _between(sentence, k, last, scene, fits) if k >= 0 else k
        k = _standing(sentence, k, i, scene, fits) if k >= 0 else _following(sentence, i, last, scene, fits, aimed=aim is not None)
    toponym = items[k].toponym if k >= 0 else None
    return toponym.id if toponym else ""


def event(sentence: Sentence, i: int, scene: Scene, last: int) -> bool:
    """Tell whether a figure bound to a place only says where something happened, to no place that is named.

    "Some 200 km north of B the crew boarded her", "she left A, and was sighted 200 km west of B".
    """
    items = sentence.items
    first = next((k for k in range(i - 1, -1, -1) if not _leading(items[k])), -1)
    if first < 0:  # it opens its sentence
        after = [item for item in items[last + 1 : last + _BESIDE] if not (item.kind == "p" and item.key in _INSERT + _QUOTES)]
        about = any(_taken_up(item) for item in after[:2]) or (len(after) > 1 and _heads(after[0], after[1]))
        return bool(after) and after[0].kind in "wt" and not about
    ids, ways = scene.hung(sentence)
    k = next((k for k in range(i - 1, -1, -1) if k in ids), -1)
    mark = next((n for n in range(i - 1, k, -1) if items[n].kind == "p" and items[n].key not in _QUOTES), k)
    between = items[mark + 1 : i] if k >= 0 else []
    if any("claim.located" in item.tags or "word.relative" in item.tags for item in between):
        return False
    if ways.get(k) == "between" or _clause(items, i, last, along=ways.get(k) in _ALONG):
        return True  # "halfway between A and B, 400 km from A, the lorry …"
    head = _aside(items, k, i) if k >= 0 else -1
    if head >= 0:
        return items[head].toponym is None  # "the plane, which had left A, was 200 km from B"
    moves = any(item.has("motion.") and item.value("motion.") != "be.any" for item in between)
    if ways.get(k) in _ALONG and (moves or any("word.and" in item.tags for item in between)):
        return True  # it is the vehicle that "was stopped 200 km west of B", or "lies" there
    return moves and mark > k and not any("claim.lies" in item.tags for item in between)


def _heads(item: Item, following: Item) -> bool:
    """Tell whether a clause begins with a place of which its verb says something: "à 300 km d'A, B attend"."""
    toponym = item.toponym
    named = toponym is not None and not country(toponym) and _NO_PLACE.isdisjoint(toponym.cues)
    verb = following.has("motion.") or "word.rests" in following.tags or "word.aux" in following.tags or "word.is" in following.tags
    return named and verb and following.kind == "w"


def _clause(items: list[Item], i: int, last: int, *, along: bool) -> bool:
    """Tell whether a figure opens a clause that goes on after its anchor: "they left A for B, but 20 km from B the road was cut"."""
    k = next((k for k in range(i - 1, 0, -1) if not _leading(items[k])), 0)
    joins = "word.and" in items[k].tags or items[k].has("word.clause") or (along and not items[k].tags)  # "doch", "mas"
    if not (items[k].kind == "w" and joins and items[k - 1].kind == "p" and items[k - 1].key in _INSERT):
        return False
    follows = items[last + 1] if last + 1 < len(items) else None
    if follows is None or follows.kind != "w" or "word.and" in follows.tags or follows.has("prep."):
        return False
    return not _taken_up(follows) or (along and "claim.lies" in follows.tags)  # "…, doch 20 km vor B war die Straße gesperrt"


def _aside(items: list[Item], k: int, i: int) -> int:
    """Return the item that a relative clause is said of in which the name at ``k`` stands, where it closes before a figure; -1 for none."""
    mark = next((n for n in range(k - 1, 0, -1) if items[n].kind == "p" and items[n].key in _INSERT), 0)
    close = next((n for n in range(k + 1, i) if items[n].kind == "p" and items[n].key in _INSERT), 0)
    relates = any("word.relative" in item.tags for item in items[mark + 1 : mark + 3]) or items[mark + 1].has("motion.")
    if close and "word.det" in items[mark + 1].tags:  # "die Maschine, die in A gestartet war, war …"
        relates = relates or any(item.has("motion.") for item in items[max(k, close - 2) : close])
    return mark - 1 if mark > 0 and relates and close else -1


def after(sentence: Sentence, last: int) -> set[str]:
    """Return the ids of the names that follow the anchor of a figure: "80 km north of B lies A"."""
    return {item.toponym.id for item in sentence.items[last + 1 :] if item.toponym is not None}


def _leading(item: Item) -> bool:
    """Tell whether an item may stand before a figure that opens its sentence: "Only some", "A"."""
    return item.has("hedge.") or item.has("prep.") or "word.det" in item.tags or "claim.fluff" in item.tags or item.key in _QUOTES


def _taken_up(item: Item) -> bool:
    """Tell whether a word right after a figure's anchor takes up a place that was named: "60 km from B lies it", "…, the town has"."""
    return bool(item.pronoun or {"claim.lies", "word.there_noun", "word.feature", "word.port", "word.capital"} & item.tags.keys())


def _shared(items: list[Item], i: int) -> bool:
    """Tell whether a figure shares its unit with the next one: "66 and 55 km"."""
    return i + 2 < len(items) and "word.and" in items[i + 1].tags and items[i + 2].quantity is not None


def _attributive(items: list[Item]) -> bool:
    """Tell whether the words of a figure make it an attribute of the name after them: "125 km kuzeydoğusundaki Tihoretsk"."""
    return any("claim.attributive" in item.tags for item in items)


def other(sentence: Sentence, i: int, scene: Scene, named: Toponym) -> str:
    """Return the place before a figure that it is counted from, when the place it is said of follows: "from A to the 25 km distant B"."""
    for item in reversed(sentence.items[:i]):
        if item.toponym is not None and scene.usable(item.toponym) and not same(item.toponym, named):
            return item.toponym.id
    return scene.come_to(sentence, named.id)


def _capital(sentence: Sentence, i: int, scene: Scene) -> str:
    """Return the capital that stands for a name before a figure, "the capital lies only 54 miles from …"; "" when none does."""
    items = sentence.items
    for k in range(i - 1, -1, -1):
        if items[k].toponym is not None or (items[k].kind == "p" and items[k].key not in _QUOTES):
            return ""
        if "word.capital" in items[k].tags:
            beside = any(item.toponym is not None for item in items[max(0, k - 2) : k + 3])
            return "" if beside else scene.capital("", sentence)
    return ""


def _inserted(items: list[Item], i: int, fits: Callable[..., bool]) -> int:
    """Return the item of the name that a figure after a mark is said of, -1 where the mark does not tell."""
    mark = i - 1
    while mark > 0 and not (items[mark].kind == "p" and items[mark].key not in _QUOTES):
        if items[mark].toponym is not None:
            return -1
        mark -= 1
    if mark <= 0 or items[mark].key not in _INSERT:
        return -1
    said = items[mark + 1 : i]
    if any(item.has("motion.") and item.value("motion.") != "be.any" and "claim.lies" not in item.tags for item in said):
        return -1
    hangs = any("claim.located" in item.tags or "word.relative" in item.tags for item in said)
    if not hangs and any("claim.lies" in item.tags or item.has("motion.") for item in said):
        for k in range(mark - 2, 0, -1):  # "San José, in the valley of B, lies 60 km from the coast"
            if items[k].kind == "p" and items[k].key not in _INSERT + _QUOTES:
                break
            if items[k].key in _INSERT and items[k].kind == "p" and fits(k - 1):
                return k - 1
        return -1
    if items[mark - 1].toponym is None:
        return -1
    twins = mark >= 3 and "word.and" in items[mark - 2].tags and fits(mark - 3, taken=True)
    if twins and _shared(items, i):
        return mark - 3  # "A and B, 66 and 55 kilometres away"
    return mark - 1 if fits(mark - 1, taken=hangs) else -1


def _standing(sentence: Sentence, k: int, i: int, scene: Scene, fits: Callable[..., bool]) -> int:
    """Return, for a name that only tells where another one lies, that other one when a verb of position follows."""
    items = sentence.items
    ways = scene.hung(sentence)[1]
    if ways.get(k) not in _INSIDE or not any("claim.lies" in item.tags for item in items[k + 1 : i]):
        return k
    for other in range(k - 1, -1, -1):
        if items[other].kind == "p" and items[other].key in ";:":
            break
        if fits(other) and ways.get(other) == "":
            return other
    return k


def _between(sentence: Sentence, k: int, last: int, scene: Scene, fits: Callable[..., bool]) -> int:
    """Return, for a name halfway to which another one lies, that other one: it stands before, or follows the anchor ("… lies C")."""
    items, ways = sentence.items, scene.hung(sentence)[1]
    first = next((n for n in range(k, -1, -1) if ways.get(n) == "between"), -1)
    if first < 0 or any(m.kind in "qp" for m in items[first:k]) or not midway(items, first):
        return k
    before = (n for n in range(first - 1, -1, -1) if fits(n) and ways.get(n) == "")
    behind = (n for n in range(last + 1, min(len(items), last + _REACH)) if fits(n) and ways.get(n) in ("", "object"))
    return next(before, next(behind, k))


def midway(items: list[Item], a: int) -> bool:
    """Tell whether a "between" before a name only tells where a place lies: "halfway between A and B, 140 km from A"."""
    return any("claim.midway" in m.tags for m in items[max(0, a - _BESIDE) : a])


def _following(sentence: Sentence, i: int, last: int, scene: Scene, fits: Callable[..., bool], *, aimed: bool) -> int:
    """Return the name after the anchor of a figure that opens its sentence, -1 for none.

    It is none where another figure is said of it, or something moves to it: "stopped 60 miles north of A and taken to B". Where the anchor
    is no name (``aimed``), it may be what the way leads to: "it is 600 km from there to A".
    """
    items, ways = sentence.items, scene.hung(sentence)[1]
    opens = i <= _OPENING or all(_leading(item) or "claim.distance" in item.tags for item in items[:i])
    if not opens or any("claim.lies" in item.tags or item.has("motion.") for item in items[:i]):
        return -1
    for k in range(last + 1, min(len(items), last + _REACH)):
        if items[k].has("motion.") and items[k].value("motion.") != "be.any":
            return -1
        if items[k].toponym is not None and fits(k):
            figured = any(item.unit for item in items[k + 1 : k + _REACH])
            led = aimed and ways.get(k) in _ALONG - {"object"}
            return -1 if figured or led else k
    return -1
