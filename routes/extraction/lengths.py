"""Lengths: between what a distance holds, by the words around its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from routes.extraction import anchors, ends
from routes.extraction.anchors import Anchor, Scene
from routes.extraction.figures import ROUTES, Found, apposed, make
from routes.extraction.numbers import TIME_UNITS, Quantity
from routes.extraction.sentences import Item, Sentence
from routes.model import Claim, ClaimKind, Leg

_SHORT = frozenset({"m", "ft"})  # units that measure things rather than journeys


def read(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found | None) -> Claim | None:
    """Return the claim of a figure with a unit of length, None when nothing says between what it lies."""
    items = sentence.items
    anchor = anchors.ahead(items, i, scene)
    pair = anchors.pair(sentence, i, scene)
    context = _context(items, i, bearing=anchor is not None and anchor.direction != "")
    own = items[i].value("basis.") if quantity.unit != "nmi" else ""  # a nautical mile may lie on a straight line
    basis = (anchor.basis if anchor else "") or context.basis or own
    edge = _edge(sentence, i, quantity, scene, before, anchor, basis)
    if edge is not None:
        return edge
    onward = anchor is not None and anchor.onward and not anchor.kind
    if anchor and anchor.target and not onward and not (pair and anchor.target in pair[:2]):
        return anchored(sentence, i, quantity, scene, before, anchor, basis)
    if quantity.unit in _SHORT:
        return None
    straight = context.straight or basis == "straight" or (context.apart and basis not in ROUTES)
    if quantity.unit == "nmi" and not straight and not context.away:
        basis = basis or "sea"
    kind: ClaimKind = "route-length" if (context.route or basis in ROUTES) and not straight else "point-to-point"
    noted = ends.bracketed(sentence, i, scene)
    if noted is not None:
        return _noted(sentence, i, quantity, scene, noted, basis, anchor, straight)
    way = ends.spoken(items, i) if kind == "route-length" else ""
    if pair:
        leg = scene.between(*pair[:2], basis or way) if kind == "route-length" else None
        by = basis or (way if way in ROUTES else "")
        return make(sentence, i, quantity, kind, *pair[:2], by, max(i, pair[2]), anchor, scene, leg.id if leg else "")
    if anchor and anchor.direction and not context.motion and not context.route:
        origin = anchors.subject(sentence, i, scene, "", anchor.last) or _previous(before)[0]
        target = scene.elsewhere(origin, items[i].start)
        return make(sentence, i, quantity, "point-to-point", origin, target, basis, anchor.last, anchor, scene)
    if context.two:
        ends_before = _previous_pair(sentence, scene, items[i].start)
        return make(sentence, i, quantity, kind, *ends_before, basis, i, anchor, scene)
    if context.away and not context.route:
        origin = anchors.subject(sentence, i, scene, "", i)
        return make(sentence, i, quantity, kind, origin, scene.elsewhere(origin, items[i].start), basis, i, anchor, scene)
    if before is not None and before.sentence == sentence.index and not context.motion and not context.route:
        return beside(sentence, i, quantity, scene, before, basis)
    if context.route or context.straight or context.motion or basis:
        about = ends.leg_of(sentence, i, scene, basis if basis in ROUTES else way)
        kind = "point-to-point" if straight else "route-length"
        ends_of = (about.origin, about.destination) if about else ("", "")
        if context.total and about:
            ends_of, about = (scene.chain(about), about.destination), None
        return make(sentence, i, quantity, kind, *ends_of, basis, i, anchor, scene, about.id if about else "")
    return _loose(sentence, i, quantity, scene, before, basis, anchor, context)


def _loose(
    sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found | None, basis: str, anchor: Anchor | None, context: _Context
) -> Claim | None:
    """Return the claim of a figure that only its place in the telling explains: set off by a comma, said, or after another."""
    items = sentence.items
    told = scene.leg_in(sentence) if apposed(items, i) else None
    if told is not None:  # "on a flight to Paris, that is 7,070 km"
        return make(sentence, i, quantity, "point-to-point", told.destination, told.origin, basis, i, anchor, scene)
    if before is not None and before.claim.unit not in TIME_UNITS:
        return beside(sentence, i, quantity, scene, before, basis)
    if context.away or context.at:
        last = scene.leg_before(items[i].start)
        ends_of = (last.origin, last.destination) if last else ("", "")
        return make(sentence, i, quantity, "point-to-point", *ends_of, basis, i, anchor, scene)
    if any("word.said" in item.tags for item in items[max(0, i - 3) : i]):
        told = scene.leg_before(items[i].start)  # "the smuggler said 500 kilometres"
    if told is not None:
        return make(sentence, i, quantity, "point-to-point", told.origin, told.destination, basis, i, anchor, scene)
    return None


def _edge(
    sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found | None, anchor: Anchor | None, basis: str
) -> Claim | None:
    """Return the claim of a figure whose border or coast stands before it, None when none does."""
    edge = anchors.behind(sentence.items, i) if quantity.unit not in _SHORT else None
    if edge is None or (anchor and anchor.kind):
        return None
    if anchor and anchor.target and not edge.onward:  # "The border with X is 20 km from Y"
        kind = cast(ClaimKind, edge.kind)
        return make(sentence, i, quantity, kind, anchor.target, edge.target, basis, anchor.last, edge, scene)
    if anchor and (anchor.target or anchor.direction):
        return None
    return anchored(sentence, i, quantity, scene, before, edge, basis)


def _noted(
    sentence: Sentence, i: int, quantity: Quantity, scene: Scene, leg: Leg, basis: str, anchor: Anchor | None, straight: bool
) -> Claim:
    """Return the claim of a figure in brackets after the place that a leg leads to."""
    if straight or (anchor is not None and anchor.direction != ""):
        return make(sentence, i, quantity, "point-to-point", leg.destination, leg.origin, basis, i, anchor, scene)
    return make(sentence, i, quantity, "route-length", leg.origin, leg.destination, basis, i, anchor, scene, leg.id)


def anchored(
    sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found | None, anchor: Anchor, basis: str
) -> Claim | None:
    """Return the claim of a figure bound to a place, a border or a coast."""
    position = sentence.items[i].start
    target = anchor.target
    if target.startswith("capital"):
        target = scene.capital(target.partition(":")[2])
        if not target:
            return None
    origin = anchors.subject(sentence, i, scene, "" if target == "here" else target, anchor.last)
    if not origin and before is not None and before.sentence == sentence.index:
        origin = before.claim.origin
    if not origin and before is not None and scene.alike(target, before.claim.target):
        origin = before.claim.origin
    elif not origin and before is not None and scene.alike(target, before.claim.origin):
        origin = before.claim.target
    if not origin:
        leg = scene.leg_before(position)
        origin = leg.destination if leg and not scene.alike(leg.destination, target) else ""
    if target == "here":
        target = scene.elsewhere(origin, position)
    kind = cast(ClaimKind, anchor.kind or ("route-length" if basis in ROUTES else "point-to-point"))
    return make(sentence, i, quantity, kind, origin, target, basis, anchor.last, anchor, scene)


def beside(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found, basis: str) -> Claim:
    """Return the claim of a figure that takes up the one before: "Calama, some 200", "in fact 120 km"."""
    claim = before.claim
    origin, target = claim.origin, claim.target
    first = before.item if before.sentence == sentence.index else -1
    for k in range(i - 1, first, -1):
        toponym = sentence.items[k].toponym
        if toponym is not None and scene.usable(toponym) and toponym.id not in scene.taken:
            origin = toponym.id
            break
    if scene.alike(origin, target) and not scene.alike(claim.origin, origin):
        target = claim.origin
    kind: ClaimKind = "route-length" if basis in ROUTES else (claim.kind if claim.kind != "duration" else "point-to-point")
    if basis == "straight" and kind == "route-length":
        kind = "point-to-point"
    return make(sentence, i, quantity, kind, origin, target, basis, i, None, scene)


@dataclass(slots=True)
class _Context:
    """What the words near a figure say: that it measures a way, a straight line, two ports, how far away."""

    route: bool = False
    straight: bool = False
    motion: bool = False
    two: bool = False
    away: bool = False
    at: bool = False
    total: bool = False
    apart: bool = False
    basis: str = ""


def _context(items: list[Item], i: int, *, bearing: bool) -> _Context:
    """Read the words near a figure; one with a direction ("…, some 80 km further north") says nothing of the movement before it."""
    found = _Context(route=any("claim.long" in item.tags for item in items[max(0, i - 2) : i]))
    for k in range(i - 1, max(-1, i - 9), -1):
        item = items[k]
        if item.kind == "p" and (item.key in ";:" or (item.key == "," and (bearing or (k and items[k - 1].kind == "t")))):
            break
        if item.kind == "q":
            break
        _note(found, item)
        found.motion = found.motion or (item.has("motion.") and item.value("motion.") != "be.any" and k >= i - 6)
        found.at = found.at or (k >= i - 2 and item.has("prep.at_to"))
    for item in items[i + 1 : i + 7]:
        if (item.kind in ("p", "q") and item.key not in "«»“”\"'-–") or ("word.and" in item.tags and found.apart):
            break
        _note(found, item)
    return found


def _note(found: _Context, item: Item) -> None:
    found.route = found.route or item.has("claim.length") or item.has("travel.")
    found.total = found.total or "claim.total" in item.tags
    found.straight = found.straight or item.has("claim.straight") or item.value("basis.") == "straight"
    found.apart = found.apart or ("claim.apart" in item.tags and not item.has("prep."))
    found.two = found.two or "word.two" in item.tags
    found.away = found.away or "claim.away" in item.tags
    found.basis = found.basis or item.value("basis.")


def _previous(before: Found | None) -> tuple[str, str]:
    return (before.claim.origin, before.claim.target) if before else ("", "")


def _previous_pair(sentence: Sentence, scene: Scene, position: int) -> tuple[str, str]:
    """Return the two ends that "the two ports" means: those of the leg told last."""
    leg = scene.leg_before(position)
    if leg and leg.origin and leg.destination:
        return leg.origin, leg.destination
    named = [t.id for t in scene.before(position) if scene.usable(t)]
    return (named[-2], named[-1]) if len(named) > 1 else ("", "")
