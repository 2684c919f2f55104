"""Legs: the statements of movement of a report, joined in the order of the telling."""

from __future__ import annotations

from dataclasses import replace

from routes.extraction import cargo, chains, frames
from routes.extraction.drafts import RECENT, Draft, agree, finish, unknown
from routes.extraction.modes import mode_of
from routes.extraction.references import refer
from routes.extraction.sentences import Item, Sentence, area, barred, country, same
from routes.extraction.statements import Frame
from routes.extraction.statuses import denied, earlier, of_people, status, timed
from routes.extraction.telling import Teller
from routes.model import Leg, Note, Toponym

_NEIGHBOURS_DEG = 0.7  # about 50 km: a city and its airport, base or outer port
_CLOSING = 2  # sentences in which the vehicle of a leg may still be named
_OPENING = 1  # items of a sentence among which the participle stands that opens it: "Arrived from A, the freighter …"
_SUBJECT = 5  # items after its clause in which its subject stands
_MEMORY = 5  # sentences after which "it" and "from there" no longer reach back


def contained(toponyms: tuple[Toponym, ...]) -> frozenset[str]:
    """Return the ids of names that only say where another name lies ("Najin, in North Korea")."""
    return frozenset(t.within for t in toponyms if t.within)


def find(sentences: list[Sentence], toponyms: tuple[Toponym, ...]) -> tuple[tuple[Leg, ...], tuple[Note, ...]]:
    """Return the legs of a report, in the order of the telling, ids ``l1``, ``l2`` …, and notes on ends that no gazetteer knows.

    A statement without an origin goes on from where the one before it ended; a vehicle loaded in one place departs from
    there; a leg told twice is one leg.
    """
    teller = Teller(sorted(toponyms, key=lambda t: t.span), next((t for t in toponyms if "dateline" in t.cues), None))
    inside = contained(toponyms)
    for sentence in _telling(sentences):
        told = len(teller.drafts)
        for frame in chains.read(sentence, inside):
            _feed(teller, frame)
        for frame in frames.read(sentence, inside):
            _feed(teller, frame)
        if len(teller.drafts) == told:
            _complete(teller, sentence)
        vehicle = next((m for item in reversed(sentence.items) if (m := item.value("vehicle.")) not in ("", "any")), "")
        teller.vehicle = (vehicle, sentence.index) if vehicle else teller.vehicle
    return finish(teller.drafts), unknown(teller.drafts)


def _telling(sentences: list[Sentence]) -> list[Sentence]:
    """Return the sentences that tell of a journey or name a place, counted anew: what stands between them does not make them distant."""
    kept = [s for s in sentences if any(_tells(item) for item in s.items)]
    numbers = {index: n for n, index in enumerate(dict.fromkeys(s.index for s in kept))}
    return [Sentence(numbers[s.index], s.span, s.items) for s in kept]


def _tells(item: Item) -> bool:
    named = item.toponym is not None and not barred(item.toponym)
    return named or item.has("motion.") or item.has("vehicle.") or item.has("travel.") or item.has("medium.")


def _complete(teller: Teller, sentence: Sentence) -> None:
    """Give the leg told just before the vehicle that its own words left open: "2. A to B. Trucks take over for the descent."."""
    last = teller.drafts[-1] if teller.drafts else None
    if (
        last is None
        or last.mode != "unknown"
        or last.frame.kind == "expect"
        or not 0 < sentence.index - last.frame.sentence.index <= _CLOSING
    ):
        return
    frame = Frame("travel", None, sentence, 0, len(sentence.items))
    mode, strength = mode_of(frame)
    if strength:
        last.mode = mode


def _feed(teller: Teller, frame: Frame) -> None:
    """Take one statement into the telling."""
    if denied(frame) or of_people(frame):
        return
    index = frame.sentence.index
    if frame.mode == "unknown" and not frame.heading and (frame.kind != "expect" or teller.spoken[1] == index):
        frame.mode, frame.strength = _inherited(teller, frame)
    elif frame.mode == "sea" and frame.kind != "load" and _on_river(teller, frame):
        frame.mode = "river"  # barges cast off as ships do
    if frame.strength >= 2:
        teller.spoken = (frame.mode, index)
    if index - teller.since > _MEMORY:
        teller.here, teller.mode = [], "unknown"
    start, end = cargo.days(frame)
    if frame.says("word.there_from") and teller.halt == index and teller.via and teller.here:
        halt = teller.via.pop()  # "it called at B, from where it sailed for C"
        _move(teller, replace(frame, origins=list(teller.here), destinations=[halt], via=[], mode=teller.mode), [halt], "", "")
    refer(teller, frame)
    _take(teller, frame, start, end)


