"""Anchors: what the words right around a distance bind it to, a place, a border, a coast, a direction."""

from __future__ import annotations

from dataclasses import dataclass

from routes.extraction.conversions import converted
from routes.extraction.prepositions import FROM, TO
from routes.extraction.scenes import Scene
from routes.extraction.sentences import Item, country, sea
from routes.text import DASHES

_AHEAD = 12  # items after a figure in which its anchor may stand
_VERB = 2  # items after a figure among which the verb stands that it is the subject of
_LED = 4  # items before a border among which the preposition stands that leads to it
_HEADED = frozenset({"word.det", "word.definite", "word.feature", "word.name", "claim.fluff", "date.part", "word.town"})
_HEAD = 2  # items before a border that heads its sentence


@dataclass(slots=True)
class Anchor:
    """What the words around a figure tell: its ends, the first one where it is told, a direction, what was measured, up to which item."""

    target: str = ""
    origin: str = ""
    direction: str = ""
    basis: str = ""
    kind: str = ""
    last: int = 0
    onward: bool = False  # "500 km to X": a way covered, not a position
    unknown: bool = False  # the figure is bound to a name that nobody knows


def ahead(items: list[Item], i: int, scene: Scene) -> Anchor | None:  # noqa: PLR0912 - one branch for each kind of word
    """Read what follows the figure at ``items[i]``: "(180 miles) north-east of Krasnodar", "from the Ukrainian border"."""
    beside = _with_edge(items, i)
    if beside is not None:
        return beside
    found = Anchor(last=i)
    bound = spare = 0
    j = i + 3 if _shared(items, i) else _after(items, i)
    while j < len(items) and j <= i + _AHEAD:
        item = items[j]
        if item.has("direction.") and item.kind != "t":
            found.direction = item.value("direction.") or found.direction
            found.last = j
        elif item.kind == "t":
            return _name(items, j, found) if (bound or found.direction) and not of_next(items, i, j) else None
        elif "word.there_from" in item.tags:
            found.target, found.last = "there", j
            return found
        elif bound and edge_of(item):
            return None if _stretch(items, i, bound, found) else _edge(items, j, found)
        elif bound and "word.capital" in item.tags and not any(_place(m) for m in items[j + 1 : j + 2]):  # but "the capital Kyiv"
            after = items[j + 1] if j + 1 < len(items) else None
            state = after.toponym if after is not None and after.toponym is not None and country(after.toponym) else None
            found.target, found.last, found.kind = f"capital:{state.id}" if state else "capital", j, ""
            if after is not None and after.kind == "w" and not after.tags and after.key.isalpha():
                found.target, found.unknown = "", True  # "the Panamanian capital", by an adjective that nobody knows
            return found
        elif bound and "word.there_noun" in item.tags:
            return _noun(items, j, found, scene)
        elif bound and ("word.there" in item.tags or ("word.port" in item.tags and not any(m.kind == "t" for m in items[j + 1 : j + 4]))):
            found.target, found.last = "here", j
            return found
        elif item.has("basis."):
            found.basis, found.last = item.value("basis."), j
        elif item.has("claim.anchor") or item.value("prep.") in ("near", "of", "to"):
            bound = bound or j
            found.onward = item.value("prep.") in ("to", "dest")
        elif item.kind == "q" or item.key in "()«»“”\"'":
            if item.kind == "q" and items[j - 1].key != "(":
                break
        elif _passed(items, j):
            pass
        elif bound and "word.name" in item.tags:
            found.unknown, found.last = True, j
            return found
        elif j == i + 1 and _behind_front(items, j):
            bound = j
        elif bound and item.kind == "w" and spare < 3 and not item.has("motion.") and not item.has("word.clause"):
            spare += 0 if "word.feature" in item.tags else 1
        else:
            break
        j += 1
    described = any(
        "word.feature" in items[k].tags and items[k + 1].value("prep.") == "of" for k in range(bound + 1, min(j, len(items)) - 1)
    )
    found.unknown = bound > 0 and described  # "from the city of the two seas"
    return found if found.direction or found.basis or found.unknown else None


def _passed(items: list[Item], j: int) -> bool:
    """Tell whether a word may stand between a figure and the place that it is counted from, saying nothing of it: "of the capital X"."""
    item = items[j]
    said = item.has("claim.fluff") or "word.det" in item.tags or item.has("bound.")
    return said or ("word.capital" in item.tags and any(map(_place, items[j + 1 : j + 2])))


