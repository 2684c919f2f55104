"""Scenes: what a report has told before a figure, and so what its "there", its "the capital" and its silence mean."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from routes.extraction.attachments import attach
from routes.extraction.sentences import Item, Sentence, area, barred, country, same, water
from routes.model import Leg, Place, Toponym
from routes.text import fold

_RECENT = 60  # names and legs that a figure can refer to
_OPENING = 3  # items of a sentence among which its subject and its verb stand
_LATELY = 250  # characters back to a place that the telling has come to
_STEM = 5  # letters that an adjective shares with the name it is made of
_NAMES = 500  # names among which a capital is looked for


class Way(NamedTuple):
    """Two places that a sentence puts a way between, the number of the sentence, where it begins, and by what it says one goes."""

    sentence: int
    start: int
    origin: str
    target: str
    modes: frozenset[str]


@dataclass(slots=True)
class Scene:
    """What was said before: names in order, legs, and the ends of the claim before."""

    names: dict[str, Toponym]
    legs: tuple[Leg, ...]
    contained: frozenset[str]
    order: list[Toponym] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # names that already serve as the target of a figure
    spot: tuple[int, str] = (-1, "")  # the sentence of the last distance, and the place that "there" means after it
    topic: tuple[int, str] = (-1, "")  # the sentence before, and the place that it is about
    strange: int = -1  # the last sentence with a name that nobody knows, before the one that is read
    ways: list[Way] = field(default_factory=list)  # told without a movement that would make a leg of them
    # What each sentence names, and its possible ends with how each is attached: asked for every figure of it and of the next ones.
    _read: dict[int, tuple[Sentence, list[tuple[int, str]]]] = field(default_factory=dict)
    _hung: dict[int, tuple[Sentence, dict[int, str], dict[int, str]]] = field(default_factory=dict)

    def usable(self, toponym: Toponym | None) -> bool:
        """Tell whether a name can be an end of a distance between points."""
        if toponym is None or barred(toponym) or toponym.id in self.contained:
            return False
        return not country(toponym) and not water(toponym)

    def alike(self, a: str, b: str) -> bool:
        """Tell whether two ids are of names that can be of one place."""
        first, second = self.names.get(a), self.names.get(b)
        return bool(first and second and same(first, second))

    def leg_in(self, sentence: Sentence) -> Leg | None:
        """Return the leg that a sentence tells, the last one when there are several."""
        return next(reversed(self.legs_in(sentence)), None)

    def legs_in(self, sentence: Sentence) -> list[Leg]:
        """Return the legs that a sentence tells."""
        return [leg for leg in self.told(sentence.span.end) if leg.span == sentence.span]

    def leg_to(self, sentence: Sentence, i: int) -> Leg | None:
        """Return the leg that a sentence tells, else the one that ends at a place named before the figure in it."""
        told = self.leg_in(sentence)
        if told:
            return told
        recent = self.told(sentence.span.end)
        for item in reversed(sentence.items[:i]):
            for leg in reversed(recent) if item.toponym else ():
                if item.toponym and self.alike(item.toponym.id, leg.destination):
                    return leg
        return None

    def leg_before(self, position: int, mode: str = "") -> Leg | None:
        """Return the last leg told before an offset, by a mode where one went so."""
        found = self.told(position)
        by = [leg for leg in found if leg.mode == mode]
        return (by or found)[-1] if found else None

    def chain(self, leg: Leg) -> str:
        """Return where the chain of legs began that ends with a leg."""
        origin = leg.origin
        for before in reversed(self.told(leg.span.start)):
            start, end = self.names.get(origin), self.names.get(before.destination)
            if start and end and same(start, end):
                origin = before.origin or origin
        return origin

    def whole(self, sentence: Sentence) -> tuple[str, str]:
        """Return the ends of the whole way to the first place of a sentence that is the end of a leg told later."""
        for item in sentence.items:
            for leg in self.legs[:_RECENT] if item.toponym else ():
                end = self.names.get(leg.destination)
                if item.toponym and end and same(item.toponym, end):
                    return self.chain(leg), leg.destination
        return "", ""

    def there(self, origin: str, sentence: Sentence, i: int) -> str:
        """Return the place that the word "there" means at a figure: the one that the sentence before tells a distance of, if any."""
        here, spot = self.names.get(origin), self.names.get(self.spot[1])
        if spot and sentence.index - self.spot[0] == 1 and not (here and same(spot, here)):
            return spot.id
        return self.elsewhere(origin, sentence.items[i].start)

    def elsewhere(self, origin: str, position: int) -> str:
        """Return what a distance from a place is counted from unsaid: where its leg came from, else the place named before."""
        here = self.names.get(origin)
        for leg in reversed(self.told(position)):
            end = self.names.get(leg.destination)
            if here and end and leg.origin and same(here, end):
                return leg.origin
        named = [t for t in reversed(self.before(position)) if self.usable(t) and not (here and same(t, here))]
        return next((t.id for t in named if not area(t)), "")

    def come_to(self, sentence: Sentence, target: str) -> str:
        """Return where the telling has come to before a sentence without a subject: the last place named, or where the last leg ends."""
        position, aim = sentence.span.start, self.names.get(target.rpartition(":")[2])
        about = self.names.get(self.topic[1]) if takes_up(sentence) and self.topic[0] == sentence.index - 1 else None
        if about is not None and not (aim and same(about, aim)):
            return about.id  # "A, 310 miles west of B, is a port. It lies 40 miles from the border"
        leg = self.leg_before(position - 1)
        usable = (t for t in reversed(self.before(position)) if self.usable(t) and not area(t))
        named = next((t for t in usable if not (aim and same(t, aim))), None)
        if leg and not self.alike(leg.destination, target) and (named is None or named.span.start <= leg.span.end):
            return leg.destination
        return named.id if named and position - named.span.end <= _LATELY else ""

    def _near_capital(self, items: list[Item]) -> str:
        """Return the id of the capital that a report names of a country in which a place of a sentence lies, "" for none."""
        near = {t.candidates[0].country for item in items if (t := item.toponym) and t.candidates and not country(t)}
        return next((t.id for t in self.order[:_NAMES] if near and (c := _ruling(t)) is not None and c.country in near), "")

    def capital(self, state: str, sentence: Sentence | None = None) -> str:
        """Return the id of the capital that the report names, for "the Georgian capital"; "" when it names none.

        Without a state it is that of a country in which a place of the sentence lies, else the first.
        """
        named = self.names.get(state)
        codes = {c.country for c in named.candidates[:1]} if named else set()
        near = {t.candidates[0].country for item in sentence.items if (t := item.toponym) and t.candidates} if sentence else set()
        capitals: list[tuple[str, str]] = []
        for toponym in self.order[:_NAMES]:
            best = _ruling(toponym)
            if best and (not codes or best.country in codes):
                capitals.append((toponym.id, best.country))
        return next((id for id, code in capitals if code in near), "") or next((id for id, _ in capitals), "")

    def named(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Return the items of a sentence that name something, with the ids of what they name; a capital may be paraphrased."""
        if id(sentence) not in self._read:
            self._read[id(sentence)] = sentence, self._named(sentence)
        return self._read[id(sentence)][1]

    def hung(self, sentence: Sentence) -> tuple[dict[int, str], dict[int, str]]:
        """Return the names of a sentence that can be ends, by their items, and how each is attached."""
        if id(sentence) not in self._hung:
            ids = {k: ident for k, ident in self.named(sentence) if self.usable(self.names.get(ident))}
            known: dict[int, str] = {}
            ways = {k: attach(sentence.items, k, 0, len(sentence.items), known) for k in ids}
            self._hung[id(sentence)] = sentence, ids, ways
        return self._hung[id(sentence)][1:]

    def _named(self, sentence: Sentence) -> list[tuple[int, str]]:
        found = []
        items = sentence.items
        for k, item in enumerate(items):
            if item.toponym is None:
                alone = "word.capital" in item.tags and not any(m.toponym is not None for m in items[max(0, k - 3) : k + 3])
                city = self._near_capital(items) if alone else ""
                found += [(k, city)] if city else []
                continue
            beside = [*items[max(0, k - 3) : k], *items[k + 1 : k + 2]]
            state = item.toponym.candidates[:1]
            capital = bool(state) and state[0].feature_code.startswith("PCL") and any("word.capital" in b.tags for b in beside)
            found.append((k, (self.capital(item.toponym.id) if capital else "") or item.toponym.id))
        return found

    def between(self, a: str, b: str, mode: str) -> Leg | None:
        """Return the leg told between two names, by a mode where one is given."""
        both = [leg for leg in self.legs[:_NAMES] if self.alike(leg.origin, a) and self.alike(leg.destination, b)]
        return next((leg for leg in both if leg.mode == mode), None if mode else next(iter(both), None))

    def adjective(self, item: Item) -> str:
        """Return the id of the last name before a word that the word is an adjective of: "rosarino", "Mariupolian"; "" for none."""
        stem = fold(item.key)[:_STEM]
        alike = (t.id for t in reversed(self.before(item.start)) if self.usable(t) and fold(t.surface)[:_STEM] == stem)
        return next(alike, "") if len(stem) == _STEM and len(item.key) > _STEM else ""

    def before(self, position: int) -> list[Toponym]:
        """Return the last names that end before an offset, in order."""
        last = bisect_right(self.order, position, key=lambda t: t.span.end)
        return self.order[max(0, last - _RECENT) : last]

    def told(self, position: int) -> list[Leg]:
        """Return the last legs told before an offset, in order."""
        last = bisect_right(self.legs, position, key=lambda leg: leg.span.start)
        return list(self.legs[max(0, last - _RECENT) : last])


