"""Arrivals: statements that tell where a movement ends, and the legs that they make."""

from __future__ import annotations

from itertools import pairwise

from routes.extraction import cargo
from routes.extraction.drafts import RECENT, TOLD, Draft, agree, one_place
from routes.extraction.passing import part_of_way
from routes.extraction.regions import close, finer, inside
from routes.extraction.sentences import Item, country, same, sea
from routes.extraction.starts import (
    ahead,
    another_part,
    another_time,
    by_government,
    chain_begins,
    first_stretch,
    firstly,
    from_elsewhere,
    from_scene,
    led_there,
    of_part,
    own_subject,
    presupposed,
    rest_goes_on,
    rested,
    scene_in,
    splits,
    takes_up,
)
from routes.extraction.statements import Frame
from routes.extraction.statuses import earlier, status
from routes.extraction.telling import CLOSING, Teller
from routes.model import Toponym

_OCEANS = frozenset({"OCN", "SEA", "SEAS", "GULF", "STRT", "CNL", "CAPE"})
_FEW = 5  # candidates that are looked at


def move(teller: Teller, frame: Frame, places: list[Toponym], start: str, end: str) -> None:
    """Take in a statement that has a destination."""
    places = [scene_in(teller, frame, t) or finer(teller, t) for t in places]
    index, weak = frame.sentence.index, all(country(t) for t in places)
    origins = [finer(teller, t) for t in [t for t in frame.origins if not country(t)] or frame.origins]
    implied = not origins
    if implied and teller.here and not teller.underway and presupposed(frame):
        teller.here, teller.since = places, index
        return
    if implied:
        understood = _origins(teller, frame, places, weak, start, end)
        if understood is None:
            return
        origins = understood
    else:
        told = any(d.destination and close(d.destination, origins[0]) for d in teller.drafts[-RECENT:])
        onward = frame.chained or frame.says("word.there_from") or told
        teller.source = (teller.source or origins) if onward else origins
    if frame.kind in ("cross", "arrive") and (weak or (frame.kind == "cross" and not origins and not teller.drafts)):
        _enter(teller, frame, [] if weak else places, start)
        return
    if not implied and len(places) == 1 and (unbegun := _unbegun(teller, frame, places[0])):
        unbegun.origin, unbegun.implied = origins[0], False
        _enrich(unbegun, frame, teller, start, end)
        _reach(teller, frame, places)
        return
    if not implied and len(places) == 1 and _told_again(teller, frame, (origins[0], places[0]), start, end):
        return  # "from A to B it takes three days": what goes on goes on from where the telling stood
    pairs: list[tuple[Toponym | None, Toponym]] = (
        list(zip(origins, places, strict=True)) if len(origins) == len(places) else [(o, d) for o in origins for d in places]
    )
    if _revised(teller, frame, [] if implied else origins, places):
        return
    mode = _mode(teller, frame, implied=implied)
    for origin, destination in pairs or [(None, d) for d in places]:
        if origin is not None and (same(origin, destination) or (implied and one_place(origin, destination))):
            continue
        draft = Draft(origin, destination, frame, mode, implied or frame.halted, weak or bool(origin and country(origin)), status(frame))
        draft.via = [*teller.via, *frame.via]
        came_in = implied and teller.start and not end and start >= teller.start  # "it left A on 3 March and sailed on to B on 6 March"
        draft.start, draft.end = (teller.start, start) if came_in else (start or teller.start, end)
        draft.cargo = cargo.read(frame) or teller.cargo
        teller.drafts.append(draft)
    teller.source = teller.source or origins
    if weak or (
        not pairs and frame.kind == "arrive" and status(frame) == "blocked"
    ):  # "no aircraft has landed in B since May": nothing goes on from there
        teller.here, teller.since = (origins, index) if frame.origins else (teller.here, teller.since)
        return
    if mode != "unknown" and not frame.onward:
        teller.spoken = (mode, index)
    crossed = frame.kind == "cross" and not any(map(_ocean, frame.via))  # what crosses a border is still on its way
    teller.here, teller.since, teller.via, teller.start, teller.underway = places, index, [], "", crossed
    teller.mode, teller.inbound = frame.onward or (mode if crossed else "unknown"), []


