"""Passing: statements that only name what lies on a way, and of which way that is."""

from __future__ import annotations

from routes.extraction.drafts import RECENT, TOLD, Draft, agree, one_place
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.regions import close
from routes.extraction.sentences import country, same, water
from routes.extraction.starts import takes_up
from routes.extraction.statements import Frame
from routes.extraction.statuses import status
from routes.extraction.telling import CLOSING, Teller
from routes.model import Toponym

_TOLD = 2  # a leg and one that tells whence its cargo came


def pass_by(teller: Teller, frame: Frame) -> None:
    """Take in a statement that only names what lies on the way."""
    last = teller.last
    if frame.says("word.split") and len(frame.via) > 1 and last is not None and last.destination:
        # "A second route runs via A and B": another way to the same end; "a second stream via A and B": another end.
        towards = frame.says("word.way")
        origins = frame.via[:1] if towards else (teller.source or list(teller.here))
        via = frame.via[1:] if towards else frame.via[:-1]
        goal = last.destination if towards else frame.via[-1]
        for origin in origins:
            teller.drafts.append(Draft(origin, goal, frame, frame.mode, True, country(goal), status(frame), list(via)))
        return
    back, told = teller.told
    if back is not None and told == frame.sentence.index and back is last:
        back.via += frame.via  # "it landed at C. It had left A at noon and stopped at B"
        return
    since = frame.sentence.index - last.frame.sentence.index if last is not None else 0
    if last is not None and (earlier_way := _resumed(teller, last, frame)) is not None:
        earlier_way.via += frame.via
        teller.here, teller.since = [t for t in (earlier_way.destination,) if t], frame.sentence.index
        return
    taken_up = since == 1 and not teller.underway and takes_up(frame)  # "Las trajo un buque por el canal de Suez"
    taken_up = taken_up or (last is not None and since == 1 and not teller.underway and _calls(last, frame))
    if last is not None and (not since or taken_up or (last.frame.heading and since <= CLOSING and not teller.underway)):
        last.via += frame.via
        last.mode = frame.mode if last.mode == "unknown" and frame.strength >= TOLD else last.mode  # "reached B in May, flown via C"
    else:
        teller.via += frame.via
        teller.halt = frame.sentence.index if frame.kind == "stop" else teller.halt


def _resumed(teller: Teller, last: Draft, frame: Frame) -> Draft | None:
    """Return the way before that of the supply told last, whose vehicle passes straits: "She left A for B. Rails fed A. She passes C"."""
    told = teller.drafts[-_TOLD:]
    port, end = told[0].origin, last.destination
    supplied = len(told) == _TOLD and port is not None and end is not None and close(port, end)
    sails = supplied and told[0].mode != last.mode and told[0].destination is not None and not teller.underway
    return told[0] if sails and _calls(told[0], frame) else None


def _calls(last: Draft, frame: Frame) -> bool:
    """Tell whether the vehicle of the leg told just before is said to have called somewhere: "… from A to B. The vessel called at C"."""
    subject = frame.clause[: max(0, frame.at(0) - frame.whole[0])]
    vehicle = next((mode for item in subject if (mode := item.value("vehicle."))), "")
    opening = [item for item in frame.items if frame.via and item.start < frame.via[0].span.start]
    goes_on = any({"word.then", "word.onward", "word.split"} & item.tags.keys() for item in opening)
    straits = frame.kind == "cross" and last.frame.kind != "arrive" and all(map(water, frame.via))  # "the ship will pass the Bosphorus"
    return (frame.kind == "stop" or straits) and vehicle in ("sea", "air") and last.mode in (vehicle, "unknown") and not goes_on


def measured(teller: Teller, frame: Frame) -> bool:
    """Tell whether a statement says how long a way is that was told before: "she left A for B. Ore is dug at C. To B it is 900 miles"."""
    length = any(item.unit not in {"", *TIME_UNITS} for item in frame.items)
    ends = [d.destination for d in teller.drafts[-RECENT:] if d.destination is not None and agree(d.mode, frame.mode)]
    return length and any(one_place(end, t) for end in ends for t in frame.destinations)


def goes_with(teller: Teller, frame: Frame, *, onward: bool) -> bool:
    """Tell whether a statement is of what was told to come from somewhere, and has not come yet: its vehicle arrives, or it goes on.

    What was brought is there when it is to go on: "lorries have brought them from A. Tomorrow they will be driven to B".
    """
    if frame.kind == "arrive" and frame.destinations and frame.mode == teller.mode != "unknown":
        return True
    came = teller.frame
    brought = came is not None and came.predicate is not None and "word.inbound" in came.predicate.tags
    return onward and not (brought and came is not None and status(frame) == "planned" != status(came))


def part_of_way(teller: Teller, frame: Frame, origin: Toponym, place: Toponym) -> bool:
    """Tell whether a measured stretch is a part of a way told with its stops: "She flew from A to C via B. From A to B is two hours"."""
    for draft in teller.drafts[-RECENT:]:
        stops = [t for t in (draft.origin, *draft.via, draft.destination) if t is not None]
        at, to = (next((n for n, t in enumerate(stops) if same(t, end)), -1) for end in (origin, place))
        if 0 <= at < to and to - at < len(stops) - 1 and agree(draft.mode, frame.mode):
            return True
    return False