def _behind_front(items: list[Item], j: int) -> bool:
    """Tell whether a word that means nothing else leads to a front line: "200 km behind the front"."""
    after = [m for m in items[j + 1 : j + 1 + _HEAD] if "word.det" not in m.tags]
    return items[j].kind == "w" and not items[j].tags and bool(after) and edge_of(after[0]) == "front"


def _stretch(items: list[Item], i: int, bound: int, found: Anchor) -> bool:
    """Tell whether a figure is a part of a border: "fires along 15 km of the front", but not "within 15 km of the front"."""
    whole = items[bound].value("prep.") == "of" and bound == i + 1 and not found.direction
    return whole and not any(m.has("hedge.less_than") for m in items[max(0, i - _LED) : i])


def _after(items: list[Item], i: int) -> int:
    """Return where the words after a figure begin, the same in a second unit aside: "217 miles, or 350 km, from B"."""
    k = converted(items, i)
    if not k or items[i + 1].key in ("(", "["):
        return i + 1
    return k + 2 if k + 1 < len(items) and items[k + 1].kind == "p" else k + 1


def _with_edge(items: list[Item], i: int) -> Anchor | None:
    """Read a border or a coast and the place beside it that a figure lies between, wherever the figure stands."""
    return _parted(items, i) or _between(items, i) or _joined(items, i) or _on_to_edge(items, i)


def _parted(items: list[Item], i: int) -> Anchor | None:
    """Read what a figure parts from what: "only 60 km separate the town from the Polish border"."""
    if not any("claim.apart" in item.tags and not item.has("prep.") for item in items[i + 1 : i + 1 + _VERB]):
        return None
    named, edge = "", -1
    for j in range(i + 1, min(len(items), i + 1 + _AHEAD)):
        item, led = items[j], any(m.value("prep.") in FROM for m in items[max(i, j - _LED) : j])
        if item.kind in ("q", "p"):
            return None
        if led and edge_of(item):
            return _edge(items, j, Anchor(origin=named))
        if led and _state(item) and not any(edge_of(m) for m in items[j + 1 : j + _LED]):
            return _name(items, j, Anchor(origin=named))
        if led and edge >= 0 and _place(item):  # "1,200 km separate the border from the town"
            return _edge(items, edge, Anchor(origin=_place(item)))
        edge = j if edge_of(item) else edge
        named = named or _place(item)
    return None


def _joined(items: list[Item], i: int) -> Anchor | None:
    """Read what lies apart by a figure after both: "the town and the Polish border are 60 km apart"."""
    if not any("claim.apart" in m.tags and m.value("prep.") != "between" for m in items[max(0, i - _LED) : i + 1 + _LED]):
        return None
    first = next((k + 1 for k in range(i - 1, -1, -1) if items[k].kind in "qp"), 0)
    joint = next((k for k in range(i - 1, first, -1) if "word.and" in items[k].tags), first)
    sides = items[first:joint], items[joint + 1 : i]
    lines = [[m for m in side if edge_of(m)] for side in sides]
    heads = all(m.kind == "t" or m.tags.keys() <= _HEADED for m in sides[0])
    if not heads or bool(lines[0]) == bool(lines[1]):
        return None
    side = sides[0] if lines[1] else sides[1]
    named = next((_place(m) for m in side if _place(m)), "")
    found = _edge(items, next(k for k in range(first, i) if edge_of(items[k])), Anchor(origin=named))
    found.last = i
    return found if named else None


def _between(items: list[Item], i: int) -> Anchor | None:
    """Read "between A and the Polish border", before or after a figure."""
    for k in (*range(i - 1, max(-1, i - 1 - _AHEAD), -1), *range(i + 1, min(len(items), i + 1 + _LED))):
        if items[k].value("prep.") != "between":
            continue
        both = items[k + 1 : k + 1 + _AHEAD]
        end = next((n for n, m in enumerate(both) if m.kind in ("q", "p")), len(both))
        joint = next((n for n, m in enumerate(both[:end]) if "word.and" in m.tags), end)
        named = next((_place(m) for m in both[:end] if _place(m)), "")
        edge = next((k + 1 + n for n, m in enumerate(both[:end]) if edge_of(m)), 0)
        if joint < end and named and edge:
            found = _edge(items, edge, Anchor(origin=named))
            found.last = max(found.last, i)
            return found
    return None