def _take(teller: Teller, frame: Frame, start: str, end: str) -> None:
    """Set the telling by the ends that a statement names."""
    index = frame.sentence.index
    countries = [t for t in frame.destinations if country(t)]
    places = [t for t in frame.destinations if not country(t)]
    if frame.kind == "resume":
        back = [t for t in places if any(d.destination and same(d.destination, t) for d in teller.drafts[-RECENT:])]
        if back and not (teller.here and same(back[0], teller.here[0])):
            teller.here, teller.since, teller.spoken = back, index, ("unknown", -99)
    elif frame.kind == "be" and not (teller.underway and places and timed(frame)):
        return  # "it was at Taftan" tells of an arrival only when something is under way and a time is given
    elif places or countries:
        _move(teller, frame, places or countries, start, end)
    elif frame.origins:
        _leave(teller, frame, start)
    elif frame.kind == "load":
        teller.underway = bool(teller.here)
        teller.mode, teller.start = frame.mode if frame.strength >= 2 else teller.mode, start or teller.start
        teller.since = index if teller.here else teller.since
    elif frame.kind == "depart" and any("prep.from" in item.tags for item in frame.items):
        teller.here, teller.dateline, teller.underway = [], None, True  # from somewhere that no name tells
    elif frame.via:
        _pass(teller, frame)
    elif (start or end) and teller.drafts and teller.drafts[-1].frame.sentence.index == index:
        last = teller.drafts[-1]
        last.start, last.end = last.start or start, last.end or end
    elif frame.kind == "depart" and not teller.here and teller.dateline:
        teller.here, teller.since, teller.start = [teller.dateline], index, start
        teller.source = teller.here


def _on_river(teller: Teller, frame: Frame) -> bool:
    """Tell whether a verb of ships is said of the barge loaded or spoken of just before."""
    spoken = teller.spoken[0] if frame.sentence.index - teller.spoken[1] <= 1 else ""
    return "river" in (teller.mode, spoken) and not any(item.value("vehicle.") == "sea" for item in frame.items)


def _move(teller: Teller, frame: Frame, places: list[Toponym], start: str, end: str) -> None:
    """Take in a statement that has a destination."""
    places = [_finer(teller, t) for t in places]
    index, weak = frame.sentence.index, all(country(t) for t in places)
    origins = [t for t in frame.origins if not country(t)] or frame.origins
    implied = not origins
    if implied:
        understood = _origins(teller, frame, places, weak, start, end)
        if understood is None:
            return
        origins = understood
    else:
        told = any(d.destination and _close(d.destination, origins[0]) for d in teller.drafts)
        onward = frame.chained or frame.says("word.there_from") or told
        teller.source = (teller.source or origins) if onward else origins
    if weak and frame.kind in ("cross", "arrive"):
        teller.via += [t for t in frame.via if not country(t)]
        return
    pairs: list[tuple[Toponym | None, Toponym]] = (
        list(zip(origins, places, strict=True)) if len(origins) == len(places) else [(o, d) for o in origins for d in places]
    )
    mode = frame.mode if frame.strength or frame.heading or teller.mode == "unknown" else teller.mode
    if implied and frame.kind == "arrive" and frame.strength == 2 and teller.mode == "sea" and mode == "road":
        mode = "sea"  # "embarked at Brindisi, the lorries reach Igoumenitsa"
    for origin, destination in pairs or [(None, d) for d in places]:
        if origin is not None and same(origin, destination):
            continue
        draft = Draft(origin, destination, frame, mode, implied, weak or bool(origin and country(origin)), status(frame))
        draft.via = [*teller.via, *frame.via]
        draft.start, draft.end = start or teller.start, end
        draft.cargo = cargo.read(frame) or teller.cargo
        teller.drafts.append(draft)
    teller.source = teller.source or origins
    if weak:
        if frame.origins:
            teller.here, teller.since = origins, index
        return
    if mode != "unknown":
        teller.spoken = (mode, index)
    teller.here, teller.since, teller.via, teller.start, teller.mode, teller.underway = places, index, [], "", "unknown", False


