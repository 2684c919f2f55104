"""Clauses and what they say of movement: which names are origin, way and destination, by what, when, of what."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from routes.extraction import ellipses, implied, joints, naming, priors, rests, stretches
from routes.extraction.attachments import attach, motion
from routes.extraction.clauses import clauses, predicates
from routes.extraction.leads import bordering, bracketed, comes, led
from routes.extraction.modes import mode_of, travels
from routes.extraction.naming import Named
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import AT, TO
from routes.extraction.roles import ROLES, aside, explains, role_of, streams
from routes.extraction.sentences import Item, Sentence, area, barred, country, isle, same, water
from routes.extraction.statements import Frame
from routes.extraction.transfers import governed, governs, onto, reloads
from routes.model import Toponym

_STRANGE = 3  # words without a meaning here, among which a verb of another kind may stand
_LIES = 3  # a mark, a pronoun and a preposition
_BUILT = 2  # items after a participle of building among which the craft stands that it describes
_NEAR = 6  # items between a place and the area it lies in


def read(sentence: Sentence, contained: frozenset[str]) -> list[Frame]:
    """Return the statements of movement of a sentence, in order.

    Parameters
    ----------
    sentence
        A sentence with its items.
    contained
        Ids of names that only say where another name lies.
    """
    items = sentence.items
    found: list[Frame] = []
    verbs = predicates(items)
    if not verbs and len(items) <= ellipses.LONGEST:
        found = _elliptic(sentence, contained)
    if not verbs:
        found = found or rests.series(sentence, -1, contained)
    found = [*found, *rests.timetable(sentence)]
    if len(verbs) == 1 and items[verbs[0]].has("motion.be.any") and (series := rests.series(sentence, verbs[0], contained)):
        found, verbs = series, []
    for first, last, verb in clauses(items, verbs):
        kind = motion(items[verb])[0] if verb >= 0 else "travel"
        if (kind == "load" and _built(items, first, verb)) or naming.of_message(items, first, verb):
            continue  # "a tanker that was built at A" may come from anywhere
        if (
            verb >= 0
            and "word.begins" in items[verb].tags
            and not any(rests.movable(i) or i.has("travel.") or i.has("motion.") for i in items[:verb])
        ):
            continue  # "her real work begins in December"
        told = _clause(sentence, first, last, verb, kind, contained)
        if kind == "move" and items[verb].has("motion.load.any") and not any(f.origins or f.destinations for f in told):
            told = _clause(sentence, first, last, verb, "load", contained)  # "having taken on coal at A"
        if kind == "serve" and not any(f.destinations for f in told):
            way = _clause(sentence, first, verb, -1, "travel", contained)  # "off from A to B, says a notice that we received"
            told = way if any(f.origins and f.destinations for f in way) else told
        if (covered := stretches.covered(sentence, first, last, verb, contained)) is not None:
            found += covered
            continue  # "tra A e B corrono 1.230 chilometri"
        if verb >= 0 and "word.loose" in items[verb].tags:
            told = [f for f in told if f.origins and f.destinations]  # "they run the fruit from A to B", but "who runs the port of B"
        found += [*told, *stretches.remainder(told, items, first, last)]
    found += [back for frame in found if (back := ellipses.there_and_back(frame)) is not None]
    priors.end(found, sentence, contained)
    for frame in found:
        if not frame.strength:
            frame.mode, frame.strength = mode_of(frame)
    return found if any(f.kind != "be" for f in found) else [*found, *rests.lasting(sentence, contained)]


def _built(items: list[Item], first: int, verb: int) -> bool:
    """Tell whether a clause says where the craft was built that it is about."""
    beside = (*items[first:verb], *items[verb + 1 : verb + 1 + _BUILT])  # "das in A gebaute Schiff"
    craft = any(item.value("vehicle.") in ("sea", "air", "river") for item in beside)
    return verb >= 0 and "word.built" in items[verb].tags and craft


def _elliptic(sentence: Sentence, contained: frozenset[str]) -> list[Frame]:
    """Read a sentence without a verb in which a time of travel ends at a place: "Forty hours at sea, and Lampedusa."."""
    items = sentence.items
    time = next((i for i, item in enumerate(items) if item.unit in TIME_UNITS), -1)
    hows = [attach(items, k, 0, len(items)) if item.toponym else "" for k, item in enumerate(items)]
    ahead = [item for k, (item, how) in enumerate(zip(items, hows, strict=True)) if how in TO or (k > time and how != "via")]
    named = [item.toponym for item in ahead if item.toponym is not None and not barred(item.toponym) and not water(item.toponym)]
    mode = next((m for head in ("basis.", "medium.", "vehicle.") for item in items if (m := item.mode(head))), "")
    if time < 0 or len(named) != 1 or named[0].id in contained or mode in ("", "straight") or ellipses.way_on(items):
        return []
    if any(how == "from" and item.toponym and not water(item.toponym) for how, item in zip(hows, items, strict=True)):
        return []  # "by sea, from A to B, a week"
    frame = Frame("arrive", None, sentence, 0, len(items), destinations=named, mode=mode, strength=3)
    return [frame]


def _clause(sentence: Sentence, first: int, last: int, verb: int, kind: str, contained: frozenset[str]) -> list[Frame]:
    """Return the frames of one clause: one for each run of origin, way, destination."""
    items = sentence.items
    frame = Frame(kind, items[verb] if verb >= 0 else None, sentence, first, last, (first, last))
    found = [frame]
    previous, before = -1, ""
    relative = max((i for i in range(first, max(verb, first)) if "word.relative" in items[i].tags), default=-1)
    every = naming.named(items, first, last, contained)
    named = _not_elsewhere(items, verb, _after_heading(items, first, verb, every))
    named = naming.refined(items, verb, kind, joints.specified(items, named))
    kind = frame.kind = naming.kind_of(kind, named)
    hows = [how for _, _, how in named]
    for n, (k, toponym, hung) in enumerate(named):
        steps = items[previous + 1 : k] if previous >= 0 else []
        alike = hung in AT and before and previous >= 0 and joints.joined(steps)
        how = before if alike else led(frame, verb, k, toponym, hung)  # "con rumbo a Ulsan y a Shanghái"
        if (k < relative and not _ended(frame, how)) or aside(items, k, toponym, how, kind, max(verb, previous, first)):
            continue
        if previous >= 0 and (
            naming.set_off(items, previous, k, (before, how)) or _elsewhere(steps, how, toponym, items[previous], items[k])
        ):
            continue
        before = how = how or bracketed(items, first, k, verb)
        role = "" if streams(items, k, toponym) else role_of(frame.kind, how, toponym, frame)
        if role == "S" and (_over(items, first, k, how) or "crossing" in toponym.cues):
            role = "V"  # "crossed at Torkham", but "crossed into Kazakhstan at Khorgos" ends a stretch
        if not role:
            continue
        joined = joints.listed(steps)
        if role == "O" and frame.origins and not joined and how in AT and previous >= 0:
            if (other := _loads_again(frame, found, (previous, verb, k), toponym)) is None:
                continue
            frame = other
        loose = how == "at" or joints.apart(steps, how)
        if role == "D" and loose and frame.destinations and not joined and not any(joints.onward(item) for item in steps):
            continue  # "to reach Durban, queues at Kasumbalesa included"
        ahead = any(ROLES[kind].get(later) == "D" for later in hows[n + 1 :])
        nominal = role == "O" and not TO.isdisjoint(hows[n + 1 :]) and _nominal(frame, items, k)
        parted = nominal or (ahead and any("word.split" in item.tags or item.key == ":" for item in steps))  # "to A, the rest from C to D"
        stays = role == "V" and not (ahead and joints.leads(items, previous, k, named[n + 1][0]))  # "from A to B via C"
        again = parted or any(same(toponym, d) for d in frame.destinations)  # "to A, and from A to B"
        if frame.destinations and not (stays or role == "H" or (role == "D" and joined)) and (role != "O" or frame.origins or again):
            cut = joints.parting(items, previous, k)
            frame.last = cut
            frame = Frame(kind, frame.predicate, sentence, cut, last, (first, last), chained=role != "O")
            if nominal:
                frame.kind, frame.predicate = "travel", None  # "to C for talks on the pipeline from A to B"
            found.append(frame)
        {"O": frame.origins, "D": frame.destinations, "V": frame.via, "S": frame.destinations, "H": frame.held}[role].append(toponym)
        previous = k
    _imply(items, found, named, verb, every)
    rests.begin(items, found, every, verb, contained)
    if kind in ("move", "load") and verb > 0:
        found = [*_shifted(sentence, first, verb, named), *joints.brought(found, named)]
    return found if verb >= 0 else _nameless(items[first:last], found)


def _ended(frame: Frame, how: str) -> bool:
    """Tell whether a name ahead of a relative clause is an end of its way all the same: "c'est de A à B qu'ils ont voyagé"."""
    return how in ("from", "to", "via") or (how == "dest" and frame.kind != "arrive") or (how == "at_to" and bool(frame.origins))


def _nameless(items: list[Item], found: list[Frame]) -> list[Frame]:
    """Return, of the statements of a clause without a verb of movement, those that tell of one all the same."""
    frame = found[-1]
    length = any(item.unit not in {"", *TIME_UNITS} for item in items)
    if found[0].destinations and not found[0].origins and (way := ellipses.way_on(items)):
        return [replace(found[0], way_on=way)]
    if length and any("claim.copula" in item.tags for item in items) and not any(f.origins for f in found):
        return []  # "to B it is another 520 km from there"
    seen = any("word.event" in item.tags for item in items)  # "at A four locomotives with wagons were spotted, at B another"
    bound = ellipses.bound(items) and not length
    onward = bound or (ellipses.borne(items) and not seen) or any("word.there_from" in item.tags for item in items)
    onward = onward or _last_stretch(items)
    whole = [f for f in found if (f.origins or f.chained or onward) and f.destinations]
    frame.heading = ellipses.heads(items)
    opening = items[: next((k for k, item in enumerate(items) if item.kind == "t"), 0)]
    straight = (
        any(item.value("basis.") == "straight" for item in items)
        and not travels(opening)
        and not any(item.unit in TIME_UNITS for item in items)
    )
    thither = length and not whole and any("word.hither" in item.tags for item in items)
    if (
        length and straight
    ) or thither:  # "from A to B it is 450 km as the crow flies, by road 900", "it left for B; from A it is 450 km thither"
        return [replace(f, kind="measure") for f in (whole or found) if f.origins]
    told = frame.heading or (bool(whole) and not length and ellipses.bound(items)) or travels(ellipses.said(items) if length else items)
    if not whole and frame.origins and ellipses.broken_off(items):
        return [replace(frame, kind="depart")]  # "a flight from A turned back"
    if told or not whole:
        return whole if told and whole and not whole[0].chained else []
    return [replace(f, kind="measure") for f in whole if f.origins]  # "from A to C it is 600 km via B"


def _last_stretch(items: list[Item]) -> bool:
    """Tell whether a clause is about a part of a way by its length: "lorries did the last 60 miles to B"."""
    part = any("claim.part" in a.tags and b.unit not in {"", *TIME_UNITS} for a, b in pairwise(items))
    return part and not any("word.is" in item.tags or "claim.copula" in item.tags for item in items)


def _nominal(frame: Frame, items: list[Item], k: int) -> bool:
    """Tell whether a vehicle, a way or a voyage stands right before the preposition of a name: "the pipeline from A".

    It is the vehicle of the statement itself in "débarqués à B d'un roulier venu de A".
    """
    noun = items[k - 2] if k > 1 else None
    itself = frame.kind in ("arrive", "unload") and not frame.origins and comes(items[k - 1])
    return (
        noun is not None
        and not itself
        and items[k - 1].has("prep.")
        and (noun.has("vehicle.") or noun.has("travel."))
        and not noun.has("motion.")
    )


def _after_heading(items: list[Item], first: int, verb: int, named: Named) -> Named:
    """Return the names of a clause without the one that only says what it is about: "In the north: they go from A to B"."""
    head = max((i for i in range(first, max(verb, first)) if items[i].key == ":"), default=-1)
    after = {how for k, _, how in named if k > head}
    if not after:
        return named
    whole = "from" in after and not TO.isdisjoint(after)  # "A is also talking to B: the animals are flown from C to D"
    return [(k, toponym, how) for k, toponym, how in named if k > head or not (whole or how in AT)]


def _over(items: list[Item], first: int, k: int, how: str) -> bool:
    """Tell whether a name is only where something is crossed, and no state that is entered is told."""
    by = how == "at" or (how == "at_to" and bordering(items, k))
    return by and not any(other.toponym and country(other.toponym) for other in items[first:k])


def _imply(items: list[Item], found: list[Frame], named: Named, verb: int, every: Named) -> None:
    """Give a clause the ends that its verb or its subject implies: "B is supplied from A", "the gas of A is piped to B"."""
    ellipses.share(found)
    joints.in_order(found)
    frame = found[0]
    ends, starts = any(f.destinations for f in found), any(f.origins for f in found)
    says = frame.predicate.tags if frame.predicate is not None else {}
    if (frame.kind in ("serve", "arrive") or "word.come" in says) and frame.origins and not ends:
        # "the hospital at B gets its oxygen from A", "those who camp outside B came from A"
        placed = ("", "at", "within", "near") if frame.kind == "serve" or "word.come" in says else ("",)
        standing = [n for n in named if n[0] < verb and not explains(items, n[0])]
        subject = next(
            (t for k, t, how in standing if (how in placed or (how in ("at", "dest") and implied.takes_in(items, k, verb)))), None
        )
        subject = subject or (implied.had(items, frame.first, verb) if "word.come" in says else None)
        subject = subject or (implied.headed(items, verb, every) if frame.kind == "arrive" else None)
        if subject is not None and not country(subject):
            for told in found:
                told.destinations += [subject] if told.origins and not told.destinations else []
    elif not ends and (own := implied.of_subject(items, frame.kind, starts, verb, named)):
        frame.destinations += own
    elif frame.kind == "serve" and "word.receive" in says and not ends:
        taker = next(
            ((k, t, how) for k, t, how in named if k < verb and (not how or (how == "at" and _received(items, frame.first, k, verb)))), None
        )
        if taker is not None and not country(taker[1]):
            frame.destinations.append(taker[1])
            frame.kind = "arrive" if taker[2] else "unload"  # "B took delivery of the coal that had been loaded at A"
    elif frame.kind in ("move", "depart", "arrive") and frame.destinations and not starts:
        grown = next(
            (
                t
                for k, t, how in named
                if k < verb and not how and (implied.yields(items, k) or implied.emptied(items, frame.first, k, verb))
            ),
            None,
        )
        frame.origins += [grown] if grown is not None and not country(grown) else []
    if frame.kind == "move" and not (starts or ends) and onto(frame):
        mounts = any(items[k].has("vehicle.") and governed(items, k, verb) for k in range(verb + 1, frame.last))
        # "they were put in A on a plane", "in A the sacks came onto the ship"
        frame.origins = [t for k, t, how in named if how == "at" and (k > verb or (mounts and not _with(items, verb, frame.last)))]
        frame.kind = "load" if frame.origins else frame.kind
    goes_on = {t.span for _, t, how in named if how in ("to", "dest")}
    for told in found:
        if told.kind == "unload" and any(t.span in goes_on for t in told.destinations):
            told.kind = "move"  # "put onto ships for C" goes on
    if frame.kind in ("move", "depart") and frame.origins and not any(told.destinations for told in found):
        frame.destinations += implied.taken_on(items, verb, named)
    out = frame.predicate is not None and "word.out" in frame.predicate.tags
    if out and frame.via and not frame.origins and not frame.destinations:
        frame.origins, frame.via = frame.via[:1], frame.via[1:]


def _shifted(sentence: Sentence, first: int, verb: int, named: Named) -> list[Frame]:
    """Return the arrival that a change of vehicle implies: "At Umm Qasr they were transferred to trailers for the haul to Baghdad"."""
    items = sentence.items
    ahead = [(k, t, how) for k, t, how in named if k < verb]
    head = next(((k, t) for k, t, how in ahead if how == "at" or (how == "at_to" and naming.made(items, first, k))), None)
    if head is None and any(how in ("to", "dest") for _, _, how in named):
        head = next(((k, t) for k, t, how in named if how == "at" and k > verb and governs(items, k)), None)
        return [] if head is None else [Frame("unload", None, sentence, first, head[0] + 1, (first, head[0] + 1), destinations=[head[1]])]
    if head is None or any(how in ("from", "to") and k < verb for k, _, how in named):
        return []
    if naming.made(items, first, head[0]):
        return [Frame("load", None, sentence, first, head[0] + 1, (first, head[0] + 1), origins=[head[1]])]
    kind = "unload" if "word.transfer" in items[verb].tags else "resume"  # "At New Orleans the cargo goes on to Kobe"
    return [Frame(kind, None, sentence, first, head[0] + 1, (first, head[0] + 1), destinations=[head[1]])]


def _elsewhere(steps: list[Item], how: str, toponym: Toponym, before: Item, own: Item) -> bool:
    """Tell whether a name, with the items since the name before it, is no end of its own.

    It says where the place before lies, "Dover Air Force Base in Delaware", or where else something happens, "it came into A; the
    wheels are changed at B".
    """
    stays = any("word.rests" in item.tags for item in steps)  # "it was to go to B, but stayed in A"
    if how in AT and (stays or any(item.key == ";" for item in steps)) and not any(joints.onward(item) for item in steps):
        return True
    placed = how == "at" or (how == "at_to" and (joints.lies_in(steps) or joints.around(steps, toponym, before, own)))
    part = any(item.has("direction.") for item in steps[-_LIES:])  # "from A, 290 km off as the crow flies, in the east of the Congo"
    around = placed and (part or len(steps) < _NEAR) and (area(toponym) or isle(toponym) or not toponym.id)
    return around and not any(item.has("motion.") for item in steps)


def _not_elsewhere(items: list[Item], verb: int, named: Named) -> Named:
    """Return the names of a clause without those where something else was: "they left A, in B two more joined, and by night were in C"."""
    kind = motion(items[verb])[0] if verb >= 0 else ""
    ends = ("at", "at_to", "to", "dest", *(("object",) if kind == "arrive" else ()))
    last = max((k for k, _, how in named if k > verb and how in ends), default=-1)
    led = any(how == "from" for _, _, how in named)
    ahead = max((k for k, _, how in named if how in ("to", "dest")), default=-1)  # "in A was a fair, to B it never came"

    left = any(how == "object" and k > verb for k, _, how in named)

    def elsewhere(k: int, how: str) -> bool:
        if kind == "depart" and how == "from" and left and any(item.key == "," for item in items[k + 1 : verb]):
            return True  # "since the airport of C is closed, they left A"
        if naming.reasoned(items, verb, k) or (not led and _of_way(items, verb, k, how)):
            return True
        if kind == "expect" and naming.reported(items, verb, k):
            return True
        if how not in AT:
            return False
        if k < verb and kind == "move" and naming.shaped(items, 0, k):
            return not naming.made(items, 0, k)
        if k > verb:
            whole = kind in ("load", "unload", "arrive") or (kind in ("depart", "move") and led)
            return whole and k - 2 > verb and items[k - 2].key == "," and _goes_on_otherwise(items, k)
        parted = any("word.and" in item.tags or item.key in (",", ";") for item in items[k + 1 : verb])
        between = any(item.key in (",", ";") for item in items[k + 1 : max(ahead, k + 1)])
        if kind == "depart" and led and k < verb and parted:
            return True  # "since the bridge at C closed, aid is driven from A to B"
        aside = k < verb < last and parted and (not led or kind == "arrive")  # "the ship, homeported in C, docked at B from A"
        return kind in ("arrive", "unload", "move") and (aside or (not led and k < ahead < verb and between))

    return [(k, toponym, how) for k, toponym, how in named if not elsewhere(k, how)]


def _of_way(items: list[Item], verb: int, k: int, how: str) -> bool:
    """Tell whether a name only says where a way leads that is the subject of a verb of time: "the old road to C took thirty days"."""
    if how not in ("to", "dest") or not 1 < k < verb or "claim.takes" not in items[verb].tags:
        return False
    return "word.line" in items[k - 2].tags or "word.way" in items[k - 2].tags


def _goes_on_otherwise(items: list[Item], k: int) -> bool:
    """Tell whether a statement with a verb that is no movement begins with a name: three words without meaning follow it at once."""
    after = items[k + 1 : k + 1 + _STRANGE]
    plain = [item.kind == "w" and not (item.has("motion.") or item.has("medium.") or "word.and" in item.tags) for item in after]
    return len(after) == _STRANGE and all(plain) and any(not item.tags for item in after)


def _with(items: list[Item], verb: int, last: int) -> bool:
    """Tell whether words after a verb say with what it goes: "in A they travelled by bus"."""
    return any(item.value("prep.") == "with" or item.has("medium.") for item in items[verb + 1 : last])


def _received(items: list[Item], first: int, k: int, verb: int) -> bool:
    """Tell whether a participle closes the statement of who was received at a name: "in B empfangen: …", "wurde in B mit Musik begrüßt"."""
    if k < verb - 1 and not any("word.passive" in item.tags for item in items[first:verb]):
        return False
    return verb + 1 >= len(items) or items[verb + 1].kind == "p" or "word.passive" in items[verb + 1].tags


def _loads_again(frame: Frame, found: list[Frame], at: tuple[int, int, int], toponym: Toponym) -> Frame | None:
    """Return the statement that a second place of loading belongs to, None where it only says where something else is.

    It is one of its own where another vehicle takes the load, "in A they are put on rails, in B onto ships".
    """
    previous, verb, k = at
    items, (first, last) = frame.sentence.items, frame.whole
    if frame.kind == "load" and reloads(items, first, verb, k):
        frame.last = joints.parting(items, previous, k)
        found.append(Frame(frame.kind, frame.predicate, frame.sentence, frame.last, last, frame.whole))
        return found[-1]
    if frame.kind != "load" or not previous < verb < k or country(toponym) or any("word.and" in item.tags for item in items[verb:k]):
        return None
    frame.origins.clear()  # "stolen in Montreal, packed in Hamilton"
    return frame
