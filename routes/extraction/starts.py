"""Starts: where a statement that names only its end began, by what was told just before it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.drafts import RECENT, TOLD
from routes.extraction.sentences import country, same
from routes.extraction.statements import index_of
from routes.extraction.statuses import earlier, status
from routes.extraction.telling import CLOSING
from routes.extraction.transfers import boarded
from routes.text import DASHES

if TYPE_CHECKING:
    from routes.extraction.drafts import Draft
    from routes.extraction.sentences import Item
    from routes.extraction.statements import Frame
    from routes.extraction.telling import Teller
    from routes.model import Toponym

_HELPING = frozenset({"word.is", "word.passive", "word.aux", "word.auxiliary", "word.earlier", "word.planned", "word.pronoun", "word.and"})
_PARTING = frozenset({"word.and", "word.or", "word.clause", "word.then", "word.relative", "word.there"})
_DOES = frozenset({"word.passive", "word.aux", "word.auxiliary", "word.planned", "word.is", "word.earlier"})
_ADJECTIVE = 2  # items after an article among which its noun stands
_STEM = 5  # letters that two forms of a verb share
_EITHER = 10  # items of a statement among which its "or" stands
_BESIDE = 2  # items between a verb and its "first"
_NEWS_AND_WAY = 2  # legs: the one that the report begins with, and one that led to where it began


def rested(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where what a statement takes up was told to be just before: "The sacks lay in A. Lorries took them to B"."""
    return boarded(teller, frame) or _lain(teller, frame) or _set_in(teller, frame)


