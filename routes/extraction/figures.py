"""Figures as claims: which ones measure a journey, their hedges and bounds, and the claim made of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from routes.errors import UnknownValue
from routes.extraction import anchors, ends, marks, reading
from routes.extraction.anchors import Anchor
from routes.extraction.conversions import converted, converts, nights, second
from routes.extraction.lexicon import load
from routes.extraction.numbers import TIME_UNITS, Quantity, interval
from routes.extraction.prepositions import AT, OF
from routes.extraction.scenes import Scene
from routes.extraction.sentences import Item, Sentence
from routes.model import Claim, ClaimKind, Comparator, Span
from routes.units import MILE, to_si

ROUTES = frozenset({"road", "rail", "sea", "river", "pipeline"})
_WAYS = ("route-length", "duration")
SHORT = frozenset({"m", "ft"})  # units that measure things rather than journeys
_SAME = 0.02  # share by which a figure and its conversion differ through rounding
_OWNS = frozenset({"of", "of_from", "with"})  # how a length is told of what has it
_ARTICLE = 2  # items of an article and its preposition
_NEAR, _CLAUSE = 4, 7  # items before a figure that say what it measures
_PARTS = '«»“”„"‘’;'  # marks after which other things are told
_NEGATED = 4  # items before a bound among which the "not" stands that governs it
_HEDGED = 6  # items behind a figure among which its hedge stands
_OPPOSITES = {"more_than": "less_than", "less_than": "more_than"}
_COMPARATORS = ("about", "more_than", "less_than", "exact")


@dataclass(slots=True)
class Found:
    """A claim with the sentence it stands in."""

    claim: Claim
    sentence: int
    item: int


def barred(items: list[Item], i: int) -> bool:
    """Tell whether a figure measures a thing: a width, a range, a speed, a zone, or converts the figure before it."""
    quantity = items[i].quantity
    assert quantity is not None
    if converts(items, i) or nights(items, i):
        return True
    if i and "claim.every" in items[i - 1].tags:
        return True  # "every 30 km a checkpoint"
    after = items[i + 1 : i + 3]
    if after and after[0].kind == "p":  # "in under five hours; a year ago …"
        after = after[:1]
    per = bool(after) and after[0].key == "/" and not converted(items, i)  # "217 miles/350 km" is no speed
    if any("claim.rate" in item.tags for item in after) or per or (after and after[0].key in ("²", "³", "%", "$", "€")):
        return True
    length = quantity.unit not in TIME_UNITS
    if not length:
        return False
    led = bool(after) and ("claim.long" in after[0].tags or after[0].value("prep.") in OF)  # "4 km de large", "ein 60 km langer Stau"
    after = items[i + 1 : i + 3] if led else after[:1]
    window = [items[i], *_before(items, i, _NEAR), *after]  # "on broad gauge from A, 86 km further east" tells no width
    return any("claim.other" in item.tags or "claim.queue" in item.tags for item in window) or _of_thing(items, i)


def _before(items: list[Item], i: int, reach: int) -> list[Item]:
    """Return the items before a figure, no name and no mark that parts them from it among them."""
    end = max(-1, i - 1 - reach)
    return items[next((k + 1 for k in range(i - 1, end, -1) if items[k].kind == "t" or items[k].key in _PARTS), end + 1) : i]


def own(items: list[Item], i: int) -> bool:
    """Tell whether a figure that stands beside no name is something's own: how far a blast is heard, a front moved, oil has spread."""
    after = next((k for k in range(i + 1, min(len(items), i + 1 + _NEAR)) if items[k].kind != "w"), min(len(items), i + 1 + _NEAR))
    return any("claim.own" in item.tags for item in [*_before(items, i, _CLAUSE), *items[i + 1 : after]])


def _long_of(items: list[Item], i: int) -> Item | None:
    """Return what a word of length before a figure is said of: "поезда длиной 2,5 км", "pociągi o długości 2,5 km"."""
    k = next((k for k in range(i - 1, -1, -1) if not items[k].has("hedge.")), 0)
    if k < 1 or not items[k].has("claim.long"):
        return None
    return items[k - 2] if k > 1 and len(items[k - 1].key) == 1 else items[k - 1]


def height(items: list[Item], i: int) -> bool:
    """Tell whether a figure is how high or deep something is: "from A to B at 11,000 metres", "the pass (4,739 feet)"."""
    quantity, before = items[i].quantity, items[i - 1] if i else None
    short = quantity is not None and quantity.unit in SHORT
    return short and before is not None and (before.key == "(" or before.value("prep.") in AT)


