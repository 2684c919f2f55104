"""Claims: the distances and durations that a report states, with their two ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from routes.extraction import anchors, ends
from routes.extraction.anchors import Anchor, Scene
from routes.extraction.legs import contained
from routes.extraction.numbers import TIME_UNITS, Quantity, interval
from routes.extraction.sentences import Item, Sentence
from routes.model import Claim, ClaimKind, Comparator, Leg, Span, Toponym

_NEXT = 2  # sentences after which a figure no longer takes up the one before
_SHORT = frozenset({"m", "ft"})  # units that measure things rather than journeys
_ROUTES = frozenset({"road", "rail", "sea", "river", "pipeline"})
_COMPARATORS = ("about", "more_than", "less_than", "exact")


@dataclass(slots=True)
class _Found:
    """A claim with the sentence it stands in."""

    claim: Claim
    sentence: int
    item: int


def find(sentences: list[Sentence], toponyms: tuple[Toponym, ...], legs: tuple[Leg, ...]) -> tuple[Claim, ...]:
    """Return the claims of a report in the order of the text, ids ``c1`` and on.

    Counts, prices, widths, calibres and speeds are none; a figure without unit is one when it takes up the claim before it.
    """
    scene = Scene({t.id: t for t in toponyms}, legs, contained(toponyms), sorted(toponyms, key=lambda t: t.span))
    found: list[_Found] = []
    for sentence in sentences:
        scene.taken.clear()
        for i, item in enumerate(sentence.items):
            if item.kind != "q" or item.quantity is None or _barred(sentence.items, i):
                continue
            before = found[-1] if found and sentence.index - found[-1].sentence <= _NEXT else None
            claim = _claim(sentence, i, item.quantity, scene, before)
            if claim is None:
                continue
            claim = replace(claim, id=f"c{len(found) + 1}")
            scene.taken.add(claim.target.split(":")[-1])
            found.append(_Found(claim, sentence.index, i))
    return tuple(_deny(found, sentences))


def _claim(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: _Found | None) -> Claim | None:
    unit = quantity.unit
    if unit in TIME_UNITS:
        return _duration(sentence, i, quantity, scene, before)
    if unit:
        return _length(sentence, i, quantity, scene, before)
    return _taken_up(sentence, i, quantity, scene, before)


def _barred(items: list[Item], i: int) -> bool:
    """Tell whether a figure measures a thing: a width, a range, a speed, a zone, or converts the figure before it."""
    quantity = items[i].quantity
    assert quantity is not None
    if i >= 2 and items[i - 1].key in ("(", "/", "[") and items[i - 2].kind == "q":
        return True
    after = items[i + 1 : i + 3]
    if any("claim.rate" in item.tags for item in after[:2]) or (after and after[0].key in ("/", "²", "³", "%", "$", "€")):
        return True
    length = quantity.unit not in TIME_UNITS
    if not length:
        return False
    window = [*items[max(0, i - 4) : i], *after[:1]]
    return any("claim.other" in item.tags for item in window)


def _hedge(items: list[Item], i: int, quantity: Quantity) -> tuple[Comparator, str, int]:
    """Return comparator, hedge word and the first item of the figure's phrase."""
    first = i
    comparator, word = "exact", ""
    for k in range(i - 1, max(-1, i - 4), -1):
        item = items[k]
        kind = next((name for name in _COMPARATORS if f"hedge.{name}" in item.tags), "")
        if kind:
            first = k
            if comparator == "exact" and kind != "exact":
                comparator, word = kind, item.key
        elif item.key not in '«“"„‘' and "word.det" not in item.tags and not item.has("prep.at_to"):
            break
    for item in items[i + 1 : i + 3]:
        if "hedge.about" in item.tags and comparator == "exact" and item.key in ("or", "environ", "або"):
            comparator, word = "about", item.key
    if quantity.low != quantity.high:
        comparator = "range"
    elif quantity.loose and comparator == "exact":
        comparator = "about"
    return cast(Comparator, comparator), word, first