def _on_to_edge(items: list[Item], i: int) -> Anchor | None:
    """Read "60 km from A to the Polish border"."""
    start = next((k for k in range(i + 1, min(len(items), i + 1 + _VERB)) if items[k].value("prep.") in FROM), 0)
    named = next((k for k in range(start + 1, min(len(items), start + _LED)) if _place(items[k])), 0) if start else 0
    onward = next((k for k in range(named + 1, min(len(items), named + 1 + _VERB)) if items[k].value("prep.") in TO), 0) if named else 0
    edge = next((k for k in range(onward + 1, min(len(items), onward + 1 + _LED)) if edge_of(items[k])), 0) if onward else 0
    whole = edge > 0 and not any(m.kind in "qp" or "word.and" in m.tags for m in items[i + 1 : edge])
    return _edge(items, edge, Anchor(origin=_place(items[named]))) if whole else None


def _state(item: Item) -> bool:
    return item.toponym is not None and country(item.toponym) and "demonym" not in item.toponym.cues


def _place(item: Item) -> str:
    """Return the id of a place that an item names, "" for a country and for what names none."""
    return item.toponym.id if item.toponym is not None and not country(item.toponym) and not sea(item.toponym) else ""


def of_next(items: list[Item], i: int, k: int) -> bool:
    """Tell whether a name after the figure at ``i`` has a figure of its own: "from A to B it is near, 77 km, from B to C 250"."""
    parted = any(m.kind == "p" and m.key in ",;" for m in items[i + 1 : k])
    after = [m for m in items[k + 1 : k + 3] if not (m.kind == "p" and m.key in "-–—:")]
    return parted and bool(after) and after[0].kind == "q"


def _shared(items: list[Item], i: int) -> bool:
    """Tell whether a figure shares what follows with the next one: "66 and 55 km from X"."""
    if i + 2 >= len(items) or "word.and" not in items[i + 1].tags:
        return False
    first, second = items[i].quantity, items[i + 2].quantity
    return first is not None and second is not None and first.unit == second.unit != ""


def behind(items: list[Item], i: int) -> Anchor | None:
    """Read a border or a coast that stands before the figure at ``items[i]``: "To the Polish border it is 35 km from here".

    ``onward`` tells that a preposition binds it; otherwise it heads the sentence: "The border with Poland is 35 km from here".
    """
    moves = False
    for j in range(i - 1, max(-1, i - _AHEAD), -1):
        item = items[j]
        moves = moves or item.has("motion.") or item.has("travel.")
        onward = j > 1 and items[j - 1].value("prep.") in TO and not edge_of(items[j - 2])
        if onward and item.toponym is not None and not country(item.toponym):
            return None  # "it is a stone's throw to the border, and 180 km to B"
        if item.kind == "q" or item.key in (";", ":"):
            return None
        if (_state(item) or (item.toponym is not None and sea(item.toponym))) and _said_of(items, j, i):
            return _name(items, j, Anchor(last=i))
        if edge_of(item):
            before = items[max(0, j - 3) : j]
            bound = any((m.has("claim.anchor") or m.has("prep.")) and not (m is items[0] and "word.det" in m.tags) for m in before)
            led = next((m for m in reversed(before) if "word.det" not in m.tags), item)
            if "word.sea" in item.tags and led.value("prep.") not in ("to", "at_to") and not _said_of(items, j, i):
                return None
            found = _edge(items, j, Anchor())
            found.last, found.onward = i, bound
            opens = next((k for k in range(j - 1, -1, -1) if _opens(items[k])), -1)
            near = not bound and _beside(items, j, i)  # "the town touches the border, three kilometres away"
            return found if (bound and not moves) or (not bound and j - opens - 1 <= _HEAD) or near else None
    return None


def _opens(item: Item) -> bool:
    """Tell whether a clause may begin after an item: a mark, "said", "that"."""
    return (item.kind == "p" and item.key in ":;,") or "word.said" in item.tags or "word.clause" in item.tags


def _said_of(items: list[Item], j: int, i: int) -> bool:
    """Tell whether a clause opens with a state or a sea and only says how far it is: "Poland is 60 km away", "La Pologne est à 60 km"."""
    opens = next((k for k in range(j - 1, -1, -1) if items[k].kind == "p" and items[k].key in ":;,"), -1)
    between = items[j + 1 : i]
    lies = any("claim.copula" in m.tags or "claim.lies" in m.tags or m.value("motion.") == "be.any" or m.key in DASHES for m in between)
    quiet = all(m.kind in "wp" and not edge_of(m) and m.value("prep.") in ("", "at", "at_to") for m in between)
    bare = all("word.det" in m.tags for m in items[opens + 1 : j]) or "word.sea" in items[j].tags
    return lies and quiet and bare and len(between) <= _LED and not any(_place(m) for m in items[i + 1 : i + 1 + _LED])