def _enter(teller: Teller, frame: Frame, places: list[Toponym], start: str) -> None:
    """Take in where a state was entered, which is on the way: "the horses from A entered Russia at B" go on from A."""
    teller.via += [t for t in (*frame.via, *places) if not country(t)]
    origins = [t for t in frame.origins if not country(t)]
    if origins:
        teller.here, teller.since, teller.underway, teller.start = origins, frame.sentence.index, True, start
        teller.mode = frame.mode if frame.strength >= TOLD else "unknown"


def _mode(teller: Teller, frame: Frame, *, implied: bool) -> str:
    """Return by what a movement was: what its statement tells, else what was loaded for it."""
    mode = frame.mode if frame.strength or frame.heading or teller.mode == "unknown" else teller.mode
    if frame.strength < TOLD and any(_ocean(v) for v in (*teller.via, *frame.via)):
        return "sea"  # "taken across the Red Sea"
    if implied and frame.kind == "arrive" and frame.strength == TOLD and teller.mode == "sea" and mode == "road":
        return "sea"  # "embarked at Brindisi, the lorries reach Igoumenitsa"
    return mode


def _origins(teller: Teller, frame: Frame, places: list[Toponym], weak: bool, start: str, end: str) -> list[Toponym] | None:
    """Return where a movement began that names only its end, None when it is one told before or the first news of a cargo."""
    index = frame.sentence.index
    last = teller.last
    led = [item for item in of_part(frame) if item.start < places[0].span.start or frame.kind != "move"]  # "to B, and will be there soon"
    onward = any("word.there" in item.tags for item in led) or frame.says("word.then")
    taken_up = _taken_up(teller, frame, places, onward)
    if taken_up or (taken_up := led_there(teller, frame, places[0]) or first_stretch(teller, frame) or rest_goes_on(teller, frame)):
        return taken_up
    beside = last is not None and last.frame.sentence.index == index
    gapped = frame.chained and beside and own_subject(frame, places[0])
    shared = beside and last is not None and frame.says("word.share") and last.frame.says("word.share")
    other = splits(frame) and not (takes_up(frame) or frame.says("word.onward"))  # but "a part of it was taken on to C"
    parallel = other or gapped or shared or (beside and another_time(last, frame))
    if parallel and (gapped or not onward) and frame.kind != "unload" and last and (last.origin or beside):
        return _where_parted(teller, frame, last, beside=beside)
    elsewhere = bool(teller.underway and teller.here and last and last.origin and not close(teller.here[0], last.origin))
    near = last is not None and index - last.frame.sentence.index <= 1 and not elsewhere
    received = frame.kind == "arrive" and not onward and last is not None and (_received(last, index) or _inside(last, frame, places))
    if last and last.destination and (received or (near and not weak and same(last.destination, places[0]))):
        last.destination = places[0] if received else last.destination
        _enrich(last, frame, teller, start, end or start)
        _reach(teller, frame, places)
        return None
    sets_out = frame.kind == "depart" and bool(teller.here) and not same(teller.here[0], places[0]) and not frame.says("word.earlier")
    if not teller.underway and not weak and not sets_out and (known := _known(teller, places[0], _came_by(frame))):
        begun = _begun(teller, known)
        next_stretch = frame.chained and beside and onward and begun is None and known is not last  # "back to B, then to C"
        anew = _another_way(known, last, index) or _to_next_town(teller, frame, known, places[0]) or frame.says("word.rest")
        if next_stretch or anew or _in_stretches(teller, known):
            return list(teller.here)
        apart = begun is not None and (begun.mode != known.mode or begun.mode == "unknown" or frame.mode not in (known.mode, "unknown"))
        if begun is not None and begun.destination is not None and apart:
            return list(teller.here)  # the way told whole before is now told in stretches
        if begun is not None and begun.destination is not None:
            teller.drafts.pop()  # "they roll into B and on to C": B is a stop on the way
            known.via += [*begun.via, begun.destination]
        _enrich(known, frame, teller, start, end)
        _reach(teller, frame, places)
        return None
    if frame.kind == "unload" and not teller.underway and last is not None and _awaited(teller, frame, last):
        last.origin, last.implied = places[0], False  # "it is bound for B. It was landed at A a month ago"
        return None
    landed = frame.kind == "unload" or (frame.says("word.landed") and not onward)
    if landed and not (teller.underway or frame.says("word.then")):  # "une autre voie : débarquées à B, les caisses …"
        frame.elsewhere = list(teller.here) if other else []  # "another ship was unloaded in B"
        teller.here, teller.since, teller.underway = places, index, True  # from wherever; what follows departs from here
        teller.found = (places[0], index)
        teller.received = index if frame.says("word.receive") else teller.received
        return None
    if last is not None and _told_before(teller, frame, last):
        return []  # "the drugs had come to B": a story before the one told, from wherever
    if frame.kind == "load" and frame.says("word.split") and last and last.origin:
        return [last.origin]  # "a second ship is loading there for C"
    sets_sail = frame.kind == "move" and "word.definite" in frame.clause[0].tags and any(item.has("vehicle.") for item in frame.clause[1:3])
    if not teller.here and (frame.kind == "depart" or sets_sail) and teller.dateline and not teller.drafts and not weak:
        return [teller.dateline]
    anywhere = (by_government(frame) and not onward) or from_elsewhere(teller, frame)  # "Caracas sends aircraft to B"
    return [] if anywhere else rested(teller, frame) or ahead(teller, frame) or list(teller.here) or from_scene(teller, frame)


