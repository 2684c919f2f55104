"""Numbered days: the times that journeys take, told by the day on which they come somewhere."""

from __future__ import annotations

from routes.extraction import ends, waits
from routes.extraction.attachments import motion
from routes.extraction.figures import Figure
from routes.extraction.prepositions import TO
from routes.extraction.sentences import Item
from routes.model import Claim

_BESIDE = 5  # items between a day and the place that it is counted from
_REACHED = TO | {"at", "object"}  # how a place hangs on what comes to it
_LEFT = frozenset({"from", "anchor"})
_JOURNEYS = ("travel.", "way.", "medium.")  # "of the voyage"


def other(items: list[Item], i: int) -> bool:
    """Tell whether a day is none on which a journey comes somewhere: "the second day of the fair", "on the third day they left A"."""
    noun = waits.whose(items, i)
    journey = any("claim.duration" in item.tags or any(item.has(head) for head in _JOURNEYS) for item in noun)
    counted = (waits.of(items, i) and not journey) or waits.following(items, i) == "event"
    return counted or waits.idle(noun) or _leaves(items, i)


def read(figure: Figure, since: str, about: ends.About) -> Claim | None:
    """Return the claim of a day of a journey on which it comes somewhere: "was at B on the ninth day"; None when it comes nowhere.

    Parameters
    ----------
    figure
        The day.
    since
        The place that it is counted from in so many words, "" where there is none: the beginning of the journey then.
    about
        What a time that stood here would be said of.
    """
    items, scene = figure.items, figure.scene
    since = since or _counted_after(figure)
    target = _come_to(figure, since)
    if not (target or any(item.has("motion.") for item in items) or scene.leg_in(figure.sentence) is not None):
        return None
    start, end = (since, target) if since else _began(figure, target, about)
    leg = scene.between(start, end, "")
    return figure.claim("duration", start, end, basis=ends.means(items, figure.i), leg=leg.id if leg else "")


def _leaves(items: list[Item], i: int) -> bool:
    """Tell whether what happens on a day is a departure: "on the third day they left A"."""
    first = next((k for k in range(i - 1, -1, -1) if _parts(items[k])), -1)
    last = next((k for k in range(i + 1, len(items)) if _parts(items[k])), len(items))
    verbs = [item for item in items[first + 1 : last] if item.has("motion.")]
    return bool(verbs) and all(motion(item)[0] in ("depart", "load") and "word.inbound" not in item.tags for item in verbs)


def _parts(item: Item) -> bool:
    """Tell whether an item may part two clauses."""
    return item.kind == "p" or "word.and" in item.tags or item.has("word.clause")


def _counted_after(figure: Figure) -> str:
    """Return the place after which a day is counted: "on the tenth day after A"; "" when there is none."""
    ids = figure.scene.hung(figure.sentence)[0]
    near = (k for k in ids if figure.i < k <= figure.i + _BESIDE)
    return next((ids[k] for k in near if "claim.following" in figure.items[k - 1].tags), "")


def _come_to(figure: Figure, start: str) -> str:
    """Return the place of a sentence that is reached on a day: the last one before it, or the next where the day opens its clause."""
    i, scene = figure.i, figure.scene
    ids, ways = scene.hung(figure.sentence)
    others = [k for k in ids if ways[k] not in _LEFT and not scene.alike(ids[k], start)]
    before, after = ([k for k in others if ways[k] in _REACHED and (k < i) == first] for first in (True, False))
    if before and not (after and _opens(figure.items, i)):
        return ids[before[-1]]
    plain = [k for k in others if ways[k] == "" and (k < i or len(others) == 1)]
    named = after or (plain if len(plain) == 1 else [])  # "B is reached on the fifth day"
    return ids[named[0]] if named else ""


def _began(figure: Figure, target: str, about: ends.About) -> tuple[str, str]:
    """Return where the journey began that comes to a place on a day, and that place: the days count from the first of its legs."""
    scene, sentence = figure.scene, figure.sentence
    told = (leg for leg in reversed(scene.told(sentence.span.end)) if target and scene.alike(leg.destination, target))
    leg = next(told, None)
    if leg is None:
        if scene.alike(about.origin, target):
            target = _come_to(figure, about.origin)
        if about.leg is None or about.leg.origin != about.origin:
            return about.origin, target or about.target
        leg = about.leg
    named = any(scene.alike(ident, leg.origin) for ident in scene.hung(sentence)[0].values())
    return leg.origin if named else scene.chain(leg), target or leg.destination


def _opens(items: list[Item], i: int) -> bool:
    """Tell whether a time opens its clause: "and on the third day were seen at B"."""
    k = i - 1
    while k >= 0 and (items[k].has("prep.") or items[k].has("hedge.") or "word.det" in items[k].tags):
        k -= 1
    return k < 0 or _parts(items[k])
