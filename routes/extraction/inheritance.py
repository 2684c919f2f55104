"""Inheritance: the mode that a statement takes over from what was told before it, or that the leg before it takes from its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.drafts import RECENT, TOLD
from routes.extraction.modes import aboard, mode_of
from routes.extraction.regions import close
from routes.extraction.sentences import same, water
from routes.extraction.statements import Frame, index_of
from routes.extraction.telling import CLOSING
from routes.extraction.transfers import onto

if TYPE_CHECKING:
    from routes.extraction.sentences import Item, Sentence
    from routes.extraction.telling import Teller

_OPENING = 1  # items of a sentence among which the participle stands that opens it: "Arrived from A, the freighter …"
_SUBJECT = 5  # items after its clause in which its subject stands
_HEAD = 3  # items at the head of a sentence among which its subject stands, and after that
_LAND = frozenset({"road", "rail", "river"})


def inherit(teller: Teller, frame: Frame) -> None:
    """Give a statement the mode that it takes over where its own words tell none, and keep what it tells for those after it."""
    index = frame.sentence.index
    if frame.kind == "unload" and (onward := onto(frame)):
        frame.onward, frame.mode, frame.strength = onward, "unknown", 0
    elif frame.kind == "unload" and frame.predicate is not None and "word.transfer" in frame.predicate.tags and not frame.strength:
        teller.spoken = ("unknown", -99)  # put onto something that no word is known for
    if (
        frame.mode == "unknown"
        and not frame.heading
        and (frame.kind != "expect" or teller.spoken[1] == index or teller.underway or frame.origins or _moved(frame))
    ):
        frame.mode, frame.strength = _inherited(teller, frame)
    elif frame.mode == "road" and frame.says("word.craft") and teller.spoken[0] == "air" and index - teller.spoken[1] <= 1:
        frame.mode = "air"  # "машина", said of the aircraft told of just before
    elif frame.mode == "sea" and "air" in (teller.mode, teller.spoken[0] if teller.spoken[1] == index else "") and _touches(frame):
        frame.mode = "air"  # "despegó de allí y tocó tierra en B": said of ships too
    elif frame.mode == "sea" and frame.strength <= TOLD and frame.kind != "load" and _on_river(teller, frame):
        frame.mode = "river"  # barges cast off as ships do
    if frame.strength >= TOLD or frame.onward:
        teller.spoken = (frame.onward or frame.mode, index)


def _moved(frame: Frame) -> bool:
    """Tell whether the words before a statement of a goal tell that something sets out: "it takes off again: destination B"."""
    return any(item.value("motion.").startswith(("depart", "move")) for item in frame.sentence.items[: frame.first])


def _touches(frame: Frame) -> bool:
    """Tell whether a verb of arrival can be said of ships and others, and its statement names no vehicle."""
    named = [item for item in frame.items if item.has("vehicle.") or item.has("medium.")]
    crosses = bool(named) and all(item.has("motion.cross.any") for item in named)  # "landing at A before the crossing to B"
    open_verb = frame.predicate is not None and (frame.predicate.has("motion.arrive.any") or crosses)
    return frame.kind == "arrive" and open_verb and (crosses or not named)


def _on_river(teller: Teller, frame: Frame) -> bool:
    """Tell whether a verb of ships is said of the barge loaded or spoken of just before."""
    spoken = teller.spoken[0] if frame.sentence.index - teller.spoken[1] <= 1 else ""
    at_sea = any(
        "sea" in (item.value("vehicle."), item.value("travel.")) or (item.toponym is not None and water(item.toponym))
        for item in frame.items
    )
    return "river" in (teller.mode, spoken) and not at_sea


def _inherited(teller: Teller, frame: Frame) -> tuple[str, int]:
    """Return the mode a statement takes over: of the vehicle just loaded, of its sentence, of what was just spoken of."""
    if frame.says("word.likewise") and teller.drafts:
        return _same_way(teller, frame) or teller.drafts[-1].mode, 2
    if max(teller.since, teller.spoken[1]) < frame.sentence.index and (ridden := _definite(frame)):
        return ridden, 1
    newer = (
        teller.spoken[0] != "unknown" and teller.spoken[1] > teller.since
    )  # "… by ship. What is urgent comes by air: milk leaves A for B"
    elsewhere = newer and frame.origins and teller.here and not any(close(o, t) for o in frame.origins for t in teller.here)
    if teller.mode != "unknown" and frame.kind in ("arrive", "unload", "move", "depart", "cross", "stop") and not elsewhere:
        return teller.mode, 2 if frame.sentence.index == teller.since else 1  # the vehicle that the same sentence loaded or sent off
    trade = frame.predicate.value("trip.") if frame.predicate is not None else ""
    loaded = teller.underway and teller.since == frame.sentence.index and teller.frame is not None and teller.frame.kind == "load"
    if trade and (loaded or frame.says("word.there_from")):
        return trade, 1  # "hauled to A; stuffed into containers there, it is shipped to B", "trucked to A and shipped from there to B"
    flight = next((found for item in frame.items if (found := item.value("trip.")) and not item.has("motion.")), "")
    if flight == "air" and teller.spoken[0] in _LAND and not any(item.has("vehicle.") for item in frame.items):
        return flight, 1  # "buses brought them to B, two flights took them on to C"
    if (carrier := _carrier(frame)) and not teller.underway:
        return carrier, 1  # "it went by rail to B, and from there a haulier took it to C"
    if _anew(frame):
        return "unknown", 0
    mode, index = teller.spoken
    if not teller.underway and frame.predicate is not None and "word.onward" in frame.predicate.tags and frame.says("word.passive"):
        mode = "unknown"  # "it came by ship to A and was sent on to B"
    vehicle, seen = teller.vehicle
    if vehicle and seen > index and frame.sentence.index - seen <= 1:
        return vehicle, 1
    if mode != "unknown" and frame.sentence.index - index <= 3 and not (mode == "sea" and index < frame.sentence.index and _goods(frame)):
        return mode, 1
    return _named(teller, frame)


def _named(teller: Teller, frame: Frame) -> tuple[str, int]:
    """Return the mode of a vehicle that the sentence of a statement or the one before it names."""
    items = _before_where(frame.sentence.items[: frame.first if frame.onward else _reach_of(frame)], frame)
    for name in ("vehicle.", "travel."):
        for k, item in enumerate(items):
            found = item.mode(name)
            if found and not aboard(items, k):
                return found, 1
    mode, index = teller.vehicle  # "The lorries queue up. They left A for B"
    pronoun = any(item.pronoun for item in frame.sentence.items)
    if mode and frame.sentence.index - index == 1 and (pronoun or any(item.has("trip.") for item in frame.sentence.items)):
        return mode, 1
    trip = next((found for item in (*frame.items, *items) if (found := item.value("trip."))), "")
    return (trip, 1) if trip else ("unknown", 0)


def _same_way(teller: Teller, frame: Frame) -> str:
    """Return the mode of the leg told between the ends of a statement, "" for none: "… from A to B. Back from B to A by the same line"."""
    ends = [*frame.origins, *frame.destinations]
    told = (d for d in reversed(teller.drafts[-RECENT:]) if d.origin and d.destination)
    return next((d.mode for d in told if all(any(same(end, t) for t in (d.origin, d.destination) if t) for end in ends)), "")


def _before_where(items: list[Item], frame: Frame) -> list[Item]:
    """Return items up to a clause about the end of a statement: "goes to B, where nobody has found a ship for it"."""
    last = max((t.span.end for t in frame.destinations), default=0)
    where = (i for i, item in enumerate(items) if last and item.start >= last and "word.there" in item.tags and item.has("word.clause"))
    return items[: next(where, len(items))]


def _carrier(frame: Frame) -> str:
    """Return the mode of whoever is the subject of a statement and moves things by trade: "a haulier", "the airline"; "" for none."""
    items = frame.items
    at = index_of(items, frame.predicate, 0)
    near = items[max(0, at - 1) : at]
    return next((mode for item in near if not item.has("motion.") and (mode := item.value("trip."))), "")


def _definite(frame: Frame) -> str:
    """Return the mode of the only vehicle of a sentence, named as known: "the run from A to B, after gunmen boarded the ferry"."""
    items = frame.sentence.items
    named = [(k, mode) for k, item in enumerate(items) if (mode := item.mode("vehicle."))]
    known = len(named) == 1 and named[0][0] > 0 and "word.definite" in items[named[0][0] - 1].tags and not aboard(items, named[0][0])
    return named[0][1] if known and frame.origins and frame.destinations else ""


def _anew(frame: Frame) -> bool:
    """Tell whether a way with both ends is of another time, and goes by whatever: "by lorry to A. In spring they went from A to B"."""
    head = frame.sentence.items[: frame.last]
    whole = bool(frame.origins and frame.destinations) and not any(item.has("trip.") or item.has("travel.") for item in head)
    return whole and any("word.season" in item.tags for item in head)


def _goods(frame: Frame) -> bool:
    """Tell whether it is goods that are moved on, by whatever: "half of the grain was taken from the port to the mills of C"."""
    items = frame.clause
    at = index_of(items, frame.predicate, 0)
    subject = items[:at]
    named = any("word.cargo" in item.tags or "word.share" in item.tags for item in subject)
    return frame.kind == "move" and bool(frame.origins) and named and not any(item.has("vehicle.") for item in items)


def _reach_of(frame: Frame) -> int:
    """Return up to which item of its sentence a statement looks for its vehicle: one that opens with a participle, to its subject."""
    opens = frame.predicate is not None and frame.predicate in frame.sentence.items[:_OPENING]
    return frame.last + _SUBJECT if opens else frame.last


def pass_on(teller: Teller, frame: Frame) -> None:
    """Keep by what something went of which a statement names no end: "bagged in A, it came over by ship"."""
    _of_way_told(teller, frame)
    if frame.kind != "move" or frame.strength < TOLD or frame.origins or frame.destinations or frame.via:
        return
    last = teller.last
    if teller.underway and teller.mode == "unknown":
        teller.mode = frame.mode
    elif last is not None and last.mode == "unknown" and frame.sentence.index - last.frame.sentence.index <= int(frame.says("word.rest")):
        # "they were in B by noon, a truck having made the trip", "bound for B, it will go the rest of the way by road"
        last.mode = frame.mode


def _of_way_told(teller: Teller, frame: Frame) -> None:
    """Give a way told before it was set out on what its departure tells: "ore goes from A to B. … At A a ship put out"."""
    if frame.kind != "depart" or frame.strength < TOLD or frame.origins or frame.destinations or not teller.here or teller.last is None:
        return
    for draft in teller.drafts[-RECENT:-1]:
        if draft.mode == "unknown" and draft.origin is not None and same(draft.origin, teller.here[0]):
            draft.mode, draft.via = frame.mode, [*draft.via, *frame.via]


def name_vehicle(teller: Teller, sentence: Sentence) -> None:
    """Give the leg told just before the vehicle that heads a sentence as known: "They boarded at A and landed at B. The ferry …"."""
    last = teller.last
    if (
        last is None
        or last.mode != "unknown"
        or sentence.index - last.frame.sentence.index != 1
        or "word.definite" not in sentence.items[0].tags
    ):
        return
    k = next((k for k, item in enumerate(sentence.items[1:_HEAD], 1) if item.has("vehicle.")), 0)
    after = sentence.items[k + 1 : k + 1 + _HEAD]
    mode = sentence.items[k].mode("vehicle.") if k else ""
    if mode and not any("word.there" in i.tags or "word.relative" in i.tags for i in after):
        last.mode = mode


def complete(teller: Teller, sentence: Sentence) -> None:
    """Give the leg told just before the vehicle that its own words left open: "2. A to B. Trucks take over for the descent."."""
    last = teller.last
    if (
        last is None
        or last.mode != "unknown"
        or last.frame.kind == "expect"
        or not 0 < sentence.index - last.frame.sentence.index <= CLOSING
        or _unused(sentence)
    ):
        return
    frame = Frame("travel", None, sentence, 0, len(sentence.items))
    mode, strength = mode_of(frame)
    if strength:
        last.mode = mode


def _unused(sentence: Sentence) -> bool:
    """Tell whether a sentence says that nothing went by what it names: "nobody dared to send it by rail"."""
    items = sentence.items
    means = max((k for k, item in enumerate(items) if item.has("vehicle.") or item.has("medium.")), default=len(items))
    return any("word.not" in item.tags for item in items[:means])