def _where_parted(teller: Teller, frame: Frame, last: Draft, *, beside: bool) -> list[Toponym]:
    """Return where another part began of what the leg told last moved a part of: "a third went to B, the rest to C"."""
    first = chain_begins(teller) if frame.sentence.index > last.frame.sentence.index else [last.origin] if last.origin else []
    parted = not last.implied or _parted(teller, last)
    told_from = parted and frame.sentence.index - last.frame.sentence.index == 1 and another_part(frame)
    alike = [d.origin for d in teller.drafts[-_FEW:] if d.origin and frame.strength >= TOLD and d.mode == frame.mode]
    begun = first if beside or told_from else alike[-1:] or teller.source or first  # "two more flew to C": from where the others flew
    frame.elsewhere = [t for t in teller.here if begun and not any(same(t, o) for o in begun)]
    return begun


def _inside(last: Draft, frame: Frame, places: list[Toponym]) -> bool:
    """Tell whether an arrival says where in a state or province the leg of its sentence ended: "it went on to Texas, landing at B"."""
    return last.frame.sentence is frame.sentence and inside(places[0], last.destination)


def _parted(teller: Teller, last: Draft) -> bool:
    """Tell whether the leg told last began where the one before it ended, from where what remains goes too: "to B. 300 went on to C"."""
    before = teller.drafts[-2].destination if len(teller.drafts) > 1 else None
    return before is not None and last.origin is not None and same(before, last.origin)


def _received(last: Draft, index: int) -> bool:
    """Tell whether all that is known of the end of a leg is who received its cargo: "the X plant took in gas. It had loaded in A"."""
    end = last.destination
    near = index - last.frame.sentence.index <= 1 and last.frame.kind in ("load", "depart")
    return near and end is not None and not end.id and end.span.start < last.frame.sentence.span.start


def _awaited(teller: Teller, frame: Frame, last: Draft) -> bool:
    """Tell whether an unloading is of what was just told to be bound elsewhere, and has yet to leave where it was unloaded."""
    near = frame.sentence.index - last.frame.sentence.index <= 1 and last.frame.kind == "expect" and last.origin is None
    pronoun = any(item.pronoun for item in frame.items)
    return near and pronoun and not teller.here[1:] and not any(same(t, last.destination) for t in frame.destinations if last.destination)


def _told_before(teller: Teller, frame: Frame, last: Draft) -> bool:
    """Tell whether an arrival is of a story before the one told, and does not go on from it: "rolled off in B and had got to C"."""
    joined = last.frame.sentence is frame.sentence and "word.and" in frame.clause[0].tags
    return earlier(frame) and not (joined or earlier(last.frame) or teller.underway or frame.says("word.onward"))


def _unbegun(teller: Teller, frame: Frame, place: Toponym) -> Draft | None:
    """Return the leg told just before to the same end from nowhere: "they were bused to B. … The trip from A to B took seven hours"."""
    near = [d for d in teller.drafts[-RECENT:] if frame.sentence.index - d.frame.sentence.index <= CLOSING]
    return next(
        (
            d
            for d in reversed(near)
            if d.origin is None and d.destination and same(d.destination, place) and (frame.strength < TOLD or agree(d.mode, frame.mode))
        ),
        None,
    )


