"""References: "from there", "the port", "the Somali port", "the Jordanian capital" as the places that the telling named."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.attachments import attach
from routes.extraction.numbers import TIME_UNITS
from routes.extraction.prepositions import AT, FROM, TO
from routes.extraction.regions import fits
from routes.extraction.roles import explains
from routes.extraction.sentences import area, barred, country, isle, same, spot, water
from routes.extraction.statements import index_of
from routes.extraction.statuses import earlier
from routes.extraction.telling import Teller, before

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.model import Toponym

_SITES = frozenset({"word.feature", "word.port", "word.there_noun"})
_ROOT = 5  # letters that an adjective after its noun shares with the name it is made of
_STEM = 6  # letters that an adjective shares with the name it is made of
_GOVERNING = 4  # items before an adjective or its noun in which its preposition stands
_LEAVES = frozenset({"move", "depart", "load", "serve", "cross", "stop", "arrive", "expect", "travel"})
_PLACES = frozenset({"port", "city", "station", "airport", "base"})  # what the text calls the place that "hither" leads to
_COMES = frozenset({"arrive", "move", "unload"})
_NOUNS = ("word.port", "word.capital", "word.airport", "word.town", "word.coast")
_CLAUSE = 7  # items from a relative pronoun to its verb
_AGO = 200  # letters before its sentence in which "hither" finds its place
_FEW = 3  # candidates that are looked at
_CLOSE = 2  # items between a verb and its "there"
_BESIDE = frozenset({"anchor", "within", "beside", "near"})


def _does(teller: Teller, frame: Frame) -> None:
    """Give "another will do so from C" the other end of the leg before it, and by what that one went."""
    last = teller.last
    if frame.predicate is None or "word.does" not in frame.predicate.tags or last is None or not (last.origin and last.destination):
        return
    if frame.sentence.index - last.frame.sentence.index > 1 or (frame.origins and frame.destinations):
        return
    frame.origins, frame.destinations = frame.origins or [last.origin], frame.destinations or [last.destination]
    if not frame.strength:
        frame.mode, frame.strength = last.mode, 1


def refer(teller: Teller, frame: Frame) -> None:
    """Resolve what a statement only points at: "from there", "where", "the port", "the Somali port"."""
    _national(teller, frame)
    _does(teller, frame)
    _related(frame)
    if not frame.origins and _leaves(frame) and frame.kind in _LEAVES:
        told = bool(teller.drafts) and teller.drafts[-1].frame.sentence is frame.sentence and not earlier(frame)
        home = [
            t for t in (teller.dateline,) if t and _hence(frame) and not teller.here and (frame.sentence.index <= 1 or not teller.drafts)
        ]
        frame.origins = home or ([] if told else _there(frame)) or _since(teller, frame) or list(teller.here) or _last(teller, frame)
    sets_out = frame.kind in ("depart", "load") or (frame.kind == "move" and _where(frame.clause))
    if not frame.origins and frame.destinations and sets_out and (place := _thither(teller, frame)):
        set_there = place.span.start >= frame.sentence.span.start and teller.since < frame.sentence.index
        own = set_there or not teller.here  # "À A, … : un vraquier y a appareillé pour B"
        frame.origins = [place] if own and not any(same(place, t) for t in frame.destinations) else []
    there = not frame.origins and not frame.destinations and frame.says("word.there") and frame.kind in ("depart", "load")
    if there:
        frame.origins = list(teller.here)  # "it came to A. There it sailed", and not thither
    _point(teller, frame, thither=not there)
    if not frame.destinations and frame.says("word.source_noun") and frame.kind in _LEAVES and teller.drafts:
        first = teller.drafts[-1].origin  # "returned to its loading port"
        frame.destinations = [first] if first is not None else []
    overland = frame.mode in ("road", "rail", "river") and frame.kind in ("arrive", "move")
    sailed_from = _sailed_from(teller, teller.here) if overland and not frame.origins and not frame.destinations else None
    if sailed_from is not None and _generic(frame) == "port":
        frame.destinations = [sailed_from]  # "sailed from B; the ore was dug at A and trucked to the port"
    came_in = teller.underway and teller.dateline and not any(same(t, teller.dateline) for t in teller.here)
    if came_in and not frame.destinations and frame.kind in ("arrive", "move") and not frame.origins and _generic(frame):
        frame.destinations = [t for t in (teller.dateline,) if t]  # "il ro-ro, partito da A, è entrato in porto", told from the port
    if _arrives_here(teller, frame):
        frame.destinations = [t for t in (teller.dateline,) if t]
    if not frame.destinations and frame.kind == "arrive" and not frame.origins:
        named = _capital(teller, frame) or _adjective(frame, before(teller, frame))
        frame.destinations = [named] if named else []
    if not frame.destinations and frame.kind in ("move", "arrive") and frame.origins:
        frame.destinations = _noun_meant(teller, frame)
    if not frame.destinations and frame.kind in ("move", "depart") and teller.here and not frame.origins:
        frame.destinations = _seat_or_coast(teller, frame)


def _arrives_here(teller: Teller, frame: Frame) -> bool:
    """Tell whether a report begins with an arrival and no place but that of its dateline: "B — A white ship tied up on Tuesday"."""
    if frame.kind != "arrive" or teller.dateline is None or teller.drafts or teller.here or frame.sentence.index > 1:
        return False
    verb = frame.predicate
    lands = verb is not None and ("word.come" in verb.tags or verb.has("motion.arrive.sea") or verb.has("motion.arrive.air"))
    lands = lands or any(item.has("vehicle.") for item in frame.clause[: max(0, frame.at(0) - frame.whole[0])])
    named = any(item.toponym is not None and not barred(item.toponym) for item in frame.clause)
    return lands and not (named or frame.origins or frame.destinations or frame.via)


def _hence(frame: Frame) -> bool:
    """Tell whether a statement leaves where the report is written: "from this port"."""
    return any("word.this" in item.tags and "word.there_from" in item.tags for item in frame.items)


def _noun_meant(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the place that a statement with an origin means by "the capital", "the X-ian port", "the airport", "the port"."""
    noun = _generic(frame)
    named = _capital(teller, frame) or _adjective(frame, before(teller, frame, here=True))
    if named:
        return [named]
    if noun == "airport":
        return _flown(teller, frame.origins[0])
    if not noun:
        return []
    others = [t for t in before(teller, frame) if not any(same(t, o) for o in frame.origins)]
    port = _sailed_from(teller, frame.origins) or next((t for t in reversed(others) if noun in t.cues), None) or next(iter(others), None)
    return [port] if port else []