def _origins(teller: Teller, frame: Frame, places: list[Toponym], weak: bool, start: str, end: str) -> list[Toponym] | None:
    """Return where a movement began that names only its end, None when it is one told before or the first news of a cargo."""
    index = frame.sentence.index
    last = teller.drafts[-1] if teller.drafts else None
    onward = frame.says("word.there") or frame.says("word.then")
    beside = last is not None and last.frame.sentence.index == index
    parallel = frame.says("word.split") or (beside and last is not None and frame.says("word.share") and last.frame.says("word.share"))
    if parallel and not onward and frame.kind != "unload" and last and (last.origin or beside):
        first = [last.origin] if last.origin else []
        return first if beside else teller.source or first
    if last and last.destination and not weak and same(last.destination, places[0]) and index - last.frame.sentence.index <= 1:
        _enrich(last, frame, teller, start, end or start)
        _reach(teller, frame, places)
        return None
    if not teller.underway and not weak and (known := _known(teller, places[0], _came_by(frame))):
        _enrich(known, frame, teller, start, end)
        _reach(teller, frame, places)
        return None
    if frame.kind == "unload" and not teller.underway and not frame.says("word.then"):
        teller.here, teller.since, teller.underway = places, index, True  # from wherever; what follows departs from here
        teller.found = (places[0], index)
        return None
    if earlier(frame) and last is not None and not earlier(last.frame) and not teller.underway:
        return []  # "the drugs had come to B": a story before the one told, from wherever
    if frame.kind == "load" and frame.says("word.split") and last and last.origin:
        return [last.origin]  # "a second ship is loading there for C"
    if not teller.here and frame.kind == "depart" and teller.dateline and not teller.drafts and not weak:
        return [teller.dateline]
    return list(teller.here)


def _reach(teller: Teller, frame: Frame, places: list[Toponym]) -> None:
    """Set the telling at places whose leg was told before; what is unloaded there "onto barges" goes on by them."""
    teller.here, teller.since, teller.underway = places, frame.sentence.index, False
    teller.mode = frame.mode if frame.kind == "unload" and frame.strength >= 2 else "unknown"


def _known(teller: Teller, place: Toponym, mode: str) -> Draft | None:
    """Return the leg to a place that was told last, None when none was."""
    return next((d for d in reversed(teller.drafts[-RECENT:]) if _told(d, place, mode)), None)


def _enrich(draft: Draft, frame: Frame, teller: Teller, start: str, end: str) -> None:
    """Add to a leg what its second telling says of it."""
    if frame.kind != "unload" and (draft.mode == "unknown" or draft.frame.strength < 2 <= frame.strength):
        draft.mode = frame.mode
    draft.via += [v for v in (*teller.via, *frame.via) if not any(same(v, w) for w in draft.via)]
    draft.start, draft.end = draft.start or teller.start or start, draft.end or end
    teller.via, teller.start = [], ""


def _came_by(frame: Frame) -> str:
    """Return the mode of what a statement says arrived; of what is unloaded it names only the next vehicle: "unloaded onto barges"."""
    return "unknown" if frame.kind == "unload" else frame.mode


def _told(draft: Draft, place: Toponym, mode: str) -> bool:
    """Tell whether a leg to a place was told before."""
    if draft.origin is None or draft.destination is None or not _close(draft.destination, place):
        return False
    return agree(draft.mode, mode) or draft.frame.strength < 2  # a mode only taken over is no mode told


def _finer(teller: Teller, place: Toponym) -> Toponym:
    """Return the place, told before as an end, that a region around it stands for, else the name itself."""
    region = bool(place.candidates and place.candidates[0].feature_code.startswith(("ADM", "RGN")))
    ends = [d.destination for d in teller.drafts[-RECENT:] if d.destination is not None] if region else []
    return next((end for end in reversed(ends) if _close(end, place)), place)


