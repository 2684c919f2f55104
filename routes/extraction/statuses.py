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
    if _asked(items, at) or _disputed(frame) or _promised(frame) or _imagined(frame):
        return True
    itself = frame.predicate is not None and "word.not" in frame.predicate.tags  # "gitmedi": the verb holds its "not"
    negated = itself or any("word.not" in item.tags and not _only(frame, item) for item in near[until + 1 :])
    negated = negated or (_behind(items, at) and not any("word.rather" in item.tags for item in frame.sentence.items[frame.first :]))
    return (nobody and frame.kind == "move") or (negated and not hindered(frame))


def _behind(items: list[Item], at: int) -> bool:
    """Tell whether a "not" denies the verb at ``items[at]`` that stands anywhere in its clause: "fuhr nicht von A nach B"."""
    first = next((i + 1 for i in range(at - 1, -1, -1) if _parts(items[i])), 0)
    last = next((i for i in range(at + 1, len(items)) if _parts(items[i])), len(items))
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


def _only(frame: Frame, half: Item) -> bool:
    """Tell whether a "not" of two halves is an "only" by its second one: "n'a quitté Sète que vers minuit"."""
    if "word.half" not in half.tags:
        return False
    items = frame.sentence.items
    at = index_of(items, half, len(items))
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
    verb = frame.at(frame.first)
    if any("word.rumour" in items[i].tags and any(map(_that, items[i + 1 : i + 3])) for i in range(verb - 2)):
        return True  # "rumours that …" are no report
    denies = next((i for i in range(verb) if "word.denies" in items[i].tags), -1)
    phrase = denies >= 0 and items[denies].end - items[denies].start > len(items[denies].key)  # "denied that"
    return denies >= 0 and (phrase or any(item.has("word.clause") for item in items[denies + 1 : verb]))


def _imagined(frame: Frame) -> bool:
    """Tell whether a way is only what would follow a condition: "if the bridge fell, they would have to go from A to B by C"."""
    items = frame.sentence.items
    at = frame.at(0)
    would = any("word.conditional" in item.tags for item in items[max(0, at - _AUXILIARY) : at + 1])
    return would and any("word.if" in item.tags for item in items)


def _that(item: Item) -> bool:
    return item.has("word.clause") or "word.that" in item.tags or "word.said" in item.tags


def hindered(frame: Frame) -> bool:
    """Tell whether a statement says that nothing can move any more: "no convoy has been able to leave A for B", "no longer"."""
    items = frame.clause
    if any("word.no_longer" in item.tags for item in items) or _will_not(frame):
        return True
    denied = [i for i, item in enumerate(items) if "word.not" in item.tags]
    more = any("word.more" in item.tags for i in denied for item in items[i + 1 : i + 4])
    nothing = any("word.none" in item.tags for item in items) and any(
        "word.since" in item.tags and after.kind != "t" for item, after in pairwise(frame.sentence.items)
    )  # "since March no ship", but "no ship has left desde Odesa"
    return (bool(denied) and (more or any("word.able" in item.tags for item in items))) or nothing


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


def timed(frame: Frame) -> bool:
    """Tell whether a statement says when."""
    items = frame.sentence.items[: frame.last]
    return any(item.kind == "d" or "word.when" in item.tags or item.unit in TIME_UNITS for item in items)


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
    for words in (frame.items, frame.clause):
        if any("word.resumed" in item.tags for item in words):
            return "reported"
        if any("word.interrupted" in item.tags or _blocks(words, k) for k, item in enumerate(words)):
            break  # what the statement itself says counts before what its clause says
    for name in ("interrupted", "blocked", "planned"):
        if any(f"word.{name}" in item.tags and (name != "blocked" or _blocks(frame.clause, k)) for k, item in enumerate(frame.clause)):
            return name
    return "planned" if frame.kind == "expect" else "reported"


def _blocks(items: list[Item], k: int) -> bool:
    """Tell whether a word says that something stands still, and not that a stop is made, "con parada nocturna en B".

    The road may be closed to others than to what goes by it, "por carreteras cortadas al tráfico".
    """
    by_it = k > 1 and items[k - 1].has("way.") and items[k - 2].value("prep.") == "via"
    return "word.blocked" in items[k].tags and "word.halt" not in items[k].tags and not by_it