def _point(teller: Teller, frame: Frame, *, thither: bool) -> None:
    """Give a statement the end that "here", "there", "where" or "hither" points at."""
    here = frame.says("word.here") or (frame.says("word.this") and not _hence(frame) and not teller.drafts)
    if not frame.destinations and here and frame.kind in _COMES and teller.dateline:
        place, told = teller.supplied  # "it sailed from B; grain is railed there from A, the trains take two days to come here"
        frame.destinations = [place if place is not None and told == frame.sentence.index else teller.dateline]  # "touched down here"
    if not frame.destinations and not frame.origins and frame.says("word.here") and frame.kind in ("arrive", "unload") and teller.underway:
        near = frame.sentence.span.start - _AGO  # "an airfield at B became a base. Aircraft loaded in A land here"
        told_of = [t for t in before(teller, frame) if t.span.start >= near and not (water(t) or any(same(t, o) for o in teller.here))]
        frame.destinations = told_of[-1:]
    if (
        not frame.destinations
        and frame.origins
        and thither
        and frame.kind in ("move", "arrive", "travel", "depart")
        and not (frame.kind == "depart" and frame.origins == teller.here)  # "there the lorries roll off": the place is told already
        and (place := _thither(teller, frame))
    ):
        frame.destinations = [place]
    if not frame.destinations and frame.origins and frame.kind == "expect" and teller.drafts and frame.says("word.there"):
        before_it = teller.drafts[-1]  # "docked at B. Next, a tanker from A is expected there"
        near = frame.sentence.index - before_it.frame.sentence.index <= _CLOSE
        frame.destinations = [before_it.destination] if near and before_it.destination else []
    if not frame.destinations and not frame.origins and frame.kind in ("move", "arrive") and teller.here:
        frame.destinations = _hither(teller, frame) or _back_there(teller, frame)
    if not frame.destinations and frame.origins and frame.says("word.hither"):
        told_of = before(teller, frame)
        last = [t for t in told_of if not _PLACES.isdisjoint(t.cues)][-1:] or told_of[-1:]
        frame.destinations = list(teller.here) or ([teller.dateline] if teller.dateline else last)


