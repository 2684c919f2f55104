"""Durations: the times that journeys take."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import anchors, ends, lengths, numbered, pairs, waits
from routes.extraction.attachments import motion
from routes.extraction.figures import Figure, apposed
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import OF, TO
from routes.extraction.sentences import Item, water
from routes.model import Claim

_LATELY = 200  # characters back to the leg that a short sentence goes on about
_SHORT = 12  # items of such a sentence
_REACH = 6  # items between a time and what it is counted from
_LOADED = 3  # items between "loaded" and the place
_BESIDE = 5  # items between a time and the place that it is counted from
_BEFORE, _AFTER = 9, 5  # items around a time among which its noun stands
_BACK = 8  # items between a departure's place and the time by which it lies back
_FRAGMENT = 14  # items of a sentence without a verb of its own
_TERSE = 8  # items of one that names what is measured: "Flugzeit je vier Stunden"
_UNDER_WAY = 4  # items before a time in which it is said that something is on the way
_NOUN = 4  # items between a noun of travel and its time
_TIMES = frozenset({"claim.", "travel.", "basis."})  # heads of the tags of a noun such as "Flugzeit"
_REACHED = TO | {"at", "object"}  # how a place hangs on what comes to it
_SINCE = frozenset({"word.since", "word.leaving"})
_LIES = frozenset({"claim.lies", "claim.located", "motion.be.any"})
_MEANS = ("travel.", "vehicle.", "medium.", "basis.")
_MOVES = ("motion.", "travel.", "vehicle.", "medium.", "basis.")


def read(figure: Figure) -> Claim | None:
    """Return the claim of a time that a journey takes, None for any other time."""
    items, i, scene = figure.items, figure.i, figure.scene
    left = _left(figure)
    if left is not None:
        return left
    if waited(items, i) or waits.following(items, i) == "event":
        return None
    if figure.quantity.nth:
        return numbered.read(figure, _counted_from(figure), _about(figure, None))
    noted = ends.bracketed(figure.sentence, i, scene)
    if noted is not None:
        return figure.claim("duration", noted.origin, noted.destination, leg=noted.id)
    onward = _from_there(figure)
    if onward is not None:
        return onward
    pair = pairs.pair(figure.sentence, i, scene)
    if pair and any("word.there_from" in item.tags for item in items[pair[2] + 1 : i]):
        pair = None  # "from A to B, from where it is two hours to C"
    if pair and _by_other_means(figure, pair):
        pair = None
    near = ends.told_at(figure.sentence, i, scene) if pair and pair[2] < i else None
    if near is not None and pair is not None and not scene.alike(near.destination, pair[1]):
        pair = None  # "from A to B; there it is loaded on a ship that docks at C twelve hours later"
    away = _away(figure) if pair is None or _edged(figure) else None
    if away is not None:
        return away
    if not _journey(figure, told=pair is not None):
        return None
    about = _about(figure, pair)
    close = _close(items, i)
    total = any("claim.total" in item.tags for item in [items[0], *close])  # "in all, the box had been under way for 54 days"
    if pair is None and about.leg and about.leg.origin == about.origin and total:
        about = ends.About(scene.chain(about.leg), about.target)
    leg = about.leg.id if about.leg else ""
    takes = any("claim.takes" in item.tags for item in items)
    if takes and not (leg or about.origin or about.target or any(_travels(item) for item in items)):
        return None  # "it took firefighters four hours to put out the blaze"
    made = figure.claim("duration", about.origin, about.target, basis=ends.means(items, i), leg=leg)
    told = made.implied or (pair is None and _inferred(figure, about))
    return replace(made, implied=told, round_trip=any("claim.return" in item.tags for item in close))


def _travels(item: Item) -> bool:
    """Tell whether a word tells of a journey, and not only of time that is taken: "took", of loading or of unloading."""
    moves = motion(item)[0] in ("move", "arrive", "cross", "travel", "carry", "connect") and "claim.takes" not in item.tags
    return moves or any(item.has(head) for head in _MEANS)


def _close(items: list[Item], i: int) -> list[Item]:
    """Return the items around a time that may say what takes it."""
    return [*items[max(0, i - _BEFORE) : i], *items[i + 1 : i + 1 + _AFTER]]


def _by_other_means(figure: Figure, pair: tuple[str, str, int]) -> bool:
    """Tell whether a time is told by means that another leg of its sentence went by: "by rail from A to B, by sea in six days to C"."""
    scene, mode = figure.scene, ends.means(figure.items, figure.i)
    own = scene.between(*pair[:2], "")
    told = scene.legs_in(figure.sentence)
    return own is not None and mode not in ("", own.mode) and own.mode != "unknown" and any(leg.mode == mode for leg in told)


def waited(items: list[Item], i: int) -> bool:
    """Tell whether a time is none of a journey: "three days ago", "seven hours of delay", "a nine-day stoppage"."""
    quantity = items[i].quantity
    if quantity is not None and quantity.nth:
        return numbered.other(items, i)
    if waits.held(items, i):
        return True
    before = [item for item in items[max(0, i - 2) : i] if "word.det" not in item.tags]  # "a two-hour drive" is no "twice a day"
    if waits.under_way(items, i) or any(item.has("travel.") for item in items[i + 1 : i + 2]):
        before = [item for item in before if not item.has("prep.")]  # "they walked for three days", "300 dollars for the five-day ride"
    elif before and before[-1].has("prep.") and before[-1].value("prep.") not in OF:
        before = before[-1:]  # "se hace en 27 días" is no "hace 27 días"
        if any("claim.total" in item.tags for item in items[max(0, i - _UNDER_WAY) : i]):
            before = []  # "on the road for four weeks"
    noun = len(before) > 1 and "claim.duration" in before[0].tags and before[0].heads <= _TIMES
    if noun and not before[1].has("prep."):
        before = []  # "Flugzeit je vier Stunden"
    return waits.idle([*before, *waits.whose(items, i)])


def _left(figure: Figure) -> Claim | None:
    """Return the claim of a time by which a departure lies back: "loaded at A eleven days earlier, the ship reached B"."""
    items, i, scene = figure.items, figure.i, figure.scene
    if not any("claim.earlier" in item.tags for item in items[i + 1 : i + 3]):
        return None
    name = next((k for k in range(i - 1, max(-1, i - _BACK), -1) if items[k].toponym is not None), -1)
    leaves = scene.hung(figure.sentence)[1].get(name) == "from"
    leaves = leaves or any(motion(item)[0] in ("depart", "load", "move") for item in items[max(0, name - _REACH) : name])
    told = scene.legs_in(figure.sentence)
    named = items[name].toponym if name >= 0 else None
    leg = next((leg for leg in told if named is not None and scene.alike(leg.origin, named.id)), None)
    return figure.claim("duration", leg.origin, leg.destination, leg=leg.id) if leg is not None and leaves else None


def _inferred(figure: Figure, about: ends.About) -> bool:
    """Tell whether a sentence names the beginning of a way only as where something was: "unloaded at A, … reached B in four days"."""
    ids, ways = figure.scene.hung(figure.sentence)
    named = [k for k, ident in ids.items() if figure.scene.alike(ident, about.origin)]
    if any(motion(item)[0] in ("load", "depart") for k in named for item in figure.items[max(0, k - _LOADED) : k]):
        return False
    hung = [ways[k] for k in named]
    return bool(hung) and all(way in ("at", "at_to", "within", "near", "beside") for way in hung)


def _away(figure: Figure) -> Claim | None:
    """Return the claim of a time by which a place lies from another one, a border or a coast: "two hours by road from B"."""
    items, k, told = figure.items, figure.i, False
    while k + 1 < len(items) and k < figure.i + _REACH:
        item = items[k + 1]
        if item.value("prep.") in OF and any(m.has("vehicle.") or m.has("travel.") for m in items[k + 2 : k + 3]):
            told, k = True, k + 2  # "a dos horas de avión de B"
            continue
        means = any(item.has(head) for head in _MEANS) or "claim.duration" in item.tags or "claim.away" in item.tags
        if not (means or "claim.fluff" in item.tags or "word.det" in item.tags) or (item.has("claim.anchor") and not means):
            break
        told, k = told or means, k + 1
    anchor = anchors.ahead(items, k, figure.scene)
    lies = any(not _LIES.isdisjoint(item.tags) for item in items[: figure.i])
    lies = lies or (figure.i > 0 and items[figure.i - 1].key == "," and _arrived(figure))
    if anchor is None or not anchor.target or anchor.onward or not (told or lies):
        return None
    both = lengths.bound(figure, anchor)
    if both is None or not both[0]:
        return None
    mode = ends.means(items, figure.i)
    leg = figure.scene.between(*both, mode) or figure.scene.between(both[1], both[0], mode)
    return figure.claim("duration", *both, basis=mode, last=anchor.last, leg=leg.id if leg else "")


def _from_there(figure: Figure) -> Claim | None:
    """Return the claim of a time from a place just told to the next: "three hours from A to B, from there another hour to C"."""
    items, i, scene = figure.items, figure.i, figure.scene
    there = next((k for k in range(i - 1, max(-1, i - _REACH), -1) if "word.there_from" in items[k].tags), -1)
    ids, ways = scene.hung(figure.sentence)
    end = next((k for k in ids if i < k <= i + _BESIDE and ways[k] in TO), -1)
    if there < 0 or end < 0 or any(item.kind in "pqt" for item in (*items[there + 1 : i], *items[i + 1 : end])):
        return None
    came = next((ids[k] for k in reversed(ids) if k < there and ways[k] in TO), "")
    start = came or (figure.beside.claim.target if figure.beside is not None else "")
    if not start or scene.alike(start, ids[end]):
        return None
    leg = scene.between(start, ids[end], "")
    return figure.claim("duration", start, ids[end], leg=leg.id if leg else "")


def _edged(figure: Figure) -> bool:
    """Tell whether a time is counted from a border or a coast, whose state or sea is no end of a journey: "İran sınırına bir saat"."""
    found = anchors.ahead(figure.items, figure.i, figure.scene)
    return found is not None and found.kind != ""


def _arrived(figure: Figure) -> bool:
    """Tell whether a place that is arrived at stands before a figure: "entered A, four days out of B"."""
    ways = figure.scene.hung(figure.sentence)[1]
    return any(k < figure.i and way in _REACHED for k, way in ways.items())


def _journey(figure: Figure, *, told: bool) -> bool:
    """Tell whether a time is that of a journey: something takes it and something moves, two places are told, or a figure stands beside."""
    items, i, before = figure.items, figure.i, figure.before
    close = _close(items, i)
    takes = any("claim.duration" in item.tags or item.has("basis.") for item in close)
    takes = takes or any(item.has("medium.") or item.has("travel.") for item in [*items[max(0, i - 3) : i], *items[i + 1 : i + 3]])
    takes = takes or _runs(items, i) or (apposed(items, i) and figure.scene.leg_in(figure.sentence) is not None)
    moves = any(any(item.has(head) for head in _MOVES) or "claim.total" in item.tags for item in items)
    beside = figure.beside is not None and all(_quiet(item) for item in items[figure.beside.item + 1 : i])
    if "number.full" in items[i].tags and figure.quantity.value == 1 and not _measured(items, i):
        return False  # "за сутки выгрузили", in a day
    if beside or _fragment(figure) or _elapsed(figure) or _along(figure) or waits.following(items, i) == "departure":
        return True
    timed = before is not None and before.claim.unit in TIME_UNITS
    goes_on = figure.beside is not None or _headed(figure) or _goes_on(figure)
    return (takes and (moves or told or goes_on)) or (told and (moves or timed))


def _runs(items: list[Item], i: int) -> bool:
    """Tell whether a verb of movement stands just before a time: "the train runs four days", "attendu dans six jours"."""
    k = i - 1
    while (
        k > 0 and not items[k].has("motion.") and (items[k].has("hedge.") or "word.det" in items[k].tags or items[k].value("prep.") == "at")
    ):
        k -= 1
    return k >= 0 and items[k].value("motion.").partition(".")[0] in ("move", "arrive", "expect")


def _measured(items: list[Item], i: int) -> bool:
    """Tell whether something takes the one day or week that a single word says: "занял сутки", "почти сутки качки"."""
    if any(item.has("travel.") or item.has("vehicle.") for item in items[i : i + 2]):
        return True  # "a day's march", "день пути"
    return items[i - 1].has("hedge.") or any("claim.takes" in item.tags for item in items[max(0, i - _NOUN) : i])


def _along(figure: Figure) -> bool:
    """Tell whether a time stands right after a movement and the place it leads to: "пливтиме до Гамбурга сорок днів"."""
    items, k = figure.items, figure.i - 1
    if figure.scene.leg_in(figure.sentence) is None:
        return False
    while k > 0 and not items[k].has("motion."):
        item = items[k]
        led = item.has("prep.") or "word.pronoun" in item.tags or item.toponym is not None or item.has("direction.") or item.has("medium.")
        if not (led or _small(item) or item.has("claim.fluff")):
            return False
        k -= 1
    return items[k].value("motion.").partition(".")[0] in ("move", "carry") and k < figure.i - 1


def _headed(figure: Figure) -> bool:
    """Tell whether a noun of travel heads a time soon after a way was told: "the website puts the descent at ten hours"."""
    items, i = figure.items, figure.i
    nouns = [item for item in items[max(0, i - _NOUN) : i] if item.has("travel.") or "word.noun" in item.tags]
    return bool(nouns) and figure.sentence.span.start - _last(figure) <= _LATELY


def _last(figure: Figure) -> int:
    """Return where the last leg or way ends that is told before a figure."""
    leg, way = figure.scene.leg_before(figure.start), next(iter(reversed(figure.scene.ways)), None)
    return max(leg.span.end if leg else -_LATELY, way.start if way else -_LATELY)


def _fragment(figure: Figure) -> bool:
    """Tell whether a time stands for a sentence of its own after one that tells of a way: "Eight hours, if all goes well."."""
    items, i = figure.items, figure.i
    size = next((k for k in range(i, len(items)) if items[k].kind == "p" and items[k].key == ","), len(items))
    if figure.sentence.span.start - _last(figure) > _LATELY or size > _FRAGMENT:
        return False
    opens = all(_small(item) or item.kind == "p" or "claim.total" in item.tags for item in items[:i])
    terse = len(items) <= _TERSE and not any(item.toponym is not None or item.has("motion.") for item in items)
    opens = opens or (terse and "claim.duration" in items[0].tags)
    after = next((item for item in items[i + 1 :] if not (_small(item) or item.has("prep."))), None)
    means = after is None or after.kind == "p" or any(after.has(head) for head in _MOVES) or "claim.total" in after.tags
    means = means or (after is not None and after.toponym is not None and water(after.toponym))  # "ten days of Atlantic"
    return opens and means and not any("word.then" in item.tags or "claim.earlier" in item.tags for item in items[i + 1 : i + 3])


def _elapsed(figure: Figure) -> bool:
    """Tell whether a time is counted from a place that was left: "33 hours had passed since A when it stepped out at B"."""
    ids = figure.scene.hung(figure.sentence)[0]
    name = next((k for k in ids if figure.i < k <= figure.i + _BESIDE), -1)
    since = any(not _SINCE.isdisjoint(item.tags) for item in figure.items[figure.i + 1 : max(name, 0)])
    return name >= 0 and since


def _small(item: Item) -> bool:
    return item.has("hedge.") or "word.det" in item.tags or "claim.copula" in item.tags or item.key in '«“"„'


def _goes_on(figure: Figure) -> bool:
    """Tell whether a short sentence goes on about the leg told just before: "Six days it took to the works", "The last lot took nine"."""
    items, leg = figure.items, figure.scene.leg_before(figure.start)
    points = any("word.pronoun" in item.tags or item.value("prep.") == "to" or "word.there" in item.tags for item in items)
    points = points or any("claim.takes" in item.tags for item in items[max(0, figure.i - 3) : figure.i + 3])
    near = leg is not None and figure.sentence.span.start - leg.span.end <= _LATELY
    return points and near and len(items) <= _SHORT


def _about(figure: Figure, pair: tuple[str, str, int] | None) -> ends.About:
    """Return what the journey is whose time a figure gives."""
    scene, mode = figure.scene, ends.means(figure.items, figure.i)
    if pair:
        return ends.About(pair[0], pair[1], scene.between(*pair[:2], mode))
    beside = figure.beside
    if beside is not None and mode and beside.claim.basis not in ("", mode):
        beside = None  # "the crossing takes three days, the rail leg fifteen hours"
    towards = _towards(figure) if beside is not None else ""
    if beside is not None and towards and scene.leg_to(figure.sentence, figure.i) is None:
        return ends.About(beside.claim.origin, towards, scene.between(beside.claim.origin, towards, ""))
    if beside is not None and not towards and scene.leg_in(figure.sentence) is None:
        return ends.About(beside.claim.origin, beside.claim.target, scene.between(beside.claim.origin, beside.claim.target, ""))
    about = ends.topic(figure.sentence, figure.i, scene, mode)
    start = _counted_from(figure)
    if start and not scene.alike(start, about.origin):
        target = about.target if about.target and not scene.alike(start, about.target) else _reached(figure, start)
        return ends.About(start, target, scene.between(start, target, mode) or scene.between(start, target, ""))
    return about if about.leg or about.origin else ends.About(*scene.whole(figure.sentence))


def _counted_from(figure: Figure) -> str:
    """Return the place that a time is counted from right after it: "a two-day voyage from X"; "" when there is none."""
    ids, ways = figure.scene.hung(figure.sentence)
    near = (k for k in ids if figure.i < k <= figure.i + _BESIDE)
    return next((ids[k] for k in near if ways[k] in ("from", "anchor") or "word.since" in figure.items[k - 1].tags), "")


def _reached(figure: Figure, start: str) -> str:
    """Return the place of a sentence that something comes to, other than where it starts; the one before the figure first."""
    ids, ways = figure.scene.hung(figure.sentence)
    named = [k for k in ids if ways[k] in _REACHED and not figure.scene.alike(ids[k], start)]
    before = [k for k in named if k < figure.i]
    return ids[(before or named or [-1])[-1 if before else 0]] if named else ""


def _towards(figure: Figure) -> str:
    """Return the place "to" which the way of a time leads, named after the figure before: "and the haul to Homs takes three hours"."""
    ids, ways = figure.scene.hung(figure.sentence)
    first = figure.beside.item if figure.beside is not None else 0
    return next((ids[k] for k in reversed(ids) if first < k < figure.i and ways[k] in TO), "")


def _quiet(item: Item) -> bool:
    """Tell whether only marks and hedges stand between two figures: "some 5,700 miles, 19 to 21 days"."""
    named = item.toponym is not None or item.has("prep.")  # "7,072 km to Orly, a little over eight hours"
    return named or (item.kind == "p" and item.key in ",/—–") or item.has("hedge.") or "word.and" in item.tags or "word.det" in item.tags
