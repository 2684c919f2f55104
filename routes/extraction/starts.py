"""Starts: where a statement that names only its end began, by what was told just before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction.statements import index_of

if TYPE_CHECKING:
    from routes.extraction.statements import Frame
    from routes.extraction.telling import Teller
    from routes.model import Toponym


def rested(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return where what a statement takes up was told to be just before: "The sacks lay in A. Lorries took them to B"."""
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


def _taken(frame: Frame) -> bool:
    """Tell whether the object right behind a verb is one spoken of before: "an aircraft brought the turbine to B"."""
    items = frame.clause
    at = index_of(items, frame.predicate, len(items))
    return any("word.definite" in item.tags and not item.has("prep.to") for item in items[at + 1 : at + 2])


def from_scene(teller: Teller, frame: Frame) -> list[Toponym]:
    """Return the scene of the first sentence for a "from" that leads to no name: "at A nobody sleeps. Lorries go from the lake to B"."""
    if teller.scene is None or teller.drafts or teller.here:
        return []
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
