"""Departures: statements that tell where a movement begins, or only what lies on its way."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TypeGuard

from routes.extraction import cargo
from routes.extraction.arrivals import move
from routes.extraction.drafts import RECENT, TOLD, Draft
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.regions import close
from routes.extraction.sentences import area, country, same, water
from routes.extraction.starts import splits
from routes.extraction.statements import Frame, index_of
from routes.extraction.statuses import earlier, formerly, status
from routes.extraction.supplies import supplies
from routes.extraction.telling import CLOSING, Teller, before
from routes.extraction.transfers import continues
from routes.model import Toponym

_FEW = 3  # legs told before a departure that goes back to the first of them
_TOLD = 2  # a leg and one that follows it
_MOVED = frozenset({"word.cargo", "word.people", "word.pronoun"})
_NAMED = 4  # items from a vehicle, its name included, to the participle that tells where it comes from


def leave(teller: Teller, frame: Frame, start: str) -> None:
    """Take in a statement that has only an origin: it completes the leg before it, or begins the next."""
    index = frame.sentence.index
    last = teller.last
    former = last is not None and not teller.underway and formerly(frame)  # "boats used to leave from A": nothing goes on from there
    completes = last is not None and not former and (_completes(teller, last, frame, start) or _from_within(teller, last, frame))
    if former or completes or supplies(teller, last, frame):
        return
    if _goes_back(last, frame):
        stop = [] if last.origin is None or _within(frame.origins[0], last.origin) else [last.origin]
        last.via = [*stop, *last.via]
        last.origin, last.implied, last.start, last.begun_after = frame.origins[0], False, last.start or start, index
        last.weak = any(country(end) for end in (last.origin, last.destination) if end)
        if last.mode == "unknown" or last.frame.strength < TOLD <= frame.strength:
            last.mode = frame.mode
        last.via = [*frame.via, *last.via]
        teller.landed, teller.told = (list(teller.here), index), (last, index)
        teller.here, teller.since, teller.underway, teller.source = list(frame.origins), index, True, list(frame.origins)
        teller.mode = frame.mode if frame.strength >= TOLD else "unknown"
        return
    if (news := _news(teller, frame)) is not None:
        news.origin, news.implied, news.start = frame.origins[0], False, news.start or start
        news.mode = frame.mode if news.mode == "unknown" or news.frame.strength < TOLD <= frame.strength else news.mode
        return
    if _aside(teller, last, frame):
        teller.aside = (list(frame.origins), index)
        return
    if all(country(t) or area(t) for t in frame.origins) and teller.here and (all(map(country, frame.origins)) or teller.since == index):
        return  # "from the port of X … the second one from the south"
    if teller.found is not None and _came_before(teller, frame, teller.found) and not same(teller.found[0], frame.origins[0]):
        found, teller.found = teller.found[0], None  # "the boxes opened at B had been loaded at A"
        move(teller, replace(frame, destinations=[found]), [found], start, "")
        return
    if _brought_in(teller, frame):
        teller.drafts.append(Draft(frame.origins[0], teller.here[0], frame, frame.mode, False, False, status(frame), list(frame.via)))
        return
    if frame.kind == "load" and continues(teller, frame):
        reach_load(teller, frame, start)
    if not any(same(t, o) for t in teller.here for o in frame.origins):
        settle(teller)
    landed, since = teller.landed
    home = (
        landed if frame.kind == "load" and index - since <= CLOSING and any(same(t, o) for t in teller.here for o in frame.origins) else []
    )
    teller.landed = ([], -99)
    goal = _goal(teller, frame) if _inbound(teller, frame) else None
    if frame.kind == "arrive" and goal is not None and goal is teller.scene:
        move(teller, replace(frame, destinations=[goal]), [goal], start, "")
        return  # "the ramp at B is busy. Others arrive from A"
    teller.inbound = [goal] if goal is not None and not close(goal, frame.origins[0]) else list(home)
    teller.frame = frame
    teller.here, teller.since, teller.start, teller.underway = list(frame.origins), index, start, True
    teller.via = [*frame.via, *(teller.via if earlier(frame) else [])]  # "they crossed at B. They had been loaded at A"
    teller.halt = index if frame.kind == "stop" and frame.via else teller.halt
    teller.mode = frame.mode if frame.strength >= TOLD else "unknown"
    teller.cargo = cargo.read(frame) or teller.cargo
    if not frame.says("word.there_from") and not any(
        d.destination and close(d.destination, frame.origins[0]) for d in teller.drafts[-RECENT:]
    ):
        teller.source = list(frame.origins)


def _from_within(teller: Teller, last: Draft, frame: Frame) -> bool:
    """Take in from which place something came of which the country was told: "goods from China arrived at B. They came by ship from A"."""
    comes = frame.predicate is not None and "word.come" in frame.predicate.tags and frame.sentence.index - last.frame.sentence.index == 1
    of_state = last.origin is not None and country(last.origin) and not (country(frame.origins[0]) or area(frame.origins[0]))
    there = last.destination is not None and any(same(t, last.destination) for t in teller.here) and not country(last.destination)
    if not (comes and of_state and there) or teller.underway:
        return False
    last.origin, last.weak, last.via = frame.origins[0], False, [*frame.via, *last.via]
    last.mode = frame.mode if last.mode == "unknown" or frame.strength >= TOLD else last.mode
    return True


def _completes(teller: Teller, last: Draft, frame: Frame, start: str) -> bool:
    """Take in that a departure is that of the way whose end its sentence told first; tell whether it is."""
    index = frame.sentence.index
    if last.destination is not None and _joins(last, frame):
        move(teller, replace(frame, destinations=[last.destination]), [last.destination], start, "")
        return True
    implied = last.implied and last.frame.sentence.index == index
    brings = implied and _brings(frame)
    reversed_order = implied and frame.kind in ("depart", "move", "load")
    if brings or (reversed_order and not (last.destination and same(last.destination, frame.origins[0]))):
        if last.origin is None and not brings:
            teller.retold, teller.landed = (list(frame.origins), index), ([t for t in (last.destination,) if t], index)
        last.origin, last.implied, last.start, last.begun_after = frame.origins[0], False, last.start or start, index
        if last.mode == "unknown":
            last.mode = frame.mode
        return True
    return False


def _joins(last: Draft, frame: Frame) -> bool:
    """Tell whether another part came to where the first one did: "8,900 had sailed from A to B. The rest were brought over from C"."""
    comes = frame.predicate is not None and "word.come" in frame.predicate.tags and frame.kind in ("move", "depart")
    comes = comes and not any(item.has("motion.") for item in frame.sentence.items[frame.last :])  # "…, driven up from C, stands in D"
    near = 0 <= frame.sentence.index - last.frame.sentence.index <= 1 and not any(country(t) for t in frame.origins)
    ends = [t for t in (last.origin, last.destination) if t is not None]
    return comes and near and splits(frame) and not any(same(t, end) for t in frame.origins for end in ends)


def _brought_in(teller: Teller, frame: Frame) -> bool:
    """Tell whether a participle says from where the goods came that were just loaded: "took on grain at B, delivered by rail from A"."""
    loaded = teller.underway and teller.here and teller.frame is not None and teller.frame.kind == "load"
    if not loaded or teller.since != frame.sentence.index or frame.kind != "move" or frame.predicate is None:
        return False
    items = frame.sentence.items
    at = frame.at(0)
    return at > 0 and (items[at - 1].key == "," or "word.cargo" in items[at - 1].tags) and not same(teller.here[0], frame.origins[0])


def _inbound(teller: Teller, frame: Frame) -> bool:
    """Tell whether a departure is told of what has come to where the report stands."""
    if all(t.candidates and t.candidates[0].feature_code.startswith("PCL") for t in frame.origins):
        return False
    if frame.kind == "arrive" or frame.predicate is None or "word.inbound" in frame.predicate.tags:
        return True
    if teller.drafts:
        return False
    comes = "word.come" in frame.predicate.tags or (frame.kind == "move" and frame.sentence.index <= 1)
    hither = teller.dateline is not None and frame.kind == "depart" and "word.come" in frame.predicate.tags  # "camels come from A"
    return _lasted(frame) or hither or (teller.scene is not None and comes)


def _lasted(frame: Frame) -> bool:
    """Tell whether the sentence of a departure tells how long the way took: "the boat, which left A on the 9th, took eleven days"."""
    ahead = [item for item in frame.sentence.items if frame.predicate is not None and item.start > frame.predicate.start]
    return any("claim.takes" in item.tags and any(i.unit in TIME_UNITS for i in ahead[k : k + 3]) for k, item in enumerate(ahead))


def _brings(frame: Frame) -> bool:
    """Tell whether a participle says whence the vehicle came that brought what was just told of: "landed from a ship come from A"."""
    items = frame.sentence.items
    at = frame.at(0)
    noun = next((i for i in range(at - 1, max(0, at - _NAMED), -1) if items[i].has("vehicle.")), 0)
    between = items[noun + 1 : at]
    led = any(
        item.value("prep.") in ("from", "of_from", "via", "with") or "word.agent" in item.tags for item in items[max(0, noun - 2) : noun]
    )
    return bool(noun) and led and all(item.kind == "w" and not item.tags.keys() - {"word.name"} for item in between)


def _aside(teller: Teller, last: Draft | None, frame: Frame) -> bool:
    """Tell whether a departure lies before a way that is told whole: "They landed at B from A. Most had left C last year"."""
    if last is None or last.origin is None or last.implied or last.destination is None or teller.underway or frame.kind != "depart":
        return False
    since = frame.sentence.index - last.frame.sentence.index
    known = any(same(t, end) for t in frame.origins for end in (last.origin, last.destination))
    return since == 1 and earlier(frame) and not known


def _came_before(teller: Teller, frame: Frame, found: tuple[Toponym, int]) -> bool:
    """Tell whether a departure is that of what was told to have been unloaded or received, and not what followed.

    So it is in the pluperfect, of what is told to have come from there, within the same sentence ("unloaded sheep shipped from A"), and
    of what is loaded after the report's first words told that it was received.
    """
    since = frame.sentence.index - found[1]
    inbound = frame.predicate is not None and "word.inbound" in frame.predicate.tags
    made = frame.predicate is not None and "word.made" in frame.predicate.tags  # "mined at A, it was loaded at B"
    first = ((frame.kind == "load" and not made) or inbound) and not teller.drafts and teller.received == found[1]
    here = any(same(t, found[0]) for t in teller.here)  # the telling has not moved on
    return since <= 1 and not area(frame.origins[0]) and (earlier(frame) or first or (not since and here))


def _goes_back(last: Draft | None, frame: Frame) -> TypeGuard[Draft]:
    """Tell whether a departure is that of what was told to have arrived from nowhere: "It docked at B. It had left A on Monday"."""
    if last is None or frame.kind not in ("depart", "move", "load"):
        return False
    if last.origin is not None and _within(frame.origins[0], last.origin) and earlier(frame):
        return frame.sentence.index - last.frame.sentence.index <= 1  # "from Gabon to B. They had boarded in Libreville"
    if (last.origin is not None and not last.frame.halted) or not last.implied:
        return False
    since = frame.sentence.index - last.frame.sentence.index
    taken_up = any(item.pronoun for item in frame.clause[: frame.at(0) - frame.whole[0]]) if frame.whole[1] else False
    near = since <= (CLOSING if earlier(frame) or taken_up else 1)
    return near and last.destination is not None and not close(last.destination, frame.origins[0])


def _news(teller: Teller, frame: Frame) -> Draft | None:
    """Return the leg from nowhere that a departure told later is of: "it landed at B, lorries took it to C. It had left A"."""
    near = [d for d in teller.drafts[-_FEW:] if frame.sentence.index - d.frame.sentence.index <= CLOSING]
    if len(near) < _TOLD or near[0].origin is not None or not near[0].implied or frame.kind != "depart" or not earlier(frame):
        return None
    chained = all(a.destination and b.origin and close(a.destination, b.origin) for a, b in pairwise(near))
    return near[0] if chained and not any(same(frame.origins[0], d.destination) for d in near if d.destination) else None


def _within(place: Toponym, around: Toponym) -> bool:
    """Tell whether a name is that of a place in the state or region that another names."""
    if not area(around) or area(place) or not (place.candidates and around.candidates):
        return False
    return any(c.country == around.candidates[0].country for c in place.candidates)  # which of its namesakes is chosen later


def _goal(teller: Teller, frame: Frame) -> Toponym | None:
    """Return where what comes from somewhere comes to: the end that the report tells of most, else the place of its dateline."""
    ends = [d.destination for d in teller.drafts[-RECENT:] if d.destination is not None and not country(d.destination)]
    ends += [end for end in (teller.dateline, teller.scene) if end is not None]
    if not ends and frame.kind == "arrive":  # "The port of B is busy. From A come up to a thousand camels a day"
        ends = [t for t in before(teller, frame) if not water(t)][-1:]
    return max(reversed(ends), key=lambda end: sum(same(end, other) for other in ends), default=None)


def reach_load(teller: Teller, frame: Frame, day: str) -> None:
    """Take in that what set out before has come to where it is loaded anew."""
    way = replace(frame, kind="arrive", origins=[], destinations=list(frame.origins), via=[], mode=teller.mode, strength=0)
    move(teller, way, way.destinations, "", day)


def settle(teller: Teller) -> None:
    """Make the leg of what set out and of which nothing more is told: to where it lies at anchor, or to where the news is told."""
    frame = teller.frame
    if not teller.underway or not teller.here or frame is None or area(teller.here[0]) or water(teller.here[0]):
        return
    if teller.inbound:
        goal = teller.inbound[0]
        teller.inbound = []
        vehicle, told = teller.vehicle
        if frame.mode == "unknown" and 0 <= told - frame.sentence.index <= 1:
            frame = replace(frame, mode=vehicle)  # "brought it from A. The ship was at sea for five days"
        move(teller, replace(frame, kind="arrive", origins=list(teller.here), destinations=[goal], via=[]), [goal], "", "")
    elif teller.halt >= teller.since and teller.via:
        arrive_at_halt(teller, frame)


def arrive_at_halt(teller: Teller, frame: Frame) -> None:
    """End the way at the last stop told, from which something else goes on."""
    if not teller.via:
        return
    halt = teller.via.pop()
    if not teller.here:
        teller.here, teller.since = [halt], frame.sentence.index
        return
    way = replace(frame, kind="arrive", origins=list(teller.here), destinations=[halt], via=[], mode=teller.mode, onward="")
    move(teller, way, [halt], "", "")
    teller.mode = frame.onward or "unknown"


def from_halt(teller: Teller, frame: Frame) -> None:
    """Let what goes on from a stop begin there where nothing before it is known: "it called at B before it made for C"."""
    if frame.origins or not frame.destinations or teller.here or frame.kind not in ("move", "depart", "arrive", "expect"):
        return
    if teller.via and 0 <= frame.sentence.index - teller.halt <= 1:
        frame.origins, teller.via, frame.halted = teller.via[-1:], teller.via[:-1], True
    elif frame.via and frame.says("word.stopover"):
        place, told = teller.rest
        if place is not None and not teller.drafts and frame.sentence.index - told <= CLOSING:
            frame.origins = [place]  # "we stood in line at A. With stops in B and C the flight to D took a day"
            return
        frame.origins, frame.via, frame.halted = frame.via[-1:], frame.via[:-1], True


def hold(teller: Teller, frame: Frame, places: list[Toponym]) -> None:
    """Take in where something is held up: on its way, where it came to, or where it has yet to leave for the end told before."""
    last, index = teller.last, frame.sentence.index
    beside = last is not None and last.frame.sentence.index == index and last.destination is not None
    if not frame.held and places and teller.here and frame.says("word.there"):
        move(teller, replace(frame, kind="travel", origins=list(teller.here)), places, "", "")  # "to A, where the train to B waits"
        return
    if not frame.held:
        if last is not None and beside and not _others(frame) and last.status in ("reported", "planned"):
            last.status = status(frame) if status(frame) not in ("reported", "planned") else "interrupted"
        return
    here = frame.held[0]
    back, told = teller.told
    if back is not None and told == index and back is last and not places:
        back.via.append(here)  # "it never made it to C. It had left A and was stopped at B"
        back.status = status(frame) if status(frame) != "reported" else "interrupted"
        return
    if places:  # "lorries for B are stuck at A"
        move(teller, replace(frame, origins=[here]), places, "", "")
        teller.drafts[-1].status = "interrupted" if status(frame) == "reported" else status(frame)
    elif frame.origins:  # "a boat from A ran aground at B"
        move(teller, replace(frame, destinations=[here]), [here], "", "")
    elif beside and last is not None and last.destination is not None and not close(last.destination, here):
        if last.implied and last.frame.kind in ("expect", "travel", "move", "depart"):
            last.origin, last.implied = here, False  # "a ship bound for B is held at A"
        else:
            last.via.append(here)
            teller.here, teller.since, teller.underway = [here], index, False
        last.status = status(frame) if status(frame) != "reported" else "interrupted"
    elif teller.underway and teller.here and not close(teller.here[0], here):
        mode = teller.mode if teller.mode != "unknown" else frame.mode
        move(teller, replace(frame, kind="arrive", destinations=[here], mode=mode), [here], "", "")
        teller.drafts[-1].status = "reported"
    elif frame.predicate is not None and "motion.expect.any" in frame.predicate.tags:
        return  # "the plane was awaited at A": it may land elsewhere
    elif any(item.has("vehicle.") or not _MOVED.isdisjoint(item.tags) for item in frame.clause):
        teller.here, teller.since, teller.underway = [here], index, False
        teller.found = (here, index)  # "the lorries are stuck at B. They had left A on Monday"


def _others(frame: Frame) -> bool:
    """Tell whether somebody else waits than what moves: "where detectives were waiting", "with half the town lined up"."""
    items = frame.clause
    at = index_of(items, frame.predicate, 0)
    subject = items[:at]
    own = any(item.has("vehicle.") or "word.cargo" in item.tags or item.pronoun for item in subject)
    opens = any(item.has("word.clause") or item.value("prep.") == "with" for item in subject[:2])
    return opens and not own and any(item.kind == "w" and not item.tags for item in subject)


def set_out(teller: Teller, frame: Frame, start: str) -> None:
    """Take in that something left somewhere that no name tells: the port of the dateline, "it will let go from quay D", else anywhere."""
    if teller.dateline is not None and not teller.drafts and frame.says("word.port"):
        leave(teller, replace(frame, origins=[teller.dateline]), start)
    else:
        teller.here, teller.dateline, teller.underway = [], None, True