def _ruling(toponym: Toponym) -> Place | None:
    """Return the capital that a name is of, None where it is none or stands for a government."""
    best = next((c for c in toponym.candidates[:2] if c.feature_code == "PPLC"), None)
    return best if "metonym" not in toponym.cues and not country(toponym) else None


def topic(sentence: Sentence, scene: Scene) -> str:
    """Return the place that heads a sentence as its subject, "" where none does."""
    ids, ways = scene.hung(sentence)
    k = next(iter(ids), -1)
    opens = 0 <= k <= _OPENING and not any(item.has("motion.") or item.has("prep.") or item.kind == "q" for item in sentence.items[:k])
    follows = sentence.items[k + 1] if opens and k + 1 < len(sentence.items) else None
    stands = follows is not None and (follows.key in ",(—–" or "claim.lies" in follows.tags or not follows.tags)
    return ids[k] if opens and stands and ways[k] == "" else ""


def takes_up(sentence: Sentence) -> bool:
    """Tell whether a pronoun heads a sentence of position, or its verb does: "It lies …", "Está a 60 km de …"."""
    items = sentence.items
    first = items[0] if items else None
    if first is None:
        return False
    lies = [k for k, item in enumerate(items[:_OPENING]) if "claim.lies" in item.tags]
    pronoun = first.pronoun
    return bool(lies) and (lies[0] == 0 or (pronoun and lies[0] == 1))