def _told_again(teller: Teller, frame: Frame, ends: tuple[Toponym, Toponym], start: str, end: str) -> bool:
    """Tell whether a statement tells again of a way, or of a part of one, and add what it says of it."""
    takes = frame.predicate is not None and "claim.takes" in frame.predicate.tags
    if (takes or frame.kind == "travel") and _measure(frame.items) and part_of_way(teller, frame, *ends):
        frame.elsewhere = [ends[0]]  # nothing else joins these ends either
        return True
    again = _retold(teller, frame, *ends)
    if again is not None:
        _enrich(again, frame, teller, start, end)
    return again is not None


def _retold(teller: Teller, frame: Frame, origin: Toponym, place: Toponym) -> Draft | None:
    """Return the leg between the same ends that was told before and is not the last one; None when there is none."""
    if not _measure(frame.items):
        return None
    for draft in teller.drafts[-RECENT:-1]:
        whole = draft.origin is not None and draft.destination is not None and same(draft.origin, origin) and same(draft.destination, place)
        if whole and (frame.strength < TOLD or agree(draft.mode, frame.mode)):
            return draft
    return None


def _taken_up(teller: Teller, frame: Frame, places: list[Toponym], onward: bool) -> list[Toponym]:
    """Return where a movement began whose beginning was told before its end, or with its country as the end; none otherwise."""
    index, last = frame.sentence.index, teller.last
    retold, told = teller.retold
    again = told == index and last is not None and last.frame.part == frame.part
    if retold and (again or (told == index - 1 and earlier(frame))) and not onward and frame.kind in ("arrive", "move"):
        teller.retold, teller.underway = ([], -99), True
        return retold  # "landed at B, it left A by train and reached the port of C"
    landed, since = teller.landed
    shares = frame.kind == "unload" or frame.onward or frame.says("word.split") or frame.says("word.share")
    carried = takes_up(frame) and frame.strength >= TOLD and not onward  # "it landed at B. It had left A; today a bus takes them to C"
    begun = last is not None and last is teller.told[0] and teller.underway and not agree(last.mode, frame.mode)
    changed = begun and frame.strength >= TOLD and not (onward or earlier(frame))
    another = 0 < index - since <= CLOSING + 1 and changed  # "it landed at B. It had left A by sea. Lorries take it to C"
    if landed and (another or (0 < index - since <= CLOSING and shares) or (0 <= index - since <= 1 and carried)):
        teller.landed = ([], -99)
        return list(landed)  # "It docked at B. It had left A on Monday. Part of the cargo goes on to C"
    there = any("word.there" in item.tags for item in frame.sentence.items[: frame.last])  # "there a train took it over, which …"
    if last is not None and last.origin and index - last.frame.sentence.index <= 1 and firstly(frame) and not there:
        return [last.origin]  # "from A to the Games: they flew first to B"
    loaded = (
        teller.underway and teller.here and last is not None and teller.since > last.frame.sentence.index
    )  # "from Norway to Korea: she loaded at A"
    if loaded:
        return []
    if last is not None and last.weak and last.origin and index - last.frame.sentence.index <= 1 and inside(places[0], last.destination):
        frame.mode, frame.strength = (last.mode, last.frame.strength) if frame.strength < TOLD else (frame.mode, frame.strength)
        return [last.origin]  # "she sailed for Togo and was unloaded in Lomé"
    return []


def _revised(teller: Teller, frame: Frame, origins: list[Toponym], places: list[Toponym]) -> bool:
    """Let a statement revise the leg told last; tell whether it says nothing more than that."""
    last = teller.last
    if last is not None and frame.chained and frame.predicate is None and frame.says("word.back") and last.frame.sentence is frame.sentence:
        last.status = "interrupted" if last.status == "reported" else last.status
        return True  # "the failure forced the A to B ferry back to A"
    if origins and _guessed(teller, frame, origins, places):
        teller.drafts.pop()  # "it turned up in B, where thieves had taken it from A"
    return False


def _guessed(teller: Teller, frame: Frame, origins: list[Toponym], places: list[Toponym]) -> bool:
    """Tell whether the leg told last to the same end has only guessed where it began, which a statement right after it tells."""
    last = teller.last
    if last is None or not last.implied or last.origin is None or last.destination is None or last.frame.kind not in ("arrive", "unload"):
        return False
    near = frame.sentence.index - last.frame.sentence.index <= 1 and last.frame.strength < TOLD
    return near and same(last.destination, places[0]) and not same(last.origin, origins[0]) and frame.kind in ("move", "depart", "load")