def _lain(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where goods or people were told to be just before, that a statement takes up or means by its article."""
    place, told = teller.rest
    if place is None or not 0 <= frame.sentence.index - told <= 1 or teller.since > told or frame.kind not in ("move", "depart", "arrive"):
        return []
    own = any(item.pronoun for item in frame.items)
    fresh = (
        not teller.here
        and frame.kind != "arrive"
        and ("word.definite" in frame.clause[0].tags or (frame.sentence.index == told and _taken(frame)))
    )
    return [place] if takes_up(frame) or own or fresh else []


def _set_in(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the place of the sentence before: "they carved it in A. A canoe took it to B", "À A, c'est marché. Les sacs partent"."""
    place, told, opens = teller.scenery
    if place is None or frame.sentence.index - told != 1 or teller.since > told or frame.kind not in ("move", "depart"):
        return []
    goes = opens and not {"word.definite", "word.det"}.isdisjoint(frame.clause[0].tags)
    return [place] if goes or (takes_up(frame) and not teller.here) else []


def _taken(frame: Frame) -> bool:
    """Tell whether the object right behind a verb is one spoken of before: "an aircraft brought the turbine to B"."""
    items = frame.clause
    at = index_of(items, frame.predicate, len(items))
    return any("word.definite" in item.tags and not item.has("prep.to") for item in items[at + 1 : at + 2])


def from_scene(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the scene of the first sentence for a "from" that leads to no name: "at A nobody sleeps. Lorries go from the lake to B"."""
    if teller.scene is None or teller.drafts or teller.here:
        return []
    if firstly(frame) and frame.kind in ("move", "travel", "depart"):
        return [teller.scene]  # "In A the ramps come down at four. First it goes by truck to B"
    items = frame.sentence.items[: frame.last]
    led = [i for i, item in enumerate(items) if "prep.from" in item.tags and not item.has("motion.")]
    site = any(i + 1 < len(items) and items[i + 1].kind == "w" and not items[i + 1].has("date.") for i in led)
    return [teller.scene] if site else []


def takes_up(frame: Frame) -> bool:
    """Tell whether a pronoun beside the verb takes up the cargo told before: "a second aircraft brought them to B"."""
    items = frame.clause
    at = index_of(items, frame.predicate, -1)
    if at < 0 or frame.kind not in ("move", "unload", "load"):
        return False
    after = any(i.pronoun for i in items[at + 1 : at + 2])
    return after or any("word.object" in i.tags for i in items[max(0, at - 2) : at])


def scene_in(teller: Teller, frame: Frame, state: Toponym) -> Toponym | None:
    """Return the place of the dateline for its country, if the report begins with an arrival there: "Mandalay – It landed in Myanmar"."""
    scene = teller.dateline
    if scene is None or teller.drafts or teller.here or frame.kind != "arrive" or not country(state) or not scene.candidates:
        return None
    first = scene.candidates[0]
    return scene if first.country == state.candidates[0].country and first.feature_code != "PPLC" else None


def led_there(teller: Teller, frame: Frame, place: Toponym) -> list[Toponym]:
    """Return where a way began that led to where the leg told last began: "It landed at C from B. It had left A and reached B in May"."""
    origins, told = teller.aside
    last = teller.last
    near = 0 <= frame.sentence.index - told <= 1 and last is not None and last.origin is not None and same(last.origin, place)
    return origins if near else []


def ahead(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where the news of a report ended, once the way to where it began has been told: "It landed at C from B. It had left A for B".

    What comes next goes on from C, unless it says "from there".
    """
    legs = teller.drafts[-RECENT:]
    if (
        teller.underway
        or len(legs) < _NEWS_AND_WAY
        or not teller.here
        or frame.says("word.there")
        or frame.says("word.there_from")
        or frame.says("word.then")
    ):
        return []
    news, way = legs[0], legs[1:]
    if news.origin is None or news.destination is None or not any(same(news.origin, t) for t in teller.here):
        return []
    since = frame.sentence.index - way[-1].frame.sentence.index
    linked = all(a.destination and b.origin and same(a.destination, b.origin) for a, b in pairwise(way))
    before = any("word.earlier" in item.tags for leg in way for item in leg.frame.sentence.items) and not earlier(frame)
    returns = way[0].origin is not None and same(way[0].origin, news.destination)
    return [news.destination] if linked and before and not returns and since <= CLOSING else []


def splits(frame: Frame) -> bool:
    """Tell whether a statement is of another part of what was told of; "another 500 km" is none, nor is what goes on "by a second ship"."""
    items = _main(frame.items)
    if _one_of_several(items) or _either(items):
        return True
    those_who = [
        i
        for i, item in enumerate(items[:-1])
        if ("word.det" in item.tags and items[i + 1].key == ",")  # "те, у кого …"
        or (i and "word.pronoun" in item.tags and "word.and" in items[i - 1].tags)  # "…, и те шли на B": no other ones
    ]
    return any(
        "word.split" in item.tags
        and i not in those_who
        and not (items[i + 1 : i + 2] and items[i + 1].unit)
        and not _carries(items, i)
        and not _each(items, i)
        for i, item in enumerate(items)
    )


def _one_of_several(items: list[Item]) -> bool:
    """Tell whether a number alone is the subject: "six went to A, three were trucked to B", "ten cargoes went to A and four to B"."""
    at = next((i for i, item in enumerate(items) if not (item.kind == "p" or "word.and" in item.tags)), len(items))
    if at + 1 >= len(items):
        return False
    number, after = items[at], items[at + 1]
    counted = (number.kind == "q" and not number.unit) or number.tags.get("number.small") == "1"
    bound = after.value("prep.") == "to" and at > 0 and " " not in after.key
    return counted and after.kind == "w" and (bound or not _DOES.isdisjoint(after.tags))


def _either(items: list[Item]) -> bool:
    """Tell whether an "or" leads to another end of the same start: "is trucked to A, or to B"."""
    return any("word.or" in a.tags and b.value("prep.") in ("to", "dest") for a, b in pairwise(items[:_EITHER]))


def _each(items: list[Item], i: int) -> bool:
    """Tell whether "another" only ends "one and another", "from one to another": "18 horas entre una puerta y otra"."""
    ends = i + 1 >= len(items) or items[i + 1].kind == "p"
    return ends and i > 0 and ("word.and" in items[i - 1].tags or items[i - 1].has("prep.")) and not items[i - 1].has("motion.")


def _main(items: list[Item]) -> list[Item]:
    """Return the items of a statement without a clause before it: "because another gauge is used there, lorries take it on to B"."""
    opened = bool(items) and items[0].has("word.clause") and not items[0].has("prep.")
    comma = next((i for i, item in enumerate(items) if item.key == ","), -1) if opened else -1
    return items[comma + 1 :]


def _carries(items: list[Item], i: int) -> bool:
    """Tell whether a second thing is what takes the first one on: "is awaited at B by a second ship"."""
    k = i - 2 if i and "word.det" in items[i - 1].tags else i - 1
    return k >= 0 and ("word.agent" in items[k].tags or items[k].value("prep.") in ("via", "with"))


def presupposed(frame: Frame) -> bool:
    """Tell whether an arrival only says which ones are meant that the same sentence moves on: "two people admitted to A will fly to B"."""
    items = frame.sentence.items
    at = frame.at(0)
    if frame.kind != "arrive" or not at or not frame.destinations or items[at - 1].kind != "w" or items[at - 1].tags.keys() & _HELPING:
        return False
    since = max(t.span.end for t in frame.destinations)
    if since < items[at].start:
        return False  # "в Ноушехр судно пришло в пятницу": the place stands first
    after = next((i for i, item in enumerate(items) if item.start >= since), len(items))
    verb = next((i for i in range(after, len(items)) if items[i].has("motion.")), len(items))
    between = items[after:verb]
    return verb < len(items) and bool(between) and not any(i.kind == "p" or i.tags.keys() & _PARTING for i in between)


def another_part(frame: Frame) -> bool:
    """Tell whether it is a part or a way that is another, and no vehicle, which may have set out where the first one did."""
    items = frame.items
    at = next((i for i, item in enumerate(items) if "word.split" in item.tags), -1)
    return at >= 0 and not any(item.has("vehicle.") for item in items[at : at + 2])


def of_part(frame: Frame) -> list[Item]:
    """Return the items of a statement without a relative clause before its other part: "to A, where the stores are, the rest to B"."""
    items = frame.items
    part = next((i for i, item in enumerate(items) if "word.split" in item.tags), 0)
    closed = part > 0 and items[part - 1].key == "," and any("word.clause" in item.tags for item in items[:part])
    return items[part:] if closed else items


def by_government(frame: Frame) -> bool:
    """Tell whether a government is said to send or fetch something, with no word that takes up what was told before."""
    items = frame.clause
    at = index_of(items, frame.predicate, 0)
    governs = any(item.toponym is not None and "metonym" in item.toponym.cues for item in items[:at])
    return governs and frame.kind == "move" and not any(item.pronoun or "word.definite" in item.tags for item in items)


def firstly(frame: Frame) -> bool:
    """Tell whether a statement says that it tells the first stretch of a way: "they flew first to B"."""
    items = frame.clause
    at = index_of(items, frame.predicate, len(items))
    near = range(max(0, at - _BESIDE), min(len(items), at + _BESIDE + 1))
    return not frame.chained and any("word.first" in items[i].tags and not (i and "word.det" in items[i - 1].tags) for i in near)


def first_stretch(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where the way began that a report opens with, for a stretch told as far as a place: "It came to C from A. As far as B …"."""
    last, items = teller.last, frame.clause
    if last is None or len(teller.drafts) > 1 or last.frame.sentence.index or last.implied or last.origin is None or not teller.here:
        return []
    opens = len(items) > 1 and "word.as_far" in items[0].tags and items[1].toponym in frame.destinations
    onward = frame.says("word.then") or frame.says("word.there_from") or frame.says("word.onward") or teller.underway
    near = 0 < frame.sentence.index <= CLOSING and last.destination is not None and same(teller.here[0], last.destination)
    return [last.origin] if opens and near and not onward else []


def craft_name(frame: Frame) -> str:
    """Return the name of the vehicle that a statement is about, "" for none: "the freighter Anna left A", "the Anna left A"."""
    items = frame.sentence.items[frame.first : frame.at(frame.first)]
    plain = [item for item in items if item.kind != "p"]
    for before, item in pairwise(plain):
        craft = before.has("vehicle.") or ("word.det" in before.tags and item is plain[-1])
        if craft and "word.name" in item.tags:
            return item.key
    return ""


def from_elsewhere(teller: Teller, frame: Frame) -> bool:
    """Tell whether a newcomer arrives, and keep with its statement that it did not come from where the telling stands."""
    frame.elsewhere = list(teller.here) if _newcomer(teller, frame) else []
    return bool(frame.elsewhere)


def _newcomer(teller: Teller, frame: Frame) -> bool:
    """Tell whether what arrives is told of for the first time, and so did not come from where the telling stands.

    It has another name than what set out, "the Anna left A. The Berta reached C", or is one of many: "a tanker docked in C".
    """
    if frame.kind != "arrive" or frame.predicate is None or not (teller.here or teller.underway):
        return False
    subject = frame.sentence.items[frame.first : frame.at(frame.first)]
    if any(item.pronoun or "word.cargo" in item.tags or "word.there" in item.tags or "word.then" in item.tags for item in subject):
        return False
    if teller.ship and (name := craft_name(frame)):
        return name != teller.ship
    landed = teller.found is not None and teller.found[0] in teller.here  # what follows an unloading may be of anything
    one = (k for k, item in enumerate(subject) if "word.one" in item.tags)
    anew = frame.sentence.index > teller.since and (landed or not teller.underway)
    return anew and any(item.has("vehicle.") for k in one for item in subject[k + 1 : k + 1 + _ADJECTIVE])


def own_subject(frame: Frame, place: Toponym) -> bool:
    """Tell whether a statement that shares the verb of the one before is of other goods: "the tanks by barge to C".

    A dash may stand for the verb: "раненых везут в B, больных — в C", "в B ушло 2 млн тонн, в C — ещё 600 тысяч".
    """
    items = [item for item in frame.items if item.start < place.span.start]
    if any("word.there_from" in item.tags or "word.then" in item.tags for item in items):
        return False
    if any("word.cargo" in item.tags for item in items) and any(item.has("medium.") for item in items):
        return True
    dash = next((k for k, item in enumerate(items) if item.key in DASHES), 0)
    noun = items[dash - 1] if dash else None
    other = (
        noun is not None
        and noun.kind == "w"
        and not (noun.has("prep.") or noun.has("medium.") or noun.has("travel.") or noun.has("motion."))
    )
    behind = [item for item in frame.items if item.start >= place.span.end][: _BESIDE + 1]
    more = len(behind) > _BESIDE and behind[0].key in DASHES and any(item.kind == "q" and not item.unit for item in behind)
    return other or more


def rest_goes_on(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where a part was taken off whose rest goes on: "at B a third was unloaded and driven to C. The rest went on to D"."""
    last = teller.last
    if last is None or last.origin is None or frame.sentence.index - last.frame.sentence.index > 1 or not splits(frame):
        return []
    onward = frame.says("word.then") or frame.says("word.onward")
    end = last.destination.span.start if last.destination is not None else 0
    if not onward or not any("word.share" in item.tags and item.start < end for item in last.frame.sentence.items):
        return []
    came = next((d for d in reversed(teller.drafts[:-1]) if d.destination and same(d.destination, last.origin)), None)
    if came is not None and frame.strength < TOLD:
        frame.mode, frame.strength = came.mode, 1
    return [last.origin]


def chain_begins(teller: Teller) -> list[Toponym]:
    """Return where the way began of which the leg told last is a stretch, as its sentence tells: "to B, and from B to C. The rest …"."""
    *before, last = teller.drafts[-RECENT:]
    origin = last.origin
    for draft in reversed(before):
        linked = draft.destination is not None and origin is not None and same(draft.destination, origin)
        if not linked or draft.origin is None or draft.frame.sentence is not last.frame.sentence:
            break
        origin = draft.origin
    return [origin] if origin else []


def another_time(last: Draft | None, frame: Frame) -> bool:
    """Tell whether the verb of the leg told just before tells of another time: "полетів до Осло, цього — полетить до Кельна"."""
    first, then = last.frame.predicate if last else None, frame.predicate
    if last is None or first is None or then is None or first.key == then.key or frame.says("word.onward"):
        return False
    return first.key[:_STEM] == then.key[:_STEM] and len(then.key) > _STEM and last.status != status(frame)
