"""Between what a figure holds: the two ends that the words around a distance name."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from routes.extraction.attachments import attach
from routes.extraction.sentences import Item, Sentence, area, barred, country, same, sea, water
from routes.model import Leg, Toponym
from routes.text import fold

_RECENT = 60  # names and legs that a figure can refer to
_AHEAD = 12  # items after a figure in which its anchor may stand
_OPENING = 3  # items of a sentence among which its subject and its verb stand
_HEAD = 2  # items before a border that heads its sentence
_LATELY = 250  # characters back to a place that the telling has come to
_STEM = 5  # letters that an adjective shares with the name it is made of
_NAMES = 500  # names among which a capital is looked for


@dataclass(slots=True)
class Anchor:
    """What the words around a figure tell: ends, direction, what was measured, and up to which item."""

    origin: str = ""
    target: str = ""
    direction: str = ""
    basis: str = ""
    kind: str = ""
    last: int = 0
    onward: bool = False  # "500 km to X": a way covered, not a position
    unknown: bool = False  # the figure is bound to a name that nobody knows


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
    ways: list[tuple[int, str, str]] = field(default_factory=list)  # where a sentence begins that tells of a way, and its two ends
    _read: tuple[Sentence, list[tuple[int, str]]] | None = None  # the sentence read last, with what it names
    _hung: tuple[Sentence, dict[int, str], dict[int, str]] | None = None  # the same with its possible ends, and how they are attached

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
        found = [leg for leg in self.told(sentence.span.end) if leg.span == sentence.span]
        return found[-1] if found else None

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

    def capital(self, state: str, sentence: Sentence | None = None) -> str:
        """Return the id of the capital that the report names, for "the Georgian capital"; "" when it names none.

        Without a state it is that of a country in which a place of the sentence lies, else the first.
        """
        named = self.names.get(state)
        codes = {c.country for c in named.candidates[:1]} if named else set()
        near = {t.candidates[0].country for item in sentence.items if (t := item.toponym) and t.candidates} if sentence else set()
        capitals: list[tuple[str, str]] = []
        for toponym in self.order[:_NAMES]:
            best = next((c for c in toponym.candidates[:2] if c.feature_code == "PPLC"), None)
            if best and (not codes or best.country in codes) and "metonym" not in toponym.cues and not country(toponym):
                capitals.append((toponym.id, best.country))
        return next((id for id, code in capitals if code in near), "") or next((id for id, _ in capitals), "")

    def named(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Return the items of a sentence that name something, with the ids of what they name; a capital may be paraphrased."""
        if self._read is None or self._read[0] is not sentence:  # asked once for every figure of a sentence
            self._read = sentence, self._named(sentence)
        return self._read[1]

    def hung(self, sentence: Sentence) -> tuple[dict[int, str], dict[int, str]]:
        """Return the names of a sentence that can be ends, by their items, and how each is attached."""
        if self._hung is None or self._hung[0] is not sentence:
            ids = {k: ident for k, ident in self.named(sentence) if self.usable(self.names.get(ident))}
            known: dict[int, str] = {}
            ways = {k: attach(sentence.items, k, 0, len(sentence.items), known) for k in ids}
            self._hung = sentence, ids, ways
        return self._hung[1:]

    def _named(self, sentence: Sentence) -> list[tuple[int, str]]:
        found = []
        items = sentence.items
        for k, item in enumerate(items):
            if item.toponym is None:
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


def ahead(items: list[Item], i: int, scene: Scene) -> Anchor | None:  # noqa: PLR0912 - one branch for each kind of word
    """Read what follows the figure at ``items[i]``: "(180 miles) north-east of Krasnodar", "from the Ukrainian border"."""
    found = Anchor(last=i)
    bound = spare = 0
    j = i + 3 if _shared(items, i) else i + 1
    while j < len(items) and j <= i + _AHEAD:
        item = items[j]
        if item.has("direction.") and item.kind != "t":
            found.direction = item.value("direction.") or found.direction
            found.last = j
        elif item.kind == "t":
            return _name(items, j, found, scene) if (bound or found.direction) and not of_next(items, i, j) else None
        elif "word.there_from" in item.tags:
            found.target, found.last = "there", j
            return found
        elif bound and edge_of(item):
            return _edge(items, j, found)
        elif bound and "word.capital" in item.tags:
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
        elif item.has("claim.fluff") or "word.det" in item.tags:
            pass
        elif bound and "word.name" in item.tags:
            found.unknown, found.last = True, j
            return found
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
        moves = moves or item.has("motion.")
        if item.kind == "q" or item.key in (";", ":"):
            return None
        if edge_of(item):
            before = items[max(0, j - 3) : j]
            bound = any((m.has("claim.anchor") or m.has("prep.")) and not (m is items[0] and "word.det" in m.tags) for m in before)
            if "word.sea" in item.tags and not any(m.value("prep.") in ("to", "at_to") for m in before):
                return None
            found = _edge(items, j, Anchor())
            found.last, found.onward = i, bound
            opens = next((k for k in range(j - 1, -1, -1) if items[k].kind == "p" and items[k].key in ":;,"), -1)
            near = not bound and _beside(items, j, i)  # "the town touches the border, three kilometres away"
            return found if (bound and not moves) or (not bound and j - opens - 1 <= _HEAD) or near else None
    return None


def _beside(items: list[Item], j: int, i: int) -> bool:
    """Tell whether a figure stands right after the border at ``items[j]``, whose it is aside."""
    after = [m for m in items[j + 1 : i] if m.kind != "t"]
    marked = any(m.kind == "p" for m in after)
    return marked and all(m.kind == "p" or m.has("prep.") or m.has("hedge.") or m.has("claim.fluff") or "word.det" in m.tags for m in after)


def _noun(items: list[Item], j: int, found: Anchor, scene: Scene) -> Anchor:
    """Read "from the port (of X)", "from the X-ian port"; a noun that other words tell more of is none that was named before."""
    for k in range(j + 1, min(len(items), j + 4)):
        if items[k].kind == "t":
            return _name(items, k, found, scene) or found
        told_more = items[k].kind == "w" and not items[k].tags and k == j + 1 and items[k].key.isalpha()
        if told_more or (k > j + 1 and items[k - 1].has("prep.of") and items[k].kind in ("w", "q") and "word.det" not in items[k].tags):
            found.target, found.last = scene.adjective(items[k]), k
            found.unknown = not found.target
            return found
        if not (items[k].has("prep.") or "word.det" in items[k].tags):
            break
    found.target, found.last = "here", j
    return found


def _name(items: list[Item], j: int, found: Anchor, scene: Scene) -> Anchor | None:
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
    if found.direction == "" and country(toponym) and "demonym" not in toponym.cues and not found.onward:
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
