"""Lengths: between what a distance holds, by the words around its figure."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from routes.extraction import anchors, contexts, ends, pairs, subjects
from routes.extraction.anchors import Anchor
from routes.extraction.contexts import Context
from routes.extraction.figures import ROUTES, SHORT, Figure, Found, apposed, own
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import FROM
from routes.extraction.sentences import Item
from routes.model import Claim, ClaimKind, Leg
from routes.text import DASHES
from routes.units import MILE, to_si

_OPENING = frozenset('«“„"')
_REACH = 4  # items between a verb of distance, a name and its figure
_AGAINST = 6  # items between a figure and the straight line that it is set against
_OPENS, _CLOSES = '«“„"‘:', '.,;!?…»”"’'  # marks about a figure that stands alone


def read(figure: Figure) -> Claim | None:
    """Return the claim of a figure with a unit of length, None when nothing says between what it lies."""
    items, i, unit = figure.items, figure.i, figure.quantity.unit
    anchor = anchors.ahead(items, i, figure.scene)
    pair = pairs.pair(figure.sentence, i, figure.scene)
    context = contexts.around(items, i, bearing=anchor is not None and anchor.direction != "")
    own = items[i].value("basis.") if unit not in ("nmi", MILE) else ""  # a nautical mile may lie on a straight line
    basis = (anchor.basis if anchor else "") or context.basis or own or _made_of(items, i)
    edge = _edge(figure, anchor, basis)
    if edge is not None:
        return edge
    onward = anchor is not None and anchor.onward and not anchor.kind
    if anchor and anchor.target and not onward and not (pair and anchor.target in pair[:2]):
        return anchored(figure, anchor, basis)
    if unit in SHORT:
        return None
    terrain = any("claim.terrain" in item.tags for item in items[i + 1 : i + 2])  # "370 km of jungle lie between them"
    if terrain and basis == "river":  # "divided by 4 km of river", but "400 km of river below B"
        terrain, basis = context.apart, "" if context.apart else basis
    longer = _beside_straight(figure, basis)
    straight = (context.straight and not longer) or basis == "straight" or (context.apart and basis not in ROUTES) or terrain
    context.route = context.route or _exceeds(figure, straight=straight) or _covered(items, i)
    if unit in ("nmi", MILE) and not straight and not context.away:
        basis = basis or "sea"
    if anchor is None and pair is None and _stands_off(figure):
        return figure.claim("point-to-point", _subject(figure, i), "")
    noted = ends.bracketed(figure.sentence, i, figure.scene)
    if noted is not None:
        return _noted(figure, noted, basis, anchor, straight=straight)
    line = pair is not None and pairs.line_of(figure.sentence, i, pair, figure.scene)  # "the pipeline from A to B, some 290 km"
    line = line or _piped(figure, pair, anchor)
    kind: ClaimKind = "route-length" if (context.route or line or longer or basis in ROUTES) and not straight else "point-to-point"
    if pair:
        return _paired(figure, pair, kind, basis, anchor)
    return _pointed(figure, kind, basis, anchor, context) or _told(figure, basis, anchor, context, straight=straight)


def _made_of(items: list[Item], i: int) -> str:
    """Return the mode of what a figure is a length of: "308 km of rebuilt track", "150 Kilometer holprige Piste"; "" for nothing."""
    for k in range(i + 1, min(len(items), i + 1 + _REACH)):
        item = items[k]
        if item.value("way.") in ROUTES:
            return item.value("way.")
        plain = item.kind == "w" and (not item.tags or item.tags.keys() <= {"claim.fluff"})  # "a 5 km de la carretera" is from it
        if not (plain or item.value("prep.") in ("of", "of_from")):
            return ""
    return ""


def _exceeds(figure: Figure, *, straight: bool) -> bool:
    """Tell whether a figure is set against a shorter straight line after it: "more than 13,000 km, against 9,700 in a straight line"."""
    items, quantity = figure.items, figure.quantity
    k = next((k for k in range(figure.i + 1, min(len(items), figure.i + _AGAINST)) if items[k].quantity is not None), 0)
    after = items[k].quantity if k and not straight else None
    shorter = after is not None and after.unit in ("", quantity.unit) and after.value < quantity.value
    return shorter and any(item.value("basis.") == "straight" for item in items[k + 1 : k + 3])


def _covered(items: list[Item], i: int) -> bool:
    """Tell whether a figure is how far somebody went: "the lorries drove 540 km from A to B"."""
    k = next((k for k in range(i - 1, max(-1, i - _REACH), -1) if not (items[k].has("hedge.") or "word.det" in items[k].tags)), 0)
    went = items[k].value("motion.").split(".")[0] in ("move", "travel")
    return went and any(item.value("prep.") in FROM for item in items[i + 1 : i + 2])


def _piped(figure: Figure, pair: tuple[str, str, int] | None, anchor: Anchor | None) -> bool:
    """Tell whether a figure after two names is that of the pipe between them: "crude flowed from A to B, 970 km"."""
    before = pair is not None and pair[2] < figure.i and not (anchor and anchor.direction)
    return before and pair is not None and figure.scene.between(*pair[:2], "pipeline") is not None


def _stands_off(figure: Figure) -> bool:
    """Tell whether a place is said to lie so far from something without a name: "X lies less than 20 km from the line"."""
    items, i = figure.items, figure.i
    lies = any("claim.lies" in item.tags and not item.has("motion.") for item in items[max(0, i - _REACH) : i])
    after = items[i + 1 : i + 2]
    return lies and any(item.value("prep.") in FROM for item in after) and _subject(figure, i) != ""


def _paired(figure: Figure, pair: tuple[str, str, int], kind: ClaimKind, basis: str, anchor: Anchor | None) -> Claim:
    """Return the claim of a figure between two names of its sentence."""
    way = ends.spoken(figure.items, figure.i) if kind == "route-length" else ""
    leg = figure.scene.between(*pair[:2], basis or way) if kind == "route-length" else None
    by = basis or (way if way in ROUTES else "")
    both = pair[:2]
    if anchor and anchor.direction and anchor.onward and kind == "point-to-point":
        both = (pair[1], pair[0])  # "from A 80 km south to B": B lies south of A
    made = figure.claim(kind, *both, basis=by, last=pair[2], anchor=anchor, leg=leg.id if leg else "")
    return replace(made, implied=made.implied or pairs.stated_apart(figure.items, pair[2], figure.i))


def _pointed(figure: Figure, kind: ClaimKind, basis: str, anchor: Anchor | None, context: Context) -> Claim | None:
    """Return the claim of a figure that points at its other end: "80 km to the east", "the two ports are 80 km apart", "80 km away"."""
    scene, before = figure.scene, figure.before
    last = anchor.last if anchor else 0
    if anchor and anchor.unknown:  # the other end has a name, or a description, that nobody knows
        return figure.claim("point-to-point", _subject(figure, last), "", basis=basis, last=last, anchor=anchor)
    after = [item for item in figure.items[figure.i + 1 : figure.i + 4] if not (item.has("prep.") or "word.feature" in item.tags)][:2]
    if len(after) > 1 and "claim.attributive" in after[0].tags and scene.usable(after[1].toponym):
        named = after[1].toponym  # "in das 25 Kilometer entfernte Znaim", "in den 40 Kilometer entfernten Hafen Barrow"
        assert named is not None
        return figure.claim("point-to-point", named.id, subjects.other(figure.sentence, figure.i, scene, named), basis=basis, anchor=anchor)
    distant = _distant(figure)
    if distant:
        origin = subjects.subject(figure.sentence, figure.i, scene, distant, figure.i) or scene.come_to(figure.sentence, distant)
        return figure.claim("point-to-point", origin, distant, basis=basis, anchor=anchor)
    if anchor and anchor.direction and not context.motion and not context.route:
        origin = _subject(figure, last) or (before.claim.origin if before else "")
        target = scene.elsewhere(origin, figure.start)
        made = figure.claim("point-to-point", origin, target, basis=basis, last=last, anchor=anchor)
        return replace(made, implied=made.implied or not _led(figure, origin, target))
    if context.two or context.between:
        return figure.claim(kind, *_two(figure), basis=basis, anchor=anchor)
    if context.apart and not context.motion:
        ids = list(scene.hung(figure.sentence)[0].values())
        if len(ids) == 1:  # "720 km separate A from the German plant"
            return figure.claim(kind, ids[0], scene.elsewhere(ids[0], figure.start), basis=basis, anchor=anchor)
    if context.there and anchor and anchor.onward and anchor.target:  # "from there it is 1,300 km to Durban by road"
        start = scene.there(anchor.target, figure.sentence, figure.i)
        by: ClaimKind = "route-length" if basis in ROUTES else kind
        return figure.claim(by, start, anchor.target, basis=basis, last=last, anchor=anchor)
    if (context.away or context.there) and not context.route and not own(figure.items, figure.i):
        origin = _subject(figure, figure.i)
        there = scene.there(origin, figure.sentence, figure.i) if context.there else scene.elsewhere(origin, figure.start)
        return figure.claim(kind, origin, there, basis=basis, anchor=anchor)
    return None


def _led(figure: Figure, origin: str, target: str) -> bool:
    """Tell whether a place lies that far from where its own sentence has one come from: "they left A for B, 80 km to the east"."""
    scene, sentence = figure.scene, figure.sentence
    told = scene.legs_in(sentence)
    if any(scene.alike(leg.destination, origin) and scene.alike(leg.origin, target) for leg in told):
        return True
    ids, ways = scene.hung(sentence)
    return any(k < figure.i and scene.alike(ident, target) and ways[k] in ("from", "object", "") for k, ident in ids.items())


def _distant(figure: Figure) -> str:
    """Return the place before a figure that it is counted from: "dista dalla sua Matera diciotto chilometri"; "" when there is none."""
    items = figure.items
    for k in range(figure.i - 1, max(-1, figure.i - _REACH), -1):
        named = items[k].toponym
        if items[k].kind == "q":
            break
        if named is not None:
            lead = items[max(0, k - _REACH) : k]
            apart = any("claim.apart" in item.tags for item in lead) and not any(item.kind == "q" for item in lead)
            from_it = any(item.value("prep.") in FROM for item in items[max(0, k - 3) : k])
            return named.id if apart and from_it and figure.scene.usable(named) else ""
    return ""


def _told(figure: Figure, basis: str, anchor: Anchor | None, context: Context, *, straight: bool) -> Claim | None:
    """Return the claim of a figure that takes up the one before it, or is said of what the telling has come to."""
    if own(figure.items, figure.i):
        return None
    if figure.beside is not None and not (context.motion or context.route or _gone_on(figure, figure.beside)):
        return beside(figure, figure.beside, basis)
    by_means = ends.by(figure.items, figure.i)
    if context.route or context.straight or context.motion or basis or by_means:
        way = (by_means or ends.spoken(figure.items, figure.i)) if not straight else ""
        line = figure.beside.claim if figure.beside is not None and figure.scene.leg_in(figure.sentence) is None else None
        if line is not None and line.kind == "point-to-point" and line.target and not line.implied and context.route and not straight:
            leg = figure.scene.between(line.origin, line.target, way) or figure.scene.between(line.target, line.origin, way)
            by = basis or (way if way in ROUTES else "")  # "A is 380 km from B; the railway, 510 km long, …"
            return figure.claim("route-length", line.origin, line.target, basis=by, anchor=anchor, leg=leg.id if leg else "")
        about = ends.topic(figure.sentence, figure.i, figure.scene, basis if basis in ROUTES else way)
        kind: ClaimKind = "point-to-point" if straight else "route-length"
        if context.total and about.leg:
            return figure.claim(kind, figure.scene.chain(about.leg), about.leg.destination, basis=basis, anchor=anchor)
        claim = figure.claim(kind, about.origin, about.target, basis=basis, anchor=anchor, leg=about.leg.id if about.leg else "")
        other = about.leg is not None and way not in ("", about.leg.mode) and about.leg.mode in ROUTES
        return replace(claim, implied=True) if other else claim  # "a pipeline 1,511 km long", where only a ship is told to have gone
    return _loose(figure, basis, anchor, context)


def _gone_on(figure: Figure, before: Found) -> bool:
    """Tell whether a movement stands between where something was and a figure: "200 km west of A she …, and put in at B after 3,000"."""
    between = figure.items[before.item + 1 : figure.i]
    return before.claim.direction != "" and any(item.has("motion.") and item.value("motion.") != "be.any" for item in between)


def _loose(figure: Figure, basis: str, anchor: Anchor | None, context: Context) -> Claim | None:
    """Return the claim of a figure that only its place in the telling explains: set off by a comma, said, or after another."""
    items, i, scene, before = figure.items, figure.i, figure.scene, figure.before
    told = scene.leg_in(figure.sentence) if apposed(items, i, at=True) else None
    if told is not None and not apposed(items, i) and ends.among(figure.sentence, i, told.origin, told.destination, scene)[0]:
        told = None
    if told is not None:  # "on a flight to Paris, that is 7,070 km"
        return figure.claim("point-to-point", told.destination, told.origin, basis=basis, anchor=anchor)
    both = ends.couple(figure.sentence, i, scene) if apposed(items, i) else None
    if both is not None:  # "A is nearer to B than one thinks, some 7,100 km"
        return figure.claim("point-to-point", *both, basis=basis, anchor=anchor)
    if before is not None and before.claim.unit not in TIME_UNITS:
        return beside(figure, before, basis)
    end = _headed(figure)
    if end and not (context.away or context.there):
        quoted = any(item.key in _OPENING for item in items[:i])  # where somebody else stands who says so is not told
        start = "" if quoted else scene.come_to(figure.sentence, end)
        return figure.claim("point-to-point", start, end, basis=basis, anchor=anchor)
    said = any("word.said" in item.tags for item in items[max(0, i - 3) : i])  # "the smuggler said 500 kilometres"
    if _fragment(items, i):
        last = ends.topic(figure.sentence, i, scene, "")
        return replace(figure.claim("point-to-point", last.origin, last.target, basis=basis, anchor=anchor), implied=True)
    if context.away or context.at or context.distance or said:
        last = ends.topic(figure.sentence, i, scene, ends.spoken(items, i))
        if last.origin or not said:
            return figure.claim("point-to-point", last.origin, last.target, basis=basis, anchor=anchor)
    return None


def _headed(figure: Figure) -> str:
    """Return the place that a figure leads to whose clause only says so: "до Стамбула сотня километров", "до Гао оставалось 80 км"."""
    items, i = figure.items, figure.i
    ids, ways = figure.scene.hung(figure.sentence)
    k = max((k for k in ids if k < i), default=-1)
    first = max((j + 1 for j in range(k) if items[j].kind == "p"), default=0)
    quiet = all(m.has("hedge.") or m.has("claim.") or m.key in DASHES or not m.tags for m in items[k + 1 : i])
    led = k > 0 and ways[k] == "to" and all(m.has("prep.") or "word.det" in m.tags or "word.feature" in m.tags for m in items[first:k])
    return ids[k] if led and quiet and i - k <= _REACH and len(items) - i <= _REACH + 1 else ""


def _fragment(items: list[Item], i: int) -> bool:
    """Tell whether a figure is a sentence, or a quotation, of its own: "Twenty kilometres, you can see the other shore"."""
    first = next((k + 1 for k in range(i - 1, -1, -1) if not (items[k].has("hedge.") or "word.det" in items[k].tags)), 0)
    opens = first == 0 or (items[first - 1].kind == "p" and items[first - 1].key in _OPENS)
    return opens and (i + 1 >= len(items) or (items[i + 1].kind == "p" and items[i + 1].key in _CLOSES))


def _edge(figure: Figure, anchor: Anchor | None, basis: str) -> Claim | None:
    """Return the claim of a figure whose border or coast stands before it, None when none does."""
    edge = anchors.behind(figure.items, figure.i) if figure.quantity.unit not in SHORT else None
    if edge is None or (anchor and (anchor.kind or anchor.unknown)):
        return None
    if anchor and anchor.target and not edge.onward:  # "The border with X is 20 km from Y"
        kind, near = cast(ClaimKind, edge.kind), anchor.target
        if near.startswith("capital"):
            near = figure.scene.capital(near.partition(":")[2], figure.sentence)
        elif near in ("here", "there"):
            near = figure.scene.come_to(figure.sentence, edge.target)
        return figure.claim(kind, near, edge.target, basis=basis, last=anchor.last, anchor=edge)
    if anchor and (anchor.target or (anchor.direction and edge.onward)):
        return None
    return anchored(figure, edge, basis)  # "the Polish border, 60 km to the west, is closed"


def _noted(figure: Figure, leg: Leg, basis: str, anchor: Anchor | None, *, straight: bool) -> Claim:
    """Return the claim of a figure in brackets after the place that a leg leads to."""
    if straight or (anchor is not None and anchor.direction != ""):
        return figure.claim("point-to-point", leg.destination, leg.origin, basis=basis, anchor=anchor)
    return figure.claim("route-length", leg.origin, leg.destination, basis=basis, anchor=anchor, leg=leg.id)


def anchored(figure: Figure, anchor: Anchor, basis: str) -> Claim | None:
    """Return the claim of a figure bound to a place, a border or a coast."""
    both = bound(figure, anchor)
    if both is None:
        return None
    kind = cast(ClaimKind, anchor.kind or ("route-length" if basis in ROUTES else "point-to-point"))
    return figure.claim(kind, *both, basis=basis, last=anchor.last, anchor=anchor)


def bound(figure: Figure, anchor: Anchor) -> tuple[str, str] | None:
    """Return the two ends of a figure that is bound to one of them; None when a capital is meant that the report does not name."""
    scene, before, target = figure.scene, figure.before, anchor.target
    if target.startswith("capital"):
        target = scene.capital(target.partition(":")[2], figure.sentence)
        if not target:
            return None
    pointed = target in ("here", "there")
    if anchor.origin:
        return anchor.origin, target
    origin = subjects.subject(figure.sentence, figure.i, scene, "" if pointed else target, anchor.last)
    if not pointed and anchor.last > figure.i and subjects.event(figure.sentence, figure.i, scene, anchor.last):
        return origin if origin in subjects.after(figure.sentence, anchor.last) else "", target
    if not origin and figure.beside is not None:
        origin = figure.beside.claim.origin
    if not origin and before is not None and scene.alike(target, before.claim.target):
        origin = before.claim.origin
    elif not origin and before is not None and scene.alike(target, before.claim.origin):
        origin = before.claim.target
    if not origin and not ends.headed(figure.sentence, figure.i):
        origin = scene.come_to(figure.sentence, target)
    if not pointed and scene.alike(origin, target):
        origin = ""  # "B (105 km from A)", where nobody knows B
    if pointed:
        target = scene.there(origin, figure.sentence, figure.i) if target == "there" else scene.elsewhere(origin, figure.start)
    return origin, target


def beside(figure: Figure, before: Found, basis: str) -> Claim:
    """Return the claim of a figure that takes up the one before: "Calama, some 200", "in fact 120 km"."""
    scene, claim = figure.scene, before.claim
    origin, target = claim.origin, claim.target
    first = before.item if before.sentence == figure.sentence.index else -1
    for k in range(figure.i - 1, first, -1):
        toponym = figure.items[k].toponym
        if toponym is not None and scene.usable(toponym) and toponym.id not in scene.taken:
            origin = toponym.id
            break
    if scene.alike(origin, target) and not scene.alike(claim.origin, origin):
        target = claim.origin
    kind: ClaimKind = "route-length" if basis in ROUTES else (claim.kind if claim.kind != "duration" else "point-to-point")
    if basis == "straight" and kind == "route-length":
        kind = "point-to-point"
    if kind == "point-to-point" and origin == claim.origin and contrasts(figure, basis):
        kind = "route-length"
    made = figure.claim(kind, origin, target, basis=basis)
    between = range(first + 1, figure.i)
    disputes = any(figure.items[k].has(tag) for k in between for tag in ("word.said", "claim.correction", "claim.denied"))
    strange = any(ends.stranger(figure.items, k) for k in between)
    return replace(made, echo=disputes and not strange and (origin, target) == (claim.origin, claim.target))


def _beside_straight(figure: Figure, basis: str) -> bool:
    """Tell whether a figure of the same sentence is set against a straight line: "214 miles as the crow flies and 500 km uphill"."""
    beside, own = figure.beside, figure.quantity
    straight = beside is not None and beside.claim.basis == "straight" and not basis and own.unit not in TIME_UNITS
    return straight and beside is not None and to_si(own.value, own.unit) > to_si(beside.claim.value, beside.claim.unit)


def contrasts(figure: Figure, basis: str) -> bool:
    """Tell whether a figure is set against a straight line before it: "300 km in a straight line. The drivers reckon on 420"."""
    before = figure.before if figure.before is not None and figure.sentence.index - figure.before.sentence <= 1 else None
    longer = before is not None and figure.quantity.value > before.claim.value and figure.quantity.unit == before.claim.unit
    return longer and before is not None and before.claim.basis == "straight" and not basis


def _subject(figure: Figure, last: int) -> str:
    return subjects.subject(figure.sentence, figure.i, figure.scene, "", last)


def _two(figure: Figure) -> tuple[str, str]:
    """Return the two ends that "the two ports" means: those of the way told last."""
    about = ends.topic(figure.sentence, figure.i, figure.scene, "")
    if about.origin and about.target:
        return about.origin, about.target
    named = [t.id for t in figure.scene.before(figure.start) if figure.scene.usable(t)]
    return (named[-2], named[-1]) if len(named) > 1 else ("", "")