def _of_thing(items: list[Item], i: int) -> bool:
    """Tell whether a figure is the length of a train, a queue or a bridge and not of a way: "a 2.5 km-long train", "a convoy of 60 km"."""
    owner = items[i - 2] if i > 1 and items[i - 1].value("prep.") in OF else None
    if owner is not None and not owner.tags and i > 2:
        owner = items[i - 3]  # "um comboio militar de 60 km"
    owner = _long_of(items, i) or owner
    if (owner is not None and ("word.convoy" in owner.tags or _vehicle(owner))) or _of_structure(items, i):
        return True
    if not any("claim.long" in item.tags for item in items[max(0, i - 2) : i + 2]):
        return False
    near = [*items[max(0, i - 6) : i], *items[i + 1 : i + 5]]
    thing = any(_structure(item) or "word.convoy" in item.tags or _vehicle(item) for item in near)
    return thing and not any("word.line" in item.tags or "word.way" in item.tags for item in near)


def _structure(item: Item) -> bool:
    bridge = item.toponym is not None and any(c.feature_code == "BDG" for c in item.toponym.candidates[:1])
    return bridge or "claim.structure" in item.tags


def _of_structure(items: list[Item], i: int) -> bool:
    """Tell whether a figure is how long a bridge or a dam is: "the 19 km bridge", "the bridge of X, 19 km long", not "… 19 km from X"."""
    if i + 1 < len(items) and (
        items[i + 1].value("prep.") not in ("", "between") or items[i + 1].has("direction.") or "claim.away" in items[i + 1].tags
    ):
        return False
    if any(_structure(item) for item in items[i + 1 : i + 2]):
        return True
    k = i - 1
    while k >= 0 and (items[k].key in ",(" or items[k].has("hedge.") or items[k].value("prep.") in _OWNS or items[k].has("claim.length")):
        k -= 1
    k -= 2 if k > 1 and items[k].kind == "t" and items[k - 1].value("prep.") in OF else 0
    led = next((m for m in reversed(items[max(0, k - _ARTICLE) : max(0, k)]) if "word.det" not in m.tags), None)
    return 0 <= k < i - 1 and _structure(items[k]) and not (led is not None and led.has("prep."))


def _vehicle(item: Item) -> bool:
    return item.has("vehicle.") and item.value("vehicle.") != "pipeline" and not item.has("travel.")


def hedge_of(items: list[Item], i: int, quantity: Quantity) -> tuple[Comparator, str, int]:
    """Return comparator, hedge word and the first item of the figure's phrase."""
    first = i
    comparator, word = "exact", ""
    for k in range(i - 1, max(-1, i - 4), -1):
        item = items[k]
        kind = next((name for name in _COMPARATORS if f"hedge.{name}" in item.tags), "")
        if kind:
            if item.has("prep.") and any("word.det" in between.tags for between in items[k + 1 : i]):
                break  # "through a 200 km pipeline" with a word that also means "over"
            first = k
            if comparator == "exact" and kind != "exact":
                comparator, word = kind, item.key
        elif item.key not in '«“"„‘' and "word.det" not in item.tags and not (item.has("prep.at_to") or item.has("claim.fluff")):
            break
    if comparator in _OPPOSITES and _negated(items, first):
        comparator = _OPPOSITES[comparator]  # "is not more than 260 km from B"
    behind = _behind(items, i) if comparator == "exact" else None
    if behind is not None:
        comparator, word = behind.value("bound."), behind.key
    if quantity.low != quantity.high:
        comparator = "range"
    elif quantity.loose and comparator == "exact":
        comparator = "about"
    return cast(Comparator, comparator), word, first


def _negated(items: list[Item], first: int) -> bool:
    """Tell whether a "not" governs a bound, the verb of lying between them: "n'est pas à plus de 260 km", "no está a más de 260 km"."""
    for item in reversed(items[max(0, first - _NEGATED) : first]):
        if "word.not" in item.tags:
            return True
        if not (item.value("prep.") in ("at", "at_to") or "claim.lies" in item.tags or "claim.copula" in item.tags):
            return False
    return False


def _behind(items: list[Item], i: int) -> Item | None:
    """Return the hedge behind a figure: "300 km or more", "300 km'den fazla", "300 km from B, give or take"."""
    for k in range(i + 1, min(len(items), i + 1 + _HEDGED)):
        item, after = items[k], items[k + 1] if k + 1 < len(items) else None
        if item.has("bound."):
            closes = after is None or after.kind == "p"
            counts = after is not None and after.kind == "q"  # "300 km, at least six hours"
            return item if (k == i + 1 and not counts) or (items[k - 1].key == "," and closes) else None
        if item.kind == "q" or (item.kind == "p" and item.key != ",") or item.has("motion."):
            return None
    return None


