"""Durations: the times that journeys take."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import anchors, ends, lengths, pairs
from routes.extraction.figures import Figure, apposed
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.sentences import Item
from routes.model import Claim

_LATELY = 200  # characters back to the leg that a short sentence goes on about
_SHORT = 12  # items of such a sentence
_REACH = 6  # items between a time and what it is counted from
_MEANS = ("travel.", "vehicle.", "medium.", "basis.")
_MOVES = ("motion.", "travel.", "vehicle.", "medium.", "basis.")


def read(figure: Figure) -> Claim | None:
    """Return the claim of a time that a journey takes, None for any other time."""
    items, i, scene = figure.items, figure.i, figure.scene
    before = [item for item in items[max(0, i - 2) : i] if "word.det" not in item.tags]  # "a two-hour drive" is no "twice a day"
    around = [*before, *(item for item in items[i + 1 : i + 2] if not item.has("prep."))]  # "33 hours for 730 km"
    if any("claim.spent" in item.tags and "claim.duration" not in item.tags for item in around):
        return None
    noted = ends.bracketed(figure.sentence, i, scene)
    if noted is not None:
        return figure.claim("duration", noted.origin, noted.destination, leg=noted.id)
    pair = pairs.pair(figure.sentence, i, scene)
    if pair and any("word.there_from" in item.tags for item in items[pair[2] + 1 : i]):
        pair = None  # "from A to B, from where it is two hours to C"
    away = _away(figure) if pair is None else None
    if away is not None:
        return away
    if not _journey(figure, told=pair is not None):
        return None
    about = _about(figure, pair)
    close = [*items[max(0, i - 9) : i], *items[i + 1 : i + 6]]
    if pair is None and about.leg and about.leg.origin == about.origin and any("claim.total" in item.tags for item in close):
        about = ends.About(scene.chain(about.leg), about.target)
    leg = about.leg.id if about.leg else ""
    made = figure.claim("duration", about.origin, about.target, basis=ends.means(items, i), leg=leg)
    told = made.implied or (pair is None and _inferred(figure, about))
    return replace(made, implied=told, round_trip=any("claim.return" in item.tags for item in close))


def _inferred(figure: Figure, about: ends.About) -> bool:
    """Tell whether a sentence names the beginning of a way only as where something was: "unloaded at A, … reached B in four days"."""
    ids, ways = figure.scene.hung(figure.sentence)
    hung = [ways[k] for k, ident in ids.items() if figure.scene.alike(ident, about.origin)]
    return bool(hung) and all(way in ("at", "at_to", "within", "near", "beside") for way in hung)


def _away(figure: Figure) -> Claim | None:
    """Return the claim of a time by which a place lies from another one, a border or a coast: "two hours by road from B"."""
    items, k, told = figure.items, figure.i, False
    while k + 1 < len(items) and k < figure.i + _REACH:
        item = items[k + 1]
        means = any(item.has(head) for head in _MEANS) or "claim.duration" in item.tags
        if not (means or "claim.fluff" in item.tags or "word.det" in item.tags) or (item.has("claim.anchor") and not means):
            break
        told, k = told or means, k + 1
    anchor = anchors.ahead(items, k, figure.scene)
    lies = any("claim.lies" in item.tags or "claim.located" in item.tags for item in items[: figure.i])
    if anchor is None or not anchor.target or anchor.onward or not (told or lies):
        return None
    both = lengths.bound(figure, anchor)
    if both is None or not both[0]:
        return None
    mode = ends.means(items, figure.i)
    leg = figure.scene.between(*both, mode) or figure.scene.between(both[1], both[0], mode)
    return figure.claim("duration", *both, basis=mode, last=anchor.last, leg=leg.id if leg else "")


def _journey(figure: Figure, *, told: bool) -> bool:
    """Tell whether a time is that of a journey: something takes it and something moves, two places are told, or a figure stands beside."""
    items, i, before = figure.items, figure.i, figure.before
    close = [*items[max(0, i - 9) : i], *items[i + 1 : i + 6]]
    takes = any("claim.duration" in item.tags or item.has("basis.") for item in close)
    takes = takes or _runs(items, i) or (apposed(items, i) and figure.scene.leg_in(figure.sentence) is not None)
    moves = any(any(item.has(head) for head in _MOVES) or "claim.total" in item.tags for item in items)
    beside = figure.beside is not None and all(_quiet(item) for item in items[figure.beside.item + 1 : i])
    timed = before is not None and before.claim.unit in TIME_UNITS
    return beside or (takes and (moves or told or _goes_on(figure))) or (told and (moves or timed))


def _runs(items: list[Item], i: int) -> bool:
    """Tell whether a verb of movement stands just before a time: "the train runs four days", "attendu dans six jours"."""
    k = i - 1
    while (
        k > 0 and not items[k].has("motion.") and (items[k].has("hedge.") or "word.det" in items[k].tags or items[k].value("prep.") == "at")
    ):
        k -= 1
    return k >= 0 and items[k].value("motion.").partition(".")[0] in ("move", "arrive", "expect")


def _goes_on(figure: Figure) -> bool:
    """Tell whether a short sentence goes on about the leg told just before: "Six days it took to the works"."""
    items, leg = figure.items, figure.scene.leg_before(figure.start)
    points = any("word.pronoun" in item.tags or item.value("prep.") == "to" or "word.there" in item.tags for item in items)
    near = leg is not None and figure.sentence.span.start - leg.span.end <= _LATELY
    return points and near and len(items) <= _SHORT


def _about(figure: Figure, pair: tuple[str, str, int] | None) -> ends.About:
    """Return what the journey is whose time a figure gives."""
    scene, mode = figure.scene, ends.means(figure.items, figure.i)
    if pair:
        return ends.About(pair[0], pair[1], scene.between(*pair[:2], mode))
    beside = figure.beside
    towards = _towards(figure) if beside is not None else ""
    if beside is not None and towards and scene.leg_to(figure.sentence, figure.i) is None:
        return ends.About(beside.claim.origin, towards, scene.between(beside.claim.origin, towards, ""))
    if beside is not None and not towards and scene.leg_in(figure.sentence) is None:
        return ends.About(beside.claim.origin, beside.claim.target, scene.between(beside.claim.origin, beside.claim.target, ""))
    about = ends.topic(figure.sentence, figure.i, scene, mode)
    return about if about.leg or about.origin else ends.About(*scene.whole(figure.sentence))


def _towards(figure: Figure) -> str:
    """Return the place "to" which the way of a time leads, named after the figure before: "and the haul to Homs takes three hours"."""
    ids, ways = figure.scene.hung(figure.sentence)
    first = figure.beside.item if figure.beside is not None else 0
    return next((ids[k] for k in reversed(ids) if first < k < figure.i and ways[k] in ("to", "at_to", "dest")), "")


def _quiet(item: Item) -> bool:
    """Tell whether only marks and hedges stand between two figures: "some 5,700 miles, 19 to 21 days"."""
    named = item.toponym is not None or item.has("prep.")  # "7,072 km to Orly, a little over eight hours"
    return named or (item.kind == "p" and item.key in ",/—–") or item.has("hedge.") or "word.and" in item.tags or "word.det" in item.tags
