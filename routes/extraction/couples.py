"""Couples: each two places that a figure may be said of, with what the words around it tell of them.

The rules choose one couple; `routes.extraction.attribution` has learned from annotated reports how likely it is, and each other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from routes.extraction import ends, pairs
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.sentences import area, barred, country, isle, river, water
from routes.text import DASHES
from routes.units import MILE

if TYPE_CHECKING:
    from routes.extraction.figures import Figure, Found
    from routes.extraction.scenes import Scene
    from routes.extraction.sentences import Item, Sentence
    from routes.model import Claim, Toponym

_WINDOW = 4  # sentences before a figure whose names are looked at
_MOST = 12  # places that are looked at
_FAR = 20  # items, beyond which a name is far
_TWO = 2  # places that a figure lies between
_FEW = 3  # marks, names or figures; more count as so many
_LEGS = 3  # legs told last
_MANY = 50  # legs of a report that are looked at
_HOWS = ("from", "to", "dest", "at", "at_to", "via", "near", "beside", "within", "anchor", "object", "between", "after", "for", "with", "")
_BASES = ("straight", "road", "rail", "sea", "river", "air", "")
_MODES = ("sea", "rail", "road", "air", "river", "pipeline")
_KINDS = ("point-to-point", "route-length", "duration", "")
_UNITS = ("km", "m", "mi", "nmi", "verst", "min", "h", "d", "week", "")
_SAID = ("origin", "target", "both", "neither", "")
_COMPARATORS = ("exact", "about", "more_than", "less_than", "range")
_YEARS = range(1900, 2100)
_NOT_POINTS = frozenset("()[]")
QUOTES = frozenset('«»“”„"')

# Items around a figure whose tags are looked at: from, up to, by how far they stand from it.
ZONES = ((-7, -3), (-3, -1), (-1, 0), (1, 2), (2, 4), (4, 8))
# The same around a name, the last zone being all between the name and the figure.
NAME_ZONES = ((-3, -1), (-1, 0), (1, 2), (2, 4))

_PLACE = (
    "before", "after", "same", "s-1", "s-2", "s-3", "s-4", "next", "near", "names", "figures", "stops", "commas", "brackets",
    "rule.origin", "rule.target", "last.origin", "last.target", "second.end", "leg.origin", "leg.destination", "leg.via",
    "here.origin", "here.destination", "legs", "topic", "spot", "taken", "country", "area", "water", "unknown", "dateline", "demonym",
    "first", "mentions", "nearest.before", "second.before", "nearest.after", "opens", "opens.before", "closes.before", "capital",
    "port", "airport", "isle", "river", "site", "people", "claimed", *(f"by.{mode}" for mode in _MODES),
    *(f"how.{how}" for how in _HOWS),
)  # fmt: skip
COUPLE = (
    "rule", "rule.one", "leg", "leg.back", "leg.last", "leg.here", "leg.mode", "last", "second", "both.here", "both.before", "around",
    "one.here", "dash", "from-to", "to-from", "gap", "next", "chain", "paired", "way", "neither.here", "alone", "close", "claimed",
    *(f"by.{mode}" for mode in _MODES),
)  # fmt: skip
FIGURES = (
    *(f"kind.{kind}" for kind in _KINDS), *(f"unit.{unit}" for unit in _UNITS), *(f"by.{basis}" for basis in _BASES),
    *(f"means.{mode}" for mode in _BASES), *(f"said.{said}" for said in _SAID), *(f"as.{how}" for how in _COMPARATORS),
    "implied", "bare", "sole", "stray", "echo", "direction", "no.origin", "no.target", "names", "names.before", "figures.before",
    "figures.after", "items", "at", "quoted", "bracket", "sentence", "legs.here", "size", "year", "last.time", "last.here", "last.size",
)  # fmt: skip


@dataclass(slots=True)
class Asked:
    """A figure, and the places that it may be said of.

    Attributes
    ----------
    ids
        Of the places: that of the name nearest to the figure.
    figure, places, pairs
        What is told of the figure, of each place and of each two places, of shapes (figure), (places, place), (pairs, pair).
    ends
        The two places of each pair, of shape (pairs, 2), as one goes from one to the other, or as they are named.
    tags, place_tags
        The tags in each of the `ZONES`, and of the `NAME_ZONES` and between for each place.
    drawn
        The figure where it stands, with what the rules made of it.
    """

    ids: list[str]
    figure: npt.NDArray[np.float32]
    places: npt.NDArray[np.float32]
    pairs: npt.NDArray[np.float32]
    ends: npt.NDArray[np.int64]
    tags: list[list[str]]
    place_tags: list[list[list[str]]]
    drawn: Drawn


@dataclass(slots=True)
class Drawn:
    """A figure, the claim that the rules make of it if any, the ones before it, and what the telling was about there."""

    figure: Figure
    claim: Claim | None
    recent: list[Found]
    topic: str
    spot: str
    taken: frozenset[str]


@dataclass(slots=True)
class _Seen:
    """A place that a figure may be said of: its names, and the one nearest to the figure."""

    ident: str
    toponym: Toponym
    sentence: int  # before the figure's: 0 for its own, -1 for the next one
    item: int
    how: str
    mentions: int


def ask(drawn: Drawn, names: Names) -> Asked | None:
    """Return what is known of a figure whose two ends may be other ones; None where it is told to a border or a coast, or names are few."""
    if drawn.claim is not None and (drawn.claim.kind not in _KINDS or ":" in drawn.claim.target):
        return None
    seen = _places(drawn, names)
    if len(seen) < _TWO:
        return None
    told = _Told(drawn, seen, names)
    both = [told.ordered(a, b) for a, b in combinations(range(len(seen)), 2)]
    items, i = drawn.figure.items, drawn.figure.i
    return Asked(
        [one.ident for one in seen],
        np.array(told.figure(), np.float32),
        np.array([told.place(one) for one in seen], np.float32),
        np.array([told.pair(a, b) for a, b in both], np.float32),
        np.array(both, np.int64),
        [_tags(items, i + first, i + last) for first, last in ZONES],
        [_place_tags(drawn.figure, one) for one in seen],
        drawn,
    )


class Names:
    """The names of a report that can be ends, sentence by sentence: item, id, and how each is attached."""

    def __init__(self, sentences: list[Sentence], scene: Scene) -> None:
        self._scene = scene
        self._alike: dict[tuple[str, str], bool] = {}
        self.by_sentence: dict[int, list[tuple[int, str, str]]] = {}
        for sentence in sentences:
            ways = scene.hung(sentence)[1]
            named = [(k, ident, ways.get(k, "")) for k, ident in scene.named(sentence) if _usable(scene, scene.names.get(ident))]
            self.by_sentence.setdefault(sentence.index, []).extend(named)

    def alike(self, a: str, b: str) -> bool:
        """Tell whether two ids are of names that can be of one place; asked for the same two again and again."""
        if (a, b) not in self._alike:
            self._alike[a, b] = self._scene.alike(a, b)
        return self._alike[a, b]

    def around(self, index: int) -> list[tuple[int, int, str, str]]:
        """Return the names before a sentence, nearest first, and those of the next one, with how many sentences before it they stand."""
        far = (*range(1, _WINDOW + 1), -1)
        return [(back, *name) for back in far for name in self.by_sentence.get(index - back, [])[:: 1 if back < 0 else -1]]


def _places(drawn: Drawn, names: Names) -> list[_Seen]:
    """Return the places named in a figure's sentence and before it, nearest first, and those that the rules take for its ends."""
    figure, claim, scene, found = drawn.figure, drawn.claim, drawn.figure.scene, list[_Seen]()
    ways = scene.hung(figure.sentence)[1]
    here = [(0, k, ident, ways.get(k, "")) for k, ident in scene.named(figure.sentence) if _usable(scene, scene.names.get(ident))]
    order = [*sorted(here, key=lambda one: abs(one[1] - figure.i)), *names.around(figure.sentence.index)]
    ruled = [end for end in (claim.origin, claim.target) if end] if claim is not None else []
    told = [end for leg in reversed(scene.told(figure.sentence.span.end)[-_LEGS:]) for end in (leg.destination, leg.origin)]
    order += [(_WINDOW, 0, end, "") for end in (*ruled, *told) if _usable(scene, scene.names.get(end))]
    for apart, k, ident, how in order:
        toponym = scene.names.get(ident)
        one = next((s for s in found if names.alike(s.ident, ident)), None)
        if one is not None:
            one.mentions += 1
        elif toponym is not None and (len(found) < _MOST or ident in ruled):
            found.append(_Seen(ident, toponym, apart, k, how, 1))
    return found


