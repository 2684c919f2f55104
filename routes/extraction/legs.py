"""Legs: the statements of movement of a report, joined in the order of the telling."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

from routes.extraction import chains, contrasts, days, frames, likelihood, rests
from routes.extraction.arrivals import move
from routes.extraction.departures import arrive_at_halt, from_halt, hold, leave, reach_load, set_out, settle
from routes.extraction.drafts import RECENT, TOLD, Draft, agree, finish, unknown
from routes.extraction.ellipses import lists
from routes.extraction.inheritance import complete, inherit, name_vehicle, pass_on
from routes.extraction.lexicon import load
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.passing import goes_with, measured, pass_by
from routes.extraction.prepositions import FROM
from routes.extraction.references import refer
from routes.extraction.regions import close
from routes.extraction.returns import (
    back,
    breaks_off,
    come,
    crosses_back,
    drop,
    end_way,
    ends_elsewhere,
    falls_short,
    goes_home,
    goes_on,
    hold_back,
    leaves_next,
    sight,
    turns,
)
from routes.extraction.sentences import Item, Sentence, barred, country, same
from routes.extraction.starts import craft_name
from routes.extraction.statements import Frame, index_of
from routes.extraction.statuses import denied, earlier, of_people
from routes.extraction.telling import CLOSING, Teller
from routes.extraction.transfers import continues, lade
from routes.model import Leg, Note, Toponym

_NAMES = 200  # names of a report among which another form is looked for
_NOUN = 3  # items after a verb, or a "from", among which the vehicle stands that is left
_HELPING = frozenset({"word.passive", "word.is", "word.aux"})
_MEMORY = 5  # sentences after which "it" and "from there" no longer reach back


def contained(toponyms: tuple[Toponym, ...]) -> frozenset[str]:
    """Return the ids of names that only say where another name lies ("Najin, in North Korea")."""
    return frozenset(t.within for t in toponyms if t.within)


def find(
    sentences: list[Sentence], toponyms: tuple[Toponym, ...], text: str, language: str
) -> tuple[tuple[Leg, ...], frozenset[str], tuple[Note, ...]]:
    """Return the legs of a report, the ids of names that are likely on a route, and notes on ends that no gazetteer knows.

    The legs are in the order of the telling, with ids ``l1``, ``l2`` …

    A statement without an origin goes on from where the one before it ended; a vehicle loaded in one place departs from
    there; a leg told twice is one leg. ``text`` is the whole report, whose words the cargo of a leg is told in.
    """
    teller = Teller(sorted(toponyms, key=lambda t: t.span), next((t for t in toponyms if "dateline" in t.cues), None))
    inside = contained(toponyms) | contrasts.replaced(sentences, load(language))
    teller.scene = rests.scene(sentences[0], inside) if sentences and teller.dateline is None else None
    headed, read = _telling(sentences), list[Frame]()
    telling = [rest for _, rest in headed]
    for sentence in telling:
        told = len(teller.drafts)
        if lists(sentence):
            teller.here, teller.underway = [], False
        name_vehicle(teller, sentence)
        chained = chains.read(sentence, inside)
        lined = frozenset(t.id for frame in chained if not frame.says("word.then") for t in (*frame.origins, *frame.destinations))
        for frame in sorted([*chained, *frames.read(sentence, inside | lined)], key=attrgetter("part")):
            read.append(frame)
            if frame.kind == "rest":
                teller.rest = (frame.held[0], sentence.index)
            elif not falls_short(teller, frame):
                breaks_off(teller, frame)
                _feed(teller, frame)
        if len(teller.drafts) == told:
            complete(teller, sentence)
            _set(teller, sentence, inside)
        vehicle = next((m for item in reversed(sentence.items) if (m := item.mode("vehicle."))), "")
        teller.vehicle = (vehicle, sentence.index) if vehicle else teller.vehicle
    settle(teller)
    seen = [part for parts in headed for part in parts if part.items]
    legs, passed, notes = likelihood.weigh(seen, read, teller.drafts, finish(teller.drafts, text), inside, text)
    return legs, passed, (*unknown(teller.drafts), *notes)


def _set(teller: Teller, sentence: Sentence, inside: frozenset[str]) -> None:
    """Take in the place of a sentence without movement."""
    place = rests.told_at(sentence, inside)
    if place is not None:
        teller.scenery = (place, sentence.index, rests.opens(sentence, place))


def _telling(sentences: list[Sentence]) -> list[tuple[Sentence, Sentence]]:
    """Return the sentences that tell of a journey or name a place, the dateline of each, mostly empty, and the rest.

    They are counted anew: what stands between them does not make them distant.
    """
    kept = [s for s in sentences if any(_tells(item) for item in s.items)]
    numbers = {index: n for n, index in enumerate(dict.fromkeys(s.index for s in kept))}
    cut = [(s, days.dateline(s.items)) for s in kept]
    return [(Sentence(numbers[s.index], s.span, s.items[:n]), Sentence(numbers[s.index], s.span, s.items[n:])) for s, n in cut]


def _tells(item: Item) -> bool:
    named = item.toponym is not None and not barred(item.toponym)
    return named or item.has("motion.") or item.has("vehicle.") or item.has("travel.") or item.has("medium.")


def _feed(teller: Teller, frame: Frame) -> None:
    """Take one statement into the telling."""
    frame.failed = denied(frame) and _unreached(teller, frame)
    index = frame.sentence.index
    length = frame.way_on == "way" and not (
        not measured(teller, frame) and teller.here and index - teller.since <= 1 and (teller.underway or _next_way(teller, frame))
    )
    if of_people(frame) or (denied(frame) and not frame.failed) or length:
        drop(teller, frame)
        return
    if _boards(teller, frame) or _accepts(teller, frame):
        frame.kind, frame.mode, frame.strength = "load", "unknown", 0
        frame.origins, frame.destinations = frame.destinations, []
    inherit(teller, frame)
    on_the_way = frame.says("word.there") or frame.kind == "cross"
    if frame.strength >= TOLD and on_the_way and not (frame.origins or frame.destinations) and teller.drafts:
        last = teller.drafts[-1]  # "meant for B, where an engine is to haul the wagons", "A sent fruit to B: the lorries went through C"
        last.mode = frame.mode if last.mode == "unknown" and last.frame.sentence is frame.sentence else last.mode
    if index - teller.since > _MEMORY:
        teller.here, teller.mode = [], "unknown"
    start, end = _days(teller, frame)
    if teller.inbound and (
        _another_vehicle(teller, frame) if index == teller.since else not goes_with(teller, frame, onward=_onward(frame))
    ):
        settle(teller)
    anew = frame.says("word.there_from") and teller.halt == index
    there = frame.says("word.there") and frame.kind in ("load", "unload") and index - teller.halt <= CLOSING
    rolled_on = frame.kind == "load" and not (teller.here or frame.destinations) and 0 < index - teller.halt <= 1 and _onward(frame)
    if not frame.origins and (anew or rolled_on or (there and not frame.destinations)):
        arrive_at_halt(teller, frame)  # "it called at B, from where it sailed for C"
    _know(teller, frame)
    refer(teller, frame)
    if frame.kind == "unload" and teller.dateline and _off(frame) and not (frame.destinations or teller.drafts or teller.here):
        frame.destinations = [teller.dateline]  # "eighteen of them came off the freighter": where the report is written
    if frame.kind == "load" and frame.destinations and not earlier(frame) and continues(teller, frame):
        reach_load(teller, frame, start)
    if not any(same(t, d) for t in teller.via[-1:] for d in frame.destinations):
        from_halt(teller, frame)  # but "stopped short of B, for which it was bound"
    if teller.last is not None and goes_home(teller.last, frame):
        frame.origins, frame.destinations = back(teller.last, frame)
    hold_back(teller, frame)
    end_way(teller, frame)
    if goes_on(teller, frame) or leaves_next(teller, frame):
        reach_load(teller, frame, start)  # "for those who had come from A it went on from B to C"
    pass_on(teller, frame)
    if not (ends_elsewhere(teller, frame) or turns(teller, frame) or crosses_back(teller, frame)):
        _take(teller, frame, start, end)
    lade(teller, frame)


def _days(teller: Teller, frame: Frame) -> tuple[str, str]:
    """Return the days of a statement, or those of a first verb that names no end: "am 16. Oktober flog sie | weiter nach B"."""
    start, end = days.read(frame)
    (first, last), before = teller.lent
    moves = frame.kind == "move"
    if before is frame.sentence and moves and not (start or end):
        start, end = first, last
    bare = moves and not (frame.origins or frame.destinations or frame.via or frame.held)
    teller.lent = ((start, end), frame.sentence) if bare else (("", ""), None)
    return start, end


def _next_way(teller: Teller, frame: Frame) -> bool:
    """Tell whether a voyage by its length goes on from where a leg has just ended: "docked at B. The crossing to C took 26 days"."""
    last, place = teller.last, frame.destinations[0]
    ended = last is not None and last.destination is not None and any(same(t, last.destination) for t in teller.here)
    return ended and frame.strength >= TOLD and not any(same(place, t) for d in teller.drafts for t in (d.origin, d.destination) if t)


def _another_vehicle(teller: Teller, frame: Frame) -> bool:
    """Tell whether a statement goes on by something else: "lorries came down from A with ore for the ship that is to take it to B"."""
    return frame.strength >= TOLD and not frame.origins and not agree(teller.mode, frame.mode)


def _off(frame: Frame) -> bool:
    """Tell whether a statement without a start tells of what left a vehicle, "came off the freighter", and not of a find or a seizure."""
    items = frame.items
    leaves = [k + 1 for k, item in enumerate(items) if item is frame.predicate or item.value("prep.") in FROM]
    return not frame.origins and any(item.has("vehicle.") for k in leaves for item in items[k : k + _NOUN])


def _know(teller: Teller, frame: Frame) -> None:
    """Take a name that nobody knows for one that the report tells of in another form: "из Оша" after "Ош"."""
    for ends in (frame.origins, frame.destinations, frame.via):
        for n, name in enumerate(ends):
            known = (
                None if name.id else next((t for t in teller.order[:_NAMES] if t.candidates and _inflected(t.surface, name.surface)), None)
            )
            ends[n] = known or name


def _inflected(name: str, form: str) -> bool:
    """Tell whether a word is a name, or one with another ending."""
    stem, word = name.casefold(), form.casefold()
    return len(stem) > 1 and len(word) - len(stem) in (0, 1, 2) and word.startswith(stem)


def _accepts(teller: Teller, frame: Frame) -> bool:
    """Tell whether cargo was taken in to be shipped to the end that was just told: "It brought wheat to B. The cargo was received at A"."""
    last = teller.last
    if frame.kind != "serve" or frame.predicate is None or "word.receive" not in frame.predicate.tags or last is None or teller.underway:
        return False
    near = last.origin is None and last.implied and frame.sentence.index - last.frame.sentence.index <= CLOSING
    goods = any("word.cargo" in item.tags for item in frame.clause)
    return near and goods and bool(frame.destinations) and not frame.origins


def _boards(teller: Teller, frame: Frame) -> bool:
    """Tell whether a verb that is said of an aircraft that lands and of people who get on means the latter: no aircraft is told of."""
    if (
        frame.kind != "arrive"
        or frame.origins
        or not frame.destinations
        or frame.predicate is None
        or "word.seat" not in frame.predicate.tags
    ):
        return False
    items = frame.sentence.items
    at = frame.at(frame.last)
    behind = next((k for k in range(at + 1, len(items)) if items[k].has("prep.") or items[k].kind == "t"), len(items))
    flown = any(item.value(head) == "air" for item in items[:behind] for head in ("vehicle.", "medium.", "travel.", "trip."))
    near = [mode for mode, seen in (teller.spoken, teller.vehicle) if frame.sentence.index - seen <= CLOSING]
    return not flown and "air" not in (teller.mode, *near)


def _unreached(teller: Teller, frame: Frame) -> bool:
    """Tell whether a statement says that what is under way did not come to its end: "the boat from A never reached B"."""
    begun = bool(frame.origins) or (teller.underway and bool(teller.here) and 0 <= frame.sentence.index - teller.since <= 1)
    return frame.kind == "arrive" and bool(frame.destinations) and begun


def _take(teller: Teller, frame: Frame, start: str, end: str) -> None:
    """Set the telling by the ends that a statement names."""
    teller.ship = craft_name(frame) if frame.origins else teller.ship
    index = frame.sentence.index
    countries = [t for t in frame.destinations if country(t)]
    places = [t for t in frame.destinations if not country(t)]
    if frame.kind == "resume":
        _resume(teller, frame, places, start, end)
    elif frame.kind == "measure":
        _measure(teller, frame)
    elif frame.kind == "hold" and (frame.held or not frame.origins) and not (places and frame.origins):
        hold(teller, frame, places)
    elif frame.kind == "be" and not (places and come(teller, frame, places)):
        sight(teller, frame, places)  # "it was at Taftan" tells of an arrival only of what is under way, at once or after a time given
    elif places or countries:
        move(teller, frame, places or countries, start, end)
    elif frame.origins:
        _leave(teller, frame, start)
    elif frame.kind == "load":
        _load(teller, frame, start)
    elif frame.onward and teller.here:
        teller.mode, teller.since, teller.underway = frame.onward, index, True  # "part of it is put onto barges"
    elif (
        frame.kind == "depart" and not _noun(frame) and any("prep.from" in i.tags and "word.along" not in i.tags for i in frame.items)
    ):  # not "з 20 тисячами тонн"
        set_out(teller, frame, start)
    elif frame.via:
        pass_by(teller, frame)
    elif (start or end) and (last := teller.last) is not None and last.frame.sentence.index == index:
        last.start, last.end = last.start or start, last.end or end
    elif frame.kind == "depart" and not teller.here and teller.dateline:
        teller.here, teller.since, teller.start = [teller.dateline], index, start
        teller.source = teller.here


def _leave(teller: Teller, frame: Frame, start: str) -> None:
    """Take in a statement that names only where something came from."""
    if frame.kind == "arrive" and frame.says("word.there"):
        teller.here, teller.underway = [], False  # "tankers from A call there": at a place that is not known, from where it goes on
    else:
        leave(teller, frame, start)


def _noun(frame: Frame) -> bool:
    """Tell whether a departure is only told by its noun, and so lies before what was told: "38 days after the departure from A"."""
    at = frame.at(0)
    before = frame.sentence.items[at - 1]
    return at > 0 and ("word.det" in before.tags or before.value("prep.") == "after")


def _onward(frame: Frame) -> bool:
    """Tell whether a statement takes up what was told before it: "it", "then", "there"."""
    items = frame.sentence.items[frame.first :] if frame.kind == "resume" else frame.clause
    at = index_of(items, frame.predicate, 0)
    nobody = at > 0 and all(i.kind in "dq" or i.has("medium.") or not _HELPING.isdisjoint(i.tags) for i in items[:at])
    return nobody or any("word.then" in i.tags or "word.there" in i.tags or i.pronoun for i in items)  # "por ferrocarril fueron llevadas"


def _load(teller: Teller, frame: Frame, start: str) -> None:
    """Take in that something is put on a vehicle where the telling stands."""
    index, last = frame.sentence.index, teller.last
    if frame.says("word.split") and last is not None and last.origin and last.frame.sentence.index == index:
        teller.here = [last.origin]  # "part goes by road to B, the rest is put onto wagons"
    if frame.says("word.elsewhere"):
        teller.here = []
    teller.underway, teller.frame = bool(teller.here), frame
    teller.mode, teller.start = frame.mode if frame.strength >= TOLD else teller.mode, start or teller.start
    teller.since = index if teller.here else teller.since
    landed, since = teller.landed
    teller.inbound = landed if index - since <= CLOSING else teller.inbound  # "it came by train from A to B, where it was put on a ship"


def _resume(teller: Teller, frame: Frame, places: list[Toponym], start: str, end: str) -> None:
    """Take in a place where something goes on: one told before, or where what is under way has come to."""
    index = frame.sentence.index
    back = [t for t in places if any(d.destination and same(d.destination, t) for d in teller.drafts[-RECENT:])]
    if back and not (teller.here and same(back[0], teller.here[0])):
        teller.here, teller.since, teller.spoken = back, index, ("unknown", -99)
    elif places and not back and teller.underway and _onward(frame) and index - teller.since <= 1 and not _before(frame):
        move(teller, replace(frame, kind="arrive", mode=teller.mode), places, start, end)  # "At B it is pumped into trucks"


def _begins(teller: Teller, frame: Frame, origin: Toponym, destination: Toponym | None) -> Draft | None:
    """Return the leg whose beginning a length tells that was only guessed: "it was then ferried to B; from A to B it is 300 km"."""
    straight = any(item.value("basis.") == "straight" for item in frame.clause)
    length = any(item.unit not in {"", *TIME_UNITS} for item in frame.clause)
    told = straight or not length or any("word.said" in item.tags for item in frame.clause)
    for last in teller.drafts[-_NOUN:]:
        since = frame.sentence.index - last.frame.sentence.index
        beside = last.frame.sentence is frame.sentence or (since <= 1 and not (told and last.origin) and destination is not None)
        ends = last.destination is not None and (destination is None or same(last.destination, destination))
        known = any(close(t, origin) for t in (last.origin, last.destination, *last.via) if t)
        if beside and ends and last.implied and not known:
            return last
    return None


def _before(frame: Frame) -> bool:
    """Tell whether a statement goes back before what was told: "in A they had been put on rails"."""
    items = frame.sentence.items[frame.first : frame.last + 1]
    return any("word.earlier" in item.tags and "word.auxiliary" in item.tags for item in items)


def _measure(teller: Teller, frame: Frame) -> None:
    """Add what a length says of the way of a leg told before: "from A to C it is 600 km via B".

    A statement without a length that begins where the telling stands goes on from there: "… to A. From A to B one man was on board".
    """
    origin, destination = frame.origins[0], frame.destinations[0] if frame.destinations else None
    begins = _begins(teller, frame, origin, destination)
    if begins is not None:
        begins.origin, begins.implied = origin, False
    if begins is not None or destination is None:
        return
    for last in reversed(teller.drafts[-RECENT:]):
        if last.origin and last.destination and same(last.origin, origin) and same(last.destination, destination):
            last.via += [v for v in frame.via if not any(same(v, w) for w in last.via)]
            return
    stands = teller.here and same(teller.here[0], origin) and frame.sentence.index - teller.since <= 1 and not country(destination)
    if stands and not any(item.unit or "claim.copula" in item.tags for item in frame.clause):
        move(teller, replace(frame, kind="travel"), [destination], "", "")
