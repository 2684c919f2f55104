"""Sentences as the engine sees them: their items, and what the name in one is the name of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from routes.model import SEAS, SMALL_STATE_M

if TYPE_CHECKING:
    from routes.extraction import dates, numbers
    from routes.model import Place, Span, Toponym

_WATER = frozenset({"SEA", "OCN", "GULF", "BAY", "BAYS", "STRT", "CHNM", "SD", "LK", "LKS", "H", "SEAS", "DSRT", "CONT", "CNL"})
_AROUND = frozenset({"ISL", "ISLS", "ATOL", "PEN", "VAL", "MTS", "PLN", "PLAT"})
_TOWN = 50_000  # people of a town that can be meant by the name of a river
_RIVER = frozenset({"STM", "STMI", "RVR", "CNLN"})
_STOPPED = 2  # items of an article and an adjective before a stop
_NEAR_DEG = 0.01
_FEW = 4  # candidates that are looked at
_FEATURES = frozenset({"port", "airport", "base", "station", "harbour", "terminal", "refinery", "depot", "border-crossing"})


@dataclass(slots=True)
class Item:
    """A piece of a sentence. ``kind``: t a toponym, q a quantity, d a date, w words, p a mark."""

    kind: str
    start: int
    end: int
    key: str
    tags: dict[str, str] = field(default_factory=dict)
    toponym: Toponym | None = None
    quantity: numbers.Quantity | None = None
    day: dates.Day | None = None
    done: bool = False  # an unknown word with the ending of a participle: "coladas"
    led_into: bool = False  # a noun with the case of what "in" leads into: "в больницу", not "в больнице"
    heads: frozenset[str] = frozenset()  # the tags up to their first point, point included

    def has(self, tag: str) -> bool:
        """Tell whether there is a tag, or one under a head such as "prep."."""
        return tag in self.heads or tag in self.tags

    @property
    def unit(self) -> str:
        """The unit of a quantity, "" for a bare number and for what is none."""
        return self.quantity.unit if self.quantity is not None else ""

    def value(self, head: str) -> str:
        """Return what follows a head such as "prep." in the first tag under it, "" when there is none."""
        if head not in self.heads:
            return ""
        return next((tag[len(head) :] for tag in self.tags if tag.startswith(head)), "")

    def mode(self, head: str) -> str:
        """Return what `value` does for a head such as "vehicle.", but "" for what can go by any mode."""
        found = self.value(head)
        return "" if found == "any" else found

    @property
    def pronoun(self) -> bool:
        """Whether it is a pronoun that stands by itself, and no article or possessive before a noun."""
        return "word.pronoun" in self.tags and "word.det" not in self.tags

    def retag(self, tags: dict[str, str]) -> None:
        """Set the tags anew."""
        self.tags, self.heads = tags, _heads(tuple(tags))

    def __post_init__(self) -> None:
        if self.tags:
            self.heads = _heads(tuple(self.tags))


@lru_cache(maxsize=8192)
def _heads(tags: tuple[str, ...]) -> frozenset[str]:
    return frozenset(tag[: tag.index(".") + 1] for tag in tags)


@dataclass(slots=True)
class Sentence:
    """A sentence, its items, and its number in the report."""

    index: int
    span: Span
    items: list[Item]


def country(toponym: Toponym) -> bool:
    """Tell whether a name is that of a state, and not of its capital as well (Djibouti, Singapore)."""
    if not toponym.candidates:
        return False
    if "country" in toponym.cues:
        return True
    if toponym.candidates[0].radius_m < SMALL_STATE_M:
        return False  # Curaçao, Malta: one arrives there as in a town
    capital = any(c.feature_code == "PPLC" for c in toponym.candidates[1:_FEW])
    return toponym.candidates[0].feature_code.startswith("PCL") and (not capital or "demonym" in toponym.cues)


def area(toponym: Toponym) -> bool:
    """Tell whether a name is that of a state, a province or a region."""
    return bool(toponym.candidates and toponym.candidates[0].feature_code.startswith(("PCL", "ADM", "RGN")))


def spot(toponym: Toponym) -> bool:
    """Tell whether a name is that of a place that something can leave: no water, and no area that bears no town's name."""
    town = any(c.feature_code.startswith("PPL") for c in toponym.candidates[:_FEW])
    return not (water(toponym) or country(toponym)) and (town or not area(toponym))


def isle(toponym: Toponym) -> bool:
    """Tell whether a name is that of an island, a valley or a range: a place can lie in it."""
    return bool(toponym.candidates) and toponym.candidates[0].feature_code in _AROUND


def water(toponym: Toponym) -> bool:
    """Tell whether a name is that of a sea, a river, a desert, a continent: one crosses it and does not arrive there."""
    code = toponym.candidates[0].feature_code if toponym.candidates else ""
    if code == "CNL" and any(c.feature_code.startswith("PPL") and c.population >= _TOWN for c in toponym.candidates[1:_FEW]):
        return False  # Suez, Panama: the canal bears the name of a city
    return code in _WATER or ("sea" in toponym.cues and not code.startswith(("PPL", "PRT", "ADM")))  # Walvis Bay is a town


def sea(toponym: Toponym) -> bool:
    """Tell whether a name is that of a sea and of no town: a distance from it is one from its coast."""
    named = toponym.candidates[:_FEW]
    return bool(named) and named[0].feature_code in SEAS and not any(c.feature_code.startswith("PPL") for c in named)


def river(toponym: Toponym) -> bool:
    """Tell whether a name is that of a river, and not of a town as well: one goes along it and does not arrive there."""
    named = toponym.candidates[:_FEW]
    town = any(c.feature_code.startswith("PPL") and c.population >= _TOWN for c in named[1:])
    return bool(named) and named[0].feature_code in _RIVER and not town


def barred(toponym: Toponym) -> bool:
    """Tell whether a name stands for a government, a person, is an aside, or only describes ("Russian-flagged")."""
    cues = toponym.cues
    if "metonym" in cues or "person" in cues or "aside" in cues:
        return True
    return "demonym" in cues and not any(cue in _FEATURES for cue in cues)


def adjective(items: list[Item], k: int) -> bool:
    """Tell whether the name at ``items[k]`` is only the adjective of a country before a noun: "zur britischen Station Rothera"."""
    toponym = items[k].toponym
    return toponym is not None and barred(toponym) and k + 1 < len(items) and items[k + 1].kind == "w" and not items[k + 1].has("prep.")


def halted(items: list[Item], i: int) -> bool:
    """Tell whether a noun is a stop that a way is made with: "reached B with a stop at C", "mit einer Zwischenlandung in C"."""
    return any(item.value("prep.") == "with" or "word.after" in item.tags for item in items[max(0, i - _STOPPED - 1) : i])


def same(a: Toponym, b: Toponym) -> bool:
    """Tell whether two names can be of one place: the same best candidate, or the same letters."""
    if a.id == b.id:
        return a.surface == b.surface
    if a.candidates and b.candidates:
        first = a.candidates[0]
        if _one(first, b.candidates[0]):
            return True
        return a.surface[:4].casefold() == b.surface[:4].casefold() and any(_one(first, c) for c in b.candidates[:5])
    return a.root == b.root if a.root and b.root else a.surface.casefold() == b.surface.casefold()


def _one(a: Place, b: Place) -> bool:
    """Tell whether two candidates are one place; compared millions of times in a long list, so the cheap tests come first."""
    return a is b or (
        (a.source_id or a.name) == (b.source_id or b.name) and abs(a.lat - b.lat) < _NEAR_DEG and abs(a.lon - b.lon) < _NEAR_DEG
    )