def _usable(scene: Scene, toponym: Toponym | None) -> bool:
    return toponym is not None and not barred(toponym) and toponym.id not in scene.contained


def _tags(items: list[Item], first: int, last: int) -> list[str]:
    return tags_of(items[max(0, first) : max(0, last)])


def tags_of(items: list[Item]) -> list[str]:
    """Return the tags of some items, for one without any what kind it is, a mark by itself."""
    return [tag for item in items for tag in (item.tags or (f"kind.{item.kind}{item.key if item.kind == 'p' else ''}",))]


def _place_tags(figure: Figure, one: _Seen) -> list[list[str]]:
    """Return the tags around a name in the sentence of its figure, and between the two; none for a name that stands before it."""
    if one.sentence != 0:
        return [[] for _ in range(len(NAME_ZONES) + 1)]
    k, i = one.item, figure.i
    around = [_tags(figure.items, k + first, k + last) for first, last in NAME_ZONES]
    return [*around, _tags(figure.items, min(k, i) + 1, max(k, i))]


class _Told:
    """What is told of a figure, of the places around it, and of each two of them."""

    def __init__(self, drawn: Drawn, seen: list[_Seen], names: Names) -> None:
        figure, claim, recent = drawn.figure, drawn.claim, drawn.recent
        self.drawn, self.asked, self.claim, self.seen, self.alike = drawn, figure, claim, seen, names.alike
        self.scene, self.items, self.i = figure.scene, figure.items, figure.i
        self.claims = [one.claim for one in reversed(recent)]
        self.recent = self.claims[:_TWO]
        self.all_legs = self.scene.legs[:_MANY]
        self.legs = self.scene.told(figure.sentence.span.end)[-_LEGS:]
        self.here = [leg for leg in self.legs if leg.span == figure.sentence.span]
        self.last = self.scene.leg_before(figure.start)
        self.ways = [way for way in self.scene.ways if way.start <= figure.start][-_LEGS:]
        self.means = ends.means(self.items, self.i)
        self.paired = pairs.pair(figure.sentence, self.i, self.scene)
        self.inside = [one for one in seen if one.sentence == 0]
        self.before = [one for one in self.inside if one.item < self.i]
        self.after = [one for one in self.inside if one.item > self.i]
        self.earlier = [one for one in seen if one.sentence == 1]
        self.mode = claim.basis if claim is not None and claim.basis not in ("", "straight") else self.means

    def figure(self) -> list[float]:
        """Return what is told of the figure, in the order of `FIGURES`."""
        claim, items, i = self.claim, self.items, self.i
        quantity = self.asked.quantity
        figures = [k for k, item in enumerate(items) if item.quantity is not None and item.quantity.unit]
        marks = [item.key for item in items[:i] if item.kind == "p"]
        opened = sum(m in QUOTES for m in marks)
        comparator = claim.comparator if claim else ""
        last = self.recent[0] if self.recent else None
        return [
            *_one_hot(claim.kind if claim else "", _KINDS), *_one_hot("nmi" if quantity.unit == MILE else quantity.unit, _UNITS),
            *_one_hot(claim.basis if claim else "", _BASES), *_one_hot(self.means, _BASES), *_one_hot(claim.said if claim else "", _SAID),
            *_one_hot(comparator, _COMPARATORS),
            bool(claim and claim.implied), bool(claim and claim.bare), bool(claim and claim.sole), bool(claim and claim.stray),
            bool(claim and claim.echo), bool(claim and claim.direction), bool(claim and not claim.origin), bool(claim and not claim.target),
            min(len(self.inside), 6) / 6, min(len(self.before), 6) / 6, min(sum(k < i for k in figures), _FEW) / _FEW,
            min(sum(k > i for k in figures), _FEW) / _FEW, min(len(items), 50) / 50, i / max(1, len(items)), opened % 2,
            i > 0 and items[i - 1].key == "(", min(self.asked.sentence.index, 10) / 10, min(len(self.here), _FEW) / _FEW,
            float(np.log10(max(quantity.value, 0.1))) / 4, quantity.unit == "" and quantity.value in _YEARS,
            last is not None and last.unit in TIME_UNITS, last is not None and last.span.start >= self.asked.sentence.span.start,
            float(np.clip(np.log10(max(quantity.value, 0.1) / max(last.value, 0.1)), -2, 2)) if last is not None else 0.0,
        ]  # fmt: skip

    def place(self, one: _Seen) -> list[float]:
        """Return what is told of a place, in the order of `_PLACE`."""
        scene, claim, alike = self.scene, self.claim, self.alike
        k, i, here = one.item, self.i, one.sentence == 0
        between = self.items[min(k, i) + 1 : max(k, i)] if here else []
        last, second = (*self.recent, None, None)[:2]
        leg = self.last
        ident, name = one.ident, one.toponym
        code = name.candidates[0].feature_code if name.candidates else ""
        rank = {s.ident: n for n, s in enumerate(sorted(self.before, key=lambda s: -s.item))}.get(ident, -1)
        return [
            here and k < i, here and k > i, here, *(one.sentence == n for n in (1, 2, 3)), one.sentence >= _WINDOW, one.sentence == -1,
            1 / (1 + min(abs(k - i), _FAR)) if here else 0.0,
            min(sum(m.toponym is not None for m in between), _FEW) / _FEW,
            min(sum(m.quantity is not None and m.quantity.unit != "" for m in between), _FEW) / _FEW,
            any(m.key in (";", ":") for m in between), min(sum(m.key == "," for m in between), _FEW) / _FEW,
            any(m.key in _NOT_POINTS or m.key in QUOTES for m in between),
            claim is not None and (claim.origin == ident or alike(claim.origin, ident)),
            claim is not None and (claim.target == ident or alike(claim.target, ident)),
            last is not None and alike(last.origin, ident), last is not None and alike(last.target, ident),
            second is not None and (alike(second.origin, ident) or alike(second.target, ident)),
            leg is not None and alike(leg.origin, ident), leg is not None and alike(leg.destination, ident),
            leg is not None and any(alike(v, ident) for v in leg.via),
            any(alike(x.origin, ident) for x in self.here), any(alike(x.destination, ident) for x in self.here),
            any(alike(x.origin, ident) or alike(x.destination, ident) for x in self.all_legs),
            alike(self.drawn.topic, ident), alike(self.drawn.spot, ident), any(alike(t, ident) for t in self.drawn.taken),
            country(name), area(name), water(name), not name.candidates, "dateline" in name.cues, "demonym" in name.cues,
            bool(scene.order) and alike(scene.order[0].id, ident), min(one.mentions, _FEW) / _FEW,
            rank == 0, rank == 1, bool(self.after) and min(self.after, key=lambda s: s.item) is one,
            bool(self.inside) and min(self.inside, key=lambda s: s.item) is one,
            bool(self.earlier) and self.earlier[-1] is one, bool(self.earlier) and self.earlier[0] is one,
            code == "PPLC", code.startswith("PRT"), code.startswith("AIR"), isle(name), river(name),
            bool(code) and not code.startswith(("PPL", "PCL", "ADM", "RGN")),
            float(np.log10(1 + name.candidates[0].population)) / 7 if name.candidates else 0.0,
            any(alike(c.origin, ident) or alike(c.target, ident) for c in self.claims),
            *(any(x.mode == mode and (alike(x.origin, ident) or alike(x.destination, ident)) for x in self.all_legs) for mode in _MODES),
            *_one_hot(one.how, _HOWS),
        ]  # fmt: skip

    def pair(self, a: int, b: int) -> list[float]:
        """Return what is told of two places, in the order of `COUPLE`."""
        scene, claim = self.scene, self.claim
        first, second = self.seen[a], self.seen[b]
        x, y = first.ident, second.ident
        legs = [leg for leg in self.all_legs if self._joins(leg.origin, leg.destination, x, y)]
        back = [leg for leg in self.all_legs if self._joins(leg.origin, leg.destination, y, x)]
        here = [one for one in (first, second) if one.sentence == 0]
        both = len(here) == 2
        gap = self.items[min(first.item, second.item) + 1 : max(first.item, second.item)] if both else []
        rule = claim is not None and self._are(claim.origin, claim.target, x, y)
        hows = (first.how, second.how)
        chains = [scene.chain(leg) for leg in self.legs if self.alike(leg.destination, y) or self.alike(leg.destination, x)]
        return [
            rule, claim is not None and not rule and any(self.alike(e, o) for e in (claim.origin, claim.target) for o in (x, y)),
            bool(legs), bool(back), self.last is not None and self._are(self.last.origin, self.last.destination, x, y),
            any(self._are(leg.origin, leg.destination, x, y) for leg in self.here),
            any(leg.mode == self.mode for leg in (*legs, *back)) and self.mode != "",
            bool(self.recent) and self._are(self.recent[0].origin, self.recent[0].target, x, y),
            len(self.recent) > 1 and self._are(self.recent[1].origin, self.recent[1].target, x, y),
            both, both and max(first.item, second.item) < self.i, both and first.item < self.i < second.item,
            len(here) == 1, both and len(gap) <= 2 and any(m.key in DASHES for m in gap),
            hows[0] == "from" and hows[1] in ("to", "dest"), hows[1] == "from" and hows[0] in ("to", "dest"),
            1 / (1 + len(gap)) if both else 0.0, abs(a - b) == 1,
            any(self.alike(c, o) for c in chains for o in (x, y)),
            self.paired is not None and self._are(*self.paired[:2], x, y),
            any(self._are(w.origin, w.target, x, y) for w in self.ways), not here, both and len(self.inside) == 2,
            both and len(gap) <= 2, any(self._are(c.origin, c.target, x, y) for c in self.claims),
            *(any(leg.mode == mode for leg in (*legs, *back)) for mode in _MODES),
        ]  # fmt: skip

    def ordered(self, a: int, b: int) -> tuple[int, int]:
        """Return two places as a leg joins them that is told, else as they are named one after the other."""
        first, second = sorted((a, b), key=lambda n: (-self.seen[n].sentence, self.seen[n].item))
        x, y = self.seen[first].ident, self.seen[second].ident
        joined = [any(self._joins(leg.origin, leg.destination, *both) for leg in self.all_legs) for both in ((x, y), (y, x))]
        return (second, first) if joined == [False, True] else (first, second)

    def _joins(self, origin: str, target: str, x: str, y: str) -> bool:
        return self.alike(origin, x) and self.alike(target, y)

    def _are(self, origin: str, target: str, x: str, y: str) -> bool:
        return self._joins(origin, target, x, y) or self._joins(origin, target, y, x)


def _one_hot(value: str, among: tuple[str, ...]) -> list[float]:
    return [float(value == one) for one in among]
