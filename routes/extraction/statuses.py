"""Statuses: whether a statement says that the movement took place, will, or could not, and of whom it speaks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from routes.extraction.numbers import TIME_UNITS
from routes.extraction.statements import Frame, index_of

if TYPE_CHECKING:
    from routes.extraction.sentences import Item
    from routes.model import Status

_NOBODY = 3  # items between a verb and "nobody", "no ship"
_ONLY = 16  # items from the first half of a "not" to its second one
_TOLD = 8  # items from "were told" to the verb of what was told
_WHILE = frozenset({"word.relative", "word.because", "word.but", "word.if"})  # clauses that do not tell of the same time
_STOPS = frozenset(".!?;")  # marks that end a sentence, or a part of one
_OPENING = 2  # items at the head of a clause, or before its verb, among which its "formerly" stands
_AUXILIARY = 3  # items before a verb among which its auxiliary stands


def denied(frame: Frame) -> bool:
    """Tell whether the statement says that the movement did not take place."""
    items = frame.clause
    begins = (item for item in items if frame.origins and item.toponym is frame.origins[0])
    at = index_of(items, frame.predicate or next(begins, None), 0)
    near = items[max(0, at - 4) : at]
    until = next((i for i in range(len(near) - 1, -1, -1) if "word.and" in near[i].tags or near[i].kind == "p"), -1)
    nobody = not frame.origins and any("word.none" in item.tags for item in items[max(0, at - _NOBODY) : at + _NOBODY + 1])
    if any("word.void" in item.tags for item in items) or any("word.discarded" in item.tags for item in items[:at]):
        return True  # "a convoy for B never came about", "the original plan was to sail for B"
    if frame.via and not (frame.origins or frame.destinations) and frame.kind == "cross" and hindered(frame):
        return True  # "the way no longer passes through B"
    if _asked(items, at) or _questioned(frame) or _disputed(frame) or _promised(frame) or _imagined(frame):
        return True
    itself = frame.predicate is not None and "word.not" in frame.predicate.tags  # "gitmedi": the verb holds its "not"
    negated = itself or (any("word.not" in i.tags and not _only(frame, i) for i in near[until + 1 :]) and not _left_over(frame))
    negated = negated or (_behind(items, at) and not any("word.rather" in item.tags for item in frame.sentence.items[frame.first :]))
    return (nobody and frame.kind == "move") or ((negated or _none_goes(frame)) and not hindered(frame))


def _left_over(frame: Frame) -> bool:
    """Tell whether a "not" only says of what the statement is: "what the mills do not burn goes to B", and not "what is not sent to B"."""
    items = frame.sentence.items[: frame.at(0)]
    first = next((k for k in range(len(items) - 1, -1, -1) if items[k].kind == "p"), -1)
    opens = next((k for k in range(first + 1, len(items)) if "word.whatever" in items[k].tags), len(items))
    no = next((k for k in range(opens + 1, len(items)) if "word.not" in items[k].tags), len(items))
    return any(item.kind == "w" and not item.tags for item in items[no + 1 :])


def _none_goes(frame: Frame) -> bool:
    """Tell whether a "no" behind the verb, or behind a way without one, says that nothing goes: "verkehren keine Züge", "поездов нет"."""
    items = frame.clause
    if frame.predicate is None:
        words = [item for item in items if item.kind != "p"]
        return bool(words) and "word.lacking" in words[-1].tags
    at = index_of(items, frame.predicate, len(items))
    if 0 < at < len(items) and "word.none" in items[at - 1].tags:
        return True  # "nobody flies from A to B"
    after = items[at + 1 : at + 3]
    return len(after) > 1 and "word.none" in after[0].tags and after[1].has("vehicle.")


def _behind(items: list[Item], at: int) -> bool:
    """Tell whether a "not" denies the verb at ``items[at]`` that stands anywhere in its clause: "fuhr nicht von A nach B"."""
    first = next((i + 1 for i in range(at - 1, -1, -1) if _parts(items[i])), 0)
    put_in = "word.but" in items[at + 1].tags if at + 1 < len(items) else False  # "kam aber nie in B an"
    last = next((i for i in range(at + 1 + put_in, len(items)) if _parts(items[i])), len(items))
    for i in range(first, last):
        alone = i + 1 >= last or items[i + 1].kind == "t" or items[i + 1].has("prep.") or items[i + 1].has("motion.")
        if "word.never" in items[i].tags or ("word.not_behind" in items[i].tags and (alone or "word.particle" in items[i + 1].tags)):
            return True
    return False


def _parts(item: Item) -> bool:
    return item.kind == "p" or "word.and" in item.tags or item.has("word.clause")


def _asked(items: list[Item], at: int) -> bool:
    """Tell whether a statement is asked about, "чи повернуться вони до B, не знає ніхто", or only supposed, "пішло б із A"."""
    opens = any("word.whether" in items[k].tags and (k == 0 or items[k - 1].kind == "p") for k in range(at))
    unreal = any("word.would" in item.tags for item in [*items[max(0, at - _AUXILIARY) : at], *items[at + 1 : at + 1 + _AUXILIARY]])
    return opens or unreal or any("word.asks" in item.tags for item in items[at + 1 : at + 2])


def _questioned(frame: Frame) -> bool:
    """Tell whether a question asks whether a movement takes place at all, and not how or why it did: "Did it go from A to B?"."""
    items = frame.sentence.items
    mark = next((item.key for item in reversed(items) if item.kind == "p" and item.key in _STOPS), "")
    return mark == "?" and not any("word.asked" in item.tags for item in items)


def _only(frame: Frame, half: Item) -> bool:
    """Tell whether a "not" of two halves is an "only" by its second one: "n'a quitté Sète que vers minuit"."""
    items = frame.sentence.items
    at, behind = index_of(items, half, len(items)), frame.at(0)
    if any("hedge.exact" in item.tags for item in items[at + 1 : at + 2]):
        return True  # "not only from A to B"
    until = next((i for i in range(behind, len(items)) if "word.until" in items[i].tags), len(items))
    if until < len(items) and not any(item.kind == "t" for item in items[until + 1 : until + 3]):
        return True  # "did not leave A until noon"
    if "word.half" not in half.tags:
        return False
    for i in range(at + 1, min(len(items), at + _ONLY)):
        if "word.not" in items[i].tags or "word.none" in items[i].tags or (items[i].kind == "p" and items[i].key in ";:"):
            return False
        if "word.relative" in items[i].tags:
            return i > at + 1 and items[i - 1].key != ","
    return False


def _promised(frame: Frame) -> bool:
    """Tell whether a way is only what somebody was told would come: "they had been told they were going to B"."""
    items = frame.sentence.items
    at = frame.at(0)
    told = next((i for i in range(at - 1, max(0, at - _TOLD), -1) if "word.said" in items[i].tags), 0)
    passive = any("word.passive" in item.tags for item in items[max(0, told - _AUXILIARY) : told])
    return told > 0 and passive and any("word.planned" in item.tags for item in items[told + 1 : at + 1])


def _disputed(frame: Frame) -> bool:
    """Tell whether the sentence says that the statement is not so: "denied that …", "reports that … proved false"."""
    items = frame.sentence.items
    if any("word.untrue" in item.tags for item in items[frame.first :]):
        return True
    verb = frame.at(next((i for i in range(frame.first, frame.last) if items[i].toponym in frame.origins), frame.first))
    if any("word.rumour" in items[i].tags and any(map(_that, items[i + 1 : i + 3])) for i in range(verb - 2)):
        return True  # "rumours that …" are no report
    denies = next((i for i in range(verb) if "word.denies" in items[i].tags), -1)
    phrase = denies >= 0 and items[denies].end - items[denies].start > len(items[denies].key)  # "denied that"
    return denies >= 0 and (phrase or any(item.has("word.clause") for item in items[denies + 1 : verb]))


def _imagined(frame: Frame) -> bool:
    """Tell whether a way is only what would follow a condition: "if the bridge fell, they would have to go from A to B by C"."""
    items = frame.sentence.items
    at = frame.at(0)
    closes = frame.predicate is None or "word.infinitive" in frame.predicate.tags  # "würden die Schiffe von A nach B fahren"
    near = items[slice(*frame.whole)] if closes and frame.whole[1] else items[max(0, at - _AUXILIARY) : at + 1]
    would = any("word.conditional" in item.tags for item in near)
    return would and any("word.if" in item.tags for item in items)


def _that(item: Item) -> bool:
    return item.has("word.clause") or "word.that" in item.tags or "word.said" in item.tags


def hindered(frame: Frame) -> bool:
    """Tell whether a statement says that nothing can move any more: "no convoy has been able to leave A for B", "no longer"."""
    items = frame.clause
    if any("word.no_longer" in item.tags and not _stops_at(frame, item) for item in items) or _will_not(frame):
        return True
    denied = [i for i, item in enumerate(items) if "word.not" in item.tags]
    more = any("word.more" in item.tags for i in denied for item in items[i + 1 : i + 4])
    more = more or ("word.none" in items[0].tags and any("word.more" in item.tags for item in items))  # "nobody flies to B any more"
    nothing = any("word.none" in item.tags for item in items) and any(
        "word.since" in item.tags and after.kind != "t" for item, after in pairwise(frame.sentence.items)
    )  # "since March no ship", but "no ship has left desde Odesa"
    return more or nothing or (bool(denied) and any("word.able" in item.tags for item in items))


def _stops_at(frame: Frame, item: Item) -> bool:
    """Tell whether a word says that something stopped on its way, and not that it no longer goes: "the lorry from A stopped at C"."""
    return item is frame.predicate and item.has("motion.stop.any") and bool(frame.via or frame.held)


def _will_not(frame: Frame) -> bool:
    """Tell whether a statement with both ends says that nothing will go there: "they will not go on from A to B"."""
    if not (frame.origins and frame.destinations) or frame.predicate is None or "word.planned" not in frame.predicate.tags:
        return False
    items = frame.sentence.items
    at = frame.at(frame.first)
    return any("word.not" in item.tags for item in items[max(frame.first, at - _AUXILIARY) : at])


def earlier(frame: Frame) -> bool:
    """Tell whether a statement goes back before what was told: "had been loaded", "había llegado"."""
    if frame.kind == "expect":
        return False  # "était attendue à Anvers" is no pluperfect
    if any("word.before" in item.tags for item in frame.clause):
        return True  # languages without a pluperfect say it by an adverb, on either side of the verb: "wypłynął tydzień wcześniej"
    items = frame.sentence.items
    at = frame.at(frame.first)
    bracket = any("word.earlier" in item.tags and "word.auxiliary" in item.tags for item in items[frame.first : at])
    end = next((i for i in range(at + 1, len(items)) if items[i].kind == "p"), len(items)) - 1
    closes = at < end and "word.earlier" in items[end].tags and "word.auxiliary" in items[end].tags  # "…, der in A verladen worden war"
    after = items[at + 1 : at + 2] if at == frame.first else []
    bracket = bracket or closes or any("word.earlier" in i.tags and "word.auxiliary" in i.tags for i in after)  # "gestartet war sie in A"
    return bracket or any("word.earlier" in item.tags for item in items[max(0, at - _AUXILIARY) : at + 1])


def formerly(frame: Frame) -> bool:
    """Tell whether a statement says what used to be done: "boats used to leave from A", "antes los cayucos salían de A".

    An adverb that also means "before that" needs a verb of habit, in the languages that have such a form.
    """
    items = frame.clause
    at = index_of(items, frame.predicate, -1)
    if at < 0:
        return False
    said = [i for i, item in enumerate(items[:at]) if "word.formerly" in item.tags]
    said = [i for i in said if not (i and (items[i - 1].unit or items[i - 1].kind == "q"))]  # "drei Tage früher"
    placed = any(i < _OPENING or i >= at - _OPENING for i in said)
    before = any({"word.before", "word.first"} & items[i].tags.keys() for i in said)
    return placed and ("word.habit" in items[at].tags or not before)


def timed(frame: Frame) -> bool:
    """Tell whether a statement says when."""
    items = frame.sentence.items[: frame.last]
    return any(item.kind == "d" or item.day is not None or "word.when" in item.tags or item.unit in TIME_UNITS for item in items)


def of_people(frame: Frame) -> bool:
    """Tell whether an official travels, or a message is sent, and no cargo or vehicle moves."""
    if frame.origins and frame.destinations and frame.kind != "serve":
        return False
    items = frame.clause
    at = index_of(items, frame.predicate, len(items))
    since = next((i + 1 for i in range(at - 1, -1, -1) if items[i].kind == "p" and items[i].key in ":;"), 0)
    told_by = {
        n for n, i in enumerate(items) if any("word.said" in b.tags for b in (*items[max(0, n - _AUXILIARY) : n], *items[n + 1 : n + 2]))
    }  # "selon l'enquêteur"
    last = max((t.span.end for t in (*frame.origins, *frame.destinations)), default=0)
    aside = next(
        (n for n, i in enumerate(items) if last and i.start >= last and i.key == ","), len(items)
    )  # "… B, the investigators write"
    people = (i for n, i in enumerate(items) if since <= n < aside and n not in told_by)
    comes = frame.predicate is not None and ("word.inbound" in frame.predicate.tags or "word.come" in frame.predicate.tags)
    sent = "word.permit" if comes else "word.person"  # "dann kam aus Ankara das Veto"
    return any(("word.person" in i.tags or sent in i.tags) and not i.has("motion.") for i in people) and not any(
        i.has("vehicle.") or "word.cargo" in i.tags for i in items
    )


def status(frame: Frame) -> Status:
    """Return whether a statement tells what happened, what is planned, or what could not be or was broken off."""
    if frame.failed:
        return "interrupted"
    if hindered(frame):
        return "blocked"
    if _sunk_meanwhile(frame) or _made_stop(frame):
        return "interrupted"
    clause = _own(frame)
    for words in (frame.items, clause):
        if any("word.resumed" in item.tags for item in words):
            return "planned" if _to_come(frame) else "reported"
        if any("word.interrupted" in item.tags or _blocks(words, k) for k, item in enumerate(words)):
            break  # what the statement itself says counts before what its clause says
    for name in ("interrupted", "blocked", "planned"):
        if any(f"word.{name}" in item.tags and (name != "blocked" or _blocks(clause, k)) for k, item in enumerate(clause)):
            return name
    return "planned" if frame.kind == "expect" or _to_come(frame) or any("word.ahead" in item.tags for item in frame.items) else "reported"


def _own(frame: Frame) -> list[Item]:
    """Return the items of a clause without what another statement says: "the road was closed, so the lorries went by ferry"."""
    items = frame.clause
    ends = [*frame.origins, *frame.destinations]
    told = next((i for i, item in enumerate(items) if item is frame.predicate or (item.toponym is not None and item.toponym in ends)), 0)
    since = next((i for i in range(told - 1, -1, -1) if items[i].key == ";" or "word.hence" in items[i].tags), 0)
    return items[since:]


def _to_come(frame: Frame) -> bool:
    """Tell whether the words right before a verb say that what it tells of is still to come: "is due to leave A", "will run again".

    A verb that can close its clause may have them at its head: "werden im Mai nach A fahren".
    """
    items = frame.sentence.items
    if frame.predicate is not None and "word.conditional" in frame.predicate.tags:
        return any("word.said" in item.tags for item in items[: frame.at(0)])  # "il a dit que l'avion volerait de A à B"
    if frame.predicate is not None and "word.infinitive" in frame.predicate.tags and any("word.will" in item.tags for item in frame.clause):
        return True
    at = frame.at(frame.first)
    lead = items[max(0, at - _AUXILIARY) : at]
    mark = next((i + 1 for i in range(len(lead) - 1, -1, -1) if lead[i].kind in "pt" or lead[i].has("word.clause")), 0)
    return any("word.planned" in item.tags for item in lead[mark:])


def _sunk_meanwhile(frame: Frame) -> bool:
    """Tell whether the clause before says that a vehicle did not come through: "the ship sank while it was sailing from A to B"."""
    items, first = frame.sentence.items, frame.whole[0]
    opener = items[max(0, first - 1) : first + 1]
    while_ = any(item.has("word.clause") and _WHILE.isdisjoint(item.tags) for item in opener)
    if not (first and while_ and frame.origins and frame.destinations) or any("word.but" in item.tags for item in opener):
        return False
    own = items[first : frame.at(first)]
    since = next((i + 1 for i in range(first - 1, -1, -1) if items[i].kind == "p" and i < first - 1), 0)
    before = items[since:first]
    told = any("word.interrupted" in item.tags or "word.blocked" in item.tags for item in before) and any(
        item.has("vehicle.") for item in before
    )
    return told and not any(item.has("vehicle.") or "word.cargo" in item.tags for item in own)


def _made_stop(frame: Frame) -> bool:
    """Tell whether somebody stopped what was under way: "the convoy from A to B was stopped at C"."""
    items, at = frame.sentence.items, frame.at(0)
    passive = at > 0 and "word.passive" in items[at - 1].tags
    return frame.kind == "stop" and passive and _stops_at(frame, items[at]) and bool(frame.origins and frame.destinations)


def _blocks(items: list[Item], k: int) -> bool:
    """Tell whether a word says that something stands still, and not that a stop is made, "con parada nocturna en B".

    The road may be closed to others than to what goes by it, "por carreteras cortadas al tráfico".
    """
    by_it = k > 1 and items[k - 1].has("way.") and items[k - 2].value("prep.") == "via"
    return "word.blocked" in items[k].tags and "word.halt" not in items[k].tags and not by_it