def _length(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: _Found | None) -> Claim | None:
    """Return the claim of a figure with a unit of length, None when nothing says between what it lies."""
    items = sentence.items
    anchor = anchors.ahead(items, i, scene)
    pair = anchors.pair(sentence, i, scene)
    context = _context(items, i)
    basis = (anchor.basis if anchor else "") or context.basis
    if quantity.unit == "nmi":
        basis = basis or "sea"
    if anchor and anchor.target and not anchor.onward and not (pair and anchor.target in pair[:2]):
        return _anchored(sentence, i, quantity, scene, before, anchor, basis)
    if quantity.unit in _SHORT:
        return None
    kind: ClaimKind = (
        "route-length" if (context.route or basis in _ROUTES) and not context.straight and basis != "straight" else "point-to-point"
    )
    way = ends.spoken(items, i) if kind == "route-length" else ""
    if pair:
        leg = scene.between(*pair[:2], basis or way) if kind == "route-length" else None
        by = basis or (way if way in _ROUTES else "")
        return _make(sentence, i, quantity, kind, *pair[:2], by, max(i, pair[2]), anchor, scene, leg.id if leg else "")
    if anchor and anchor.direction and not context.motion and not context.route:
        origin = anchors.subject(sentence, i, scene, "", anchor.last) or _previous(before)[0]
        target = scene.elsewhere(origin, items[i].start)
        return _make(sentence, i, quantity, "point-to-point", origin, target, basis, anchor.last, anchor, scene)
    if context.two:
        ends_before = _previous_pair(sentence, scene, items[i].start)
        return _make(sentence, i, quantity, kind, *ends_before, basis, i, anchor, scene)
    if before is not None and before.sentence == sentence.index and not context.motion and not context.route:
        return _beside(sentence, i, quantity, scene, before, basis)
    if context.route or context.straight or context.motion or basis:
        about = ends.leg_of(sentence, i, scene, basis if basis in _ROUTES else way)
        kind = "point-to-point" if context.straight or basis == "straight" else "route-length"
        ends_of = (about.origin, about.destination) if about else ("", "")
        if context.total and about:
            ends_of, about = (scene.chain(about), about.destination), None
        return _make(sentence, i, quantity, kind, *ends_of, basis, i, anchor, scene, about.id if about else "")
    if before is not None and before.claim.unit not in TIME_UNITS:
        return _beside(sentence, i, quantity, scene, before, basis)
    if context.away:
        last = scene.leg_before(items[i].start)
        ends_of = (last.origin, last.destination) if last else ("", "")
        return _make(sentence, i, quantity, "point-to-point", *ends_of, basis, i, anchor, scene)
    return None