def _related(frame: Frame) -> None:
    """Give a relative clause the place that it is about: "B was where the ship set them down", "A, the port for which it was bound"."""
    loads = frame.kind in ("load", "depart")  # "A, where the ore is tipped into ships for B"
    if frame.origins or (frame.destinations and not loads) or frame.kind not in (*_LEAVES, "unload"):
        return
    items = frame.sentence.items
    verb = frame.at(frame.first)
    head = next((k for k in range(verb - 1, 0, -1) if items[k].has("word.clause") or "word.relative" in items[k].tags), -1)
    if head < 1 or verb - head > _CLAUSE:
        return
    named = ((k, items[k].toponym) for k in range(head - 1, -1, -1) if items[k].toponym is not None)
    usable = ((k, t) for k, t in named if t is not None and not (barred(t) or country(t) or water(t)))
    usable = ((k, t) for k, t in usable if not explains(items, k))
    place = next((t for k, t in usable if attach(items, k, 0, len(items)) not in _BESIDE or not _figured(items, k)), None)
    led = items[head - 1].value("prep.")
    if place is None:
        return
    if "word.relative" in items[head].tags and led in TO and not frame.destinations:
        frame.destinations = [place]
    elif "word.there" in items[head].tags and _named_there(items, head) and frame.kind in ("arrive", "unload", "depart", "load"):
        ends = frame.origins if frame.kind in ("depart", "load") else frame.destinations
        ends.append(place)


def _named_there(items: list[Item], head: int) -> bool:
    """Tell whether the "where" at an item is that of the name before it: "A was where", "in A, where"."""
    before_it = items[head - 1]
    return "word.is" in before_it.tags or before_it.kind == "t" or (head > 1 and before_it.key == "," and items[head - 2].kind == "t")


def _figured(items: list[Item], k: int) -> bool:
    """Tell whether a name is only what a figure before it is counted from: "the port 65 km from A"."""
    return any(item.unit for item in items[max(0, k - _GOVERNING) : k])


def _thither(teller: Teller, frame: Frame) -> Toponym | None:
    """Return the place named last before a "there" beside the verb of a statement that names an origin: "was sent there from A"."""
    items = frame.clause
    at = index_of(items, frame.predicate, -1)
    beside = items[max(0, at - _CLOSE) : at + 1 + _CLOSE] if at >= 0 else []
    there = next((i for i in beside if "word.there" in i.tags and not i.has("word.clause") and "word.there_from" not in i.tags), None)
    where = _where(items)
    whither = next((i for i in items[: max(at, 0)] if "word.whither" in i.tags), None)
    there = there or where or whither  # "in B, where it was taken from A"
    if there is None:
        return None
    named = [t for t in before(teller, frame, here=True) if t.span.end <= there.start and not any(same(t, o) for o in frame.origins)]
    named = [t for t in named if not _beside(frame, t)] or named
    return named[-1] if named and not water(named[-1]) else None


def _where(items: list[Item]) -> Item | None:
    """Return the "where" that opens a clause: "most start in A, where a boat takes two hours to B"."""
    return next((i for i in items[:_CLOSE] if "word.there" in i.tags and i.has("word.clause")), None)


def _beside(frame: Frame, name: Toponym) -> bool:
    """Tell whether a name only says how far off another one lies: "A, 75 km from B, where it was taken from C"."""
    items = frame.sentence.items
    k = next((i for i, item in enumerate(items) if item.toponym is not None and item.toponym.id == name.id), -1)
    return k >= 0 and (attach(items, k, 0, len(items)) in _BESIDE or explains(items, k))


