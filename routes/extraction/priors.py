"""Priors: the movement before what a sentence tells, in a clause that only names its start.

"They were set free near B after being trucked down from A", "having been loaded in A, it was lowered into the water at B": where the
sentence stands is where the movement ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.extraction import naming
from routes.extraction.sentences import Item, area, country, same, water

if TYPE_CHECKING:
    from routes.extraction.sentences import Sentence
    from routes.extraction.statements import Frame
    from routes.model import Toponym

_AT = frozenset({"at", "at_to"})
_NEWS = frozenset({"unload", "hold"})  # "unloaded at B after being trucked from A", "arrested in B after driving from A"
_KINDS = frozenset({"move", "depart", "load", "arrive"})
_AUXILIARIES = frozenset({"word.passive", "word.perfect", "word.earlier"})
_AHEAD = 2  # items before a clause, the word that opens it among them


def end(found: list[Frame], sentence: Sentence, contained: frozenset[str]) -> None:
    """Give the statement of a prior movement the end that its sentence tells, in place."""
    items = sentence.items
    for frame in found:
        opener = _opener(items, frame) if frame.kind in _KINDS and frame.origins and not frame.destinations else -1
        if opener < 0:
            continue
        others = [f for f in found if f is not frame and (f.origins or f.destinations or f.held)]
        news = others[0] if len(others) == 1 and others[0].kind in _NEWS and others[0].last <= opener + 1 else None
        if (others and (news is None or news.origins)) or any("word.said" in item.tags for item in items[:opener]):
            continue
        place = _place(items, *_stage(items, opener, frame), contained)
        starts = [t for t in frame.origins if t.span.start > items[opener].start]
        if place is None or not starts or all(map(country, starts)) or any(same(t, place) for t in starts):
            continue
        frame.origins, frame.destinations = starts, [place]
        if news is not None:
            news.destinations, news.held = [], []
        return


def _opener(items: list[Item], frame: Frame) -> int:
    """Return the "after" or "having" that leads to the verb of a statement, whose subject is that of its sentence; -1 for none."""
    verb = frame.at(-1)
    at = next((i for i in range(verb - 1, max(-1, frame.whole[0] - _AHEAD), -1) if "word.having" in items[i].tags), -1)
    after = items[at + 1]
    own = at + 1 == verb or after.pronoun or not _AUXILIARIES.isdisjoint(after.tags)
    return at if own else -1


def _stage(items: list[Item], opener: int, frame: Frame) -> tuple[int, int]:
    """Return the items that tell where a sentence stands: those before the clause of a prior movement, or after one that opens it."""
    if opener:
        return max((i + 1 for i in range(opener) if items[i].key in ";:"), default=0), opener
    named = max(i for i, item in enumerate(items) if item.start < frame.origins[-1].span.end)
    comma = next((i for i in range(named + 1, len(items)) if items[i].key == ","), len(items))
    return comma, next((i for i in range(comma, len(items)) if items[i].key in ";:"), len(items))


def _place(items: list[Item], first: int, last: int, contained: frozenset[str]) -> Toponym | None:
    """Return the only place that words stand at, None where they stand at none or several."""
    named = [(k, t, how) for k, t, how in naming.named(items, first, last, contained) if not (country(t) or water(t))]
    placed = [t for k, t, how in named if how in _AT or (not how and k > first and items[k - 1].value("prep.") == "near")]
    return placed[0] if len(placed) == 1 and placed[0].candidates and not area(placed[0]) else None