def _anchored(
    sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: _Found | None, anchor: Anchor, basis: str
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
    kind = cast(ClaimKind, anchor.kind or ("route-length" if basis in _ROUTES else "point-to-point"))
    return _make(sentence, i, quantity, kind, origin, target, basis, anchor.last, anchor, scene)


def _beside(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: _Found, basis: str) -> Claim:
    """Return the claim of a figure that takes up the one before: "Calama, some 200", "in fact 120 km"."""
    claim = before.claim
    origin, target = claim.origin, claim.target
    first = before.item if before.sentence == sentence.index else -1
    for k in range(i - 1, first, -1):
        toponym = sentence.items[k].toponym
        if toponym is not None and scene.usable(toponym) and toponym.id not in scene.taken:
            origin = toponym.id
            break
    kind: ClaimKind = "route-length" if basis in _ROUTES else (claim.kind if claim.kind != "duration" else "point-to-point")
    if basis == "straight" and kind == "route-length":
        kind = "point-to-point"
    return _make(sentence, i, quantity, kind, origin, target, basis, i, None, scene)


def _taken_up(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: _Found | None) -> Claim | None:
    """Return the claim of a bare number that takes up the claim before it, its unit understood."""
    items = sentence.items
    if before is None or before.claim.unit in TIME_UNITS or quantity.value < 2:
        return None
    after = items[i + 1] if i + 1 < len(items) else None
    if after is not None and after.kind != "p" and not after.has("word.and") and not after.has("direction."):
        return None
    if after is not None and after.key in ("%", "$", "€", "-", "–", "/", ":"):
        return None
    comparator, _, _ = _hedge(items, i, quantity)
    near = items[max(0, i - 7) : i]
    pair = anchors.pair(sentence, i, scene)
    told = any(item.has("claim.same") or item.has("claim.correction") for item in near)
    basis = next((item.value("basis.") for item in reversed(near) if item.has("basis.")), "")
    same_line = before.sentence == sentence.index
    if not (
        told
        or (basis and comparator != "exact")
        or (pair and comparator == "exact" and not same_line)
        or (comparator != "exact" and same_line)
    ):
        return None
    if not 1 / 100 < quantity.value / before.claim.value < 100:
        return None
    full = replace(quantity, unit=before.claim.unit)
    if pair:
        kind: ClaimKind = "route-length" if basis in _ROUTES else "point-to-point"
        return _make(sentence, i, full, kind, *pair[:2], basis, i, None, scene)
    return _beside(sentence, i, full, scene, before, basis)


def _duration(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: _Found | None) -> Claim | None:
    """Return the claim of a time that a journey takes, None for any other time."""
    items = sentence.items
    around = [*items[max(0, i - 2) : i], *items[i + 1 : i + 2]]
    close = [*items[max(0, i - 9) : i], *items[i + 1 : i + 6]]
    takes = any("claim.duration" in item.tags or item.has("basis.") for item in close)
    if any("claim.spent" in item.tags and "claim.duration" not in item.tags for item in around):
        return None
    moves = any(
        item.has("motion.")
        or item.has("travel.")
        or item.has("vehicle.")
        or item.has("medium.")
        or item.has("basis.")
        or "claim.total" in item.tags
        for item in items
    )
    pair = anchors.pair(sentence, i, scene)
    if not ((takes and (moves or pair)) or (pair and moves)) and not (pair and before is not None and before.claim.unit in TIME_UNITS):
        return None
    leg = ends.leg_of(sentence, i, scene, ends.means(items, i))
    if pair:
        origin, target = pair[0], pair[1]
        leg = scene.between(origin, target, ends.means(items, i))
    elif before is not None and before.sentence == sentence.index and scene.leg_in(sentence) is None:
        origin, target = before.claim.origin, before.claim.target
        leg = scene.between(origin, target, "")
    else:
        origin, target = (leg.origin, leg.destination) if leg else scene.whole(sentence)
        if leg and any("claim.total" in item.tags for item in close):
            origin, leg = scene.chain(leg), None
    return _make(sentence, i, quantity, "duration", origin, target, "", i, None, scene, leg.id if leg else "")


@dataclass(slots=True)
class _Context:
    """What the words near a figure say: that it measures a way, a straight line, two ports, how far away."""

    route: bool = False
    straight: bool = False
    motion: bool = False
    two: bool = False
    away: bool = False
    total: bool = False
    basis: str = ""


def _context(items: list[Item], i: int) -> _Context:
    found = _Context()
    for k in range(i - 1, max(-1, i - 9), -1):
        item = items[k]
        if item.kind == "p" and (item.key in ";:" or (item.key == "," and k and items[k - 1].kind == "t")):
            break
        if item.kind == "q":
            break
        _note(found, item)
        found.motion = found.motion or (item.has("motion.") and k >= i - 6)
        if k >= i - 2 and item.has("prep.at_to"):
            found.away = True
    for item in items[i + 1 : i + 7]:
        if item.kind in ("p", "q") and item.key not in "«»“”\"'-–":
            break
        _note(found, item)
    return found


def _note(found: _Context, item: Item) -> None:
    found.route = found.route or item.has("claim.length") or item.has("travel.")
    found.total = found.total or "claim.total" in item.tags
    found.straight = found.straight or item.has("claim.straight") or item.value("basis.") == "straight"
    found.two = found.two or "word.two" in item.tags
    found.away = found.away or "claim.away" in item.tags
    found.basis = found.basis or item.value("basis.")


def _previous(before: _Found | None) -> tuple[str, str]:
    return (before.claim.origin, before.claim.target) if before else ("", "")


def _previous_pair(sentence: Sentence, scene: Scene, position: int) -> tuple[str, str]:
    """Return the two ends that "the two ports" means: those of the leg told last."""
    leg = scene.leg_before(position)
    if leg and leg.origin and leg.destination:
        return leg.origin, leg.destination
    named = [t.id for t in scene.before(position) if scene.usable(t)]
    return (named[-2], named[-1]) if len(named) > 1 else ("", "")


def _make(
    sentence: Sentence, i: int, quantity: Quantity, kind: ClaimKind, origin: str, target: str,
    basis: str, last: int, anchor: Anchor | None, scene: Scene, leg: str = "",
) -> Claim:  # fmt: skip
    """Put a claim together: bounds from the words, the same figure in a second unit, the span of its phrase."""
    items = sentence.items
    comparator, hedge, first = _hedge(items, i, quantity)
    low, high = interval(quantity, comparator)
    second = next((items[k].quantity for k in (i + 2,) if k < len(items) and items[k - 1].key in ("(", "/", "[")), None)
    time = quantity.unit in TIME_UNITS
    converted = (second.value, second.unit) if second and second.unit and (second.unit in TIME_UNITS) == time else None
    return Claim(
        id="",
        span=Span(items[first].start, items[max(i, last)].end),
        kind=kind,
        value=quantity.value,
        unit=quantity.unit,
        low=low,
        high=high,
        comparator=comparator,
        hedge=hedge,
        origin=origin,
        target=target,
        direction=anchor.direction if anchor else "",
        leg=leg,
        basis=basis,
        converted=converted,
        implied=ends.implied(sentence, i, origin, target, scene),
    )


def _deny(found: list[_Found], sentences: list[Sentence]) -> list[Claim]:
    """Mark the figures that the report itself calls false: by a word in their sentence, or by the correction that follows."""
    claims = []
    for n, one in enumerate(found):
        items = sentences[one.sentence].items
        later = next((f.item for f in found[n + 1 :] if f.sentence == one.sentence), len(items))
        earlier = next((f.item for f in reversed(found[:n]) if f.sentence == one.sentence), 0)
        denied = any("claim.denied" in item.tags for item in items[earlier:later])
        corrected = any("claim.correction" in item.tags for item in items[one.item + 1 : later]) and later < len(items)
        following = sentences[one.sentence + 1].items if one.sentence + 1 < len(sentences) else []
        last = later == len(items)
        next_says = last and len(following) <= 8 and any("claim.denied" in item.tags for item in following[:6])
        itself = any("claim.correction" in item.tags for item in items[max(0, one.item - 6) : one.item])
        claims.append(replace(one.claim, denied=(denied or corrected or next_says) and not itself))
    return claims