def _beside(items: list[Item], j: int, i: int) -> bool:
    """Tell whether a figure stands right after the border at ``items[j]``, whose it is aside."""
    after = [m for m in items[j + 1 : i] if m.kind != "t"]
    marked = any(m.kind == "p" for m in after)
    return marked and all(m.kind == "p" or m.has("prep.") or m.has("hedge.") or m.has("claim.fluff") or "word.det" in m.tags for m in after)


def _noun(items: list[Item], j: int, found: Anchor, scene: Scene) -> Anchor:
    """Read "from the port (of X)", "from the X-ian port"; a noun that other words tell more of is none that was named before."""
    for k in range(j + 1, min(len(items), j + 4)):
        if items[k].kind == "t":
            return _name(items, k, found) or found
        told_more = items[k].kind == "w" and not items[k].tags and k == j + 1 and items[k].key.isalpha()
        if told_more or (k > j + 1 and items[k - 1].has("prep.of") and items[k].kind in ("w", "q") and "word.det" not in items[k].tags):
            found.target, found.last = scene.adjective(items[k]), k
            found.unknown = not found.target
            return found
        if not (items[k].has("prep.") or "word.det" in items[k].tags):
            break
    found.target, found.last = "here", j
    return found


def _name(items: list[Item], j: int, found: Anchor) -> Anchor | None:
    """Read the name that a figure is bound to: a place, or the state whose border, coast or capital follows."""
    toponym = items[j].toponym
    assert toponym is not None
    for k in range(j + 1, min(len(items), j + 4)):
        item = items[k]
        if edge_of(item):
            return _edge(items, k, found)
        if "word.capital" in item.tags:
            found.target, found.last = f"capital:{toponym.id}", k
            return found
        if (item.kind == "p" and item.key not in "-–'’") or item.has("prep.") or item.has("motion."):
            break
    if sea(toponym):
        if any("word.port" in item.tags for item in items[j + 1 : j + 3]):  # "from the Red Sea harbour"
            found.target, found.last = "here", j
        else:
            found.kind, found.target, found.last = "point-to-coast", "coast:*", j
        return found
    found.target, found.last = toponym.id, j
    if found.direction == "" and _state(items[j]) and not found.onward:
        name = "coast" if any("claim.shore" in m.tags for m in items[max(0, j - 2) : j]) else "border"
        found.target, found.kind = f"{name}:{toponym.id}", f"point-to-{name}"
    return found


def edge_of(item: Item) -> str:
    """Return what kind of line a word names: "border", "coast" (the sea's edge too), "front", or ""."""
    if "word.sea" in item.tags:
        return "coast"
    return next((name for name in ("border", "coast", "front") if f"word.{name}" in item.tags), "")


def _verbal(item: Item) -> bool:
    """Tell whether a word parts a name from the border after it: "Ukrainian border" is one, "Erlian touches the border" is not."""
    return item.has("prep.") or item.has("motion.") or "claim.lies" in item.tags


def _edge(items: list[Item], j: int, found: Anchor) -> Anchor:
    """Read whose border or coast is meant: "the Ukrainian border", "the border with Ukraine", "the border"; a front line is nobody's."""
    name = edge_of(items[j])
    if name == "front":
        found.kind, found.target, found.last = "point-to-line", "front:*", j
        return found
    found.kind, found.last = f"point-to-{name}", j
    near = [k for k in range(max(0, j - 3), j) if items[k].kind == "t" and not any(_verbal(m) for m in items[k + 1 : j])]
    near = [k for k in near if not found.origin or _place(items[k]) != found.origin]  # whose border is told is not what is parted from it
    after = []
    for k in range(j + 1, min(len(items), j + 7)):
        if items[k].kind == "t":
            after.append(k)
            break
        if items[k].kind in ("p", "q") or items[k].has("motion."):
            break
    both = near + after
    if both:
        k = both[-1] if after and len(near) == 0 else near[-1]
        if len(near) == 1 and after and "prep.with" in items[after[0] - 1].tags:
            k = after[0]
        toponym = items[k].toponym
        assert toponym is not None
        found.target, found.last = f"{name}:{toponym.id}", max(j, k)
    else:
        found.target = f"{name}:*"
    return found