def _last(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the place named last right before a sentence that goes on "from there": "It comes from the works at A. From there …"."""
    near = frame.sentence.span.start - _AGO
    named = [t for t in before(teller, frame) if t.span.start >= near and not (water(t) or area(t))]
    return named[-1:]


def _since(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the only place named since the last leg was told, which a clitic then means: "Poum is calm. Deux vraquiers en sont partis"."""
    if not frame.says("word.clitic"):
        return []
    told = teller.last.frame.sentence.span.end if teller.last is not None else 0
    named = [t for t in before(teller, frame, here=True) if told <= t.span.start < frame.sentence.span.start and spot(t)]
    return named if len(named) == 1 else []


def _hither(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the place named last before a "hither" beside a verb: "stolen in A, they turned up in B: they were driven there"."""
    at = next((item.start for item in frame.items if "word.hither" in item.tags), -1)
    near = frame.sentence.span.start - _AGO
    named = [t for t in before(teller, frame, here=True) if near <= t.span.start < at and not water(t)]
    anew = teller.underway and bool(named) and not same(named[-1], teller.here[0])
    again = not teller.underway and bool(named) and bool(teller.drafts) and same(named[-1], teller.here[0])  # by what it came is told now
    return named[-1:] if anew or again else []


def _back_there(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return what a "there" beside a verb means after a start that its sentence told: "It lay at B. Ore loaded in A was sent there"."""
    if not teller.underway or teller.since != frame.sentence.index:
        return []
    place = _thither(teller, replace(frame, origins=list(teller.here)))
    last = teller.last
    if place is None or (last is not None and last.frame.sentence is frame.sentence):
        return []
    told = (
        last.destination
        if last is not None and last.origin and not last.weak and frame.sentence.index - last.frame.sentence.index <= _CLOSE
        else None
    )
    near = frame.sentence.span.start - _AGO
    named = [t for t in before(teller, frame) if t.span.start >= near and not (water(t) or area(t) or isle(t))]
    return [told] if told is not None else named[-1:]


def _leaves(frame: Frame) -> bool:
    """Tell whether a statement says "from there" before the end it names: "to B and from there on" goes on from B."""
    items = frame.items
    near = zip([*items[:1], *items], items, [*items[1:], *items[-1:]], strict=False)
    at = next((i.start for last, i, after in near if "word.there_from" in i.tags and not _counts(last, after)), -1)
    return at >= 0 and not any(t.span.start < at for t in frame.destinations)


def _counts(last: Item, after: Item) -> bool:
    """Tell whether "from here" only counts: "d'ici sept semaines" says when, "2,900 km in a straight line from here" how far."""
    return after.kind == "d" or after.unit in TIME_UNITS or last.has("basis.straight") or bool(last.unit and last.unit not in TIME_UNITS)


def _there(frame: Frame) -> list[Toponym]:
    """Return the place that the words before "from there" name in its own sentence, where that is no end of a leg told in it."""
    items = frame.sentence.items
    at = next((i for i in range(frame.first, frame.last) if "word.there_from" in items[i].tags), 0)
    for k in range(at - 1, -1, -1):
        toponym = items[k].toponym
        if toponym is None or barred(toponym) or country(toponym) or water(toponym):
            continue
        how = attach(items, k, 0, len(items))
        if not (earlier(frame) and frame.kind == "depart") and (how in _BESIDE or (not how and _figured(items, k))):
            continue  # but "landed at B, 200 km from A, from where it had taken off"
        return [toponym]
    return []


def _national(teller: Teller, frame: Frame) -> None:
    """Take "from the Somali port", "to the Jordanian capital" for the last such place named before."""
    items = frame.sentence.items
    for k in range(frame.first, frame.last):
        adjective = items[k].toponym
        if adjective is None or not adjective.candidates:
            continue
        regional = area(adjective) and adjective.surface[:1].islower()  # "до кримського порту"
        if not ("demonym" in adjective.cues or country(adjective) or regional):
            continue
        nouns = [i for i in ((k - 1, k + 1) if "demonym" in adjective.cues else (k + 1,)) if frame.first <= i < frame.last]
        noun = next((i for i in nouns if any(tag in items[i].tags for tag in _NOUNS)), -1)
        if noun < 0:
            continue
        head = range(min(noun, k) - 1, max(frame.first - 1, min(noun, k) - _GOVERNING), -1)
        led = next((items[i] for i in head if items[i].has("prep.") or items[i].has("motion.")), items[noun])
        kind = led.value("prep.") or items[noun].value("prep.")
        around, capital = adjective.candidates[0], "word.capital" in items[noun].tags
        comes = kind in TO or (not kind and frame.kind == "arrive")
        left = [*frame.origins, *(teller.here if teller.underway or comes else [])]
        named = [t for t in before(teller, frame, here=True) if t.span.start < items[k].start and not any(same(t, o) for o in left)]
        if "word.port" in items[noun].tags:  # of several towns of a country the port is the one that ships go to
            named.sort(
                key=lambda t: (
                    "port" in t.cues or any(d.mode == "sea" and e and same(t, e) for d in teller.drafts for e in (d.origin, d.destination))
                )
            )
        found = next((t for t in reversed(named) if any(fits(c, around, capital) for c in t.candidates[:2])), None)
        leads = kind in FROM or (kind in AT and frame.kind == "load") or (not kind and frame.kind == "depart")
        if found is not None and leads and not [t for t in frame.origins if t is not adjective]:
            frame.origins = [found]
        if found is not None and comes and not leads and not [t for t in frame.destinations if t is not adjective]:
            frame.destinations = [found]


def _capital(teller: Teller, frame: Frame) -> Toponym | None:
    """Return the capital named before that a statement means by "the capital", None when it does not speak of one."""
    items = frame.items
    at = next((i for i, item in enumerate(items) if "word.capital" in item.tags), -1)
    if at < 0 or any(item.kind == "t" for item in items[max(0, at - 1) : at + 3]):
        return None
    named = [t for t in before(teller, frame, here=True) if t.span.start < items[at].start]
    return next((t for t in reversed(named) if any(c.feature_code == "PPLC" for c in t.candidates[:_FEW])), None)


def _seat_or_coast(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the capital, or the port, that what was loaded is taken to: "cut at A, they are driven to the capital", "… to the coast"."""
    items = frame.items
    for tag, meant_by in (("word.capital", _capital), ("word.coast", _haven)):
        at = next((i for i, item in enumerate(items) if tag in item.tags), -1)
        lead = next((i for i in range(at - 1, max(-1, at - _CLOSE - 1), -1) if items[i].has("prep.")), -1)
        kind = items[lead].value("prep.") if lead >= 0 else ""
        if kind not in ("to", "at_to") or (kind == "at_to" and tag == "word.capital" and not items[at].led_into):
            continue
        if any(item.kind == "t" for item in items[lead : at + 2]):
            continue
        meant = meant_by(teller, frame)
        return [meant] if meant is not None and not same(meant, teller.here[0]) else []
    return []


def _sailed_from(teller: Teller, left: list[Toponym]) -> Toponym | None:
    """Return the port that the ship told of last left, if it is none of the places left here."""
    ports = [d.origin for d in teller.drafts[-_FEW:] if d.mode == "sea" and d.origin is not None]
    return next((t for t in reversed(ports) if left and not any(same(t, o) for o in left)), None)


def _haven(teller: Teller, frame: Frame) -> Toponym | None:
    """Return the port where the telling has left a cargo for a ship."""
    ports = [d.origin for d in teller.drafts[-_FEW:] if d.mode == "sea" and d.origin is not None]
    return next((t for t in reversed([*before(teller, frame), *ports]) if "port" in t.cues or any(same(t, p) for p in ports)), None)


def _flown(teller: Teller, origin: Toponym) -> list[Toponym]:
    """Return the place among those flown from or to that lies next to where something set out for "the airport"."""
    ends = [end for draft in teller.drafts if draft.mode == "air" for end in (draft.origin, draft.destination) if end and end.candidates]
    if not (ends and origin.candidates):
        return []
    start = origin.candidates[0]
    return [min(ends, key=lambda t: abs(t.candidates[0].lat - start.lat) + abs(t.candidates[0].lon - start.lon))]


def _generic(frame: Frame) -> str:
    """Return the feature word of "to the port" without a name, "" when there is none."""
    items = frame.items
    for i, item in enumerate(items):
        leads = ("to", "at_to", "at") if frame.kind == "arrive" else ("to", "at_to")
        led = item.has("prep.") or (i > 0 and items[i - 1].value("prep.") in leads)
        if item.has("word.port") and led:
            follows = items[i + 1] if i + 1 < len(items) else None
            if follows is None or not (follows.kind == "t" or follows.has("prep.of")):
                return "port"
        if led and "word.airport" in item.tags and not any(k.kind == "t" for k in items[max(0, i - 1) : i + 3]):
            return "airport"
    return ""


def _adjective(frame: Frame, before: list[Toponym]) -> Toponym | None:
    """Return the place whose name an adjective is made of: "the Mariupolian port", "lo stabilimento tarantino"."""
    items = frame.items
    for noun, word in pairwise(items):
        site = not _SITES.isdisjoint(noun.tags)
        if site and word.kind == "w" and not word.tags and len(word.key) > _STEM:
            made = [t for t in before if len(t.surface) > _ROOT and t.surface[:_ROOT].casefold() == word.key[:_ROOT]]
            if made:
                return made[-1]
    for i, item in enumerate(items[2:], 2):
        word = items[i - 1]
        if item.has("word.port") and word.kind == "w" and not word.tags and len(word.key) > _STEM and items[i - 2].has("prep."):
            return next((t for t in reversed(before) if t.surface[:_STEM].casefold() == word.key[:_STEM]), None)
    return None
