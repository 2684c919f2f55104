"""Returns and positions: what is said to be somewhere has come there, or has yet to leave; ways back that name no ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.drafts import TOLD, Draft, agree
from routes.extraction.sentences import country, same
from routes.extraction.statuses import denied, status, timed
from routes.extraction.telling import CLOSING, Teller

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.model import Toponym

_OPENING = 2  # items of a clause among which its "but" stands


def come(teller: Teller, frame: Frame, places: list[Toponym]) -> bool:
    """Tell whether what is said to be somewhere has come there: it was under way, or it is back where the way told last began."""
    last, index = teller.last, frame.sentence.index
    if frame.predicate is not None and "word.seen" in frame.predicate.tags:
        return False
    if frame.origins or (teller.underway and (timed(frame) or teller.since == index or (index - teller.since == 1 and _pronoun(frame)))):
        return True
    back = frame.says("word.back") or frame.says("word.resumed")
    near = last is not None and index - last.frame.sentence.index <= 1
    return bool(back and near and last and last.origin and same(last.origin, places[0]))


def hold_back(teller: Teller, frame: Frame) -> None:
    """Take what is said to be somewhere as held there, if the same sentence tells that it is bound elsewhere: "bound for B, it is at A"."""
    last = teller.last
    if frame.kind == "be" and frame.origins and not frame.destinations and any("word.cargo" in item.tags for item in frame.clause):
        frame.kind = "depart"  # "in its hold were 2,300 cattle from A"
    if frame.kind != "be" or last is None or last.frame.sentence is not frame.sentence or last.frame.kind != "expect" or last.origin:
        return
    frame.kind, frame.held, frame.destinations = "hold", [t for t in frame.destinations if not country(t)], []


def drop(teller: Teller, frame: Frame) -> None:
    """Keep where a plan that was dropped would have begun: "the plan was to sail from A to B, but they went by road to C"."""
    if frame.says("word.discarded") and not (teller.here or teller.drafts):
        teller.here, teller.since = [t for t in frame.origins if not country(t)], frame.sentence.index


def ends_elsewhere(teller: Teller, frame: Frame) -> bool:
    """Tell whether what was bound for one place came to another, "made for B, but ended up in C", and let its way end there."""
    last, places = teller.last, frame.destinations
    if last is None or last.destination is None or not places or frame.origins or frame.kind not in ("arrive", "unload"):
        return False
    bound = last.frame.kind in ("load", "depart", "expect") or last.frame.says("word.heading")
    turned = any("word.but" in item.tags for item in frame.clause[:_OPENING]) and last.frame.sentence is frame.sentence
    if not (bound and turned) or frame.says("word.share") or frame.says("word.split") or country(places[0]):
        return False
    last.destination, last.status = places[0], "reported"
    teller.here, teller.since, teller.underway = places[:1], frame.sentence.index, False
    return True


def falls_short(teller: Teller, frame: Frame) -> bool:
    """Tell whether the leg told last never came to its end, and take that in: "it left A for B, but never reached B"."""
    last, places = teller.last, frame.destinations
    if frame.kind != "arrive" or frame.origins or last is None or last.destination is None or not places:
        return False
    near = frame.sentence.index - last.frame.sentence.index <= 1
    if not near or not same(last.destination, places[0]) or not (denied(frame) or status(frame) in ("interrupted", "blocked")):
        return False
    yet = any("word.so_far" in item.tags for item in frame.sentence.items)  # "it has not reached B yet"
    if last.status in ("reported", "planned") and not yet and last.frame.kind != "expect":
        last.status = "interrupted"
    teller.here, teller.underway = [], False
    return True


def breaks_off(teller: Teller, frame: Frame) -> None:
    """Take in that the leg told last did not come to its end: "the barge was going from A to B when it ran aground"."""
    last, items = teller.last, frame.sentence.items
    if last is None or last.frame.sentence is not frame.sentence or last.status not in ("reported", "planned"):
        return
    if frame.origins or frame.destinations or frame.via or frame.held or status(frame) != "interrupted":
        return
    opener = items[frame.first : frame.first + _OPENING]
    subject = items[frame.first : frame.at(frame.first)]
    another = any(item.has("vehicle.") or "word.cargo" in item.tags for item in subject)
    if any("word.meanwhile" in item.tags for item in opener) and not another:
        last.status = "interrupted"


def goes_on(teller: Teller, frame: Frame) -> bool:
    """Tell whether what set out somewhere else, and of which no arrival was told, goes on from where a statement begins."""
    boards = frame.predicate is not None and "word.rides" in frame.predicate.tags  # "they left A on foot. In B they took a bus to C"
    if not (frame.origins and frame.destinations and teller.underway and teller.here) or not (boards or frame.says("word.onward")):
        return False
    near = frame.sentence.index - teller.since <= 1
    return near and not same(teller.here[0], frame.origins[0]) and not country(frame.origins[0]) and not teller.inbound


def leaves_next(teller: Teller, frame: Frame) -> bool:
    """Tell whether what set out in the same sentence now leaves another place, to which it has come: "bagged in A, it left B for C"."""
    if frame.kind != "depart" or not (frame.origins and teller.underway and teller.here) or teller.since != frame.sentence.index:
        return False
    if same(teller.here[0], frame.origins[0]) or country(frame.origins[0]) or country(teller.here[0]):
        return False
    if teller.found is not None and teller.found[1] == frame.sentence.index:
        return False  # "in B they unloaded sheep that were bought from nomads and sent from A"
    items = frame.sentence.items
    at = frame.at(frame.first)
    subject = items[frame.first : at]
    return (
        any("word.and" in item.tags for item in subject)
        and all(item.tags or item.kind == "p" for item in subject)
        and not _renewed(subject)
    )


def _renewed(subject: list[Item]) -> bool:
    return any("word.cargo" in item.tags or item.has("vehicle.") or "word.split" in item.tags or item.kind == "t" for item in subject)


def end_way(teller: Teller, frame: Frame) -> None:
    """Let the rest of a way end where the whole was told to end: "delivered to C from A. They came to B by road, by ferry the rest"."""
    if frame.origins or frame.destinations or not frame.says("word.rest") or not teller.here:
        return
    near = [d for d in teller.drafts[-CLOSING - 1 : -1] if frame.sentence.index - d.frame.sentence.index <= CLOSING]
    news = [d for d in teller.drafts[:1] if not d.implied and d.frame.sentence.index <= 1]
    ends = (d.destination for d in (*news, *reversed(near)) if d.origin and d.destination)
    whole = next((t for t in ends if not same(t, teller.here[0])), None)
    frame.destinations = [whole] if whole is not None else []


def sight(teller: Teller, frame: Frame, places: list[Toponym]) -> None:
    """Keep where something was seen, for a departure told after it: "the raft was sighted off B; it had put out from A in May"."""
    vehicle = any(item.has("vehicle.") or "word.cargo" in item.tags for item in frame.clause)
    if places and vehicle and not teller.underway:
        teller.found = (places[0], frame.sentence.index)
    if places and frame.says("word.earlier") and not (teller.underway or teller.here or country(places[0])):
        teller.rest = (places[0], frame.sentence.index)  # "it had been repaired at A; an aircraft brought the turbine to B"


def _pronoun(frame: Frame) -> bool:
    return any(item.pronoun for item in frame.clause)


def goes_home(last: Draft, frame: Frame) -> bool:
    """Tell whether a statement without ends tells of the way back of the leg before: "On the way back the train carries tiles"."""
    if frame.origins or frame.destinations or frame.kind not in ("move", "depart", "travel", "load"):
        return False
    since = frame.sentence.index - last.frame.sentence.index
    if since > CLOSING or last.origin is None or last.destination is None or frame.says("word.interrupted"):
        return False
    if any(
        item.value("prep.") in ("from", "of_from", "to") and after.kind == "t"
        for item, after in pairwise(frame.sentence.items[frame.last :])
    ):
        return False  # "in the other direction goes the sulphur, which leaves A for B"
    if frame.strength >= TOLD and not agree(last.mode, frame.mode):
        return False  # "a ship took the ore to B; the empty wagons went back the same evening"
    taken_up = since == 0 or _pronoun(frame) or any(item.has("vehicle.") for item in frame.clause)
    alone = not any(item.kind == "t" for item in frame.items)  # "it returned the next day"
    return frame.says("word.reverse") or (frame.kind == "move" and frame.says("word.back") and since <= 1 and taken_up and alone)


def back(last: Draft, frame: Frame) -> tuple[list[Toponym], list[Toponym]]:
    """Return the ends of the way back, which goes by what the way out went by."""
    if frame.strength < TOLD:
        frame.mode, frame.strength = last.mode, 1
    return [t for t in (last.destination,) if t], [t for t in (last.origin,) if t]


def turns(teller: Teller, frame: Frame) -> bool:
    """Tell whether what was just told of ended elsewhere, "the flight from A to B was diverted to C", and take in where it has come to.

    That is a place on its way, from which the telling goes on.
    """
    last, places = teller.last, frame.destinations
    if (
        last is None
        or not places
        or frame.origins
        or not frame.says("word.diverted")
        or frame.sentence.index - last.frame.sentence.index > 1
    ):
        return False
    last.status = "interrupted" if last.status in ("reported", "planned") else last.status
    last.via += [t for t in places if not any(same(t, end) for end in (last.origin, last.destination, *last.via) if end)]
    teller.here, teller.since, teller.underway = list(places), frame.sentence.index, False
    return True


def crosses_back(teller: Teller, frame: Frame) -> bool:
    """Tell whether a crossing is on a way that was told from its end, and add it: "it came in. It had left A and crossed at B"."""
    back, told = teller.told
    if frame.kind != "cross" or back is None or told != frame.sentence.index or teller.last is not back or _into(frame):
        return False
    back.via += [t for t in (*frame.via, *frame.destinations) if not any(same(t, v) for v in back.via)]
    back.mode = frame.mode if back.mode == "unknown" else back.mode
    return True


def _into(frame: Frame) -> bool:
    """Tell whether a crossing names the country that it leads into."""
    return any(item.toponym is not None and country(item.toponym) for item in frame.clause)