def _close(a: Toponym, b: Toponym) -> bool:
    """Tell whether two names are of one place or of neighbours, as a city and its air base are."""
    if same(a, b):
        return True
    if not (a.candidates and b.candidates):
        return False
    first, second = a.candidates[0], b.candidates[0]
    return abs(first.lat - second.lat) + abs(first.lon - second.lon) < _NEIGHBOURS_DEG


def _leave(teller: Teller, frame: Frame, start: str) -> None:
    """Take in a statement that has only an origin: it completes the leg before it, or begins the next."""
    index = frame.sentence.index
    last = teller.drafts[-1] if teller.drafts else None
    reversed_order = last is not None and last.implied and last.frame.sentence.index == index and frame.kind in ("depart", "move", "load")
    if last is not None and reversed_order and not (last.destination and same(last.destination, frame.origins[0])):
        last.origin, last.implied, last.start = frame.origins[0], False, last.start or start
        if last.mode == "unknown":
            last.mode = frame.mode
        return
    if all(country(t) or area(t) for t in frame.origins) and teller.here and (all(map(country, frame.origins)) or teller.since == index):
        return  # "from the port of X … the second one from the south"
    if teller.found is not None and earlier(frame) and index - teller.found[1] <= 1 and not same(teller.found[0], frame.origins[0]):
        found, teller.found = teller.found[0], None  # "the boxes opened at B had been loaded at A"
        _move(teller, replace(frame, destinations=[found]), [found], start, "")
        return
    teller.here, teller.since, teller.start, teller.underway = list(frame.origins), index, start, True
    teller.via = list(frame.via)
    teller.halt = index if frame.kind == "stop" and frame.via else teller.halt
    teller.mode = frame.mode if frame.strength >= 2 else "unknown"
    teller.cargo = cargo.read(frame) or teller.cargo
    if not frame.says("word.there_from") and not any(
        d.destination and _close(d.destination, frame.origins[0]) for d in teller.drafts[-RECENT:]
    ):
        teller.source = list(frame.origins)


def _pass(teller: Teller, frame: Frame) -> None:
    """Take in a statement that only names what lies on the way."""
    last = teller.drafts[-1] if teller.drafts else None
    if frame.says("word.split") and len(frame.via) > 1 and last is not None and last.destination:
        # "A second route runs via A and B": another way to the same end; "a second stream via A and B": another end.
        towards = frame.says("word.way")
        origins = frame.via[:1] if towards else (teller.source or list(teller.here))
        via = frame.via[1:] if towards else frame.via[:-1]
        goal = last.destination if towards else frame.via[-1]
        for origin in origins:
            teller.drafts.append(Draft(origin, goal, frame, frame.mode, True, country(goal), status(frame), list(via)))
        return
    since = frame.sentence.index - last.frame.sentence.index if last is not None else 0
    if last is not None and (not since or (last.frame.heading and since <= _CLOSING and not teller.underway)):
        last.via += frame.via
    else:
        teller.via += frame.via
        teller.halt = frame.sentence.index if frame.kind == "stop" else teller.halt


def _inherited(teller: Teller, frame: Frame) -> tuple[str, int]:
    """Return the mode a statement takes over: of the vehicle just loaded, of its sentence, of what was just spoken of."""
    if teller.mode != "unknown" and frame.kind in ("arrive", "unload", "move", "depart", "cross", "stop"):
        return teller.mode, 2 if frame.sentence.index == teller.since else 1  # the vehicle that the same sentence loaded or sent off
    mode, index = teller.spoken
    if mode != "unknown" and frame.sentence.index - index <= 3:
        return mode, 1
    for name in ("vehicle.", "travel."):
        for item in frame.sentence.items[: _reach_of(frame)]:
            found = item.value(name)
            if found and found != "any":
                return found, 1
    mode, index = teller.vehicle  # "The lorries queue up. They left A for B"
    pronoun = any("word.pronoun" in item.tags and "word.det" not in item.tags for item in frame.sentence.items)
    return (mode, 1) if mode and pronoun and frame.sentence.index - index == 1 else ("unknown", 0)


def _reach_of(frame: Frame) -> int:
    """Return up to which item of its sentence a statement looks for its vehicle: one that opens with a participle, to its subject."""
    opens = frame.predicate is not None and frame.predicate in frame.sentence.items[:_OPENING]
    return frame.last + _SUBJECT if opens else frame.last