def _measure(items: list[Item]) -> bool:
    return any(item.unit for item in items)


def _ocean(toponym: Toponym) -> bool:
    """Tell whether a name on the way is that of a sea: what crosses it without a word on how is a ship."""
    return sea(toponym) or bool(toponym.candidates and toponym.candidates[0].feature_code in _OCEANS)


def _another_way(known: Draft, last: Draft | None, index: int) -> bool:
    """Tell whether the same sentence has told of another beginning than that of a way told before: "driven from C to D, they flew to B"."""
    if last is None or last is known or last.implied or last.frame.sentence.index != index:
        return False
    return last.origin is not None and known.origin is not None and not same(last.origin, known.origin)


def _to_next_town(teller: Teller, frame: Frame, known: Draft, place: Toponym) -> bool:
    """Tell whether a verb of going leads from the end of the leg told last to a town beside it, which is no other name for that end."""
    end = known.destination
    if known is not teller.last or end is None or frame.kind not in ("move", "depart"):
        return False
    return not same(end, place) and any(same(t, end) for t in teller.here)


def _in_stretches(teller: Teller, known: Draft) -> bool:
    """Tell whether what was told after a way is that way told anew, in stretches; its first stretch then begins where the way began.

    "Stolen in A, the car turned up in D. It was driven to B and shipped to C, from where another ship carried it to D."
    """
    n = next((i for i, draft in enumerate(teller.drafts) if draft is known), -1)
    later = teller.drafts[n + 1 :]
    if not later or known.origin is None or known.destination is None:
        return False
    first = later[0]
    linked = all(a.destination and b.origin and same(a.destination, b.origin) for a, b in pairwise(later))
    if len(later) > 1 and linked and first.origin and same(first.origin, known.origin) and known.begun_after >= 0:
        teller.drafts.remove(known)  # "They have come in at D. They began in A: by rail to B, by sea to C, from there to D"
        return True
    if known.frame.strength >= TOLD:
        return False
    near = first.frame.sentence.index - known.frame.sentence.index <= 1
    if not (near and first.implied and first.origin and same(first.origin, known.destination)):
        return False
    if linked:
        first.origin = known.origin
    return linked


def _reach(teller: Teller, frame: Frame, places: list[Toponym]) -> None:
    """Set the telling at places whose leg was told before; what is unloaded there "onto barges" goes on by them."""
    transferred = frame.kind == "unload" and frame.predicate is not None and "word.transfer" in frame.predicate.tags
    teller.here, teller.since, teller.underway = places, frame.sentence.index, transferred  # "transferred at B; a feeder landed it in C"
    teller.mode = frame.onward or "unknown"


def _begun(teller: Teller, known: Draft) -> Draft | None:
    """Return the leg told last that begins the way of one told before and ends where the telling stands: A to B, where A to C is told."""
    last = teller.last
    if last is None or last is known or not (last.origin and last.destination and known.origin and teller.here):
        return None
    return last if same(last.origin, known.origin) and same(last.destination, teller.here[0]) else None


def _known(teller: Teller, place: Toponym, mode: str) -> Draft | None:
    """Return the leg to a place that was told last, None when none was."""
    return next((d for d in reversed(teller.drafts[-RECENT:]) if _told(d, place, mode)), None)


def _enrich(draft: Draft, frame: Frame, teller: Teller, start: str, end: str) -> None:
    """Add to a leg what its second telling says of it."""
    if frame.kind != "unload" and (draft.mode == "unknown" or draft.frame.strength < TOLD <= frame.strength):
        draft.mode = frame.mode
    draft.via += [v for v in (*teller.via, *frame.via) if not any(same(v, w) for w in draft.via)]
    draft.start, draft.end = draft.start or teller.start or start, draft.end or end
    teller.via, teller.start = [], ""


def _came_by(frame: Frame) -> str:
    """Return the mode of what a statement says arrived; of what is unloaded it names only the next vehicle: "unloaded onto barges"."""
    return "unknown" if frame.kind == "unload" else frame.mode


def _told(draft: Draft, place: Toponym, mode: str) -> bool:
    """Tell whether a leg to a place was told before."""
    if draft.origin is None or draft.destination is None or not close(draft.destination, place):
        return False
    return agree(draft.mode, mode) or draft.frame.strength < TOLD  # a mode only taken over is no mode told