@dataclass(slots=True)
class Figure:
    """A number with its unit where it stands, and what was said before it."""

    sentence: Sentence
    i: int
    quantity: Quantity
    scene: Scene
    before: Found | None = None

    @property
    def items(self) -> list[Item]:
        """The items of its sentence."""
        return self.sentence.items

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.items[self.i].start

    @property
    def beside(self) -> Found | None:
        """The figure before it in the same sentence."""
        return self.before if self.before is not None and self.before.sentence == self.sentence.index else None

    def claim(
        self, kind: ClaimKind, origin: str, target: str, *, basis: str = "", anchor: Anchor | None = None, last: int = 0, leg: str = ""
    ) -> Claim:
        """Put a claim together: bounds from the words, the same figure in a second unit, the span of its phrase up to item ``last``."""
        items, i, quantity = self.items, self.i, self.quantity
        comparator, hedge, first = hedge_of(items, i, quantity)
        same = second(items, i)
        unit = _mile(quantity, *same) if same else quantity.unit
        low, high = interval(replace(quantity, unit=unit), comparator)
        strange = ends.strange(self.sentence, i, origin, target, self.scene)
        apart = ends.later(self.sentence, i, origin, target, self.scene) or (not anchor and ends.loose(items, i))
        loose = kind in _WAYS and apart
        missing, others = ends.among(self.sentence, i, origin, target, self.scene)
        clear = not (strange or loose or others)
        # The end of a leg tells its beginning, too, and "the crossing" the one that the sentence before tells of.
        told = clear and leg != "" and kind == "duration" and (missing == 1 or ends.meant(self.sentence, i, leg, self.scene))
        understood = missing > 0 and not told
        part = ends.parted(items, i)  # no other figure of a whole than a smaller one contradicts it
        doubtful = kind == "route-length" or (kind == "duration" and self.beside is not None and self.beside.claim.implied)
        return Claim(
            id="",
            span=Span(items[first].start, _end(items, first, i, max(i, last))),
            kind=kind,
            value=quantity.value,
            unit=unit,
            low=low,
            high=high,
            comparator=comparator,
            hedge=hedge,
            origin=origin,
            target=target,
            direction=anchor.direction if anchor and kind != "route-length" else "",  # a way leads there, it does not lie there
            leg=leg,
            basis=basis or (ends.means(items, i) if kind == "duration" else ""),
            converted=same,
            implied=bool(strange) or loose or understood or part,
            bare=missing > 1 and not others,
            sole=clear and not missing and ends.single(self.sentence, self.scene),
            said="" if strange or loose or doubtful or part else ends.said(self.sentence, i, origin, target, self.scene, way=kind in _WAYS),
            stray=any(kind not in _WAYS or ends.hung(items, k) for k in strange),
        )


def _mile(quantity: Quantity, value: float, unit: str) -> str:
    """Return the unit of a figure, which mile it is told by the same figure in metric units: "500 miles (926 km)"."""
    miles = ("mi", "nmi") if quantity.unit == MILE else ("nmi",) if quantity.unit == "mi" else ()
    fits = (mile for mile in miles if unit in ("km", "m") and abs(to_si(value, unit) / to_si(quantity.value, mile) - 1) < _SAME)
    return next(fits, quantity.unit)


def _end(items: list[Item], first: int, i: int, last: int) -> int:
    """Return where the phrase of a figure ends; what it is counted from may stand before it in the text (see `routes.extraction.marks`)."""
    if items[last].start >= items[first].start:
        return items[last].end
    laid = [m.end for m in items[i + 1 : last] if m.start > items[i].start and (m.has("direction.") or "claim.away" in m.tags)]
    return max([items[i].end, *laid])


def spoken(text: str, language: str = "en") -> Claim:
    """Return the figure of a few words as a claim without ends: "about 290 km (180 miles)", "more than two days", "60 km north".

    Raises
    ------
    UnknownValue
        When the words hold no figure with a unit of length or time.
    """
    lexicon = load(language)
    scene = Scene({}, (), frozenset())
    for sentence in marks.forward(text, reading.read(text, lexicon, ()), lexicon):
        for i, item in enumerate(sentence.items):
            if item.quantity is not None and item.quantity.unit and not barred(sentence.items, i):
                kind: ClaimKind = "duration" if item.quantity.unit in TIME_UNITS else "point-to-point"
                anchor = anchors.ahead(sentence.items, i, scene)
                basis = anchor.basis if anchor else ""
                made = Figure(sentence, i, item.quantity, scene).claim(kind, "", "", basis=basis, anchor=anchor)
                return replace(made, implied=False)
    raise UnknownValue(f"There is no figure with a unit in {text!r}; write for example 290 km, 180 miles or two days.")


def apposed(items: list[Item], i: int, *, at: bool = False) -> bool:
    """Tell whether a figure stands set off by a mark, its hedge aside: "to the border, some twelve hours along the highway".

    With ``at`` a preposition may lead it, too: "une A à B, à 170 km".
    """
    k = i - 1
    led = {"word.det", "word.namely", "prep.at", "prep.at_to"} if at else {"word.det", "word.namely"}
    while k > 0 and (items[k].has("hedge.") or not led.isdisjoint(items[k].tags)):
        k -= 1
    return k > 0 and items[k].kind == "p" and items[k].key in ",(:–—"
