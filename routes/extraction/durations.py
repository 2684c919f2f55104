"""Durations: the times that journeys take."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import anchors, ends
from routes.extraction.anchors import Scene
from routes.extraction.figures import Found, apposed, make
from routes.extraction.numbers import TIME_UNITS, Quantity
from routes.extraction.sentences import Item, Sentence
from routes.model import Claim


def read(sentence: Sentence, i: int, quantity: Quantity, scene: Scene, before: Found | None) -> Claim | None:
    """Return the claim of a time that a journey takes, None for any other time."""
    items = sentence.items
    around = [*items[max(0, i - 2) : i], *(item for item in items[i + 1 : i + 2] if not item.has("prep."))]  # "33 hours for 730 km"
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
    noted = ends.bracketed(sentence, i, scene)
    if noted is not None:
        return make(sentence, i, quantity, "duration", noted.origin, noted.destination, "", i, None, scene, noted.id)
    pair = anchors.pair(sentence, i, scene)
    if pair and any("word.there_from" in item.tags for item in items[pair[2] + 1 : i]):
        pair = None  # "from A to B, from where it is two hours to C"
    takes = takes or (apposed(items, i) and scene.leg_in(sentence) is not None)
    beside = before is not None and before.sentence == sentence.index and all(_quiet(item) for item in items[before.item + 1 : i])
    if not (beside or (takes and (moves or pair)) or (pair and moves)) and not (
        pair and before is not None and before.claim.unit in TIME_UNITS
    ):
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
    made = make(sentence, i, quantity, "duration", origin, target, ends.means(items, i), i, None, scene, leg.id if leg else "")
    return replace(made, round_trip=any("claim.return" in item.tags for item in close))


def _quiet(item: Item) -> bool:
    """Tell whether only marks and hedges stand between two figures: "some 5,700 miles, 19 to 21 days"."""
    return (item.kind == "p" and item.key in ",/—–") or item.has("hedge.") or "word.and" in item.tags or "word.det" in item.tags
