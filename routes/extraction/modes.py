"""Modes: by what something moves, as its words tell: a medium, a verb, a vehicle, a river."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.attachments import motion
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import AT, OF
from routes.extraction.sentences import river, water
from routes.extraction.statements import index_of
from routes.extraction.transfers import brought, governed, onto
from routes.units import MILE

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame

_LEAST = 2  # items before a name that can make it a part of something
_WITH = 3  # items from "with" to the vehicle it governs
_CARGO = 7  # items from "with" to the last of what it lists
_PARTS = 3  # items after "a convoy of" among which the vehicles stand that it is made of
_NONE = 2  # items between "no" and the vehicle that there is none of
_RELATIVE = 3  # items before a verb, among which the relative pronoun of its clause stands
_HEADED = 4  # items before a relative pronoun among which the vehicle stands that it takes up
_SUBJECT = 5  # items before a verb, among which the vehicle that it is said of stands


def travels(items: list[Item]) -> bool:
    """Tell whether a clause without a verb of movement speaks of a journey: a vehicle, a voyage, "by rail".

    A railway or a road alone is there and does not travel, "the section from A to B is 60 km long", unless the words say that one
    cannot: "the road from A to B is closed".
    """
    measured = any(item.unit for item in items)
    if any((item.has("vehicle.") or item.has("medium.")) and not (measured and item.has("basis.")) for item in items) or _timed(items):
        return True
    journeys = any(
        (item.has("travel.") and "word.line" not in item.tags)
        or ("word.cargo" in item.tags and not (i and items[i - 1].unit not in {"", *TIME_UNITS}))  # "20 км лесом"
        or "word.likewise" in item.tags
        for i, item in enumerate(items)
    )
    barred = any("word.blocked" in item.tags or "word.interrupted" in item.tags or "word.resumed" in item.tags for item in items)
    return (
        journeys
        or (barred and any("word.line" in item.tags for item in items))
        or (any(item.has("travel.") for item in items) and any("claim.duration" in i.tags and not i.has("travel.") for i in items))
    )


def _timed(items: list[Item], *, bare: bool = False) -> str:
    """Return the mode of a time or a length under way, "" for none: "sixty hours at sea", "a passage of 9,200 nautical miles".

    ``bare`` tells that no verb says how: then the kind of line tells, "912 quilómetros de linha férrea".
    """
    for i, item in enumerate(items):
        if item.unit in ("nmi", MILE) and any(k.has("travel.") for k in items):
            return "sea"
        through = i > 0 and items[i - 1].value("prep.") == "via"  # "to A through 1,070 km of pipe"
        if item.unit in TIME_UNITS or (item.unit and (bare or through)):
            mode = next((m for after in items[i + 1 : i + 3] if (m := after.value("basis."))), "")
            if mode not in ("", "straight"):
                return mode
    return ""


def mode_of(frame: Frame) -> tuple[str, int]:
    """Return the mode a statement speaks of and how surely: a medium phrase, then verb, then vehicle.

    What the clause said before the statement counts where the statement itself is silent, what it says afterwards does not:
    "by rail to A and from there by lorry to B".
    """
    mode, strength = _spoken(frame)
    return ("river", max(strength, 2)) if mode in ("sea", "unknown") and _inland(frame) else (mode, strength)


def _inland(frame: Frame) -> bool:
    """Tell whether a statement names the river that it goes along, and no sea: "up the Danube", "remonte le Congo"."""
    items = frame.items
    named = [(k, item.toponym) for k, item in enumerate(items) if item.toponym is not None]
    rivers = any((river(t) or _called(items, k)) and not _part(items, k) for k, t in named)
    return rivers and frame.kind in ("move", "depart", "arrive", "travel", "cross") and not any(water(t) for _, t in named)


def _called(items: list[Item], k: int) -> bool:
    """Tell whether an article says that a name is that of a river and of no town: "passent le Maroni", "por el Madeira"."""
    name = items[k].toponym
    first = name.candidates[0].feature_code if name is not None and name.candidates else ""
    return first == "STM" and k > 0 and "word.det" in items[k - 1].tags


def _part(items: list[Item], k: int) -> bool:
    """Tell whether the river at ``items[k]`` only says of what something is a part: "in the delta of the Volga"."""
    if k < _LEAST:
        return False
    noun = items[k - 1].kind == "w" and not (items[k - 1].has("prep.") or items[k - 1].has("motion.") or "word.det" in items[k - 1].tags)
    of = any(item.value("prep.") in OF and "word.det" not in item.tags for item in items[k - 2 : k])
    shore = noun and "word.coast" in items[k - 1].tags  # "to the other bank of the Amur" in a language with a genitive
    return of or shore or (noun and items[k - 2].value("prep.") in AT)


def _spoken(frame: Frame) -> tuple[str, int]:
    before = frame.sentence.items[frame.whole[0] : frame.first] if frame.whole[1] else []
    told = frame.items
    if any(_named_ship(told, k) for k in range(len(told))):
        return "sea", 2
    spoken = (
        k for k, item in enumerate(told) if item.has("medium.") and not (_along(told, k) or _instead(told, k) or _in_another(told, k))
    )
    media = [told[k].value("medium.") for k in spoken]
    down = frame.predicate is not None and motion(frame.predicate)[1] == "river"
    medium = "river" if media == ["sea"] and down else next(iter(media), "")  # "en un cayuco la bajaron por el río"
    if medium:
        return medium, 3
    if frame.kind == "be":
        return "unknown", 0  # "is in B awaiting a ship"
    moved = _moved(frame)
    itself = motion(frame.predicate)[1] if frame.predicate is not None and (frame.kind in ("load", "unload") or moved) else ""
    items = moved if _vehicle(moved, frame.predicate) else frame.items
    if itself not in ("", "any"):  # "the vehicles, embarked at Busan": what stands before the verb is cargo
        items = [item for item in items if frame.predicate is not None and item.start >= frame.predicate.start]
    elif frame.kind == "load":
        items = [item for item in items if not _loaded(frame, item)]
    vehicle = _related(frame) or _ridden(frame) or _vehicle(_told(_own(items, frame.predicate), frame), frame.predicate)
    if vehicle and (frame.chained or frame.first > frame.whole[0]):
        return vehicle, 2
    medium = next((mode for item in before if (mode := item.value("medium."))), "")
    if medium:
        return medium, 1 if frame.chained and frame.says("word.there_from") else 3  # "by road to A and from there, in a box, to B"
    verb = motion(frame.predicate)[1] if frame.predicate is not None else ""
    if verb == "pipeline" and (into := onto(frame)):
        return into, 2  # "pumped into tankers"
    vehicle = vehicle or (_vehicle(before, frame.predicate) if itself in ("", "any") else "")
    if {verb, vehicle} <= {"", "any", "sea", "river"} and "river" in (verb, vehicle):
        return "river", 2  # barges cast off as ships do
    lands = verb == "air" and frame.kind == "arrive" and frame.predicate is not None and frame.predicate.has("motion.arrive.any")
    if vehicle and (verb in ("", "any", "road") or lands or frame.kind in ("load", "unload")):
        return vehicle, 2  # whoever drives may drive a train, and boats land too
    if verb not in ("", "any"):
        return _by(frame) or verb, 2
    timed = _subject(frame) or _timed(frame.items, bare=frame.predicate is None) or _way(frame)
    return (timed, 2) if timed else ("unknown", 0)


def _by(frame: Frame) -> str:
    """Return the mode of the vehicle behind a verb of boarding that may be any: "embarquent pour A par le vol du soir", "" for none."""
    verb = frame.predicate
    if verb is None or not any(tag.startswith("motion.") and tag.endswith(".any") for tag in verb.tags):
        return ""
    items = [item for item in frame.items if item.start > verb.start]
    for k, item in enumerate(items):
        led = next((before for before in reversed(items[max(0, k - _WITH) : k]) if before.has("prep.") or before.toponym), None)
        if led is not None and led.value("prep.") == "via" and item.value("vehicle.") not in ("", "any"):
            return item.value("vehicle.")
    return ""


def _moved(frame: Frame) -> list[Item]:
    """Return what follows the vehicle that is itself moved: "the helicopter was trucked", "das Boot wurde auf einem Tieflader gebracht"."""
    items = frame.sentence.items
    passive = next((k for k in range(frame.first, frame.at(frame.first)) if "word.passive" in items[k].tags), frame.first)
    subject = frame.kind == "move" and any(items[k].has("vehicle.") or items[k].has("travel.") for k in range(frame.first, passive))
    return items[passive : frame.last] if subject else []


def _ridden(frame: Frame) -> str:
    """Return the mode of the vehicle that a preposition after the verb puts its subject on, "" for none: "came in on the flight from A"."""
    if frame.predicate is None or frame.kind not in ("load", "arrive", "move", "depart"):
        return ""
    items = frame.sentence.items
    at = frame.at(frame.last)
    for i in range(at + 1, frame.last):
        if items[i].has("word.clause") or "word.relative" in items[i].tags:
            return ""  # "they go to B, where bulkers wait for them"
        mode = items[i].value("vehicle.") or items[i].value("travel.")
        site = _site(items, i) or (i + 1 < len(items) and ("word.feature" in items[i + 1].tags or "word.port" in items[i + 1].tags))
        if mode not in ("", "any") and not site and not aboard(items, i) and not brought(items, i, at) and governed(items, i, at):
            led = next((item.value("prep.") for item in reversed(items[at:i]) if item.has("prep.")), "")
            return mode if led in ("at", "at_to", "to") else ""
    return ""


def _named_ship(items: list[Item], k: int) -> bool:
    """Tell whether something is aboard what only has a name, as ships do: "aboard the Polarstern"."""
    if "word.aboard" not in items[k].tags or k + 2 >= len(items):
        return False
    name = items[k + 2] if "word.det" in items[k + 1].tags else items[k + 1]
    ruled = "word.det" in items[k + 1].tags or items[k].has("prep.")
    return ruled and ("word.name" in name.tags or (items[k].has("prep.") and name.toponym is not None))


def _instead(items: list[Item], k: int) -> bool:
    """Tell whether a vehicle is the one that was not taken: "instead of the plane"."""
    return any("word.instead" in item.tags for item in items[max(0, k - _NONE) : k])


def _in_another(items: list[Item], k: int) -> bool:
    """Tell whether what a phrase puts something in is a part of a vehicle that tells the mode itself: "in the hold of a night flight"."""
    of = k + 1 < len(items) and items[k + 1].value("prep.") in OF
    named = (m for item in items[k + 2 : k + 2 + _PARTS + 1] if (m := item.mode("vehicle.") or item.mode("travel.")))
    return of and next(named, items[k].value("medium.")) != items[k].value("medium.")


def aboard(items: list[Item], k: int) -> bool:
    """Tell whether a vehicle is what another carries: "with two helicopters on board", "carrying twelve lorries", "loaded with trucks"."""
    led = next((i for i in range(k - 1, max(-1, k - 1 - _WITH), -1) if items[i].has("prep.") or "word.container" in items[i].tags), -1)
    if (
        led >= 0
        and "word.container" in items[led].tags
        and (not items[led].has("prep.") or (items[led].value("prep.") == "with" and items[max(0, led - 1)].has("motion.load.any")))
    ):
        return True
    end = next((i for i in range(k + 1, len(items)) if items[i].has("motion.") or items[i].kind == "t" or items[i].key == ","), len(items))
    with_it = any(item.value("prep.") == "with" for item in items[max(0, k - _CARGO) : k])
    return with_it and any("word.aboard" in item.tags for item in items[k + 1 : end])


def _along(items: list[Item], k: int) -> bool:
    """Tell whether a vehicle is what another brings with it: "паром с тридцатью вагонами"."""
    named = max((i for i in range(max(0, k - _WITH), k) if items[i].toponym is not None), default=-1)  # "с Тамани": from it
    with_it = any("prep.with" in item.tags and " " not in item.key for item in items[max(0, k - _WITH, named) : k])
    return " " not in items[k].key and with_it and any(item.has("vehicle.") for item in items[: max(0, k - 1)])


def _loaded(frame: Frame, item: Item) -> bool:
    """Tell whether a vehicle is what is loaded, and not what it is loaded onto: "took two helicopters on board"."""
    if not item.has("vehicle.") or frame.predicate is None or item.start <= frame.predicate.start or frame.predicate.has("prep.at"):
        return False  # "im Bauch einer Frachtmaschine"
    items = frame.sentence.items
    k = index_of(items, item, frame.last)
    aboard = any("word.aboard" in later.tags or "word.particle" in later.tags for later in items[k + 1 : frame.last])
    return aboard and not governed(items, k, frame.first)


def _own(items: list[Item], predicate: Item | None) -> list[Item]:
    """Return the items up to a clause without a verb of movement of its own: "… go to B, where freighters wait for them"."""
    verb = index_of(items, predicate, len(items))
    return items[: next((i for i in range(verb + 1, len(items)) if items[i].has("word.clause")), len(items))]


def _told(items: list[Item], frame: Frame) -> list[Item]:
    """Return items without what only describes the end after it: "reached B, the head of the railway"."""
    last = max((t.span.end for t in frame.destinations), default=0)
    for i in range(1, len(items) - 1):
        if items[i - 1].end == last and items[i].key == "," and items[i + 1].kind == "w":
            after = items[i + 1]
            plain = not after.tags or "word.feature" in after.tags or "word.det" in after.tags
            return [*items[:i], *(item for item in items[i:] if not plain or not item.has("travel.") or item.has("vehicle."))]
    return items


def _subject(frame: Frame) -> str:
    """Return the mode of the vehicle right before a verb that tells where it goes: "the ship came in", "onto barges, bound for B"."""
    if frame.predicate is None or frame.kind in ("load", "unload"):
        return ""
    items = frame.sentence.items
    k = index_of(items, frame.predicate, 0) - 1
    marks = 0
    for j in range(k, max(-1, k - _SUBJECT), -1):
        item = items[j]
        mode = item.mode("vehicle.")
        if mode:
            carried = aboard(items, j) or any(before.value("prep.") == "with" for before in items[max(0, j - 2) : j])
            return "" if carried else mode  # "loaded with trucks"
        marks += item.key == ","
        if item.kind in "tqd" or item.has("motion.") or item.has("prep.") or marks > 1 or (item.kind == "p" and item.key not in ',«»"“”„'):
            return ""
    return ""


def _way(frame: Frame) -> str:
    """Return the mode of the way that a statement with both ends names: "nobody should attempt the road from A to B"."""
    covers = frame.predicate is not None and "claim.length" in frame.predicate.tags  # "ha percorso la strada fino a Brindisi"
    if not (frame.destinations and (frame.origins or covers)):
        return ""
    items = frame.items
    return next((mode for k, item in enumerate(items) if (mode := item.mode("way.")) and not _lacks(items, k)), "")


def _related(frame: Frame) -> str:
    """Return the mode of the vehicle that a relative clause tells of: "onto barges that go down to B"; "" for none."""
    items, first = frame.sentence.items, frame.first
    verb = frame.at(first)
    heads = [*range(first, min(first + 2, frame.last)), *range(max(first, verb - _RELATIVE), verb)]
    head = next((k for k in heads if "word.relative" in items[k].tags), -1)
    if head < 1 or (frame.predicate is None and frame.says("word.there_from")):
        return ""
    for item in reversed(items[max(0, head - _HEADED) : head]):
        mode = item.value("vehicle.") or item.value("medium.") or item.value("basis.")
        if mode not in ("", "any", "straight"):
            return mode  # "onto barges that go down to B", "the pipe that leads to B"
        if item.kind == "t" or item.has("motion."):
            break
    return ""


def _site(items: list[Item], k: int) -> bool:
    """Tell whether a word that can be a journey is a place that something leads to: "sent to an unofficial crossing near B"."""
    near = k + 1 < len(items) and items[k + 1].value("prep.") in ("near", "at", "of")
    return near and "word.feature" in items[k].tags and any(item.value("prep.") in ("to", "at") for item in items[max(0, k - _WITH) : k])


def _staff(items: list[Item], k: int) -> bool:
    """Tell whether a way only says of whom something is told: "railway workers", "airline crews"."""
    return k + 1 < len(items) and ("word.people" in items[k + 1].tags or "word.cargo" in items[k + 1].tags) and "word.line" in items[k].tags


def _made_of(items: list[Item], k: int) -> bool:
    """Tell whether a vehicle is made of others, which tell the mode: "um comboio de 16 barcaças"."""
    if k + 2 >= len(items) or items[k + 1].value("prep.") not in OF:
        return False
    after = next(
        (item for item in items[k + 2 : k + 2 + _PARTS] if item.has("vehicle.") or not (item.kind == "q" or _counting(item))), None
    )
    return after is not None and after.mode("vehicle.") != ""


def _lacks(items: list[Item], k: int) -> bool:
    """Tell whether there is none of a vehicle."""
    return any("word.none" in n.tags or "word.not" in n.tags for n in items[max(0, k - _NONE) : k])


def _counting(item: Item) -> bool:
    return item.kind == "w" and (not item.tags or item.has("number.") or "word.det" in item.tags or item.key.isdigit())


def _vehicle(items: list[Item], predicate: Item | None) -> str:
    """Return the mode of the vehicle or journey that words name, "" for none; cars that are shipped are cargo."""
    carried = predicate is not None and motion(predicate)[0] in ("move", "load", "unload")
    lacking = ""
    for name in ("vehicle.", "travel."):
        for k, item in enumerate(items):
            mode = item.mode(name)
            if mode and item is not predicate and not (carried and "word.cargo" in item.tags):
                if aboard(items, k) or _made_of(items, k) or _site(items, k) or (name == "travel." and _staff(items, k)):
                    continue
                if _lacks(items, k) and any(after.key == ":" for after in items[k + 1 : k + 1 + _CARGO]):
                    continue  # "no flights, no fuel: …"
                if _instead(items, k):
                    continue  # "instead of the train he took a bus"
                if _lacks(items, k):
                    lacking = lacking or mode  # "there is no flight, so they took a bus from A to B"
                else:
                    return mode
    return lacking
